"""Page furniture: lines that an outlet prints under everything, and that are not part of any article."""

from __future__ import annotations

import pandas as pd

from mediakit.checks import in_fixed_order, require_columns

__all__ = ["find_boilerplate", "strip_boilerplate"]


def find_boilerplate(articles: pd.DataFrame, *, min_articles: int = 5, min_days: int = 14) -> pd.DataFrame:
    """Find the lines that an outlet repeats word for word in many articles over a long time.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    min_articles : int, default 5
        A line must stand in so many articles of one outlet.
    min_days : int, default 14
        So many days must lie between the first and the last of them, so that a slogan quoted for a week
        stays. Undated articles count for the number alone: where all are undated, twice `min_articles`
        are asked for instead.

    Returns
    -------
    DataFrame
        outlet, passage, n_articles, first_date, last_date; the most frequent first.

    Examples
    --------
    >>> import mediakit as mk
    >>> found = mk.find_boilerplate(mk.load_demo_articles())
    >>> found["outlet"].nunique()
    5
    """
    rows = in_fixed_order(articles, ["outlet", "date", "text"])
    # One text printed again and again is a reprint, and none of its lines furniture for that.
    rows = rows.drop_duplicates(["outlet", "text"])
    lines = rows[["article_id", "outlet", "date"]].assign(passage=rows["text"].fillna("").str.split("\n"))
    lines = lines.explode("passage").drop_duplicates(["article_id", "passage"])
    lines = lines.loc[lines["passage"].str.strip() != ""].dropna(subset=["outlet", "passage"])
    found = lines.groupby(["outlet", "passage"], as_index=False).agg(
        n_articles=("article_id", "size"), first_date=("date", "min"), last_date=("date", "max")
    )
    days = (found["last_date"] - found["first_date"]).dt.days
    long_enough = (days >= min_days) | (days.isna() & (found["n_articles"] >= 2 * min_articles))
    found = found.loc[(found["n_articles"] >= min_articles) & long_enough]
    return found.sort_values(["n_articles", "outlet", "passage"], ascending=[False, True, True], ignore_index=True)


def strip_boilerplate(articles: pd.DataFrame, *, min_articles: int = 5, min_days: int = 14) -> pd.DataFrame:
    """Take an outlet's page furniture out of its texts.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    min_articles, min_days : int
        As in `find_boilerplate`, which shows what will be taken.

    Returns
    -------
    DataFrame
        The same rows in the same order, with a shorter `text` where lines were taken out, and the column
        `boilerplate_chars`, the number of characters taken.

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.strip_boilerplate(mk.load_demo_articles())
    >>> bool((articles["boilerplate_chars"] > 0).mean() > 0.8)
    True
    """
    require_columns(articles, ["article_id"])
    found = find_boilerplate(articles, min_articles=min_articles, min_days=min_days)
    furniture = found.groupby("outlet")["passage"].agg(set).to_dict()
    before = articles["text"]
    after = []
    for outlet, text in zip(articles["outlet"], before, strict=True):
        taken = furniture.get(outlet)
        if taken and isinstance(text, str):
            text = "\n".join(line for line in text.split("\n") if line not in taken) or None
        after.append(text)
    text = pd.Series(after, index=articles.index, dtype="str")
    n_taken = before.str.len().fillna(0) - text.str.len().fillna(0)
    if "boilerplate_chars" in articles.columns:
        n_taken = n_taken + articles["boilerplate_chars"]
    return articles.assign(text=text, boilerplate_chars=n_taken.astype("int64"))
