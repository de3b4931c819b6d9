"""Count how often each kind of source, each speaker or each party is heard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from mediakit.arrays import Flags
from mediakit.checks import as_list, one_of, require_columns, require_whole
from mediakit.errors import UnknownValue
from mediakit.features import chosen_freq, group_articles, over_every_period
from mediakit.independence import Evidence, gather_evidence
from mediakit.quotes.finding import find_quotes
from mediakit.quotes.kinds import KINDS, UNRESOLVED
from mediakit.quotes.result import SET_APART, Quotations
from mediakit.quotes.source_numbers import heard_in, source_shares
from mediakit.quotes.source_result import SourceCounts
from mediakit.wording import count_of

__all__ = ["count_sources"]

_KIND, _SPEAKER = "kind", "speaker"
_FORMS = ("direct", "mixed", "indirect")
#: How a speaker is called whom a list of people does not have.
_NOT_LISTED = "not on the list"


def count_sources(
    articles: pd.DataFrame | Quotations,
    *,
    of: str = "kind",
    by: str | Sequence[str] | None = None,
    freq: str | None = None,
    within: str | None = None,
    forms: str | Sequence[str] = _FORMS,
    min_articles: int = 5,
    reprints: str = "collapse",
) -> SourceCounts:
    """Count who is heard: what share of articles, of quotations and of words quoted each has.

    Parameters
    ----------
    articles : DataFrame or Quotations
        The articles table, or what `find_quotes` made of it, which need not be found twice.
    of : str, default 'kind'
        What is counted: the 'kind' of source, the 'speaker', or a column of your own list of
        people, such as 'party'.
    by : str or list of str, optional
        Columns to group by, such as 'outlet'.
    freq : {'D', 'W', 'M', 'Q', 'Y', 'auto'}, optional
        Periods to group by.
    within : str, optional
        Count only articles that have a value of this column in common with articles of another
        group: within='story' compares outlets on the stories that several of them covered.
    forms : str or sequence of str, default ('direct', 'mixed', 'indirect')
        The forms of quotations that count.
    min_articles : int, default 5
        Leave out speakers that fewer independent articles have; kinds and parties all stay.
    reprints : {'collapse', 'keep', 'weight'}
        Count the rows of one `reprint_group` once a group, each, or as one unit shared.

    Returns
    -------
    SourceCounts
        `table()` has the shares with their ranges, `differences()` compares groups with p and q,
        `sole_sources()` says how many articles rest on one source, `heard_alone()` who is heard in
        one outlet on a story and not in the others.

    Raises
    ------
    ColumnMissing
        If a column of `by` or `within` is not there.
    UnknownValue
        If `of` is no column of the quotations, or `within` is given without `by`.

    Notes
    -----
    The unit is the independent article: the ranges of shares of quotations and words are those of
    ratios over articles, since the quotations of one article are not independent.

    References
    ----------
    Cochran (1977), Sampling Techniques, 6.11, for ratios; Wilson (1927), JASA 22:209, for ranges.

    Examples
    --------
    >>> import mediakit as mk
    >>> sources = mk.count_sources(mk.load_demo_articles(), by="outlet")
    >>> bool((sources.table()["share"] <= 1).all())
    True
    """
    require_whole("min_articles", min_articles, least=1)
    quotations = articles
    if not isinstance(quotations, Quotations):
        quotations = find_quotes(articles, reprints=reprints)
    one_of("of", of, [_KIND, _SPEAKER, *quotations.people])
    for form in as_list(forms):
        one_of("form", form, _FORMS)
    groups = as_list(by)
    freq = chosen_freq(quotations.evidence.table, freq, groups)
    question = _Question(
        of, tuple(groups), freq, within, frozenset(as_list(forms)), min_articles, reprints
    )
    return _counted(quotations, question)


@dataclass(frozen=True)
class _Question:
    """What is to be counted; see `count_sources`."""

    of: str
    by: tuple[str, ...]
    freq: str | None
    within: str | None
    forms: frozenset[str]
    min_articles: int
    reprints: str


def _counted(quotations: Quotations, question: _Question) -> SourceCounts:
    """Return the shares of the sources in each group and period."""
    table = quotations.evidence.table
    evidence, left_out = group_articles(
        table,
        question.by,
        question.freq,
        reprints=question.reprints,
        kept=_shared(table, question.within, question.by),
    )
    rows = quotations.found.rows
    rows = rows[rows["form"].isin(question.forms)]
    rows = rows[rows["article_id"].isin(evidence.article_ids)]
    rows = rows.assign(source=_sources(rows, question.of))
    counted = rows[rows["article_id"].isin(evidence.counted_ids)]
    heard = heard_in(rows, _in_order(counted, question), evidence.article_ids)
    numbers = source_shares(evidence, heard)
    if question.freq is not None and len(numbers):
        numbers = _over_time(numbers, evidence, quotations, question)
    return SourceCounts(
        evidence,
        _why_none(quotations, evidence.n_articles, heard.sources, question),
        quotations=quotations,
        numbers=_arranged(numbers, question.by),
        overall=source_shares(_ungrouped(evidence, question), heard),
        heard=heard,
        rows=rows,
        of=question.of,
        by=question.by,
        freq=question.freq,
        within=question.within,
        left_out=left_out.lstrip(),
        reprints=question.reprints,
    )


def _ungrouped(evidence: Evidence, question: _Question) -> Evidence:
    """Return the same articles in one group."""
    kept = np.zeros(len(evidence.table), dtype=bool)
    kept[evidence.places] = True
    return gather_evidence(evidence.table, kept=kept, reprints=question.reprints)


def _over_time(
    numbers: pd.DataFrame,
    evidence: Evidence,
    quotations: Quotations,
    question: _Question,
) -> pd.DataFrame:
    """Return the numbers with a row for every period, gaps marked as such."""
    numbers = over_every_period(
        numbers,
        ["source", *question.by],
        evidence=evidence,
        dates=quotations.evidence.column("date"),
        freq=str(question.freq),
    )
    return numbers.assign(small_sample=numbers["small_sample"].eq(True))


def _shared(
    table: pd.DataFrame,
    within: str | None,
    groups: Sequence[str],
) -> Flags | None:
    """Say which articles share a story, or another column, with articles of another group."""
    if within is None:
        return None
    if not groups:
        raise UnknownValue(f"within={within!r} compares groups: add by=, such as by='outlet'.")
    require_columns(table, [within, *groups])
    together = table[[within, groups[0]]].dropna().drop_duplicates()
    n_groups = together.groupby(within)[groups[0]].nunique()
    return np.asarray(table[within].isin(n_groups.index[n_groups > 1]), dtype=bool)


def _sources(rows: pd.DataFrame, of: str) -> pd.Series:
    """Return the source of each quotation, as text."""
    if of == _KIND:
        return rows["kind"].astype("str").fillna(UNRESOLVED)
    if of == _SPEAKER:
        known = rows["kind"].notna() & (rows["kind"] != UNRESOLVED) & (rows["form"] != SET_APART)
        return rows["speaker"].where(known, UNRESOLVED)
    return rows[of].map(str, na_action="ignore").fillna(_NOT_LISTED).astype("str")


def _in_order(counted: pd.DataFrame, question: _Question) -> list[str]:
    """Return the sources to count: kinds in their order, others those in most articles first."""
    n_articles = counted.groupby("source")["article_id"].nunique()
    if question.of == _KIND:
        return [kind for kind in KINDS if kind in n_articles.index]
    ranked = sorted(n_articles.items(), key=lambda pair: (-pair[1], pair[0]))
    if question.of == _SPEAKER:
        frequent = [name for name, n in ranked if n >= question.min_articles]
        return [name for name in frequent if name != UNRESOLVED]
    return [str(name) for name, _ in ranked]


def _arranged(numbers: pd.DataFrame, groups: Sequence[str]) -> pd.DataFrame:
    """Return the columns in the order that users read them."""
    last = ["n_articles", "n_independent", "small_sample", "gap", "partial"]
    first = ["source", *groups, "date"]
    middle = [name for name in numbers.columns if name not in (*first, *last)]
    return numbers[[name for name in (*first, *middle, *last) if name in numbers.columns]]


def _why_none(
    quotations: Quotations,
    n_articles: int,
    sources: Sequence[str],
    question: _Question,
) -> str:
    """Say why there is nothing to count, if there is nothing."""
    if sources:
        return ""
    if quotations.reason:
        return quotations.reason
    if not n_articles and question.within is not None:
        return f"No {question.within} is shared by several groups."
    if not n_articles:
        return "There are no articles to count."
    if question.of == _SPEAKER:
        least = count_of(question.min_articles, "independent article")
        return f"No speaker is heard in {least} or more."
    return f"No source was found in {count_of(n_articles, 'article')}."
