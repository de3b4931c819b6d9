"""What all comparisons have in common: the sides, what was found between them, and the words for it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import pandas as pd

from mediakit.charts import Chart, note_chart, two_sided_chart
from mediakit.checks import one_of
from mediakit.comparing.settings import ARTICLE, Settings
from mediakit.context import Quotes
from mediakit.errors import UnknownValue
from mediakit.results import Result, count_of, source_line

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["LIST", "REST", "Comparison", "Found"]

#: The other side of a group that is compared with all others together.
REST = "all others"
#: The other side where there are no articles, but a list of word frequencies.
LIST = "the word list"
#: So many groups fit into one chart, and so many rows into the panel of each.
_PANELS, _ROWS = 6, 6


@dataclass(frozen=True)
class Found:
    """Who was compared with whom, and how.

    Attributes
    ----------
    by : str
        The column that makes the sides.
    sides : tuple of (str, str)
        The names of a and b, for each pair.
    sizes : tuple of (int, int)
        Their independent articles.
    lonely : tuple of frozenset of str
        For each pair the articles that have nothing to be compared with.
    settings : Settings
        The options.
    set_aside : str
        What could not be compared, in words.
    """

    by: str
    sides: tuple[tuple[str, str], ...]
    sizes: tuple[tuple[int, int], ...]
    lonely: tuple[frozenset[str], ...]
    settings: Settings
    set_aside: str


@dataclass(frozen=True, repr=False)
class Comparison(Result):
    """What sets two sides apart, or each group from all others, with ranges and error rates."""

    numbers: pd.DataFrame
    found: Found

    #: The column of what is compared, what to call it, the column of how far apart the sides are, and whether a chart
    #: shows also what was not found to differ.
    name: ClassVar[str]
    noun: ClassVar[str]
    value: ClassVar[str]
    shows_all: ClassVar[bool] = False

    @property
    def sides(self) -> tuple[tuple[str, str], ...]:
        """The names of a and b, for each pair."""
        return self.found.sides

    @property
    def sizes(self) -> tuple[tuple[int, int], ...]:
        """The independent articles of a and b, for each pair."""
        return self.found.sizes

    def table(self) -> pd.DataFrame:
        """Return a row for each thing compared, the surest differences first; several groups are named in `group`."""
        single = len(self.sides) == 1
        return self.numbers.drop(columns="group") if single else self.numbers.copy()

    @abstractmethod
    def title(self) -> str:
        """Say what the chart shows."""

    @abstractmethod
    def axis(self) -> str:
        """Say what a step to the side is."""

    @abstractmethod
    def quote(self, rows: pd.DataFrame, key: str, n: int, side: str) -> Quotes:
        """Return the evidence for one row of the table in some articles."""

    def pairs_in_words(self) -> str:
        """Return the sides and their sizes, in words."""
        named = [
            f"{a} ({count_of(n_a, 'independent article')}) and {b}" + (f" ({n_b:,})" if b != LIST else "")
            for (a, b), (n_a, n_b) in zip(self.sides, self.sizes, strict=True)
        ]
        more = f" and {len(named) - 3} more pairs" if len(named) > 3 else ""
        return ", ".join(named[:3]) + more

    def how(self) -> str:
        """Say what is held fixed, and what counts as one."""
        settings, said = self.found.settings, ""
        if settings.within is not None:
            said += (
                f" Only articles of the same {settings.held} are compared: rates, differences and p are standardised "
                "over it (Mantel and Haenszel's weights)."
            )
        if settings.unit != ARTICLE:
            said += f" All articles of one {settings.unit} count as one unit in ranges and p."
        return said

    def plot(self, ax: Axes | None = None, *, n: int = 10, groups: Sequence[str] | None = None) -> Chart:
        """Draw up to n rows a side, the surest first; of several groups, a panel each.

        Parameters
        ----------
        ax : matplotlib axes, optional
            Where to draw; only the first group is drawn there.
        n : int, default 10
            Rows a side; with panels, rows a panel, at most six.
        groups : sequence of str, optional
            Which groups to show, at most six; by default those with the most articles.
        """
        pairs, said = self._to_show(groups)
        pairs = pairs if ax is None else pairs[:1]
        source = said + source_line(self.evidence, self.numbers)
        names = [a for a, _ in pairs]
        data = self.numbers.loc[self.numbers["group"].isin(names) & (self.numbers[self.value].fillna(0) != 0)]
        if data.empty:
            return note_chart(self.title(), self.reason or f"No {self.noun} to show.", source).on(ax)
        found = data.loc[data["q"] <= 0.05]
        if found.empty:
            source += f" Grey: no {self.noun} here has a false discovery rate of 5 % or less."
        if found.empty or self.shows_all:
            found = data.loc[data["p"].notna()] if data["p"].notna().any() else data
        several = len(pairs) > 1
        rows = [
            self._rows(found.loc[found["group"] == name], min(n, _ROWS) if several else n, several) for name in names
        ]
        columns = [*(["group"] if several else []), self.name, "n_articles_a", "n_articles_b", self.value]
        shown = pd.concat(rows, ignore_index=True)
        empty = [name for name in names if name not in set(shown["group"])]
        source += f" Nothing found, or too few articles: {', '.join(empty)}." if empty else ""
        n_bounds = shown[["low", "high"]].notna().sum(axis=1)
        if (n_bounds == 1).any():
            source += " Arrow: too few articles on the other side, at least the bar's end."
        if (n_bounds == 0).any():
            source += " Ring: too few articles for a range."
        return two_sided_chart(
            shown[[*columns, "low", "high", "q"]],
            label=self.name,
            value=self.value,
            sides=("the group", "all others") if several else pairs[0],
            axis=self.axis(),
            title=self.title(),
            source=source,
            panel="group" if several else None,
        ).on(ax)

    def _to_show(self, groups: Sequence[str] | None) -> tuple[list[tuple[str, str]], str]:
        """Return the pairs of the chart, and how many others there are, in words."""
        by_name = dict(self.sides)
        if groups is not None:
            for name in groups:
                one_of("group", name, by_name)
            return [(name, by_name[name]) for name in list(groups)[:_PANELS]], ""
        largest = sorted(zip(self.sides, self.sizes, strict=True), key=lambda pair: (-pair[1][0], pair[0]))
        pairs = [side for side, _ in largest[:_PANELS]]
        said = f"The {len(pairs)} largest of {len(self.sides)} groups. " if len(pairs) < len(self.sides) else ""
        return pairs, said

    def _rows(self, found: pd.DataFrame, n: int, several: bool) -> pd.DataFrame:
        """Return the surest rows, n a side, or of a panel n in all."""
        above = found[self.value] > 0
        return found.head(n) if several else pd.concat([found.loc[above].head(n), found.loc[~above].head(n)])

    def answer(self) -> str:
        """Say in a sentence how much sets the sides apart, and the surest of it."""
        if not self.sides or self.numbers.empty:
            return self.reason or f"No {self.noun} stands in enough articles to be compared."
        if self.numbers["p"].isna().all():
            return f"No {self.noun} was tested. {self.reason}".strip()
        tested = set(self.numbers.loc[self.numbers["p"].notna(), "group"])
        pairs = [(a, b) for a, b in self.sides if a in tested]
        said = [self._found_between(a, b) for a, b in pairs[:3]]
        if len(pairs) > 3:
            others = {a for a, _ in pairs[3:]}
            apart = others & set(self.numbers.loc[self.numbers["q"] <= 0.05, "group"])
            n = "one" if len(apart) == 1 else len(apart) or "none"
            said.append(f"Of the {len(others)} other groups {n} can be told apart: see table().")
        return " ".join([*said, self.reason]).strip()

    def _found_between(self, a: str, b: str) -> str:
        """Say in a sentence how much sets one pair apart."""
        own = self.numbers.loc[self.numbers["group"] == a]
        tested, found = count_of(int(own["p"].notna().sum()), self.noun), own.loc[own["q"] <= 0.05]
        rate = "at a false discovery rate of 5 %"
        if found.empty:
            return f"Of {tested} tested, none sets {a} apart from {b} {rate}."
        above = found[self.value] > 0
        more = [f"more in {x}: {_first_of(found.loc[here, self.name])}" for x, here in ((a, above), (b, ~above))]
        return f"Of {tested} tested, {len(found):,} set {a} and {b} apart {rate}; {'; '.join(more)}."

    def examples(self, key: str | None = None, *, n: int = 3, group: str | None = None) -> Quotes:
        """Return the evidence for a row (or the first of the table), from up to n articles of each side.

        Parameters
        ----------
        key : str, optional
            What stands in the first column of the table.
        n : int, default 3
            Articles a side.
        group : str, optional
            Of several groups, the one to quote, with all others; by default all.
        """
        if self.numbers.empty:
            raise UnknownValue(self.answer())
        key = str(self.numbers[self.name].iloc[0]) if key is None else key
        one_of(self.noun, key, self.numbers[self.name])
        if group is not None:
            one_of("group", group, [a for a, _ in self.sides])
        rows, parts = self.evidence.rows, []
        for (a, b), lonely in zip(self.sides, self.found.lonely, strict=True):
            if group not in (None, a):
                continue
            of = rows.loc[~rows["article_id"].isin(lonely)] if lonely else rows
            in_a = of[self.found.by].astype(str) == a
            in_b = ~in_a if b == REST else of[self.found.by].astype(str) == b
            parts += [self.quote(of.loc[here], key, n, side).table() for side, here in ((a, in_a), (b, in_b))]
        kept = [part for part in parts if len(part)] or parts[:1]
        return Quotes(pd.concat(kept, ignore_index=True).drop_duplicates(["group", "article_id"], ignore_index=True))


def _first_of(names: pd.Series, most: int = 3) -> str:
    """Return the first names in words, and how many more there are."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names.head(most)) + more if len(names) else "none"
