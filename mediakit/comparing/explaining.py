"""Which differences between the sides a fault of the texts may explain."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd

from mediakit.arrays import Flags, Floats, Longs
from mediakit.comparing.sides import Sides
from mediakit.errors import UnknownValue
from mediakit.inspecting import LESS, MORE, Inspection
from mediakit.uncertainty import MAX_Q
from mediakit.wording import choose, count_of, ended, join_names, quoted

__all__ = ["cautions", "explain_differences", "explained_by"]

_TIMES = 2.0  # as many articles of one side have the fault, in proportion, as of the other
_MOST = 0.5  # of the articles of that side, those of outlets with the fault
#: How a clause begins that does not begin with the name of an outlet.
_WITHOUT_NAME = ("From ", "On ", "There ", "One ")
_NAMED = 3  # findings, or terms
_FEW_TERMS = 8
_COLUMNS = ["group", "term", "finding", "outlet", "what", "from", "until", "effect", "why"]
_NONE = "No fault that would explain these differences was found in the texts."


def explain_differences(
    numbers: pd.DataFrame,
    article_ids: pd.Series,
    sides_of: Callable[[str], tuple[Flags, Flags]],
    inspection: Inspection,
) -> pd.DataFrame:
    """Return the terms found to differ that a finding may explain.

    A kind of fault counts if the share of articles with it is at least twice that of the other
    side, and it changes the term in the direction in which the sides differ; and if outlets with it
    make up most of the side, or if most of the side's articles with the term have it from the fault
    alone.

    Returns
    -------
    DataFrame
        group, term, finding (the row of `inspection.table()`), outlet, what, from, until, effect,
        why; in the order of `numbers`.
    """
    places = _places(article_ids, inspection)
    differing = numbers[numbers["q"] <= MAX_Q]
    groups = list(dict.fromkeys(differing["group"].astype(str)))
    faulty = {group: list(_faulty_sides(places, *sides_of(group), inspection)) for group in groups}
    asked = sorted({finding for sides in faulty.values() for finding, _, _ in sides})
    found = inspection.explain(list(dict.fromkeys(differing["term"])), findings=asked)
    parts = []
    for group, sides in faulty.items():
        rows = differing[differing["group"] == group].set_index("term")
        parts.append(_in_group(found, rows, sides).assign(group=group))
    if not parts:
        return found.assign(group=pd.Series(dtype="str"))[_COLUMNS]
    return pd.concat(parts, ignore_index=True)[_COLUMNS]


def _in_group(
    found: pd.DataFrame,
    rows: pd.DataFrame,
    sides: list[tuple[int, int, bool]],
) -> pd.DataFrame:
    """Return what explains differences of a group, in the order of its rows."""
    signs = {finding: sign for finding, sign, _ in sides}
    of_most = [finding for finding, _, is_of_most in sides if is_of_most]
    of_group = found[found["term"].isin(rows.index) & found["finding"].isin(signs)]
    of_group = of_group.iloc[np.argsort(rows.index.get_indexer(of_group["term"]), kind="stable")]
    sign = of_group["finding"].map(signs).to_numpy(dtype=np.float64)
    counted = rows.loc[of_group["term"]]
    expected = np.where(counted["log_ratio"].to_numpy() * sign > 0, MORE, LESS)
    is_most = of_group["finding"].isin(of_most) | _has_most(of_group, counted, sign)
    return of_group[(of_group["effect"] == expected) & is_most]


def _has_most(found: pd.DataFrame, counted: pd.DataFrame, sign: Floats) -> pd.Series:
    """Return whether most of a side's articles with a term have it from faults of a kind alone."""
    in_side = np.where(sign > 0, counted["n_articles_a"], counted["n_articles_b"])
    from_fault = found.groupby(["term", "what"])["n_articles"].transform("sum")
    return (from_fault > 0) & (from_fault >= _MOST * in_side)


def _places(article_ids: pd.Series, inspection: object) -> Longs:
    """Return the row of each article in the inspection."""
    if not isinstance(inspection, Inspection):
        kind = type(inspection).__name__
        raise TypeError(f"inspection must be the result of inspect_articles; got {kind}.")
    inspected = pd.Index(inspection.rows["article_id"])
    places = inspected.get_indexer(pd.Index(article_ids))
    n_unknown = int((places < 0).sum())
    if n_unknown:
        were = choose(n_unknown, "was", "were")
        raise UnknownValue(
            f"{n_unknown:,} of the {count_of(len(places), 'article')} compared {were} not "
            "inspected. Call inspect_articles on the table that you compare."
        )
    return np.asarray(places, dtype=np.int64)


def _faulty_sides(
    places: Longs,
    in_a: Flags,
    in_b: Flags,
    inspection: Inspection,
) -> Iterator[tuple[int, int, bool]]:
    """Yield each finding about a side, with 1 if that is side a and -1 if it is side b, and whether
    outlets with such a fault make up most of the side."""
    outlets = inspection.rows["outlet"].to_numpy()[places]
    for same in _by_kind(inspection):
        faults = [inspection.faults[number] for number in same]
        is_theirs = np.isin(outlets, [fault.outlet for fault in faults])
        has_fault = np.isin(places, np.concatenate([fault.rows for fault in faults]))
        share_a, share_b = _share(has_fault, in_a), _share(has_fault, in_b)
        sign, side = 0, np.zeros(len(places), dtype=bool)
        if share_a and share_a >= _TIMES * share_b:
            sign, side = 1, in_a
        if share_b and share_b >= _TIMES * share_a:
            sign, side = -1, in_b
        is_of_most = _share(is_theirs, side) >= _MOST
        present = set(outlets[side])
        for number in same:
            if inspection.faults[number].outlet in present:
                yield number, sign, is_of_most


def _by_kind(inspection: Inspection) -> list[list[int]]:
    """Return the findings of each kind of fault."""
    kinds: dict[str, list[int]] = {}
    for number, fault in enumerate(inspection.faults):
        kinds.setdefault(fault.fault, []).append(number)
    return list(kinds.values())


def _share(flags: Flags, side: Flags) -> float:
    if not side.any():
        return 0.0
    return float(flags[side].mean())


def explained_by(numbers: pd.DataFrame, explained: pd.DataFrame) -> pd.Series:
    """Return for each row of `numbers` the faults that may explain it; missing if none does."""
    named = explained.assign(by=explained["outlet"] + ": " + explained["what"])
    by_term = named.groupby(["group", "term"])["by"].agg("; ".join)
    rows = pd.MultiIndex.from_frame(numbers[["group", "term"]])
    return pd.Series(by_term.reindex(rows).to_numpy(), index=numbers.index, dtype="str")


def cautions(
    sides: Sides,
    explained: pd.DataFrame,
    inspection: Inspection,
    *,
    has_differences: bool,
) -> str:
    """Say that both sides are one outlet, and which terms cannot be compared, and why."""
    sentences = []
    if sides.is_pair:
        sentences = _same_outlet(set(sides.names[0]), inspection)
    if has_differences and explained.empty:
        sentences.append(_NONE)
    for finding, rows in list(explained.groupby("finding", sort=True))[:_NAMED]:
        terms = _named_terms(list(rows["term"].unique()))
        clause = inspection.clauses[int(str(finding))]
        if clause.startswith(_WITHOUT_NAME):
            clause = clause[0].lower() + clause[1:]
        sentences.append(ended(f"Do not report {terms}: {clause}"))
    n_more = explained["finding"].nunique() - _NAMED
    if n_more > 0:
        explain = count_of(n_more, "more fault explains", "more faults explain")
        sentences.append(f"{explain} other words, as the table says.")
    return " ".join(sentences)


def _named_terms(terms: list[str]) -> str:
    """Name all terms, or if they are many, some and where the others are."""
    if len(terms) <= _FEW_TERMS:
        return join_names(map(quoted, terms), "or")
    some = ", ".join(map(quoted, terms[:_NAMED]))
    return f"{some} or the {len(terms) - _NAMED:,} other terms that the table marks"


def _same_outlet(names: set[str], inspection: Inspection) -> list[str]:
    """Return the sentence on two sides that seem to be one outlet, if they do."""
    outlets = inspection.rows["outlet"]
    sentences = inspection.findings_found["forbids"]
    found = []
    for number, fault in enumerate(inspection.faults):
        if fault.fault == "names" and names <= set(outlets.iloc[fault.rows]):
            found.append(str(sentences.iloc[number]))
    return found
