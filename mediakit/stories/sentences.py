"""The sentences in which outlets differ, and those that all of them have in some words."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import sparse

from mediakit.arrays import Floats
from mediakit.excerpts import mask_column
from mediakit.terms.from_tokens import count_texts
from mediakit.terms.weighting import weigh_counts
from mediakit.tokens import sentence_spans, stop_words

__all__ = ["compare_sentences", "weighed_sentences"]

#: Shorter sentences are headings, captions and "He agreed.": nothing covers them, and they say
#: nothing.
FEWEST_WORDS = 5
#: Below the first, no other outlet has the sentence; from the second on, the other outlet has it in
#: some words. Between them both happens. `benchmarks/stories.py --only sentences` prints what
#: reading 90 of them found.
ONLY = 0.1
SHARED = 0.25
COLUMNS = ["kind", "outlet", "coverage", "sentence", "also_in", "article_id"]


def compare_sentences(own: pd.DataFrame, others: pd.DataFrame, n: int) -> pd.DataFrame:
    """Return the sentences that only one outlet has, and those that all have.

    They come from the outlets' own articles: up to n of each outlet that no other covers, the least
    covered first, and n that all cover best; each with the outlets that have it in a text that is
    not their own.
    """
    sentences, weights = weighed_sentences(own.dropna(subset=["outlet", "text"]))
    outlets = np.array(sorted(sentences["outlet"].unique()))
    if len(outlets) < 2:
        return pd.DataFrame(columns=COLUMNS)
    coverage = _coverage(sentences, weights, outlets)
    is_other = sentences["outlet"].to_numpy()[:, np.newaxis] != outlets
    sentences = sentences.assign(
        most=np.where(is_other, coverage, -1).max(axis=1),
        least=np.where(is_other, coverage, 2).min(axis=1),
    )
    only = sentences.loc[sentences["most"] < ONLY]
    only = only.sort_values(["outlet", "most"], kind="stable").groupby("outlet").head(n)
    only = only.assign(kind="only here", coverage=only["most"])
    shared = sentences.loc[sentences["least"] >= SHARED]
    shared = shared.sort_values("least", ascending=False, kind="stable").head(n)
    shared = shared.assign(kind="shared", coverage=shared["least"])
    rows = pd.concat([only, shared], ignore_index=True)
    rows = rows.assign(also_in=_also_in(rows, others), sentence=mask_column(rows["sentence"]))
    return rows[COLUMNS]


def _coverage(sentences: pd.DataFrame, weights: sparse.csr_array, outlets: Floats) -> Floats:
    """Return for each sentence and outlet the cosine of the outlet's most similar sentence."""
    outlet_of = sentences["outlet"].to_numpy()
    columns = []
    for outlet in outlets:
        cosines = weights @ weights[outlet_of == outlet].T
        columns.append(cosines.max(axis=1).toarray().ravel())
    return np.round(np.column_stack(columns), 6)


def _also_in(rows: pd.DataFrame, others: pd.DataFrame) -> pd.Series:
    """Return for each sentence the other outlets that have it in a text that is not their own."""
    in_others = _split_sentences(others.dropna(subset=["outlet", "text"]))
    outlets_with = in_others.groupby("sentence")["outlet"].agg(set).to_dict()
    names = []
    for sentence, outlet in zip(rows["sentence"], rows["outlet"], strict=True):
        elsewhere = outlets_with.get(sentence, set()) - {outlet}
        names.append(", ".join(sorted(elsewhere)))
    return pd.Series(names, dtype="str")


def weighed_sentences(articles: pd.DataFrame) -> tuple[pd.DataFrame, sparse.csr_array]:
    """Return the sentences that are long enough, and the TF-IDF weights of their words."""
    sentences = _split_sentences(articles)
    counts = count_texts(sentences["sentence"], left_out=stop_words("english"))
    weights = weigh_counts(counts)
    is_long = np.diff(weights.indptr) >= FEWEST_WORDS
    return sentences.loc[is_long].reset_index(drop=True), weights[is_long]


def _split_sentences(articles: pd.DataFrame) -> pd.DataFrame:
    """Return a row a sentence, each once an outlet: outlet, sentence, article_id."""
    columns = ["outlet", "text", "article_id"]
    rows = []
    for outlet, text, article_id in articles[columns].itertuples(index=False, name=None):
        for first, last in sentence_spans(text):
            rows.append((outlet, " ".join(text[first:last].split()), article_id))
    sentences = pd.DataFrame(rows, columns=["outlet", "sentence", "article_id"], dtype="str")
    return sentences.drop_duplicates(["outlet", "sentence"], ignore_index=True)
