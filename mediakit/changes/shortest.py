"""How long a level must last to be one."""

from __future__ import annotations

__all__ = ["shortest_level"]


def shortest_level(freq: str) -> int:
    """Return how many periods a level must last: four, or a week of days. Anything shorter is a
    burst."""
    if freq == "D":
        return 7
    return 4
