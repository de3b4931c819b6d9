"""The numbers of a comparison of terms: a row a term."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import sparse

from mediakit.arrays import Flags, Floats
from mediakit.comparing.keyness import dispersion, g2, g2_rayson, log_odds_z, log_ratio, lrc
from mediakit.comparing.pairs import Pair
from mediakit.comparing.settings import Settings
from mediakit.terms import TermMatrix
from mediakit.uncertainty import (
    Design,
    Draws,
    Sample,
    log_ratio_interval,
    permutation_p,
    rate_interval,
    stable,
)

__all__ = ["COLUMNS", "KEYNESS", "MIN_SIDE", "PER", "PERMUTATIONS", "list_numbers", "term_numbers"]

#: Under so many independent units a side the permutation test does not keep its error rate.
MIN_SIDE = 10
#: Rates are per so many words.
PER = 10_000
#: How often the sides are permuted unless the user says otherwise.
PERMUTATIONS = 999

#: Measures for comparison with other tools, which take each word for an independent draw.
KEYNESS = ["dispersion_a", "dispersion_b", "lrc", "log_odds_z", "g2", "g2_rayson"]
COLUMNS = (
    """
    term kind group n_articles_a n_articles_b count_a count_b rate_a rate_b log_ratio low high p q
    p_from_tail
""".split()
    + KEYNESS
)


def term_numbers(
    counted: TermMatrix,
    pair: Pair,
    settings: Settings,
    draws: Draws,
    *,
    keyness: bool = True,
) -> pd.DataFrame:
    """Return a row a term, all of `COLUMNS` but kind, group and q, and those of `KEYNESS` only if
    wanted."""
    counts, lengths = _counts_of(counted, pair)
    with_a, with_b = pair.n_with(counts)
    kept = np.flatnonzero(with_a + with_b >= settings.min_articles)
    with_a, with_b = with_a[kept], with_b[kept]
    units, design = pair.by_unit(sparse.csr_array(counts[:, kept]), lengths)
    tested = _is_testable(with_a, with_b, pair, settings)
    p, from_tail = _test(units, design, tested, draws)
    a, b = design.samples(units)
    low, high = log_ratio_interval(a, b)
    raw_a, raw_b = a, b
    if design.n_strata > 1:
        raw_a = Sample(units[design.in_a], design.lengths[design.in_a])
        raw_b = Sample(units[~design.in_a], design.lengths[~design.in_a])
    numbers = {
        "term": counted.terms[kept].astype(str),
        "n_articles_a": _whole(with_a),
        "n_articles_b": _whole(with_b),
        "count_a": _whole(raw_a.totals()),
        "count_b": _whole(raw_b.totals()),
        **_standardised_rates(a, b),
        "low": low,
        "high": high,
        "p": stable(p),
        "p_from_tail": from_tail,
    }
    if keyness:
        numbers["dispersion_a"] = dispersion(raw_a.counts, raw_a.lengths)
        numbers["dispersion_b"] = dispersion(raw_b.counts, raw_b.lengths)
        totals = (raw_a.totals(), raw_b.totals())
        numbers |= _token_measures(*totals, raw_a.words(), raw_b.words())
    return pd.DataFrame(numbers)


def _counts_of(counted: TermMatrix, pair: Pair) -> tuple[sparse.csr_array, Floats]:
    """Return the counts and the words of the articles of a pair."""
    rows = pd.Index(counted.article_ids).get_indexer(pair.evidence.counted_ids)
    return counted.matrix[rows], counted.n_words[rows].astype(float)


def _is_testable(
    with_a: Floats,
    with_b: Floats,
    pair: Pair,
    settings: Settings,
) -> Flags:
    """Say which terms so many articles of the smaller side are expected to have."""
    n_a, n_b = pair.sizes
    if min(pair.n_units) < MIN_SIDE:
        return np.zeros(len(with_a), dtype=bool)
    expected = (with_a + with_b) * min(n_a, n_b) / (n_a + n_b)
    return np.asarray(expected >= settings.min_articles)


def _test(
    units: sparse.csr_array,
    design: Design,
    tested: Flags,
    draws: Draws,
) -> tuple[Floats, Flags]:
    """Return p by permutation, missing for what is not tested; and whether it comes from the tail
    of all terms."""
    p = np.full(len(tested), np.nan)
    from_tail = np.zeros(len(tested), dtype=bool)
    if tested.any():
        p[tested], from_tail[tested] = permutation_p(
            sparse.csr_array(units[:, tested]),
            design,
            draws=draws,
        )
    return p, from_tail


def _standardised_rates(a: Sample, b: Sample) -> dict[str, Floats]:
    """Return rates and their log ratio, standardised over the strata."""
    uses_a, uses_b = a.totals(), b.totals()
    return {
        "rate_a": stable(PER * uses_a / max(a.words(), 1)),
        "rate_b": stable(PER * uses_b / max(b.words(), 1)),
        "log_ratio": log_ratio(uses_a, uses_b, a.words(), b.words()),
    }


def _token_measures(
    uses_a: Floats,
    uses_b: Floats,
    words_a: float,
    words_b: float,
) -> dict[str, Floats]:
    counts = (uses_a, uses_b, words_a, words_b)
    return {
        "lrc": lrc(*counts),
        "log_odds_z": log_odds_z(*counts),
        "g2": g2(*counts),
        "g2_rayson": g2_rayson(*counts),
    }


def _whole(values: Floats) -> np.ndarray:
    """Return counts as whole numbers, as they are unless reprints share one unit."""
    if (values == np.round(values)).all():
        return values.astype(np.int64)
    return np.round(values, 6)


def list_numbers(
    counted: TermMatrix,
    pair: Pair,
    frequencies: pd.Series,
    settings: Settings,
) -> pd.DataFrame:
    """Return a row a term against a list of word frequencies, which has no articles: ranges are of
    side a alone."""
    counts, lengths = _counts_of(counted, pair)
    with_a, _ = pair.n_with(counts)
    kept = np.flatnonzero(with_a >= settings.min_articles)
    units, design = pair.by_unit(sparse.csr_array(counts[:, kept]), lengths)
    a = Sample(units, design.lengths)
    terms = counted.terms[kept].astype(str)
    uses_a, words_a = a.totals(), a.words()
    uses_b = frequencies.reindex(terms, fill_value=0).to_numpy(dtype=float)
    words_b = float(frequencies.sum())
    rate_b = np.where(uses_b == 0, 0.5, uses_b) / max(words_b, 1)
    low, high = rate_interval(a)
    numbers = {
        "term": terms,
        "n_articles_a": _whole(with_a[kept]),
        "n_articles_b": np.nan,
        "count_a": _whole(uses_a),
        "count_b": _whole(uses_b),
        "rate_a": stable(PER * uses_a / max(words_a, 1)),
        "rate_b": stable(PER * uses_b / max(words_b, 1)),
        "log_ratio": log_ratio(uses_a, uses_b, words_a, words_b),
        "low": stable(np.log2(low / rate_b)),
        "high": stable(np.log2(high / rate_b)),
        "p": np.nan,
        "p_from_tail": False,
        "dispersion_a": dispersion(a.counts, a.lengths),
        "dispersion_b": np.nan,
        **_token_measures(uses_a, uses_b, words_a, words_b),
    }
    return pd.DataFrame(numbers)
