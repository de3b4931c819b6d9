"""Page furniture: what an outlet prints under, above and between its articles, and that is part of none."""

from __future__ import annotations

import pandas as pd

from mediakit.checks import in_fixed_order, require_unique_ids, require_whole
from mediakit.cleaning.furniture import mark_furniture

__all__ = ["find_boilerplate", "strip_boilerplate"]

_NEEDED = ["article_id", "outlet", "date", "text"]


def find_boilerplate(
    articles: pd.DataFrame, *, min_articles: int = 5, min_days: int = 14
) -> pd.DataFrame:
    """Find the lines and sentences that return word for word in many articles over a long time.

    A passage is page furniture where one outlet prints it in `min_articles` articles, the first and the last `min_days`
    apart, so that a slogan quoted for a week stays; or where three outlets print it, such as the footer of a newspaper
    archive. A line that is furniture in one outlet is so in others too. Figures do not count in what speaks of updates,
    copyright or pictures: "Copyright 2030" and "Copyright 2031" are one passage, and so are all the names that
    "contributed to this report". Near copies of one article count once. A very short sentence ("Yes.") is furniture
    only inside a block of it.

    A sentence that is no furniture but returns for months, such as a paragraph of background, is found as well: read
    the list before you strip.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    min_articles : int, default 5
        In so many different articles a passage must stand.
    min_days : int, default 14
        So many days must lie between the first and the last of them. Where dates do not show it, the passage must stand
        in twice `min_articles` undated articles, and in half of the outlet's.

    Returns
    -------
    DataFrame
        outlet (missing for what several outlets print), passage (as it stands in the first of the articles),
        n_articles, first_date, last_date, example_ids (the article_id of three of them); the most frequent first. It is
        what `strip_boilerplate` takes out.

    Examples
    --------
    >>> import mediakit as mk
    >>> found = mk.find_boilerplate(mk.load_demo_articles())
    >>> found["outlet"].nunique()
    5
    """
    passages, rows = _passages(articles, min_articles, min_days)
    taken = passages.loc[passages["furniture"]]
    taken = taken.assign(
        outlet=taken["outlet"].where(~taken["everywhere"]),
        article_id=rows["article_id"].to_numpy()[taken["row"]],
    )
    taken = _joined(taken).sort_values(["date", "article_id", "start"])
    taken = taken.drop_duplicates(["outlet", "key", "article_id"])
    found = taken.groupby(["outlet", "key"], dropna=False, as_index=False).agg(
        passage=("passage", "first"),
        n_articles=("article_id", "size"),
        first_date=("date", "min"),
        last_date=("date", "max"),
        example_ids=("article_id", lambda ids: ", ".join(ids.head(3))),
    )
    found = found.sort_values(
        ["n_articles", "outlet", "passage"], ascending=[False, True, True], ignore_index=True
    )
    return found.drop(columns="key").astype(
        {"outlet": "str", "passage": "str", "example_ids": "str"}
    )


def _passages(
    articles: pd.DataFrame, min_articles: int, min_days: int
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the passages of the articles, and the articles in the order that they are numbered by."""
    rows = in_fixed_order(articles, _NEEDED)
    require_whole("min_articles", min_articles, least=2)
    require_whole("min_days", min_days, least=0)
    return mark_furniture(rows, min_articles, min_days), rows


def _joined(taken: pd.DataFrame) -> pd.DataFrame:
    """Return passages that always follow one another, such as the sentences of a form, as one."""
    numbers = taken.groupby(["outlet", "key"], dropna=False, sort=False).ngroup()
    beside = (taken["row"].diff() == 0) & (taken.index.to_series().diff() == 1)
    before = numbers.shift().where(beside)
    after = numbers.shift(-1).where(beside.shift(-1, fill_value=False))
    only = pd.DataFrame({"number": numbers, "before": before, "after": after})
    only = only.fillna(-1).groupby("number").agg(["min", "max"])
    one_before = (only["before", "min"] == only["before", "max"]) & (only["before", "min"] >= 0)
    one_after = (only["after", "min"] == only["after", "max"]) & (only["after", "min"] >= 0)
    follows = (
        one_before.to_numpy()[numbers]
        & one_after.reindex(before.fillna(-1), fill_value=False).to_numpy()
    )
    block = (~follows).cumsum()
    whole = taken.groupby(block)["passage"].agg(" ".join)
    return taken[~follows].assign(passage=whole.to_numpy())


def strip_boilerplate(
    articles: pd.DataFrame, *, min_articles: int = 5, min_days: int = 14
) -> pd.DataFrame:
    """Take page furniture out of the texts.

    Do it before `find_reprints`: a footer makes unrelated articles look alike. Do it after `credit_agencies`, which
    reads lines such as "The Associated Press contributed to this report".

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    min_articles, min_days : int
        As in `find_boilerplate`, which shows what will be taken.

    Returns
    -------
    DataFrame
        The same rows in the same order, with a shorter `text` where passages were taken out, and the column
        `boilerplate_chars`, the number of characters taken.

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.strip_boilerplate(mk.load_demo_articles())
    >>> bool((articles["boilerplate_chars"] > 0).mean() > 0.8)
    True
    """
    require_unique_ids(articles)
    passages, rows = _passages(articles, min_articles, min_days)
    before, texts = articles["text"], rows.set_index("article_id")["text"].to_dict()
    for row, spans in passages.loc[passages["furniture"]].groupby("row"):
        key = rows["article_id"].iloc[row]
        texts[key] = (
            _without(texts[key], list(zip(spans["start"], spans["stop"], strict=True))) or None
        )
    text = pd.Series(
        [texts[key] for key in articles["article_id"]], index=articles.index, dtype="str"
    )
    n_taken = before.str.len().fillna(0) - text.str.len().fillna(0)
    if "boilerplate_chars" in articles.columns:
        n_taken = n_taken + articles["boilerplate_chars"].fillna(0)
    return articles.assign(text=text, boilerplate_chars=n_taken.astype("int64"))


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    """Return the text without some passages, and without the lines and spaces that only they filled."""
    kept, at = [], 0
    for start, stop in spans:
        ends_line = text[stop : stop + 1] in ("", "\n")
        kept.append(text[at:start].rstrip(" ") if ends_line else text[at:start])
        at = stop + (text[stop : stop + 1] == " " and text[start - 1 : start] in ("", " ", "\n"))
    lines = "".join([*kept, text[at:]]).split("\n")
    return "\n".join(
        line
        for line, was in zip(lines, text.split("\n"), strict=True)
        if line.strip() or not was.strip()
    )
