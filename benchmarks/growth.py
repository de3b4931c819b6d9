"""How processor time and memory grow with the number of articles, function by function.

    python benchmarks/growth.py [--sizes 8000 40000 200000] [--only NAME ...]

Prints a row a function: seconds of processor time at each size, how many times as much the last
step costs, and the peak of memory above that of the loaded table, in kilobytes an article of the
largest size. The articles are short: three to seven sentences of a real corpus, drawn anew for each,
from 60 outlets on 365 days; one in twenty is a copy. Each run is a process of its own, with the
compiled loops warmed up on 8,000 articles (fewer are counted without them). With 200,000 articles
three quarters of an hour; up to 40,000 eight minutes.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import resource
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
from growing import CORPUS

import mediakit as mk

OUTLETS, DAYS = 60, 365
WARM = 8_000
SIZES = (8_000, 40_000, 200_000)

Job = Callable[[pd.DataFrame], object]
JOBS: dict[str, Job] = {
    "count_articles": lambda table: mk.count_articles(table, by="outlet", freq="W"),
    "count_by_weekday": lambda table: mk.count_by_weekday(table, by="outlet"),
    "share_mentioning": lambda table: mk.share_mentioning(table, "tax* OR war", by="outlet"),
    "mentioning": lambda table: mk.mentioning(table, "tax* OR war"),
    "keyword_in_context (rare)": lambda table: mk.keyword_in_context(table, "harbour"),
    "keyword_in_context (the)": lambda table: mk.keyword_in_context(table, "the"),
    "count_terms": lambda table: mk.count_terms(table),
    "count_terms (1, 2)": lambda table: mk.count_terms(table, ngram_range=(1, 2)),
    "weigh_terms": lambda table: mk.weigh_terms(table),
    "find_phrases": lambda table: mk.find_phrases(table),
    "score_frames": lambda table: mk.score_frames(table),
    "credit_agencies": lambda table: mk.credit_agencies(table),
    "compare (one outlet)": lambda table: mk.compare(table, "outlet", a="Outlet 01"),
    "compare (all outlets)": lambda table: mk.compare(table, "outlet"),
    "measure_distances": lambda table: mk.measure_distances(table),
    "find_topics (8)": lambda table: mk.find_topics(table, n_topics=8),
    "find_changes": lambda table: mk.find_changes(table, by="outlet"),
    "find_reprints": lambda table: mk.find_reprints(table),
    "find_boilerplate": lambda table: mk.find_boilerplate(table),
    "mark_stories": lambda table: mk.mark_stories(table),
}


def main() -> None:
    """Make the articles, then time each function at each size."""
    options = argparse.ArgumentParser(usage=__doc__)
    options.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    options.add_argument("--only", nargs="+", choices=JOBS, default=list(JOBS))
    options.add_argument("--job", nargs=2, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.job:
        run(*chosen.job)
        return
    with tempfile.TemporaryDirectory() as folder:
        for size in chosen.sizes:
            short_articles(size).to_parquet(Path(folder) / f"{size}.parquet")
        sizes = "".join(f"{size:>11,}" for size in chosen.sizes)
        print(f"{'processor seconds':28}{sizes}   last step  KB an article", flush=True)
        for name in chosen.only:
            report(name, [Path(folder) / f"{size}.parquet" for size in chosen.sizes])


def short_articles(n: int) -> pd.DataFrame:
    """Return n short articles; the same for the same n."""
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    found = {part.strip() for text in texts for part in re.split(r"(?<=[.!?])\s+", text)}
    sentences = sorted(part for part in found if 30 < len(part) < 300)
    generator = np.random.default_rng(0)
    sizes = generator.integers(3, 8, size=n)
    drawn = generator.integers(0, len(sentences), size=sizes.sum())
    parts = np.split(drawn, np.cumsum(sizes)[:-1])
    made = [" ".join(sentences[number] for number in part) for part in parts]
    for number in np.flatnonzero(generator.random(n) < 0.05).tolist():
        made[number] = made[generator.integers(0, number + 1)]
    days = pd.to_timedelta(generator.integers(0, DAYS, size=n), unit="D")
    outlets = [f"Outlet {number:02}" for number in generator.integers(0, OUTLETS, size=n)]
    table = pd.DataFrame(
        {
            "article_id": [f"a{number:07}" for number in range(n)],
            "outlet": outlets,
            "title": [" ".join(text.split()[:7]) for text in made],
            "text": made,
        }
    )
    return table.astype("str").assign(date=(pd.Timestamp("2031-01-01") + days).as_unit("us"))


def run(name: str, path: str) -> None:
    """Run one job, warmed up, and print its seconds and its peak of memory above the table."""
    warnings.simplefilter("ignore")
    table = pd.read_parquet(path)
    JOBS[name](table.head(WARM).copy())
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begin = time.process_time()
    JOBS[name](table)
    seconds = time.process_time() - begin
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    print(json.dumps([seconds, peak / len(table)]))


def report(name: str, paths: list[Path]) -> None:
    """Print the row of a function."""
    seconds = []
    kilobytes = float("nan")
    for path in paths:
        command = [sys.executable, __file__, "--job", name, str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        taken, kilobytes = json.loads(done.stdout)
        seconds.append(taken)
    growth = ""
    if len(seconds) > 1:
        growth = f"{seconds[-1] / seconds[-2]:.1f}"
    numbers = "".join(f"{taken:>11.1f}" for taken in seconds)
    print(f"{name:28}{numbers}{growth:>12}{kilobytes:>15.1f}", flush=True)


if __name__ == "__main__":
    main()
