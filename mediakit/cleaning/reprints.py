"""Reprints: the same text under several names, which is one piece of evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
import pandas as pd

from mediakit.charts import Chart, dot_chart, note_chart
from mediakit.checks import require_unique_ids, require_values, require_whole
from mediakit.cleaning.agency_names import AGENCIES, AgencyNames
from mediakit.cleaning.kinds import Marks, mark_kinds
from mediakit.cleaning.side_by_side import SideBySide
from mediakit.context import Quotes, quote_titles
from mediakit.display import html_paragraph, html_table
from mediakit.errors import UnknownValue
from mediakit.periods import days_of
from mediakit.tokens import Tokens, utf8_of, words_of
from mediakit.uncertainty import share_interval
from mediakit.wording import count_of, percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Reprints", "find_reprints", "mark_reprints"]

_NEEDED = ["article_id", "outlet", "date", "text"]
_MARKS = ["reprint_group", "is_reprint", "reprint_kind", "similarity", "reprint_source"]


@dataclass(frozen=True, eq=False)
class Reprints:
    """Which articles are reprints of which.

    Attributes
    ----------
    articles : DataFrame
        The articles with their marks, as `mark_reprints` returns them, by date.
    pairs : DataFrame
        What `table` returns.
    window : Timedelta or None
        How far apart articles were compared.
    """

    articles: pd.DataFrame
    pairs: pd.DataFrame
    window: pd.Timedelta | None

    def table(self) -> pd.DataFrame:
        """Return each marked article beside its source, the longest shared passage first.

        Returns
        -------
        DataFrame
            article_id, source_id, outlet, source_outlet, date, source_date, kind, similarity (Jaccard: the five-word
            sequences that both have, as a share of those that either has), containment (as a share of those of the
            shorter text), longest_run (words in a row that both have), passage (these words, as the article has them).
        """
        return self.pairs.copy()

    def groups(self) -> pd.DataFrame:
        """Return each group of reprints in a row, those of the most outlets first.

        Returns
        -------
        DataFrame
            reprint_group (the article_id of the original), n_articles, n_outlets, first_date, last_date, outlet and
            title of the original.
        """
        of_group = self.articles.groupby("reprint_group")
        found = of_group.agg(
            n_articles=("article_id", "size"),
            n_outlets=("outlet", "nunique"),
            first_date=("date", "min"),
            last_date=("date", "max"),
        ).reset_index()
        names = [name for name in ("outlet", "title") if name in self.articles.columns]
        originals = self.articles.set_index("article_id")[names]
        found = found[found["n_articles"] > 1].join(originals, on="reprint_group")
        order = ["n_outlets", "n_articles", "reprint_group"]
        return found.sort_values(order, ascending=[False, False, True], ignore_index=True)

    def outlets(self) -> pd.DataFrame:
        """Return how much of each outlet's coverage is not its own.

        Returns
        -------
        DataFrame
            outlet, n_articles, n_reprints (articles that reprint another outlet's), n_agency (articles with an agency's
            dateline, byline or mark; 0 before `credit_agencies`), n_copied (either), n_noted (articles with a note that
            an agency contributed), n_excerpts (articles of its own that hold a long excerpt of another), share (copied
            ones among all), low, high (95 %, Wilson 1927); the highest share first. Of two outlets that print one text
            on one day, which of them had it first is not known: that of the lower article_id counts as the original,
            unless one of them is the agency.
        """
        articles = self.articles
        place = _column(articles, "agency_place")
        agency = place.isin(["dateline", "byline", "mark"])
        outlet_of = articles.set_index("article_id")["outlet"]
        elsewhere = articles["is_reprint"] & (
            articles["reprint_source"].map(outlet_of) != articles["outlet"]
        )
        marks = {
            "_reprint": elsewhere,
            "_agency": agency,
            "_copied": agency | elsewhere,
            "_noted": place == "note",
            "_excerpt": articles["reprint_kind"] == "excerpt",
        }
        counts = (
            articles.assign(**marks)
            .groupby("outlet")
            .agg(
                n_articles=("is_reprint", "size"),
                n_reprints=("_reprint", "sum"),
                n_agency=("_agency", "sum"),
                n_copied=("_copied", "sum"),
                n_noted=("_noted", "sum"),
                n_excerpts=("_excerpt", "sum"),
            )
        )
        counts = counts.astype("int64").reset_index()
        low, high = share_interval(counts["n_copied"], counts["n_articles"])
        counts = counts.assign(share=counts["n_copied"] / counts["n_articles"], low=low, high=high)
        return counts.sort_values(["share", "outlet"], ascending=[False, True], ignore_index=True)

    def plot(self, ax: Axes | None = None, *, most: int = 20) -> Chart:
        """Draw how much of their coverage is not their own, for the outlets with the most articles."""
        numbers = self.outlets()
        credited = " or are credited to an agency" if "agency" in self.articles.columns else ""
        title = f"Articles that reprint another{credited}, by outlet"
        require_whole("most", most, least=1)
        n = count_of(len(self.articles), "article")
        source = f"{n} from {count_of(len(numbers), 'outlet')}. Bars: 95 % ranges."
        if numbers.empty:
            return note_chart(title, "There is no article with an outlet.", source).on(ax)
        largest = (
            numbers.sort_values(["n_articles", "outlet"], ascending=[False, True]).head(most).index
        )
        shown = numbers.loc[
            sorted(largest), ["outlet", "share", "low", "high", "n_copied", "n_articles"]
        ]
        source = f"The {most} largest are shown. {source}" if len(numbers) > most else source
        chart = dot_chart(
            shown,
            label="outlet",
            value="share",
            axis="share of articles",
            title=title,
            source=source,
        )
        return chart.on(ax)

    def example_keys(self) -> list[str]:
        """Return what `examples` can be asked for: the groups, in their order."""
        return self.groups()["reprint_group"].tolist()

    def examples(self, group: str | None = None, *, n: int = 3) -> Quotes:
        """Return the titles of up to n articles of a group (or of the first), the oldest first."""
        group = next(iter(self.example_keys()), "") if group is None else str(group)
        require_values(self.articles, "reprint_group", [group] if group else [])
        return quote_titles(self.articles[self.articles["reprint_group"] == group], n=n, group="")

    def answer(self) -> str:
        """Say in a sentence how many articles are reprints, and where most of what is copied stands."""
        n, outlets = int(self.articles["is_reprint"].sum()), self.outlets()
        first = f"{n:,} of {count_of(len(self.articles), 'article')} {'reprints' if n == 1 else 'reprint'} another."
        outlets = outlets.sort_values(
            ["n_copied", "share", "outlet"], ascending=[False, False, True]
        )
        if outlets.empty or not outlets["n_copied"].iloc[0]:
            return first
        most = outlets.iloc[0]
        return (
            f"{first} Most copied articles stand in {most['outlet']}: {most['n_copied']:,} of {most['n_articles']:,} "
            f"(95 % range of the share {percent(most['low'])} to {percent(most['high'])})."
        )

    def side_by_side(self, article_id: str | None = None) -> SideBySide:
        """Return an article beside what it was taken from, the differences marked; by default the first of the table,
        if possible one that is not word for word the same."""
        if article_id is None and self.pairs.empty:
            return SideBySide((None, pd.NaT, ""), (None, pd.NaT, ""), kind="no reprint")
        if article_id is None:
            article_id = self.pairs.sort_values("similarity", key=lambda s: s >= 1, kind="stable")[
                "article_id"
            ].iloc[0]
        rows = self.pairs[self.pairs["article_id"] == str(article_id)]
        if rows.empty:
            require_values(self.articles, "article_id", [str(article_id)])
            taken = self.pairs.loc[self.pairs["source_id"] == str(article_id), "article_id"].head(3)
            ask = f" Ask for what was taken from it: {', '.join(taken)}." if len(taken) else ""
            raise UnknownValue(
                f"The article {article_id} is no reprint and has no excerpt of another.{ask}"
            )
        texts = self.articles.set_index("article_id")[["outlet", "date", "text"]]
        source, article = (
            tuple(texts.loc[rows.iloc[0][name]]) for name in ("source_id", "article_id")
        )
        return SideBySide(source, article, kind=rows.iloc[0]["kind"])

    def describe(self) -> str:
        """Say what was compared, how, and what was found."""
        kinds = self.articles["reprint_kind"].value_counts()
        n = {kind: int(kinds.get(kind, 0)) for kind in ("copy", "update", "excerpt")}
        n_articles, n_texts = (
            count_of(len(self.articles), "article"),
            self.articles["reprint_group"].nunique(),
        )
        days = "" if self.window is None else count_of(self.window.days, "day")
        within = f" Articles more than {days} apart were not compared." if days else ""
        return (
            f"Among {n_articles} are {n['copy']:,} copies of another, {n['update']:,} later versions, and "
            f"{n['excerpt']:,} with a long excerpt; {n_texts:,} texts are independent. Copies and versions share 45 % "
            "or more of their five-word sequences with one article of their group (Jaccard); the earliest, or the "
            "agency's own, is the original. An excerpt, 35 % of the shorter text or more than 66 words in a row, stays "
            f"independent.{within}"
        )

    def __repr__(self) -> str:
        groups = self.groups()
        return self.describe() + (
            "\n" + groups.head(20).to_string(index=False) if len(groups) else ""
        )

    def _repr_html_(self) -> str:
        groups = self.groups()
        return html_paragraph(self.describe()) + (html_table(groups) if len(groups) else "")


def find_reprints(articles: pd.DataFrame, *, window: str | None = None) -> Reprints:
    """Find near-identical articles over all outlets: agency copy, later versions, long excerpts.

    Only the texts are compared, by their words: punctuation, capitals and headlines do not matter. Do
    `strip_boilerplate` first, since a long footer makes unrelated articles look alike.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    window : str, optional
        Compare only articles at most so many days apart, such as '30D' (undated ones with all). By default all are
        compared.

    Returns
    -------
    Reprints
        `groups()`, `table()` with the passage that two articles share, `side_by_side(article_id)`, `outlets()`.

    References
    ----------
    Broder (1997), On the resemblance and containment of documents (Jaccard and containment of five-word sequences);
    Li, Owen and Zhang (2012), One permutation hashing (to propose pairs; every pair proposed is then counted out).

    Notes
    -----
    Texts of fewer than five words are compared with nothing. A quotation of the same speech is no reprint; where it
    runs over more than 66 words or 35 % of the shorter text it shows as an excerpt.

    Examples
    --------
    >>> import mediakit as mk
    >>> reprints = mk.find_reprints(mk.strip_boilerplate(mk.load_demo_articles()))
    >>> reprints.table()["kind"].value_counts().to_dict()
    {'copy': 12, 'update': 2}
    """
    require_unique_ids(articles, _NEEDED)
    span = None if window is None else pd.Timedelta(days=days_of(window))
    rows = articles.drop(columns=[name for name in _MARKS if name in articles.columns])
    rows = rows.assign(article_id=rows["article_id"].astype("str"))
    times = [name for name in ("date", "published_at") if name in rows.columns]
    rows = rows.sort_values([*times, "article_id"], ignore_index=True)
    tokens = words_of(rows, "text")
    marks = mark_kinds(rows, tokens, _own_copy(rows), span)
    ids = rows["article_id"].to_numpy(dtype=object)
    marked = np.flatnonzero(marks.source >= 0)
    similarity = np.full(len(rows), np.nan)
    similarity[marked] = marks.pairs.jaccard
    source = np.full(len(rows), None, dtype=object)
    source[marked] = ids[marks.source[marked]]
    rows = rows.assign(
        reprint_group=pd.array(ids[marks.original], dtype="str"),
        is_reprint=marks.original != np.arange(len(rows)),
        reprint_kind=pd.array(marks.kind, dtype="str"),
        similarity=similarity,
        reprint_source=pd.array(source, dtype="str"),
    )
    return Reprints(rows, _pairs(rows, marked, marks, _passages(rows, tokens, marked, marks)), span)


def mark_reprints(articles: pd.DataFrame, *, window: str | None = None) -> pd.DataFrame:
    """Mark which articles are reprints; nothing is deleted.

    Every analysis counts the articles of one `reprint_group` once a side, unless it is told `reprints="keep"`.

    Parameters
    ----------
    articles : DataFrame
        The articles table, best after `strip_boilerplate`.
    window : str, optional
        Compare only articles at most so many days apart, such as '30D'.

    Returns
    -------
    DataFrame
        The same rows in the same order with `reprint_group` (the article_id of the original; an article alone is a
        group of its own), `is_reprint`, `reprint_kind` ('copy', 'update', 'excerpt' or missing), `similarity` (with
        the source, Jaccard) and `reprint_source` (the article_id of what it was taken from). An excerpt stays a group
        of its own.

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.mark_reprints(mk.strip_boilerplate(mk.load_demo_articles()))
    >>> int(articles["is_reprint"].sum()), articles["reprint_group"].nunique()
    (14, 87)
    """
    marks = find_reprints(articles, window=window).articles.set_index("article_id")[_MARKS]
    marks = marks.loc[articles["article_id"].astype("str")].set_axis(articles.index)
    return articles.assign(**{name: marks[name] for name in _MARKS})


def _column(articles: pd.DataFrame, name: str) -> pd.Series:
    """Return a column, or one of missing values where it is not there."""
    return (
        articles[name]
        if name in articles.columns
        else pd.Series(None, index=articles.index, dtype="str")
    )


def _own_copy(articles: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Say which articles an agency published itself."""
    if "agency_place" in articles.columns:
        return (articles["agency_place"] == "outlet").to_numpy(dtype=bool)
    known = AgencyNames(AGENCIES)
    own = {
        outlet: known.of_outlet(outlet) is not None
        for outlet in articles["outlet"].dropna().unique()
    }
    return np.array([own.get(outlet, False) for outlet in articles["outlet"]], dtype=bool)


def _passages(
    rows: pd.DataFrame, tokens: Tokens, marked: npt.NDArray[np.int64], marks: Marks
) -> list[str]:
    """Return the longest run of words that each marked article shares with its source, as the article has it."""
    letters, begins = utf8_of(rows.iloc[marked], "text")
    passages = []
    for k, (_, token, n_words) in enumerate(marks.runs):
        ends_text = token + n_words == tokens.starts[marked[k] + 1]
        stop = begins[k + 1] if ends_text else begins[k] + tokens.offsets[token + n_words]
        passages.append(
            letters[begins[k] + tokens.offsets[token] : stop].tobytes().decode().strip()
            if n_words
            else ""
        )
    return passages


def _pairs(
    rows: pd.DataFrame, marked: npt.NDArray[np.int64], marks: Marks, passages: list[str]
) -> pd.DataFrame:
    """Return each marked article beside its source."""
    own, other = rows.iloc[marked], rows.iloc[marks.source[marked]]
    pairs = pd.DataFrame(
        {
            "article_id": own["article_id"].to_numpy(),
            "source_id": other["article_id"].to_numpy(),
            "outlet": own["outlet"].to_numpy(),
            "source_outlet": other["outlet"].to_numpy(),
            "date": own["date"].to_numpy(),
            "source_date": other["date"].to_numpy(),
            "kind": own["reprint_kind"].to_numpy(),
            "similarity": marks.pairs.jaccard,
            "containment": marks.pairs.containment,
            "longest_run": marks.runs[:, 2],
            "passage": pd.array(passages, dtype="str"),
        }
    )
    return pairs.sort_values(
        ["longest_run", "article_id"], ascending=[False, True], ignore_index=True
    )
