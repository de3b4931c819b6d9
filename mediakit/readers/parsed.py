"""What every format hands over: the records of one source, as they stand, and what had to be set aside."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

__all__ = ["Parsed", "summarise"]


@dataclass
class Parsed:
    """The records of one source under the source's own field names.

    Attributes
    ----------
    source : str
        The path as it was given or found.
    format : str
        `native`, `csv`, `tsv`, `jsonl` or `parquet`; empty for a source that was passed over.
    encoding : str
        How the text was read; empty where the format leaves no choice.
    records : list of (int, dict)
        The number of each record in its source, from 1, and its fields.
    rejected : list of str
        Why each record that was set aside could not be read.
    notes : list of str
        What else a reader of the ledger should know; the same note several times is counted.
    declared : int or None
        Records that the source says or shows that it holds; None where that is the parsed and rejected.
    """

    source: str
    format: str = ""
    encoding: str = ""
    records: list[tuple[int, dict[str, object]]] = field(default_factory=list)
    rejected: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    declared: int | None = None

    @property
    def is_ours(self) -> bool:
        """Whether mediakit wrote this table: no other has all of these columns."""
        first = self.records[0][1] if self.records else {}
        return {"article_id", "source_record", "source_format"} <= set(first)

    def ledger_row(self) -> dict[str, object]:
        """Return the line of the ledger for this source."""
        parsed, rejected = len(self.records), len(self.rejected)
        declared = parsed + rejected if self.declared is None else self.declared
        return {
            "source": self.source,
            "format": self.format,
            "encoding": self.encoding,
            "declared": declared,
            "parsed": parsed,
            "rejected": rejected,
            "reason": summarise(self.rejected + self.notes),
        }


def summarise(notes: list[str], most: int = 8) -> str:
    """Return the notes in one line, each once with its count."""
    counts = Counter(notes)
    parts = [note if n == 1 else f"{note} ({n} times)" for note, n in counts.items()]
    more = f"; and {len(parts) - most} more" if len(parts) > most else ""
    return "; ".join(parts[:most]) + more
