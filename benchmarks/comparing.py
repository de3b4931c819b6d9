"""How fast two sides are compared.

    python benchmarks/comparing.py

Times the permutation test alone: 1,000 permutations of 5,000 articles, on their 50,000 most
widespread words and pairs of words. The peer is the same test in plain numpy and scipy, a product
of the counts with the permuted sides. Then times whole comparisons of the 6,296 articles of a
corpus, from words that have been read to the table: the two largest outlets, the largest against
all others, and each of the ten largest against all others. Medians of three runs, in turns.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from scipy import sparse

import mediakit as mk
from mediakit.uncertainty import Design, Draws, permutation_p, permuted_labels

CORPUS = (
    Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "us_politics_dev.jsonl.gz"
)
ARTICLES, TERMS, PERMUTATIONS, RUNS = 5_000, 50_000, 1_000, 3


def main() -> None:
    """Print the table."""
    articles = (
        mk.read_articles(CORPUS, on_error="ignore")
        .pipe(mk.strip_boilerplate)
        .pipe(mk.mark_reprints)
    )
    counts, design = matrix(articles)
    print(
        f"{counts.nnz:,} counts of {TERMS:,} terms in {ARTICLES:,} articles; "
        f"{PERMUTATIONS:,} permutations"
    )
    ours, peer = in_turns(
        lambda: permutation_p(counts, design, draws=Draws(PERMUTATIONS, 0)),
        lambda: plain(counts, design),
    )
    print(
        f"  mediakit {ours:6.2f} s    numpy and scipy {peer:6.2f} s    "
        f"{peer / ours:.1f} times as fast"
    )
    a, b = mk.largest_outlets(articles, 2)
    ten = mk.published_by(articles, mk.largest_outlets(articles, 10))
    jobs = {
        "the two largest outlets": lambda: mk.compare_outlets(articles, a, b),
        "the largest and all others": lambda: mk.compare_outlets(articles, a),
        "each of ten and all others": lambda: mk.compare(ten, "outlet"),
    }
    print(f"{len(articles):,} articles, from words to table")
    for name, seconds in zip(jobs, in_turns(*jobs.values()), strict=True):
        print(f"  {name:28} {seconds:6.2f} s")


def matrix(articles: object) -> tuple[sparse.csr_array, Design]:
    """Return the counts of the most widespread terms, and halves."""
    drawn = articles.sample(ARTICLES, random_state=0)
    counted = mk.count_terms(drawn, ngram_range=(1, 2), min_df=5)
    spread = np.asarray((counted.matrix > 0).sum(axis=0)).ravel()
    kept = np.sort(np.argsort(-spread, kind="stable")[:TERMS])
    each, one = np.arange(ARTICLES), np.zeros(ARTICLES, dtype=np.int64)
    return sparse.csr_array(counted.matrix[:, kept]), Design(
        counted.n_words.astype(float), each % 2 == 0, each, one
    )


def plain(counts: sparse.csr_array, design: Design) -> np.ndarray:
    """Return p by products of the counts and the permuted sides, a thousand terms at a time."""
    labels = np.concatenate(list(permuted_labels(design, Draws(PERMUTATIONS, 0)))).T
    labels = np.column_stack([design.in_a, labels]).astype(float)
    part = design.lengths @ labels / design.lengths.sum()
    by_term, p = counts.T.tocsr().astype(float), []
    for start in range(0, TERMS, 1000):
        here = by_term[start : start + 1000] @ labels
        total = np.asarray(by_term[start : start + 1000].sum(axis=1)).reshape(-1, 1)
        score = np.abs(here - total * part) / np.sqrt(total * part * (1 - part))
        p.append((1 + (score[:, 1:] >= score[:, :1] - 1e-9).sum(axis=1)) / (1 + PERMUTATIONS))
    return np.concatenate(p)


def in_turns(*jobs: Callable[[], object]) -> list[float]:
    """Return the median time of each job."""
    times: list[list[float]] = [[] for _ in jobs]
    for job in jobs:  # read the words, compile the loops
        job()
    for _ in range(RUNS):
        for job, taken in zip(jobs, times, strict=True):
            start = time.perf_counter()
            job()
            taken.append(time.perf_counter() - start)
    return [float(np.median(taken)) for taken in times]


if __name__ == "__main__":
    main()
