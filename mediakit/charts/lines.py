"""Lines over time with their ranges as bands, in one panel or in small multiples."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.dates import date2num
from matplotlib.ticker import MaxNLocator

from mediakit.charts.chart import Chart
from mediakit.charts.days import date_axis, end_of, middle_of
from mediakit.charts.dots import count, in_percent, uncut
from mediakit.charts.events import Event, alt_of, draw_events, event_key, headroom, place_events
from mediakit.style import ACCENT, GRID, INK, MUTED, PALETTE, plain
from mediakit.wording import PERIOD_NOUNS as PERIODS

__all__ = ["line_chart"]


@dataclass(frozen=True)
class _Lines:
    value: str
    panel: str | None
    axis: str
    freq: str
    events: tuple[Event, ...]

    def __call__(self, target: Any, data: pd.DataFrame) -> None:
        data = data.assign(
            **{self.value: data[self.value].astype("float64")}
        )  # a missing whole number is NaN
        data = data.assign(_at=middle_of(data["date"], self.freq))
        panels = [None] if self.panel is None else list(dict.fromkeys(data[self.panel]))
        if not hasattr(
            target, "subplots"
        ):  # one axes for all panels: a colour each, and their names
            for number, name in enumerate(panels):
                part = data if name is None else data[data[self.panel] == name]
                self._panel(
                    target,
                    part,
                    None,
                    PALETTE[number % len(PALETTE)],
                    None if name is None else plain(name, 40),
                )
            if panels != [None]:
                target.legend(frameon=False, fontsize=8)
            self._scale(target, self._top(data))
            draw_events(target, self.events)
            return
        columns = 1 if len(panels) == 1 else 2
        rows = -(-len(panels) // columns)
        grid = target.subplots(rows, columns, sharex=True, sharey=True, squeeze=False)
        top = self._top(data)
        for number, ax in enumerate(grid.flat):
            if number >= len(panels):
                ax.set_axis_off()
                continue
            part = data if panels[number] is None else data[data[self.panel] == panels[number]]
            self._panel(ax, part, panels[number])
            self._scale(ax, top)
            draw_events(ax, self.events)
            ax.tick_params(labelbottom=number + columns >= len(panels))
            ax.set_ylabel(self.axis if number % columns == 0 and len(panels) < 5 else "")
        if len(panels) >= 5:
            target.supylabel(self.axis, fontsize=9, color=MUTED)

    def _panel(
        self,
        ax: Any,
        data: pd.DataFrame,
        name: object,
        colour: str = ACCENT,
        label: str | None = None,
    ) -> None:
        marks = 3 if len(data) < 80 else 0
        whole = uncut(data[self.value])
        line = {"color": colour, "label": label, "linewidth": 1.4, "markersize": marks, **whole}
        if "level" in data.columns:
            line |= {"color": MUTED, "linewidth": 0.8, "markersize": marks and 2.2, "alpha": 0.75}
            self._levels(ax, data, colour)
        known = data[self.value].notna()
        alone = data[known & ~known.shift(fill_value=False) & ~known.shift(-1, fill_value=False)]
        if "level" not in data.columns and {"low", "high"} <= set(data.columns):
            ax.fill_between(
                data["_at"], data["low"], data["high"], color=colour, alpha=0.18, linewidth=0
            )
            ax.vlines(
                alone["_at"], alone["low"], alone["high"], color=colour, alpha=0.35, linewidth=1.6
            )
        ax.plot(data["_at"], data[self.value], "-o", **line)
        if not marks and len(alone):  # a line shows no point that stands between two gaps
            ax.plot(
                alone["_at"], alone[self.value], "o", color=line["color"], markersize=1.6, **whole
            )
        if "partial" in data.columns and data["partial"].any():
            cut = data[data["partial"]]
            look = {"color": line["color"], "markerfacecolor": "white", "markersize": 4.5}
            ax.plot(cut["_at"], cut[self.value], "o", **look, **whole)
        if "burst" in data.columns and data["burst"].any():
            out = data[data["burst"]]
            ax.plot(
                out["_at"],
                out[self.value],
                "o",
                color=colour,
                markerfacecolor="none",
                markersize=7,
                **whole,
            )
        date_axis(ax, freq=self.freq)
        if self.freq != "D":  # whole periods are shown, and all events in them
            first, end = date2num([data["date"].min(), end_of(data["date"], self.freq).max()])
            ax.set_xlim(first - 0.015 * (end - first), end + 0.015 * (end - first))
        ax.grid(axis="y", color=GRID, linewidth=0.8)
        ax.spines["left"].set_visible(False)
        ax.tick_params(length=0, labelsize=8)
        ax.set_ylabel(self.axis, fontsize=8, color=MUTED)
        if name is not None:
            ax.set_title(plain(name, 40), fontsize=9, color=INK, loc="left")

    def _top(self, data: pd.DataFrame) -> float:
        """Return the highest of values and ranges; that of a level may leave the picture, so that lines have room."""
        values = float(data[self.value].max())
        high = float(data["high"].max()) if "high" in data.columns else np.nan
        return float(
            np.fmax(values, np.fmin(high, 1.5 * values) if "level" in data.columns else high)
        )

    def _scale(self, ax: Any, top: float) -> None:
        """Let the scale begin at 0 and end at the top, for shares at 100 %, and leave room above for events."""
        top = 1.05 * top if top > 0 else 1.0
        if self.value == "share":
            top = in_percent(ax.yaxis, top)
        whole = self.value.startswith("n_")
        ticks = np.asarray(
            MaxNLocator(nbins=5, steps=[1, 2, 5, 10], integer=whole).tick_values(0, top)
        )
        ax.set_yticks(ticks[(ticks >= 0) & (ticks <= top)])
        ax.set_ylim(0, top * headroom(self.events))

    def _levels(self, ax: Any, data: pd.DataFrame, colour: str) -> None:
        """Draw each level over the time it holds, with its range, and a broken line where the next begins."""
        if data["level"].isna().all():  # or else it would look like a series without a change
            words = f"not tested: too few whole {PERIODS[self.freq]}s"
            frame = {"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 1}
            place = {"transform": ax.transAxes, "va": "center", "zorder": 5}
            ax.text(
                0.01,
                0.5 / headroom(self.events),
                words,
                fontsize=7.5,
                color=MUTED,
                bbox=frame,
                **place,
            )
        for number, (since, part) in enumerate(
            data[data["level"].notna()].groupby("since", sort=True)
        ):
            ax.fill_between(
                part["_at"], part["low"], part["high"], color=colour, alpha=0.22, linewidth=0
            )
            ax.plot(
                part["_at"],
                part["level"],
                "-",
                color=colour,
                linewidth=2.4,
                solid_capstyle="butt",
                zorder=4,
            )
            if number:
                top = 1 / headroom(self.events)  # no line through their labels
                ax.axvline(
                    date2num(since),
                    ymax=top,
                    color=colour,
                    linewidth=1,
                    linestyle=(0, (4, 3)),
                    zorder=1,
                )


def line_chart(
    data: pd.DataFrame,
    *,
    value: str,
    axis: str,
    freq: str,
    title: str,
    source: str,
    panel: str | None = None,
    events: Mapping[Any, str] | None = None,
) -> Chart:
    """Return a chart of a number over time, with a band where the table has `low` and `high`.

    Parameters
    ----------
    data : DataFrame
        A row a period (`date`, its first day), sorted, drawn in the middle of that period; a missing value leaves a
        gap, and where `partial` is true stands an open mark, where `burst` is true a ring. With the columns `since` and
        `level` the levels are drawn over the line, and the band is theirs.
    value : str
        The column to draw.
    axis : str
        What the number is, with its unit.
    freq : {'D', 'W', 'M', 'Q', 'Y'}
        The periods.
    title, source : str
        Above and below the chart.
    panel : str, optional
        A column whose values get a panel each, in order of first appearance.
    events : mapping of date to str, optional
        Days to mark, each with its label.
    """
    data = data.reset_index(drop=True)
    best = data.loc[data[value].idxmax()] if data[value].notna().any() else None
    alt = f"Line chart, {count(data)}, {data['date'].min():%Y-%m-%d} to {data['date'].max():%Y-%m-%d}: {axis}."
    if best is not None and len(data) > 1 and data[value].dropna().nunique() == 1:
        alt += f" Each point is {best[value]:.6g}."
    elif best is not None:
        where = f" in {best[panel]}" if panel else ""
        alt += f" The highest point is {best[value]:.6g}{where} at {best['date']:%Y-%m-%d}."
    marked, outside = place_events(
        events, data["date"], freq, panels=data[panel].nunique() if panel else 1
    )
    alt += alt_of(marked)
    return Chart(
        title,
        data,
        alt,
        event_key(marked, outside) + source,
        _Lines(value, panel, axis, freq, marked),
    )
