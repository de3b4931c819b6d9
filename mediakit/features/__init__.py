"""A number for each article, with the sentences behind it; and its mean in groups and periods."""

from mediakit.features.featuring import (
    Features,
    HasFeatures,
    SentenceExamples,
    TitleExamples,
    features_of,
    query_features,
)
from mediakit.features.grouping import chosen_freq, group_articles, left_out_note, why_empty
from mediakit.features.means import group_means, group_sizes
from mediakit.features.over_time import collected_days, over_every_period

__all__ = [
    "Features",
    "HasFeatures",
    "SentenceExamples",
    "TitleExamples",
    "chosen_freq",
    "collected_days",
    "features_of",
    "group_articles",
    "group_means",
    "group_sizes",
    "left_out_note",
    "over_every_period",
    "query_features",
    "why_empty",
]
