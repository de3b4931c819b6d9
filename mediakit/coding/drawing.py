"""How a chart shows how well scores rank what people coded."""

from __future__ import annotations

import pandas as pd

from mediakit.charts import Chart, dot_chart, note_chart

__all__ = ["area_chart"]


def area_chart(numbers: pd.DataFrame, label: str, good: str) -> Chart:
    """Draw the areas under the ROC curve with their ranges; rows with a good badge in colour."""
    heading = "How often scores put the right article first"
    said = f"In colour: {good}. The line marks chance."
    known = numbers.dropna(subset="auc")
    if known.empty:
        return note_chart(heading, "No label has coded articles with and without it.", said)
    data = known.assign(usable=known["badge"] == good, chance=0.5)
    return dot_chart(
        data[[label, "auc", "low", "high", "usable", "chance"]],
        label=label,
        value="auc",
        axis="area under the ROC curve",
        highlight="usable",
        chance="chance",
        title=heading,
        source=said,
        ranked=False,
    )
