"""What a page may lead with: the findings of several results, for a notebook and its page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from mediakit.display import PAGE_DATA, PLAIN, escape, for_page, html_paragraph
from mediakit.errors import UnknownValue, a_kind_of
from mediakit.excerpts import mask_addresses
from mediakit.results import NOTHING, Finding, Result, number_of

__all__ = ["ShownFindings", "show_findings"]

_MOST = 10


@dataclass(frozen=True, repr=False, eq=False)
class ShownFindings:
    """Findings, the first to lead with, each with its result.

    Attributes
    ----------
    told : tuple of (Result, Finding)
        What is shown.
    """

    told: tuple[tuple[Result, Finding], ...]

    def findings(self) -> tuple[Finding, ...]:
        """Return the findings themselves."""
        return tuple(finding for _, finding in self.told)

    def __repr__(self) -> str:
        lines = []
        for _, finding in self.told:
            notes = "; ".join(_notes(finding))
            lines.append(f"- {finding.sentence} ({notes})")
        return mask_addresses("\n".join(lines))

    def _repr_html_(self) -> str:
        items = []
        for result, finding in self.told:
            notes = "; ".join(_notes(finding))
            link = ""
            if for_page():
                link = f' · <a href="#result-{number_of(result)}">chart and sentences</a>'
            items.append(f"<li>{escape(finding.sentence)}<br><small>{escape(notes)}{link}</small>")
        limits = dict.fromkeys(finding.cannot_show for _, finding in self.told)
        said = " ".join(limit for limit in limits if limit)
        shown = f'<ul class="mk-findings {PLAIN}">{"</li>".join(items)}</li></ul>'
        if said:
            shown += html_paragraph(f"What this cannot show: {said}")
        return mask_addresses(shown)

    def _results(self) -> list[Result]:
        """Return each result that has a finding here, once."""
        return list({id(result): result for result, _ in self.told}.values())

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        bundle: dict[str, Any] = {"text/plain": repr(self), "text/html": self._repr_html_()}
        if for_page():
            results = self._results()
            bundle["text/html"] += "".join(result.behind_html() for result in results)
            bundle[PAGE_DATA] = {
                "leading": [self._data_of(*pair) for pair in self.told],
                "behind": [result.behind_data() for result in results],
            }
        return bundle

    def _data_of(self, result: Result, finding: Finding) -> dict[str, Any]:
        return finding.as_data() | {"result": number_of(result)}


def _notes(finding: Finding) -> list[str]:
    """Return how strong a finding is, its number and what it rests on, in a few words."""
    notes = [finding.strength]
    if finding.strength != NOTHING and finding.low is not None:
        notes.append(finding.number())
    if finding.survives:
        notes.append(finding.survives)
    if finding.n_independent:
        notes.append(f"from {finding.n_independent:,} independent articles")
    return notes


def show_findings(*results: Result, n: int = _MOST) -> ShownFindings:
    """Gather what a page may lead with, in the order given: the first is its headline.

    Parameters
    ----------
    *results : Result
        What was asked. Of comparisons give the result of `check_robustness`, or that of
        `collect_findings` over all of them.
    n : int, default 10
        The most findings.

    Returns
    -------
    ShownFindings
        The findings, each with how strong it is and what it rests on. `mediakit report` puts them
        at the top of the page and in the index.

    Raises
    ------
    UnknownValue
        If nothing is given, or something that is no result.

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.load_demo_articles()
    >>> print(mk.show_findings(mk.count_articles(articles)))
    - There are 101 articles. (counted; from 101 independent articles)
    """
    if not results:
        raise UnknownValue("show_findings takes the results whose findings it is to show.")
    told: list[tuple[Result, Finding]] = []
    for result in results:
        if not isinstance(result, Result):
            raise UnknownValue(f"show_findings takes results; got {a_kind_of(result)}.")
        known = {finding.sentence for _, finding in told}
        new = [finding for finding in result.findings() if finding.sentence not in known]
        told += [(result, finding) for finding in new]
    is_something = [pair for pair in told if pair[1].strength != NOTHING]
    nothing = [pair for pair in told if pair[1].strength == NOTHING]
    return ShownFindings(tuple([*is_something, *nothing][:n]))
