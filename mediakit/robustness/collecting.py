"""Findings of several results, corrected over all the questions that a page asks."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from mediakit.errors import UnknownValue, a_kind_of
from mediakit.results import Result
from mediakit.robustness.page_findings import PageFindings
from mediakit.robustness.result import Robustness
from mediakit.uncertainty import MAX_Q, discovery_rates, stable

__all__ = ["collect_findings"]


def collect_findings(results: Iterable[Result]) -> PageFindings:
    """Gather the findings of a page, corrected over all of its questions together.

    Who asks eight questions finds something by asking. Every test of every result on the page is
    one family here: the false discovery rate is controlled over the page (Benjamini and Hochberg
    over the p values of all families). A finding holds if it has a q of at most 5% in its own
    family and over the page, and, in a comparison, if it survives other choices.

    Parameters
    ----------
    results : list of results
        All that the page asks: what `check_robustness`, `compare`, `first_to_report`,
        `compare_lags` and `measure_distances` return. Results that test nothing add nothing. The
        differences of a comparison that was not checked count as tests, but are no findings.

    Returns
    -------
    PageFindings
        `table()` has a row for each finding of a result, those that hold over the page first.

    Raises
    ------
    UnknownValue
        If `results` is empty, or holds something else.

    References
    ----------
    Benjamini and Hochberg (1995), doi:10.1111/j.2517-6161.1995.tb02031.x; Efron (2008),
    Simultaneous inference: when should hypothesis testing problems be combined?,
    doi:10.1214/07-AOAS141. `docs/methods.md` says why not Benjamini and Yekutieli.

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.prepare_articles(mk.load_demo_articles())
    >>> subjects = {"money": "million OR contract OR pay", "court": "court OR trial"}
    >>> outlets = ("corvanewire.example", "dailylantern.example")
    >>> compared = mk.compare_outlets(articles, *outlets, features=subjects)
    >>> page = mk.collect_findings([mk.check_robustness(compared), mk.first_to_report(
    ...     mk.mark_stories(articles))])
    >>> page.table()[["key", "holds"]].values.tolist()
    [['money', True]]
    """
    given = _each_once(_require_results(results))
    parts = []
    for number, result in enumerate(given, start=1):
        tests = result.tests()
        parts.append(tests.assign(question=number))
    tested = pd.concat(parts, ignore_index=True)
    over_page = stable(discovery_rates(tested["p"].astype(float)))
    # A family full of findings lends its threshold to the others: both rates have to be small.
    tested = tested.assign(q_page=np.fmax(over_page, tested["q"].astype(float)))
    found = tested[tested["q"] <= MAX_Q]
    holds = found["survives"].astype(bool) & (found["q_page"] <= MAX_Q)
    # Within a question as its result has them: what is surely far apart comes first.
    found = found.assign(holds=holds).sort_values(
        ["holds", "question"], ascending=[False, True], kind="stable"
    )
    n_tests = [len(part) for part in parts]
    largest = max(given, key=lambda result: result.n_articles)
    return PageFindings(largest.evidence, "", found.reset_index(drop=True), tuple(given), n_tests)


def _each_once(results: list[Result]) -> list[Result]:
    """Return the results without comparisons that are there with other choices as well."""
    checked = [result.comparison for result in results if isinstance(result, Robustness)]
    return [result for result in results if not any(result is other for other in checked)]


def _require_results(results: object) -> list[Result]:
    """Return the results, each of which has to be one."""
    if isinstance(results, Result) or not isinstance(results, Iterable):
        raise UnknownValue(f"collect_findings takes a list of results; got {a_kind_of(results)}.")
    given = list(results)
    for result in given:
        if not isinstance(result, Result):
            raise UnknownValue(
                f"collect_findings takes a list of results; one of them is {a_kind_of(result)}."
            )
    if not given:
        raise UnknownValue("The list of results is empty: there are no findings to collect.")
    return given
