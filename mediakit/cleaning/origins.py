"""Whose text an article is: the outlet's own, an agency's, a sister title's, or shared."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from mediakit.cleaning.agency_names import AGENCIES, AgencyNames
from mediakit.errors import UnknownValue
from mediakit.independence import OWN, WRITTEN

__all__ = ["CREDITED", "find_origins", "is_agencys_own", "known_owners", "with_origins"]

#: Places of a credit that say that an agency wrote the text; a note says only that it helped.
CREDITED = ("dateline", "byline", "mark")


def known_owners(owners: object, outlets: pd.Series) -> Mapping[str, str]:
    """Return the owner of each outlet that is given; raise unless the outlets are in the table."""
    if owners is None:
        return {}
    expected = "owners= takes outlets with their owners, such as {'The Gull': 'Gull Media Group'}"
    if not isinstance(owners, Mapping):
        raise UnknownValue(f"{expected}; got {owners!r}.")
    for outlet, owner in owners.items():
        if not isinstance(owner, str) or not owner.strip():
            raise UnknownValue(f"{expected}; the owner of '{outlet}' is {owner!r}.")
    if owners and not outlets.isin(list(owners)).any():
        raise UnknownValue("None of the outlets in owners= has an article in this table.")
    return owners


def find_origins(articles: pd.DataFrame, owners: Mapping[str, str] | None = None) -> pd.DataFrame:
    """Say whose text each article is, as far as the marks of cleaning tell.

    Parameters
    ----------
    articles : DataFrame
        The articles table with `article_id`, `outlet` and `date`, each article_id once;
        `reprint_group`, `is_reprint`, `agency` and `agency_place` are used if they are there.
    owners : mapping of str to str, optional
        The owner of each outlet; one without an owner is its own.

    Returns
    -------
    DataFrame
        For the same rows `origin`: 'agency' (the article, or the same text elsewhere, credits an
        agency, or the agency's own is in the table), 'update' (a later version of the outlet's own
        article), 'sister' (an outlet of the same owner had it first), 'shared' (another outlet had
        it first, or nobody knows which of several) or 'own'; and `origin_source`: the agency, or
        the outlet that had it first, missing if nobody knows.
    """
    original = _originals(articles)
    by_id = articles.set_index("article_id")
    first_outlet = original.map(by_id["outlet"])
    owner = articles["outlet"].replace(dict(owners or {}))
    first_owner = first_outlet.replace(dict(owners or {}))
    is_original = articles["article_id"] == original
    same_outlet = articles["outlet"] == first_outlet
    origin = pd.Series("shared", index=articles.index, dtype="str")
    origin = origin.mask(owner == first_owner, "sister").mask(same_outlet, "update")
    origin = origin.mask(is_original, OWN)
    is_orphan = _is_orphan(articles, is_original)
    agency = _agencies(articles)
    of_text = agency.groupby(original).transform("min")
    is_unknown = _has_no_known_first(articles, original, owner) & of_text.isna()
    origin = origin.mask(is_orphan & (origin == OWN), _kind_of_orphan(articles))
    origin = origin.mask(is_unknown, "shared")
    agency = agency.fillna(of_text).mask(is_agencys_own(articles))
    origin = origin.mask(agency.notna(), "agency")
    is_from_another = origin.isin(["sister", "shared"]) & ~is_orphan & ~is_unknown
    source = first_outlet.where(is_from_another).mask(agency.notna(), agency)
    return pd.DataFrame({"origin": origin, "origin_source": source}, dtype="str")


def with_origins(articles: pd.DataFrame) -> pd.DataFrame:
    """Return the articles with `origin`, found here if it is not there, and `origin_source`."""
    found = find_origins(articles)
    if "origin" not in articles.columns:
        return articles.assign(**found)
    origin = articles["origin"].astype("str").fillna(found["origin"])
    source = found["origin_source"].mask(origin.isin(WRITTEN))
    outlets = articles.set_index("article_id")["outlet"]
    first_outlet = _originals(articles).map(outlets)
    source = source.mask(origin == "sister", first_outlet)
    return articles.assign(origin=origin, origin_source=source)


def _originals(articles: pd.DataFrame) -> pd.Series:
    """Return for each article the original of its reprint group.

    The name of a group is its original. If that is not in the table, the earliest article is taken.
    """
    ids = articles["article_id"]
    if "reprint_group" not in articles.columns:
        return ids
    group = articles["reprint_group"].fillna(ids)
    times = [name for name in ("date", "published_at") if name in articles.columns]
    in_time = articles.sort_values([*times, "article_id"]).index
    earliest = ids.loc[in_time].groupby(group.loc[in_time]).transform("first")
    return group.where(group.isin(ids), earliest.loc[articles.index])


def _is_orphan(articles: pd.DataFrame, is_original: pd.Series) -> pd.Series:
    """Say which articles repeat a text that is not in the table."""
    if "is_reprint" not in articles.columns:
        return pd.Series(False, index=articles.index)
    return articles["is_reprint"].eq(True) & is_original


def _kind_of_orphan(articles: pd.DataFrame) -> pd.Series:
    """Return what a reprint is whose original is not in the table."""
    shared = pd.Series("shared", index=articles.index, dtype="str")
    if "reprint_kind" not in articles.columns:
        return shared
    return shared.mask(articles["reprint_kind"] == "update", "update")


def _has_no_known_first(
    articles: pd.DataFrame,
    original: pd.Series,
    owner: pd.Series,
) -> pd.Series:
    """Say which articles have a text that several owners printed on one day, none known as first.

    If the times of both are known, the first is, too.
    """
    is_timed = pd.Series(False, index=articles.index)
    if "published_at" in articles.columns:
        is_timed = articles["published_at"].notna()
    known = articles.assign(_timed=is_timed, _owner=owner).set_index("article_id")
    first = known.loc[original, ["date", "_timed", "_owner"]].set_axis(articles.index)
    same_day = (articles["date"] == first["date"]) | articles["date"].isna()
    both_timed = is_timed & first["_timed"]
    is_other = (owner != first["_owner"]) & (articles["article_id"] != original)
    may_be_first = is_other & same_day & ~both_timed
    return may_be_first.groupby(original).transform("any")


def _agencies(articles: pd.DataFrame) -> pd.Series:
    """Return the agency that published or is credited by each article."""
    if "agency_place" not in articles.columns:
        return _agency_outlets(articles)
    says_so = articles["agency_place"].isin(["outlet", *CREDITED])
    return articles["agency"].where(says_so)


def is_agencys_own(articles: pd.DataFrame) -> pd.Series:
    """Say which articles an agency published itself."""
    if "agency_place" not in articles.columns:
        return _agency_outlets(articles).notna()
    return articles["agency_place"] == "outlet"


def _agency_outlets(articles: pd.DataFrame) -> pd.Series:
    """Return which outlets are agencies that mediakit knows."""
    known = AgencyNames(AGENCIES)
    names = {name: known.of_outlet(name) for name in articles["outlet"].dropna().unique()}
    return articles["outlet"].map(names).astype("str")
