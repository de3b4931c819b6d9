"""How often a comparison calls a term different if nothing differs.

    python benchmarks/null.py [RUNS]

Articles are put on two sides at random, again and again: articles of one outlet if it has enough,
otherwise of the whole corpus. Kinds of run:

- `halves`: the articles as they are;
- `cut`: a third of each article of side a, in one piece that begins anywhere;
- `joined`: three articles made into one on side a, so that lengths differ and nothing else does;
- `copied`: ten copies of one article are added to side a;
- `tenth`: a copy of every tenth article is added.

Terms are tested if five articles of the smaller side are expected to have them. Prints for each
kind the share of terms with p < 0.05 (5% is right), the share of runs with any q < 0.05, and the
share of terms that two measures call different at the same 5% although they treat words as
independent draws: log-odds z (beyond 1.96) and G2 (beyond 3.84).
"""

from __future__ import annotations

import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

import mediakit as mk
from mediakit.independence import gather_evidence
from mediakit.terms import TermMatrix

CORPUS = (
    Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "us_politics_dev.jsonl.gz"
)
OUTLET = "Washington Times"
SIZES = ((30, 30), (30, 150), (200, 200), (200, 1000), (700, 700), (700, 3500))
KINDS = ("halves", "cut", "joined", "copied", "tenth")
RUNS = 200


@dataclass(frozen=True)
class Corpus:
    """Articles as they are, cut, and joined by threes (row i holds rows 3 i to 3 i + 2)."""

    articles: pd.DataFrame
    whole: TermMatrix
    cut: TermMatrix
    joined: TermMatrix


#: What the runs draw from, counted before the processes part.
CORPORA: dict[str, Corpus] = {}


def prepare(articles: pd.DataFrame) -> Corpus:
    """Count everything once."""
    articles = articles.sample(frac=1, random_state=0).reset_index(drop=True)
    articles = articles.assign(article_id=[f"{n:05d}" for n in articles.index], title="")
    generator = np.random.default_rng(0)
    cut = articles.assign(text=articles["text"].map(lambda text: a_third(text.split(), generator)))
    threes = articles.groupby(articles.index // 3).agg(
        {"article_id": "first", "title": " ".join, "text": " ".join}
    )
    counts = [mk.count_terms(table, stop_words="english") for table in (articles, cut, threes)]
    return Corpus(articles, *counts)


def a_third(words: list[str], generator: np.random.Generator) -> str:
    """Return a third of the words in one piece; after the last word comes the first one."""
    start = int(generator.integers(max(len(words), 1)))
    return " ".join((words + words)[start : start + -(-len(words) // 3)])


def draw(
    corpus: Corpus, kind: str, n_a: int, n_b: int, generator: np.random.Generator
) -> tuple[pd.DataFrame, TermMatrix]:
    """Return the articles of one run with their sides, and their counts."""
    n = len(corpus.articles)
    if kind == "joined":
        chosen = generator.choice(n // 3, min(n_a, (n - n_b) // 3), replace=False)
        rest = np.setdiff1d(np.arange(n), (3 * chosen[:, None] + np.arange(3)).ravel())
        of_a, of_b = chosen, generator.choice(rest, n_b, replace=False)
    else:
        both = generator.choice(n, n_a + n_b, replace=False)
        of_a, of_b = both[:n_a], both[n_a:]
    extra = {"copied": np.repeat(of_a[:1], 10), "tenth": of_a[: n_a // 10]}.get(kind, of_a[:0])
    of_a = np.concatenate([of_a, extra])
    counts_a = {"cut": corpus.cut, "joined": corpus.joined}.get(kind, corpus.whole)
    groups = [*(f"a{row}" if kind == "joined" else row for row in of_a), *of_b]
    table = pd.DataFrame(
        {
            "side": np.repeat(["a", "b"], [len(of_a), len(of_b)]),
            "reprint_group": np.array(groups, dtype=str),
        }
    )
    table = table.assign(
        article_id=[f"{place:05d}" for place in range(len(table))], title="", text=""
    )
    return table, stacked(counts_a, of_a, corpus.whole, of_b, table)


def stacked(
    counts_a: TermMatrix,
    of_a: npt.NDArray[np.int64],
    counts_b: TermMatrix,
    of_b: npt.NDArray[np.int64],
    table: pd.DataFrame,
) -> TermMatrix:
    """Return the counts of rows of two tables under the vocabulary of side b's table."""
    where = pd.Index(counts_b.terms).get_indexer(counts_a.terms)
    part = counts_a.matrix[of_a].tocoo()
    known = where[part.col] >= 0
    place = (part.row[known], where[part.col[known]])
    matrix_a = sparse.csr_array((part.data[known], place), (len(of_a), len(counts_b.terms)))
    matrix = sparse.vstack([matrix_a, counts_b.matrix[of_b]], format="csr")
    n_words = np.concatenate([counts_a.n_words[of_a], counts_b.n_words[of_b]])
    ids = table["article_id"].to_numpy(dtype=object)
    return replace(
        counts_b,
        evidence=gather_evidence(table, reprints="keep"),
        matrix=matrix,
        article_ids=ids,
        n_words=n_words,
    )


def run(name: str, kind: str, n_a: int, n_b: int, seed: int) -> tuple[int, int, bool, int, int]:
    """Return terms tested, with p < 0.05, any with q < 0.05, and called by log-odds z and G2."""
    table, counts = draw(
        CORPORA[name], kind, n_a, n_b, np.random.default_rng([KINDS.index(kind), n_a, n_b, seed])
    )
    result = mk.compare(table, "side", a="a", b="b", features=counts, random_state=seed)
    numbers = result.table().join(result.keyness()[["log_odds_z", "g2"]])
    tested = numbers[numbers["p"].notna()]
    return (
        len(tested),
        int((tested["p"] < 0.05).sum()),
        bool((tested["q"] < 0.05).any()),
        int((tested["log_odds_z"].abs() > 1.96).sum()),
        int((tested["g2"] > 3.84).sum()),
    )


def main(runs: int) -> None:
    """Print the table."""
    everything = (
        mk.read_articles(CORPUS, on_error="ignore")
        .pipe(mk.strip_boilerplate)
        .pipe(mk.mark_reprints)
    )
    everything = everything.drop_duplicates("reprint_group")
    CORPORA["outlet"] = prepare(mk.published_by(everything, OUTLET))
    CORPORA["corpus"] = prepare(everything)
    n = {name: len(corpus.articles) for name, corpus in CORPORA.items()}
    print(
        f"{n['outlet']} articles of {OUTLET}, {n['corpus']} of the whole corpus; {runs} runs a row"
    )
    print(
        f"{'sides':>11}  {'kind':8} {'from':8} {'terms':>6} {'p < .05':>8} {'any q < .05':>12} "
        f"{'log-odds':>9} {'G2':>6}"
    )
    for n_a, n_b in SIZES:
        for kind in KINDS:
            needed = n_b + n_a * (3 if kind == "joined" else 1)
            name = "outlet" if needed <= n["outlet"] else "corpus"
            with ProcessPoolExecutor(2, mp_context=get_context("fork")) as pool:
                rows = np.array(
                    list(pool.map(partial(run, name, kind, n_a, n_b), range(runs), chunksize=10))
                )
            tested, called, any_found, z, g2 = rows.sum(axis=0)
            print(
                f"{n_a:5}:{n_b:5}  {kind:8} {name:8} {tested / runs:6.0f} {called / tested:8.1%} "
                f"{any_found / runs:12.1%} {z / tested:9.1%} {g2 / tested:6.1%}",
                flush=True,
            )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else RUNS)
