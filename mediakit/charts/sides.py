"""What a two-sided chart says of its sides: their heads, and the alt text."""

from __future__ import annotations

import pandas as pd

from mediakit.charts.panels import by_panel
from mediakit.style import plain
from mediakit.wording import choose, count_of, list_names, list_quoted, quoted

__all__ = ["alt_of_panels", "alt_of_sides", "head_of", "place_of_side"]

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
    """Say what one side has more of."""
    place = place_of_side(side)
    if labels.empty:
        higher = choose(noun == "term", "more frequent", "higher")
        return f"No {choose(noun == 'term', 'term', 'measure')} is {higher} {place}."
    if size:
        place += f" ({size})"
    return f"{choose(noun == 'term', 'More', 'Higher')} {place}: {list_quoted(labels, 5)}."


def place_of_side(side: str) -> str:
    """Return where a side has more of something; a side may be a time: from 25 March 2031."""
    if side.startswith(_TIMES):
        return side
    return f"in {side}"


def alt_of_panels(
    data: pd.DataFrame,
    label: str,
    value: str,
    panel: str,
) -> str:
    """Return the alt text of several panels: what each has more and less of, the farthest first."""
    n_panels = count_of(data[panel].nunique(), "panel")
    if data[label].nunique() == 1:
        more, less = _more_and_less(data, panel, value)
        where = [("higher in ", list_names(more)), ("lower in ", list_names(less))]
        said = [f"{quoted(data[label].iloc[0])}: {_joined(where)}"]
    else:
        said = []
        for name, rows in by_panel(data, panel):
            more, less = _more_and_less(rows, label, value)
            what = [("more ", list_quoted(more)), ("less ", list_quoted(less))]
            said.append(f"{name}: {_joined(what)}")
    return f"Two-sided chart with {n_panels}. {'; '.join(said)}."


def _more_and_less(
    rows: pd.DataFrame,
    column: str,
    value: str,
) -> tuple[pd.Series, pd.Series]:
    """Return the names of the rows above 0, and of those below, the farthest first."""
    return rows.loc[rows[value] > 0, column], rows.loc[rows[value] < 0, column][::-1]


def _joined(parts: list[tuple[str, str]]) -> str:
    return ", ".join(opening + names for opening, names in parts if names)
