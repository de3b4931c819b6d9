"""What all comparisons have in common: the sides, what was found between them, and the words for it."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

import pandas as pd

from mediakit.charts import Chart, note_chart, two_sided_chart
from mediakit.checks import one_of, require_whole
from mediakit.comparing.pairs import SIDE
from mediakit.comparing.settings import ARTICLE, Settings
from mediakit.context import Quotes
from mediakit.errors import ColumnMissing, UnknownValue
from mediakit.independence import REPRINTS
from mediakit.results import Result, source_line
from mediakit.style import plain
from mediakit.tokens import split_words
from mediakit.wording import count_of

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
    again: Callable[[str], Comparison]

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
            f"{a} ({count_of(n_a, 'independent article')}) and {b}"
            + (f" ({n_b:,})" if b != LIST else "")
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

    def plot(
        self, ax: Axes | None = None, *, n: int = 10, groups: Sequence[str] | None = None
    ) -> Chart:
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
        require_whole("n", n, least=1)
        pairs, source = self._to_show(groups)
        pairs = pairs if ax is None else pairs[:1]
        names, several = [a for a, _ in pairs], len(pairs) > 1
        source += source_line(self.evidence, self.numbers)
        if self.found.settings.within is not None:
            source += f" Only articles of the same {self.found.settings.held}."
        data = self.numbers.loc[
            self.numbers["group"].isin(names) & (self.numbers[self.value].fillna(0) != 0)
        ]
        if data.empty:
            return note_chart(self.title(), self.reason or f"No {self.noun} to show.", source).on(
                ax
            )
        found, tested = data.loc[data["q"] <= 0.05], data["p"].notna()
        if found.empty or self.shows_all:
            found = data.loc[tested] if tested.any() else data
        rows = [self._rows(found.loc[found["group"] == name], n, several) for name in names]
        shown = pd.concat(rows, ignore_index=True)
        columns = [
            *(["group"] if several else []),
            self.name,
            "n_articles_a",
            "n_articles_b",
            self.value,
        ]
        return two_sided_chart(
            shown[[*columns, "low", "high", "q"]],
            label=self.name,
            value=self.value,
            sides=self._heads(pairs[0]),
            heads={a: " : ".join(f"{n:,}" for n in self._sizes_of(a)) for a, _ in pairs},
            axis=self.axis(),
            title=self.title(),
            source=source + _key(shown, names),
            panel="group" if several else None,
        ).on(ax)

    def _sizes_of(self, name: str) -> tuple[int, int]:
        return dict(zip((a for a, _ in self.sides), self.sizes, strict=True))[name]

    def _heads(self, pair: tuple[str, str]) -> tuple[str, str]:
        """Return the names of two sides with their articles."""
        (a, b), (n_a, n_b) = pair, self._sizes_of(pair[0])
        return f"{plain(a, 26)} ({n_a:,})", b if b == LIST else f"{plain(b, 26)} ({n_b:,})"

    def _to_show(self, groups: Sequence[str] | None) -> tuple[list[tuple[str, str]], str]:
        """Return the pairs of the chart, and how many others there are, in words."""
        by_name = dict(self.sides)
        if groups is not None:
            names = list(dict.fromkeys(map(str, [groups] if isinstance(groups, str) else groups)))
            for name in names:
                one_of("group", name, by_name)
            if not 0 < len(names) <= _PANELS:
                raise UnknownValue(f"A chart has room for 1 to {_PANELS} groups, got {len(names)}.")
            return [(name, by_name[name]) for name in names], ""
        largest = sorted(
            zip(self.sides, self.sizes, strict=True), key=lambda pair: (-pair[1][0], pair[0])
        )
        pairs = [side for side, _ in largest[:_PANELS]]
        said = (
            f"The {len(pairs)} largest of {len(self.sides)} groups. "
            if len(pairs) < len(self.sides)
            else ""
        )
        return pairs, said

    def _rows(self, found: pd.DataFrame, n: int, several: bool) -> pd.DataFrame:
        """Return the surest rows, n a side, or of a panel n in all."""
        above = found[self.value] > 0
        return (
            found.head(min(n, _ROWS))
            if several
            else pd.concat([found.loc[above].head(n), found.loc[~above].head(n)])
        )

    def answer(self) -> str:
        """Say in a sentence how much sets the sides apart, and the surest of it."""
        if not self.sides or self.numbers.empty:
            return self.reason or f"No {self.noun} stands in enough articles to be compared."
        if self.numbers["p"].isna().all():
            return f"No {self.noun} was tested. {self.reason}".strip()
        # The surest first, as in the table.
        tested = dict.fromkeys(self.numbers.loc[self.numbers["p"].notna(), "group"])
        pairs = [(name, dict(self.sides)[name]) for name in tested]
        said = [self._found_between(a, b) for a, b in pairs[:3]]
        if len(pairs) > 3:
            others = {a for a, _ in pairs[3:]}
            apart = others & set(self.numbers.loc[self.numbers["q"] <= 0.05, "group"])
            n = "one" if len(apart) == 1 else len(apart) or "none"
            said.append(f"Of the {len(others)} other groups {n} can be told apart: see table().")
        within = self.found.settings.within
        held = (
            f"Only articles of the same {self.found.settings.held} are compared. " if within else ""
        )
        return held + " ".join([*said, self.reason]).strip()

    def _found_between(self, a: str, b: str) -> str:
        """Say in a sentence how much sets one pair apart."""
        own = self.numbers.loc[self.numbers["group"] == a]
        tested, found = count_of(int(own["p"].notna().sum()), self.noun), own.loc[own["q"] <= 0.05]
        rate = "at a false discovery rate of 5 %"
        if found.empty:
            return f"Of {tested} tested, none sets {a} apart from {b} {rate}."
        above = found[self.value] > 0
        more = [
            f"more in {x}: {_first_of(found.loc[here, self.name])}"
            for x, here in ((a, above), (b, ~above))
        ]
        return (
            f"Of {tested} tested, {len(found):,} set {a} and {b} apart {rate}; {'; '.join(more)}."
        )

    def sensitivity(self) -> pd.DataFrame:
        """Return the findings that some treatment of reprints gives, and which of them depend on it.

        Returns
        -------
        DataFrame
            group (where there are several), term or feature, then for each of `reprints='collapse'`, `'keep'` and
            `'weight'` the log ratio or difference and q, such as `log_ratio_keep` and `q_keep`; `changes`, whether the
            row has a q of 5 % or less under one treatment and not under another, or its direction differs. Those that
            change come first. In every treatment p moves the copies of a text together: what one text does is not
            called a pattern. Empty where nothing was found under any, as where nothing could be tested.

        Raises
        ------
        ColumnMissing
            Where the reprints were not marked.
        """
        if "reprint_group" not in self.evidence.rows.columns:
            raise ColumnMissing(
                "Reprints were not marked: use mark_reprints(articles) before the comparison."
            )
        keys, tables = ["group", self.name], []
        for reprints in REPRINTS:
            result = self if reprints == self.found.settings.reprints else self.again(reprints)
            numbers = result.numbers.set_index(keys)[[self.value, "q"]]
            tables.append(numbers.add_suffix(f"_{reprints}"))
        both = pd.concat(tables, axis=1)
        found, above = both.filter(like="q_") <= 0.05, both.filter(like=f"{self.value}_") > 0
        changes = (found.any(axis=1) & ~found.all(axis=1)) | (
            above.any(axis=1) & ~above.all(axis=1)
        )
        both = both.assign(changes=changes, _least=both.filter(like="q_").min(axis=1))[
            found.any(axis=1)
        ].reset_index()
        both = both.sort_values(
            ["changes", "_least", *keys], ascending=[False, True, True, True], ignore_index=True
        )
        return both.drop(columns=["_least", "group"] if len(self.sides) == 1 else "_least")

    def examples(self, key: str | None = None, *, n: int = 3, group: str | None = None) -> Quotes:
        """Return the evidence for a row (or the first of the table), from up to n articles of each side.

        Parameters
        ----------
        key : str, optional
            What stands in the first column of the table.
        n : int, default 3
            Articles a side.
        group : str, optional
            Of several groups, the one to quote, with all others; by default the first in the table with this row.
        """
        if self.numbers.empty:
            raise UnknownValue(self.answer())
        names = self.numbers[self.name]
        key = str(names.iloc[0]) if key is None else key
        key = key if key in set(names) else " ".join(split_words(str(key))) or key
        one_of(self.noun, key, names)
        if group is None:
            group = self.numbers.loc[names == key, "group"].iloc[0]
        one_of("group", str(group), [a for a, _ in self.sides])
        (a, b), lonely = next(
            pair
            for pair in zip(self.sides, self.found.lonely, strict=True)
            if pair[0][0] == str(group)
        )
        rows = self.evidence.rows.loc[~self.evidence.rows["article_id"].isin(lonely)]
        in_a = rows[SIDE] == a
        in_b = ~in_a if b == REST else rows[SIDE] == b
        parts = [
            self.quote(rows.loc[here], key, n, side).table()
            for side, here in ((a, in_a), (b, in_b))
        ]
        return Quotes(
            pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)
        )


def _key(shown: pd.DataFrame, names: list[str]) -> str:
    """Return what stands under a chart about colours, marks and groups without a row."""
    said, n_bounds = "", shown[["low", "high"]].notna().sum(axis=1)
    if shown["q"].isna().all():
        said += " Grey: not tested."
    elif not (shown["q"] <= 0.05).all():
        said += " Grey: not told apart at a false discovery rate of 5 %."
    if (n_bounds == 1).any():
        said += " Arrow: too few articles on the other side, at least the bar's end."
    if (n_bounds == 0).any():
        said += " Ring: too few articles for a range."
    empty = [name for name in names if name not in set(shown["group"])]
    return said + (f" Nothing found, or too few articles: {', '.join(empty)}." if empty else "")


def _first_of(names: pd.Series, most: int = 3) -> str:
    """Return the first names in words, and how many more there are."""
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names.head(most)) + more if len(names) else "none"
