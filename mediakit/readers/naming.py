"""What the caller says about columns: `columns={"Inhalt": "text"}` overrules the names."""

from __future__ import annotations

from collections.abc import Mapping

from mediakit.columns import ALL
from mediakit.errors import ColumnMissing, UnknownValue, a_kind_of, nearest
from mediakit.readers.fields import fields_of
from mediakit.readers.parsed import Parsed

__all__ = ["OURS_ALONE", "require_columns_exist", "require_known_columns"]

#: Columns that mediakit fills itself.
OURS_ALONE = {"source_file", "source_record", "source_format"}


def require_known_columns(wanted: Mapping[str, str] | None) -> None:
    """Raise unless each name given is to fill another column of the articles table."""
    if wanted is None:
        return
    if not isinstance(wanted, Mapping):
        raise TypeError(
            "columns= takes your names and ours, such as {'Body': 'text'}; "
            f"got {a_kind_of(wanted)}."
        )
    ours = [name for name in ALL if name not in OURS_ALONE]
    filled: dict[str, str] = {}
    for field, column in wanted.items():
        if column not in ours:
            raise UnknownValue(nearest("column", column, ours, where="an articles table"))
        if column in filled:
            raise UnknownValue(
                f"columns= fills '{column}' twice, from '{filled[column]}' and '{field}'."
            )
        filled[column] = field


def require_columns_exist(wanted: Mapping[str, str] | None, sources: list[Parsed]) -> None:
    """Raise if no source at all has a field of a name that the caller gave."""
    if not wanted or not any(parsed.records for parsed in sources):
        return
    known: dict[str, None] = {}
    for parsed in sources:
        known.update(dict.fromkeys(fields_of(parsed)))
    for field in wanted:
        if field not in known:
            raise ColumnMissing(nearest("column", field, known, where="any of the files"))
