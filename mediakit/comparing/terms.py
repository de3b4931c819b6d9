"""The numbers of a comparison of terms: a row a term."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from mediakit.comparing.keyness import dispersion, g2, g2_rayson, log_odds_z, log_ratio, lrc
from mediakit.comparing.pairs import Pair
from mediakit.comparing.settings import Settings
from mediakit.terms import TermMatrix
from mediakit.uncertainty import Sample, log_ratio_interval, permutation_p, rate_interval, stable

__all__ = ["COLUMNS", "MIN_SIDE", "PER", "reference_numbers", "term_numbers"]

Floats = npt.NDArray[np.float64]

#: Under so many independent units a side the permutation test does not keep its error rate.
MIN_SIDE = 10
#: Rates are per so many words.
PER = 10_000
#: How often the sides are permuted unless the user says otherwise.
PERMUTATIONS = 999

COLUMNS = """
    term group n_articles_a n_articles_b count_a count_b rate_a rate_b log_ratio low high p q p_from_tail
    dispersion_a dispersion_b lrc log_odds_z g2 g2_rayson
""".split()


def term_numbers(counted: TermMatrix, pair: Pair, settings: Settings) -> pd.DataFrame:
    """Return a row a term, all of `COLUMNS` but group and q."""
    counts, lengths = _counts_of(counted, pair)
    with_a, with_b = pair.with_term(counts)
    kept = np.flatnonzero(with_a + with_b >= settings.min_articles)
    with_a, with_b = with_a[kept], with_b[kept]
    units, design = pair.by_unit(sparse.csr_array(counts[:, kept]), lengths)
    p, from_tail = np.full(len(kept), np.nan), np.zeros(len(kept), dtype=bool)
    n_a, n_b = pair.sizes
    tested = (with_a + with_b) * min(n_a, n_b) / (n_a + n_b) >= settings.min_articles
    if min(pair.n_units) >= MIN_SIDE and tested.any():
        p[tested], from_tail[tested] = permutation_p(
            sparse.csr_array(units[:, tested]),
            design,
            n_permutations=settings.n_permutations or PERMUTATIONS,
            random_state=settings.random_state,
        )
    a, b = design.samples(units)
    numbers = {
        "term": counted.terms[kept].astype(str),
        "n_articles_a": _whole(with_a),
        "n_articles_b": _whole(with_b),
    }
    low, high = log_ratio_interval(a, b)
    raw = tuple(Sample(units[here], design.lengths[here]) for here in (design.in_a, ~design.in_a))
    found = _rates(raw, (a, b)) | {
        "low": low,
        "high": high,
        "p": stable(p),
        "p_from_tail": from_tail,
    }
    spread = {
        f"dispersion_{x}": dispersion(side.counts, side.lengths)
        for x, side in zip("ab", raw, strict=True)
    }
    in_a, in_b = raw
    measures = _token_measures(in_a.totals(), in_b.totals(), in_a.words(), in_b.words())
    return pd.DataFrame(numbers | found | spread | measures)


def _counts_of(counted: TermMatrix, pair: Pair) -> tuple[sparse.csr_array, Floats]:
    """Return the counts and the words of the articles of a pair."""
    rows = pd.Index(counted.article_ids).get_indexer(pair.evidence.articles["article_id"])
    return counted.matrix[rows], counted.n_words[rows].astype(float)


def _rates(
    raw: tuple[Sample, ...], standard: tuple[Sample, Sample]
) -> dict[str, npt.NDArray[np.generic]]:
    """Return counts as they are, and rates and their log ratio standardised over the strata."""
    (a, b), (uses_a, uses_b) = standard, (side.totals() for side in standard)
    return {
        "count_a": _whole(raw[0].totals()),
        "count_b": _whole(raw[1].totals()),
        "rate_a": stable(PER * uses_a / max(a.words(), 1)),
        "rate_b": stable(PER * uses_b / max(b.words(), 1)),
        "log_ratio": log_ratio(uses_a, uses_b, a.words(), b.words()),
    }


def _token_measures(
    uses_a: Floats, uses_b: Floats, words_a: float, words_b: float
) -> dict[str, Floats]:
    both = (uses_a, uses_b, words_a, words_b)
    return {
        "lrc": lrc(*both),
        "log_odds_z": log_odds_z(*both),
        "g2": g2(*both),
        "g2_rayson": g2_rayson(*both),
    }


def _whole(values: Floats) -> npt.NDArray[np.int64] | Floats:
    """Return counts as whole numbers, which they are unless reprints share one unit."""
    return values.astype(np.int64) if (values == np.round(values)).all() else np.round(values, 6)


def reference_numbers(
    counted: TermMatrix, pair: Pair, reference: pd.Series, settings: Settings
) -> pd.DataFrame:
    """Return a row a term against a list of word frequencies, which has no articles: ranges are of side a alone."""
    counts, lengths = _counts_of(counted, pair)
    with_a = pair.with_term(counts)[0]
    kept = np.flatnonzero(with_a >= settings.min_articles)
    units, design = pair.by_unit(sparse.csr_array(counts[:, kept]), lengths)
    a, terms = Sample(units, design.lengths), counted.terms[kept].astype(str)
    uses_b, words_b = (
        reference.reindex(terms, fill_value=0).to_numpy(dtype=float),
        float(reference.sum()),
    )
    uses_a, words_a = a.totals(), a.words()
    rate_b = np.where(uses_b == 0, 0.5, uses_b) / max(words_b, 1)
    low, high = (stable(np.log2(bound / rate_b)) for bound in rate_interval(a))
    numbers = {
        "term": terms,
        "n_articles_a": _whole(with_a[kept]),
        "n_articles_b": np.nan,
        "count_a": _whole(uses_a),
        "count_b": _whole(uses_b),
        "rate_a": stable(PER * uses_a / max(words_a, 1)),
        "rate_b": stable(PER * uses_b / max(words_b, 1)),
        "log_ratio": log_ratio(uses_a, uses_b, words_a, words_b),
        "low": low,
        "high": high,
        "p": np.nan,
        "p_from_tail": False,
        "dispersion_a": dispersion(a.counts, a.lengths),
        "dispersion_b": np.nan,
    }
    return pd.DataFrame(numbers | _token_measures(uses_a, uses_b, words_a, words_b))
