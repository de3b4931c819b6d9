"""Which names are spelled in two ways: Kiev and Kyiv."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

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
    used = sorted({name for pair in pairs for name in pair})
    places = np.array([usage.tokens.place_of(name) for name in used])
    spelled_as = {name: [place] for name, place in zip(used, places.tolist(), strict=True)}
    alike = similarities(pairs, spelled_as, usage.tokens)
    column = {name: number for number, name in enumerate(used)}
    both = np.array([[column[a], column[b]] for a, b in pairs])
    has = usage.texts_with(places)
    n_both = np.asarray((has[:, both[:, 0]] * has[:, both[:, 1]]).sum(axis=0)).ravel()
    rarer, other = np.sort(n_with.loc[used].to_numpy()[both], axis=1).T
    is_pair = (alike >= NAMES_ALIKE) & (rarer >= _RARER * other) & (n_both <= NAMES_BOTH * rarer)
    return {name for number in np.flatnonzero(is_pair).tolist() for name in pairs[number]}
