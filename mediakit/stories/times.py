"""When each outlet first came to a story with an article of its own, and how exactly that is known."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import stats

from mediakit.independence import Evidence, gather_evidence
from mediakit.stories.order import in_order, require_story, settled
from mediakit.stories.own import OWN, mark_origins
from mediakit.uncertainty import LEVEL, stable
from mediakit.wording import count_of

__all__ = ["DAY", "UNITS", "Arrivals", "arrivals_of", "between", "median_interval", "microseconds"]

#: Microseconds, in which times are compared; what a table shows them in, and what that unit is.
DAY = 86_400_000_000
UNITS = {"hours": DAY // 24, "days": DAY}

Floats = npt.NDArray[np.float64]
Longs = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Arrivals:
    """The first own article of each outlet in each story.

    Attributes
    ----------
    table : DataFrame
        story, outlet, article_id, date, published_at, title, day and instant (microseconds), timed (whether the time is
        known of every own article of the outlet in the story).
    evidence : Evidence
        All articles.
    set_aside : str
        What was not compared, in a sentence.
    """

    table: pd.DataFrame
    evidence: Evidence
    set_aside: str


def arrivals_of(articles: pd.DataFrame) -> Arrivals:
    """Return when each outlet came to each story, reprints set aside."""
    told = settled(articles)
    require_story(told)
    evidence = gather_evidence(told, reprints="keep")
    rows = mark_origins(evidence.articles())
    named = rows[["outlet", "date", "story"]].notna().all(axis=1)
    own = rows["origin"] == OWN
    parts = [
        (named & ~own, "that an outlet did not write itself"),
        (~named, "without an outlet, a date or a story"),
    ]
    counts = [f"{count_of(n, 'article')} {what}" for part, what in parts if (n := int(part.sum()))]
    unclear = [
        _began_with(part, rows) for part in (rows["origin"] == "same text", rows["outlet"].isna())
    ]
    what = "one text in several outlets", "an article of no known outlet"
    counts += [
        f"{count_of(len(stories), 'story')} that began with {text}"
        for stories, text in zip(unclear, what, strict=True)
        if stories
    ]
    set_aside = f"Set aside: {' and '.join(counts)}." if counts else ""
    keys = ["story", "outlet"]
    rows = in_order(rows.loc[named & own & ~rows["story"].isin(set().union(*unclear))], keys)
    rows = rows.assign(
        day=microseconds(rows["date"]),
        instant=microseconds(rows["published_at"]),
        timed=rows["published_at"].notna(),
    )
    firsts = rows.drop_duplicates(keys).set_index(keys)
    firsts = firsts.assign(timed=rows.groupby(keys)["timed"].all()).reset_index()
    shown = [*keys, "article_id", "date", "published_at", "title", "day", "instant", "timed"]
    note = evidence.note if "not checked" in evidence.note else ""
    firsts = firsts[shown].sort_values(keys, ignore_index=True)
    return Arrivals(firsts, replace(evidence, note=note), set_aside)


def _began_with(part: pd.Series, rows: pd.DataFrame) -> set[str]:
    """Return the stories with an article of the part on their first day: nobody is known to be first there."""
    first = rows.groupby("story")["date"].transform("min")
    return set(rows.loc[part & (rows["date"] == first), "story"])


def microseconds(times: pd.Series) -> Longs:
    """Return times as microseconds since 1970, 0 where one is missing: nothing may look at it there."""
    naive = pd.to_datetime(times, utc=True).dt.tz_localize(None)
    return naive.fillna(pd.Timestamp(0)).to_numpy().astype("datetime64[us]").astype(np.int64)


def between(
    days: Longs, instants: Longs, timed: npt.NDArray[np.bool_]
) -> tuple[Longs, Longs, Longs]:
    """Return differences of time in microseconds: as measured, the least that is possible, and the most.

    Where the times are known they are all the same; where only the days are, two articles d days apart by date may be
    anything from d - 1 to d + 1 days apart.
    """
    return (
        np.where(timed, instants, days),
        np.where(timed, instants, days - DAY),
        np.where(timed, instants, days + DAY),
    )


def median_interval(values: Floats) -> tuple[float, float, float]:
    """Return the median and its range by the binomial distribution of ranks, whatever the values are spread like.

    (Conover, Practical Nonparametric Statistics, 1999, 3.2.) Below six values there is none.
    """
    ordered = np.sort(values)
    n = len(ordered)
    middle = float(stable(np.median(ordered))) if n else np.nan
    rank = int(stats.binom.ppf((1 - LEVEL) / 2, n, 0.5)) if n else 0
    if not rank:
        return middle, np.nan, np.nan
    return middle, float(stable(ordered[rank - 1])), float(stable(ordered[n - rank]))
