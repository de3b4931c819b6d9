"""The native text format: title, YYYYMMDD, URL, one paragraph a line."""

from __future__ import annotations

import pytest
from contents import parse
from hypothesis import given
from hypothesis import strategies as st

from mediakit import read_articles

TITLE, DATE, URL = "Bridge shut", "20310307", "https://www.post.example/a"
TEXT = "The bridge is shut.\nTraffic waits."
PLAIN = "\n".join([TITLE, DATE, URL, TEXT]) + "\n"
WHOLE = {"title": TITLE, "date": DATE, "url": URL, "text": TEXT}


def without(*names: str) -> dict[str, str]:
    return {name: value for name, value in WHOLE.items() if name not in names}


def read(content: str | bytes):
    return parse("a.txt", content)


@pytest.mark.parametrize(
    "content",
    [
        PLAIN,
        PLAIN.removesuffix("\n"),
        PLAIN.replace("\n", "\r\n"),
        PLAIN.replace("\n", "\r"),
        PLAIN.replace("\n", "\n\n"),
        PLAIN.replace("\n", "  \n \t "),
        PLAIN.encode("utf-8-sig"),
        PLAIN.encode("utf-16"),
    ],
    ids=[
        "plain",
        "no last line end",
        "CRLF",
        "CR",
        "blank lines",
        "spaces around",
        "byte order mark",
        "UTF-16",
    ],
)
def test_an_article_is_read_whole_however_its_lines_end(content):
    parsed = read(content)
    assert parsed.records == [(1, WHOLE)]
    assert (parsed.format, parsed.rejected, parsed.notes) == ("native", [], [])


@pytest.mark.parametrize(
    ("lines", "record", "notes"),
    [
        ([TITLE, URL, DATE, TEXT], WHOLE, ["date and url lines swapped"]),
        ([TITLE, DATE, TEXT], without("url"), ["no url line"]),
        ([TITLE, URL, TEXT], without("date"), ["no date line"]),
        ([DATE, URL, TEXT], without("title"), ["no title line"]),
        ([URL, DATE, TEXT], without("title"), ["no title line", "date and url lines swapped"]),
        ([TITLE, DATE, URL], without("text"), ["no text"]),
        ([TITLE], {"title": TITLE}, ["no date line", "no url line", "no text"]),
        ([TITLE, "2031-03-07", URL, TEXT], WHOLE | {"date": "2031-03-07"}, []),
        ([TITLE, "7 March 2031", URL, TEXT], WHOLE | {"date": "7 March 2031"}, []),
        (
            [TITLE, "20310230", URL, TEXT],
            WHOLE | {"date": "20310230"},
            [],
        ),  # impossible, and left to the dates
        (["2031", DATE, URL, TEXT], WHOLE | {"title": "2031"}, []),
        (["1914-1918", DATE, URL, TEXT], WHOLE | {"title": "1914-1918"}, []),
        (["7 March 2031", DATE, URL, TEXT], WHOLE | {"title": "7 March 2031"}, []),
        (
            [TITLE, DATE, "It shut on 7 March 2031.", "20310308"],
            without("url") | {"text": "It shut on 7 March 2031.\n20310308"},
            ["no url line"],
        ),
        ([TITLE, DATE, URL, URL], WHOLE | {"text": URL}, []),
    ],
    ids=lambda value: " | ".join(value)[:60] if isinstance(value, list) else "",
)
def test_lines_are_told_by_what_they_are_and_what_is_odd_is_noted(lines, record, notes):
    parsed = read("\n".join(lines))
    assert parsed.records == [(1, record)]
    assert parsed.notes == notes
    assert parsed.rejected == []


def test_control_characters_are_taken_out_and_counted():
    parsed = read(PLAIN.replace("shut", "s\x00hu\x1b[31mt", 1))
    assert parsed.records == [(1, WHOLE)]
    assert parsed.notes == ["2 control characters taken out"]


@pytest.mark.parametrize("sign", ["\u2028", "\u0085", "\xa0"])
def test_only_a_line_feed_ends_a_paragraph(sign):
    assert read(PLAIN.replace("is shut", f"is{sign}shut")).records[0][1]["text"] == TEXT.replace(
        "is shut", f"is{sign}shut"
    )


@pytest.mark.parametrize("content", ["", "\n \n\t\n", "\ufeff", "\x00\x01"])
def test_an_empty_file_is_rejected(content):
    parsed = read(content)
    assert parsed.records == []
    assert parsed.rejected == ["empty file"]


def test_a_guessed_encoding_is_noted():
    parsed = read(
        "Café fermé à Orléans\n20310307\nLe café est fermé depuis l’été.".encode("cp1252")
    )
    assert parsed.records[0][1]["title"] == "Café fermé à Orléans"
    assert parsed.notes == ["encoding guessed", "no url line"]


@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00\x1b"), max_size=60))
def test_any_text_gives_one_article_or_an_empty_file_and_no_word_is_lost(text):
    parsed = parse("a.txt", text, "native")
    assert len(parsed.records) + len(parsed.rejected) == 1
    held = "".join("".join(str(value) for value in record.values()) for _, record in parsed.records)
    visible = sorted(sign for sign in text if sign.isprintable() and not sign.isspace())
    assert sorted(sign for sign in held if sign.isprintable() and not sign.isspace()) == visible


def test_a_text_with_neither_date_nor_url_is_not_taken_for_an_article():
    parsed = read("Dear reader,\nyou have reached your limit.\nPlease wait.\n")
    assert parsed.records == []
    (reason,) = parsed.rejected
    assert reason.startswith("not an article in mediakit's text format (title, date as 20310307, ")


def test_two_articles_in_one_file_are_two():
    parsed = read(
        f"{TITLE}\n{DATE}\n{URL}\n{TEXT}\nSnow\n20310309\nhttps://b.example/2\nIt fell.\n"
    )
    assert [record["title"] for _, record in parsed.records] == [TITLE, "Snow"]
    assert parsed.records[1][1]["text"] == "It fell."
    assert parsed.notes == ["2 articles in one file"]


def test_date_and_outlet_are_taken_from_the_file_name_if_they_are_nowhere_else(tmp_path):
    path = tmp_path / "2022-03-02 The Post 6.txt"
    path.write_text("Snow\nIt fell.\nAll day.\n")
    articles, ledger = read_articles(path, return_ledger=True)
    row = articles.iloc[0]
    assert [row["title"], row["outlet"], row["text"]] == ["Snow", "The Post", "It fell.\nAll day."]
    assert f"{row['date']:%Y-%m-%d}" == "2022-03-02"
    assert ledger.loc[0, "reason"] == (
        "no date line; no url line; date and outlet taken from the file name"
    )


# Files of the real example, each with one thing changed; their right answers stand in the README there.


@pytest.mark.parametrize(
    ("name", "notes"),
    [
        ("bom", []),
        ("crlf", []),
        ("utf16le_bom", []),
        ("blank_lines_between", []),
        ("date_and_url_swapped", ["date and url lines swapped"]),
        ("nul_and_ctrl", ["2 control characters taken out"]),
    ],
)
def test_a_damaged_real_file_gives_the_same_article_as_the_sound_one(shared, name, notes):
    sound = next((shared / "fixtures/seed_txt").glob("*.txt")).read_bytes()
    expected = read(sound).records
    assert len(expected[0][1]["text"].split("\n")) == 9  # paragraphs, by the README
    parsed = read((shared / f"fixtures/seed_txt_variants/{name}.txt").read_bytes())
    assert parsed.records == expected
    assert parsed.notes == notes


@pytest.mark.parametrize(
    ("name", "encoding", "fields", "notes"),
    [
        ("latin1", "cp1252", {"title", "date", "url", "text"}, ["encoding guessed"]),
        ("gb18030", "gb18030", {"title", "date", "url", "text"}, ["encoding guessed"]),
        ("arabic_rtl_bidi", "utf-8", {"title", "date", "url", "text"}, []),
        ("no_url_line", "utf-8", {"title", "date", "text"}, ["no url line"]),
        ("title_only", "utf-8", {"title"}, ["no date line", "no url line", "no text"]),
    ],
)
def test_a_real_file_in_another_script_or_cut_short_is_read_as_far_as_it_goes(
    shared, name, encoding, fields, notes
):
    data = (shared / f"fixtures/seed_txt_variants/{name}.txt").read_bytes()
    parsed = read(data)
    [(_, record)] = parsed.records
    assert set(record) == fields
    assert record["title"] == data.decode(encoding).split("\n")[0].strip()
    assert parsed.notes == notes


def test_the_empty_real_file_is_rejected(shared):
    assert read((shared / "fixtures/seed_txt_variants/empty.txt").read_bytes()).rejected == [
        "empty file"
    ]
