"""Large CSV files: the compiled loop finds what Python's csv module finds, or leaves it to that."""

from __future__ import annotations

import csv
import io
import random

import pytest

from mediakit.readers import large_tables
from mediakit.readers.content import Content
from mediakit.readers.formats import delimited
from mediakit.readers.large_tables import rows_by_the_rules
from mediakit.readers.parsing import parse_content

CELLS = [
    "",
    "snow",
    "a, b",
    'He said "no".',
    '""',
    "two\nlines",
    "\n",
    "naïve – “quoted”",
    "𝒳",
    "7",
]


def set_size(monkeypatch, n_bytes):
    """Let tables of this size be large."""
    monkeypatch.setattr(delimited, "LARGE", n_bytes)
    monkeypatch.setattr(large_tables, "LARGE", n_bytes)


@pytest.fixture(autouse=True)
def _any_size(monkeypatch):
    set_size(monkeypatch, 0)


def written(rows, delimiter=",", quoting=csv.QUOTE_MINIMAL):
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter, quoting=quoting, lineterminator="\n").writerows(rows)
    return stream.getvalue()


@pytest.mark.parametrize("seed", range(30))
@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
def test_rows_are_those_of_the_csv_module(seed, quoting):
    chance = random.Random(seed)
    rows = [[chance.choice(CELLS) for _ in range(4)] for _ in range(chance.randint(1, 40))]
    delimiter = chance.choice(",;\t|")
    text = written(rows, delimiter, quoting)
    found = rows_by_the_rules(text.encode(), delimiter)
    if found is not None:
        assert list(found) == rows
    if all("\n" not in cell for row in rows for cell in row):
        assert found is not None


@pytest.mark.parametrize(
    "text",
    [
        'a,b\n1,5" disk\n',  # a mark inside a bare cell
        'a,b\n1,"open\n',  # a mark that is not closed
        'a,b\n1,"closed" early\n',
        "a,b\n1,2,3\n",  # rows of different lengths
        "a,b\n1,2\n\n3,4\n",
        "a\nb\n",  # one column is no table
        'a,b,c\n1,2,"x\n3,4,y"\n',  # a long cell, or two lone marks around whole rows
    ],
)
def test_whatever_is_doubtful_is_left_to_the_careful_reader(text):
    assert rows_by_the_rules(text.encode(), ",") is None


def test_a_small_table_needs_no_loop(monkeypatch):
    def never(*given):
        raise AssertionError("the loop was loaded")

    monkeypatch.setattr(delimited, "rows_by_the_rules", never)
    set_size(monkeypatch, 100)
    [parsed] = parse_content(Content("table.csv", data=b"title,text\n1,2\n"))
    assert parsed.records == [(1, {"title": "1", "text": "2"})]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_both_ways_give_the_same_records_and_notes(monkeypatch, encoding, line_end):
    rows = [["title", "text", "date"]]
    rows += [[f"Title {n}", f'He said “no”, "no",\nand\nleft {n}', "2031-03-07"] for n in range(20)]
    data = written([*rows, rows[0], ["", "", ""], *rows[1:3]])
    data = data.replace("\n", line_end).encode(encoding)
    [fast] = parse_content(Content("table.csv", data=data))
    set_size(monkeypatch, 10**9)
    [slow] = parse_content(Content("table.csv", data=data))
    assert fast.records == slow.records
    assert len(fast.records) == 22
    assert fast.notes == slow.notes
    assert "the header is repeated once; left out" in fast.notes
    assert (fast.encoding, fast.encoding_from) == (slow.encoding, slow.encoding_from)
