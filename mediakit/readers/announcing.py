"""Exports that say how many documents they hold: the ledger names those that are not there."""

from __future__ import annotations

from mediakit.readers.parsed import Parsed
from mediakit.wording import choose, count_of

__all__ = ["note_missing"]


def note_missing(parsed: Parsed, n_found: int) -> None:
    """Say in the ledger that a source announces more documents than were found in it."""
    if parsed.declared is None or parsed.declared <= n_found:
        return
    documents = count_of(parsed.declared, "document")
    are = choose(n_found, "is", "are")
    parsed.lose(f"the file announces {documents}, but {n_found:,} {are} in it")
