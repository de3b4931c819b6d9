"""How fast articles are read, and whether damage, attacks and kills do any harm.

    python benchmarks/reading.py [--only formats|pages|fixtures|fuzz|kills] [--inputs N]

Prints a table a part:

formats   40,000 articles (`growing.py`) from CSV, JSON Lines and Parquet, beside what pandas and
          pyarrow need to load the same file; microseconds of processor time an article.
pages     2,000 saved pages beside trafilatura's own extraction of text and metadata.
fixtures  the real files in ../shared/fixtures: seconds, peak of memory, files without a line.
fuzz      20,000 damaged inputs of each format, in processes of 2 GB: exceptions that are not
          mediakit's own, the slowest input, records that are in neither table nor ledger. Two
          hours; `--inputs 200` two minutes.
kills     50 writers killed over a good file: how often it was harmed.

Each timed run is a process of its own; seconds are medians of three.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
import warnings
from pathlib import Path
from statistics import median

from growing import grow

import mediakit as mk

HERE = Path(__file__).resolve().parent
SHARED = HERE.parent.parent / "shared"
MEMORY = 2 * 2**30
SECONDS = 20
LOADED = "import pandas, mediakit as mk; mk.read_articles"  # it imports when it is asked
TIMED = """
import json, resource, sys, time, warnings
warnings.simplefilter("ignore")
{setup}
path = sys.argv[1]
wall, processor = time.perf_counter(), time.process_time()
n = {job}
print(json.dumps([time.perf_counter() - wall, time.process_time() - processor, n,
                  resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""
PAGE = """<!DOCTYPE html><html lang="en"><head><title>{title} | {outlet}</title>
<meta property="og:title" content="{title}"><meta property="og:site_name" content="{outlet}">
<meta property="article:published_time" content="{date}T08:00:00Z">
<link rel="canonical" href="{url}"></head><body><header><nav><ul>{menu}</ul></nav></header>
<main><article><h1>{title}</h1>{paragraphs}</article><aside><ul>{menu}</ul></aside></main>
<footer><p>About us</p><ul>{menu}</ul></footer></body></html>"""
MENU = "".join(f'<li><a href="/{n}">Part {n} of the paper</a></li>' for n in range(30))


def main() -> None:
    """Run the parts asked for."""
    parts = {
        "formats": formats,
        "pages": pages,
        "fixtures": fixtures,
        "fuzz": fuzz,
        "kills": kills,
    }
    options = argparse.ArgumentParser(usage=__doc__)
    options.add_argument("--only", choices=parts)
    options.add_argument("--inputs", type=int, default=20_000)
    chosen = options.parse_args()
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}", flush=True)
    for name, run in parts.items():
        if chosen.only in (None, name):
            print(f"\n{name}", flush=True)
            run(chosen.inputs)


def timed(setup: str, job: str, path: Path) -> list[float]:
    """Return seconds, processor seconds, result and megabytes: medians of three processes."""
    runs = []
    for _ in range(3):
        code = TIMED.format(setup=setup, job=job)
        done = subprocess.run(
            [sys.executable, "-c", code, str(path)],
            capture_output=True,
            check=True,
            text=True,
        )
        runs.append(json.loads(done.stdout.splitlines()[-1]))
    return [median(values) for values in zip(*runs, strict=True)]


def formats(_: int) -> None:
    """Time the three formats of large tables."""
    articles = grow(40_000)
    peers = {
        "csv": "len(pd.read_csv(path))",
        "jsonl": "len(pd.read_json(path, lines=True))",
        "parquet": "pq.read_table(path).num_rows",
    }
    print(f"{'':10}{'articles':>10}{'seconds':>9}{'us an article':>15}{'peer':>8}{'MB':>8}")
    with tempfile.TemporaryDirectory() as folder:
        for ending, job in peers.items():
            path = mk.write_articles(articles, Path(folder) / f"articles.{ending}")
            ours = timed(LOADED, "len(mk.read_articles(path))", path)
            peer = timed("import pandas as pd, pyarrow.parquet as pq", job, path)
            n = int(ours[2])
            print(
                f"{ending:10}{n:>10,}{ours[0]:>9.2f}{1e6 * ours[1] / n:>15.0f}"
                f"{1e6 * peer[1] / n:>8.0f}{ours[3]:>8.0f}",
                flush=True,
            )


def pages(_: int) -> None:
    """Time 2,000 saved pages."""
    setup = (
        "import pathlib, trafilatura, mediakit as mk\n"
        "def theirs(path):\n"
        "    pages = sorted(pathlib.Path(path).glob('*.html'))\n"
        "    return sum(trafilatura.bare_extraction(page.read_bytes(), include_tables=False,\n"
        "        include_comments=False, with_metadata=True) is not None for page in pages)\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        articles = grow(2400).dropna(subset="date").head(2000)
        for number, article in enumerate(articles.to_dict("records")):
            parts = {name: str(article[name])[:300] for name in ("title", "outlet", "url")}
            text = "".join(f"<p>{line}</p>" for line in article["text"].split("\n"))
            page = PAGE.format(
                **parts,
                date=f"{article['date']:%Y-%m-%d}",
                menu=MENU,
                paragraphs=text,
            )
            Path(folder, f"{number}.html").write_text(page, encoding="utf-8")
        ours = timed(setup, "len(mk.read_articles(path))", Path(folder))
        peer = timed(setup, "theirs(path)", Path(folder))
    print(
        f"{int(ours[2]):,} articles in {ours[0]:.1f} s ({ours[1]:.1f} s of processor time); "
        f"trafilatura {peer[0]:.1f} s ({peer[1]:.1f}); {ours[1] / peer[1]:.2f} times"
    )


def fixtures(_: int) -> None:
    """Read the folder of real files, and look for files that are nowhere."""
    folder = SHARED / "fixtures"
    setup = "import mediakit as mk"
    job = "len(mk.read_articles(path, on_error='ignore'))"
    seconds, processor, n, megabytes = timed(setup, job, folder)
    _, ledger = mk.read_articles(folder, return_ledger=True)
    named = ledger["source"]  # of an archive, each member behind the archive's path
    n_files = sum(path.is_file() for path in folder.rglob("*"))
    n_named = sum(
        named.str.startswith(str(path)).any() for path in folder.rglob("*") if path.is_file()
    )
    print(
        f"{int(n):,} articles, {len(ledger):,} lines of the ledger, {seconds:.1f} s "
        f"({processor:.1f} of processor time), {megabytes:,.0f} MB; "
        f"{n_named:,} of {n_files:,} files named"
    )


def fuzz(n_inputs: int) -> None:
    """Damage the samples of the tests, and read each in a process with little memory."""
    sys.path.insert(0, str(HERE.parent / "tests"))
    from test_readers_fuzz import SAMPLES

    print(f"{'':18}{'inputs':>8}{'raw errors':>12}{'lost':>6}{'slowest s':>11}")
    for name in SAMPLES:
        done = subprocess.run(
            [sys.executable, __file__, "--fuzz-one", name, str(n_inputs)],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            print(f"{name:18}{'died':>8}: {done.stderr[-300:]}")
        else:
            print(done.stdout, end="", flush=True)


def fuzz_one(name: str, n_inputs: int) -> None:
    """Read damaged inputs of one sample; print how many went wrong."""
    sys.path.insert(0, str(HERE.parent / "tests"))
    from test_readers_fuzz import SAMPLES, damaged

    from mediakit.readers.assembling import to_articles
    from mediakit.readers.content import Content
    from mediakit.readers.parsing import parse_content

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    warnings.simplefilter("ignore")
    chance = random.Random(f"benchmark {name}")
    n_raw = n_lost = 0
    slowest = 0.0
    for _ in range(n_inputs):
        data = damaged(SAMPLES[name], chance)
        begin = time.perf_counter()
        signal.alarm(SECONDS)
        sources = list(parse_content(Content(name, data=data)))
        n_given = sum(len(one.records) + len(one.rejected) for one in sources)
        articles = to_articles(sources, None)
        signal.alarm(0)
        slowest = max(slowest, time.perf_counter() - begin)
        n_rejected = sum(len(one.rejected) for one in sources)
        n_lost += len(articles) + n_rejected != n_given
        reasons = [reason for one in sources for reason in one.rejected]
        n_raw += any("Error: " in reason for reason in reasons)
    print(f"{name:18}{n_inputs:>8,}{n_raw:>12}{n_lost:>6}{slowest:>11.2f}")


def kills(_: int) -> None:
    """Kill 50 writers at random moments: the file must be the one before or the one after."""
    articles = grow(20_000)
    chance = random.Random(0)
    n_harmed = n_killed = 0
    with tempfile.TemporaryDirectory() as folder:
        source = mk.write_articles(articles, Path(folder) / "source.parquet")
        before = articles.head(1000)
        for ending in ("csv", "jsonl", "parquet", "csv.gz", "jsonl.gz"):
            path = Path(folder) / f"good.{ending}"
            code = (
                "import warnings; warnings.simplefilter('ignore'); import mediakit as mk;"
                f"a = mk.read_articles({str(source)!r}); print(1, flush=True);"
                f"mk.write_articles(a, {str(path)!r}); print(2)"
            )
            subprocess.run([sys.executable, "-c", code], stdout=subprocess.PIPE, check=True)
            whole = path.read_bytes()
            for _ in range(10):
                good = mk.write_articles(before, path).read_bytes()
                with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as one:
                    assert one.stdout is not None
                    one.stdout.readline()
                    time.sleep(chance.uniform(0, 1.5))
                    n_killed += one.poll() is None
                    one.kill()
                n_harmed += path.read_bytes() not in (good, whole)
        left = [path.name for path in Path(folder).glob(".*")]
    print(
        f"{n_killed} of 50 were killed while writing; the file was harmed {n_harmed} times; "
        f"{len(left)} unfinished files beside it, which no folder reads"
    )


if __name__ == "__main__":
    if "--fuzz-one" in sys.argv:
        place = sys.argv.index("--fuzz-one")
        fuzz_one(sys.argv[place + 1], int(sys.argv[place + 2]))
    else:
        main()
