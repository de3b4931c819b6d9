"""Values inside values: `source: {name: ...}` becomes the field `source.name`."""

from __future__ import annotations

import json
from collections.abc import Mapping

__all__ = ["flattened", "joined_lines"]

_DEPTH = 4


def flattened(record: Mapping[str, object], depth: int = _DEPTH) -> dict[str, object]:
    """Return the values of a record, those of an object inside it under names with a dot."""
    flat: dict[str, object] = {}
    for name, value in record.items():
        value = _by_role(value)
        if isinstance(value, Mapping) and value and depth:
            for inner, inside in flattened(value, depth - 1).items():
                flat.setdefault(f"{name}.{inner}", inside)
        else:
            flat[name] = value
    return flat


def _by_role(value: object) -> object:
    """Return a list of values that each say what they are for as an object: role to value."""
    if not isinstance(value, list) or not value:
        return value
    if not all(isinstance(one, Mapping) and {"role", "value"} <= set(one) for one in value):
        return value
    by_role: dict[str, object] = {}
    for one in value:
        by_role.setdefault(str(one["role"]), one["value"])
    return by_role


def joined_lines(value: str) -> str:
    """Return a list of paragraphs, which came as JSON, as text: a paragraph a line."""
    if not (value.startswith("[") and value.endswith("]")):
        return value
    try:
        lines = json.loads(value)
    except ValueError:
        return value
    if not lines or not all(isinstance(line, str) for line in lines):
        return value
    return "\n".join(lines)
