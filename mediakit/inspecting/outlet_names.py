"""Suggest which names are one outlet, and give an outlet one name."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from mediakit.checks import require_columns, require_values, with_plain_types
from mediakit.errors import UnknownValue
from mediakit.inspecting.names import group_names, same_pairs

__all__ = ["rename_outlets", "suggest_outlet_names"]

_GIVEN = "outlet_given"


def suggest_outlet_names(articles: pd.DataFrame) -> pd.DataFrame:
    """Suggest which names in the column `outlet` belong to one outlet, and say why.

    Names are put together if they differ only in words such as "the", "online", "news" or
    "opinion" and their addresses are not on different domains; if they are similar and the
    articles share a domain or at least three texts; or if nearly all their addresses are on one
    domain that hardly anybody else is on. The last may also be a guest writer or an agency on
    another outlet's site: read the evidence before you rename.

    Parameters
    ----------
    articles : DataFrame
        The articles table; `url` and `text` are used if they are there.

    Returns
    -------
    DataFrame
        A row for each name of an outlet that seems to have several: outlet (the name), name (the
        one suggested: that of the most articles), n_articles, evidence (in words).
        `rename_outlets` takes the table, or what you leave of it.

    Raises
    ------
    ColumnMissing
        If there is no column `outlet`.

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.load_demo_articles()
    >>> len(mk.suggest_outlet_names(articles))
    0
    >>> herald = articles["outlet"].replace("harbourpost.example", "Harbour Post Online")
    >>> herald[::2] = herald[::2].replace("Harbour Post Online", "The Harbour Post")
    >>> mk.suggest_outlet_names(articles.assign(outlet=herald))["outlet"].tolist()
    ['Harbour Post Online', 'The Harbour Post']
    """
    require_columns(articles, ["outlet"])
    rows = with_plain_types(articles).reset_index(drop=True)
    rows = rows.assign(outlet=rows["outlet"].astype("str"))
    return group_names(rows, same_pairs(rows))


def rename_outlets(
    articles: pd.DataFrame,
    mapping: Mapping[str, str] | pd.DataFrame,
) -> pd.DataFrame:
    """Give outlets other names, for example all articles of one outlet the same.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    mapping : dict of str, or DataFrame
        The new name of each outlet to rename, or the table of `suggest_outlet_names`.

    Returns
    -------
    DataFrame
        The same rows in the same order, with the new names in `outlet` and the names as they were
        in `outlet_given`. Every article keeps its article_id.

    Raises
    ------
    ColumnMissing
        If a column is missing.
    UnknownValue
        If an outlet to rename has no article, or a new name is empty.

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.load_demo_articles()
    >>> renamed = mk.rename_outlets(articles, {"harbourpost.example": "Harbour Post"})
    >>> len(mk.published_by(renamed, "Harbour Post")) > 0
    True
    """
    require_columns(articles, ["outlet"])
    names = _as_mapping(mapping)
    require_values(articles, "outlet", names)
    for outlet, name in names.items():
        if not isinstance(name, str) or not name.strip():
            raise UnknownValue(f"The new name of '{outlet}' is empty. Give it a name.")
    given = articles["outlet"].astype("str")
    renamed = given.replace(names)
    first_given = given
    if _GIVEN in articles.columns:
        first_given = articles[_GIVEN]
    return articles.assign(outlet=renamed, **{_GIVEN: first_given})


def _as_mapping(mapping: object) -> dict[str, str]:
    if isinstance(mapping, pd.DataFrame):
        require_columns(mapping, ["outlet", "name"])
        return dict(zip(mapping["outlet"], mapping["name"], strict=True))
    if isinstance(mapping, Mapping):
        return dict(mapping)
    kind = type(mapping).__name__
    raise TypeError(f"mapping must be a dict from old names to new ones; got {kind}.")
