"""The chart of a comparison: the surest rows of each side, with their ranges."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from mediakit.charts import Chart, note_chart, two_sided_chart
from mediakit.checks import one_of
from mediakit.comparing.sides import LIST, Differences, Sides
from mediakit.errors import UnknownValue
from mediakit.wording import count_of, join_names

__all__ = ["draw_differences"]

#: So many groups fit into one chart, and so many rows into the panel of each.
_PANELS, _ROWS = 6, 6


def draw_differences(
    found: Differences,
    source: str,
    *,
    n: int,
    groups: str | Sequence[str] | None,
    single: bool,
    heading: str,
    axis: str,
    in_points: bool,
) -> Chart:
    """Return the chart of up to n rows a side, or of one group alone if there is only one axes."""
    sides = found.sides
    names, shown_note = _groups_to_draw(sides, groups)
    if single:
        names = names[:1]
    source = f"{shown_note}{source}{_within_note(sides)}"
    data = _drawable(found, names)
    if data.empty:
        reason = found.reason or f"There is no {found.noun} to show."
        return note_chart(heading, reason, source)
    panel = None
    if len(names) > 1:
        panel = "group"
    a, b = sides.names[sides.number_of(names[0])]
    parts = [_surest(data[data["group"] == name], found.value, n, panel) for name in names]
    shown = pd.concat(parts, ignore_index=True)
    return two_sided_chart(
        _columns_to_draw(shown, found, panel),
        label=found.noun,
        value=found.value,
        sides=(_side_label(a), _side_label(b)),
        sizes=_sizes_in_words(sides, a, b),
        heads={name: _head(sides, name) for name in names},
        axis=axis,
        title=heading,
        subtitle=_reading_help(sides, panel),
        source=source + _key(shown, names, found.noun),
        panel=panel,
        in_points=in_points,
    )


def _columns_to_draw(
    shown: pd.DataFrame,
    found: Differences,
    panel: str | None,
) -> pd.DataFrame:
    columns = [found.noun, "n_articles_a", "n_articles_b", found.value, "low", "high", "q"]
    if panel is not None:
        columns = [panel, *columns]
    return shown[columns]


def _within_note(sides: Sides) -> str:
    settings = sides.settings
    if settings.within is None:
        return ""
    return f" Only articles from the same {settings.stratum_noun} are compared."


def _reading_help(sides: Sides, panel: str | None) -> str:
    """Say how to read panels, whose sides are not named."""
    if panel is None:
        return ""
    return (
        f"To the right: more in the {sides.by} than in all others. Numbers: articles of the "
        f"{sides.by} : of all others."
    )


def _groups_to_draw(sides: Sides, wanted: str | Sequence[str] | None) -> tuple[list[str], str]:
    """Return the groups of the chart, and what to say of the others."""
    known = [a for a, _ in sides.names]
    if wanted is not None:
        if isinstance(wanted, str):
            wanted = [wanted]
        names = list(dict.fromkeys(map(str, wanted)))
        for name in names:
            one_of("group", name, known)
        if not 0 < len(names) <= _PANELS:
            raise UnknownValue(
                f"The chart has room for 1 to {_PANELS} groups; groups= names {len(names)}."
            )
        return names, ""
    ranked = sorted(known, key=lambda name: (-sides.size_of(name)[0], name))
    if len(known) <= _PANELS:
        return ranked, ""
    which = f"the {_PANELS} largest"
    sizes = [sides.size_of(name)[0] for name in ranked]
    if sizes[0] == sizes[-1]:
        which = str(_PANELS)
    return ranked[:_PANELS], f"Shown: {which} of {count_of(len(known), sides.by)}. "


def _drawable(found: Differences, names: list[str]) -> pd.DataFrame:
    """Return the rows worth drawing: those found to differ, or else those tested, or else all."""
    data = found.numbers[found.numbers["group"].isin(names)]
    data = data[data[found.value].fillna(0) != 0]
    differing = data[data["q"] <= 0.05]
    if len(differing) and not found.shows_all:
        return differing
    tested = data[data["p"].notna()]
    if len(tested):
        return tested
    return data


def _surest(
    rows: pd.DataFrame,
    value: str,
    n: int,
    panel: str | None,
) -> pd.DataFrame:
    """Return the surest rows, n a side, or of a panel n in all."""
    if panel is not None:
        return rows.head(min(n, _ROWS))
    is_more = rows[value] > 0
    return pd.concat([rows[is_more].head(n), rows[~is_more].head(n)])


def _side_label(name: str) -> str:
    """Return the name of a side, in few words if it is a time."""
    return name.replace("the period before it", "before then").removeprefix("the period ")


def _sizes_in_words(sides: Sides, a: str, b: str) -> tuple[str, str]:
    n_a, n_b = sides.size_of(a)
    if b == LIST:
        return count_of(n_a, "article"), ""
    return count_of(n_a, "article"), count_of(n_b, "article")


def _head(sides: Sides, name: str) -> str:
    n_a, n_b = sides.size_of(name)
    return f"{n_a:,} : {n_b:,}"


def _key(shown: pd.DataFrame, names: list[str], noun: str) -> str:
    """Return what is said under a chart about colours, marks and groups without a row."""
    key = ""
    n_bounds = shown[["low", "high"]].notna().sum(axis=1)
    if shown["q"].isna().all():
        key += " Grey: not tested."
    elif not (shown["q"] <= 0.05).all():
        key += " Grey: no difference found (false discovery rate 5%)."
    if (n_bounds == 1).any():
        key += (
            " An arrow marks a range that is open, because the other side has too few articles "
            f"with the {noun}."
        )
    if (n_bounds == 0).any():
        key += " Ring: too few articles for a range."
    empty = [name for name in names if name not in set(shown["group"])]
    if empty:
        key += f" Nothing found, or too few articles: {join_names(empty)}."
    return key
