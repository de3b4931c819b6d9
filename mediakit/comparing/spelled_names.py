"""Which names are spelled in two ways: Kiev and Kyiv."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from mediakit.arrays import Longs
from mediakit.comparing.spelling_contexts import similarities
from mediakit.comparing.spelling_shapes import alike_names
from mediakit.comparing.usage import Usage

__all__ = ["NAMES_ALIKE", "NAMES_BOTH", "names_spelled_twice"]

#: Two spellings of a name have contexts at least so alike.
NAMES_ALIKE = 0.2
#: At most so large a part of the articles with the rarer spelling have both.
NAMES_BOTH = 0.1
#: Each spelling is in at least so many articles, and the rarer in so large a part of those of the
#: other: what is rarer is a slip.
_FEWEST, _RARER = 5, 0.1


def names_spelled_twice(names: Sequence[str], usage: Usage) -> set[str]:
    """Return the names that are spelled in two ways in these articles, in either spelling.

    Who writes which says how an outlet spells, not what it writes about.
    """
    n_with = usage.of(names)["n_with"]
    pairs = list(alike_names(sorted(n_with.index[n_with >= _FEWEST])))
    if not pairs:
        return set()
    place_of = {name: usage.tokens.place_of(name) for name in n_with.index}
    spelled_as = {name: [place] for name, place in place_of.items()}
    alike = similarities(pairs, spelled_as, usage.tokens)
    n_first = n_with.loc[[first for first, _ in pairs]].to_numpy()
    n_second = n_with.loc[[second for _, second in pairs]].to_numpy()
    rarer = np.minimum(n_first, n_second)
    other = np.maximum(n_first, n_second)
    n_both = _texts_with_both(pairs, place_of, usage)
    is_pair = alike >= NAMES_ALIKE
    is_pair &= rarer >= _RARER * other
    is_pair &= n_both <= NAMES_BOTH * rarer
    found: set[str] = set()
    for number in np.flatnonzero(is_pair).tolist():
        found |= set(pairs[number])
    return found


def _texts_with_both(
    pairs: Sequence[tuple[str, str]],
    place_of: dict[str, int],
    usage: Usage,
) -> Longs:
    """Return how many texts have both spellings of each pair."""
    used = sorted({name for pair in pairs for name in pair})
    column = {name: number for number, name in enumerate(used)}
    has = usage.texts_with(np.array([place_of[name] for name in used]))
    has_first = has[:, [column[first] for first, _ in pairs]]
    has_second = has[:, [column[second] for _, second in pairs]]
    both = has_first * has_second
    return np.asarray(both.sum(axis=0)).ravel()
