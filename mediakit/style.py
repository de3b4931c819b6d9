"""How every chart looks: size, type and colours."""

from __future__ import annotations

from typing import Any

__all__ = ["ACCENT", "GRID", "HEIGHT", "INK", "MUTED", "PALETTE", "RC", "WIDTH", "plain"]

#: Pixels of a chart in a notebook; files are saved at twice that.
WIDTH, HEIGHT = 640, 450

INK, MUTED, GRID = "#1f2933", "#616e7c", "#e1e5ea"

#: Okabe and Ito's colours (2008), which stay apart for colour-blind readers; their yellow is left out as
#: too faint on white.
PALETTE = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00")
ACCENT = PALETTE[0]

RC: Any = {
    "figure.dpi": 100,
    "savefig.dpi": 100,
    "figure.facecolor": "white",
    "font.family": ["DejaVu Sans"],
    "font.size": 9,
    "text.color": INK,
    "axes.edgecolor": GRID,
    "axes.labelcolor": MUTED,
    "axes.labelsize": 9,
    "axes.titlesize": 9,
    "axes.titlelocation": "left",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "svg.hashsalt": "mediakit",
    "svg.fonttype": "path",
    "text.parse_math": False,
}


def plain(text: object, most: int = 60) -> str:
    """Return untrusted text fit for a chart: one line of at most so many characters.

    A `$` starts no mathematics there, because `RC` turns that off.
    """
    line = " ".join(str(text).split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"
