"""`manifest.json` and `articles.csv` of a report: what it was made from, and what it says."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import asdict
from html import unescape
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from mediakit.errors import ArticlesNotFound, UnreadableSource
from mediakit.exporting import as_csv
from mediakit.reporting.provenance import LISTED
from mediakit.results import versions

if TYPE_CHECKING:
    from mediakit.reporting.pages import Page

__all__ = [
    "ARTICLES_FILE",
    "MANIFEST",
    "code_of",
    "parts_of",
    "read_listed",
    "read_manifest",
    "sha256_of",
    "write_manifest",
]

MANIFEST, ARTICLES_FILE = "manifest.json", "articles.csv"

_FORMAT = "mediakit report 1"
#: A tag as a whole; a drawing in one of its attributes may have tags of its own.
_TAG = re.compile(r"""<(/?\w+)(?:[^>"']|"[^"]*"|'[^']*')*>""")
_BEGINS = frozenset(
    "h1 h2 h3 h4 h5 h6 p li tr figure caption summary footer title meta style".split()
)
_DESCRIBED = re.compile(r'\b(?:alt|content)="([^"]*)"')


def sha256_of(content: bytes) -> str:
    """Return the SHA-256 of a file, in hex."""
    return hashlib.sha256(content).hexdigest()


def code_of(cells: Sequence[Any]) -> str:
    """Return the SHA-256 of the code of a notebook, without its outputs."""
    code = [cell.source for cell in cells if cell.cell_type == "code"]
    return sha256_of("\x1f".join(code).encode(errors="surrogatepass"))


def parts_of(page: str) -> list[tuple[str, str]]:
    """Return the parts of a page, such as paragraphs and rows: the start of the SHA-256 of each,
    and its words."""
    starts = [tag.start() for tag in _TAG.finditer(page) if tag[1] in _BEGINS]
    parts = [page[start:end] for start, end in pairwise([0, *starts, len(page)])]
    return [(sha256_of(part.encode())[:12], _words_of(part)) for part in parts]


def _words_of(part: str) -> str:
    """Return what a part says, to readers or to those who hear a picture described."""
    said = " ".join([*_DESCRIBED.findall(part), _TAG.sub(" ", part)])
    return " ".join(unescape(said).split())


def write_manifest(pages: Sequence[Page], folder: Path, command: str) -> None:
    """Write what a report was made from beside its pages, and the SHA-256 of each of its files."""
    (folder / ARTICLES_FILE).write_text(as_csv(_listed(pages)), encoding="utf-8")
    content = {
        "format": _FORMAT,
        "command": command,
        "versions": versions(),
        "pages": [_of_page(page, folder) for page in pages],
        "files": {path.name: sha256_of(path.read_bytes()) for path in sorted(folder.iterdir())},
    }
    text = json.dumps(content, indent=1, ensure_ascii=False)
    (folder / MANIFEST).write_bytes(f"{text}\n".encode(errors="replace"))


def _of_page(page: Page, folder: Path) -> dict[str, Any]:
    text = (folder / page.file).read_text(encoding="utf-8")
    return {
        "file": page.file,
        "title": page.name,
        "notebook": page.made.notebook,
        "code": page.made.code,
        "parameters": page.made.parameters,
        "articles": asdict(page.basis),
        "results": page.made.results,
        "findings": page.body.findings,
        "parts": [digest for digest, _ in parts_of(text)],
    }


def _listed(pages: Sequence[Page]) -> pd.DataFrame:
    """Return a row an article of the report, with the pages that rest on it."""
    tables = [
        pd.DataFrame(page.made.articles, columns=LISTED).assign(pages=page.file) for page in pages
    ]
    rows = pd.concat(tables, ignore_index=True)
    together = rows.groupby(LISTED, sort=True, dropna=False)["pages"].agg("; ".join)
    return together.reset_index()


def read_manifest(report: Path) -> dict[str, Any]:
    """Return the manifest of a report.

    Raises
    ------
    ArticlesNotFound
        If there is none.
    UnreadableSource
        If it is damaged, or none of a report.
    """
    path = report / MANIFEST
    if not path.is_file():
        raise ArticlesNotFound(
            f"There is no {MANIFEST} in '{report}': no report was written there."
        )
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise UnreadableSource(f"{path} is damaged: it is no JSON.") from error
    if not isinstance(content, dict) or content.get("format") != _FORMAT:
        raise UnreadableSource(f"{path} is not the manifest of a report of this version.")
    return content


def read_listed(report: Path) -> pd.DataFrame:
    """Return the articles of a report, as text."""
    path = report / ARTICLES_FILE
    if not path.is_file():
        raise ArticlesNotFound(f"There is no {ARTICLES_FILE} in '{report}'.")
    return pd.read_csv(path, dtype=str, keep_default_na=False)
