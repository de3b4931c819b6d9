"""Parquet: columns with types of their own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from mediakit.errors import UnreadableSource
from mediakit.readers.decoding import clean_text
from mediakit.readers.parsed import Parsed

__all__ = ["read_parquet"]

#: A small file can ask for a great deal of memory: from FROM_BYTES on, more than so many times its size is
#: refused, and more than MOST_BYTES in any case.
MOST_BYTES, MOST_TIMES, FROM_BYTES = 2**33, 200, 2**28


def read_parquet(source: str, path: str) -> Parsed:
    """Read a table; dates with a time zone keep the day that the zone's clocks showed."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(path)
        asked = sum(
            file.metadata.row_group(n).total_byte_size for n in range(file.metadata.num_row_groups)
        )
        size = Path(path).stat().st_size
        if asked > min(MOST_BYTES, max(FROM_BYTES, MOST_TIMES * size)):
            raise UnreadableSource(
                f"it asks for {asked / 2**20:,.0f} MB of memory from a file of {size:,} bytes"
            )
        names = file.schema_arrow.names
        if len(set(names)) < len(names):
            raise UnreadableSource(f"the header names a column twice: {', '.join(names[:12])}")
        table = _within(file, size).to_pandas(ignore_metadata=True)
    except pa.ArrowException as error:
        raise UnreadableSource(f"not readable as Parquet: {str(error).splitlines()[0]}") from error
    parsed = Parsed(source, "parquet", declared=file.metadata.num_rows)
    columns = {
        clean_text(str(name))[0]: [_plain(value) for value in table[name]] for name in table.columns
    }
    for number in range(len(table)):
        parsed.records.append(
            (number + 1, {name: values[number] for name, values in columns.items()})
        )
    return parsed


def _within(file: Any, size: int) -> Any:
    """Read a Parquet file piece by piece, and stop where it unpacks to far more than it is large."""
    import pyarrow as pa

    most, taken, batches = max(FROM_BYTES, MOST_TIMES * size), 0, []
    for batch in file.iter_batches(batch_size=512):
        taken += batch.nbytes
        if taken > most:
            raise UnreadableSource(
                f"it unpacks to more than {most / 2**20:,.0f} MB from a file of {size:,} bytes"
            )
        batches.append(batch)
    return pa.Table.from_batches(batches, schema=file.schema_arrow)


def _plain(value: object) -> object:
    """Return text cleaned, missing values as None, lists and maps as JSON."""
    if isinstance(value, str):
        return clean_text(value)[0]
    if isinstance(value, np.ndarray | list | dict | tuple):
        return json.dumps(value, ensure_ascii=False, default=_json_value)
    if isinstance(value, bytes):
        return clean_text(value.decode("utf-8", errors="replace"))[0]
    if isinstance(value, pd.Timestamp):
        return value.to_pydatetime(
            warn=False
        )  # the microsecond is as fine as a table of articles goes
    if isinstance(value, np.generic):
        value = value.item()
    return None if value is None or pd.isna(value) else value


def _json_value(value: object) -> object:
    return value.tolist() if isinstance(value, np.ndarray | np.generic) else str(value)
