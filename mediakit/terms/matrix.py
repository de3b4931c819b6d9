"""Terms by articles: how often each term occurs in each article, and how much it weighs there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from scipy import sparse

from mediakit.arrays import Longs
from mediakit.charts import Chart, dot_chart, note_chart
from mediakit.checks import as_list, require_columns, require_whole
from mediakit.context import Quotes, quote_sentences, spread_over_dates
from mediakit.display import html_paragraph
from mediakit.errors import UnknownValue, nearest
from mediakit.queries import Hits
from mediakit.results import Result, source_line
from mediakit.tables import ShownTable
from mediakit.terms.joining import find_terms
from mediakit.terms.sequences import Sequences
from mediakit.terms.settings import TermSettings
from mediakit.tokens import Tokens, split_words
from mediakit.uncertainty import stable
from mediakit.wording import count_of, join_names, list_names, quoted

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["COUNTS", "WEIGHTS", "TermMatrix"]

COUNTS = "Counts"
WEIGHTS = "TF-IDF weights"


@dataclass(frozen=True, repr=False, eq=False)
class TermMatrix(Result):
    """Terms by articles.

    Attributes
    ----------
    matrix : scipy.sparse.csr_array, shape (n_articles, n_terms)
        Counts, or TF-IDF weights.
    article_ids : ndarray of str, shape (n_articles,)
        The rows, sorted.
    n_words : ndarray of int64, shape (n_articles,)
        All words of each article, stop words included.
    weighting : str
        What the numbers are, in words.
    written : dict of str to tuple of str
        How the texts write each term that stands for several, such as a word and its possessive.
    """

    reads_words: ClassVar[bool] = True

    matrix: sparse.csr_array
    article_ids: npt.NDArray[np.object_]
    n_words: Longs
    weighting: str
    _columns: Sequences
    _settings: TermSettings
    _chunks: Iterable[pd.DataFrame] | None
    written: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def articles(self) -> pd.DataFrame:
        """The articles table, in the order of the rows.

        It is without the texts if the articles were counted one table after the other.
        """
        return self.evidence.articles()

    @property
    def terms(self) -> npt.NDArray[np.object_]:
        """The terms, in alphabetical order: the columns of the matrix."""
        return self._columns.names

    @property
    def are_counts(self) -> bool:
        """Whether the numbers are counts, not weights."""
        return self.weighting == COUNTS

    @property
    def fields(self) -> tuple[str, ...]:
        """The columns that were read."""
        return self._settings.fields

    @property
    def left_out(self) -> frozenset[str]:
        """The words that were left out."""
        return self._settings.left_out

    def table(self) -> pd.DataFrame:
        """Return a row for each term of each article.

        Columns: `article_id`, `term`, and `count` or `weight`.
        """
        entries = self.matrix.tocoo()
        names = {"article_id": self.article_ids[entries.row], "term": self.terms[entries.col]}
        table = pd.DataFrame(names, dtype="str")
        if self.are_counts:
            return table.assign(count=entries.data)
        return table.assign(weight=entries.data)

    def top_terms(self, *, by: str | Sequence[str] | None = None, n: int = 10) -> pd.DataFrame:
        """List the terms that weigh most, in all articles or in each group.

        Parameters
        ----------
        by : str or list of str, optional
            Columns to group by, such as 'outlet'. Articles without a value there are the last
            group.
        n : int, default 10
            Terms a group.

        Returns
        -------
        DataFrame
            The columns of `by`, rank (from 1), term, weight (the mean over the group's articles:
            more is more distinctive, not more frequent; of counts mean_count) and n_articles (those
            with the term).
        """
        names = as_list(by)
        require_columns(self.articles, names)
        require_whole("n", n, least=1)
        if not names:
            return self._top_of(np.arange(len(self.articles)), n)
        groups = self.articles.groupby(names, sort=True, dropna=False).indices
        tables = [self._top_of(np.arange(0), n)]
        for group, rows in groups.items():
            values = group
            if not isinstance(group, tuple):
                values = (group,)
            top = self._top_of(rows, n)
            tables.append(top.assign(**dict(zip(names, values, strict=True))))
        columns = [*names, *tables[0].columns]
        if len(tables) == 1:
            return pd.DataFrame(columns=columns)
        types = {name: self.articles[name].dtype for name in names}
        return pd.concat(tables[1:], ignore_index=True)[columns].astype(types)

    def _top_of(self, rows: Longs, n: int) -> pd.DataFrame:
        """Return the n terms that weigh most in some articles, ties in alphabetical order."""
        part = self.matrix[rows]
        means = stable(np.asarray(part.sum(axis=0)).ravel() / max(len(rows), 1))
        n_articles = np.asarray((part > 0).sum(axis=0)).ravel()
        top = np.argsort(-means, kind="stable")[:n]
        top = top[means[top] > 0]
        ranks = np.arange(1, len(top) + 1)
        table = pd.DataFrame({"rank": ranks, "term": self.terms[top]})
        if self.are_counts:
            table = table.assign(mean_count=means[top])
        else:
            table = table.assign(weight=means[top])
        return table.assign(n_articles=n_articles[top])

    def example_keys(self) -> list[str]:
        """Return the terms that weigh most, for which `examples` shows sentences."""
        return self.top_terms()["term"].tolist()

    def examples(self, key: str | None = None, *, n: int = 3) -> Quotes:
        """Return sentences with a term, by default the one that weighs most, from n articles."""
        require_whole("n", n, least=1)
        if key is None and not len(self._columns):
            return Quotes(pd.DataFrame(), self.reason)
        if key is None:
            key = self.example_keys()[0]
        return self.examples_among(self.article_ids, key, n=n, group=self._known(key))

    def examples_among(
        self,
        article_ids: Iterable[str],
        key: str,
        *,
        n: int,
        group: str,
    ) -> Quotes:
        """Return sentences with a term from up to n of these articles, spread over their dates.

        Only the texts of those n are needed: of tables that were counted one after the other they
        are read again.
        """
        require_whole("n", n, least=0)
        key = self._known(key)
        column = self._columns.columns[key]
        counts = self.matrix[:, [column]].toarray().ravel()
        is_asked = np.isin(self.article_ids.astype(str), list(article_ids))
        with_term = self.articles.iloc[np.flatnonzero((counts > 0) & is_asked)]
        ids = spread_over_dates(with_term, n)["article_id"]
        return quote_sentences(
            self._with_texts(ids),
            self.finder(key),
            n=n,
            fields=self.fields,
            group=group,
        )

    def _with_texts(self, ids: pd.Series) -> pd.DataFrame:
        """Return the articles with these ids; if there were several tables, read them again."""
        tables: Iterable[pd.DataFrame] = [self.articles]
        if self._chunks is not None:
            tables = self._chunks
        rows = [table.loc[table["article_id"].isin(ids)] for table in tables]
        if not rows:
            raise UnknownValue(
                "The tables that were counted can be read only once. Count a list of them, or what "
                "scan_articles returns."
            )
        return pd.concat(rows)

    def finder(self, term: str) -> Callable[[Tokens], Hits]:
        """Return a function that finds the places where a term was counted."""
        term = self._known(term)
        settings = self._settings
        written = self.written.get(term, (term,))
        return lambda tokens: find_terms(written, tokens, settings.phrases, settings.left_out)

    def _known(self, term: str) -> str:
        """Return a term as it is named here, whatever its case and the shape of its apostrophes."""
        if not isinstance(term, str):
            raise UnknownValue(f"A term is a string such as 'ferry'; got {term!r}.")
        plain = " ".join(split_words(term))
        names = [term, plain]
        if self.written:
            names += [name for name, written in self.written.items() if plain in written]
        for name in names:
            if name in self._columns.columns:
                return name
        if plain in self._settings.left_out:
            raise UnknownValue(
                f"'{term}' is a stop word and was left out. Count with stop_words=None."
            )
        raise UnknownValue(nearest("term", term, self.terms))

    def plot(
        self,
        ax: Axes | None = None,
        *,
        n: int = 15,
        title: str | None = None,
        subtitle: str | None = None,
        source: str | None = None,
        size: tuple[int, int] | None = None,
    ) -> Chart:
        """Draw the terms that weigh most.

        Parameters
        ----------
        ax : matplotlib axes, optional
            Where to draw.
        n : int, default 15
            How many terms to draw.
        title, subtitle, source, size
            As in every plot: what to write instead of mediakit's own words, and width and height in
            pixels.
        """
        top = self.top_terms(n=n)
        chart = self._chart(top)
        return chart.with_(
            title=title,
            subtitle=subtitle,
            source=source,
            size=size,
        ).on(ax)

    def _chart(self, top: pd.DataFrame) -> Chart:
        title = "The terms with the highest average weight"
        value = "weight"
        axis = "mean TF-IDF weight per article"
        if self.are_counts:
            title = "The most frequent terms"
            value = "mean_count"
            axis = "mean count per article"
        source = source_line(self.evidence, top)
        if top.empty:
            return note_chart(title, self.reason, source)
        return dot_chart(
            top[["term", value, "n_articles"]],
            label="term",
            value=value,
            axis=axis,
            title=title,
            source=source,
        )

    def answer(self) -> str:
        """Say which terms weigh most."""
        n_articles, n_terms = self.matrix.shape
        ranked = self.top_terms(n=max(n_terms, 1))
        terms = [quoted(term) for term in ranked["term"].head(3)]
        if not terms:
            return self.reason
        articles = count_of(n_articles, "article")
        if len(terms) == 1:
            return f"The only term in {articles} is {terms[0]}."
        kind, value = "distinctive", "weight"
        if self.are_counts:
            kind, value = "frequent", "mean_count"
        n_tied = int((ranked[value] == ranked[value].iloc[0]).sum())
        if n_tied > len(terms):
            return f"Of the {n_terms:,} terms in {articles}, {n_tied:,} are tied for most {kind}."
        if n_terms == len(terms):
            return f"The {n_terms:,} terms in {articles} are {join_names(terms)}."
        return f"The most {kind} of {n_terms:,} terms in {articles} are {join_names(terms)}."

    def method(self) -> str:
        """Say what the numbers are."""
        n_articles, n_terms = self.matrix.shape
        meaning = "A weight says how distinctive a term is of an article, not why."
        if self.are_counts:
            meaning = "A count says how often a term occurs in an article."
        if not n_terms:
            return f"No terms were counted. {self._lost_phrases()}".strip()
        size = f"{count_of(n_terms, 'term')} in {count_of(n_articles, 'article')}"
        sentences = [f"{self.weighting} of {size}.", meaning, self._lost_phrases()]
        return " ".join(sentence for sentence in sentences if sentence)

    def describe(self) -> str:
        """Say what the numbers are, and why there are none; no number depends on reprints."""
        parts = [self.method(), self._languages_note(), self.reason]
        return " ".join(part for part in parts if part)

    def _lost_phrases(self) -> str:
        """Name the phrases that occur nowhere, or only inside others that were joined."""
        names = pa.array(self._settings.phrases, type=pa.large_string())
        lost = names.filter(pc.invert(pc.is_in(names, self._columns.words))).to_pylist()
        if not lost:
            return ""
        quoted = [f"'{name}'" for name in lost]
        return f"Phrases not found: {list_names(quoted, 5)}."

    def __repr__(self) -> str:
        return "\n".join([self.answer(), self.top_terms().to_string(index=False)])

    def _repr_html_(self) -> str:
        return html_paragraph(self.answer()) + ShownTable(self.top_terms()).html()
