"""Outlets and dates from the names of folders and files, of which the ledger tells."""

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


def test_folders_side_by_side_are_surer_than_words_in_file_names(tmp_path):
    # the same headline in three papers, and a number after it: it is still no paper
    text = "Bridge shut\nIt is shut.\n"
    names = [f"{day} Bridge {day[-1]}.txt" for day in ("2031-03-07", "2031-03-08", "2031-03-09")]
    files = {f"{outlet}/{name}": text for outlet in ("Gull", "Post", "Hill") for name in names}
    assert outlets(write(tmp_path, files)) == (["Gull"] * 3 + ["Hill"] * 3 + ["Post"] * 3, 9)


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


BARE = "Bridge shut\nIt is shut.\n"
DAYS = ("2031-03-07", "2031-03-08", "2031-03-09")
PAPERS = ("Hill Courier", "The Post")
#: Layouts of archives; every file has the day that it is named for, and every outlet three files.
LAYOUTS = {
    "outlet, then day and headline": "{paper}/{day} Bridge.txt",
    "outlet, then day and another headline": "{paper}/{day} {headline}.txt",
    "outlet, year and month": "{paper}/2031/03/{day} {headline}.txt",
    "year, then outlet": "2031/{paper}/{day} {headline}.txt",
    "year and month, then outlet": "2031/2031-03/{paper}/{day} {headline}.txt",
    "month, then outlet with its year": "March/{paper} 2031/{compact}_{headline}.txt",
    "day, then outlet": "{day}/{paper}.txt",
    "day, then outlet and number": "{compact}/{paper}_{number}.txt",
    "outlet, day and number": "{paper}_{day}_{number}.txt",
    "outlet and compact day": "{paper} {compact}.txt",
    "day and outlet": "{day} {paper}.txt",
    "day, outlet and number": "{day} {paper} {number}.txt",
    "day, outlet and number in folders of years": "2031/{day} {paper} ({number}).txt",
}
BESIDE = {
    "more.csv": "title,date,outlet,text\nA b c,2031-03-01,Echo,The tram is late again.\n",
    "Anna/linked.txt": "Snow\n20310307\nhttps://www.gull.example/snow\nIt fell.\n",
    "letters/2031-03-05 A letter.txt": BARE,
    "2031-03-06 Trams stop in the snow.txt": BARE,
    "scan.pdf": "%PDF-1.7 x",
}


def laid_out(layout):
    """Return the files of an archive, and the outlet and day of each."""
    files = {}
    expected = {}
    for paper in PAPERS:
        for number, day in enumerate(DAYS, start=1):
            headline = f"{paper[:4]} story {'abc'[number - 1]}"
            compact = day.replace("-", "")
            name = layout.format(
                paper=paper, day=day, compact=compact, number=number, headline=headline
            )
            files[name] = BARE
            expected[name] = (paper, day)
    return files, expected


@pytest.mark.parametrize("beside", [{}, BESIDE], ids=["alone", "beside others"])
@pytest.mark.parametrize("place", ["tree", "folder", "zip"])
@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_outlet_and_day_come_from_names_alike_in_a_folder_and_a_zip_whatever_is_beside(
    tmp_path, layout, place, beside
):
    files, expected = laid_out(layout)
    prefix = {"tree": "", "folder": "press/", "zip": "press.zip/"}[place]
    if place == "zip":
        write(tmp_path, {"press.zip": packed(files), **beside})
    else:
        write(tmp_path, {**{f"{prefix}{name}": text for name, text in files.items()}, **beside})
    articles, _ = read_articles(tmp_path, return_ledger=True)
    found = {}
    for row in articles.itertuples():
        found[row.source_file.removeprefix(f"{tmp_path}/")] = (row.outlet, str(row.date)[:10])
    assert {name: found[prefix + name] for name in expected} == expected


@pytest.mark.parametrize(
    "layout", ["{day} {headline}.txt", "2031/{day} {headline}.txt", "{headline} {day}.txt"]
)
def test_a_headline_in_a_file_name_is_no_outlet(tmp_path, layout):
    files, _ = laid_out(layout)
    articles, ledger = read_articles(write(tmp_path, files), return_ledger=True)
    assert articles["outlet"].isna().all()
    assert articles["date"].notna().all()
    assert ledger["reason"].str.endswith("date taken from the file name").all()


def test_one_name_that_all_files_share_is_an_outlet_only_if_no_folder_may_be(tmp_path):
    posts = {f"{day} The Post.txt": BARE for day in DAYS}
    assert outlets(write(tmp_path / "in", posts))[0] == ["The Post"] * 3
    beside = {f"2031/{name}": text for name, text in posts.items()}
    write(tmp_path / "in", {**beside, "Anna/a.csv": BESIDE["more.csv"]})
    assert outlets(tmp_path / "in")[0] == ["The Post"] * 6 + ["Echo"]
    bridges = {f"The Post/{day} Bridge.txt": BARE for day in DAYS}
    assert outlets(write(tmp_path / "one", bridges)) == ([""] * 3, 0)
    (tmp_path / "one.zip").write_bytes(packed(bridges))
    assert outlets(tmp_path / "one.zip") == ([""] * 3, 0)


def test_a_number_that_all_files_of_an_outlet_have_is_part_of_its_name(tmp_path):
    names = [f"{day} {outlet}.txt" for day in DAYS for outlet in ("Channel 4", "The Post")]
    found, _ = outlets(write(tmp_path, dict.fromkeys(names, BARE)))
    assert found == ["Channel 4", "The Post"] * 3


def test_of_two_levels_of_names_the_one_is_taken_whose_names_are_not_shared(tmp_path):
    shared = [f"{paper}/{part}/a.txt" for paper in PAPERS for part in ("Bridges", "Ferries")]
    found, _ = outlets(write(tmp_path / "subjects", dict.fromkeys(shared, PLAIN)))
    assert sorted(found) == sorted([*PAPERS, *PAPERS])
    regions = {"North": ["Hill Courier", "Fell Herald"], "South": ["The Post", "The Gull"]}
    names = [f"{region}/{paper}/a.txt" for region in regions for paper in regions[region]]
    found, _ = outlets(write(tmp_path / "regions", dict.fromkeys(names, PLAIN)))
    assert sorted(found) == ["Fell Herald", "Hill Courier", "The Gull", "The Post"]


def test_of_two_levels_of_names_neither_is_taken_if_some_are_shared(tmp_path):
    parts = {"North": "Ada Bea", "South": "Ada Cleo", "West": "Bea Dora"}
    names = [f"{one}/{part}/a.txt" for one in parts for part in parts[one].split()]
    assert outlets(write(tmp_path, dict.fromkeys(names, PLAIN))) == ([""] * 6, 0)


def test_a_zip_file_with_names_of_thousands_of_folders_is_read(tmp_path):
    (tmp_path / "deep.zip").write_bytes(packed({"a/" * 20_000 + "b.txt": PLAIN}))
    assert outlets(tmp_path / "deep.zip") == ([""], 0)


PARAGRAPH = (
    "The bridge over the narrow arm of the lake is shut, the council said in a note on Monday."
)


@pytest.mark.parametrize(
    ("name", "text", "title", "body"),
    [
        ("2031-03-07 Snow.txt", f"{PARAGRAPH}\nIt is old.", "Snow", f"{PARAGRAPH}\nIt is old."),
        ("2031-03-07 Snow falls No 12.txt", PARAGRAPH, "Snow falls No 12", PARAGRAPH),
        ("2031-03-07 Snow.txt", "Bridge shut\nIt is old.", "Bridge shut", "It is old."),
        ("2031-03-07 article 6.txt", f"{PARAGRAPH}\nOld.", PARAGRAPH, "Old."),
        ("Snow.txt", f"{PARAGRAPH}\n20310307\nOld.", PARAGRAPH, "Old."),
    ],
)
def test_the_file_name_is_the_title_of_a_text_that_begins_with_a_paragraph(
    tmp_path, name, text, title, body
):
    articles, ledger = read_articles(write(tmp_path, {name: text}), return_ledger=True)
    assert articles.loc[0, ["title", "text"]].tolist() == [title, body]
    assert ("title taken" in ledger.loc[0, "reason"]) == (title in name)
