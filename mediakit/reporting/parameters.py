"""Which names the parameters cell of a notebook sets, in any way that Python has."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from mediakit.errors import NotebookFailed

if TYPE_CHECKING:
    from nbformat import NotebookNode

__all__ = ["Parameter", "parameters_cell", "parameters_in", "set_again"]

_TAG = "parameters"
_MAGIC = re.compile(r"^([ \t]*)[%!?].*$", re.MULTILINE)
_SCOPES = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)


@dataclass(frozen=True)
class Parameter:
    """A name that a cell sets, with the expression that stands there.

    Attributes
    ----------
    name : str
        The name.
    value : ast.expr, optional
        What it is set to; None if that cannot be told, as in `first, *rest = read()`.
    annotation : ast.expr, optional
        Its type, from an annotation or from a comment such as `# type: int`.
    """

    name: str
    value: ast.expr | None
    annotation: ast.expr | None = None


def parameters_cell(notebook: NotebookNode, file: str) -> int | None:
    """Return the place of the cell tagged `parameters`, or None if there is none.

    Raises
    ------
    NotebookFailed
        If there are several.
    """
    places = [
        place
        for place, cell in enumerate(notebook.cells)
        if cell.cell_type == "code" and _TAG in cell.metadata.get("tags", [])
    ]
    if len(places) > 1:
        raise NotebookFailed(
            f"{file} has {len(places)} cells tagged `{_TAG}`. Keep the tag on one of them, which "
            "sets everything that may be changed from outside."
        )
    if not places:
        return None
    return places[0]


def parameters_in(source: str, file: str) -> dict[str, Parameter]:
    """Return what a cell sets, by name: `n = 5`, `n: int = 5`, `a, b = 1, 2`, `a = b = 1`, in a
    block or not."""
    found = {}
    for statement in _statements(_tree(source, file).body):
        for parameter in _set_by(statement):
            found[parameter.name] = parameter
    return found


def set_again(source: str, names: Iterable[str], file: str) -> list[str]:
    """Return the statements of a cell that use one of these names to set another.

    They have to run again after a name was given another value.
    """
    changed = set(names)
    again = []
    for statement in _tree(source, file).body:
        if not isinstance(statement, ast.Assign | ast.AnnAssign) or statement.value is None:
            continue
        set_here = {parameter.name for parameter in _set_by(statement)}
        used = {node.id for node in ast.walk(statement.value) if isinstance(node, ast.Name)}
        if used & changed and not set_here & changed:
            again.append(ast.unparse(statement))
            changed |= set_here
    return again


def _tree(source: str, file: str) -> ast.Module:
    """Return the code as Python reads it; magics of IPython set nothing."""
    for code in (source, _MAGIC.sub(r"\1pass", source)):
        for with_types in (True, False):
            try:
                return ast.parse(code, type_comments=with_types)
            except (SyntaxError, ValueError):
                continue
    raise NotebookFailed(f"The parameters cell of {file} is not valid Python.")


def _statements(body: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    """Yield the statements of a cell and of its blocks, not of functions and classes."""
    for statement in body:
        yield statement
        if isinstance(statement, _SCOPES):
            continue
        for name in ("body", "orelse", "finalbody"):
            yield from _statements(getattr(statement, name, []))
        for handler in getattr(statement, "handlers", []):
            yield from _statements(handler.body)


def _set_by(statement: ast.stmt) -> Iterator[Parameter]:
    if isinstance(statement, ast.Assign):
        annotation = _type_comment(statement)
        for target in statement.targets:
            yield from _unpacked(target, statement.value, annotation)
    elif isinstance(statement, ast.AnnAssign):
        yield from _unpacked(statement.target, statement.value, statement.annotation)
    elif isinstance(statement, ast.Expr):
        for node in ast.walk(statement):
            if isinstance(node, ast.NamedExpr):
                yield Parameter(node.target.id, node.value)


def _type_comment(statement: ast.Assign) -> ast.expr | None:
    if not statement.type_comment:
        return None
    try:
        return ast.parse(statement.type_comment.strip(), mode="eval").body
    except SyntaxError:
        return None


def _unpacked(
    target: ast.expr, value: ast.expr | None, annotation: ast.expr | None
) -> Iterator[Parameter]:
    """Yield each name of a target with its part of the value."""
    if isinstance(target, ast.Name):
        yield Parameter(target.id, value, annotation)
    elif isinstance(target, ast.Starred):
        yield from _unpacked(target.value, None, None)
    elif isinstance(target, ast.Tuple | ast.List):
        parts: list[ast.expr | None] = [None] * len(target.elts)
        is_starred = any(isinstance(part, ast.Starred) for part in target.elts)
        given = getattr(value, "elts", [])
        if len(given) == len(parts) and not is_starred:
            parts = given
        for one, part in zip(target.elts, parts, strict=True):
            yield from _unpacked(one, part, None)
