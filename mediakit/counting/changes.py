"""From when on was more published, or a subject mentioned more often: the dates at which a level changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from mediakit.charts import Chart, line_chart, note_chart
from mediakit.checks import FREQUENCIES, PERIODS, as_day, as_list, one_of, period_start
from mediakit.context import Quotes, quote_sentences, quote_titles
from mediakit.counting.counted import PANELS, cut_edges, joined, p_in_words, period_name
from mediakit.counting.counts import count_articles
from mediakit.counting.shares import share_mentioning
from mediakit.counting.shifts import ALPHA, Series, Shift, find_all_shifts, level_ranges
from mediakit.results import Result, count_of, source_line
from mediakit.tokens import FIELDS
from mediakit.uncertainty import stable

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Changes", "find_changes"]

_SIDES = [f"{side}{bound}" for side in ("before", "after") for bound in ("", "_low", "_high")]


@dataclass(frozen=True, repr=False)
class Changes(Result):
    """From which dates on a level differs from the one before.

    Attributes
    ----------
    numbers : DataFrame
        A row a group and period: what was counted, and `since`, `level`, `low`, `high` of the level it is part of.
    changes : DataFrame
        What `table` returns.
    """

    numbers: pd.DataFrame
    changes: pd.DataFrame
    by: tuple[str, ...]
    freq: str
    query: str | None
    fields: tuple[str, ...]
    set_aside: str

    def table(self) -> pd.DataFrame:
        """Return a row a change.

        Returns
        -------
        DataFrame
            The columns of `by`, `date` (the first day of the first period of the new level), last_before (that of the
            last period of the old level: whatever lies between has no articles), before, before_low, before_high,
            after, after_low, after_high (the levels, in independent articles a period or as a share, with their 95 %
            ranges), ratio (after / before), p (that a series without a change shows a cut as clear; two that make up a
            wave share theirs) and, with `by`, q (Benjamini and Hochberg over the series), which then decides.
        """
        return self.changes.copy()

    def levels(self) -> pd.DataFrame:
        """Return a row a level: the columns of `by`, since, until (first days of periods), n_periods, level, low,
        high."""
        kept = self.numbers[self.numbers["since"].notna()]
        keys = [*self.by, "since", "level", "low", "high"]
        found = kept.groupby(keys, sort=True, dropna=False)["date"].agg(until="max", n_periods="size").reset_index()
        return found[[*self.by, "since", "until", "n_periods", "level", "low", "high"]]

    @property
    def _value(self) -> str:
        return "n_independent" if self.query is None else "share"

    def _name(self, level: float) -> str:
        return f"{level:.3g}" if self.query is None else f"{level:.1%}"

    def _subject(self) -> str:
        return "Articles published" if self.query is None else f"Articles that mention {self.query}"

    def method(self) -> str:
        """Say how changes were looked for, what the error rate is, and what cannot be seen."""
        what = "independent articles" if self.query is None else "the share of articles"
        per = PERIODS[self.freq]
        days = " Weekdays were allowed for." if self.freq == "D" else ""
        n = _tested(self.numbers, self.by)
        family = f" in any of {n:,} series" if n > 1 else ""
        rate = f" Of the series said to have one, at most {ALPHA:.0%} have none." if n > 1 else ""
        return (
            f"Changes in the level of {what} a {per} ({self._subject()}) were looked for by cutting the series in two, "
            "or a stretch out of it, and comparing the best cut with that of simulated series without a change and of "
            f"like autocorrelation.{days} Without a change, any is found{family} in at most {ALPHA:.0%} of cases.{rate}"
            f" Left out are {per}s without articles, so that a level is that of the others, and those cut where the "
            f"table, or a series, begins or ends. Levels shorter than {_least(self.freq)} {per}s are not seen, a slow "
            f"trend may show as steps, and a change in what was collected looks like one in what was "
            f"published.{self.set_aside}"
        )

    def answer(self) -> str:
        """Say in a few sentences when the level changed, and from what to what."""
        if self.reason:
            return self.reason
        n = len(self.changes)
        if not n:
            return "No change of level was found. That does not show that there was none: small or brief ones hide."
        unit = f" articles a {PERIODS[self.freq]}" if self.query is None else ""
        parts = []
        for row in self.changes.head(3).to_dict("records"):
            group = f"in {' and '.join(str(row[name]) for name in self.by)} " if self.by else ""
            after, low, high, before = (self._name(row[x]) for x in ("after", "after_low", "after_high", "before"))
            sure = p_in_words(row["q"]).replace("p", "q") if self.by else p_in_words(row["p"])
            parts.append(
                f"{group}from {self._beginning(row)} on {after}{unit} "
                f"(95 % range {low} to {high}) instead of {before} ({sure})"
            )
        more = f" The other {n - 3:,} stand in the table." if n > 3 else ""
        subject = "" if self.query is None else f" in the share of articles that mention {self.query}"
        return f"{count_of(n, 'change')} of level{subject}: {'; '.join(parts)}.{more}"

    def _beginning(self, row: Mapping[Any, Any]) -> str:
        """Return when a level began: a period, or somewhere in a hole before it."""
        first, last = (period_name(row[name], self.freq) for name in ("date", "last_before"))
        later = row["last_before"].to_period(FREQUENCIES[self.freq]) + 1
        if later.start_time == row["date"]:
            return first
        return f"a date between {last} and {first} (no articles lie between)"

    def plot(self, ax: Axes | None = None, *, events: Mapping[Any, str] | None = None) -> Chart:
        """Draw the series with its levels and their ranges, a broken line at each change, and events if given."""
        title = f"{self._subject()}, by {' and '.join([*self.by, PERIODS[self.freq]])}: where the level changes"
        source = source_line(self.evidence, self.numbers)
        if self.reason:
            return note_chart(title, self.reason, source).on(ax)
        data, panel = joined(self.numbers, self.by)
        if panel is not None:
            most = joined(self.changes, self.by)[0].groupby(panel)["p"].min()
            order = data.groupby(panel)["n_articles"].sum().rename("n").reset_index()
            order = order.assign(p=order[panel].map(most)).sort_values(["p", "n", panel], ascending=[True, False, True])
            groups = order[panel].head(PANELS).tolist()
            if len(order) > PANELS:
                source = f"{len(groups)} of {len(order)} are shown, those with a change first. {source}"
            rank = {name: n for n, name in enumerate(groups)}
            data = data[data[panel].isin(groups)].assign(_order=data[panel].map(rank))
            data = data.sort_values(["_order", "date"], kind="stable")
        wanted = [*self.by, panel, "date", self._value, "since", "level", "low", "high", "partial"]
        data = data[[name for name in dict.fromkeys(wanted) if name in data.columns]]
        axis = f"articles a {PERIODS[self.freq]}" if self.query is None else "share of articles"
        words = {"title": title, "source": f"{source} Thick: levels.{cut_edges(self.numbers, self.freq)}"}
        return line_chart(data, value=self._value, axis=axis, panel=panel, events=events, **words).on(ax)

    def example_keys(self) -> list[Any]:
        """Return the groups, or else the first days of the levels."""
        if self.by:
            return joined(self.numbers, self.by)[0].iloc[:, 0 if len(self.by) == 1 else -1].drop_duplicates().tolist()
        return self.numbers["since"].dropna().drop_duplicates().tolist() or [None]

    def examples(self, key: object = None, *, date: object = None, n: int = 3) -> Quotes:
        """Return articles of a group, or of the level that begins on a date, or of both: titles, or sentences that
        match the query."""
        numbers, panel = joined(self.numbers, self.by)
        rows, names = joined(self.evidence.articles, self.by)[0], []
        if not self.by and date is None:
            key, date = None, key
        if key is not None and panel is not None:
            one_of(panel, key, numbers[panel].unique())
            rows, numbers = rows[rows[panel] == key], numbers[numbers[panel] == key]
            names.append(str(key))
        if date is not None:
            since = period_start(pd.Series([as_day(date)]), self.freq).iloc[0]
            known = numbers["since"].dropna().dt.strftime("%Y-%m-%d").unique()
            one_of("level that begins on", f"{since:%Y-%m-%d}", known)
            later = numbers.loc[numbers["since"] > since, "since"].min()
            rows = rows[(rows["date"] >= since) & ~(rows["date"] >= later)]
            names.append(f"since {since:%Y-%m-%d}")
        if self.query is None:
            return quote_titles(rows, n=n, group=", ".join(names))
        return quote_sentences(rows, self.query, n=n, fields=self.fields, group=", ".join(names))


def find_changes(
    articles: pd.DataFrame,
    query: str | None = None,
    *,
    by: str | Sequence[str] | None = None,
    freq: str = "W",
    fields: str | Sequence[str] = FIELDS,
    reprints: str = "collapse",
    random_state: int = 0,
) -> Changes:
    """Find the dates from which on more, or less, was published, or a subject mentioned more or less often.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    query : str, optional
        Look for changes in the share of articles that match, as `share_mentioning` counts it; by default in the
        number of independent articles. For the number that match, ask for the share: it is not moved by how much
        is published, or collected, in all.
    by : str or list of str, optional
        Columns to group by, such as 'outlet': a series each, and one rate of false discoveries for all.
    freq : {'D', 'W', 'M', 'Q', 'Y', 'auto'}, default 'W'
        The periods. Twelve whole ones with articles are needed, and 21 days.
    fields : str or sequence of str, default ('title', 'text')
        The columns to look in.
    reprints : {'collapse', 'keep', 'weight'}
        Count the rows of one `reprint_group` once within a group and period, each, or as one unit shared.
    random_state : int, default 0
        Seed of the simulated series.

    Returns
    -------
    Changes
        `table()` has a row a change, `levels()` a row a level; `examples(date=...)` the articles of a level.

    Raises
    ------
    UnknownValue
        Where `freq` or `reprints` is none of those named, or 'date' stands in `by`.
    BadQuery
        Where the query cannot be read.

    Notes
    -----
    The square roots of the counts (the arcsines of the roots of the shares, weighted by their articles), as normal
    scores, less the effects of weekdays for days, are cut in two, and a stretch is cut out of them, wherever the parts
    are four periods long or more (seven days). The best cut is compared with that of simulated series (Gaussian AR(1)
    plus noise) that leave a like autocorrelation, and the parts are searched again while p is .05 or less.
    `benchmarks/changes.py` measures the false alarms on overdispersed, autocorrelated counts.

    The autocorrelation is taken to fade: a trend, the round of the seasons, or waves longer than a third of the series
    are changes of level to this method. It says nothing of causes. Single periods far above their neighbours are no
    change of level. Periods without articles are left out, so that a silence cannot be seen either.

    Among many series it is q that must be .05 or less: of the series said to have a change at most 5 % have none, and
    where none has one, any is found in at most 5 % of cases.

    References
    ----------
    Olshen, Venkatraman, Lucito and Wiper (2004), Biostatistics 5:557, doi:10.1093/biostatistics/kxh008 (cutting out a
    stretch); Vostrikova (1981), Soviet Mathematics Doklady 24:55 (binary segmentation); Anscombe (1948), Biometrika
    35:246, doi:10.1093/biomet/35.3-4.246 (square roots of counts); Benjamini and Hochberg (1995),
    doi:10.1111/j.2517-6161.1995.tb02031.x; Benjamini and Bogomolov (2014), JRSS B 76:297, doi:10.1111/rssb.12028 (parts
    of the series found).

    Examples
    --------
    >>> import mediakit as mk
    >>> changes = mk.find_changes(mk.load_demo_articles(), freq="D")
    >>> int(changes.levels()["n_periods"].sum())  # of 54 days, 8 without an article
    46
    """
    one_of("freq", freq, [*PERIODS, "auto"])
    options: Any = {"by": by, "freq": freq, "reprints": reprints}
    counted = (
        count_articles(articles, **options)
        if query is None
        else share_mentioning(articles, query, fields=fields, **options)
    )
    numbers, names = counted.numbers.drop(columns=["low", "high"], errors="ignore"), tuple(as_list(by))
    unit = counted.freq or freq
    groups = [part for _, part in numbers.groupby(list(names), sort=True)] if names else [numbers]
    least = _least(unit)
    whole = [part.loc[~part["gap"] & ~part["partial"]] for part in groups]
    tested = [part for part in whole if len(part) >= 3 * least]
    series = [_series_of(part, unit, query is None) for part in tested]
    shifts = find_all_shifts(series, random_state=random_state)
    found = [_levels_of(*each) for each in zip(tested, series, shifts, strict=True)]
    columns = ["since", "level", "low", "high", "_p", "_q"]
    kept = pd.concat([part[columns] for part in found]) if found else pd.DataFrame(columns=columns, dtype=float)
    numbers = numbers.join(kept).assign(since=lambda table: pd.to_datetime(table["since"]).astype("datetime64[us]"))
    short = len(groups) - len(tested)
    aside = f" {short:,} of {len(groups):,} series have too few whole {PERIODS[unit]}s with articles." if short else ""
    reason = counted.reason
    if not reason and not tested:
        reason = _too_few(unit)
        aside = ""
    changes = _table(numbers, names)
    numbers = numbers.drop(columns=["_p", "_q"])
    words = tuple(as_list(fields))
    return Changes(counted.evidence, reason, numbers, changes, names, unit, query, words, counted.set_aside + aside)


def _least(freq: str) -> int:
    """Return how many periods a level must last: four, or a week of days."""
    return 7 if freq == "D" else 4


def _too_few(freq: str) -> str:
    shorter = list(PERIODS)[: list(PERIODS).index(freq)]
    hint = f" Try shorter periods: freq='{shorter[-1]}'." if shorter else ""
    return f"Fewer than {3 * _least(freq)} whole {PERIODS[freq]}s with articles: too few to look for a change.{hint}"


def _tested(numbers: pd.DataFrame, by: tuple[str, ...]) -> int:
    held = numbers[numbers["since"].notna()]
    return len(held[list(by)].drop_duplicates()) if by else int(len(held) > 0)


def _series_of(part: pd.DataFrame, freq: str, is_count: bool) -> Series:
    """Return the periods of one group as the series that is searched."""
    hits, totals = (part["n_independent" if is_count else "n_mentioning"], None if is_count else part["n_independent"])
    return Series(
        hits.to_numpy(dtype=np.float64),
        None if totals is None else totals.to_numpy(dtype=np.float64),
        part["date"].dt.day_of_week.to_numpy(dtype=np.int64) if freq == "D" else None,
        _least(freq),
    )


def _levels_of(part: pd.DataFrame, series: Series, shifts: list[Shift]) -> pd.DataFrame:
    """Return the periods of one series with the level each is part of, and the p of the change that began it."""
    places = [shift.at for shift in shifts]
    level, low, high = level_ranges(series, places)
    of_period = np.searchsorted(places, np.arange(len(part)), side="right")
    began = part["date"].to_numpy()[[0, *places]]
    p, q = (np.array([np.nan, *values]) for values in ([shift.p for shift in shifts], [shift.q for shift in shifts]))
    bounds = {"level": level, "low": low, "high": high, "_p": p, "_q": q}
    return part.assign(since=began[of_period], **{name: stable(values)[of_period] for name, values in bounds.items()})


def _table(numbers: pd.DataFrame, by: tuple[str, ...]) -> pd.DataFrame:
    """Return a row a change: the level that begins there beside the one before."""
    levels = numbers[numbers["since"].notna()].drop_duplicates([*by, "since"])
    before = levels.groupby(list(by), sort=True)[["level", "low", "high"]].shift() if by else None
    before = levels[["level", "low", "high"]].shift() if before is None else before
    kept = numbers[numbers["since"].notna()]
    last = kept.groupby(list(by))["date"].shift() if by else kept["date"].shift()
    names = [*by, "date", "last_before", *_SIDES, "ratio", "p", *(["q"] if by else [])]
    began = dict(zip(_SIDES[:3], (before[name] for name in before.columns), strict=True))
    ended = dict(zip(_SIDES[3:], (levels[name] for name in before.columns), strict=True))
    ratio = stable(levels["level"] / before["level"].where(before["level"] > 0))
    levels = levels.assign(date=levels["since"], last_before=last.loc[levels.index])
    table = levels.assign(**began, **ended, ratio=ratio, p=levels["_p"], q=levels["_q"])
    return table.loc[table["p"].notna(), names].reset_index(drop=True)
