"""Back to the words: places, sentences, titles."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from mediakit import keyword_in_context, quote_examples
from mediakit.context import Quotes, quote_sentences, quote_titles
from mediakit.errors import BadQuery, ColumnMissing, UnknownValue

WHERE = ["article_id", "outlet", "date", "title", "url"]


def test_every_place_is_shown_with_the_words_around_it(articles):
    table = keyword_in_context(articles, '"low pay"', width=11).table()
    assert list(table.columns) == [*WHERE, "position", "left", "match", "right"]
    assert table["article_id"].tolist() == ["a01", "a02", "a03", "a05", "a12"]
    # a01: Ferry0 halts1 The2 ferry3 stopped4 at5 noon6 Crews7 blame8 low9; a12: Ferry letters Readers wrote about low5
    assert table["position"].tolist() == [9, 9, 6, 6, 5]
    first = table.iloc[0]
    assert (first["left"], first["match"], first["right"]) == ("rews blame ", "low pay", ".")


def test_places_are_sorted_by_date_then_article_then_position_and_undated_ones_last(articles):
    table = keyword_in_context(articles.sample(frac=1, random_state=1), "ferry").table()
    places = list(zip(table["article_id"], table["position"], strict=True))
    assert places == [
        ("a01", 0), ("a01", 3), ("a02", 0), ("a02", 3), ("a03", 2), ("a05", 2), ("a07", 0), ("a07", 5), ("a10", 3), ("a12", 0),
    ]  # fmt: skip


def test_a_younger_article_comes_later_whatever_its_id(make_articles):
    rows = [{"title": "ferry", "date": "2031-03-09"}, {"title": "ferry ferry", "date": "2031-03-01"}]
    table = keyword_in_context(make_articles(rows), "ferry").table()
    assert table["article_id"].tolist() == ["a02", "a02", "a01"]


def test_the_text_stands_as_it_was_read_in_one_line(make_articles):
    table = keyword_in_context(make_articles([{"title": "Snow", "text": "It’s COLD.\nVery."}]), "cold").table()
    assert table.loc[0, ["left", "match", "right"]].tolist() == ["Snow It’s ", "COLD", ". Very."]


def test_a_query_of_two_words_shows_all_from_the_one_to_the_other(articles):
    table = keyword_in_context(articles, "crews NEAR/3 pay").table()
    assert table["match"].tolist() == ["Crews blame low pay"] * 2  # in "crews strike over low pay" pay is four words on


def test_only_the_fields_named_are_read(articles):
    assert keyword_in_context(articles, "halts", fields=["text"]).table().empty
    assert len(keyword_in_context(articles, "halts", fields=["title"])) == 2


def test_the_description_counts_places_and_articles(articles):
    places = keyword_in_context(articles, "ferry")
    assert places.describe() == (
        "10 places in 7 of 12 articles match the query ferry. Case is ignored; titles and texts are read "
        "unless fields= says otherwise."
    )
    first_line = repr(places).split("\n")[1]  # 45 characters on the left, 45 on the right
    assert first_line == " " * 46 + "[Ferry]  halts The ferry stopped at noon. Crews blame"


def test_the_printed_places_show_the_words_next_to_the_match(make_articles):
    text = "one two three four five six seven eight nine ten eleven ferry"
    line = repr(keyword_in_context(make_articles([{"title": "News", "text": text}]), "ferry")).split("\n")[1]
    assert line.rstrip().endswith("nine ten eleven  [ferry]")


def test_a_query_without_a_place_gives_an_empty_table_with_the_same_columns(articles):
    nowhere = keyword_in_context(articles, "zebra")
    assert len(nowhere) == 0
    assert list(nowhere.table().columns) == list(keyword_in_context(articles, "ferry").table().columns)
    assert nowhere.describe().startswith("0 places in 0 of 12 articles match the query zebra.")
    assert len(keyword_in_context(articles.head(0), "ferry")) == 0


def test_the_result_cannot_be_changed_through_its_table(articles):
    places = keyword_in_context(articles, "ferry")
    table = places.table()
    table.loc[0, "match"] = "changed"
    assert places.table().loc[0, "match"] == "Ferry"


def test_article_text_is_escaped_in_a_notebook(make_articles):
    nasty = make_articles([{"outlet": "<u>", "title": "<script>", "text": "<img onerror=x> ferry $5"}])
    for shown in (keyword_in_context(nasty, "ferry"), quote_sentences(nasty, "ferry"), quote_titles(nasty)):
        made = shown._repr_html_()
        assert not [tag for tag in ("<script", "<img", "<u>", "$") if tag in made]
        assert "&lt;script&gt;" in made


def test_a_bad_query_a_missing_column_and_a_repeated_id_are_refused(articles):
    with pytest.raises(BadQuery):
        keyword_in_context(articles, "(ferry")
    with pytest.raises(ColumnMissing):
        keyword_in_context(articles.drop(columns="url"), "ferry")
    with pytest.raises(UnknownValue):
        keyword_in_context(pd.concat([articles, articles]), "ferry")


@given(
    st.lists(
        st.text(st.sampled_from("ferry .\n’'ßİ\u2028") | st.characters(codec="utf-8"), max_size=40),
        min_size=1,
        max_size=3,
    )
)
def test_a_match_and_its_sides_are_cut_out_of_the_text_itself(make_articles, texts):
    table = make_articles([{"title": "The ferry", "text": text} for text in texts])
    hits = keyword_in_context(table, "f*", width=7).table().merge(table[["article_id", "text"]], on="article_id")
    assert len(hits) >= len(texts)
    for hit in hits.itertuples():
        whole = "The ferry" + (f"\n{hit.text}" if hit.text else "")
        assert hit.left + hit.match + hit.right in whole.replace("\n", " ")
        assert len(hit.left) <= 7
        assert len(hit.right) <= 7


def test_sentences_come_from_the_oldest_the_newest_and_between(articles):
    # ferry stands in the texts of a01 a02 a03 a05 a07 a10, from 3 March to 2 April
    quotes = quote_sentences(articles.sample(frac=1, random_state=2), "ferry", n=3, fields=["text"], group="G").table()
    assert list(quotes.columns) == ["group", *WHERE, "sentence", "match", "start"]
    assert quotes["article_id"].tolist() == ["a01", "a03", "a10"]
    assert quotes["sentence"].tolist() == [
        "The ferry stopped at noon.",
        "Ferry crews strike over low pay.",
        "The ferry owners met the strikers.",
    ]
    assert quotes["match"].tolist() == ["ferry", "Ferry", "ferry"]
    assert quotes["start"].tolist() == [4, 0, 4]  # characters of the sentence before the match
    assert set(quotes["group"]) == {"G"}


@pytest.mark.parametrize(
    ("n", "quoted"),
    [(0, []), (1, ["a01"]), (2, ["a01", "a12"]), (99, ["a01", "a02", "a03", "a05", "a12"])],
)
def test_at_most_n_articles_are_quoted_each_once(articles, n, quoted):
    assert quote_sentences(articles, '"low pay"', n=n).table()["article_id"].tolist() == quoted


def test_a_hit_over_two_sentences_quotes_both(make_articles):
    table = make_articles([{"title": "News", "text": "It is cold. The ferry waits. Snow fell. Ice too."}])
    assert quote_sentences(table, "ferry NEAR/3 fell").table()["sentence"].tolist() == ["The ferry waits. Snow fell."]


def test_a_query_without_a_place_quotes_nothing(articles):
    quotes = quote_sentences(articles, "zebra")
    assert len(quotes) == 0
    assert quotes._repr_html_() == "<p>No sentence.</p>"


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("The ferry waits.", "ferry", "The <mark>ferry</mark> waits."),
        ("AT&T sells an amp.", "amp", "AT&amp;T sells an <mark>amp</mark>."),
        ("The caterer met a cat.", "cat", "The caterer met a <mark>cat</mark>."),
        ("They pay $36 or 36 crowns.", "crowns", "They pay &#36;<!-- -->36 or 36 <mark>crowns</mark>."),
    ],
    ids=["a word", "an entity is not broken", "not inside another word", "a dollar"],
)
def test_the_mark_stands_on_the_word_found(make_articles, text, query, marked):
    made = quote_sentences(make_articles([{"outlet": "Gull", "title": "News", "text": text}]), query)._repr_html_()
    assert made == (
        f'<ul class="tex2jax_ignore mathjax_ignore"><li><small>Gull · undated · News</small><br>{marked}</li></ul>'
    )


def test_what_is_not_known_of_an_article_is_left_out_of_its_source_line(make_articles):
    made = quote_titles(make_articles([{"text": "Snow fell."}]))._repr_html_()
    assert "<small>undated</small><br>Snow fell." in made


def test_titles_are_quoted_the_oldest_first_and_a_text_where_there_is_no_title(make_articles):
    table = make_articles(
        [
            {"title": "Late", "date": "2031-03-09"},
            {"text": "x" * 300, "date": "2031-03-01"},
            {"title": "Undated"},
        ]
    )
    quotes = quote_titles(table, n=2, group="snow").table()
    assert quotes["article_id"].tolist() == ["a02", "a01"]
    assert quotes["sentence"].tolist() == ["x" * 200, "Late"]
    assert quotes["match"].tolist() == ["", ""]
    assert quotes["group"].tolist() == ["snow", "snow"]


@dataclass(frozen=True)
class Result:
    """A stand-in for a result: shares by outlet, examples by query."""

    articles: pd.DataFrame

    def example_keys(self) -> list[str]:
        return list(dict.fromkeys(self.table().iloc[:, 0].dropna()))

    def table(self) -> pd.DataFrame:
        return pd.DataFrame({"outlet": ["Hill Courier", "Hill Courier", None, "Gull Gazette", "Marsh Mirror"]})

    def examples(self, key: str, *, n: int = 3) -> Quotes:
        rows = self.articles[self.articles["outlet"] == key]
        return quote_sentences(rows, "ferry", n=n, group=key)


def test_examples_are_quoted_for_the_first_different_rows_of_a_result(articles):
    quotes = quote_examples(Result(articles), 2).table()
    # Hill: a02 and a10 of two; Gull: a01 and a12 of a01 a03 a05 a12
    assert list(zip(quotes["group"], quotes["article_id"], strict=True)) == [
        ("Hill Courier", "a02"),
        ("Hill Courier", "a10"),
        ("Gull Gazette", "a01"),
        ("Gull Gazette", "a12"),
    ]


def test_a_result_without_rows_has_no_examples(articles):
    class Empty(Result):
        def table(self) -> pd.DataFrame:
            return pd.DataFrame({"outlet": []})

    quotes = quote_examples(Empty(articles))
    assert len(quotes) == 0
    assert_frame_equal(quotes.table(), quote_sentences(articles, "zebra").table(), check_dtype=False)
