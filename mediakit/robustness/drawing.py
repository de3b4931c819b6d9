"""The chart of one difference under all choices."""

from __future__ import annotations

from typing import Any

import pandas as pd

from mediakit.charts import Chart, curve_chart, note_chart
from mediakit.comparing import Comparison
from mediakit.comparing.sides import REST
from mediakit.results import source_line
from mediakit.robustness.levels import Choice, labels_by_part
from mediakit.robustness.trying import Tried
from mediakit.wording import count_of, percent, quoted

__all__ = ["draw_choices"]


def draw_choices(
    comparison: Comparison,
    tried: Tried,
    row: pd.Series | None,
    reason: str,
) -> Chart:
    """Return the chart of the difference of a row of outcomes; without one, the reason why."""
    source = source_line(comparison.evidence, comparison.numbers)
    if row is None:
        return note_chart("No difference to check under other choices", reason, source)
    name, value = comparison.name, comparison.value
    trials = tried.trials
    is_this = (trials["group"] == row["group"]) & (trials[name] == row[name])
    rows = trials[is_this & trials["can_test"]]
    parts = labels_by_part(tried.choices)
    data = _choices_by_part([tried.choices[number] for number in rows["choice"]], parts)
    numbers = rows[[value, "low", "high", "q", "holds"]].reset_index(drop=True)
    data = data.join(numbers).assign(original=(rows["choice"] == 0).to_numpy())
    return curve_chart(
        data,
        value=value,
        parts=parts,
        axis=_axis(comparison),
        title=_title(row, name),
        subtitle=_subtitle(comparison, row),
        source=source + _key(data, value),
        in_points=comparison.in_points,
    )


def _choices_by_part(choices: list[Choice], parts: dict[str, list[str]]) -> pd.DataFrame:
    """Return a row a choice with its level of each part; '' if nothing was left out or in."""
    rows: list[dict[str, Any]] = []
    for choice in choices:
        level_of = {level.part: level.label for level in choice.levels}
        rows.append({part: level_of.get(part, "") for part in parts})
    return pd.DataFrame(rows, columns=list(parts), dtype="str")


def _axis(comparison: Comparison) -> str:
    if comparison.value == "log_ratio":
        return "log ratio: 1 is twice the rate"
    return "difference of the means"


def _title(row: pd.Series, name: str) -> str:
    """Say of a difference under how many choices it holds."""
    term = quoted(row[name])
    n, n_held = int(row["n_choices"]), int(row["n_held"])
    if n == n_held:
        return f"{term} differs under every one of {count_of(n, 'choice')}"
    return f"{term} differs under {n_held:,} of {count_of(n, 'choice')} ({percent(n_held / n)})"


def _subtitle(comparison: Comparison, row: pd.Series) -> str:
    a, b = comparison.sides[comparison.compared.number_of(str(row["group"]))]
    if b == REST:
        b = comparison.compared.others
    return f"Above 0: more in {a}. Below 0: more in {b}. Each column is one way to compare them."


def _key(data: pd.DataFrame, value: str) -> str:
    """Say what the marks are."""
    key = " Ring: the comparison as it was made."
    if not data["holds"].all():
        key += " Grey: no difference found there (false discovery rate 5%)."
    if data[value].isna().any():
        key += " Cross: too few articles to compare."
    return key
