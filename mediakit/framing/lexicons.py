"""Word lists for frames: mediakit's own, and those that users bring."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources import files
from pathlib import Path

import pandas as pd

from mediakit.checks import one_of
from mediakit.display import html_paragraph
from mediakit.errors import UnknownValue, a_kind_of
from mediakit.framing.list_formats import EntryCollector, read_file, read_mapping, read_toml
from mediakit.queries import Either, Query, parse_query
from mediakit.wording import choose, count_of, ended

__all__ = ["Lexicon", "load_frames", "plain_frame", "read_lexicon"]

OWN = ("generic", "policy9", "policy")
#: With more frames than this, `describe` counts them in place of naming each.
_NAMED = 16

Source = str | Path | Sequence[str | Path] | Mapping[str, Iterable[str]]


def _empty_report() -> pd.DataFrame:
    return EntryCollector().report()


@dataclass(frozen=True)
class Lexicon:
    """Words that point to each of several frames.

    Attributes
    ----------
    name, title, source : str
        What the list is called, what it holds, and where its frames come from.
    words : mapping of str to tuple of str
        For each frame its words, words with a star, and phrases in quotation marks.
    means : mapping of str to str
        For each frame that the list defines, its definition.
    report : DataFrame
        The lines of the file that were skipped: `line`, counted from 1; `entry`, what it holds; and
        `reason`. A row without a line and an entry is a remark about the file as a whole.
    """

    name: str
    title: str
    source: str
    words: Mapping[str, tuple[str, ...]]
    means: Mapping[str, str] = field(default_factory=dict)
    report: pd.DataFrame = field(default_factory=_empty_report, compare=False)

    @property
    def frames(self) -> tuple[str, ...]:
        """The names of the frames, in the order of the list."""
        return tuple(self.words)

    def query(self, frame: str) -> Query:
        """Return the words of a frame as one query; the possessive of a word counts as the word."""
        one_of("frame", frame, self.words)
        if frame not in self._queries:
            self._queries[frame] = Either(tuple(map(parse_query, self.words[frame])))
        return self._queries[frame]

    @cached_property
    def _queries(self) -> dict[str, Query]:
        """The queries that were asked for before: articles are read in parts, each of which asks
        again."""
        return {}

    def describe(self) -> str:
        """Say what the list holds, and how much of its file was skipped."""
        sentences = [f"{self.title}: {self._contents()}."]
        if self.source:
            sentences.append(ended(self.source))
        n_skipped = int((self.report["line"].notna() | (self.report["entry"] != "")).sum())
        if n_skipped:
            was_skipped = f"{count_of(n_skipped, 'line')} {choose(n_skipped, 'was', 'were')}"
            reason = choose(n_skipped, "the reason", "the reasons")
            sentences.append(f"{was_skipped} skipped; the lexicon's report gives {reason}.")
        return " ".join(sentences)

    def _contents(self) -> str:
        n_entries = {frame: len(words) for frame, words in self.words.items()}
        if len(n_entries) > _NAMED:
            total = count_of(sum(n_entries.values()), "entry")
            return f"{count_of(len(n_entries), 'category')} with {total} in all"
        counts = [
            f"{plain_frame(frame)} ({count_of(number, 'entry')})"
            for frame, number in n_entries.items()
        ]
        return ", ".join(counts)

    def __repr__(self) -> str:
        return self.describe()

    def _repr_html_(self) -> str:
        return html_paragraph(self.describe())


def plain_frame(frame: object) -> str:
    """Return the name of a frame as prose has it: human-interest."""
    return str(frame).replace("_", "-")


def load_frames(name: str) -> Lexicon:
    """Load one of mediakit's own word lists.

    Parameters
    ----------
    name : {'generic', 'policy9', 'policy'}
        Five generic news frames (conflict, resolution, economic, human interest, moral); nine
        policy frames; or the 14 dimensions of the Policy Frames Codebook. The codebook's 15th,
        "other", has no words, so it cannot be scored.

    Returns
    -------
    Lexicon
        The frames, their definitions and their words.

    Raises
    ------
    UnknownValue
        If there is no list of that name.

    References
    ----------
    Semetko and Valkenburg (2000), doi:10.1111/j.1460-2466.2000.tb02843.x, for the generic frames;
    Boydstun, Card, Gross, Resnik and Smith (2014), "Tracking the Development of Media Frames within
    and across Policy Issues", for the policy frames. The words are mediakit's own.

    Examples
    --------
    >>> import mediakit as mk
    >>> mk.load_frames("generic").frames
    ('conflict', 'resolution', 'economic', 'human_interest', 'moral')
    """
    one_of("word list", name, OWN)
    path = files("mediakit.framing").joinpath(f"word_lists/{name}.toml")
    collector = EntryCollector()
    read_toml(path.read_text(encoding="utf-8"), collector)
    return _as_lexicon(name, collector)


def read_lexicon(source: Source) -> Lexicon:
    """Read a word list of your own, or a published lexicon.

    Parameters
    ----------
    source : str, Path, list of these, or dict
        A file: LIWC (.dic, .dicx), quanteda (.yml), Lexicoder (.lc3), Yoshikoder (.ykd), WordStat
        (.cat), eMFD, NRC, VADER, AFINN, MPQA, General Inquirer, Empath, a table with the columns
        frame and word, one word a line, or TOML. A folder or a list of files: one plain list for
        each frame, such as Hu and Liu's. A dict: for each frame, its words. An entry is a word, a
        word with stars (`recruit*`), or a phrase. `docs/lexicons.md` says how each is read.

    Returns
    -------
    Lexicon
        The frames and their words. Lines that could not be used are in `report`, with the reason.

    Raises
    ------
    ArticlesNotFound
        If there is no such file.
    UnknownValue
        If the file is not such a list, or holds no entry that can be read.

    Examples
    --------
    >>> import mediakit as mk, tempfile, pathlib
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder) / "mine.csv"
    ...     _ = path.write_text("frame,word\\nweather,rain*\\nweather,flood*\\n")
    ...     mk.read_lexicon(path).words["weather"]
    ('rain*', 'flood*')
    >>> mk.read_lexicon({"weather": ["rain*", "heavy snow"]}).words
    {'weather': ('rain*', '"heavy snow"')}
    """
    collector = EntryCollector()
    if isinstance(source, Mapping):
        read_mapping(source, collector)
        return _as_lexicon("own", collector, "for each frame, a list of words")
    if not isinstance(source, str | Path | Sequence):
        raise TypeError(
            "Expected a path, a list of paths or a dict with the words of each frame, got "
            f"{a_kind_of(source)}."
        )
    if not isinstance(source, str | Path):
        return _read_several([Path(one) for one in source], collector)
    path = Path(source)
    if path.is_dir():
        return _read_several(_lists_in(path), collector, name=path.name)
    name, expected = read_file(path, collector)
    return _as_lexicon(name or path.stem, collector, expected, path.name)


def _lists_in(folder: Path) -> list[Path]:
    """Return the plain lists of a folder, in the order of their names."""
    paths = sorted(folder.glob("*.txt"))
    lists = [path for path in paths if not path.stem.lower().startswith(("readme", "licen", "."))]
    if not lists:
        raise UnknownValue(f"The folder '{folder}' holds no .txt file with a word in each line.")
    return lists


def _read_several(paths: list[Path], collector: EntryCollector, name: str = "own") -> Lexicon:
    """Read several plain lists, a frame each."""
    expected = ""
    for path in paths:
        collector.file = path.name
        _, expected = read_file(path, collector, _frame_of(path))
    return _as_lexicon(name, collector, expected, "The list")


def _frame_of(path: Path) -> str:
    """Return the frame of a plain list, by its name: positive for positive-words.txt."""
    for polarity in ("positive", "negative"):
        if path.stem.lower().startswith(polarity):
            return polarity
    return path.stem


def _as_lexicon(
    name: str, collector: EntryCollector, expected: str = "", file: str = "The list"
) -> Lexicon:
    words = collector.words()
    report = collector.report()
    if not words:
        raise UnknownValue(_nothing_read(file, expected, report))
    title = collector.title or f"The word list {name}"
    means = {frame: text for frame, text in collector.means.items() if frame in words}
    return Lexicon(name, title, collector.source, words, means, report)


def _nothing_read(file: str, expected: str, report: pd.DataFrame) -> str:
    """Say that a file holds no entry, what was expected, and why its first line was skipped."""
    subject = file
    if file != "The list":
        subject = f"'{file}'"
    message = f"{subject} holds no entry that can be read. Expected {expected}."
    skipped = report.loc[report["line"].notna() | (report["entry"] != "")]
    if len(skipped) == 0:
        return message
    first = skipped.iloc[0]
    if pd.isna(first["line"]):
        what = f"'{first['entry']}'"
    elif first["entry"]:
        what = f"In line {first['line']}, '{first['entry']}'"
    else:
        what = f"Line {first['line']}"
    return f"{message} {what} was skipped: {first['reason']}."
