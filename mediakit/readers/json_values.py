"""Values of JSON documents as the records of a source hold them."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping

from mediakit.readers.decoding import clean_text
from mediakit.readers.nesting import flattened
from mediakit.readers.parsed import OURS

__all__ = ["Cleaner", "parse_json"]


def parse_json(text: str) -> object:
    """Return what a JSON text holds.

    Raises
    ------
    ValueError
        If it is not valid JSON, or nested too deeply.
    """
    try:
        return json.loads(text)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


class Cleaner:
    """Cleans the values of a file and counts the control characters taken out."""

    def __init__(self) -> None:
        self.n_control = 0
        self.nothing_to_clean = False  # in the texts that come next

    def record(self, record: Mapping[str, object]) -> dict[str, object]:
        """Return a record with its values taken apart and cleaned."""
        if not set(record) >= OURS:
            record = flattened(record)
        cleaned: dict[str, object] = {}
        for given, value in record.items():
            name = self.text(given)
            while name in cleaned:  # two names that differ in control characters only
                name = f"{name}_2"
            cleaned[name] = self.value(value)
        return cleaned

    def text(self, text: str) -> str:
        if self.nothing_to_clean:
            return text
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
