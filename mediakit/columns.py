"""The articles table: its columns, their types and their meaning, in one place."""

from __future__ import annotations

import pandas as pd

__all__ = [
    "ALL",
    "CLEANING",
    "FORMULA_STARTS",
    "SCHEMA",
    "TEXT",
    "empty_articles",
    "with_schema_types",
]

#: The columns that every articles table has, in order.
SCHEMA = {
    "article_id": "str",
    "outlet": "str",
    "date": "datetime64[us]",
    "title": "str",
    "text": "str",
    "url": "str",
    "published_at": "datetime64[us, UTC]",
    "author": "str",
    "section": "str",
    "language": "str",
    "source_file": "str",
    "source_record": "int64",
    "source_format": "str",
}

#: The columns that cleaning adds.
CLEANING = {
    "agency": "str",
    "agency_credit": "str",
    "agency_place": "str",
    "agency_cited": "str",
    "reprint_group": "str",
    "is_reprint": "bool",
    "reprint_kind": "str",
    "similarity": "float64",
    "reprint_source": "str",
    "origin": "str",
    "boilerplate_chars": "int64",
}

ALL = SCHEMA | CLEANING

#: A spreadsheet runs a cell that begins so; in files that people open there, an apostrophe before
#: it stops that. The apostrophe itself is guarded too, so that reading can take off exactly what
#: writing put there.
FORMULA_STARTS = "=+-@＝＋－＠\u200b\u2060\ufeff\t\r'"

TEXT = tuple(name for name, kind in SCHEMA.items() if kind == "str")


def empty_articles() -> pd.DataFrame:
    """Return an articles table without rows."""
    return pd.DataFrame({name: pd.Series([], dtype=kind) for name, kind in SCHEMA.items()})


def with_schema_types(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with all schema columns first, of the right types, and then its own."""
    typed = {}
    for name, kind in ALL.items():
        if name in table.columns:
            typed[name] = _as_kind(table[name], kind)
        elif name in SCHEMA:
            missing = pd.Series(None, index=table.index, dtype=object)
            typed[name] = _as_kind(missing, kind)
    for name in table.columns:
        if name not in typed:
            typed[name] = _inferred(table[name])
    return pd.DataFrame(typed).reset_index(drop=True)


def _inferred(column: pd.Series) -> pd.Series:
    """Return a column with the type of its values; one without values has the same type always."""
    if column.isna().all():
        return pd.Series(None, index=column.index, dtype=object)
    return column.infer_objects()


def _as_kind(column: pd.Series, kind: str) -> pd.Series:
    if kind.startswith("datetime"):
        return pd.to_datetime(column, utc="UTC" in kind).astype(kind)
    if kind == "bool":
        return column.astype("str").str.casefold() == "true"  # spreadsheets write TRUE
    if kind == "int64":
        return pd.to_numeric(column, errors="coerce").fillna(0).astype(kind)
    return column.astype(kind)
