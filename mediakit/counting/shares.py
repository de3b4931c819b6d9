"""What share of the articles mentions a subject: by outlet, by period, or both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from mediakit.charts import Chart
from mediakit.checks import as_list
from mediakit.context import Quotes, quote_sentences
from mediakit.counting.counted import Counted, largest_row
from mediakit.counting.periods import add_up, chosen_freq, gather, shown
from mediakit.queries import find, parse_query
from mediakit.results import mark_small
from mediakit.tokens import FIELDS, words_of
from mediakit.uncertainty import share_interval, stable

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["MentionShares", "share_mentioning"]


@dataclass(frozen=True, repr=False)
class MentionShares(Counted):
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

    def plot(self, ax: Axes | None = None, *, events: Mapping[Any, str] | None = None) -> Chart:
        """Draw the shares with their ranges: lines over time, with events as {"2031-03-14": "Verdict"}, or dots."""
        title = f"Articles that mention {self.query}{self._where()}"
        return self._draw(ax, "share", "share of articles", title, events)

    def answer(self) -> str:
        """Say in a sentence where the share is highest, with its range."""
        if self.numbers["share"].notna().sum() == 0:
            return self.reason or "There are no articles to count."
        where, best = largest_row(self.numbers, self.by, self.freq, "share")
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
        Where `freq` or `reprints` is none of those named, or 'date' stands in `by` together with `freq`.

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
    hit = find(tree, words_of(articles, fields)).in_text
    evidence, keys, set_aside = gather(articles.assign(_mentions=hit), as_list(by), freq, reprints, fields)
    hits = {"n_mentioning": evidence.articles["_mentions"].to_numpy(dtype=bool)}
    numbers = add_up(evidence, keys, freq, articles["date"] if freq else None, hits)
    counted = numbers["n_independent"] > 0
    with np.errstate(invalid="ignore"):
        share = stable(numbers["n_mentioning"] / numbers["n_independent"].where(counted))
    low, high = share_interval(numbers["n_mentioning"], numbers["n_independent"])
    numbers = mark_small(numbers.assign(share=share, low=low, high=high))
    numbers = numbers.assign(small_sample=numbers["small_sample"] & counted)  # a hole is no sample at all
    flags = ["gap", "partial"] if freq else []
    by_whom = [*as_list(by), *(["date"] if freq else [])]
    order = ["share", "low", "high", "n_mentioning", "n_articles", "n_independent", "small_sample", *flags]
    reason = "" if len(evidence.rows) else "There are no articles to count."
    kept = numbers[[*by_whom, *order]]
    return MentionShares(
        shown(evidence), reason, kept, tuple(as_list(by)), freq, set_aside, query, tuple(as_list(fields))
    )
