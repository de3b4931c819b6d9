"""What the articles are about."""

from mediakit.topics.choice import TopicChoice
from mediakit.topics.estimator import TopicEstimator
from mediakit.topics.finding import choose_n_topics, find_topics
from mediakit.topics.model import TopicModel, load_topics
from mediakit.topics.result import Topics

__all__ = [
    "TopicChoice",
    "TopicEstimator",
    "TopicModel",
    "Topics",
    "choose_n_topics",
    "find_topics",
    "load_topics",
]
