"""Which articles are reprints of which, as a result."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import numpy as np
import pandas as pd

from mediakit.charts import Chart, dot_chart, note_chart
from mediakit.checks import require_values, require_whole
from mediakit.cleaning.origins import is_agencys_own
from mediakit.cleaning.side_by_side import SideBySide
from mediakit.context import Quotes, quote_titles
from mediakit.errors import UnknownValue
from mediakit.independence import NONE_HIGHEST, OWN, SMALL_SAMPLE, origins_in_words
from mediakit.results import Result, source_line
from mediakit.uncertainty import share_interval
from mediakit.wording import choose, count_of, list_names, percents

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["MARKS", "Reprints"]

#: The columns that `mark_reprints` adds.
MARKS = [
    "reprint_group",
    "is_reprint",
    "reprint_kind",
    "similarity",
    "reprint_source",
    "origin",
]

_NAMING = ["article_id", "outlet", "date", "title"]
_KINDS = ("own", "update", "agency", "sister", "shared")
#: Texts that other outlets have, too.
_ELSEWHERE = ("agency", "sister", "shared")
_NOBODY = (None, pd.NaT, "")
#: What makes a pair tell less, the worst first.
_LESS_TELLING = ("is_excerpt", "one_outlet", "same_words")


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

    cannot_show: ClassVar[str] = "That two texts are the same does not show who wrote them."

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
            both have), passage (these words, as the article has them; at most a quarter of it).
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
        """Return whose text each outlet printed.

        Returns
        -------
        DataFrame
            outlet, n_articles, n_own (its own), n_update (later versions of its own), n_agency
            (agency copy), n_sister (a title of the same owner had the text first), n_shared
            (another outlet printed the text as well), n_noted (articles with a note that an agency
            contributed), n_excerpts (its own articles with a long excerpt of another), share (of
            n_agency, n_sister and n_shared among all; missing for an agency, whose texts are what
            the others print), low, high (95%, Wilson 1927); the highest share first.
        """
        articles = self.evidence.table
        kinds = {f"n_{kind}": articles["origin"] == kind for kind in _KINDS}
        marks = pd.DataFrame(
            {
                "n_articles": 1,
                **kinds,
                "n_noted": _column(articles, "agency_place") == "note",
                "n_excerpts": articles["reprint_kind"] == "excerpt",
            }
        )
        counts = marks.astype("int64").groupby(articles["outlet"]).sum().reset_index()
        n_elsewhere = counts[[f"n_{kind}" for kind in _ELSEWHERE]].sum(axis=1)
        low, high = share_interval(n_elsewhere, counts["n_articles"])
        share = n_elsewhere / counts["n_articles"]
        counts = counts.assign(share=share, low=low, high=high)
        agencies = articles.loc[is_agencys_own(articles), "outlet"].unique()
        counts.loc[counts["outlet"].isin(agencies), ["share", "low", "high"]] = np.nan
        return counts.sort_values(
            ["share", "outlet"],
            ascending=[False, True],
            ignore_index=True,
        )

    def _elsewhere(self) -> str:
        """Name the articles whose share `outlets` gives, as far as there are any."""
        found = set(self.evidence.table["origin"])
        if "agency" not in found:
            return "articles whose text other outlets printed as well"
        if found.isdisjoint(("sister", "shared")):
            return "agency copy"
        return "agency copy and texts that other outlets printed as well"

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
        """Draw how much of their text others have as well, for the outlets with the most articles.

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
        numbers = self.outlets().dropna(subset="share", ignore_index=True)
        basis = source_line(self.evidence, numbers)
        if len(numbers) > n:
            sizes = numbers["n_articles"]
            which = choose(sizes.min() == sizes.max(), f"{n}", f"the {n} largest")
            basis = f"Shown: {which} of {len(numbers):,} outlets. {basis}"
        heading = f"Share of {self._elsewhere()}, by outlet"
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
        return self.finish(chart, ax, title, subtitle, source, size, says_finding=True)

    def _why_no_outlet(self) -> str:
        if self.evidence.table.empty:
            return "There are no articles."
        if self.evidence.table["outlet"].isna().all():
            return "No article has an outlet."
        return "All articles are the agencies' own."

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
        """Say whose texts the articles are, and which outlet shares the most with others."""
        first = self.whose()
        outlets = self.outlets().dropna(subset="share")
        if not outlets["share"].any():
            return first
        large = outlets[outlets["n_articles"] >= SMALL_SAMPLE]
        if large.empty:
            return f"{first} No outlet has at least {SMALL_SAMPLE} articles, {NONE_HIGHEST}"
        if not large["share"].any():
            return f"{first} No outlet with at least {SMALL_SAMPLE} articles has any of these."
        top = large.iloc[0]
        among = ""
        if len(large) < len(outlets):
            n_large = count_of(len(large), "outlet")
            among = f"Of the {n_large} with at least {SMALL_SAMPLE} articles, "
        rivals = large.iloc[1:]
        if (rivals["high"] >= top["low"]).any():
            return f"{first} {self._not_clear(large, among)}"
        most = f"{among}{top['outlet']} has the highest share of {self._elsewhere()}:"
        if len(large) == 1:
            most = f"In {top['outlet']}, the share of {self._elsewhere()} is"
        share, low, high = percents(top["share"], top["low"], top["high"])
        n = round(top["share"] * top["n_articles"])
        return (
            f"{first} {most} {share} ({n:,} of {top['n_articles']:,}; 95% range {low} to {high})."
        )

    def _not_clear(self, large: pd.DataFrame, among: str) -> str:
        """Say that no outlet has clearly the highest share."""
        low, high = percents(float(large["share"].min()), float(large["share"].max()))
        who = among + "none"
        if not among:
            who = "No outlet"
        none = f"{who} can be named as having the highest share of"
        return (
            f"{none} {self._elsewhere()}: the shares run from {low} to {high}, and the ranges of "
            "the highest overlap."
        )

    def whose(self) -> str:
        """Say how many articles are whose text."""
        if self.evidence.table.empty:
            return "There are no articles to check for reprints."
        origins = self.evidence.table["origin"]
        whose = origins_in_words(origins)
        if len(origins) == 1:
            return f"The only article {whose.removeprefix('1 ')}."
        articles = count_of(len(origins), "article")
        if origins.isin([OWN]).all():
            return f"All {articles} {whose.removeprefix(f'{len(origins):,} ')}."
        return f"Of the {articles}, {whose}."

    def side_by_side(self, article_id: str | None = None, *, whole: bool = False) -> SideBySide:
        """Return an article beside the one that it reprints or excerpts, the differences marked.

        Parameters
        ----------
        article_id : str, optional
            By default the first of the table that is one text in two versions, if possible of two
            outlets, and not word for word the same.
        whole : bool, default False
            Whether to show all of both texts. They are somebody's property: by default only what
            differs is shown, with some words around it: at most 80 words, and a quarter, of each
            text.
        """
        if article_id is None:
            if self.pairs.empty:
                return SideBySide(_NOBODY, _NOBODY, kind="no reprint")
            preferred = self.pairs.assign(
                is_excerpt=self.pairs["kind"] == "excerpt",
                one_outlet=self.pairs["outlet"] == self.pairs["source_outlet"],
                same_words=self.pairs["similarity"] >= 1,
            )
            best_first = preferred.sort_values([*_LESS_TELLING], kind="stable")
            article_id = best_first["article_id"].iloc[0]
        rows = self.pairs[self.pairs["article_id"] == str(article_id)]
        if rows.empty:
            raise UnknownValue(self._why_no_pair(str(article_id)))
        pair = rows.iloc[0]
        texts = self.evidence.table.set_index("article_id")[["outlet", "date", "text"]]
        source = tuple(texts.loc[pair["source_id"]])
        article = tuple(texts.loc[pair["article_id"]])
        return SideBySide(source, article, kind=pair["kind"], whole=whole)

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
        if self.evidence.table.empty:
            return ""
        within = ""
        if self.window is not None:
            days = count_of(self.window.days, "day")
            within = f" Articles more than {days} apart were not compared."
        n_excerpts = int((self.evidence.table["reprint_kind"] == "excerpt").sum())
        excerpts = "No article only contains a long excerpt of another"
        if n_excerpts:
            contains = choose(n_excerpts, "only contains", "only contain")
            excerpts = f"{count_of(n_excerpts, 'article')} {contains} a long excerpt of another"
        return (
            "Two articles are one text if at least 45% of the five-word sequences found in either "
            "are found in both (Jaccard). The agency's own article, or else the earliest, counts "
            "as the original. An article is agency copy if it credits an agency, or if it is one "
            "text with an article that does. An article that credits nobody may still have its "
            f"words from elsewhere. {excerpts} (at least 35% of the shorter text, or more than 66 "
            f"words in a row); such an article counts as independent.{within}"
        )


def _column(articles: pd.DataFrame, name: str) -> pd.Series:
    """Return a column, or one of missing values if it is not there."""
    if name in articles.columns:
        return articles[name]
    return pd.Series(None, index=articles.index, dtype="str")


def _largest(numbers: pd.DataFrame, n: int) -> pd.DataFrame:
    """Return the n outlets with the most articles, in the order of the numbers."""
    by_size = numbers.sort_values(["n_articles", "outlet"], ascending=[False, True])
    rows = sorted(by_size.head(n).index)
    return numbers.loc[rows, ["outlet", "share", "low", "high", "n_articles"]]
