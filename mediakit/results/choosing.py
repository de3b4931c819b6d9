"""Which groups a chart shows: those that the reader names, or else the largest."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from mediakit.checks import as_list, one_of
from mediakit.errors import UnknownValue
from mediakit.wording import choose, noun_of_groups

__all__ = [
    "NOT_GROUPED",
    "groups_to_draw",
    "in_panel_order",
    "kept_columns",
    "largest_groups",
    "name_groups",
    "panel_noun",
    "shown_note",
]

_AND = " and "


#: Why `groups=` is refused.
NOT_GROUPED = (
    "groups= chooses which groups to draw, but the articles were not grouped. Add by=, such as "
    "by='outlet'."
)


def largest_groups(
    table: pd.DataFrame,
    by: str | list[str] | None,
    n: int,
) -> list[object]:
    """Return the n groups with the most articles, ties by name."""
    names = as_list(by)
    if not names:
        return []
    sums = table.groupby(names[0], dropna=True)["n_articles"].sum().reset_index()
    ranked = sums.sort_values(["n_articles", names[0]], ascending=[False, True])
    return ranked[names[0]].head(n).tolist()


def groups_to_draw(
    table: pd.DataFrame,
    by: str | None,
    room: int,
    wanted: str | Sequence[object] | None = None,
) -> tuple[list[object], str]:
    """Return the groups wanted, or else the largest that a chart has room for, and what to say of
    the others."""
    if wanted is not None:
        return _wanted_groups(table, by, room, wanted)
    names = largest_groups(table, by, room)
    if by is None:
        return names, ""
    return names, shown_note(table, by, len(names))


def shown_note(table: pd.DataFrame, by: str, n_shown: int) -> str:
    """Say how many of the groups a chart shows, if not all; of groups that are all as large, none
    is among the largest."""
    sizes = table.groupby(by, dropna=True)["n_articles"].sum()
    if len(sizes) <= n_shown:
        return ""
    which = "the " + choose(n_shown, "largest", f"{n_shown:,} largest")
    if sizes.nunique() == 1:
        which = f"{n_shown:,}"
    return f"Shown: {which} of {len(sizes):,} {panel_noun(by)}. "


def panel_noun(panel: str) -> str:
    """Return what the groups of the column that `name_groups` names are called."""
    return noun_of_groups(panel.split(_AND))


def _wanted_groups(
    table: pd.DataFrame,
    by: str | None,
    room: int,
    wanted: str | Sequence[object],
) -> tuple[list[object], str]:
    if by is None:
        raise UnknownValue(NOT_GROUPED)
    names: list[object] = [wanted]
    if pd.api.types.is_list_like(wanted, allow_sets=False):
        names = list(dict.fromkeys(wanted))
    for name in names:
        one_of(by, name, table[by].dropna().unique())
    if not 1 <= len(names) <= room:
        raise UnknownValue(
            f"The chart has room for 1 to {room} groups; groups= names {len(names)}."
        )
    n_known = table[by].nunique()
    if n_known <= len(names):
        return names, ""
    return names, f"Shown: {len(names)} of {n_known:,} {panel_noun(by)}, chosen by name. "


def kept_columns(data: pd.DataFrame, wanted: Sequence[str | None]) -> pd.DataFrame:
    """Return those of the wanted columns that the table has."""
    names = dict.fromkeys(name for name in wanted if name is not None)
    return data[[name for name in names if name in data.columns]]


def name_groups(numbers: pd.DataFrame, by: tuple[str, ...]) -> tuple[pd.DataFrame, str | None]:
    """Return the table with one column that names the group, and its name: groups of two columns
    are both named."""
    if not by:
        return numbers, None
    if len(by) == 1:
        return numbers, by[0]
    parts = [_as_text(numbers[name]) for name in by]
    panel = _AND.join(by)
    return numbers.assign(**{panel: parts[0].str.cat(parts[1:], sep=" · ")}), panel


def _as_text(values: pd.Series) -> pd.Series:
    if pd.api.types.is_datetime64_any_dtype(values):
        return values.dt.strftime("%Y-%m-%d")
    return values.astype("str")


def in_panel_order(
    data: pd.DataFrame,
    panel: str,
    groups: Sequence[object],
) -> pd.DataFrame:
    """Return the rows of these groups, in the order of the groups; within a group as they came."""
    rank = data[panel].map({name: n for n, name in enumerate(groups)})
    return data.loc[rank.dropna().sort_values(kind="stable").index]
