"""How fast mediakit is beside its peers, in how much memory, and how both grow.

    python benchmarks/peers.py [--articles 2500 10000 40000 160000] [--runs 5] [--only TASK ...]

Prints one table, which the README of this folder shows. A row is a task at one size beside one
peer: seconds by the clock and of the processor (medians of five runs; of three for a peer, of one
at 160,000 articles or for a peer that takes minutes), how many times as much the peer takes, our
processor time an article, and the peak of memory beyond the input and the resulting matrix, as a
multiple of the bytes of the text. Each run is a process of its own, ours and the peer's in turns,
with the compiled loops warmed up. Other work on the machine lengthens the time by the clock and
leaves that of the processor nearly as it is.

The articles are made for the run (`growing.py`). The peers (`pip install mediakit-news[bench]`) are
scikit-learn's TfidfVectorizer, polars and duckdb (words by outlet), datasketch (near copies),
compiled regular expressions (frames, words in context) and nltk (phrases). A peer that would run
for more than some minutes, or out of memory, is left out at the larger sizes. An hour and a half;
`--articles 2500 10000 --runs 1` ten minutes.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from growing import grow, reprint
from peer_jobs import JOBS

PROGRAM = Path(__file__).with_name("peer_jobs.py")
SIZES = (2_500, 10_000, 40_000, 160_000)
OURS = "mediakit"
COPIES = "near copies"
#: Up to so many articles each peer runs.
MOST = {
    "scikit-learn": 40_000,
    "polars": 40_000,
    "duckdb": 40_000,
    "datasketch": 10_000,
    "a pattern a frame": 2_500,
    "nltk": 10_000,
    "a pattern": 40_000,
}
LARGE = 100_000
COLUMNS = (
    *("task", "articles", "peer", "wall s", "peer", "times", "processor s", "peer", "times"),
    *("us an article", "memory", "peer", "found"),
)

Run = dict[str, Any]


def main() -> None:
    """Make the articles, then print the table task by task."""
    options = argparse.ArgumentParser(usage=__doc__)
    options.add_argument("--articles", type=int, nargs="+", default=SIZES)
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--only", nargs="+", choices=JOBS, default=list(JOBS))
    chosen = options.parse_args()
    sizes = sorted(chosen.articles)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        make_files(folder, sizes, chosen.only)
        print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}\n")
        print_row(COLUMNS)
        print_row(["---"] * len(COLUMNS))
        for task in chosen.only:
            for n in sizes:
                compare(folder, task, n, chosen.runs)
        print(f"\nload {os.getloadavg()[0]:.1f}; this benchmark makes 1 to 2 of it")


def make_files(folder: Path, sizes: Sequence[int], tasks: Sequence[str]) -> None:
    """Write tables of the sizes asked for."""
    kinds = {}
    if set(tasks) - {COPIES}:
        kinds["grown"] = grow
    if COPIES in tasks:
        kinds["copied"] = reprint
    for kind, make in kinds.items():
        articles = make(sizes[-1])
        for n in sizes:
            articles[:n].to_parquet(folder / f"{kind}_{n}.parquet")


def compare(folder: Path, task: str, n: int, n_runs: int) -> None:
    """Run a task for us and the peers in turns, and print a row for each peer."""
    wanted = {who: runs_of(who, n, n_runs) for who in JOBS[task]}
    kind = "copied" if task == COPIES else "grown"
    path = folder / f"{kind}_{n}.parquet"
    runs: dict[str, list[Run]] = {who: [] for who in wanted}
    for number in range(max(wanted.values())):
        for who, most in wanted.items():
            if number < most:
                runs[who].append(job(task, who, path, folder))
    peers = [who for who in wanted if who != OURS and runs[who]]
    for peer in peers or [None]:
        show(task, n, runs[OURS], peer, runs.get(peer or "", []), folder)


def runs_of(who: str, n: int, n_runs: int) -> int:
    """Return how often to run a task of n articles."""
    if n > MOST.get(who, n):
        return 0
    if n > LARGE:
        return 1
    if who == OURS:
        return n_runs
    return min(n_runs, 3)


def job(task: str, who: str, path: Path, folder: Path) -> Run:
    """Do one job in a fresh process."""
    command = [sys.executable, str(PROGRAM), task, who, str(path), str(folder / who)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def show(
    task: str,
    n: int,
    ours: list[Run],
    peer: str | None,
    theirs: list[Run],
    folder: Path,
) -> None:
    """Print the row of a task at one size beside one peer."""
    cells = [task, f"{n:,}", peer or ""]
    for what in ("wall", "cpu"):
        own = middle(ours, what)
        other = middle(theirs, what)
        cells += [number(own), number(other), number(other / own, ".1f")]
    cells.append(number(1e6 * middle(ours, "cpu") / n, ",.0f"))
    cells += [number(middle(runs, "memory"), ".1f") for runs in (ours, theirs)]
    cells.append(
        agreement(ours[0]["answer"], theirs[0]["answer"] if theirs else None, folder, peer)
    )
    print_row(cells)


def middle(runs: list[Run], what: str) -> float:
    """Return the median of a figure; NaN if there are no runs."""
    if not runs:
        return float("nan")
    return median(run[what] for run in runs)


def number(value: float, form: str = ".2f") -> str:
    """Return a number; nothing if there is none."""
    if value != value:
        return ""
    return format(value, form)


def agreement(ours: Any, theirs: Any, folder: Path, peer: str | None) -> str:
    """Say what was found, and by the peer."""
    if peer == "scikit-learn":
        return compare_matrices(folder)
    if isinstance(ours, list) and isinstance(ours[0], str):
        return f"{len(set(ours) & set(theirs or []))} of 100 the same" if theirs else ""
    return f"{ours} : {theirs}" if theirs else f"{ours}"


def compare_matrices(folder: Path) -> str:
    """Say whether the last matrices of both are the same, weights to twelve digits."""
    for name in ("indptr", "indices", "data"):
        ours, theirs = (
            np.load(folder / f"{who}_{name}.npy", mmap_mode="r") for who in (OURS, "scikit-learn")
        )
        if len(ours) != len(theirs):
            return f"MATRICES DIFFER in the length of {name}"
        close = ours == theirs
        if name == "data":
            close = np.abs(ours - theirs) <= 1e-12 * np.abs(theirs)
        if not close.all():
            return f"MATRICES DIFFER in {(~close).sum():,} of {len(ours):,} {name}"
    return "the same matrix"


def print_row(cells: Sequence[str]) -> None:
    """Print a row of a Markdown table."""
    print(f"| {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
