"""What is written is read back without loss, and no spreadsheet runs it."""

from __future__ import annotations

import csv
import gzip
import io
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from mediakit import read_articles, write_articles
from mediakit.columns import with_schema_types
from mediakit.errors import ColumnMissing, UnknownValue

ENDINGS = [".parquet", ".jsonl", ".jsonl.gz", ".csv", ".csv.gz"]
every_format = pytest.mark.parametrize("ending", ENDINGS)


@pytest.fixture(scope="session")
def there_and_back(tmp_path_factory):
    """A function that writes a table and reads it again."""
    folder = tmp_path_factory.mktemp("written")

    def go(table: pd.DataFrame, ending: str) -> pd.DataFrame:
        return read_articles(write_articles(table, folder / f"articles{ending}"), on_error="ignore")

    return go


@every_format
def test_a_table_comes_back_the_same_and_is_not_changed(articles, there_and_back, ending):
    full = articles.assign(
        url="https://www.post.example/a",
        author="A. Fenn",
        published_at=pd.Timestamp("2031-03-07T23:30:15.250001Z"),
    )
    full.loc[3, ["author", "url"]] = None
    full["published_at"] = full["published_at"].astype("datetime64[us, UTC]")
    full.loc[11, "published_at"] = pd.NaT
    before = full.copy()
    assert_frame_equal(there_and_back(full, ending), full)
    assert_frame_equal(full, before)


@every_format
def test_an_unknown_day_stays_unknown_where_only_a_time_is_known(
    make_articles, there_and_back, ending
):
    # as of an article whose source printed 7/3/2031 for the day and a time in UTC
    table = make_articles([{"title": "Snow", "published_at": "2031-03-07T23:30:00Z"}])
    assert_frame_equal(there_and_back(table, ending), table)


@every_format
def test_what_cleaning_added_comes_back_the_same(articles, there_and_back, ending):
    cleaned = articles.assign(
        agency=[None, "ANP"] * 6,
        reprint_group=articles["article_id"],
        is_reprint=[True, False, False] * 4,
        reprint_kind=["exact", None, None] * 4,
        boilerplate_chars=range(12),
    ).astype({"agency": "str", "reprint_kind": "str", "boilerplate_chars": "int64"})
    assert_frame_equal(there_and_back(cleaned, ending), cleaned)


def test_what_a_spreadsheet_makes_of_true_is_true(articles):
    typed = articles.assign(is_reprint=["TRUE", "true", "True", "FALSE", "", None] * 2)
    assert (
        with_schema_types(typed)["is_reprint"].tolist()
        == [True, True, True, False, False, False] * 2
    )


@pytest.mark.parametrize("ending", [".parquet", ".jsonl"])
def test_columns_of_ones_own_come_back_with_their_types(articles, there_and_back, ending):
    own = articles.assign(n_words=range(12), score=0.25, shared=[True, False] * 6, mood="calm")
    assert_frame_equal(there_and_back(own, ending), own)


@every_format
def test_a_column_of_a_source_without_any_value_comes_back_the_same(
    tmp_path, there_and_back, ending
):
    (tmp_path / "a.jsonl").write_text('{"title": "Snow", "text": "It fell.", "mood": null}\n')
    (tmp_path / "b.csv").write_text("title,text,page\nIce,It came.,4\n")
    articles = read_articles(tmp_path, on_error="ignore")
    assert articles["mood"].isna().all()
    back = there_and_back(articles, ending)
    assert back["mood"].dtype == articles["mood"].dtype
    if ending == ".parquet":
        assert back.equals(articles)


def test_columns_of_ones_own_come_back_from_csv_as_text_in_their_order(articles, there_and_back):
    own = articles.assign(empty=None, note=[None, *["late"] * 11], tag="x", n_words=range(12))
    again = there_and_back(own, ".csv")
    assert list(again.columns) == list(own.columns)
    assert again["n_words"].tolist() == [str(n) for n in range(12)]
    assert again["note"].isna().tolist() == [True, *[False] * 11]


@every_format
def test_an_empty_table_comes_back_empty(articles, there_and_back, ending):
    assert_frame_equal(there_and_back(articles.head(0), ending), articles.head(0))


HARD = [
    "=cmd|' /C calc'!A0",
    "=HYPERLINK(\"http://post.example\",\"click\")",
    "+1", "-1", "@SUM(A1)", "'quoted'", "'=cmd", "''", "'",
    "a,b;c\td|e", 'He said "no"', '"', "one\ntwo", "a\u2028b\x85c \u2029d",
    "Null", "None", "NA", "nan", "-", "TRUE", "007", "1e5", "2031-03-07",
    "👩‍🚒 e\u0301 \u200f\u202e", "\\n \\u0041", "#N/A", "%s {}", "mark \ufeff inside", "<b>&amp;</b>",
]  # fmt: skip


@every_format
@pytest.mark.parametrize("column", ["title", "text", "outlet", "author"])
def test_hard_text_comes_back_sign_by_sign(make_articles, there_and_back, ending, column):
    other = {"text": "x"} if column == "title" else {"title": "x"}
    table = make_articles([{column: text, **other} for text in HARD])
    assert there_and_back(table, ending)[column].tolist() == table[column].tolist()


# Of any text: spaces around and control characters go when a file is read, all else stays.

INNER = st.characters(codec="utf-8", exclude_categories=["Cc"]) | st.sampled_from(
    "=+-@'\"\n\t,;\u2028"
)
SOUND = (
    st.text(INNER, min_size=1, max_size=30)
    .map(lambda text: text.strip().strip("\ufeff").strip())
    .filter(bool)
)
ANY = st.text(
    st.characters(codec="utf-8") | st.sampled_from("=+-@'\"\n\r\t\x00\x0b\x1b[3m\x7f\x85\u2028"),
    max_size=30,
)


@given(st.lists(st.tuples(SOUND, SOUND), min_size=1, max_size=4))
@example([("=cmd", "'=cmd"), ("'", '"')])
@settings(max_examples=40)
def test_sound_text_comes_back_from_every_format(make_articles, there_and_back, pairs):
    table = make_articles([{"title": title, "text": text} for title, text in pairs])
    for ending in (".parquet", ".jsonl", ".csv"):
        assert_frame_equal(there_and_back(table, ending), table)


@given(st.lists(st.tuples(ANY, ANY), min_size=1, max_size=4))
@example([("\x00'=x", "\t'y"), ("\r=cmd", "\x7f")])
@settings(max_examples=40)
def test_every_format_makes_the_same_of_any_text_and_a_second_turn_changes_nothing(
    make_articles, there_and_back, pairs
):
    table = make_articles([{"title": title, "text": text} for title, text in pairs])
    parquet = there_and_back(table, ".parquet")
    assert_frame_equal(there_and_back(table, ".jsonl"), parquet)
    assert_frame_equal(there_and_back(table, ".csv"), parquet)
    for ending in (".parquet", ".jsonl", ".csv"):
        assert_frame_equal(there_and_back(parquet, ending), parquet)


def cells_of(path: Path) -> list[list[str]]:
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode()
    return list(csv.reader(io.StringIO(text, newline="")))


@pytest.mark.parametrize("ending", [".csv", ".csv.gz"])
def test_no_cell_of_a_csv_file_is_a_formula(make_articles, tmp_path, ending):
    nasty = [
        f"{sign}cmd"
        for sign in [*"=+-@＝＋－＠\u200b\u2060\ufeff\t\r'", "\u202e=", "\u200f\u2066-"]
    ]
    table = make_articles([{"title": text, "text": text, "author": text} for text in nasty]).assign(
        mood=nasty
    )
    cells = cells_of(write_articles(table, tmp_path / f"a{ending}"))
    assert not [cell for row in cells for cell in row if cell[:1] in set("=+-@\t\r")]
    assert cells[1][cells[0].index("title")] == "'=cmd"


def test_a_column_name_is_no_formula_either(make_articles, tmp_path):
    table = make_articles([{"title": "Snow"}]).assign(**{"=cmd": "calm"})
    path = write_articles(table, tmp_path / "a.csv")
    assert not [cell for cell in cells_of(path)[0] if cell[:1] in set("=+-@\t\r")]
    assert list(read_articles(path, on_error="ignore").columns) == list(table.columns)


def test_a_number_below_zero_is_a_number_and_not_guarded(make_articles, tmp_path):
    table = make_articles([{"title": "Snow"}]).assign(score=-1.5)
    header, row = cells_of(write_articles(table, tmp_path / "a.csv"))
    assert row[header.index("score")] == "-1.5"


@every_format
def test_the_same_table_is_written_to_the_same_bytes(articles, tmp_path, ending):
    one = write_articles(articles, tmp_path / f"one{ending}").read_bytes()
    if ending.endswith(".gz"):
        assert one[4:8] == bytes(4)  # no time of writing
    assert write_articles(articles.copy(), tmp_path / f"two{ending}").read_bytes() == one


def test_the_path_written_is_returned_whatever_the_case_of_its_ending(articles, tmp_path):
    assert write_articles(articles, str(tmp_path / "A.CSV")) == tmp_path / "A.CSV"


@pytest.mark.parametrize("name", ["articles.xlsx", "articles", "articles.gz", "articles.json"])
def test_an_ending_that_cannot_be_written_is_refused(articles, tmp_path, name):
    with pytest.raises(UnknownValue) as error:
        write_articles(articles, tmp_path / name)
    assert str(error.value) == (
        f"Cannot write '{name}': the name must end in .parquet, .jsonl or .csv, the last two also with .gz."
    )
    assert not (tmp_path / name).exists()


def test_a_table_without_ids_is_refused(articles, tmp_path):
    with pytest.raises(ColumnMissing) as error:
        write_articles(articles.drop(columns="article_id"), tmp_path / "a.csv")
    assert str(error.value).startswith("There is no column 'article_id' in the articles table.")


@pytest.mark.parametrize("name", ["a.parquet", "a.jsonl", "a.csv.gz"])
def test_what_was_there_stays_whole_if_writing_fails(articles, tmp_path, monkeypatch, name):
    path = write_articles(articles, tmp_path / name)
    before = path.read_bytes()

    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        write_articles(articles.head(2), path)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == [name]


@pytest.mark.parametrize("values", [[1, "a"], [True, 1], [{"x": 1}, 2], [2**70, "a"], [None, "a"]])
def test_a_column_of_mixed_values_can_be_written_to_parquet(articles, tmp_path, values):
    table = articles.head(2).assign(mixed=pd.Series(values, dtype=object))
    path = write_articles(table, tmp_path / "a.parquet")
    assert read_articles(path, on_error="ignore")["mixed"].notna().sum() == 2 - values.count(None)
