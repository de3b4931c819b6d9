"""The sentences in which outlets differ, and those that all of them have in some words."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import sparse

from mediakit.terms import weigh_terms
from mediakit.tokens import sentence_spans

__all__ = ["compare_sentences", "weighed_sentences"]

#: Shorter sentences are headings, captions and "He agreed.": nothing covers them, and they say nothing.
FEWEST_WORDS = 5
#: Below the first, a sentence is told by no other outlet; from the second on, it is told in some words by the other.
#: Between them both happens. `benchmarks/stories.py --only sentences` prints what reading 90 of them found.
ONLY, SHARED = 0.1, 0.25
COLUMNS = ["kind", "outlet", "coverage", "sentence", "copied_by", "article_id"]


def compare_sentences(own: pd.DataFrame, copies: pd.DataFrame, n: int) -> pd.DataFrame:
    """Return up to n sentences of each outlet's own articles that no other covers, least covered first, and n that all
    cover best; with the outlets that have each of them in a copy."""
    sentences, weights = weighed_sentences(own.dropna(subset=["outlet", "text"]))
    outlets = sorted(sentences["outlet"].unique())
    if len(outlets) < 2:
        return pd.DataFrame(columns=COLUMNS)
    of = sentences["outlet"].to_numpy()
    alike = [
        (weights @ weights[of == outlet].T).max(axis=1).toarray().ravel() for outlet in outlets
    ]
    by_outlet = np.round(np.column_stack(alike), 6)
    others = of[:, np.newaxis] != np.array(outlets)
    sentences = sentences.rename(columns={"text": "sentence"}).assign(
        most=np.where(others, by_outlet, -1).max(axis=1),
        least=np.where(others, by_outlet, 2).min(axis=1),
    )
    only = sentences.loc[sentences["most"] < ONLY].sort_values(["outlet", "most"], kind="stable")
    only = only.groupby("outlet").head(n)
    shared = (
        sentences.loc[sentences["least"] >= SHARED]
        .sort_values("least", ascending=False, kind="stable")
        .head(n)
    )
    parts = [
        only.assign(kind="only here", coverage=only["most"]),
        shared.assign(kind="shared", coverage=shared["least"]),
    ]
    found = (
        pd.concat(parts, ignore_index=True)
        .drop(columns="article_id")
        .rename(columns={"of": "article_id"})
    )
    copied = _sentences(copies.dropna(subset=["outlet", "text"])).groupby("text")["outlet"].agg(set)
    by = [
        ", ".join(sorted(copied.get(sentence, set()) - {outlet}))
        for sentence, outlet in zip(found["sentence"], found["outlet"], strict=True)
    ]
    return found.assign(copied_by=pd.Series(by, dtype="str"))[COLUMNS]


def weighed_sentences(articles: pd.DataFrame) -> tuple[pd.DataFrame, sparse.csr_array]:
    """Return the sentences that are long enough, and the TF-IDF weights of their words."""
    sentences = _sentences(articles)
    weights = weigh_terms(sentences, fields="text", min_df=1).matrix
    enough = np.diff(weights.indptr) >= FEWEST_WORDS
    return sentences.loc[enough].reset_index(drop=True), weights[enough]


def _sentences(articles: pd.DataFrame) -> pd.DataFrame:
    """Return a row a sentence, each once an outlet, as a table of articles."""
    found = [
        (outlet, " ".join(text[first:last].split()), article_id)
        for outlet, text, article_id in articles[["outlet", "text", "article_id"]].itertuples(
            index=False, name=None
        )
        for first, last in sentence_spans(text)
    ]
    sentences = pd.DataFrame(found, columns=["outlet", "text", "of"], dtype="str")
    sentences = sentences.drop_duplicates(["outlet", "text"], ignore_index=True)
    return sentences.assign(article_id=[f"{number:09}" for number in range(len(sentences))])
