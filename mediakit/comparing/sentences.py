"""What is said of a comparison: the answer, and how it was made."""

from __future__ import annotations

import pandas as pd

from mediakit.comparing.settings import ARTICLE, Settings
from mediakit.comparing.sides import LIST, Differences, Sides
from mediakit.wording import choose, count_of, join_names, list_names, plural_of

__all__ = ["differences_in_words", "options_in_words", "pairs_in_words"]

_RATE = "(false discovery rate 5%)"


def differences_in_words(found: Differences) -> str:
    """Say in a sentence or two what sets the sides apart, the surest first."""
    numbers, noun, sides = found.numbers, found.noun, found.sides
    if not sides.names or numbers.empty:
        return found.reason or f"No {noun} appears in enough articles to be compared."
    if numbers["p"].isna().all():
        return f"No {noun} was tested. {found.reason}".strip()
    tested = dict.fromkeys(numbers.loc[numbers["p"].notna(), "group"])  # the surest first
    names = dict(sides.names)
    said = []
    if sides.settings.within is not None:
        held = sides.settings.stratum_noun
        said.append(f"Only articles of the same {held} are compared.")
    said += [_pair_sentence(found, group, names[group]) for group in list(tested)[:3]]
    others = list(tested)[3:]
    if others:
        said.append(_others_sentence(numbers, others))
    if found.reason:
        said.append(found.reason)
    return " ".join(said)


def _pair_sentence(
    found: Differences,
    a: str,
    b: str,
) -> str:
    """Say how much sets one pair apart."""
    rows = found.numbers[found.numbers["group"] == a]
    n_tested = int(rows["p"].notna().sum())
    differing = rows[rows["q"] <= 0.05]
    nouns = plural_of(found.noun)
    if differing.empty:
        if n_tested == 1:
            return f"The one {found.noun} tested does not differ between {a} and {b} {_RATE}."
        return f"None of the {n_tested:,} {nouns} tested differs between {a} and {b} {_RATE}."
    is_more = differing[found.value] > 0
    more = []
    for side, rows_of_side in ((a, differing[is_more]), (b, differing[~is_more])):
        if len(rows_of_side):
            more.append(f"more in {side}: {list_names(rows_of_side[found.noun])}")
    verb = choose(len(differing), "differs", "differ")
    n_found = f"{len(differing):,} of the {count_of(n_tested, found.noun)}"
    if n_tested == 1:
        n_found = f"The one {found.noun}"
    return f"{n_found} tested {verb} between {a} and {b} {_RATE}; {'; '.join(more)}."


def _others_sentence(numbers: pd.DataFrame, others: list[str]) -> str:
    found = set(numbers.loc[numbers["q"] <= 0.05, "group"])
    n = len(found & set(others))
    if len(others) == 1:
        can = choose(n, "differs too", "does not differ")
        return f"The other group, {others[0]}, {can}."
    how_many = {0: "none differs", 1: "one differs"}.get(n, f"{n:,} differ")
    return f"Of the {len(others):,} other groups, {how_many} from the rest: see table()."


def pairs_in_words(sides: Sides) -> str:
    """Return the sides and their sizes, in words."""
    pairs = []
    for (a, b), (n_a, n_b) in zip(sides.names, sides.sizes, strict=True):
        pair = f"{a} ({count_of(n_a, 'independent article')}) and {b}"
        if b != LIST:
            pair += f" ({n_b:,})"
        pairs.append(pair)
    if len(pairs) <= 3:
        return join_names(pairs, last="and between")
    return f"{', '.join(pairs[:3])}, and {count_of(len(pairs) - 3, 'more pair')}"


def options_in_words(settings: Settings) -> str:
    """Say what is held fixed, and what counts as one."""
    said = ""
    if settings.within is not None:
        said += (
            f" Only articles of the same {settings.stratum_noun} are compared: rates, differences "
            "and p are standardised over it (Mantel and Haenszel's weights)."
        )
    if settings.unit != ARTICLE:
        said += f" All articles of one {settings.unit} count as one unit in ranges and p."
    return said
