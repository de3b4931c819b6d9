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

_FORMAT = "mediakit topics 1"


def write_arrays(
    path: str | Path,
    texts: Mapping[str, Any],
    arrays: Mapping[str, Any],
) -> Path:
    """Write a topic model; the file gets the ending .npz unless it has it."""
    target = Path(path)
    if target.suffix != ".npz":
        target = target.with_name(target.name + ".npz")
    described = json.dumps({"format": _FORMAT} | dict(texts))
    with target.open("wb") as file:
        np.savez_compressed(file, texts=np.array(described), **arrays)
    return target


def read_arrays(path: str | Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the texts and the arrays of a topic model; raise if the file holds none."""
    source = Path(path)
    if not source.is_file():
        raise ArticlesNotFound(f"There is no file {source}.")
    try:
        with np.load(source, allow_pickle=False) as file:
            arrays = dict(file)
        texts = json.loads(str(arrays.pop("texts")))
    except (ValueError, KeyError, OSError, EOFError, AttributeError, zipfile.BadZipFile) as fault:
        raise UnreadableSource(f"{source} is not a topic model that mediakit wrote.") from fault
    if texts.get("format") != _FORMAT:
        raise UnreadableSource(
            f"{source} is a topic model of another version of mediakit. Find the topics again."
        )
    return texts, arrays
