"""Whether the words that set an outlet apart are words that an editor would print.

    python benchmarks/first_words.py [--list]

Each of the ten largest outlets of each corpus (those with 50 articles or more) is compared with the
others after `prepare_articles`. A person read the 20 words that lead each table
(`first_words_read.csv`): 'good' is a subject or name that a reader would accept, 'style' a way of
writing, 'trace' a piece of the page or of the outlet's own name, 'dateline' a place or date at the
head of a text. Prints the shares by corpus. `--list` prints the words that nobody read. Ten
minutes.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import pandas as pd
from reprints import load

import mediakit as mk

READ = Path(__file__).with_name("first_words_read.csv")
CORPORA = ("ukraine_2022_dev", "uk_immigration_2014", "us_politics_dev")
KEYS = ["corpus", "outlet", "word"]
N_OUTLETS, N_WORDS, LEAST = 10, 20, 50


def main() -> None:
    """Print the shares, or the words to read."""
    options = argparse.ArgumentParser(usage=__doc__)
    options.add_argument("--list", action="store_true")
    found = pd.concat([first_words(corpus) for corpus in CORPORA], ignore_index=True)
    read = pd.read_csv(READ, keep_default_na=False)
    found = found.merge(read, on=KEYS, how="left")
    if options.parse_args().list:
        unread = found[found["label"].isna()]
        for (corpus, outlet), part in unread.groupby(["corpus", "outlet"]):
            print(f"{corpus}\t{outlet}\t{', '.join(part['word'])}")
        return
    for corpus, part in found.groupby("corpus"):
        labels = part["label"].fillna("not read")
        known = labels[labels != "not read"]
        counts = labels.value_counts().to_dict()
        print(f"{corpus}: good {(known == 'good').mean():.1%} of {len(known)}; {counts}")


def first_words(corpus: str) -> pd.DataFrame:
    """Return the words that lead the comparison of each of the largest outlets."""
    articles = mk.prepare_articles(load(corpus))
    sizes = articles["outlet"].value_counts()
    rows = []
    for outlet in sizes[sizes >= LEAST].index[:N_OUTLETS]:
        table = mk.compare_outlets(articles, outlet).table()
        words = table.loc[table["log_ratio"] > 0, "term"].head(N_WORDS)
        rows += [(corpus, outlet, word) for word in words]
    return pd.DataFrame(rows, columns=KEYS)


if __name__ == "__main__":
    main()
