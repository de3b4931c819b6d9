"""The same event across outlets: which articles cover it, who was first, and how it travelled."""

from mediakit.stories.finding import find_stories, mark_stories
from mediakit.stories.first_reports import first_to_report
from mediakit.stories.first_result import FirstReports
from mediakit.stories.lag_result import LagComparison
from mediakit.stories.lags import compare_lags
from mediakit.stories.path import story_path
from mediakit.stories.path_result import StoryPath
from mediakit.stories.result import Stories

__all__ = [
    "FirstReports",
    "LagComparison",
    "Stories",
    "StoryPath",
    "compare_lags",
    "find_stories",
    "first_to_report",
    "mark_stories",
    "story_path",
]
