"""What an outlet keeps saying, as a result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import pandas as pd

from mediakit.charts import Chart, dot_chart, note_chart
from mediakit.checks import one_of, require_whole
from mediakit.context import Quotes, spread_over_dates
from mediakit.context.places import ARTICLE, with_article
from mediakit.excerpts import beginning
from mediakit.results import Finding, Result, source_line
from mediakit.wording import choose, count_of, day_range, ended, quoted, shortened

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Refrains"]

_SEVERAL = "passages of the outlets' own journalism return"
_TOLD, _BEGINNING = 3, 150  # refrains among the findings, and characters of each
_TITLE = "The passages that outlets keep repeating"


@dataclass(frozen=True, repr=False, eq=False)
class Refrains(Result):
    """Passages of the outlets' own journalism that return word for word.

    Attributes
    ----------
    listed : DataFrame
        What `table` returns, with the number of each refrain.
    occurrences : DataFrame
        refrain, outlet, key, passage, article_id, date: every article with every version, the
        oldest first.
    min_articles, min_days : int
        Articles and days from which a passage counts.
    """

    listed: pd.DataFrame
    occurrences: pd.DataFrame
    min_articles: int
    min_days: int

    cannot_show: ClassVar[str] = "What an outlet repeats is not all that it holds."

    def table(self) -> pd.DataFrame:
        """Return each refrain in a row, the most frequent first.

        Returns
        -------
        DataFrame
            outlet (missing if several outlets print it), passage (whole, in its most frequent
            version), n_versions, n_articles, first_date, last_date, n_then (all articles of the
            outlet from the first to the last of these days, or without a date), example_ids (the
            article_id of three).
        """
        return self.listed.drop(columns="refrain")

    def answer(self) -> str:
        """Say how many refrains there are, and which returns most often, since when."""
        if self.listed.empty:
            return self.reason
        top = self.listed.iloc[0]
        n = len(self.listed)
        found = count_of(n, "passage of the outlets' own journalism returns", _SEVERAL)
        whose = "Several outlets print"
        of_all = ""
        if isinstance(top["outlet"], str):
            whose = f"{top['outlet']} prints"
            of_all = f" of its {top['n_then']:,}"
        n_tied = int((self.listed["n_articles"] == top["n_articles"]).sum())
        most = choose(n, "it", "the most frequent")
        if n_tied > 1:
            most = f"one of the {n_tied:,} most frequent"
        if top["n_versions"] > 1:
            most += f", in {top['n_versions']:,} versions,"
        return (
            f"{found} word for word. {whose} {most} in {top['n_articles']:,}{of_all} articles, "
            f"{day_range(top['first_date'], top['last_date'])}: {quoted(top['passage'])}"
        )

    def findings(self) -> tuple[Finding, ...]:
        """Return a finding for each of the most frequent refrains: how often it returns, and how it
        begins."""
        if self.listed.empty:
            return (self._nothing(self.reason),)
        return tuple(self._told(row) for row in self.listed.head(_TOLD).itertuples())

    def _told(self, row: Any) -> Finding:
        whose, of_all = "Several outlets print", ""
        if isinstance(row.outlet, str):
            whose, of_all = f"{row.outlet} prints", f" of its {row.n_then:,}"
        when = day_range(row.first_date, row.last_date)
        begins = quoted(beginning(row.passage, _BEGINNING))
        said = f"{whose} one passage in {row.n_articles:,}{of_all} articles, {when}: {begins}"
        return self.finding(ended(said), [row.passage])

    def method(self) -> str:
        """Say what counts as a refrain, and what the list cannot tell."""
        return (
            "A sentence is listed if it is running text about the news, not about the page, and if "
            f"one outlet prints it word for word in {self.min_articles} articles or more, the "
            f"first and the last at least {count_of(self.min_days, 'day')} apart, or if at least 3 "
            "outlets print it. Near copies of one article count once. Sentences that stand "
            "together in 70% of their places are one passage, and passages with 70% of their words "
            "in common are versions of one. What an outlet repeats in other words is not found."
        )

    def example_keys(self) -> list[str]:
        """Return what `examples` can be asked for: the passages, in the order of the table."""
        return list(dict.fromkeys(self.listed["passage"]))

    def examples(self, key: str | None = None, *, n: int = 3) -> Quotes:
        """Return a refrain (or the first) as up to n articles have it, spread over the dates.

        Parameters
        ----------
        key : str, optional
            A passage of the table.
        n : int, default 3
            How many articles.
        """
        require_whole("n", n, least=0)
        keys = self.example_keys()
        if key is None:
            key = next(iter(keys), "")
        elif key not in keys:
            one_of("refrain", key, keys)
        numbers = self.listed.loc[self.listed["passage"] == key, "refrain"]
        places = self.occurrences[self.occurrences["refrain"].isin(numbers)]
        places = places.drop_duplicates("article_id").set_index("article_id")["passage"]
        articles = with_article(self.evidence.table)
        rows = spread_over_dates(articles[articles["article_id"].isin(places.index)], n)
        said = places.loc[rows["article_id"]].to_numpy()
        quotes = rows[ARTICLE].reset_index(drop=True).assign(sentence=said, match=said, start=0)
        quotes.insert(0, "group", "")
        return Quotes(quotes)

    def plot(
        self,
        ax: Axes | None = None,
        *,
        n: int = 20,
        title: str | None = None,
        subtitle: str | None = None,
        source: str | None = None,
        size: tuple[int, int] | None = None,
    ) -> Chart:
        """Draw in how many articles the n most frequent refrains return.

        Parameters
        ----------
        ax : matplotlib axes, optional
            Where to draw.
        n : int, default 20
            How many refrains.
        title, subtitle, source : str, optional
            What to write above and below the chart instead of mediakit's own words.
        size : (int, int), optional
            Width and height in pixels.
        """
        require_whole("n", n, least=1)
        basis = source_line(self.evidence, self.listed)
        if self.listed.empty:
            chart = note_chart(_TITLE, self.reason, basis)
        else:
            shown = self.listed[["passage", "outlet", "n_articles"]].head(n)
            names = shown["outlet"].fillna("several outlets") + ": " + shown["passage"]
            chart = dot_chart(
                shown.assign(refrain=names.map(shortened))[["refrain", "n_articles"]],
                label="refrain",
                value="n_articles",
                axis="articles with the passage",
                title=_TITLE,
                source=basis,
            )
        return self.finish(chart, ax, title, subtitle, source, size, says_finding=True)
