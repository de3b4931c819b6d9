"""Words of scripts written without spaces: Chinese, Japanese, Thai."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from segmented import SENTENCES, f1

import mediakit as mk
from mediakit.errors import UnspacedScript
from mediakit.tokens import tokenize
from mediakit.tokens.segmenting import cut_text

CHINESE = "渡轮公司昨天宣布停航。船员要求提高工资，人工智能不会罢工。"
JAPANESE = "政府は昨日、新しい計画を発表した。人工知能の開発が続いている。"
THAI = "รัฐบาลประกาศแผนใหม่เมื่อวาน ประชาชนบ่นว่าอาหารแพง"
ENGLISH = "The ferry stopped at noon."


def spell(tokens, text):
    return tokens.vocabulary[tokens.ids[tokens.starts[text] : tokens.starts[text + 1]]].tolist()


@pytest.mark.parametrize("way", ["loop", "pattern"])
@pytest.mark.parametrize("language", SENTENCES)
def test_words_are_those_that_a_person_cuts(reading_by, way, language):
    by_hand = SENTENCES[language]
    with reading_by(way):
        tokens = tokenize(["".join(words) for words in by_hand])
    found = [spell(tokens, number) for number in range(len(by_hand))]
    assert f1(by_hand, found) >= 0.88
    # As many words as characters, or one word a sentence, would not be near that.
    assert f1(by_hand, [list("".join(words)) for words in by_hand]) < 0.5
    assert f1(by_hand, [["".join(words)] for words in by_hand]) < 0.1


@pytest.mark.parametrize("way", ["loop", "pattern"])
def test_every_word_begins_where_its_offset_says(reading_by, way):
    texts = [CHINESE, ENGLISH, JAPANESE, THAI, f"{ENGLISH}\n{CHINESE}", ""]
    with reading_by(way):
        tokens = tokenize(texts, offsets=True)
    for number, text in enumerate(texts):
        offsets = tokens.offsets[tokens.starts[number] : tokens.starts[number + 1]]
        for offset, word in zip(offsets.tolist(), spell(tokens, number), strict=True):
            assert text.encode()[offset:].decode().lower().startswith(word)
    assert spell(tokens, 1) == ["the", "ferry", "stopped", "at", "noon"]
    assert len(tokens.paragraphs) == 6


LETTERS = st.text("渡轮公司のはカ々ーก็ั้าไทย a1.’\n" + "한é", max_size=60)


@given(st.lists(LETTERS, max_size=4))
def test_the_loop_and_the_pattern_cut_the_same_words(reading_by, texts):
    both = []
    for way in ("loop", "pattern"):
        with reading_by(way):
            both.append(tokenize(texts, offsets=True, check=False, n_threads=2))
    one, other = both
    assert one.words.equals(other.words)
    for name in ("ids", "starts", "paragraphs", "offsets"):
        assert np.array_equal(getattr(one, name), getattr(other, name))


@given(LETTERS)
def test_nothing_but_signs_is_put_into_a_text(text):
    cut = cut_text(text)
    assert cut is not None
    assert cut.text.replace("\x1f", "") == text
    assert len(cut.places) == cut.text.count("\x1f")


def test_threads_cut_the_same_words_at_the_same_time():
    texts = [CHINESE, JAPANESE, THAI] * 20
    alone = [tokenize([text]).vocabulary.tolist() for text in texts]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda text: tokenize([text]).vocabulary.tolist(), texts)) == alone


def test_kana_tell_japanese_from_chinese():
    # The verb 提高 is one word in Chinese; in Japanese 計画 is one, and the particle beside it another.
    assert "提高" in spell(tokenize([CHINESE]), 0)
    words = spell(tokenize([JAPANESE]), 0)
    assert words[:3] == ["政府", "は", "昨日"]


def test_a_text_with_spaces_keeps_its_words():
    apart = "人工智能 不会 罢工"
    assert spell(tokenize([apart]), 0) == apart.split()
    name = "The ferry 渡轮公司 stopped at noon because of 停航 in the port of the town, said its owner."
    assert "渡轮公司" in spell(tokenize([name]), 0)


def test_of_a_text_in_two_scripts_only_the_one_without_spaces_is_cut():
    words = spell(tokenize([f"The ferry's crew: {CHINESE}"]), 0)
    assert words[:5] == ["the", "ferry's", "crew", "渡轮", "公司"]


@pytest.mark.parametrize("way", ["loop", "pattern"])
def test_thai_words_are_shown_as_they_are_printed(reading_by, way):
    # Unicode would also write the vowel of ทำ as two signs.
    with reading_by(way):
        tokens = tokenize(["ทำ งาน น้ำ ท่วม"])
    assert spell(tokens, 0) == ["ทำ", "งาน", "น้ำ", "ท่วม"]


def test_a_script_without_a_segmenter_is_refused():
    with pytest.raises(UnspacedScript) as error:
        tokenize(["ភាសាខ្មែរគឺជាភាសាផ្លូវការរបស់កម្ពុជា"])
    assert str(error.value) == (
        "The only text is in a script written without spaces (Lao, Burmese, Khmer ...), and "
        "mediakit cannot tell the words apart. Split these texts into words first, with a space "
        "between words."
    )


@pytest.mark.parametrize(
    ("query", "matches"),
    [
        ("渡轮", ["渡轮"]),
        ("渡轮公司", ["渡轮公司"]),
        ('"渡轮 公司"', ["渡轮公司"]),
        ("人工智能", ["人工智能"]),
        ("人工知能", ["人工知能"]),
        ("渡轮 NEAR/4 停航", ["渡轮公司昨天宣布停航"]),
        ("停航 OR 計画", ["停航", "計画"]),
        ("รัฐบาล", ["รัฐบาล"]),
        ("อาหารแพง", ["อาหารแพง"]),
        ("工资*", ["工资"]),
        ("资", []),
        ("司昨", []),
    ],
)
@pytest.mark.parametrize("way", ["loop", "pattern"])
def test_a_query_finds_words_in_a_row_that_spell_it(make_articles, reading_by, way, query, matches):
    articles = make_articles([{"text": CHINESE}, {"text": JAPANESE}, {"text": THAI}])
    with reading_by(way):
        places = mk.keyword_in_context(articles, query, width=2).table()
        assert len(mk.mentioning(articles, query)) == len(matches)
    assert places["match"].tolist() == matches


def test_a_quotation_ends_where_its_word_does(make_articles):
    articles = make_articles([{"text": CHINESE, "title": "渡轮停航"}])
    place = mk.keyword_in_context(articles, "昨天", width=4).table().iloc[0]
    assert place[["left", "match", "right"]].tolist() == ["渡轮公司", "昨天", "宣布停航"]
    shares = mk.share_mentioning(articles.assign(outlet="Gull"), "昨天", by="outlet")
    quoted = shares.examples("Gull", n=1).table().iloc[0]
    assert quoted[["sentence", "match"]].tolist() == ["渡轮公司昨天宣布停航。", "昨天"]


def test_all_analyses_take_such_texts(make_articles):
    rows = []
    for number in range(40):
        outlet = ["Gull", "Hill"][number % 2]
        text = CHINESE + ["港口工人参加罢工。", "学校因为大雪停课。"][number % 2]
        rows.append({"text": text, "outlet": outlet, "date": f"2031-03-{1 + number % 28:02d}"})
    articles = make_articles(rows)
    comparison = mk.compare_outlets(
        articles, "Gull", "Hill", stop_words="chinese", n_permutations=99
    )
    found = comparison.table().set_index("term")
    assert (found.loc["港口", "count_a"], found.loc["港口", "count_b"]) == (20, 0)
    assert (found.loc["学校", "count_a"], found.loc["学校", "count_b"]) == (0, 20)
    assert {"港口 工人", "渡轮 公司"} <= set(
        mk.find_phrases(articles, stop_words="chinese", min_articles=5).table()["phrase"]
    )
    assert "大雪" in mk.count_terms(articles, stop_words="chinese").terms
    assert "大雪" in mk.TermVectorizer().fit(articles["text"]).get_feature_names_out()
