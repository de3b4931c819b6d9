"""Where the text of a Nexis article ends: before the labels, captions and rights that follow it."""

from __future__ import annotations

import re

from mediakit.readers.nexis.labels import are_rights, label_of

__all__ = ["end_of_text", "said_by"]

#: Labels with more than one paragraph, and how many there may be.
_LONG = {"graphic", "highlight", "correction", "other"}
_MOST_PARAGRAPHS = 12
_CODE = re.compile(r"[A-Z0-9]{1,12}")
_OTHER_LABEL = re.compile(r"[^\W\d_]{3,}(?:[ -][^\W\d_]+){0,2}:\s")
#: Labels that begin the text or stand before it.
_NOT_AFTER = {"text", "title", ""}


def end_of_text(lines: list[str], begin: int, *, capitals: bool) -> int:
    """Return where the text that begins at `begin` ends."""
    end = len(lines)
    while end > begin and are_rights(lines[end - 1]):
        end -= 1
    n_between = 0
    for place in reversed(range(begin, end)):
        kind, _ = label_of(lines[place], capitals=capitals)
        if kind in _NOT_AFTER:
            if not _is_apart(lines[place]):
                n_between += 1
        elif not n_between or (kind in _LONG and n_between <= _MOST_PARAGRAPHS):
            end = place
            n_between = 0
        else:
            break
        if n_between > _MOST_PARAGRAPHS:
            break
    while end > begin and are_rights(lines[end - 1]):
        end -= 1
    return end


def _is_apart(line: str) -> bool:
    """Say whether a line among labels is none of a text: a code, rights, or an unknown label."""
    if _CODE.fullmatch(line) or are_rights(line):
        return True
    match = _OTHER_LABEL.match(line)
    return match is not None and match[0].isupper()


def said_by(lines: list[str], *, capitals: bool = False) -> dict[str, str]:
    """Return what labelled lines say, by label; lines without one go on with the one before."""
    said: dict[str, str] = {}
    last = ""
    for line in lines:
        kind, value = label_of(line, capitals=capitals)
        if kind and kind not in said:
            said[kind] = value
            last = kind
        elif kind or _is_apart(line):
            last = ""
        elif last:
            said[last] = f"{said[last]}\n{line}".strip()
    return said
