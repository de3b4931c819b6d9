"""What `find_boilerplate` finds in real articles, and what is left when it is taken out.

    python benchmarks/boilerplate.py [--list]

Prints three tables for `us_politics_dev`: how many articles have each of four kinds of furniture
before and after; what a person said of 100 passages drawn at random (`boilerplate_read.csv`), and
how many of them are found now; and the words that set three outlets apart, before and after.
`--list` prints 100 passages to read. Takes a minute.
"""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path

import pandas as pd
from reprints import load

import mediakit as mk

READ = Path(__file__).with_name("boilerplate_read.csv")
OUTLETS = ("Washington Times", "Politico", "Christian Science Monitor")
KINDS = {
    "reprint permission": r"reprint permission",
    "newsletter sign-up": r"(?m)^.{0,40}(?:Sign up for|Manage) .{0,20}Newsletters?.{0,30}$",
    "Story Continued Below": r"Story Continued Below",
    "contributed to this report": r"contributed to this (?:report|story|article)\.?",
}


def main() -> None:
    """Print the tables."""
    options = argparse.ArgumentParser(usage=__doc__)
    options.add_argument("--list", action="store_true")
    articles = load("us_politics_dev")
    boilerplate = mk.find_boilerplate(articles)
    found = boilerplate.table()
    if options.parse_args().list:
        for row in found.sample(100, random_state=0).itertuples():
            print(
                key_of(row.outlet, row.passage),
                row.n_articles,
                row.outlet,
                repr(row.passage[:200]),
                sep="\t",
            )
        return
    stripped = mk.strip_boilerplate(articles, boilerplate)
    n_with_one = int((stripped["boilerplate_chars"] > 0).sum())
    print(f"{len(found)} passages were found, in {n_with_one:,} of the {len(articles):,} articles")
    for kind, pattern in KINDS.items():
        before, after = (
            int(table["text"].str.contains(pattern).sum()) for table in (articles, stripped)
        )
        print(f"{kind:30}{before:>6,} articles before, {after:,} after")
    read = pd.read_csv(READ).set_index("key")["label"]
    now = {key_of(row.outlet, row.passage) for row in found.itertuples()}
    print(
        f"read by a person: {read.value_counts().to_dict()} of {len(read)}; "
        f"{len(now & set(read.index))} of them are found now"
    )
    for outlet in OUTLETS:
        for name, table in (("before", articles), ("after", stripped)):
            numbers = mk.compare_outlets(table, outlet).table()
            terms = numbers.loc[numbers["log_ratio"] > 0, "term"].head(20)
            print(f"{outlet}, {name}: {', '.join(terms)}")


def key_of(outlet: str, passage: str) -> str:
    """Return what names a passage without quoting it."""
    return hashlib.sha256(f"{outlet}\n{passage}".encode()).hexdigest()[:12]


if __name__ == "__main__":
    main()
