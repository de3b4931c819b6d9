"""Which outlets seem to have one owner: the same texts, the same writers, the same furniture."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import combinations

import pandas as pd

from mediakit.checks import require_columns
from mediakit.cleaning.agency_names import AGENCIES, AgencyNames
from mediakit.cleaning.boilerplate import find_boilerplate, strip_boilerplate
from mediakit.cleaning.groups import linked
from mediakit.cleaning.reprints import find_reprints
from mediakit.wording import count_of, join_names

__all__ = ["suggest_owners"]

#: From so many texts, writers or lines of furniture on, two outlets have them in common.
_TEXTS, _WRITERS, _LINES = 3, 5, 2
#: The part that these must be of all texts that either shares, or of the smaller one's writers.
_OF_SHARED, _OF_WRITERS = 0.5, 0.25
#: Writers of an outlet with fewer articles say little.
_FEWEST = 20
#: A text or line in more outlets is an agency's, or an archive's.
_CROWD = 4
_LONG = 20  # characters of a line of furniture that two outlets do not have by chance
_BETWEEN = re.compile(r"\s*(?:,|;|&|\||/|\band\b|\bund\b|\bet\b|\by\b)\s*")
_BY = re.compile(r"^by:?\s+", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){1,3}")

_NOUNS = (
    ("text", "texts"),
    ("writer", "writers"),
    ("line of page furniture", "lines of page furniture"),
)
#: How much two outlets have in common, by their names in order.
_Common = dict[tuple[str, str], int]


def suggest_owners(articles: pd.DataFrame) -> pd.DataFrame:
    """Suggest which outlets have one owner, and say why.

    Two outlets seem to be sister titles if they share at least three texts without a credit to an
    agency, half of all that either shares with anybody; if at least five writers, a quarter of the
    smaller one's, write for both; or if two lines of page furniture stand in both and in hardly any
    other outlet. Guest writers and outlets that buy from one supplier look the same:
    check before you print it.

    Parameters
    ----------
    articles : DataFrame
        The articles table as it was read; `author` is used if it is there.

    Returns
    -------
    DataFrame
        A row for each outlet that seems to have a sister title: outlet, owner (suggested: the name
        of the largest of them), n_articles, evidence (in words). `prepare_articles(owners=)` takes
        the table, or what you leave of it.

    Raises
    ------
    ColumnMissing
        If a column is missing.

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.load_demo_articles()
    >>> len(mk.suggest_owners(articles))
    0
    """
    require_columns(articles, ["article_id", "outlet", "date", "text"])
    boilerplate = find_boilerplate(articles)
    stripped = strip_boilerplate(articles, boilerplate)
    evidence = [
        _same_texts(find_reprints(stripped).evidence.table),
        _same_writers(articles),
        _same_lines(boilerplate.occurrences, articles),
    ]
    reasons: dict[tuple[str, str], list[str]] = {}
    for common, (noun, plural) in zip(evidence, _NOUNS, strict=True):
        for pair, n in common.items():
            reasons.setdefault(pair, []).append(count_of(n, noun, plural))
    return _grouped(reasons, articles["outlet"].value_counts())


def _pairs_of(outlets: Iterable[str]) -> Iterable[tuple[str, str]]:
    return combinations(sorted(set(outlets)), 2)


def _same_texts(articles: pd.DataFrame) -> _Common:
    """Return which outlets share enough texts that credit nobody."""
    known = articles[articles["outlet"].notna() & (articles["origin"] != "agency")]
    printed = known.groupby("reprint_group")["outlet"].unique()
    n_together: _Common = {}
    n_shared: dict[str, int] = {}
    for outlets in printed:
        if not 1 < len(outlets) <= _CROWD:
            continue
        for outlet in outlets:
            n_shared[outlet] = n_shared.get(outlet, 0) + 1
        for pair in _pairs_of(outlets):
            n_together[pair] = n_together.get(pair, 0) + 1
    return {
        (a, b): n
        for (a, b), n in n_together.items()
        if n >= _TEXTS and n >= _OF_SHARED * max(n_shared[a], n_shared[b])
    }


def _same_writers(articles: pd.DataFrame) -> _Common:
    """Return which outlets share enough of their writers."""
    if "author" not in articles.columns:
        return {}
    agencies = AgencyNames(AGENCIES)
    writers: dict[str, set[str]] = {}
    n_articles = articles["outlet"].map(articles["outlet"].value_counts())
    bylines = articles.loc[n_articles >= _FEWEST, ["outlet", "author"]].dropna().drop_duplicates()
    for outlet, author in bylines.itertuples(index=False):
        names = {name for name in _names_in(author) if agencies.of_outlet(name) is None}
        writers.setdefault(outlet, set()).update(names)
    common: _Common = {}
    for a, b in _pairs_of(writers):
        n = len(writers[a] & writers[b])
        if n >= _WRITERS and n >= _OF_WRITERS * min(len(writers[a]), len(writers[b])):
            common[a, b] = n
    return common


def _names_in(author: str) -> Iterable[str]:
    """Return the persons that a byline names, in small letters."""
    for part in _BETWEEN.split(_BY.sub("", author.strip())):
        if _NAME.fullmatch(part) and len(part) <= 40:
            yield part.casefold()


def _same_lines(occurrences: pd.DataFrame, articles: pd.DataFrame) -> _Common:
    """Return which outlets have enough lines of page furniture that hardly anybody else has."""
    outlets = articles.set_index(articles["article_id"].astype("str"))["outlet"]
    lines = occurrences[occurrences["key"].str.len() >= _LONG]
    printed_by = lines["article_id"].map(outlets).dropna().groupby(lines["key"]).unique()
    n_lines: _Common = {}
    for names in printed_by:
        if len(names) <= _CROWD:
            for pair in _pairs_of(names):
                n_lines[pair] = n_lines.get(pair, 0) + 1
    return {pair: n for pair, n in n_lines.items() if n >= _LINES}


def _grouped(
    reasons: Mapping[tuple[str, str], list[str]],
    n_articles: pd.Series,
) -> pd.DataFrame:
    """Return a row an outlet: its owner is named after the outlet with the most articles."""
    names = sorted({name for pair in reasons for name in pair})
    number = {name: i for i, name in enumerate(names)}
    group = linked(len(names), [(number[a], number[b]) for a, b in reasons])
    rows = pd.DataFrame(
        {
            "outlet": pd.Series(names, dtype="str"),
            "n_articles": pd.Series([int(n_articles[name]) for name in names], dtype="int64"),
            "evidence": pd.Series([_said_of(name, reasons) for name in names], dtype="str"),
            "_group": group,
        }
    )
    largest_first = rows.sort_values(["n_articles", "outlet"], ascending=[False, True])
    owner = largest_first.groupby("_group")["outlet"].transform("first")
    rows = largest_first.assign(owner=owner.astype("str"))
    rows = rows.sort_values(["owner", "n_articles", "outlet"], ascending=[True, False, True])
    return rows[["outlet", "owner", "n_articles", "evidence"]].reset_index(drop=True)


def _said_of(name: str, reasons: Mapping[tuple[str, str], list[str]]) -> str:
    """Return what speaks for an outlet's having sister titles: 'with The Hill: 3 texts'."""
    said = []
    for pair in sorted(reasons):
        if name in pair:
            (other,) = set(pair) - {name}
            said.append(f"in common with {other}: {join_names(reasons[pair])}")
    return "; ".join(said)
