"""Page furniture: what an outlet prints below, above and between its articles."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from mediakit.checks import in_fixed_order, require_unique_ids, require_whole, with_plain_types
from mediakit.cleaning.boilerplate_result import Boilerplate
from mediakit.cleaning.passage_kinds import REFRAIN
from mediakit.cleaning.passages import find_passages, join_passages, list_passages
from mediakit.errors import UnknownValue
from mediakit.independence import gather_evidence
from mediakit.wording import choose, count_of

__all__ = ["find_boilerplate", "strip_boilerplate", "texts_without"]

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

    Passages are of three kinds. 'furniture' belongs to the page: links, sign-up lines, copyright,
    promotion, captions. A 'credit' says who wrote or helped. A 'refrain' is the outlet's own
    journalism: a paragraph of background, a formula of its editors. `strip_boilerplate` takes the
    first two; refrains stay, and `find_refrains` analyses them. The kind is decided by the words of
    a passage, so read the list.

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
    found = find_passages(rows, min_articles, min_days)
    occurrences = join_passages(found)
    listed = list_passages(occurrences)
    reason = ""
    if listed.empty:
        reason = _why_none(rows, min_days)
    is_refrain = listed["kind"] == REFRAIN
    taken = found[found["kind"] != REFRAIN]
    return Boilerplate(
        evidence=replace(gather_evidence(rows, reprints="keep"), note=""),
        reason=reason,
        passages=listed[~is_refrain].reset_index(drop=True),
        refrains=listed[is_refrain].reset_index(drop=True),
        occurrences=occurrences[["outlet", "key", "article_id"]],
        spans=taken[["article_id", "start", "stop"]].reset_index(drop=True),
        min_articles=min_articles,
        min_days=min_days,
    )


def _why_none(rows: pd.DataFrame, min_days: int) -> str:
    """Say why no passage was found: none recurs, or the articles are of too few days to tell."""
    dates = rows["date"].dropna()
    if dates.empty or (dates.max() - dates.min()).days >= min_days:
        return _NONE
    n_days = (dates.max() - dates.min()).days + 1
    return (
        f"{_NONE} The articles are of {count_of(n_days, 'day')}, and what returns within so few "
        "may be the news itself: page furniture may still be in the texts."
    )


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
    text = texts_without(rows, boilerplate.spans).set_axis(articles.index)
    n_before = rows["text"].str.len().fillna(0)
    n_after = text.str.len().fillna(0)
    n_taken = n_before - n_after
    if "boilerplate_chars" in articles.columns:
        n_taken = n_taken + articles["boilerplate_chars"].fillna(0)
    return articles.assign(text=text, boilerplate_chars=n_taken.astype("int64"))


def texts_without(rows: pd.DataFrame, passages: pd.DataFrame) -> pd.Series:
    """Return the texts of the rows without some passages: article_id, start and stop of each."""
    texts = rows.set_index("article_id")["text"].to_dict()
    for article_id, spans in passages.groupby("article_id"):
        if article_id in texts:
            ends = zip(spans["start"], spans["stop"], strict=True)
            texts[article_id] = _without(texts[article_id], list(ends)) or None
    kept = [texts[article_id] for article_id in rows["article_id"]]
    return pd.Series(kept, index=rows.index, dtype="str")


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
