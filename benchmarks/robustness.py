"""How often a difference survives other choices if there is none, and if there is one.

    python benchmarks/robustness.py [RUNS]

The articles of one outlet are put on two sides at random, again and again; nothing sets the sides
apart. Prints in how many runs the comparison finds a difference, in how many one survives
`check_robustness` (at most 3% is right), and in how many a page of four such questions has a
finding. Then ten invented words are planted in the texts: each in 10% of the articles of one side
and in 30% of the other's, once or twice. Prints how many of them the comparison finds, how many
survive (at least 80% is right), and what share of the survivors is false. Two outlets, one with all
of its articles in a year, one with its articles over eight. 100 runs take a quarter of an hour.
"""

from __future__ import annotations

import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import pandas as pd

import mediakit as mk

DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
OUTLETS = (("ukraine_2022_dev", "RT"), ("us_politics_dev", "Washington Times"))
WORDS = "quorbel trastin melvane druskel oponder kresting valorf hestrim pladock survint".split()
RUNS, QUESTIONS = 100, 4

#: The articles of each outlet, prepared before the processes part.
ARTICLES: dict[str, pd.DataFrame] = {}


def prepare(corpus: str, outlet: str) -> pd.DataFrame:
    """Return the articles of an outlet with their stories."""
    articles = mk.read_articles(DATA / f"{corpus}.jsonl.gz", on_error="ignore")
    articles = mk.prepare_articles(mk.published_by(articles, outlet))
    return mk.mark_stories(articles).reset_index(drop=True)


def in_halves(articles: pd.DataFrame, generator: np.random.Generator) -> pd.DataFrame:
    """Return the articles with a side each, at random; copies of a text are on one side."""
    groups, texts = pd.factorize(articles["reprint_group"])
    side_of = generator.permutation(np.arange(len(texts)) % 2)
    return articles.assign(side=np.array(["a", "b"])[side_of[groups]])


def with_planted(articles: pd.DataFrame, generator: np.random.Generator) -> pd.DataFrame:
    """Return the articles with the invented words in their texts."""
    texts = [text.split(" ") for text in articles["text"].fillna("")]
    in_a = (articles["side"] == "a").to_numpy()
    for number, word in enumerate(WORDS):
        more = in_a if number % 2 else ~in_a
        for side, share in ((more, 0.3), (~more, 0.1)):
            rows = generator.choice(np.flatnonzero(side), int(share * side.sum()), replace=False)
            for row in rows:
                for _ in range(generator.integers(1, 3)):
                    place = int(generator.integers(len(texts[row]) + 1))
                    texts[row].insert(place, word)
    return articles.assign(text=[" ".join(text) for text in texts])


def checked(articles: pd.DataFrame, seed: int) -> object:
    """Compare the sides, and try other choices."""
    compared = mk.compare(articles, "side", a="a", b="b", random_state=seed)
    return mk.check_robustness(compared)


def run_null(name: str, seed: int) -> tuple[bool, bool, bool, bool]:
    """Return whether random halves differ, whether a difference survives, and whether a page of
    several such questions has a finding, by the rate of each question and of the page."""
    results = []
    for question in range(QUESTIONS):
        generator = np.random.default_rng([seed, question])
        results.append(checked(in_halves(ARTICLES[name], generator), seed))
    first = results[0]
    differs = first.comparison.has_differences
    on_page = mk.collect_findings(results).table()
    any_survives = bool(on_page["survives"].any())
    return differs, len(first.surviving()) > 0, any_survives, bool(on_page["holds"].any())


def run_planted(name: str, seed: int) -> tuple[int, int, int]:
    """Return how many planted words were found, how many survive, and how many others do."""
    generator = np.random.default_rng([seed, 77])
    articles = with_planted(in_halves(ARTICLES[name], generator), generator)
    result = checked(articles, seed)
    found = result.table()
    is_planted = found["term"].isin(WORDS)
    survives = found["survives"].astype(bool)
    return (
        int(is_planted.sum()),
        int((is_planted & survives).sum()),
        int((survives & ~is_planted).sum()),
    )


def main(runs: int) -> None:
    """Print the figures."""
    for corpus, outlet in OUTLETS:
        ARTICLES[outlet] = prepare(corpus, outlet)
        n = len(ARTICLES[outlet])
        with ProcessPoolExecutor(2, mp_context=get_context("fork")) as pool:
            null = np.array(list(pool.map(partial(run_null, outlet), range(runs))))
            planted = np.array(list(pool.map(partial(run_planted, outlet), range(runs))))
        differs, survives, any_survives, holds = null.mean(axis=0)
        print(f"{outlet}, {n} articles in random halves, {runs} runs")
        print(f"  a difference is found {differs:.1%}, one survives {survives:.1%}")
        print(
            f"  pages of {QUESTIONS} questions: one survives {any_survives:.1%}, holds {holds:.1%}"
        )
        found, kept, false = planted.sum(axis=0)
        total = runs * len(WORDS)
        print(
            f"  planted words found {found / total:.1%}, survive {kept / total:.1%}; "
            f"false ones among the survivors {false / max(kept + false, 1):.1%}",
            flush=True,
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else RUNS)
