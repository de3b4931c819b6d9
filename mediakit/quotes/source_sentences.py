"""What the answer of counted sources says."""

from __future__ import annotations

import pandas as pd

from mediakit.independence import SMALL_SAMPLE
from mediakit.wording import capitalised, join_names, noun_of_groups, percents

__all__ = ["OVERALL", "answer_in_words"]

#: How the sentence on all articles begins.
OVERALL = "Of what is quoted or reported"

_NAMED = 3
_KINDS = {
    "named person": "named persons",
    "role": "people known by their role alone",
    "organisation": "organisations",
    "document": "documents",
    "anonymous": "anonymous sources",
    "other media": "other media",
    "unresolved": "sources that could not be told",
}


def answer_in_words(
    numbers: pd.DataFrame,
    overall: pd.DataFrame,
    by: tuple[str, ...],
    freq: str | None,
    of: str,
) -> str:
    """Say how much of the quotations each source has, and which group stands out."""
    said = _overall(overall, of)
    if not by or freq is not None:
        return said
    return f"{said} {_standing_out(numbers, by, of)}"


def _overall(overall: pd.DataFrame, of: str) -> str:
    """Say what shares of the quotations the largest sources have."""
    known = overall.dropna(subset="share_of_quotations")
    if known.empty:
        return "No quotation was found."
    ranked = known.sort_values(
        ["share_of_quotations", "source"], ascending=[False, True], kind="stable"
    ).head(_NAMED)
    parts = []
    for row in ranked.itertuples():
        share, low, high = percents(
            row.share_of_quotations, row.quotations_low, row.quotations_high
        )
        parts.append(f"{share} comes from {_name(row.source, of)} ({low} to {high})")
    return f"{OVERALL}, {join_names(parts)} (95% ranges)."


def _standing_out(
    numbers: pd.DataFrame,
    by: tuple[str, ...],
    of: str,
) -> str:
    """Say which group has a source in more of its articles than every other, if ranges allow."""
    best: tuple[float, str] | None = None
    nouns = noun_of_groups(by)
    large = numbers[~numbers["small_sample"]]
    for source, rows in large.groupby("source", sort=False):
        if len(rows) < 2:
            continue
        ordered = rows.sort_values("share", ascending=False, kind="stable")
        first, others = ordered.iloc[0], ordered.iloc[1:]
        gap = float(first["low"] - others["high"].max())
        if gap > 0 and (best is None or gap > best[0]):
            share, low, high = percents(first["share"], first["low"], first["high"])
            group = ", ".join(str(first[name]) for name in by)
            who = capitalised(_name(source, of))
            where = f"{group} ({share}, {low} to {high})"
            said = f"{who} are in a larger share of the articles of {where} than of any other."
            best = (gap, said)
    if best is not None:
        return best[1]
    if large.empty:
        return f"No {noun_of_groups(by, 1)} has {SMALL_SAMPLE} independent articles to be compared."
    return f"No source clearly sets one of the {nouns} apart from the others."


def _name(source: object, of: str) -> str:
    if of == "kind":
        return _KINDS.get(str(source), str(source))
    return str(source)
