"""Charts of distances: a tree or a square of groups, or a line a pair over time."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from mediakit.charts import Chart, line_chart, note_chart, square_chart, tree_chart
from mediakit.checks import one_of
from mediakit.distances.linkage import join_groups, nearest_together, square_of
from mediakit.errors import UnknownValue
from mediakit.periods import every_period
from mediakit.wording import PERIOD_NOUNS, count_of

__all__ = ["LARGEST", "draw_over_time", "draw_together"]

#: So many groups fit into one tree or one square, and so many pairs into small multiples.
LARGEST = {"tree": 40, "square": 20}
_PAIRS = 6


def draw_together(
    numbers: pd.DataFrame,
    kind: str,
    *,
    groups: str | Sequence[str] | None,
    noun: str,
    axis: str,
    title: str,
    source: str,
    reason: str,
) -> Chart:
    """Return a tree or a square of the largest groups, or of those wanted."""
    if reason:
        return note_chart(title, reason, source)
    shown, note = _groups_to_draw(numbers, LARGEST[kind], groups, noun)
    data = numbers[numbers["a"].isin(shown) & numbers["b"].isin(shown)]
    data = data[["a", "b", "distance", "low", "high"]]
    square = square_of(data)
    source = note + source
    if kind == "square":
        ordered = nearest_together(square)
        return square_chart(
            data,
            square=ordered,
            axis=axis,
            title=title,
            source=source,
            noun=noun,
        )
    return tree_chart(
        data,
        names=[str(name) for name in square.index],
        joins=join_groups(square),
        axis=axis,
        title=title,
        source=source,
        noun=noun,
    )


def _groups_to_draw(
    numbers: pd.DataFrame,
    room: int,
    wanted: str | Sequence[str] | None,
    noun: str,
) -> tuple[list[str], str]:
    """Return the groups wanted, or else the largest, and what to say of the others."""
    sides = []
    for side in ("a", "b"):
        part = numbers[[side, f"n_articles_{side}"]]
        sides.append(part.set_axis(["name", "n"], axis=1))
    sizes = pd.concat(sides).groupby("name")["n"].max().reset_index()
    ranked = sizes.sort_values(["n", "name"], ascending=[False, True])["name"].tolist()
    if wanted is None:
        if len(ranked) <= room:
            return ranked, ""
        which = f"the {room} largest"
        if sizes["n"].nunique() == 1:
            which = str(room)
        return ranked[:room], f"Shown: {which} of {count_of(len(ranked), noun)}. "
    if isinstance(wanted, str):
        wanted = [wanted]
    names = list(dict.fromkeys(wanted))
    for name in names:
        one_of("group", name, ranked)
    if not 2 <= len(names) <= room:
        raise UnknownValue(
            f"The chart has room for 2 to {room} groups; groups= names {len(names)}."
        )
    return names, f"Shown: {len(names)} of {count_of(len(ranked), noun)}, chosen by name. "


def draw_over_time(
    numbers: pd.DataFrame,
    freq: str,
    *,
    groups: str | Sequence[str] | None,
    noun: str,
    axis: str,
    title: str,
    source: str,
    reason: str,
) -> Chart:
    """Return a line for each of the pairs with the largest number of articles."""
    if not reason and numbers["date"].nunique() == 1:
        period = PERIOD_NOUNS[freq]
        reason = f"All distances are for one {period}, so there is no change over time to show."
    if reason:
        return note_chart(title, reason, source)
    if groups is not None:
        names, _ = _groups_to_draw(numbers, 2 * _PAIRS, groups, noun)
        numbers = numbers[numbers["a"].isin(names) & numbers["b"].isin(names)]
    pairs = numbers.assign(pair=numbers["a"] + " and " + numbers["b"])
    n_smaller = pairs[["n_articles_a", "n_articles_b"]].min(axis=1)
    sizes = n_smaller.groupby(pairs["pair"]).sum().rename("n").reset_index()
    ranked = sizes.sort_values(["n", "pair"], ascending=[False, True])["pair"]
    largest = ranked.head(_PAIRS).tolist()
    if len(sizes) > len(largest):
        source = (
            f"Shown: the {len(largest)} pairs with the most articles, of {len(sizes):,}. {source}"
        )
    data = _with_gaps(pairs, largest, freq)
    if data["distance"].isna().any():
        source += " Gaps: too few articles."
    return line_chart(
        data,
        value="distance",
        axis=axis,
        panel="pair",
        freq=freq,
        title=title,
        source=source,
    )


def _with_gaps(
    pairs: pd.DataFrame,
    largest: list[str],
    freq: str,
) -> pd.DataFrame:
    """Return a row for each pair and period; one in which a pair was not measured is a gap."""
    periods = every_period(pairs["date"].min(), pairs["date"].max(), freq)
    grid = pd.MultiIndex.from_product([largest, periods], names=["pair", "date"])
    shown = pairs.set_index(["pair", "date"])[["distance", "low", "high"]]
    return shown.reindex(grid).reset_index()
