"""What became of each finding over all choices: how often it held, and what undid it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from mediakit.comparing import Comparison, TermComparison
from mediakit.robustness.levels import Choice
from mediakit.robustness.trying import Tried

__all__ = ["COMBINED", "MISSED", "outcomes", "steps_against"]

#: A finding survives if it holds under every single change, and under all choices but one or this
#: part of them.
MISSED = 0.1
#: What undid a finding that holds under every single change.
COMBINED = "several changes at once"


_NOTHING = {
    "share": pd.Series(dtype=float),
    "n_held": pd.Series(dtype="int64"),
    "n_choices": pd.Series(dtype="int64"),
    "weakest": pd.Series(dtype=float),
    "fell_by": pd.Series(dtype="str"),
    "survives": pd.Series(dtype=bool),
}


def outcomes(comparison: Comparison, tried: Tried) -> pd.DataFrame:
    """Return a row a finding: the columns of the comparison, what became of it, and whether it
    survives; those that hold under the largest share of choices first."""
    name, value = comparison.name, comparison.value
    findings = comparison.found
    if findings.empty or not tried.choices:
        return _described(findings.head(0), comparison).assign(**_NOTHING)
    tested = tried.trials[tried.trials["can_test"]]
    grouped = tested.groupby(["group", name], sort=False)
    weakest = tested.assign(size=_along(tested, findings, name, value)).groupby(
        ["group", name], sort=False
    )["size"]
    keys = pd.MultiIndex.from_frame(findings[["group", name]])
    n_held = grouped["holds"].sum().reindex(keys).to_numpy(dtype=np.int64)
    n_choices = grouped.size().reindex(keys).to_numpy(dtype=np.int64)
    direction = np.sign(findings[value].to_numpy(dtype=float))
    against = steps_against(findings, tried, name)
    described = _described(findings, comparison).assign(
        share=n_held / n_choices,
        n_held=n_held,
        n_choices=n_choices,
        weakest=weakest.min().reindex(keys).to_numpy() * direction,
        fell_by=_fell_by(against, n_held, n_choices),
    )
    is_undone = np.array([len(steps) > 0 for steps in against], dtype=bool)
    survives = ~is_undone & (n_choices - n_held <= np.maximum(1, MISSED * n_choices))
    if "explained_by" in described.columns:
        survives &= described["explained_by"].isna().to_numpy()
    table = described.assign(survives=survives)
    return table.sort_values(
        ["survives", "share"], ascending=False, kind="stable", ignore_index=True
    )


def _described(findings: pd.DataFrame, comparison: Comparison) -> pd.DataFrame:
    """Return the findings with the side that has more, and the fault that may explain each."""
    value = comparison.value
    more_in = []
    for group, size in zip(findings["group"], findings[value], strict=True):
        a, b = comparison.sides[comparison.compared.number_of(group)]
        if size > 0:
            more_in.append(a)
        else:
            more_in.append(b)
    kept = ["group", comparison.name, "kind", "n_articles_a", "n_articles_b", value]
    kept = [column for column in [*kept, "low", "high", "q"] if column in findings.columns]
    table = findings[kept].assign(more_in=pd.Series(more_in, dtype="str"))
    if isinstance(comparison, TermComparison) and comparison.explained is not None:
        named = comparison.table()
        if "group" not in named.columns:
            named = named.assign(group=comparison.sides[0][0])
        by = named.set_index(["group", "term"])["explained_by"]
        keys = pd.MultiIndex.from_frame(findings[["group", "term"]])
        table = table.assign(explained_by=by.reindex(keys).to_numpy())
    return table


def _along(
    tested: pd.DataFrame,
    findings: pd.DataFrame,
    name: str,
    value: str,
) -> pd.Series:
    """Return the estimates, positive if they are in the direction of the finding."""
    direction = np.sign(findings.set_index(["group", name])[value].astype(float))
    keys = pd.MultiIndex.from_frame(tested[["group", name]])
    return tested[value] * direction.reindex(keys).to_numpy()


def steps_against(findings: pd.DataFrame, tried: Tried, name: str) -> list[list[Choice]]:
    """Return for each finding the choices with a single change under which it does not hold."""
    keys = pd.MultiIndex.from_frame(findings[["group", name]])
    against: list[list[Choice]] = [[] for _ in range(len(findings))]
    for number, choice in enumerate(tried.choices):
        if choice.step is None:
            continue
        rows = tried.trials[tried.trials["choice"] == number].set_index(["group", name])
        undone = (rows["can_test"] & ~rows["holds"]).reindex(keys).to_numpy(dtype=bool)
        for place in np.flatnonzero(undone):
            against[place].append(choice)
    return against


def _fell_by(
    against: list[list[Choice]],
    n_held: np.ndarray,
    n_choices: np.ndarray,
) -> list[str]:
    """Name what undid each finding; '' if nothing did."""
    named = []
    for choices, held, n in zip(against, n_held, n_choices, strict=True):
        labels = [choice.step.label for choice in choices if choice.step is not None]
        if not labels and held < n:
            labels = [COMBINED]
        named.append("; ".join(labels))
    return named
