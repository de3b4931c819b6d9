"""Words as numbers: counts, TF-IDF weights, phrases."""

from mediakit.terms.matrix import TermMatrix, count_terms, weigh_terms
from mediakit.terms.phrases import Phrases, find_phrases

__all__ = ["Phrases", "TermMatrix", "count_terms", "find_phrases", "weigh_terms"]
