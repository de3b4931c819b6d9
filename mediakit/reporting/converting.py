"""From the text of `--set NAME=VALUE` to Python code of the type that stands in the notebook."""

from __future__ import annotations

import ast
import json
import math
import re
from collections.abc import Callable
from datetime import datetime

from mediakit.errors import UnknownValue
from mediakit.reporting.parameters import Parameter
from mediakit.wording import choose, join_names

__all__ = ["in_code", "kinds_of", "said_as"]

_YES, _NO = ("true", "yes", "on", "1"), ("false", "no", "off", "0")
_DATES = ("date", "datetime", "Timestamp")
_UNREADABLE = (ValueError, SyntaxError, TypeError, MemoryError, RecursionError)
_SHOWN = 60  # characters of a value in a message


def in_code(parameter: Parameter, value: object) -> str:
    """Return code for a value given from outside.

    Text becomes what stands in the notebook: a number, a list, a date. Anything else is taken as
    it is.

    Raises
    ------
    UnknownValue
        If the text is nothing of the kind, or the kind cannot be told.
    """
    if not isinstance(value, str):
        return _as_given(parameter.name, value)
    kinds = kinds_of(parameter)
    if not kinds:
        raise UnknownValue(
            f"{parameter.name} cannot be set from outside: its type cannot be told from what "
            f"stands in the notebook. Write the type beside it, as in `{parameter.name}: str = "
            f"{_said(parameter.value)}`."
        )
    for kind in kinds:
        try:
            return _CODE[kind](value, parameter)
        except _UNREADABLE:
            continue
    wanted = join_names([_NAMES[kind] for kind in kinds], "or")
    raise UnknownValue(
        f"{parameter.name} is {wanted} in the notebook ({_said(parameter.value)}); got "
        f"'{value[:_SHOWN]}'."
    )


def said_as(code: str) -> object:
    """Return the value that a piece of code stands for; the code itself if it has to be run."""
    try:
        return ast.literal_eval(code)
    except _UNREADABLE:
        return code


def _as_given(name: str, value: object) -> str:
    code = repr(value)
    try:
        same = ast.literal_eval(code) == value
    except _UNREADABLE:
        same = False
    if not same:
        raise UnknownValue(
            f"{name} cannot be given to a notebook as {code[:_SHOWN]}: give text, a number, or a "
            "list or dict of these."
        )
    return code


def _said(value: ast.expr | None) -> str:
    if value is None:
        return "..."
    said = ast.unparse(value)
    return said[:_SHOWN] + choose(len(said) > _SHOWN, "…", "")


def kinds_of(parameter: Parameter) -> list[str]:
    """Return what a parameter may be, by its annotation or else by its value; nothing if neither
    tells."""
    kinds = _annotated(parameter.annotation)
    return kinds or _kinds_of(parameter.value)


def _annotated(annotation: ast.expr | None) -> list[str]:
    """Return the kinds that an annotation names; none if one of them is not known."""
    if isinstance(annotation, ast.Constant):
        if annotation.value is None:
            return ["None"]
        if isinstance(annotation.value, str):
            return _annotated(_parsed(annotation.value))
    if isinstance(annotation, ast.BinOp) and isinstance(annotation.op, ast.BitOr):
        return _union(annotation.left, annotation.right)
    if isinstance(annotation, ast.Subscript):
        return _subscripted(annotation)
    name = _last_name(annotation).lower()
    if name in _NAMES:
        return [name]
    return []


def _parsed(text: str) -> ast.expr | None:
    try:
        return ast.parse(text.strip(), mode="eval").body
    except SyntaxError:
        return None


def _subscripted(annotation: ast.Subscript) -> list[str]:
    outer = _last_name(annotation.value)
    if outer == "Optional":
        return _union(annotation.slice, ast.Constant(None))
    if outer == "Union" and isinstance(annotation.slice, ast.Tuple):
        return _union(*annotation.slice.elts)
    return _annotated(annotation.value)


def _union(*parts: ast.expr) -> list[str]:
    """Return the kinds of a union, text last, since everything can be read as text."""
    kinds = [_annotated(part) for part in parts]
    if not all(kinds):
        return []
    return sorted({kind for one in kinds for kind in one}, key=list(_NAMES).index)


def _last_name(node: ast.expr | None) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    if isinstance(node, ast.Name):
        return node.id
    return ""


def _kinds_of(value: ast.expr | None) -> list[str]:
    """Return what an expression is; nothing if it has to be run to know."""
    if value is None:
        return []
    if isinstance(value, ast.JoinedStr):
        return ["str"]
    if isinstance(value, ast.BinOp):
        kinds = _kinds_of(value.left)
        if kinds == _kinds_of(value.right):
            return kinds
        return []
    if isinstance(value, ast.Call):
        return _kinds_of_call(value)
    try:
        literal = ast.literal_eval(value)
    except _UNREADABLE:
        return []
    if literal is None:
        return ["any"]
    return [name for name in [type(literal).__name__] if name in _NAMES]


def _kinds_of_call(call: ast.Call) -> list[str]:
    given = [part.value for part in call.args if isinstance(part, ast.Constant)]
    if len(given) < len(call.args) or call.keywords:
        return []
    if [type(part) for part in given] == [str]:
        return ["call"]
    if _last_name(call.func) in _DATES and given:
        return ["day"]
    if not given and _last_name(call.func) in _NAMES:
        return [_last_name(call.func)]  # dict(), list()
    return []


def _none(text: str, _: Parameter) -> str:
    if text.strip() != "None":
        raise ValueError
    return "None"


def _truth(text: str, _: Parameter) -> str:
    word = text.strip().lower()
    if word not in _YES + _NO:
        raise ValueError
    return str(word in _YES)


def _whole(text: str, _: Parameter) -> str:
    if not re.fullmatch(r"\s*[+-]?\d+(?:_\d+)*\s*", text):
        raise ValueError
    return repr(int(text))


def _decimal(text: str, _: Parameter) -> str:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError
    return repr(number)


def _text(text: str, _: Parameter) -> str:
    return repr(text)


def _anything(text: str, _: Parameter) -> str:
    """Return a literal as it is, and anything else as text: None tells no type."""
    try:
        return repr(ast.literal_eval(text))
    except _UNREADABLE:
        return repr(text)


def _container(kind: type) -> Callable[[str, Parameter], str]:
    def read(text: str, _: Parameter) -> str:
        try:
            value = ast.literal_eval(text.strip())
        except _UNREADABLE:
            value = json.loads(text)
        if isinstance(value, list | tuple) and kind in (list, tuple, set):
            value = kind(value)
        if not isinstance(value, kind):
            raise ValueError
        if isinstance(value, set) and value:
            items = ", ".join(sorted(map(repr, value)))
            return f"{{{items}}}"
        return repr(value)

    return read


def _call(text: str, parameter: Parameter) -> str:
    """Return the call that stands there with this text, such as `Path("a")`."""
    return f"{_called(parameter)}({text!r})"


def _day(text: str, parameter: Parameter) -> str:
    """Return a date as it stands there: `date(2031, 3, 1)`."""
    name = _called(parameter)
    day = datetime.fromisoformat(text.strip())
    parts = [day.year, day.month, day.day]
    if day.hour or day.minute or day.second:
        if name.endswith("date"):
            raise ValueError
        parts += [day.hour, day.minute, day.second]
    return f"{name}({', '.join(map(str, parts))})"


def _called(parameter: Parameter) -> str:
    if not isinstance(parameter.value, ast.Call):
        raise ValueError
    return ast.unparse(parameter.value.func)


#: What each kind is called in a message; the order is that in which a union is tried.
_NAMES = {
    "None": "None",
    "bool": "true or false",
    "int": "a whole number",
    "float": "a number",
    "dict": "a dict such as {'bus': 'bus OR tram'}",
    "list": "a list such as ['bus', 'tram']",
    "tuple": "a list such as ('bus', 'tram')",
    "set": "a set such as {'bus', 'tram'}",
    "day": "a day such as 2031-03-07",
    "call": "text",
    "str": "text",
    "any": "anything",
}

_CODE: dict[str, Callable[[str, Parameter], str]] = {
    "None": _none,
    "bool": _truth,
    "int": _whole,
    "float": _decimal,
    "dict": _container(dict),
    "list": _container(list),
    "tuple": _container(tuple),
    "set": _container(set),
    "day": _day,
    "call": _call,
    "str": _text,
    "any": _anything,
}
