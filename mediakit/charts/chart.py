"""A chart: its words and data, and how a notebook shows, compares and saves it."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
import pandas as pd

from mediakit.charts.datawrapper import write_for_datawrapper
from mediakit.charts.layout import LEAST_SIDE, MOST_SIDE, Layout, lay_out
from mediakit.charts.on_page import chart_in_notebook, chart_on_page
from mediakit.display import PAGE_DATA, Behind, for_page
from mediakit.errors import UnknownValue, a_kind_of
from mediakit.exporting import as_csv, plain_csv
from mediakit.style import INK, MUTED, WIDTH, chart_style, is_drawable, plain
from mediakit.wording import ended

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

__all__ = ["Chart", "Drawing"]

_BOXES = "Boxes replace characters missing from the installed fonts."
_ENDINGS = (".png", ".svg", ".csv", ".txt")
_LONGEST_TITLE = 160  # characters
_MARGIN = 0.015  # of the width


class Drawing(Protocol):
    """The plot of a chart: it knows how high it is and draws itself on a figure or on axes."""

    def height(self, data: pd.DataFrame, width: float) -> int:
        """Return the pixels that the rows or panels need from top to bottom, at a width."""

    def __call__(self, target: Any, data: pd.DataFrame) -> None:
        """Draw the data."""


@dataclass(frozen=True, repr=False)
class Chart:
    """A drawn table.

    A notebook shows the picture. As plain text the chart is its words and the plotted data with six
    significant digits; nbval compares these when the notebook is run again.

    Attributes
    ----------
    title : str
        Above the chart to the left.
    data : DataFrame
        Exactly the numbers plotted, a row a mark.
    alt : str
        What the picture shows, for those who cannot see it.
    source : str
        The line under the chart: where the numbers come from, and how many articles.
    draw : Drawing
        How the data become a picture.
    subtitle : str
        Below the title, smaller: what is measured.
    size : (int, int), optional
        Width and height in pixels; by default 640 and as high as the rows need.
    behind : Behind, optional
        The result that is drawn, to which a page leads.
    """

    title: str
    data: pd.DataFrame
    alt: str
    source: str
    draw: Drawing = field(compare=False)
    subtitle: str = ""
    size: tuple[int, int] | None = None
    behind: Behind | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        for name in ("title", "subtitle", "source"):
            value = getattr(self, name)
            if not isinstance(value, str):
                raise TypeError(f"{name}= takes text; got {a_kind_of(value)}.")
        if self.size is not None:
            _require_size(self.size)
            self._layout()

    def with_(
        self,
        *,
        title: str | None = None,
        subtitle: str | None = None,
        source: str | None = None,
        size: tuple[int, int] | None = None,
    ) -> Chart:
        """Return a copy with other words or another size; None leaves what is there.

        Parameters
        ----------
        title, subtitle, source : str, optional
            What to write above and below the plot.
        size : (int, int), optional
            Width and height in pixels.

        Examples
        --------
        >>> import mediakit as mk
        >>> chart = mk.count_articles(mk.load_demo_articles(), by="outlet").plot()
        >>> chart.with_(title="Two dailies publish most", size=(800, 400)).title
        'Two dailies publish most'
        """
        given = {"title": title, "subtitle": subtitle, "source": source, "size": size}
        changes: dict[str, Any] = {
            name: value for name, value in given.items() if value is not None
        }
        return replace(self, **changes)

    def of(self, result: Behind) -> Chart:
        """Return a copy that knows the result it is drawn from."""
        return replace(self, behind=result)

    def saying(self, finding: str) -> Chart:
        """Return a copy that says what is seen: its title becomes the line below.

        A finding of more than 160 characters is no title, and a chart that says why it is empty has
        one: both stay as they are.
        """
        says_why_empty = list(self.data.columns) == ["note"]
        if not finding or len(finding) > _LONGEST_TITLE or says_why_empty:
            return self
        measure = ". ".join(part.rstrip(".") for part in (self.title, self.subtitle) if part)
        said = finding.removesuffix(".")
        return replace(self, title=said, subtitle=measure, alt=f"{ended(finding)} {self.alt}")

    def at_width(self, width: int) -> Chart:
        """Return a copy of another width, as high as its rows then need."""
        height = max(LEAST_SIDE, self._laid_out(width, None).height)
        return replace(self, size=(width, height))

    def figure(self, *, scale: int = 1) -> Figure:
        """Return the chart as a matplotlib figure, its pixels times the scale."""
        from matplotlib import rc_context
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
        from matplotlib.layout_engine import ConstrainedLayoutEngine

        layout = self._layout()
        with rc_context(chart_style()):
            figure = Figure(
                figsize=(layout.width / 100, layout.height / 100),
                dpi=100 * scale,
                layout=ConstrainedLayoutEngine(w_pad=_MARGIN * layout.width / 100),
            )
            FigureCanvasAgg(figure)
            parts: Any = figure.subfigures(
                3,
                1,
                height_ratios=[layout.head, layout.body, layout.foot],
                hspace=0,
            )
            head, body, foot = parts
            _write_head(head, layout)
            self.draw(body, self.data)
            source = "\n".join(layout.source)
            style = {"fontsize": 7.5, "color": MUTED, "linespacing": 1.2}
            foot.text(
                _MARGIN,
                1 - 5 / layout.foot,
                source,
                va="top",
                **style,
            )
            _show_dollars(figure)
            figure.canvas.draw()
            figure.set_layout_engine("none")  # it has found its places, and keeps them
        return figure

    def _layout(self) -> Layout:
        if self.size is None:
            return self._laid_out(WIDTH, None)
        return self._laid_out(*self.size)

    def _laid_out(self, width: int, height: int | None) -> Layout:
        source = self.source
        if not all(is_drawable(text) for text in self._texts()):
            source = f"{source} {_BOXES}"
        return lay_out(
            plain(self.title, 1000),
            plain(self.subtitle, 1000),
            plain(source, 5000),
            self.draw.height(self.data, width),
            width,
            height,
        )

    def _texts(self) -> list[str]:
        texts = [self.title, self.subtitle, self.source, self.alt]
        for name in self.data.columns:
            if not pd.api.types.is_numeric_dtype(self.data[name]):
                texts.extend(map(str, self.data[name].unique()))
        return texts

    def on(self, ax: Axes | None) -> Chart:
        """Draw on the axes given, if any, and return the chart itself."""
        if ax is None:
            return self
        from matplotlib import rc_context

        with rc_context(chart_style()):
            self.draw(ax, self.data)
            words = [plain(self.title, 84), plain(self.subtitle, 84)]
            ax.set_title("\n".join(line for line in words if line), loc="left")
            _show_dollars(ax)
        return self

    def csv(self) -> str:
        """Return the plotted data as CSV with six significant digits."""
        return plain_csv(self.data)

    def png(self, *, scale: int = 1) -> bytes:
        """Return the picture as PNG of few colours, small enough to be kept in a notebook."""
        return _as_png(self.figure(scale=scale))

    def svg(self) -> str:
        """Return the picture as SVG, the same bytes each time."""
        return _as_svg(self.figure())

    def pictures(self) -> tuple[str, bytes]:
        """Return SVG and PNG of one drawing, the PNG at twice the pixels."""
        figure = self.figure(scale=2)
        png = _as_png(figure)
        return _as_svg(figure), png

    def save(self, path: str | Path) -> list[Path]:
        """Write the chart as .png (twice its pixels), .svg, .csv and .txt (the alt text).

        Both pictures carry what they rest on: the articles, the method, the versions.

        Parameters
        ----------
        path : str or Path
            The file name without its ending.

        Returns
        -------
        list of Path
            The files written.

        Examples
        --------
        >>> import mediakit as mk, tempfile, pathlib
        >>> chart = mk.count_articles(mk.load_demo_articles(), by="outlet").plot()
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     [path.suffix for path in chart.save(pathlib.Path(folder) / "outlets")]
        ['.png', '.svg', '.csv', '.txt']
        """
        stem = Path(path)
        if stem.suffix in _ENDINGS:
            stem = stem.with_suffix("")
        stem.parent.mkdir(parents=True, exist_ok=True)
        told = {}
        if self.behind is not None:
            told = self.behind.provenance()
        contents: Mapping[str, bytes] = {
            ".png": _as_png(self.figure(scale=2), told),
            ".svg": _as_svg(self.figure(), told).encode(),
            ".csv": as_csv(self.data).encode(),
            ".txt": f"{self.alt}\n".encode(),
        }
        written = []
        for ending, content in contents.items():
            target = stem.with_name(stem.name + ending)
            target.write_bytes(content)
            written.append(target)
        return written

    def to_datawrapper(self, path: str | Path) -> list[Path]:
        """Write the chart for Datawrapper: its numbers as .csv, wide for lines, its words as .json.

        Upload the CSV in the tool; the JSON is what its interface for programs takes as the chart.

        Parameters
        ----------
        path : str or Path
            The file name without its ending.

        Returns
        -------
        list of Path
            The two files.

        Examples
        --------
        >>> import mediakit as mk, tempfile, pathlib
        >>> articles = mk.load_demo_articles()
        >>> chart = mk.count_articles(articles, by="outlet", freq="M").plot()
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     csv, _ = chart.to_datawrapper(pathlib.Path(folder) / "months")
        ...     csv.read_text().split("\\n")[0][:24]
        'date,corvanewire.example'
        """
        return write_for_datawrapper(self, path)

    def __repr__(self) -> str:
        words = [f"Chart: {self.title}", self.subtitle, self.alt, self.source, self.csv()]
        return "\n".join(line for line in words if line).rstrip("\n")

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        bundle: dict[str, Any] = {"text/plain": repr(self)}
        if for_page():
            bundle["text/html"] = chart_on_page(self)
            if self.behind is not None:
                bundle[PAGE_DATA] = self.behind.behind_data()
            return bundle
        layout = self._layout()
        bundle["text/html"] = chart_in_notebook(self.png(scale=2), layout, self.alt)
        return bundle


def _require_size(size: object) -> None:
    example = "such as size=(800, 500)"
    if not isinstance(size, tuple | list) or len(size) != 2:
        raise TypeError(f"size= takes a width and a height in pixels, {example}; got {size!r}.")
    for side in size:
        if isinstance(side, bool) or not isinstance(side, int | np.integer):
            raise TypeError(f"size= takes two whole numbers of pixels, {example}; got {size!r}.")
        if not LEAST_SIDE <= side <= MOST_SIDE:
            raise UnknownValue(
                f"size= takes from {LEAST_SIDE:,} to {MOST_SIDE:,} pixels a side, {example}; "
                f"got {size!r}."
            )


def _write_head(head: Any, layout: Layout) -> None:
    """Write the title and, below it, the subtitle."""
    style = {"va": "top", "linespacing": 1.2}
    head.text(
        _MARGIN,
        1 - layout.title_at / layout.head,
        "\n".join(layout.title),
        fontsize=11,
        fontweight="bold",
        color=INK,
        **style,
    )
    head.text(
        _MARGIN,
        1 - layout.subtitle_at / layout.head,
        "\n".join(layout.subtitle),
        fontsize=9,
        color=MUTED,
        **style,
    )


def _as_png(figure: Figure, told: Mapping[str, str] = MappingProxyType({})) -> bytes:
    from PIL import Image
    from PIL.PngImagePlugin import PngInfo

    canvas: Any = figure.canvas
    picture = Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB")
    stream = io.BytesIO()
    few_colours = picture.quantize(96, dither=Image.Dither.NONE)
    carried = PngInfo()
    for name, words in told.items():
        carried.add_itxt(name, words)
    few_colours.save(stream, format="PNG", optimize=True, pnginfo=carried)
    return stream.getvalue()


def _as_svg(figure: Figure, told: Mapping[str, str] = MappingProxyType({})) -> str:
    from matplotlib import rc_context

    stream = io.StringIO()
    said: dict[str, str | None] = {"Date": None, "Creator": None}
    if told:
        said["Description"] = "\n".join(f"{name}: {words}" for name, words in told.items())
    with rc_context(chart_style()):
        figure.savefig(stream, format="svg", metadata=said)
    return _repeatable(stream.getvalue())


def _repeatable(svg: str) -> str:
    """Return an SVG file that is the same each time.

    matplotlib names clip paths after places in memory, and its layout differs in the sixth decimal.
    """
    numbers: dict[str, str] = {}
    named = re.sub(
        r"\bp[0-9a-f]{10}\b", lambda match: numbers.setdefault(match[0], f"p{len(numbers)}"), svg
    )
    return re.sub(r"\d+\.\d{4,}", lambda match: f"{float(match[0]):.3f}", named)


def _show_dollars(part: Figure | Axes) -> None:
    """Show every `$` as a dollar sign, also in text that was there before the chart was drawn."""
    from matplotlib.text import Text

    for text in part.findobj(Text):
        text.set_parse_math(False)
