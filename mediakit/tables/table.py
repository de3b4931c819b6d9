"""A table as people read it: in a notebook, on a page, and as plain text for nbval."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from mediakit.display import PLAIN, Behind, escape, for_page, mime_bundle
from mediakit.excerpts import mask_addresses
from mediakit.exporting import as_csv
from mediakit.tables.columns import Column, columns_of
from mediakit.tables.forms import NUMERIC
from mediakit.tables.headings import Heading
from mediakit.tables.ranges import Scale, draw_range
from mediakit.wording import count_of

__all__ = ["DEFAULT_SIDES", "ShownTable"]

_INNER_STOP = re.compile(r"\.(?=[a-z])")
_UNBROKEN = NUMERIC | {"day", "moment"}
_LARGEST_FILE = 200_000  # bytes
DEFAULT_SIDES = {"a": "the first", "b": "the second"}


@dataclass(frozen=True, repr=False, eq=False)
class ShownTable:
    """The first rows of a table, for people.

    As plain text it is the numbers themselves; nbval compares these when the notebook is run again.

    Attributes
    ----------
    rows : DataFrame
        All rows, as the result has them.
    n : int
        So many are shown.
    caption : str
        What the rows are, and where they come from.
    sides : mapping of str to str
        The names of the two sides of a comparison, by the letters a and b.
    own : mapping of str to Heading
        Headings that only this table has.
    behind : Behind, optional
        The result that the table is of, to which a page leads.
    """

    rows: pd.DataFrame
    n: int = 12
    caption: str = ""
    sides: Mapping[str, str] = field(default_factory=lambda: DEFAULT_SIDES)
    own: Mapping[str, Heading] = field(default_factory=dict)

    behind: Behind | None = None

    def __repr__(self) -> str:
        return self.as_text()

    def as_text(self) -> str:
        """Return the numbers themselves, unrounded."""
        lines = [self.caption]
        if len(self.rows):
            lines.append(self.rows.head(self.n).to_string(index=False))
        lines.append(self._more())
        return "\n".join(line for line in lines if line)

    def _repr_html_(self) -> str:
        return mask_addresses(self.html())

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return mime_bundle(repr(self), self._repr_html_(), self.behind)

    def _more(self) -> str:
        """Say how many rows are not shown."""
        n_more = len(self.rows) - self.n
        if n_more <= 0:
            return ""
        if for_page():
            return f"{count_of(n_more, 'more row')} not shown."
        return f"{count_of(n_more, 'more row')}: see table()."

    def _file(self) -> str:
        """Return a link on a page that saves all rows, unless they would make it heavy."""
        if len(self.rows) <= self.n or not for_page():
            return ""
        content = mask_addresses(as_csv(self.rows)).encode()
        if len(content) > _LARGEST_FILE:
            return ""
        address = f"data:text/csv;charset=utf-8;base64,{b64encode(content).decode()}"
        name = f"{self.rows.columns[0]}-{len(self.rows)}-rows.csv"
        said = f"All {len(self.rows):,} rows (CSV)"
        link = f'<a download="{escape(name)}" href="{address}">{said}</a>'
        return f'<p class="mk-links">{link}</p>'

    def html(self) -> str:
        """Return the table as HTML that needs no script; every word in it is escaped."""
        columns = columns_of(self.rows.head(self.n), self.sides, self.own)
        if not columns or self.rows.empty:
            return ""
        caption = " ".join(part for part in (self.caption, self._more()) if part)
        parts = []
        if caption:
            parts.append(f"<caption>{escape(caption)}</caption>")
        parts.append(_head(columns))
        parts.append(_body(columns, min(self.n, len(self.rows))))
        label = escape(caption or "Table")
        # A table that scrolls can be reached by the keyboard.
        frame = f'<div class="mk-scroll" role="group" tabindex="0" aria-label="{label}">'
        table = f'{frame}<table class="mk-table {PLAIN}">{"".join(parts)}</table></div>'
        return f"{table}{self._file()}"


def _breakable(words: str) -> str:
    """Return words that may also end a line after a full stop, as names of sites do."""
    return _INNER_STOP.sub(".<wbr>", escape(words))


def _side(column: Column) -> str:
    """Return the side to which a column stands: words left, numbers right."""
    is_range = column.low is not None
    if column.heading.form in NUMERIC and not is_range:
        return "right"
    return "left"


def _head(columns: Sequence[Column]) -> str:
    cells = []
    for column in columns:
        words = _breakable(column.heading.words)
        cells.append(f'<th scope="col" style="text-align:{_side(column)}">{words}</th>')
    return f"<thead><tr>{''.join(cells)}</tr></thead>"


def _body(columns: Sequence[Column], n_rows: int) -> str:
    scales = [Scale.of(column.values, column.low, column.high) for column in columns]
    rows = []
    for row in range(n_rows):
        cells = [
            _cell(column, scale, row, is_first=column is columns[0])
            for column, scale in zip(columns, scales, strict=True)
        ]
        rows.append(f"<tr>{''.join(cells)}</tr>")
    return f"<tbody>{''.join(rows)}</tbody>"


def _cell(column: Column, scale: Scale | None, row: int, *, is_first: bool) -> str:
    """Return a cell; its heading goes with it, for screens on which a row becomes a card."""
    text = escape(column.cells[row])
    style = f"text-align:{_side(column)}"
    if column.heading.form in _UNBROKEN:
        style += ";white-space:nowrap"
    if is_first:
        name = _breakable(column.cells[row])
        return f'<th scope="row" style="{style};font-weight:normal">{name}</th>'
    if scale is not None and column.low is not None and column.high is not None:
        drawn = draw_range(
            column.low.iloc[row],
            column.values.iloc[row],
            column.high.iloc[row],
            scale,
        )
        text = f"{drawn} {text}"
    label = escape(column.heading.words)
    return f'<td data-label="{label}" style="{style}">{text}</td>'
