"""Words and sentences, with their positions in the text."""

from __future__ import annotations

from unicodedata import normalize

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import CountVectorizer

import mediakit
from mediakit import TermVectorizer, count_terms
from mediakit.errors import ColumnMissing, TextsWithoutSpaces, UnknownValue, UnspacedScript
from mediakit.tokens import (
    RULES,
    STOP_WORD_LISTS,
    add_to_list,
    join_fields,
    sentence_spans,
    split_words,
    stop_words,
    tokenize,
)
from mediakit.tokens.characters import lacks_spaces

#: Text with much of what decides where words and sentences end.
PROSE = st.text(
    st.sampled_from("aB é5'’‐-_.!?…\"”)(\n\t\u2028ßİΣ") | st.characters(codec="utf-8"), max_size=80
)


def has_spaces(text):
    return not lacks_spaces(text, RULES["words"].findall(text))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The ferry stopped.", ["the", "ferry", "stopped"]),
        ("It’s the crew's day", ["it's", "the", "crew's", "day"]),
        ("a low-pay and a low‐pay deal", ["a", "low-pay", "and", "a", "low-pay", "deal"]),
        ("crews' -- 'no' - rock'n'roll-fans", ["crews", "no", "rock'n'roll-fans"]),
        ("snake_case, 3.5 % of 2031", ["snake", "case", "3.5", "of", "2031"]),
        ("52,000 in 1.2-million, 3,no", ["52,000", "in", "1.2-million", "3", "no"]),
        (
            "The U.S. and D.C.-based e.g. a.b.cd end.Then",
            ["the", "u.s", "and", "d.c", "based", "e.g", "a.b", "cd", "end", "then"],
        ),
        ("re\u00adcruit n\u200du", ["recruit", "nu"]),
        ("İstanbul ISTANBUL", ["istanbul", "istanbul"]),
        (
            "Straße ÉTÉ Київ Αθήνα 서울 القاهرة",
            ["straße", "été", "київ", "αθήνα", "서울", "القاهرة"],
        ),
        ("ferry—strike/pay…now", ["ferry", "strike", "pay", "now"]),
        (" \n\t…!", []),
    ],
)
def test_words_keep_inner_apostrophes_and_hyphens_and_nothing_else(text, words):
    assert split_words(text) == words


@pytest.mark.parametrize(
    "text",
    ["cafe\u0301s", "हिन्दी", "مُحَمَّد"],
    ids=["accent typed behind its letter", "Hindi", "vowelled Arabic"],
)
def test_a_mark_on_a_letter_does_not_cut_the_word(text):
    assert split_words(text) == [normalize("NFC", text)]


@given(PROSE)
def test_the_rule_sklearn_is_scikit_learns_own(text):
    expected = CountVectorizer().build_analyzer()(text)
    assert split_words(text, rule="sklearn") == expected
    # tokenize gives the same words, wherever it can read the script
    tokens = tokenize([text, "plain words " * 80], rule="sklearn")
    assert list(tokens.vocabulary[tokens.ids[: tokens.starts[1]]]) == expected


def test_tokens_number_the_words_in_alphabetical_order():
    # Vocabulary: cat 0, dog 1, dog-days 2, the 3.
    tokens = tokenize(["The cat, the DOG.", "", "Dog-days!"])
    assert list(tokens.vocabulary) == ["cat", "dog", "dog-days", "the"]
    assert list(tokens.ids) == [3, 0, 3, 1, 2]
    assert list(tokens.starts) == [0, 4, 4, 5]
    assert tokens.n_texts == 3
    assert list(tokens.lengths) == [4, 0, 1]
    assert list(tokens.text_of(np.arange(5))) == [0, 0, 0, 0, 2]


def test_some_tokens_are_kept_in_their_texts_and_paragraphs():
    # Paragraphs: a b / c / (no word) / d e; texts: the first has two of them, the second none, the third one.
    tokens = tokenize(["a b\nc", "", "d e"], offsets=True)
    rest = tokens.keeping(np.array([False, True, False, True, False]))
    assert rest.vocabulary[rest.ids].tolist() == ["b", "d"]
    assert rest.starts.tolist() == [0, 1, 1, 2]
    assert rest.paragraphs.tolist() == [0, 1]
    assert rest.offsets.tolist() == [2, 0]
    none = tokens.keeping(np.zeros(5, dtype=bool))
    assert (none.starts.tolist(), none.paragraphs.tolist()) == ([0, 0, 0, 0], [])
    assert tokens.among(["e", "a", "zebra"]).tolist() == [True, False, False, False, True]


def test_places_are_known_by_the_rule_words_alone():
    # İ is two characters when lower-cased: a place in the lower-cased text is none in the text.
    with pytest.raises(UnknownValue) as error:
        tokenize(["İzmir ferry"], rule="sklearn", offsets=True)
    assert str(error.value) == "offsets=True needs rule='words'; got 'sklearn'."


@pytest.mark.usefixtures("without_segmenters")
def test_a_warning_points_at_the_users_line_however_it_came_about(make_articles):
    chinese = "渡轮因为罢工今天停航了船员们要求立刻加薪"
    table = make_articles({"text": text} for text in ["Snow fell.", "The ferry", "Ice", chinese])
    ask = {
        "words_of": lambda: mediakit.mentioning(table, "ferry"),
        "count_terms": lambda: mediakit.count_terms(table),
        "tokenize": lambda: mediakit.TermVectorizer().fit(table["text"]),
        "fit_transform": lambda: mediakit.TermVectorizer().fit_transform(table["text"]),
    }
    for function in ask.values():
        with pytest.warns(TextsWithoutSpaces) as warned:
            function()
        assert [warning.filename for warning in warned] == [__file__]


def test_no_texts_have_no_tokens():
    tokens = tokenize([])
    assert (tokens.n_texts, len(tokens.ids), len(tokens.vocabulary)) == (0, 0, 0)


@given(st.lists(PROSE.filter(has_spaces), max_size=4))
def test_tokens_spell_the_same_words_as_split_words(texts):
    tokens = tokenize([*texts, "plain words " * 1000])
    for number, text in enumerate(texts):
        ids = tokens.ids[tokens.starts[number] : tokens.starts[number + 1]]
        assert list(tokens.vocabulary[ids]) == split_words(text)


@pytest.mark.usefixtures("without_segmenters")
@pytest.mark.parametrize(
    "text",
    ["渡轮因为罢工今天停航了。船员们要求立刻加薪。", "フェリーが今日は止まった", "เรือหยุดแล้ว"],
    ids=["Chinese", "Japanese", "Thai"],
)
def test_a_script_without_spaces_is_refused_where_words_are_needed(text):
    with pytest.raises(UnspacedScript) as error:
        tokenize([text])
    assert str(error.value) == (
        "The only text is in a script written without spaces (Chinese, Japanese, Thai "
        "...), and mediakit cannot tell the words apart. Install what cuts Chinese, Japanese and Thai "
        "into words: pip install 'mediakit-news[lang]'. For other languages, put a space between "
        "words first."
    )


@pytest.mark.parametrize(
    "text", ["배가 멈췄다", "The ferry 渡轮 stopped at noon"], ids=["Korean", "a name among words"]
)
def test_a_script_with_spaces_is_not_refused(text):
    assert tokenize([text]).lengths[0] > 0


def test_an_unknown_rule_is_refused():
    with pytest.raises(UnknownValue) as error:
        tokenize(["a"], rule="word")
    assert str(error.value) == "There is no token rule 'word'. Did you mean 'words'?"


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("The ferry stopped. Crews waited.", ["The ferry stopped.", "Crews waited."]),
        ("Why? Nobody knows! Wait… Now.", ["Why?", "Nobody knows!", "Wait…", "Now."]),
        ("Snow on hill\nThe road closed", ["Snow on hill", "The road closed"]),
        (
            "Mr. Fenn met Dr. Holt on Jan. 5 in the U.S. Senate.",
            ["Mr. Fenn met Dr. Holt on Jan. 5 in the U.S. Senate."],
        ),
        ("It cost 3.5 crowns. 40 paid.", ["It cost 3.5 crowns.", "40 paid."]),
        ("“Stop.” “Why?” he asked. He left.", ["“Stop.”", "“Why?” he asked.", "He left."]),
        ("He said (in May.) Then he left.", ["He said (in May.)", "Then he left."]),
        ("  Snow.  \n\n  ", ["Snow.  "]),
        (" \n ", []),
    ],
)
def test_sentences_end_at_stops_and_paragraphs_but_not_at_abbreviations(text, sentences):
    assert [text[begin:end] for begin, end in sentence_spans(text)] == sentences


@given(PROSE)
def test_sentences_lie_in_order_and_lose_no_sign(text):
    spans = sentence_spans(text)
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(edges)
    held = "".join(text[begin:end] for begin, end in spans)
    assert "".join(held.split()) == "".join(text.split())
    assert all(text[begin:end][0].strip() and "\n" not in text[begin:end] for begin, end in spans)


def test_fields_stand_below_one_another_and_missing_ones_are_left_out(make_articles):
    table = make_articles(
        [{"title": "Snow", "text": "It fell."}, {"text": "No title."}, {"url": "u"}]
    )
    assert join_fields(table) == ["Snow\nIt fell.", "No title.", ""]
    assert join_fields(table, ["text", "url"]) == ["It fell.", "No title.", "u"]


def test_a_field_that_the_table_lacks_is_refused():
    with pytest.raises(ColumnMissing) as error:
        join_fields(pd.DataFrame({"title": ["a"]}))
    assert (
        str(error.value) == "There is no column 'text' in the articles table. Choose from 'title'."
    )


def test_stop_words_are_the_english_list_ones_own_or_none():
    assert {"the", "isn't", "would"} <= stop_words("english")
    assert not {"ferry", "strike", "war"} & stop_words("english")
    assert stop_words(["Ferry", "the"]) == {"ferry", "the"}
    assert stop_words(["english", "Mr"]) == stop_words("english") | {"mr"}
    assert stop_words(None) == frozenset()
    with pytest.raises(UnknownValue) as error:
        stop_words("englisch")
    assert str(error.value) == "There is no stop word list 'englisch'. Did you mean 'english'?"


@pytest.mark.parametrize("language", STOP_WORD_LISTS)
def test_every_stop_word_is_a_word_as_the_tokeniser_cuts_them(language):
    words = sorted(stop_words(language))
    assert len(words) > 100
    assert [split_words(word) for word in words] == [[word] for word in words]


# Every word of these sentences would be in an article whatever it is about.
EMPTY = {
    "czech": "ale když jsem byl tam, nikdo nic měl",
    "danish": "men da jeg var der, havde ingen noget",
    "dutch": "maar toen ik hier was, had niemand niets",
    "french": "mais quand j étais là, personne n avait rien",
    "german": "aber als ich da war, hatte jeder etwas",
    "italian": "ma quando ero lì, nessuno aveva niente",
    "polish": "ale kiedy tam był, nikt nic nie miał",
    "portuguese": "mas quando eu estava lá, ninguém tinha nada",
    "russian": "но когда он был там, никто ничего не мог",
    "spanish": "pero cuando yo estaba allí, nadie tenía nada",
    "swedish": "men när jag var där, hade ingen något",
    "turkish": "ama o burada olduğu için hiçbir şey yok",
    "ukrainian": "але коли він був там, ніхто нічого не міг",
}


@pytest.mark.parametrize("language", EMPTY)
def test_a_sentence_of_function_words_is_all_stop_words(language):
    assert not set(split_words(EMPTY[language])) - stop_words(language)


def test_the_lists_of_several_languages_go_together_with_words_of_ones_own():
    wanted = stop_words("english") | stop_words("german") | {"mr"}
    assert stop_words(["english", "german", "Mr"]) == wanted
    with pytest.raises(UnknownValue) as error:
        stop_words("germn")
    assert str(error.value) == "There is no stop word list 'germn'. Did you mean 'german'?"


def test_stop_words_of_other_languages_are_left_out_wherever_english_ones_are(make_articles):
    text = "Die Fähre wartet, und die Fähre ist leer. The ferry waits."
    articles = make_articles([{"text": text, "outlet": "Gull"}, {"text": text, "outlet": "Hill"}])
    both = ["english", "german"]
    kept = ["ferry", "fähre", "leer", "waits", "wartet"]
    assert list(count_terms(articles, stop_words=both).terms) == kept
    vectorizer = TermVectorizer(stop_words="german", token_rule="sklearn").fit([text])
    assert set(vectorizer.get_feature_names_out()) == {*kept, "the"}


def test_words_of_ones_own_add_to_the_list_unless_another_or_none_is_named():
    english = stop_words("english")
    assert stop_words(add_to_list(["Mr"])) == english | {"mr"}
    assert stop_words(add_to_list([])) == english
    assert stop_words(add_to_list(iter(["mr"]))) == english | {"mr"}
    assert stop_words(add_to_list([None, "mr"])) == {"mr"}
    assert stop_words(add_to_list(["german", "mr"])) == stop_words("german") | {"mr"}
    assert stop_words(add_to_list("german")) == stop_words("german")
    assert stop_words(add_to_list(None)) == frozenset()
    with pytest.raises(UnknownValue, match="got 5"):
        add_to_list(5)
