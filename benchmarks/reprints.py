"""How well near copies are found; `peers.py` says how fast.

    python benchmarks/reprints.py [--only pairs|made] [--quick]

Pairs: compares what is found with three lists, each with and without `strip_boilerplate`:
`../shared/data/reprint_pairs_dev.csv` (the exact Jaccard of the five-word sequences, by other
tokens than ours), the 11 read pairs beside it, and the 40 of `reprint_pairs_read.csv` here. Made:
articles that `growing.py` makes, one in ten an edited copy; the share of the pairs with 0.48 or
more, counted exactly, that `find_reprints` proposes, and that datasketch does (`pip install
mediakit-news[bench]`: MinHash of 128, LSH at 0.45). Eight minutes; `--quick` two.
"""

from __future__ import annotations

import argparse
import gzip
import json
from pathlib import Path

import numpy as np
import pandas as pd
from growing import CORPUS, reprint
from peer_jobs import datasketch_pairs, jaccard, shingles_of

import mediakit as mk
from mediakit.cleaning.similar import similar_pairs
from mediakit.tokens import tokenize

DATA = CORPUS.parent
CORPORA = ("us_politics_dev", "ukraine_2022_dev", "uk_immigration_2014")
SIZES = (2_500, 10_000, 40_000)


def main() -> None:
    """Print both tables."""
    options = argparse.ArgumentParser(usage=__doc__)
    options.add_argument("--only", choices=("pairs", "made"))
    options.add_argument("--quick", action="store_true")
    chosen = options.parse_args()
    if chosen.only != "made":
        pairs()
    if chosen.only != "pairs":
        made(SIZES[:2] if chosen.quick else SIZES)


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


def made(sizes: tuple[int, ...]) -> None:
    """Say how many of the near copies among made articles both find, of all that either finds."""
    articles = reprint(sizes[-1])
    print(f"\n{'articles':>10}{'pairs of .48':>14}{'ours':>8}{'peer':>8}")
    for n in sizes:
        texts = articles["text"][:n]
        pairs = similar_pairs(tokenize(texts))
        ours = set(zip(pairs.first.tolist(), pairs.second.tolist(), strict=True))
        theirs = datasketch_pairs(texts)
        shingles = [shingles_of(text) for text in texts]
        near = {p for p in ours | theirs if jaccard(shingles[p[0]], shingles[p[1]]) >= 0.48}
        shares = [len(near & found) / max(len(near), 1) for found in (ours, theirs)]
        print(f"{n:>10,}{len(near):>14,}{shares[0]:>8.1%}{shares[1]:>8.1%}", flush=True)


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
