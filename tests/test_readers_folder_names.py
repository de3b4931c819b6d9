"""In an archive with a folder an outlet, the outlet comes from the folder, and the ledger says so."""

from __future__ import annotations

import io
import zipfile

import pytest

from mediakit import read_articles, write_articles
from mediakit.readers.folder_names import outlets_of_folders

PLAIN = "Bridge shut\n20310307\nIt is shut.\n"
SAID = "outlet taken from the folder's name"


def write(folder, files):
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def packed(files):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return stream.getvalue()


def outlets(source):
    """Return the outlet of each file, missing as '', and how many lines of the ledger tell of its folder."""
    articles, ledger = read_articles(source, return_ledger=True)
    told = ledger["reason"].str.contains(SAID).sum()
    return articles["outlet"].fillna("").tolist(), int(told)


@pytest.mark.parametrize(
    "name", ["{}/a.txt", "press/{}/a.txt", "{}/2031/03/a.txt", "2031/{}/a.txt", "{} 2031/a.txt"]
)
def test_folders_side_by_side_name_the_outlets_of_their_files(tmp_path, name):
    files = {name.format(outlet): PLAIN for outlet in ("Hill_Courier", "The Post")}
    assert outlets(write(tmp_path, files)) == (["Hill Courier", "The Post"], 2)


def test_folders_in_an_archive_and_archives_in_a_folder_do_so_too(tmp_path):
    inside = packed({"corpus/Hill/a.txt": PLAIN, "corpus/Post/b.txt": PLAIN, "README.md": "x"})
    write(tmp_path / "one", {"corpus.zip": inside})
    assert outlets(tmp_path / "one" / "corpus.zip") == (["Hill", "Post"], 2)
    several = {"Hill.zip": packed({"a.txt": PLAIN}), "Post.zip": packed({"b.txt": PLAIN})}
    assert outlets(write(tmp_path / "two", several)) == (["Hill", "Post"], 2)


def test_a_table_that_names_no_outlet_gets_that_of_its_folder_in_every_row(tmp_path):
    table = "title,text\nSnow,It fell.\nIce,It came.\n"
    folder = write(tmp_path, {"Hill/a.csv": table, "Post/b.csv": table})
    assert outlets(folder) == (["Hill", "Hill", "Post", "Post"], 2)
    _, ledger = read_articles(folder, return_ledger=True)
    assert ledger.loc[0, "reason"] == f"no date (2 times); {SAID}; no column for date"


@pytest.mark.parametrize(
    "names",
    [
        ("2031", "2032"),
        ("2031-03", "2031-04"),
        ("March", "April 2031"),
        ("csv", "Texts"),
        ("data", "archive_2"),
        ("downloads", "Sport"),
        ("Post", "2031"),
        ("Post/Sport", "Post/2031"),
    ],
)
def test_years_formats_words_for_any_files_and_a_single_name_are_no_outlets(tmp_path, names):
    files = {f"{name}/a.txt": PLAIN for name in names}
    assert outlets(write(tmp_path, files)) == (["", ""], 0)


def test_folders_of_which_most_are_named_for_formats_are_not_those_of_outlets(tmp_path):
    # Ferries and Strike might be outlets; the three others show that these are kinds of files
    names = ("Ferries", "Strike", "html_saved", "txt", "from Nexis")
    folder = write(tmp_path, {f"{name}/a.txt": PLAIN for name in names})
    assert outlets(folder) == ([""] * 5, 0)
    (folder / "txt" / "a.txt").unlink()  # now two of four
    assert outlets(folder) == ([""] * 4, 0)
    (folder / "from Nexis" / "a.txt").unlink()  # and two of three
    assert outlets(folder) == (["Ferries", "Strike", ""], 2)


def test_what_the_file_itself_says_is_never_overruled(tmp_path):
    linked = "Snow\n20310307\nhttps://www.gull.example/snow\nIt fell.\n"
    table = "title,text,outlet\nSnow,It fell.,Gull\nIce,It came.,\n"
    files = {"Hill/a.txt": linked, "Post/b.csv": table, "Post/c.txt": PLAIN, "Hill/d.txt": PLAIN}
    found, told = outlets(write(tmp_path, files))
    assert found == ["gull.example", "Hill", "Gull", "", "Post"]
    assert told == 2


def test_the_caller_overrules_the_folders(tmp_path):
    write(tmp_path, {"Hill/a.txt": PLAIN, "Post/b.txt": PLAIN})
    articles, ledger = read_articles(tmp_path, outlet="Gull", return_ledger=True)
    assert articles["outlet"].tolist() == ["Gull", "Gull"]
    assert not ledger["reason"].str.contains(SAID).any()


def test_a_file_name_with_a_title_gives_the_date_and_the_folder_the_outlet(tmp_path):
    text = "Bridge shut\nIt is shut.\n"
    files = {"The Post/2031-03-07 Bridge.txt": text, "Hill/2031-03-08 Snow.txt": text}
    articles, ledger = read_articles(write(tmp_path, files), return_ledger=True)
    assert articles["outlet"].tolist() == ["Hill", "The Post"]
    assert articles["date"].dt.day.tolist() == [8, 7]
    assert ledger.loc[0, "reason"] == (
        f"no date line; no url line; {SAID}; date taken from the file name"
    )


def test_a_word_for_any_file_in_a_file_name_is_no_outlet(tmp_path):
    text = "Bridge shut\nIt is shut.\n"
    files = {"Hill/2031-03-07 article 6.txt": text, "Post/2031-03-08 article 7.txt": text}
    assert outlets(write(tmp_path, files)) == (["Hill", "Post"], 2)


def test_outlets_that_repeat_in_file_names_are_surer_than_folders_of_subjects(tmp_path):
    text = "Bridge shut\nIt is shut.\n"
    files = {"ferry/2031-03-07 Post 6.txt": text, "bridge/2031-03-08 Post 7.txt": text}
    assert outlets(write(tmp_path, files)) == (["Post", "Post"], 0)


def test_an_outlet_that_is_missing_in_a_table_of_ours_stays_missing(tmp_path, make_articles):
    for number, name in enumerate(("Hill", "Post")):
        (tmp_path / name).mkdir()
        articles = make_articles(
            [{"article_id": f"a{number}", "title": "Snow", "text": "It fell."}]
        )
        write_articles(articles, tmp_path / name / "a.jsonl")
    assert outlets(tmp_path) == (["", ""], 0)


def test_folders_outside_the_source_are_irrelevant():
    assert outlets_of_folders(["home/anna/post/a.csv"]) == {}
    assert outlets_of_folders([]) == {}
