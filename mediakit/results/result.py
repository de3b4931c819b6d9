"""The one shape of a result: what was found, the numbers, a chart, the sentences behind, and how it
was made."""

from __future__ import annotations

import pickle
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, ClassVar

import pandas as pd
import pyarrow as pa

from mediakit.checks import one_of, require_whole
from mediakit.context import ARTICLE, Quotes
from mediakit.display import html_paragraph, mime_bundle
from mediakit.excerpts import mask_addresses
from mediakit.independence import OWN, Evidence, origins_in_words
from mediakit.results.captions import languages_in_words, missing_texts_note, source_line
from mediakit.results.claim import Claim, claims_of, first_sentence, keys_named_in
from mediakit.results.finding import NOTHING, Finding
from mediakit.results.findings import by_sentence, finding_of
from mediakit.results.on_page import evidence_in_html, page_data
from mediakit.results.provenance import provenance_of
from mediakit.results.tests import family_of_tests
from mediakit.tables import DEFAULT_SIDES, Heading, ShownTable
from mediakit.wording import capitalised, count_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from mediakit.charts import Chart

__all__ = ["Result"]

_ROWS_SHOWN = 20  # as plain text


@dataclass(frozen=True, repr=False, eq=False)
class Result(ABC):
    """A frozen result of an analysis.

    Attributes
    ----------
    evidence : Evidence
        The articles that were counted.
    reason : str
        Why there is nothing to show; empty if there is something.
    """

    evidence: Evidence
    reason: str
    #: Whether the numbers come from words, which are of one language each.
    reads_words: ClassVar[bool] = False
    #: What does not follow from the numbers, in a sentence.
    cannot_show: ClassVar[str] = ""
    #: The columns of the table that people read first; all, if none is named.
    read_first: ClassVar[tuple[str, ...]] = ()

    @property
    def n_articles(self) -> int:
        """Articles read."""
        return self.evidence.n_articles

    @property
    def n_independent(self) -> int:
        """Different texts among them."""
        return self.evidence.n_independent

    @abstractmethod
    def answer(self) -> str:
        """Say in a sentence or two what was found."""

    @abstractmethod
    def table(self) -> pd.DataFrame:
        """Return the numbers, tidy."""

    @abstractmethod
    def plot(
        self,
        ax: Axes | None = None,
        *,
        title: str | None = None,
        subtitle: str | None = None,
        source: str | None = None,
        size: tuple[int, int] | None = None,
    ) -> Chart:
        """Draw the numbers and return the chart.

        Parameters
        ----------
        ax : matplotlib axes, optional
            Where to draw; by default the chart is a figure of its own.
        title, subtitle, source : str, optional
            What to write above and below the chart instead of mediakit's own words.
        size : (int, int), optional
            Width and height in pixels; by default 640 wide and as high as the rows need.
        """

    def finish(
        self,
        chart: Chart,
        ax: Axes | None,
        title: str | None = None,
        subtitle: str | None = None,
        source: str | None = None,
        size: tuple[int, int] | None = None,
        *,
        says_finding: bool = False,
    ) -> Chart:
        """Return a chart of this result as `plot` was asked for it; it may say the first finding
        as its title."""
        chart = chart.of(self)
        if says_finding:
            chart = chart.saying(self.headline())
        chart = chart.with_(title=title, subtitle=subtitle, source=source, size=size)
        return chart.on(ax)

    @abstractmethod
    def examples(self, key: Any = None, *, n: int = 3) -> Quotes:
        """Return the articles or sentences behind a row of the table, by default its first."""

    @abstractmethod
    def method(self) -> str:
        """Say how the numbers were made, with which settings, and what they cannot tell."""

    @property
    def fields_read(self) -> tuple[str, ...]:
        """The columns whose words were read; none if only articles were counted."""
        return ()

    def example_keys(self) -> list[Any]:
        """Return what `examples` can be asked for, in the order of the table: its first column."""
        table = self.table()
        return list(dict.fromkeys(table.iloc[:, 0].dropna()))

    def named_in_answer(self) -> list[tuple[Any, str]]:
        """Return the keys that the answer names, each with its name there; if it names none, the
        first."""
        keys = self.example_keys()
        named = keys_named_in(self.answer(), keys)
        return named or [(key, str(key)) for key in keys[:1]]

    def headline(self) -> str:
        """Return the first sentence of the answer, as the title of a chart; '' if there is nothing
        to show."""
        if self.reason:
            return ""
        return first_sentence(self.answer())

    def claims(self) -> list[Claim]:
        """Return what the answer claims: each sentence with the key under which `examples` gives
        the evidence for it, and `articles_behind` all of its articles."""
        return claims_of(self.answer(), self.named_in_answer())

    def findings(self) -> tuple[Finding, ...]:
        """Return what a page may lead with: a finding for each sentence of the answer that names
        something, or one that says that nothing was found."""
        if self.reason:
            return (self._nothing(first_sentence(self.answer())),)
        claims = by_sentence(self.claims())
        if not claims:
            return (self._nothing(first_sentence(self.answer())),)
        return tuple(self.finding(sentence, keys) for sentence, keys in claims.items())

    def findings_of(self, keys: Sequence[Any]) -> tuple[Finding, ...]:
        """Return the tests with these keys as findings: a page takes those that hold over all of
        its questions."""
        tests = self.tests()
        told = zip(tests["key"], tests["finding"], strict=True)
        return tuple(
            self.finding(f"{capitalised(said)}.", [key]) for key, said in told if key in keys
        )

    def finding(self, sentence: str, keys: list[Any]) -> Finding:
        """Return a sentence as a finding, with the number of its first key."""
        found = finding_of(sentence, keys, self.table(), self.headings())
        return replace(found, n_independent=self.n_independent, cannot_show=self.cannot_show)

    def _nothing(self, sentence: str) -> Finding:
        return Finding(sentence, n_independent=self.n_independent, strength=NOTHING)

    def articles_behind(self, key: Any = None) -> pd.DataFrame:
        """Return the articles behind a row of the table, by default its first: article_id, outlet,
        date, title and url, an article once."""
        found = self.examples(key, n=max(self.n_articles, 1)).table()
        columns = [name for name in ARTICLE if name in found.columns]
        return found[columns].drop_duplicates("article_id", ignore_index=True)

    def tests(self) -> pd.DataFrame:
        """Return what was tested, for `collect_findings`: key, finding (a clause), p, q, survives;
        no row if nothing was."""
        return family_of_tests([], [], pd.DataFrame(columns=["p", "q"]), [])

    def describe(self) -> str:
        """Say in one paragraph how the numbers were made, from how many articles, with which
        settings."""
        basis = [_basis(self.evidence), missing_texts_note(self.evidence, self.fields_read)]
        parts = [self.method(), *basis, self._origins_note(), self._languages_note(), self.reason]
        return " ".join(part for part in parts if part)

    def _origins_note(self) -> str:
        """Say whose texts the articles are, if that is known."""
        if not self.evidence.reprints_checked or self.n_articles < 2:
            return ""
        if "origin" not in self.evidence.table.columns:
            return ""
        origins = self.evidence.column("origin")
        if origins.isin([OWN]).all():
            return "All of these articles count as the outlets' own."
        return f"Of these articles, {origins_in_words(origins)}."

    def _languages_note(self) -> str:
        """Say which languages the articles are in if there are several, and what that means."""
        if "language" not in self.evidence.table.columns:
            return ""
        languages = languages_in_words(self.evidence.column("language"))
        if not languages:
            return ""
        note = f"The articles are {languages}."
        if not self.reads_words:
            return note
        return (
            f"{note} Words are not translated, so the languages differ in nearly all of them: "
            "analyse each by itself, as in articles[articles['language'] == 'en']."
        )

    def __getstate__(self) -> dict[str, Any]:
        """Return the result for pickle: whole, since its examples need the texts, and
        compressed."""
        whole = pickle.dumps(self.__dict__)
        return {"compressed": pa.compress(whole, "zstd", asbytes=True), "n_bytes": len(whole)}

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Restore a result; only pickle calls this."""
        packed, n_bytes = state["compressed"], state["n_bytes"]
        whole = pickle.loads(pa.decompress(packed, n_bytes, "zstd", asbytes=True))  # noqa: S301
        self.__dict__.update(whole)

    def show(self, n: int = 12, *, columns: Sequence[str] | None = None) -> ShownTable:
        """Return the first rows of the table for people: headings in words, ranges drawn.

        Parameters
        ----------
        n : int, default 12
            Rows.
        columns : sequence of str, optional
            The columns of `table()` to show, in this order; by default those that people read
            first.

        Returns
        -------
        ShownTable
            What a notebook or a page shows. `table()` has the same numbers as plain pandas.
        """
        require_whole("n", n, least=1)
        rows = self.table()
        if columns is None:
            columns = self.columns_shown(list(rows.columns))
        for name in columns:
            one_of("columns", name, rows.columns)
        rows = rows[list(columns)]
        caption = source_line(self.evidence, pd.DataFrame())
        return ShownTable(rows, n, caption, self.sides_in_words(), self.headings(), behind=self)

    def columns_shown(self, columns: list[str]) -> list[str]:
        """Return those of the columns of the table that people read first."""
        if not self.read_first:
            return columns
        return [name for name in self.read_first if name in columns]

    def sides_in_words(self) -> dict[str, str]:
        """Return what stands in headings for the sides a and b."""
        return dict(DEFAULT_SIDES)

    def headings(self) -> dict[str, Heading]:
        """Return headings that only this result has, by the name of the column."""
        return {}

    def behind_html(self) -> str:
        """Return the sentences behind the result for a page, folded away; the second time, a link
        to them."""
        return evidence_in_html(self)

    def behind_data(self) -> dict[str, Any]:
        """Return what a page collects: its findings, and how the numbers were made."""
        return page_data(self)

    def provenance(self) -> dict[str, str]:
        """Return what a saved chart carries: which articles it rests on, and how it was made."""
        return provenance_of(self)

    def __repr__(self) -> str:
        shown = self.show()
        lines = [self.answer()]
        if len(shown.rows):
            lines.append(replace(shown, n=_ROWS_SHOWN, caption="").as_text())
        return mask_addresses("\n".join(lines))

    def _repr_html_(self) -> str:
        return mask_addresses(html_paragraph(self.answer()) + self.show().html())

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return mime_bundle(repr(self), self._repr_html_(), self)


def _basis(evidence: Evidence) -> str:
    """Say how many articles the numbers rest on."""
    n_articles, n_independent = evidence.n_articles, evidence.n_independent
    if not n_articles:
        return ""
    basis = f"Based on {count_of(n_articles, 'article')}"
    if not evidence.reprints_checked and n_articles == 1:
        return f"{basis}, which was not checked for reprints."
    if not evidence.reprints_checked:
        return f"{basis}, each treated as independent, because they were not checked for reprints."
    if n_articles == 1:
        return f"{basis}."
    if n_independent == n_articles:
        return f"{basis}, all of them independent."
    return f"{basis}, {n_independent:,} of them independent. {evidence.note}".strip()
