"""Untrusted text and numbers, as a notebook shows them: every string escaped, numbers rounded for reading."""

from __future__ import annotations

import html

import pandas as pd

__all__ = ["escape", "format_cell", "html_paragraph", "html_table"]

# Decimals by the unit that a column's name carries; everything else is shown with three digits.
_DECIMALS = {"share": 3, "score": 3, "rate": 2, "rate_a": 2, "rate_b": 2, "p": 4, "q": 4}


def escape(text: object) -> str:
    """Return text that HTML shows as it stands, `$` included, which notebooks read as mathematics."""
    return html.escape(str(text), quote=True).replace("$", "&#36;<!-- -->")


def format_cell(column: str, value: object) -> str:
    """Return one cell as people read it; a missing value is a dash."""
    if not isinstance(value, list | tuple) and pd.isna(value):
        return "–"
    if isinstance(value, pd.Timestamp):
        return f"{value:%Y-%m-%d}" if value == value.normalize() else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, float):
        return f"{value:.{_DECIMALS.get(column, 3)}f}"
    return str(value)


def html_paragraph(text: str) -> str:
    """Return a paragraph, escaped."""
    return f"<p>{escape(text)}</p>"


def html_table(table: pd.DataFrame, *, most: int = 20, align_right: tuple[str, ...] = ()) -> str:
    """Return the first rows as an HTML table: words to the left, numbers to the right, all escaped."""
    shown = table.head(most)
    right = {n for n in shown.columns if pd.api.types.is_numeric_dtype(shown[n])} | set(align_right)
    side = {name: "right" if name in right else "left" for name in shown.columns}
    cells = [f'<th style="text-align:{side[name]}">{escape(name)}</th>' for name in shown.columns]
    lines = ["<tr>" + "".join(cells) + "</tr>"]
    for values in shown.itertuples(index=False):
        row = zip(shown.columns, values, strict=True)
        cells = [
            f'<td style="text-align:{side[n]}">{escape(format_cell(n, v))}</td>' for n, v in row
        ]
        lines.append("<tr>" + "".join(cells) + "</tr>")
    rest = len(table) - len(shown)
    more = html_paragraph(f"{rest:,} more rows: see table().") if rest else ""
    return f'<table class="tex2jax_ignore mathjax_ignore">{"".join(lines)}</table>{more}'
