"""What a saved chart carries, so that whoever finds it knows what it was drawn from."""

from __future__ import annotations

import hashlib
import os
import platform
from importlib.metadata import version
from typing import Protocol

from mediakit.independence import Evidence, origins_in_words
from mediakit.results.captions import date_span
from mediakit.wording import count_of

__all__ = ["COMMAND", "provenance_of", "versions"]

#: The command that runs a notebook for a report, in the environment of its kernel.
COMMAND = "MEDIAKIT_COMMAND"

_VERSIONS = ("mediakit-news", "pandas", "numpy", "scipy", "scikit-learn", "matplotlib")


class _Result(Protocol):
    """What is asked of a result."""

    @property
    def evidence(self) -> Evidence: ...
    def describe(self) -> str: ...


def versions() -> dict[str, str]:
    """Return the versions on which numbers may depend."""
    return {name: version(name) for name in _VERSIONS} | {"Python": platform.python_version()}


def provenance_of(result: _Result) -> dict[str, str]:
    """Return in words which articles a result rests on, how its numbers were made, and with which
    versions and command."""
    evidence = result.evidence
    told = {"Articles": count_of(evidence.n_articles, "article")}
    known = evidence.table.columns
    if "date" in known:
        told["Period"] = date_span(evidence.column("date"))
    if "origin" in known:
        told["Origins"] = origins_in_words(evidence.column("origin"))
    if "article_id" in known:
        ids = "\n".join(sorted(evidence.column("article_id").astype("str")))
        told["Fingerprint of the ids"] = hashlib.sha256(ids.encode()).hexdigest()[:16]
    told["Method"] = result.describe()
    told["Software"] = ", ".join(f"{name} {number}" for name, number in versions().items())
    told["Command"] = os.environ.get(COMMAND, "")
    return {name: words for name, words in told.items() if words}
