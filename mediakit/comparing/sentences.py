"""What is said of a comparison: the answer, and how it was made."""

from __future__ import annotations

import pandas as pd

from mediakit.comparing.settings import ARTICLE, Settings
from mediakit.comparing.sides import LIST, REST, Differences, Sides
from mediakit.uncertainty import MAX_Q
from mediakit.wording import (
    any_tested,
    capitalised,
    choose,
    count_of,
    join_names,
    list_names,
    list_others,
    plural_of,
    some_tested,
)

__all__ = [
    "clauses_of",
    "differences_in_words",
    "name_both",
    "named_differences",
    "options_in_words",
    "pairs_in_words",
    "together",
]

_RATE = "(false discovery rate 5%)"
_NAMED = 3  # groups
_NAMED_TERMS = 3  # a side


def differences_in_words(found: Differences) -> str:
    """Say in a sentence or two what sets the sides apart, the surest first."""
    numbers, noun, sides = found.numbers, found.called, found.sides
    if not sides.names or numbers.empty:
        return found.reason or f"No {noun} appears in enough articles to be compared."
    if numbers["p"].isna().all():
        return f"No {noun} was tested. {found.reason}".strip()
    tested = list(dict.fromkeys(numbers.loc[numbers["p"].notna(), "group"]))  # the surest first
    if sides.is_pair:
        sentences = [_pair_sentence(found, *sides.names[0])]
    else:
        sentences = _group_sentences(found, tested)
    if sides.settings.within is not None:
        sentences.append(_same_stratum(sides.settings) + ".")
    if found.reason:
        sentences.append(found.reason)
    return " ".join(sentence for sentence in sentences if sentence)


def _pair_sentence(
    found: Differences,
    a: str,
    b: str,
) -> str:
    """Say what sets the only pair apart."""
    rows = found.numbers[found.numbers["group"] == a]
    n_tested = int(rows["p"].notna().sum())
    differing = rows[rows["q"] <= MAX_Q]
    both = name_both(found.sides, a, b)
    if differing.empty:
        which = any_tested(n_tested, found.called)
        none = f"No difference was found between {both} in {which} {_RATE}."
        return f"{none} {_untested_in_words(found, rows)}".rstrip()
    differ = f"{both} differ"
    rest = b
    if b == REST:
        differ = f"{a} differs from {found.sides.others} taken together"
        rest = "the rest"
    use = choose(found.called == "term", "the use of ", "")
    which = some_tested(len(differing), n_tested, found.called)
    parts: list[str] = []
    for side, terms in zip((a, rest), _terms_by_side(found, differing), strict=True):
        if len(terms):
            verb = f" {choose(len(terms), 'is', 'are')} {found.higher}"
            if parts:
                verb = ""
            parts.append(f"{list_others(map(found.spoken, terms))}{verb} in {side}")
    return f"{_begin(differ)} in {use}{which} {_RATE}: {'; '.join(parts)}."


def _untested_in_words(found: Differences, rows: pd.DataFrame) -> str:
    """Say how many terms or features appear in too few articles to be tested."""
    name, noun = found.noun, found.called
    tested = set(rows.loc[rows["p"].notna(), name])
    n = len(set(rows[name]) - tested)
    if not n:
        return ""
    appear = choose(n, "appears", "appear")
    return f"{count_of(n, f'other {noun}')} {appear} in too few articles to be tested."


def _begin(sentence: str) -> str:
    """Return a sentence with a capital if it begins with an article, and not with a name."""
    if sentence.startswith("the "):
        return capitalised(sentence)
    return sentence


def _group_sentences(found: Differences, tested: list[str]) -> list[str]:
    """Say what sets each of several groups apart from the others."""
    numbers = found.numbers
    with_differences = set(numbers.loc[numbers["q"] <= MAX_Q, "group"])
    differing = [group for group in tested if group in with_differences]
    alike = [group for group in tested if group not in with_differences]
    by = found.sides.by
    sentences = [f"Each {by} was compared with {found.sides.others} taken together {_RATE}."]
    if not differing:
        which = _any_of_each(numbers, found.called)
        none = f"No difference was found for any {by} in {which}."
        return [*sentences, none, _untested_in_words(found, numbers)]
    sentences += [_group_sentence(found, group) for group in differing[:_NAMED]]
    n_more = len(differing) - _NAMED
    if n_more > 0:
        others = f"{n_more:,} more {plural_of(by)} differ"
        if n_more == 1:
            others = f"{differing[-1]} differs"
        sentences.append(f"{others} as well; the full table lists them all.")
    if alike:
        sentences.append(f"No difference was found for {list_names(alike)}.")
    return sentences


def _group_sentence(found: Differences, group: str) -> str:
    """Say what sets one of several groups apart from the others."""
    rows = found.numbers[found.numbers["group"] == group]
    differing = rows[rows["q"] <= MAX_Q]
    more, less = _terms_by_side(found, differing)
    parts = []
    for terms, direction in ((more, found.higher), (less, found.lower)):
        if len(terms):
            named = list_others(map(found.spoken, terms))
            parts.append(f"{named} {choose(len(terms), 'is', 'are')} {direction}")
    n_tested = int(rows["p"].notna().sum())
    which = some_tested(len(differing), n_tested, found.called)
    return f"In {group}, {which} {choose(len(differing), 'differs', 'differ')}: {'; '.join(parts)}."


def _terms_by_side(found: Differences, differing: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """Return what side a has more of, and what it has less of."""
    is_more = differing[found.value] > 0
    names = differing[found.noun]
    return names[is_more], names[~is_more]


def _any_of_each(numbers: pd.DataFrame, noun: str) -> str:
    """Return how many terms or features were tested for each group."""
    n_tested = numbers.loc[numbers["p"].notna()].groupby("group").size()
    least, most = int(n_tested.min()), int(n_tested.max())
    if least == most:
        return any_tested(most, noun)
    return f"any of the {least:,} to {most:,} {plural_of(noun)} tested for each"


def named_differences(found: Differences) -> pd.DataFrame:
    """Return the rows that the answer names: of a pair, or of each of the first groups, three a
    side."""
    differing = found.numbers[found.numbers["q"] <= MAX_Q]
    is_more = (differing[found.value] > 0).rename("is more")
    named = differing.groupby(["group", is_more], sort=False).head(_NAMED_TERMS)
    groups = list(dict.fromkeys(differing["group"]))[:_NAMED]
    return named[named["group"].isin(groups)]


def clauses_of(found: Differences) -> list[str]:
    """Return what each row says: “ferry” is more frequent in Gull (12 of 45 articles) than in Hill
    (3 of 50)."""
    columns = [found.noun, "group", found.value, "n_articles_a", "n_articles_b"]
    clauses = []
    for name, group, value, n_a, n_b in found.numbers[columns].itertuples(index=False, name=None):
        size_a, size_b = found.sides.size_of(group)
        both = [(group, n_a, size_a), (found.sides.called_beside(group), n_b, size_b)]
        if value < 0:
            both.reverse()
        (first, n_first, of_first), (second, n_second, of_second) = both
        counts = (f" ({n_first:,} of {of_first:,} articles)", f" ({n_second:,} of {of_second:,})")
        if not found.are_frequencies:
            counts = ("", "")
        higher = f"{found.spoken(name)} is {found.higher} in {first}{counts[0]}"
        clauses.append(f"{higher} than in {second}{counts[1]}")
    return clauses


def name_both(sides: Sides, a: str, b: str) -> str:
    """Return both sides: 'Gull and Hill', 'the periods 1 to 10 March 2031 and 11 to 20 March
    2031'."""
    if sides.by == "period" and not a.startswith("the "):
        return f"the periods {a} and {b}"
    return f"{a} and {sides.called(b)}"


def pairs_in_words(sides: Sides) -> str:
    """Return the sides and their sizes, in words."""
    a, b = sides.names[0]
    n_a, n_b = sides.sizes[0]
    size = count_of(n_a, "article")
    if sides.is_pair:
        other = sides.called(b)
        if b != LIST:
            other = f"{other} ({n_b:,})"
        return name_both(sides, f"{a} ({size})", other)
    pairs = [f"{a} ({size}, others {n_b:,})"]
    for (name, _), (n_name, n_others) in zip(sides.names[1:3], sides.sizes[1:3], strict=True):
        pairs.append(f"{name} ({n_name:,}, others {n_others:,})")
    n_more = len(sides.names) - len(pairs)
    if n_more > 0:
        pairs.append(f"{n_more:,} more")
    return f"each {sides.by} and {sides.others} taken together: {join_names(pairs)}"


def together(settings: Settings) -> str:
    """Return what the permutations leave whole: articles, or all articles of a unit."""
    if settings.unit == ARTICLE:
        return "whole articles"
    return f"articles, in which those with the same {settings.unit} stay together"


def options_in_words(settings: Settings) -> str:
    """Say what is held fixed, and what counts as one."""
    said = ""
    if settings.within is not None:
        said += (
            f" {_same_stratum(settings)}: rates, differences and p are standardised by "
            f"{settings.stratum_noun} (Mantel-Haenszel weights)."
        )
    if settings.unit != ARTICLE:
        said += f" Articles with the same {settings.unit} count as one unit in ranges and p values."
    return said


def _same_stratum(settings: Settings) -> str:
    return f"Articles are compared only with others from the same {settings.stratum_noun}"
