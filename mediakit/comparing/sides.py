"""The two sides of each pair, and what was found between them."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from mediakit.arrays import Longs
from mediakit.comparing.settings import Settings
from mediakit.wording import choose, feature_name, plural_of, quoted

__all__ = ["LIST", "REST", "Differences", "Sides"]

#: The other side of a group that is compared with several others taken together.
REST = "all others"
#: The other side if there are no articles, but a list of word frequencies.
LIST = "the word list"


@dataclass(frozen=True, eq=False)
class Sides:
    """Who was compared with whom, and how.

    Attributes
    ----------
    by : str
        What makes the sides, such as outlet.
    names : tuple of (str, str)
        The names of a and b, for each pair.
    sizes : tuple of (int, int)
        Their independent articles.
    unmatched : tuple of ndarray of int64
        For each pair the rows of the table that have nothing to be compared with.
    settings : Settings
        The options.
    left_out : str
        What could not be compared, in words.
    """

    by: str
    names: tuple[tuple[str, str], ...]
    sizes: tuple[tuple[int, int], ...]
    unmatched: tuple[Longs, ...]
    settings: Settings
    left_out: str

    @property
    def is_pair(self) -> bool:
        """Whether two groups were compared, with each other."""
        return len({name for pair in self.names for name in pair}) == 2

    @property
    def others(self) -> str:
        """What all other groups are called in a sentence: the other outlets."""
        return f"the other {plural_of(self.by)}"

    def called(self, side: str) -> str:
        """Return a side as a sentence names it."""
        if side == REST:
            return self.others
        return side

    def called_beside(self, group: str) -> str:
        """Return what a group is compared with, as a sentence names it."""
        return self.called(self.names[self.number_of(group)][1])

    def size_of(self, group: str) -> tuple[int, int]:
        """Return the independent articles of a group and of what it is compared with."""
        return self.sizes[self.number_of(group)]

    def number_of(self, group: str) -> int:
        """Return which of the pairs has this group as side a."""
        return [a for a, _ in self.names].index(group)


@dataclass(frozen=True, eq=False)
class Differences:
    """What was found between the sides.

    Attributes
    ----------
    sides : Sides
        Who was compared with whom.
    numbers : DataFrame
        A row for each thing compared, the surest differences first.
    noun : str
        What is compared, which is also the name of its column: term or feature.
    value : str
        The column of how far apart the sides are.
    shows_all : bool
        Whether a chart also shows what was not found to differ.
    reason : str
        What could not be compared or tested, and why.
    are_frequencies : bool
        Whether all that is compared can be more or less frequent.
    """

    sides: Sides
    numbers: pd.DataFrame
    noun: str
    value: str
    shows_all: bool
    reason: str
    are_frequencies: bool

    def spoken(self, name: object) -> str:
        """Return a term, or the name of a feature as prose has it, in quotation marks."""
        if self.noun == "term":
            return quoted(name)
        return quoted(feature_name(name))

    @property
    def called(self) -> str:
        """What is compared, in words: in a newsroom a feature is an article."""
        return choose(self.noun == "term", "term", "measure")

    @property
    def higher(self) -> str:
        """How a side is said to have more of it."""
        return choose(self.are_frequencies, "more frequent", "higher")

    @property
    def lower(self) -> str:
        """How a side is said to have less of it."""
        return choose(self.are_frequencies, "less frequent", "lower")
