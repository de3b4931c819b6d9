"""The result of looking for changes: levels, bursts, their articles, and the sentences about
them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import pandas as pd

from mediakit.arrays import Flags
from mediakit.changes.drawing import Drawn, draw_changes
from mediakit.changes.sentences import Wording, bursts_in_words, changes_in_words
from mediakit.changes.series import ALPHA
from mediakit.changes.shortest import shortest_level
from mediakit.charts import Chart, note_chart
from mediakit.checks import one_of
from mediakit.context import Quotes, quote_sentences, quote_titles
from mediakit.periods import as_day, next_period, period_start
from mediakit.results import Result, name_groups, source_line
from mediakit.wording import (
    PERIOD_NOUNS,
    capitalised,
    choose,
    join_names,
    noun_of_groups,
    percent,
    plural_of,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Changes"]


@dataclass(frozen=True, repr=False, eq=False)
class Changes(Result):
    """When the level changed, and when there was briefly much more than the level leads one to
    expect.

    Attributes
    ----------
    numbers : DataFrame
        A row a group and period: what was counted, `since`, `level`, `low`, `high` of the level it
        is part of, and `burst` (whether it is part of one), `stray` (whether it lies alone before
        or after all others).
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
    left_out: str

    cannot_show: ClassVar[str] = "A change says when, not why."

    @property
    def _wording(self) -> Wording:
        return Wording(self.by, self.freq, self.query)

    @property
    def _value(self) -> str:
        if self.query is None:
            return "n_independent"
        return "share"

    @property
    def _tested(self) -> pd.DataFrame:
        """The periods that are part of a level: whole ones with articles, of series that were
        tested."""
        return self.numbers[self.numbers["since"].notna()]

    def answer(self) -> str:
        """Say in a few sentences when the level changed, and from what to what; and when there were
        bursts."""
        if self.reason:
            return self.reason
        said = [
            self._tested_in_words(),
            changes_in_words(self.changes, self._wording, self._is_flat),
            self._gaps_in_words(),
            bursts_in_words(self.brief, self._wording),
        ]
        return " ".join(part for part in said if part)

    @property
    def _is_flat(self) -> bool:
        """Whether each period shows the same."""
        return self._tested[self._value].nunique() == 1

    def _tested_in_words(self) -> str:
        n_series = _n_series(self.numbers, self.by)
        n_tested = _n_series(self._tested, self.by)
        if n_tested == n_series:
            return ""
        has = choose(n_tested, "has", "have")
        periods = f"complete {plural_of(PERIOD_NOUNS[self.freq])} with articles"
        return (
            f"Only {n_tested:,} of the {n_series:,} {noun_of_groups(self.by)} {has} enough "
            f"{periods} to be tested."
        )

    def _gaps_in_words(self) -> str:
        if self.query is not None or not self.numbers["gap"].any():
            return ""
        return f"{capitalised(plural_of(PERIOD_NOUNS[self.freq]))} without articles were left out."

    def table(self) -> pd.DataFrame:
        """Return a row a change.

        Returns
        -------
        DataFrame
            The columns of `by`, `date` (the first day of the first period of the new level),
            last_before (that of the last period of the old level: between the two there are no
            articles), before, before_low, before_high, after, after_low, after_high (the levels, in
            independent articles a period or as a share, with their 95% ranges), ratio (after /
            before), p (that a series without a change shows a cut as clear; two that make up a wave
            share theirs) and, with `by`, q (Benjamini and Hochberg over the series), which then
            decides.
        """
        return self.changes.copy()

    def levels(self) -> pd.DataFrame:
        """Return a row a level: the columns of `by`, since, until (first days of periods),
        n_periods, level, low, high."""
        keys = [*self.by, "since", "level", "low", "high"]
        dates = self._tested.groupby(keys, sort=True, dropna=False)["date"]
        table = dates.agg(until="max", n_periods="size").reset_index()
        return table[[*self.by, "since", "until", "n_periods", "level", "low", "high"]]

    def bursts(self) -> pd.DataFrame:
        """Return a row a burst: periods too few for a level of their own, far above what is to be
        expected of them.

        Returns
        -------
        DataFrame
            The columns of `by`, `date` and `until` (the first days of its first and last period),
            n_periods, observed (independent articles, or their share), expected (what levels and
            weekdays lead one to expect of the same periods) with expected_low and expected_high
            (95%), ratio (observed / expected), p (that a series without a burst shows one as far
            out) and, with `by`, q, as in `table`.
        """
        return self.brief.copy()

    def method(self) -> str:
        """Say how changes were looked for, what the error rate is, and what cannot be seen."""
        noun = PERIOD_NOUNS[self.freq]
        nouns = plural_of(noun)
        weekdays = ""
        if self.freq == "D":
            weekdays = " Differences between weekdays are allowed for."
        return (
            f"To find a change of level in {self._wording.subject}, {noun} by {noun}, the series "
            "is cut in two, or a stretch is cut out of it. The best cut is compared with the best "
            f"in simulated series that have no change but a similar autocorrelation.{weekdays} A "
            f"burst is a stretch of fewer than {shortest_level(self.freq)} {nouns} far above the "
            "level around it: farther than any stretch in 95% of the simulated series, which have "
            f"a similar dispersion and autocorrelation. {self._error_rate()} Three kinds of {noun} "
            f"are left out: {nouns} without articles (so a level describes the remaining {nouns}); "
            f"incomplete {nouns} at the start or end of the collection or of a series; and stray "
            f"{nouns} near the start or end, long before or after all the others. A slow trend may "
            "look like steps. If bursts fill a tenth of the period or more, they may go "
            "undetected. A change in what was collected looks like a change in what was "
            f"published.{self.left_out}"
        )

    def _error_rate(self) -> str:
        alpha = percent(ALPHA)
        n = _n_series(self._tested, self.by)
        if n <= 1:
            return (
                f"The test is set so that a change is wrongly reported in at most {alpha} of "
                "cases; the test for bursts likewise."
            )
        nouns = noun_of_groups(self.by)
        return (
            f"The test is set so that of the {nouns} reported to have changed at most {alpha} "
            f"have not; if none of the {n:,} {nouns} changed, any of them is reported in at most "
            f"{alpha} of cases. The same holds for bursts."
        )

    def plot(
        self,
        ax: Axes | None = None,
        *,
        groups: str | Sequence[str] | None = None,
        events: Mapping[Any, str] | None = None,
        title: str | None = None,
        subtitle: str | None = None,
        source: str | None = None,
        size: tuple[int, int] | None = None,
    ) -> Chart:
        """Draw the series with its levels and their ranges, and a broken line at each change.

        Parameters
        ----------
        ax : matplotlib axes, optional
            Where to draw.
        groups : str or sequence of str, optional
            With `by`, the groups to draw; by default the six with the surest changes.
        events : dict, optional
            What to mark, such as {"2031-03-14": "Verdict"}.
        title, subtitle, source, size
            As in every plot: what to write instead of mediakit's own words, and width and height in
            pixels.
        """
        chart = self._chart(groups, events)
        return self.finish(chart, ax, title, subtitle, source, size)

    def _chart(self, groups: str | Sequence[str] | None, events: Mapping[Any, str] | None) -> Chart:
        heading = self._heading()
        if self.reason:
            source = source_line(self.evidence, self.numbers.head(0))
            return note_chart(heading, self.reason, source)
        source = source_line(self.evidence, self.numbers)
        columns = [*self.by, "p"]
        both = pd.concat([self.changes[columns], self.brief[columns]])
        drawn = Drawn(self.numbers, both, self.by, self.freq, self._value)
        return draw_changes(drawn, groups=groups, events=events, heading=heading, source=source)

    def _heading(self) -> str:
        """Return what was counted and whether a change was found."""
        noun = PERIOD_NOUNS[self.freq]
        if self.query is None:
            heading = f"Articles per {noun}"
            if self.by:
                heading += f", by {join_names(self.by)}"
        else:
            subject = capitalised(self._wording.subject.removeprefix("the "))
            heading = f"{subject}, by {join_names([*self.by, noun])}"
        if self.reason:
            return heading
        if self.changes.empty and self.by:
            n, n_tested = _n_series(self.numbers, self.by), _n_series(self._tested, self.by)
            if 2 * n_tested < n:
                too_few = f"too few {plural_of(noun)} to test {n - n_tested:,} of the {n:,}"
                return f"{heading}: {too_few} {noun_of_groups(self.by)}"
        if self.changes.empty:
            return f"{heading}: no lasting change found"
        return f"{heading}: when the level changed"

    def example_keys(self) -> list[Any]:
        """Return the groups, or else the first days of the levels."""
        numbers, panel = name_groups(self.numbers, self.by)
        if panel is not None:
            return numbers[panel].drop_duplicates().tolist()
        return numbers["since"].dropna().drop_duplicates().tolist() or [None]

    def examples(
        self,
        key: object = None,
        *,
        n: int = 3,
        date: object = None,
        burst: object = None,
    ) -> Quotes:
        """Return articles of a group, a level or a burst: titles, or sentences that match the
        query.

        Parameters
        ----------
        key : str or date, optional
            A group; without `by` the first day of a level.
        n : int, default 3
            How many articles.
        date, burst : str or date, optional
            The first day of a level, or of a burst.
        """
        numbers, panel = name_groups(self.numbers, self.by)
        bursts = name_groups(self.brief, self.by)[0]
        labels = name_groups(self.evidence.counted_labels, self.by)[0]
        selected = np.ones(len(labels), dtype=bool)
        names = []
        if panel is None and date is None and burst is None:
            key, date = None, key
        if key is not None and panel is not None:
            one_of(panel, key, numbers[panel].unique())
            numbers, bursts = numbers[numbers[panel] == key], bursts[bursts[panel] == key]
            selected &= (labels[panel] == key).to_numpy(dtype=bool)
            names.append(str(key))
        if date is not None:
            first = self._known_day("level", date, numbers["since"])
            last = numbers.loc[numbers["since"] > first, "since"].min()
            selected &= self._between(first, last)
            names.append(f"level since {first:%Y-%m-%d}")
        if burst is not None:
            first = self._known_day("burst", burst, bursts["date"])
            until = bursts.loc[bursts["date"] == first, "until"].max()
            selected &= self._between(first, next_period(until, self.freq))
            names.append(f"burst since {first:%Y-%m-%d}")
        rows, group = self.evidence.counted_articles(selected), ", ".join(names)
        if self.query is None:
            return quote_titles(rows, n=n, group=group)
        return quote_sentences(rows, self.query, n=n, fields=self.fields, group=group)

    def _known_day(
        self,
        kind: str,
        asked: object,
        known: pd.Series,
    ) -> pd.Timestamp:
        """Return the first day of the level or burst that was asked for."""
        first = period_start(pd.Series([as_day(asked)]), self.freq).iloc[0]
        days = known.dropna().dt.strftime("%Y-%m-%d").unique()
        one_of(f"{kind} that begins on", f"{first:%Y-%m-%d}", days)
        return first

    def _between(self, first: pd.Timestamp, end: pd.Timestamp) -> Flags:
        """Say which of the counted articles are of periods from one day up to another, which may be
        missing."""
        dates = self.evidence.counted_labels["date"]
        return ((dates >= first) & ~(dates >= end)).to_numpy(dtype=bool)


def _n_series(numbers: pd.DataFrame, by: tuple[str, ...]) -> int:
    if by:
        return len(numbers[list(by)].drop_duplicates())
    return int(len(numbers) > 0)
