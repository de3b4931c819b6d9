"""Articles of Nexis, in the layout of its old exports and in that of its new ones."""

from mediakit.readers.nexis.classic import parse_classic
from mediakit.readers.nexis.documents import (
    classic_documents,
    has_classic_mark,
    marks_on_page,
    n_announced,
    new_documents,
)
from mediakit.readers.nexis.labels import label_of
from mediakit.readers.nexis.recent import has_recent_mark, parse_recent, parted

__all__ = [
    "classic_documents",
    "has_classic_mark",
    "has_recent_mark",
    "label_of",
    "marks_on_page",
    "n_announced",
    "new_documents",
    "parse_classic",
    "parse_recent",
    "parted",
]
