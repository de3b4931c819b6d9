"""What is said of the findings: which survive, which fell and by what, and what was not tried."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pandas as pd

from mediakit.comparing import Comparison
from mediakit.comparing.sentences import name_both
from mediakit.comparing.sides import REST
from mediakit.robustness.levels import CALENDAR, Choice, labels_by_part
from mediakit.robustness.naming import naming_note, outlets_with_few
from mediakit.robustness.outcomes import COMBINED
from mediakit.robustness.trying import Tried
from mediakit.wording import (
    choose,
    count_of,
    join_names,
    list_others,
    plural_of,
)

__all__ = [
    "answer_in_words",
    "choices_in_words",
    "findings_in_words",
    "lacking_in_words",
    "undone_in_words",
]

_NAMED = 3  # groups, or ways in which findings fell


def answer_in_words(comparison: Comparison, tried: Tried, table: pd.DataFrame) -> str:
    """Say which differences survive, and what undid the others."""
    if table.empty:
        return _nothing_found(comparison)
    survivors = table[table["survives"]]
    sentences = _survivors_in_words(comparison, tried, survivors)
    sentences.append(naming_note(outlets_with_few(comparison, survivors)))
    sentences.append(undone_in_words(comparison, tried, table))
    return " ".join(sentence for sentence in sentences if sentence)


def undone_in_words(comparison: Comparison, tried: Tried, table: pd.DataFrame) -> str:
    """Say which differences do not survive, and what could not be tried."""
    if table.empty:
        return _nothing_found(comparison)
    sentences = []
    if not table["survives"].any():
        under = _under(tried.choices)
        sentences.append(f"No difference {_between(comparison)} holds under all of {under}.")
    sentences += _fallen_in_words(comparison, tried, table[~table["survives"]])
    sentences.append(lacking_in_words(tried))
    if comparison.reason:
        sentences.append(comparison.reason)
    return " ".join(sentence for sentence in sentences if sentence)


def _nothing_found(comparison: Comparison) -> str:
    if comparison.found_none:
        return f"{comparison.answer()} So there is no difference to check under other choices."
    return comparison.answer()


def _survivors_in_words(
    comparison: Comparison,
    tried: Tried,
    survivors: pd.DataFrame,
) -> list[str]:
    under = _under(tried.choices)
    if survivors.empty:
        return []
    if len(comparison.sides) == 1:
        return [f"{_held(survivors, tried)} {under}, {_more_in(comparison, survivors)}."]
    sentences = []
    groups = list(dict.fromkeys(survivors["group"]))
    for group in groups[:_NAMED]:
        rows = survivors[survivors["group"] == group]
        sentences.append(f"In {group}, {_more_or_less(comparison, rows)}.")
    n_more = len(groups) - _NAMED
    if n_more > 0:
        by = comparison.compared.by
        sentences.append(
            f"{count_of(n_more, f'more {by}', f'more {plural_of(by)}')} "
            f"{choose(n_more, 'has', 'have')} such differences; surviving() lists them."
        )
    held = _held(survivors, tried)
    return [f"What follows holds {held[0].lower()}{held[1:]} {under}.", *sentences]


def findings_in_words(
    comparison: Comparison, survivors: pd.DataFrame
) -> list[tuple[str, list[int]]]:
    """Return a sentence for each side that has more of something than another, with the rows that
    it tells of: the first three with their numbers, and how many others there are."""
    told = []
    places = survivors.groupby(["group", "more_in"], sort=False).indices
    for (group, _), rows in places.items():
        of_side = survivors.iloc[rows]
        told.append((_finding_in_words(comparison, group, of_side), rows.tolist()))
    return told


def _finding_in_words(comparison: Comparison, group: str, rows: pd.DataFrame) -> str:
    """Say what one side has more of: “ferry” (12 of 45 articles against 3 of 50) and “quay” (9
    against 1) are more frequent in Gull than in Hill."""
    sides, found = comparison.compared, comparison.differences
    first, second = group, sides.called_beside(group)
    sizes = sides.size_of(group)
    counts = ["n_articles_a", "n_articles_b"]
    if rows[comparison.value].iloc[0] < 0:
        first, second = second, first
        sizes = sizes[::-1]
        counts.reverse()
    named: list[str] = []
    for name, more, less in rows[[comparison.name, *counts]].head(_NAMED).itertuples(index=False):
        against = f"{more:,} against {less:,}"
        if not named:
            against = f"{more:,} of {sizes[0]:,} articles against {less:,} of {sizes[1]:,}"
        named.append(f"{found.spoken(name)} ({against})")
    if not found.are_frequencies:
        named = [found.spoken(name) for name in rows[comparison.name].head(_NAMED)]
    verb = f"{choose(len(named), 'is', 'are')} {found.higher}"
    said = f"{join_names(named)} {verb} in {first} than in {second}"
    n_more = len(rows) - len(named)
    if n_more:
        others = count_of(n_more, f"other {found.called}")
        said += f"; so {choose(n_more, 'is', 'are')} {others}"
    return f"{said}."


def _held(survivors: pd.DataFrame, tried: Tried) -> str:
    """Say under how many of the choices the findings hold."""
    if (survivors["share"] == 1).all():
        return "Under every one of"
    return "Under all or nearly all of"


def _under(choices: tuple[Choice, ...]) -> str:
    n = count_of(len(choices), "choice")
    calendars = [
        level.label for choice in choices for level in choice.levels if level.part == CALENDAR
    ]
    labels = list(dict.fromkeys(calendars))
    shared = [label for label in labels if label.startswith("same ")]
    said = f"the {n} tried"
    if len(labels) > len(shared) > 0:
        said += f", including within the {shared[-1]}"
    elif shared:
        said += f", all within the {join_names(shared, 'or')}"
    return said


def _between(comparison: Comparison) -> str:
    if len(comparison.sides) > 1:
        return f"between any {comparison.compared.by} and {comparison.compared.others}"
    return f"between {name_both(comparison.compared, *comparison.sides[0])}"


def _more_in(comparison: Comparison, rows: pd.DataFrame) -> str:
    """Say what each side has more of."""
    a, b = comparison.sides[0]
    is_more = rows[comparison.value] > 0
    parts: list[str] = []
    for side, flags in ((a, is_more), (b, ~is_more)):
        names = rows.loc[flags, comparison.name]
        if names.empty:
            continue
        verb = f" {choose(len(names), 'is', 'are')} {comparison.differences.higher}"
        if parts:
            verb = ""
        named = list_others(map(comparison.differences.spoken, names))
        parts.append(f"{named}{verb} in {_called(comparison, side)}")
    return "; ".join(parts)


def _called(comparison: Comparison, side: str) -> str:
    if side == REST:
        return comparison.compared.others
    return side


def _more_or_less(comparison: Comparison, rows: pd.DataFrame) -> str:
    """Say what one of several groups has more of, and less of."""
    found = comparison.differences
    is_more = rows[comparison.value] > 0
    parts = []
    for flags, direction in ((is_more, found.higher), (~is_more, found.lower)):
        names = rows.loc[flags, comparison.name]
        if len(names):
            named = list_others(map(found.spoken, names))
            parts.append(f"{named} {choose(len(names), 'is', 'are')} {direction}")
    return join_names(parts)


def _fallen_in_words(comparison: Comparison, tried: Tried, fallen: pd.DataFrame) -> list[str]:
    """Say which differences fell by which choice: each is named once, with what undoes most."""
    clauses = {
        choice.step.label: choice.step.clause for choice in tried.choices if choice.step is not None
    }
    fell_by: dict[str, set[str]] = {}
    for name, fell in zip(_names(comparison, fallen), fallen["fell_by"], strict=True):
        fell_by[name] = set(fell.split("; "))
    sentences = []
    left = dict(fell_by)
    for _ in range(_NAMED):
        label, names = _undoes_most(left, clauses)
        if not names:
            break
        labels = [other for other in clauses if all(other in left[term] for term in names)]
        labels = [label, *(other for other in labels if other != label)]
        differ = choose(len(names), "no longer differs", "no longer differ")
        why = join_names((clauses[undoing] for undoing in labels), "or")
        sentences.append(f"{list_others(names)} {differ} {why}.")
        left = {term: labels for term, labels in left.items() if term not in names}
    others = [term for term, labels in fell_by.items() if COMBINED in labels]
    if others:
        falls = choose(len(others), "falls", "fall")
        sentences.append(f"{list_others(others)} {falls} only if {COMBINED} are made.")
    return sentences


def _names(comparison: Comparison, fallen: pd.DataFrame) -> list[str]:
    """Return each difference as a sentence names it, with its group if there are several."""
    names = [comparison.differences.spoken(name) for name in fallen[comparison.name]]
    if len(comparison.sides) == 1:
        return names
    return [f"{name} in {group}" for name, group in zip(names, fallen["group"], strict=True)]


def _undoes_most(left: Mapping[str, set[str]], labels: Iterable[str]) -> tuple[str, list[str]]:
    """Return the change that undoes the largest number of differences, and these."""
    best = ""
    most: list[str] = []
    for label in labels:
        names = [term for term, fell in left.items() if label in fell]
        if len(names) > len(most):
            best, most = label, names
    return best, most


def lacking_in_words(tried: Tried) -> str:
    """Name what could not be tried."""
    if not tried.lacking:
        return ""
    return f"Not tried: {'; '.join(tried.lacking)}."


def choices_in_words(tried: Tried) -> str:
    """Say which choices were made."""
    parts = labels_by_part(tried.choices)
    crossed = [f"{part} ({join_names(labels, 'or')})" for part, labels in parts.items()]
    return f"The choices: {'; '.join(crossed)}."
