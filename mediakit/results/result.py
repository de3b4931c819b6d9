"""The one shape of a result: what was found, the numbers, a chart, the sentences behind, and how it
was made."""

from __future__ import annotations

import lzma
import pickle
from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import pandas as pd

from mediakit.context import ARTICLE, Quotes
from mediakit.display import html_paragraph, html_table
from mediakit.excerpts import mask_addresses
from mediakit.independence import OWN, Evidence, origins_in_words
from mediakit.results.captions import languages_in_words, missing_texts_note
from mediakit.results.claim import Claim, claims_of, keys_named_in
from mediakit.results.tests import family_of_tests
from mediakit.wording import count_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from mediakit.charts import Chart

__all__ = ["Result"]

_ROWS_SHOWN = 20


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

    def claims(self) -> list[Claim]:
        """Return what the answer claims: each sentence with the key under which `examples` gives
        the evidence for it, and `articles_behind` all of its articles."""
        return claims_of(self.answer(), self.named_in_answer())

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

    def __getstate__(self) -> dict[str, bytes]:
        """Return the result for pickle: whole, since its examples need the texts, and
        compressed."""
        return {"compressed": lzma.compress(pickle.dumps(self.__dict__), preset=1)}

    def __setstate__(self, state: dict[str, bytes]) -> None:
        """Restore a result; only pickle calls this."""
        whole = pickle.loads(lzma.decompress(state["compressed"]))  # noqa: S301
        self.__dict__.update(whole)

    def __repr__(self) -> str:
        table = self.table()
        lines = [self.answer()]
        if len(table):
            lines.append(table.head(_ROWS_SHOWN).to_string(index=False))
        n_more = len(table) - _ROWS_SHOWN
        if n_more > 0:
            lines.append(f"{count_of(n_more, 'more row')}: see table().")
        return mask_addresses("\n".join(lines))

    def _repr_html_(self) -> str:
        table = self.table()
        shown = html_paragraph(self.answer())
        if len(table):
            shown += html_table(table)
        return mask_addresses(shown)


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
