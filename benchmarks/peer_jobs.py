"""What `benchmarks/peers.py` measures: `python peer_jobs.py TASK WHO PATH [KEEP]`.

Each job is a process of its own: it reads a table of articles, warms up on a thousand of them, and
does its task once. The last line printed is a JSON object: seconds by the clock (`wall`) and of the
processor (`cpu`), the peak of memory beyond the input and the result as a multiple of the bytes of
the text (`memory`), and what was found (`answer`). Memory is measured only if there is Linux's
/proc.
"""

from __future__ import annotations

import ctypes
import gc
import json
import re
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from scipy import sparse

import mediakit as mk

WARM_UP = 1_000  # articles: 6 MB of text, 900,000 words, enough for the compiled loops
PROC = Path("/proc/self")
WIDTH = 60
FEWEST = 5
WORD = r"[\p{L}\p{N}_]{2,}"

Answer = Any
#: Does a task with a table; returns the answer, and the bytes of the result.
Job = Callable[[pd.DataFrame], Answer]


def main(task: str, who: str, path: str, keep: str = "") -> None:
    """Do one job and print what it measured."""
    table = pd.read_parquet(path)
    job = JOBS[task][who]
    job(table[:WARM_UP])
    answer, measured = measure(job, table)
    n_bytes = sum(
        pc.sum(pc.binary_length(pa.array(table[name]))).as_py()
        for name in ("title", "text")
        if name in table
    )
    if isinstance(answer, sparse.csr_matrix):
        measured["peak"] -= answer.data.nbytes + answer.indices.nbytes + answer.indptr.nbytes
        answer = keep_matrix(answer, keep)
    measured["memory"] = measured.pop("peak") / n_bytes
    print(json.dumps({**measured, "answer": answer}))


# The clock and the peak ---------------------------------------------------------------------------


def measure(job: Job, table: pd.DataFrame) -> tuple[Answer, dict[str, float]]:
    """Return the answer of a job, its seconds, and the bytes that its peak added."""
    gc.collect()
    pa.default_memory_pool().release_unused()
    before = float("nan")
    if (PROC / "clear_refs").exists():
        # What earlier calls gave back must not hide what this one takes.
        ctypes.CDLL(None).malloc_trim(0)
        (PROC / "clear_refs").write_text("5")
        before = used("VmRSS")
    start, start_cpu = time.perf_counter(), time.process_time()
    answer = job(table)
    wall, cpu = time.perf_counter() - start, time.process_time() - start_cpu
    peak = float("nan")
    if before == before:
        peak = used("VmHWM") - before
    return answer, {"wall": wall, "cpu": cpu, "peak": peak}


def used(name: str) -> int:
    """Return the bytes that Linux gives under this name for this process."""
    return 1024 * int(re.search(rf"{name}:\s+(\d+)", (PROC / "status").read_text())[1])


def keep_matrix(matrix: sparse.csr_matrix, keep: str) -> list[int]:
    """Write a matrix, so that two can be compared; return its shape and its entries."""
    matrix.sort_indices()  # scikit-learn leaves them in the order in which it met the words
    for name in ("indptr", "indices", "data"):
        if keep:
            np.save(f"{keep}_{name}.npy", getattr(matrix, name))
    return [*matrix.shape, matrix.nnz]


# Weights ------------------------------------------------------------------------------------------


def weigh(longest: int) -> Job:
    """Turn texts into TF-IDF weights."""

    def job(table: pd.DataFrame) -> Answer:
        vectorizer = mk.TermVectorizer(token_rule="sklearn", ngram_range=(1, longest))
        return vectorizer.fit_transform(table["text"])

    return job


def weigh_by_sklearn(longest: int) -> Job:
    """Do the same with scikit-learn."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    return lambda table: TfidfVectorizer(ngram_range=(1, longest)).fit_transform(table["text"])


# Words by outlet ----------------------------------------------------------------------------------


def count_by_outlet(table: pd.DataFrame) -> Answer:
    """Count how often each outlet uses each word; return the rows, and all uses."""
    counter = mk.TermVectorizer(token_rule="sklearn", use_idf=False, norm=None)
    counts = counter.fit_transform(table["text"])
    codes, outlets = pd.factorize(table["outlet"], sort=True)
    rows = sparse.csr_array((np.ones(len(codes)), (codes, np.arange(len(codes)))))
    by_outlet = sparse.coo_array(rows @ counts)
    words = counter.get_feature_names_out()
    found = pa.table(
        {
            "outlet": outlets.to_numpy()[by_outlet.row],
            "word": words[by_outlet.col],
            "uses": by_outlet.data,
        }
    )
    return [found.num_rows, int(pc.sum(found["uses"]).as_py())]


def count_by_polars(table: pd.DataFrame) -> Answer:
    """Do the same with polars, streaming."""
    import polars as pl

    frame = pl.from_pandas(table[["outlet", "text"]]).lazy()
    words = frame.select(
        "outlet", pl.col("text").str.to_lowercase().str.extract_all(WORD).alias("word")
    )
    counted = (
        words.explode("word").drop_nulls().group_by("outlet", "word").agg(pl.len().alias("uses"))
    )
    found = counted.collect(engine="streaming")
    return [found.height, int(found["uses"].sum())]


def count_by_duckdb(table: pd.DataFrame) -> Answer:
    """Do the same with duckdb."""
    import duckdb

    texts = pa.Table.from_pandas(table[["outlet", "text"]], preserve_index=False)
    connection = duckdb.connect()
    connection.register("texts", texts)
    found = connection.sql(
        f"select outlet, word, count(*) as uses from (select outlet, "
        f"unnest(regexp_extract_all(lower(text), '{WORD}')) as word from texts) group by all"
    ).to_arrow_table()
    return [found.num_rows, int(pc.sum(found["uses"]).as_py())]


# Near copies --------------------------------------------------------------------------------------


def find_copies(table: pd.DataFrame) -> Answer:
    """Find the articles that are copies or edited copies; return how many are in a group."""
    return int(mk.find_reprints(table).articles()["reprint_group"].duplicated(keep=False).sum())


def find_copies_by_datasketch(table: pd.DataFrame) -> Answer:
    """Do the same with datasketch."""
    return len({number for pair in datasketch_pairs(table["text"]) for number in pair})


def datasketch_pairs(texts: pd.Series) -> set[tuple[int, int]]:
    """Return the pairs that MinHash of 128 and LSH at 0.45 propose, of 0.45 or more if counted."""
    from datasketch import MinHash, MinHashLSH

    lsh = MinHashLSH(threshold=0.45, num_perm=128)
    sets: list[set[str]] = []
    found: set[tuple[int, int]] = set()
    for number, text in enumerate(texts):
        shingles = shingles_of(text)
        sketch = MinHash(num_perm=128)
        sketch.update_batch([shingle.encode() for shingle in shingles])
        for other in lsh.query(sketch):
            if jaccard(shingles, sets[other]) >= 0.45:
                found.add((other, number))
        lsh.insert(number, sketch)
        sets.append(shingles)
    return found


def shingles_of(text: str) -> set[str]:
    """Return the five-word sequences of a text."""
    words = re.findall(r"\w+", text.lower())
    return {" ".join(words[k : k + 5]) for k in range(len(words) - 4)}


def jaccard(a: set[str], b: set[str]) -> float:
    """Return the share of the shingles of either that both have."""
    return len(a & b) / max(len(a | b), 1)


# Word lists ---------------------------------------------------------------------------------------


def score_frames(table: pd.DataFrame) -> Answer:
    """Score the five frames; return the mean share of sentences with a word of each, in percent."""
    scores = mk.score_frames(table).articles()
    frames = mk.load_frames("generic").frames
    return [round(float(100 * scores[frame].mean()), 2) for frame in frames]


def score_by_patterns(table: pd.DataFrame) -> Answer:
    """Do the same with a compiled pattern a frame, sentence by sentence."""
    lexicon = mk.load_frames("generic")
    found = [any_of(lexicon.words[frame]).search for frame in lexicon.frames]
    cut = re.compile(r"(?<=[.!?])[\"”’]?\s+|\n+").split
    totals = np.zeros(len(found))
    for text in joined(table):
        sentences = [sentence for sentence in cut(text) if sentence]
        hits = [sum(1 for sentence in sentences if search(sentence)) for search in found]
        totals += np.array(hits) / max(len(sentences), 1)
    return [round(float(100 * total / len(table)), 2) for total in totals]


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern of words and phrases; a star stands for any ending."""
    plain = [re.escape(word.strip('"')).replace(r"\*", r"\w*") for word in words]
    return re.compile(rf"\b(?:{'|'.join(plain)})\b", re.IGNORECASE)


def joined(table: pd.DataFrame) -> list[str]:
    """Return title and text of each article as one string."""
    return (table["title"].fillna("") + "\n" + table["text"]).tolist()


# Phrases, and words in context --------------------------------------------------------------------


def find_phrases(table: pd.DataFrame) -> Answer:
    """Return the 100 pairs with the highest log-likelihood among those in five articles."""
    return (
        mk.find_phrases(table, stop_words=None, min_articles=FEWEST, n=100)
        .table()["phrase"]
        .tolist()
    )


def find_phrases_by_nltk(table: pd.DataFrame) -> Answer:
    """Return those with the highest log-likelihood among pairs that occur five times."""
    from nltk.collocations import BigramAssocMeasures, BigramCollocationFinder

    words = [re.findall(r"\w+(?:['’]\w+)*", text.lower()) for text in joined(table)]
    finder = BigramCollocationFinder.from_documents(words)
    finder.apply_freq_filter(FEWEST)
    best = finder.nbest(BigramAssocMeasures.likelihood_ratio, 100)
    return [" ".join(pair) for pair in best]


def word_in_context(table: pd.DataFrame) -> Answer:
    """Return how often a word appears; each place with what is around it."""
    return len(mk.keyword_in_context(table, "election"))


def word_in_context_by_pattern(table: pd.DataFrame) -> Answer:
    """Do the same with a compiled pattern."""
    matches = re.compile(r"\belection\b", re.IGNORECASE).finditer
    places = [
        (
            text[max(0, match.start() - WIDTH) : match.start()],
            match[0],
            text[match.end() : match.end() + WIDTH],
        )
        for text in joined(table)
        for match in matches(text)
    ]
    return len(places)


#: For each task who can do it, ours first.
JOBS: dict[str, dict[str, Job]] = {
    "TF-IDF, 1-grams": {"mediakit": weigh(1), "scikit-learn": weigh_by_sklearn(1)},
    "TF-IDF, 1-2-grams": {"mediakit": weigh(2), "scikit-learn": weigh_by_sklearn(2)},
    "words by outlet": {
        "mediakit": count_by_outlet,
        "polars": count_by_polars,
        "duckdb": count_by_duckdb,
    },
    "near copies": {"mediakit": find_copies, "datasketch": find_copies_by_datasketch},
    "frames": {"mediakit": score_frames, "a pattern a frame": score_by_patterns},
    "phrases": {"mediakit": find_phrases, "nltk": find_phrases_by_nltk},
    "word in context": {"mediakit": word_in_context, "a pattern": word_in_context_by_pattern},
}

if __name__ == "__main__":
    main(*sys.argv[1:])
