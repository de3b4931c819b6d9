"""A table of one's own, made an articles table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeAlias, overload

import pandas as pd

from mediakit.columns import ALL
from mediakit.errors import ColumnMissing, UnknownValue, a_kind_of, nearest
from mediakit.readers.assembling import to_articles
from mediakit.readers.decoding import clean_text
from mediakit.readers.fields import columns_by_name, fields_of
from mediakit.readers.ledger import ledger_of, warn_of_faults
from mediakit.readers.naming import OURS_ALONE
from mediakit.readers.parsed import Parsed
from mediakit.readers.values import plain_value

__all__ = ["as_articles"]

Table: TypeAlias = pd.DataFrame | Sequence[Mapping[str, Any]]


@overload
def as_articles(
    table: Table,
    *,
    columns: Mapping[str, str] | None = ...,
    outlet: str | None = ...,
    return_ledger: Literal[False] = ...,
) -> pd.DataFrame: ...
@overload
def as_articles(
    table: Table,
    *,
    columns: Mapping[str, str] | None = ...,
    outlet: str | None = ...,
    return_ledger: Literal[True],
) -> tuple[pd.DataFrame, pd.DataFrame]: ...
def as_articles(
    table: Table,
    *,
    columns: Mapping[str, str] | None = None,
    outlet: str | None = None,
    return_ledger: bool = False,
) -> pd.DataFrame | tuple[pd.DataFrame, pd.DataFrame]:
    """Make a table of your own an articles table, with the checks of `read_articles`.

    Parameters
    ----------
    table : DataFrame or list of dict
        A row, or a dict, an article. Ids may be numbers; text may have any of pandas' types. A row
        with neither a title nor a text is set aside.
    columns : dict of str, optional
        Your names for columns of the articles table, such as ``{"Body": "text"}``. Other columns
        are recognised by their names, such as headline, body or published; the rest are kept.
    outlet : str, optional
        The outlet of all articles.
    return_ledger : bool, default False
        Whether to return the ledger as well.

    Returns
    -------
    articles : DataFrame
        The articles table, as `read_articles` returns it. A row without an `article_id` gets one;
        a repeated one gets -2, -3. `date` is the day; a time of day with a time zone goes into
        `published_at`, and one without is left out.
    ledger : DataFrame
        Only with `return_ledger=True`; one row, as `read_articles` returns it.

    Raises
    ------
    ColumnMissing
        If the table lacks a column that `columns` names.
    UnknownValue
        If `columns` names a column that an articles table does not have, or one twice.

    Warns
    -----
    ReadWarning
        If rows were set aside, articles have no date, or none has a text. With
        `return_ledger=True` the ledger says so instead.

    Examples
    --------
    >>> import mediakit as mk
    >>> rows = [{"Headline": "Bridge shut", "Body": "The bridge is shut.", "Day": "2031-03-07"}]
    >>> articles = mk.as_articles(rows, columns={"Body": "text"}, outlet="The Meridian")
    >>> articles.loc[0, ["outlet", "title", "text"]].tolist()
    ['The Meridian', 'Bridge shut', 'The bridge is shut.']
    """
    parsed = Parsed("table", "table", records=_records_of(table))
    if columns is not None or not parsed.is_ours:
        parsed.columns = _columns_of(parsed, _names_of(table), columns or {})
    _note_repeated_ids(parsed)
    articles = to_articles([parsed], outlet)
    ledger = ledger_of([parsed])
    if return_ledger:
        return articles, ledger
    warn_of_faults(articles, ledger, "as_articles")
    return articles


def _records_of(table: Table) -> list[tuple[int, dict[str, object]]]:
    """Return the rows of a table as the records of a source."""
    if isinstance(table, pd.DataFrame):
        names = [clean_text(str(name))[0] for name in table.columns]
        if len(set(names)) < len(names):
            raise UnknownValue(f"The table names a column twice: {', '.join(names[:12])}.")
        values = [table.iloc[:, number].tolist() for number in range(len(names))]
        rows: Any = [dict(zip(names, row, strict=True)) for row in zip(*values, strict=True)]
    else:
        rows = table
    if isinstance(rows, str | Mapping) or not isinstance(rows, Sequence):
        raise TypeError(_no_table(table))
    records = []
    for number, row in enumerate(rows, start=1):
        if not isinstance(row, Mapping):
            raise TypeError(_no_table(row, "a list with "))
        record = {clean_text(str(name))[0]: plain_value(value) for name, value in row.items()}
        records.append((number, record))
    return records


def _no_table(given: object, place: str = "") -> str:
    return (
        f"Expected a pandas DataFrame or a list of dicts; got {place}{type(given).__name__}. "
        "read_articles reads files."
    )


def _names_of(table: Table) -> list[str]:
    if isinstance(table, pd.DataFrame):
        return [clean_text(str(name))[0] for name in table.columns]
    return []


def _columns_of(
    parsed: Parsed,
    names: Sequence[str],
    wanted: Mapping[str, str],
) -> dict[str, str]:
    """Return the field that fills each column: as the caller says, or else as its name tells."""
    if not isinstance(wanted, Mapping):
        raise TypeError(
            "columns= takes your names and ours, such as {'Body': 'text'}; "
            f"got {a_kind_of(wanted)}."
        )
    fields = list(dict.fromkeys([*names, *fields_of(parsed)]))
    ours = [name for name in ALL if parsed.is_ours or name not in OURS_ALONE]
    chosen: dict[str, str] = {}
    for field, column in wanted.items():
        if field not in fields:
            raise ColumnMissing(nearest("column", field, fields, where="the table"))
        if column not in ours:
            raise UnknownValue(nearest("column", column, ours, where="an articles table"))
        if column in chosen:
            raise UnknownValue(
                f"columns= fills '{column}' twice, from '{chosen[column]}' and '{field}'."
            )
        chosen[column] = field
    free = [field for field in fields if field not in wanted]
    by_name = columns_by_name(free)
    same_name = {name: name for name in ours if name in free}
    return by_name | same_name | chosen


def _note_repeated_ids(parsed: Parsed) -> None:
    """Turn ids that are numbers into text, and note those that repeat."""
    field = "article_id"
    if parsed.columns is not None:
        field = parsed.columns.get(field, "")
    known = set()
    for _, record in parsed.records:
        name = record.get(field)
        if name is None:
            continue
        if isinstance(name, float) and name.is_integer():
            name = int(name)  # a missing id among them made the others fractions
        record[field] = str(name)
        if record[field] in known:
            parsed.mend("article_id given before, numbered on")
        known.add(record[field])
