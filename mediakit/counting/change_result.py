"""The result of looking for changes: levels, bursts, their articles, and the sentences about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from mediakit.charts import Chart, line_chart, note_chart
from mediakit.checks import one_of
from mediakit.context import Quotes, quote_sentences, quote_titles
from mediakit.counting.counted import (
    PANELS,
    cut_edges,
    gaps_in_words,
    in_panels,
    in_period,
    joined,
    p_in_words,
    period_name,
)
from mediakit.counting.shifts import ALPHA
from mediakit.periods import FREQUENCIES, as_day, period_start
from mediakit.results import Result, count_of, groups_to_draw, source_line
from mediakit.wording import PERIOD_NOUNS as PERIODS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Changes", "least_periods"]


def least_periods(freq: str) -> int:
    """Return how many periods a level must last: four, or a week of days. What is shorter is a burst."""
    return 7 if freq == "D" else 4


@dataclass(frozen=True, repr=False)
class Changes(Result):
    """From which dates on a level differs from the one before, and what stands out of its level.

    Attributes
    ----------
    numbers : DataFrame
        A row a group and period: what was counted, `since`, `level`, `low`, `high` of the level it is part of, and
        `burst` (whether it is part of one), `stray` (whether it lies alone before or behind all others).
    changes, brief : DataFrame
        What `table` and `bursts` return.
    """

    numbers: pd.DataFrame
    changes: pd.DataFrame
    brief: pd.DataFrame
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
        kept = self._held()
        keys = [*self.by, "since", "level", "low", "high"]
        found = (
            kept.groupby(keys, sort=True, dropna=False)["date"]
            .agg(until="max", n_periods="size")
            .reset_index()
        )
        return found[[*self.by, "since", "until", "n_periods", "level", "low", "high"]]

    def bursts(self) -> pd.DataFrame:
        """Return a row a burst: periods too few for a level of their own, far above what is to be expected of them.

        Returns
        -------
        DataFrame
            The columns of `by`, `date` and `until` (the first days of its first and last period), n_periods, observed
            (independent articles, or their share), expected (what levels and weekdays lead one to expect of the same
            periods) with expected_low and expected_high (95 %), ratio (observed / expected), p (that a series without
            a burst shows one as far out) and, with `by`, q, as in `table`.
        """
        return self.brief.copy()

    def _held(self) -> pd.DataFrame:
        """Return the periods that are part of a level: whole ones with articles, of series that were tested."""
        return self.numbers[self.numbers["since"].notna()]

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
        n = _series(self._held(), self.by)
        family = f" in any of {n:,} series" if n > 1 else ""
        rate = f" Of the series said to have one, at most {ALPHA:.0%} have none." if n > 1 else ""
        return (
            f"Changes in the level of {what} a {per} ({self._subject()}) were looked for by cutting the series in two, "
            "or a stretch out of it, and comparing the best cut with that of simulated series without a change and of "
            f"like autocorrelation.{days} Bursts are stretches of fewer than {least_periods(self.freq)} {per}s that "
            "stand out of their level more than any does in simulated series of like dispersion and autocorrelation. "
            f"Without a change, or a burst, any is found{family} in at most {ALPHA:.0%} of cases.{rate} Left out are "
            f"{per}s without articles, so that a level is that of the others, those cut where the table, or a "
            "series, begins or ends, and a few there that lie far from all others. A slow trend may "
            "show as steps, bursts in a tenth of the time hide each other, "
            f"and a change in what was collected looks like one in what was published.{self.set_aside}"
        )

    def answer(self) -> str:
        """Say in a few sentences when the level changed, and from what to what."""
        if self.reason:
            return self.reason
        n, parts = len(self.changes), []
        n_series, n_tested = (_series(table, self.by) for table in (self.numbers, self._held()))
        tested = (
            f"{n_tested:,} of {n_series:,} series {'was' if n_tested == 1 else 'were'} tested, "
        )
        tested += f"the others have too few whole {PERIODS[self.freq]}s. "
        tested = tested if n_tested < n_series else ""
        unit = f" articles a {PERIODS[self.freq]}" if self.query is None else ""
        for row in self.changes.head(3).to_dict("records"):
            after, low, high, before = (
                self._name(row[x]) for x in ("after", "after_low", "after_high", "before")
            )
            parts.append(
                f"{self._group(row)}from {self._beginning(row)} on {after}{unit} "
                f"(95 % range {low} to {high}) instead of {before} ({self._sure(row)})"
            )
        subject = (
            "" if self.query is None else f" in the share of articles that mention {self.query}"
        )
        if not n:
            said = (
                f"No change of level{subject} was found, which does not show that there was none."
            )
        else:
            said = f"{count_of(n, 'change')} of level{subject}: {'; '.join(parts)}.{_more(n)}"
        per, has_holes = PERIODS[self.freq], self.query is None and self.numbers["gap"].any()
        holes = f" Levels are of {per}s with articles." if has_holes else ""
        return f"{tested}{said}{holes} {self._bursts_in_words()}"

    def _bursts_in_words(self) -> str:
        """Return the surest bursts in a sentence."""
        n, parts = len(self.brief), []
        if not n:
            return "No burst was found."
        unit = " articles" if self.query is None else ""
        for row in self.brief.sort_values("p", kind="stable").head(3).to_dict("records"):
            first, last = in_period(row["date"], self.freq), period_name(row["until"], self.freq)
            when = first if row["n_periods"] == 1 else f"{first} to {last}"
            observed, expected, low, high = (
                self._name(row[name])
                for name in ("observed", "expected", "expected_low", "expected_high")
            )
            parts.append(
                f"{self._group(row)}{when} {observed}{unit}, where {expected} were to be expected "
                f"(95 % range {low} to {high}; {self._sure(row)})"
            )
        return f"{count_of(n, 'burst')}: {'; '.join(parts)}.{_more(n)}"

    def _sure(self, row: Mapping[Any, Any]) -> str:
        return p_in_words(row["q"]).replace("p", "q") if self.by else p_in_words(row["p"])

    def _group(self, row: Mapping[Any, Any]) -> str:
        return f"{' and '.join(str(row[name]) for name in self.by)}: " if self.by else ""

    def _beginning(self, row: Mapping[Any, Any]) -> str:
        """Return when a level began: a period, or somewhere in a hole before it."""
        first, last = (period_name(row[name], self.freq) for name in ("date", "last_before"))
        later = row["last_before"].to_period(FREQUENCIES[self.freq]) + 1
        if later.start_time == row["date"]:
            return first
        return f"a date between {last} and {first} (no articles lie between)"

    def plot(
        self,
        ax: Axes | None = None,
        *,
        groups: str | Sequence[str] | None = None,
        events: Mapping[Any, str] | None = None,
    ) -> Chart:
        """Draw the series with its levels and their ranges, a broken line at each change, and events if given.

        With `by` the six surest are drawn, or the groups named.
        """
        where = "where the level changes" if len(self.changes) else "no change of level found"
        title = f"{self._subject()}, by {' and '.join([*self.by, PERIODS[self.freq]])}: {where}"
        source = source_line(self.evidence, self.numbers)
        if self.reason:
            return note_chart(title, self.reason, source).on(ax)
        data, panel = joined(self.numbers, self.by)
        if groups is not None:
            drawn, said = groups_to_draw(data, panel, PANELS, groups)
            data, source = in_panels(data, str(panel), drawn), said + source
        elif panel is not None:
            found = pd.concat([self.changes, self.brief])
            most = joined(found, self.by)[0].groupby(panel)["p"].min()
            order = data.groupby(panel)["n_articles"].sum().rename("n").reset_index()
            order = order.assign(p=order[panel].map(most)).sort_values(
                ["p", "n", panel], ascending=[True, False, True]
            )
            if len(order) > PANELS:
                source = f"{PANELS} of {len(order)} are shown, those with a change or a burst first. {source}"
            data = in_panels(data, panel, order[panel].head(PANELS).tolist())
        near = data.loc[~data["gap"] & ~data["stray"], "date"]
        inside = data["date"].between(near.min(), near.max())
        if n_far := int(data.loc[~inside, "n_articles"].sum()):
            source = (
                f"{count_of(n_far, 'article')} far before or behind all others not drawn. {source}"
            )
        data = data[inside]
        wanted = [
            *self.by,
            panel,
            "date",
            self._value,
            "since",
            "level",
            "low",
            "high",
            "partial",
            "burst",
        ]
        data = data[[name for name in dict.fromkeys(wanted) if name in data.columns]]
        axis = f"articles a {PERIODS[self.freq]}" if self.query is None else "share of articles"
        ringed = " Ringed: bursts." if data["burst"].any() else ""
        words = {
            "freq": self.freq,
            "title": title,
            "source": f"{source} Thick: levels.{ringed}{gaps_in_words(data[self._value])}{cut_edges(data, self.freq)}",
        }
        return line_chart(
            data, value=self._value, axis=axis, panel=panel, events=events, **words
        ).on(ax)

    def example_keys(self) -> list[Any]:
        """Return the groups, or else the first days of the levels."""
        if self.by:
            return (
                joined(self.numbers, self.by)[0]
                .iloc[:, 0 if len(self.by) == 1 else -1]
                .drop_duplicates()
                .tolist()
            )
        return self.numbers["since"].dropna().drop_duplicates().tolist() or [None]

    def examples(
        self, key: object = None, *, date: object = None, burst: object = None, n: int = 3
    ) -> Quotes:
        """Return articles of a group, of the level or the burst that begins on a date, or of both: titles, or sentences
        that match the query."""
        numbers, panel = joined(self.numbers, self.by)
        brief, rows, names = (
            joined(self.brief, self.by)[0],
            joined(self.evidence.articles, self.by)[0],
            [],
        )
        if not self.by and date is None and burst is None:
            key, date = None, key
        if key is not None and panel is not None:
            one_of(panel, key, numbers[panel].unique())
            rows, numbers, brief = (table[table[panel] == key] for table in (rows, numbers, brief))
            names.append(str(key))
        for kind, asked, begun in (
            ("level", date, numbers["since"]),
            ("burst", burst, brief["date"]),
        ):
            if asked is None:
                continue
            since = period_start(pd.Series([as_day(asked)]), self.freq).iloc[0]
            known = begun.dropna().dt.strftime("%Y-%m-%d").unique()
            one_of(f"{kind} that begins on", f"{since:%Y-%m-%d}", known)
            rows = rows[
                (rows["date"] >= since) & ~(rows["date"] >= self._end(kind, since, numbers, brief))
            ]
            names.append(f"{kind} since {since:%Y-%m-%d}")
        if self.query is None:
            return quote_titles(rows, n=n, group=", ".join(names))
        return quote_sentences(rows, self.query, n=n, fields=self.fields, group=", ".join(names))

    def _end(
        self, kind: str, since: pd.Timestamp, numbers: pd.DataFrame, brief: pd.DataFrame
    ) -> pd.Timestamp:
        """Return the first day that is no longer part of the level, or the burst, that began on a day."""
        if kind == "level":
            return numbers.loc[numbers["since"] > since, "since"].min()
        last = brief.loc[brief["date"] == since, "until"].max()
        return (last.to_period(FREQUENCIES[self.freq]) + 1).start_time


def _more(n: int) -> str:
    return f" The other {n - 3:,} stand in the table." if n > 3 else ""


def _series(numbers: pd.DataFrame, by: tuple[str, ...]) -> int:
    return len(numbers[list(by)].drop_duplicates()) if by else int(len(numbers) > 0)
