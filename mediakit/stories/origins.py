"""Who wrote an article: the outlet itself, another outlet, or an agency."""

from __future__ import annotations

import pandas as pd

__all__ = ["OWN", "mark_origins"]

OWN = "own"


def mark_origins(articles: pd.DataFrame) -> pd.DataFrame:
    """Return the articles with `origin` and `source`, as far as the marks of cleaning tell.

    Parameters
    ----------
    articles : DataFrame
        The articles table with `article_id`, `outlet` and `date`, each article_id once;
        `reprint_group`, `is_reprint` and `agency_place` are used if they are there.

    Returns
    -------
    DataFrame
        The same rows with `origin`: 'own', 'reprint' (of an article of the table), 'agency' (its
        copy, by dateline, byline or mark) or 'same text' (several outlets printed one text on one
        day, so whose it was is not known); and `source`: the outlet or agency that it was taken
        from. An outlet's later version of its own text is its own.
    """
    times = [name for name in ("date", "published_at") if name in articles.columns]
    rows = articles.sort_values([*times, "article_id"])
    original = _originals(rows)
    source = original.map(rows.set_index("article_id")["outlet"])
    is_original = rows["article_id"] == original
    is_reprint = ~is_original & (source != rows["outlet"])
    if "is_reprint" in rows.columns:
        # The text that it repeats is not in the table.
        is_orphan = rows["is_reprint"].eq(True) & is_original
        is_reprint |= is_orphan
        source = source.mask(is_orphan)
    is_unclear = _is_unclear(rows, original, is_reprint)
    origin = pd.Series(OWN, index=rows.index)
    origin = origin.mask(is_reprint, "reprint").mask(is_unclear, "same text")
    source = source.where(is_reprint & ~is_unclear)
    if "agency_place" in rows.columns:
        is_agency_copy = rows["agency_place"].isin(["dateline", "byline", "mark"])
        origin = origin.mask(is_agency_copy, "agency")
        source = source.mask(is_agency_copy, rows["agency"])
    return articles.assign(origin=origin.astype("str"), source=source.astype("str"))


def _originals(rows: pd.DataFrame) -> pd.Series:
    """Return for each article the original of its reprint group.

    The name of a group is its original. If that is not in the table, the earliest article is taken.
    """
    ids = rows["article_id"]
    if "reprint_group" not in rows.columns:
        return ids
    group = rows["reprint_group"].fillna(ids)
    earliest = ids.groupby(group).transform("first")
    return group.where(group.isin(ids), earliest)


def _is_unclear(rows: pd.DataFrame, original: pd.Series, is_reprint: pd.Series) -> pd.Series:
    """Say which articles share one text with other outlets on one day, with no known first.

    The first is known if the original is an agency's, or if both times are known.
    """
    is_timed = pd.Series(False, index=rows.index)
    if "published_at" in rows.columns:
        is_timed = rows["published_at"].notna()
    is_agency = pd.Series(False, index=rows.index)
    if "agency_place" in rows.columns:
        is_agency = rows["agency_place"] == "outlet"
    by_id = rows.assign(_timed=is_timed, _agency=is_agency).set_index("article_id")
    originals = by_id.loc[original]
    same_day = rows["date"] == originals["date"].to_numpy()
    from_agency = originals["_agency"].to_numpy()
    both_timed = is_timed & originals["_timed"].to_numpy()
    is_original = rows["article_id"] == original
    is_open_copy = is_reprint & ~is_original & same_day & ~from_agency & ~both_timed
    has_open_copy = is_open_copy.groupby(original).transform("any")
    return is_open_copy | (is_original & has_open_copy)
