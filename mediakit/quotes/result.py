"""Who is quoted: the quotations, their table, chart, sentences and evidence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

import pandas as pd

from mediakit.charts import Chart, dot_chart, note_chart
from mediakit.checks import as_list, one_of, require_whole
from mediakit.context import Quotes
from mediakit.errors import UnknownValue
from mediakit.features import group_articles
from mediakit.quotes.excerpting import quotes_of_rows
from mediakit.quotes.grammar.rules import ALL_RIGHT, INDIRECT_RIGHT, RIGHT, RULES, SURE_RIGHT
from mediakit.quotes.kinds import PERSON, UNRESOLVED
from mediakit.quotes.summaries import COLUMNS, INDIRECT_RULE, FindQuotes, Found
from mediakit.results import Result, source_line
from mediakit.tables import Heading
from mediakit.wording import choose, count_of, join_names, percent

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["SET_APART", "Quotations"]

SET_APART = "set apart"
_NAMED = 3
_RIGHT = {RULES[rule]: right for rule, right in RIGHT.items()} | {INDIRECT_RULE: INDIRECT_RIGHT}


@dataclass(frozen=True, repr=False, eq=False)
class Quotations(Result):
    """What was quoted, and whose words it is."""

    found: Found
    people: tuple[str, ...]
    n_listed: int
    analysis: FindQuotes
    reprints: str

    reads_words: ClassVar[bool] = True
    cannot_show: ClassVar[str] = (
        "Who is quoted is not who was asked, and what is quoted is not all that was said."
    )
    read_first: ClassVar[tuple[str, ...]] = ("said", "speaker", "kind", "outlet", "date", "sure")

    @property
    def fields_read(self) -> tuple[str, ...]:
        """The columns that were read."""
        return ("text",)

    def table(self) -> pd.DataFrame:
        """Return a row a quotation, in the order of article and place.

        Returns
        -------
        DataFrame
            speaker, kind (named person, role, organisation, document, anonymous, other media,
            unresolved), office (the title by the name, as the article has it); said (the words) and
            form (direct, mixed: part of a sentence, indirect, or set apart: scare quotes and
            titles, which have no speaker); article_id, outlet, date; cue (the verb); rule, and
            rule_right (how often it was right in articles that were read for it); inherited
            (whether the speaker is that of the quotation before); sure; resolved (whether a
            pronoun or a role was looked up); told (the medium that the source spoke to); the
            columns of the list of people; n_words; and the characters of the text from and to
            which words, source and cue run (begin, end and so on; -1 for none).
        """
        rows = self.found.rows
        said, cues = self._texts(rows)
        named = self.evidence.named_articles().set_index("article_id")
        more = [name for name in ("outlet", "date") if name in named.columns]
        articles = named[more].reindex(rows["article_id"]).reset_index(drop=True)
        rules = rows["rule"].astype("str")
        table = rows.assign(said=said, cue=cues, rule_right=rules.map(_RIGHT).astype(float))
        table = pd.concat([table, articles], axis=1)
        first = ["speaker", "kind", "office", "said", "form", "article_id", *more, "cue"]
        middle = ["rule", "rule_right", "inherited", "sure", "resolved", "told", *self.people]
        places = COLUMNS[COLUMNS.index("n_words") :]
        return table[[*first, *middle, *places]]

    def _texts(self, rows: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
        """Return the words and the cue of each quotation."""
        texts = dict(zip(self.evidence.article_ids, self.evidence.column("text"), strict=True))
        columns = ["article_id", "begin", "end", "cue_begin", "cue_end"]
        said, cues = [], []
        for name, begin, end, cue, cue_end in rows[columns].itertuples(index=False):
            text = texts[name]
            said.append(text[begin:end])
            cues.append(text[cue:cue_end] if cue >= 0 else "")
        return pd.Series(said, dtype="str"), pd.Series(cues, dtype="str")

    @cached_property
    def _spoken(self) -> pd.DataFrame:
        """The quotations with a speaker who is known, of articles that count."""
        rows = self.found.rows
        known = rows["kind"].notna() & (rows["kind"] != UNRESOLVED)
        counted = rows["article_id"].isin(self.evidence.counted_ids)
        return rows[known & counted & (rows["form"] != SET_APART)]

    def speakers(self, by: str | Sequence[str] | None = None) -> pd.DataFrame:
        """Return who is heard, those in most articles first.

        Parameters
        ----------
        by : str or list of str, optional
            Columns to group by, such as 'outlet'.

        Returns
        -------
        DataFrame
            speaker and kind; the columns of `by`; n_articles (independent articles that have the
            speaker), n_quotations and n_words.
        """
        groups = as_list(by)
        rows = self._spoken
        if groups:
            evidence, _ = group_articles(self.evidence.table, groups, None, reprints=self.reprints)
            labels = evidence.counted_labels.assign(article_id=evidence.counted_ids)
            rows = self.found.rows.merge(labels, on="article_id")
            known = rows["kind"].notna() & (rows["kind"] != UNRESOLVED)
            rows = rows[known & (rows["form"] != SET_APART)]
        keys = ["speaker", "kind", *groups]
        grouped = rows.groupby(keys, observed=True, sort=True)
        table = grouped.agg(
            n_articles=("article_id", "nunique"),
            n_quotations=("begin", "size"),
            n_words=("n_words", "sum"),
        ).reset_index()
        order = [*groups, "n_articles", "n_quotations", "speaker"]
        ascending = [*[True] * len(groups), False, False, True]
        return table.sort_values(order, ascending=ascending, kind="stable", ignore_index=True)

    def joints(self) -> pd.DataFrame:
        """Return which names were joined over the articles, and why: speaker, joined (the name as
        articles have it), why, n_articles."""
        return self.found.joints.copy()

    def rules(self) -> pd.DataFrame:
        """Return by which rules the speakers were found: rule, n_quotations, n_sure, and
        rule_right (how often it was right in articles that were read for it; missing where those
        were too few)."""
        rows = self.found.rows[self.found.rows["form"] != SET_APART]
        rules = rows.assign(rule=rows["rule"].astype("str"))
        grouped = rules.groupby("rule", sort=True)["sure"]
        table = grouped.agg(n_quotations="size", n_sure="sum").reset_index()
        table = table.assign(rule_right=table["rule"].map(_RIGHT).astype(float))
        order = ["n_quotations", "rule"]
        return table.sort_values(order, ascending=[False, True], ignore_index=True)

    def example_keys(self) -> list[str]:
        """Return the speakers, those in most articles first."""
        return list(dict.fromkeys(self.speakers()["speaker"]))

    def examples(
        self,
        key: str | None = None,
        *,
        n: int = 3,
    ) -> Quotes:
        """Return quotations of a speaker, by default of the one in most articles, from up to n
        articles."""
        require_whole("n", n, least=1)
        keys = self.example_keys()
        if not keys:
            raise UnknownValue(f"There is no speaker to show. {self.reason}".strip())
        if key is None:
            key = keys[0]
        one_of("speaker", key, keys)
        rows = self._spoken
        return quotes_of_rows(self.evidence, rows[rows["speaker"] == key], str(key), n)

    def answer(self) -> str:
        """Say how many articles quote somebody, and who is heard in the largest numbers of
        articles."""
        if self.reason:
            return self.reason
        n = len(self.evidence.counted)
        n_quoting = self._spoken["article_id"].nunique()
        reports = choose(n_quoting, "reports", "report")
        says = f"{choose(n_quoting, 'quotes', 'quote')} somebody or {reports} what somebody said"
        said = f"{n_quoting:,} of the {count_of(n, 'article')} {says}."
        if n == 1:
            said = f"The article {choose(n_quoting, says, 'quotes nobody whom it names')}."
        people = self.speakers()
        people = people[people["kind"] == PERSON].head(_NAMED)
        if people.empty:
            return said
        named = [
            f"{row.speaker} ({count_of(row.n_articles, 'article')})" for row in people.itertuples()
        ]
        if len(named) == 1:
            return f"{said} The only person heard by name is {named[0]}."
        heard = "The people heard by name in the largest numbers of articles are"
        return f"{said} {heard} {join_names(named)}."

    def method(self) -> str:
        """Say how quotations and speakers were found, how sure they are, and what they cannot
        tell."""
        rows = self.found.rows
        kept = rows[rows["form"].isin(["direct", "mixed"])]
        n_set_apart = int((rows["form"] == SET_APART).sum())
        parts = [
            "Quotations were found by their marks, speakers by verbs of speech and word order, and "
            "indirect speech by verbs of speech with a clause.",
        ]
        if len(kept):
            share, sure, every = map(percent, (float(kept["sure"].mean()), SURE_RIGHT, ALL_RIGHT))
            parts.append(
                f"Of {count_of(len(kept), 'quotation')}, {share} are called sure; of such ones "
                f"{sure} had the right speaker in articles that were read for it, of all {every}."
            )
        if n_set_apart:
            parts.append(
                f"{count_of(n_set_apart, 'passage')} in quotation marks without a speaker nearby "
                f"{choose(n_set_apart, 'was', 'were')} set apart as scare quotes or titles."
            )
        parts += [*self._left_out(), self._joined(), self.cannot_show]
        return " ".join(part for part in parts if part)

    def _left_out(self) -> list[str]:
        """Say which articles were not read, or hold words that marks do not show."""
        shapes = self.found.shapes
        notes = []
        n_unread = int((~shapes["read"]).sum())
        if n_unread:
            verb = choose(n_unread, "is", "are")
            notes.append(f"{count_of(n_unread, 'article')} {verb} in a language that is not read.")
        n_transcripts = int((shapes["shape"] == "transcript").sum())
        if n_transcripts:
            looks = choose(n_transcripts, "looks like a transcript", "look like transcripts")
            notes.append(
                f"{count_of(n_transcripts, 'article')} {looks}: what stands there behind a name "
                "and a colon is not counted."
            )
        n_lists = int((shapes["shape"] == "list").sum())
        if n_lists:
            looks = choose(n_lists, "is a list", "are lists")
            notes.append(f"{count_of(n_lists, 'article')} {looks} of quotations.")
        return notes

    def _joined(self) -> str:
        n = len(self.found.joints)
        if not n:
            return "Mentions of a person were joined within an article by surname."
        return (
            "Mentions of a person were joined within an article by surname; over the articles "
            f"{count_of(n, 'name was', 'names were')} joined to others, which joints() lists."
        )

    def headings(self) -> dict[str, Heading]:
        """Return headings that only quotations have."""
        return {
            "speaker": Heading("speaker", "text"),
            "said": Heading("words", "text"),
            "sure": Heading("speaker sure", "whether"),
        }

    def plot(
        self,
        ax: Axes | None = None,
        *,
        n: int = 15,
        title: str | None = None,
        subtitle: str | None = None,
        source: str | None = None,
        size: tuple[int, int] | None = None,
    ) -> Chart:
        """Draw who is heard in the largest numbers of articles.

        Parameters
        ----------
        ax : matplotlib axes, optional
            Where to draw.
        n : int, default 15
            How many speakers to draw.
        title, subtitle, source, size
            As in every plot: what to write instead of mediakit's own words, and width and height in
            pixels.
        """
        require_whole("n", n, least=1)
        heading = "Who is heard in the largest numbers of articles"
        people = self.speakers()
        said = source_line(self.evidence, pd.DataFrame())
        if people.empty:
            chart = note_chart(heading, self.answer(), said)
        else:
            data = people.head(n)[["speaker", "kind", "n_articles", "n_quotations"]]
            data = data.assign(kind=data["kind"].astype("str"))
            chart = dot_chart(
                data, label="speaker", value="n_articles", axis="articles", title=heading,
                source=said,
            )  # fmt: skip
        return self.finish(chart, ax, title, subtitle, source, size)
