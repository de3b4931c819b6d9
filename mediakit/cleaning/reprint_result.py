"""Which articles are reprints of which, as a result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from mediakit.charts import Chart, dot_chart, note_chart
from mediakit.checks import require_values, require_whole
from mediakit.cleaning.side_by_side import SideBySide
from mediakit.context import Quotes, quote_titles
from mediakit.errors import UnknownValue
from mediakit.independence import NONE_HIGHEST, SMALL_SAMPLE
from mediakit.results import Result, source_line
from mediakit.uncertainty import share_interval
from mediakit.wording import choose, count_of, join_names, list_names, percents

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["MARKS", "Reprints"]

#: The columns that `mark_reprints` adds.
MARKS = ["reprint_group", "is_reprint", "reprint_kind", "similarity", "reprint_source"]

_NAMING = ["article_id", "outlet", "date", "title"]
_CREDITS = ["dateline", "byline", "mark"]
_NOBODY = (None, pd.NaT, "")


@dataclass(frozen=True, repr=False, eq=False)
class Reprints(Result):
    """Which articles are reprints of which.

    Attributes
    ----------
    pairs : DataFrame
        What `table` returns.
    window : Timedelta or None
        How far apart articles were compared.
    """

    pairs: pd.DataFrame
    window: pd.Timedelta | None

    def articles(self) -> pd.DataFrame:
        """Return each article with the marks that `mark_reprints` adds, by date."""
        articles = self.evidence.table
        names = [name for name in _NAMING if name in articles.columns]
        return articles[[*names, *MARKS]].copy()

    def table(self) -> pd.DataFrame:
        """Return each marked article beside its source, the longest shared passage first.

        Returns
        -------
        DataFrame
            article_id, source_id, outlet, source_outlet, date, source_date, kind, similarity
            (Jaccard: the five-word sequences that both have, as a share of those that either has),
            containment (as a share of those of the shorter text), longest_run (words in a row that
            both have), passage (these words, as the article has them).
        """
        return self.pairs.copy()

    def groups(self) -> pd.DataFrame:
        """Return each group of reprints in a row, those of the most outlets first.

        Returns
        -------
        DataFrame
            reprint_group (the article_id of the original), n_articles, n_outlets, first_date,
            last_date, outlet and title of the original.
        """
        groups = self.evidence.table.groupby("reprint_group").agg(
            n_articles=("article_id", "size"),
            n_outlets=("outlet", "nunique"),
            first_date=("date", "min"),
            last_date=("date", "max"),
        )
        several = groups[groups["n_articles"] > 1].reset_index()
        names = [name for name in ("outlet", "title") if name in self.evidence.table.columns]
        originals = self.evidence.table.set_index("article_id")[names]
        named = several.join(originals, on="reprint_group")
        order = ["n_outlets", "n_articles", "reprint_group"]
        return named.sort_values(
            order,
            ascending=[False, False, True],
            ignore_index=True,
        )

    def outlets(self) -> pd.DataFrame:
        """Return how much of each outlet's coverage is not its own.

        If two outlets print one text on one day, it is not known which had it first: the lower
        article_id counts as the original, unless one of them is the agency.

        Returns
        -------
        DataFrame
            outlet, n_articles, n_reprints (articles that reprint another outlet's), n_agency
            (articles with an agency's dateline, byline or mark; 0 before `credit_agencies`),
            n_copied (either), n_noted (articles with a note that an agency contributed), n_excerpts
            (articles of its own with a long excerpt of another), share (of n_copied among all),
            low, high (95%, Wilson 1927); the highest share first.
        """
        articles = self.evidence.table
        place = _column(articles, "agency_place")
        is_agency = place.isin(_CREDITS)
        is_elsewhere = articles["is_reprint"] & (self._source_outlet() != articles["outlet"])
        marks = pd.DataFrame(
            {
                "n_articles": 1,
                "n_reprints": is_elsewhere,
                "n_agency": is_agency,
                "n_copied": is_agency | is_elsewhere,
                "n_noted": place == "note",
                "n_excerpts": articles["reprint_kind"] == "excerpt",
            }
        )
        counts = marks.astype("int64").groupby(articles["outlet"]).sum().reset_index()
        low, high = share_interval(counts["n_copied"], counts["n_articles"])
        share = counts["n_copied"] / counts["n_articles"]
        counts = counts.assign(share=share, low=low, high=high)
        return counts.sort_values(
            ["share", "outlet"],
            ascending=[False, True],
            ignore_index=True,
        )

    def _source_outlet(self) -> pd.Series:
        outlets = self.evidence.table.set_index("article_id")["outlet"]
        return self.evidence.table["reprint_source"].map(outlets)

    def _not_own(self) -> str:
        """Name the articles that `outlets` counts as not an outlet's own."""
        if "agency" in self.evidence.table.columns:
            return "articles that are reprints or credit an agency"
        return "articles that are reprints"

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
        """Draw how much of their coverage is not their own, for the outlets with the most articles.

        Parameters
        ----------
        ax : matplotlib axes, optional
            Where to draw.
        n : int, default 20
            How many outlets.
        title, subtitle, source : str, optional
            What to write above and below the chart instead of mediakit's own words.
        size : (int, int), optional
            Width and height in pixels.
        """
        require_whole("n", n, least=1)
        numbers = self.outlets()
        basis = source_line(self.evidence, numbers)
        if len(numbers) > n:
            sizes = numbers["n_articles"]
            which = choose(sizes.min() == sizes.max(), f"{n}", f"the {n} largest")
            basis = f"Shown: {which} of {len(numbers):,} outlets. {basis}"
        heading = f"Share of {self._not_own()}, by outlet"
        if numbers.empty:
            chart = note_chart(heading, self._why_no_outlet(), basis)
        else:
            chart = dot_chart(
                _largest(numbers, n),
                label="outlet",
                value="share",
                axis="share of articles",
                title=heading,
                source=basis,
                ranked=bool((numbers["n_articles"] >= SMALL_SAMPLE).all()),
            )
        return chart.with_(title=title, subtitle=subtitle, source=source, size=size).on(ax)

    def _why_no_outlet(self) -> str:
        if self.evidence.table.empty:
            return "There are no articles."
        return "No article has an outlet."

    def example_keys(self) -> list[str]:
        """Return what `examples` can be asked for: the groups, in their order."""
        return self.groups()["reprint_group"].tolist()

    def examples(self, key: str | None = None, *, n: int = 3) -> Quotes:
        """Return the titles of up to n articles of a group (or of the first), the oldest first."""
        if key is None:
            key = next(iter(self.example_keys()), "")
        elif str(key) not in set(self.evidence.table["reprint_group"]):
            require_values(self.evidence.table, "reprint_group", [str(key)])
        members = self.evidence.table[self.evidence.table["reprint_group"] == str(key)]
        return quote_titles(members, n=n, group="")

    def answer(self) -> str:
        """Say in a sentence how many articles are reprints, and which outlet has the most."""
        first = self._how_many()
        outlets = self.outlets()
        if not outlets["n_copied"].any():
            return first
        large = outlets[outlets["n_articles"] >= SMALL_SAMPLE]
        if large.empty:
            return f"{first} No outlet has at least {SMALL_SAMPLE} articles, {NONE_HIGHEST}"
        if not large["n_copied"].any():
            return f"{first} No outlet with at least {SMALL_SAMPLE} articles has any."
        top = large.iloc[0]
        among = ""
        if len(large) < len(outlets):
            n_large = count_of(len(large), "outlet")
            among = f"Of the {n_large} with at least {SMALL_SAMPLE} articles, "
        most = f"{among}{top['outlet']} has the highest share of {self._not_own()}:"
        if len(large) == 1:
            most = f"In {top['outlet']}, the share of {self._not_own()} is"
        share, low, high = percents(top["share"], top["low"], top["high"])
        return (
            f"{first} {most} {share} ({top['n_copied']:,} of "
            f"{top['n_articles']:,}; 95% range {low} to {high})."
        )

    def _how_many(self) -> str:
        """Say how many articles are reprints."""
        n = int(self.evidence.table["is_reprint"].sum())
        n_articles = len(self.evidence.table)
        total = count_of(n_articles, "article")
        if n_articles == 0:
            return "There are no articles to check for reprints."
        if n_articles == 1:
            return f"The only article is {choose(n, '', 'not ')}a reprint."
        if n == 0:
            return f"None of the {total} is a reprint of another."
        if n == 1:
            return f"1 of the {total} is a reprint of another article."
        return f"{n:,} of the {total} are reprints of other articles."

    def side_by_side(self, article_id: str | None = None) -> SideBySide:
        """Return an article beside the one that it reprints or excerpts, the differences marked.

        Parameters
        ----------
        article_id : str, optional
            By default the first of the table, if possible one that is not word for word the same.
        """
        if article_id is None:
            if self.pairs.empty:
                return SideBySide(_NOBODY, _NOBODY, kind="no reprint")
            same_words = self.pairs["similarity"] >= 1
            different_first = same_words.sort_values(kind="stable").index
            article_id = self.pairs.loc[different_first[0], "article_id"]
        rows = self.pairs[self.pairs["article_id"] == str(article_id)]
        if rows.empty:
            raise UnknownValue(self._why_no_pair(str(article_id)))
        pair = rows.iloc[0]
        texts = self.evidence.table.set_index("article_id")[["outlet", "date", "text"]]
        source = tuple(texts.loc[pair["source_id"]])
        article = tuple(texts.loc[pair["article_id"]])
        return SideBySide(source, article, kind=pair["kind"])

    def _why_no_pair(self, article_id: str) -> str:
        require_values(self.evidence.table, "article_id", [article_id])
        reason = f"The article {article_id} is not a reprint and has no excerpt of another."
        is_source = self.pairs["source_id"] == article_id
        if not is_source.any():
            return reason
        takers = self.pairs.loc[is_source, "article_id"]
        return f"{reason} Ask for the articles that reprint or excerpt it: {list_names(takers)}."

    def method(self) -> str:
        """Say what was compared, how, and what was found."""
        kinds = self.evidence.table["reprint_kind"].value_counts()
        if self.evidence.table.empty:
            return ""
        within = ""
        if self.window is not None:
            days = count_of(self.window.days, "day")
            within = f" Articles more than {days} apart were not compared."
        return (
            f"{_kinds_in_words(kinds)}An article counts as a copy or a version if at "
            "least 45% of the five-word sequences found in it or in another article are found in "
            "both (Jaccard)."
            " The earliest article, or the agency's own, is the original. An article "
            "that only contains a long excerpt of another (at least 35% of the shorter text, or "
            f"more than 66 words in a row) still counts as independent.{within}"
        )


def _kinds_in_words(kinds: pd.Series) -> str:
    """Say how many articles are copies, versions and excerpts; nothing if there are none."""
    n_copies = int(kinds.get("copy", 0))
    n_updates = int(kinds.get("update", 0))
    n_excerpts = int(kinds.get("excerpt", 0))
    parts = []
    if n_copies:
        parts.append(
            f"{n_copies:,} {choose(n_copies, 'is a copy of another', 'are copies of others')}"
        )
    if n_updates:
        versions = choose(
            n_updates, "is a later version of another", "are later versions of others"
        )
        parts.append(f"{n_updates:,} {versions}")
    if not parts and not n_excerpts:
        return ""
    if n_excerpts:
        contains = choose(n_excerpts, "contains", "contain")
        parts.append(f"{n_excerpts:,} only {contains} a long excerpt of another")
    else:
        parts.append("none merely contains a long excerpt")
    return f"Of the articles, {join_names(parts)}. "


def _column(articles: pd.DataFrame, name: str) -> pd.Series:
    """Return a column, or one of missing values if it is not there."""
    if name in articles.columns:
        return articles[name]
    return pd.Series(None, index=articles.index, dtype="str")


def _largest(numbers: pd.DataFrame, n: int) -> pd.DataFrame:
    """Return the n outlets with the most articles, in the order of the numbers."""
    by_size = numbers.sort_values(["n_articles", "outlet"], ascending=[False, True])
    rows = sorted(by_size.head(n).index)
    return numbers.loc[rows, ["outlet", "share", "low", "high", "n_copied", "n_articles"]]
