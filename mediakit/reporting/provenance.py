"""What the notebook of a page has read: asked of its kernel after the last cell."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass

import pandas as pd

from mediakit.readers import readings
from mediakit.reporting.describing import describe_reading, is_invented
from mediakit.results import date_span
from mediakit.wording import count_of, list_names

__all__ = ["ASKED", "Basis", "basis_of", "print_basis"]

#: The cell that asks.
ASKED = "from mediakit.reporting.provenance import print_basis; print_basis()"

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
        The first 16 hex digits of SHA-256 over the ids of the articles, sorted, a line each.
    """

    dates: str = "no dates"
    n_articles: str = "No articles"
    sources: str = "no outlet named"
    reading: str = ""
    invented: bool = False
    fingerprint: str = ""


def basis_of(read: list[tuple[pd.DataFrame, pd.DataFrame]]) -> Basis:
    """Return what a page says of the articles that its notebook has read."""
    if not read:
        return Basis()
    tables, ledgers = zip(*read, strict=True)
    articles = pd.concat(tables, ignore_index=True)
    ids = "\n".join(sorted(articles["article_id"]))
    return Basis(
        dates=date_span(articles["date"]),
        n_articles=count_of(len(articles), "article"),
        sources=_sources(articles["outlet"]),
        reading=describe_reading(articles, pd.concat(ledgers, ignore_index=True)),
        invented=is_invented(articles),
        fingerprint=hashlib.sha256(ids.encode()).hexdigest()[:16],
    )


def print_basis() -> None:
    """Print the basis as JSON, for the writer of pages."""
    print(json.dumps(asdict(basis_of(readings()))))


def _sources(outlets: pd.Series) -> str:
    """Name the outlets with the most articles, and say how many more there are."""
    counts = outlets.value_counts().reset_index()
    counts = counts.sort_values(["count", "outlet"], ascending=[False, True])
    if counts.empty:
        return "no outlet named"
    names = [f"{outlet} ({n:,})" for outlet, n in counts.itertuples(index=False)]
    return list_names(names, _NAMED)
