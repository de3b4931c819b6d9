"""The outlets among the words of files' names: those that come back from day to day."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from mediakit.readers.file_names import FileName, read_file_name
from mediakit.readers.folder_names import folder_of, is_in_named_folder
from mediakit.readers.generic_names import is_generic

__all__ = ["outlets_of_files"]

#: A name of up to four words, each with a capital letter, as no headline is: The Post of Hill.
_PROPER_NAME = re.compile(r"[A-Z0-9][\w.'’&-]*( (of|and|the|[A-Z0-9][\w.'’&-]*)){0,4}")
_LONGEST_NUMBER = 4  # digits that count files
_SURE = 0.9  # of the files in a folder
#: From so many files on, numbered names must come back; so many files may all have one name.
_FEWEST_REPEATED, _FEWEST_ALIKE = 4, 3


def outlets_of_files(sources: Iterable[str], root: str = "") -> dict[str, str]:
    """Return the outlet of each source whose own name holds one, among files that do not say it.

    A name holds a day and words, and the words may be a headline. They are an outlet if nearly all
    files of the folder are numbered names, such as The Post 6, or if the same few words come back
    on other days. Folders are looked at one by one. In a folder below `root` (the one that was
    read) that may be named for an outlet itself, a name that all files share is a headline.

    Examples
    --------
    >>> outlets_of_files(["2031-03-07 The Post 6.txt"])
    {'2031-03-07 The Post 6.txt': 'The Post'}
    >>> outlets_of_files(["The Post/2031-03-07 Bridge.txt", "The Post/2031-03-08 Snow.txt"])
    {}
    """
    by_folder: dict[str, list[str]] = defaultdict(list)
    for source in sources:
        named = read_file_name(source)
        if named.day and not is_generic(named.name):
            by_folder[folder_of(source)].append(source)
    outlets: dict[str, str] = {}
    for files in by_folder.values():
        names = {source: read_file_name(source) for source in files}
        may_be_one = not is_in_named_folder(files[0], root)
        if _are_outlets(list(names.values()), may_be_one):
            outlets |= _full_names(names)
    return outlets


def _are_outlets(names: list[FileName], may_be_one: bool) -> bool:
    """Say whether the words of these names are outlets and no headlines; a single name only if it
    may be one."""
    days: dict[str, set[str]] = defaultdict(set)
    for one in names:
        days[one.name].add(one.day)
    comes_back = 2 * len(days) <= len(names)
    n_numbered = sum(_is_numbered_name(one) for one in names)
    if n_numbered >= _SURE * len(names):
        return comes_back or len(names) < _FEWEST_REPEATED
    n_on_other_days = sum(len(one) > 1 for one in days.values())
    is_often = len(days) > 1 or (may_be_one and len(names) >= _FEWEST_ALIKE)
    return comes_back and is_often and 2 * n_on_other_days >= len(days)


def _is_numbered_name(one: FileName) -> bool:
    is_counted = 0 < len(one.number) <= _LONGEST_NUMBER
    return is_counted and _PROPER_NAME.fullmatch(one.name) is not None


def _full_names(names: dict[str, FileName]) -> dict[str, str]:
    """Return the outlets, with the number that all files of an outlet have, as of Channel 4."""
    numbers: dict[str, set[str]] = defaultdict(set)
    n_files: dict[str, int] = defaultdict(int)
    for one in names.values():
        numbers[one.name].add(one.number)
        n_files[one.name] += 1
    outlets = {}
    for source, one in names.items():
        outlets[source] = one.name
        if len(numbers[one.name]) == 1 and n_files[one.name] > 1:
            outlets[source] = one.words
    return outlets
