"""Compare two sides, or each side with all others, once their names are known to be good."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from mediakit.comparing.family import numbers_of_pairs, one_family
from mediakit.comparing.feature_result import FeatureComparison
from mediakit.comparing.groups import Arranged, arrange
from mediakit.comparing.kinds import STYLED
from mediakit.comparing.pairs import Pair, identifying, pair_of
from mediakit.comparing.question import Question
from mediakit.comparing.reasons import unmatched_note, why_not_tested
from mediakit.comparing.result import Comparison
from mediakit.comparing.settings import ARTICLE, Settings
from mediakit.comparing.sides import LIST, REST, Sides
from mediakit.comparing.sorting_terms import SortedTerms, sort_terms
from mediakit.comparing.term_numbers import list_numbers
from mediakit.comparing.term_result import TermComparison
from mediakit.comparing.uniting import united
from mediakit.errors import UnknownValue
from mediakit.features import Features
from mediakit.independence import Evidence, gather_evidence
from mediakit.terms import measure_articles, united_name

__all__ = ["compare_groups"]


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
    table = identifying(articles)  # one for each of perhaps hundreds of groups
    pairs = [pair_of(table, arranged, group, settings) for group in groups]
    names = tuple((group, _other_side(group, question, arranged)) for group in groups)
    compared = _sides(question, names, pairs, arranged.left_out)
    parts = numbers_of_pairs(terms.counts, groups, pairs, settings)
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
    pair = pair_of(identifying(articles), arranged, a, settings)
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
    numbers = one_family(parts, terms, compared.settings.kinds)
    asked = (evidence, reason, numbers, compared, question)
    if isinstance(counted, Features):
        return FeatureComparison(*asked, counted)
    styled = one_family(parts, terms, [STYLED])
    return TermComparison(*asked, counted, terms.kind_of, styled)


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
