"""Where a document of Factiva ends: at the line with its number."""

from __future__ import annotations

import re

from mediakit.readers.documents import Block

__all__ = ["document_number", "documents_in"]

_NUMBER = re.compile(
    r"(?:AN\s+)?(?:Document|Dokument|Documento|Documenta|Документ|文件|文档|文書|문서)\s+"
    r"((?=\w*\d{8})[A-Za-z0-9]{19,32})"
)


def document_number(line: str) -> str:
    """Return the number that a line such as `Document PHARE00020330302e932000xy` names.

    Examples
    --------
    >>> document_number("Document PHARE00020330302e932000xy"), document_number("Document 1 of 3")
    ('PHARE00020330302e932000xy', '')
    """
    match = _NUMBER.fullmatch(" ".join(line.split()))
    if match is None:
        return ""
    return match[1]


def documents_in(blocks: list[Block]) -> tuple[list[list[Block]], list[Block]]:
    """Return the blocks of each document, with the one that names it, and those after the last."""
    documents = []
    document: list[Block] = []
    for block in blocks:
        if not block.lines:
            continue
        document.append(block)
        if document_number(block.text):
            documents.append(document)
            document = []
    return documents, document
