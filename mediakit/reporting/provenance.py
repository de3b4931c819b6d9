"""What the notebook of a page has read, and what its numbers are: asked of its kernel after the
last cell."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any

import pandas as pd

from mediakit.exporting import plain_csv
from mediakit.independence import origins_in_words
from mediakit.readers import readings
from mediakit.reporting.describing import describe_reading, is_invented
from mediakit.results import Result, date_span, shown_results
from mediakit.wording import count_of, list_names

__all__ = ["ASKED", "LISTED", "Basis", "basis_of", "list_articles", "print_basis"]

#: The cell that asks.
ASKED = "from mediakit.reporting.provenance import print_basis; print_basis()"

#: What a report lists of each article; `sha256` is that of its headline and text.
LISTED = ["article_id", "outlet", "date", "title", "url", "sha256"]

_NAMED = 12  # outlets


@dataclass(frozen=True)
class Basis:
    """The articles behind a page, in words.

    Attributes
    ----------
    dates, n_articles, sources, reading : str
        From when to when, how many, from whom, and what was missing or could not be read.
    invented : bool
        Whether they are invented.
    fingerprint : str
        The first 16 hex digits of SHA-256 over the articles, sorted, a line each: id and SHA-256 of
        headline and text.
    n_read, n_rejected : int
        How many articles were read, and how many records were rejected.
    origins : str
        How many are the outlets' own, and how many agency copy; empty if nobody asked.
    """

    dates: str = "no dates"
    n_articles: str = "No articles"
    sources: str = "no outlet named"
    reading: str = ""
    invented: bool = False
    fingerprint: str = ""
    n_read: int = 0
    n_rejected: int = 0
    origins: str = ""


def basis_of(read: list[tuple[pd.DataFrame, pd.DataFrame]], origins: str = "") -> Basis:
    """Return what a page says of the articles that its notebook has read."""
    if not read:
        return Basis()
    articles, ledger = _joined(read)
    listed = list_articles(articles)
    lines = "\n".join(sorted(listed["article_id"] + " " + listed["sha256"]))
    return Basis(
        dates=date_span(articles["date"]),
        n_articles=count_of(len(articles), "article"),
        sources=_sources(articles["outlet"]),
        reading=describe_reading(articles, ledger),
        invented=is_invented(articles),
        fingerprint=hashlib.sha256(lines.encode()).hexdigest()[:16],
        n_read=len(articles),
        n_rejected=int(ledger["rejected"].sum()),
        origins=origins,
    )


def _joined(read: list[tuple[pd.DataFrame, pd.DataFrame]]) -> tuple[pd.DataFrame, pd.DataFrame]:
    tables, ledgers = zip(*read, strict=True)
    return pd.concat(tables, ignore_index=True), pd.concat(ledgers, ignore_index=True)


def list_articles(articles: pd.DataFrame) -> pd.DataFrame:
    """Return a row an article: what is in `LISTED`, as text, sorted."""
    texts = articles[["title", "text"]].astype("str").fillna("")
    listed = articles.reindex(columns=LISTED[:-1]).copy()
    listed["date"] = articles["date"].dt.strftime("%Y-%m-%d")
    listed = listed.astype("str").fillna("")
    listed["sha256"] = [
        hashlib.sha256("\x1f".join(pair).encode()).hexdigest()
        for pair in zip(texts["title"], texts["text"], strict=True)
    ]
    return listed.sort_values("article_id", ignore_index=True)


def print_basis() -> None:
    """Print the basis, the articles and the numbers as JSON, for the writer of pages."""
    read = readings()
    results = [one for one in shown_results() if isinstance(one, Result)]
    articles: dict[str, Any] = {}
    if read:
        articles = list_articles(_joined(read)[0]).to_dict("list")
    told = {
        "basis": asdict(basis_of(read, _origins(results))),
        "articles": articles,
        "results": [_hashed(number, result) for number, result in enumerate(results)],
    }
    print(json.dumps(told))


def _origins(results: list[Result]) -> str:
    """Say whose texts the articles are, from the result that rests on the most of them."""
    known = [one.evidence for one in results if "origin" in one.evidence.table.columns]
    if not known:
        return ""
    largest = max(known, key=lambda evidence: evidence.n_articles)
    return origins_in_words(largest.column("origin"))


def _hashed(number: int, result: Result) -> dict[str, Any]:
    """Return the SHA-256 of the numbers of a result, as `table()` has them."""
    table = result.table()
    content = plain_csv(table).encode(errors="surrogateescape")
    name = type(result).__name__
    sha256 = hashlib.sha256(content).hexdigest()
    return {"result": number, "name": name, "rows": len(table), "sha256": sha256}


def _sources(outlets: pd.Series) -> str:
    """Name the outlets with the most articles, and say how many more there are."""
    counts = outlets.value_counts().reset_index()
    counts = counts.sort_values(["count", "outlet"], ascending=[False, True])
    if counts.empty:
        return "no outlet named"
    names = [f"{outlet} ({n:,})" for outlet, n in counts.itertuples(index=False)]
    return list_names(names, _NAMED)
