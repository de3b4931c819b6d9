"""When each outlet first had an article of its own in a story, and how exactly that is known."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy import stats

from mediakit.arrays import Flags, Floats, Longs
from mediakit.cleaning.origins import with_origins
from mediakit.independence import WRITTEN, Evidence, gather_evidence
from mediakit.stories.prepared import by_time, prepare_rows, require_story
from mediakit.uncertainty import LEVEL, stable
from mediakit.wording import choose, count_of, join_names

__all__ = [
    "DAY",
    "UNITS",
    "Arrivals",
    "arrivals_of",
    "median_interval",
    "microseconds",
    "possible_lags",
]

#: Times are compared in microseconds. A table shows them in hours or days.
DAY = 86_400_000_000
UNITS = {"hours": DAY // 24, "days": DAY}

_COLUMNS = [
    "story",
    "outlet",
    "article_id",
    "date",
    "published_at",
    "title",
    "day",
    "instant",
    "timed",
    "n_own",
    "n_same_day",
    "n_same_time",
]


@dataclass(frozen=True)
class Arrivals:
    """The first own article of each outlet in each story.

    Attributes
    ----------
    table : DataFrame
        story, outlet, article_id, date, published_at, title, day and instant (microseconds), timed
        (whether the time is known of every own article of the outlet in the story), n_own (how many
        it has there), n_same_day and n_same_time (how many of them have the date and the time of
        the first).
    evidence : Evidence
        All articles.
    left_out : str
        What was not compared, in a sentence.
    """

    table: pd.DataFrame
    evidence: Evidence
    left_out: str


def arrivals_of(articles: pd.DataFrame) -> Arrivals:
    """Return when each outlet came to each story, reprints and agency copy left out."""
    prepared = prepare_rows(articles)
    require_story(prepared)
    evidence = gather_evidence(prepared, reprints="keep")
    rows = with_origins(evidence.articles())
    is_complete = rows[["outlet", "date", "story"]].notna().all(axis=1)
    is_own = rows["origin"].isin(WRITTEN)
    is_unclear = (rows["origin"] == "shared") & rows["origin_source"].isna() & _is_repeated(rows)
    from_one_text = _stories_begun_by(is_unclear, rows)
    from_unknown = _stories_begun_by(rows["outlet"].isna(), rows)
    left_out = _left_out(
        n_not_own=int((is_complete & ~is_own).sum()),
        n_incomplete=int((~is_complete).sum()),
        n_from_one_text=len(from_one_text),
        n_from_unknown=len(from_unknown),
    )
    has_first = ~rows["story"].isin(from_one_text | from_unknown)
    firsts = _first_articles(rows.loc[is_complete & is_own & has_first])
    note = ""
    if not evidence.reprints_checked:
        note = evidence.note
    return Arrivals(firsts, replace(evidence, note=note), left_out)


def _is_repeated(rows: pd.DataFrame) -> pd.Series:
    """Say which articles are one text with another of the table."""
    if "reprint_group" not in rows.columns:
        return pd.Series(False, index=rows.index)
    return rows["reprint_group"].duplicated(keep=False) & rows["reprint_group"].notna()


def _first_articles(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the first article of each outlet in each story."""
    keys = ["story", "outlet"]
    rows = by_time(rows, keys)
    rows = rows.assign(
        day=microseconds(rows["date"]),
        instant=microseconds(rows["published_at"]),
        timed=rows["published_at"].notna(),
    )
    firsts = rows.drop_duplicates(keys).set_index(keys)
    of_outlet = rows.groupby(keys)
    same = rows[["day", "instant"]] == of_outlet[["day", "instant"]].transform("first")
    n_same = rows[keys].assign(**same).groupby(keys).sum()
    firsts = firsts.assign(
        timed=of_outlet["timed"].all(),
        n_own=of_outlet.size(),
        n_same_day=n_same["day"],
        n_same_time=n_same["instant"],
    ).reset_index()
    return firsts[_COLUMNS].sort_values(keys, ignore_index=True)


def _stories_begun_by(is_candidate: pd.Series, rows: pd.DataFrame) -> set[str]:
    """Return the stories that have one of the candidates on their first day.

    Nobody is known to be first there.
    """
    first_day = rows.groupby("story")["date"].transform("min")
    return set(rows.loc[is_candidate & (rows["date"] == first_day), "story"])


def _left_out(
    *,
    n_not_own: int,
    n_incomplete: int,
    n_from_one_text: int,
    n_from_unknown: int,
) -> str:
    """Say in a sentence what was not compared."""
    parts = []
    if n_not_own:
        articles = count_of(n_not_own, "article")
        parts.append(f"{articles} that {choose(n_not_own, 'is', 'are')} not an outlet's own")
    if n_incomplete:
        articles = count_of(n_incomplete, "article")
        lacks = choose(n_incomplete, "lacks", "lack")
        parts.append(f"{articles} that {lacks} an outlet, a date or a story")
    if n_from_one_text:
        stories = count_of(n_from_one_text, "story")
        parts.append(f"{stories} that began with the same text in several outlets")
    if n_from_unknown:
        stories = count_of(n_from_unknown, "story")
        parts.append(f"{stories} that began with an article from an unknown outlet")
    if not parts:
        return ""
    if len(parts) <= 2:
        return f"Left out: {join_names(parts)}."
    return f"Left out: {'; '.join(parts[:-1])}; and {parts[-1]}."


def microseconds(times: pd.Series) -> Longs:
    """Return times as microseconds since 1970; a missing time is 0 and must not be used."""
    naive = pd.to_datetime(times, utc=True).dt.tz_localize(None)
    filled = naive.fillna(pd.Timestamp(0))
    return filled.to_numpy().astype("datetime64[us]").astype(np.int64)


def possible_lags(days: Longs, instants: Longs, is_timed: Flags) -> tuple[Longs, Longs, Longs]:
    """Return differences of time in microseconds: as measured, the least possible, the most.

    If the times are known, the three are the same. If only the days are, two articles d days apart
    by date may be anything from d - 1 to d + 1 days apart.
    """
    measured = np.where(is_timed, instants, days)
    least = np.where(is_timed, instants, days - DAY)
    most = np.where(is_timed, instants, days + DAY)
    return measured, least, most


def median_interval(values: Floats) -> tuple[float, float, float]:
    """Return the median and its range by the binomial distribution of ranks.

    It holds for any distribution (Conover, Practical Nonparametric Statistics, 1999, 3.2). There is
    no range for fewer than six values.
    """
    n = len(values)
    if not n:
        return np.nan, np.nan, np.nan
    ordered = np.sort(values)
    median = float(stable(np.median(ordered)))
    rank = int(stats.binom.ppf((1 - LEVEL) / 2, n, 0.5))
    if not rank:
        return median, np.nan, np.nan
    return median, float(stable(ordered[rank - 1])), float(stable(ordered[n - rank]))
