"""The article_id: a hash of what was read, so that the same article always has the same one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import pandas as pd

__all__ = ["numbered", "with_ids"]

_HASHED = ["outlet_as_given", "url", "date", "title", "text"]


def with_ids(table: pd.DataFrame) -> pd.DataFrame:
    """Add `article_id` if it is missing: a hash of what was read.

    Further rows with the same id get -2, -3.
    """
    absent = {name: None for name in ["article_id", *_HASHED] if name not in table.columns}
    table = table.assign(**absent)
    hashed = [_as_text(table[name]) for name in _HASHED]
    digests = [_digest(parts) for parts in zip(*hashed, strict=True)]
    given = table["article_id"]
    ids = given.where(given.notna(), pd.Series(digests, index=table.index, dtype=object))
    table = table.assign(article_id=numbered(ids.astype(str)))
    return table.drop(columns="outlet_as_given")


def _as_text(column: pd.Series) -> list[str]:
    return ["" if pd.isna(value) else str(value) for value in column.tolist()]


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def numbered(ids: Iterable[str]) -> list[str]:
    """Return the ids, each with -2, -3 if it was there before."""
    names = list(ids)
    taken = set(names)
    used: set[str] = set()
    latest: dict[str, int] = {}
    unique = []
    for name in names:
        free = name
        while free in used or (free != name and free in taken):
            latest[name] = latest.get(name, 1) + 1
            free = f"{name}-{latest[name]}"
        used.add(free)
        unique.append(free)
    return unique
