"""What every format hands over: the records of one source, and what had to be set aside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["BETWEEN_NOTES", "OURS", "Parsed", "Record", "summarise"]

#: The number of a record in its source, from 1, and its fields.
Record = tuple[int, dict[str, object]]

#: Only a table that mediakit wrote has all of these columns.
OURS = frozenset({"article_id", "source_record", "source_format"})

_SHOWN = 8  # notes in a line of the ledger
#: What separates the notes of one kind in the ledger, so that they can be told apart again.
BETWEEN_NOTES = " | "
_LOST, _MENDED, _MISSING = "lost", "mended", "missing"


@dataclass
class Parsed:
    """The records of one source under the source's own field names.

    Attributes
    ----------
    source : str
        The path as it was given or found.
    format : str
        The name of the format, or `table`; empty for a source that was skipped.
    encoding : str
        How the text was read; empty if the format leaves no choice.
    encoding_from : str
        How the encoding was found: from a byte order mark, a declaration, a guess.
    records : list of (int, dict)
        The number of each record in its source, from 1, and its fields.
    rejected : list of str
        Why each record that was set aside could not be read.
    notes : list of str
        What else a reader of the ledger should know; the same note several times is counted. Those
        that `lose`, `mend` and `miss` add are of a kind of their own.
    declared : int or None
        The number of records that the source should hold; None if that is the parsed and rejected.
    columns : mapping of str to str, or None
        The field that fills each column, if the caller said so; otherwise names tell.
    wanted : mapping of str to str, or None
        Fields and the columns that they fill, as far as the caller said so.
    from_names : list of str
        What was taken from the names of the file and its folders.
    guesses : list of str
        Which field was taken for which column because of its name.
    are_addresses : bool
        Whether the source lists addresses of articles, so that a record needs neither title nor
        text.
    n_repaired : int
        Records that were mended.
    n_undated, n_untexted, n_without_outlet : int
        Articles without a date, without a text, and without an outlet.
    seconds : float
        How long reading took.
    """

    source: str
    format: str = ""
    encoding: str = ""
    encoding_from: str = ""
    records: list[Record] = field(default_factory=list)
    rejected: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    declared: int | None = None
    columns: Mapping[str, str] | None = None
    wanted: Mapping[str, str] | None = None
    from_names: list[str] = field(default_factory=list)
    guesses: list[str] = field(default_factory=list)
    kinds: dict[str, str] = field(default_factory=dict)
    are_addresses: bool = False
    n_repaired: int = 0
    n_undated: int = 0
    n_untexted: int = 0
    n_without_outlet: int = 0
    seconds: float = 0.0

    @property
    def is_ours(self) -> bool:
        """Whether mediakit wrote this table."""
        if not self.records:
            return False
        _, first = self.records[0]
        return set(first) >= OURS

    def lose(self, note: str) -> None:
        """Note that an unknown number of articles, or a part of one, is lost."""
        self._add(note, _LOST)

    def mend(self, note: str) -> None:
        """Note what was put right."""
        self._add(note, _MENDED)

    def miss(self, note: str) -> None:
        """Note what articles lack; how many lack a date or a text is counted as well."""
        self._add(note, _MISSING)

    def say_from_names(self, note: str, taken: Mapping[str, object]) -> None:
        """Note what was taken from the name of a file or folder, and the values themselves."""
        self._add(note, "from_names")
        self.from_names += [f"{what}: {value}" for what, value in taken.items()]

    def _add(self, note: str, kind: str) -> None:
        self.notes.append(note)
        self.kinds[note] = kind

    @property
    def losses(self) -> list[str]:
        """What was lost, beyond the records that were rejected."""
        return self._of_kind(_LOST)

    def _others(self) -> list[str]:
        return [note for note in self.notes if self.kinds.get(note) != _LOST]

    def _of_kind(self, kind: str | None) -> list[str]:
        return [note for note in self.notes if self.kinds.get(note) == kind]

    def ledger_row(self) -> dict[str, object]:
        """Return the line of the ledger for this source."""
        n_parsed = len(self.records)
        n_rejected = len(self.rejected)
        declared = self.declared
        if declared is None:
            declared = n_parsed + n_rejected
        return {
            "source": self.source,
            "format": self.format,
            "encoding": self.encoding,
            "encoding_from": self.encoding_from,
            "declared": declared,
            "parsed": n_parsed,
            "rejected": n_rejected,
            "without_date": self.n_undated,
            "without_text": self.n_untexted,
            "without_outlet": self.n_without_outlet,
            "repaired": self.n_repaired,
            "columns": "; ".join(self.guesses),
            "seconds": self.seconds,
            "from_names": BETWEEN_NOTES.join(_told_apart(self.from_names)),
            "lost": _joined(self.losses),
            "rejected_why": _joined(self.rejected),
            "mended": _joined(self._of_kind(_MENDED)),
            "noted": _joined(self._of_kind(None)),
            "reason": summarise(self.losses + self.rejected + self._others()),
        }


def _joined(notes: list[str]) -> str:
    return summarise(_told_apart(notes), BETWEEN_NOTES)


def _told_apart(notes: list[str]) -> list[str]:
    return [note.replace(BETWEEN_NOTES.strip(), "/") for note in notes]


def summarise(notes: list[str], between: str = "; ") -> str:
    """Return the notes in one line, each once with its count."""
    parts = []
    for note, n in Counter(notes).items():
        if n > 1:
            note = f"{note} ({n} times)"
        parts.append(note)
    n_more = len(parts) - _SHOWN
    if n_more > 0:
        parts[_SHOWN:] = [f"and {n_more} more"]
    return between.join(parts)
