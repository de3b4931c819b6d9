"""Read articles from files into one table, with a ledger of what each file held."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, overload

import pandas as pd

from mediakit.checks import one_of
from mediakit.errors import UnreadableSource
from mediakit.readers.assembling import to_articles
from mediakit.readers.decoding import require_encoding
from mediakit.readers.ledger import ledger_of, warn_of_faults
from mediakit.readers.parsed import Parsed
from mediakit.readers.sources import FORMATS, Source, find_files, printable, read_file

__all__ = ["read_articles"]

_ON_ERROR = ("warn", "raise", "ignore")


@overload
def read_articles(
    source: Source,
    *,
    format: str | None = ...,
    outlet: str | None = ...,
    encoding: str | None = ...,
    on_error: str = ...,
    return_ledger: Literal[False] = ...,
) -> pd.DataFrame: ...
@overload
def read_articles(
    source: Source,
    *,
    format: str | None = ...,
    outlet: str | None = ...,
    encoding: str | None = ...,
    on_error: str = ...,
    return_ledger: Literal[True],
) -> tuple[pd.DataFrame, pd.DataFrame]: ...
def read_articles(
    source: Source,
    *,
    format: str | None = None,  # noqa: A002
    outlet: str | None = None,
    encoding: str | None = None,
    on_error: str = "warn",
    return_ledger: bool = False,
) -> pd.DataFrame | tuple[pd.DataFrame, pd.DataFrame]:
    """Read articles from a file, a folder, a glob or a list of them, into one table.

    Parameters
    ----------
    source : str, Path or list of them
        Native text files (title, YYYYMMDD, URL, one paragraph a line), CSV or TSV with a header
        line, JSON Lines (also .gz), Parquet; a folder is read with its subfolders.
    format : {'native', 'csv', 'tsv', 'jsonl', 'parquet'}, optional
        The format of all files; by default the name and content of each file decide.
    outlet : str, optional
        The outlet of all articles.
    encoding : str, optional
        How text is encoded; by default it is recognised. A byte order mark overrules it.
    on_error : {'warn', 'raise', 'ignore'}
        What to do about files and records that cannot be read, articles without a date, and a table
        without any text. The ledger has them in any case, so 'warn' is silent if it is returned.
    return_ledger : bool, default False
        Whether to return the ledger as well.

    Returns
    -------
    articles : DataFrame
        A row an article with the columns article_id, outlet, date, title, text, url, published_at,
        author, section, language, source_file, source_record, source_format; the source's other
        columns follow.
    ledger : DataFrame
        Only with `return_ledger=True`. A row a source: source, format, encoding, the records
        declared, parsed and rejected, and the reason for everything that was set aside, missing or
        guessed.

    Raises
    ------
    ArticlesNotFound
        If there is no such file or folder.
    UnreadableSource
        With `on_error='raise'`, at the first file or record that cannot be read.

    Examples
    --------
    >>> import mediakit as mk, tempfile, pathlib
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder) / "one.txt"
    ...     lines = "Bridge shut\\n20310307\\nhttps://www.post.example/a\\nIt is shut.\\n"
    ...     _ = path.write_text(lines)
    ...     articles, ledger = mk.read_articles(folder, return_ledger=True)
    >>> articles.loc[0, "outlet"], f"{articles.loc[0, 'date']:%Y-%m-%d}"
    ('post.example', '2031-03-07')
    >>> int(ledger["parsed"].sum())
    1
    """
    one_of("on_error", on_error, _ON_ERROR)
    if format is not None:
        one_of("format", format, FORMATS)
    require_encoding(encoding)
    sources = []
    for path, reason in find_files(source).items():
        if reason:
            sources.append(Parsed(printable(path), notes=[reason]))
            continue
        sources.append(_read_one(path, format, encoding))
    articles = to_articles(sources, outlet)
    if on_error == "raise":
        _raise_first(sources)
    ledger = ledger_of(sources)
    if return_ledger:
        return articles, ledger
    if on_error == "warn":
        warn_of_faults(articles, ledger, "read_articles")
    return articles


def _read_one(
    path: Path,
    format: str | None,  # noqa: A002
    encoding: str | None,
) -> Parsed:
    """Read one file; whatever is wrong with it is said in its line of the ledger."""
    try:
        return read_file(path, format=format, encoding=encoding)
    except (UnreadableSource, OSError) as error:
        return Parsed(printable(path), rejected=[str(error)])
    except Exception as error:  # noqa: BLE001 - a fault of one file must not stop a folder
        reason = f"not readable: {type(error).__name__}: {error}"
        return Parsed(printable(path), rejected=[printable(reason)])


def _raise_first(sources: list[Parsed]) -> None:
    """Raise for the first record that was rejected, if any was."""
    for parsed in sources:
        if parsed.rejected:
            raise UnreadableSource(f"{parsed.source}: {parsed.rejected[0]}")
