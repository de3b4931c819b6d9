"""What `find_boilerplate` finds in real articles, and what is left when it is taken out.

    python benchmarks/boilerplate.py [--list | --sides | --draw SEED]

Prints three tables for `us_politics_dev`: how many articles have each of four kinds of furniture
before and after; what a person said of 100 passages drawn at random (`boilerplate_read.csv`), and
how many of them are found now; and the words that set three outlets apart, before and after.
`--list` prints 100 passages to read. Takes a minute.

`--sides` prints how many of the passages that a person read in `us_politics_dev` and
`ukraine_2022_dev` are on the right side: 'page' (furniture and credits) is taken out, 'journalism'
stays. 100 of each side were drawn at random, four times (`passages_read.csv`: what was at fault in
one draw was mended before the next), from all that two articles share on two days. `--draw SEED`
prints 100 more of each side to read. A minute each.
"""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path

import pandas as pd
from reprints import load

import mediakit as mk

READ = Path(__file__).with_name("boilerplate_read.csv")
SIDES = Path(__file__).with_name("passages_read.csv")
CORPORA = ("ukraine_2022_dev", "us_politics_dev")
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
    options.add_argument("--sides", action="store_true")
    options.add_argument("--draw", type=int)
    chosen = options.parse_args()
    if chosen.sides:
        print_sides()
        return
    if chosen.draw is not None:
        print_draw(chosen.draw)
        return
    articles = load("us_politics_dev")
    boilerplate = mk.find_boilerplate(articles)
    found = boilerplate.table()
    if chosen.list:
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


def passages_of_both_sides() -> pd.DataFrame:
    """Return all that two articles share on two days, with the side on which each passage is."""
    parts = [mk.find_boilerplate(load(name), min_articles=2, min_days=1) for name in CORPORA]
    found = pd.concat([part.table() for part in parts], ignore_index=True)
    keys = [key_of(row.outlet, row.passage) for row in found.itertuples()]
    is_page = found["kind"] != "refrain"
    side = is_page.map({True: "page", False: "journalism"})
    return found.assign(key=keys, side=side).sort_values("key").drop_duplicates("key")


def print_sides() -> None:
    """Print the share of the passages read that are on the right side, by draw and label."""
    sides = passages_of_both_sides().set_index("key")["side"]
    read = pd.read_csv(SIDES)
    read = read.assign(side=read["key"].map(sides))
    found = read.dropna(subset="side")
    print(f"{len(read)} passages read, {len(found)} of them found now")
    right = found["side"] == found["label"]
    for (draw, side), part in right.groupby([found["draw"], found["side"]]):
        print(
            f"draw {draw}, now {side:12}{part.sum():4} of {len(part):3} right ({part.mean():.1%})"
        )
    print(f"all: {right.sum()} of {len(right)} right ({right.mean():.1%})")


def print_draw(seed: int) -> None:
    """Print 100 passages of each side to read."""
    found = passages_of_both_sides()
    for side in ("page", "journalism"):
        for row in found[found["side"] == side].sample(100, random_state=seed).itertuples():
            print(side, row.key, row.outlet, row.n_articles, repr(row.passage[:200]), sep="\t")


def key_of(outlet: str, passage: str) -> str:
    """Return what names a passage without quoting it."""
    return hashlib.sha256(f"{outlet}\n{passage}".encode()).hexdigest()[:12]


if __name__ == "__main__":
    main()
