"""What all choices of a comparison share: its articles, their sides and their counts."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import pandas as pd

from mediakit.arrays import Flags
from mediakit.cleaning import without_refrains
from mediakit.comparing import Comparison, FeatureComparison, TermComparison
from mediakit.comparing.family import numbers_of_pairs, one_family
from mediakit.comparing.groups import Arranged, arrange
from mediakit.comparing.pairs import Pair, identifying, pair_of
from mediakit.comparing.question import Question
from mediakit.comparing.settings import Settings
from mediakit.comparing.sides import REST
from mediakit.comparing.sorting_terms import SortedTerms
from mediakit.comparing.uniting import united
from mediakit.features import Features
from mediakit.independence import Identified
from mediakit.robustness.levels import Choice
from mediakit.terms import TermMatrix, measure_articles, with_terms_of

__all__ = ["NO_REFRAINS", "RAW", "Material"]

#: The names of counts: of the original comparison, of the texts as they were read, and of the texts
#: without what the outlets repeat word for word. Others lack the field that they are called by.
AS_THEY_ARE, RAW, NO_REFRAINS = "", "raw", "without refrains"


@dataclass(frozen=True, eq=False)
class Material:
    """The articles of a comparison, those included that it left out by their origin.

    Attributes
    ----------
    comparison : Comparison
        The original.
    raw : DataFrame or None
        The same articles with their texts as they were read.
    """

    comparison: Comparison
    raw: pd.DataFrame | None
    _counts: dict[str, tuple[SortedTerms, Flags]] = field(default_factory=dict)

    @property
    def table(self) -> pd.DataFrame:
        """The articles table."""
        return self.comparison.evidence.table

    @property
    def question(self) -> Question:
        """What was compared."""
        return self.comparison.question

    @property
    def groups(self) -> list[str]:
        """Side a of each pair."""
        return [a for a, _ in self.comparison.sides]

    @cached_property
    def arranged(self) -> Arranged:
        """The articles of the sides, whatever their origin and date."""
        question = self.question.under(origin=None, within=None)
        return self._arranged(question.settings)

    def _arranged(self, settings: Settings) -> Arranged:
        return arrange(self.table, self.question.groups, self.question.wanted, settings)

    @cached_property
    def counted(self) -> Flags:
        """Which rows of the table the original comparison counts, before reprints are collapsed."""
        counted = np.zeros(len(self.table), dtype=bool)
        counted[self.comparison.evidence.places] = True
        return counted

    @cached_property
    def without_refrains(self) -> pd.DataFrame:
        """The articles without the outlets' own passages that return word for word."""
        return without_refrains(self.table)

    @cached_property
    def sides(self) -> list[Flags]:
        """The rows of each side: of each group, or of one and all others."""
        names = self.arranged.labels["side"]
        kept = self.arranged.kept
        if len(self.groups) > 1:
            return [kept & (names == name).to_numpy(dtype=bool) for name in self.groups]
        a, b = self.comparison.sides[0]
        in_a = (names == a).to_numpy(dtype=bool)
        in_b = ~in_a
        if b != REST:
            in_b = (names == b).to_numpy(dtype=bool)
        return [kept & in_a, kept & in_b]

    @cached_property
    def _identified(self) -> Identified:
        """Which article is which, without the texts."""
        return identifying(self.table)

    def pairs(self, choice: Choice) -> list[Pair]:
        """Return both sides of each pair under a choice."""
        settings = self.question.under(**choice.settings).settings
        arranged = self._arranged(settings)
        _, known = self._counts_of(choice.counts)
        kept = arranged.kept & known
        for level in choice.levels:
            if level.kept is not None:
                kept = kept & level.kept
        under = Arranged(arranged.labels, kept, "")
        return [pair_of(self._identified, under, group, settings) for group in self.groups]

    def numbers(self, choice: Choice, pairs: list[Pair]) -> pd.DataFrame:
        """Return the rows of the comparison under a choice."""
        settings = self.question.under(**choice.settings).settings
        terms, _ = self._counts_of(choice.counts)
        parts = numbers_of_pairs(terms.counts, self.groups, pairs, settings, keyness=False)
        return one_family(parts, terms, settings.kinds)

    def _counts_of(self, name: str) -> tuple[SortedTerms, Flags]:
        """Return counts, and which rows of the table have them; each is made once."""
        if name not in self._counts:
            self._counts[name] = self._count(name)
        return self._counts[name]

    def _count(self, name: str) -> tuple[SortedTerms, Flags]:
        """Count the terms of the original comparison in all articles of the sides."""
        table, fields = self.table, self.question.settings.fields
        if name == RAW and self.raw is not None:
            table = self.raw
        elif name == NO_REFRAINS:
            table = self.without_refrains
        elif name:
            fields = tuple(part for part in fields if part != name)
        features = self.question.settings.features
        original = self._original_terms()
        counts = original.counts
        if name == AS_THEY_ARE and self._has_all(counts):
            features = counts
        measured = measure_articles(
            table,
            self.arranged.kept,
            features=features,
            fields=fields,
            stop_words=self.question.settings.stop_words,
        )
        found = measured.counts
        if found is not counts:
            found = self._same_terms(united(found, self.question.settings.merge), counts)
        return replace(original, counts=found), measured.known

    def _has_all(self, counts: TermMatrix | Features) -> bool:
        """Whether the original comparison has counted all articles of the sides."""
        if isinstance(counts, Features):
            return False
        ids = self.table["article_id"][self.arranged.kept].astype("str")
        return bool(ids.isin(counts.article_ids).all())

    def _original_terms(self) -> SortedTerms:
        comparison = self.comparison
        if isinstance(comparison, TermComparison):
            return SortedTerms(comparison.counted, comparison.kind_of, "")
        if isinstance(comparison, FeatureComparison):
            return SortedTerms(comparison.features, pd.Series(dtype="str"), "")
        raise TypeError(f"A {type(comparison).__name__} has nothing to count again.")

    def _same_terms(
        self,
        found: TermMatrix | Features,
        original: TermMatrix | Features,
    ) -> TermMatrix | Features:
        """Return counts of the terms that the original comparison has, so that each choice tests
        the same family."""
        if isinstance(found, TermMatrix) and isinstance(original, TermMatrix):
            return with_terms_of(found, original)
        return found
