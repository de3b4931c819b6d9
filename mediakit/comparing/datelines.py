"""Which words are where a page says where and when: in datelines, captions and credits."""

from __future__ import annotations

import re

import numpy as np

from mediakit.arrays import Flags, Longs
from mediakit.comparing.neighbours import near
from mediakit.tokens import Tokens

__all__ = ["in_datelines"]

_MONTHS = frozenset(
    """
    january february march april may june july august september october november december
    jan feb mar apr jun jul aug sept sep oct nov dec
""".split()
)
_YEAR, _DAY = re.compile(r"(?:19|20)\d\d"), re.compile(r"\d\d?")
#: Who reported from where.
_CREDITED = ("contributed", "contributing")


def in_datelines(tokens: Tokens, texts: Longs) -> Flags:
    """Say which words are near a day in full, as in a caption, or near a credit.

    Texts date what they tell by the day of the week, or by day and month; captions give the year.
    """
    is_year, is_day, is_month = (
        np.array([check(word) for word in tokens.vocabulary], dtype=bool)[tokens.ids]
        for check in (_is_year, _is_day, _MONTHS.__contains__)
    )
    is_date = np.zeros(len(texts), dtype=bool)
    day_and_month = (is_day[1:-1] & is_month[:-2]) | (is_month[1:-1] & is_day[:-2])
    is_date[2:] = is_year[2:] & day_and_month
    is_credit = tokens.among(_CREDITED)[tokens.ids]
    dated = near(is_date, texts, before=10, after=4)
    return dated | near(is_credit, texts, before=15, after=8)


def _is_year(word: str) -> bool:
    return _YEAR.fullmatch(word) is not None


def _is_day(word: str) -> bool:
    return _DAY.fullmatch(word) is not None
