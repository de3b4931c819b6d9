"""Reprints: the same text under several names, which is one piece of evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pandas as pd

from mediakit.arrays import Longs
from mediakit.checks import require_unique_ids, with_plain_types
from mediakit.cleaning.kinds import Marks, mark_kinds
from mediakit.cleaning.origins import find_origins, is_agencys_own, known_owners
from mediakit.cleaning.reprint_result import MARKS, Reprints
from mediakit.errors import UnknownValue
from mediakit.excerpts import beginning, mask_contacts, most_shown
from mediakit.independence import gather_evidence
from mediakit.periods import days_of
from mediakit.tokens import Tokens, utf8_of, words_of
from mediakit.wording import choose

__all__ = ["find_reprints", "mark_reprints"]

_NEEDED = ["article_id", "outlet", "date", "text"]
#: Characters shown of a passage that two articles share.
LONGEST = 500


def find_reprints(
    articles: pd.DataFrame,
    *,
    window: str | None = None,
    owners: Mapping[str, str] | None = None,
) -> Reprints:
    """Find near-identical articles over all outlets: agency copy, later versions, long excerpts.

    Only the words of the texts are compared: punctuation, capitals and headlines do not matter.
    Call `strip_boilerplate` first, because a long footer makes unrelated articles look alike.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    window : str, optional
        Compare only articles at most this number of days apart, such as '30D' (undated ones with
        all). By default all are compared.
    owners : dict of str, optional
        The owner of each outlet, as far as you know it: a text that one title has from another of
        the same owner is then told from one that it shares with strangers. `suggest_owners` makes
        suggestions.

    Returns
    -------
    Reprints
        `groups()`, `table()` with the passage that two articles share, `side_by_side(article_id)`,
        `outlets()`. `mark_reprints` takes it.

    Raises
    ------
    ColumnMissing
        If a column is missing.
    UnknownValue
        If `window` is not a number of days, or `owners` not a mapping of outlets of this table.

    Notes
    -----
    Two outlets that print the same agency text have it from the agency: neither is a reprint of the
    other, but both are one text. The agency's own article is the original if it is in the table.

    Texts of fewer than five words are not compared. A quotation of the same speech is not a
    reprint; if it is longer than 66 words or 35% of the shorter text, it counts as an excerpt.

    References
    ----------
    Broder (1997), On the resemblance and containment of documents (Jaccard and containment of
    five-word sequences); Li, Owen and Zhang (2012), One permutation hashing (to propose pairs;
    every proposed pair is then counted exactly).

    Examples
    --------
    >>> import mediakit as mk
    >>> reprints = mk.find_reprints(mk.strip_boilerplate(mk.load_demo_articles()))
    >>> reprints.table()["kind"].value_counts().to_dict()
    {'copy': 12, 'update': 2}
    """
    require_unique_ids(articles, _NEEDED)
    span = None
    if window is not None:
        span = pd.Timedelta(days=days_of(window))
    rows = _in_order_of_time(articles)
    owners = known_owners(owners, rows["outlet"])
    tokens = words_of(rows, "text")
    marks = mark_kinds(rows, tokens, is_agencys_own(rows).to_numpy(dtype=bool), span)
    rows = _with_marks(rows, marks)
    rows = rows.assign(origin=find_origins(rows, owners)["origin"])
    marked = np.flatnonzero(marks.source >= 0)
    pairs = _pairs(rows, marked, marks, _passages(rows, tokens, marked, marks))
    is_from_agency = _both_from_agency(rows)
    pairs = pairs[~pairs["article_id"].isin(rows.loc[is_from_agency, "article_id"])]
    rows = _without_source(rows, is_from_agency)
    reason = ""
    if pairs.empty:
        reason = _why_none(rows)
    evidence = replace(gather_evidence(rows), note="")  # the reprints are the answer
    return Reprints(evidence, reason, pairs.reset_index(drop=True), span)


def _why_none(rows: pd.DataFrame) -> str:
    if rows.empty:
        return "There are no articles."
    return "No article is a reprint or contains a long excerpt of another."


def mark_reprints(
    articles: pd.DataFrame,
    reprints: Reprints | None = None,
    *,
    window: str | None = None,
    owners: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """Mark which articles are reprints; nothing is deleted.

    Every analysis then counts the articles of one `reprint_group` once a side, unless it is told
    `reprints="keep"`.

    Parameters
    ----------
    articles : DataFrame
        The articles table, best after `strip_boilerplate`.
    reprints : Reprints, optional
        The result of `find_reprints` for these articles; by default they are found here.
    window : str, optional
        Compare only articles at most this number of days apart, such as '30D'; not with `reprints`,
        which has its own.
    owners : dict of str, optional
        The owner of each outlet, as `find_reprints` takes it; not with `reprints`.

    Returns
    -------
    DataFrame
        The same rows in the same order with `reprint_group` (the article_id of the original; a lone
        article is a group of its own), `is_reprint`, `reprint_kind` ('copy', 'update', 'excerpt' or
        missing), `similarity` (with the source, Jaccard), `reprint_source` (the article_id of
        the article that it reprints or excerpts) and `origin` (whose text it is: 'own', 'agency'
        for agency copy, 'sister' if a title of the same owner had it first, 'update' for a later
        version of the outlet's own article, 'shared' if another outlet printed it as well and
        nobody is credited). An excerpt stays a group of its own.

    Raises
    ------
    ColumnMissing
        If a column is missing.
    UnknownValue
        If `reprints` was found in other articles, or is given with another option.

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.mark_reprints(mk.strip_boilerplate(mk.load_demo_articles()))
    >>> int(articles["is_reprint"].sum()), articles["reprint_group"].nunique()
    (14, 87)
    """
    if reprints is None:
        reprints = find_reprints(articles, window=window, owners=owners)
    elif window is not None or owners is not None:
        raise UnknownValue(
            "window= and owners= go to find_reprints; reprints= was found with its own."
        )
    require_unique_ids(articles)
    ids = articles["article_id"].astype("str")
    _require_known(ids, reprints)
    marks = reprints.evidence.table.set_index("article_id")[MARKS]
    marks = marks.loc[ids].set_axis(articles.index)
    return articles.assign(**{name: marks[name] for name in MARKS})


def _require_known(ids: pd.Series, reprints: object) -> None:
    """Raise unless the reprints were found among these articles."""
    if not isinstance(reprints, Reprints):
        kind = type(reprints).__name__
        raise TypeError(f"reprints= takes the result of find_reprints; got {kind}.")
    n_unknown = int((~ids.isin(reprints.evidence.table["article_id"])).sum())
    if n_unknown:
        raise UnknownValue(
            f"reprints= was found in other articles: {n_unknown:,} of {len(ids):,} "
            f"{choose(n_unknown, 'is', 'are')} not among them. Call find_reprints on this table."
        )


def _in_order_of_time(articles: pd.DataFrame) -> pd.DataFrame:
    rows = with_plain_types(articles).drop(columns=MARKS, errors="ignore")
    times = [name for name in ("date", "published_at") if name in rows.columns]
    return rows.sort_values([*times, "article_id"], ignore_index=True)


def _with_marks(rows: pd.DataFrame, marks: Marks) -> pd.DataFrame:
    ids = rows["article_id"].to_numpy(dtype=object)
    marked = np.flatnonzero(marks.source >= 0)
    similarity = np.full(len(rows), np.nan)
    similarity[marked] = marks.pairs.jaccard
    source = np.full(len(rows), None, dtype=object)
    source[marked] = ids[marks.source[marked]]
    return rows.assign(
        reprint_group=pd.array(ids[marks.original], dtype="str"),
        is_reprint=marks.original != np.arange(len(rows)),
        reprint_kind=pd.array(marks.kind, dtype="str"),
        similarity=similarity,
        reprint_source=pd.array(source, dtype="str"),
    )


def _both_from_agency(rows: pd.DataFrame) -> pd.Series:
    """Say which articles are like another outlet's agency copy: neither has it from the other."""
    by_id = rows.set_index("article_id")[["outlet", "origin"]]
    sources = by_id.reindex(rows["reprint_source"]).set_axis(rows.index)
    return (sources["origin"] == "agency") & (sources["outlet"] != rows["outlet"])


def _without_source(rows: pd.DataFrame, which: pd.Series) -> pd.DataFrame:
    """Take the source from some articles. They stay in their group: it is one text."""
    return rows.assign(
        is_reprint=rows["is_reprint"] & ~which,
        reprint_kind=rows["reprint_kind"].mask(which),
        similarity=rows["similarity"].mask(which),
        reprint_source=rows["reprint_source"].mask(which),
    )


def _passages(
    rows: pd.DataFrame,
    tokens: Tokens,
    marked: Longs,
    marks: Marks,
) -> list[str]:
    """Return the longest run of words that each marked article shares with its source.

    The passage is as the article has it; of a long one, its beginning.
    """
    letters, begins = utf8_of(rows.iloc[marked], "text")
    passages = []
    for number, (_, token, n_words) in enumerate(marks.runs):
        if not n_words:
            passages.append("")
            continue
        begin = begins[number]
        start = begin + tokens.offsets[token]
        next_token = token + n_words
        if next_token == tokens.starts[marked[number] + 1]:
            stop = begins[number + 1]
        else:
            stop = begin + tokens.offsets[next_token]
        passage = letters[start:stop].tobytes().decode().strip()
        n_shown = min(LONGEST, most_shown(int(begins[number + 1] - begin)))
        passages.append(mask_contacts(beginning(passage, n_shown)))
    return passages


def _pairs(
    rows: pd.DataFrame,
    marked: Longs,
    marks: Marks,
    passages: list[str],
) -> pd.DataFrame:
    """Return each marked article beside its source."""
    articles = rows.iloc[marked]
    sources = rows.iloc[marks.source[marked]]
    pairs = pd.DataFrame(
        {
            "article_id": articles["article_id"].to_numpy(),
            "source_id": sources["article_id"].to_numpy(),
            "outlet": articles["outlet"].to_numpy(),
            "source_outlet": sources["outlet"].to_numpy(),
            "date": articles["date"].to_numpy(),
            "source_date": sources["date"].to_numpy(),
            "kind": articles["reprint_kind"].to_numpy(),
            "similarity": marks.pairs.jaccard,
            "containment": marks.pairs.containment,
            "longest_run": marks.runs[:, 2],
            "passage": pd.array(passages, dtype="str"),
        }
    )
    order = ["longest_run", "article_id"]
    return pairs.sort_values(order, ascending=[False, True])
