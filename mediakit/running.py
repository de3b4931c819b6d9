"""Analyses that run part by part: summarise each part, merge the summaries, finish once.

An analysis that keeps this protocol gives the same result for one table, for the tables of an
archive larger than memory, and for parts that other processes have summarised.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from typing import Protocol, TypeVar

import pandas as pd
from tqdm import tqdm

from mediakit.errors import UnknownValue, a_kind_of

__all__ = ["Analysis", "Articles", "merge_all", "run_analysis"]

#: The articles table, or several that are read one after the other, as `scan_articles` gives them.
Articles = pd.DataFrame | Iterable[pd.DataFrame]

Summary = TypeVar("Summary")
Finished = TypeVar("Finished")
FinishedOut = TypeVar("FinishedOut", covariant=True)


class Analysis(Protocol[Summary, FinishedOut]):
    """What an analysis needs in order to run part by part.

    The settings are attributes of the object, usually a frozen dataclass. A summary is frozen and
    can be pickled, and it holds whole numbers: floats are computed by `finish`, so that rounding
    cannot depend on the cut. `tests/test_running.py` holds every analysis to these rules.
    """

    def summarise(self, part: pd.DataFrame) -> Summary:
        """Return the summary of one table; a table without rows has one too."""
        ...

    def merge(self, first: Summary, second: Summary) -> Summary:
        """Return the summary of both parts, and leave both summaries as they were.

        Summaries merged in any order and any grouping finish as the same result.
        """
        ...

    def finish(self, summary: Summary) -> FinishedOut:
        """Return the result, and leave the summary as it was."""
        ...


def run_analysis(
    analysis: Analysis[Summary, Finished],
    articles: object,
    *,
    if_none: pd.DataFrame | None = None,
) -> Finished:
    """Run an analysis over a table, or over tables that are read one after the other.

    Parameters
    ----------
    analysis : Analysis
        What to compute.
    articles : DataFrame or iterable of DataFrames
        The articles table, or several; each is read once and then let go.
    if_none : DataFrame, optional
        The table to summarise when `articles` holds no table at all. Without it that is an error.

    Returns
    -------
    object
        What `finish` returns.

    Raises
    ------
    TypeError
        If `articles` is neither a table nor an iterable of tables.
    UnknownValue
        If it holds no table and `if_none` is not given.
    """
    if isinstance(articles, pd.DataFrame):
        return analysis.finish(analysis.summarise(articles))
    if isinstance(articles, str) or not isinstance(articles, Iterable):
        raise TypeError(
            "Expected a table of articles, or what scan_articles returns; "
            f"got {a_kind_of(articles)}."
        )
    kind = type(articles).__name__
    parts = tqdm(
        articles,
        unit="chunk",
        disable=None,
        leave=False,
    )
    summary = merge_all(analysis, (analysis.summarise(_table(part, kind)) for part in parts))
    if summary is None and if_none is not None:
        summary = analysis.summarise(if_none)
    if summary is None:
        raise UnknownValue("There is no table to count.")
    return analysis.finish(summary)


def _table(part: object, kind: str) -> pd.DataFrame:
    """Return a part that is a table, or say what it is instead."""
    if isinstance(part, pd.DataFrame):
        return part
    raise TypeError(
        f"Expected a table of articles, or several; got a {kind} with a {type(part).__name__} "
        "in it. TermVectorizer counts texts that are in no table."
    )


def merge_all(
    analysis: Analysis[Summary, Finished], summaries: Iterable[Summary]
) -> Summary | None:
    """Merge summaries as they come; return None if there are none.

    Summaries of equal weight are merged first, like the digits of a binary counter: each is copied
    a few times at most, and only a few wait, however many parts there are.
    """
    waiting: list[tuple[int, Summary]] = []
    for summary in summaries:
        n_parts = 1
        while waiting and waiting[-1][0] == n_parts:
            n_earlier, earlier = waiting.pop()
            summary = analysis.merge(earlier, summary)
            n_parts += n_earlier
        waiting.append((n_parts, summary))
    if not waiting:
        return None
    # From the last to the first: small ones before large ones.
    left = [summary for _, summary in waiting]
    return reduce(lambda later, earlier: analysis.merge(earlier, later), reversed(left))
