"""Where in a notebook something is, as people count: cells of code from 1, under which heading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["Place", "places_of"]

_HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*\s*$", re.MULTILINE)
_FENCED = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
_ADDED = "given"  # the tag of a cell that a run has added


@dataclass(frozen=True)
class Place:
    """A cell of code.

    Attributes
    ----------
    cell : int
        Its number among the cells of code, from 1; 0 for a cell that a run has added.
    heading : str
        The heading above it; empty if there is none.
    """

    cell: int
    heading: str

    def __str__(self) -> str:
        if not self.cell:
            return "the cell that sets the parameters given"
        if not self.heading:
            return f"cell {self.cell}"
        return f"cell {self.cell}, under “{self.heading}”"


def places_of(cells: Iterable[Mapping[str, Any]]) -> list[Place]:
    """Return the place of each cell of code, in order."""
    places = []
    heading = ""
    n_cells = 0
    for cell in cells:
        if cell["cell_type"] == "markdown":
            found = _HEADING.findall(_FENCED.sub("", "".join(cell["source"])))
            if found:
                heading = re.sub(r"[*_`]", "", found[-1])
        elif cell["cell_type"] == "code":
            is_added = _ADDED in cell["metadata"].get("tags", [])
            n_cells += not is_added
            places.append(Place(0 if is_added else n_cells, heading))
    return places
