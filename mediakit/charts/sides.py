"""What a two-sided chart says of its sides: their heads, and the alt text."""

from __future__ import annotations

import pandas as pd

from mediakit.charts.panels import by_panel
from mediakit.style import plain
from mediakit.wording import choose, count_of, join_names, list_quoted, quoted

__all__ = ["alt_of_panels", "alt_of_sides", "head_of"]

_TIMES = ("from ", "before ")  # how the name of a side begins that is a time


def head_of(side: str, size: str, n_letters: int) -> str:
    """Return the name of a side with its size; in little room without the noun of the size, or with
    the name cut."""
    if not size:
        return plain(side, n_letters)
    if len(f"{side} ({size})") > n_letters:
        size, _, _ = size.partition(" ")
    return f"{plain(side, n_letters - len(size) - 3)} ({size})"


def alt_of_sides(
    data: pd.DataFrame,
    label: str,
    value: str,
    sides: tuple[str, str],
    sizes: tuple[str, str],
) -> str:
    """Return the alt text of one pair: the first rows of each side."""
    rows = count_of(len(data), "row")
    is_more = data[value] > 0
    more_in_a = data.loc[is_more, label]
    more_in_b = data.loc[data[value] < 0, label][::-1]
    return (
        f"Two-sided chart with {rows}. {_more_in(sides[0], sizes[0], more_in_a, label)} "
        f"{_more_in(sides[1], sizes[1], more_in_b, label)}"
    )


def _more_in(
    side: str,
    size: str,
    labels: pd.Series,
    noun: str,
) -> str:
    """Say what one side has more of; a side may be a time: from 25 March 2031."""
    place = f"in {side}"
    if side.startswith(_TIMES):
        place = side
    if labels.empty:
        higher = choose(noun == "term", "more frequent", "higher")
        return f"No {noun} is {higher} {place}."
    if size:
        place += f" ({size})"
    return f"More {place}: {list_quoted(labels, 5)}."


def alt_of_panels(data: pd.DataFrame, label: str, panel: str) -> str:
    """Return the alt text of several panels: the first rows of each."""
    firsts = []
    for name, part in by_panel(data, panel):
        labels = [quoted(text) for text in part[label].head(3)]
        firsts.append(f"in {name}: {join_names(labels)}")
    panels = count_of(len(firsts), "panel")
    return f"Two-sided chart with {panels}. First {'; '.join(firsts)}."
