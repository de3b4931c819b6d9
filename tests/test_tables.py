"""Tables for people: what stands in a cell, over it, and beside it."""

from __future__ import annotations

import re
from base64 import b64decode

import numpy as np
import pandas as pd
import pytest

import mediakit as mk
from mediakit.tables import Heading, ShownTable, written
from mediakit.tables.columns import columns_of
from mediakit.tables.ranges import Scale, draw_range


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (1200, "count", "1,200"),
        (12.5, "count", "12.5"),
        (0.083, "percent", "8.3%"),
        (1.0, "times", "2×"),  # a log ratio of 1 is twice as often
        (-1.0, "times", "1/2"),
        (-3.585, "times", "1/12"),  # a twelfth as often
        (-0.125, "signed", "−0.12"),
        (0.0004, "chance", "under 0.1%"),
        (0.03, "chance", "3%"),
        (-2.0, "lag", "−2"),
        (pd.Timestamp("2031-03-07"), "day", "7 Mar 2031"),
        (pd.Timestamp("2031-03-07 09:05"), "moment", "7 Mar 2031, 09:05"),
        (True, "yes", "yes"),
        (False, "yes", ""),
        (["ferry", "pay"], "text", "ferry, pay"),
        ([], "text", ""),
        (np.nan, "percent", "–"),
        (pd.NaT, "day", "–"),
        (None, "text", "–"),
        (pd.NA, "count", "–"),
    ],
)
def test_a_value_is_written_as_a_newspaper_prints_it(value, form, shown):
    assert written(value, form) == shown


def made(**columns):
    return {
        column.heading.words: column.cells
        for column in columns_of(pd.DataFrame(columns), SIDES, {})
    }


SIDES = {"a": "Gull", "b": "Hill"}


def test_a_range_stands_in_one_column_after_its_value_and_in_its_form():
    shown = made(outlet=["Gull"], share=[0.2], low=[0.081], high=[0.416])
    assert shown == {"outlet": ["Gull"], "share": ["20%"], "95% range": ["8.1% to 42%"]}


def test_a_range_that_is_open_says_so():
    shown = made(
        term=["pay"] * 3, share=[0.2] * 3, low=[0.1, np.nan, np.nan], high=[np.nan, 0.3, np.nan]
    )
    assert shown["95% range"] == ["from 10%", "up to 30%", "–"]


def test_the_sides_of_a_comparison_are_called_by_their_names():
    shown = made(term=["pay"], n_articles_a=[3], n_articles_b=[1])
    assert list(shown) == ["word", "articles, Gull", "articles, Hill"]


def test_keys_and_marks_that_are_set_nowhere_are_not_shown():
    shown = made(article_id=["a1"], outlet=["Gull"], p=[0.01], small_sample=[False], q=[np.nan])
    assert list(shown) == ["outlet"]


def test_a_column_of_ones_own_keeps_its_name_and_gets_a_form_by_its_type():
    shown = made(my_desk=["news"], n_seen=[1200], rating=[0.123456], read=[True])
    assert shown == {"my desk": ["news"], "n seen": ["1,200"], "rating": ["0.12"], "read": ["yes"]}


def test_text_of_articles_is_escaped_in_cells_headings_and_caption():
    nasty = "<script>alert(1)</script>"
    table = ShownTable(pd.DataFrame({nasty: [nasty]}), caption=nasty)
    assert "<script" not in table.html()
    assert table.html().count("&lt;script&gt;") == 4  # the caption also names the frame


def test_a_long_table_is_cut_and_says_so():
    table = ShownTable(pd.DataFrame({"n": range(1025)}), 20)
    assert len(re.findall("<tr>", table.html())) == 21
    assert "1,005 more rows: see table()." in table.html()
    assert repr(table).endswith("1,005 more rows: see table().")


def test_each_cell_carries_its_heading_and_each_row_its_name():
    html = ShownTable(pd.DataFrame({"outlet": ["Gull"], "n_articles": [3]})).html()
    assert '<th scope="row"' in html
    assert '<td data-label="articles" style="text-align:right;white-space:nowrap">3</td>' in html
    assert html.count('scope="col"') == 2


def test_the_plain_text_has_the_numbers_themselves():
    table = ShownTable(pd.DataFrame({"share": [0.123456]}))
    assert "0.123456" in repr(table)


def test_a_range_is_drawn_on_the_scale_of_its_column():
    low, value, high = (pd.Series([end]) for end in (0.0, 0.5, 1.0))
    scale = Scale.of(value, low, high)
    assert (scale.least, scale.most) == (0, 1)
    assert (scale.place(0), scale.place(0.5), scale.place(1)) == (2, 48, 94)
    assert 'd="M2.0 5.0H94.0"' in draw_range(0.0, 0.5, 1.0, scale)
    assert 'd="M2.0 5.0H96.0"' in draw_range(0.0, 0.5, np.nan, scale)  # open: to the edge
    assert draw_range(0.0, np.nan, 1.0, scale) == ""


def test_nothing_is_drawn_where_all_is_one_number():
    same = pd.Series([0.0, 0.0])
    assert Scale.of(same, same, same) is None


def test_headings_may_be_of_one_table_only():
    table = ShownTable(pd.DataFrame({"share": [0.5]}), own={"share": Heading("part", "decimal")})
    assert ">part</th>" in table.html()
    assert ">0.50</th>" in table.html()


def test_a_heading_needs_a_form_that_exists():
    with pytest.raises(KeyError, match="inches"):
        Heading("width", "inches")


def test_every_result_shows_its_columns_and_no_other(articles):
    shares = mk.share_mentioning(articles, "ferry", by="outlet")
    assert list(shares.show(2, columns=["outlet", "share"]).rows.columns) == ["outlet", "share"]
    with pytest.raises(mk.errors.UnknownValue, match="columns"):
        shares.show(columns=["shares"])


def test_all_rows_of_a_table_can_be_saved_from_a_page(monkeypatch):
    rows = pd.DataFrame({"outlet": [f"=Gull {n}" for n in range(30)], "n_articles": range(30)})
    rows.loc[29, "outlet"] = "desk@gull.example"
    assert "download" not in ShownTable(rows)._repr_html_()
    monkeypatch.setenv("MEDIAKIT_PAGE", "1")
    shown = ShownTable(rows)._repr_html_()
    link = re.search(
        r'download="([^"]+)" href="data:text/csv;charset=utf-8;base64,([^"]+)">([^<]+)<', shown
    )
    content = b64decode(link[2]).decode().split("\n")
    assert (link[1], link[3]) == ("outlet-30-rows.csv", "All 30 rows (CSV)")
    assert content[:2] == ["outlet,n_articles", "'=Gull 0,0"]
    assert content[30] == "••••@••••.•••••••,29"
    assert "18 more rows not shown." in shown
    assert "download" not in ShownTable(rows.head(12))._repr_html_()


def test_a_table_too_large_for_a_page_is_not_in_it(monkeypatch):
    monkeypatch.setenv("MEDIAKIT_PAGE", "1")
    rows = pd.DataFrame({"passage": ["quay " * 50] * 1000})
    assert "download" not in ShownTable(rows)._repr_html_()
