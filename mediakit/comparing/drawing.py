"""The chart of a comparison: the surest rows of each side, with their ranges."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from mediakit.charts import Chart, note_chart, place_of_side, two_sided_chart
from mediakit.checks import one_of
from mediakit.comparing.sides import LIST, Differences, Sides
from mediakit.errors import UnknownValue
from mediakit.uncertainty import MAX_Q
from mediakit.wording import count_of, join_names, list_names, plural_of

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
        reason = found.reason or f"There is no {found.called} to show."
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
        sides=_side_labels(sides, names[0]),
        sizes=_sizes_in_words(sides, a, b),
        heads={name: _head(sides, name) for name in names},
        axis=axis,
        title=heading,
        subtitle=_reading_help(sides, names, panel),
        source=source + _cut_note(data, shown, found, names) + _key(shown, names, found.noun),
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
    return f" Articles are compared only with others from the same {settings.stratum_noun}."


def _reading_help(sides: Sides, names: list[str], panel: str | None) -> str:
    """Say how to read panels, whose sides are not named."""
    if panel is None:
        return ""
    n_a, n_b = sides.size_of(names[0])
    return (
        f"To the right: more in the {sides.by} than in the others. {_head(sides, names[0])} means "
        f"{count_of(n_a, 'article')} from the {sides.by} and {n_b:,} from the others."
    )


def _cut_note(
    data: pd.DataFrame,
    shown: pd.DataFrame,
    found: Differences,
    names: list[str],
) -> str:
    """Say how many rows of a side there was no room for."""
    if len(names) > 1:
        if data["group"].value_counts().max() <= _ROWS:
            return ""
        return f" Each panel shows at most {_ROWS} {plural_of(found.called)}."
    notes = []
    for label, sign in zip(_side_labels(found.sides, names[0]), (1, -1), strict=True):
        n_rows = int((sign * data[found.value] > 0).sum())
        n_shown = int((sign * shown[found.value] > 0).sum())
        if n_shown < n_rows:
            rows = f"{n_rows:,} {plural_of(found.called)}"
            place = place_of_side(label)
            notes.append(f"the first {n_shown:,} of the {rows} {found.higher} {place}")
    if not notes:
        return ""
    return f" Shown: {join_names(notes)}."


def _groups_to_draw(sides: Sides, wanted: str | Sequence[str] | None) -> tuple[list[str], str]:
    """Return the groups of the chart, and what to say of the others."""
    known = [a for a, _ in sides.names]
    if wanted is None and sides.is_pair:
        return known[:1], ""
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
    differing = data[data["q"] <= MAX_Q]
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


def _side_labels(sides: Sides, group: str) -> tuple[str, str]:
    """Return the names of both sides; of a time, with its preposition: from 1 to 10 March."""
    a, b = sides.names[sides.number_of(group)]
    b = sides.called(b)
    if sides.by != "period":
        return a, b
    if not a.startswith("the "):
        return f"from {a}", f"from {b}"
    return a.removeprefix("the period "), "before then"


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
    elif not (shown["q"] <= MAX_Q).all():
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
        key += f" No difference found, or too few articles: {list_names(empty, 6)}."
    return key
