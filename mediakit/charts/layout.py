"""How much of a chart its words take, and how much is left for the plot."""

from __future__ import annotations

from dataclasses import dataclass

from mediakit.charts.lettering import wrap
from mediakit.errors import UnknownValue

__all__ = ["LEAST_SIDE", "MOST_SIDE", "Layout", "lay_out"]

#: Pixels that a side of a chart may have.
LEAST_SIDE, MOST_SIDE = 200, 10_000

_TITLE_LINES, _SUBTITLE_LINES, _SOURCE_LINES = 4, 4, 16
_TITLE_LINE, _SUBTITLE_LINE, _SOURCE_LINE = 19, 15, 13  # pixels
_ABOVE, _BETWEEN = 9, 3  # pixels above the title, and between words


@dataclass(frozen=True)
class Layout:
    """The lines above and below the plot, and the pixels of each part, from top to bottom."""

    width: int
    title: list[str]
    subtitle: list[str]
    source: list[str]
    body: int

    @property
    def title_at(self) -> int:
        """Pixels from the top to the title."""
        return _ABOVE

    @property
    def subtitle_at(self) -> int:
        """Pixels from the top to the subtitle."""
        if not self.title:
            return _ABOVE
        return _ABOVE + len(self.title) * _TITLE_LINE + _BETWEEN

    @property
    def head(self) -> int:
        """Pixels above the plot."""
        return self.subtitle_at + len(self.subtitle) * _SUBTITLE_LINE + 2 * _BETWEEN

    @property
    def foot(self) -> int:
        """Pixels below the plot."""
        return len(self.source) * _SOURCE_LINE + 4 * _BETWEEN

    @property
    def height(self) -> int:
        """Pixels of the whole chart."""
        return self.head + self.body + self.foot


def lay_out(
    title: str,
    subtitle: str,
    source: str,
    body: int,
    width: int,
    height: int | None,
) -> Layout:
    """Return the layout of a chart whose plot has a natural height at this width.

    With a height the plot takes what the words leave, at least half of its natural height.
    """
    room = 0.94 * width
    layout = Layout(
        width=width,
        title=wrap(title, width=room, size=11, weight="bold", n_lines=_TITLE_LINES),
        subtitle=wrap(subtitle, width=room, size=9, n_lines=_SUBTITLE_LINES),
        source=wrap(source, width=room, size=7.5, n_lines=_SOURCE_LINES),
        body=body,
    )
    if height is None:
        return layout
    words = layout.head + layout.foot
    least = words + body // 2
    if height < least:
        raise UnknownValue(
            f"At a width of {width:,} pixels this chart must be at least {least:,} pixels high; "
            f"size= gives {height:,}. Draw fewer rows, shorten the words or make it higher."
        )
    return Layout(width, layout.title, layout.subtitle, layout.source, height - words)
