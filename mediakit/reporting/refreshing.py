"""README and methodology of a project: each report writes what stands between their marks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from mediakit.reporting.pages import Page
from mediakit.reporting.publishing import writing
from mediakit.results import versions

__all__ = ["refresh"]

_FILES = ("README.md", "methodology.md")
_MARKED = re.compile(r"(<!-- mediakit: (\w+) -->\n).*?(<!-- mediakit: end -->)", re.DOTALL)
_MARKDOWN = re.compile(r"([\\`*_<>\[\]#|])")
_FINDINGS = 10


def refresh(folder: Path, pages: Sequence[Page]) -> list[str]:
    """Write what the pages say between the marks of a project's files, and return the files that
    have changed. A file without marks is left alone."""
    parts = _parts(pages)
    changed = []
    for name in _FILES:
        path = folder / name
        if not path.is_file():
            continue
        old = path.read_text(encoding="utf-8")
        new = _MARKED.sub(lambda mark: mark[1] + parts.get(mark[2], "") + mark[3], old)
        if new != old:
            with writing(folder):
                path.write_text(new, encoding="utf-8")
            changed.append(name)
    return changed


def _parts(pages: Sequence[Page]) -> dict[str, str]:
    """Return what stands under each mark."""
    findings = [finding for page in pages for finding in page.body.findings]
    said = [f"{one['sentence']} ({one['strength']})" for one in findings[:_FINDINGS]]
    limits = dict.fromkeys(str(one["cannot_show"]) for one in findings if one["cannot_show"])
    notes = [note for page in pages for note in page.body.notes.values()]
    basis = [
        f"{page.basis.n_articles}, {page.basis.dates}. Sources: {page.basis.sources}. "
        f"{page.basis.reading} Fingerprint: {page.basis.fingerprint}."
        for page in pages
    ]
    methods = [f"{name}: {words}" for page in pages for name, words in page.body.methods.values()]
    return {
        "findings": _listed(said),
        "sources": _listed(dict.fromkeys([*basis, *notes])),
        "limitations": _listed(limits),
        "methods": _listed(dict.fromkeys(methods)),
        "versions": _listed(f"{name} {number}" for name, number in versions().items()),
    }


def _listed(sentences: Iterable[str]) -> str:
    """Return a list in Markdown; the words of articles do not act in it."""
    return "".join(f"- {_MARKDOWN.sub(_escaped, ' '.join(one.split()))}\n" for one in sentences)


def _escaped(match: re.Match[str]) -> str:
    return "\\" + match[1]
