"""Write the articles table so that reading it gives the same table again."""

from __future__ import annotations

import gzip
import io
import json
import os
import tempfile
from pathlib import Path

import pandas as pd

from mediakit.checks import require_columns
from mediakit.errors import UnknownValue
from mediakit.exporting import guard
from mediakit.readers.decoding import clean_text

__all__ = ["guarded", "write_articles", "write_whole"]


def write_articles(articles: pd.DataFrame, path: str | Path) -> Path:
    """Write articles to a file that `read_articles` reads back without loss.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    path : str or Path
        Ends in .parquet, .jsonl, .jsonl.gz, .csv or .csv.gz. In CSV a cell that a spreadsheet would
        run as a formula gets an apostrophe in front, and columns outside the articles table come
        back as text.

    Returns
    -------
    Path
        The file written.

    Raises
    ------
    UnknownValue
        If the ending is none of these.

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
        write_whole(target, _parquet(articles))
    elif name.endswith((".jsonl", ".jsonl.gz")):
        _write_text(target, _jsonlines(articles))
    elif name.endswith((".csv", ".csv.gz")):
        _write_text(target, _csv(articles))
    else:
        raise UnknownValue(
            f"Cannot write '{target.name}': the name must end in .parquet, .jsonl or .csv, "
            "the last two also with .gz."
        )
    return target


def _write_text(target: Path, text: str) -> None:
    data = text.encode()
    if target.suffix.lower() == ".gz":
        data = gzip.compress(data, mtime=0)
    write_whole(target, data)


def write_whole(target: Path, data: bytes) -> None:
    """Write beside the file and rename, so that what was there stays whole until all is written."""
    with tempfile.NamedTemporaryFile(
        dir=target.parent, prefix=f".{target.name[:60]}.", suffix=".part", delete=False
    ) as beside:
        part = Path(beside.name)
        try:
            beside.write(data)
            beside.flush()
            os.fsync(beside.fileno())
        except BaseException:
            part.unlink(missing_ok=True)
            raise
    part.chmod(0o666 & ~_umask())
    part.replace(target)


def _umask() -> int:
    """Return the permissions that new files of this process lack."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _parquet(articles: pd.DataFrame) -> bytes:
    """Return the table as Parquet; a column of mixed values is written as text."""
    mixed = {}
    for name in articles.columns:
        column = articles[name]
        if column.dtype == object:
            kinds = {type(value) for value in column.dropna()}
            if len(kinds) > 1 or kinds & {int, dict, list}:
                mixed[name] = column.map(_as_json, na_action="ignore").astype("str")
    stream = io.BytesIO()
    articles.assign(**mixed).to_parquet(stream, index=False)
    return stream.getvalue()


def _as_json(value: object) -> str:
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, default=_plain_number)


def _printed(articles: pd.DataFrame) -> pd.DataFrame:
    """Return the table with dates as ISO text and everything missing as None."""
    printed = {}
    for name in articles.columns:
        column = _printed_dates(articles[name])
        printed[name] = column.astype(object).where(column.notna(), None)
    return pd.DataFrame(printed)


def _printed_dates(column: pd.Series) -> pd.Series:
    """Return a column of dates as ISO text, and any other as it is."""
    if isinstance(column.dtype, pd.DatetimeTZDtype):
        return column.dt.tz_convert("UTC").dt.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    if not pd.api.types.is_datetime64_any_dtype(column.dtype):
        return column
    known = column.dropna()
    if (known == known.dt.normalize()).all():
        return column.dt.strftime("%Y-%m-%d")
    return column.dt.strftime("%Y-%m-%dT%H:%M:%S.%f")


def _jsonlines(articles: pd.DataFrame) -> str:
    rows = _printed(articles).to_dict("records")
    lines = [json.dumps(row, ensure_ascii=False, default=_plain_number) for row in rows]
    return "".join(f"{line}\n" for line in lines)


def _plain_number(value: object) -> object:
    if hasattr(value, "item"):
        return value.item()
    return str(value)


def _csv(articles: pd.DataFrame) -> str:
    safe = _printed(articles).map(guarded).rename(columns=guarded)
    stream = io.StringIO()
    safe.to_csv(stream, index=False, lineterminator="\n")
    return stream.getvalue()


def guarded(value: object) -> object:
    """Put an apostrophe before what a spreadsheet would run as a formula."""
    if not isinstance(value, str):
        return value
    return guard(clean_text(value)[0].strip())  # as reading will see it
