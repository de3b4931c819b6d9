"""Whether an outlet has a fault: more articles show it than sound articles would, or a stretch of
its days does."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import binom

from mediakit.arrays import Flags, Longs
from mediakit.inspecting.lengths import is_piled_up
from mediakit.inspecting.signs import Signs
from mediakit.inspecting.stretches import Stretch, densest_stretch

__all__ = ["FaultFound", "decide_faults"]

#: The faults that several signs show; the sign of the most articles speaks for them.
_WHAT = {"unfinished": "cut", "length": "cut"}
#: The share of sound articles that show a sign. Signs that are not here show a fault by themselves.
_SOUND = {"no_names": 0.35, "unfinished": 0.015}
_LEAST_SHARE = {
    "no_capitals": 0.02,
    "no_stops": 0.02,
    "same_text": 0.05,
    "cut": 0.03,
    "no_date": 0.05,
    "no_names": 0.5,
}
_ANY_SHARE = 0.01
_FEWEST, _FEW_ARTICLES = 5, 25
_FEWEST_OF_FEW, _SHARE_OF_FEW = 3, 0.2
_P = 1e-4
_BETWEEN_OUTLETS = 10  # articles that an outlet must have to be one of the others
#: Words in capitals are missing only if enough articles of other outlets have them.
_FEWEST_OTHERS, _LACKING_ELSEWHERE = 25, 0.75

_SHARE_OF_TEXTS = 0.5  # as many texts that repeat others are usual, of those of this outlet
_CHANGED = 10.0  # strength from which a fault is one of a stretch of days
_SURE = 12.0  # strength from which a stretch is a fault though sound articles may show the sign
_SHARE_OF_STRETCH = 0.5
_SHARE_IF_SURE = 0.7
_OUTSIDE = 10  # articles before and after


@dataclass(frozen=True)
class FaultFound:
    """An outlet with a fault.

    Attributes
    ----------
    outlet, fault : str
        Who has it, and its key.
    first, last : Timestamp
        The days of the articles with it; missing if they have none.
    measure, elsewhere : float
        The share of its articles in these days, and the median of the other outlets.
    rows : ndarray of int64
        The rows of the articles with it.
    for_a_time : bool
        Whether other days of the outlet are free of it, or nearly so.
    """

    outlet: str
    fault: str
    first: pd.Timestamp
    last: pd.Timestamp
    measure: float
    elsewhere: float
    rows: Longs
    for_a_time: bool = False


def decide_faults(articles: pd.DataFrame, signs: Signs) -> list[FaultFound]:
    """Return the faults of each outlet, at most one of a kind."""
    shown = signs.shown.assign(length=_piled_lengths(articles, signs))
    possible = signs.possible.assign(length=articles["text"].notna())
    found: dict[tuple[str, str], FaultFound] = {}
    outlets = articles.groupby("outlet", sort=True).indices
    for sign in shown.columns:
        shares = _shares(articles["outlet"], shown[sign], possible[sign])
        for outlet, rows in outlets.items():
            places = rows[possible[sign].to_numpy()[rows]]
            flags = shown[sign].to_numpy()[places]
            if flags.sum() < _FEWEST_OF_FEW:
                continue
            base = _sound_share(sign, signs, places)
            dates = articles["date"].iloc[places]
            stretch = densest_stretch(dates, flags)
            if not _is_fault(sign, flags, base, stretch):
                continue
            others = shares.drop(outlet, errors="ignore")
            elsewhere = others["share"].median()
            if sign == "no_names" and not _others_have_names(others, elsewhere, stretch):
                continue
            if sign == "same_text" and elsewhere >= _SHARE_OF_TEXTS * flags.mean():
                continue  # news in brief, and invented articles, are alike everywhere
            fault = _described(outlet, sign, places, flags, dates, stretch, elsewhere)
            key = (outlet, fault.fault)
            if key not in found or len(found[key].rows) < len(fault.rows):
                found[key] = fault
    return list(found.values())


def _piled_lengths(articles: pd.DataFrame, signs: Signs) -> Flags:
    piled = np.zeros(len(articles), dtype=bool)
    is_first = ~articles.duplicated(["outlet", "text"]).to_numpy()
    for rows in articles.groupby("outlet", sort=True).indices.values():
        places = rows[is_first[rows]]
        piled[places] = is_piled_up(signs.n_characters[places], signs.ends_open[places])
    return piled


def _shares(outlets: pd.Series, shown: pd.Series, possible: pd.Series) -> pd.DataFrame:
    """Return the share of articles with the sign, and their number, of each outlet that has enough
    of them."""
    grouped = shown[possible].groupby(outlets[possible])
    table = pd.DataFrame({"share": grouped.mean(), "n": grouped.size()})
    return table[table["n"] >= _BETWEEN_OUTLETS]


def _others_have_names(
    others: pd.DataFrame,
    elsewhere: float,
    stretch: Stretch | None,
) -> bool:
    """Say whether words in capitals are to be expected: the other outlets, or days, have them."""
    if stretch is not None and _is_sure(stretch):
        return True
    with_names = others[others["share"] <= _LACKING_ELSEWHERE]
    is_usual = elsewhere <= _LACKING_ELSEWHERE
    return is_usual and int(with_names["n"].sum()) >= _FEWEST_OTHERS


def _sound_share(sign: str, signs: Signs, places: Longs) -> float:
    """Return the share of articles that would show a sign if nothing were wrong.

    An outlet whose articles have one word in capitals or two has many that have none. Numbers that
    fall off by the same factor (a geometric distribution) say how many, from the median of those
    that have some.
    """
    base = _SOUND.get(sign, 0.0)
    if sign != "no_names":
        return base
    numbers = signs.n_names[places]
    some = numbers[numbers > 0]
    if not len(some):
        return base
    return float(max(base, 1 - 0.5 ** (1 / np.median(some))))


def _is_fault(
    sign: str,
    flags: Flags,
    base: float,
    stretch: Stretch | None,
) -> bool:
    if stretch is not None and sign in _SOUND and _is_sure(stretch):
        return True
    k, n = int(flags.sum()), len(flags)
    if n < _FEW_ARTICLES:
        enough = k >= _FEWEST_OF_FEW and k >= _SHARE_OF_FEW * n
    else:
        enough = k >= _FEWEST and k >= _LEAST_SHARE.get(sign, _ANY_SHARE) * n
    if not enough or not base:
        return enough
    return bool(binom.sf(k - 1, n, base) < _P)


def _is_sure(stretch: Stretch) -> bool:
    is_long = min(stretch.n_articles, stretch.n_outside) >= _OUTSIDE
    return is_long and stretch.strength >= _SURE and stretch.share >= _SHARE_IF_SURE


def _described(
    outlet: str,
    sign: str,
    places: Longs,
    flags: Flags,
    dates: pd.Series,
    stretch: Stretch | None,
    elsewhere: float,
) -> FaultFound:
    """Return the fault with its days: those of a stretch if most days are free of it."""
    known = dates[flags].dropna()
    first, last = known.min(), known.max()
    measure = float(flags.mean())
    for_a_time = stretch is not None and _is_stretch(stretch, int(flags.sum()))
    if stretch is not None and for_a_time:
        first, last = stretch.first, stretch.last
        measure = stretch.share
        flags = flags & dates.between(first, last).to_numpy()
    fault = _WHAT.get(sign, sign)
    return FaultFound(outlet, fault, first, last, measure, elsewhere, places[flags], for_a_time)


def _is_stretch(stretch: Stretch, n_shown: int) -> bool:
    """Say whether a stretch has nearly all articles with the fault, and days without it beside."""
    is_most = stretch.n_shown >= 0.8 * n_shown or stretch.strength >= _SURE
    is_dense = stretch.share >= _SHARE_OF_STRETCH
    return is_most and is_dense and stretch.n_outside >= _OUTSIDE and stretch.strength >= _CHANGED
