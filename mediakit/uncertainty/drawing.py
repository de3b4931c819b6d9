"""The compiled loop that draws who is on which side if only chance decides."""

from __future__ import annotations

import numpy as np

from mediakit.compiling import compiled, compiled_into

__all__ = ["draw_sides"]

#: Steele, Lea and Flood (2014), Fast splittable pseudorandom number generators, OOPSLA: SplitMix64.
_STEP = np.uint64(0x9E3779B97F4A7C15)
_MIX_1, _MIX_2 = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_BY_30, _BY_27, _BY_31, _BY_32 = (np.uint64(bits) for bits in (30, 27, 31, 32))


@compiled_into
def _mixed(state):
    """Return 64 random bits that belong to a state."""
    state = (state ^ (state >> _BY_30)) * _MIX_1
    state = (state ^ (state >> _BY_27)) * _MIX_2
    return state ^ (state >> _BY_31)


@compiled_into
def _below(bits, n):
    """Return a random whole number from 0 to n - 1."""
    return np.int64(((bits >> _BY_32) * np.uint64(n)) >> _BY_32)


@compiled
def draw_sides(seed, first, members, starts, n_in_a, on_both, sides):
    """Draw sides for a block of permutations, each from random numbers of its own.

    Of each stratum as many groups as before come to side a: the smaller side is drawn, as the first
    steps of a shuffle, and the groups are then put back in their places.

    Parameters
    ----------
    seed : uint64
    first : int64, the number of the first permutation of the block
    members, starts : int64, the groups that may move, stratum by stratum, and where each begins
    n_in_a : int64, the groups of each stratum on side a
    on_both : int64, the groups on both sides, which may swap them
    sides : bool, (n, n_groups), takes whether a group is on side a; for a group on both, whether it
        swaps them. Groups that cannot move are there already.
    """
    members = members.copy()
    drawn = np.empty(len(members), dtype=np.int64)
    for i in range(len(sides)):
        state = _mixed(seed + np.uint64(first + i) * _STEP)
        for stratum in range(len(n_in_a)):
            start = starts[stratum]
            size = starts[stratum + 1] - start
            is_small = 2 * n_in_a[stratum] <= size
            n = n_in_a[stratum] if is_small else size - n_in_a[stratum]
            if not is_small:
                for k in range(start, start + size):
                    sides[i, members[k]] = True
            for k in range(n):
                state += _STEP
                place = start + k + _below(_mixed(state), size - k)
                drawn[k] = place
                chosen = members[place]
                members[place] = members[start + k]
                members[start + k] = chosen
                sides[i, chosen] = is_small
            for k in range(n - 1, -1, -1):
                chosen = members[start + k]
                members[start + k] = members[drawn[k]]
                members[drawn[k]] = chosen
        for group in on_both:
            state += _STEP
            sides[i, group] = _mixed(state) >> np.uint64(63) == np.uint64(1)
