"""Parquet: columns with types of their own."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd

from mediakit.errors import UnreadableSource
from mediakit.readers.decoding import clean_text
from mediakit.readers.parsed import Parsed

__all__ = ["read_parquet"]

#: A small file can ask for a great deal of memory; more than this is refused.
MOST_BYTES = 8 * 2**30


def read_parquet(source: str, path: str) -> Parsed:
    """Read a table; dates with a time zone keep the day that the zone's clocks showed."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(path)
        asked = sum(file.metadata.row_group(n).total_byte_size for n in range(file.metadata.num_row_groups))
        if asked > MOST_BYTES:
            raise UnreadableSource(f"it asks for {asked / 2**30:.0f} GB of memory; {MOST_BYTES // 2**30} is the most")
        table = file.read().to_pandas(ignore_metadata=True)
    except pa.ArrowException as error:
        raise UnreadableSource(f"not readable as Parquet: {str(error).splitlines()[0]}") from error
    parsed = Parsed(source, "parquet", declared=file.metadata.num_rows)
    columns = {str(name): [_plain(value) for value in table[name]] for name in table.columns}
    for number in range(len(table)):
        parsed.records.append((number + 1, {name: values[number] for name, values in columns.items()}))
    return parsed


def _plain(value: object) -> object:
    """Return text cleaned, missing values as None, lists and maps as JSON."""
    if isinstance(value, str):
        return clean_text(value)[0]
    if isinstance(value, np.ndarray | list | dict | tuple):
        return json.dumps(value, ensure_ascii=False, default=_json_value)
    if isinstance(value, np.generic):
        value = value.item()
    return None if value is None or pd.isna(value) else value


def _json_value(value: object) -> object:
    return value.tolist() if isinstance(value, np.ndarray | np.generic) else str(value)
