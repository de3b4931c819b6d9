"""Page furniture: what an outlet prints below, above and between its articles."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from mediakit.arrays import Flags, Longs
from mediakit.checks import in_fixed_order, require_unique_ids, require_whole, with_plain_types
from mediakit.cleaning.boilerplate_result import Boilerplate
from mediakit.cleaning.furniture import furniture_of
from mediakit.errors import UnknownValue
from mediakit.independence import gather_evidence
from mediakit.wording import choose

__all__ = ["find_boilerplate", "strip_boilerplate"]

_NEEDED = ["article_id", "outlet", "date", "text"]
_MIN_ARTICLES, _MIN_DAYS = 5, 14
_NONE = "No passage recurs in enough articles, over enough days, to count as boilerplate."


def find_boilerplate(
    articles: pd.DataFrame, *, min_articles: int = _MIN_ARTICLES, min_days: int = _MIN_DAYS
) -> Boilerplate:
    """Find the lines and sentences that return word for word in many articles over a long time.

    A passage is boilerplate if one outlet prints it in `min_articles` articles, the first and
    the last `min_days` apart, so that a slogan quoted for a week stays; or if three outlets print
    it, such as the footer of a newspaper archive. A line that is furniture in one outlet is so in
    others too. Figures do not count in passages about updates, copyright or pictures: "Copyright
    2030" and "Copyright 2031" are one passage, and so are all the names that "contributed to this
    report". Near copies of one article count once. A very short sentence ("Yes.") is furniture only
    inside a block of it.

    A sentence that is not furniture but returns for months, such as a paragraph of background, is
    found as well: read the list before you strip.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    min_articles : int, default 5
        The number of different articles that must have a passage.
    min_days : int, default 14
        The number of days between the first and the last of them. If dates do not show it, twice
        `min_articles` undated articles must have the passage, and half of the outlet's.

    Returns
    -------
    Boilerplate
        `table()` has a row a passage; `examples(passage)` names its articles. `strip_boilerplate`
        takes it.

    Raises
    ------
    ColumnMissing
        If a column is missing.
    UnknownValue
        If a number is not whole or too small.

    Examples
    --------
    >>> import mediakit as mk
    >>> boilerplate = mk.find_boilerplate(mk.load_demo_articles())
    >>> boilerplate.table()["outlet"].nunique()
    5
    """
    rows = in_fixed_order(articles, _NEEDED)
    require_whole("min_articles", min_articles, least=2)
    require_whole("min_days", min_days, least=0)
    furniture = furniture_of(rows, min_articles, min_days)
    ids = rows["article_id"].to_numpy()[furniture["row"]]
    outlet = furniture["outlet"].where(~furniture["everywhere"])
    furniture = furniture.assign(outlet=outlet, article_id=ids)
    occurrences = _occurrences(furniture)
    passages_found = _passages(occurrences)
    reason = ""
    if passages_found.empty:
        reason = _NONE
    return Boilerplate(
        evidence=replace(gather_evidence(rows, reprints="keep"), note=""),
        reason=reason,
        passages=passages_found,
        occurrences=occurrences[["outlet", "key", "article_id"]],
        spans=furniture[["article_id", "start", "stop"]].reset_index(drop=True),
        min_articles=min_articles,
        min_days=min_days,
    )


def _occurrences(furniture: pd.DataFrame) -> pd.DataFrame:
    """Return each passage once an article, the oldest first."""
    joined = _joined(furniture).sort_values(["date", "article_id", "start"])
    return joined.drop_duplicates(["outlet", "key", "article_id"])


def _passages(occurrences: pd.DataFrame) -> pd.DataFrame:
    """Return a row a passage, the most frequent first."""
    grouped = occurrences.groupby(
        ["outlet", "key"],
        dropna=False,
        as_index=False,
    )
    passages = grouped.agg(
        passage=("passage", "first"),
        n_articles=("article_id", "size"),
        first_date=("date", "min"),
        last_date=("date", "max"),
        example_ids=("article_id", lambda ids: ", ".join(ids.head(3))),
    )
    ordered = passages.sort_values(
        ["n_articles", "outlet", "passage"],
        ascending=[False, True, True],
        ignore_index=True,
    )
    return ordered.astype({"outlet": "str", "passage": "str", "example_ids": "str"})


def _joined(furniture: pd.DataFrame) -> pd.DataFrame:
    """Return passages that always follow one another, such as the sentences of a form, as one."""
    grouped = furniture.groupby(
        ["outlet", "key"],
        dropna=False,
        sort=False,
    )
    numbers = grouped.ngroup().to_numpy()
    same_text = furniture["row"].diff() == 0
    next_passage = furniture.index.to_series().diff() == 1
    follows_another = (same_text & next_passage).to_numpy()
    before = np.full(len(numbers), -1)
    after = np.full(len(numbers), -1)
    places = np.flatnonzero(follows_another)
    before[places] = numbers[places - 1]
    after[places - 1] = numbers[places]
    one_before = _always_same(numbers, before)
    one_after = _always_same(numbers, after)
    continues = follows_another & one_before[numbers] & one_after[before]
    blocks = (~continues).cumsum()
    whole = furniture.groupby(blocks)["passage"].agg(" ".join)
    return furniture[~continues].assign(passage=whole.to_numpy())


def _always_same(numbers: Longs, neighbours: Longs) -> Flags:
    """Say of each passage whether it has the same neighbour everywhere; -1 is none."""
    grouped = pd.Series(neighbours).groupby(numbers)
    least = grouped.min().to_numpy()
    return (least == grouped.max().to_numpy()) & (least >= 0)


def strip_boilerplate(
    articles: pd.DataFrame,
    boilerplate: Boilerplate | None = None,
    *,
    min_articles: int = _MIN_ARTICLES,
    min_days: int = _MIN_DAYS,
) -> pd.DataFrame:
    """Remove boilerplate from the texts.

    Do it before `find_reprints`: a footer makes unrelated articles look alike. Do it after
    `credit_agencies`, which reads lines such as "The Associated Press contributed to this report".

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    boilerplate : Boilerplate, optional
        The result of `find_boilerplate` for these articles; by default it is found here.
    min_articles, min_days : int
        As in `find_boilerplate`; not used with `boilerplate`, which has its own.

    Returns
    -------
    DataFrame
        The same rows in the same order, with a shorter `text` if passages were removed, and the
        column `boilerplate_chars`, the number of characters removed.

    Raises
    ------
    ColumnMissing
        If a column is missing.
    UnknownValue
        If `boilerplate` was found in other texts.

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.strip_boilerplate(mk.load_demo_articles())
    >>> bool((articles["boilerplate_chars"] > 0).mean() > 0.8)
    True
    """
    require_unique_ids(articles, _NEEDED)
    if boilerplate is None:
        boilerplate = find_boilerplate(articles, min_articles=min_articles, min_days=min_days)
    rows = with_plain_types(articles)
    _require_same_texts(rows, boilerplate)
    texts = rows.set_index("article_id")["text"].to_dict()
    for article_id, spans in boilerplate.spans.groupby("article_id"):
        if article_id in texts:
            ends = zip(spans["start"], spans["stop"], strict=True)
            texts[article_id] = _without(texts[article_id], list(ends)) or None
    kept = [texts[article_id] for article_id in rows["article_id"]]
    text = pd.Series(kept, index=articles.index, dtype="str")
    n_before = rows["text"].str.len().fillna(0)
    n_after = text.str.len().fillna(0)
    n_taken = n_before - n_after
    if "boilerplate_chars" in articles.columns:
        n_taken = n_taken + articles["boilerplate_chars"].fillna(0)
    return articles.assign(text=text, boilerplate_chars=n_taken.astype("int64"))


def _require_same_texts(rows: pd.DataFrame, boilerplate: object) -> None:
    """Raise unless the texts are those in which the boilerplate was found."""
    if not isinstance(boilerplate, Boilerplate):
        kind = type(boilerplate).__name__
        raise TypeError(f"boilerplate= takes the result of find_boilerplate; got {kind}.")
    known = boilerplate.evidence.table.set_index("article_id")["text"]
    found_in = known.reindex(rows["article_id"]).fillna("").to_numpy()
    texts = rows["text"].fillna("").to_numpy()
    n_others = int((found_in != texts).sum())
    if n_others:
        raise UnknownValue(
            f"boilerplate= was found in other texts: {n_others:,} of {len(rows):,} "
            f"{choose(n_others, 'differs', 'differ')}. Call find_boilerplate on this table."
        )


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    """Return the text without some passages, and without the lines that only they filled."""
    kept = []
    place = 0
    for start, stop in spans:
        before = text[place:start]
        next_character = text[stop : stop + 1]
        if next_character in ("", "\n"):
            before = before.rstrip(" ")
        kept.append(before)
        place = stop
        if next_character == " " and text[start - 1 : start] in ("", " ", "\n"):
            place = stop + 1
    kept.append(text[place:])
    lines = "".join(kept).split("\n")
    filled = []
    for line, original in zip(lines, text.split("\n"), strict=True):
        if line.strip() or not original.strip():
            filled.append(line)
    return "\n".join(filled)
