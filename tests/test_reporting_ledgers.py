"""The ledger in a few sentences and a row a file: nothing that was lost is left out of it."""

from __future__ import annotations

import pandas as pd
import pytest

from mediakit import as_articles, describe_ledger, load_demo_articles, read_articles
from mediakit.errors import ColumnMissing

NATIVE = "Bridge shut\n20310307\nhttps://gull.example/a\nIt is shut.\n"


@pytest.fixture
def ledger(tmp_path):
    """Seven files: one sound; one of which one record is left; three that cannot be read; one skipped; one empty feed."""
    feed = '<?xml version="1.0"?><rss version="2.0"><channel><title>T</title></channel></rss>'
    files = {
        "a.txt": NATIVE,
        "in/b.jsonl": '{"title": "Snow", "text": "It fell.", "date": "2031-03-07"}\n{"title": ""}\n{',
        "c.pdf": "%PDF-1.7",
        "d.pdf": "%PDF-1.4",
        "e.txt": "A note.\nNo article.\n",
        "README.md": "About these files.",
        "f.xml": feed,
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    return read_articles(tmp_path, return_ledger=True)[1]


def test_the_sentences_tell_of_all_files_and_records(ledger):
    # a.txt and b.jsonl give an article each; of b.jsonl an empty record and a broken line are lost
    assert describe_ledger(ledger).sentences[:3] == (
        "2 articles were read from 2 of the 7 files.",
        "3 files could not be read, 1 file was skipped and 1 file holds no article.",
        "2 records were lost in 1 file that was read.",
    )


def test_the_reasons_are_those_that_the_most_files_share(ledger):
    (reasons,) = [
        one for one in describe_ledger(ledger).sentences if one.startswith("The reasons:")
    ]
    assert reasons.startswith(
        "The reasons: “it is a PDF: save its text as .txt, or ask for another export” (2 files), "
    )


def test_the_table_has_every_file_once_and_what_was_lost_first(ledger):
    table = describe_ledger(ledger).table()
    assert sorted(table["file"]) == [
        "README.md",
        "a.txt",
        "c.pdf",
        "d.pdf",
        "e.txt",
        "f.xml",
        "in/b.jsonl",
    ]
    assert table["file"].tolist()[-3:] == ["README.md", "f.xml", "a.txt"]
    assert table["n_articles"].sum() == 2
    assert table.set_index("file").loc["in/b.jsonl", "n_lost"] == 2


def test_what_a_file_announces_and_does_not_hold_is_lost():
    _, ledger = as_articles([{"title": "Snow"}], outlet="Gull", return_ledger=True)
    found = describe_ledger(ledger.assign(declared=4, format="nexis"))
    assert found.sentences[:2] == ("1 article was read from the file.", "3 records were lost.")
    assert found.table()["n_lost"].tolist() == [3]


def test_what_a_file_name_holds_is_escaped(ledger):
    shown = describe_ledger(ledger.assign(source="<script>$1"))._repr_html_()
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown
    assert shown.count("mathjax_ignore") == 2  # a dollar starts no formula in answer and table


def test_a_long_ledger_is_shown_in_part_and_says_so(ledger):
    many = pd.concat([ledger] * 4, ignore_index=True)
    assert repr(describe_ledger(many)).endswith("\n8 more rows: see table().")
    assert len(describe_ledger(many).table()) == 28


def test_the_ledger_is_unchanged_and_another_table_is_refused(ledger):
    before = ledger.copy(deep=True)
    describe_ledger(ledger)
    pd.testing.assert_frame_equal(ledger, before)
    with pytest.raises(ColumnMissing) as error:
        describe_ledger(load_demo_articles())
    assert str(error.value) == (
        "There is no column 'source' in this table. Give the ledger that "
        "read_articles(..., return_ledger=True) returns."
    )
    with pytest.raises(TypeError, match=r"^Expected a ledger; got a tuple\. Give the ledger that"):
        describe_ledger((ledger, ledger))


@pytest.mark.parametrize(
    ("day", "remedy"),
    [
        ("01.03.31", "export the dates with four, such as 2031-03-07."),
        ("47914", "give the column the format of a date before you export it."),
        ("02/03/2031", "export them as 2031-03-07."),
    ],
)
def test_dates_that_are_not_guessed_come_with_what_to_do(day, remedy):
    days = [f"{day[:-2]}{number}" for number in range(10, 24)]
    rows = [{"title": "Snow", "text": "It fell.", "date": one} for one in days]
    _, ledger = as_articles(rows, outlet="Gull", return_ledger=True)
    answer = describe_ledger(ledger).answer()
    assert remedy in answer
    assert "more”" not in answer
