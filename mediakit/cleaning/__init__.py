"""Independent evidence: reprints marked, boilerplate removed, agencies credited."""

from mediakit.cleaning.agencies import credit_agencies
from mediakit.cleaning.boilerplate import find_boilerplate, strip_boilerplate
from mediakit.cleaning.boilerplate_result import Boilerplate
from mediakit.cleaning.owners import suggest_owners
from mediakit.cleaning.preparation import Preparation
from mediakit.cleaning.preparing import prepare_articles
from mediakit.cleaning.refrain_result import Refrains
from mediakit.cleaning.refrains import find_refrains, without_refrains
from mediakit.cleaning.reprint_result import Reprints
from mediakit.cleaning.reprints import find_reprints, mark_reprints

__all__ = [
    "Boilerplate",
    "Preparation",
    "Refrains",
    "Reprints",
    "credit_agencies",
    "find_boilerplate",
    "find_refrains",
    "find_reprints",
    "mark_reprints",
    "prepare_articles",
    "strip_boilerplate",
    "suggest_owners",
    "without_refrains",
]
