"""JSON Lines: one article an object a line."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from mediakit.readers.content import Content
from mediakit.readers.decoding import is_clean, notes_on_control
from mediakit.readers.format import Format, note_decoding
from mediakit.readers.json_values import Cleaner, parse_json
from mediakit.readers.parsed import Parsed, Record

__all__ = ["JSON_LINES"]

_ENDINGS = (".jsonl", ".ndjson")
_ESCAPED = re.compile(r"\\[urbf]")  # may stand for a control character
_OBJECT = re.compile(r'\{\s*("|\})')


def _is_json_lines(content: Content) -> bool:
    """Say whether the first line is an object by itself, and the second begins one."""
    first, _, rest = content.opening.partition("\n")
    if content.ending in _ENDINGS:
        return _OBJECT.match(first) is not None
    if not _OBJECT.match(first) or not rest.lstrip().startswith("{"):
        return False
    try:
        parse_json(first)
    except ValueError:
        return False
    return True


def _read(content: Content, parsed: Parsed) -> Iterator[Record]:
    """Read each line on its own: a broken one is rejected, the others are kept."""
    cleaner = Cleaner()
    is_empty = True
    for number, raw in enumerate(_lines_of(content, parsed), start=1):
        line = raw.strip().removeprefix("\ufeff")
        if not line:
            continue
        is_empty = False
        try:
            record = parse_json(line)
        except ValueError:
            parsed.rejected.append(f"line {number} is not valid JSON")
            continue
        if not isinstance(record, dict):
            kind = type(record).__name__
            parsed.rejected.append(f"line {number}: {kind} instead of an object")
            continue
        is_plain = "\r" not in line and "\ufeff" not in line and _ESCAPED.search(line) is None
        cleaner.nothing_to_clean = is_plain and is_clean(line)
        yield number, cleaner.record(record)
    if is_empty:
        parsed.rejected.append("empty file")
    for note in notes_on_control(cleaner.n_control):
        parsed.mend(note)


def _lines_of(content: Content, parsed: Parsed) -> Iterator[str]:
    """Give the lines: JSON escapes the other characters that end a line, so only "\n" does.

    Lines of UTF-8 are decoded one by one, which needs a tenth of the memory.
    """
    if content.is_plain_utf8:
        parsed.encoding, parsed.encoding_from = "utf-8", "all of it fits"
        for line in io.BytesIO(content.data):
            yield line.decode()
        return
    decoded = content.decoded
    note_decoding(decoded, 0, parsed)
    yield from decoded.text.split("\n")


JSON_LINES = Format("jsonl", _ENDINGS, _is_json_lines, _read)
