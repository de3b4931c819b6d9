"""Look the material over, outlet by outlet, before anybody compares anything."""

from __future__ import annotations

import numpy as np
import pandas as pd

from mediakit.checks import in_fixed_order
from mediakit.cleaning import find_boilerplate
from mediakit.independence import gather_evidence
from mediakit.inspecting.capitals import running_texts
from mediakit.inspecting.days import find_holes, find_strays
from mediakit.inspecting.deciding import decide_faults
from mediakit.inspecting.faults import FAULTS
from mediakit.inspecting.findings import find_furniture, find_names, findings_table
from mediakit.inspecting.inspection import Inspection
from mediakit.inspecting.signs import Signs, find_signs
from mediakit.keeping import computed_once
from mediakit.tokens import half_characters_refused
from mediakit.wording import count_of

__all__ = ["inspect_articles"]

_NEEDED = ["article_id", "outlet", "date", "text"]
_NO_OUTLET = "(no outlet)"
# What sound articles may show as well says nothing about one article.
_NOT_ALONE = ("no_names", "unfinished")


@computed_once
def inspect_articles(articles: pd.DataFrame) -> Inspection:
    """Find what is wrong with the articles of each outlet, and what it forbids.

    If a file has lost its capitals, a comparison will say that its outlet never writes of NATO: so
    look here before you compare. Each outlet is checked for texts without capitals, without words
    in capitals (NATO, EU) or without full stops; for texts that are cut off, damaged, in another
    language or full of HTML; for one text under many headlines; for missing texts and dates, days
    without articles and stray dates;
    for page furniture; and for several names. If a fault holds for some days only, `from` and
    `until` say which: the texts may then come from another scraper.

    Parameters
    ----------
    articles : DataFrame
        The articles table, as it was read: cleaning removes some of the signs.

    Returns
    -------
    Inspection
        `table()` has a row a finding, with its measure, what the other outlets have and what it
        forbids; `examples("outlet: what")` shows the places; `explain(term)` says which fault
        may explain a word; `articles()` lists every article that shows a fault by itself.

    Raises
    ------
    ColumnMissing
        If a column is missing.

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.load_demo_articles()
    >>> is_ledger = articles["outlet"] == "northernledger.example"
    >>> lowered = articles["text"].where(~is_ledger, articles["text"].str.lower())
    >>> inspection = mk.inspect_articles(articles.assign(text=lowered))
    >>> inspection.table().loc[inspection.table()["what"] == "no capitals", "outlet"].tolist()
    ['northernledger.example']
    """
    rows = in_fixed_order(articles, _NEEDED)
    if "title" not in rows.columns:
        rows = rows.assign(title=pd.Series(pd.NA, index=rows.index, dtype="str"))
    with half_characters_refused():
        plain = {name: rows[name].astype("str") for name in ("outlet", "title", "text")}
    rows = rows.assign(**plain | {"outlet": plain["outlet"].fillna(_NO_OUTLET)})
    boilerplate = find_boilerplate(rows)
    running = running_texts(rows, boilerplate)
    signs = find_signs(rows, running)
    strays = find_strays(rows)
    stray_rows = np.concatenate([np.empty(0, dtype=np.int64), *[found.rows for found in strays]])
    found = [
        *decide_faults(rows, signs),
        *strays,
        *find_holes(rows, stray_rows),
        *find_furniture(rows, boilerplate),
        *find_names(rows[rows["outlet"] != _NO_OUTLET]),
    ]
    table, faults, clauses = findings_table(rows, found, signs, boilerplate, running)
    return Inspection(
        evidence=gather_evidence(articles, reprints="keep"),
        reason=_nothing_found(rows, table),
        findings_found=table,
        faults=faults,
        clauses=clauses,
        rows=rows,
        boilerplate=boilerplate,
        signs_found=_articles_with_signs(rows, signs),
    )


def _nothing_found(rows: pd.DataFrame, table: pd.DataFrame) -> str:
    if len(table):
        return ""
    if rows.empty:
        return "There are no articles to inspect."
    if len(rows) == 1:
        return "No fault was found in the only article."
    names = rows["outlet"].unique()
    whose = count_of(len(names), "outlet")
    if len(names) == 1:
        whose = str(names[0])
    return f"No fault was found in the {count_of(len(rows), 'article')} from {whose}."


def _articles_with_signs(rows: pd.DataFrame, signs: Signs) -> pd.DataFrame:
    """Return a row for each sign of each article."""
    parts = []
    for sign in signs.shown.columns:
        if sign not in _NOT_ALONE:
            named = rows.loc[signs.shown[sign].to_numpy(), ["article_id", "outlet", "date"]]
            parts.append(named.assign(what=FAULTS[sign].what))
    table = pd.concat(parts, ignore_index=True).astype({"what": "str"})
    return table.sort_values(["what", "outlet", "date", "article_id"], ignore_index=True)
