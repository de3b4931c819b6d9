"""What counts and shares have in common: a row a group and period, its articles, and its chart."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from mediakit.charts import Chart, dot_chart, line_chart, note_chart
from mediakit.checks import one_of
from mediakit.errors import UnknownValue
from mediakit.independence import SMALL_SAMPLE
from mediakit.periods import as_day, period_start
from mediakit.results import Result, day_name, groups_to_draw, source_line
from mediakit.wording import PERIOD_NOUNS as PERIODS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = [
    "Counted",
    "cut_edges",
    "gaps_in_words",
    "highest",
    "in_panels",
    "in_period",
    "joined",
    "listed",
    "p_in_words",
    "period_name",
    "place_of",
]

#: How many groups a chart shows: panels over time, or rows of dots.
PANELS, ROWS = 6, 20
_OF_SHARES = ["share", "low", "high", "small_sample"]


@dataclass(frozen=True, repr=False)
class Counted(Result):
    """Numbers of articles by group and period; the public results differ in what they count."""

    numbers: pd.DataFrame
    by: tuple[str, ...]
    freq: str | None
    set_aside: str

    @abstractmethod
    def _best(self) -> pd.DataFrame:
        """Return the rows of the table that the answer names as the highest, if any."""

    def table(self) -> pd.DataFrame:
        """Return a row a group and period."""
        return self.numbers.copy()

    def example_keys(self) -> list[Any]:
        """Return the groups, or else the periods that have articles, or else that there is but one."""
        if self.freq and not self.by:
            return self.numbers.loc[~self.numbers["gap"], "date"].tolist()
        return super().example_keys() if self.by else [None]

    def _where(self) -> str:
        names = [*self.by, *([PERIODS[self.freq]] if self.freq else [])]
        return f", by {' and '.join(names)}" if names else ""

    def _noun(self) -> str:
        """Return what a row of the table is, such as outlet or week."""
        named = [*self.by, *([PERIODS[self.freq]] if self.freq else [])]
        return named[0] if len(named) == 1 else "group"

    def _rows_of(self, key: object, date: object) -> tuple[pd.DataFrame, str]:
        """Return the counted articles of one group, of one period, or of both, and their name."""
        rows, names = self.evidence.articles, []
        if not self.by and date is None:
            key, date = None, key
        if key is not None:
            one_of(self.by[0], key, rows[self.by[0]].unique())
            rows = rows.loc[rows[self.by[0]] == key]
            names.append(str(key))
        if date is not None:
            if self.freq is None:
                raise UnknownValue(
                    "These numbers are not by date: ask without a date, or count with freq=."
                )
            first = period_start(pd.Series([as_day(date)]), self.freq).iloc[0]
            if first not in (known := self.numbers["date"].unique()):
                raise UnknownValue(_outside(first, known, self.freq))
            rows = rows.loc[period_start(rows["date"], self.freq) == first]
            names.append(f"{PERIODS[self.freq]} of {first:%Y-%m-%d}")
        return rows, ", ".join(names)

    def _draw(
        self,
        ax: Axes | None,
        value: str,
        axis: str,
        title: str,
        groups: str | Sequence[str] | None = None,
        events: Mapping[Any, str] | None = None,
    ) -> Chart:
        if events is not None and not self.freq:
            raise UnknownValue(
                "events= marks days on a chart over time: count with freq=, such as freq='W'."
            )
        numbers = (
            self.numbers
            if value == "share"
            else self.numbers.drop(columns=_OF_SHARES, errors="ignore")
        )
        reason = self.reason
        if self.freq and numbers["date"].nunique() == 1:
            reason = f"All articles fall in one {PERIODS[self.freq]}: there is no course over time to show."
        if reason:
            return note_chart(title, reason, source_line(self.evidence, numbers)).on(ax)
        data, panel = joined(numbers, self.by)
        n_groups = 0 if panel is None else data[panel].nunique()
        drawn, left = self._drawn(data, panel, value, groups)
        if panel is not None:
            data = in_panels(data, panel, drawn)
        aside = (
            f" Of {n_groups} groups {len(drawn)} {'is' if len(drawn) == 1 else 'are'} drawn."
            if left
            else ""
        )
        if "small_sample" in data.columns and 0 < data["small_sample"].mean() < 1:
            aside += f" Also drawn: numbers of fewer than {SMALL_SAMPLE} independent articles."
        if self.freq:
            data = data.assign(**{value: data[value].mask(data["gap"])})
        words = {
            "value": value,
            "axis": axis,
            "title": title,
            "source": left + source_line(self.evidence, data),
        }
        wanted = [
            *self.by,
            panel,
            "date",
            value,
            "low",
            "high",
            "n_independent",
            "n_articles",
            "partial",
        ]
        data = data[[name for name in dict.fromkeys(wanted) if name in data.columns]]
        if self.freq:
            words["source"] += gaps_in_words(data[value]) + cut_edges(data, self.freq)
            chart = line_chart(data, panel=panel, freq=self.freq, events=events, **words)
        else:
            chart = _dots(data, panel, words)
        return replace(chart, alt=chart.alt + aside).on(ax)

    def _drawn(
        self, data: pd.DataFrame, panel: str | None, value: str, wanted: str | Sequence[str] | None
    ) -> tuple[list[object], str]:
        """Return the groups that a chart has room for, also those that the answer names, and what it says of them."""
        groups, said = groups_to_draw(data, panel, PANELS if self.freq else ROWS, wanted)
        if panel is None or wanted is not None or not said:
            return groups, said
        best = (
            joined(self._best(), self.by)[0] if value in ("share", "n_articles") else data.head(0)
        )
        extra = [name for name in best[panel].drop_duplicates().head(3) if name not in groups]
        n_largest = len(groups) - len(extra)
        also = f", and {listed(extra)}, named as the highest" if extra else ""
        said = f"The {n_largest} largest of {data[panel].nunique()} are shown{also}. "
        return [*groups[:n_largest], *extra], said


def _dots(data: pd.DataFrame, panel: str | None, words: dict[str, str]) -> Chart:
    if panel is None:
        data, panel = data.assign(group="all articles"), "group"
    if pd.api.types.is_datetime64_any_dtype(data[panel]):
        data = data.sort_values(panel, kind="stable").assign(
            **{panel: data[panel].dt.strftime("%Y-%m-%d")}
        )
    else:
        data = data.sort_values([words["value"], panel], ascending=[False, True], kind="stable")
    return dot_chart(data, label=panel, **words)


def _outside(first: pd.Timestamp, known: Any, freq: str) -> str:
    if not len(known):
        return "There are no articles, and so no periods."
    low, high = (period_name(pd.Timestamp(day), freq) for day in (min(known), max(known)))
    return f"There is nothing {in_period(first, freq)}. The numbers run from {low} to {high}."


def joined(numbers: pd.DataFrame, by: tuple[str, ...]) -> tuple[pd.DataFrame, str | None]:
    """Return the table with one column that names the group, and its name: groups of two columns are both named."""
    if len(by) < 2:
        return numbers, by[0] if by else None
    parts = [
        numbers[name].dt.strftime("%Y-%m-%d")
        if pd.api.types.is_datetime64_any_dtype(numbers[name])
        else numbers[name].astype("str")
        for name in by
    ]
    names = parts[0].str.cat(parts[1:], sep=" · ")
    return numbers.assign(**{" and ".join(by): names}), " and ".join(by)


def in_panels(data: pd.DataFrame, panel: str, groups: Sequence[object]) -> pd.DataFrame:
    """Return the rows of these groups, in the order of the groups, those of one as they came."""
    rank = data[panel].map({name: n for n, name in enumerate(groups)})
    return data.loc[rank.dropna().sort_values(kind="stable").index]


def p_in_words(p: float) -> str:
    """Return p as a sentence has it."""
    return "p < .001" if p < 0.001 else f"p = {p:.3f}"


def gaps_in_words(values: pd.Series) -> str:
    """Say why the lines of a chart are broken, where they are."""
    return " Gaps: no articles." if values.isna().any() else ""


def cut_edges(numbers: pd.DataFrame, freq: str) -> str:
    """Say which periods of a chart an edge cuts: that of the table, or that of a group's own articles."""
    dates = numbers["date"]
    cut = numbers.loc[numbers["partial"], "date"]
    if not cut.isin([dates.min(), dates.max()]).all():
        return f" Open marks: {PERIODS[freq]}s cut where the articles, or those of a group, begin or end."
    names = [
        name
        for name, edge in (("first", dates.min()), ("last", dates.max()))
        if (cut == edge).any()
    ]
    if not names:
        return ""
    verb = "is" if len(names) == 1 else "are"
    return f" Open marks: the {' and the '.join(names)} {PERIODS[freq]} {verb} cut by the edge of the articles."


def period_name(day: pd.Timestamp, freq: str) -> str:
    """Return a period as people write it: 3 Mar 2031, the week of 3 Mar 2031, March 2031, the first quarter of 2031."""
    if freq == "M":
        return f"{day:%B %Y}"
    if freq == "Q":
        return (
            f"the {('first', 'second', 'third', 'fourth')[day.quarter - 1]} quarter of {day.year}"
        )
    return {"D": day_name(day), "W": f"the week of {day_name(day)}", "Y": str(day.year)}[freq]


def in_period(day: pd.Timestamp, freq: str) -> str:
    """Return the same with its preposition: on 3 Mar 2031, in March 2031."""
    return f"{'on' if freq == 'D' else 'in'} {period_name(day, freq)}"


def highest(numbers: pd.DataFrame, value: str) -> pd.DataFrame:
    """Return the rows with the highest value, in the order of the table: more than one where they tie."""
    return numbers[(numbers[value] == numbers[value].max()).fillna(False).astype(bool)]


def place_of(row: pd.Series, by: tuple[str, ...], freq: str | None) -> str:
    """Return where a row of the table is: in Gull Gazette, in the week of 3 Mar 2031, or both."""
    parts = [f"in {' and '.join(_name(row[name]) for name in by)}"] if by else []
    parts += [in_period(row["date"], freq)] if freq is not None else []
    return " ".join(parts)


def _name(value: object) -> str:
    return day_name(value) if isinstance(value, pd.Timestamp) else str(value)


def listed(names: list[str]) -> str:
    """Return the first three names and how many others there are: 'a, b and c', or 'a, b, c and 2 others'."""
    more = len(names) - 3
    shown = [*names[:3], *([f"{more:,} {'other' if more == 1 else 'others'}"] if more > 0 else [])]
    return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)
