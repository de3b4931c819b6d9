"""The entries of a word list, one by one, and the reason for each that cannot be used."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

import pandas as pd

from mediakit.errors import BadQuery
from mediakit.queries import Phrase, parse_query

__all__ = ["EntryCollector", "is_comment", "numbered_lines", "written_as_query"]

_QUOTED = re.compile(r'"[^"]*"|[“„”][^“”„"]*[“”]|«[^«»]*»|»[^«»]*«')
_SINGLE_WORD = re.compile(r"[\w*]+(?:['’-][\w*]+)*")
_OPERATOR = re.compile(r"\b(?:AND|OR|NOT)\b|\bNEAR/\d")
#: Words that the query language would take for its operators.
_LIKE_OPERATORS = {"and", "or", "not", "near"}


class EntryCollector:
    """Gathers the entries of each frame, and the lines that are skipped.

    Attributes
    ----------
    title, source : str
        What the file itself says about the list; empty if nothing.
    means : dict of str to str
        For a frame, its definition.
    file : str
        The file that is being read, if there are several.
    """

    def __init__(self) -> None:
        self.title = ""
        self.source = ""
        self.means: dict[str, str] = {}
        self.file = ""
        self._entries: dict[str, dict[str, None]] = {}
        self._first_lines: dict[str, int | None] = {}
        self._skipped: list[tuple[int | None, str, str]] = []

    def open(self, frame: str, line: int | None) -> None:
        """Keep a place for a frame, so that frames come in the order of the file."""
        self._entries.setdefault(frame, {})
        self._first_lines.setdefault(frame, line)

    def add(self, frame: str, entry: str, line: int | None) -> None:
        """Take an entry into a frame, or into the report if it cannot be looked for."""
        self.add_to([frame], entry, line)

    def add_to(self, frames: Iterable[str], entry: str, line: int | None) -> None:
        """Take an entry into several frames; if it cannot be looked for, report it once."""
        try:
            written = written_as_query(entry)
        except BadQuery as error:
            self.skip(line, entry, str(error))
            return
        for frame in frames:
            self.open(frame, line)
            self._entries[frame][written] = None

    def skip(self, line: int | None, entry: str, reason: str) -> None:
        """Report a line that is not used."""
        if self.file:
            reason = f"{reason} (in {self.file})"
        self._skipped.append((line, " ".join(entry.split()), reason))

    def note(self, remark: str) -> None:
        """Report something about the file as a whole, which has no line."""
        self._skipped.append((None, "", remark))

    def close_branches(self) -> None:
        """Forget categories that hold other categories and no words: they are no loss to report."""
        for frame in [frame for frame, entries in self._entries.items() if not entries]:
            if any(other.startswith(f"{frame}.") for other in self._entries):
                del self._entries[frame]

    def words(self) -> Mapping[str, tuple[str, ...]]:
        """Return the entries of each frame that has any; the others go into the report."""
        for frame in [frame for frame, entries in self._entries.items() if not entries]:
            del self._entries[frame]
            self.skip(self._first_lines[frame], frame, "no entry of this category can be used")
        return {frame: tuple(entries) for frame, entries in self._entries.items()}

    def report(self) -> pd.DataFrame:
        """Return the lines that were skipped, with the reason for each."""
        report = pd.DataFrame(self._skipped, columns=["line", "entry", "reason"])
        report = report.astype({"line": "Int64", "entry": "str", "reason": "str"})
        return report.sort_values("line", kind="stable", ignore_index=True)


def written_as_query(entry: str) -> str:
    """Return an entry as the query language has it: a word, a word with a star, or "a phrase".

    Raises
    ------
    BadQuery
        If it is none of these. The message is a reason, without the entry itself.
    """
    plain = _without_quotes(" ".join(entry.split()))
    if not plain:
        raise BadQuery("there is no word")
    if not re.search(r"[^\W_]", plain):
        raise BadQuery(_reason_without_word(plain))
    _refuse_signs(plain)
    query = plain
    if not _SINGLE_WORD.fullmatch(plain) or plain.lower() in _LIKE_OPERATORS:
        query = f'"{plain}"'
    try:
        tree = parse_query(query)
    except BadQuery as error:
        raise BadQuery(_reason_in_phrase(plain)) from error
    if not isinstance(tree, Phrase):
        raise BadQuery("an address is not a word")
    # Without its signs :3 would find every 3, and A+ every article.
    is_short = len(tree.parts) == 1 and len(tree.parts[0].replace("*", "")) < 2
    if is_short and re.search(r"[^\w\s*'’.-]", plain):
        raise BadQuery("signs, as in smileys, cannot be looked for")
    return query


def _without_quotes(entry: str) -> str:
    if _QUOTED.fullmatch(entry):
        return entry[1:-1].strip()
    return entry


def _refuse_signs(entry: str) -> None:
    """Refuse signs that would mean something else here, before they quietly find nothing."""
    if re.search(r'["“”„«»]', entry):
        raise BadQuery("a quotation mark inside the entry is not closed, or not opened")
    if re.search(r"\w\?|\?\w", entry):
        raise BadQuery("? for a single letter cannot be looked for; write out the words, or use *")
    is_shouted = entry == entry.upper() and "NEAR/" not in entry
    if _OPERATOR.search(entry) and not is_shouted:
        raise BadQuery("an entry is a word or a phrase; AND, OR, NOT and NEAR have no place in it")
    if re.search(r"[\[\]{}|\\^$]", entry):
        raise BadQuery("regular expressions cannot be looked for; write out the words, or use *")


def _reason_without_word(entry: str) -> str:
    if "*" in entry:
        return "a star needs letters before or behind it"
    return "there are no letters or digits in it to look for"


def _reason_in_phrase(entry: str) -> str:
    if re.search(r"(?:^|\s)\*+(?:\s|$)", entry):
        return "a star needs letters before or behind it"
    return "an address has no place in a phrase"


def numbered_lines(text: str) -> list[tuple[int, str]]:
    """Return the lines that are not empty, each with its number, counted from 1."""
    numbered = enumerate(text.split("\n"), start=1)
    return [(number, line.rstrip()) for number, line in numbered if line.strip()]


def is_comment(line: str) -> bool:
    """Say whether a line of a plain list is a comment; #metoo is none."""
    return re.match(r"\s*(?:;|//|#(?:\s|#|$))", line) is not None
