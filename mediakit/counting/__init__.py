"""How much was published, and when: counts, shares, weekdays, and the dates from which a level changed."""

from mediakit.counting.change_result import Changes
from mediakit.counting.changes import find_changes
from mediakit.counting.counts import ArticleCounts, count_articles, largest_outlets
from mediakit.counting.shares import MentionShares, share_mentioning
from mediakit.counting.weekdays import WeekdayCounts, count_by_weekday

__all__ = [
    "ArticleCounts",
    "Changes",
    "MentionShares",
    "WeekdayCounts",
    "count_articles",
    "count_by_weekday",
    "find_changes",
    "largest_outlets",
    "share_mentioning",
]
