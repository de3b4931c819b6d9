"""The query language, by hand on six short texts and by the laws of logic on any."""

from __future__ import annotations

import re
from contextlib import suppress

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mediakit.errors import BadQuery
from mediakit.queries import Both, Either, Near, Phrase, Without, find, parse_query
from mediakit.tokens import split_words, tokenize, words_of

TEXTS = [
    "The crews strike over low pay.",  # 0
    "Striking crews want pay; low fares annoy them.",  # 1
    "Ferry owners won't talk about the strike-breakers",  # 2
    "The owners talk. Crews pay",  # 3
    "",  # 4
    "Low tide: the ferry waits or sinks",  # 5
]


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ("strike", {0}),
        ("STRIKE", {0}),
        ("strik*", {0, 1, 2}),
        ("strike*", {0, 2}),
        ("*s", {0, 1, 2, 3, 5}),  # crews, fares, strike-breakers, owners, waits
        ("s*e", {0}),  # strike, not striking
        ("won't", {2}),
        ("won’t", {2}),
        ("strike-breakers", {2}),
        ('"low pay"', {0}),
        ('"pay low"', {1}),
        ('"owners talk"', {3}),
        ('"the crews" OR "the ferry"', {0, 5}),
        ('"ferry wait*"', {5}),
        ('"*s pay"', {3}),
        ("low pay", {0, 1}),
        ("low AND pay", {0, 1}),
        ("ferry OR strike", {0, 2, 5}),
        ("ferry low OR talk", {2, 3, 5}),  # AND binds first: text 5, or 2 and 3
        ("ferry (low OR talk)", {2, 5}),
        ("NOT crews", {2, 4, 5}),
        ("ferry NOT owners", {5}),
        ("NOT ferry owners", {3}),  # NOT takes what follows at once
        ("NOT (ferry OR crews)", {4}),
        ("NOT NOT ferry", {2, 5}),
        ("NOT strike OR over", {0, 1, 2, 3, 4, 5}),
        ('"or"', {5}),
        ("low NEAR/1 pay", {0, 1}),
        ("crews NEAR/3 low", {0, 1}),  # in both, crews is word 1 and low word 4
        ("crews NEAR/2 low", set()),
        ("the NEAR strike", {0}),
        ("zebra", set()),
        ("zeb*", set()),
        ("NOT zebra", {0, 1, 2, 3, 4, 5}),
    ],
)
def test_a_query_finds_these_texts(query, texts):
    assert set(np.flatnonzero(find(query, tokenize(TEXTS)).in_text)) == texts


@pytest.mark.parametrize(
    ("query", "hits"),
    [
        # a0 b1 a2 b3 c4 | b5 a6: the second text begins at 5
        ("a", [(0, 0), (2, 2), (6, 6)]),
        ('"a b"', [(0, 1), (2, 3)]),
        ('"b c" OR a', [(0, 0), (2, 2), (3, 4), (6, 6)]),
        ("a AND c", [(0, 0), (2, 2), (4, 4)]),
        ("a NOT c", [(6, 6)]),
        ("NOT c", []),
        ("a NEAR/1 b", [(0, 1), (1, 2), (2, 3), (5, 6)]),
        ("a NEAR/2 c", [(2, 4)]),
        ("a NEAR/1 a", []),
        ("a NEAR/2 a", [(0, 2)]),
        ('"c b"', []),  # not from one text into the next
        ("c NEAR/1 b", [(3, 4)]),
    ],
)
def test_hits_are_the_places_of_the_words_found(query, hits):
    found = find(query, tokenize(["a b a b c", "b a"]))
    assert list(zip(found.first, found.last, strict=True)) == hits


def test_near_counts_the_words_from_the_one_to_the_other():
    texts = ["a x x x x b", "a x x x x x b"]  # b stands five, and six words on
    assert list(find("a NEAR/5 b", tokenize(texts)).in_text) == [True, False]
    assert list(find("b NEAR a", tokenize(texts)).in_text) == [True, False]  # five is the default


def test_near_does_not_depend_on_which_side_is_long():
    tokens = tokenize(["b " + "x " * 60 + "c a"])
    assert find("(b NEAR/100 c) NEAR/5 a", tokens).in_text[0]
    assert find("a NEAR/5 (b NEAR/100 c)", tokens).in_text[0]


def word(*parts):
    """A word or phrase as queries give it: it finds possessives too."""
    return Phrase(parts, possessive=True)


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("Low-Pay", word("low-pay")),
        ('"low/pay"', word("low", "pay")),
        ('"NOT so"', word("not", "so")),
        ("a b OR c", Either((Both((word("a"), word("b"))), word("c")))),
        ("a NEAR/3 b c", Both((Near(word("a"), word("b"), 3), word("c")))),
        ("NOT a b", Both((Without(word("a")), word("b")))),
    ],
)
def test_operators_bind_not_then_near_then_and_then_or(query, tree):
    assert parse_query(query) == tree


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("", "The query is empty."),
        ("ferry OR", "A word is missing from the query 'ferry OR'."),
        ("AND ferry", "A word is missing from the query 'AND ferry'."),
        ("ferry NEAR/2", "A word is missing from the query 'ferry NEAR/2'."),
        ("ferry NOT", "A word is missing from the query 'ferry NOT'."),
        ("()", "A word is missing from the query '()'."),
        ("ferry AND OR pay", "A word is missing from the query 'ferry AND OR pay'."),
        ("(ferry", "A bracket is not closed in the query '(ferry'."),
        ("ferry) pay", "A bracket is closed but never opened in the query 'ferry) pay'."),
        ('"low pay', "A quotation mark is not closed in the query '\"low pay'."),
        ('""', "There is no word to look for in '\"\"', in the query '\"\"'."),
        ("ferry …", "There is no word to look for in '…', in the query 'ferry …'."),
        ("*", "A star needs letters before or behind it, as in recruit*."),
        ('"low *"', "A star needs letters before or behind it, as in recruit*."),
        (
            "a NEAR/2 NOT b",
            "NEAR needs words, phrases or OR on both sides, not NOT, in the query 'a NEAR/2 NOT b'. "
            'Put words in a row in "quotation marks", or write a NEAR/5 b AND a NEAR/5 c.',
        ),
        (["a"], "A query is a string such as 'recruit* OR \"foreign fighters\"'; got ['a']."),
        (None, "A query is a string such as 'recruit* OR \"foreign fighters\"'; got None."),
        (
            pd.DataFrame({"text": ["a"] * 99}),
            "A query is a string such as 'recruit* OR \"foreign fighters\"'; got a DataFrame. "
            "The articles come first, the query second.",
        ),
    ],
    ids=str,
)
def test_a_query_that_cannot_be_read_says_why(query, message):
    for read in (parse_query, lambda query: find(query, tokenize(TEXTS))):
        with pytest.raises(BadQuery) as error:
            read(query)
        assert str(error.value) == message


@pytest.mark.parametrize(
    "query",
    [
        "ferry NEAR/2 (company AND sank)",
        "ferry NEAR/2 (company sank)",
        "(company AND sank) NEAR/2 ferry",
        "ferry NEAR/2 (bus OR (company AND sank))",
        "ferry NEAR/2 (bus OR NOT sank)",
        "ferry NEAR/2 tide NEAR/2 (company AND sank)",
    ],
)
def test_near_is_refused_beside_what_stands_at_no_one_place(query):
    with pytest.raises(BadQuery) as error:
        parse_query(query)
    assert str(error.value).startswith("NEAR needs words, phrases or OR on both sides, not ")


@pytest.mark.parametrize(
    "query", ["a NEAR/0 b", "a NEAR/000 b", "a NEAR/99999999999999999999 b", "a NEAR 5 b"]
)
def test_near_takes_a_slash_and_a_number_from_1(query):
    with pytest.raises(BadQuery) as error:
        parse_query(query)
    assert str(error.value) == (
        f"NEAR takes a slash and a number from 1 (the next word) to 999999999, as in NEAR/5, in the query {query!r}."
    )


def test_a_very_wide_near_reaches_through_the_paragraph_and_no_further():
    texts = ["a " + "x " * 40_000 + "b", "a\nb"]
    assert list(find("a NEAR/999999999 b", tokenize(texts)).in_text) == [True, False]


@pytest.mark.parametrize(
    "query",
    [
        "(" * 300 + "a" + ")" * 300,
        "NOT " * 2000 + "a",
        "a" + " NEAR/2 a" * 2000,
        "(NOT " * 60 + "a" + ")" * 60,
    ],
)
def test_a_query_too_deep_to_be_read_is_refused(query):
    with pytest.raises(BadQuery) as error:
        parse_query(query)
    assert str(error.value).startswith(
        "More than 50 brackets, NOTs or NEARs are nested in the query '"
    )
    assert len(str(error.value)) < 250


@pytest.mark.parametrize(
    "query",
    [
        "(" * 50 + "a" + ")" * 50,
        "NOT " * 50 + "a",
        "(a) " * 300,
        "a NEAR/1 b OR " * 300 + "a",
        "NOT b " * 300 + "a",
    ],
)
def test_a_long_query_is_no_deep_one(query):
    assert list(find(query, tokenize(["a"])).in_text) == [True]


# The laws: on any texts of a few words, with any query of these.

WORDS = ["ferry", "ferries", "crew", "pay", "low"]
ANY_TEXTS = st.lists(
    st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join), min_size=1, max_size=5
)
TERMS = st.sampled_from([*WORDS, "ferr*", "*r*", '"low pay"', '"crew *e*"', "zebra"])
QUERIES = st.recursive(
    TERMS,
    lambda q: st.one_of(
        st.builds("({} OR {})".format, q, q),
        st.builds("({} AND {})".format, q, q),
        st.builds("(NOT {})".format, q),
        st.builds("({} NEAR/{} {})".format, TERMS, st.integers(1, 6), TERMS),
    ),
    max_leaves=4,
)


def texts_found(query, texts):
    return set(np.flatnonzero(find(query, tokenize(texts)).in_text))


@given(QUERIES, QUERIES, ANY_TEXTS)
def test_not_and_or_obey_the_laws_of_sets(one, other, texts):
    a, b, everything = texts_found(one, texts), texts_found(other, texts), set(range(len(texts)))
    assert texts_found(f"NOT {one}", texts) == everything - a
    assert texts_found(f"{one} OR {other}", texts) == a | b
    assert texts_found(f"{one} {other}", texts) == texts_found(f"{one} AND {other}", texts) == a & b
    assert texts_found(f"NOT ({one} OR {other})", texts) == texts_found(
        f"NOT {one} AND NOT {other}", texts
    )


@given(TERMS, TERMS, st.integers(1, 6), ANY_TEXTS)
def test_near_is_the_same_from_either_side_and_wider_finds_no_less(one, other, distance, texts):
    found = texts_found(f"{one} NEAR/{distance} {other}", texts)
    assert found == texts_found(f"{other} NEAR/{distance} {one}", texts)
    assert found <= texts_found(f"{one} NEAR/{distance + 1} {other}", texts)
    assert found <= texts_found(f"{one} AND {other}", texts)


@given(QUERIES, ANY_TEXTS)
def test_hits_stand_in_order_each_once_inside_a_text_that_satisfies_the_query(query, texts):
    tokens = tokenize(texts)
    hits = find(query, tokens)
    pairs = list(zip(hits.first, hits.last, strict=True))
    assert pairs == sorted(set(pairs))
    for first, last in pairs:
        assert 0 <= first <= last < len(tokens.ids)
        assert tokens.paragraph_of(first) == tokens.paragraph_of(last)
        assert hits.in_text[tokens.text_of(first)]


@given(st.sampled_from(WORDS), ANY_TEXTS)
def test_a_word_is_found_where_a_reader_would_find_it(word, texts):
    assert texts_found(word, texts) == {
        n for n, text in enumerate(texts) if word in split_words(text)
    }
    expected = sum(split_words(text).count(word) for text in texts)
    assert len(find(word, tokenize(texts)).first) == expected


@given(st.text(max_size=30))
def test_any_string_is_a_query_or_a_bad_one(text):
    with suppress(BadQuery):
        parse_query(text)


@pytest.mark.parametrize(
    ("query", "hint"),
    [
        (
            "a or b",
            'Operators are written in capitals, as in NEAR/5. For the word itself write "or".',
        ),
        (
            "a near/5 b",
            'Operators are written in capitals, as in NEAR/5. For the word itself write "near/5".',
        ),
        ("a -b", "To leave articles out write NOT before the word."),
        (
            "title:a",
            'There are no fields (use fields=) and no ? (use *). Put the words in "quotation marks".',
        ),
        (
            "NEAR5",
            'Operators are written in capitals, as in NEAR/5. For the word itself write "NEAR5".',
        ),
        (
            "a NEAR-5 b",
            'Operators are written in capitals, as in NEAR/5. For the word itself write "NEAR-5".',
        ),
        ("'low pay'", 'A phrase has double quotation marks, as in "foreign fighters".'),
        (
            "a ‘low the pay’ b",
            'A phrase has double quotation marks, as in "foreign fighters".',
        ),
        (
            "tr?m",
            'There are no fields (use fields=) and no ? (use *). Put the words in "quotation marks".',
        ),
    ],
)
def test_what_other_query_languages_mean_is_refused_with_a_hint(query, hint):
    with pytest.raises(BadQuery) as error:
        parse_query(query)
    assert str(error.value).endswith(f"is not part of the query language in {query!r}. {hint}")


@pytest.mark.parametrize(
    ("query", "piece"),
    [
        *((f"ferry{sign}company", f"ferry{sign}company") for sign in "|/+;,&"),
        *((f"ferry {sign} company", sign) for sign in "|/+;,&"),
        ("ferry || company", "||"),
        ("ferry, company", "ferry,"),
        ("[f]erry", "[f]erry"),
        ("+ferry", "+ferry"),
        ("!ferry", "!ferry"),
        ('"low pay"~5', "~5"),
        ("52,000, 52", "52,000,"),
    ],
)
def test_signs_of_other_query_languages_are_refused_and_taken_for_no_phrase(query, piece):
    with pytest.raises(BadQuery) as error:
        parse_query(query)
    assert str(error.value) == (
        f"'{piece}' is not part of the query language in {query!r}. Put AND, OR, NOT or NEAR/5 between words, "
        'round brackets around groups, and "quotation marks" around words in a row.'
    )


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ("“low pay”", {0}),
        ("„low pay“", {0}),
        ("”low pay”", {0}),
        ("«low pay»", {0}),
        ("»low pay«", {0}),
        ("“owners talk” OR «the ferry»", {3, 5}),
        ('"“low” pay"', {0}),
        ('"low/pay"', {0}),
        ("won’t talk", {2}),
        ("'strike'", {0}),
        ("’strike talk", set()),
    ],
)
def test_a_phrase_may_stand_in_curly_quotation_marks(query, texts):
    assert set(np.flatnonzero(find(query, tokenize(TEXTS)).in_text)) == texts


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("cafe", "A café", False),
        ("CAFÉ", "A café", True),
        ("covid", "COVID-19", False),
        ("covid*", "COVID-19", True),
        ("covid-19", "COVID-19", True),
        ("*19", "COVID-19", True),
        ("ırmak", "IRMAK", False),
        ("irmak", "IRMAK", True),
        ("İrmak", "irmak", True),
        ('(a OR b) NEAR/3 "c d"', "c d x x b", True),  # from d to b are three words, from c four
        ('(a OR b) NEAR/2 "c d"', "c d x x b", False),
        ("a b OR c", "c", True),
        ("c OR a b", "a", False),
    ],
)
def test_what_the_manual_says_of_accents_hyphens_letters_and_brackets_is_so(query, text, found):
    assert list(find(query, tokenize([text])).in_text) == [found]


@pytest.mark.parametrize("query", ["“low pay", "low pay”", '“low pay"', "«low pay", '"low “pay'])
def test_a_curly_quotation_mark_that_is_not_closed_is_refused(query):
    with pytest.raises(BadQuery) as error:
        parse_query(query)
    assert str(error.value) == f"A quotation mark is not closed in the query {query!r}."


# Possessives, wildcards, numbers and abbreviations.

SHOPS = [
    "The baker's loaf",  # 0
    "The baker left",  # 1
    "All bakers left",  # 2
    "BAKER’S own loaf",  # 3
    "The bakery's loaf",  # 4
    "Loaf of a baker",  # 5
]


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ("baker", {0, 1, 3, 5}),
        ("Baker", {0, 1, 3, 5}),
        ("baker's", {0, 3}),
        ("BAKER’S", {0, 3}),
        ("bakers", {2}),
        ('"baker loaf"', {0}),
        ('"the baker loaf"', {0}),
        ('"baker\'s loaf"', {0}),
        ('"the baker"', {0, 1}),
        ('"baker own"', {3}),
        ("baker NEAR/1 loaf", {0}),
        ("loaf NEAR/2 baker", {0, 3}),
        ("baker OR own", {0, 1, 3, 5}),
        ("left OR baker OR own", {0, 1, 2, 3, 5}),
        ("bakery OR (the baker)", {0, 1, 4}),
        ("NOT baker", {2, 4}),
        ("bak*", {0, 1, 2, 3, 4, 5}),
        ("baker*s", {0, 2, 3, 4}),
    ],
)
def test_a_word_finds_its_possessive(query, texts):
    assert set(np.flatnonzero(find(query, tokenize(SHOPS)).in_text)) == texts


@pytest.mark.parametrize(
    ("query", "texts"),
    [("*ker", {0, 1, 3, 5}), ("b*ker", {0, 1, 3, 5}), ("*akery", {4}), ('"*ker loaf"', {0})],
)
def test_a_word_with_a_star_before_its_end_finds_its_possessive_too(query, texts):
    assert set(np.flatnonzero(find(query, tokenize(SHOPS)).in_text)) == texts


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("ferry*", "ferry ferryboat"),
        ("*ferry", "car-ferry ferry"),
        ("*ferry*", "car-ferry ferry ferryboat"),
        ("f*y", "fairy ferry"),
        ("*a*r*", "car-ferry fairy"),
        ("f*rr*b*t", "ferryboat"),
        ("**ferry", "car-ferry ferry"),
        ("FERRY*", "ferry ferryboat"),
        ("car-*", "car-ferry"),
        ("ΟΔΟΣ*", "οδος οδοσημανση"),
        ("ΟΔΟΣ", "οδος"),
        ("οδος", "οδος"),
        ("*ΟΣ", "οδος"),
        ("*οσ*", "οδος οδοσημανση"),
        ("ΟΔ*Σ", "οδος"),
        ("É*", "école étoile"),
        ("e\u0301to*", "étoile"),
        ("*ИЇВ", "київ"),
        ("52,000", "52,000"),
        ("52,0*", "52,000"),
        ("52*", "52 52,000"),
        ("3.1*", "3.14"),
        ("U.S.", "u.s"),
        ("U.S", "u.s"),
        ("u.s.", "u.s"),
        ("U.S*", "u.s"),
        ("3,14", ""),
        ("52000", ""),
        ("ferri*", ""),
    ],
)
def test_a_star_stands_for_any_letters_and_a_number_or_abbreviation_for_itself(query, words):
    text = "Ferry ferryboat fairy car-ferry; οδος ΟΔΟΣΗΜΑΝΣΗ École E\u0301toile Київ. U.S. 52,000 52 3.14 314 us"
    tokens = tokenize([text])
    assert [str(tokens.vocabulary[tokens.ids[place]]) for place in find(query, tokens).first] == [
        word for word in split_words(text) if word in words.split()
    ]


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ('"the U.S. Senate"', {0}),
        ('"U.S. Senate"', {0}),
        ("U.S. NEAR/1 Senate", {0}),
        ("U.S.-based", {1}),
        ('"U.S.-based crews"', {1}),
        ("52,000 NEAR/2 crowns", {0}),
        ('"52,000 new crowns"', {0}),
    ],
)
def test_abbreviations_and_numbers_stand_in_phrases_too(query, texts):
    tokens = tokenize(
        [
            "The U.S. Senate paid 52,000 new crowns.",
            "A U.S.-based crew's; U.S.-based crews",
            "us 52 000 crowns",
        ]
    )
    assert set(np.flatnonzero(find(query, tokens).in_text)) == texts


@pytest.mark.parametrize("query", ['"low,*"', '"52,*"', "(pay *)", '"*/pay"', '"*,*"'])
def test_a_star_without_letters_is_refused_wherever_it_stands(query):
    with pytest.raises(BadQuery) as error:
        parse_query(query)
    assert str(error.value) == "A star needs letters before or behind it, as in recruit*."


# Titles, paragraphs, and a plain reference for NEAR.


@pytest.mark.parametrize("way", ["pattern", "loop"])
@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ('"deep snow"', {1}),
        ("deep NEAR/9 snow", {1}),
        ("snow NEAR/9 ferry", {2}),
        ("snow AND ferry", {0, 2}),
        ('"ferry waits"', {2}),
        ("(deep NEAR/3 snow) NEAR/9 fell", {1}),
        ("(deep OR snow) NEAR/9 (ferry OR fell)", {1, 2}),
    ],
)
def test_phrases_and_near_reach_neither_from_title_to_text_nor_over_a_paragraph(
    make_articles, reading_by, way, query, texts
):
    table = make_articles(
        [
            {"title": "Deep", "text": "Snow.\nThe ferry"},
            {"title": "News", "text": "Deep snow fell\n\nWaits"},
            {"title": "Deep deep", "text": "The snow and the ferry waits"},
        ]
    )
    with reading_by(way):
        assert set(np.flatnonzero(find(query, words_of(table)).in_text)) == texts


LINES = st.lists(st.sampled_from([*WORDS, "ferry's", "Low"]), max_size=7).map(" ".join)
PARAGRAPHS = st.lists(st.lists(LINES, max_size=3).map("\n".join), min_size=1, max_size=4)
SIDES = ["ferry", "pay", "low", "ferr*", "*r*", '"low pay"', '"low *e*"', '"ferry crew"', "zebra"]


def plain_hits(query, lines):
    """Return the first and last word of each place of a phrase, lines one after the other, as plain Python finds them."""
    parts, found, at = query.strip('"').split(), set(), 0
    for line in lines:
        for start in range(len(line) - len(parts) + 1):
            patterns = [re.escape(part).replace(r"\*", ".*") + "('s)?" for part in parts]
            if all(
                re.fullmatch(one, word) for one, word in zip(patterns, line[start:], strict=False)
            ):
                found.add((at + start, at + start + len(parts) - 1))
        at += len(line)
    return found


def plain_near(left, right, distance, lines):
    """Return every pair in one line with at most so many words from the one to the other, none inside the other."""
    edges = np.cumsum([len(line) for line in lines])
    found = set()
    for a in plain_hits(left, lines):
        for b in plain_hits(right, lines):
            gap = max(b[0] - a[1], a[0] - b[1])
            one_line = len(set(np.searchsorted(edges, [*a, *b], side="right").tolist())) == 1
            if 1 <= gap <= distance and one_line:
                found.add((min(a[0], b[0]), max(a[1], b[1])))
    return found


@pytest.mark.parametrize("way", ["pattern", "loop"])
@settings(max_examples=150)
@given(st.sampled_from(SIDES), st.sampled_from(SIDES), st.integers(1, 8), PARAGRAPHS)
def test_near_finds_the_pairs_that_plain_python_finds(
    reading_by, way, left, right, distance, texts
):
    with reading_by(way):
        tokens = tokenize(texts)
    near, alone = find(f"{left} NEAR/{distance} {right}", tokens), find(left, tokens)
    expected, expected_alone = [], []
    for start, text in zip(tokens.starts.tolist(), texts, strict=False):
        lines = [split_words(line) for line in text.split("\n")]
        expected += sorted(
            (start + a, start + b) for a, b in plain_near(left, right, distance, lines)
        )
        expected_alone += sorted((start + a, start + b) for a, b in plain_hits(left, lines))
    assert list(zip(near.first.tolist(), near.last.tolist(), strict=True)) == expected
    assert list(zip(alone.first.tolist(), alone.last.tolist(), strict=True)) == expected_alone


@given(QUERIES, ANY_TEXTS)
def test_hits_are_the_same_in_the_words_of_the_compiled_loop(reading_by, query, texts):
    found = []
    for way in ("pattern", "loop"):
        with reading_by(way):
            hits = find(query, tokenize(texts, n_threads=2))
        found.append((hits.first.tolist(), hits.last.tolist(), hits.in_text.tolist()))
    assert found[0] == found[1]


LIST_WORDS = [
    "ferry",
    "ferries",
    "fer",
    "low",
    "lower",
    "pay",
    "pay's",
    "below",
    "σας",
    "σασ",
    "sea-low",
]
LIST_ENTRIES = ["fer*", "*low", "f*y", "pay", "l*w*", "σα*", "ferry", "low*"]


def naive_places(entry, words):
    """Return the first and last places of an entry, word by word."""
    parts = [re.escape(part).replace(r"\*", ".*").replace("σ", "[σς]") for part in entry]
    patterns = [re.compile(f"{part}(?:'s)?") for part in parts]
    starts = range(len(words) - len(parts) + 1)
    return {
        (start, start + len(parts) - 1)
        for start in starts
        if all(pattern.fullmatch(words[start + n]) for n, pattern in enumerate(patterns))
    }


@given(
    st.lists(st.sampled_from(LIST_WORDS), max_size=12),
    st.lists(
        st.lists(st.sampled_from(LIST_ENTRIES), min_size=1, max_size=3),
        min_size=1,
        max_size=6,
    ),
)
@settings(max_examples=60, deadline=None)
def test_a_list_of_words_stars_and_phrases_finds_what_each_finds_word_by_word(words, entries):
    tokens = tokenize([" ".join(words)])
    hits = find(" OR ".join(f'"{" ".join(entry)}"' for entry in entries), tokens)
    expected = set().union(*(naive_places(entry, words) for entry in entries))
    assert list(zip(hits.first.tolist(), hits.last.tolist(), strict=True)) == sorted(expected)
    assert hits.in_text.tolist() == [bool(expected)]
