"""Arrays and text in one file, with nothing in it that runs when it is read."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from mediakit.errors import ArticlesNotFound, UnreadableSource

__all__ = ["read_arrays", "write_arrays"]

_VERSION = 1


def write_arrays(
    path: str | Path,
    kind: str,
    texts: Mapping[str, Any],
    arrays: Mapping[str, Any],
) -> Path:
    """Write a model of some kind, such as 'topic model'; the file gets the ending .npz unless it
    has it."""
    target = Path(path)
    if target.suffix != ".npz":
        target = target.with_name(target.name + ".npz")
    described = json.dumps({"format": _format_of(kind)} | dict(texts))
    with target.open("wb") as file:
        np.savez_compressed(file, texts=np.array(described), **arrays)
    return target


def read_arrays(path: str | Path, kind: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the texts and the arrays of a model; raise if the file holds none of this kind."""
    source = Path(path)
    if not source.is_file():
        raise ArticlesNotFound(f"There is no file {source}.")
    try:
        with np.load(source, allow_pickle=False) as file:
            arrays = dict(file)
        texts = json.loads(str(arrays.pop("texts")))
    except (ValueError, KeyError, OSError, EOFError, AttributeError, zipfile.BadZipFile) as fault:
        raise UnreadableSource(f"{source} is not a {kind} that mediakit wrote.") from fault
    if not str(texts.get("format")).startswith(f"mediakit {kind} "):
        raise UnreadableSource(f"{source} is not a {kind} that mediakit wrote.")
    if texts["format"] != _format_of(kind):
        raise UnreadableSource(
            f"{source} is a {kind} of another version of mediakit. Make it again."
        )
    return texts, arrays


def _format_of(kind: str) -> str:
    return f"mediakit {kind} {_VERSION}"
