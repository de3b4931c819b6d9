"""What `benchmarks/engine.py` measures: `python engine_jobs.py NAME ARGUMENTS`.

Each job is a process of its own. The arguments are a JSON object, and so is the last line printed.
Memory is measured only if there is Linux's /proc.
"""

from __future__ import annotations

import ctypes
import gc
import json
import re
import sys
import time
from collections.abc import Callable
from functools import partial
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
MOST_HITS = 10_000


def main(name: str, arguments: str) -> None:
    """Do one job and print what it measured."""
    jobs = {"weigh": weigh, "search": search, "collocate": collocate, "count_folder": count_folder}
    print(json.dumps(jobs[name](**json.loads(arguments))))


# The clock and the peak ---------------------------------------------------------------------------


def clock(function: Callable[..., Any], *arguments: Any) -> tuple[Any, float]:
    """Return the result of a call and its seconds."""
    start = time.perf_counter()
    result = function(*arguments)
    return result, time.perf_counter() - start


def measure(function: Callable[..., Any], *arguments: Any) -> tuple[Any, float, float]:
    """Return the result of a call, its seconds, and the bytes that its peak added."""
    if not (PROC / "clear_refs").exists():
        return (*clock(function, *arguments), float("nan"))
    gc.collect()
    pa.default_memory_pool().release_unused()
    ctypes.CDLL(None).malloc_trim(
        0
    )  # what earlier calls gave back must not hide what this one takes
    (PROC / "clear_refs").write_text("5")  # the peak is reset
    before = used("VmRSS")
    result, seconds = clock(function, *arguments)
    return result, seconds, used("VmHWM") - before


def used(name: str) -> int:
    """Return the bytes that Linux gives under this name for this process."""
    return 1024 * int(re.search(rf"{name}:\s+(\d+)", (PROC / "status").read_text())[1])


def n_bytes(articles: pd.DataFrame, fields: tuple[str, ...] = ("title", "text")) -> int:
    """Return the bytes of the text in UTF-8."""
    return sum(pc.sum(pc.binary_length(pa.array(articles[name]))).as_py() for name in fields)


def size_of(matrix: sparse.csr_array) -> int:
    """Return the bytes of a matrix."""
    return matrix.data.nbytes + matrix.indices.nbytes + matrix.indptr.nbytes


# The jobs -----------------------------------------------------------------------------------------


def weigh(path: str, who: str, ngram_range: list[int], keep: str | None = None) -> dict[str, float]:
    """Turn texts into TF-IDF weights; `start` is how much longer the first call takes."""
    texts, start = pd.read_parquet(path, columns=["text"])["text"], 0.0
    if who == "mediakit":
        vectorizer = mk.TermVectorizer(token_rule="sklearn", ngram_range=tuple(ngram_range))
        first, second = (clock(vectorizer.fit_transform, texts[:WARM_UP])[1] for _ in range(2))
        start = first - second
        vectorizer = mk.TermVectorizer(token_rule="sklearn", ngram_range=tuple(ngram_range))
    else:
        from sklearn.feature_extraction.text import TfidfVectorizer

        vectorizer = TfidfVectorizer(ngram_range=tuple(ngram_range))
    matrix, seconds, peak = measure(vectorizer.fit_transform, texts)
    if keep:
        matrix.sort_indices()  # scikit-learn leaves them in the order in which it met the words
        for name in ("indptr", "indices", "data"):
            np.save(f"{keep}_{name}.npy", getattr(matrix, name))
    memory = (peak - size_of(matrix)) / n_bytes(texts.to_frame(), ("text",))
    return {"seconds": seconds, "memory": memory, "start": start}


def search(path: str, n_queries: int) -> list[dict[str, Any]]:
    """Search for words and phrases, mediakit and a regular expression in turns, none twice."""
    articles = pd.read_parquet(path)
    words, phrases = choose_queries(articles, n_queries)
    mk.keyword_in_context(articles[:WARM_UP], "word")
    _, first, peak = measure(mk.keyword_in_context, articles, words[0])
    texts, joining = clock(joined, articles)
    _, peer = clock(contexts, texts, words[0])
    rows = [
        {
            "what": "first question, reading included",
            "ours": [first],
            "peer": [peer + joining],
            "note": words[0],
        }
    ]
    rows[0]["memory"] = peak / n_bytes(articles)
    for what, (queries, ours, theirs) in questions(articles, texts, words, phrases).items():
        runs = [(query, *clock(ours, query), *clock(theirs, query)) for query in queries]
        notes = [
            f"{query} {found:,} : {found_by_peer:,}" for query, found, _, found_by_peer, _ in runs
        ]
        seconds = {"ours": [run[2] for run in runs], "peer": [run[4] for run in runs]}
        rows.append({"what": what, **seconds, "note": ", ".join(notes)})
    return rows


def questions(
    articles: pd.DataFrame, texts: list[str], words: list[str], phrases: list[str]
) -> dict[str, tuple[list[str], Callable[[str], int], Callable[[str], int]]]:
    """Return what to ask mediakit and the regular expression; each says how many it found."""
    outlets = articles["outlet"].to_numpy()

    def share(query: str) -> int:
        return int(mk.share_mentioning(articles, query, by="outlet").table()["n_mentioning"].sum())

    def share_by_pattern(query: str) -> int:
        return int(
            pd.Series(matching(texts, query)).groupby(outlets).agg(["sum", "mean"])["sum"].sum()
        )

    places = (
        lambda query: len(mk.keyword_in_context(articles, query)),
        lambda query: len(contexts(texts, query)),
    )
    kept = (
        lambda query: len(mk.mentioning(articles, query)),
        lambda query: sum(matching(texts, query)),
    )
    return {
        "keyword_in_context, a word": (words, *places),
        "keyword_in_context, a phrase": (phrases, *places),
        "mentioning, a word": (words, *kept),
        "share_mentioning, a word, by outlet": (words, share, share_by_pattern),
    }


def choose_queries(articles: pd.DataFrame, n: int) -> tuple[list[str], list[str]]:
    """Return the words and phrases of two words that appear most often, up to 10,000 times."""
    counter = mk.TermVectorizer(ngram_range=(1, 2), use_idf=False, norm=None, min_df=5)
    totals = np.asarray(counter.fit_transform(joined(articles)).sum(axis=0)).ravel()
    counts = pd.Series(totals, index=counter.get_feature_names_out())
    counts = counts.add(
        counts.reindex(counts.index + "'s").to_numpy(), fill_value=0
    )  # a query finds possessives too
    counts = counts[(counts <= MOST_HITS) & counts.index.str.fullmatch(r"[a-z]{4,}( [a-z]{4,})?")]
    is_phrase = counts.index.str.contains(" ")
    words, phrases = (counts[kind].nlargest(n).index for kind in (~is_phrase, is_phrase))
    return list(words), [f'"{phrase}"' for phrase in phrases]


def joined(articles: pd.DataFrame) -> list[str]:
    """Return title and text of each article as one string."""
    return (articles["title"].fillna("") + "\n" + articles["text"]).tolist()


def pattern(query: str) -> re.Pattern[str]:
    """Return the regular expression for a word or a phrase."""
    return re.compile(rf"\b{re.escape(query.strip(chr(34)))}\b", re.IGNORECASE)


def contexts(texts: list[str], query: str) -> list[tuple[str, str, str]]:
    """Return every place where the query appears, with the letters around it."""
    finditer = pattern(query).finditer
    return [
        (
            text[max(0, match.start() - WIDTH) : match.start()],
            match[0],
            text[match.end() : match.end() + WIDTH],
        )
        for text in texts
        for match in finditer(text)
    ]


def matching(texts: list[str], query: str) -> list[bool]:
    """Say for each text whether the query appears in it."""
    found = pattern(query).search
    return [found(text) is not None for text in texts]


def collocate(path: str, who: str) -> dict[str, Any]:
    """Find the 100 pairs with the highest log-likelihood among those that occur five times."""
    articles = pd.read_parquet(path)
    if who == "nltk":
        from nltk.collocations import BigramAssocMeasures, BigramCollocationFinder

        words, splitting = clock(
            lambda: [re.findall(r"\w+(?:['’]\w+)*", text.lower()) for text in joined(articles)]
        )
        start = time.perf_counter()
        finder = BigramCollocationFinder.from_documents(words)
        finder.apply_freq_filter(5)
        best = finder.nbest(BigramAssocMeasures.likelihood_ratio, 100)
        seconds = time.perf_counter() - start
        return {
            "seconds": seconds,
            "splitting": splitting,
            "best": [" ".join(pair) for pair in best],
        }
    mk.find_phrases(articles[:WARM_UP])
    found, seconds, peak = measure(lambda: mk.find_phrases(articles, stop_words=None))
    return {
        "seconds": seconds,
        "memory": peak / n_bytes(articles),
        "best": found.table()["phrase"].tolist(),
    }


def count_folder(folder: str, who: str) -> dict[str, Any]:
    """Count the words of a folder of Parquet files, chunk by chunk or at once."""
    tables = [pd.read_parquet(path) for path in sorted(Path(folder).iterdir())]
    size = sum(map(n_bytes, tables))
    mk.TermVectorizer().fit_transform(tables[0]["text"])
    del tables
    reader = {
        "scan_articles": mk.scan_articles,
        "read_articles": partial(mk.read_articles, on_error="ignore"),
    }[who]
    found, seconds, peak = measure(lambda: mk.count_terms(reader(folder), min_df=5))
    n_terms, total = found.matrix.shape[1], int(found.matrix.sum())
    return {
        "seconds": seconds,
        "memory": (peak - size_of(found.matrix)) / size,
        "n_terms": n_terms,
        "total": total,
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
