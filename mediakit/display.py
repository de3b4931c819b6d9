"""Untrusted text and numbers as a notebook shows them: text escaped, numbers rounded."""

from __future__ import annotations

import html
from collections.abc import Iterable

import pandas as pd

from mediakit.wording import count_of

__all__ = ["escape", "format_cell", "html_paragraph", "html_table"]

# Decimals by the unit that a column's name carries; everything else is shown with three digits.
_DECIMALS = {"share": 3, "score": 3, "rate": 2, "rate_a": 2, "rate_b": 2, "p": 4, "q": 4}


def escape(text: object) -> str:
    """Return text that HTML shows as it is, `$` included, which starts mathematics in notebooks."""
    return html.escape(str(text), quote=True).replace("$", "&#36;<!-- -->")


def format_cell(column: str, value: object) -> str:
    """Return one cell as people read it; a missing value is a dash."""
    if not isinstance(value, list | tuple) and pd.isna(value):
        return "–"
    if isinstance(value, pd.Timestamp):
        if value == value.normalize():
            return f"{value:%Y-%m-%d}"
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, float):
        return f"{value:.{_DECIMALS.get(column, 3)}f}"
    return str(value)


def html_paragraph(text: str) -> str:
    """Return a paragraph, escaped."""
    return f"<p>{escape(text)}</p>"


def html_table(
    table: pd.DataFrame,
    *,
    n: int = 20,
    align_right: tuple[str, ...] = (),
) -> str:
    """Return the first n rows as an HTML table: words left, numbers right, all escaped."""
    shown = table.head(n)
    side = {}
    for name in shown.columns:
        is_number = pd.api.types.is_numeric_dtype(shown[name])
        side[name] = "left"
        if is_number or name in align_right:
            side[name] = "right"
    lines = [_html_row("th", side.values(), shown.columns)]
    for values in shown.itertuples(index=False):
        cells = map(format_cell, shown.columns, values)
        lines.append(_html_row("td", side.values(), cells))
    html_text = f'<table class="tex2jax_ignore mathjax_ignore">{"".join(lines)}</table>'
    n_more = len(table) - len(shown)
    if n_more:
        html_text += html_paragraph(f"{count_of(n_more, 'more row')}: see table().")
    return html_text


def _html_row(tag: str, sides: Iterable[str], cells: Iterable[object]) -> str:
    """Return a row of cells, each aligned to its side."""
    row = [
        f'<{tag} style="text-align:{side}">{escape(cell)}</{tag}>'
        for side, cell in zip(sides, cells, strict=True)
    ]
    return f"<tr>{''.join(row)}</tr>"
