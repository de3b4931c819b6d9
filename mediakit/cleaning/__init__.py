"""Independent evidence: reprints marked, boilerplate removed, agencies credited."""

from mediakit.cleaning.agencies import credit_agencies
from mediakit.cleaning.boilerplate import find_boilerplate, strip_boilerplate
from mediakit.cleaning.boilerplate_result import Boilerplate
from mediakit.cleaning.reprint_result import Reprints
from mediakit.cleaning.reprints import find_reprints, mark_reprints

__all__ = [
    "Boilerplate",
    "Reprints",
    "credit_agencies",
    "find_boilerplate",
    "find_reprints",
    "mark_reprints",
    "strip_boilerplate",
]
