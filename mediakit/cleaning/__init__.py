"""Independent evidence: reprints marked, page furniture taken out, agencies credited."""

from mediakit.cleaning.agencies import credit_agencies
from mediakit.cleaning.boilerplate import find_boilerplate, strip_boilerplate
from mediakit.cleaning.reprints import Reprints, find_reprints, mark_reprints

__all__ = [
    "Reprints",
    "credit_agencies",
    "find_boilerplate",
    "find_reprints",
    "mark_reprints",
    "strip_boilerplate",
]
