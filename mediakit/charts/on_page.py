"""A chart in HTML: a picture in a notebook; on a page also its data, and a drawing for phones."""

from __future__ import annotations

import re
from base64 import b64encode
from html import escape
from typing import Protocol

import pandas as pd

from mediakit.charts.layout import Layout
from mediakit.display import Behind
from mediakit.exporting import as_csv

__all__ = ["chart_in_notebook", "chart_on_page"]

_NARROW = 358  # pixels: a phone's width without its margins
_PHONE = "(max-width: 640px)"
#: What a drawing says of itself, its remarks and the spaces between its parts.
_UNSEEN = re.compile(
    r"<\?xml.*?\?>|<!DOCTYPE.*?>|<!--.*?-->|<metadata>.*?</metadata>|\n\s*", re.DOTALL
)
_PATH = re.compile(r'\s+d="([^"]*)"')
_ENCODED = {"%": "%25", "#": "%23", " ": "%20", "\t": "%20"}


class _Chart(Protocol):
    """What is asked of a chart."""

    @property
    def title(self) -> str: ...
    @property
    def alt(self) -> str: ...
    @property
    def data(self) -> pd.DataFrame: ...
    @property
    def behind(self) -> Behind | None: ...
    def svg(self) -> str: ...
    def at_width(self, width: int) -> _Chart: ...
    def png(self, *, scale: int = 1) -> bytes: ...
    def _layout(self) -> Layout: ...


def chart_in_notebook(png: bytes, layout: Layout, alt: str) -> str:
    """Return the picture at half its pixels, so that it is sharp on every screen."""
    picture = b64encode(png).decode()
    return (
        f'<figure style="margin:0"><img width="{layout.width}" height="{layout.height}" '
        f'style="max-width:100%;height:auto" alt="{escape(alt, quote=True)}" '
        f'src="data:image/png;base64,{picture}"></figure>'
    )


def chart_on_page(chart: _Chart) -> str:
    """Return the chart in two widths, its data and picture to download, and what is behind it."""
    narrow = chart.at_width(_NARROW)
    behind = ""
    if chart.behind is not None:
        behind = chart.behind.behind_html()
    return (
        f'<figure class="mk-chart"><picture><source media="{_PHONE}" '
        f'srcset="{_address_of(narrow.svg())}" {_sides(narrow)}>'
        f'<img {_sides(chart)} alt="{escape(chart.alt, quote=True)}" '
        f'src="{_address_of(chart.svg())}"></picture>'
        f"<figcaption>{_downloads(chart)}</figcaption></figure>{behind}"
    )


def _sides(chart: _Chart) -> str:
    layout = chart._layout()
    return f'width="{layout.width}" height="{layout.height}"'


def _address_of(svg: str) -> str:
    """Return a drawing as an address that carries it, written for an attribute of HTML.

    Addresses in `srcset` end at a space, so there is none.
    """
    small = _PATH.sub(_short_path, _UNSEEN.sub("", svg)).replace('"', "'")
    for character, written in _ENCODED.items():
        small = small.replace(character, written)
    return f"data:image/svg+xml,{small.replace('&', '&amp;')}"


def _short_path(path: re.Match[str]) -> str:
    """Return the course of a line without the spaces that it does not need."""
    course = re.sub(r"\s*([A-Za-z])\s*", r"\1", path[1])
    return f' d="{",".join(course.split())}"'


def _downloads(chart: _Chart) -> str:
    """Return links that save the numbers and the picture."""
    name = re.sub(r"[^a-z0-9]+", "-", chart.title.lower()).strip("-")[:60] or "chart"
    csv = f"data:text/csv;charset=utf-8;base64,{b64encode(as_csv(chart.data).encode()).decode()}"
    png = f"data:image/png;base64,{b64encode(chart.png(scale=2)).decode()}"
    return (
        f'<a download="{name}.csv" href="{csv}">Data (CSV)</a> · '
        f'<a download="{name}.png" href="{png}">Picture (PNG)</a>'
    )
