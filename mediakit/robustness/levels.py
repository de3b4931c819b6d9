"""What else could have been chosen: the levels of each part of a comparison."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any

from mediakit.arrays import Flags

__all__ = [
    "AGENCY",
    "ALSO",
    "CALENDAR",
    "REPRINTS",
    "Choice",
    "Level",
    "choices_of",
    "labels_by_part",
]

#: The parts of a comparison about which there is a choice.
REPRINTS, AGENCY, CALENDAR, ALSO = ("reprints", "agency copy", "calendar", "one change at a time")


@dataclass(frozen=True, eq=False)
class Level:
    """One way to decide about a part of a comparison.

    Attributes
    ----------
    part : str
        What is decided.
    label : str
        How a chart names it: same week.
    clause : str
        How a sentence names it: if only articles of the same week are compared.
    settings : mapping
        The settings of the comparison that it changes.
    kept : ndarray of bool or None
        The rows of the table that count; None for all.
    counts : str
        Which counts are compared: of the texts as they are, '', or others.
    """

    part: str
    label: str
    clause: str
    settings: Mapping[str, Any] = field(default_factory=dict)
    kept: Flags | None = None
    counts: str = ""


@dataclass(frozen=True, eq=False)
class Choice:
    """A level for each part that has several."""

    levels: tuple[Level, ...]
    #: The only level that is not that of the original comparison, if there is only one.
    step: Level | None = None

    @property
    def label(self) -> str:
        """All levels, in words."""
        return ", ".join(level.label for level in self.levels)

    @property
    def settings(self) -> dict[str, Any]:
        """The settings that the levels change."""
        changes: dict[str, Any] = {}
        for level in self.levels:
            changes |= level.settings
        return changes

    @property
    def counts(self) -> str:
        """Which counts are compared."""
        return "".join(level.counts for level in self.levels)


def choices_of(
    crossed: Sequence[Sequence[Level]],
    others: Sequence[Level],
) -> list[Choice]:
    """Return all combinations of the crossed levels, and each other level by itself.

    The first level of each part is that of the original comparison, which comes first.
    """
    defaults = tuple(levels[0] for levels in crossed)
    choices = []
    for combination in product(*crossed):
        choices.append(Choice(combination, _only_step(combination, defaults)))
    choices += [Choice((*defaults, level), level) for level in others]
    return choices


def _only_step(levels: Sequence[Level], defaults: Sequence[Level]) -> Level | None:
    changed = [
        level for level, default in zip(levels, defaults, strict=True) if level is not default
    ]
    if len(changed) == 1:
        return changed[0]
    return None


def labels_by_part(choices: Iterable[Choice]) -> dict[str, list[str]]:
    """Return the labels of the levels of each part about which there was a choice."""
    labels: dict[str, list[str]] = {}
    for choice in choices:
        for level in choice.levels:
            of_part = labels.setdefault(level.part, [])
            if level.label not in of_part:
                of_part.append(level.label)
    return {part: names for part, names in labels.items() if len(names) > 1 or part == ALSO}
