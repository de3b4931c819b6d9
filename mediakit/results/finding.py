"""A finding: one sentence that a page may lead with, and all that an editor asks about it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import pandas as pd

from mediakit.tables import written
from mediakit.wording import choose

__all__ = ["COUNTED", "ESTIMATED", "NOTHING", "TESTED", "Finding", "key_in_words"]

#: How strong a finding is, in the words of a page.
COUNTED = "counted"
ESTIMATED = "an estimate with a 95% range"
TESTED = "a tested difference"
NOTHING = "nothing was found"


@dataclass(frozen=True)
class Finding:
    """What a result says in one sentence, and what stands behind it.

    Attributes
    ----------
    sentence : str
        The finding, as the page prints it.
    keys : tuple
        What `examples` of the result takes to show the evidence, a key each.
    value, low, high : float, optional
        The number of the first key, and its 95% range, if it has one.
    unit : str
        The form of the number, such as percent.
    n_independent : int
        The independent articles that the result rests on.
    strength : str
        Whether it was counted, estimated or tested, or whether nothing was found.
    survives : str
        Under which other choices it holds, if others were tried.
    cannot_show : str
        What does not follow from it.
    """

    sentence: str
    keys: tuple[Any, ...] = ()
    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str = "decimal"
    n_independent: int = 0
    strength: str = COUNTED
    survives: str = ""
    cannot_show: str = ""

    def number(self) -> str:
        """Return the number and its range in words; '' if there is none."""
        if self.value is None:
            return ""
        said = written(self.value, self.unit)
        if self.unit == "points":
            said += " points"
        if self.low is None or self.high is None:
            return said
        return f"{said} ({written(self.low, self.unit)} to {written(self.high, self.unit)})"

    def as_data(self) -> dict[str, Any]:
        """Return the finding as JSON can hold it; a key is named as the evidence is."""
        keys = [key_in_words(key) for key in self.keys]
        return asdict(self) | {"keys": keys, "number": self.number()}


def key_in_words(key: Any) -> str:
    """Return what `examples` was asked for, as a heading."""
    if isinstance(key, tuple | list):
        return " · ".join(map(key_in_words, key))
    if isinstance(key, pd.Timestamp):
        return str(choose(key == key.normalize(), f"{key:%Y-%m-%d}", f"{key:%Y-%m-%d %H:%M}"))
    return str(key)
