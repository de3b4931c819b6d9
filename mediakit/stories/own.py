"""Who wrote it: an outlet's own reporting, a reprint of another's, or agency copy."""

from __future__ import annotations

import pandas as pd

__all__ = ["OWN", "mark_origins"]

OWN = "own"


def mark_origins(articles: pd.DataFrame) -> pd.DataFrame:
    """Return the articles with `origin` and `source`, as far as the marks of cleaning tell.

    Parameters
    ----------
    articles : DataFrame
        The articles table with `article_id`, `outlet` and `date`, each article_id once; `reprint_group`, `is_reprint`
        and `agency_place` are used where they are there.

    Returns
    -------
    DataFrame
        The same rows with `origin`: 'own', 'reprint' (of an article of the table), 'agency' (its copy, by dateline,
        byline or mark) or 'same text' (several outlets printed one text on one day, so whose it was is not known); and
        `source`: the outlet, or agency, that it was taken from. An outlet's later version of its own text is its own.
    """
    times = [name for name in ("date", "published_at") if name in articles.columns]
    rows = articles.sort_values([*times, "article_id"])
    ids, outlets = rows["article_id"], rows["outlet"]
    group = rows["reprint_group"].fillna(ids) if "reprint_group" in rows.columns else ids
    # The group's name is its original; where that was left out of the table, the earliest article that is there.
    original = group.where(group.isin(ids), ids.groupby(group).transform("first"))
    source = original.map(rows.set_index("article_id")["outlet"])
    reprint = (original != ids) & (source != outlets)
    if "is_reprint" in rows.columns:
        orphan = rows["is_reprint"].eq(True) & (original == ids)
        reprint, source = reprint | orphan, source.mask(orphan)
    unclear = _of_one_day(rows, original, reprint)
    origin = pd.Series(OWN, index=rows.index).mask(reprint, "reprint").mask(unclear, "same text")
    source = source.where(reprint & ~unclear)
    if "agency_place" in rows.columns:
        copied = rows["agency_place"].isin(["dateline", "byline", "mark"])
        origin, source = origin.mask(copied, "agency"), source.mask(copied, rows["agency"])
    return articles.assign(origin=origin.astype("str"), source=source.astype("str"))


def _of_one_day(rows: pd.DataFrame, original: pd.Series, reprint: pd.Series) -> pd.Series:
    """Say which articles are one text in several outlets on one day, none the agency and none known as first."""
    timed = (
        rows["published_at"].notna()
        if "published_at" in rows.columns
        else pd.Series(False, index=rows.index)
    )
    wire = (
        rows["agency_place"] == "outlet"
        if "agency_place" in rows.columns
        else pd.Series(False, index=rows.index)
    )
    of_original = rows.assign(_timed=timed, _wire=wire).set_index("article_id").loc[original]
    day, first_timed, wire = (of_original[name].to_numpy() for name in ("date", "_timed", "_wire"))
    is_original = rows["article_id"] == original
    open_copies = reprint & ~is_original & (rows["date"] == day) & ~wire & ~(timed & first_timed)
    return open_copies | (is_original & open_copies.groupby(original).transform("any"))
