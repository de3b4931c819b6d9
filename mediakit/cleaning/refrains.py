"""What an outlet keeps saying: sentences of its own journalism that return word for word."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pyarrow as pa

from mediakit.checks import in_fixed_order, require_whole, with_plain_types
from mediakit.cleaning.boilerplate import texts_without
from mediakit.cleaning.groups import linked
from mediakit.cleaning.passage_kinds import REFRAIN
from mediakit.cleaning.passages import find_passages, join_passages
from mediakit.cleaning.refrain_result import Refrains
from mediakit.independence import gather_evidence
from mediakit.keeping import computed_once
from mediakit.tokens import find_sentences, split_words
from mediakit.wording import count_of

__all__ = ["find_refrains", "without_refrains"]

_MIN_ARTICLES, _MIN_DAYS = 5, 14
_NEEDED = ["article_id", "outlet", "date", "text"]
#: Passages of one outlet that share this part of their words are versions of one.
_SAME = 0.7
#: Sentences that stand together in this part of their places are one passage: a sentence without
#: those around it may say something else.
_TOGETHER = 0.7
#: A shorter formula ("No one was hurt.") says little of its outlet.
_FEWEST_WORDS = 6


def find_refrains(
    articles: pd.DataFrame, *, min_articles: int = _MIN_ARTICLES, min_days: int = _MIN_DAYS
) -> Refrains:
    """Find what an outlet keeps saying: passages of its journalism that return word for word.

    A paragraph of background that stands below a hundred articles is often the most telling
    sentence of an outlet's coverage. Page furniture and credits, which return as well, are left to
    `find_boilerplate`. Passages of an outlet that share 70% of their words are versions of one, and
    sentences that stand together in 70% of their places are one passage. Those of fewer than six
    words are left out.

    Parameters
    ----------
    articles : DataFrame
        The articles table, prepared or as it was read.
    min_articles : int, default 5
        The number of different articles that must have a passage; near copies count once.
    min_days : int, default 14
        The number of days between the first and the last of them, so that the words of one event
        do not count.

    Returns
    -------
    Refrains
        `table()` has a row a refrain, with the number of articles and the days; `examples(passage)`
        shows it as its articles have it.

    Raises
    ------
    ColumnMissing
        If a column is missing.
    UnknownValue
        If a number is not whole or too small.

    See Also
    --------
    find_boilerplate : Passages that return and belong to the page.

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.prepare_articles(mk.load_demo_articles())
    >>> mk.find_refrains(articles).table().empty
    True
    """
    rows = in_fixed_order(articles, _NEEDED)
    require_whole("min_articles", min_articles, least=2)
    require_whole("min_days", min_days, least=0)
    found = find_passages(rows, min_articles, min_days)
    sentences = found[found["kind"] == REFRAIN]
    sentences = sentences.assign(key=_versions(sentences).astype("str"))
    occurrences = join_passages(sentences, _TOGETHER)
    occurrences = occurrences.assign(refrain=_versions(occurrences))
    occurrences = occurrences[["refrain", "outlet", "key", "passage", "article_id", "date"]]
    listed = _listed(occurrences, rows)
    is_told = listed["passage"].map(lambda passage: len(split_words(passage)) >= _FEWEST_WORDS)
    listed = listed[(listed["n_articles"] >= min_articles) & is_told].reset_index(drop=True)
    reason = ""
    if listed.empty:
        reason = (
            f"No passage of the outlets' own journalism returns in {min_articles} articles or "
            f"more, over at least {count_of(min_days, 'day')}."
        )
    return Refrains(
        evidence=replace(gather_evidence(rows, reprints="keep"), note=""),
        reason=reason,
        listed=listed,
        occurrences=occurrences.reset_index(drop=True),
        min_articles=min_articles,
        min_days=min_days,
    )


@computed_once
def without_refrains(articles: pd.DataFrame) -> pd.DataFrame:
    """Return articles without the sentences that their outlet repeats, and versions of these."""
    rows = in_fixed_order(articles, _NEEDED)
    found = find_passages(rows, _MIN_ARTICLES, _MIN_DAYS)
    refrains = found[found["kind"] == REFRAIN]
    columns = ["article_id", "start", "stop"]
    taken = [refrains[columns], _other_versions(rows, refrains)[columns]]
    spans = pd.concat(taken).drop_duplicates(["article_id", "start"])
    texts = texts_without(with_plain_types(articles), spans.sort_values(["article_id", "start"]))
    return articles.assign(text=texts.to_numpy())


def _other_versions(rows: pd.DataFrame, refrains: pd.DataFrame) -> pd.DataFrame:
    """Return where outlets print versions of sentences that they repeat."""
    sentences = find_sentences(rows["text"])
    outlets = rows["outlet"].to_numpy()[sentences.texts]
    found = []
    for outlet, own in refrains.dropna(subset="outlet").groupby("outlet"):
        known = [set(split_words(passage)) for passage in own["passage"].unique()]
        places = np.flatnonzero(outlets == outlet)
        said = sentences.column.take(pa.array(places)).to_pylist()
        is_version = {text: _is_version(text, known) for text in set(said)}
        found.append(places[[is_version[text] for text in said]])
    places = np.concatenate([*found, np.empty(0, dtype=np.int64)]).astype(np.int64)
    return pd.DataFrame(
        {
            "article_id": rows["article_id"].to_numpy()[sentences.texts[places]],
            "start": sentences.starts[places],
            "stop": sentences.stops[places],
        }
    )


def _is_version(sentence: str, known: list[set[str]]) -> bool:
    """Say whether a sentence shares enough of its words with one of these."""
    words = set(split_words(sentence))
    if len(words) < _FEWEST_WORDS:
        return False
    return any(len(words & other) >= _SAME * len(words | other) for other in known)


def _versions(occurrences: pd.DataFrame) -> pd.Series:
    """Number the refrains: versions of one passage in one outlet have the same number."""
    different = occurrences.drop_duplicates(["outlet", "passage"]).reset_index(drop=True)
    words = [set(split_words(passage)) for passage in different["passage"]]
    outlets = different["outlet"].fillna("").tolist()
    pairs = [
        (i, j)
        for i in range(len(words))
        for j in range(i)
        if outlets[i] == outlets[j]
        and len(words[i] & words[j]) >= _SAME * max(1, len(words[i] | words[j]))
    ]
    numbers = linked(len(words), pairs)
    known = different[["outlet", "passage"]].assign(refrain=numbers)
    numbered = occurrences[["outlet", "passage"]].merge(known, on=["outlet", "passage"], how="left")
    return numbered["refrain"].set_axis(occurrences.index)


def _listed(occurrences: pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    """Return a row a refrain, the most frequent first."""
    listed = []
    for number, places in occurrences.groupby("refrain"):
        outlet = places["outlet"].iloc[0]
        articles = places.drop_duplicates("article_id")
        first, last = articles["date"].min(), articles["date"].max()
        of_outlet = rows if pd.isna(outlet) else rows[rows["outlet"] == outlet]
        is_then = of_outlet["date"].between(first, last) | of_outlet["date"].isna()
        n_then = int(is_then.sum())
        row = {
            "refrain": number,
            "outlet": outlet,
            "passage": places["passage"].mode().iloc[0],
            "n_versions": places["passage"].nunique(),
            "n_articles": len(articles),
            "first_date": first,
            "last_date": last,
            "n_then": n_then,
            "example_ids": ", ".join(articles["article_id"].head(3)),
        }
        listed.append(row)
    columns = [
        "refrain",
        "outlet",
        "passage",
        "n_versions",
        "n_articles",
        "first_date",
        "last_date",
        "n_then",
        "example_ids",
    ]
    table = pd.DataFrame(listed, columns=columns)
    return table.sort_values(
        ["n_articles", "outlet", "passage"],
        ascending=[False, True, True],
        ignore_index=True,
    )
