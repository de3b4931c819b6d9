"""Counts and shares part by part: what is kept of each article, and the numbers that come of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from mediakit.arrays import Flags
from mediakit.checks import require_columns, require_unique_ids
from mediakit.features import (
    Features,
    TitleExamples,
    chosen_freq,
    group_articles,
    group_means,
    group_sizes,
    over_every_period,
    why_empty,
)
from mediakit.independence import Evidence, mark_small
from mediakit.queries import find, parse_query
from mediakit.tokens import FIELDS, words_of

__all__ = ["CountArticles", "Counted", "Metadata", "ShareMentioning"]

_MATCHES = "matches"


@dataclass(frozen=True, eq=False)
class Metadata:
    """What is kept of the articles of a part: no texts.

    Attributes
    ----------
    rows : DataFrame
        article_id, the columns to group by, and date and reprint_group if they are there.
    matches : ndarray of bool, shape (n_articles,)
        Whether each article matches the query; all true without one.
    """

    rows: pd.DataFrame
    matches: Flags


@dataclass(frozen=True, eq=False)
class Counted:
    """The numbers, and the articles behind them.

    Attributes
    ----------
    evidence : Evidence
        The articles, without their texts.
    numbers : DataFrame
        A row a group and period.
    freq : str or None
        The period, chosen if it was 'auto'.
    left_out : str
        What had to be left out, in words.
    reason : str
        Why there is nothing to count, if there is nothing.
    """

    evidence: Evidence
    numbers: pd.DataFrame
    freq: str | None
    left_out: str
    reason: str

    def evidence_in(self, articles: pd.DataFrame) -> Evidence:
        """Return the evidence with the texts, if the articles were one table."""
        return replace(self.evidence, table=articles.copy(deep=False))


@dataclass(frozen=True)
class CountArticles:
    """Counts articles by group and period, part by part; see `mediakit.running.Analysis`."""

    by: tuple[str, ...] = ()
    freq: str | None = None
    reprints: str = "collapse"

    def summarise(self, part: pd.DataFrame) -> Metadata:
        """Return what is kept of the articles of a part."""
        return Metadata(_without_texts(part, self.by, self.freq), np.ones(len(part), dtype=bool))

    def merge(self, first: Metadata, second: Metadata) -> Metadata:
        """Return both summaries in one."""
        return _merged(first, second)

    def finish(self, summary: Metadata) -> Counted:
        """Return the numbers."""
        rows = summary.rows
        freq = chosen_freq(rows, self.freq, self.by)
        evidence, left_out = group_articles(rows, self.by, freq, reprints=self.reprints)
        numbers = _non_empty(group_sizes(evidence))
        if freq is not None:
            numbers = over_every_period(
                numbers, self.by, evidence=evidence, dates=rows["date"], freq=freq
            )
        numbers = _largest_first(_arranged(numbers, self.by, []))
        reason = why_empty(rows, numbers)
        return Counted(evidence, numbers, freq, left_out, reason)


@dataclass(frozen=True)
class ShareMentioning:
    """Counts the share of articles that match a query, part by part; see
    `mediakit.running.Analysis`."""

    query: str
    by: tuple[str, ...] = ()
    freq: str | None = None
    fields: tuple[str, ...] = FIELDS
    reprints: str = "collapse"

    def summarise(self, part: pd.DataFrame) -> Metadata:
        """Return what is kept of the articles of a part, and which of them match."""
        matches = find(parse_query(self.query), words_of(part, self.fields)).in_text
        return Metadata(_without_texts(part, self.by, self.freq), np.asarray(matches, dtype=bool))

    def merge(self, first: Metadata, second: Metadata) -> Metadata:
        """Return both summaries in one."""
        return _merged(first, second)

    def finish(self, summary: Metadata) -> Counted:
        """Return the shares with their ranges."""
        rows = summary.rows
        freq = chosen_freq(rows, self.freq, self.by)
        evidence, left_out = group_articles(rows, self.by, freq, reprints=self.reprints)
        numbers = _shares(evidence, summary)
        if freq is not None:
            numbers = over_every_period(
                numbers, self.by, evidence=evidence, dates=rows["date"], freq=freq
            )
            numbers = numbers.assign(small_sample=numbers["small_sample"].eq(True))
        order = ["share", "low", "high", "n_mentioning"]
        numbers = _largest_first(_arranged(numbers, self.by, order))
        reason = why_empty(rows, numbers)
        return Counted(evidence, numbers, freq, left_out, reason)

    def overall(self, summary: Metadata, evidence: Evidence) -> pd.DataFrame:
        """Return the share over all articles that have a group and period."""
        kept = np.zeros(len(summary.rows), dtype=bool)
        kept[evidence.places] = True
        whole, _ = group_articles(summary.rows, (), None, reprints=self.reprints, kept=kept)
        return _shares(whole, summary)


def _without_texts(
    part: pd.DataFrame,
    by: Sequence[str],
    freq: str | None,
) -> pd.DataFrame:
    """Return the columns that counting needs."""
    needed = ["article_id", *by]
    if freq is not None:
        needed.append("date")
    require_columns(part, needed)
    require_unique_ids(part)
    more = [name for name in ("date", "reprint_group") if name in part.columns]
    return part[list(dict.fromkeys([*needed, *more]))]


def _merged(first: Metadata, second: Metadata) -> Metadata:
    rows = pd.concat([first.rows, second.rows], ignore_index=True)
    return Metadata(rows, np.concatenate([first.matches, second.matches]))


def _shares(evidence: Evidence, summary: Metadata) -> pd.DataFrame:
    """Return the share of matching articles in each group."""
    ids = summary.rows["article_id"].astype("str")
    values = pd.DataFrame({_MATCHES: summary.matches.astype(float)}, index=ids.to_numpy())
    features = Features(values, "whether the article matches the query", TitleExamples(values))
    means = group_means(evidence, features, interval="share")
    shares = means.drop(columns=["feature", "n_texts"])
    shares = shares.rename(columns={"mean": "share", "total": "n_mentioning"})
    return mark_small(_non_empty(shares))


def _non_empty(numbers: pd.DataFrame) -> pd.DataFrame:
    return numbers[numbers["n_articles"] > 0]


def _arranged(
    numbers: pd.DataFrame,
    by: Sequence[str],
    values: Sequence[str],
) -> pd.DataFrame:
    """Return the columns in the order that users read them."""
    wanted = [*by, "date", *values, "n_articles", "n_independent", "small_sample"]
    wanted = [*wanted, "gap", "partial"]
    names = dict.fromkeys(name for name in wanted if name in numbers.columns)
    return numbers[list(names)]


def _largest_first(numbers: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with the most articles first, unless a column holds dates."""
    dated = [pd.api.types.is_datetime64_any_dtype(numbers[name]) for name in numbers.columns]
    if not any(dated):
        numbers = numbers.sort_values("n_articles", ascending=False, kind="stable")
    return numbers.reset_index(drop=True)
