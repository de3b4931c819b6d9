"""Back to the words: places, sentences, titles."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from mediakit import count_terms, find_phrases, keyword_in_context, quote_examples, share_mentioning
from mediakit.context import Quotes, quote_sentences, quote_titles
from mediakit.errors import (
    BadQuery,
    ColumnMissing,
    TextsWithoutSpaces,
    UnknownValue,
    UnspacedScript,
)
from mediakit.tokens import RULES, fields, split_words, words_of

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
    rows = [
        {"title": "ferry", "date": "2031-03-09"},
        {"title": "ferry ferry", "date": "2031-03-01"},
    ]
    table = keyword_in_context(make_articles(rows), "ferry").table()
    assert table["article_id"].tolist() == ["a02", "a02", "a01"]


def test_the_text_stands_as_it_was_read_with_a_sign_where_a_title_or_paragraph_ends(make_articles):
    table = keyword_in_context(
        make_articles([{"title": "Snow", "text": "It’s COLD.\nVery."}]), "cold"
    ).table()
    assert table.loc[0, ["left", "match", "right"]].tolist() == [
        "Snow ¶ It’s ",
        "COLD",
        ". ¶ Very.",
    ]


def test_a_query_of_two_words_shows_all_from_the_one_to_the_other(articles):
    table = keyword_in_context(articles, "crews NEAR/3 pay").table()
    assert (
        table["match"].tolist() == ["Crews blame low pay"] * 2
    )  # in "crews strike over low pay" pay is four words on


def test_only_the_fields_named_are_read(articles):
    assert keyword_in_context(articles, "halts", fields=["text"]).table().empty
    assert len(keyword_in_context(articles, "halts", fields=["title"])) == 2


def test_the_description_counts_places_and_articles(articles):
    places = keyword_in_context(articles, "ferry")
    assert places.describe() == (
        "The query “ferry” has 10 matches, in 7 of the 12 articles. Capital letters make "
        "no difference."
    )
    lines = repr(places).split("\n")[1:]
    # The longest left side is that of a07: "Ferry fares ¶ Fares on the " has 27 characters
    assert lines[0] == " " * 28 + "[Ferry]  halts ¶ The ferry stopped at noon. Crews blame low pay."
    assert lines[7] == "Ferry fares ¶ Fares on the  [ferry]  will rise."


def test_places_that_are_not_shown_are_counted_as_text_and_in_a_notebook(make_articles):
    places = keyword_in_context(make_articles([{"title": "News", "text": "ferry " * 23}]), "ferry")
    assert repr(places).split("\n")[-1] == "3 more rows: see table()."
    assert "<caption>3 more rows: see table().</caption>" in places._repr_html_()


def test_as_much_is_shown_on_each_side_as_was_asked_for(make_articles):
    places = keyword_in_context(
        make_articles([{"text": "x" * 90 + " ferry " + "y" * 90}]), "ferry", width=81
    )
    for shown in (repr(places), places._repr_html_()):
        assert "x" * 80 in shown
        assert "x" * 81 not in shown
        assert "y" * 80 in shown
        assert "y" * 81 not in shown


@pytest.mark.parametrize("width", [-5, 2.5, "10", None])
def test_a_width_that_is_no_whole_number_is_refused(articles, width):
    with pytest.raises(UnknownValue) as error:
        keyword_in_context(articles, "ferry", width=width)
    assert str(error.value) == f"width must be a whole number, 0 or more; got {width!r}."


def test_a_query_that_says_only_what_is_not_there_has_no_place_to_show(articles):
    # ferry stands in 7 of the 12 articles; the harbour and the hill in none of these
    places = keyword_in_context(articles, "NOT ferry")
    assert places.table().empty
    assert repr(places) == (
        "5 of 12 articles match the query “NOT ferry”, but only because of an address, or of words that they "
        "do not contain (NOT). There is no place to show; mentioning() gives the articles."
    )
    assert places._repr_html_() == f"<p>{places!r}</p>"
    quotes = share_mentioning(articles, "NOT ferry", by="outlet").examples("Hill Courier")
    reason = "The articles match the query only because of an address, or of words that they do not contain (NOT), so there is no sentence to show. mentioning() gives the articles."
    assert (len(quotes), repr(quotes), quotes._repr_html_()) == (0, reason, f"<p>{reason}</p>")
    assert repr(quote_examples(share_mentioning(articles, "NOT ferry"))) == reason
    assert repr(share_mentioning(articles, "zebra").examples()) == "There are no examples to show."


def test_articles_that_match_without_a_place_are_counted_apart(articles):
    places = keyword_in_context(
        articles, "loaf OR NOT ferry"
    )  # loaf stands in a04 and a11, and ferry in neither
    assert places.describe() == (
        "The query “loaf OR NOT ferry” has 3 matches, in 2 of the 12 articles. Capital "
        "letters make no difference. Another 3 articles match only because of an address, "
        "or of words that they do not contain (NOT)."
    )


@pytest.mark.parametrize(
    "lacking", [["url"], ["title"], ["date"], ["outlet", "date", "url"]], ids=str
)
def test_what_a_table_does_not_say_of_its_articles_is_empty_beside_the_hit(articles, lacking):
    table = articles.drop(columns=lacking)
    for shown in (
        keyword_in_context(table, "loaf", fields="text"),
        quote_sentences(table, "loaf", fields="text"),
        quote_titles(table.loc[articles["article_id"].isin(["a04", "a11"])]),
        count_terms(table, fields="text").examples("loaf"),
    ):
        found = shown.table()
        assert found["article_id"].tolist() == ["a04", "a11"]
        assert found[lacking].isna().all(axis=None)
        assert repr(shown)
        assert shown._repr_html_()


def test_a_table_whose_dates_are_text_is_refused(articles):
    with pytest.raises(UnknownValue, match="The column 'date' holds text"):
        keyword_in_context(articles.assign(date=articles["date"].astype("str")), "ferry")


def test_the_printed_places_show_the_words_next_to_the_match(make_articles):
    text = "one two three four five six seven eight nine ten eleven ferry"
    line = repr(keyword_in_context(make_articles([{"text": text}]), "ferry")).split("\n")[1]
    assert line.rstrip().endswith("nine ten eleven  [ferry]")


def test_a_query_without_a_place_gives_an_empty_table_with_the_same_columns(articles):
    nowhere = keyword_in_context(articles, "zebra")
    assert len(nowhere) == 0
    assert list(nowhere.table().columns) == list(
        keyword_in_context(articles, "ferry").table().columns
    )
    assert nowhere.describe().startswith("No article matches the query “zebra”.")
    assert len(keyword_in_context(articles.head(0), "ferry")) == 0


def test_the_result_cannot_be_changed_through_its_table(articles):
    places = keyword_in_context(articles, "ferry")
    table = places.table()
    table.loc[0, "match"] = "changed"
    assert places.table().loc[0, "match"] == "Ferry"


def test_article_text_is_escaped_in_a_notebook(make_articles):
    nasty = make_articles(
        [{"outlet": "<u>", "title": "<script>", "text": "<img onerror=x> ferry $5"}]
    )
    for shown in (
        keyword_in_context(nasty, "ferry"),
        quote_sentences(nasty, "ferry"),
        quote_titles(nasty),
    ):
        made = shown._repr_html_()
        assert not [tag for tag in ("<script", "<img", "<u>", "$") if tag in made]
        assert "&lt;script&gt;" in made


def test_a_bad_query_a_missing_column_and_a_repeated_id_are_refused(articles):
    with pytest.raises(BadQuery):
        keyword_in_context(articles, "(ferry")
    with pytest.raises(ColumnMissing):
        keyword_in_context(articles.drop(columns="article_id"), "ferry")
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
    hits = (
        keyword_in_context(table, "f*", width=7)
        .table()
        .merge(table[["article_id", "text"]], on="article_id")
    )
    assert len(hits) >= len(texts)
    for hit in hits.itertuples():
        whole = "The ferry" + (f"\n{hit.text}" if hit.text else "")
        assert hit.left + hit.match + hit.right in whole.replace("\n", " ¶ ")
        assert len(hit.left) <= 7
        assert len(hit.right) <= 7


def test_sentences_come_from_the_oldest_the_newest_and_between(articles):
    # ferry stands in the texts of a01 a02 a03 a05 a07 a10, from 3 March to 2 April
    quotes = quote_sentences(
        articles.sample(frac=1, random_state=2), "ferry", n=3, fields=["text"], group="G"
    ).table()
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
    table = make_articles(
        [{"title": "News", "text": "It is cold. The ferry waits. Snow fell. Ice too."}]
    )
    assert quote_sentences(table, "ferry NEAR/3 fell").table()["sentence"].tolist() == [
        "The ferry waits. Snow fell."
    ]


def test_a_query_without_a_place_quotes_nothing(articles):
    quotes = quote_sentences(articles, "zebra")
    assert len(quotes) == 0
    assert quotes._repr_html_() == "<p>There are no examples to show.</p>"


@pytest.mark.parametrize(
    ("text", "query", "marked"),
    [
        ("The ferry waits.", "ferry", "The <mark>ferry</mark> waits."),
        ("AT&T sells an amp.", "amp", "AT&amp;T sells an <mark>amp</mark>."),
        ("The caterer met a cat.", "cat", "The caterer met a <mark>cat</mark>."),
        (
            "They pay $36 or 36 crowns.",
            "crowns",
            "They pay &#36;<!-- -->36 or 36 <mark>crowns</mark>.",
        ),
    ],
    ids=["a word", "an entity is not broken", "not inside another word", "a dollar"],
)
def test_the_mark_stands_on_the_word_found(make_articles, text, query, marked):
    made = quote_sentences(
        make_articles([{"outlet": "Gull", "title": "News", "text": text}]), query
    )._repr_html_()
    assert made == (
        f'<ul class="mk-quotes tex2jax_ignore mathjax_ignore"><li>{marked}<br><small>Gull · undated · News</small></li></ul>'
    )


def test_what_is_not_known_of_an_article_is_left_out_of_its_source_line(make_articles):
    made = quote_titles(make_articles([{"text": "Snow fell."}]))._repr_html_()
    assert "Snow fell.<br><small>undated</small>" in made


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
        return pd.DataFrame(
            {"outlet": ["Hill Courier", "Hill Courier", None, "Gull Gazette", "Marsh Mirror"]}
        )

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
    assert_frame_equal(
        quotes.table(), quote_sentences(articles, "zebra").table(), check_dtype=False
    )


# Against a plain reference, on texts whose characters are of one to four bytes, and by both ways of reading.

LETTERS = [
    "ferry", "Ferry", "FERRY", "ferries", "ferry's", "cafe\u0301", "É", "Straße", "İ", "ΟΔΟΣ", "हिन्दी", "한국", "𝐀𝖟", "U.S.", "52,000",
    "🚢", "👩\u200d🚒", "🏴\u200d☠\ufe0f", "\u0301", "’", "-", ".", " ", " ", " ", "\n", "\u00ad", "\u2028", "ﬁ",
]  # fmt: skip
PROSE = st.lists(st.sampled_from(LETTERS), max_size=25).map("".join)


def plain_concordance(articles, wanted, width):
    """Return id, position, left, match and right of every word that is wanted, as plain Python finds them."""
    rows = []
    for article in articles.itertuples():
        whole = "\n".join(
            part for part in (article.title, article.text) if isinstance(part, str) and part
        )
        for position, match in enumerate(RULES["words"].finditer(whole)):
            a, b = match.span()
            if any(wanted(word) for word in split_words(whole[a:b])):
                before, after = whole[:a].replace("\n", " ¶ "), whole[b:].replace("\n", " ¶ ")
                sides = (before[max(0, len(before) - width) :], whole[a:b], after[:width])
                rows.append((article.article_id, position, *sides))
    return rows


@pytest.mark.parametrize("way", ["pattern", "loop"])
@settings(max_examples=80)
@given(st.lists(st.tuples(PROSE, PROSE), min_size=1, max_size=4), st.integers(0, 30))
def test_places_are_those_that_plain_python_finds(make_articles, reading_by, way, cells, width):
    table = make_articles({"title": title, "text": text} for title, text in cells)
    for query, wanted in [
        ("ferry", lambda word: word in ("ferry", "ferry's")),
        ("f*", lambda word: word.startswith("f")),
        ("οδος OR café OR u.s", lambda word: word in ("οδος", "café", "u.s")),
    ]:
        with reading_by(way):
            found = keyword_in_context(table, query, width=width).table()
        rows = found[["article_id", "position", "left", "match", "right"]].itertuples(
            index=False, name=None
        )
        assert list(rows) == plain_concordance(table, wanted, width)


@settings(max_examples=60)
@given(
    st.lists(st.tuples(PROSE, PROSE), min_size=1, max_size=4),
    st.sampled_from(['"ferry ferry"', "ferry NEAR/4 *e*", "*e* NOT zebra"]),
)
def test_places_and_sentences_are_the_same_by_both_ways_of_reading(
    make_articles, reading_by, cells, query
):
    table, found = make_articles({"title": title, "text": text} for title, text in cells), []
    for way in ("pattern", "loop"):
        with reading_by(way):
            found.append(
                (keyword_in_context(table, query).table(), quote_sentences(table, query).table())
            )
    assert_frame_equal(found[0][0], found[1][0])
    assert_frame_equal(found[0][1], found[1][1])


# The words of the last large table are kept, and never used for another.


def ids_found(articles, query="zebra"):
    return keyword_in_context(articles, query).table()["article_id"].tolist()


@pytest.fixture
def keeping(reading_by):
    """Every table is large."""
    with reading_by("loop"):
        yield


def test_a_second_question_about_a_table_reads_nothing_again(articles, keeping):
    words = words_of(articles)
    assert words_of(articles) is words
    assert words_of(articles.copy(deep=False)) is words
    assert words_of(articles, ["title"]) is not words
    assert len(fields._last) == 1  # the last table alone


def test_phrases_use_the_words_kept_and_leave_them(articles, keeping):
    shuffled = articles.sample(frac=1, random_state=2).assign(
        reprint_group=lambda t: t["article_id"]
    )
    words = words_of(shuffled)
    assert find_phrases(shuffled).table()["phrase"].tolist() == ["low pay"]
    assert words_of(shuffled) is words


def test_little_tables_are_not_kept(articles, reading_by):
    with reading_by("pattern"):
        words_of(articles)
        assert fields._last == []


CHANGES = {
    "assign": lambda t: t.assign(text=t["text"].where(t["article_id"] != "a04", "A zebra.")),
    "title": lambda t: t.assign(title=t["title"].where(t["article_id"] != "a04", "Zebra")),
    "replace": lambda t: t.replace({"text": {"The bakers sold every loaf.": "A zebra."}}),
    "copy and loc": lambda t: set_cell(t.copy(), "loc"),
    "loc": lambda t: set_cell(t, "loc"),
    "iloc": lambda t: set_cell(t, "iloc"),
    "at": lambda t: set_cell(t, "at"),
    "a column set": lambda t: set_cell(t, "column"),
    "of the same length": lambda t: set_cell(t, "loc", "The zebra sold every loaf"),
}


def set_cell(table, how, text="A zebra."):
    """Change the text of a04, which is in row 3, in the table given."""
    if how == "loc":
        table.loc[table["article_id"] == "a04", "text"] = text
    elif how == "iloc":
        table.iloc[3, table.columns.get_loc("text")] = text
    elif how == "at":
        table.at[3, "text"] = text
    else:
        table["text"] = [text if n == 3 else old for n, old in enumerate(table["text"])]
    return table


@pytest.mark.parametrize("kind", ["str", "object", "string[python]", "string[pyarrow]"])
@pytest.mark.parametrize("change", CHANGES)
def test_words_kept_are_not_used_for_a_changed_column(articles, keeping, kind, change):
    articles = articles.astype({"title": kind, "text": kind})
    assert ids_found(articles) == []
    words_of(articles)
    changed = CHANGES[change](articles)
    assert ids_found(changed) == ["a04"]
    assert ids_found(changed, "ferry")[:2] == ["a01", "a01"]  # the rest is as it was


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda t: t.iloc[::-1], ["a04", "a11"]),
        (lambda t: t.iloc[4:], ["a11"]),
        (lambda t: t.head(4), ["a04"]),
        (lambda t: t.head(3), []),
        (lambda t: t.drop(index=3), ["a11"]),
        (lambda t: pd.concat([t.iloc[6:], t.iloc[:6]]), ["a04", "a11"]),
        (
            lambda t: t.assign(text=t["text"].shift(1)),
            ["a05", "a11", "a12"],
        ),  # Loaf prize is a11's title
        (lambda t: t.rename(columns={"title": "text", "text": "title"}), ["a04", "a11"]),
        (lambda t: t.sample(frac=1, random_state=1), ["a04", "a11"]),
    ],
    ids=["reversed", "tail", "head", "less", "dropped", "turned", "shifted", "renamed", "shuffled"],
)
def test_words_kept_are_not_used_for_other_rows_of_the_same_table(articles, keeping, change, found):
    words_of(articles)
    # loaf stands in a04 (text) and a11 (title and text)
    assert list(dict.fromkeys(sorted(ids_found(change(articles), "loaf")))) == found


def test_words_of_two_columns_are_not_those_of_one_below_the_other(articles, keeping):
    # 12 titles and 12 texts: as two columns 12 articles, as one column 24, though the letters lie in the same places.
    one = pd.DataFrame(
        {"text": pd.concat([articles["title"], articles["text"]], ignore_index=True)}
    )
    two = articles[["title", "text"]]
    for first, then, n in ((one, two, 12), (two, one, 24)):
        words_of(first, list(first))
        assert words_of(then, list(then)).n_texts == n
    melted = articles.melt(id_vars="article_id", value_vars=["title", "text"], value_name="words")
    words_of(articles)
    assert words_of(melted, "words").n_texts == 24


def test_columns_of_a_table_that_is_gone_do_not_lend_their_address(keeping, make_articles):
    for number in range(30):  # tables of the same size, one after the other where the last one lay
        table = make_articles([{"title": "News", "text": f"word{number:02d}"}])
        assert ids_found(table, f"word{number:02d}") == ["a01"]
        del table


def test_threads_that_ask_at_once_each_get_the_words_of_their_own_table(keeping):
    # 20,000 words a text, so that one table is still read when the next is asked.
    tables = [
        pd.DataFrame({"text": [f"word{number} " * 20_000] * 3}, dtype="str") for number in range(6)
    ]

    def ask(number):
        return words_of(tables[number], "text").words.to_pylist()

    with ThreadPoolExecutor(4) as pool:
        assert (
            list(pool.map(ask, [*range(6)] * 5)) == [[f"word{number}"] for number in range(6)] * 5
        )


NO_SPACES = "渡轮因为罢工今天停航了船员们要求立刻加薪"


@pytest.mark.usefixtures("without_segmenters")
@pytest.mark.parametrize("way", ["pattern", "loop"])
def test_a_script_without_spaces_is_refused_whatever_was_asked_before(
    make_articles, reading_by, way
):
    table = make_articles([{"text": NO_SPACES}, {"text": NO_SPACES}, {"text": "The ferry"}])
    with reading_by(way):
        for ask in (
            count_terms,
            words_of,
            lambda t: keyword_in_context(t, "ferry"),
            count_terms,
            words_of,
        ):
            with pytest.raises(UnspacedScript):
                ask(table)


@pytest.mark.usefixtures("without_segmenters")
@pytest.mark.parametrize("way", ["pattern", "loop"])
def test_some_texts_without_spaces_are_warned_of_each_time_a_table_is_asked(
    make_articles, reading_by, way
):
    table = make_articles([{"text": NO_SPACES}, {"text": "Snow"}, {"text": "The ferry"}])
    with reading_by(way):
        for ask in (
            count_terms,
            words_of,
            lambda t: keyword_in_context(t, "ferry"),
            count_terms,
            words_of,
        ):
            with pytest.warns(TextsWithoutSpaces):
                ask(table)
