"""From a claim to a finding: its number, the range of that, and how strong it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from mediakit.results.claim import Claim
from mediakit.results.finding import COUNTED, ESTIMATED, TESTED, Finding, key_in_words
from mediakit.tables import Heading, heading_of

__all__ = ["by_sentence", "finding_of"]

_COUNTS = "n_articles"
_SAYS_RANGE = "95% range"
_NAMES = 4  # columns at the front of a table that may name its rows


def by_sentence(claims: Iterable[Claim]) -> dict[str, list[Any]]:
    """Return the keys of each sentence that claims something."""
    keys: dict[str, list[Any]] = {}
    for claim in claims:
        keys.setdefault(claim.sentence, []).append(claim.key)
    return keys


def finding_of(
    sentence: str,
    keys: list[Any],
    table: pd.DataFrame,
    headings: Mapping[str, Heading],
) -> Finding:
    """Return a finding with the number of its first key, if the sentence names that.

    Parameters
    ----------
    sentence : str
        What is found.
    keys : list
        What `examples` takes for the evidence.
    table : DataFrame
        The numbers of the result; its first columns name the rows.
    headings : mapping of str to Heading
        Headings that only this result has; their form is that of the number.
    """
    strength = COUNTED
    if _SAYS_RANGE in sentence:
        strength = ESTIMATED
    finding = Finding(sentence, tuple(keys), strength=strength)
    first = keys[0]
    name = key_in_words(first).split(" · ")[0]
    rows = _rows_of(table, first)
    if name not in sentence or rows.empty:
        return finding
    return Finding(sentence, tuple(keys), **_number_of(rows, headings))


def _number_of(rows: pd.DataFrame, headings: Mapping[str, Heading]) -> dict[str, Any]:
    """Return the number of the first row, its range and its unit."""
    row = rows.iloc[0]
    strength = COUNTED
    if "q" in rows and pd.notna(row["q"]):
        strength = TESTED
    names = list(rows.columns)
    has_range = {"low", "high"} <= set(names)
    place = 0
    if has_range:
        place = names.index("low")
    if not place:
        return {"strength": strength} | _count_of(row)
    value = names[place - 1]
    if pd.isna(row[value]):
        return {"strength": strength}
    if strength == COUNTED and pd.notna(row["low"]):
        strength = ESTIMATED
    number: dict[str, Any] = {"strength": strength}
    number["value"] = float(row[value])
    number["unit"] = heading_of(value, rows[value], {}, headings).form
    for end in ("low", "high"):
        if pd.notna(row[end]):
            number[end] = float(row[end])
    return number


def _count_of(row: pd.Series) -> dict[str, Any]:
    if _COUNTS not in row.index or pd.isna(row[_COUNTS]):
        return {}
    return {"value": float(row[_COUNTS]), "unit": "count"}


def _rows_of(table: pd.DataFrame, key: Any) -> pd.DataFrame:
    """Return the rows of a key: of a pair, those with both."""
    parts = [key]
    if isinstance(key, tuple):
        parts = list(key)
    rows = table
    for part in parts:
        has = pd.Series(False, index=rows.index)
        for name in rows.columns[:_NAMES]:
            has |= rows[name].astype(object) == part
        rows = rows[has]
    return rows
