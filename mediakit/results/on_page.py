"""What a page adds to a result: the sentences behind it, folded away, and a link to its method."""

from __future__ import annotations

import re
from typing import Any, Protocol

import pandas as pd

from mediakit.context import Quotes
from mediakit.display import escape
from mediakit.results.finding import key_in_words

__all__ = ["evidence_in_html", "number_of", "page_data", "shown_results"]

_KEYS = 12  # rows of which a page has the sentences
_EACH = 2  # sentences of each
_COLUMNS = ["outlet", "date", "title", "url", "sentence"]


class _Result(Protocol):
    """What is asked of a result."""

    def describe(self) -> str: ...
    def named_in_answer(self) -> list[tuple[Any, str]]: ...
    def example_keys(self) -> list[Any]: ...
    def examples(self, key: Any = None, *, n: int = 3) -> Quotes: ...


#: The results that a page has shown so far, in order, and those whose sentences it has.
_shown: list[_Result] = []
_told: set[int] = set()
_given: set[int] = set()
_found: dict[int, list[tuple[Any, Quotes]]] = {}


def number_of(result: _Result) -> int:
    """Return the place of a result among those that the page shows."""
    for place, other in enumerate(_shown):
        if other is result:
            return place
    _shown.append(result)
    return len(_shown) - 1


def page_data(result: _Result) -> dict[str, Any]:
    """Return what the writer of pages collects of a result; all but its number the first time
    only."""
    number = number_of(result)
    if number in _given:
        return {"result": number}
    _given.add(number)
    return {
        "result": number,
        "name": re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(result).__name__).capitalize(),
        "method": result.describe(),
        "evidence": _rows_of(_evidence(result)),
    }


def evidence_in_html(result: _Result) -> str:
    """Return the sentences behind a result, folded away, and a link to how it was made."""
    number = number_of(result)
    method = f'<a href="#method-{number}">How these numbers were made</a>'
    if number in _told:
        said = f'<a href="#evidence-{number}">The sentences behind it</a>'
        return f'<p class="mk-links">{said} · {method}</p>'
    parts = []
    for key, quotes in _evidence(result):
        heading = key_in_words(key)
        parts.append(f"<h4>{escape(heading)}</h4>{_below(heading, quotes)._repr_html_()}")
    if not parts:
        return f'<p class="mk-links">{method}</p>'
    _told.add(number)
    return (
        '<details class="mk-evidence"><summary>The sentences behind it</summary>'
        f'<div id="evidence-{number}">{"".join(parts)}</div></details>'
        f'<p class="mk-links">{method}</p>'
    )


def _below(heading: str, quotes: Quotes) -> Quotes:
    """Return sentences without a group that the heading names."""
    table = quotes.table()
    group = table["group"].astype("str")
    is_named = (group == heading) | (group == heading.replace(" · ", " and "))
    return Quotes(table.assign(group=group.mask(is_named, "")), quotes.reason)


def _evidence(result: _Result) -> list[tuple[Any, Quotes]]:
    """Return the sentences of the rows that the answer names, then of the first of the table."""
    number = number_of(result)
    if number not in _found:
        named = [key for key, _ in result.named_in_answer()]
        keys = list(dict.fromkeys([*named, *result.example_keys()]))[:_KEYS]
        quotes = [(key, result.examples(key, n=_EACH)) for key in keys]
        _found[number] = [(key, found) for key, found in quotes if len(found)]
    return _found[number]


def _rows_of(evidence: list[tuple[Any, Quotes]]) -> list[dict[str, str]]:
    """Return a row a sentence, for the file that a heavy page leads to."""
    rows = []
    for key, quotes in evidence:
        table = quotes.table()
        for row in table[table.columns.intersection(_COLUMNS)].to_dict("records"):
            filled = {str(name): str(value) for name, value in row.items() if pd.notna(value)}
            rows.append({"about": key_in_words(key)} | filled)
    return rows


def shown_results() -> list[Any]:
    """Return the results that the page has shown so far, each at its number."""
    return list(_shown)
