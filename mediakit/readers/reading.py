"""Read articles from wherever they lie, into one table, with a ledger of what was found."""

from __future__ import annotations

import warnings
from typing import Literal, overload

import pandas as pd

from mediakit.checks import one_of
from mediakit.errors import ReadWarning, UnreadableSource
from mediakit.readers.fields import to_articles
from mediakit.readers.parsed import Parsed
from mediakit.readers.sources import Source, find_files, read_file

__all__ = ["read_articles"]

_LEDGER = {
    "source": "str",
    "format": "str",
    "encoding": "str",
    "declared": "int64",
    "parsed": "int64",
    "rejected": "int64",
    "reason": "str",
}


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
    """Read articles from a file, a folder, a glob or a list of them, whatever shape they are in.

    Parameters
    ----------
    source : str, Path or list of them
        Native text files (title, YYYYMMDD, URL, one paragraph a line), CSV or TSV with a header line, JSON
        Lines (also .gz), Parquet; a folder is read with its subfolders.
    format : {'native', 'csv', 'tsv', 'jsonl', 'parquet'}, optional
        The format of all files; by default the name and content of each file tell.
    outlet : str, optional
        The outlet of all articles, where the source does not name it.
    encoding : str, optional
        How text is encoded; by default it is recognised. A byte order mark goes before it.
    on_error : {'warn', 'raise', 'ignore'}
        What to do about files and records that cannot be read, and articles without a date. They stand in
        the ledger in any case, so that 'warn' says nothing where the ledger is returned.
    return_ledger : bool, default False
        Whether to return the ledger as well.

    Returns
    -------
    articles : DataFrame
        A row an article with the columns article_id, outlet, date, title, text, url, published_at, author,
        section, language, source_file, source_record, source_format; the source's other columns follow.
    ledger : DataFrame
        Only with `return_ledger=True`. A row a source: source, format, encoding, the records declared,
        parsed and rejected, and the reason for everything that was set aside, missing or guessed.

    Raises
    ------
    ArticlesNotFound
        Where there is no such file or folder.
    UnreadableSource
        With `on_error='raise'`, at the first file or record that cannot be read.

    Examples
    --------
    >>> import mediakit as mk, tempfile, pathlib
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder) / "one.txt"
    ...     _ = path.write_text("Bridge shut\\n20310307\\nhttps://www.post.example/a\\nThe bridge is shut.\\n")
    ...     articles, ledger = mk.read_articles(folder, return_ledger=True)
    >>> articles.loc[0, "outlet"], f"{articles.loc[0, 'date']:%Y-%m-%d}"
    ('post.example', '2031-03-07')
    >>> int(ledger["parsed"].sum())
    1
    """
    one_of("on_error", on_error, ["warn", "raise", "ignore"])
    files = find_files(source)
    sources = []
    for path, reason in files.items():
        if reason:
            sources.append(Parsed(str(path), notes=[reason]))
            continue
        try:
            parsed = read_file(path, format=format, encoding=encoding)
        except (UnreadableSource, OSError) as error:
            parsed = Parsed(str(path), rejected=[str(error)])
        sources.append(parsed)
    articles = to_articles(sources, outlet)
    if on_error == "raise" and (broken := [parsed for parsed in sources if parsed.rejected]):
        raise UnreadableSource(f"{broken[0].source}: {broken[0].rejected[0]}")
    ledger = pd.DataFrame(
        [parsed.ledger_row() for parsed in sources], columns=list(_LEDGER)
    ).astype(_LEDGER)
    if return_ledger:
        return articles, ledger
    if on_error == "warn":
        _announce(articles, ledger)
    return articles


def _announce(articles: pd.DataFrame, ledger: pd.DataFrame) -> None:
    """Warn of what was set aside and what has no date, in one sentence."""
    rejected, undated = int(ledger["rejected"].sum()), int(articles["date"].isna().sum())
    parts = []
    if rejected:
        first = ledger.loc[ledger["rejected"] > 0].iloc[0]
        parts.append(
            f"{rejected} of {rejected + len(articles)} records could not be read ({first['reason']})"
        )
    if undated:
        parts.append(f"{undated} of {len(articles)} articles have no date")
    if ledger.empty or not (len(articles) or rejected):
        parts.append("no articles were found")
    if parts:
        message = "; ".join(parts) + ". read_articles(..., return_ledger=True) says which and why."
        warnings.warn(message[0].upper() + message[1:], ReadWarning, stacklevel=3)
