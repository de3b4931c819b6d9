"""CSV, TSV, JSON Lines and Parquet; and how a source's fields become our columns."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from contents import parse
from hypothesis import given
from hypothesis import strategies as st

from mediakit.errors import UnreadableSource
from mediakit.readers.assembling import to_articles
from mediakit.readers.outlets import registered_domain
from mediakit.readers.parsed import Parsed, summarise

ROWS = [(1, {"title": "Snow", "text": "It fell."}), (2, {"title": "Ice", "text": "It froze."})]


def read_csv(content: str | bytes):
    return parse("a.csv", content, "csv")


def read_jsonl(content: str | bytes):
    return parse("a.jsonl", content, "jsonl")


# CSV and TSV


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("title,text\nSnow,It fell.\nIce,It froze.\n", "csv"),
        ("title;text\nSnow;It fell.\nIce;It froze.\n", "csv"),
        ("title|text\nSnow|It fell.\nIce|It froze.\n", "csv"),
        ("title\ttext\r\nSnow\tIt fell.\r\nIce\tIt froze.", "tsv"),
        ('" title ","text"\n"Snow","It fell."\n\n,\n"Ice","It froze."\n', "csv"),
        ("\n\ntitle,text\nSnow,It fell.\nIce,It froze.\n", "csv"),
        (b"\xef\xbb\xbftitle,text\nSnow,It fell.\nIce,It froze.\n", "csv"),
        ("title\ttext\nSnow\tIt fell.\nIce\tIt froze.\n".encode("utf-16"), "tsv"),
    ],
    ids=[
        "commas",
        "semicolons",
        "bars",
        "tabs",
        "quotes and empty rows",
        "empty lines before",
        "mark",
        "UTF-16",
    ],
)
def test_a_table_is_read_whatever_parts_its_cells(content, kind):
    parsed = read_csv(content)
    assert (parsed.records, parsed.rejected, parsed.notes, parsed.format) == (ROWS, [], [], kind)


def test_the_sign_that_parts_cells_is_taken_from_outside_quotation_marks():
    parsed = read_csv('"a, b, c";title\nx;Snow\n')
    assert parsed.records == [(1, {"a, b, c": "x", "title": "Snow"})]


def test_a_cell_keeps_its_line_ends_quotation_marks_and_delimiters():
    parsed = read_csv('title,text\n"He said ""no"", twice","one\r\ntwo; three"\n')
    assert parsed.records == [(1, {"title": 'He said "no", twice', "text": "one\ntwo; three"})]


def test_words_that_look_like_nothing_are_words():
    parsed = read_csv("title,outlet,text\nNull,None,NA\nnan,N/A,\n")
    assert parsed.records == [
        (1, {"title": "Null", "outlet": "None", "text": "NA"}),
        (2, {"title": "nan", "outlet": "N/A", "text": None}),  # an empty cell is missing
    ]


def test_a_row_with_too_many_or_too_few_cells_is_rejected_and_the_others_kept():
    parsed = read_csv("title,text\nSnow,It fell.\nIce,It,froze.\nHail\nIce,It froze.\n")
    assert [record["title"] for _, record in parsed.records] == ["Snow", "Ice"]
    assert [number for number, _ in parsed.records] == [1, 4]
    assert parsed.rejected == [
        "row 2: 3 cells, but the header has 2",
        "row 3: 1 cell, but the header has 2",
    ]


def test_a_header_that_names_a_column_twice_is_refused():
    with pytest.raises(UnreadableSource) as error:
        read_csv("title,text,title\na,b,c\n")
    assert str(error.value) == "the header names a column twice: title, text, title"


@pytest.mark.parametrize("content", ["", " \n\n", "\ufeff"])
@pytest.mark.parametrize("read", [read_csv, read_jsonl])
def test_an_empty_table_file_is_rejected(read, content):
    parsed = read(content)
    assert (parsed.records, parsed.rejected) == ([], ["empty file"])


def test_a_quotation_mark_that_is_not_closed_at_the_end_is_noted():
    parsed = read_csv('title,text\nSnow,"It fell.\nAnd it fell')
    assert [record for _, record in parsed.records] == [
        {"title": "Snow", "text": "It fell.\nAnd it fell"}
    ]
    assert parsed.notes == ["a quotation mark is not closed: the file may be cut"]


def titles(parsed):
    return [record["title"] for _, record in parsed.records]


LONE = "read as text: the lines after it are rows of their own"


def test_a_lone_quotation_mark_swallows_no_rows():
    parsed = read_csv('title,text,day\nA,"Hello,1\nB,fine,2\nC,"Bye,3\nD,ok,4\n')
    assert titles(parsed) == ["A", "B", "C", "D"]
    assert [record["text"] for _, record in parsed.records] == ['"Hello', "fine", '"Bye', "ok"]
    assert parsed.notes == [f"2 lone quotation marks {LONE}"]
    assert parsed.rejected == []


def test_two_lone_marks_that_might_be_one_long_cell_are_settled_by_the_rest_of_the_file():
    pair = 'A,"Hello,1\nB,fine",2\n'
    alone = read_csv(f"title,text,day\n{pair}C,ok,3\n")
    assert titles(alone) == ["A", "B", "C"]
    assert alone.notes == [f"2 lone quotation marks {LONE}"]
    long = read_csv(f'title,text,day\n{pair}C,"It rained.\nAll day.",3\n')
    assert titles(long) == ["A", "C"]
    assert long.records[0][1]["text"] == "Hello,1\nB,fine"


@pytest.mark.parametrize(
    "text",
    [
        'The bridge and he said "it is shut will stay.\nThe council met.\nIt goes on.',
        'The bridge will stay.\nThe council "met.\nIt goes on.',
        'The bridge "will stay, and stay.\nThe council met.',
        'The bridge "will stay, and stay.',
        'The "bridge" will "stay.\nIt goes on.',
    ],
)
@pytest.mark.parametrize("row", ['Bridge,Gull,"{}"', 'Bridge,"{}",Gull'])
def test_a_lone_mark_inside_a_cell_cuts_no_article(text, row):
    rows = [row.format(text), row.format("It\ncame."), row.format(text), row.format("So it is.")]
    header = row.format("text").replace("Bridge", "title").replace("Gull", "outlet")
    parsed = read_csv("\n".join([header, *rows, ""]))
    assert [record["text"] for _, record in parsed.records] == [
        text,
        "It\ncame.",
        text,
        "So it is.",
    ]
    assert parsed.rejected == []
    assert parsed.n_repaired == 2
    assert summarise(parsed.notes) == (
        "2 rows mended in which a quotation mark is missing or one too many"
    )


def several_lines(n=20):
    """Return rows whose texts are quoted, have commas and take two lines."""
    return [
        f'Title {i},2031-03-{i:02d},Gull,"The bridge, {i}, is shut.\nIt ""stays"" shut, mark{i}."'
        for i in range(1, n + 1)
    ]


def without_close(row):
    return row[:-1]


def without_open(row):
    return row.replace(',"The', ",The")


def with_mark_inside(row):
    return row.replace(" is shut", ' "is shut')


def with_mark_at_a_lines_end(row):
    return row.replace("is shut.", 'is shut."')


def with_mark_in_title(row):
    return '"' + row


FAULTS = [
    without_close,
    without_open,
    with_mark_inside,
    with_mark_at_a_lines_end,
    with_mark_in_title,
]


@pytest.mark.parametrize("first", FAULTS)
@pytest.mark.parametrize("second", [None, *FAULTS])
@pytest.mark.parametrize("places", [(9, 10), (4, 15), (19, 0)])
def test_a_missing_mark_or_one_too_many_swallows_no_article_of_several_lines(first, second, places):
    rows = several_lines()
    rows[places[0]] = first(rows[places[0]])
    if second is not None:
        rows[places[1]] = second(rows[places[1]])
    parsed = read_csv("title,date,outlet,text\n" + "\n".join(rows) + "\n")
    assert [record["date"] for _, record in parsed.records] == [
        f"2031-03-{i:02d}" for i in range(1, 21)
    ]
    for i, (_, record) in enumerate(parsed.records, start=1):
        assert record["text"].count("mark") == 1
        assert record["text"].endswith(f"shut, mark{i}.")
        assert record["text"].startswith(f"The bridge, {i}, ")
    assert parsed.rejected == []
    n_faults = 1 + (second is not None)
    assert parsed.n_repaired == n_faults
    assert not [note for note in parsed.notes if "cut" in note]


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("text,title,date", '"The bridge, {i}.\nShut, mark{i}.",Title {i},2031-03-{i:02d}'),
        ("title,text", 'Title {i},"The bridge, {i}.\nShut, mark{i}."'),
        ("date;title;text", '{i:02d}.03.2031;Title {i};"The; bridge.\nShut, mark{i}."'),
        ("url,text,title", 'https://a.example/{i},"The bridge, {i}.\nShut, mark{i}.",Title {i}'),
    ],
)
def test_a_closing_mark_that_is_missing_swallows_no_article_whatever_the_columns(header, row):
    rows = [row.format(i=i) for i in range(1, 21)]
    rows[9] = rows[9].replace('mark10."', "mark10.")
    parsed = read_csv("\n".join([header, *rows, ""]))
    texts = [str(record["text"]) for _, record in parsed.records]
    assert [text[text.index("mark") :] for text in texts] == [f"mark{i}." for i in range(1, 21)]
    assert parsed.n_repaired == 1


def test_if_nothing_tells_where_an_article_begins_the_doubt_is_a_loss():
    rows = [f'Title {i},"The bridge {i}.\nIt is shut."' for i in range(1, 8)]
    rows[2] = rows[2].replace('shut."', "shut.")
    rows[3] = '"' + rows[3]
    parsed = read_csv("\n".join(["title,text", *rows, ""]))
    assert len(parsed.records) == 6
    assert parsed.losses == ["1 row with a lone quotation mark may hold more than one article"]


def test_two_rows_with_a_mark_before_a_word_are_counted_as_two():
    rows = [f"Title {i},2031-03-{i:02d},Gull,The bridge is shut." for i in range(1, 21)]
    for place in (4, 5, 16):
        rows[place] = rows[place].replace("The", '"The')
    parsed = read_csv("\n".join(["title,date,outlet,text", *rows, ""]))
    assert len(parsed.records) == 20
    assert parsed.records[4][1]["text"] == '"The bridge is shut.'
    assert parsed.notes == ["3 rows mended in which a quotation mark is missing or one too many"]


def test_a_file_that_ends_with_a_line_end_is_not_called_cut():
    parsed = read_csv('title,text\nSnow,It fell.\nIce,"It froze\n')
    assert parsed.notes == []


def test_quotation_marks_behind_a_backslash_are_read_as_doubled_ones():
    parsed = read_csv('title,text\nA,"He said \\"no\\" again"\nB,plain\n')
    assert [record["text"] for _, record in parsed.records] == ['He said "no" again', "plain"]
    assert parsed.notes == ["quotation marks escaped by a backslash were read"]


def test_control_characters_and_a_guessed_encoding_are_noted_in_every_text_format():
    text = "Le café du port est fermé depuis l’été\x00 dernier."
    in_csv = read_csv(f"title\n{text}\n".encode("cp1252"))
    in_jsonl = read_jsonl((json.dumps({"title": text}, ensure_ascii=False) + "\n").encode("cp1252"))
    for parsed in (in_csv, in_jsonl):
        assert parsed.records == [(1, {"title": text.replace("\x00", "")})]
        assert parsed.notes == ["encoding guessed", "1 control character taken out"]


@given(
    st.lists(
        st.tuples(
            *[
                st.text(
                    st.characters(codec="utf-8", exclude_categories=["Cc"])
                    | st.sampled_from("\n\",;|'")
                )
            ]
            * 2
        ),
        max_size=4,
    )
)
def test_whatever_pythons_csv_writes_is_read_cell_by_cell(rows):
    stream = io.StringIO()
    csv.writer(stream, quoting=csv.QUOTE_ALL).writerows([("one", "two"), *rows])
    expected = [
        {name: cell or None for name, cell in zip(("one", "two"), row, strict=True)}
        for row in rows
        if any(cell.strip() for cell in row)
    ]
    assert [record for _, record in read_csv(stream.getvalue()).records] == expected


# JSON Lines


def test_each_line_is_an_article_and_a_broken_one_is_rejected_alone():
    lines = [
        '{"title":"Snow"}',
        "",
        '{"title":"cut',
        '["Ice"]',
        "7",
        '\ufeff{"title":"Ice","n":3,"score":NaN}',
    ]
    parsed = read_jsonl("\r\n".join(lines))
    assert parsed.records == [(1, {"title": "Snow"}), (6, {"title": "Ice", "n": 3, "score": None})]
    assert parsed.rejected == [
        "line 3 is not valid JSON",
        "line 4: list instead of an object",
        "line 5: int instead of an object",
    ]


def test_line_ends_of_unicode_do_not_part_json_lines():
    parsed = read_jsonl('{"text":"one\u2028two\u0085three"}\n')
    assert parsed.records == [(1, {"text": "one\u2028two\u0085three"})]


def test_lists_stay_the_json_that_they_were_and_objects_become_fields_with_a_dot():
    parsed = read_jsonl('{"tags":["é",1],"place":{"town":"Ü"}}')
    assert parsed.records == [(1, {"tags": '["é", 1]', "place.town": "Ü"})]


def test_values_inside_values_give_their_text():
    table, _ = articles_of(
        {
            "headline.main": "Snow",
            "body": '["It fell.", "All day."]',
            "source.name": "The Post",
            "source.id": None,
        }
    )
    row = table.loc[0, ["title", "text", "outlet"]].tolist()
    assert row == ["Snow", "It fell.\nAll day.", "The Post"]


@pytest.mark.parametrize(
    ("day", "text"),
    [
        ("Veröffentlicht", "Haupttext"),
        ("Erschienen am", "Fliesstext"),
        ("Erscheinungsdatum", "Fließtext"),
        ("Published on", "Volltext"),
        ("Publié le", "Texte intégral"),
        ("Opublikowano", "Pełny tekst"),
    ],
)
def test_more_names_of_dates_and_texts_are_known(day, text):
    table, _ = articles_of(
        {"Titel": "Snow", day: "2031-03-07", text: "It fell.", "Zeitung": "Gull"}
    )
    assert table.loc[0, "date"] == pd.Timestamp("2031-03-07")
    assert table.loc[0, "text"] == "It fell."


def test_a_web_address_is_no_outlet():
    table, _ = articles_of(
        {"title": "Snow", "source": "https://post.example/1", "source-hostname": "The Post"}
    )
    assert table.loc[0, ["outlet", "url"]].tolist() == ["The Post", "https://post.example/1"]
    table, _ = articles_of({"title": "Snow", "source": "https://www.post.example/1"})
    assert table.loc[0, ["outlet", "url"]].tolist() == [
        "post.example",
        "https://www.post.example/1",
    ]


@pytest.mark.parametrize(
    "content", ["[" * 100_000, '{"n":' + "9" * 5000 + "}"], ids=["very deep", "very long number"]
)
def test_a_line_made_to_break_the_parser_is_rejected(content):
    assert read_jsonl(content).rejected == ["line 1 is not valid JSON"]


@pytest.mark.parametrize("key", ["\\ud83d", "\\u0000mood"])
def test_a_field_name_is_cleaned_like_text(key):
    table = to_articles([read_jsonl(f'{{"title":"Snow","{key}":"calm"}}')], None)
    assert table.loc[0, "title"] == "Snow"
    assert all(name.isprintable() for name in table.columns)


# Parquet


def parquet(tmp_path, table: pd.DataFrame | pa.Table):
    path = tmp_path / "a.parquet"
    pq.write_table(table if isinstance(table, pa.Table) else pa.Table.from_pandas(table), path)
    return parse("a.parquet", path, "parquet")


def test_parquet_keeps_types_and_counts_what_the_file_declares(tmp_path):
    table = pd.DataFrame(
        {
            "title": ["Sn\x00ow", None],
            "n": [3, 4],
            "share": [0.5, np.nan],
            "day": [date(2031, 3, 7), None],
            "tags": [["a", "é"], None],
        }
    )
    parsed = parquet(tmp_path, table)
    assert parsed.records == [
        (1, {"title": "Snow", "n": 3, "share": 0.5, "day": date(2031, 3, 7), "tags": '["a", "é"]'}),
        (2, {"title": None, "n": 4, "share": None, "day": None, "tags": None}),
    ]
    assert (parsed.declared, parsed.format) == (2, "parquet")


def test_a_time_with_a_zone_keeps_the_day_of_its_clocks(tmp_path):
    # 23:30 in New York on the 7th is 04:30 of the 8th in UTC
    times = pd.to_datetime(["2031-03-07T23:30:00"]).tz_localize("America/New_York")
    articles = to_articles(
        [parquet(tmp_path, pd.DataFrame({"title": ["Snow"], "date": times}))], None
    )
    assert articles.loc[0, "date"] == pd.Timestamp("2031-03-07")
    assert articles.loc[0, "published_at"] == pd.Timestamp("2031-03-08T04:30:00Z")


def test_a_time_in_nanoseconds_is_read_without_a_warning(tmp_path):
    times = pd.to_datetime(["2031-03-07T10:00:00.123456789"])
    articles = to_articles(
        [parquet(tmp_path, pd.DataFrame({"title": ["Snow"], "date": times}))], None
    )
    assert articles.loc[0, "date"] == pd.Timestamp("2031-03-07")


def test_text_stored_as_bytes_is_text(tmp_path):
    parsed = parquet(tmp_path, pd.DataFrame({"title": ["Café".encode()]}))
    assert parsed.records == [(1, {"title": "Café"})]


def test_a_parquet_file_that_names_a_column_twice_is_refused(tmp_path):
    with pytest.raises(UnreadableSource) as error:
        parquet(tmp_path, pa.table([["a", "b", "c"], ["d", "e", "f"]], names=["title", "title"]))
    assert str(error.value) == "the header names a column twice: title, title"


def test_a_file_that_is_no_parquet_is_refused(tmp_path):
    path = tmp_path / "a.parquet"
    path.write_bytes(b"not parquet at all")
    with pytest.raises(UnreadableSource, match=r"^not readable as Parquet: "):
        parse("a.parquet", path, "parquet")


def test_a_file_that_asks_for_too_much_memory_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("mediakit.readers.formats.parquet.FROM_BYTES", 0)
    monkeypatch.setattr("mediakit.readers.formats.parquet.MOST_TIMES", 0)
    with pytest.raises(
        UnreadableSource, match=r"^it asks for 0 MB of memory from a file of [\d,]+ bytes$"
    ):
        parquet(tmp_path, pd.DataFrame({"title": ["a long enough title"]}))


# Fields into columns


def articles_of(
    *records: dict[str, object], outlet: str | None = None
) -> tuple[pd.DataFrame, Parsed]:
    parsed = Parsed("a.csv", "csv", records=list(enumerate(records, start=1)))
    return to_articles([parsed], outlet), parsed


@pytest.mark.parametrize(
    ("field", "column"),
    [
        ("Headline", "title"), ("HL", "title"), ("Titel", "title"), ("Überschrift", "title"),
        ("body_text", "text"), ("Full Text", "text"), ("maintext", "text"), ("Texte", "text"),
        ("Publication Date", "date"), ("date_publish", "date"), ("pub-date", "date"), ("Datum", "date"),
        ("Link", "url"), ("webUrl", "url"), ("Medium", "outlet"), ("media_name", "outlet"), ("sitename", "outlet"),
        ("byline", "author"), ("Ressort", "section"), ("Sprache", "language"),
    ],
)  # fmt: skip
def test_a_field_fills_its_column_whatever_the_source_calls_it(field, column):
    other = {"text": "It fell."} if column == "title" else {"title": "Snow"}
    value = {"date": "2031-03-07", "url": "https://post.example/a"}.get(column, "The Post")
    table, _ = articles_of({field: value, **other})
    assert table.loc[0, column] == (pd.Timestamp(value) if column == "date" else value)
    assert field not in set(table.columns) - {column}


def test_the_surest_name_wins_and_what_it_leaves_stays_as_a_column_of_its_own():
    table, _ = articles_of(
        {"headline": "long", "title": "Snow", "Title ": "again", "date": "", "day": "2031-03-07"}
    )
    assert table.loc[0, ["title", "headline", "Title "]].tolist() == ["Snow", "long", "again"]


def test_a_field_that_only_shares_a_columns_name_is_kept_under_another():
    table, _ = articles_of({"title": "Snow", "article_id": "77", "agency": "wire"})
    assert table.loc[0, ["article_id_in_source", "agency_in_source"]].tolist() == ["77", "wire"]
    assert len(table.loc[0, "article_id"]) == 16
    assert "agency" not in table.columns


def test_a_list_of_authors_becomes_one_line():
    table, _ = articles_of(
        {"title": "a", "authors": '["A. Fenn", "B. Holt"]'},
        {"title": "b", "authors": "[sic]"},
        {"title": "c", "authors": "[]"},
    )
    assert table["author"].tolist()[:2] == ["A. Fenn, B. Holt", "[sic]"]
    assert pd.isna(table.loc[2, "author"])


def test_one_telling_date_reads_all_dates_of_a_source():
    table, parsed = articles_of(
        {"title": "a", "date": "7/3/2031"}, {"title": "b", "date": "13/3/2031"}
    )
    assert table["date"].tolist() == [pd.Timestamp("2031-03-07"), pd.Timestamp("2031-03-13")]
    assert parsed.notes == [
        "dates with slashes have the day first, as some of them show",
        "no column for text",
        "no column for outlet",
    ]


def test_an_ambiguous_date_is_left_out_and_noted():
    table, parsed = articles_of({"title": "a", "text": "b", "outlet": "c", "date": "7/3/2031"})
    assert pd.isna(table.loc[0, "date"])
    assert parsed.notes == ["ambiguous date '7/3/2031'"]


def test_a_time_without_a_date_gives_the_day_too():
    table, parsed = articles_of(
        {"title": "a", "text": "b", "source": "c", "publishedAt": "2031-03-07T23:30:00-05:00"}
    )
    assert table.loc[0, "date"] == pd.Timestamp("2031-03-07")
    assert table.loc[0, "published_at"] == pd.Timestamp("2031-03-08T04:30:00Z")
    assert parsed.notes == []


def test_what_is_missing_is_counted():
    _, parsed = articles_of(
        {"title": "a", "text": " "},
        {"text": "b", "title": None},
        {"title": "", "text": ""},
        outlet="Gull",
    )
    assert parsed.rejected == ["neither title nor text"]
    assert parsed.notes == [
        "no date",
        "no date",
        "no column for date",
        "1 without text",
        "1 without title",
    ]


def test_the_outlet_is_the_one_given_else_the_sources_else_the_domain():
    record = {"title": "a", "url": "https://www.post.example/a"}
    assert articles_of(record)[0].loc[0, "outlet"] == "post.example"
    assert articles_of(record | {"outlet": "The Post"})[0].loc[0, "outlet"] == "The Post"
    assert articles_of(record | {"outlet": "The Post"}, outlet="Post")[0].loc[0, "outlet"] == "Post"


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://www.post.co.uk/news/1", "post.co.uk"),
        ("http://news.politics.post.com:8080/?a=b", "post.com"),
        ("HTTPS://WWW.POST.COM", "post.com"),
        ("https://www.post.example/a", "post.example"),
        ("https://user:pw@post.com.au/", "post.com.au"),
        ("http://127.0.0.1/a", "127.0.0.1"),
        ("http://[::1]/a", "::1"),
        ("http://localhost/a", "localhost"),
        ("http://co.uk/", "co.uk"),
        ("http://[broken", None),
        ("no url", None),
        ("", None),
    ],
)
def test_the_registered_domain_of_a_url(url, domain):
    assert registered_domain(url) == domain


@pytest.mark.parametrize(
    ("notes", "line"),
    [
        ([], ""),
        (["no date", "cut", "no date"], "no date (2 times); cut"),
        (
            [f"row {n}" for n in range(10)],
            "row 0; row 1; row 2; row 3; row 4; row 5; row 6; row 7; and 2 more",
        ),
    ],
)
def test_notes_are_told_in_one_line_each_once(notes, line):
    assert summarise(notes) == line


# Real files


@pytest.mark.parametrize(
    "name",
    [
        "csv/excel_european_semicolon_cp1252_crlf.csv",
        "csv/excel_utf8_bom.csv",
        "tsv/excel_unicode_text_utf16le_bom.txt",
    ],
)
def test_what_excel_saves_is_read_the_same_from_every_of_its_formats(shared, name):
    parsed = read_csv((shared / "fixtures" / name).read_bytes())
    articles = to_articles([parsed], None)
    assert articles["title"].str.slice(0, 11).tolist() == [
        "Bürgermeist",
        "Œuvre & cœu",
        "Null",
        "NA",
        "=HYPERLINK(",
    ]
    assert articles["outlet"].tolist() == ["Süddeutsche", "Le Monde", "None", "N/A", "-"]
    assert articles["date"].dt.strftime("%Y%m%d").fillna("").tolist() == [
        "20220307",
        "20220308",
        "",
        "20211231",
        "",
    ]
    assert articles.loc[0, "text"].count("\n") == 1
    assert parsed.notes[-2:] == ["no date", "ambiguous date '01/02/2022'"]


def test_a_real_corpus_of_articles_is_read_whole(shared):
    truth = json.loads((shared / "fixtures/TRUTH.json").read_text())[
        "csv/fakenewscorpus_250_articles.csv"
    ]
    parsed = read_csv((shared / "fixtures/csv/fakenewscorpus_250_articles.csv").read_bytes())
    assert (len(parsed.records), parsed.rejected) == (truth["rows"], [])
    assert len({name for _, record in parsed.records for name in record} | {""}) <= truth["cols"]
    articles = to_articles([parsed], None)
    assert articles["article_id"].is_unique
    assert articles["text"].notna().all()
    assert articles["date"].isna().all()  # it has none, only the dates of scraping


def test_a_real_table_cut_in_the_middle_keeps_its_whole_rows(shared):
    parsed = read_csv((shared / "fixtures/csv/truncated_mid_quote.csv").read_bytes())
    assert (len(parsed.records), parsed.rejected) == (1, ["row 2: 1 cell, but the header has 4"])


def test_real_json_lines_with_every_fault_are_read_as_far_as_they_go(shared):
    broken = read_jsonl((shared / "fixtures/jsonl/broken_line_and_nan.jsonl").read_bytes())
    assert [record.get("title") for _, record in broken.records] == ["ok", None, "bom mid file"]
    assert broken.rejected == [
        "line 2 is not valid JSON",
        "line 5: list instead of an object",
    ]
    lone = read_jsonl((shared / "fixtures/jsonl/lone_surrogate.jsonl").read_bytes())
    assert lone.records == [(1, {"title": "bad  emoji", "text": "nul  inside"})]


@pytest.mark.parametrize(
    ("name", "n_records"),
    [
        ("articles_tz_lists_categorical", 3),
        ("int96_from_spark", 6),
        ("list_columns", 3),
        ("null_list", 1),
    ],
)
def test_real_parquet_files_are_read_row_by_row(shared, name, n_records):
    parsed = parse(name, shared / f"fixtures/parquet/{name}.parquet")
    assert len(parsed.records) == parsed.declared == n_records


def test_a_real_parquet_file_with_a_zone_lists_and_categories(shared):
    parsed = parse("a", shared / "fixtures/parquet/articles_tz_lists_categorical.parquet")
    assert [record["tags"] for _, record in parsed.records] == ['["x", "y"]', "[]", None]
    articles = to_articles([parsed], None)  # the second row has neither title nor text
    assert articles[["title", "outlet"]].values.tolist() == [["a", "A"], ["ü", "A"]]
    assert articles["date"].isna().tolist() == [False, True]
