"""Whether distances between outlets are what they say.

    python benchmarks/distances.py [RUNS]

Prints for both metrics

- how often two random parts of one outlet are called different (p < 0.05; 5% is right), also if
  one side's articles are cut to a third, or three are joined into one (as in `null.py`); and their
  mean distance, with what samples differ by subtracted and as measured;
- how often the 95% range holds the true distance of two outlets, for pairs of the four largest
  outlets (in `bbc_topics`: topics) of four corpora, sampled again and again;
- for how many of the ten largest outlets a random half is nearer to the outlet's other half than
  to any other outlet; and the time for the ten.
"""

from __future__ import annotations

import sys
import time
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np
import pandas as pd
from null import OUTLET, draw, prepare

import mediakit as mk
from mediakit.independence import gather_evidence

DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
CORPORA = ("us_politics_dev", "ukraine_2022_dev", "uk_immigration_2014", "bbc_topics")
RUNS = 200


def main(runs: int) -> None:
    """Print the figures."""
    corpora = {name: read(name) for name in CORPORA}
    articles = corpora["us_politics_dev"]
    ten = mk.published_by(articles, mk.largest_outlets(articles, 10))
    for metric in ("jensen-shannon", "cosine"):
        print(metric)
        halves(ten, metric, runs)
        for name, corpus in corpora.items():
            ranges(name, corpus, metric, max(runs // 4, 1))
        nearest(ten, metric)


def read(name: str) -> pd.DataFrame:
    """Return a corpus without reprints."""
    articles = mk.read_articles(DATA / f"{name}.jsonl.gz", on_error="ignore")
    if name == "bbc_topics":
        articles = articles.assign(outlet=articles["label_topic"])
    return (
        articles.pipe(mk.strip_boilerplate).pipe(mk.mark_reprints).drop_duplicates("reprint_group")
    )


def halves(articles: pd.DataFrame, metric: str, runs: int) -> None:
    """Print how far apart two parts of one outlet look, also with other lengths on one side."""
    corpus = prepare(mk.published_by(articles, OUTLET))
    for kind, n_a, n_b in [
        ("halves", 30, 30),
        ("halves", 200, 200),
        ("cut", 30, 150),
        ("cut", 200, 200),
        ("joined", 100, 100),
    ]:
        rows = []
        for run in range(runs):
            table, counts = draw(corpus, kind, n_a, n_b, np.random.default_rng([n_a, n_b, run]))
            found = mk.measure_distances(
                table, "side", metric=metric, features=counts, random_state=run
            )
            rows.append(found.table())
        both = pd.concat(rows)
        print(
            f"  {kind:6} {n_a:3} : {n_b:3} articles of {OUTLET}: "
            f"p < .05 in {(both['p'] < 0.05).mean():5.1%}; "
            f"mean distance {both['distance'].mean():.3f}, "
            f"as measured {both['as_measured'].mean():.3f}",
            flush=True,
        )


def ranges(name: str, corpus: pd.DataFrame, metric: str, runs: int) -> None:
    """Print how often the range holds the distance of the whole outlets."""
    names = mk.largest_outlets(corpus, 4)
    articles = mk.published_by(corpus, names)
    counts = mk.count_terms(
        articles, stop_words="english", min_df=0.01
    )  # the same words in every sample
    truth = {}
    for a, b in combinations(sorted(names), 2):
        both = mk.published_by(articles, [a, b])
        whole = mk.measure_distances(
            both, metric=metric, features=counts, min_articles=1, n_permutations=1
        )
        truth[a, b] = whole.table()["as_measured"].iloc[0]
    for n in (30, 50, 200):
        held, of, gaps = 0, 0, []
        for run in range(runs):
            for a, b in combinations(sorted(names), 2):
                drawn = (
                    mk.published_by(articles, [a, b])
                    .groupby("outlet")
                    .sample(n, replace=True, random_state=run)
                )
                again = drawn.assign(
                    source=drawn["article_id"], article_id=[f"{k:04d}" for k in range(2 * n)]
                )
                table = mk.measure_distances(
                    again.drop(columns="reprint_group"),
                    metric=metric,
                    features=resampled(counts, again),
                    min_articles=1,
                    n_permutations=19,
                ).table()
                row, right = table.iloc[0], truth[a, b]
                held += row["low"] <= right <= row["high"]
                of += 1
                gaps.append(row["distance"] - right)
        print(
            f"  {name:19} {n:3} : {n:3} articles: ranges hold {held / of:6.1%}; "
            f"mean error of the distance {np.mean(gaps):+.3f}",
            flush=True,
        )


def resampled(counts: object, drawn: pd.DataFrame) -> object:
    """Return the counts of articles that were drawn more than once."""
    rows = pd.Index(counts.article_ids).get_indexer(drawn["source"])
    ids = drawn["article_id"].to_numpy(dtype=object)
    return replace(
        counts,
        matrix=counts.matrix[rows],
        article_ids=ids,
        n_words=counts.n_words[rows],
        evidence=gather_evidence(drawn, reprints="keep"),
    )


def nearest(articles: pd.DataFrame, metric: str) -> None:
    """Print for how many outlets a half is nearest to the other half."""
    generator, right = np.random.default_rng(0), 0
    for outlet in sorted(articles["outlet"].unique()):
        own = articles.index[articles["outlet"] == outlet]
        half = generator.permutation(own)[: len(own) // 2]
        sides = articles["outlet"].astype(object).where(~articles.index.isin(half), "its half")
        square = mk.measure_distances(
            articles.assign(side=sides.astype(str)), "side", metric=metric, n_permutations=1
        ).matrix()
        right += square["its half"].drop("its half").idxmin() == outlet
    start = time.perf_counter()
    mk.measure_distances(articles, metric=metric)
    print(
        f"  nearest to its own other half: {right} of 10 outlets; "
        f"{len(articles):,} articles in {time.perf_counter() - start:.1f} s"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else RUNS)
