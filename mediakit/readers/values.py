"""Values of typed columns as the records of a source hold them."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd

from mediakit.readers.decoding import clean_text

__all__ = ["plain_value"]


def plain_value(value: object) -> object:
    """Return text cleaned, missing values as None, lists and maps as JSON."""
    if isinstance(value, str):
        return clean_text(value)[0]
    if isinstance(value, np.ndarray | list | dict | tuple):
        return json.dumps(value, ensure_ascii=False, default=_json_value)
    if isinstance(value, bytes):
        return clean_text(value.decode("utf-8", errors="replace"))[0]
    if isinstance(value, pd.Timestamp):
        # The microsecond is as fine as a table of articles goes.
        return value.to_pydatetime(warn=False)
    if isinstance(value, np.generic):
        value = value.item()
    if value is None or pd.isna(value):
        return None
    return value


def _json_value(value: object) -> object:
    if isinstance(value, np.ndarray | np.generic):
        return value.tolist()
    return str(value)
