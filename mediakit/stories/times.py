"""When each outlet first came to a story with an article of its own, and how exactly that is known."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import stats

from mediakit.checks import require_columns
from mediakit.errors import ColumnMissing
from mediakit.independence import Evidence, gather_evidence
from mediakit.results import count_of
from mediakit.stories.own import OWN, mark_origins
from mediakit.uncertainty import LEVEL, stable

__all__ = ["DAY", "UNITS", "Arrivals", "arrivals_of", "between", "median_interval", "microseconds", "require_story"]

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


def require_story(articles: pd.DataFrame) -> None:
    """Raise unless the stories were found."""
    require_columns(articles, ["article_id", "outlet", "date"])
    if "story" not in articles.columns:
        raise ColumnMissing("There is no column 'story' in the articles table. Find the stories: same_story(articles).")


def arrivals_of(articles: pd.DataFrame) -> Arrivals:
    """Return when each outlet came to each story, reprints set aside."""
    require_story(articles)
    evidence = gather_evidence(articles, reprints="keep")
    rows = mark_origins(evidence.rows)
    named = rows[["outlet", "date", "story"]].notna().all(axis=1)
    own = rows["origin"] == OWN
    parts = [
        (named & ~own, "that an outlet did not write itself"),
        (~named, "without an outlet, a date or a story"),
    ]
    counts = [f"{count_of(n, 'article')} {what}" for part, what in parts if (n := int(part.sum()))]
    unclear = _began_unclear(rows.loc[named])
    if unclear:
        counts.append(f"{count_of(len(unclear), 'story')} that began with one text in several outlets")
    set_aside = f"Set aside: {' and '.join(counts)}." if counts else ""
    rows = rows.loc[named & own & ~rows["story"].isin(unclear)]
    lacking = {name: pd.NaT for name in ("published_at",) if name not in rows.columns} | (
        {} if "title" in rows.columns else {"title": None}
    )
    rows = rows.assign(**lacking).sort_values(["date", "published_at", "article_id"])
    rows = rows.assign(
        day=microseconds(rows["date"]),
        instant=microseconds(rows["published_at"]),
        timed=rows["published_at"].notna(),
    )
    keys = ["story", "outlet"]
    firsts = rows.drop_duplicates(keys).set_index(keys)
    each = rows.groupby(keys)
    firsts = firsts.assign(instant=each["instant"].min(), timed=each["timed"].all()).reset_index()
    shown = [*keys, "article_id", "date", "published_at", "title", "day", "instant", "timed"]
    note = evidence.note if "not checked" in evidence.note else ""
    firsts = firsts[shown].sort_values(keys, ignore_index=True)
    return Arrivals(firsts, replace(evidence, note=note), set_aside)


def _began_unclear(rows: pd.DataFrame) -> set[str]:
    """Return the stories whose earliest text several outlets printed on one day: nobody is known to be first there."""
    days = rows.groupby("story")["date"].min()
    same = rows.loc[rows["origin"] == "same text"].groupby("story")["date"].min()
    return set(same.index[same <= days.loc[same.index]])


def microseconds(times: pd.Series) -> Longs:
    """Return times as microseconds since 1970, 0 where one is missing: nothing may look at it there."""
    naive = pd.to_datetime(times, utc=True).dt.tz_localize(None)
    return naive.fillna(pd.Timestamp(0)).to_numpy().astype("datetime64[us]").astype(np.int64)


def between(days: Longs, instants: Longs, timed: npt.NDArray[np.bool_]) -> tuple[Longs, Longs, Longs]:
    """Return differences of time in microseconds: as measured, the least that is possible, and the most.

    Where the times are known they are all the same; where only the days are, two articles d days apart by date may be
    anything from d - 1 to d + 1 days apart.
    """
    return np.where(timed, instants, days), np.where(timed, instants, days - DAY), np.where(timed, instants, days + DAY)


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
