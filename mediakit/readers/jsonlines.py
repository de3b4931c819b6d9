"""JSON Lines: one article an object a line."""

from __future__ import annotations

import json
import math

from mediakit.readers.decoding import clean_text, decode, notes_on
from mediakit.readers.nesting import flattened
from mediakit.readers.parsed import OURS, Parsed

__all__ = ["read_jsonlines"]


def read_jsonlines(source: str, data: bytes, encoding: str | None) -> Parsed:
    """Read each line on its own: a broken one is rejected, the others are kept."""
    decoded = decode(data, encoding)
    parsed = Parsed(source, "jsonl", decoded.encoding)
    cleaner = _Cleaner()
    # JSON escapes the other characters that end a line, so only "\n" separates lines.
    for number, raw in enumerate(decoded.text.split("\n"), start=1):
        line = raw.strip().removeprefix("\ufeff")
        if not line:
            continue
        try:
            record = json.loads(line)
            if not isinstance(record, dict):
                kind = type(record).__name__
                parsed.rejected.append(f"line {number}: {kind} instead of an object")
                continue
            if not set(record) >= OURS:
                record = flattened(record)
            parsed.records.append((number, cleaner.record(record)))
        except (ValueError, RecursionError):
            parsed.rejected.append(f"line {number}: not valid JSON")
    if not parsed.records and not parsed.rejected:
        parsed.rejected.append("empty file")
    parsed.notes += notes_on(decoded, cleaner.n_control)
    return parsed


class _Cleaner:
    """Cleans the values of a file and counts the control characters taken out."""

    def __init__(self) -> None:
        self.n_control = 0

    def record(self, record: dict[str, object]) -> dict[str, object]:
        return {self.text(name): self.value(value) for name, value in record.items()}

    def text(self, text: str) -> str:
        cleaned, n_control = clean_text(text)
        self.n_control += n_control
        return cleaned

    def value(self, value: object) -> object:
        """Return text cleaned, NaN as missing, and lists and objects as the JSON that they were."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, float) and math.isnan(value):
            return None
        if isinstance(value, list | dict):
            return self.text(json.dumps(value, ensure_ascii=False))
        return value
