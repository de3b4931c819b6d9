"""A corpus of any size, made of the articles in ../shared/data.

`grow`, for `benchmarks/peers.py`, makes shuffled copies in which some words are new. No two
articles are the same, and the vocabulary grows with the corpus, so that nothing can be looked up
that was read before. `reprint`, for `benchmarks/reprints.py`, makes articles that have little in
common, and copies of some of them, edited more or less.
"""

from __future__ import annotations

import gzip
import json
import random
import re
from pathlib import Path

import numpy as np
import pandas as pd

CORPUS = (
    Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "us_politics_dev.jsonl.gz"
)
RENAMED = 0.05
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
SUFFIXES = [a + b + c for a in DIGITS for b in DIGITS for c in DIGITS]


def grow(n_articles: int, seed: int = 0) -> pd.DataFrame:
    """Return n articles: those of the corpus in random order, again and again, each changed."""
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    shuffler, generator = random.Random(seed), np.random.default_rng(seed)
    order = np.concatenate(
        [generator.permutation(len(rows)) for _ in range(n_articles // len(rows) + 1)]
    )[:n_articles]
    chosen = [rows[number] for number in order]
    articles = pd.DataFrame(
        {name: [row[name] for row in chosen] for name in ("outlet", "date", "title", "url")}
    )
    texts = [rename_words(shuffle_sentences(row["text"], shuffler), generator) for row in chosen]
    ids = [f"a{number:07}" for number in range(n_articles)]
    return articles.assign(date=pd.to_datetime(articles["date"]), text=texts, article_id=ids)


def reprint(n_articles: int, seed: int = 0) -> pd.DataFrame:
    """Return n articles; one in ten copies an earlier one, with up to 15% of its words replaced.

    The rest are those of the corpus, again and again, with a third of the words replaced, so that
    two of them share hardly any five words in a row.
    """
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        texts = [np.array(json.loads(line)["text"].split(" "), dtype=object) for line in lines]
    generator, every = np.random.default_rng(seed), np.concatenate(texts)
    made: list[np.ndarray] = []
    for number in range(n_articles):
        copied = number > 10 and generator.random() < 0.1
        words = (made[generator.integers(number)] if copied else texts[number % len(texts)]).copy()
        others = generator.random(len(words)) < (generator.uniform(0, 0.15) if copied else 1 / 3)
        words[others] = every[generator.integers(len(every), size=int(others.sum()))]
        made.append(words)
    days = pd.Timestamp("2031-01-01") + pd.to_timedelta(
        generator.integers(1000, size=n_articles), unit="D"
    )
    return pd.DataFrame(
        {
            "article_id": [f"a{number:07}" for number in range(n_articles)],
            "outlet": [f"outlet {number}" for number in generator.integers(40, size=n_articles)],
            "date": days.astype("datetime64[us]"),
            "text": pd.array([" ".join(words) for words in made], dtype="str"),
        }
    )


def shuffle_sentences(text: str, shuffler: random.Random) -> str:
    """Return the text with its sentences in another order, in as many paragraphs."""
    parts = re.split(r"(?<=[.!?])(\s+)", text)
    sentences = parts[::2]
    shuffler.shuffle(sentences)
    parts[::2] = sentences
    return "".join(parts)


def rename_words(text: str, generator: np.random.Generator) -> str:
    """Return the text with three random letters or digits added to some words."""
    words = text.split(" ")
    for number in np.flatnonzero(generator.random(len(words)) < RENAMED):
        stem = words[number].rstrip(".,;:!?)'\"”’")
        words[number] = (
            stem + SUFFIXES[generator.integers(len(SUFFIXES))] + words[number][len(stem) :]
        )
    return " ".join(words)
