"""The outlet from the name of a folder, in an archive with a folder an outlet."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import takewhile

from mediakit.readers.generic_names import is_generic

__all__ = ["below_shared_folder", "folder_of", "is_in_named_folder", "outlets_of_folders"]

_YEAR_AT_EDGE = re.compile(r"^(19|20)\d\d([-._ ]\d\d)*[-._ ]+|[-._ ]+(19|20)\d\d([-._ ]\d\d)*$")
_ARCHIVE_ENDING = re.compile(r"\.(zip|tar|tgz|tbz2?|txz|tar\.(gz|bz2|xz|zst))$", re.IGNORECASE)
_DEEPEST = 60  # folders in a path; a zip file may name thousands


@dataclass
class _Folder:
    """A folder or archive, without the folders between that are called 2031, csv or the like.

    Attributes
    ----------
    outlet : str
        The outlet that it may be named for; empty if its name says none.
    is_archive : bool
        Whether it is a zip or tar file.
    inside : dict of str to _Folder
        The folders in it that may be named for outlets, and the archives.
    files : list of str
        The files in it, and in folders of no name in it.
    places, unnamed : set of str
        The folders in which these files are, and those of them that have no name.
    """

    outlet: str = ""
    is_archive: bool = False
    inside: dict[str, _Folder] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)
    places: set[str] = field(default_factory=set)
    unnamed: set[str] = field(default_factory=set)

    def enter(self, key: str, outlet: str, *, is_archive: bool = False) -> _Folder:
        """Return the folder of this name in this one."""
        return self.inside.setdefault(key, _Folder(outlet, is_archive))


def outlets_of_folders(sources: Iterable[str]) -> dict[str, str]:
    """Return the outlet of each source whose folder names one, among files that do not name it.

    The names count only if there are several, side by side, and more than half of the folders
    beside each other have one: one folder of files may be called anything. An archive is looked at
    by itself, and so is the only folder that has such folders in it: what is beside it changes
    nothing. Of two levels of such names, that one is taken
    whose names are not shared among the folders of the other.

    Examples
    --------
    >>> outlets_of_folders(["press/The Post/1.html", "press/Hill Courier/2031/2.html"])
    {'press/The Post/1.html': 'The Post', 'press/Hill Courier/2031/2.html': 'Hill Courier'}
    >>> outlets_of_folders(["press/2031/1.html", "press/2032/2.html"])
    {}
    """
    root = _Folder()
    given = list(sources)
    for source, path in zip(given, below_shared_folder(given), strict=True):
        *names, _ = path.split("/")
        if len(names) <= _DEEPEST:
            _put(source, names, root)
    return _decided(root)


def _put(source: str, names: list[str], root: _Folder) -> None:
    """Put a file into the folder that it is in."""
    folder = root
    is_unnamed = False
    for name in names:
        outlet = _outlet_in(name)
        if _ARCHIVE_ENDING.search(name):
            folder = folder.enter(name, outlet, is_archive=True)
        elif outlet:
            folder = folder.enter(outlet, outlet)
        is_unnamed = not outlet
    place = "/".join(names)
    folder.files.append(source)
    folder.places.add(place)
    if is_unnamed:
        folder.unnamed.add(place)


def _decided(folder: _Folder) -> dict[str, str]:
    """Return the outlets of the files in a folder, as far as the names of folders in it tell."""
    outlets: dict[str, str] = {}
    side_by_side = []
    with_outlets_inside = []
    for inner in folder.inside.values():
        decided = _decided(inner)
        if decided and inner.is_archive:
            outlets |= decided
        elif decided:
            with_outlets_inside.append(decided)
        elif inner.outlet and inner.files:
            side_by_side.append(inner)
    if len({inner.outlet for inner in side_by_side}) < 2:
        return outlets | _of_one_level(folder, with_outlets_inside)
    n_named = sum(len(inner.places) for inner in side_by_side)
    if n_named > len(folder.unnamed):
        for inner in side_by_side:
            outlets |= dict.fromkeys(inner.files, inner.outlet)
    return outlets


def _of_one_level(folder: _Folder, inside: list[dict[str, str]]) -> dict[str, str]:
    """Return the outlets of two levels of folders: those inside, unless folders share their names.

    Papers are each in one region; politics and sport are in each paper.
    """
    names = [set(decided.values()) for decided in inside]
    n_different = len(set().union(*names))
    if n_different == sum(map(len, names)):
        return {source: name for decided in inside for source, name in decided.items()}
    outer = [one for one in folder.inside.values() if one.outlet and not one.files]
    if 2 * n_different > sum(map(len, names)) or len(outer) < len(inside):
        return {}
    return {source: one.outlet for one in outer for source in _decided(one)}


def folder_of(source: str) -> str:
    """Return the folder of a file, without the folders that are called 2031, csv or the like.

    Examples
    --------
    >>> folder_of("2031/Hill/03/1.txt"), folder_of("2031-03-07/Post.txt")
    ('Hill', '')
    """
    *names, _ = source.replace("\\", "/").split("/")
    kept = [name for name in names if _outlet_in(name) or _ARCHIVE_ENDING.search(name)]
    return "/".join(kept)


def is_in_named_folder(source: str, root: str) -> bool:
    """Say whether a file is in a folder that may be named for an outlet, below the root that was
    read or in its archive.

    Examples
    --------
    >>> is_in_named_folder("in/2031/a.txt", "in"), is_in_named_folder("in/a.zip/Hill/a.txt", "in")
    (False, True)
    """
    *names, _ = source.removeprefix(root).replace("\\", "/").split("/")
    archives = [place for place, name in enumerate(names) if _ARCHIVE_ENDING.search(name)]
    first = max(archives, default=-1) + 1
    return any(_outlet_in(name) for name in names[first:])


def below_shared_folder(sources: Iterable[str]) -> list[str]:
    """Return each path as seen from the innermost folder that holds all of them.

    Examples
    --------
    >>> below_shared_folder(["in/press/The Post/1.html", "in/press/2.html"])
    ['The Post/1.html', '2.html']
    """
    paths = [source.replace("\\", "/").split("/") for source in sources]
    levels = zip(*(parts[:-1] for parts in paths), strict=False)
    n_shared = len(list(takewhile(lambda level: len(set(level)) == 1, levels)))
    return ["/".join(parts[n_shared:]) for parts in paths]


@lru_cache(maxsize=100_000)
def _outlet_in(folder: str) -> str:
    """Return the outlet that a folder is named for; empty if its name says none."""
    name = _ARCHIVE_ENDING.sub("", folder)
    name = _YEAR_AT_EDGE.sub("", name).replace("_", " ").strip(" -.")
    if is_generic(name):
        return ""
    return name
