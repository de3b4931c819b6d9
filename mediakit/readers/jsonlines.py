"""JSON Lines: one article an object a line."""

from __future__ import annotations

import json
import math

from mediakit.readers.decoding import clean_text, decode
from mediakit.readers.parsed import Parsed

__all__ = ["read_jsonlines"]


def read_jsonlines(source: str, data: bytes, encoding: str | None) -> Parsed:
    """Read each line on its own: a broken one is rejected, the others are kept."""
    decoded = decode(data, encoding)
    parsed = Parsed(source, "jsonl", decoded.encoding)
    # The characters that end a line inside a JSON string are escaped there, so that "\n" alone parts lines.
    for number, line in enumerate(decoded.text.split("\n"), start=1):
        line = line.strip().removeprefix("\ufeff")
        if not line:
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError):
            parsed.rejected.append(f"line {number}: not valid JSON")
            continue
        if not isinstance(record, dict):
            parsed.rejected.append(f"line {number}: {type(record).__name__} where an object was expected")
            continue
        parsed.records.append((number, {key: _plain(value) for key, value in record.items()}))
    if not parsed.records and not parsed.rejected:
        parsed.rejected.append("empty file")
    return parsed


def _plain(value: object) -> object:
    """Return text cleaned, NaN as missing, and lists and objects as the JSON that they were."""
    if isinstance(value, str):
        return clean_text(value)[0]
    if isinstance(value, float) and math.isnan(value):
        return None
    if isinstance(value, list | dict):
        return clean_text(json.dumps(value, ensure_ascii=False))[0]
    return value
