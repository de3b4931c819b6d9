"""How often each source is heard: the table, the chart, the differences and the evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import pandas as pd

from mediakit.charts import Chart
from mediakit.checks import one_of, require_columns, require_whole
from mediakit.comparing import compare
from mediakit.context import Quotes
from mediakit.errors import UnknownValue
from mediakit.features import Features, Spread, draw_spread
from mediakit.quotes.excerpting import quotes_of_rows
from mediakit.quotes.kinds import UNRESOLVED
from mediakit.quotes.result import Quotations
from mediakit.quotes.source_numbers import MEASURES, Heard
from mediakit.quotes.source_sentences import OVERALL, answer_in_words
from mediakit.results import Finding, Result
from mediakit.results.findings import finding_of
from mediakit.tables import Heading
from mediakit.uncertainty import share_interval, stable

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from mediakit.comparing.result import Comparison

__all__ = ["SourceCounts"]

_WHAT = {
    "articles": "whether the article has such a source",
    "quotations": "the share of its quotations",
    "words": "the share of its words quoted",
}
_AXES = {
    "articles": "share of articles",
    "quotations": "share of quotations",
    "words": "share of words quoted",
}
_GROUPS, _PANELS = 8, 30


@dataclass(frozen=True, eq=False)
class SourceExamples:
    """Finds the quotations behind a source."""

    quotations: Quotations
    rows: pd.DataFrame

    def find(
        self,
        articles: pd.DataFrame,
        name: str,
        *,
        n: int,
        group: str,
    ) -> Quotes:
        """Return passages with quotations of a source, from up to n of the articles."""
        ids = articles["article_id"].astype("str")
        rows = self.rows[(self.rows["source"] == name) & self.rows["article_id"].isin(ids)]
        return quotes_of_rows(self.quotations.evidence, rows, group, n)


@dataclass(frozen=True, repr=False, eq=False)
class SourceCounts(Result):
    """What share of articles, of quotations and of words each source has, with ranges."""

    quotations: Quotations
    numbers: pd.DataFrame
    overall: pd.DataFrame
    heard: Heard
    rows: pd.DataFrame
    of: str
    by: tuple[str, ...]
    freq: str | None
    within: str | None
    left_out: str
    reprints: str

    reads_words: ClassVar[bool] = True
    cannot_show: ClassVar[str] = (
        "Who is quoted is not who was asked, and what is quoted is not all that was said."
    )

    @property
    def read_first(self) -> tuple[str, ...]:  # type: ignore[override]
        """The columns of the table that people read first."""
        shares = ("share", "low", "high", "share_of_quotations", "share_of_words")
        return ("source", *self.by, "date", *shares, "n_with", "n_articles")

    @property
    def fields_read(self) -> tuple[str, ...]:
        """The columns that were read."""
        return ("text",)

    def table(self) -> pd.DataFrame:
        """Return a row a source and group.

        Returns
        -------
        DataFrame
            source; the columns of `by`; date; share (of articles with such a source, 0 to 1) with
            low and high (95%); share_of_quotations with quotations_low and quotations_high;
            share_of_words with words_low and words_high; n_with (independent articles with the
            source), n_quotations, n_words, n_articles, n_independent, small_sample; with `freq`
            also gap and partial.
        """
        return self.numbers.copy()

    def features(self, measure: str = "articles") -> Features:
        """Return whether each article has each source, or how much it quotes it, to be compared:
        `compare(articles, "outlet", features=sources)`.

        Parameters
        ----------
        measure : {'articles', 'quotations', 'words'}
            What a share is of.
        """
        one_of("measure", measure, MEASURES)
        finder = SourceExamples(self.quotations, self.rows)
        values = self.heard.values(measure)
        return Features(values, _WHAT[measure], finder, self.heard.totals(measure))

    def values(self) -> pd.DataFrame:
        """Return article_id and, for each source, whether the article has it: `estimate_shares`
        corrects their shares by what people coded in a sample."""
        return self.heard.values("articles").reset_index()

    def differences(
        self,
        a: str | None = None,
        b: str | None = None,
        *,
        measure: str = "articles",
        within: str | None = None,
    ) -> Comparison:
        """Compare the groups with ranges, p and q over all sources: each against the others, or one
        against another.

        Parameters
        ----------
        a, b : str, optional
            The groups to compare.
        measure : {'articles', 'quotations', 'words'}
            What a share is of; articles without quotations count for 'articles' alone.
        within : str, optional
            Compare only within the same story, month or other stratum, as `compare` does; by
            default as the sources were counted.

        Returns
        -------
        FeatureComparison
            As `compare` returns it.
        """
        if len(self.by) != 1:
            raise UnknownValue(
                "Differences are between the groups of one column: count with by=, for example "
                "by='outlet'."
            )
        features = self.features(measure)
        table = self.evidence.articles()
        if measure != "articles":
            quoting = self.heard.n_quotations
            if measure == "words":
                quoting = self.heard.n_words
            ids = table["article_id"].astype("str")
            table = table[ids.isin(quoting.index[quoting > 0]).to_numpy()]
        return compare(
            table, self.by[0], a=a, b=b, features=_As(features), reprints=self.reprints,
            within=within or self.within,
        )  # fmt: skip

    def sole_sources(self) -> pd.DataFrame:
        """Return how many of the articles that quote somebody rest on one source: the columns of
        `by`, share (0 to 1) with low and high, n_sole and n_quoting (independent articles)."""
        known = self.rows[self.rows["kind"].notna() & (self.rows["kind"] != UNRESOLVED)]
        n_sources = known.groupby("article_id")["speaker"].nunique()
        labels = self.evidence.counted_labels.assign(article_id=self.evidence.counted_ids)
        quoting = labels[labels["article_id"].isin(n_sources.index)]
        quoting = quoting.assign(is_sole=quoting["article_id"].map(n_sources) == 1)
        keys = [name for name in quoting.columns if name not in ("article_id", "is_sole")]
        grouped = quoting.assign(_all=0).groupby(keys or ["_all"], sort=True)["is_sole"]
        table = grouped.agg(n_sole="sum", n_quoting="size").reset_index()
        low, high = share_interval(table["n_sole"], table["n_quoting"])
        share = stable(np.asarray(table["n_sole"] / table["n_quoting"], dtype=float))
        table = table.assign(share=share, low=low, high=high)
        return table[[*keys, "share", "low", "high", "n_sole", "n_quoting"]]

    def heard_alone(self) -> pd.DataFrame:
        """Return who is heard in one outlet on a story and in none of the others that covered it:
        story, speaker, kind, outlet, n_outlets (that covered the story), n_quotations."""
        table = self.quotations.evidence.table
        require_columns(table, ["story", "outlet"])
        places = table[["story", "outlet"]].assign(article_id=table["article_id"].astype("str"))
        covered = places.dropna().groupby("story")["outlet"].nunique()
        known = self.rows[self.rows["kind"].notna() & (self.rows["kind"] != UNRESOLVED)]
        known = known[["article_id", "speaker", "kind"]].merge(places.dropna(), on="article_id")
        keys = ["story", "speaker"]
        outlets = known.groupby(keys)["outlet"].nunique().rename("n_heard").reset_index()
        grouped = known.groupby([*keys, "kind", "outlet"], observed=True, sort=True)
        rows = grouped.size().rename("n_quotations").reset_index().merge(outlets, on=keys)
        rows = rows.assign(n_outlets=rows["story"].map(covered))
        rows = rows[(rows["n_heard"] == 1) & (rows["n_outlets"] > 1)]
        order = ["n_outlets", "n_quotations", "story", "speaker"]
        rows = rows.sort_values(order, ascending=[False, False, True, True], ignore_index=True)
        return rows[["story", "speaker", "kind", "outlet", "n_outlets", "n_quotations"]]

    def answer(self) -> str:
        """Say how much each source is heard, and which group differs if the ranges allow it."""
        if self.reason:
            return self.reason
        return answer_in_words(self.numbers, self.overall, self.by, self.freq, self.of)

    def finding(
        self,
        sentence: str,
        keys: list[Any],
    ) -> Finding:
        """Return a sentence as a finding, with the number that it names: a share of the quotations,
        or of the articles of a group."""
        numbers = self.overall.drop(columns=["share", "low", "high"], errors="ignore")
        _, low, high = MEASURES["quotations"]
        numbers = numbers.rename(columns={low: "low", high: "high"})
        if not sentence.startswith(OVERALL):
            named = [all(str(row[name]) in sentence for name in self.by) for _, row in
                     self.numbers.iterrows()]  # fmt: skip
            numbers = self.numbers[named]
        found = finding_of(sentence, keys, numbers, self.headings())
        return replace(found, n_independent=self.n_independent, cannot_show=self.cannot_show)

    def method(self) -> str:
        """Say how the sources were counted, and what the shares cannot tell."""
        within = ""
        if self.within is not None:
            within = f" Only articles were counted whose {self.within} several groups have."
        said = (
            "Shares are of independent articles that have such a source (Wilson 1927), and of the "
            "quotations and the words quoted: ratios over articles (Cochran 1977, 6.11), whose "
            "ranges are Wilson's with as many articles as the spread between articles makes of "
            "them. Speakers are found by "
            "rules that err, as find_quotes says; estimate_shares corrects the shares of articles "
            f"by a sample coded by hand.{within} {self.cannot_show} {self.left_out}"
        )
        return said.rstrip()

    def example_keys(self) -> list[str]:
        """Return the sources."""
        return list(self.heard.sources)

    def examples(
        self,
        key: str | None = None,
        *,
        n: int = 3,
    ) -> Quotes:
        """Return quotations of a source, by default the first, from up to n articles."""
        require_whole("n", n, least=1)
        if not self.heard.sources:
            raise UnknownValue(f"There is no source to show. {self.reason}".strip())
        if key is None:
            key = self.heard.sources[0]
        one_of("source", key, self.heard.sources)
        finder = SourceExamples(self.quotations, self.rows)
        return finder.find(self.evidence.counted_articles(), str(key), n=n, group=str(key))

    def headings(self) -> dict[str, Heading]:
        """Return headings that only sources have."""
        return {
            "source": Heading(self.of, "text"),
            "share": Heading("share of articles", "percent"),
            "share_of_quotations": Heading("of quotations", "percent"),
            "share_of_words": Heading("of words quoted", "percent"),
            "n_with": Heading("articles with it", "count"),
        }

    def plot(
        self,
        ax: Axes | None = None,
        *,
        measure: str = "articles",
        groups: str | Sequence[str] | None = None,
        events: Mapping[Any, str] | None = None,
        title: str | None = None,
        subtitle: str | None = None,
        source: str | None = None,
        size: tuple[int, int] | None = None,
    ) -> Chart:
        """Draw the shares with their ranges: a panel a source, or lines over time.

        Parameters
        ----------
        ax : matplotlib axes, optional
            Where to draw.
        measure : {'articles', 'quotations', 'words'}
            What a share is of.
        groups : str or sequence of str, optional
            The groups to draw; by default the largest.
        events : dict, optional
            What to mark on a chart over time, such as {"2031-03-14": "Verdict"}.
        title, subtitle, source, size
            As in every plot: what to write instead of mediakit's own words, and width and height in
            pixels.
        """
        one_of("measure", measure, MEASURES)
        share, low, high = MEASURES[measure]
        counts = [name for names in MEASURES.values() for name in names]
        counts += ["n_with", "n_quotations", "n_words"]
        numbers = self.numbers
        if len(numbers):
            drawn = {"share": numbers[share], "low": numbers[low], "high": numbers[high]}
            numbers = numbers.drop(columns=counts).assign(**drawn)
        spread = Spread(
            numbers, self.evidence, self.by, self.freq, "source", "share", self.left_out
        )
        chart = draw_spread(
            spread,
            axis=_AXES[measure],
            heading=f"Who is heard: {_AXES[measure]}",
            groups=groups,
            events=events,
            room=_GROUPS,
            most_features=_PANELS,
            reason=self.reason,
        )
        return self.finish(chart, ax, title, subtitle, source, size)


@dataclass(frozen=True, eq=False)
class _As:
    """Features as a result that has them."""

    given: Features

    def features(self) -> Features:
        """Return them."""
        return self.given
