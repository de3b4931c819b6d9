"""Quotations part by part: what is kept of the articles, without their texts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from mediakit.checks import one_of, require_columns, require_unique_ids
from mediakit.quotes.extracting import FORMS, Row, read_article
from mediakit.quotes.grammar.rules import RULES
from mediakit.quotes.joining import join_people
from mediakit.quotes.kinds import KINDS
from mediakit.quotes.language import LANGUAGES, grammar_of
from mediakit.quotes.resolving import SourceCache
from mediakit.quotes.vocabulary import vocabulary_of

__all__ = ["COLUMNS", "INDIRECT_RULE", "Extracted", "FindQuotes", "Found"]

#: The columns of a quotation, in the order of the table.
COLUMNS = [
    "speaker", "kind", "office", "article_id", "form", "rule", "inherited", "sure", "resolved",
    "told", "n_words", "begin", "end", "source_begin", "source_end", "cue_begin", "cue_end",
]  # fmt: skip
#: So many articles are read before their rows become a table, which takes less memory.
_LOT = 2_000
#: The rule of indirect speech.
INDIRECT_RULE = "verb of speech with a clause"
_ALL_RULES = (*RULES, INDIRECT_RULE)


@dataclass(frozen=True, eq=False)
class Extracted:
    """What is kept of the articles of a part.

    Attributes
    ----------
    rows : DataFrame
        A row a quotation.
    shapes : DataFrame
        article_id, shape (transcript, list or '') and read (whether its language is known).
    """

    rows: pd.DataFrame
    shapes: pd.DataFrame


@dataclass(frozen=True, eq=False)
class Found:
    """The quotations of all parts: rows with one name a person, what was joined, and shapes."""

    rows: pd.DataFrame
    joints: pd.DataFrame
    shapes: pd.DataFrame

    def table(self) -> pd.DataFrame:
        """Return the rows."""
        return self.rows


@dataclass(frozen=True)
class FindQuotes:
    """Finds quotations part by part; see `mediakit.running.Analysis`.

    Attributes
    ----------
    language : str or None
        The code of the language; by default that of the column `language`, else English.
    belief : bool
        Whether verbs of thinking count as indirect speech.
    """

    language: str | None = None
    belief: bool = False

    def summarise(self, part: pd.DataFrame) -> Extracted:
        """Return the quotations of a part."""
        require_columns(part, ["article_id", "text"])
        require_unique_ids(part)
        caches: dict[str, SourceCache] = {}
        lots = [self._read(part.iloc[:0], caches)]
        for first in range(0, len(part), _LOT):
            lots.append(self._read(part.iloc[first : first + _LOT], caches))
        rows = pd.concat([lot.rows for lot in lots], ignore_index=True)
        shapes = pd.concat([lot.shapes for lot in lots], ignore_index=True)
        return Extracted(rows, shapes)

    def _read(self, part: pd.DataFrame, caches: dict[str, SourceCache]) -> Extracted:
        """Return the quotations of some articles."""
        found: list[Row] = []
        owners: list[str] = []
        shapes: list[tuple[str, str, bool]] = []
        ids = part["article_id"].astype("str").to_list()
        for name, text, code in zip(ids, part["text"].to_list(), self._codes(part), strict=True):
            if code not in LANGUAGES:
                shapes.append((name, "", False))
                continue
            language = LANGUAGES[code]
            if language not in caches:
                caches[language] = SourceCache(vocabulary_of(language))
            rows: list[Row] = []
            shape = ""
            if isinstance(text, str):
                grammar = grammar_of(language)
                rows, shape = read_article(text, grammar, caches[language], self.belief)
            found += rows
            owners += [name] * len(rows)
            shapes.append((name, shape, True))
        return Extracted(_as_table(found, owners), _as_shapes(shapes))

    def _codes(self, part: pd.DataFrame) -> list[str]:
        """Return the language of each article: of two letters."""
        if self.language is not None:
            one_of("language", self.language, LANGUAGES)
            return [self.language] * len(part)
        if "language" not in part.columns:
            return ["en"] * len(part)
        codes = part["language"].astype("str").fillna("en").str.lower()
        return codes.str.replace("_", "-").str.split("-").str[0].replace("", "en").tolist()

    def merge(
        self,
        first: Extracted,
        second: Extracted,
    ) -> Extracted:
        """Return both summaries in one."""
        rows = pd.concat([first.rows, second.rows], ignore_index=True)
        shapes = pd.concat([first.shapes, second.shapes], ignore_index=True)
        return Extracted(rows, shapes)

    def finish(self, summary: Extracted) -> Found:
        """Return the quotations, in the order of article and place, with one name a person."""
        shapes = summary.shapes.sort_values("article_id", ignore_index=True)
        rows = _in_order(summary.rows)
        language = LANGUAGES[self.language or "en"]
        rows, joints = join_people(rows, vocabulary_of(language))
        kinds = pd.Categorical(rows["kind"].replace("", None), categories=KINDS)
        return Found(rows.assign(kind=kinds)[COLUMNS], joints, shapes)


def _as_table(found: list[Row], owners: list[str]) -> pd.DataFrame:
    """Return rows as a table; numbers of forms and rules as their words."""
    table = pd.DataFrame(found, columns=list(Row._fields))
    table = table.assign(
        article_id=pd.Series(owners, dtype="str"),
        form=pd.Categorical.from_codes(table["form"].astype("int8"), categories=FORMS),
        rule=pd.Categorical.from_codes(table["rule"].astype("int8"), categories=_ALL_RULES),
    )
    texts = dict.fromkeys(["speaker", "office", "told", "kind"], "str")
    flags = dict.fromkeys(["inherited", "sure", "resolved"], "bool")
    places = ["begin", "end", "source_begin", "source_end", "cue_begin", "cue_end", "n_words"]
    return table.astype(texts | flags | dict.fromkeys(places, "int32"))


def _in_order(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows in the order of article and place."""
    numbers, _ = pd.factorize(rows["article_id"], sort=True)
    keys = [rows[name].to_numpy() for name in ("cue_begin", "end", "begin")]
    order = np.lexsort([*keys, numbers])
    return rows.iloc[order].reset_index(drop=True)


def _as_shapes(shapes: list[tuple[str, str, bool]]) -> pd.DataFrame:
    table = pd.DataFrame(shapes, columns=["article_id", "shape", "read"])
    return table.astype({"article_id": "str", "shape": "str", "read": "bool"})
