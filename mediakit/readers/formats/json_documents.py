"""JSON documents: a list of articles, one article, or what a news service sends around them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from mediakit.errors import UnreadableSource
from mediakit.readers.content import Content
from mediakit.readers.fields import columns_by_name
from mediakit.readers.format import Format, text_of
from mediakit.readers.json_values import Cleaner, parse_json
from mediakit.readers.nesting import flattened
from mediakit.readers.parsed import Parsed, Record
from mediakit.wording import shortened

__all__ = ["JSON_DOCUMENT"]

_JSON_START = re.compile(r'\{\s*("|\})|\[\s*([\[{"\d\]]|null|true|false)')
#: What services call the list of articles inside what they send, the surest first.
_LISTS = "results articles docs items item data hits stories news entries posts response".split()
_TOTALS = ("total", "totalResults", "totalArticles", "hits", "totalHits")
_DEPTH = 5
_HEAD = 20_000  # characters, among which the first object of a list begins
_TRIED = 40
_BETWEEN = re.compile(r"\s*,?\s*(?=\{)")


def _is_json(content: Content) -> bool:
    return _JSON_START.match(content.opening) is not None


def _read(content: Content, parsed: Parsed) -> Iterator[Record]:
    """Give the articles of a document; of one that was cut, those that are whole."""
    text = text_of(content, parsed).strip().removeprefix("\ufeff")
    if not text:
        parsed.rejected.append("empty file")
        return
    try:
        document = parse_json(text)
    except ValueError as error:
        document = _whole_objects(text)
        if not document:
            raise UnreadableSource(f"not valid JSON: {error}") from error
        parsed.lose(f"not valid JSON ({error}): the objects that are whole were read")
        parsed.rejected.append("the rest of the file is not valid JSON")
    entries = _find_articles(document)
    if entries is None:
        keys = shortened(", ".join(_keys_of(document)), 80)
        raise UnreadableSource(
            f"no articles in it: nothing in this JSON has a title or a text (it has {keys})"
        )
    _note_total(document, entries, parsed)
    cleaner = Cleaner()
    for number, entry in enumerate(entries, start=1):
        if isinstance(entry, Mapping):
            yield number, cleaner.record(_unwrapped(entry))
        else:
            shown = shortened(json.dumps(entry, ensure_ascii=False), 40)
            parsed.rejected.append(f"entry {number}: {shown} instead of an article")


def _whole_objects(text: str) -> list[object]:
    """Return the objects of a damaged document, or of several documents one after another."""
    decoder = json.JSONDecoder()
    best: list[object] = []
    begins = [match.start() for match in re.finditer(r"[{]", text[:_HEAD])]
    for begin in begins[:_TRIED]:
        found: list[object] = []
        place = begin
        while place >= 0:
            try:
                value, end = decoder.raw_decode(text, place)
            except (ValueError, RecursionError):
                break
            found.append(value)
            match = _BETWEEN.match(text, end)
            place = -1
            if match is not None:
                place = match.end()
        if sum(len(str(one)) for one in found) > sum(len(str(one)) for one in best):
            best = found
    return best


def _find_articles(value: object, depth: int = _DEPTH) -> list[object] | None:
    """Return the articles inside a document: its list of them, or itself; None if there are none.

    What itself has a title or a text is an article, whatever lists it holds.
    """
    if not depth:
        return None
    if isinstance(value, list):
        if not value or any(_is_article(entry) for entry in value):
            return value
        for entry in value:
            found = _find_articles(entry, depth - 1)
            if found:
                return found
        return None
    if not isinstance(value, Mapping):
        return None
    if _is_article(value) and not _is_envelope(value):
        return [value]
    named = [name for name in _LISTS if name in value]
    others = [name for name in value if name not in _LISTS]
    emptied: list[object] | None = None
    for name in [*named, *others]:
        inner = value[name]
        if name in named and isinstance(inner, list) and not any(map(_is_nested, inner)):
            return inner
        found = _find_articles(inner, depth - 1)
        if found:
            return found
        if name in named and found is not None:
            emptied = found
    return emptied


def _is_envelope(value: Mapping[str, object]) -> bool:
    """Say whether an object with a title is a feed: it has a list of articles."""
    for name in _LISTS:
        entries = value.get(name)
        if isinstance(entries, list) and any(map(_is_article, entries)):
            return True
    return False


def _is_nested(value: object) -> bool:
    return isinstance(value, Mapping | list)


def _is_article(value: object) -> bool:
    """Say whether an object has a title or a text of its own."""
    if not isinstance(value, Mapping):
        return False
    flat = flattened(_unwrapped(value))
    columns = columns_by_name([name for name, inside in flat.items() if _is_words(inside)])
    has_title = "title" in columns and columns["title"].count(".") <= 1
    has_text = "text" in columns and columns["text"].count(".") <= 1
    return has_title or (has_text and len(columns) > 1)


def _is_words(value: object) -> bool:
    return isinstance(value, str | list) and bool(value)


def _unwrapped(entry: Mapping[str, object]) -> Mapping[str, object]:
    """Return the article of a search engine's hit: what is under `_source`."""
    inside = entry.get("_source")
    if isinstance(inside, Mapping):
        return inside
    return entry


def _keys_of(document: object) -> list[str]:
    if isinstance(document, Mapping):
        return [str(key) for key in document]
    if isinstance(document, list) and document:
        return _keys_of(document[0]) or [type(document[0]).__name__]
    return [type(document).__name__]


def _note_total(
    document: object,
    entries: list[object],
    parsed: Parsed,
) -> None:
    """Note how many articles the search found, if the document holds only some of them."""
    for holder in _outer(document):
        for name in _TOTALS:
            total = holder.get(name)
            if isinstance(total, int) and total > len(entries):
                parsed.notes.append(
                    f"the search found {total:,} articles; this file holds {len(entries):,}"
                )
                return


def _outer(document: object) -> Iterator[Mapping[str, object]]:
    """Give a document and the objects right inside it."""
    if not isinstance(document, Mapping):
        return
    yield document
    for value in document.values():
        if isinstance(value, Mapping):
            yield value
            yield from (inner for inner in value.values() if isinstance(inner, Mapping))


JSON_DOCUMENT = Format("json", (".json",), _is_json, _read)
