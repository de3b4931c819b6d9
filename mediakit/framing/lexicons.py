"""Word lists for frames: mediakit's own, and those that users bring."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from mediakit.checks import one_of
from mediakit.display import html_paragraph
from mediakit.errors import ArticlesNotFound, BadQuery, UnknownValue
from mediakit.queries import Either, Query, parse_query
from mediakit.wording import count_of

__all__ = ["Lexicon", "load_frames", "plain_frame", "read_lexicon"]

OWN = ("generic", "policy9")


@dataclass(frozen=True)
class Lexicon:
    """Words that point to each of several frames.

    Attributes
    ----------
    name, title, source : str
        What the list is called, what it holds, and where its frames come from.
    words : mapping of str to tuple of str
        For each frame its words, words with a star, and phrases in quotation marks.
    """

    name: str
    title: str
    source: str
    words: Mapping[str, tuple[str, ...]]

    @property
    def frames(self) -> tuple[str, ...]:
        """The names of the frames, in the order of the list."""
        return tuple(self.words)

    def query(self, frame: str) -> Query:
        """Return the words of a frame as one query; the possessive of a word counts as the word."""
        one_of("frame", frame, self.words)
        return Either(tuple(map(parse_query, self.words[frame])))

    def describe(self) -> str:
        """Say what the list holds."""
        counts = [
            f"{plain_frame(frame)} ({count_of(len(words), 'entry')})"
            for frame, words in self.words.items()
        ]
        return f"{self.title}: {', '.join(counts)}. {self.source}".rstrip()

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
    name : {'generic', 'policy9'}
        Five generic news frames (conflict, resolution, economic, human interest, moral), or nine
        policy frames.

    Returns
    -------
    Lexicon
        The frames and their words.

    Raises
    ------
    UnknownValue
        If there is no list of that name.

    References
    ----------
    Semetko and Valkenburg (2000), doi:10.1111/j.1460-2466.2000.tb02843.x, for the generic frames;
    Boydstun, Card, Gross, Resnik and Smith (2014) for the policy frames. The words are mediakit's
    own.

    Examples
    --------
    >>> import mediakit as mk
    >>> mk.load_frames("generic").frames
    ('conflict', 'resolution', 'economic', 'human_interest', 'moral')
    """
    one_of("word list", name, OWN)
    path = files("mediakit.framing").joinpath(f"word_lists/{name}.toml")
    return _checked(_from_toml(path.read_text(encoding="utf-8")))


def read_lexicon(path: str | Path) -> Lexicon:
    """Read a word list of your own.

    Parameters
    ----------
    path : str or Path
        A .toml file with a table `[frames.NAME]` for each frame, and `words = [...]` in it; or a
        .csv file with the columns frame and word. An entry is a word, a word with a star
        (`recruit*`), or a phrase in quotation marks.

    Returns
    -------
    Lexicon
        The frames and their words.

    Raises
    ------
    ArticlesNotFound
        If there is no such file.
    UnknownValue
        If the file is not such a list.
    BadQuery
        If an entry cannot be read.

    Examples
    --------
    >>> import mediakit as mk, tempfile, pathlib
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder) / "mine.csv"
    ...     _ = path.write_text("frame,word\\nweather,rain*\\nweather,flood*\\n")
    ...     mk.read_lexicon(path).words["weather"]
    ('rain*', 'flood*')
    """
    target = Path(path)
    if not target.is_file():
        raise ArticlesNotFound(f"There is no file '{target}'.")
    try:
        text = target.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnknownValue(f"'{target.name}' is not in UTF-8: save it as UTF-8.") from error
    if target.suffix.lower() == ".toml":
        return _checked(_from_toml(text))
    return _checked(_from_csv(text, target))


def _from_csv(text: str, path: Path) -> Lexicon:
    rows = list(csv.DictReader(text.split("\n")))
    if not rows or not {"frame", "word"} <= set(rows[0]):
        raise UnknownValue(
            f"'{path.name}' needs the columns frame and word, with one word in each row."
        )
    words: dict[str, tuple[str, ...]] = {}
    for row in rows:
        frame, word = row["frame"], row["word"]
        if not frame or word is None:
            raise UnknownValue(f"'{path.name}' has a row without a frame or a word.")
        if " " in word.strip() and '"' not in word:
            word = f'"{word}"'  # a spreadsheet takes the quotation marks off a phrase
        words[frame] = (*words.get(frame, ()), word)
    return Lexicon(path.stem, f"The word list {path.stem}", "", words)


def _from_toml(text: str) -> Lexicon:
    try:
        parsed = tomllib.loads(text)
        lists = {frame: entry["words"] for frame, entry in parsed["frames"].items()}
        if not lists or not all(isinstance(words, list) for words in lists.values()):
            raise TypeError("words must be a list")
        words = {frame: tuple(words) for frame, words in lists.items()}
    except (tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError) as error:
        raise UnknownValue(
            f"This is not a word list: expected [frames.NAME] with words = [...] ({error})."
        ) from error
    name = str(parsed.get("name", "own"))
    return Lexicon(name, parsed.get("title", name), parsed.get("source", ""), words)


def _checked(lexicon: Lexicon) -> Lexicon:
    """Return the list after reading each entry once, so that a bad one is named now and not
    later."""
    for frame, words in lexicon.words.items():
        if not frame:
            raise UnknownValue("A frame has no name.")
        if not words:
            raise UnknownValue(f"The frame '{frame}' has no words.")
        for word in words:
            try:
                parse_query(word)
            except BadQuery as error:
                raise BadQuery(f"In the frame '{frame}': {error}") from error
    return lexicon
