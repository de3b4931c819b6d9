"""A chart: its data, its alt text, and how a notebook shows, compares and saves it."""

from __future__ import annotations

import io
import re
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from textwrap import fill
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from mediakit.style import HEIGHT, INK, MUTED, RC, WIDTH, plain

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["Chart", "save_chart"]

Draw = Callable[["Figure | Axes", pd.DataFrame], None]


@dataclass(frozen=True)
class Chart:
    """A drawn table.

    A notebook shows the picture; as plain text the chart is its alt text and the plotted data with six
    significant digits, which is what nbval compares when the notebook is run again.

    Attributes
    ----------
    title : str
        What the chart is about, above it to the left.
    data : DataFrame
        Exactly the numbers plotted, a row a mark.
    alt : str
        What the picture shows, for those who cannot see it.
    source : str
        The line under the chart: where the numbers come from, and how many articles.
    """

    title: str
    data: pd.DataFrame
    alt: str
    source: str
    draw: Draw = field(repr=False, compare=False)

    def figure(self, *, scale: int = 1) -> Figure:
        """Return the chart as a matplotlib figure of 640 x 450 pixels, times the scale."""
        from matplotlib import rc_context
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure

        with rc_context(RC):
            figure = Figure(
                figsize=(WIDTH / 100, HEIGHT / 100), dpi=100 * scale, layout="constrained"
            )
            FigureCanvasAgg(figure)
            line = fill(plain(self.source, 460), 112)
            below = 36 + 11 * max(
                line.count("\n") - 1, 0
            )  # two lines have room; the chart gives way to more
            parts: Any = figure.subfigures(3, 1, height_ratios=[34, 416 - below, below], hspace=0)
            top, body, foot = parts
            title = fill(plain(self.title, 150), 66 if len(self.title) <= 66 else 78)
            size = 11 if len(self.title) <= 66 else 9
            top.text(0.015, 0.5, title, fontsize=size, fontweight="bold", va="center", color=INK)
            self.draw(body, self.data)
            foot.text(0.015, 0.5, line, fontsize=7.5, va="center", color=MUTED, linespacing=1.2)
            _no_mathematics(figure)
            figure.canvas.draw()
        return figure

    def on(self, ax: Axes | None) -> Chart:
        """Draw on the axes given, if any, and return the chart itself."""
        if ax is not None:
            from matplotlib import rc_context

            with rc_context(RC):
                self.draw(ax, self.data)
                ax.set_title(plain(self.title, 84), loc="left")
                _no_mathematics(ax)
        return self

    def csv(self) -> str:
        """Return the plotted data as CSV with six significant digits."""
        return self.data.to_csv(
            index=False, float_format="%.6g", lineterminator="\n", date_format="%Y-%m-%d"
        )

    def png(self, *, scale: int = 1) -> bytes:
        """Return the picture as PNG of few colours, small enough to be kept in a notebook."""
        from PIL import Image

        canvas: Any = self.figure(scale=scale).canvas
        picture = (
            Image.fromarray(np.asarray(canvas.buffer_rgba()))
            .convert("RGB")
            .quantize(96, dither=Image.Dither.NONE)
        )
        stream = io.BytesIO()
        picture.save(stream, format="PNG", optimize=True)
        return stream.getvalue()

    def svg(self) -> str:
        """Return the picture as SVG, the same bytes each time."""
        from matplotlib import rc_context

        stream = io.StringIO()
        with rc_context(RC):
            self.figure().savefig(stream, format="svg", metadata={"Date": None, "Creator": None})
        return _settled(stream.getvalue())

    def save(self, path: str | Path) -> list[Path]:
        """Write the chart as .png (1280 x 900), .svg, .csv and .txt (the alt text) and return the paths.

        Parameters
        ----------
        path : str or Path
            The file name without its ending.
        """
        stem = Path(path)
        stem = stem.with_suffix("") if stem.suffix in {".png", ".svg", ".csv", ".txt"} else stem
        stem.parent.mkdir(parents=True, exist_ok=True)
        files: Mapping[str, bytes] = {
            ".png": self.png(scale=2),
            ".svg": self.svg().encode(),
            ".csv": _harmless(self.data)
            .to_csv(index=False, float_format="%.6g", lineterminator="\n")
            .encode(),
            ".txt": (self.alt + "\n").encode(),
        }
        written = [stem.with_name(stem.name + ending) for ending in files]
        for target, content in zip(written, files.values(), strict=True):
            target.write_bytes(content)
        return written

    def __repr__(self) -> str:
        return f"Chart: {self.title}\n{self.alt}\n{self.source}\n{self.csv()}".rstrip("\n")

    def _repr_mimebundle_(
        self, include: Any = None, exclude: Any = None
    ) -> tuple[dict[str, str], dict[str, Any]]:
        picture = b64encode(self.png()).decode()
        alt = escape(self.alt, quote=True)
        figure = (
            f'<figure style="margin:0"><img width="{WIDTH}" height="{HEIGHT}" alt="{alt}" '
            f'src="data:image/png;base64,{picture}"></figure>'
        )
        return {"text/plain": repr(self), "text/html": figure, "image/png": picture}, {
            "image/png": {"alt": self.alt}
        }


def _settled(svg: str) -> str:
    """Return an SVG file that is the same each time.

    matplotlib names clip paths after places in memory, and its layout differs in the sixth decimal.
    """
    numbers: dict[str, str] = {}
    named = re.sub(
        r"\bp[0-9a-f]{10}\b", lambda match: numbers.setdefault(match[0], f"p{len(numbers)}"), svg
    )
    return re.sub(r"\d+\.\d{4,}", lambda match: f"{float(match[0]):.3f}", named)


def _no_mathematics(part: Figure | Axes) -> None:
    """Show every `$` as it stands, also in text that was there before the chart was drawn."""
    from matplotlib.text import Text

    for text in part.findobj(Text):
        text.set_parse_math(False)


def _harmless(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table with every text in one line, and behind an apostrophe what a spreadsheet would run."""
    columns = {}
    for name in table.columns:
        column = table[name]
        if pd.api.types.is_string_dtype(column):
            column = column.astype("str").str.replace(r"\s+", " ", regex=True).str.strip()
            column = column.where(~column.str.match(r"[=+\-@]"), "'" + column)
        columns[name] = column
    return pd.DataFrame(columns)


def save_chart(chart: Chart, path: str | Path) -> list[Path]:
    """Save a chart as picture, vector, data and alt text.

    Parameters
    ----------
    chart : Chart
        What `plot()` returned.
    path : str or Path
        The file name without its ending.

    Returns
    -------
    list of Path
        The files written: .png of 1280 x 900 pixels, .svg, .csv, .txt.

    Examples
    --------
    >>> import mediakit as mk, tempfile, pathlib
    >>> chart = mk.count_articles(mk.load_demo_articles(), by="outlet").plot()
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [path.suffix for path in mk.save_chart(chart, pathlib.Path(folder) / "outlets")]
    ['.png', '.svg', '.csv', '.txt']
    """
    if not isinstance(chart, Chart):
        raise TypeError(f"Expected a chart, which plot() returns, got {type(chart).__name__}.")
    return chart.save(path)
