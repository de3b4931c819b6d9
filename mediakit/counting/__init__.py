"""How many articles there are, and what share mentions a subject: by outlet, period and weekday."""

from mediakit.counting.articles import ArticleCounts, count_articles, largest_outlets
from mediakit.counting.shares import MentionShares, share_mentioning
from mediakit.counting.summaries import CountArticles, ShareMentioning
from mediakit.counting.weekdays import WeekdayCounts, count_by_weekday

__all__ = [
    "ArticleCounts",
    "CountArticles",
    "MentionShares",
    "ShareMentioning",
    "WeekdayCounts",
    "count_articles",
    "count_by_weekday",
    "largest_outlets",
    "share_mentioning",
]
