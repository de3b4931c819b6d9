"""How well near copies are found, and how fast.

    python benchmarks/reprints.py [--only pairs|speed] [--quick]

Pairs: compares what is found with three lists, each with and without `strip_boilerplate`:
`../shared/data/reprint_pairs_dev.csv` (the exact Jaccard of the five-word sequences, by other
tokens than ours), the 11 read pairs beside it, and the 40 of `reprint_pairs_read.csv` here. Speed:
times `find_reprints` from the texts on, beside datasketch (`pip install datasketch`: MinHash of
128, LSH at 0.45) in the same run, on the articles that `growing.py` makes: one in ten is an edited
copy. Recall is over the pairs with 0.48 or more that either finds, counted exactly. Ten minutes;
`--quick` two.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import time
from pathlib import Path

import numpy as np
import pandas as pd
from growing import CORPUS, reprint

import mediakit as mk
from mediakit.cleaning.similar import similar_pairs
from mediakit.tokens import tokenize

DATA = CORPUS.parent
CORPORA = ("us_politics_dev", "ukraine_2022_dev", "uk_immigration_2014")
SIZES = (2_500, 10_000, 40_000)


def main() -> None:
    """Print both tables."""
    options = argparse.ArgumentParser(usage=__doc__)
    options.add_argument("--only", choices=("pairs", "speed"))
    options.add_argument("--quick", action="store_true")
    chosen = options.parse_args()
    if chosen.only != "speed":
        pairs()
    if chosen.only != "pairs":
        speed(SIZES[:2] if chosen.quick else SIZES)


def pairs() -> None:
    """Compare the groups with the pairs known."""
    known = pd.read_csv(DATA / "reprint_pairs_dev.csv", dtype={"id_a": str, "id_b": str})
    read = pd.concat(
        [
            pd.read_csv(path, dtype={"id_a": str, "id_b": str})
            for path in (
                DATA / "reprint_pairs_read_dev.csv",
                Path(__file__).with_name("reprint_pairs_read.csv"),
            )
        ]
    )
    print(
        f"{'':34}{'of pairs with .48':>20}{'of pairs in a group':>22}  "
        "read by a person, and what mediakit takes them for"
    )
    for corpus in CORPORA:
        raw = load(corpus)
        for name, articles in (("as they are", raw), ("stripped", mk.strip_boilerplate(raw))):
            marked = mk.mark_reprints(articles).set_index("article_id")
            recall, precision = judge(
                marked["reprint_group"],
                known[known["corpus"] == corpus],
                raw.set_index("article_id")["text"],
            )
            rows = read[read["corpus"] == corpus]
            taken = rows.assign(taken=taken_for(marked, rows))
            table = taken.groupby(["label", "taken"]).size()
            says = ", ".join(f"{n} {label} for {what}" for (label, what), n in table.items())
            print(f"{corpus:22}{name:12}{recall:>20}{precision:>22}  {says}")


def judge(group: pd.Series, known: pd.DataFrame, texts: pd.Series) -> tuple[str, str]:
    """Return how many near copies share a group, and how many pairs in a group are near copies.

    A pair in a group counts if it has 0.40, or if both have it with the same third article.
    """
    near = known[known["jaccard5"] >= 0.48]
    found = (group.loc[near["id_a"]].to_numpy() == group.loc[near["id_b"]].to_numpy()).sum()
    good = total = 0
    for ids in group.groupby(group).groups.values():
        if len(ids) == 1:
            continue
        shingles = [shingles_of(texts[key]) for key in ids]
        like = np.array([[jaccard(a, b) >= 0.40 for b in shingles] for a in shingles])
        good += int(np.triu(like.astype(int) @ like > 0, 1).sum())
        total += len(shingles) * (len(shingles) - 1) // 2
    return f"{found} of {len(near)}", f"{good} of {total} ({good / max(total, 1):.1%})"


def taken_for(marked: pd.DataFrame, read: pd.DataFrame) -> list[str]:
    """Return what each pair was taken for."""
    found = []
    for a, b in zip(read["id_a"], read["id_b"], strict=True):
        if marked["reprint_group"][a] == marked["reprint_group"][b]:
            found.append("copy")
        else:
            sources = marked["reprint_source"][[a, b]].tolist()
            found.append("excerpt" if b == sources[0] or a == sources[1] else "nothing")
    return found


def speed(sizes: tuple[int, ...]) -> None:
    """Time both as the table grows; recall is over all pairs that either finds, counted exactly."""
    articles = reprint(sizes[-1])
    tokenize(articles["text"][:1000])
    mk.find_reprints(articles[:1000])  # the loops are compiled
    print(
        f"\n{'articles':>10}{'ours, s':>10}{'proposing, s':>14}{'datasketch, s':>15}"
        f"{'x as fast':>11}"
        f"{'us an article':>15}{'pairs of .48':>14}{'ours':>8}{'peer':>8}"
    )
    for n in sizes:
        table = articles[:n]
        seconds = [timed(lambda: mk.find_reprints(table))[1] for _ in range(3)]  # noqa: B023
        pairs, proposing = timed(lambda: similar_pairs(tokenize(table["text"])))  # noqa: B023
        shingles = [shingles_of(text) for text in table["text"]]
        peer, peer_seconds = timed(lambda: datasketch_pairs(table["text"]))  # noqa: B023
        ours = set(zip(pairs.first.tolist(), pairs.second.tolist(), strict=True))
        near = {p for p in ours | peer if jaccard(shingles[p[0]], shingles[p[1]]) >= 0.48}
        median = float(np.median(seconds))
        print(
            f"{n:>10,}{median:>10.2f}{proposing:>14.2f}{peer_seconds:>15.1f}"
            f"{peer_seconds / median:>11.0f}{1e6 * median / n:>15.0f}{len(near):>14,}"
            f"{len(near & ours) / max(len(near), 1):>8.1%}"
            f"{len(near & peer) / max(len(near), 1):>8.1%}",
            flush=True,
        )


def datasketch_pairs(texts: pd.Series) -> set[tuple[int, int]]:
    """Return the pairs of 0.45 or more that datasketch finds, counted exactly, as ours are."""
    from datasketch import MinHash, MinHashLSH

    lsh, found, sets = MinHashLSH(threshold=0.45, num_perm=128), set(), []
    for number, text in enumerate(texts):
        shingles = shingles_of(text)
        sets.append(shingles)
        sketch = MinHash(num_perm=128)
        sketch.update_batch([shingle.encode() for shingle in shingles])
        found |= {(other, number) for other in lsh.query(sketch)}
        lsh.insert(number, sketch)
    return {(a, b) for a, b in found if jaccard(sets[a], sets[b]) >= 0.45}


def shingles_of(text: str) -> set[str]:
    """Return the five-word sequences of a text."""
    words = re.findall(r"\w+", text.lower())
    return {" ".join(words[k : k + 5]) for k in range(len(words) - 4)}


def jaccard(a: set[str], b: set[str]) -> float:
    """Return the share of the shingles of either that both have."""
    return len(a & b) / max(len(a | b), 1)


def timed(function):
    """Return the result of a call and its seconds."""
    start = time.perf_counter()
    return function(), time.perf_counter() - start


def load(corpus: str) -> pd.DataFrame:
    """Return a corpus as an articles table."""
    with gzip.open(DATA / f"{corpus}.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    articles = pd.DataFrame(
        {name: [row.get(name) for row in rows] for name in ("outlet", "title", "text", "url")}
    )
    dates = pd.to_datetime([row.get("date") for row in rows], errors="coerce")
    return articles.assign(article_id=[str(row["id"]) for row in rows], date=dates).astype(
        {"outlet": "str", "title": "str", "text": "str", "url": "str", "date": "datetime64[us]"}
    )


if __name__ == "__main__":
    main()
