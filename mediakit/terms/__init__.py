"""Words as numbers: counts and TF-IDF weights; and what else is measured in each article."""

from mediakit.terms.from_articles import count_terms, weigh_terms
from mediakit.terms.matrix import TermMatrix
from mediakit.terms.measured import FeatureSource, Measured, measure_articles
from mediakit.terms.uniting import take_terms, unite_terms, united_name, with_terms_of

__all__ = [
    "FeatureSource",
    "Measured",
    "TermMatrix",
    "count_terms",
    "measure_articles",
    "take_terms",
    "unite_terms",
    "united_name",
    "weigh_terms",
    "with_terms_of",
]
