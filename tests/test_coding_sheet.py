"""A coder's sheet: what is saved, when, and what becomes of it when coding goes on later."""

from __future__ import annotations

import nbformat
import pandas as pd
import pytest
from nbformat import v4

import mediakit as mk
from mediakit.coding.sheet import CodingSheet
from mediakit.errors import MissingExtra, UnknownValue
from mediakit.reporting.running import execute


@pytest.fixture
def sample(make_articles):
    rows = [{"outlet": "Gull", "title": f"=Ice {number}", "text": "x"} for number in range(6)]
    return mk.draw_coding_sample(make_articles(rows), {"ice": "It freezes.", "snow": ""}, n=6)


def saved(folder):
    path = folder / "coding-Kim.csv"
    return pd.read_csv(path, dtype=str, keep_default_na=False)[["ice", "snow"]].to_numpy().tolist()


def test_each_code_is_in_the_file_at_once_and_coding_goes_on_where_it_stopped(sample, tmp_path):
    sheet = CodingSheet(sample, "Kim", tmp_path / "new")
    said = []
    for _ in range(4):
        sheet.mark(0, "ice")
        said.append(saved(tmp_path / "new")[0][0])
    assert said == ["1", "0", "?", "1"]
    sheet.finish(0)
    sheet.mark(1, "snow", "?")
    sheet.write_note(1, "=why")
    assert saved(tmp_path / "new")[:3] == [["1", "0"], ["", "?"], ["", ""]]
    again = CodingSheet(sample, "Kim", tmp_path / "new")
    assert (again.n_done, again.first_open()) == (1, 1)
    assert again.article(1)["snow"] == "?"
    assert again.article(1)["note"] == "'=why"  # a spreadsheet would run it
    assert again.describe() == (
        "Kim has coded 1 of 6 articles for ice and snow. The codes are in 'coding-Kim.csv'."
    )
    for place in range(1, 6):
        again.finish(place)
    assert (again.n_done, again.first_open()) == (6, 5)
    codes = mk.read_codes(tmp_path / "new")
    assert len(codes.by_coder("ice").dropna()) == 6
    assert len(codes.by_coder("snow").dropna()) == 5  # one could not be told
    assert codes.sample["n_part"].tolist() == [6.0] * 6


def test_a_file_begun_in_a_spreadsheet_is_taken_over_in_any_order(sample, tmp_path):
    path, *_ = sample.write(tmp_path)
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    assert table["title"].str.startswith("'=").all()
    filled = table.assign(ice=["x", "No", "", "", "", ""]).iloc[::-1]
    path = tmp_path / "coding-Kim.csv"
    path.write_text(filled.assign(coder="Kim").to_csv(index=False, sep=";"), encoding="utf-16")
    sheet = CodingSheet(sample, "Kim", tmp_path)
    assert [sheet.article(place)["ice"] for place in range(3)] == ["1", "0", ""]
    sheet.mark(2, "snow")
    assert mk.read_codes(path).agreed("ice").sort_values().tolist() == [0, 1]


def test_what_somebody_else_wrote_is_not_overwritten(sample, tmp_path):
    sheet = CodingSheet(sample, "Kim", tmp_path)
    other = CodingSheet(sample, "Kim", tmp_path)
    other.mark(0, "snow", "1")
    with pytest.raises(UnknownValue) as error:
        sheet.mark(0, "ice", "1")
    assert str(error.value) == (
        "'coding-Kim.csv' was changed by another program. Run the cell again to go on with what "
        "the file holds now."
    )
    assert saved(tmp_path)[0] == ["", "1"]
    assert sheet.article(0)["ice"] == ""  # what is shown is what is saved


def test_a_file_of_other_articles_or_labels_is_refused(sample, tmp_path):
    path = tmp_path / "coding-Kim.csv"
    path.write_text("article_id,ice,snow\na,1,0\n")
    with pytest.raises(UnknownValue, match="holds other articles than this sample"):
        CodingSheet(sample, "Kim", tmp_path)
    path.write_text("article_id,rain\na,1\n")
    with pytest.raises(UnknownValue) as error:
        CodingSheet(sample, "Kim", tmp_path)
    assert str(error.value) == (
        "'coding-Kim.csv' has the labels rain, but the sample has ice and snow."
    )
    with pytest.raises(UnknownValue, match="There is no code 'yes'"):
        CodingSheet(sample, "Lee", tmp_path).mark(0, "ice", "yes")


@pytest.mark.parametrize("coder", ["", " ", "a/b", "..", "C:", "x\n", 3])
def test_a_coder_has_a_name_that_a_file_can_have(sample, tmp_path, coder):
    with pytest.raises(UnknownValue, match="A coder has a name that can be part of a file's name"):
        CodingSheet(sample, coder, tmp_path)


def test_a_file_that_is_empty_or_in_no_known_encoding_is_refused(tmp_path):
    path = tmp_path / "coding-Kim.csv"
    path.write_bytes(b"\n")
    with pytest.raises(UnknownValue, match=r"^'coding-Kim\.csv' is empty\.$"):
        mk.read_codes(path)
    path.write_bytes("article_id,frei\n\xe4,1\n".encode("latin-1"))
    with pytest.raises(UnknownValue, match="save it as 'CSV UTF-8' in the spreadsheet"):
        mk.read_codes(path)


def test_the_view_saves_what_the_page_asks_for_and_shows_what_went_wrong(sample, tmp_path):
    pytest.importorskip("anywidget", reason="THE CODING VIEW IS NOT TESTED: anywidget is missing")
    view = mk.code_articles(sample, coder="Kim", path=tmp_path)

    def ask(**what):
        view._act(view, what)
        return view.shown

    shown = ask(what="mark", place=0, label="snow", value="1")
    assert shown["labels"] == [
        {"name": "ice", "means": "It freezes.", "code": ""},
        {"name": "snow", "means": "", "code": "1"},
    ]
    shown = ask(what="finish", place=0)
    assert (shown["place"], shown["n_done"], shown["problem"]) == (1, 1, "")
    assert saved(tmp_path)[0] == ["0", "1"]
    assert ask(what="go", place=-1)["place"] == 0
    assert ask(what="go", place=9)["place"] == 5
    assert repr(mk.code_articles(sample, coder="Kim", path=tmp_path)).startswith("Kim has coded 1")
    (tmp_path / "coding-Kim.csv").unlink()
    shown = ask(what="mark", place=1, label="ice", value="1")
    assert shown["problem"].startswith("Not saved: 'coding-Kim.csv' was changed")
    assert shown["labels"][0]["code"] == ""
    with pytest.raises(UnknownValue, match="A sample is what draw_coding_sample gives; got"):
        mk.code_articles([1], coder="Kim", path=tmp_path)


def test_the_view_says_which_extra_it_needs(sample, tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "mediakit.coding.view", None)
    with pytest.raises(MissingExtra, match="anywidget is needed for this"):
        mk.code_articles(sample, coder="Kim", path=tmp_path)


def test_a_notebook_that_is_run_for_a_page_keeps_no_text_of_the_view(sample, tmp_path):
    pytest.importorskip("anywidget", reason="THE CODING VIEW IS NOT TESTED: anywidget is missing")
    lines = [
        "import mediakit as mk",
        'sample = mk.draw_coding_sample(mk.load_demo_articles(), ["moral"], n=20)',
        'mk.code_articles(sample, coder="Kim", path="codes")',
    ]
    path = tmp_path / "01-coding.ipynb"
    nbformat.write(v4.new_notebook(cells=[v4.new_code_cell("\n".join(lines))]), path)
    run = execute(path)
    assert "Kim has coded 0" in run.cells[0].outputs[0]["data"]["text/plain"]
    codes = pd.read_csv(tmp_path / "codes" / "coding-Kim.csv", dtype=str)
    assert codes["text"].iloc[0][:40] not in nbformat.writes(run)
