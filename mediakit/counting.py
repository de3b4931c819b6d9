"""How much was published, and what share of it mentions a subject: by outlet, by period, or both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from mediakit.charts import Chart, dot_chart, line_chart, note_chart
from mediakit.checks import FREQUENCIES, as_day, as_list, fitting_freq, one_of, period_start, require_columns
from mediakit.context import Quotes, quote_sentences, quote_titles
from mediakit.errors import UnknownValue
from mediakit.independence import Evidence, gather_evidence
from mediakit.queries import find, parse_query
from mediakit.results import Result, count_of, day_name, largest, mark_small, source_line
from mediakit.tokens import FIELDS, words_of
from mediakit.uncertainty import share_interval, stable

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["ArticleCounts", "MentionShares", "count_articles", "largest_outlets", "share_mentioning"]

_PERIOD = {"D": "day", "W": "week", "M": "month", "Q": "quarter", "Y": "year"}


@dataclass(frozen=True, repr=False)
class _Counted(Result):
    """Numbers of articles by group and period; the two public results below differ in what they count."""

    numbers: pd.DataFrame
    by: tuple[str, ...]
    freq: str | None
    set_aside: str

    def table(self) -> pd.DataFrame:
        """Return a row a group and period."""
        return self.numbers.copy()

    def example_keys(self) -> list[Any]:
        """Return the groups, or else the periods, or else that there is but one."""
        return super().example_keys() if self.by or self.freq else [None]

    def _where(self) -> str:
        names = [*self.by, *([_PERIOD[self.freq]] if self.freq else [])]
        return f", by {' and '.join(names)}" if names else ""

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
                raise UnknownValue("These numbers are not by date: ask without a date, or count with freq=.")
            first = as_day(date)
            one_of("period", first, self.numbers["date"].unique())
            rows = rows.loc[period_start(rows["date"], self.freq) == first]
            names.append(f"{_PERIOD[self.freq]} of {first:%Y-%m-%d}")
        return rows, ", ".join(names)

    def _draw(self, ax: Axes | None, value: str, axis: str, title: str) -> Chart:
        source = source_line(self.evidence, self.numbers)
        reason = self.reason
        if self.freq and self.numbers["date"].nunique() == 1:
            reason = f"All articles fall in one {_PERIOD[self.freq]}: there is no course over time to show."
        if reason:
            return note_chart(title, reason, source).on(ax)
        panel = self.by[0] if self.by else None
        shown = largest(self.numbers, list(self.by), 6 if self.freq else 20)
        data = self.numbers
        if panel is not None:
            data = data.loc[data[panel].isin(shown)]
            n_groups = self.numbers[panel].nunique()
            if n_groups > len(shown):
                source = f"The {len(shown)} largest of {n_groups} are shown. " + source
        wanted = [*self.by, "date", value, "low", "high", "n_independent", "n_articles"]
        data = data[[name for name in dict.fromkeys(wanted) if name in data.columns]]
        if self.freq:
            order = data[panel].map({name: n for n, name in enumerate(shown)}) if panel else data["date"]
            data = data.assign(_order=order).sort_values(["_order", "date"], kind="stable").drop(columns="_order")
            return line_chart(data, value=value, axis=axis, title=title, source=source, panel=panel).on(ax)
        if panel is None:
            data, panel = data.assign(group="all articles"), "group"
        if _is_time(data[panel]):
            data = data.sort_values(panel, kind="stable").assign(**{panel: data[panel].dt.strftime("%Y-%m-%d")})
        else:
            data = data.sort_values([value, panel], ascending=[False, True], kind="stable")
        return dot_chart(data, label=panel, value=value, axis=axis, title=title, source=source).on(ax)


class ArticleCounts(_Counted):
    """How many articles were published, by group and period."""

    def method(self) -> str:
        """Say what was counted."""
        return f"Articles were counted{self._where().replace(',', '')}.{self.set_aside}"

    def plot(self, ax: Axes | None = None) -> Chart:
        """Draw the counts: lines over time, or a dot a group."""
        unit = f"articles a {_PERIOD[self.freq]}" if self.freq else "articles"
        return self._draw(ax, "n_articles", unit, f"Articles published{self._where()}")

    def answer(self) -> str:
        """Say in a sentence which group, or which period, has most."""
        if self.numbers.empty:
            return self.reason
        total = int(self.numbers["n_articles"].sum())
        where, best = _largest_row(self.numbers, self.by, self.freq, "n_articles")
        if not where:
            return f"There are {total:,} articles."
        return f"Most articles stand {where}: {best['n_articles']:,} of {total:,}."

    def examples(self, key: object = None, *, date: object = None, n: int = 3) -> Quotes:
        """Return the titles of the first n articles of a group, of the period that begins on a date, or of both."""
        rows, name = self._rows_of(key, date)
        return quote_titles(rows, n=n, group=name)


@dataclass(frozen=True, repr=False)
class MentionShares(_Counted):
    """What share of the articles mentions a subject, by group and period, with its range."""

    query: str
    fields: tuple[str, ...]

    def method(self) -> str:
        """Say what was counted and how the range was made."""
        return (
            f"The share of articles that match the query {self.query} in "
            f"{' or '.join(self.fields)}{self._where()}, with its 95 % range (Wilson 1927). "
            f"A share says how often a subject comes up, not how it is treated.{self.set_aside}"
        )

    def plot(self, ax: Axes | None = None) -> Chart:
        """Draw the shares with their ranges: lines over time, or a dot a group."""
        return self._draw(ax, "share", "share of articles", f"Articles that mention {self.query}{self._where()}")

    def answer(self) -> str:
        """Say in a sentence where the share is highest, with its range."""
        if self.numbers["share"].notna().sum() == 0:
            return self.reason or "There are no articles to count."
        where, best = _largest_row(self.numbers, self.by, self.freq, "share")
        if best["share"] == 0:
            return f"No article mentions {self.query}."
        others = self.numbers.drop(index=best.name).dropna(subset="share")
        near = int((others["high"] >= best["low"]).sum())
        doubt = f" The ranges of {near} of the {len(others)} others overlap with it." if near else ""
        subject = f"The share of articles that mention {self.query} is"
        return (
            f"{subject} {f'highest {where}: ' if where else ''}{best['share']:.0%} "
            f"({best['n_mentioning']:,} of {best['n_independent']:,}; "
            f"95 % range {best['low']:.0%} to {best['high']:.0%}).{doubt}"
        )

    def examples(self, key: object = None, *, date: object = None, n: int = 3) -> Quotes:
        """Return sentences that match the query, from up to n articles of a group, of a period, or of both."""
        rows, name = self._rows_of(key, date)
        return quote_sentences(rows, self.query, n=n, fields=self.fields, group=name)


def _largest_row(numbers: pd.DataFrame, by: tuple[str, ...], freq: str | None, value: str) -> tuple[str, pd.Series]:
    """Return the row with the highest value, ties by the first, and where that is, in words."""
    best = numbers.loc[numbers[value].idxmax()]
    parts = [f"in {' and '.join(str(best[name]) for name in by)}"] if by else []
    parts += [f"in the {_PERIOD[freq]} of {day_name(best['date'])}"] if freq is not None else []
    return " ".join(parts), best


def largest_outlets(articles: pd.DataFrame, n: int = 2) -> list[str]:
    """Name the outlets with the most articles, ties by name.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    n : int, default 2
        How many to name.

    Returns
    -------
    list of str
        Fewer than n where there are fewer.

    Examples
    --------
    >>> import mediakit as mk
    >>> mk.largest_outlets(mk.load_demo_articles(), 2)
    ['corvanewire.example', 'dailylantern.example']
    """
    return [str(name) for name in largest(count_articles(articles, by="outlet").table(), "outlet", n)]


def count_articles(
    articles: pd.DataFrame,
    *,
    by: str | Sequence[str] | None = None,
    freq: str | None = None,
    reprints: str = "collapse",
) -> ArticleCounts:
    """Count the articles by outlet or any other column, by period, or both.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    by : str or list of str, optional
        Columns to group by, such as 'outlet'.
    freq : {'D', 'W', 'M', 'Q', 'Y', 'auto'}, optional
        Days, weeks (from Monday), months, quarters, years, or what fits the dates; rows without a date are
        then set aside, and a period without articles between the first and the last counts 0.
    reprints : {'collapse', 'keep', 'weight'}
        How `n_independent` counts the rows of one `reprint_group` within a group and period.

    Returns
    -------
    ArticleCounts
        Its `table()` has the columns of `by`, `date` (the first day of the period), n_articles and
        n_independent.

    Raises
    ------
    ColumnMissing
        Where a column of `by` is not there.
    UnknownValue
        Where `freq` or `reprints` is none of those named.

    Examples
    --------
    >>> import mediakit as mk
    >>> counts = mk.count_articles(mk.load_demo_articles(), by="outlet")
    >>> counts.table()[["outlet", "n_articles"]].head(2)
                     outlet  n_articles
    0   corvanewire.example          24
    1  dailylantern.example          20
    """
    freq = fitting_freq(articles) if freq == "auto" else freq
    evidence, keys, set_aside = _gather(articles, as_list(by), freq, reprints, [])
    numbers = _add_up(evidence, keys, freq, {})
    reason = "" if len(evidence.rows) else "There are no articles to count."
    return ArticleCounts(_shown(evidence), reason, _named(numbers), tuple(as_list(by)), freq, set_aside)


def share_mentioning(
    articles: pd.DataFrame,
    query: str,
    *,
    by: str | Sequence[str] | None = None,
    freq: str | None = None,
    fields: str | Sequence[str] = FIELDS,
    reprints: str = "collapse",
) -> MentionShares:
    """Find what share of the articles mentions a subject, by outlet, by period, or both.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    query : str
        `word`, `wild*`, `"exact phrase"`, `a OR b`, `a AND b`, `NOT a`, `a NEAR/5 b`, as `mentioning` explains them.
    by : str or list of str, optional
        Columns to group by, such as 'outlet'.
    freq : {'D', 'W', 'M', 'Q', 'Y', 'auto'}, optional
        Days, weeks (from Monday), months, quarters, years, or what fits the dates.
    fields : str or sequence of str, default ('title', 'text')
        The columns to look in.
    reprints : {'collapse', 'keep', 'weight'}
        Count the rows of one `reprint_group` once within a group and period, each, or as one unit shared.

    Returns
    -------
    MentionShares
        Its `table()` has the columns of `by`, `date`, then share (0 to 1), low and high (95 %),
        n_mentioning, n_articles, n_independent, small_sample. Where a period has no article the share is
        missing, not 0.

    Raises
    ------
    BadQuery
        Where the query cannot be read.
    ColumnMissing
        Where a column of `by` is not there.

    References
    ----------
    Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference. JASA 22,
    209-212. doi:10.2307/2276774.

    Examples
    --------
    >>> import mediakit as mk
    >>> shares = mk.share_mentioning(mk.load_demo_articles(), "mercenar*", by="outlet")
    >>> shares.table().sort_values("share").iloc[-1]["outlet"]
    'dailylantern.example'
    """
    tree = parse_query(query)
    freq = fitting_freq(articles) if freq == "auto" else freq
    hit = find(tree, words_of(articles, fields)).in_text
    evidence, keys, set_aside = _gather(articles.assign(_mentions=hit), as_list(by), freq, reprints, fields)
    numbers = _add_up(evidence, keys, freq, {"n_mentioning": evidence.articles["_mentions"].to_numpy(dtype=bool)})
    with np.errstate(invalid="ignore"):
        share = stable(numbers["n_mentioning"] / numbers["n_independent"].where(numbers["n_independent"] > 0))
    low, high = share_interval(numbers["n_mentioning"], numbers["n_independent"])
    numbers = mark_small(numbers.assign(share=share, low=low, high=high))
    order = [*keys, "share", "low", "high", "n_mentioning", "n_articles", "n_independent", "small_sample"]
    reason = "" if len(evidence.rows) else "There are no articles to count."
    shown = _named(numbers[order])
    return MentionShares(
        _shown(evidence), reason, shown, tuple(as_list(by)), freq, set_aside, query, tuple(as_list(fields))
    )


def _gather(
    articles: pd.DataFrame, by: list[str], freq: str | None, reprints: str, fields: str | Sequence[str]
) -> tuple[Evidence, list[str], str]:
    """Return the articles to count, the columns that make a group, and what had to be set aside."""
    require_columns(articles, [*by, *(["date"] if freq else []), *as_list(fields)])
    missing = articles[[*by, *(["date"] if freq else [])]].isna()
    rows = articles.loc[~missing.any(axis=1)]
    set_aside = "".join(
        f" {count_of(int(n), 'article')} without {name} set aside." for name, n in missing.sum().items() if n
    )
    keys = list(by)
    if freq is not None:
        one_of("freq", freq, [*FREQUENCIES, "auto"])
        rows, keys = rows.assign(_period=period_start(rows["date"], freq)), [*by, "_period"]
    return gather_evidence(rows, sides=keys, reprints=reprints), keys, set_aside


def _shown(evidence: Evidence) -> Evidence:
    """Return the evidence without the columns that counting added to it."""
    added = ["_period", "_mentions"]
    rows, articles = (table.drop(columns=added, errors="ignore") for table in (evidence.rows, evidence.articles))
    return replace(evidence, rows=rows, articles=articles)


def _add_up(
    evidence: Evidence, keys: list[str], freq: str | None, hits: dict[str, npt.NDArray[np.bool_]]
) -> pd.DataFrame:
    """Return for every group and period the articles, the independent ones, and those of each kind of hit."""
    counted = evidence.articles.assign(n_independent=evidence.weights)
    counted = counted.assign(**{name: evidence.weights * hit for name, hit in hits.items()})
    sums = ["n_independent", *hits]
    if keys:
        numbers = counted.groupby(keys, sort=True)[sums].sum()
        numbers = numbers.assign(n_articles=evidence.rows.groupby(keys, sort=True).size())
        numbers = (_with_empty_periods(numbers, freq) if freq else numbers).reset_index()
    else:
        numbers = pd.DataFrame([counted[sums].sum()]).assign(n_articles=len(evidence.rows))
        numbers = numbers.loc[numbers["n_articles"] > 0]
    for name in sums:
        exact = numbers[name].round(6)
        numbers = numbers.assign(**{name: exact.astype("int64") if (exact == exact.round()).all() else exact})
    return numbers[[*keys, *hits, "n_articles", "n_independent"]]


def _with_empty_periods(numbers: pd.DataFrame, freq: str) -> pd.DataFrame:
    """Add, with counts of 0, the periods between the first and the last in which a group published nothing."""
    if numbers.empty:
        return numbers
    periods = numbers.index.get_level_values("_period")
    every = pd.period_range(periods.min(), periods.max(), freq=FREQUENCIES[freq]).start_time.astype("datetime64[us]")
    if numbers.index.nlevels == 1:
        return numbers.reindex(pd.Index(every, name="_period"), fill_value=0)
    groups: list[Any] = list(numbers.index.droplevel("_period").unique())
    named = [group if isinstance(group, tuple) else (group,) for group in groups]
    grid = pd.MultiIndex.from_tuples([(*group, day) for group in named for day in every], names=numbers.index.names)
    return numbers.reindex(grid, fill_value=0)


def _is_time(column: pd.Series) -> bool:
    return pd.api.types.is_datetime64_any_dtype(column)


def _named(numbers: pd.DataFrame) -> pd.DataFrame:
    """Return the table as users see it: in order of time, or else the largest group first."""
    if not any(_is_time(numbers[name]) for name in numbers.columns):
        numbers = numbers.sort_values("n_articles", ascending=False, kind="stable")
    return numbers.rename(columns={"_period": "date"}).reset_index(drop=True)
