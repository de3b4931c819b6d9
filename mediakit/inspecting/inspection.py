"""What is wrong with the material, as a result."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import pandas as pd

from mediakit.charts import Chart, dot_chart, note_chart
from mediakit.checks import one_of, require_whole
from mediakit.cleaning import Boilerplate
from mediakit.context import Quotes, quote_titles
from mediakit.display import escape, folded_on_page, html_paragraph
from mediakit.errors import UnknownValue
from mediakit.excerpts import mask_addresses
from mediakit.inspecting.deciding import FaultFound
from mediakit.inspecting.explaining import explain_terms
from mediakit.inspecting.showing import examples_of
from mediakit.results import Result, first_sentence, source_line
from mediakit.wording import choose, count_of, join_names, short_range

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["Inspection"]

_TITLE = "What is wrong with the articles"
_AXIS = "share of the outlet's articles with the fault"
#: Faults of an outlet as a whole, of which its articles have no share.
_SAID = 3  # outlets whose gravest fault is said
_OF_OUTLETS = {"missing days": "missing days", "several names": "outlets with several names"}


@dataclass(frozen=True, repr=False, eq=False)
class Inspection(Result):
    """Faults of the articles, outlet by outlet.

    Attributes
    ----------
    findings_found : DataFrame
        What `table` returns.
    faults : list of FaultFound
        The faults behind its rows, in the same order.
    clauses : list of str
        What is wrong, in words, in the same order.
    rows : DataFrame
        The articles as they were inspected, by article_id.
    boilerplate : Boilerplate
        Their page furniture.
    signs_found : DataFrame
        What `articles` returns.
    """

    findings_found: pd.DataFrame
    faults: list[FaultFound]
    clauses: list[str]
    rows: pd.DataFrame
    boilerplate: Boilerplate
    signs_found: pd.DataFrame

    cannot_show: ClassVar[str] = "Faults that leave no trace in the texts are not found."

    def table(self) -> pd.DataFrame:
        """Return a row a finding, those that mislead most first.

        Returns
        -------
        DataFrame
            outlet; what (the fault); from, until (the days of the articles with it, or the days
            without articles); measure (the share of the outlet's articles of these days that have
            the fault, 0 to 1; of missing days, the share of days without an article); elsewhere
            (the median share of the other outlets, missing if there are none); n_articles (those
            with the fault; of missing days, those on the days before and after); forbids (what
            cannot be done with the articles, in a sentence).
        """
        return self.findings_found.copy()

    def articles(self) -> pd.DataFrame:
        """Return every article that shows a fault by itself, a finding or not.

        Returns
        -------
        DataFrame
            article_id, outlet, date, what; by what, outlet, date and article_id.
        """
        return self.signs_found.copy()

    def answer(self) -> str:
        """Say in how many outlets something is wrong, and the gravest fault of up to three."""
        brief = self.in_brief()
        if len(self.findings_found) < 2:
            return brief
        return f"{brief} The table lists every fault, outlet by outlet, the worst first."

    def in_brief(self) -> str:
        """Say the same where no table stands beside it, as at the head of a page."""
        if self.findings_found.empty:
            return self.reason
        outlets = self.findings_found["outlet"]
        n_outlets = outlets.nunique()
        n_all = self.rows["outlet"].nunique()
        gravest = self.findings_found.drop_duplicates("outlet").head(_SAID)
        worst = " ".join(gravest["forbids"])
        found = count_of(
            self.findings_found["what"].nunique(), "kind of fault was", "kinds of fault were"
        )
        where = f"{n_outlets:,} of the {count_of(n_all, 'outlet')}"
        if n_outlets == n_all:
            where = f"all {count_of(n_all, 'outlet')}"
        if n_all == 1:
            where = str(outlets.iloc[0])
        return f"{found} found, in {where}. {worst}"

    def _repr_html_(self) -> str:
        """Return the same for a notebook: what each fault forbids in a list."""
        gravest = self.findings_found.drop_duplicates("outlet").head(_SAID)
        said = html_paragraph(first_sentence(self.in_brief()))
        if len(gravest):
            items = "".join(f"<li>{escape(words)}</li>" for words in gravest["forbids"])
            said += f"<ul>{items}</ul>"
        every = folded_on_page("Every fault, outlet by outlet", self.show().html())
        return mask_addresses(said + every)

    def behind_data(self) -> dict[str, Any]:
        """Return what a page collects, with the state of the material for its top."""
        return super().behind_data() | {"notes": {"state": first_sentence(self.in_brief())}}

    def method(self) -> str:
        """Say what was looked for, when an outlet is named, and what cannot be seen."""
        return (
            "Each article was checked for missing text, a text that others have, damaged letters, "
            "leftover HTML, another language and a cut-off end, and for missing capitals, missing "
            "words in capitals and missing full stops; each outlet for many texts of the same "
            "length, missing days, "
            "stray dates, page furniture and several names. An outlet is named if at least 5 of "
            "its articles show a fault, and these make up a certain share of all its articles: "
            "at least 1% for some faults, 5% for others. An outlet with fewer than 25 articles is "
            "named if at least 3 of them, and at least 20%, show the fault. Some signs of a fault "
            "also occur in sound articles. They count only if they are more frequent than chance "
            "would explain (binomial test, p < 0.0001), or fill a stretch of days (log-likelihood "
            "ratio of 12 or more). A fault that leaves no trace in the articles is not found."
        )

    def example_keys(self) -> list[str]:
        """Return what `examples` can be asked for, in the order of the table: “outlet: what”."""
        return list(dict.fromkeys(self._keys()))

    def examples(self, key: str | None = None, *, n: int = 3) -> Quotes:
        """Return up to n articles with a fault (or with the first), its place marked.

        Parameters
        ----------
        key : str, optional
            An outlet and a fault, such as 'Gull Gazette: no capitals'.
        n : int, default 3
            How many articles.
        """
        require_whole("n", n, least=0)
        keys = self.example_keys()
        if key is None:
            key = next(iter(keys), "")
        elif key not in keys:
            one_of("finding", key, keys)
        if not keys:
            return quote_titles(self.rows.head(0), n=n)
        faults = [
            fault for fault, name in zip(self.faults, self._keys(), strict=True) if name == key
        ]
        places = np.unique(np.concatenate([fault.rows for fault in faults]))
        kind = faults[0].fault
        return examples_of(kind, self.rows.iloc[places], self.boilerplate, n=n, group=key)

    def _keys(self) -> list[str]:
        return list(self.findings_found["outlet"] + ": " + self.findings_found["what"])

    def explain(
        self,
        terms: str | Iterable[str],
        *,
        findings: Iterable[int] | None = None,
    ) -> pd.DataFrame:
        """Say which findings may explain why an outlet has a term so often, or so seldom.

        Ask it about the words that set an outlet apart, before you publish; a comparison does so in
        `with_inspection`.

        Parameters
        ----------
        terms : str or iterable of str
            A word or phrase, or several, as `compare` names them.
        findings : iterable of int, optional
            The rows of `table()` to consider, counted from 0; by default all.

        Returns
        -------
        DataFrame
            term, finding (its row in `table()`, counted from 0), outlet, what, from, until, effect
            ('more often' if the fault adds the term to the outlet's texts, 'less often' if it
            removes it), n_articles (those that have the term from the fault alone; 0 if the fault
            removes it), why (a sentence). No rows if no finding explains a term.
        """
        asked = _as_terms(terms)
        if findings is None:
            findings = range(len(self.faults))
        said = explain_terms(self.rows, self.faults, self.boilerplate, asked, findings)
        numbers = [one.finding for one in said]
        rows = self.findings_found.iloc[numbers]
        table = rows[["outlet", "what", "from", "until"]].reset_index(drop=True)
        table.insert(0, "term", pd.Series([one.term for one in said], dtype="str"))
        table.insert(1, "finding", pd.Series(numbers, dtype="int64"))
        effect = pd.Series([one.effect for one in said], dtype="str")
        n_articles = pd.Series([one.n_articles for one in said], dtype="int64")
        why = pd.Series([one.why for one in said], dtype="str")
        return table.assign(effect=effect, n_articles=n_articles, why=why)

    def plot(
        self,
        ax: Axes | None = None,
        *,
        n: int = 20,
        title: str | None = None,
        subtitle: str | None = None,
        source: str | None = None,
        size: tuple[int, int] | None = None,
    ) -> Chart:
        """Draw how many articles of each outlet have each fault, for the first n findings.

        Parameters
        ----------
        ax : matplotlib axes, optional
            Where to draw.
        n : int, default 20
            How many findings.
        title, subtitle, source : str, optional
            What to write above and below the chart instead of mediakit's own words.
        size : (int, int), optional
            Width and height in pixels.
        """
        require_whole("n", n, least=1)
        chart = self._chart(n)
        return self.finish(chart, ax, title, subtitle, source, size)

    def _chart(self, n: int) -> Chart:
        source = source_line(self.evidence, self.findings_found)
        if self.findings_found.empty:
            return note_chart(_TITLE, self.reason, source)
        of_articles = self.findings_found[~self.findings_found["what"].isin(_OF_OUTLETS)]
        if of_articles.empty:
            kinds = join_names(_OF_OUTLETS[what] for what in self.findings_found["what"].unique())
            return note_chart(_TITLE, f"Only {kinds} were found; the table lists them.", source)
        shown = of_articles.head(n)
        data = pd.DataFrame(
            {
                "finding": [self._label(number) for number in shown.index],
                "share": shown["measure"],
                "elsewhere": shown["elsewhere"],
            }
        )
        axis, chance = _AXIS, None
        if data["elsewhere"].notna().any():
            axis, chance = f"{_AXIS} (line: median of the other outlets)", "elsewhere"
        chart = dot_chart(
            data,
            label="finding",
            value="share",
            axis=axis,
            title=_TITLE,
            source=source,
            chance=chance,
        )
        n_more = len(self.findings_found) - len(shown)
        if n_more <= 0:
            return chart
        are = choose(n_more, "is", "are")
        return chart.with_(subtitle=f"{count_of(n_more, 'more finding')} {are} in the table.")

    def _label(self, number: int) -> str:
        """Return what a row of the chart is called: 'Gull (no capitals, 1 to 10 Mar 2031)'."""
        row = self.findings_found.loc[number]
        details = str(row["what"])
        if self.faults[number].for_a_time:
            details += f", {short_range(row['from'], row['until'])}"
        return f"{row['outlet']} ({details})"


def _as_terms(given: object) -> list[str]:
    asked: list[object] = [given]
    if isinstance(given, Iterable) and not isinstance(given, str):
        asked = list(given)
    terms = []
    for term in asked:
        if not isinstance(term, str) or not term.strip():
            raise UnknownValue(f"A term is a word or phrase, such as 'nato'; got {term!r}.")
        terms.append(term)
    return terms
