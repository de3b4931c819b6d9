"""Which notebook takes which setting: parameters given from outside, and articles."""

from __future__ import annotations

import ast
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from mediakit.errors import UnknownValue, nearest
from mediakit.reporting.converting import in_code, kinds_of, said_as
from mediakit.reporting.parameters import (
    Parameter,
    parameters_cell,
    parameters_in,
    set_again,
)
from mediakit.reporting.project import has_project
from mediakit.wording import join_names

if TYPE_CHECKING:
    from nbformat import NotebookNode

__all__ = ["ARTICLES", "Book", "give", "require_taken"]

#: The parameter that says where the articles are.
ARTICLES = "articles_path"

#: What a notebook that comes with mediakit says and asks of its own articles, not of others.
_OF_OTHERS = {"selection": "", "comment": "", "subject": "", "subjects": {}, "codes_path": ""}
_INJECTED = "injected-parameters"  # Papermill's tag

#: What stands in place of a part that needs a parameter.
_MISSING = {
    "subject": (
        "*No subject was named, so this part is left out. Name one, as a query:* "
        '`mediakit report --articles my-articles/ --set subject="tram* OR bus"`'
    ),
    "codes_path": (
        "*Nobody has coded these articles, so no share of them is given for any frame. To code: "
        "see `draw_coding_sample` and `code_articles`.*"
    ),
    "subjects": (
        "*No subjects were named, so this part is left out. Name some in the parameters of the "
        'notebook:* `subjects = {"transport": "tram* OR bus"}`'
    ),
}


@dataclass(frozen=True)
class Book:
    """A notebook that may be given parameters.

    Attributes
    ----------
    path : Path
        Its file.
    notebook : NotebookNode
        What is in it.
    place : int, optional
        Its cell of parameters.
    parameters : dict of str to Parameter
        What that cell sets.
    """

    path: Path
    notebook: NotebookNode
    place: int | None
    parameters: dict[str, Parameter]

    @classmethod
    def of(cls, path: Path, notebook: NotebookNode) -> Book:
        """Return a notebook with what may be changed in it."""
        place = parameters_cell(notebook, path.name)
        parameters = {}
        if place is not None:
            parameters = parameters_in(notebook.cells[place].source, path.name)
        return cls(path, notebook, place, parameters)


def require_taken(books: Sequence[Book], given: Mapping[str, object], *, articles: bool) -> None:
    """Raise unless some notebook takes each parameter given, and the articles."""
    known = {name for book in books for name in book.parameters}
    if articles and ARTICLES not in known:
        raise UnknownValue(_no_place_for_articles(books, known))
    for name in given:
        if name not in known:
            where = join_names([book.path.name for book in books])
            raise UnknownValue(nearest("parameter", name, known, where=where))


def _no_place_for_articles(books: Sequence[Book], known: set[str]) -> str:
    names = join_names([book.path.name for book in books])
    said = f"{names} cannot use other articles: no cell tagged `parameters` sets {ARTICLES}."
    if not known:
        return f"{said} Tag the cell that names the articles, and call its variable so."
    there = join_names(sorted(known))
    return f"{said} There are the parameters {there}: use --set if one of them names the articles."


def give(book: Book, given: Mapping[str, object], articles: str = "") -> dict[str, object]:
    """Add a cell that sets other values to a notebook, and return what it sets.

    A name that the notebook does not set is no concern of it.
    """
    from nbformat.v4 import new_code_cell

    wanted = dict(given)
    if articles:
        own = {} if has_project(book.path.parent) else _OF_OTHERS
        wanted = {**own, **given, ARTICLES: articles}
    taken: dict[str, object] = {}
    lines = []
    for name in wanted.keys() & book.parameters.keys():
        value = wanted[name]
        if name == ARTICLES:
            value = _relative(str(value), book.path.parent)
        code = in_code(_as_path(book.parameters[name]), value)
        taken[name] = said_as(code)
        lines.append(f"{name} = {code}")
    if book.place is None or not lines:
        return {}
    cells = book.notebook.cells
    lines = [*sorted(lines), *set_again(cells[book.place].source, taken, book.path.name)]
    place = book.place + 1
    while place < len(cells) and _INJECTED in cells[place].metadata.get("tags", []):
        place += 1
    cells.insert(place, new_code_cell("\n".join(lines), metadata={"tags": ["given"]}))
    for name, value in taken.items():
        if not value:
            _leave_out(book.notebook, name)
    return dict(sorted(taken.items()))


def _as_path(parameter: Parameter) -> Parameter:
    """Return a parameter that is text if it names the articles, whatever expression is there."""
    if parameter.name != ARTICLES or kinds_of(parameter) == ["call"]:
        return parameter
    return Parameter(ARTICLES, ast.Constant(""))


def _leave_out(notebook: NotebookNode, name: str) -> None:
    """Replace the cells that need a parameter by a sentence on how to give it."""
    from nbformat.v4 import new_markdown_cell

    otherwise = f"*This part needs `{name}`, which is empty, so it is left out.*"
    kept = []
    said = False
    for cell in notebook.cells:
        if f"needs {name}" not in cell.metadata.get("tags", []):
            kept.append(cell)
        elif not said:
            said = True
            kept.append(new_markdown_cell(_MISSING.get(name, otherwise)))
    notebook.cells = kept


def _relative(path: str, folder: Path) -> str:
    """Return a path as seen from a folder.

    An absolute one would print somebody's home folder in a published page.
    """
    return Path(os.path.relpath(Path(path).expanduser(), folder)).as_posix()
