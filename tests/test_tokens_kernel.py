"""The compiled loop: the same words, numbers and places as the regular expressions, whatever stands in the texts."""

from __future__ import annotations

import mmap
import os
import re
import subprocess
import sys
import textwrap
import warnings
from itertools import pairwise
from pathlib import Path
from unicodedata import category, normalize

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mediakit import compiling
from mediakit.errors import TextsWithoutSpaces, UnspacedScript
from mediakit.tokens import RULES, split_words, tokenize, walking
from mediakit.tokens.characters import lacks_spaces
from mediakit.tokens.kernel import BATCH

#: Letters of ten scripts, some twice as large in UTF-8 when they are small, some joining the letter before them.
SCRIPTS = {
    "Latin": "aBzÉéßẞÅåÇñœĲǅȺⱥſİıŁ",
    "Greek": "ΑαΣσςΟοδΔΰΐΩᾳ",
    "Cyrillic": "АаЯяЁёЙйЇїѢӁ",
    "Arabic": "العربيةمحمدٱ\u064b\u064e\u0651\u0670",
    "Hebrew": "שלוםע\u05b8\u05bc\u05c1",
    "Devanagari": "हिन्दी\u093c\u094dक\u0902",
    "Thai": "กขเแ\u0e31\u0e47ำ",
    "Korean": "서울한국\u1112\u1161\u11ab\u1160\u11a8",
    "Han and kana": "漢字かなカナ\u3099",
    "beyond the BMP": "\U00010400\U00010428𝐀𝖟𝟙\U0001e900\U0001e922\U00020000",
}
#: Signs that decide where words begin and end, or that stand in them and mean nothing.
SIGNS = "  \n\t.,''’ʼ‘`\"‐‑-–—_:;!?/@#&()\u00ad\u200b\u200c\u200d\u2060\ufeff\u00a0\u2028\u0085"
MARKS = "\u0301\u0308\u0327\u0345\u0307\u20dd\ufe0f"
DIGITS = "0179٣४๓𝟗²½Ⅷ①"
EMOJI = ["🚢", "👩‍🚒", "🏴‍☠️", "🇬🇧", "👍🏽", "1️⃣"]
PIECES = [
    "U.S.", "U.S", "D.C.-based", "e.g.", "a.b.cd", "U.S.A1", "A.1.B", "a.b_", "A.\u0301B", "İ.Σ.", "3.14", "52,000", "3.a",
    "1,2.3", "٣٫٤", "٣.٤", "3\u0301.5", "it's", "it’s", "itʼs", "'no'", "crews’", "a--b", "a-\u0301b", "a‑b", "rock'n'roll",
    "ΟΔΟΣ", "Σ", "ΑΣΑ", "ΑΣ.", "Σ\u0301Α", "İstanbul", "ISTANBUL", "ﬁnance", "ĳs", "Ǆ", "cafe\u0301", "cafe\u0301s", "re\u00adcruit",
    "n\u200du", "\u200dab", "snake_case", "_x_", "\u1112\u1161\u11ab\u1100\u116e\u11a8", "हिन्दी", "مُحَمَّد", "internationalisation",
    "counterproductive", "x" * 300, "é" * 150, "漢" * 7, "\U00010400" * 5, "\r\n", "\n\n", "K", "Å",
]  # fmt: skip
CHARACTERS = st.sampled_from([*"".join(SCRIPTS.values()), *SIGNS, *MARKS, *DIGITS, *EMOJI])
TEXTS = st.lists(
    st.one_of(CHARACTERS, CHARACTERS, st.sampled_from(PIECES), st.characters(codec="utf-8")),
    max_size=30,
)
ANY_TEXTS = st.lists(st.one_of(TEXTS.map("".join), st.none(), st.just("")), max_size=6)
RULE = st.sampled_from(["words", "sklearn"])


@pytest.fixture
def loop(reading_by):
    with reading_by("loop"):
        yield


def spell(tokens):
    """Return the words of each text."""
    bounds = zip(tokens.starts, tokens.starts[1:], strict=False)
    return [[str(word) for word in tokens.vocabulary[tokens.ids[a:b]]] for a, b in bounds]


def everything(tokens):
    """Return all that tokens hold, each with its type."""
    arrays = {name: getattr(tokens, name) for name in ("ids", "starts", "paragraphs", "offsets")}
    return {name: (array.tolist(), array.dtype) for name, array in arrays.items()} | {
        "words": (tokens.words.to_pylist(), tokens.words.type)
    }


def outcome(texts, **options):
    """Return the tokens and what was warned of, or the error."""
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        try:
            found = everything(tokenize(texts, **options))
        except UnspacedScript as error:
            return str(error)
    return found, [str(warning.message) for warning in said]


def by_pattern(reading_by, texts, **options):
    with reading_by("pattern"):
        return outcome(texts, **options)


@settings(max_examples=300)
@given(ANY_TEXTS, RULE, st.sampled_from([1, 2, 5]))
def test_the_compiled_loop_gives_what_the_patterns_give(reading_by, texts, rule, n_threads):
    expected = by_pattern(reading_by, texts, rule=rule, offsets=rule == "words")
    with reading_by("loop"):
        assert outcome(texts, rule=rule, offsets=rule == "words", n_threads=n_threads) == expected


def has_spaces(text):
    return not lacks_spaces(text, RULES["words"].findall(text))


#: Texts that are tokenised without a warning or an error.
SPACED = st.lists(TEXTS.map("".join).filter(has_spaces), max_size=8)


@settings(max_examples=150)
@given(SPACED, st.sampled_from([1, 2, 5]))
def test_the_words_of_a_text_are_those_that_split_words_gives(reading_by, texts, n_threads):
    with reading_by("loop"):
        tokens = tokenize(texts, n_threads=n_threads)
    assert spell(tokens) == [split_words(text) for text in texts]
    assert tokens.words.to_pylist() == sorted(
        {word for text in texts for word in split_words(text)}
    )


@settings(max_examples=150)
@given(ANY_TEXTS, st.sampled_from([1, 2, 5]))
def test_the_rule_sklearn_is_its_pattern_on_the_lowered_text(reading_by, texts, n_threads):
    with reading_by("loop"):
        tokens = tokenize(texts, rule="sklearn", n_threads=n_threads)
    assert spell(tokens) == [re.findall(r"(?u)\b\w\w+\b", (text or "").lower()) for text in texts]
    assert tokens.paragraphs.tolist() == sorted(
        {int(a) for a, n in zip(tokens.starts, tokens.lengths, strict=False) if n}
    )


@settings(max_examples=150)
@given(SPACED, st.sampled_from(["loop", "pattern"]))
def test_offsets_lead_back_to_the_words(reading_by, texts, way):
    with reading_by(way):
        tokens = tokenize(texts, offsets=True)
    for text, start, words in zip(texts, tokens.starts, spell(tokens), strict=False):
        places = tokens.offsets[start : start + len(words)].tolist()
        assert places == sorted(set(places))
        for place, word in zip(places, words, strict=True):
            rest = text.encode()[place:].decode()  # raises where the place is inside a character
            assert split_words(RULES["words"].match(rest)[0]) == [word]


@settings(max_examples=60)
@given(SPACED, st.randoms(use_true_random=False))
def test_shuffled_rows_have_the_same_words_and_the_same_numbers(reading_by, texts, random):
    order = random.sample(range(len(texts)), len(texts))
    with reading_by("loop"):
        one, other = tokenize(texts, n_threads=2), tokenize([texts[n] for n in order], n_threads=2)
    assert one.words.equals(other.words)
    rows = [one.ids[one.starts[n] : one.starts[n + 1]].tolist() for n in order]
    assert [
        other.ids[a:b].tolist() for a, b in zip(other.starts, other.starts[1:], strict=False)
    ] == rows


def columns_of(texts):
    """Return the same texts as Arrow columns of every shape."""
    three, n = ["before it's", *texts, "and after"], len(texts)
    cuts = sorted({0, n, *(n * k // 7 for k in range(1, 7))})
    for kind in (pa.string(), pa.large_string()):
        whole = pa.array(texts, type=kind)
        sliced = pa.array(three, type=kind).slice(1, n)
        yield f"{kind}, one chunk", pa.chunked_array([whole])
        yield f"{kind}, array", whole
        yield (
            f"{kind}, seven chunks",
            pa.chunked_array([texts[a:b] for a, b in pairwise(cuts)], kind),
        )
        yield f"{kind}, sliced", sliced
        yield (
            f"{kind}, slices and no rows",
            pa.chunked_array([sliced.slice(0, n // 2), sliced.slice(0, 0), sliced.slice(n // 2)]),
        )
        yield (
            f"{kind}, a slice over chunks",
            pa.chunked_array([three[: n // 2], three[n // 2 :]], kind).slice(1, n),
        )


MANY = [
    "The U.S. ferry stopped at 3.14.\nCrews' pay: 52,000", None, "", "cafe\u0301 İSTANBUL ΟΔΟΣ", "ferry", "it", "’s",
    "\u0301a", "한국 \u1112\u1161\u11ab", "no\n\nwords\n", "…", None, "हिन्दी مُحَمَّد", "𝐀𝖟 \U00010400", "end",
]  # fmt: skip


@pytest.mark.parametrize("rule", ["words", "sklearn"])
@pytest.mark.parametrize("n_threads", [1, 2, 5, 40])
def test_the_shape_of_the_column_and_the_threads_do_not_matter(reading_by, rule, n_threads):
    expected = by_pattern(
        reading_by, [text or "" for text in MANY], rule=rule, offsets=rule == "words"
    )
    with reading_by("loop"):
        for name, column in columns_of(MANY):
            assert (
                outcome(column, rule=rule, offsets=rule == "words", n_threads=n_threads) == expected
            ), name


@pytest.mark.parametrize("piece", [1, 20, 100])
@pytest.mark.parametrize("rule", ["words", "sklearn"])
def test_rows_read_piece_by_piece_give_the_same(reading_by, monkeypatch, rule, piece):
    expected = by_pattern(reading_by, MANY * 3, rule=rule, offsets=rule == "words")
    monkeypatch.setattr(walking, "PIECE", piece)
    with reading_by("loop"):
        assert outcome(MANY * 3, rule=rule, offsets=rule == "words", n_threads=2) == expected


@settings(max_examples=80)
@given(
    st.lists(st.tuples(*[st.one_of(st.none(), st.just(""), TEXTS.map("".join))] * 3), max_size=5)
)
def test_several_columns_are_one_text_a_row_its_parts_below_one_another(reading_by, rows):
    joined = ["\n".join(part for part in row if part) for row in rows]
    columns = [pa.chunked_array([[row[k] for row in rows]], pa.string()) for k in range(3)]
    for way in ("loop", "pattern"):
        expected = by_pattern(reading_by, joined, offsets=True)
        with reading_by(way):
            assert outcome(columns, offsets=True, n_threads=2) == expected


def test_columns_with_chunks_of_their_own_are_joined_row_by_row(loop):
    titles = pa.chunked_array([["Snow"], ["Ice", None, ""]])
    texts = pa.chunked_array([["It fell.", "Thin."], ["No title"], [None]])
    assert spell(tokenize([titles, texts])) == [
        ["snow", "it", "fell"],
        ["ice", "thin"],
        ["no", "title"],
        [],
    ]


def run(code, *, folder=None, **environment):
    """Return what a fresh Python prints, and fail where it fails."""
    command = [sys.executable, "-W", "error", "-c", textwrap.dedent(code)]
    done = subprocess.run(
        command, capture_output=True, text=True, cwd=folder, env=os.environ | environment
    )
    assert done.returncode == 0, f"ended with {done.returncode}: {done.stderr[-2000:]}"
    return done.stdout.strip()


@pytest.mark.parametrize("n_columns", [2, 3])
def test_rows_of_nothing_but_single_letters_in_every_column_have_room(n_columns):
    # "a" over "b" is a text of two words in two bytes. In a process of its own: without room this is no error but a crash.
    code = f"""
        import pyarrow as pa
        from mediakit.tokens import tokenize, tokenizing
        tokenizing.LITTLE = 0
        tokens = tokenize([pa.chunked_array([[letter] * 5000]) for letter in "abc"[:{n_columns}]], offsets=True, n_threads=2)
        print(tokens.words.to_pylist(), tokens.ids.tolist() == list(range({n_columns})) * 5000)
    """
    assert run(code) == f"{[*'abc'[:n_columns]]} True"


@pytest.mark.parametrize("texts", [[], [""], [None], ["", None, ""], ["…"] * 3], ids=str)
@pytest.mark.parametrize("n_threads", [1, 2, 5])
def test_texts_without_a_word_have_no_tokens(loop, texts, n_threads):
    tokens = tokenize(texts, n_threads=n_threads, offsets=True)
    assert (tokens.n_texts, len(tokens.ids), len(tokens.words), len(tokens.paragraphs)) == (
        len(texts),
        0,
        0,
        0,
    )
    assert tokens.starts.tolist() == [0] * (len(texts) + 1)


def test_a_column_without_chunks_has_no_texts(loop):
    assert tokenize(pa.chunked_array([], pa.string())).n_texts == 0


# Words that differ late, and tables that grow.

LETTERS = ["a", "é", "я", "한", "\U00010428"]


@pytest.mark.parametrize("letter", LETTERS)
@pytest.mark.parametrize("rule", ["words", "sklearn"])
def test_long_words_that_differ_in_one_letter_are_told_apart(loop, letter, rule):
    # The same 1 to 40 letters, alone, with one more letter, or with the last one another; and the same at 300.
    lengths = [*range(1, 41), 299, 300, 301]
    words = {
        start
        for n in lengths
        for start in (letter * n, letter * n + "b", letter * (n - 1) + "z")
        if len(start) > 1
    }
    text = " ".join([*sorted(words), *sorted(words, reverse=True)])
    for n_threads in (1, 2):
        tokens = tokenize(
            [text, text.upper() if letter == "a" else text], rule=rule, n_threads=n_threads
        )
        assert tokens.words.to_pylist() == sorted(words)
        assert spell(tokens) == [[*sorted(words), *sorted(words, reverse=True)]] * 2


def test_a_word_whose_hash_is_that_of_its_own_first_sixteen_letters_is_another_word(loop):
    # Found by trying 2 ** 32 endings: in the table both have the same first 16 bytes and the same 32 bits of hash.
    longer, short = "counterintelligeukyjiax", "counterintellige"
    assert spell(tokenize([f"{longer} {short}", f"{short} {longer}"], n_threads=1)) == [
        [longer, short],
        [short, longer],
    ]


@pytest.mark.parametrize("n_threads", [1, 2])
@pytest.mark.parametrize("n_texts", [1, 3, 3000], ids=lambda n: f"{n} texts")
def test_tables_grow_with_the_words(loop, n_texts, n_threads):
    # 36,000 words; the first tables have 8,192 places. A third of them share their first 16 letters.
    every = [f"{start}{n}" for n in range(12_000) for start in ("w", "bw", "internationalisation")]
    texts = [" ".join(every[k::n_texts]) for k in range(n_texts)]
    tokens = tokenize([*texts, *texts], n_threads=n_threads, offsets=True)
    assert tokens.words.to_pylist() == sorted(every)
    assert spell(tokens) == [every[k::n_texts] for k in range(n_texts)] * 2


@pytest.mark.parametrize("n_words", [BATCH - 1, BATCH, BATCH + 1, 3 * BATCH])
@pytest.mark.parametrize("place", [0, 1, BATCH - 1, BATCH, BATCH + 1])
def test_words_looked_up_together_are_numbered_as_they_stand(loop, n_words, place):
    words = [f"w{number % 40}" for number in range(n_words)]
    words.insert(place, "a-word-of-more-than-sixteen-letters")
    text = " ".join(words)
    tokens = tokenize([text, "w1 new", text], offsets=True, n_threads=1)
    assert tokens.vocabulary[tokens.ids].tolist() == [*words, "w1", "new", *words]
    assert tokens.offsets[: len(words)].tolist() == [
        match.start() for match in re.finditer(r"\S+", text)
    ]


def test_small_forms_that_are_longer_than_their_letters_have_room(loop):
    text = "Ⱥ" * 40_000 + " " + "Ⱦ" * 9  # 2 bytes each, small ⱥ and ⱦ 3 bytes
    assert spell(tokenize([text])) == [["ⱥ" * 40_000, "ⱦ" * 9]]


# The edges of texts: all texts of a column lie in one buffer, one right behind the other.


@pytest.mark.parametrize(
    "word",
    [
        "ferryboat",
        "it's",
        "3.14",
        "U.S.A",
        "cafe\u0301s",
        "a-b",
        "日本",
        "x" * 40,
        "ΑΣ",
        "n\u200du",
    ],
)
@pytest.mark.parametrize("rule", ["words", "sklearn"])
def test_a_word_ends_where_its_text_ends_whatever_the_next_text_begins_with(reading_by, word, rule):
    texts = [part for cut in range(len(word) + 1) for part in (word[:cut], word[cut:])]
    expected = by_pattern(reading_by, texts, rule=rule, offsets=rule == "words")
    with reading_by("loop"):
        assert outcome(texts, rule=rule, offsets=rule == "words", n_threads=1) == expected
        assert (
            outcome(
                pa.array(["before", *texts]).slice(1, len(texts)),
                rule=rule,
                offsets=rule == "words",
                n_threads=1,
            )
            == expected
        )


@pytest.mark.parametrize(
    "end", ["", "é", "’", ".", "'s", "-", "\u0301", "\U00010400", " "], ids=ascii
)
def test_words_of_any_length_are_whole_at_the_end_of_the_buffer(loop, end):
    # The bytes behind the last word of the last text are not to be read: words of 1 to 40 letters, in each place.
    for n in range(1, 41):
        text = "before " + "x" * n + end
        assert spell(tokenize([text], n_threads=1)) == [split_words(text)]
        exact = pa.LargeStringArray.from_buffers(
            1, pa.py_buffer(np.array([0, len(text.encode())])), pa.py_buffer(text.encode())
        )
        assert spell(tokenize(exact, n_threads=1)) == [split_words(text)]


@pytest.mark.skipif(
    sys.platform != "linux", reason="the page that must not be read is made by calls of Linux"
)
def test_no_byte_behind_the_buffer_is_read():
    # The last letter lies on the last byte of a page, and the next page may not be read: that would end the process.
    code = """
        import ctypes, mmap
        import numpy as np
        from mediakit.tokens import plain_word, split_words
        from mediakit.tokens.characters import character_table
        from mediakit.tokens.kernel import NumberedWords, Walked, walk
        page = mmap.PAGESIZE
        memory = mmap.mmap(-1, 2 * page)
        address = ctypes.addressof(ctypes.c_char.from_buffer(memory))
        assert ctypes.CDLL(None).mprotect(ctypes.c_void_p(address + page), page, 0) == 0
        for end in ("", "é", "’", ".", "'s", "U.S", "\U00010400"):
            for n in range(1, 40):
                text = ("before " + "x" * n + end).encode()
                memory[page - len(text) : page] = text
                letters = np.frombuffer(memory, dtype=np.uint8)[page - len(text) : page]
                places = np.empty(9, dtype=np.int32), np.empty(9, dtype=np.int32)
                out = Walked(*places, np.empty(1, dtype=np.int64), np.zeros(1, dtype=np.uint8))
                words = NumberedWords()  # walked over without Arrow, which would copy the text elsewhere first
                walk(letters, np.array([0, len(text)]), character_table("words"), 1, words, out)
                found = [words.letters[words.ends[i] : words.ends[i + 1]].tobytes().decode() for i in out.ids[: out.ends[0]]]
                assert [plain_word(word) for word in found] == split_words(text.decode()), text
        print("all read")
    """
    assert run(code) == "all read"


# Every character there is.

CODE_POINTS = [
    chr(n) for n in range(sys.maxunicode + 1) if category(chr(n)) not in {"Cn", "Cs", "Co"}
]


@pytest.mark.parametrize("rule", ["words", "sklearn"])
def test_every_character_is_read_alike_alone_between_letters_and_between_digits(reading_by, rule):
    shapes = [f"{c} a{c}b Z{c}.Q 1{c}2 'x{c}" for c in CODE_POINTS]
    texts = [" ".join(shapes[k : k + 200]) for k in range(0, len(shapes), 200)]
    expected = by_pattern(reading_by, texts, rule=rule, offsets=rule == "words")
    with reading_by("loop"):
        found = outcome(texts, rule=rule, offsets=rule == "words", n_threads=2)
    assert (
        found == expected or differences(found, expected) == []
    )  # a difference of millions of numbers says nothing


def differences(found, expected):
    """Return the first words that differ, to be read."""
    pairs = zip(found[0]["words"][0], expected[0]["words"][0], strict=False)
    return [(ascii(one), ascii(other)) for one, other in pairs if one != other][:5] or [
        "not the words"
    ]


def test_letters_that_join_into_one_are_joined(loop):
    """Every pair of word characters that has a composed form: both spellings are the same word."""
    apart = {c: normalize("NFD", c) for c in CODE_POINTS if normalize("NFD", c) != c}
    joined = [(c, two) for c, two in apart.items() if normalize("NFC", two) == c]
    joined = [(c, two) for c, two in joined if split_words(f"a{c}") == [f"a{c.lower()}"]]
    assert len(joined) > 10_000  # the Korean syllables among them
    one, other = (
        tokenize([" ".join(f"a{c}" for c, _ in joined)]),
        tokenize([" ".join(f"a{two}" for _, two in joined)]),
    )
    assert one.words.equals(other.words)
    assert np.array_equal(one.ids, other.ids)


# Scripts without spaces.

NOISE = "渡轮因为罢工今天停航了。船员们要求立刻加薪。"
APART = "渡轮 因为 罢工 今天 停航 了 。 船员 们 要求 立刻 加薪 。"


@pytest.mark.usefixtures("without_segmenters")
@pytest.mark.parametrize("way", ["loop", "pattern"])
def test_some_texts_without_spaces_are_warned_of(reading_by, way):
    says = (
        "1 of 3 texts is in a script written without spaces (Chinese, Japanese, Thai ...), "
        "and mediakit cannot tell the words apart. Install what cuts Chinese, Japanese and Thai "
        "into words: pip install 'mediakit-news[lang]'. For other languages, put a space between "
        "words first."
    )
    with reading_by(way), pytest.warns(TextsWithoutSpaces) as said:
        tokens = tokenize(["The ferry stopped.", NOISE, "Crews wait."])
    assert [str(warning.message) for warning in said] == [says]
    assert tokens.lengths[0] == 3


@pytest.mark.usefixtures("without_segmenters")
@pytest.mark.parametrize("way", ["loop", "pattern"])
@pytest.mark.parametrize(
    "texts", [[NOISE, "The ferry stopped."], [NOISE, NOISE, "The ferry stopped."]], ids=len
)
def test_half_of_the_texts_without_spaces_is_an_error(reading_by, way, texts):
    with reading_by(way), pytest.raises(UnspacedScript) as error:
        tokenize(texts)
    n = len(texts) - 1
    assert str(error.value).startswith(
        f"{n} of {n + 1} texts {'is' if n == 1 else 'are'} in a script written without spaces"
    )


@pytest.mark.parametrize("way", ["loop", "pattern"])
def test_words_that_stand_apart_are_words_in_any_script(reading_by, way):
    with reading_by(way):
        tokens = tokenize([APART, "เรือ หยุด แล้ว", "フェリー が 今日 は 止まっ た"])
    assert spell(tokens) == [
        ["渡轮", "因为", "罢工", "今天", "停航", "了", "船员", "们", "要求", "立刻", "加薪"],
        ["เรือ", "หยุด", "แล้ว"],
        ["フェリー", "が", "今日", "は", "止まっ", "た"],
    ]


@pytest.mark.parametrize("way", ["loop", "pattern"])
def test_the_rule_sklearn_asks_for_no_spaces(reading_by, way):
    with reading_by(way):
        assert tokenize([NOISE], rule="sklearn").lengths.tolist() == [2]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
def test_what_a_forked_process_writes_is_its_own():
    # Workers of multiprocessing and joblib are forked: memory that they share would change under the parent's hands.
    code = """
        import os
        from mediakit import TermVectorizer
        from mediakit.terms import from_tokens
        from mediakit.tokens import tokenize, tokenizing
        tokenizing.LITTLE = from_tokens.LITTLE = 0
        tokens, weights = tokenize(["snow fell", "ice"]), TermVectorizer().fit_transform(["snow", "ice"])
        if not os.fork():
            tokens.ids[:], weights.data[:] = 0, -1
            os._exit(0)
        os.wait()
        print(tokens.ids.tolist(), weights.data.tolist())
    """
    assert run(code) == "[2, 0, 1] [1.0, 1.0]"


@pytest.mark.skipif(
    sys.platform != "linux", reason="elsewhere memory given back need not read as 0"
)
def test_memory_that_the_threads_wrote_to_and_the_tokens_do_not_need_is_given_back(loop):
    numbers = compiling.room_for(10_000, np.int32)
    numbers[:] = 1
    compiling.give_back(numbers, 100)  # a page of 4 KB holds 1,024 of them, of 64 KB 16,384
    n_page = mmap.PAGESIZE // 4
    assert numbers[:100].all()
    assert not numbers[n_page:].any()
    # Ten texts of 40,000 bytes and 8,000 words: the second of two threads writes its 40,000 words from place 100,000
    # on, as 200,000 bytes may hold so many, and they are moved down to follow the other 40,000.
    tokens = tokenize(["zebra ice " * 4000] * 10, offsets=True, n_threads=2)
    for array in (tokens.ids, tokens.offsets):
        whole = np.frombuffer(array.base.base, dtype=np.int32)
        assert len(whole) > 140_000
        assert not whole[80_000 + n_page :].any()


# Machine code, kept and kept apart.

STEPS = """
from mediakit.compiling import compiled_into

@compiled_into
def step(x):
    return x + 1
"""
LOOPS = """
from mediakit.compiling import compiled
from steps import step

@compiled
def total(n):
    s = 0
    for i in range(n):
        s += step(i)
    return s

print(total(4), total.__qualname__)
"""


@pytest.fixture
def loops(tmp_path):
    """A folder with a loop and a step that is compiled into it."""
    (tmp_path / "steps.py").write_text(STEPS)
    (tmp_path / "loops.py").write_text(LOOPS)
    return tmp_path


def test_code_compiled_from_a_step_that_has_changed_is_not_used_again(loops):
    kept = {"NUMBA_CACHE_DIR": str(loops / "kept")}
    first, name = run("import loops", folder=loops, **kept).split()
    assert first == "10"  # 1 + 2 + 3 + 4
    files = {path.name for path in (loops / "kept").rglob("*.nbc")}
    assert len(files) == 1
    assert run("import loops", folder=loops, **kept).split() == [first, name]
    assert {
        path.name for path in (loops / "kept").rglob("*.nbc")
    } == files  # the second time nothing was compiled
    (loops / "steps.py").write_text(STEPS.replace("x + 1", "x * 10"))
    second, other_name = run("import loops", folder=loops, **kept).split()
    assert second == "60"  # 0 + 10 + 20 + 30
    assert other_name != name


def test_where_no_folder_can_be_written_code_is_compiled_all_the_same(loops):
    # A file where a folder should be stops even a superuser: beside the code, at home, and where numba is told to.
    for name in ("__pycache__", "file"):
        (loops / name).write_text("")
    nowhere = dict.fromkeys(
        ("NUMBA_CACHE_DIR", "HOME", "XDG_CACHE_HOME"), str(loops / "file" / "below")
    )
    assert (
        run("import loops", folder=loops, PYTHONDONTWRITEBYTECODE="1", **nowhere).split()[0] == "10"
    )
    assert not list(loops.rglob("*.nbi"))


def test_any_line_of_any_module_of_the_folder_counts(tmp_path):
    digest = compiling._digest.__wrapped__
    (tmp_path / "one.py").write_text("x = 1\n")
    before = digest(tmp_path)
    assert digest(tmp_path) == before
    (tmp_path / "two.py").write_text("y = 1\n")
    after = digest(tmp_path)
    (tmp_path / "two.py").write_text("y = 2\n")
    assert len({before, after, digest(tmp_path)}) == 3


def test_the_loops_of_the_package_are_named_for_their_folder():
    from mediakit.tokens import kernel

    name = kernel._walk_texts.__qualname__
    assert name.endswith("_" + compiling._digest(Path(kernel.__file__).parent))


@pytest.mark.parametrize("n_threads", [None, 1, 2, 9])
def test_results_of_threads_come_in_order(n_threads):
    assert compiling.in_threads(lambda a, b: a * b, [(n, 2) for n in range(7)], n_threads) == [
        0,
        2,
        4,
        6,
        8,
        10,
        12,
    ]


def test_little_text_is_read_without_numba():
    code = """
        import sys, mediakit as mk
        articles = mk.load_demo_articles()
        mk.weigh_terms(articles, ngram_range=(1, 2))
        mk.keyword_in_context(articles, "ferry")
        print("numba" in sys.modules)
    """
    assert run(code) == "False"
