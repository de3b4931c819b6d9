"""How much each source is heard: shares of articles, of quotations and of words, with ranges over
independent articles."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse

from mediakit.arrays import Floats, Longs
from mediakit.features import group_sizes
from mediakit.independence import Evidence, mark_small
from mediakit.uncertainty import Sample, share_interval, stable

__all__ = ["Heard", "heard_in", "source_shares"]

#: A measure and the columns of its share and range.
MEASURES = {
    "articles": ("share", "low", "high"),
    "quotations": ("share_of_quotations", "quotations_low", "quotations_high"),
    "words": ("share_of_words", "words_low", "words_high"),
}


@dataclass(frozen=True, eq=False)
class Heard:
    """How often each source is heard in each article.

    Attributes
    ----------
    sources : tuple of str
        The sources, in the order of the table.
    quotations, words : DataFrame, shape (n_articles, n_sources)
        Quotations and words quoted of each source; the index is the article_id.
    n_quotations, n_words : Series
        All quotations and words of each article, whoever speaks.
    """

    sources: tuple[str, ...]
    quotations: pd.DataFrame
    words: pd.DataFrame
    n_quotations: pd.Series
    n_words: pd.Series

    def values(self, measure: str) -> pd.DataFrame:
        """Return what a measure counts in each article: 1 if a source is heard, or how much."""
        if measure == "articles":
            return (self.quotations > 0).astype(float)
        if measure == "quotations":
            return self.quotations
        return self.words

    def totals(self, measure: str) -> pd.Series | None:
        """Return what a share is of in each article; nothing for articles, which count alike."""
        if measure == "articles":
            return None
        if measure == "quotations":
            return self.n_quotations
        return self.n_words


def heard_in(
    rows: pd.DataFrame,
    sources: list[str],
    article_ids: pd.Series,
) -> Heard:
    """Return how often each source is heard in each article.

    Parameters
    ----------
    rows : DataFrame
        The quotations, with the column source.
    sources : list of str
        The sources to count.
    article_ids : Series of str
        The articles, those without quotations too.
    """
    index = pd.Index(article_ids.to_numpy(), name="article_id")
    wanted = rows[rows["source"].isin(sources)]
    grouped = wanted.groupby(["article_id", "source"])["n_words"].agg(["size", "sum"])
    tables = []
    for number in ("size", "sum"):
        wide = grouped[number].unstack("source", fill_value=0)
        tables.append(wide.reindex(index=index, columns=sources, fill_value=0).astype(float))
    every = rows.groupby("article_id")["n_words"].agg(["size", "sum"])
    every = every.reindex(index, fill_value=0).astype(float)
    return Heard(tuple(sources), tables[0], tables[1], every["size"], every["sum"])


def source_shares(evidence: Evidence, heard: Heard) -> pd.DataFrame:
    """Return a row a source and group.

    Parameters
    ----------
    evidence : Evidence
        The articles, labelled with their groups.
    heard : Heard
        How often each source is heard in them.

    Returns
    -------
    DataFrame
        source, the labels, the columns of `MEASURES`, n_with (independent articles with the
        source), n_quotations, n_words, n_articles, n_independent, small_sample.
    """
    sizes = group_sizes(evidence)
    groups = _group_numbers(evidence.unit_labels)
    columns = {
        measure: _shares(evidence, heard, measure, groups, len(sizes)) for measure in MEASURES
    }
    parts = []
    for place, source in enumerate(heard.sources):
        numbers: dict[str, object] = {"source": source}
        for measure, names in MEASURES.items():
            for name, values in zip(names, columns[measure][:3], strict=True):
                numbers[name] = values[:, place]
        numbers["n_with"] = _whole(columns["articles"][3][:, place])
        numbers["n_quotations"] = _whole(columns["quotations"][3][:, place])
        numbers["n_words"] = _whole(columns["words"][3][:, place])
        parts.append(sizes.assign(**numbers))
    if not parts:
        return sizes.head(0).assign(source="", share=0.0)
    return mark_small(pd.concat(parts, ignore_index=True))


def _group_numbers(labels: pd.DataFrame) -> Longs:
    """Return for each row the number of its group, in the order of the labels."""
    if labels.columns.empty:
        return np.zeros(len(labels), dtype=np.int64)
    return labels.groupby(list(labels.columns), sort=True).ngroup().to_numpy(dtype=np.int64)


def _shares(
    evidence: Evidence,
    heard: Heard,
    measure: str,
    groups: Longs,
    n_groups: int,
) -> tuple[Floats, Floats, Floats, Floats]:
    """Return share, low, high and sum of each group and source, shape (n_groups, n_sources)."""
    ids = evidence.counted_ids.to_numpy()
    units = sparse.csr_array(heard.values(measure).reindex(ids).to_numpy(dtype=float))
    units = sparse.csr_array(evidence.per_unit(units))
    totals = heard.totals(measure)
    lengths = np.ones(len(ids))
    if totals is not None:
        lengths = totals.reindex(ids).to_numpy(dtype=float)
    lengths = np.asarray(evidence.per_unit(lengths), dtype=float)
    shape = (n_groups, len(heard.sources))
    share, low, high, sums = (np.full(shape, np.nan) for _ in range(4))
    for group in range(n_groups):
        sample = Sample(units[groups == group], lengths[groups == group])
        share[group], low[group], high[group] = _range(sample, counts_articles=totals is None)
        sums[group] = sample.totals()
    return share, low, high, sums


def _range(sample: Sample, *, counts_articles: bool) -> tuple[Floats, Floats, Floats]:
    """Return the shares of a sample with their ranges: Wilson's; of a ratio with as many articles
    as the spread between articles makes of them."""
    rate, variance = sample.rates()
    worth = np.full(len(rate), float(np.count_nonzero(sample.lengths)))
    spread = rate * (1 - rate)
    if not counts_articles:
        varies = (variance > 0) & (spread > 0)
        worth = np.divide(spread, variance, out=worth, where=varies)
    low, high = share_interval(rate * worth, worth)
    return stable(rate), low, high


def _whole(values: Floats) -> np.ndarray:
    """Return sums as whole numbers, which they are unless reprints share one unit."""
    rounded = np.round(values, 6)
    if (rounded == np.round(rounded)).all():
        return rounded.astype(np.int64)
    return rounded
