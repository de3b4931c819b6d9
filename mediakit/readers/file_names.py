"""Day and words of a file's name, such as '2022-03-02 The Post 6.txt'."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from mediakit.readers.dates import read_date

__all__ = ["FileName", "read_file_name"]

_DAY = r"(?P<day>(?:19|20)\d\d(?P<mark>[-._]?)\d\d(?P=mark)\d\d)(?!\d)"
_DAY_FIRST = re.compile(rf"{_DAY}(?P<words>.*)")
_DAY_LAST = re.compile(rf"(?P<words>.*[^\d]){_DAY}[\s_#.-]*(?P<number>\d{{0,5}})")
_DAY_ALONE = re.compile(_DAY)
_NUMBER = re.compile(r"[\s_#-]*\(?(?P<number>\d+)\)?$")
_ENDING = re.compile(r"(\.[A-Za-z][A-Za-z0-9]{0,6})?(\.(gz|bz2|xz))?$", re.IGNORECASE)
_EDGES = " _-.,"


@dataclass(frozen=True)
class FileName:
    """What the name of a file says.

    Attributes
    ----------
    day : str
        The day as 2031-03-07; empty if there is none.
    words : str
        The name without day and ending.
    name : str
        The words without a number at their end.
    number : str
        The number at the end; empty if there is none.
    is_of_folder : bool
        Whether the day is the name of the folder.
    """

    day: str
    words: str
    name: str
    number: str
    is_of_folder: bool = False


@lru_cache(maxsize=100_000)
def read_file_name(source: str) -> FileName:
    """Return the day that a file or its folder is named for, and the words of the file's name.

    Examples
    --------
    >>> read_file_name("clippings/2022-03-02 The Post 6.txt")
    FileName(day='2022-03-02', words='The Post 6', name='The Post', number='6', is_of_folder=False)
    >>> read_file_name("The Post_20220302_6.txt").day, read_file_name("2022-03-02/Post.txt").day
    ('2022-03-02', '2022-03-02')
    >>> read_file_name("clippings/letters.txt").day
    ''
    """
    folder, _, file = source.replace("\\", "/").rpartition("/")
    stem = _ENDING.sub("", file, count=1)
    number = ""
    words = stem
    for pattern in (_DAY_FIRST, _DAY_LAST):
        match = pattern.fullmatch(stem)
        if match is not None and (day := _day(match["day"])):
            number = match.groupdict().get("number") or ""
            return _with_name(day, match["words"], number)
    match = _DAY_ALONE.fullmatch(folder.rpartition("/")[2])
    if match is not None:
        return _with_name(_day(match["day"]), words, number, is_of_folder=True)
    return _with_name("", words, number)


def _day(written: str) -> str:
    """Return a day as 2031-03-07; empty if the calendar has no such day."""
    day = read_date(re.sub(r"\D", "", written)).day
    if day is None:
        return ""
    return day.isoformat()


def _with_name(
    day: str,
    words: str,
    number: str,
    *,
    is_of_folder: bool = False,
) -> FileName:
    words = words.replace("_", " ").strip(_EDGES)
    name = words
    if not number and (match := _NUMBER.search(words)):
        number = match["number"]
        name = words[: match.start()].strip(_EDGES)
    return FileName(day, words, name, number, is_of_folder and day != "")
