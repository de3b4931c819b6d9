"""Read articles from files into one table, with a ledger of what each file held."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal, overload

import pandas as pd

from mediakit.checks import one_of
from mediakit.errors import UnreadableSource
from mediakit.readers.assembling import to_articles
from mediakit.readers.choosing import FORMAT_NAMES
from mediakit.readers.decoding import require_encoding
from mediakit.readers.ledger import ledger_of, warn_of_faults
from mediakit.readers.naming import require_columns_exist, require_known_columns
from mediakit.readers.parsed import Parsed
from mediakit.readers.record import keep_reading
from mediakit.readers.several import HowToRead, parse_files
from mediakit.readers.sources import Source, find_files, printable
from mediakit.wording import ended

__all__ = ["read_articles"]

_ON_ERROR = ("warn", "raise", "ignore")


@overload
def read_articles(
    source: Source,
    *,
    format: str | None = ...,
    outlet: str | None = ...,
    encoding: str | None = ...,
    columns: Mapping[str, str] | None = ...,
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
    columns: Mapping[str, str] | None = ...,
    on_error: str = ...,
    return_ledger: Literal[True],
) -> tuple[pd.DataFrame, pd.DataFrame]: ...
def read_articles(
    source: Source,
    *,
    format: str | None = None,  # noqa: A002
    outlet: str | None = None,
    encoding: str | None = None,
    columns: Mapping[str, str] | None = None,
    on_error: str = "warn",
    return_ledger: bool = False,
) -> pd.DataFrame | tuple[pd.DataFrame, pd.DataFrame]:
    """Read articles from a file, a folder, a glob or a list of them, into one table.

    Parameters
    ----------
    source : str, Path or list of them
        Files of any of these formats, also compressed or inside zip and tar archives: native text
        (title, YYYYMMDD, URL, one paragraph a line), CSV or TSV with a header line, Excel, JSON,
        JSON Lines, Parquet, saved web pages, feeds, NITF, NewsML, WARC, WordPress exports, e-mails,
        wire text, GDELT's tables, what Europresse, Factiva, Nexis and ProQuest export; a folder is
        read with its subfolders. docs/formats.md says how to export from each, and what comes
        across.
    format : str, optional
        The format of all files, such as 'csv', 'jsonl' or 'native'; by default the content of each
        file decides, and if that does not tell, its name.
    outlet : str, optional
        The outlet of all articles.
    encoding : str, optional
        How text is encoded; by default it is recognised. A byte order mark overrules it.
    columns : dict of str, optional
        Your names for columns of the articles table, such as ``{"Inhalt": "text"}``; by default
        they are recognised by their names. The ledger says which was taken for which.
    on_error : {'warn', 'raise', 'ignore'}
        What to do about files and records that cannot be read, articles without a date, and a table
        without any text. The ledger has them in any case, so 'warn' is silent if it is returned. A
        single file of which nothing can be read raises.
    return_ledger : bool, default False
        Whether to return the ledger as well.

    Returns
    -------
    articles : DataFrame
        A row an article with the columns article_id, outlet, date, title, text, url, published_at,
        author, section, language, source_file, source_record, source_format; the source's other
        columns follow.
    ledger : DataFrame
        Only with `return_ledger=True`. A row a source: source, format, encoding and how it was
        found, the records declared, parsed and rejected, articles without_date and without_text,
        records repaired, the columns that were guessed, seconds, what was taken from_names of files
        and folders, what was lost without a count (a cut file), rejected_why, what was mended, what
        else was noted, and as reason all of this in one line. Several notes in a column are
        separated by " | ".

    Raises
    ------
    ArticlesNotFound
        If there is no such file or folder.
    UnreadableSource
        If nothing of a single file can be read; with `on_error='raise'`, at the first file or
        record that cannot be read, or that a file lacks because it is cut or damaged.
    ColumnMissing
        If no file has a field that `columns` names.
    UnknownValue
        If `columns` names a column that an articles table does not have, or one twice.

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
        one_of("format", format, FORMAT_NAMES)
    require_encoding(encoding)
    require_known_columns(columns)
    sources: list[Parsed] = []
    files = find_files(source)
    to_read = [path for path, reason in files.items() if not reason]
    held = parse_files(to_read, HowToRead(format, encoding, columns))
    for path, reason in files.items():
        if reason:
            sources.append(Parsed(printable(path), notes=[reason]))
        else:
            sources += next(held)
    require_columns_exist(columns, sources)
    articles = to_articles(sources, outlet, _root_of(source))
    is_alone = len(files) == 1 and printable(source) == printable(next(iter(files)))
    if on_error == "raise" or (on_error == "warn" and not return_ledger and is_alone):
        _raise_first(sources, only_if_empty=on_error != "raise")
    ledger = ledger_of(sources)
    keep_reading(source, articles, ledger)
    if return_ledger:
        return articles, ledger
    if on_error == "warn":
        warn_of_faults(articles, ledger, "read_articles")
    return articles


def _root_of(source: Source) -> str:
    """Return the folder or archive that is read, below which names may tell of outlets."""
    if isinstance(source, str | Path):
        return printable(Path(source))
    return ""


def _raise_first(sources: list[Parsed], *, only_if_empty: bool) -> None:
    """Raise for the first loss, or only if nothing at all could be read."""
    if only_if_empty and any(parsed.records for parsed in sources):
        return
    for parsed in sources:
        for reason in (parsed.losses + parsed.rejected)[:1]:
            raise UnreadableSource(ended(f"{parsed.source}: {reason}"))
