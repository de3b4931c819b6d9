"""Which words are two spellings of one thing, by their letters and by the words around them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse

from mediakit.checks import require_columns, require_whole
from mediakit.comparing.kinds import NAME, STYLED, SUBJECT, kinds_of_words
from mediakit.comparing.spelled_names import NAMES_ALIKE, NAMES_BOTH
from mediakit.comparing.spelling_contexts import similarities
from mediakit.comparing.spelling_shapes import alike_names, alike_words
from mediakit.comparing.usage import Usage, usage_of
from mediakit.terms import TermMatrix, count_terms, unite_terms, united_name
from mediakit.tokens import FIELDS
from mediakit.uncertainty import stable
from mediakit.wording import choose, count_of, list_names

__all__ = ["suggest_spellings"]

#: Two spellings have contexts at least so alike: names, which have company of their own, and words.
_LEAST = {True: NAMES_ALIKE, False: 0.05}
#: At most so large a part of the articles with the rarer spelling have both: of names, and of
#: words that differ by a rule.
_MOST_BOTH = {True: NAMES_BOTH, False: 0.2}
#: An outlet has a spelling of its own if so large a part of its articles with either have it.
_MOSTLY = 0.8
_FEWEST = 3  # articles of an outlet
_COLUMNS = "a b n_articles_a n_articles_b n_both similarity evidence outlets".split()


def suggest_spellings(
    articles: pd.DataFrame,
    *,
    fields: str | Sequence[str] = FIELDS,
    min_articles: int = 5,
) -> pd.DataFrame:
    """Suggest which words are two spellings of one thing, and which outlet writes which.

    Two words are suggested if they are alike in letters, if the words around them are alike, and if
    hardly any article has both. Names may differ in a letter or two, in accents, or in how another
    script is written (Kiev and Kyiv); other words as British and American spelling do, in a hyphen
    or in an ending. Read the suggestions before you merge them: two people of nearly the same name
    and office may be among them.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    fields : str or sequence of str, default ('title', 'text')
        The columns to read.
    min_articles : int, default 5
        How many articles have the rarer spelling, at least.

    Returns
    -------
    DataFrame
        A row a pair, those in most articles first: a (the spelling of more articles), b,
        n_articles_a, n_articles_b, n_both (articles with both), similarity (of the words around
        them, from 0 to 1: more is more alike), evidence (in words) and outlets (who writes which).
        `compare(articles, "outlet", merge=table)` counts each b as its a.

    Raises
    ------
    ColumnMissing
        If a column is not there.

    References
    ----------
    Levenshtein (1966), Soviet Physics Doklady 10:707, for letters; Salton and Buckley (1988),
    doi:10.1016/0306-4573(88)90021-0, for the weights of the contexts.

    Examples
    --------
    >>> import mediakit as mk
    >>> mk.suggest_spellings(mk.load_demo_articles()).columns.tolist()[:4]
    ['a', 'b', 'n_articles_a', 'n_articles_b']
    """
    require_columns(articles, ["article_id", "outlet"])
    require_whole("min_articles", min_articles, least=1)
    counts = unite_terms(count_terms(articles, fields=fields, stop_words="english"), {})
    n_with = np.bincount(counts.matrix.indices, minlength=len(counts.terms))
    frequent = n_with >= min_articles
    terms = counts.terms[frequent].astype(str)
    usage = usage_of(articles, list(counts.fields))
    kind_of = kinds_of_words(terms.tolist(), articles, usage)
    n_uses = dict(zip(terms, n_with[frequent].tolist(), strict=True))
    pairs = _alike(kind_of, n_uses)
    table = _measured(pairs, usage, counts)
    is_alike = table["similarity"] >= table["is_name"].map(_LEAST)
    is_apart = table["n_both"] <= table["is_name"].map(_MOST_BOTH) * table["n_articles_b"]
    table = table[is_alike & is_apart]
    table = table.sort_values(["n_articles_b", "a", "b"], ascending=[False, True, True])
    outlets = articles.set_index("article_id")["outlet"].loc[counts.article_ids]
    said = [_in_words(row, counts, outlets) for row in table.to_dict("records")]
    sentences = pd.DataFrame(said, columns=["evidence", "outlets"], index=table.index, dtype="str")
    return pd.concat([table, sentences], axis=1)[_COLUMNS].reset_index(drop=True)


def _alike(kind_of: dict[str, str], n_uses: dict[str, int]) -> list[tuple[str, str, bool]]:
    """Return the pairs of words that are alike in letters, and whether they are names."""
    names = sorted(word for word, kind in kind_of.items() if kind == NAME and len(word) > 1)
    words = {w: n_uses[w] for w, kind in kind_of.items() if kind in (SUBJECT, STYLED)}
    pairs = [(*pair, True) for pair in alike_names(names)]
    return pairs + [(*pair, False) for pair in alike_words(words)]


def _measured(
    pairs: list[tuple[str, str, bool]],
    usage: Usage,
    counts: TermMatrix,
) -> pd.DataFrame:
    """Return in how many articles each spelling is, and how alike their contexts are."""
    has_term = sparse.csc_array(counts.matrix > 0)
    place_of = {str(term): place for place, term in enumerate(counts.terms)}
    rows = []
    for first, second, is_name in pairs:
        with_first = set(_rows_with(has_term, place_of[first]))
        with_second = set(_rows_with(has_term, place_of[second]))
        n_both = len(with_first & with_second)
        ends = sorted([(-len(with_first), first), (-len(with_second), second)])
        (n_a, a), (n_b, b) = ends
        rows.append((a, b, -n_a, -n_b, n_both, is_name))
    columns = ["a", "b", "n_articles_a", "n_articles_b", "n_both", "is_name"]
    table = pd.DataFrame(rows, columns=columns)
    if table.empty:
        return table.assign(similarity=0.0)
    tokens = usage.tokens
    spelled_as = defaultdict(list)
    for number, word in enumerate(tokens.vocabulary):
        spelled_as[united_name(word, {})].append(number)
    both = list(zip(table["a"], table["b"], strict=True))
    return table.assign(similarity=stable(similarities(both, spelled_as, tokens)))


def _rows_with(has_term: sparse.csc_array, column: int) -> list[int]:
    begin, end = has_term.indptr[column : column + 2]
    return list(has_term.indices[begin:end].tolist())


def _in_words(row: dict[str, Any], counts: TermMatrix, outlets: pd.Series) -> tuple[str, str]:
    """Return why two spellings are taken for one, and which outlet writes which."""
    spellings = [row["a"], row["b"]]
    if row["is_name"]:
        spellings = [spelling.capitalize() for spelling in spellings]
    a, b = spellings
    n_both, n_b = int(row["n_both"]), int(row["n_articles_b"])
    both = f"none of the {count_of(n_b, 'article')} with {b} has {a}"
    if n_both:
        both = (
            f"only {n_both:,} of the {n_b:,} articles with {b} {choose(n_both, 'has', 'have')} {a}"
        )
    evidence = f"The words around them are alike (similarity {row['similarity']:.2f}), and {both}."
    places = np.searchsorted(counts.terms.astype(str), [row["a"], row["b"]])
    has_both = np.asarray((counts.matrix[:, places] > 0).todense())
    return evidence, _who_writes(pd.DataFrame(has_both, columns=["a", "b"]), outlets, a, b)


def _who_writes(has: pd.DataFrame, outlets: pd.Series, a: str, b: str) -> str:
    """Say which outlets write a and which write b, those that are fewer first."""
    n_with = has.assign(either=has.any(axis=1)).groupby(outlets.to_numpy()).sum()
    n_with = n_with[n_with["either"] >= _FEWEST].sort_values("either", ascending=False)
    groups = []
    for column, other, spelling in (("a", "b", a), ("b", "a", b)):
        has_it = n_with[column] >= _MOSTLY * n_with["either"]
        keeps_to_it = has_it & (n_with[other] <= (1 - _MOSTLY) * n_with["either"])
        groups.append((list(n_with.index[keeps_to_it]), spelling))
    groups.sort(key=lambda group: len(group[0]))
    (fewer, rare), (more, frequent) = groups
    if not more:
        return f"No outlet keeps to {a} or to {b}."
    if not fewer:
        return f"{list_names(more)} {choose(len(more), 'writes', 'write')} {frequent}."
    write = choose(len(fewer), "writes", "write")
    others = f"{list_names(more)} {choose(len(more), 'writes', 'write')} {frequent}"
    return f"{list_names(fewer)} {write} {rare} where {others}."
