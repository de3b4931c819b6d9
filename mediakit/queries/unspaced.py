"""Words of a query in a script without spaces: whole words of the text in a row that spell them.

So 人工智能 finds one word or two, however the words around it had the text cut.
"""

from __future__ import annotations

import numpy as np

from mediakit.arrays import Flags, Longs
from mediakit.tokens import Tokens

__all__ = ["after_spelled", "beginnings"]


def beginnings(spelled: str, tokens: Tokens) -> Longs:
    """Return the places in the vocabulary of the words that `spelled` begins with."""
    starts = [spelled[:stop] for stop in range(1, len(spelled) + 1)]
    places = np.array([tokens.place_of(start) for start in starts], dtype=np.int64)
    return places[places >= 0]


def after_spelled(spelled: str, first: Longs, tokens: Tokens) -> tuple[Flags, Longs]:
    """Say which of the tokens `first` begin words in a row that spell it, and what follows these.

    A token of no text follows the last one.
    """
    at = first.copy()
    n_spelled = np.zeros(len(first), dtype=np.int64)  # characters, for each of `first`
    is_open = np.ones(len(first), dtype=bool)
    for n_before in range(len(spelled)):
        waiting = np.flatnonzero(is_open & (n_spelled == n_before) & (at < len(tokens.ids)))
        ids = tokens.ids[at[waiting]]
        for stop in range(n_before + 1, len(spelled) + 1):
            place = tokens.place_of(spelled[n_before:stop])
            goes_on = waiting[ids == place]
            n_spelled[goes_on] = stop
            at[goes_on] += 1
        is_open &= n_spelled > n_before
    return is_open & (n_spelled == len(spelled)), at
