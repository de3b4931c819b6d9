"""Write the articles table so that reading it gives the same table again."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

import pandas as pd

from mediakit.checks import require_columns
from mediakit.columns import FORMULA_STARTS
from mediakit.errors import UnknownValue
from mediakit.readers.decoding import clean_text

__all__ = ["write_articles"]


def write_articles(articles: pd.DataFrame, path: str | Path) -> Path:
    """Write articles to a file that `read_articles` reads back without loss.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    path : str or Path
        Ends in .parquet, .jsonl, .jsonl.gz, .csv or .csv.gz. In CSV a cell that a spreadsheet would run as
        a formula gets an apostrophe in front, and columns outside the articles table come back as text.

    Returns
    -------
    Path
        The file written.

    Raises
    ------
    UnknownValue
        Where the ending is none of these.

    Examples
    --------
    >>> import mediakit as mk, tempfile, pathlib
    >>> articles = mk.load_demo_articles()
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = mk.write_articles(articles, pathlib.Path(folder) / "articles.parquet")
    ...     mk.read_articles(path, on_error="ignore").equals(articles)
    True
    """
    require_columns(articles, ["article_id"])
    target = Path(path)
    name = target.name.lower()
    if name.endswith((".parquet", ".pq")):
        articles.to_parquet(target, index=False)
    elif name.endswith((".jsonl", ".jsonl.gz")):
        _write_bytes(target, _jsonlines(articles))
    elif name.endswith((".csv", ".csv.gz")):
        _write_bytes(target, _csv(articles))
    else:
        raise UnknownValue(
            f"Cannot write '{target.name}': use an ending of .parquet, .jsonl, .csv, or these with .gz."
        )
    return target


def _write_bytes(target: Path, text: str) -> None:
    data = text.encode()
    target.write_bytes(gzip.compress(data, mtime=0) if target.suffix.lower() == ".gz" else data)


def _printed_dates(articles: pd.DataFrame) -> pd.DataFrame:
    """Return the table with dates as ISO text and everything missing as None."""
    printed = {}
    for name in articles.columns:
        column = articles[name]
        if isinstance(column.dtype, pd.DatetimeTZDtype):
            column = column.dt.tz_convert("UTC").dt.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
        elif pd.api.types.is_datetime64_any_dtype(column.dtype):
            midnight = bool((column.dropna() == column.dropna().dt.normalize()).all())
            column = column.dt.strftime("%Y-%m-%d" if midnight else "%Y-%m-%dT%H:%M:%S.%f")
        printed[name] = column.astype(object).where(column.notna(), None)
    return pd.DataFrame(printed)


def _jsonlines(articles: pd.DataFrame) -> str:
    rows = _printed_dates(articles).to_dict("records")
    return "".join(
        json.dumps(row, ensure_ascii=False, default=_plain_number) + "\n" for row in rows
    )


def _plain_number(value: object) -> object:
    return value.item() if hasattr(value, "item") else str(value)


def _csv(articles: pd.DataFrame) -> str:
    def guarded(value: object) -> object:
        if not isinstance(value, str):
            return value
        plain = clean_text(value)[0].strip()  # as reading will see it
        return "'" + plain if plain and plain[0] in FORMULA_STARTS else plain

    stream = io.StringIO()
    _printed_dates(articles).map(guarded).rename(columns=guarded).to_csv(
        stream, index=False, lineterminator="\n"
    )
    return stream.getvalue()
