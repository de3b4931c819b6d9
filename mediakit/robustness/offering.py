"""Which choices can be made of a comparison, and why others cannot."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from mediakit.comparing.settings import ARTICLE
from mediakit.independence import ORIGINS, REPRINTS, is_of_origin
from mediakit.periods import period_start
from mediakit.robustness.levels import AGENCY, CALENDAR, Level
from mediakit.robustness.levels import REPRINTS as OF_REPRINTS
from mediakit.robustness.material import Material
from mediakit.wording import PERIOD_NOUNS

__all__ = ["Offer", "offer_agency", "offer_calendar", "offer_reprints"]

_COPY = "agency"
_REPRINTS: Mapping[str, tuple[str, str]] = {
    "collapse": ("each text once a side", "if a text counts once a side"),
    "keep": ("each reprint counts", "if each reprint counts"),
    "weight": ("reprints share one unit", "if the reprints of a text share one unit"),
}
_CALENDAR = (None, "M", "W")


@dataclass(frozen=True, eq=False)
class Offer:
    """The levels of a part, that of the original comparison first, and what cannot be chosen.

    Attributes
    ----------
    levels : list of Level
        At least that of the original comparison.
    lacking : list of str
        What cannot be chosen, and why, as the parts of a list.
    """

    levels: list[Level]
    lacking: list[str] = field(default_factory=list)


def offer_reprints(material: Material) -> Offer:
    """Return the three ways to count reprints, if there are any within a side."""
    original = material.question.settings.reprints
    ways = [original, *(way for way in REPRINTS if way != original)]
    levels = [Level(OF_REPRINTS, *_REPRINTS[way], {"reprints": way}) for way in ways]
    if "reprint_group" not in material.table.columns:
        return Offer(levels[:1], ["how reprints are counted (they were not marked)"])
    if not _has_reprints(material):
        return Offer(levels[:1], ["how reprints are counted (no side has a text twice)"])
    return Offer(levels)


def _has_reprints(material: Material) -> bool:
    texts = material.table["reprint_group"].reset_index(drop=True)
    return any(texts[side].dropna().duplicated().any() for side in material.sides)


def offer_agency(material: Material) -> Offer:
    """Return the comparison with and without agency copy."""
    original = material.question.settings.origin
    base = original or tuple(ORIGINS)
    without = tuple(kind for kind in base if kind != _COPY)
    is_out = _COPY not in base
    all_in = original
    if is_out:
        all_in = (*base, _COPY)
    has_copy = Level(AGENCY, "agency copy in", "with agency copy", {"origin": all_in})
    no_copy = Level(AGENCY, "agency copy out", "without agency copy", {"origin": without})
    levels = [has_copy, no_copy]
    if is_out:
        levels.reverse()
    if "origin" not in material.table.columns:
        reason = "agency copy (the articles do not say whose text they are: use prepare_articles)"
        return Offer([Level(AGENCY, "all texts", "")], [reason])
    if not without:
        return Offer(levels[:1], ["agency copy (only agency copy is compared)"])
    is_copy = is_of_origin(material.table, _COPY)
    if not any((side & is_copy).any() for side in material.sides):
        return Offer(levels[:1], ["agency copy (neither side has any)"])
    return Offer(levels)


def offer_calendar(material: Material) -> Offer:
    """Return the comparison over all days, within months and within weeks, as far as the dates
    allow it."""
    settings = material.question.settings
    original = _calendar_level(settings.within)
    reason = _why_no_calendar(material)
    if reason:
        return Offer([original], [f"the calendar ({reason})"])
    levels = [original]
    for within in _CALENDAR:
        if within != settings.within:
            levels.append(_calendar_level(within))
    return Offer(levels)


def _why_no_calendar(material: Material) -> str:
    """Say why articles cannot be compared within months and weeks; nothing if they can."""
    settings = material.question.settings
    if material.question.groups.by == "period":
        return "two periods share no weeks"
    if settings.unit != ARTICLE:
        return f"articles with the same {settings.unit} count as one"
    if settings.within is not None and settings.within not in PERIOD_NOUNS:
        return f"articles are compared within the same {settings.within} as it is"
    if "date" not in material.table.columns:
        return "the articles have no dates"
    dates = material.table["date"].reset_index(drop=True)[material.arranged.kept]
    if dates.isna().all():
        return "no article has a date"
    if _is_in_one(dates, "W"):
        return "all articles are from one week"
    return ""


def _is_in_one(dates: pd.Series, freq: str) -> bool:
    return bool(period_start(dates.dropna(), freq).nunique() <= 1)


def is_in_one_month(material: Material) -> bool:
    """Whether all dated articles of the sides are from one month."""
    dates = material.table["date"].reset_index(drop=True)[material.arranged.kept]
    return _is_in_one(dates, "M")


def _calendar_level(within: str | None) -> Level:
    settings = {"within": within}
    if within is None:
        return Level(CALENDAR, "any date", "if the calendar is ignored", settings)
    noun = PERIOD_NOUNS.get(within, within)
    clause = f"if only articles from the same {noun} are compared"
    return Level(CALENDAR, f"same {noun}", clause, settings)
