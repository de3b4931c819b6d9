"""The file of one coder: where it is, and how it is written whole or not at all."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pandas as pd

from mediakit.errors import UnknownValue
from mediakit.readers.writing import guarded, write_whole

__all__ = ["coder_file", "write_coder_file"]

_NOT_IN_NAMES = re.compile(r'[\x00-\x1f<>:"/\\|?*]|^\.|[. ]$')


def coder_file(folder: str | Path, coder: str) -> Path:
    """Return the file of a coder in a folder."""
    if not isinstance(coder, str) or not coder.strip() or _NOT_IN_NAMES.search(coder):
        raise UnknownValue(
            f"A coder has a name that can be part of a file's name, such as 'Kim'; got {coder!r}."
        )
    return Path(folder) / f"coding-{coder}.csv"


def write_coder_file(rows: pd.DataFrame, path: Path) -> None:
    """Write what a coder reads and fills in, as CSV that any spreadsheet opens; texts that a
    spreadsheet would run as formulas begin with an apostrophe."""
    stream = io.StringIO()
    safe = {name: rows[name].map(guarded) for name in ("title", "text", "note") if name in rows}
    rows.assign(**safe).to_csv(stream, index=False, lineterminator="\n")
    write_whole(path, stream.getvalue().encode("utf-8-sig"))
