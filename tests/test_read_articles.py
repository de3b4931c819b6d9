"""Files, folders, globs and lists into one table, with a ledger and never a silent loss."""

from __future__ import annotations

import gzip
import json
import warnings
from pathlib import Path

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

from mediakit import describe_ledger, read_articles, write_articles
from mediakit.columns import SCHEMA, empty_articles
from mediakit.errors import ArticlesNotFound, ReadWarning, UnknownValue, UnreadableSource

SNOW = "Snow\n20310307\nhttps://www.post.example/snow\nSnow fell.\n"
ICE = "Ice\n20310308\nhttps://www.post.example/ice\nIce came.\n"
HINT = " read_articles(..., return_ledger=True) lists the files and records concerned, with the reasons."


@pytest.fixture
def folder(tmp_path):
    """A function that fills an empty folder with files and returns it."""

    def fill(files: dict[str, str | bytes]) -> Path:
        for name, content in files.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return tmp_path

    return fill


def titles(*args, **options) -> list[str]:
    articles, _ = read_articles(*args, return_ledger=True, **options)
    return articles["title"].tolist()


# What a path stands for


def test_one_file_gives_one_typed_row(folder):
    path = folder({"snow.txt": SNOW}) / "snow.txt"
    articles = read_articles(path)
    assert {name: str(kind) for name, kind in articles.dtypes.items()} == SCHEMA
    assert articles.index.tolist() == [0]
    row = articles.iloc[0].dropna().to_dict()
    assert len(row.pop("article_id")) == 16
    assert row == {
        "outlet": "post.example",
        "date": pd.Timestamp("2031-03-07"),
        "title": "Snow",
        "text": "Snow fell.",
        "url": "https://www.post.example/snow",
        "source_file": str(path),
        "source_record": 1,
        "source_format": "native",
    }


@pytest.fixture
def tree(folder):
    return folder(
        {
            "b.txt": SNOW,
            "a/ice.txt": ICE,
            "a/c/hail.csv": "title,date\nHail,2031-03-09\nSleet,2031-03-10\n",
        }
    )


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("", ["Hail", "Sleet", "Ice", "Snow"]),  # sorted: a/c/hail.csv, a/ice.txt, b.txt
        ("a", ["Hail", "Sleet", "Ice"]),
        ("*.txt", ["Snow"]),
        ("**/*.txt", ["Ice", "Snow"]),
        ("*", ["Hail", "Sleet", "Ice", "Snow"]),
        ("**/hail.*", ["Hail", "Sleet"]),
    ],
)
@pytest.mark.parametrize("kind", [str, Path])
def test_a_path_a_folder_and_a_glob_stand_for_sorted_files(tree, pattern, expected, kind):
    assert titles(kind(tree / pattern)) == expected


def test_a_list_is_read_in_its_own_order(tree):
    assert titles([tree / "b.txt", str(tree / "a/*.txt")]) == ["Snow", "Ice"]


def test_a_file_named_twice_is_read_once(tree):
    assert titles([tree / "b.txt", tree / "b.txt"]) == ["Snow"]
    assert titles([tree / "a", tree / "a/ice.txt"]) == ["Hail", "Sleet", "Ice"]


def test_the_home_folder_may_be_written_with_a_tilde(tree, monkeypatch):
    monkeypatch.setenv("HOME", str(tree))
    assert titles("~/b.txt") == ["Snow"]


def test_a_file_name_with_brackets_is_a_name_first(folder):
    path = folder({"snow[1].txt": SNOW, "snow1.txt": ICE}) / "snow[1].txt"
    assert titles(path) == ["Snow"]


def test_nothing_at_the_path_is_an_error_that_names_it(folder, monkeypatch):
    here = folder({})
    monkeypatch.chdir(here)
    with pytest.raises(ArticlesNotFound) as error:
        read_articles("gone.txt")
    assert str(error.value) == f"There is no file or folder 'gone.txt' (looked in {here.name})."
    with pytest.raises(ArticlesNotFound) as error:
        read_articles("*.csv")
    assert str(error.value) == "No file matches '*.csv'."


# What is skipped in a folder


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("README", "skipped: a README or licence file"),
        ("readme.txt", "skipped: a README or licence file"),
        ("LICENSE.txt", "skipped: a README or licence file"),
        ("a/CHANGELOG.csv", "skipped: a README or licence file"),
        (".hidden.txt", "skipped: a system file, not an article"),
        ("~$draft.txt", "skipped: a system file, not an article"),
        ("Thumbs.db", "skipped: a system file, not an article"),
        ("__MACOSX/b.txt", "skipped: a system file, not an article"),
        (".ipynb_checkpoints/b.txt", "skipped: a system file, not an article"),
        (".git/b.txt", "skipped: a system file, not an article"),
    ],
)
def test_what_is_no_article_is_skipped_and_listed_in_the_ledger(folder, name, reason):
    path = folder({"snow.txt": SNOW, name: ICE})
    articles, ledger = read_articles(path, return_ledger=True)
    assert articles["title"].tolist() == ["Snow"]
    line = ledger.set_index("source").loc[str(path / name)]
    assert line[["declared", "parsed", "rejected", "reason"]].tolist() == [0, 0, 0, reason]


@pytest.mark.parametrize(
    "name", ["notice-to-mariners.txt", "License fees rise.txt", "copying-scandal.txt"]
)
def test_an_article_whose_file_name_begins_like_a_licence_is_an_article(folder, name):
    assert sorted(titles(folder({"snow.txt": SNOW, name: ICE}))) == ["Ice", "Snow"]


def test_a_folder_that_lies_in_a_hidden_one_is_read(folder):
    assert titles(
        folder({".cache/news/snow.txt": SNOW, ".cache/news/ice.txt": ICE}) / ".cache/news"
    ) == ["Ice", "Snow"]


def test_a_readme_is_read_where_it_is_asked_for_itself_but_not_as_the_only_file_of_a_folder(folder):
    path = folder({"README.txt": "Read me first.\n"})
    assert titles(path / "README.txt") == ["Read me first."]
    assert titles(path) == []


# The ledger and the warnings


def test_the_ledger_tells_of_each_source_what_was_read_and_why_not(folder):
    path = folder(
        {
            "a.csv": "title,date\nSnow,20310307\nIce,soon\nHail\n",
            "b.txt": "Café fermé à Orléans depuis l’été\n".encode("cp1252"),
            "c.txt": "",
            "d.pdf": b"%PDF-1.7",
        }
    )
    articles, ledger = read_articles(path, return_ledger=True)
    lines = ledger.assign(source=ledger["source"].map(lambda name: Path(name).name))
    assert (lines.pop("seconds") >= 0).all()
    by_kind = lines[["from_names", "lost", "rejected_why", "mended", "noted"]]
    lines = lines.drop(columns=by_kind.columns)
    assert by_kind.values.tolist() == [
        ["", "", "row 3: 1 cell, but the header has 2", "", "unreadable date 'soon'"],
        ["", "", "", "", "encoding guessed"],
        ["", "", "empty file", "", ""],
        ["", "", "not read: it is a PDF: save its text as .txt, or ask for another export", "", ""],
    ]
    assert lines.values.tolist() == [
        ["a.csv", "csv", "utf-8", "all of it fits", 3, 2, 1, 1, 2, 2, 0, "", "row 3: 1 cell, but the header has 2; unreadable date 'soon'; no column for text; no column for outlet"],
        ["b.txt", "native", "cp1252", "guessed", 1, 1, 0, 1, 1, 1, 0, "", "encoding guessed; no date line; no url line; no text"],
        ["c.txt", "native", "utf-8", "all of it fits", 1, 0, 1, 0, 0, 0, 0, "", "empty file"],
        ["d.pdf", "", "", "", 1, 0, 1, 0, 0, 0, 0, "", "not read: it is a PDF: save its text as .txt, or ask for another export"],
    ]  # fmt: skip
    assert ledger["parsed"].sum() == len(articles)


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"a.txt": SNOW, "b.txt": ""}, "1 of the 2 files could not be read (b.txt: empty file)."),
        (
            {"a.txt": SNOW, "b.txt": "Ice\nhttps://a.example/i\nIce came."},
            "1 of 2 articles has no date.",
        ),
        (
            {"a.csv": "title,date\nSnow\nIce\nHail,20310307\n"},
            "2 of 3 records could not be read (row 1: 1 cell, but the header has 2; "
            "row 2: 1 cell, but the header has 2); the only article has no text.",
        ),
        (
            {"a.txt": "", "b.txt": "Ice"},
            "1 of the 2 files could not be read (a.txt: empty file); the only article has neither a date nor a text.",
        ),
        ({}, "No articles were found."),
        ({"a.csv": "title,text\n"}, "No articles were found."),
    ],
    ids=["a file", "a date", "two rows", "a file and a date", "empty folder", "empty table"],
)
def test_one_warning_says_what_was_set_aside(folder, files, message):
    path = folder(files)
    with pytest.warns(ReadWarning) as caught:
        read_articles(path)
    assert [str(warning.message) for warning in caught] == [message + HINT]
    assert caught[0].filename == __file__  # it points at the reporter's own line


@pytest.mark.parametrize("options", [{"on_error": "ignore"}, {"return_ledger": True}], ids=str)
def test_nothing_is_said_where_the_reporter_ignores_or_gets_the_ledger(folder, options):
    path = folder({"a.txt": "", "b.txt": "Ice"})
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        read_articles(path, **options)


def test_a_sound_folder_gives_no_warning(folder):
    assert len(read_articles(folder({"a.txt": SNOW, "b.txt": ICE, "README.md": "x"}))) == 2


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("title,date\nSnow\n", "row 1: 1 cell, but the header has 2"),
        ("title,mood\n,calm\n", "neither title nor text"),
    ],
)
def test_the_first_fault_is_raised_where_that_is_asked_for(folder, content, reason):
    path = folder({"a.txt": SNOW, "b.csv": content})
    with pytest.raises(UnreadableSource) as error:
        read_articles(path, on_error="raise")
    assert str(error.value) == f"{path / 'b.csv'}: {reason}."


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"on_error": "warning"}, "There is no on_error 'warning'. Did you mean 'warn'?"),
        ({"format": "cvs"}, "There is no format 'cvs'. Did you mean 'csv'?"),
    ],
)
def test_an_unknown_option_is_refused(folder, options, message):
    with pytest.raises(UnknownValue) as error:
        read_articles(folder({"a.txt": SNOW}), **options)
    assert str(error.value) == message


BROKEN = {
    "no text.txt": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40,
    "cut mark.txt": b"\xff\xfea",
    "declared undefined.txt": "<meta charset=undefined>\nLe café du port est fermé depuis l’été dernier.".encode(
        "cp1252"
    ),
    "declared escapes.txt": "charset=unicode_escape\nLe café du \\port est fermé depuis l’été dernier.".encode(
        "cp1252"
    ),
    "no gzip.jsonl.gz": b"\x1f\x8b\x08broken",
    "cut.csv.gz": gzip.compress(b"title,text\n" + b"Hail,It fell.\n" * 500)[:-20],
    "no parquet.parquet": b"PAR1 and nothing",
    "empty.parquet": b"",
    "deep.jsonl": b"[" * 100_000,
    "surrogate name.jsonl": b'{"title":"Hail","\\ud83d":"x"}',
    "twice.csv": "title,title\na,b\n",
    "nul.csv": b"title,text\n\x00\x00,\x00\n",
    "page.html": "<p>Hail</p>",
    "archive.zip": b"PK\x03\x04",
    "no ending": "Hail",
    "bad table.jsonl": '{"article_id":null,"source_file":"x","source_record":"first","source_format":"y","title":"Hail"}',
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_never_stops_a_folder(folder, name):
    path = folder({name: BROKEN[name], "sound.txt": SNOW})
    articles, ledger = read_articles(path, return_ledger=True)
    assert "Snow" in articles["title"].tolist()
    line = ledger.set_index("source").loc[str(path / name)]
    assert line["reason"] != ""


def test_a_real_broken_parquet_file_never_stops_a_folder(shared):
    names = ("ARROW-GH-41321", "articles_tz_lists_categorical", "null_list")
    files = [shared / f"fixtures/parquet/{name}.parquet" for name in names]
    articles, ledger = read_articles(files, return_ledger=True)
    assert articles["title"].tolist() == ["a", "ü"]
    assert ledger[["declared", "parsed", "rejected"]].values.tolist() == [
        [1, 0, 1],
        [3, 2, 1],
        [1, 0, 1],
    ]


def test_a_small_file_that_asks_for_gigabytes_is_refused_before_it_takes_them(shared, monkeypatch):
    def take(*_args, **_options):
        raise AssertionError("4 kB were unpacked into 2 GB")

    monkeypatch.setattr("pyarrow.parquet.ParquetFile.read", take)
    _, ledger = read_articles(
        shared / "fixtures/parquet/large_string_map.brotli.parquet", return_ledger=True
    )
    assert ledger["rejected"].tolist() == [1]


def test_a_file_that_unpacks_to_too_much_is_refused(folder, monkeypatch):
    monkeypatch.setattr("mediakit.readers.content.MOST_BYTES", 1000)
    path = folder({"a.txt": SNOW, "bomb.csv.gz": gzip.compress(b"title\n" + b"x" * 5000)})
    _, ledger = read_articles(path, return_ledger=True)
    assert ledger["rejected"].tolist() == [0, 1]
    assert ledger.loc[1, "reason"].startswith("it unpacks to more than")


# What the options do


def test_the_outlet_the_encoding_and_the_format_may_be_given(folder):
    path = folder({"a.dat": "title;text\nCafé;It’s shut.\n".encode("mac_roman")}) / "a.dat"
    articles, _ = read_articles(
        path, outlet="The Post", encoding="mac_roman", format="csv", return_ledger=True
    )
    assert articles.loc[0, ["title", "text", "outlet"]].tolist() == [
        "Café",
        "It’s shut.",
        "The Post",
    ]


def test_a_text_file_that_holds_a_table_is_read_as_one_unless_said_otherwise(folder):
    path = folder({"a.txt": "title\ttext\tdate\nSnow\tIt fell.\t20310307\n"}) / "a.txt"
    assert titles(path) == ["Snow"]
    assert titles(path, format="native") == ["title\ttext\tdate"]


@pytest.mark.parametrize("name", ["a.jsonl", "a.jsonl.gz", "A.NDJSON", "a.json lines.jsonl"])
def test_a_compressed_file_is_known_by_its_content_and_a_format_by_its_ending(folder, name):
    line = json.dumps(
        {"title": "Snow", "date": "20310307", "text": "It fell.", "outlet": "Gull"}
    ).encode()
    assert titles(folder({name: gzip.compress(line), "b.jsonl": line})) == ["Snow", "Snow"]


# Ids


def test_an_id_is_the_hash_of_outlet_url_date_title_and_text(folder):
    # printf '\x1fhttps://www.post.example/snow\x1f2031-03-07\x1fSnow\x1fSnow fell.' | sha256sum | cut -c1-16
    assert read_articles(folder({"snow.txt": SNOW})).loc[0, "article_id"] == "f857010b97f91014"


def test_an_id_depends_on_what_was_read_and_not_on_where_how_or_under_which_outlet(folder):
    record = {
        "title": "Snow",
        "date": "7 March 2031",
        "url": "https://www.post.example/snow",
        "text": "Snow fell.",
    }
    path = folder(
        {"a.txt": SNOW, "other/b.txt": SNOW.replace("\n", "\r\n"), "c.jsonl": json.dumps(record)}
    )
    ids = {
        read_articles(path / name, on_error="ignore").loc[0, "article_id"]
        for name in ("a.txt", "other/b.txt", "c.jsonl")
    }
    ids.add(read_articles(path / "a.txt", outlet="The Post").loc[0, "article_id"])
    assert len(ids) == 1
    assert (
        read_articles(folder({"d.txt": SNOW + "More."}) / "d.txt").loc[0, "article_id"] not in ids
    )


def test_further_identical_articles_are_numbered(folder):
    ids = read_articles(folder({"a.txt": SNOW, "b.txt": ICE, "c.txt": SNOW, "d.txt": SNOW}))[
        "article_id"
    ]
    assert ids[2] == ids[0] + "-2"
    assert ids[3] == ids[0] + "-3"
    assert ids.is_unique


# Tables that mediakit wrote, and what people do to them


def test_an_article_added_by_hand_to_a_table_that_mediakit_wrote_is_read(folder, articles):
    path = write_articles(articles, folder({}) / "articles.csv")
    n_columns = len(articles.columns)
    row = {"outlet": "Gull Gazette", "date": "2031-04-09", "title": "Added", "text": "By hand."}
    cells = [row.get(name, "") for name in articles.columns]
    path.write_text(path.read_text(encoding="utf-8") + ",".join(cells) + "\n", encoding="utf-8")
    again, ledger = read_articles(path, return_ledger=True)
    assert ledger["rejected"].tolist() == [0]
    assert_frame_equal(again.head(12), articles)
    assert again.loc[12, ["outlet", "title"]].tolist() == ["Gull Gazette", "Added"]
    assert len(again.loc[12, "article_id"]) == 16
    assert len(again.columns) == n_columns


def test_a_cleaned_table_and_fresh_files_are_read_together(folder, make_articles):
    path = folder({"snow.txt": SNOW})
    cleaned = make_articles(
        [{"title": "Ice", "is_reprint": True, "reprint_group": "g1", "boilerplate_chars": 7}]
    )
    write_articles(cleaned, path / "cleaned.parquet")
    both, _ = read_articles(path, return_ledger=True)
    assert both["title"].tolist() == ["Ice", "Snow"]
    assert both["is_reprint"].tolist()[0] is True
    assert both["is_reprint"].tolist()[1] is not True  # nobody found it to be one


def test_a_table_without_any_text_is_named_though_others_have_texts(folder):
    path = folder(
        {
            "a.csv": "title,date,outlet,text\nSnow,20310307,Gull,It fell.\n",
            "b.csv": "title,Seen,outlet,Wortlaut neu\n"
            "Ice,7 March 2031,Gull,The ice came to the harbour and stayed for long.\n"
            "Hail,8 March 2031,Gull,The hail fell on the harbour and on the old bridge.\n",
        }
    )
    with pytest.warns(ReadWarning) as caught:
        read_articles(path)
    assert (
        "no article of b.csv has a text (use columns={'Wortlaut neu': 'text'} if that is where "
        "the text is)"
    ) in str(caught[0].message)
    _, ledger = read_articles(path, return_ledger=True)
    answer = describe_ledger(ledger).answer()
    assert "2 articles have no date (none in b.csv) and 2 articles have no text" in answer


def test_articles_of_a_file_without_an_outlet_are_counted_and_announced(folder):
    rows = "".join(f"Snow {i},2031-03-{i:02d},It fell.\n" for i in range(1, 5))
    path = folder({"a.csv": f"title,date,text\n{rows}"})
    with pytest.warns(ReadWarning) as caught:
        read_articles(path)
    assert str(caught[0].message).startswith(
        "All 4 articles have no outlet (name it with outlet='The Post', or "
        "columns={'your column': 'outlet'})."
    )
    _, ledger = read_articles(path, return_ledger=True)
    assert ledger["without_outlet"].tolist() == [4]
    assert "4 articles have no outlet" in describe_ledger(ledger).answer()


def test_no_articles_are_an_empty_table_with_all_columns(folder):
    articles, ledger = read_articles(folder({}), return_ledger=True)
    assert_frame_equal(articles, empty_articles())
    assert ledger.columns.tolist() == [
        "source",
        "format",
        "encoding",
        "encoding_from",
        "declared",
        "parsed",
        "rejected",
        "without_date",
        "without_text",
        "without_outlet",
        "repaired",
        "columns",
        "seconds",
        "from_names",
        "lost",
        "rejected_why",
        "mended",
        "noted",
        "reason",
    ]
    assert ledger.empty


def test_articles_of_which_none_has_a_text_are_announced_with_the_column_that_may_hold_it(folder):
    path = folder({"a.csv": "HL,PubDt,Wortlaut neu\nSnow,20310307,Snow fell.\n"})
    with pytest.warns(ReadWarning) as caught:
        read_articles(path)
    assert str(caught[0].message) == (
        "The only article has no text. If the text is in 'Wortlaut neu', use "
        "mk.read_articles(path, columns={'Wortlaut neu': 'text'}). read_articles(..., "
        "return_ledger=True) lists the files and records concerned, with the reasons."
    )
