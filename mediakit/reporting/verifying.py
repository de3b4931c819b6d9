"""Whether the pages of a report are still those that a run has written, on the same articles."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pandas as pd

from mediakit.exporting import as_csv
from mediakit.readers import read_articles
from mediakit.reporting.comparing_articles import articles_in_words
from mediakit.reporting.manifest import (
    parts_of,
    read_listed,
    read_manifest,
    sha256_of,
)
from mediakit.reporting.provenance import list_articles
from mediakit.wording import choose, count_of, shortened

__all__ = ["verify_report"]

_NAMED = 3  # parts of a page
_LONGEST = 160  # characters of a part


def verify_report(report: str | Path, articles: str = "") -> list[str]:
    """Return what is no longer as a run wrote it, a sentence each; nothing if all of it is.

    Each file is compared with its SHA-256 in the manifest, and of a page that has changed the parts
    are named. With `articles`, those are compared with the articles that the report rests on.
    """
    folder = Path(report)
    manifest = read_manifest(folder)
    pages = {page["file"]: page for page in manifest["pages"]}
    said = []
    for name, expected in manifest["files"].items():
        path = folder / name
        if not path.is_file():
            said.append(f"{name} is missing.")
        elif sha256_of(path.read_bytes()) != expected:
            said += _changed(path, pages.get(name))
    if articles:
        read = list_articles(read_articles(articles, on_error="ignore"))
        now = pd.read_csv(io.StringIO(as_csv(read)), dtype=str, keep_default_na=False)
        said += articles_in_words(read_listed(folder), now)
    return said


def _changed(path: Path, page: Mapping[str, Any] | None) -> Iterator[str]:
    """Say that a file has changed; of a page, where."""
    if page is None:
        yield f"{path.name} is not as it was written."
        return
    text = path.read_bytes().decode(errors="replace")
    places = list(dict.fromkeys(_places(page["parts"], parts_of(text))))
    for said in places[:_NAMED]:
        yield f"{path.name} was changed after it was written: {said}"
    n_more = len(places) - _NAMED
    if n_more > 0:
        has = choose(n_more, "has", "have")
        yield f"{path.name}: {count_of(n_more, 'more part')} {has} been changed."


def _places(written: Sequence[str], now: Sequence[tuple[str, str]]) -> Iterator[str]:
    digests = [digest for digest, _ in now]
    matcher = SequenceMatcher(None, written, digests, autojunk=False)
    for kind, start, end, start_now, end_now in matcher.get_opcodes():
        if kind == "equal":
            continue
        if start_now == end_now:
            yield f"{count_of(end - start, 'part')} of it taken out."
        for _, words in now[start_now:end_now]:
            if words:
                yield f"“{shortened(words, _LONGEST)}” is not what the run wrote."
            else:
                yield "something that a reader does not see, such as its description."
