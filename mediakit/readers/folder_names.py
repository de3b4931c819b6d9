"""The outlet from the name of a folder, in an archive with a folder an outlet."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import takewhile

from mediakit.readers.file_names import named_in
from mediakit.readers.generic_names import is_generic

__all__ = ["below_shared_folder", "outlets_of_folders"]

_YEAR_AT_EDGE = re.compile(r"^(19|20)\d\d([-._ ]\d\d)*[-._ ]+|[-._ ]+(19|20)\d\d([-._ ]\d\d)*$")
_ARCHIVE_ENDING = re.compile(r"\.(zip|tar|tgz|tbz2?|txz|tar\.(gz|bz2|xz|zst))$", re.IGNORECASE)


def outlets_of_folders(sources: Sequence[str]) -> dict[str, str]:
    """Return the outlet of each source whose folder names one.

    The names count only if there are several, side by side, and more than half of all folders have
    one: one folder of files may be called anything. If the names of the files themselves repeat
    outlets, these are the surer ones, and nothing is returned for such files.

    Examples
    --------
    >>> outlets_of_folders(["press/The Post/1.html", "press/Hill Courier/2031/2.html"])
    {'press/The Post/1.html': 'The Post', 'press/Hill Courier/2031/2.html': 'Hill Courier'}
    >>> outlets_of_folders(["press/2031/1.html", "press/2032/2.html"])
    {}
    """
    in_file_names = _repeated_in_file_names(sources)
    outlets: dict[str, str] = {}
    name_of: dict[str, str] = {}
    for source, path in zip(sources, below_shared_folder(sources), strict=True):
        folder, _, _ = path.rpartition("/")
        if folder and folder not in name_of:
            name_of[folder] = _outlet_of(folder)
        name = name_of.get(folder)
        if name and source not in in_file_names:
            outlets[source] = name
    n_named = sum(name != "" for name in name_of.values())
    if len(set(outlets.values())) < 2 or 2 * n_named <= len(name_of):
        return {}
    return outlets


def _outlet_of(folder: str) -> str:
    """Return the outlet that a path of folders names, if just one of them does; else empty."""
    names = [name for name in map(_outlet_in, folder.split("/")) if name]
    if len(names) == 1:
        return names[0]
    return ""


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


def _repeated_in_file_names(sources: Iterable[str]) -> set[str]:
    """Return the sources whose own names hold an outlet, if such names repeat; else nothing."""
    named = {source: named_in(source).get("outlet") for source in sources}
    named = {source: outlet for source, outlet in named.items() if outlet}
    if 2 * len(set(named.values())) > len(named):
        return set()  # as good as every file has another: these are titles
    return set(named)


def _outlet_in(folder: str) -> str:
    """Return the outlet that a folder is named for; empty if its name says none."""
    name = _ARCHIVE_ENDING.sub("", folder)
    name = _YEAR_AT_EDGE.sub("", name).replace("_", " ").strip(" -.")
    if is_generic(name):
        return ""
    return name
