"""What has changed in notebooks, as a list that a person reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mediakit.rerunning.places import Place
from mediakit.rerunning.texts import Change
from mediakit.wording import capitalised, choose, count_of, shortened

__all__ = ["Cell", "in_a_line", "in_words"]

_NAMED = 3  # changes of a cell
_LONGEST = 160  # characters of a sentence


@dataclass(frozen=True)
class Cell:
    """A cell of a notebook that has been run again.

    Attributes
    ----------
    file : str
        The name of the notebook.
    place : Place
        Where the cell is.
    changes : tuple of Change
        What has changed; nothing if the cell says the same.
    fault : str
        Why it could not be compared: an error, no output to compare with.
    uncompared : tuple of str
        What was not compared, though the run went well.
    """

    file: str
    place: Place
    changes: tuple[Change, ...] = ()
    fault: str = ""
    uncompared: tuple[str, ...] = ()

    @property
    def is_same(self) -> bool:
        """Whether nothing has changed."""
        return not self.changes and not self.fault


def in_words(cells: Sequence[Cell], most: int) -> list[str]:
    """Return at most so many lines: findings first, then a line a cell."""
    lines = []
    changed = [cell for cell in cells if not cell.is_same]
    for file in dict.fromkeys(cell.file for cell in changed):
        here = [cell for cell in changed if cell.file == file]
        n_cells = sum(cell.file == file for cell in cells)
        said = f"{len(here):,} of its {n_cells:,} cells of code {choose(len(here), 'has', 'have')}"
        lines.append(f"{file}: {said} changed.")
        findings = [change for cell in here for change in cell.changes if change.is_finding]
        told = _once(findings)
        lines += [f"  Finding: {_said(change)}." for change in told.values()]
        lines += [f"  {_of_cell(cell, told)}" for cell in here]
    if len(lines) > most:
        n_more = len(lines) - most + 1
        lines = [*lines[: most - 1], f"... and {count_of(n_more, 'more line')}: see --all."]
    return lines


def in_a_line(cell: Cell) -> str:
    """Return what has changed in a cell."""
    return _of_cell(cell, {})


def _of_cell(cell: Cell, told: Mapping[str, Change]) -> str:
    """Return what has changed in a cell beside the findings that were told."""
    where = capitalised(str(cell.place))
    if cell.fault:
        return f"{where}: {cell.fault}"
    changes = [change for key, change in _once(cell.changes).items() if key not in told]
    if not changes:
        return f"{where}: the finding above."
    return f"{where}: {_list(changes)}."


def _once(changes: Sequence[Change]) -> dict[str, Change]:
    """Return changes by what they say, those that say the same once."""
    return {_said(change).replace(".”", "”"): change for change in changes}


def _list(changes: Sequence[Change]) -> str:
    told = [_said(change) for change in changes[:_NAMED]]
    n_more = len(changes) - len(told)
    if n_more:
        told.append(count_of(n_more, "more change"))
    return "; ".join(told)


def _said(change: Change) -> str:
    """Return a change as a clause: what it was, and what it is."""
    old, new = (shortened(text, _LONGEST) for text in (change.old, change.new))
    if change.what and not old and not new:
        return change.what
    if change.what and not old:
        return f"{change.what}: “{new}”"
    if change.what and not new:
        return f"{change.what}: “{old}”"
    if change.what:
        return f"{change.what} was {old}, is {new}"
    return f"“{old}” is now “{new}”"
