"""How close topics come to labels that people gave, beside other tools, and what their numbers hold.

    python benchmarks/topics.py [--only labels|number|nothing|sure|ranges|seeds|speed]

`labels`: normalised mutual information and adjusted Rand index with the editors' labels at their
number (articles without topic are a class), C_NPMI of ten terms, agreement of two samples of 80% on
the articles that both have (ARI), processor seconds from counted words, memory; beside scikit-learn's
NMF, LDA, and SVD with k-means in the same run. `number`: the number recommended. `nothing`: how
often topics are found in words of one distribution (200 runs). `sure`: the share of articles with
their topic's majority label among the surer half and the others; the largest share of a topic's
articles with none of its ten first terms. `ranges`: how often pooled ranges and Wilson's hold, for
groups of 3 to 100 articles drawn from labelled ones. `seeds`: F1 of topics that begin with three or
four words. `speed`: growth to 40,000 articles, and NMF beside scikit-learn's. Half an hour in all.
"""

from __future__ import annotations

import argparse
import time
import tracemalloc
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse
from sklearn.cluster import KMeans
from sklearn.decomposition import NMF, LatentDirichletAllocation, TruncatedSVD
from sklearn.metrics import adjusted_rand_score, f1_score, normalized_mutual_info_score
from sklearn.preprocessing import normalize

import mediakit as mk
from mediakit.latent import find_axes, one_thread
from mediakit.topics.choosing import coherence_of
from mediakit.topics.factoring import factor
from mediakit.topics.fitting import axes_of_words, fit_topics
from mediakit.topics.words import TopicWords, read_words
from mediakit.uncertainty import pooled_shares, share_interval

DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
CORPORA = {"bbc_topics": 5, "us_politics_dev": 20}
#: Labels of fewer articles say too little.
LEAST = 30

SEEDS = {
    "bbc_topics": {
        "business": ["company", "shares", "economy", "bank"],
        "sport": ["match", "coach", "players", "cup"],
        "politics": ["minister", "election", "labour", "parliament"],
        "entertainment": ["film", "music", "actor", "album"],
        "tech": ["software", "computer", "internet", "mobile"],
    },
    "us_politics_dev": {
        "immigration": ["immigrants", "border", "deportation", "asylum"],
        "healthcare": ["obamacare", '"health insurance"', "medicaid"],
        "coronavirus": ["coronavirus", "pandemic", "covid*"],
        "supreme_court": ['"supreme court"', "justices", "nominee"],
        "gun_control_and_gun_rights": ['"gun control"', "firearms", "nra"],
        "middle_east": ["syria", "iran", "israel"],
        "economy_and_jobs": ["unemployment", "jobs", "economy"],
        "environment": ["climate", "emissions", "epa"],
        "impeachment": ["impeachment", "impeach"],
        "education": ["schools", "students", "teachers"],
        "trade": ["tariffs", '"trade deal"', "nafta"],
        "north_korea": ['"north korea"', '"kim jong un"', "pyongyang"],
        "lgbt_rights": ["transgender", '"same-sex marriage"', "gay"],
        "abortion": ["abortion*", '"planned parenthood"', "roe"],
    },
}


def articles_of(corpus: str) -> pd.DataFrame:
    """Return the articles of a corpus, an article a text, in the order of article_id."""
    articles = mk.mark_reprints(mk.read_articles(DATA / f"{corpus}.jsonl.gz", on_error="ignore"))
    once = articles.drop_duplicates("reprint_group")
    return once.sort_values("article_id", key=lambda ids: ids.astype(str), ignore_index=True)


def words_of(articles: pd.DataFrame) -> TopicWords:
    """Return the words that topics are found from."""
    every = np.ones(len(articles), dtype=bool)
    return read_words(articles, ("title", "text"), stop_words="english", shaping=every)


def timed(function: Callable[[], Any]) -> tuple[Any, float, float]:
    """Return what a function returns, its processor seconds, and its memory in MB."""
    start = time.process_time()
    found = function()
    seconds = time.process_time() - start
    tracemalloc.start()
    function()
    memory = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    return found, seconds, memory


def own_from_words(articles: pd.DataFrame, words: TopicWords, k: int) -> np.ndarray:
    """Return mediakit's topics of words that are counted already."""
    with one_thread():
        axes = axes_of_words(words, k, 0)
        settings = {"fields": ("title", "text"), "random_state": 0}
        return fit_topics(articles, words, axes, k, **settings).give(words).topics


def peers(words: TopicWords, k: int) -> Iterator[tuple[str, Callable[[], np.ndarray]]]:
    """Yield the name of each other method, and a function that returns its topics."""
    tfidf = sparse.csr_matrix(words.weights.by_row, dtype=np.float64)
    nmf = NMF(k, init="nndsvda", max_iter=200, random_state=0)
    yield "scikit-learn NMF", lambda: nmf.fit_transform(tfidf).argmax(axis=1)
    logs = words.logs.by_row
    counts = sparse.csr_matrix((np.expm1(logs.data).round(), logs.indices, logs.indptr), logs.shape)
    lda = LatentDirichletAllocation(k, max_iter=10, random_state=0)
    yield "scikit-learn LDA", lambda: lda.fit_transform(counts).argmax(axis=1)

    def svd_and_kmeans() -> np.ndarray:
        rows = normalize(TruncatedSVD(100, random_state=0).fit_transform(tfidf))
        return KMeans(k, n_init=10, random_state=0).fit(rows).labels_

    yield "scikit-learn SVD, k-means", svd_and_kmeans


def agreement(labels_of: Callable[[pd.DataFrame], np.ndarray], articles: pd.DataFrame) -> float:
    """Return how far topics of two samples of 80% agree on the articles that both have."""
    found = []
    for seed in (1, 2):
        some = articles.sample(frac=0.8, random_state=seed)
        some = some.sort_values("article_id", key=lambda ids: ids.astype(str))
        found.append(pd.Series(labels_of(some), index=some["article_id"].astype(str)))
    both = found[0].index.intersection(found[1].index)
    return adjusted_rand_score(found[0][both], found[1][both])


def show_labels() -> None:
    """Print how close each method comes to the labels."""
    for corpus, k in CORPORA.items():
        show_all_articles(corpus, k)
        articles = articles_of(corpus)
        words = words_of(articles)
        labels = articles["label_topic"].fillna("none")
        often = labels.map(labels.value_counts()).to_numpy() >= LEAST
        ours = partial(own_from_words, articles, words, k)
        methods = [("mediakit", ours), *peers(words, k)]
        for name, method in methods:
            topics, seconds, memory = timed(method)
            nmi = normalized_mutual_info_score(labels[often], topics[often])
            ari = adjusted_rand_score(labels[often], topics[often])
            coherence = coherence_of(words.weights, topics.clip(0), k)
            stable = agreement(partial(method_again, name, k), articles)
            print(
                f"{corpus:16} k={k:2} {name:26} NMI {nmi:.3f} ARI {ari:.3f} C_NPMI {coherence:.3f} "
                f"samples {stable:.3f} none {(topics < 0).mean():.1%} cpu {seconds:5.1f} s "
                f"memory {memory:.0f} MB",
                flush=True,
            )


def show_all_articles(corpus: str, k: int) -> None:
    """Print how close `find_topics` comes on all articles, copies included."""
    articles = mk.mark_reprints(mk.read_articles(DATA / f"{corpus}.jsonl.gz", on_error="ignore"))
    table = mk.find_topics(articles, n_topics=k).articles()
    labels = articles.set_index(articles["article_id"].astype(str))["label_topic"].fillna("none")
    labels = labels.loc[table["article_id"]]
    often = labels.map(labels.value_counts()).to_numpy() >= LEAST
    topics = table["topic"].fillna("none").to_numpy()[often]
    nmi = normalized_mutual_info_score(labels[often], topics)
    ari = adjusted_rand_score(labels[often], topics)
    print(f"{corpus:16} k={k:2} find_topics, all articles: NMI {nmi:.3f} ARI {ari:.3f}", flush=True)


def method_again(name: str, k: int, articles: pd.DataFrame) -> np.ndarray:
    """Return the topics of a method in other articles."""
    words = words_of(articles)
    if name == "mediakit":
        return own_from_words(articles, words, k)
    return dict(peers(words, k))[name]()


def show_number() -> None:
    """Print the number recommended for each corpus."""
    for corpus in ("bbc_topics", "us_politics_dev", "ukraine_2022_dev", "uk_immigration_2014"):
        articles = articles_of(corpus)
        start = time.process_time()
        choice = mk.choose_n_topics(articles)
        seconds = time.process_time() - start
        print(f"{corpus:20} {choice.n_topics:2} ({seconds:.1f} s) {choice.answer()}", flush=True)


def show_nothing(n_runs: int = 200) -> None:
    """Print how often topics are found where words are drawn from one distribution."""
    n_found = 0
    for run in range(n_runs):
        generator = np.random.default_rng(run)
        n, size = generator.choice([60, 150, 400, 1200]), generator.choice([500, 3000, 8000])
        odds = 1 / np.arange(1, size + 1)
        words = np.array([f"w{number}x" for number in range(size)])
        lengths = np.clip(generator.lognormal(5.3, 0.7, n), 20, 1500).astype(int)
        texts = [" ".join(generator.choice(words, m, p=odds / odds.sum())) for m in lengths]
        ids = [f"a{number:04d}" for number in range(n)]
        articles = pd.DataFrame({"article_id": ids, "title": "", "text": texts})
        n_found += mk.choose_n_topics(articles).has_topics
    print(f"no topics where there are none: {1 - n_found / n_runs:.1%} of {n_runs} runs")


def show_sure() -> None:
    """Print how often sure articles have their topic's majority label, and whether topics hold
    articles without their terms."""
    for corpus, k in {**CORPORA, "ukraine_2022_dev": 20}.items():
        articles = articles_of(corpus)
        topics = mk.find_topics(articles, n_topics=k)
        table = topics.articles()
        worst = max(without_terms(topics, articles))
        print(f"{corpus:20} at most {worst:.1%} of a topic's articles without its ten first terms")
        if "label_topic" not in articles:
            continue
        table = table.merge(articles[["article_id", "label_topic"]].astype(str), on="article_id")
        table = table.dropna(subset="topic")
        majority = table.groupby("topic")["label_topic"].agg(lambda labels: labels.mode()[0])
        right = table["label_topic"] == table["topic"].map(majority)
        surer = table["sure"] >= table["sure"].median()
        print(
            f"{corpus:20} with the majority label: {right[surer].mean():.1%} of the surer half, "
            f"{right[~surer].mean():.1%} of the others",
            flush=True,
        )


def without_terms(topics: Any, articles: pd.DataFrame) -> list[float]:
    """Return for each topic the share of articles that have none of its ten first terms."""
    terms = topics.terms(n=10)
    shares = []
    for name in topics.names:
        rows = articles[topics.mark(articles)["topic"].eq(name).to_numpy()]
        query = " OR ".join(terms.loc[terms["topic"] == name, "term"])
        shares.append(1 - len(mk.mentioning(rows, query)) / max(len(rows), 1))
    return shares


def show_ranges(n_runs: int = 40) -> None:
    """Print how often ranges hold the share of a label in an outlet, from a few of its articles."""
    articles = articles_of("us_politics_dev")
    by_outlet = [rows for _, rows in articles.groupby("outlet") if len(rows) >= 60]
    labels = articles["label_topic"].value_counts().head(30).index[::3]
    generator = np.random.default_rng(0)
    for least, most in ((3, 5), (6, 15), (16, 30), (3, 100)):
        held: dict[str, list[np.ndarray]] = {"pooled": [], "wilson": []}
        widths: dict[str, list[float]] = {"pooled": [], "wilson": []}
        far = []
        for label in labels:
            is_label = [rows["label_topic"].eq(label).to_numpy() for rows in by_outlet]
            truth = np.array([flags.mean() for flags in is_label])
            for _ in range(n_runs):
                sizes = generator.integers(least, most + 1, len(truth))
                hits = np.array(
                    [
                        generator.choice(flags, n).sum()
                        for flags, n in zip(is_label, sizes, strict=True)
                    ]
                )
                pooled = pooled_shares(hits, sizes)
                ranges = {
                    "pooled": (pooled.low, pooled.high),
                    "wilson": share_interval(hits, sizes),
                }
                for name, (low, high) in ranges.items():
                    held[name].append((low <= truth) & (truth <= high))
                    widths[name].append(float((high - low).mean()))
                farthest = np.abs(truth - truth.mean()).argmax()
                far.append(held["pooled"][-1][farthest])
        print(
            f"{len(by_outlet)} outlets, {least} to {most} articles: pooled ranges hold "
            f"{np.mean(held['pooled']):.1%} (the outlet farthest from the mean {np.mean(far):.1%}), "
            f"Wilson's {np.mean(held['wilson']):.1%}; width {np.mean(widths['pooled']):.3f}, "
            f"{np.mean(widths['pooled']) / np.mean(widths['wilson']):.2f} of Wilson's",
            flush=True,
        )


def show_seeds() -> None:
    """Print how close topics come that begin with seeds."""
    for corpus, seeds in SEEDS.items():
        articles = articles_of(corpus)
        labels = articles["label_topic"].fillna("none")
        counted = np.column_stack(
            [sum(holds(articles, word) for word in words) for words in seeds.values()]
        )
        most = np.where(counted.max(axis=1) > 0, np.array(list(seeds))[counted.argmax(axis=1)], "")
        topics = mk.find_topics(articles, seeds=seeds)
        given = topics.articles()["topic"].fillna("none")
        for name, found in (("most of the seeds", most), ("mediakit", given)):
            scores = f1_score(labels, found, labels=list(seeds), average=None, zero_division=0)
            print(f"{corpus:16} {name:18} F1 {scores.mean():.3f} (worst {scores.min():.3f})")
        print(f"{corpus:16} topics beside: {len(topics.names) - len(seeds)}", flush=True)


def holds(articles: pd.DataFrame, query: str) -> np.ndarray:
    """Say which articles a query is in."""
    found = mk.mentioning(articles, query)["article_id"]
    return articles["article_id"].isin(found).to_numpy().astype(int)


def show_speed() -> None:
    """Print processor seconds and memory at growing sizes, and NMF beside scikit-learn's."""
    from growing import grow

    for n in (2_500, 10_000, 40_000):
        articles = grow(n)
        words = words_of(articles)
        k = 20
        _, seconds, memory = timed(partial(own_from_words, articles, words, k))
        matrix = words.weights.by_row
        own_size = 2 * (matrix.data.nbytes + matrix.indices.nbytes) / 1e6
        print(
            f"{n:6,} articles, {len(words.terms):6,} terms, k={k}: {seconds:5.1f} s from words, "
            f"memory {memory:.0f} MB ({memory / own_size:.2f} of the term matrix and its logs)",
            flush=True,
        )
    show_nmf()


def show_nmf() -> None:
    """Print how soon NMF has the labels that it ends with, ours and scikit-learn's."""
    for corpus, k in CORPORA.items():
        words = words_of(articles_of(corpus))
        with one_thread():
            axes = find_axes(words.weights, 100, 0)
            end = factor(words.weights, axes, k, most_iterations=400).labels
            start = time.process_time()
            found = factor(words.weights, axes, k)
            seconds = time.process_time() - start
        print(
            f"{corpus:16} k={k:2}: own NMF {found.n_iterations} iterations, {seconds:.2f} s, "
            f"{(found.labels == end).mean():.1%} of the labels at convergence",
            flush=True,
        )
        tfidf = sparse.csr_matrix(words.weights.by_row)
        ends = NMF(k, init="nndsvd", max_iter=400, tol=0).fit_transform(tfidf)
        for n in (5, 10, 20, 40, 80):
            start = time.process_time()
            strength = NMF(k, init="nndsvd", max_iter=n, tol=0).fit_transform(tfidf)
            seconds = time.process_time() - start
            share = (strength.argmax(axis=1) == ends.argmax(axis=1)).mean()
            print(
                f"{'':16} scikit-learn {n:3} iterations, {seconds:.2f} s, {share:.1%}", flush=True
            )


PARTS = {
    "labels": show_labels,
    "number": show_number,
    "nothing": show_nothing,
    "sure": show_sure,
    "ranges": show_ranges,
    "seeds": show_seeds,
    "speed": show_speed,
}


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=PARTS, action="append")
    for name in parser.parse_args().only or PARTS:
        print(f"== {name}", flush=True)
        PARTS[name]()


if __name__ == "__main__":
    main()
