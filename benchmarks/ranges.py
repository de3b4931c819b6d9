"""How often the 95% ranges hold the truth, on samples of the articles of one outlet.

    python benchmarks/ranges.py [RUNS]

All articles of an outlet are the population, so its shares, rates and means are known. Two samples
of n articles are drawn from it with replacement, as two sides between which nothing differs.
Prints for each n

- how often the range holds the truth, for shares, rates, log ratios, differences of shares, mean
  frame scores and their differences, over all terms (or frames) that at least five articles of
  both sides have;
- for terms that fewer articles of one side have, how often the single bound is wrong; 2.5% is
  allowed.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
from scipy import sparse

import mediakit as mk
from mediakit.uncertainty import (
    MIN_WITH_TERM,
    Sample,
    difference_interval,
    log_ratio_interval,
    rate_interval,
    score_interval,
    share_difference_interval,
    share_interval,
)

CORPUS = (
    Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "us_politics_dev.jsonl.gz"
)
OUTLETS = ("Washington Times", "CNN (Web News)", "Politico")
SIZES, RUNS = (20, 50, 200, 1000), 100
KINDS = (
    "share",
    "rate",
    "log ratio",
    "share difference",
    "frame mean",
    "frame difference",
    "one bound",
)


def main(runs: int) -> None:
    """Print the table."""
    articles = (
        mk.read_articles(CORPUS, on_error="ignore")
        .pipe(mk.strip_boilerplate)
        .pipe(mk.mark_reprints)
    )
    articles = articles.drop_duplicates("reprint_group")
    print(f"{runs} runs; articles of " + ", ".join(OUTLETS))
    print(f"{'n':>5}  " + "  ".join(f"{kind:>16}" for kind in KINDS))
    populations = []
    for outlet in OUTLETS:
        own = mk.published_by(articles, outlet)
        counts = mk.count_terms(own, stop_words="english", min_df=3)
        scores = mk.score_frames(own, "policy9").scores.drop(columns=["article_id", "n_sentences"])
        populations.append(
            (
                counts.matrix.astype(float),
                counts.n_words.astype(float),
                scores.to_numpy(dtype=float),
            )
        )
    for n in SIZES:
        generator = np.random.default_rng(n)
        hits = {kind: np.zeros(2) for kind in KINDS}
        for _ in range(runs):
            for population in populations:
                for kind, (right, of) in one_run(*population, n, generator).items():
                    hits[kind] += (right, of)
        shown = [
            f"{hits[kind][0] / hits[kind][1]:16.1%}" if hits[kind][1] else f"{'-':>16}"
            for kind in KINDS
        ]
        print(f"{n:5}  " + "  ".join(shown), flush=True)


def one_run(
    counts: sparse.csr_array,
    lengths: np.ndarray,
    scores: np.ndarray,
    n: int,
    generator: np.random.Generator,
) -> dict[str, tuple[float, float]]:
    """Return how many ranges of each kind held (single bounds: did not), and of how many."""
    size = len(lengths)
    share, rate = (counts > 0).sum(axis=0) / size, counts.sum(axis=0) / lengths.sum()
    a, b = (
        Sample(counts[rows], lengths[rows])
        for rows in (generator.integers(0, size, n), generator.integers(0, size, n))
    )
    with_a, with_b = a.n_with(), b.n_with()
    enough = (with_a >= MIN_WITH_TERM) & (with_b >= MIN_WITH_TERM)
    low, high = log_ratio_interval(a, b)
    one = np.isfinite(low) != np.isfinite(high)
    wrong = np.where(np.isfinite(low), low > 0, high < 0)
    found = {
        "share": held(share_interval(with_a, n), share, enough),
        "rate": held(rate_interval(a), rate, enough),
        "log ratio": held((low, high), 0, enough),
        "share difference": held(share_difference_interval(with_a, n, with_b, n), 0, enough),
        "one bound": (float(wrong[one].sum()), float(one.sum())),
    }
    of_a, of_b = scores[generator.integers(0, size, n)], scores[generator.integers(0, size, n)]
    means = np.array([score_interval(column) for column in of_a.T])
    used = ((of_a > 0).sum(axis=0) >= MIN_WITH_TERM) & ((of_b > 0).sum(axis=0) >= MIN_WITH_TERM)
    ones = np.ones(n)
    gaps = difference_interval(
        Sample(sparse.csr_array(of_a), ones), Sample(sparse.csr_array(of_b), ones)
    )
    found["frame mean"] = held((means[:, 1], means[:, 2]), scores.mean(axis=0), used)
    found["frame difference"] = held(gaps, 0, used)
    return found


def held(
    bounds: tuple[np.ndarray, np.ndarray], truth: np.ndarray | float, of: np.ndarray
) -> tuple[float, float]:
    """Return how many ranges hold the truth, apart from rounding, and how many there are."""
    low, high = bounds
    inside = (low <= np.asarray(truth) + 1e-9) & (np.asarray(truth) <= high + 1e-9)
    return float(inside[of].sum()), float(of.sum())


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else RUNS)
