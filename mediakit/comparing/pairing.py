"""Compare two sides, or each side with all others, once their names are known to be good."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from mediakit.comparing.feature_numbers import COLUMNS as FEATURE_COLUMNS
from mediakit.comparing.feature_numbers import PERMUTATIONS as FEATURE_PERMUTATIONS
from mediakit.comparing.feature_numbers import feature_numbers
from mediakit.comparing.feature_result import FeatureComparison
from mediakit.comparing.groups import Arranged, Groups, arrange
from mediakit.comparing.kinds import STYLED
from mediakit.comparing.pairs import Pair, pair_of
from mediakit.comparing.reasons import unmatched_note, why_not_tested
from mediakit.comparing.result import Comparison
from mediakit.comparing.settings import ARTICLE, Settings
from mediakit.comparing.sides import LIST, REST, Sides
from mediakit.comparing.sorting_terms import SortedTerms, sort_terms
from mediakit.comparing.term_numbers import COLUMNS as TERM_COLUMNS
from mediakit.comparing.term_numbers import PERMUTATIONS, list_numbers, term_numbers
from mediakit.comparing.term_result import TermComparison
from mediakit.comparing.uniting import united
from mediakit.errors import UnknownValue
from mediakit.features import Features
from mediakit.independence import Evidence, gather_evidence
from mediakit.terms import TermMatrix, measure_articles, united_name
from mediakit.uncertainty import Draws, discovery_rates, stable

__all__ = ["Question", "compare_groups"]

_OF_TERMS = (TERM_COLUMNS, "term", "log_ratio")


@dataclass(frozen=True, eq=False)
class Question:
    """Which groups are compared: a with b, a with all others (b is None), or each with all others
    (a is None).

    `frequencies` is a list of word frequencies, which takes the place of b.
    """

    groups: Groups
    a: str | None
    b: str | None
    settings: Settings
    frequencies: pd.Series | None = None

    def __call__(self, articles: pd.DataFrame, reprints: str) -> Comparison:
        """Answer the question again with another treatment of reprints."""
        settings = replace(self.settings, reprints=reprints)
        return compare_groups(articles, replace(self, settings=settings))

    @property
    def wanted(self) -> list[str] | None:
        """The groups whose articles are needed; None for all."""
        if self.frequencies is not None:
            return [str(self.a)]
        if self.b is None:
            return None
        return [str(self.a), str(self.b)]


def compare_groups(articles: pd.DataFrame, question: Question) -> Comparison:
    """Answer a question; a side may turn out empty."""
    settings = question.settings
    arranged = arrange(articles, question.groups, question.wanted, settings)
    measured = measure_articles(
        articles,
        arranged.kept,
        features=settings.features,
        fields=settings.fields,
        stop_words=settings.stop_words,
    )
    counts = united(measured.counts, settings.merge)
    terms = sort_terms(counts, articles[measured.known], settings)
    left_out = arranged.left_out + measured.left_out + terms.left_out
    arranged = Arranged(arranged.labels, measured.known, left_out)
    if question.frequencies is not None:
        return _with_list(articles, question, arranged, terms)
    groups = [str(question.a)]
    if question.a is None:
        groups = arranged.groups
    table = _without_texts(articles)  # one for each of perhaps hundreds of groups
    pairs = [pair_of(table, arranged, group, settings) for group in groups]
    names = tuple((group, _other_side(group, question, arranged)) for group in groups)
    compared = _sides(question, names, pairs, arranged.left_out)
    parts = _numbers_of_all(terms.counts, groups, pairs, settings)
    evidence = _evidence(articles, arranged, pairs, settings)
    reason = why_not_tested(pairs, compared, arranged.groups)
    return _result(parts, evidence, reason, compared, question, terms)


def _other_side(group: str, question: Question, arranged: Arranged) -> str:
    """Return what a group is compared with: b, the only other group, or all others together."""
    if question.b is not None:
        return question.b
    others = [name for name in arranged.groups if name != group]
    if len(others) == 1:
        return others[0]
    return REST


def _with_list(
    articles: pd.DataFrame,
    question: Question,
    arranged: Arranged,
    terms: SortedTerms,
) -> Comparison:
    """Compare the articles of one side with a list of word frequencies."""
    settings, a = question.settings, str(question.a)
    if settings.within is not None or settings.unit != ARTICLE:
        raise UnknownValue(
            "A list of word frequencies has no articles, so within= and unit= do not apply to it."
        )
    counted = terms.counts
    if isinstance(counted, Features) or question.frequencies is None:
        raise UnknownValue(
            "A list of word frequencies is compared with words: leave features= out."
        )
    pair = pair_of(_without_texts(articles), arranged, a, settings)
    compared = _sides(question, ((a, LIST),), [pair], arranged.left_out)
    compared = replace(compared, sizes=((pair.sizes[0], 0),))
    frequencies = question.frequencies
    frequencies = frequencies.groupby(lambda term: united_name(term, settings.merge)).sum()
    numbers = list_numbers(counted, pair, frequencies, settings)
    reason = (
        f"A word list has no articles, so only the rates of {a} have a range, and nothing can be "
        "tested."
    )
    evidence = _evidence(articles, arranged, [pair], settings)
    return _result([numbers.assign(group=a)], evidence, reason, compared, question, terms)


def _result(
    parts: list[pd.DataFrame],
    evidence: Evidence,
    reason: str,
    compared: Sides,
    question: Question,
    terms: SortedTerms,
) -> Comparison:
    counted = terms.counts
    if isinstance(counted, Features):
        numbers = _surest_first(parts, FEATURE_COLUMNS, "feature", "difference")
        return FeatureComparison(evidence, reason, numbers, compared, question, counted)
    parts = [terms.with_kinds(part) for part in parts]
    numbers = _surest_first(_of_kinds(parts, compared.settings.kinds), *_OF_TERMS)
    styled = _surest_first(_of_kinds(parts, [STYLED]), *_OF_TERMS)
    return TermComparison(evidence, reason, numbers, compared, question, counted, styled)


def _of_kinds(parts: list[pd.DataFrame], kinds: Sequence[str]) -> list[pd.DataFrame]:
    """Return the rows of these kinds of words: each table is a family of its own."""
    return [part[part["kind"].isin(kinds)] for part in parts]


def _sides(
    question: Question,
    names: tuple[tuple[str, str], ...],
    pairs: list[Pair],
    left_out: str,
) -> Sides:
    compared = Sides(
        by=question.groups.by,
        names=names,
        sizes=tuple(pair.sizes for pair in pairs),
        unmatched=tuple(pair.unmatched for pair in pairs),
        settings=question.settings,
        left_out=left_out,
    )
    return replace(compared, left_out=left_out + unmatched_note(compared))


def _evidence(
    articles: pd.DataFrame,
    arranged: Arranged,
    pairs: list[Pair],
    settings: Settings,
) -> Evidence:
    """Return the articles that were compared, each labelled with its side."""
    kept = arranged.kept.copy()
    if len(pairs) == 1:
        kept[pairs[0].unmatched] = False
    labels = arranged.labels[["side"]]
    return gather_evidence(articles, labels=labels, kept=kept, reprints=settings.reprints)


def _without_texts(articles: pd.DataFrame) -> pd.DataFrame:
    """Return the columns that say which article is which, and which are reprints of one text."""
    needed = ["article_id", "date", "reprint_group"]
    return articles[[name for name in needed if name in articles.columns]]


def _numbers_of_all(
    counted: TermMatrix | Features,
    groups: list[str],
    pairs: list[Pair],
    settings: Settings,
) -> list[pd.DataFrame]:
    """Return the rows of each pair that has articles on both sides."""
    most = PERMUTATIONS
    if isinstance(counted, Features):
        most = FEATURE_PERMUTATIONS
    is_alone = len(groups) == 1
    n_permutations = settings.n_permutations or most
    draws = Draws(n_permutations, settings.random_state, is_shared=not is_alone)
    return [
        _pair_numbers(counted, pair, settings, draws, alone=is_alone).assign(group=group)
        for group, pair in zip(groups, pairs, strict=True)
        if all(pair.sizes)
    ]


def _pair_numbers(
    counted: TermMatrix | Features,
    pair: Pair,
    settings: Settings,
    draws: Draws,
    *,
    alone: bool,
) -> pd.DataFrame:
    """Return the rows of a pair.

    Of one pair among many, terms are left out that it hardly has and of which nothing can be said.
    """
    if isinstance(counted, Features):
        return feature_numbers(counted, pair, settings, draws)
    numbers = term_numbers(counted, pair, settings, draws)
    if alone:
        return numbers
    is_told = numbers["p"].notna() | (numbers["low"] > 0) | (numbers["high"] < 0)
    return numbers[is_told | (numbers["n_articles_a"] >= settings.min_articles)]


def _surest_first(
    parts: list[pd.DataFrame],
    columns: list[str],
    name: str,
    value: str,
) -> pd.DataFrame:
    """Return all rows with q over one family, in the order of what is sure about them.

    First by the bound of the range that is nearer 0 (0 if there is no range, or it spans 0), then
    by p, size and name.
    """
    filled = [part for part in parts if len(part)]
    numbers = pd.DataFrame(columns=columns, dtype=float)
    if filled:
        numbers = pd.concat(filled, ignore_index=True)
    numbers = numbers.assign(q=stable(discovery_rates(numbers["p"])))[columns]
    above = np.fmax(numbers["low"].clip(lower=0), 0)
    below = np.fmax(-numbers["high"].clip(upper=0), 0)
    order = numbers.assign(_sure=-(above + below), _size=-numbers[value].abs())
    order = order.sort_values(
        ["_sure", "p", "_size", "group", name], kind="stable", na_position="last"
    )
    return order[columns].reset_index(drop=True)
