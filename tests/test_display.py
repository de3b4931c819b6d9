"""Untrusted text and numbers, as a notebook shows them."""

from __future__ import annotations

import html
import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediakit.display import escape, format_cell, html_paragraph, html_table


def test_markup_quotation_marks_and_dollars_are_escaped():
    assert escape("<b title='x'>\"5 & $6\"") == (
        "&lt;b title=&#x27;x&#x27;&gt;&quot;5 &amp; &#36;<!-- -->6&quot;"
    )


@given(st.text())
def test_escaped_text_shows_as_it_was_and_holds_no_markup(text):
    escaped = escape(text)
    bare = escaped.replace("<!-- -->", "")
    assert html.unescape(bare) == text
    assert not set("<>\"'$") & set(bare)


@pytest.mark.parametrize(
    ("column", "value", "shown"),
    [
        ("share", 0.12345, "0.123"),
        ("rate", 12.345678, "12.35"),
        ("p", 0.00049, "0.0005"),
        ("log_ratio", -1.5, "-1.500"),
        ("n_articles", 1200, "1200"),
        ("rate", float("nan"), "–"),
        ("date", pd.NaT, "–"),
        ("title", None, "–"),
        ("date", pd.Timestamp("2031-03-07"), "2031-03-07"),
        ("published_at", pd.Timestamp("2031-03-07 09:05"), "2031-03-07 09:05"),
        ("terms", ["ferry", "pay"], "['ferry', 'pay']"),
        ("terms", [], "[]"),
        ("title", "Snow", "Snow"),
    ],
)
def test_a_cell_is_shown_with_the_decimals_of_its_unit(column, value, shown):
    assert format_cell(column, value) == shown


def test_a_paragraph_is_escaped():
    assert html_paragraph("a < b") == "<p>a &lt; b</p>"


def test_a_table_puts_numbers_right_words_left_and_what_is_told_right():
    table = pd.DataFrame({"outlet": ["Gull <i>"], "n": [3], "left": ["so"]})
    left, right = 'style="text-align:left"', 'style="text-align:right"'
    assert html_table(table, align_right=("left",)) == (
        '<table class="tex2jax_ignore mathjax_ignore">'
        f"<tr><th {left}>outlet</th><th {right}>n</th><th {right}>left</th></tr>"
        f"<tr><td {left}>Gull &lt;i&gt;</td><td {right}>3</td><td {right}>so</td></tr>"
        "</table>"
    )


def test_a_column_name_is_escaped_too():
    assert "<script>" not in html_table(pd.DataFrame({"<script>": [1]}))


@pytest.mark.parametrize(
    ("rows", "most", "shown", "rest"),
    [
        (3, 20, 3, ""),
        (1025, 20, 20, "<p>1,005 more rows: see table().</p>"),
        (0, 20, 0, ""),
        (2, 1, 1, "<p>1 more row: see table().</p>"),
    ],
)
def test_a_long_table_is_cut_and_says_so(rows, most, shown, rest):
    made = html_table(pd.DataFrame({"n": range(rows)}), n=most)
    assert len(re.findall("<td", made)) == shown
    assert made.endswith("</table>" + rest)
