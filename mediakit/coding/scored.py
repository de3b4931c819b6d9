"""The scores that codes are held against."""

from __future__ import annotations

from typing import Protocol

import pandas as pd

from mediakit.coding.codes import Codes, require_codes
from mediakit.errors import UnknownValue, a_kind_of
from mediakit.independence import Evidence
from mediakit.queries import find, parse_query
from mediakit.tokens import FIELDS, words_of

__all__ = ["HasValues", "of_texts", "values_of"]


class HasValues(Protocol):
    """A result with a number for each article and label, such as frame scores."""

    @property
    def evidence(self) -> Evidence:
        """The articles that were scored."""
        ...

    def values(self) -> pd.DataFrame:
        """Return article_id, and a column a label."""
        ...


def values_of(scores: HasValues, codes: Codes) -> tuple[pd.DataFrame, Evidence]:
    """Return the scores of the labels that were coded: the index is the article_id."""
    require_codes(codes)
    values = _values(scores, codes)
    labels = [label for label in codes.labels if label in values.columns]
    if not labels:
        raise UnknownValue(
            f"No label of the codes ({', '.join(codes.labels)}) has scores "
            f"({', '.join(map(str, values.columns))})."
        )
    return values[labels], scores.evidence


def of_texts(values: pd.Series, evidence: Evidence) -> pd.Series:
    """Return what is known of each article that counts, by its article_id: of itself, or the mean
    of what is known of copies of its text in its group. Other groups' copies say nothing here: they
    were not drawn from this group."""
    each = values.reindex(evidence.article_ids)
    if evidence.reprints_checked:
        ids = evidence.article_ids
        groups = evidence.column("reprint_group").astype("str").fillna(ids)
        names = [evidence.labels[name].to_numpy() for name in evidence.labels.columns]
        each = each.groupby([*names, groups.to_numpy()], dropna=False).transform("mean")
    return each.iloc[evidence.counted]


def _values(scores: HasValues, codes: Codes) -> pd.DataFrame:
    if hasattr(scores, "query") and hasattr(scores, "evidence"):
        return _matches(str(scores.query), scores.evidence, codes)
    if not hasattr(scores, "values") or not hasattr(scores, "evidence"):
        raise UnknownValue(
            "Scores are the result of score_frames, of share_mentioning, or of a classifier's "
            f"score_articles; got {a_kind_of(scores)}."
        )
    return scores.values().set_index("article_id")


def _matches(query: str, evidence: Evidence, codes: Codes) -> pd.DataFrame:
    """Return 1 for each article that matches a query, under the one label that was coded."""
    if len(codes.labels) != 1:
        raise UnknownValue(
            f"The codes have {len(codes.labels)} labels; a query is held against codes of one: "
            "whether the article truly mentions the subject."
        )
    articles = evidence.articles()
    found = find(parse_query(query), words_of(articles, FIELDS)).in_text
    ids = articles["article_id"].astype("str")
    return pd.DataFrame({codes.labels[0]: found.astype(float)}, index=pd.Index(ids))
