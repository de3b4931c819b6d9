"""A number for each article, with the sentences behind it; and its mean in groups and periods."""

from mediakit.features.drawing import draw_spread
from mediakit.features.featuring import (
    Features,
    HasFeatures,
    SentenceExamples,
    TitleExamples,
    features_of,
    highest_articles,
    query_features,
)
from mediakit.features.grouping import (
    chosen_freq,
    group_articles,
    left_out_note,
    name_of,
    names_of,
    why_empty,
)
from mediakit.features.means import group_means, group_sizes
from mediakit.features.over_time import collected_days, over_every_period
from mediakit.features.spread import Spread, features_by_group

__all__ = [
    "Features",
    "HasFeatures",
    "SentenceExamples",
    "Spread",
    "TitleExamples",
    "chosen_freq",
    "collected_days",
    "draw_spread",
    "features_by_group",
    "features_of",
    "group_articles",
    "group_means",
    "group_sizes",
    "highest_articles",
    "left_out_note",
    "name_of",
    "names_of",
    "over_every_period",
    "query_features",
    "why_empty",
]
