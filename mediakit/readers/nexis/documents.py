"""Where one document of a Nexis export ends and the next begins, and how many there should be."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mediakit.readers.documents import Block

__all__ = ["classic_documents", "has_classic_mark", "marks_on_page", "n_announced", "new_documents"]

#: 3 of 10 DOCUMENTS, Dokument 3 von 10, 3 de 10 DOCUMENTOS
_OF = r"(?:of|von|de|sur|di|van|out of)"
_KIND = r"(?:documents?|dokumente?n?|documentos?|documento|documenti|documenten)"
_NUMBERED = re.compile(
    rf"\W*(?:FOCUS\W*)?(?:{_KIND}\s+(\d[\d.,]*)\s+{_OF}\s+(\d[\d.,]*)"
    rf"|(\d[\d.,]*)\s+{_OF}\s+(\d[\d.,]*)\s+{_KIND})\s*",
    re.IGNORECASE,
)
_END = re.compile(
    r"(?:End of Document|Ende des Dokuments|Fin du document|Fin del documento|"
    r"Fine del documento|Einde van (?:het )?document|Fim do documento)\.?",
    re.IGNORECASE,
)
_LISTED = re.compile(rf"{_KIND}\s+\((\d[\d.,]*)\)", re.IGNORECASE)

#: A quick look for such a line, before a page is taken apart.
_MAYBE = re.compile(rf"\d\s+{_OF}\s+\d", re.IGNORECASE)
_LONGEST = 120  # characters of a line with the number of a document

Run = tuple[int, int]  # the number of a document, and of how many


def _numbered(line: str) -> Run | None:
    if len(line) > _LONGEST:
        return None
    match = _NUMBERED.fullmatch(line)
    if match is None:
        return None
    number, total = [int(re.sub(r"\D", "", group)) for group in match.groups() if group]
    return number, total


def marks_on_page(page: str) -> list[str]:
    """Return what of a web page reads as the number of a document: 1 of 6 DOCUMENTS."""
    if _MAYBE.search(page) is None:
        return []
    between_tags = re.sub(r"<[^<>]*>", "\n", page)
    lines = [" ".join(line.split()) for line in between_tags.split("\n")]
    return [line for line in lines if _numbered(line)]


def has_classic_mark(text: str) -> bool:
    """Say whether a line of a text is one that old exports put before each document."""
    return any(_numbered(line) for line in text.split("\n"))


def classic_documents(blocks: list[Block]) -> Iterator[tuple[Run, list[Block]]]:
    """Give the blocks of each document of an old export, with its number and of how many.

    What comes before the first, such as the words that were searched for, is left out.
    """
    current: Run | None = None
    document: list[Block] = []
    for block in blocks:
        before, run, after = _split_at_mark(block)
        if run is None:
            document.append(block)
            continue
        if before.lines:
            document.append(before)
        if current is not None:
            yield current, document
        current = run
        document = [after] if after.lines else []
    if current is not None:
        yield current, document


def _split_at_mark(block: Block) -> tuple[Block, Run | None, Block]:
    """Return what comes before and after the number of a document that is among lines."""
    for place, line in enumerate(block.lines):
        run = _numbered(line)
        if run is not None:
            before = Block(block.lines[:place], block.is_centred)
            return before, run, Block(block.lines[place + 1 :], block.is_centred)
    return block, None, Block()


def n_announced(runs: list[Run]) -> int:
    """Return how many documents the numbers in a file announce, of one export or of several.

    An export that begins with document 501 of 2,000 is a later part: only a gap is missing there.
    """
    announced = 0
    first = last = (0, 0)
    for run in runs:
        if run[0] <= last[0]:  # another export begins
            announced += _length(first, last)
            first = run
        elif not first[0]:
            first = run
        last = run
    return announced + _length(first, last)


def _length(first: Run, last: Run) -> int:
    if first[0] == 1:
        return first[1]
    if not first[0]:
        return 0
    return last[0] - first[0] + 1


def new_documents(lines: list[str]) -> tuple[list[list[str]], list[str], int | None]:
    """Return the lines of each document of a new export, those after the last, and their number.

    The number is the one on the cover page, if there is one.
    """
    documents = []
    document: list[str] = []
    listed = 0
    for line in lines:
        match = _LISTED.fullmatch(line)
        if match is not None:
            listed += int(re.sub(r"\D", "", match[1]))
        if _END.fullmatch(line):
            documents.append(document)
            document = []
        else:
            document.append(line)
    return documents, document, listed or None
