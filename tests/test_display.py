"""Untrusted text and numbers, as a notebook shows them."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediakit.display import escape, html_link, html_paragraph


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


def test_a_paragraph_is_escaped():
    assert html_paragraph("a < b") == "<p>a &lt; b</p>"


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        " JavaScript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<b>",
        "file:///etc/passwd",
        "//gull.example/a",
        "mailto:desk@gull.example",
        "http:",
        "http://[",
        "",
        None,
        float("nan"),
    ],
)
def test_what_is_no_address_of_the_web_is_no_link(url):
    assert html_link("Snow & ice", url) == "Snow &amp; ice"


def test_a_link_opens_the_article_and_tells_its_site_nothing():
    assert html_link("Snow <i>", 'https://gull.example/a b?x=1&y="2"#top') == (
        '<a href="https://gull.example/a%20b?x=1&amp;y=%222%22#top" '
        'rel="noopener noreferrer nofollow">Snow &lt;i&gt;</a>'
    )
