"""An article as old Nexis exports print it: outlet, day and headline, labels, text, labels."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from mediakit.readers.documents import Block
from mediakit.readers.lengths import is_length
from mediakit.readers.nexis.labels import are_rights, as_fields, label_of, rights_holder
from mediakit.readers.nexis.tail import end_of_text, said_by
from mediakit.readers.printed_days import printed_day

__all__ = ["parse_classic"]

_FIRST = 10  # blocks, among which the day is
_LONGEST_HEADLINE = 500  # characters
_LONGEST_NAME = 60
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_URL = re.compile(r"https?://\S+(?:\s\S+)?")
_EDITION = re.compile(
    r"edition|édition|edición|edizione|editie|edição|ausgabe|udgave",
    re.IGNORECASE,
)
_BEFORE_TEXT = {"author", "section", "length", "dateline", "highlight", "title", "series", "other"}


@dataclass
class _Article:
    """The blocks of a document, how far they have been read, and what they said."""

    blocks: list[Block]
    place: int = 0
    headline: list[str] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)
    facts: dict[str, object] = field(default_factory=dict)
    is_day_before_headline: bool = True


def parse_classic(blocks: list[Block]) -> dict[str, object]:
    """Return the fields of a document; none if it has neither a headline nor a text."""
    article = _Article(_with_labels_apart(blocks))
    _read_above(article)
    _read_headline(article)
    body = _read_labels(article)
    lines = body + [line for block in article.blocks[article.place :] for line in _lines(block)]
    end = end_of_text(lines, 0, capitals=True)
    said = said_by(lines[end:], capitals=True) | article.said
    if article.headline and "title" not in said:
        said["title"] = "\n".join(article.headline)
    text = [_without_mark(line) for line in lines[:end]]
    fields = article.facts | as_fields(said)
    fields["text"] = "\n".join(line for line in text if line)
    if not fields["text"] and "title" not in fields:
        return {}
    return {name: value for name, value in fields.items() if value}


def _lines(block: Block) -> list[str]:
    if block.is_centred:
        return [block.text]
    return block.lines


def _label(block: Block) -> tuple[str, str]:
    return label_of("\n".join(block.lines), capitals=True)


def _without_mark(line: str) -> str:
    """Return a line without a mark such as TEXT: or ARTICLE: that begins the text."""
    kind, value = label_of(line, capitals=True)
    if kind == "text":
        return value
    return line


def _with_labels_apart(blocks: list[Block]) -> list[Block]:
    """Return the blocks that hold lines, each labelled line at the beginning of one."""
    parted = []
    for block in blocks:
        lines: list[str] = []
        for line in block.lines:
            if lines and label_of(line, capitals=True)[0]:
                parted.append(Block(lines, block.is_centred))
                lines = []
            lines.append(line)
        if lines:
            parted.append(Block(lines, block.is_centred))
    return parted


def _read_above(article: _Article) -> None:
    """Read the outlet and the day, and a headline that stands between them."""
    blocks = article.blocks
    day_at = _place_of_day(article)
    end = _FIRST
    if day_at is not None:
        end = day_at
    rights = []
    for place, block in enumerate(blocks[:end]):
        kind, _ = _label(block)
        if kind:
            break
        article.place = place + 1
        if are_rights(block.text):
            rights.append(block)
        elif _URL.fullmatch(block.text):
            article.facts["url"] = block.text.replace(" ", "")
        elif "outlet" not in article.facts:
            _take_outlet(article, block, day_at)
        elif not block.is_centred:
            article.headline = block.lines
            article.is_day_before_headline = False
            if day_at is None:
                break
    if day_at is not None:
        article.place = day_at + 1
    if not article.facts.get("outlet") and rights:
        article.facts["outlet"] = rights_holder(rights[0].lines[0])


def _take_outlet(article: _Article, block: Block, day_at: int | None) -> None:
    """Take a block for the outlet, unless it is a date without a day, such as Summer, 2008."""
    name = block.lines[0]
    if day_at is None and _YEAR.search(name):
        name = ""
    article.facts["outlet"] = name


def _place_of_day(article: _Article) -> int | None:
    for place, block in enumerate(article.blocks[:_FIRST]):
        if _label(block)[0] in {"text", "load_date", "length"}:
            return None
        if are_rights(block.text):
            continue
        for at, line in enumerate(block.lines):
            day = printed_day(" ".join([line, *block.lines[at + 1 :]]))
            if day is not None:
                article.facts["date"] = day
                if at and "outlet" not in article.facts:
                    article.facts["outlet"] = block.lines[0]
                _take_edition(article, block.lines[at + 1 :])
                return place
    return None


def _take_edition(article: _Article, lines: list[str]) -> None:
    for line in lines:
        if _EDITION.search(line):
            article.facts["edition"] = line


def _read_headline(article: _Article) -> None:
    """Read the headline below the day, and a line below it that stands before labels."""
    blocks = article.blocks
    while article.place < len(blocks) and _is_furniture(blocks[article.place]):
        article.place += 1
    rest = blocks[article.place : article.place + 3]
    kinds = [_label(block)[0] for block in rest]
    if not rest or kinds[0]:
        return
    if not article.headline and len(rest[0].text) <= _LONGEST_HEADLINE:
        article.headline = rest[0].lines
        article.place += 1
        kinds.pop(0)
        rest.pop(0)
    if article.is_day_before_headline:
        _read_below_headline(article, rest, kinds)
    elif kinds[1:2] == ["dateline"] and len(rest[0].text) <= _LONGEST_NAME:
        article.said["author"] = rest[0].text
        article.place += 1


def _is_furniture(block: Block) -> bool:
    """Say whether a block below the day is no headline: the name of a show, a notice, rights."""
    return block.is_centred or are_rights(block.text)


def _read_below_headline(article: _Article, rest: list[Block], kinds: list[str]) -> None:
    if not rest or kinds[0]:
        return
    if is_length(rest[0].text):
        article.said["length"] = rest[0].text
        article.place += 1
    elif kinds[1:2] and kinds[1] in _BEFORE_TEXT and len(rest[0].text) <= _LONGEST_HEADLINE:
        article.facts["subtitle"] = rest[0].text
        article.place += 1


def _read_labels(article: _Article) -> list[str]:
    """Read the labelled blocks before the text; return what of the text stands among them."""
    blocks = article.blocks
    while article.place < len(blocks):
        block = blocks[article.place]
        kind, value = _label(block)
        if not kind and block.is_centred and article.place + 1 < len(blocks):
            article.place += 1  # such as an edition
            continue
        if not kind or kind == "load_date":
            break
        article.place += 1
        if kind == "text":
            return value.split("\n")
        if not value and kind == "highlight" and article.place < len(blocks):
            value = blocks[article.place].text
            article.place += 1
        article.said.setdefault(kind, value)
    return []
