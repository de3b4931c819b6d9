"""Read a folder that is larger than memory, one table after another."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import pandas as pd

from mediakit.checks import require_whole
from mediakit.columns import with_schema_types
from mediakit.errors import ArticlesNotFound, UnreadableSource
from mediakit.readers.parsed import OURS
from mediakit.readers.sources import Source, find_files

if TYPE_CHECKING:
    from pyarrow.parquet import FileMetaData

__all__ = ["ArticleChunks", "scan_articles"]

_REMEDY = (
    'Convert other archives first: write_articles(read_articles("a.csv"), "folder/a.parquet").'
)


@dataclass(frozen=True)
class ArticleChunks:
    """Tables of articles, read one after another in each loop over them.

    Attributes
    ----------
    paths : tuple of Path
        The Parquet files, in order.
    n_rows : int
        Articles a table, at most.
    """

    hint_for_tables: ClassVar[str] = (
        "Only count_terms and weigh_terms take what scan_articles returns. Ask its tables one by "
        'one: pd.concat([mk.mentioning(part, "ferry") for part in chunks]).'
    )
    paths: tuple[Path, ...]
    n_rows: int

    def __iter__(self) -> Iterator[pd.DataFrame]:
        import pyarrow.parquet as pq

        for path in self.paths:
            with _naming(path):
                file = pq.ParquetFile(path)
                for batch in file.iter_batches(batch_size=self.n_rows):
                    yield with_schema_types(batch.to_pandas())

    def __len__(self) -> int:
        """Return the number of tables."""
        n_articles = [_metadata(path).num_rows for path in self.paths]
        return sum(-(-n // self.n_rows) for n in n_articles)


def _metadata(path: Path) -> FileMetaData:
    import pyarrow.parquet as pq

    with _naming(path):
        return pq.read_metadata(path)


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    """Name a file that cannot be read, and say what to do."""
    import pyarrow as pa

    try:
        yield
    except FileNotFoundError as error:
        raise ArticlesNotFound(
            f"The file '{path}' is gone; it was there when scan_articles ran."
        ) from error
    except (pa.ArrowException, OSError) as error:
        first = str(error).splitlines()[0]
        raise UnreadableSource(f"{path}: not readable as Parquet: {first} {_REMEDY}") from error


def scan_articles(source: Source, *, n_rows: int = 10_000) -> ArticleChunks:
    """Read a folder that is larger than memory, one table of articles after another.

    `count_terms` and `weigh_terms` take it in place of the articles table and give the same
    numbers. Call other functions table by table: `pd.concat([mk.mentioning(part, "ferry") for part
    in chunks])`.

    Parameters
    ----------
    source : str, Path or list of them
        Parquet files that `write_articles` wrote, or a folder of them.
    n_rows : int, default 10000
        Articles a table, at most.

    Returns
    -------
    ArticleChunks
        Tables to loop over, as often as needed.

    Raises
    ------
    ArticlesNotFound
        If there is no such file or folder.
    UnreadableSource
        If a file is not Parquet that `write_articles` wrote. Convert other archives first, one by
        one: `write_articles(read_articles("a.csv"), "folder/a.parquet")`.
    UnknownValue
        If `n_rows` is not a whole number of 1 or more, or the source is not a path.

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
    paths = [path for path, reason in find_files(source).items() if not reason]
    for path in paths:
        names = set(_metadata(path).schema.names)
        if not names >= OURS:
            raise UnreadableSource(f"{path}: not written by write_articles. {_REMEDY}")
    if not paths:
        raise UnreadableSource(f"There is no Parquet file in '{source}'. {_REMEDY}")
    return ArticleChunks(tuple(paths), n_rows)
