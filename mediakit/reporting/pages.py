"""From a notebook that has been run to one HTML page that contacts no other host."""

from __future__ import annotations

import platform
from dataclasses import dataclass
from html import escape
from importlib.metadata import version
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

import pandas as pd

from mediakit.errors import MissingExtra
from mediakit.reporting.describing import INVENTED, describe_reading, is_invented, who_was_asked
from mediakit.results import date_span
from mediakit.wording import count_of, list_names

if TYPE_CHECKING:
    from nbformat import NotebookNode

__all__ = ["Basis", "describe_basis", "page_title", "write_index", "write_page"]

_TEMPLATES = Path(__file__).parent / "templates"
_NAMED = 12  # outlets
_VERSIONS = ("mediakit-news", "pandas", "numpy", "scipy", "scikit-learn", "matplotlib")


@dataclass(frozen=True)
class Basis:
    """The articles behind all pages of a report, in words."""

    dates: str
    n_articles: str
    sources: str
    reading: str
    faults: str
    invented: bool


def describe_basis(articles: pd.DataFrame, ledger: pd.DataFrame, faults: str) -> Basis:
    """Return what a page says about its articles and the faults that were found in them."""
    return Basis(
        dates=date_span(articles["date"]),
        n_articles=count_of(len(articles), "article"),
        sources=_sources(articles["outlet"]),
        reading=describe_reading(articles, ledger),
        faults=faults,
        invented=is_invented(articles),
    )


def _sources(outlets: pd.Series) -> str:
    """Name the outlets with the most articles, and say how many more there are."""
    counts = outlets.value_counts().reset_index()
    counts = counts.sort_values(["count", "outlet"], ascending=[False, True])
    if counts.empty:
        return "no outlet named"
    names = [f"{outlet} ({n:,})" for outlet, n in counts.itertuples(index=False)]
    return list_names(names, _NAMED)


def page_title(notebook: NotebookNode, fallback: str) -> str:
    """Return the first heading of a notebook."""
    for cell in notebook.cells:
        if cell.cell_type != "markdown":
            continue
        for line in cell.source.split("\n"):
            if line.startswith("#"):
                return str(line.lstrip("#").strip())
    return fallback


def _fill(values: dict[str, str]) -> str:
    template = Template((_TEMPLATES / "page.html").read_text(encoding="utf-8"))
    style = (_TEMPLATES / "page.css").read_text(encoding="utf-8")
    return template.substitute(values, style=style)


def _frame(basis: Basis) -> dict[str, str]:
    """Return the parts that every page has: the articles behind it, and the versions."""
    versions = [f"{name} {version(name)}" for name in _VERSIONS]
    versions.append(f"Python {platform.python_version()}")
    reading = ""
    if basis.reading:
        reading = f"<p>{escape(basis.reading)}</p>"
    faults = ""
    if basis.faults:
        faults = f'<p class="basis">{escape(basis.faults)}</p>'
    invented = ""
    if basis.invented:
        invented = f'<p class="invented">{INVENTED}</p>'
    return {
        "dates": escape(basis.dates),
        "n_articles": escape(basis.n_articles),
        "sources": escape(basis.sources),
        "reading": reading,
        "faults": faults,
        "versions": escape(", ".join(versions)),
        "invented": invented,
    }


def write_page(notebook: NotebookNode, target: Path, basis: Basis, *, home: bool = True) -> str:
    """Write a run notebook as one self-contained page and return its title.

    The code is folded away behind a line that opens it. The page carries its pictures, loads no
    script and no style, and forbids the browser to contact any other host.
    """
    try:
        from nbconvert import HTMLExporter
    except ImportError as error:
        raise MissingExtra("nbconvert", "lab") from error
    exporter = HTMLExporter(
        template_name="mediakit_report",
        extra_template_basedirs=[str(_TEMPLATES)],
        embed_images=True,
        sanitize_html=False,
        mathjax_url="",
        require_js_url="",
        jquery_url="",
        exclude_input_prompt=True,
        exclude_output_prompt=True,
        exclude_anchor_links=True,
    )
    body, _ = exporter.from_notebook_node(notebook)
    title = page_title(notebook, target.stem)
    back = ""
    if home:
        back = '<nav><a href="index.html">All pages of this report</a></nav>'
    parts = {
        "title": escape(title),
        "body": body,
        "back": back,
        "whole": "page",
        "books": "notebook",
    }
    page = _fill(parts | _frame(basis))
    target.write_text(page, encoding="utf-8")
    return title


def write_index(
    pages: list[tuple[str, str]],
    target: Path,
    basis: Basis,
    comment: str = "",
) -> None:
    """Write the page that leads to the others, (file name, title) each, and say whether the outlets
    were asked to comment."""
    links = [f'<li><a href="{escape(name)}">{escape(title)}</a></li>' for name, title in pages]
    items = "\n".join(links)
    body = f'<h1>What the articles say, page by page</h1>\n<ol class="pages">\n{items}\n</ol>'
    body += f"\n<p>{escape(who_was_asked(comment))}</p>"
    parts = {
        "title": "Report",
        "body": body,
        "back": "",
        "whole": "report",
        "books": "notebooks",
    }
    target.write_text(_fill(parts | _frame(basis)), encoding="utf-8")
