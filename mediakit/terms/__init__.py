"""Words as numbers: counts and TF-IDF weights."""

from mediakit.terms.from_articles import count_terms, weigh_terms
from mediakit.terms.matrix import TermMatrix

__all__ = ["TermMatrix", "count_terms", "weigh_terms"]
