"""Read a folder that is larger than memory, a table after the other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from mediakit.checks import require_whole
from mediakit.columns import with_schema_types
from mediakit.errors import ArticlesNotFound, UnreadableSource
from mediakit.readers.sources import Source, find_files

if TYPE_CHECKING:
    from pyarrow.parquet import FileMetaData

__all__ = ["ArticleChunks", "scan_articles"]

_REMEDY = 'Other archives are turned into such files by write_articles(read_articles("a.csv"), "folder/a.parquet").'


@dataclass(frozen=True)
class ArticleChunks:
    """Tables of articles, read one after the other each time they are gone through.

    Attributes
    ----------
    paths : tuple of Path
        The Parquet files, in order.
    n_rows : int
        Articles a table, at most.
    """

    paths: tuple[Path, ...]
    n_rows: int

    def __iter__(self) -> Iterator[pd.DataFrame]:
        import pyarrow.parquet as pq

        for path in self.paths:
            with _named(path):
                for batch in pq.ParquetFile(path).iter_batches(batch_size=self.n_rows):
                    yield with_schema_types(batch.to_pandas())

    def __len__(self) -> int:
        """How many tables there are."""
        return sum(-(-_metadata(path).num_rows // self.n_rows) for path in self.paths)


def _metadata(path: Path) -> FileMetaData:
    import pyarrow.parquet as pq

    with _named(path):
        return pq.read_metadata(path)


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Name the file that cannot be read, and what to do."""
    import pyarrow as pa

    try:
        yield
    except FileNotFoundError as error:
        raise ArticlesNotFound(
            f"The file '{path}' is gone; it was there when scan_articles looked."
        ) from error
    except (pa.ArrowException, OSError) as error:
        raise UnreadableSource(
            f"{path}: not readable as Parquet: {str(error).splitlines()[0]} {_REMEDY}"
        ) from error


def scan_articles(source: Source, *, n_rows: int = 10_000) -> ArticleChunks:
    """Read a folder that is larger than memory, a table of articles after the other.

    `count_terms` and `weigh_terms` take it in place of the articles table, and give the same numbers. Other functions
    are asked table by table: `pd.concat([mk.mentioning(part, "ferry") for part in chunks])`.

    Parameters
    ----------
    source : str, Path or list of them
        Parquet files that `write_articles` wrote, or a folder of them.
    n_rows : int, default 10000
        Articles a table, at most.

    Returns
    -------
    ArticleChunks
        To be gone through with `for`, as often as needed.

    Raises
    ------
    ArticlesNotFound
        Where there is no such file or folder.
    UnreadableSource
        Where a file is not Parquet that `write_articles` wrote. Other archives are turned into such files one by
        one, by `write_articles(read_articles("a.csv"), "folder/a.parquet")`.
    UnknownValue
        Where `n_rows` is no whole number of 1 or more, or the source no path.

    Examples
    --------
    >>> import mediakit as mk, tempfile, pathlib
    >>> articles = mk.load_demo_articles()
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = mk.write_articles(articles, pathlib.Path(folder) / "articles.parquet")
    ...     counts = mk.count_terms(mk.scan_articles(folder, n_rows=25))
    >>> (counts.matrix != mk.count_terms(articles).matrix).nnz
    0
    """
    require_whole("n_rows", n_rows, least=1)
    paths = tuple(path for path, reason in find_files(source).items() if not reason)
    for path in paths:
        if not {"article_id", "source_record", "source_format"} <= set(
            _metadata(path).schema.names
        ):
            raise UnreadableSource(f"{path}: not written by write_articles. {_REMEDY}")
    if not paths:
        raise UnreadableSource(f"There is no Parquet file in '{source}'. {_REMEDY}")
    return ArticleChunks(paths, n_rows)
