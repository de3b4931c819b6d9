"""The same event across outlets: which articles tell one story, who had it first, and how it travelled."""

from mediakit.stories.finding import Stories, find_stories, same_story
from mediakit.stories.first import FirstReports, first_to_report
from mediakit.stories.leading import LagComparison, compare_lags
from mediakit.stories.path import StoryPath, story_path

__all__ = [
    "FirstReports",
    "LagComparison",
    "Stories",
    "StoryPath",
    "compare_lags",
    "find_stories",
    "first_to_report",
    "same_story",
    "story_path",
]
