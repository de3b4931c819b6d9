"""Date and outlet from a file's name, such as '2022-03-02 The Post 6.txt'."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from mediakit.readers.dates import read_date
from mediakit.readers.generic_names import is_generic

__all__ = ["named_in"]

_DATED_NAME = re.compile(
    r"(?P<year>(?:19|20)\d\d)-?(?P<month>\d\d)-?(?P<day>\d\d)(?!\d)(?P<rest>.*)"
)


def named_in(source: str) -> dict[str, str]:
    """Return the date, and the outlet, that the name of a file begins with; else nothing.

    Examples
    --------
    >>> named_in("clippings/2022-03-02 The Post 6.txt")
    {'date': '2022-03-02', 'outlet': 'The Post'}
    >>> named_in("clippings/2022-03-02 article 6.txt")
    {'date': '2022-03-02'}
    >>> named_in("clippings/letters 6.txt")
    {}
    """
    match = _DATED_NAME.fullmatch(PurePosixPath(source).stem)
    if match is None or read_date("".join(match.group("year", "month", "day"))).day is None:
        return {}
    named = {"date": "-".join(match.group("year", "month", "day"))}
    outlet = re.sub(r"[\s_#-]*\d*$", "", match["rest"]).strip(" _-")
    if not is_generic(outlet):
        named["outlet"] = outlet.replace("_", " ")
    return named
