"""Bytes into text, whatever encoding a file was saved in. All sentences are invented."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mediakit import read_articles
from mediakit.errors import UnknownValue, UnreadableSource
from mediakit.readers.decoding import Decoded, clean_text, decode

SENTENCES = [
    (
        "cp1252",
        "Le café du port est fermé depuis l’été dernier. Œuvre achevée : « trois bâtiments » coûtent 5 €.",
    ),
    (
        "cp1250",
        "Prom dzisiaj nie kursuje, załoga żąda wyższych płac. Mieszkańcy wyspy muszą jechać drogą dookoła.",
    ),
    (
        "cp1250",
        "Přívoz v přístavu dnes nejezdí, posádka žádá vyšší mzdy. Starosta řekl, že o tom bude jednat s majiteli "
        "lodí. Lidé z ostrova se dostanou do města jen po silnici kolem zálivu, což trvá dvě hodiny. „Už to není únosné,“ "
        "stěžuje si učitelka, která každé ráno čeká na břehu. Majitelé odpověděli, že na vyšší mzdy nemají "
        "peníze. Příští jednání začne v pondělí večer na radnici.",
    ),
    (
        "cp1254",
        "Feribot bugün çalışmıyor, mürettebat daha yüksek ücret istiyor. Belediye başkanı gemi sahipleriyle "
        "görüşeceğini söyledi. Ada halkı şehre ancak körfezi dolaşan yoldan gidebiliyor ve bu iki saat sürüyor. "
        "Her sabah kıyıda bekleyen öğretmen artık dayanamadığını söylüyor.",
    ),
    (
        "cp1251",
        "Паром сегодня не ходит, команда требует прибавки. Мэр города сказал, что проведёт переговоры.",
    ),
    (
        "koi8_r",
        "Паром сегодня не ходит, команда требует прибавки. Мэр города сказал, что проведёт переговоры.",
    ),
    (
        "cp1253",
        "Το πορθμείο δεν λειτουργεί σήμερα, το πλήρωμα ζητά αυξήσεις. Ο δήμαρχος υποσχέθηκε συνομιλίες.",
    ),
    ("cp1255", "המעבורת אינה פועלת היום והצוות דורש העלאת שכר. ראש העיר אמר כי ינהל משא ומתן."),
    (
        "cp1256",
        "العبارة لا تعمل اليوم والطاقم يطالب بزيادة الأجور. وقال رئيس البلدية إنه سيجري محادثات.",
    ),
    (
        "gb18030",
        "岛上的人只能绕过海湾走公路，需要两个小时。每天早上在岸边等船的老师说，这样下去不行。",
    ),
    ("gb18030", "渡轮今天停航，船员要求加薪。市长说他将与船东会谈。居民希望渡轮尽快恢复。"),
    ("big5", "渡輪今天停航，船員要求加薪。市長說他將與船東會談。居民希望渡輪盡快恢復。"),
    (
        "cp932",
        "フェリーは今日運休しました。乗組員は賃上げを求めています。市長は話し合うと述べました。",
    ),
    (
        "euc_jp",
        "フェリーは今日運休しました。乗組員は賃上げを求めています。市長は話し合うと述べました。",
    ),
    (
        "iso2022_jp",
        "フェリーは今日運休しました。乗組員は賃上げを求めています。市長は話し合うと述べました。",
    ),
    (
        "cp949",
        "여객선이 오늘 운항을 멈췄다. 선원들은 임금 인상을 요구한다. 시장은 대화하겠다고 말했다.",
    ),
]


@pytest.mark.parametrize(
    ("encoding", "text"), SENTENCES, ids=[f"{e} {t[:9]}" for e, t in SENTENCES]
)
def test_text_in_an_old_encoding_is_read_and_the_guess_is_told(encoding, text):
    decoded = decode(text.encode(encoding))
    assert (decoded.text, decoded.guessed) == (text, True)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("given_encoding", [None, "latin-1"])
def test_a_byte_order_mark_decides_whatever_else_is_said(encoding, given_encoding):
    data = "Café ферри 渡轮".encode(encoding)
    assert decode(data, given_encoding) == Decoded("Café ферри 渡轮", encoding.removesuffix("-sig"))


def test_the_big_endian_marks_are_known_too():
    assert decode(b"\xfe\xff" + "Café".encode("utf-16-be")).text == "Café"
    assert decode(b"\x00\x00\xfe\xff" + "Café".encode("utf-32-be")).text == "Café"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_known_by_its_zeros(encoding):
    text = "Le café du port est fermé"
    assert decode(text.encode(encoding)) == Decoded(text, encoding, guessed=True)


def test_the_encoding_given_is_used():
    assert decode("é".encode("cp437"), "cp437") == Decoded("é", "cp437")


@pytest.mark.parametrize(
    ("data", "encoding", "message"),
    [
        (
            b"\xff",
            "utf-8",
            "not readable as utf-8: 'utf-8' codec can't decode byte 0xff in position 0: invalid start byte",
        ),
        (b"a", "utf-9", "not readable as utf-9: unknown encoding: utf-9"),
        (
            b"\xff\xfea",
            None,
            "not readable as utf-16: 'utf-16-le' codec can't decode byte 0x61 in position 2: truncated data",
        ),
    ],
    ids=["does not fit", "unknown", "cut"],
)
def test_an_encoding_that_does_not_fit_is_an_error_that_says_so(data, encoding, message):
    with pytest.raises(UnreadableSource) as error:
        decode(data, encoding)
    assert str(error.value) == message


def test_utf_8_goes_before_what_a_head_declares():
    data = '<?xml version="1.0" encoding="windows-1252"?><a>Café</a>'.encode()
    assert decode(data) == Decoded(data.decode(), "utf-8")


@pytest.mark.parametrize(
    "head",
    [
        '<?xml version="1.0" encoding="ISO-8859-2"?>',
        "<meta charset=iso-8859-2>",
        "charset = 'ISO-8859-2'",
    ],
)
def test_what_a_head_declares_goes_before_a_guess(head):
    assert decode(head.encode() + b"\xb9\xb1") == Decoded(head + "šą", "iso-8859-2")


def test_what_is_declared_as_latin_1_keeps_its_quotation_marks_as_in_a_browser():
    # The bytes 0x80 to 0x9f are quotation marks in Windows-1252, and control characters in Latin-1 proper
    text = "<meta charset=iso-8859-1> It’s “the ferry” – café"
    assert clean_text(decode(text.encode("cp1252")).text) == (text, 0)


@pytest.mark.parametrize("name", ["nonsense-99", "undefined", "rot13", "idna", "utf-8"])
def test_a_declared_encoding_that_is_none_or_does_not_fit_is_no_error(name):
    text = f"<meta charset={name}>\n" + SENTENCES[0][1]
    decoded = decode(text.encode("cp1252"))
    assert (decoded.text, decoded.guessed) == (text, True)


def test_bytes_of_no_text_are_refused():
    picture = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40
    with pytest.raises(UnreadableSource) as error:
        decode(picture)
    assert str(error.value) == "not text in any known encoding"


def test_no_bytes_are_an_empty_text():
    assert decode(b"") == Decoded("", "utf-8")


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0\ufeff")))
def test_all_text_in_utf_8_is_read_as_it_is(text):
    assert decode(text.encode()) == Decoded(text, "utf-8")


@pytest.mark.parametrize(
    ("text", "clean", "n_removed"),
    [
        ("\ufeffSnow\r\nfell\rhere\n", "Snow\nfell\nhere\n", 0),
        ("red \x1b[1;31mSnow\x1b[0m", "red Snow", 2),
        ("nu\x00ll\x7f", "null", 2),
        ("C1 \x80\x9f", "C1 ", 2),
        ("lone \ud83d half", "lone  half", 1),
        ("tab\tnext line\x85line\u2028para\u2029", "tab\tnext line\x85line\u2028para\u2029", 0),
        ("soft\xadhyphen \u200fbidi 👩‍🚒", "soft\xadhyphen \u200fbidi 👩‍🚒", 0),
    ],
)
def test_control_characters_go_and_all_else_stays(text, clean, n_removed):
    assert clean_text(text) == (clean, n_removed)


@pytest.mark.parametrize("sign", ["\x0b", "\x0c"], ids=["vertical tab", "form feed"])
def test_taking_out_a_line_or_page_break_does_not_glue_two_words(sign):
    # Word writes a line break as a vertical tab, text exports put a form feed between pages
    assert clean_text(f"the ferry{sign}stopped")[0].split() == ["the", "ferry", "stopped"]


@given(st.text(st.characters()))
def test_clean_text_has_no_control_character_and_is_clean_for_good(text):
    clean, _ = clean_text(text)
    # a second byte order mark may come to stand first
    assert clean_text(clean)[0] in (clean, clean.removeprefix("\ufeff"))
    assert not {sign for sign in clean if unicodedata.category(sign) in ("Cc", "Cs")} - set(
        "\t\n\x85"
    )


# Real files, each with its true encoding in its name or published with it.


@pytest.mark.parametrize(
    ("start", "encoding"),
    [
        ("CP932__", "cp932"),
        ("GB2312___chromium", "gb18030"),
        ("GB2312__cnblog", "gb18030"),
        ("IBM866", "cp866"),
        ("Johab", "johab"),
        ("SHIFT_JIS", "cp932"),
        ("TIS-620", "tis-620"),
        ("iso-2022-jp", "iso2022_jp"),
        ("utf-8-sig", "utf-8-sig"),
        ("windows-1251", "cp1251"),
        ("windows-1252", "cp1252"),
        ("windows-1254", "cp1254"),
        ("windows-1255-hebrew__hagada", "cp1255"),
        ("windows-1255-hebrew__notes", "cp1255"),
        ("windows-1256", "cp1256"),
    ],
)
def test_a_real_file_is_read_as_its_name_says(shared, start, encoding):
    [path] = (shared / "fixtures/encoding").glob(f"{start}*")
    data = path.read_bytes()
    same = str.maketrans("～－", "〜−")  # Shift JIS has one sign where Unicode has two
    assert decode(data).text.translate(same) == data.decode(encoding).translate(same)


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("arabic-1", "cp1256"),
        ("bulgarian", "utf-8"),
        ("english.bom", "utf-8-sig"),
        ("french-1", "cp1252"),
        ("greek", "cp1253"),
        ("korean", "cp949"),
        ("russian-2", "utf-8"),
        ("spanish", "utf-8"),
        ("turkish", "cp1254"),
    ],
)
def test_the_samples_of_charset_normalizer_are_read(shared, name, encoding):
    data = (shared / f"fixtures/encoding_txt/sample-{name}.txt").read_bytes()
    assert decode(data).text == data.decode(encoding)


@pytest.mark.parametrize(
    "line",
    [
        "Die Bürgermeisterin öffnet die Straße",
        "Minister’s plan — “no”",
        "Прэм’ер сказаў",
        "総理は言った",
    ],
)
def test_one_damaged_byte_spoils_no_other_letter(line):
    data = (f"{line}\n" * 1000).encode() + b"x\xff\n"
    decoded = decode(data)
    assert (decoded.encoding, decoded.guessed, decoded.n_damaged) == ("utf-8", False, 1)
    assert decoded.text == f"{line}\n" * 1000 + "x�\n"


def test_a_file_cut_inside_a_letter_keeps_the_letters_before():
    decoded = decode(("é" * 50).encode()[:-1])
    assert decoded.text == "é" * 49 + "�"
    assert decoded.n_damaged == 1


def test_a_western_code_page_is_not_taken_for_damaged_utf_8():
    decoded = decode("Le café fermé depuis l’été".encode("cp1252"))
    assert (decoded.text, decoded.n_damaged) == ("Le café fermé depuis l’été", 0)


@pytest.mark.parametrize("name", ["undefined", "a\0b", 5, "no-such", "base64"])
def test_an_encoding_that_is_none_is_refused_in_a_sentence(name, tmp_path):
    (tmp_path / "a.txt").write_text("Snow\n20310307\nhttps://a.example/\nIt fell.\n", "utf-8")
    with pytest.raises(UnknownValue, match=r"^There is no encoding "):
        read_articles(tmp_path, encoding=name)
