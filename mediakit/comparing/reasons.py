"""What could not be compared, or not be tested, and why."""

from __future__ import annotations

from mediakit.comparing.pairs import Pair
from mediakit.comparing.sentences import name_both
from mediakit.comparing.settings import ARTICLE
from mediakit.comparing.sides import REST, Sides
from mediakit.comparing.term_numbers import MIN_SIDE
from mediakit.wording import capitalised, choose, count_of, list_names, plural_of

__all__ = ["unmatched_note", "why_not_tested"]


def unmatched_note(compared: Sides) -> str:
    """Say how many articles are in strata in which there is nothing to compare them with."""
    notes = []
    for (a, b), rows in zip(compared.names, compared.unmatched, strict=True):
        if len(rows):
            both = name_both(compared, a, b)
            notes.append(f"{count_of(len(rows), 'article')} of {both}")
    if not notes:
        return ""
    one_sided = f"{compared.settings.stratum_noun} has articles on one side only"
    if len(notes) > 1:
        return f" Articles were left out if their {one_sided}: {list_names(notes)}."
    if notes[0].startswith("1 article "):
        return f" {notes[0]} was left out: its {one_sided}."
    return f" {notes[0]} were left out: their {one_sided}."


def why_not_tested(pairs: list[Pair], compared: Sides, groups: list[str]) -> str:
    """Say what could not be compared, or not be tested, and why."""
    if all(0 in pair.sizes for pair in pairs):
        return _why_one_side(pairs, compared, groups)
    small: dict[str, int] = {}
    for sides, pair in zip(compared.names, pairs, strict=True):
        sizes = dict(zip(sides, pair.n_units, strict=True))
        small |= {side: n for side, n in sizes.items() if n < MIN_SIDE}
    if not small:
        return ""
    unit = "independent articles"
    if compared.settings.unit != ARTICLE:
        unit = f"different {plural_of(compared.settings.unit)}"
    return f"A test needs at least {MIN_SIDE} {unit} on each side. {_too_small(small, compared)}"


def _too_small(small: dict[str, int], compared: Sides) -> str:
    """Say how many articles the sides have that have too few for a test."""
    if len(small) > 1:
        named = [f"{compared.called(side)} ({n:,})" for side, n in small.items()]
        return f"Too few: {list_names(named)}."
    [(side, n)] = small.items()
    has = choose(side == REST, "have", "has")
    return f"{capitalised(compared.called(side))} {has} only {n:,}."


def _why_one_side(pairs: list[Pair], compared: Sides, groups: list[str]) -> str:
    """Say why there is nothing to compare."""
    settings = compared.settings
    n_unmatched = max((len(pair.unmatched) for pair in pairs), default=0)
    if n_unmatched and len(groups) > 1:
        left_out = compared.left_out.removesuffix(unmatched_note(compared))
        reason = (
            f"Nothing can be compared: in no {settings.stratum_noun} do both sides have articles"
        )
        if len(pairs) == 1:
            both = name_both(compared, *compared.names[0])
            was = choose(n_unmatched, "was", "were")
            reason += f" ({count_of(n_unmatched, 'article')} of {both} {was} left out)"
        return f"{reason}.{left_out}"
    if not groups:
        return f"There are no articles to compare.{compared.left_out}"
    only = f"{groups[0]} is the only {compared.by}"
    if compared.by == "period":
        only = "There is only one period"
    return f"{only}, so there is nothing to compare it with."
