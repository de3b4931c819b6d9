"""How often a comparison calls a word different where nothing differs.

    python benchmarks/null.py [RUNS]

Articles of one outlet are put on two sides at random, again and again; `thinned` also keeps only every third word of
the articles of one side, so that lengths differ and nothing else does. Prints for each size the share of tested words
with p < .05 (5 % is right), and of runs with any q < .05.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

import mediakit as mk

CORPUS = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "us_politics_dev.jsonl.gz"


def main(runs: int) -> None:
    """Print the table."""
    articles = mk.published_by(mk.read_articles(CORPUS, on_error="ignore"), "Washington Times")
    generator = np.random.default_rng(0)
    for n_a, n_b in ((30, 30), (200, 200), (30, 150)):
        for cut in (False, True):
            called, tested, any_found = 0, 0, 0
            for run in range(runs):
                chosen = articles.iloc[generator.choice(len(articles), n_a + n_b, replace=False)]
                side = np.where(np.arange(n_a + n_b) < n_a, "a", "b")
                texts = chosen["text"].where(~(cut & (side == "a")), chosen["text"].str.split().map(shorten))
                table = mk.compare(chosen.assign(text=texts, side=side), "side", a="a", b="b", random_state=run).table()
                called += int((table["p"] < 0.05).sum())
                tested += int(table["p"].notna().sum())
                any_found += bool((table["q"] < 0.05).any())
            kind = "a thinned to 1/3" if cut else "halves"
            print(
                f"{n_a:4} : {n_b:4}  {kind:16}  p < .05: {called / tested:.1%}  any q < .05: {any_found / runs:.1%}",
                flush=True,
            )


def shorten(words: list[str]) -> str:
    """Return every third word of an article: shorter, and about the same."""
    return " ".join(words[::3])


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
