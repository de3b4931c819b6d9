"""Parquet: columns with types of their own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mediakit.errors import UnreadableSource
from mediakit.readers.content import Content
from mediakit.readers.decoding import clean_text
from mediakit.readers.format import Format
from mediakit.readers.parsed import Parsed, Record
from mediakit.readers.values import plain_value

__all__ = ["PARQUET"]

#: A small file can ask for a great deal of memory. More than MOST_BYTES is refused, and so is more
#: than MOST_TIMES the size of the file; up to FROM_BYTES is always read.
MOST_BYTES, MOST_TIMES, FROM_BYTES = 2**33, 200, 2**28
_MEGABYTE = 2**20


def _is_parquet(content: Content) -> bool:
    return content.head.startswith(b"PAR1")


def _read(content: Content, parsed: Parsed) -> Iterator[Record]:
    """Read a table; dates with a time zone keep the day that the zone's clocks showed."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    size = content.size
    try:
        with content.seekable() as stream, pq.ParquetFile(stream) as file:
            _refuse_too_large(file, size)
            _refuse_repeated(file.schema_arrow.names)
            unpacked = _with_letters(_unpacked(file, size), parsed)
            table = unpacked.to_pandas(ignore_metadata=True)
            parsed.declared = file.metadata.num_rows
    except UnreadableSource:
        raise
    except (pa.ArrowException, ValueError, OSError) as error:
        first = next(iter(str(error).splitlines()), "damaged")
        raise UnreadableSource(f"not readable as Parquet: {first}") from error
    names = [clean_text(str(name))[0] for name in table.columns]
    columns = [[plain_value(value) for value in table[name]] for name in table.columns]
    for number in range(len(table)):
        values = [column[number] for column in columns]
        yield number + 1, dict(zip(names, values, strict=True))


def _refuse_too_large(file: Any, size: int) -> None:
    metadata = file.metadata
    groups = [metadata.row_group(number) for number in range(metadata.num_row_groups)]
    asked = sum(group.total_byte_size for group in groups)
    if asked > min(MOST_BYTES, max(FROM_BYTES, MOST_TIMES * size)):
        raise UnreadableSource(
            f"it asks for {asked / _MEGABYTE:,.0f} MB of memory from a file of {size:,} bytes"
        )


def _refuse_repeated(names: list[str]) -> None:
    cleaned = [clean_text(name)[0] for name in names]
    if len(set(cleaned)) < len(cleaned):
        raise UnreadableSource(f"the header names a column twice: {', '.join(cleaned[:12])}")


def _unpacked(file: Any, size: int) -> Any:
    """Read a Parquet file piece by piece, and stop if it unpacks to far more than it is large."""
    import pyarrow as pa

    most = max(FROM_BYTES, MOST_TIMES * size)
    n_bytes = 0
    batches = []
    for batch in file.iter_batches(batch_size=512):
        n_bytes += batch.nbytes
        if n_bytes > most:
            raise UnreadableSource(
                f"it unpacks to more than {most / _MEGABYTE:,.0f} MB from a file of {size:,} bytes"
            )
        batches.append(batch)
    return pa.Table.from_batches(batches, schema=file.schema_arrow)


def _with_letters(table: Any, parsed: Parsed) -> Any:
    """Return a table with the columns as bytes whose text is not UTF-8: these are read letter by
    letter."""
    import pyarrow as pa

    for place, column in enumerate(table.columns):
        if not pa.types.is_string(column.type) and not pa.types.is_large_string(column.type):
            continue
        try:
            column.validate(full=True)
        except pa.ArrowInvalid:
            name = table.column_names[place]
            table = table.set_column(place, name, column.cast(pa.large_binary()))
            parsed.mend(f"damaged letters in the column {name} shown as �")
    return table


PARQUET = Format("parquet", (".parquet", ".pq"), _is_parquet, _read)
