"""Words as numbers: counts, TF-IDF weights, phrases."""

from mediakit.terms.matrix import TermMatrix, count_terms, weigh_terms
from mediakit.terms.measured import FeatureSource, Measured, measure_articles
from mediakit.terms.phrases import Phrases, find_phrases

__all__ = [
    "FeatureSource",
    "Measured",
    "Phrases",
    "TermMatrix",
    "count_terms",
    "find_phrases",
    "measure_articles",
    "weigh_terms",
]
