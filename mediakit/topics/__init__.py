"""What the articles are about: topics, found by factoring the weighted terms."""

from mediakit.topics.finding import choose_n_topics, find_topics
from mediakit.topics.result import Topics

__all__ = ["Topics", "choose_n_topics", "find_topics"]
