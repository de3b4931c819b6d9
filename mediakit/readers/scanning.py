"""Read a folder that is larger than memory, a table after the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from mediakit.columns import with_schema_types
from mediakit.errors import UnknownValue, UnreadableSource
from mediakit.readers.sources import Source, find_files

__all__ = ["ArticleChunks", "scan_articles"]


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
        import pyarrow as pa
        import pyarrow.parquet as pq

        for path in self.paths:
            try:
                for batch in pq.ParquetFile(path).iter_batches(batch_size=self.n_rows):
                    yield with_schema_types(batch.to_pandas())
            except FileNotFoundError:
                raise
            except (pa.ArrowException, OSError) as error:
                raise UnreadableSource(f"{path}: not readable as Parquet: {str(error).splitlines()[0]}") from error

    def __len__(self) -> int:
        """How many tables there are."""
        import pyarrow.parquet as pq

        return sum(-(-pq.read_metadata(path).num_rows // self.n_rows) for path in self.paths)


def scan_articles(source: Source, *, n_rows: int = 10_000) -> ArticleChunks:
    """Read a folder that is larger than memory, a table of articles after the other.

    `count_terms` and `weigh_terms` take it in place of the articles table, and give the same numbers.

    Parameters
    ----------
    source : str, Path or list of them
        Parquet files that `write_articles` wrote, or a folder of them.
    n_rows : int, default 10000
        Articles a table, at most.

    Returns
    -------
    ArticleChunks
        To be gone through with `for`, as often as needed: `[mk.mentioning(part, "ferry") for part in chunks]`.

    Raises
    ------
    ArticlesNotFound
        Where there is no such file or folder.
    UnreadableSource
        Where a file is not Parquet that `write_articles` wrote. Other archives are turned into such files one by
        one, by `write_articles(read_articles("a.csv"), "folder/a.parquet")`.

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
    import pyarrow as pa
    import pyarrow.parquet as pq

    if n_rows < 1:
        raise UnknownValue(f"n_rows must be 1 or more, got {n_rows}.")
    paths = tuple(path for path, reason in find_files(source).items() if not reason)
    for path in paths:
        try:
            names = pq.read_schema(path).names
        except (pa.ArrowException, OSError) as error:
            raise UnreadableSource(f"{path}: not readable as Parquet: {str(error).splitlines()[0]}") from error
        if not {"article_id", "source_record", "source_format"} <= set(names):
            raise UnreadableSource(f"{path}: not written by write_articles. Read it with read_articles, and write it.")
    if not paths:
        raise UnreadableSource(f"There is no Parquet file in '{source}'.")
    return ArticleChunks(paths, n_rows)
