"""From faults to the rows of the table: what they are called, and what they forbid."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd
import pyarrow as pa

from mediakit.cleaning import Boilerplate
from mediakit.inspecting.capitals import most_frequent_names
from mediakit.inspecting.deciding import FaultFound
from mediakit.inspecting.faults import FAULTS, forbidden, what_is_wrong
from mediakit.inspecting.names import group_names, same_pairs
from mediakit.inspecting.signs import Signs
from mediakit.wording import (
    count_of,
    day_name,
    join_names,
    list_names,
    quoted,
    shortened,
)

__all__ = ["COLUMNS", "find_furniture", "find_names", "findings_table"]

#: The columns of the table of findings, and their types.
COLUMNS = {
    "outlet": "str",
    "what": "str",
    "from": "datetime64[us]",
    "until": "datetime64[us]",
    "measure": "float64",
    "elsewhere": "float64",
    "n_articles": "int64",
    "forbids": "str",
}
# Furniture that a reader of the words would meet: in a quarter of the articles, or, of several
# passages, in more than half.
_ONE_PASSAGE, _ANY_PASSAGE, _FEWEST = 0.25, 0.6, 5
_NAMES_SHOWN = 3
_DECIMALS = 6


def find_furniture(articles: pd.DataFrame, boilerplate: Boilerplate) -> list[FaultFound]:
    """Return the outlets of which many articles repeat the same passages."""
    occurrences = boilerplate.occurrences.drop_duplicates(["article_id", "key"])
    ids = pd.Series(np.arange(len(articles)), index=articles["article_id"])
    rows = ids[occurrences["article_id"]].to_numpy()
    printed = occurrences.assign(row=rows, by=articles["outlet"].to_numpy()[rows])
    has_any = np.zeros(len(articles), dtype=bool)
    has_any[ids[boilerplate.spans["article_id"].unique()].to_numpy()] = True
    shares = pd.Series(has_any).groupby(articles["outlet"]).mean()
    most = printed.groupby(["by", "key"]).size().groupby("by").max()
    found = []
    for outlet, places in articles.groupby("outlet", sort=True).indices.items():
        is_one = most.get(outlet, 0) >= max(_FEWEST, _ONE_PASSAGE * len(places))
        with_any = places[has_any[places]]
        is_many = len(with_any) >= max(_FEWEST, _ANY_PASSAGE * len(places))
        if not is_one and not is_many:
            continue
        dates = articles["date"].iloc[with_any]
        elsewhere = shares.drop(outlet).median()
        share = float(shares[outlet])
        days = (dates.min(), dates.max())
        found.append(FaultFound(outlet, "furniture", *days, share, elsewhere, with_any))
    return found


def find_names(articles: pd.DataFrame) -> list[FaultFound]:
    """Return the outlets that seem to have several names, under the most frequent of them."""
    pairs = [pair for pair in same_pairs(articles) if pair.is_alike]
    names = group_names(articles, pairs)
    found = []
    for name, group in names.groupby("name", sort=True):
        rows = np.flatnonzero(articles["outlet"].isin(group["outlet"]).to_numpy())
        dates = articles["date"].iloc[rows]
        share = 1 - group["n_articles"].max() / group["n_articles"].sum()
        days = (dates.min(), dates.max())
        found.append(FaultFound(str(name), "names", *days, float(share), np.nan, rows))
    return found


def findings_table(
    articles: pd.DataFrame,
    found: Iterable[FaultFound],
    signs: Signs,
    boilerplate: Boilerplate,
    running: pa.Array,
) -> tuple[pd.DataFrame, list[FaultFound], list[str]]:
    """Return the table of findings, those that mislead most first; and in its order the faults, and
    what is wrong in words."""
    rank = {fault: number for number, fault in enumerate(FAULTS)}
    ordered = sorted(found, key=lambda f: (rank[f.fault], -len(f.rows), f.outlet, str(f.first)))
    lacking = {fault.outlet for fault in ordered if fault.fault == "no_names"}
    capitals = _words_in_capitals(articles, running, lacking)
    rows, clauses = [], []
    for fault in ordered:
        about = _about(fault, articles, signs, boilerplate, capitals)
        key, days, is_part = fault.fault, (fault.first, fault.last), fault.for_a_time
        wrong = what_is_wrong(key, fault.outlet, about, fault.measure, days, for_a_time=is_part)
        sentence = forbidden(key, wrong, about, for_a_time=is_part)
        numbers = (round(fault.measure, _DECIMALS), round(fault.elsewhere, _DECIMALS))
        what = FAULTS[key].what
        rows.append((fault.outlet, what, *days, *numbers, len(fault.rows), sentence))
        clauses.append(wrong)
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS), ordered, clauses


def _about(
    fault: FaultFound,
    articles: pd.DataFrame,
    signs: Signs,
    boilerplate: Boilerplate,
    capitals: str,
) -> str:
    """Return what a sentence names: the words, the language, the passage or the names."""
    if fault.fault == "no_names":
        return capitals
    if fault.fault == "language":
        languages = signs.languages.iloc[fault.rows].value_counts().sort_index()
        ranked = languages.sort_values(ascending=False, kind="stable").index
        return f"{list_names(ranked, 2)}, not {signs.main}"
    if fault.fault == "same_text":
        return _common_text(articles["text"].iloc[fault.rows])
    if fault.fault == "furniture":
        return _passage(articles["article_id"].iloc[fault.rows], boilerplate)
    if fault.fault == "names":
        numbers = articles["outlet"].iloc[fault.rows].value_counts().sort_index()
        ranked = numbers.sort_values(ascending=False, kind="stable").index
        return join_names(ranked)
    if fault.fault == "stray":
        return _dated(fault.outlet, articles["date"].iloc[fault.rows])
    return ""


def _dated(outlet: str, dates: pd.Series) -> str:
    """Return how many articles have these dates: '2 Gull articles are dated 1 January 1970'."""
    articles = count_of(len(dates), f"{outlet} article is", f"{outlet} articles are")
    days = [day_name(day) for day in sorted(dates.unique())]
    return f"{articles} dated {list_names(days)}"


def _common_text(texts: pd.Series) -> str:
    """Return the beginning of the most frequent text, ties by name."""
    numbers = texts.str.strip().value_counts().sort_index()
    return quoted(shortened(" ".join(str(numbers.idxmax()).split()), 60))


def _passage(ids: pd.Series, boilerplate: Boilerplate) -> str:
    """Return the passage that most of these articles have, ties by name."""
    theirs = boilerplate.occurrences[boilerplate.occurrences["article_id"].isin(ids)]
    numbers = theirs["key"].value_counts().sort_index()
    if numbers.empty:
        return ""
    known = boilerplate.passages.set_index("key")["passage"]
    return quoted(shortened(known.loc[[numbers.idxmax()]].iloc[0], 60))


def _words_in_capitals(articles: pd.DataFrame, running: pa.Array, lacking: set[str]) -> str:
    """Return the words in capitals that are in most of the articles of the other outlets."""
    if not lacking:
        return ""
    is_other = articles["outlet"].notna() & ~articles["outlet"].isin(lacking)
    others = running.filter(pa.array(is_other))
    outlets = articles.loc[is_other, "outlet"].reset_index(drop=True)
    return join_names(most_frequent_names(outlets, others, _NAMES_SHOWN))
