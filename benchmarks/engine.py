"""How fast mediakit weighs, counts and finds words, and in how much memory, beside its peers.

    python benchmarks/engine.py [--articles N ...] [--quick]
                                [--only import|tfidf|queries|phrases|chunks]

Prints a table. Seconds are medians; each run of ours and of the peer is a process of its own, in
turns, with the compiled loops warmed up beforehand. Beside them: how many times as fast as the
peer, microseconds an article, and the peak of memory beyond the input and the resulting matrix, as
a multiple of the bytes of the text. The articles are made for the run (`growing.py`). The peers
are scikit-learn's TfidfVectorizer, a compiled regular expression, nltk (`pip install nltk`),
`import pandas`, and all articles at once instead of chunk by chunk.

Takes twelve minutes; `--quick` three, with fewer runs, scikit-learn on fewer articles, and queries
and chunks on the middle size.
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
from growing import grow

import mediakit as mk

JOBS = Path(__file__).with_name("engine_jobs.py")
SIZES = (2_500, 10_000, 40_000)
PHRASES, FILE = 5_000, 2_500
NGRAMS = {"1-grams": (1, 1), "1-2-grams": (1, 2)}


def main() -> None:
    """Make the articles, then print the table part by part."""
    parts = {
        "import": imports,
        "tfidf": tfidf,
        "queries": queries,
        "phrases": phrases,
        "chunks": chunks,
    }
    options = argparse.ArgumentParser(usage=__doc__)
    options.add_argument("--articles", type=int, nargs="+", default=SIZES)
    options.add_argument("--only", choices=parts)
    options.add_argument("--quick", action="store_true")
    chosen = options.parse_args()
    print(
        f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; "
        f"making {max(chosen.articles):,} articles",
        flush=True,
    )
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if chosen.only != "import":
            make_files(folder, sorted(chosen.articles))
        print(
            f"\n{'':44}{'articles':>9}{'seconds':>9}{'peer':>9}{'x as':>8}"
            f"{'us an article':>15}{'memory / text':>15}\n"
            f"{'':44}{'':9}{'':9}{'':9}{'fast':>8}{'ours':>8}{'peer':>7}{'ours':>8}{'peer':>7}"
        )
        for part, show in parts.items():
            if chosen.only in (None, part):
                try:
                    show(folder, sorted(chosen.articles), chosen.quick)
                except (
                    subprocess.CalledProcessError
                ) as problem:  # one part must not hide the others
                    print(f"{part}: FAILED, see above: {problem}")
        print(
            f"\n{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; "
            "this benchmark makes 1 to 2 of it"
        )


def make_files(folder: Path, sizes: Sequence[int]) -> None:
    """Write tables of the sizes asked for."""
    articles = grow(sizes[-1])
    for n in {*sizes, min(PHRASES, sizes[-1])}:
        articles[:n].to_parquet(folder / f"{n}.parquet")


def job(name: str, *, cache: str | None = None, **arguments: Any) -> Any:
    """Do a job of `engine_jobs.py` in a fresh process."""
    environment = os.environ | ({"NUMBA_CACHE_DIR": cache} if cache else {})
    command = [sys.executable, str(JOBS), name, json.dumps(arguments, default=str)]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def in_turns(name: str, n_runs: dict[str, int], **arguments: Any) -> dict[str, list[Any]]:
    """Run a job for each of two, in turns, as often as `n_runs` says."""
    runs: dict[str, list[Any]] = {who: [] for who in n_runs}
    for run in range(max(n_runs.values())):
        for who, wanted in n_runs.items():
            if run < wanted:
                runs[who].append(job(name, who=who, **arguments))
    return runs


def middle_or_last(sizes: Sequence[int], quick: bool) -> int:
    """Return the largest size, or one that is quick to do."""
    return sizes[len(sizes) // 2] if quick else sizes[-1]


def show_row(
    what: str,
    n: int | None,
    ours: float,
    peer: float | None = None,
    *,
    memory: Sequence[float | None] = (None, None),
    note: str = "",
) -> None:
    """Print a row of the table."""
    each = [value and n and 1e6 * value / n for value in (ours, peer)]
    cells = [
        f"{what:44}{f'{n:,}' if n else '':>9}",
        *(cell(value, ",.3f", 9) for value in (ours, peer)),
        cell(peer and peer / ours, ".1f", 8),
        cell(each[0], ",.0f", 8) + cell(each[1], ",.0f", 7),
        cell(memory[0], ".2f", 8) + cell(memory[1], ".2f", 7),
    ]
    print(f"{''.join(cells)}  {note}", flush=True)


def cell(value: float | None, form: str, width: int) -> str:
    """Return a number, right-aligned; a dash if there is none."""
    return f"{'-' if value is None else format(value, form):>{width}}"


def verdict(what: str, value: float, most: float, form: str = ".2f") -> str:
    """Say whether a number is within its target."""
    return f"{what} {value:{form}}, target {most:{form}}: {'met' if value <= most else 'MISSED'}"


# The parts ----------------------------------------------------------------------------------------


def imports(folder: Path, sizes: Sequence[int], quick: bool) -> None:
    """Time imports in fresh processes, in turns."""
    timed = "import time; start = time.perf_counter(); {}; print(time.perf_counter() - start)"
    statements = ("import mediakit", "from mediakit import *", "import pandas")
    seconds: dict[str, list[float]] = {statement: [] for statement in statements}
    for _ in range(3 if quick else 9):
        for statement in statements:
            command = [sys.executable, "-c", timed.format(statement)]
            seconds[statement].append(float(subprocess.check_output(command, text=True)))
    ours, every, pandas = (median(seconds[statement]) for statement in statements)
    show_row(
        "import mediakit, against pandas",
        None,
        ours,
        pandas,
        note=verdict("of pandas' time", ours / pandas, 1.3),
    )
    show_row(
        "from mediakit import *, against pandas", None, every, pandas, note="all modules are loaded"
    )


def tfidf(folder: Path, sizes: Sequence[int], quick: bool) -> None:
    """Compare the vectorizers at every size, and say what starting the compiled loops costs."""
    for name, ngram_range in NGRAMS.items():
        smallest = {
            "path": folder / f"{sizes[0]}.parquet",
            "who": "mediakit",
            "ngram_range": ngram_range,
        }
        job("weigh", **smallest)  # from now on the loops are compiled
        runs = weigh_in_turns(folder, sizes, ngram_range, quick)
        least = median(run["seconds"] for run in runs[sizes[0], "mediakit"]) / sizes[0]
        for n in sizes:
            (ours, memory), (peer, most) = (
                [
                    median(run[what] for run in its) if its else None
                    for what in ("seconds", "memory")
                ]
                for its in (runs[n, "mediakit"], runs[n, "scikit-learn"])
            )
            notes = [compare_matrices(folder, n) if peer else "", verdict("memory", memory, 3)]
            if n != sizes[0]:
                notes.append(
                    verdict(
                        f"more an article than at {sizes[0]:,}", ours / n / least - 1, 0.15, "+.0%"
                    )
                )
            note = "; ".join(filter(None, notes))
            show_row(
                f"TF-IDF, {name}, against scikit-learn",
                n,
                ours,
                peer,
                memory=(memory, most),
                note=note,
            )
        start = median(run["start"] for n in sizes for run in runs[n, "mediakit"])
        show_row(f"TF-IDF, {name}: loading the compiled loops", None, start, note="once a process")
        if not quick:
            with tempfile.TemporaryDirectory() as cache:
                start = job("weigh", cache=cache, **smallest)["start"]
            show_row(f"TF-IDF, {name}: compiling them", None, start, note="once an installation")


def weigh_in_turns(
    folder: Path, sizes: Sequence[int], ngram_range: tuple[int, int], quick: bool
) -> dict[tuple[int, str], list[Any]]:
    """Run both vectorizers at all sizes in turns, ours more often than scikit-learn's."""
    runs: dict[tuple[int, str], list[Any]] = {
        (n, who): [] for n in sizes for who in ("mediakit", "scikit-learn")
    }
    for turn in range(3 if quick else 5):
        for n, who in runs:
            most = 5 if who == "mediakit" else 1 if quick else min(3, 1 + 10_000 // n)
            if quick and who != "mediakit" and n * ngram_range[1] > 10_000:
                most = 0
            if turn < most:
                keep = folder / f"{n}_{who}" if turn == 0 else None
                path = folder / f"{n}.parquet"
                runs[n, who].append(
                    job("weigh", path=path, who=who, ngram_range=ngram_range, keep=keep)
                )
    return runs


def compare_matrices(folder: Path, n: int) -> str:
    """Say whether the two matrices of n articles are the same."""
    for name in ("indptr", "indices", "data"):
        ours, theirs = (
            np.load(f"{folder / str(n)}_{who}_{name}.npy", mmap_mode="r")
            for who in ("mediakit", "scikit-learn")
        )
        if len(ours) != len(theirs):
            return f"MATRICES DIFFER in the length of {name}"
        close = (
            np.abs(ours - theirs) <= 1e-12 * np.abs(theirs) if name == "data" else ours == theirs
        )
        if not close.all():
            return f"MATRICES DIFFER in {(~close).sum():,} of {len(ours):,} {name}"
    return "same matrix"


def queries(folder: Path, sizes: Sequence[int], quick: bool) -> None:
    """Ask for words and phrases in a large table."""
    most = {"keyword_in_context, a word": 0.3, "keyword_in_context, a phrase": 0.6}
    n = middle_or_last(sizes, quick)
    for row in job("search", path=folder / f"{n}.parquet", n_queries=1 if quick else 3):
        seconds = median(row["ours"])
        goal = verdict("seconds", seconds, most[row["what"]]) + "; " if row["what"] in most else ""
        note = f"{goal}found, ours : peer: {row['note']}"
        memory = (row.get("memory"), None)
        show_row(row["what"], n, seconds, median(row["peer"]), memory=memory, note=note)


def phrases(folder: Path, sizes: Sequence[int], quick: bool) -> None:
    """Find phrases by log-likelihood: mediakit in the table, nltk in lists of words."""
    n = min(PHRASES, sizes[-1])
    runs = in_turns(
        "collocate", {"mediakit": 3, "nltk": 1 if quick else 2}, path=folder / f"{n}.parquet"
    )
    seconds, memory = (
        median(run[name] for run in runs["mediakit"]) for name in ("seconds", "memory")
    )
    given_words, splitting = (
        median(run[name] for run in runs["nltk"]) for name in ("seconds", "splitting")
    )
    shared = set(runs["mediakit"][0]["best"]) & set(runs["nltk"][0]["best"])
    note = (
        f"nltk: {splitting:.1f} s to split words, {given_words:.1f} s to find; "
        f"{len(shared)} of 100 phrases are the same"
    )
    show_row(
        "find_phrases, against nltk",
        n,
        seconds,
        given_words + splitting,
        memory=(memory, None),
        note=note,
    )


def chunks(folder: Path, sizes: Sequence[int], quick: bool) -> None:
    """Count a folder of Parquet files: chunk by chunk, against all articles at once."""
    n, files = middle_or_last(sizes, quick), folder / "chunks"
    files.mkdir()
    articles = mk.read_articles(folder / f"{n}.parquet", on_error="ignore")
    for first in range(0, n, FILE):
        mk.write_articles(articles[first : first + FILE], files / f"{first:07}.parquet")
    del articles
    n_runs = 1 if quick else 3
    runs = in_turns(
        "count_folder", {"scan_articles": n_runs, "read_articles": n_runs}, folder=files
    )
    (ours, memory), (peer, most) = (
        [median(run[name] for run in its) for name in ("seconds", "memory")]
        for its in runs.values()
    )
    same = len({(run["n_terms"], run["total"]) for its in runs.values() for run in its}) == 1
    note = "same terms and counts" if same else "COUNTS DIFFER"
    show_row(
        "count_terms, by chunks against at once", n, ours, peer, memory=(memory, most), note=note
    )


if __name__ == "__main__":
    main()
