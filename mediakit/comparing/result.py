"""What all comparisons have in common: the sides, the numbers between them, and what is said of
both."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import pandas as pd

from mediakit.arrays import Flags
from mediakit.charts import Chart
from mediakit.checks import one_of, require_whole
from mediakit.comparing.drawing import draw_differences
from mediakit.comparing.question import Question
from mediakit.comparing.sentences import clauses_of, differences_in_words, named_differences
from mediakit.comparing.sides import REST, Differences, Sides
from mediakit.context import Quotes
from mediakit.errors import UnknownValue
from mediakit.results import Result, family_of_tests, source_line
from mediakit.tables import Heading
from mediakit.tokens import split_words
from mediakit.uncertainty import MAX_Q

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Comparison"]


@dataclass(frozen=True, repr=False, eq=False)
class Comparison(Result):
    """What sets two sides apart, or each group from all others, with ranges and error rates."""

    numbers: pd.DataFrame
    compared: Sides
    question: Question

    #: The column of what is compared, which is also what it is called; the column of how far apart
    #: the sides are; and whether a chart also shows what was not found to differ.
    name: ClassVar[str]
    value: ClassVar[str]
    shows_all: ClassVar[bool] = False
    #: The columns of the table.
    columns: ClassVar[list[str]]

    cannot_show: ClassVar[str] = "A difference in words says what was written, not why."

    @property
    def sides(self) -> tuple[tuple[str, str], ...]:
        """The names of a and b, for each pair."""
        return self.compared.names

    @property
    def sizes(self) -> tuple[tuple[int, int], ...]:
        """The independent articles of a and b, for each pair."""
        return self.compared.sizes

    @property
    def differences(self) -> Differences:
        """What was found between the sides."""
        return Differences(
            self.compared,
            self.numbers,
            self.name,
            self.value,
            self.shows_all,
            self.reason,
            self.name == "term" or self.in_points,
        )

    def columns_shown(self, columns: list[str]) -> list[str]:
        """Return the columns that people read first: not the counts behind the rates."""
        left_out = {"count_a", "count_b", "kind", "p"}
        return [name for name in columns if name not in left_out]

    def sides_in_words(self) -> dict[str, str]:
        """Return the names of the two sides; of several groups each is compared with all
        others."""
        a, b = f"this {self.compared.by}", self.compared.others
        if len(self.sides) == 1:
            a = self.sides[0][0]
            if self.sides[0][1] != REST:
                b = self.sides[0][1]
        return {"a": a, "b": b}

    def headings(self) -> dict[str, Heading]:
        """Return the headings of groups, and of shares if these were compared."""
        own = {"group": Heading(self.compared.by, "text")}
        if not self.in_points:
            return own
        sides = self.sides_in_words()
        means = {f"mean_{side}": Heading(f"share, {sides[side]}", "percent") for side in sides}
        return own | means | {"difference": Heading("difference in points", "points")}

    def answer(self) -> str:
        """Say in a sentence or two what sets the sides apart, the surest first."""
        return differences_in_words(self.differences)

    def tests(self) -> pd.DataFrame:
        """Return what was tested; no difference survives until `check_robustness` has tried other
        choices."""
        findings = clauses_of(self.differences)
        unchecked = [False] * len(findings)
        return family_of_tests(self.keys_of(self.numbers), findings, self.numbers, unchecked)

    def keys_of(self, numbers: pd.DataFrame) -> list[Any]:
        """Return what `examples` takes for each row: its name, or that and the group, if there are
        several."""
        names = numbers[self.name].tolist()
        if len(self.sides) == 1:
            return names
        return list(zip(names, numbers["group"], strict=True))

    def named_in_answer(self) -> list[tuple[Any, str]]:
        """Return the terms or features that the answer names; if it names none, the first."""
        named = named_differences(self.differences)
        if named.empty:
            named = self.numbers.head(1)
        return list(
            zip(self.keys_of(named), map(self.differences.spoken, named[self.name]), strict=True)
        )

    def table(self) -> pd.DataFrame:
        """Return a row for each thing compared, the surest differences first; several groups are
        named in `group`."""
        return self._without_single_group(self.numbers[self.columns])

    def _without_single_group(self, numbers: pd.DataFrame) -> pd.DataFrame:
        if len(self.sides) == 1:
            return numbers.drop(columns="group")
        return numbers.copy()

    @property
    def all_numbers(self) -> pd.DataFrame:
        """The rows of all that was compared, also of what the table leaves out."""
        return self.numbers

    @property
    def in_points(self) -> bool:
        """Whether the values are differences of shares, to be read in percentage points."""
        return False

    @property
    def was_tested(self) -> bool:
        """Whether anything was tested."""
        return bool(self.numbers["p"].notna().any())

    @property
    def has_differences(self) -> bool:
        """Whether any difference was found."""
        return len(self.found) > 0

    @property
    def found(self) -> pd.DataFrame:
        """The rows of the differences that were found: a q of at most 5%."""
        return self.numbers[self.numbers["q"] <= MAX_Q].reset_index(drop=True)

    @property
    def found_none(self) -> bool:
        """Whether something was tested and no difference found."""
        return self.was_tested and not self.has_differences

    @abstractmethod
    def heading(self) -> str:
        """Return the title of the chart."""

    @abstractmethod
    def axis(self) -> str:
        """Say what a step to the side is."""

    @abstractmethod
    def quote(
        self,
        rows: Flags,
        key: str,
        *,
        n: int,
        side: str,
    ) -> Quotes:
        """Return the evidence for one row of the table in some of the articles."""

    def plot(
        self,
        ax: Axes | None = None,
        *,
        n: int = 10,
        groups: str | Sequence[str] | None = None,
        title: str | None = None,
        subtitle: str | None = None,
        source: str | None = None,
        size: tuple[int, int] | None = None,
    ) -> Chart:
        """Draw up to n rows a side, the surest first; several groups get a panel each.

        Parameters
        ----------
        ax : matplotlib axes, optional
            Where to draw; only the first group is drawn there.
        n : int, default 10
            Rows a side; with panels, rows a panel, at most six.
        groups : str or sequence of str, optional
            Which groups to show, at most six; by default those with the most articles.
        title, subtitle, source, size
            As in every plot: what to write instead of mediakit's own words, and width and height in
            pixels.
        """
        require_whole("n", n, least=1)
        chart = draw_differences(
            self.differences,
            source_line(self.evidence, self.numbers),
            n=n,
            groups=groups,
            single=ax is not None,
            heading=self.heading(),
            axis=self.axis(),
            in_points=self.in_points,
        )
        return self.finish(chart, ax, title, subtitle, source, size)

    def examples(
        self,
        key: str | tuple[str, str] | None = None,
        *,
        n: int = 3,
        group: str | None = None,
    ) -> Quotes:
        """Return the evidence for a row of the table, by default the first, from up to n articles
        of each side.

        Parameters
        ----------
        key : str, or pair of str, optional
            A value of the first column of the table; or that and its group, as in `claims()`.
        n : int, default 3
            Articles a side.
        group : str, optional
            The group to take, if there are several; by default the first in the table with this
            row.
        """
        if self.numbers.empty:
            raise UnknownValue(self.answer())
        if isinstance(key, tuple):
            wanted: str | None = key[0]
            group = key[1]
        else:
            wanted = key
        key = self._known_key(wanted)
        if group is None:
            numbers = self.all_numbers
            group = numbers.loc[numbers[self.name] == key, "group"].iloc[0]
        one_of("group", str(group), [a for a, _ in self.sides])
        in_a, in_b = self._rows_of(str(group))
        a, b = self.sides[self.compared.number_of(str(group))]
        parts = [
            self.quote(in_a, key, n=n, side=a).table(),
            self.quote(in_b, key, n=n, side=b).table(),
        ]
        filled = [part for part in parts if len(part)]
        return Quotes(pd.concat(filled or parts[:1], ignore_index=True))

    def _known_key(self, key: str | None) -> str:
        """Return a key as the table has it."""
        if key is None:
            return str(self.numbers[self.name].iloc[0])
        names = self.all_numbers[self.name]
        if key not in set(names):
            key = self._plain_key(str(key))
        one_of(self.name, key, names)
        return key

    def _plain_key(self, key: str) -> str:
        """Return a key in the letters of the table."""
        return " ".join(split_words(key)) or key

    def _rows_of(self, group: str) -> tuple[Flags, Flags]:
        """Say which articles are on side a and on side b of a group."""
        number = self.compared.number_of(group)
        side = self.evidence.labels["side"]
        matched = ~np.isin(self.evidence.places, self.compared.unmatched[number])
        in_a = (side == group).to_numpy(dtype=bool)
        _, b = self.sides[number]
        in_b = ~in_a
        if b != REST:
            in_b = (side == b).to_numpy(dtype=bool)
        return in_a & matched, in_b & matched
