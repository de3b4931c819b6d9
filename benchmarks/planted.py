"""How many planted differences a comparison finds, and what share of its findings is false.

    python benchmarks/planted.py [RUNS]

600 articles are put on two sides of 300 at random. The 20,000 most widespread of their words and
pairs of words are compared; subjects and names are tested. Ten terms are planted: each appears in
10% of the articles of one side and in 30% of the other's, once or twice. Prints how many planted
terms have q <= 0.05, and the mean share of false ones among all that do.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import sparse

import mediakit as mk
from mediakit.terms.sequences import Sequences

CORPUS = (
    Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "us_politics_dev.jsonl.gz"
)
SIDE, TERMS, PLANTED, RUNS = 300, 20_000, 10, 200


def main(runs: int) -> None:
    """Print the figures."""
    articles = (
        mk.read_articles(CORPUS, on_error="ignore")
        .pipe(mk.strip_boilerplate)
        .pipe(mk.mark_reprints)
    )
    articles = articles.drop_duplicates("reprint_group")
    generator = np.random.default_rng(0)
    found, false = [], []
    for run in range(runs):
        drawn = articles.sample(2 * SIDE, random_state=run).assign(side=np.repeat(["a", "b"], SIDE))
        counts = mk.count_terms(drawn, ngram_range=(1, 2), stop_words="english", min_df=2)
        counts = planted(
            counts, drawn.set_index("article_id").loc[counts.article_ids, "side"] == "a", generator
        )
        table = mk.compare(
            drawn, "side", a="a", b="b", features=counts, min_articles=1, random_state=run
        ).table()
        called = table.loc[table["q"] <= 0.05, "term"]
        real = called.str.startswith("planted ").sum()
        found.append(real)
        false.append((len(called) - real) / max(len(called), 1))
    print(
        f"{runs} runs of {2 * SIDE} articles; {len(table):,} terms in the last, "
        f"{PLANTED} of them planted"
    )
    print(
        f"planted terms found: mean {np.mean(found):.2f}, "
        f"at least 8 in {np.mean(np.array(found) >= 8):.1%} of runs"
    )
    print(f"false ones among all found: mean {np.mean(false):.1%}")


def planted(counts: object, in_a: pd.Series, generator: np.random.Generator) -> object:
    """Return the counts of the most widespread terms, the last ten replaced by planted ones."""
    spread = np.asarray((counts.matrix > 0).sum(axis=0)).ravel()
    kept = np.sort(np.argsort(-spread, kind="stable")[: TERMS - PLANTED])
    a, columns = in_a.to_numpy(), []
    for number in range(PLANTED):
        more = a if number % 2 else ~a
        present = np.zeros(len(a), dtype=np.int64)
        for side, share in ((more, 0.3), (~more, 0.1)):
            rows = generator.choice(np.flatnonzero(side), int(share * side.sum()), replace=False)
            present[rows] = generator.integers(1, 3, len(rows))
        columns.append(present)
    matrix = sparse.hstack(
        [counts.matrix[:, kept], sparse.csr_array(np.stack(columns, axis=1))], format="csr"
    )
    names = [*counts.terms[kept], *(f"planted {n}" for n in range(PLANTED))]
    return replace(counts, matrix=matrix, _columns=Sequences.from_names(names))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else RUNS)
