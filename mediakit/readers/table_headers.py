"""Whether a text begins as a table does, with the names of its columns."""

from __future__ import annotations

import re

from mediakit.readers.fields import columns_by_name

__all__ = ["begins_with_header"]

_FEWEST = 2  # columns of articles that the first line names


def begins_with_header(text: str) -> bool:
    """Say whether the first line names columns of articles: the rest may look like anything.

    Examples
    --------
    >>> begins_with_header("id,title,text\\n1,A,B"), begins_with_header("Title, in short")
    (True, False)
    """
    first_line = text.lstrip().split("\n", 1)[0]
    return len(columns_by_name(re.split(r"[,;|\t]", first_line[:5000]))) >= _FEWEST
