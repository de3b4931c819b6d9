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
    "boilerplate_chars": "int64",
}

ALL = SCHEMA | CLEANING

#: A spreadsheet runs a cell that begins so; in files that people open there, an apostrophe before it stops
#: that. The apostrophe itself is guarded too, so that reading can take off exactly what writing put there.
FORMULA_STARTS = "=+-@\t\r'"

TEXT = tuple(name for name, kind in SCHEMA.items() if kind == "str")


def empty_articles() -> pd.DataFrame:
    """Return an articles table without rows."""
    return pd.DataFrame({name: pd.Series([], dtype=kind) for name, kind in SCHEMA.items()})


def with_schema_types(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with schema columns first, complete and rightly typed; further columns follow."""
    known = {name: kind for name, kind in ALL.items() if name in table.columns or name in SCHEMA}
    typed = {}
    for name, kind in known.items():
        column = (
            table[name]
            if name in table.columns
            else pd.Series(None, index=table.index, dtype=object)
        )
        if kind.startswith("datetime"):
            typed[name] = pd.to_datetime(column, utc="UTC" in kind).astype(kind)
        elif kind == "bool":
            typed[name] = (column.astype("str").str.casefold() == "true").astype(
                kind
            )  # spreadsheets write TRUE
        elif kind == "int64":
            typed[name] = pd.to_numeric(column, errors="coerce").fillna(0).astype(kind)
        else:
            typed[name] = column.astype(kind)
    extra = {name: table[name].infer_objects() for name in table.columns if name not in known}
    return pd.DataFrame(typed | extra).reset_index(drop=True)
