"""What share of the articles mentions a subject: by outlet, by period, or both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import pandas as pd

from mediakit.charts import Chart
from mediakit.checks import as_list, one_of, require_columns, require_whole
from mediakit.context import Quotes, drawn_at_random, quote_sentences
from mediakit.counting.drawing import Wanted, draw_numbers
from mediakit.counting.grouped import GroupedNumbers, highest_rows, place_of
from mediakit.counting.summaries import ShareMentioning
from mediakit.errors import UnknownValue
from mediakit.independence import NONE_HIGHEST, SMALL_SAMPLE, of_origin
from mediakit.queries import parse_query
from mediakit.tokens import FIELDS, field_names
from mediakit.wording import (
    PERIOD_NOUNS,
    choose,
    count_of,
    join_names,
    matches_query,
    percent,
    percents,
    plural_of,
    quoted,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["MentionShares", "share_mentioning"]

#: About how many days a period of each length has.
_DAYS = {"D": 1, "W": 7, "M": 30, "Q": 91, "Y": 365}
#: As many groups are named one by one.
_HANDFUL = 5


@dataclass(frozen=True, repr=False, eq=False)
class MentionShares(GroupedNumbers):
    """What share of the articles mentions a subject, by group and period, with its range."""

    query: str
    fields: tuple[str, ...]
    overall: pd.DataFrame

    cannot_show: ClassVar[str] = "A share says how often a subject comes up, not how it is treated."

    @property
    def fields_read(self) -> tuple[str, ...]:
        """The columns that were searched."""
        return self.fields

    def answer(self) -> str:
        """Say where the share is highest, with its range, among groups of at least 30 independent
        articles, if the range of no other reaches it.

        If fewer than half of the groups are that large, say what the share is overall.
        """
        counted = self.numbers.dropna(subset="share")
        if counted.empty:
            return self.reason
        if counted["share"].max() == 0:
            return f"No article {matches_query(self.query, 1)}."
        if not self.dimensions:
            return self._overall_share()
        large = counted[~counted["small_sample"]]
        if len(large) == len(counted):
            return self._highest_share(large)
        sizes = self._sizes_in_words(len(large), len(counted))
        if 2 * len(large) < len(counted):
            return f"{self._overall_share()} {sizes}{self._longer_period(counted)}"
        if large["share"].max() == 0:
            their = choose(len(large), "its", "their")
            return f"{sizes} None of {their} articles {matches_query(self.query, 1)}."
        return f"{self._highest_share(large)} {sizes}"

    def _overall_share(self) -> str:
        overall = self.overall.iloc[0]
        n = overall["n_independent"]
        if overall["share"] < 1:
            verb = matches_query(self.query)
            of_all = f"{percent(overall['share'])} of the {self.evidence.counted_noun}"
            return f"{of_all} {verb} ({_basis(overall)})."
        if n == 1:
            return f"The only article {matches_query(self.query, 1)}."
        return f"All {n:,} {self.evidence.counted_noun} {matches_query(self.query)}."

    def _sizes_in_words(self, n_large: int, n: int) -> str:
        """Say how many of the groups have enough articles for their share to be ranked."""
        articles = f"{SMALL_SAMPLE} independent articles"
        if n == 1:
            return f"The only {self.row_noun} has fewer than {articles}, so its share is uncertain."
        rows = count_of(n, self.row_noun, self.row_plural)
        if n_large == 0:
            return f"No {self.row_noun} has at least {articles}, {NONE_HIGHEST}"
        has = choose(n_large, "has", "have")
        if 2 * n_large < n:
            return f"Only {n_large:,} of the {rows} {has} at least {articles}, {NONE_HIGHEST}"
        are = choose(n - n_large, "other is", "others are")
        return f"{n_large:,} of the {rows} {has} at least {articles}; the {are} not ranked."

    def _longer_period(self, counted: pd.DataFrame) -> str:
        """Return the advice to take the shortest period of which half would have enough articles,
        if there is one."""
        if self.freq is None or len(counted) < 2:
            return ""
        per_day = counted["n_independent"].median() / _DAYS[self.freq]
        for freq, n_days in _DAYS.items():
            if n_days > _DAYS[self.freq] and per_day * n_days >= SMALL_SAMPLE:
                return f" Try {plural_of(PERIOD_NOUNS[freq])} instead."
        return ""

    def _highest_share(self, numbers: pd.DataFrame) -> str:
        """Say which of these groups has the highest share, if their ranges allow it."""
        subject = f"The share of these articles that {matches_query(self.query)}"
        top = highest_rows(numbers, "share")
        if len(top) == len(numbers) > 1:
            return self._same_share(top, subject)
        place = place_of(top.iloc[0], self.by, self.freq)
        share = f"{percent(top['share'].iloc[0])} ({_basis(top.iloc[0])})"
        if len(numbers) == 1:
            return f"{subject} is {share} {place}."
        if len(self.best_rows()):
            return f"{subject} is highest {place}: {share}."
        low, high = percents(float(numbers["share"].min()), float(numbers["share"].max()))
        n_reaching = int((numbers["high"] >= top["low"].max()).sum())
        which = f"the ranges of the {n_reaching:,} highest overlap"
        if n_reaching == len(numbers):
            which = "the ranges of all of them overlap"
        ranked = choose(len(numbers), self.row_noun, self.row_plural)
        return (
            f"{self._overall_share()} No {self.row_noun} can be named as having the highest share: "
            f"in the {len(numbers):,} {ranked} compared it runs from {low} to {high}, and {which}."
        )

    def _same_share(self, best: pd.DataFrame, subject: str) -> str:
        """Say that all groups have the same share."""
        share = percent(best["share"].iloc[0])
        places = [place_of(row, self.by, self.freq) for _, row in best.iterrows()]
        if best["share"].iloc[0] == 1:
            return self._all_in_each(best, places)
        if len(best) > _HANDFUL:
            return f"{subject} is the same in all {len(best):,} {self.row_plural}: {share}."
        counts = zip(places, best["n_mentioning"], best["n_independent"], strict=True)
        ties = [f"{place} ({mentioning:,} of {n:,})" for place, mentioning, n in counts]
        return f"{subject} is the same {join_names(ties)}: {share} each."

    def _all_in_each(self, best: pd.DataFrame, places: list[str]) -> str:
        """Say that each article of each group mentions the subject."""
        n = int(best["n_independent"].sum())
        where = f"in all {len(best):,} {self.row_plural}"
        if len(best) <= _HANDFUL:
            where = join_names(places)
        return f"All {n:,} {self.evidence.counted_noun}, {where}, {matches_query(self.query)}."

    def best_rows(self) -> pd.DataFrame:
        """Return the row with the highest share, if half of the groups are large enough to be
        ranked, and the range of no other reaches its own."""
        counted = self.numbers.dropna(subset="share")
        large = counted[~counted["small_sample"]]
        top = highest_rows(large, "share")
        if 2 * len(large) < len(counted) or len(top) != 1:
            return large.head(0)
        others = large.drop(index=top.index)
        if (others["high"] >= top["low"].iloc[0]).any():
            return large.head(0)
        return top

    def method(self) -> str:
        """Say what was counted and how the range was made."""
        groups = ""
        if self.dimensions:
            groups = f" for each {join_names(self.dimensions)}"
        return (
            f"The share of articles that match the query {quoted(self.query)} in "
            f"{join_names(self.fields, 'or')} was computed{groups}, with its 95% range "
            "(Wilson 1927). A share says how often a subject comes up, not how it is treated."
            f"{self.left_out}"
        )

    def plot(
        self,
        ax: Axes | None = None,
        *,
        value: str = "share",
        groups: str | Sequence[str] | None = None,
        events: Mapping[Any, str] | None = None,
        title: str | None = None,
        subtitle: str | None = None,
        source: str | None = None,
        size: tuple[int, int] | None = None,
    ) -> Chart:
        """Draw the shares with their ranges, or the number of articles: lines over time, or a dot a
        group.

        Parameters
        ----------
        ax : matplotlib axes, optional
            Where to draw.
        value : {'share', 'count'}
            The share, or how many independent articles mention the subject.
        groups : str or sequence of str, optional
            The groups to draw; by default the largest, six over time and else twenty.
        events : dict, optional
            What to mark on a chart over time, such as {"2031-03-14": "Verdict"}.
        title, subtitle, source, size
            As in every plot: what to write instead of mediakit's own words, and width and height in
            pixels.
        """
        one_of("value", value, ["share", "count"])
        column, axis = "share", "share of articles"
        heading = f"Share of articles that {matches_query(self.query)}"
        if value == "count":
            column, axis = "n_mentioning", "articles"
            heading = f"Articles that {matches_query(self.query)}"
            if self.freq is not None:
                axis = f"articles per {PERIOD_NOUNS[self.freq]}"
        if self.dimensions:
            heading += f", by {join_names(self.dimensions)}"
        chart = draw_numbers(self, Wanted(column, axis, heading, groups, events))
        return self.finish(chart, ax, title, subtitle, source, size, says_finding=True)

    def examples(
        self,
        key: object = None,
        *,
        n: int = 3,
        date: object = None,
    ) -> Quotes:
        """Return sentences that match the query, from up to n articles of a group, of a period, or
        of both."""
        selected, name = self.select(key, date)
        articles = self.evidence.counted_articles(selected)
        return quote_sentences(articles, self.query, n=n, fields=self.fields, group=name)

    def sample_matches(self, *, n: int = 10) -> Quotes:
        """Draw matching articles at random, to be read: a word with two senses counts both.

        Of the group with the highest share and of that with the lowest that has any match, of those
        with at least 30 independent articles if there are two; without groups, of all articles.
        What is drawn depends on the articles alone, not on the order of the rows.

        Parameters
        ----------
        n : int, default 10
            Articles a group.

        Returns
        -------
        Quotes
            The first matching sentence of each article.

        Raises
        ------
        UnknownValue
            If `n` is not a whole number of 1 or more.

        Examples
        --------
        >>> import mediakit as mk
        >>> shares = mk.share_mentioning(mk.load_demo_articles(), "pay", by="outlet")
        >>> shares.sample_matches(n=2).table()["group"].nunique()
        2
        """
        require_whole("n", n, least=1)
        parts = []
        for key in self._first_and_last():
            selected, name = self.select(key, None)
            articles = self.evidence.counted_articles(selected)
            sentences = quote_sentences(articles, self.query, n=len(articles), fields=self.fields)
            drawn = drawn_at_random(sentences.table()).head(n)
            parts.append(drawn.assign(group=name))
        if not parts:
            return Quotes(pd.DataFrame(), f"No article {matches_query(self.query, 1)}.")
        return Quotes(pd.concat(parts, ignore_index=True))

    def _first_and_last(self) -> list[Any]:
        """Return the keys of the groups with the highest and the lowest share above 0."""
        matching = self.numbers[self.numbers["share"] > 0]
        if not self.dimensions or matching.empty:
            return [None] * len(matching)
        large = matching[~matching["small_sample"].astype(bool)]
        if len(large) > 1:
            matching = large
        ranked = matching.sort_values("share", ascending=False, kind="stable")
        return list(dict.fromkeys(self.keys_of(ranked.iloc[[0, -1]])))


def _basis(row: pd.Series) -> str:
    """Return the numbers behind a share."""
    counts = f"{row['n_mentioning']:,} of {row['n_independent']:,}"
    _, low, high = percents(row["share"], row["low"], row["high"])
    return f"{counts}; 95% range {low} to {high}"


def _require_text(articles: pd.DataFrame, fields: Sequence[str]) -> None:
    """Raise if a column to look in holds numbers: there are no words in it, and a share of 0 would
    look real."""
    require_columns(articles, fields)
    for name in fields:
        column = articles[name]
        if pd.api.types.is_numeric_dtype(column) and column.notna().any():
            raise UnknownValue(
                f"The column {name} holds numbers, not text. fields= takes columns of text, such "
                "as 'title'; to look in these numbers, use "
                f"articles.assign({name}=articles['{name}'].astype('str'))."
            )


def share_mentioning(
    articles: pd.DataFrame,
    query: str,
    *,
    by: str | Sequence[str] | None = None,
    freq: str | None = None,
    fields: str | Sequence[str] = FIELDS,
    reprints: str = "collapse",
    origin: str | Sequence[str] | None = None,
) -> MentionShares:
    """Find what share of the articles mentions a subject, by outlet, by period, or both.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    query : str
        `word`, `wild*`, `"exact phrase"`, `a OR b`, `a AND b`, `NOT a`, `a NEAR/5 b`, as
        `mentioning` explains them.
    by : str or list of str, optional
        Columns to group by, such as 'outlet'.
    freq : {'D', 'W', 'M', 'Q', 'Y', 'auto'}, optional
        Days, weeks (from Monday), months, quarters, years, or what fits the dates.
    fields : str or sequence of str, default ('title', 'text')
        The columns to look in.
    reprints : {'collapse', 'keep', 'weight'}
        Count the rows of one `reprint_group` once within a group and period, each, or as one unit
        shared.
    origin : str or list of str, optional
        Count only articles of this origin, such as 'own'; `prepare_articles` adds the column.

    Returns
    -------
    MentionShares
        Its `table()` has the columns of `by`, `date`, then share (0 to 1), low and high (95%),
        n_mentioning, n_articles, n_independent, small_sample. With `freq` also `gap` (the table
        holds no article of this group in this period: all numbers are then missing) and `partial`
        (the period is incomplete: the table, or the group's own collection, begins or ends in it,
        as `count_articles` explains).

    Raises
    ------
    BadQuery
        If the query cannot be read.
    ColumnMissing
        If a column of `by` is not there.
    UnknownValue
        If `freq` or `reprints` is none of those named, a column of `fields` holds numbers, or `by`
        has 'date' and `freq` is given too.

    References
    ----------
    Wilson, E. B. (1927). Probable inference, the law of succession, and statistical inference. JASA
    22, 209-212. doi:10.2307/2276774.

    Examples
    --------
    >>> import mediakit as mk
    >>> shares = mk.share_mentioning(mk.load_demo_articles(), "mercenar*", by="outlet")
    >>> shares.table().sort_values("share").iloc[-1]["outlet"]
    'dailylantern.example'
    """
    articles = of_origin(articles, origin)
    parse_query(query)
    names = tuple(field_names(fields))
    _require_text(articles, names)
    analysis = ShareMentioning(query, tuple(as_list(by)), freq, names, reprints)
    summary = analysis.summarise(articles)
    counted = analysis.finish(summary)
    return MentionShares(
        counted.evidence_in(articles),
        counted.reason,
        counted.numbers,
        analysis.by,
        counted.freq,
        counted.left_out,
        query,
        names,
        analysis.overall(summary, counted.evidence),
    )
