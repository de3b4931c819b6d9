"""Find who says what: quotations and indirect speech with their sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from mediakit.checks import require_columns
from mediakit.independence import Evidence, gather_evidence, of_origin
from mediakit.quotes.people_lists import checked_people, with_people
from mediakit.quotes.result import Quotations
from mediakit.quotes.summaries import COLUMNS, FindQuotes, Found
from mediakit.wording import choose, count_of

__all__ = ["find_quotes"]

_MARKS = '["“”„«»‘‹]'


def find_quotes(
    articles: pd.DataFrame,
    *,
    people: pd.DataFrame | Mapping[str, Sequence[object]] | None = None,
    language: str | None = None,
    belief: bool = False,
    reprints: str = "collapse",
    origin: str | Sequence[str] | None = None,
) -> Quotations:
    """Find who is quoted: each quotation, whose words it is, and how sure that is.

    Parameters
    ----------
    articles : DataFrame
        The articles table. The texts are read; headlines are not.
    people : DataFrame or dict of sequences, optional
        A list of your own: a row a person with the column name, and columns such as party, gender
        or role, which the quotations of these persons then have, too. mediakit guesses none of
        them.
    language : {'en', 'de', 'fr', 'es'}, optional
        The language of all texts; by default that of the column `language`, or English. Articles in
        other languages are not read, and counted.
    belief : bool, default False
        Whether what somebody thinks, believes or hopes counts as indirect speech.
    reprints : {'collapse', 'keep', 'weight'}
        Whether articles are counted once a `reprint_group`, each, or as one unit shared.
    origin : str or list of str, optional
        Read only articles of this origin, such as 'own'; `prepare_articles` adds the column.

    Returns
    -------
    Quotations
        `table()` has a row a quotation, `speakers()` a row a speaker, `joints()` the names that
        were joined; `count_sources` takes it.

    Raises
    ------
    ColumnMissing
        If there is no column text, or the list of people has no names.
    UnknownValue
        If the language is none of those above, or a person is on the list twice.

    Notes
    -----
    The rules look at marks, verbs and word order; nothing is learned from data or fetched. How
    often each rule is right in real news is in the column `rule_right`. Who is quoted is not who
    was asked, and what is quoted is not all that was said.

    References
    ----------
    docs/methods.md has the rules, how often they are right, and what they miss.

    Examples
    --------
    >>> import mediakit as mk
    >>> quotes = mk.find_quotes(mk.load_demo_articles())
    >>> bool(quotes.table()["form"].isin(["direct", "mixed", "indirect", "set apart"]).all())
    True
    """
    articles = of_origin(articles, origin)
    require_columns(articles, ["article_id", "text"])
    listed = checked_people(people, [*COLUMNS, "said", "cue", "outlet", "date", "rule_right"])
    analysis = FindQuotes(language, belief)
    found = analysis.finish(analysis.summarise(articles))
    found = replace(found, rows=with_people(found.rows, listed))
    evidence = gather_evidence(articles, reprints=reprints)
    return Quotations(
        evidence,
        _why_none(found, evidence),
        found=found,
        people=tuple(listed.columns),
        n_listed=len(listed),
        analysis=analysis,
        reprints=reprints,
    )


def _why_none(found: Found, evidence: Evidence) -> str:
    """Say why there is no quotation to show, if there is none."""
    if (found.rows["form"] != "set apart").any():
        return ""
    n = evidence.n_articles
    if not n:
        return "There are no articles."
    n_unread = int((~found.shapes["read"]).sum())
    if n_unread == n:
        return f"{choose(n, 'The article is', 'The articles are')} in languages that are not read."
    texts = evidence.column("text").dropna().astype("str")
    none = f"No quotation was found in {count_of(n, 'article')}."
    if not texts.str.contains(_MARKS, regex=True).any():
        none += " The texts have no quotation marks."
    if len(texts) and not texts.str.contains("[A-ZÀ-Þ]", regex=True).any():
        none += " They have no capital letters either, without which no name can be told."
    return none
