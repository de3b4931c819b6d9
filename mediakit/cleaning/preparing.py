"""Whose text is it, once for all analyses: agencies credited, furniture out, reprints marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias, overload

import pandas as pd

from mediakit.checks import require_columns, require_unique_ids
from mediakit.cleaning.agencies import credit_agencies
from mediakit.cleaning.boilerplate import find_boilerplate, strip_boilerplate
from mediakit.cleaning.preparation import Preparation
from mediakit.cleaning.reprints import find_reprints, mark_reprints
from mediakit.errors import UnknownValue
from mediakit.keeping import computed_once

__all__ = ["prepare_articles"]

Owners: TypeAlias = Mapping[str, str] | pd.DataFrame


@overload
def prepare_articles(
    articles: pd.DataFrame,
    *,
    agencies: Mapping[str, Sequence[str]] | None = ...,
    owners: Owners | None = ...,
    return_account: Literal[False] = ...,
) -> pd.DataFrame: ...
@overload
def prepare_articles(
    articles: pd.DataFrame,
    *,
    agencies: Mapping[str, Sequence[str]] | None = ...,
    owners: Owners | None = ...,
    return_account: Literal[True],
) -> tuple[pd.DataFrame, Preparation]: ...
def prepare_articles(
    articles: pd.DataFrame,
    *,
    agencies: Mapping[str, Sequence[str]] | None = None,
    owners: Owners | None = None,
    return_account: bool = False,
) -> pd.DataFrame | tuple[pd.DataFrame, Preparation]:
    """Do what every analysis needs, in the right order, and say whose text each article is.

    It credits agencies (`credit_agencies`), takes page furniture out of the texts
    (`strip_boilerplate`), and marks reprints and whose text each article is (`mark_reprints`).
    Every analysis then counts a text once a side, and can be asked for the outlets' own reporting
    alone, as in `compare(..., origin="own")`.

    Parameters
    ----------
    articles : DataFrame
        The articles table, as it was read.
    agencies : dict of str to list of str, optional
        Agencies that mediakit does not know: the name, and the forms in which it is written.
    owners : dict of str, or DataFrame, optional
        The owner of each outlet, as far as you know it, or the table of `suggest_owners`.
    return_account : bool, default False
        Whether to return, beside the table, what was done, in numbers and words.

    Returns
    -------
    DataFrame, or (DataFrame, Preparation)
        The same rows in the same order, with shorter texts and the columns that cleaning adds;
        `origin` is 'own', 'agency', 'sister', 'update' or 'shared', as `mark_reprints` explains.

    Raises
    ------
    ColumnMissing
        If a column is missing.
    UnknownValue
        If `agencies` or `owners` is not what it should be, or the articles are prepared already.

    Examples
    --------
    >>> import mediakit as mk
    >>> agencies = {"Corvane Wire": ["Corvane", "corvanewire.example"]}
    >>> articles = mk.prepare_articles(mk.load_demo_articles(), agencies=agencies)
    >>> articles["origin"].value_counts().to_dict()
    {'own': 87, 'agency': 12, 'update': 2}
    """
    require_unique_ids(articles, ["outlet", "date", "text"])
    if "origin" in articles.columns:
        raise UnknownValue(
            "These articles are prepared already: they have the column 'origin'. Prepare the table "
            "as it was read."
        )
    prepared, account = _prepare(articles, agencies, owners)
    if not return_account:
        return prepared
    return prepared, account


@computed_once
def _prepare(
    articles: pd.DataFrame,
    agencies: Mapping[str, Sequence[str]] | None,
    owners: Owners | None,
) -> tuple[pd.DataFrame, Preparation]:
    """Return the prepared table, and the account of it."""
    credited = credit_agencies(articles, agencies=agencies)
    boilerplate = find_boilerplate(credited)
    stripped = strip_boilerplate(credited, boilerplate)
    reprints = find_reprints(stripped, owners=_as_mapping(owners))
    prepared = mark_reprints(stripped, reprints)
    return prepared, Preparation(reprints.evidence, reprints.reason, reprints, boilerplate)


def _as_mapping(owners: Owners | None) -> Mapping[str, str] | None:
    if isinstance(owners, pd.DataFrame):
        require_columns(owners, ["outlet", "owner"])
        return dict(zip(owners["outlet"], owners["owner"], strict=True)) or None
    return owners
