"""What share of the articles mentions a subject: by outlet, by period, or both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from mediakit.charts import Chart
from mediakit.checks import as_list, one_of, require_columns
from mediakit.context import Quotes, quote_sentences
from mediakit.counting.counted import Counted, highest, listed, place_of
from mediakit.counting.periods import add_up, chosen_freq, gather, shown, why_empty
from mediakit.display import percent
from mediakit.errors import UnknownValue
from mediakit.independence import SMALL_SAMPLE, gather_evidence
from mediakit.queries import find, parse_query
from mediakit.results import count_of, mark_small
from mediakit.tokens import FIELDS, field_names, words_of
from mediakit.uncertainty import share_interval, stable
from mediakit.wording import PERIOD_NOUNS as PERIODS

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["MentionShares", "share_mentioning"]


@dataclass(frozen=True, repr=False)
class MentionShares(Counted):
    """What share of the articles mentions a subject, by group and period, with its range."""

    query: str
    fields: tuple[str, ...]
    over_all: pd.DataFrame

    def method(self) -> str:
        """Say what was counted and how the range was made."""
        return (
            f"The share of articles that match the query {self.query} in "
            f"{' or '.join(self.fields)}{self._where()}, with its 95 % range (Wilson 1927). "
            f"A share says how often a subject comes up, not how it is treated.{self.set_aside}"
        )

    def plot(
        self,
        ax: Axes | None = None,
        *,
        value: str = "share",
        groups: str | Sequence[str] | None = None,
        events: Mapping[Any, str] | None = None,
    ) -> Chart:
        """Draw the shares with their ranges, or with value="count" how many independent articles mention the subject:
        lines over time, with events as {"2031-03-14": "Verdict"}, or dots.

        Drawn are the largest groups (six over time, else twenty), or those named, such as ["Gull Gazette"].
        """
        one_of("value", value, ["share", "count"])
        title = f"Articles that mention {self.query}{self._where()}"
        if value == "share":
            return self._draw(ax, "share", "share of articles", title, groups, events)
        axis = f"articles a {PERIODS[self.freq]}" if self.freq else "articles"
        return self._draw(ax, "n_mentioning", axis, title, groups, events)

    def answer(self) -> str:
        """Say in a few sentences where the share is highest, with its range, among those with 30 independent articles;
        where fewer than half have so many, what it is over all."""
        counted = self.numbers.dropna(subset="share")
        if counted.empty:
            return self.reason
        if counted["share"].max() == 0:
            return f"No article mentions {self.query}."
        subject = f"The share of articles that mention {self.query} is"
        over_all = f"{subject} {percent(self.over_all['share'].iloc[0])} ({_behind(self.over_all.iloc[0])})."
        if not self.by and not self.freq:
            return over_all
        enough = counted[~counted["small_sample"]]
        if len(enough) == len(counted):
            return self._highest(subject, enough)
        has = {0: "none has", 1: "1 has"}.get(len(enough), f"{len(enough):,} have")
        of_all = f"Of {count_of(len(counted), self._noun())} {has} at least {SMALL_SAMPLE} independent articles"
        if 2 * len(enough) < len(counted):
            return f"{over_all} {of_all}: too few to name the highest.{self._longer(counted)}"
        if enough["share"].max() == 0:
            return (
                f"{of_all}; the others are passed over. No article of these mentions {self.query}."
            )
        return f"{of_all}; the others are passed over. {self._highest(subject, enough)}"

    def _best(self) -> pd.DataFrame:
        counted = self.numbers.dropna(subset="share")
        enough = counted[~counted["small_sample"]]
        return highest(enough, "share") if 2 * len(enough) >= len(counted) else enough.head(0)

    def _longer(self, counted: pd.DataFrame) -> str:
        """Return the advice to take the shortest period of which half would have enough articles, if any is."""
        days = {"D": 1, "W": 7, "M": 30, "Q": 91, "Y": 365}
        a_day = counted["n_independent"].median() / days.get(self.freq or "", 1)
        for freq, length in days.items():
            if self.freq and length > days[self.freq] and a_day * length >= SMALL_SAMPLE:
                return f" Try longer periods: freq='{freq}'."
        return ""

    def _highest(self, subject: str, numbers: pd.DataFrame) -> str:
        best = self._best()
        places = [place_of(row, self.by, self.freq) for _, row in best.iterrows()]
        share = percent(best["share"].iloc[0])
        if len(best) > 1:
            ties = zip(places, best["n_mentioning"], best["n_independent"], strict=True)
            behind = [f"{place} ({n_mentioning:,} of {n:,})" for place, n_mentioning, n in ties]
            return f"{subject} highest, {share} each, {listed(behind)}."
        found = f"{subject} highest {places[0]}: {share} ({_behind(best.iloc[0])})."
        others = numbers.drop(index=best.index)
        near = int((others["high"] >= best["low"].iloc[0]).sum())
        if not near:
            return found
        ranges = f"ranges of {near:,} of the {len(others):,} others overlap"
        return (
            f"{found} The {ranges if len(others) > 1 else 'range of the other overlaps'} with it."
        )

    def examples(self, key: object = None, *, date: object = None, n: int = 3) -> Quotes:
        """Return sentences that match the query, from up to n articles of a group, of a period, or of both."""
        rows, name = self._rows_of(key, date)
        return quote_sentences(rows, self.query, n=n, fields=self.fields, group=name)


def _behind(row: pd.Series) -> str:
    """Return the numbers behind a share."""
    counts = f"{row['n_mentioning']:,} of {row['n_independent']:,}"
    return f"{counts}; 95 % range {percent(row['low'])} to {percent(row['high'])}"


def _require_text(articles: pd.DataFrame, fields: str | Sequence[str]) -> None:
    """Raise where a column to look in holds numbers: no word is in them, and a share of 0 would look like a finding."""
    names = field_names(fields)
    require_columns(articles, names)
    for name in names:
        column = articles[name]
        if pd.api.types.is_numeric_dtype(column) and column.notna().any():
            raise UnknownValue(
                f"The column {name} holds numbers, not text. fields= takes columns of text, such as 'title'; to look "
                f"in these numbers, use articles.assign({name}=articles['{name}'].astype('str'))."
            )


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
        n_mentioning, n_articles, n_independent, small_sample. With `freq` also `gap` (no article of this
        group in this period: the share is missing, not 0) and `partial` (the period is cut where the table, or
        the group's own collection, begins or ends, as `count_articles` explains).

    Raises
    ------
    BadQuery
        Where the query cannot be read.
    ColumnMissing
        Where a column of `by` is not there.
    UnknownValue
        Where `freq` or `reprints` is none of those named, a column of `fields` holds numbers, or 'date' stands in `by`
        together with `freq`.

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
    freq = chosen_freq(articles, freq, as_list(by))
    _require_text(articles, fields)
    hit = find(tree, words_of(articles, fields)).in_text
    evidence, keys, set_aside = gather(
        articles.assign(_mentions=hit), as_list(by), freq, reprints, fields
    )
    whole = gather_evidence(evidence.rows, reprints=reprints)
    over_all, numbers = (
        _shares_of(
            add_up(
                of,
                sides,
                period,
                dates,
                {"n_mentioning": of.articles["_mentions"].to_numpy(dtype=bool)},
            )
        )
        for of, sides, period, dates in (
            (whole, [], None, None),
            (evidence, keys, freq, articles["date"] if freq else None),
        )
    )
    flags = ["gap", "partial"] if freq else []
    by_whom = [*as_list(by), *(["date"] if freq else [])]
    order = [
        "share",
        "low",
        "high",
        "n_mentioning",
        "n_articles",
        "n_independent",
        "small_sample",
        *flags,
    ]
    kept = numbers[[*by_whom, *order]]
    reason, words = why_empty(articles, kept), tuple(as_list(fields))
    return MentionShares(
        shown(evidence), reason, kept, tuple(as_list(by)), freq, set_aside, query, words, over_all
    )


def _shares_of(numbers: pd.DataFrame) -> pd.DataFrame:
    """Add the shares with their ranges; a hole has none, and is no small sample."""
    counted = numbers["n_independent"] > 0
    with np.errstate(invalid="ignore"):
        share = stable(numbers["n_mentioning"] / numbers["n_independent"].where(counted))
    low, high = share_interval(numbers["n_mentioning"], numbers["n_independent"])
    numbers = mark_small(numbers.assign(share=share, low=low, high=high))
    return numbers.assign(small_sample=numbers["small_sample"] & counted)
