"""A fault of one file stops no folder, and everything passed over is in the ledger."""

from __future__ import annotations

import io
import os
import zipfile

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from mediakit import read_articles
from mediakit.errors import ArticlesNotFound, UnknownValue, UnreadableSource
from mediakit.readers.content import Content
from mediakit.readers.parsing import parse_content

GOOD = "Snow\n20310307\nhttps://a.example/\nIt fell.\n"


@pytest.fixture
def folder(tmp_path):
    """A folder with one good article in the middle of its files."""
    (tmp_path / "m.txt").write_text(GOOD, "utf-8")
    return tmp_path


def read(folder):
    articles, ledger = read_articles(folder, return_ledger=True)
    return articles["title"].tolist(), ledger.set_index("source")["reason"].to_dict()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("date.csv", b'title,text,date\nA,b,"Sat, 07 Mar 2031 99999999999999999999:00:00 +0100"\n'),
        ("author.csv", b'title,text,author\nA,b,"[""\\ud83d""]"\n'),
        ("cut.parquet", b"PAR1"),
        ("cut.jsonl.gz", b"\x1f\x8b\x08\x00"),
    ],
)
def test_a_file_that_breaks_a_reader_is_a_line_of_the_ledger(folder, name, content):
    (folder / name).write_bytes(content)
    titles, reasons = read(folder)
    assert "Snow" in titles
    assert str(folder / name) in reasons


def test_times_that_no_calendar_has_stop_nothing(folder):
    times = pd.Series(pd.to_datetime(["9999-12-31 23:59:59"])).dt.tz_localize("Asia/Tokyo")
    pd.DataFrame({"title": ["A"], "text": ["b"], "date": times}).to_parquet(folder / "a.parquet")
    titles, _ = read(folder)
    assert "Snow" in titles


def test_a_file_name_that_is_no_utf_8_is_shown_with_its_bytes(folder):
    path = os.fsencode(folder) + b"/\xfcber.txt"
    with open(path, "wb") as file:  # noqa: PTH123 - a Path holds no such name
        file.write(GOOD.replace("Snow", "Hail").encode())
    titles, reasons = read(folder)
    assert sorted(titles) == ["Hail", "Snow"]
    assert any(source.endswith("\\udcfcber.txt") for source in reasons)


def test_links_and_pipes_are_passed_over_and_said(folder, tmp_path_factory):
    other = tmp_path_factory.mktemp("other")
    (folder / "outlet").symlink_to(other)
    (folder / "gone.txt").symlink_to(other / "nothing.txt")
    os.mkfifo(folder / "pipe.txt")
    titles, reasons = read(folder)
    assert titles == ["Snow"]
    assert {source.rsplit("/", 1)[1]: reason for source, reason in reasons.items()} == {
        "m.txt": "",
        "outlet": "skipped: a link to another folder",
        "gone.txt": "skipped: a link to a file that is not there",
        "pipe.txt": "skipped: a pipe or device",
    }


def test_a_pipe_named_itself_is_refused_at_once(folder):
    os.mkfifo(folder / "pipe.txt")
    with pytest.raises(UnreadableSource, match="is a pipe or device"):
        read_articles(folder / "pipe.txt")


def test_a_dangling_link_beside_a_match_of_a_glob_stops_nothing(folder):
    (folder / "gone.txt").symlink_to(folder / "nothing.txt")
    articles = read_articles(str(folder / "*.txt"))
    assert articles["title"].tolist() == ["Snow"]


@pytest.mark.parametrize("path", ["", "  ", "a\0b"])
def test_a_path_that_is_none_is_refused(path):
    with pytest.raises(UnknownValue):
        read_articles(path)


@pytest.mark.parametrize("path", ["~nosuchuser/x", "x" * 5000])
def test_a_path_that_cannot_be_is_not_found(path):
    with pytest.raises(ArticlesNotFound):
        read_articles(path)


def test_a_column_of_parquet_that_is_no_utf8_is_read_letter_by_letter():
    letters = pa.array([b"Snow", b"Fl\x8cd"], pa.binary())
    title = pa.Array.from_buffers(pa.string(), 2, letters.buffers())
    stream = io.BytesIO()
    pq.write_table(pa.table({"title": title, "text": ["A", "B"]}), stream)
    [parsed] = parse_content(Content("rows.parquet", data=stream.getvalue()))
    assert [record["title"] for _, record in parsed.records] == ["Snow", "Fl�d"]
    assert parsed.notes == ["damaged letters in the column title shown as �"]


def test_a_member_of_a_zip_without_a_name_is_passed_over():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("q", "")
        archive.writestr("a.csv", "title,text\nSnow,It fell.\n")
    data = stream.getvalue().replace(b"q", b"\0")
    [*_, parsed] = parse_content(Content("a.zip", data=data))
    assert len(parsed.records) == 1


def test_a_table_of_empty_cells_says_so():
    [parsed] = parse_content(Content("a.csv", data=b",\n,\n"))
    assert not parsed.records
    assert parsed.rejected or parsed.notes
    assert "Error" not in " ".join(parsed.rejected)
