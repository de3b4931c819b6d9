"""Word lists that were written for mediakit: TOML, and a dict of Python."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping

from mediakit.errors import UnknownValue, a_kind_of
from mediakit.framing.list_formats.entries import EntryCollector

__all__ = ["TOML_EXPECTED", "read_mapping", "read_toml"]

TOML_EXPECTED = "[frames.NAME] with words = [...]"


def read_toml(text: str, collector: EntryCollector) -> str:
    """Read a list in TOML, and return the name that it gives itself, if any."""
    try:
        parsed = tomllib.loads(text)
        lists = {frame: entry["words"] for frame, entry in parsed["frames"].items()}
        if not lists or not all(isinstance(words, list) for words in lists.values()):
            raise TypeError("words must be a list")
    except (tomllib.TOMLDecodeError, KeyError, TypeError, AttributeError) as error:
        raise UnknownValue(
            f"This is not a word list: expected {TOML_EXPECTED} ({error})."
        ) from error
    for frame, entry in parsed["frames"].items():
        _read_words(frame, entry["words"], collector)
        if "means" in entry:
            collector.means[frame] = str(entry["means"])
    name = str(parsed.get("name", ""))
    collector.title = str(parsed.get("title", name))
    collector.source = str(parsed.get("source", ""))
    return name


def read_mapping(lists: Mapping[str, Iterable[str]], collector: EntryCollector) -> None:
    """Read a dict with the words of each frame."""
    for frame, words in lists.items():
        if isinstance(words, str):
            words = [words]
        if not isinstance(words, Iterable):
            raise UnknownValue(
                f"Expected a list of words for the frame '{frame}', got {a_kind_of(words)}."
            )
        _read_words(str(frame), words, collector)


def _read_words(frame: str, words: Iterable[object], collector: EntryCollector) -> None:
    if not frame.strip():
        raise UnknownValue("A frame has no name.")
    collector.open(frame, None)
    for word in words:
        if isinstance(word, str):
            collector.add(frame, word, None)
        else:
            collector.skip(None, str(word), f"an entry must be text, not {a_kind_of(word)}")
