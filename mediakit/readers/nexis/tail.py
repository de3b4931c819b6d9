"""Where the text of a Nexis article ends: before the labels, captions and rights that follow it."""

from __future__ import annotations

from mediakit.readers.nexis.labels import are_rights, label_of

__all__ = ["end_of_text", "said_by"]

#: Labels with more than one paragraph, and how many there may be.
_LONG = {"graphic", "highlight", "correction", "other"}
_MOST_PARAGRAPHS = 12
_SHORT = 12  # letters of a code that stands between labels
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
            if not (_is_code(lines[place]) or are_rights(lines[place])):
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


def _is_code(line: str) -> bool:
    return line.isupper() and line.isalnum() and len(line) <= _SHORT


def said_by(lines: list[str], *, capitals: bool = False) -> dict[str, str]:
    """Return what labelled lines say, by label; lines without one go on with the one before."""
    said: dict[str, str] = {}
    last = ""
    for line in lines:
        kind, value = label_of(line, capitals=capitals)
        if kind and kind not in said:
            said[kind] = value
            last = kind
        elif not kind and last and not are_rights(line) and not _is_code(line):
            said[last] = f"{said[last]}\n{line}".strip()
        elif kind:
            last = ""
    return said
