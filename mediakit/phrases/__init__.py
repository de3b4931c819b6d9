"""Words that occur side by side more often than chance would put them there."""

from mediakit.phrases.finding import find_phrases
from mediakit.phrases.result import Phrases

__all__ = ["Phrases", "find_phrases"]
