"""Charts: tidy tables in, pictures with their data and alt text out."""

from mediakit.charts.chart import Chart
from mediakit.charts.curve import curve_chart
from mediakit.charts.dots import dot_chart
from mediakit.charts.heat import heat_chart
from mediakit.charts.lines import line_chart
from mediakit.charts.note import note_chart
from mediakit.charts.path import path_chart
from mediakit.charts.sides import place_of_side
from mediakit.charts.tree import square_chart, tree_chart
from mediakit.charts.two_sided import two_sided_chart

__all__ = [
    "Chart",
    "curve_chart",
    "dot_chart",
    "heat_chart",
    "line_chart",
    "note_chart",
    "path_chart",
    "place_of_side",
    "square_chart",
    "tree_chart",
    "two_sided_chart",
]
