"""A project that a colleague runs again: it runs at once, fails on an edited article, says what changed."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from PIL import Image

import mediakit as mk
from mediakit.cli import main
from mediakit.demo import demo_folder
from mediakit.errors import ArticlesNotFound, FolderNotWritable, UnreadableSource
from mediakit.reporting.comparing_articles import articles_in_words
from mediakit.reporting.differing import diff_runs
from mediakit.reporting.locking import LOCK, locked_versions, versions_since
from mediakit.reporting.provenance import LISTED, list_articles
from mediakit.reporting.starting import start_project
from mediakit.reporting.verifying import verify_report

#: An article of the demo, and a sentence that the subject of the demo finds.
EDITED, SENTENCE = "020_075bb8c197bf8dfc.txt", "Volunteers were not asked.\n"
#: Three others.
ADDED = ("004_", "033_", "057_")
OUTLETS = ["corvanewire", "dailylantern", "harbourpost", "meridian", "northernledger"]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A project of the demo articles, and its report."""
    folder = start_project(tmp_path_factory.mktemp("projects") / "demo")
    mk.write_report([folder / "01-coverage.ipynb"], out=folder / "reports")
    return folder


@pytest.fixture
def project(made, tmp_path, monkeypatch):
    """A copy of it, in which the test stands."""
    shutil.copytree(made, tmp_path / "demo")
    monkeypatch.chdir(tmp_path / "demo")
    return tmp_path / "demo"


def edit(project):
    with (project / "data" / "source" / EDITED).open("a", encoding="utf-8") as file:
        file.write(SENTENCE)


def test_a_new_project_has_what_a_colleague_needs(made):
    names = {path.name for path in made.iterdir()}
    assert names >= {
        "01-coverage.ipynb", "README.md", "methodology.md", "project.toml", "Makefile", "requirements.lock",
        ".gitignore", "test_numbers.py", "data",
    }  # fmt: skip
    assert len(list((made / "data" / "source").iterdir())) == len(list(demo_folder().iterdir()))
    book = json.loads((made / "01-coverage.ipynb").read_text("utf-8"))
    code = [cell for cell in book["cells"] if cell["cell_type"] == "code"]
    assert [cell["execution_count"] for cell in code] == list(range(1, len(code) + 1))
    assert str(Path.home()) not in (made / "01-coverage.ipynb").read_text("utf-8")
    readme = (made / "README.md").read_text("utf-8")
    # 24 of the 87 independent articles match: counted in notebook 01-coverage, too
    assert "(24 of 87; 95% range 19% to 38%)" in readme
    assert "not all that the outlets published" in readme.split("## Known limitations")[1]
    assert "Wilson 1927" in (made / "methodology.md").read_text("utf-8")
    assert f"pandas=={pd.__version__}\n" in (made / LOCK).read_text("utf-8")


def test_make_reproduce_and_plain_nbval_pass_in_a_new_project(project):
    options = [f"MEDIAKIT={sys.executable} -m mediakit", f"PYTHON={sys.executable}"]
    done = subprocess.run(["make", "reproduce", *options], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "Nothing has changed in the 11 cells of code of 01-coverage.ipynb." in done.stdout
    assert "Wrote 1 page. Open reports/01-coverage.html" in done.stdout
    assert nbval(project).returncode == 0


def nbval(project):
    command = [sys.executable, "-m", "pytest", "-q", "--nbval", "-p", "no:cacheprovider"]
    return subprocess.run(
        [*command, "01-coverage.ipynb"], cwd=project, capture_output=True, text=True
    )


def test_an_edited_article_fails_the_test_and_update_shows_what_follows(
    project, capsys, monkeypatch
):
    edit(project)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    assert subprocess.run(command, capture_output=True).returncode == 1
    assert nbval(project).returncode == 1
    before = (project / "01-coverage.ipynb").read_bytes()
    monkeypatch.setattr("builtins.input", lambda _: "")
    assert main(["check", "--update"]) == 1
    said = capsys.readouterr().out
    assert said.count("\n") < 20
    # 24 of 87 articles matched; the edited one makes 25
    finding = next(line for line in said.splitlines() if "Finding:" in line)
    assert "(24 of 87;" in finding.split("is now")[0]
    assert "(25 of 87;" in finding.split("is now")[1]
    assert "under “What share mentions the subject”" in said
    assert (project / "01-coverage.ipynb").read_bytes() == before
    monkeypatch.setattr("builtins.input", lambda _: "y")
    assert main(["check", "--update"]) == 0
    assert "Kept in 01-coverage.ipynb." in capsys.readouterr().out
    assert main(["check"]) == 0


def test_a_new_project_of_ones_own_articles_asks_for_no_subject(tmp_path, monkeypatch):
    source = tmp_path / "mine"
    source.mkdir()
    for file in sorted(demo_folder().iterdir())[:12]:
        shutil.copy(file, source)
    folder = start_project(tmp_path / "my-trams", str(source / "*.txt"))
    book = (folder / "01-coverage.ipynb").read_text("utf-8")
    assert "No subject was named: name one in project.toml." in book
    assert 'title = "My trams"' in (folder / "project.toml").read_text("utf-8")
    assert "Nobody has said how these articles were chosen." in (folder / "README.md").read_text(
        "utf-8"
    )
    monkeypatch.chdir(folder)
    assert main(["report", "--set", "subject=tram"]) == 0


def test_a_project_is_made_whole_or_not_at_all(tmp_path):
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "file").touch()
    with pytest.raises(FolderNotWritable, match="is there already"):
        start_project(tmp_path / "there")
    with pytest.raises(ArticlesNotFound, match="There is no file or folder"):
        start_project(tmp_path / "new", str(tmp_path / "nothing"))
    (tmp_path / "empty").mkdir()
    with pytest.raises(ArticlesNotFound, match="No article could be read"):
        start_project(tmp_path / "new", str(tmp_path / "empty"))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["empty", "there"]


def test_diff_names_the_articles_that_were_added_and_the_finding_that_they_moved(project, capsys):
    fewer = project.parent / "fewer"
    shutil.copytree(project / "data" / "source", fewer)
    for file in fewer.iterdir():
        if file.name.startswith(ADDED):
            file.unlink()
    assert main(["diff", str(fewer), "data/source"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("3 articles were added: ")
    for title in (
        "Former crane apprentice",
        "Quays fall silent",
        "How to turn a 9,000-dral canvas",
    ):
        assert title in lines[0]
    assert lines[1] == "The articles made the difference: nothing else differs between the runs."
    moved = [line for line in lines if line.startswith("  moved: ")]
    assert "(24 of 86;" in moved[0]
    assert "(24 of 87;" in moved[0]


def test_verify_fails_on_a_page_whose_one_number_was_edited(project, capsys):
    assert main(["verify", "reports"]) == 0
    assert "Everything in 'reports' is as the run wrote it." in capsys.readouterr().out
    page = project / "reports" / "01-coverage.html"
    text = page.read_text("utf-8")
    head, main_part = text.split("<main>")
    main_part = main_part.replace("24 of the 101 articles", "25 of the 101 articles", 1)
    page.write_text(f"{head}<main>{main_part}", "utf-8")
    assert main(["verify", "reports"]) == 1
    said = capsys.readouterr().out
    assert said.count("was changed after it was written") == 1
    assert "25 of the 101 articles" in said
    page.unlink()
    assert verify_report("reports") == ["01-coverage.html is missing."]


def test_verify_says_which_articles_are_no_longer_those_of_the_report(project):
    assert verify_report("reports", "data/source") == []
    edit(project)
    (said,) = verify_report("reports", "data/source")
    assert said.startswith("1 article was edited: “Half a million dral in arrears")


def test_verify_and_diff_say_what_is_no_report(tmp_path):
    with pytest.raises(ArticlesNotFound, match=r"There is no manifest\.json in"):
        verify_report(tmp_path)
    (tmp_path / "manifest.json").write_text("{")
    with pytest.raises(UnreadableSource, match="is damaged: it is no JSON"):
        verify_report(tmp_path)
    (tmp_path / "manifest.json").write_text("[]")
    with pytest.raises(UnreadableSource, match="is not the manifest of a report"):
        verify_report(tmp_path)


def test_a_manifest_has_the_sha256_of_every_file_and_every_number(made):
    reports = made / "reports"
    manifest = json.loads((reports / "manifest.json").read_text("utf-8"))
    files = {path.name for path in reports.iterdir()} - {"manifest.json"}
    assert set(manifest["files"]) == files
    for name, sha256 in manifest["files"].items():
        assert hashlib.sha256((reports / name).read_bytes()).hexdigest() == sha256
    (page,) = manifest["pages"]
    agencies = {"Corvane Wire": ["Corvane", "corvanewire.example"]}
    prepared = mk.prepare_articles(mk.load_demo_articles(), agencies=agencies)
    table = mk.count_articles(prepared, by="outlet").table()
    content = table.to_csv(index=False, float_format="%.6g", lineterminator="\n").encode()
    assert hashlib.sha256(content).hexdigest() in [result["sha256"] for result in page["results"]]
    assert page["articles"]["n_read"] == 101
    assert page["articles"]["origins"].startswith("87 count as the outlets' own")
    assert manifest["command"] == "mediakit report 01-coverage.ipynb"
    footer = (reports / "01-coverage.html").read_text("utf-8").split("<footer>")[1]
    for said in (
        f"Fingerprint of the articles: {page['articles']['fingerprint']}.",
        "Records that were rejected: 0.",
        "Of the articles, 87 count as the outlets&#x27; own",
        "Command: mediakit report 01-coverage.ipynb",
        f"pandas {pd.__version__}",
    ):
        assert said in footer


def test_each_outlet_has_a_page_and_the_index_leads_to_them(project, capsys):
    values = ",".join(f"{name}.example" for name in OUTLETS)
    assert main(["report", "--each", f"outlet={values}", "--out", "each"]) == 0
    pages = sorted(path.name for path in Path("each").glob("*.html"))
    assert pages == [*(f"01-coverage-{name}.example.html" for name in OUTLETS), "index.html"]
    assert verify_report("each") == []
    page = Path("each", "01-coverage-meridian.example.html").read_text("utf-8")
    assert "Parameters given: outlet = &#x27;meridian.example&#x27;." in page


def listed(*articles):
    return pd.DataFrame(articles, columns=LISTED)


def test_an_article_whose_text_was_edited_is_not_called_new():
    old = listed(["a", "gull", "2031-03-07", "Snow", "", "1"], ["b", "gull", "", "Rain", "", "2"])
    new = listed(["c", "gull", "2031-03-07", "Snow", "", "3"], ["d", "", "", "Fog", "", "4"])
    assert articles_in_words(old, new) == [
        "1 article was added: “Fog”.",
        "1 article was taken out: “Rain” (gull).",
        "1 article was edited: “Snow” (gull, 2031-03-07).",
    ]
    assert articles_in_words(old, old) == []


def test_the_fingerprint_of_an_article_is_that_of_its_words():
    row = {"article_id": "a", "title": "Snow", "text": "It fell.", "outlet": None, "url": None}
    articles = pd.DataFrame([row]).assign(date=pd.to_datetime([None]))
    (row,) = list_articles(articles).to_dict("records")
    assert row["sha256"] == hashlib.sha256(b"Snow\x1fIt fell.").hexdigest()
    assert (row["outlet"], row["date"]) == ("", "")


def run_of(
    folder, findings, *, fingerprint="f", code="c", pandas="3.0", numbers="n", parameters=None
):
    """Write the manifest of a run with one page."""
    folder.mkdir()
    page = {
        "file": "a.html", "notebook": "a.ipynb", "title": "Trams", "code": code, "parameters": parameters or {},
        "articles": {"fingerprint": fingerprint}, "results": [{"sha256": numbers}],
        "findings": [{"sentence": sentence} for sentence in findings],
    }  # fmt: skip
    manifest = {
        "format": "mediakit report 1",
        "versions": {"pandas": pandas},
        "pages": [page],
        "files": {},
    }
    (folder / "manifest.json").write_text(json.dumps(manifest))
    listed().assign(pages="").to_csv(folder / "articles.csv", index=False)
    return folder


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"code": "d", "numbers": "m"}, "The notebooks made the difference: nothing else differs between the runs."),
        ({"pandas": "3.1", "numbers": "m"}, "The versions (pandas 3.0 to 3.1) made the difference: nothing else differs between the runs."),
        ({"parameters": {"n": 5}, "numbers": "m"}, "The parameters made the difference: nothing else differs between the runs."),
        ({"parameters": {"articles_path": "x"}}, "The two runs have the same articles, notebooks, parameters and versions."),
        ({"fingerprint": "g"}, "The articles differ between the runs, but no number has changed."),
        ({"fingerprint": "g", "code": "d", "numbers": "m"}, "The articles and the notebooks differ between the runs, so the runs cannot tell which of them made the difference. Run one again with all but one of them as before."),
        ({"numbers": "m"}, "Nothing differs between the runs, and yet numbers do: the notebook uses chance."),
        ({}, "The two runs have the same articles, notebooks, parameters and versions."),
    ],
)  # fmt: skip
def test_diff_says_what_made_the_difference_or_that_it_cannot_tell(tmp_path, change, said):
    old, new = run_of(tmp_path / "a", []), run_of(tmp_path / "b", [], **change)
    assert diff_runs(old, new)[0] == said


def test_diff_says_which_findings_appeared_fell_and_moved(tmp_path):
    old = run_of(
        tmp_path / "a",
        ["The Gull has 24 of 87 articles.", "“toll” is a word of The Gull.", "It rains."],
    )
    new = run_of(
        tmp_path / "b",
        ["The Gull has 25 of 90 articles.", "It rains.", "No outlet was first."],
        numbers="m",
    )
    assert diff_runs(old, new)[1:] == [
        "a.ipynb: Trams",
        "  moved: “The Gull has 24 of 87 articles.” is now “The Gull has 25 of 90 articles.”",
        "  appeared: “No outlet was first.”",
        "  fell: ““toll” is a word of The Gull.”",
    ]


def test_a_check_names_the_version_that_is_another_one(tmp_path):
    assert versions_since(tmp_path) == ""
    now = locked_versions()
    assert now["pandas"] == pd.__version__
    lines = [f"{name}=={number}" for name, number in now.items()]
    (tmp_path / LOCK).write_text("\n".join(lines))
    assert versions_since(tmp_path) == ""
    (tmp_path / LOCK).write_text(
        "\n".join(lines).replace(f"pandas=={pd.__version__}", "pandas==2.9")
    )
    assert versions_since(tmp_path) == (
        f"Of the versions in requirements.lock, pandas (then 2.9, now {pd.__version__}) is another one now."
    )


def test_a_saved_chart_carries_what_it_rests_on(tmp_path):
    articles = mk.load_demo_articles()
    mk.count_articles(articles, by="outlet").plot().save(tmp_path / "outlets")
    carried = Image.open(tmp_path / "outlets.png").text
    assert carried["Articles"] == "101 articles"
    assert carried["Period"] == "4 Mar to 26 Apr 2031"
    ids = hashlib.sha256("\n".join(sorted(articles["article_id"])).encode()).hexdigest()[:16]
    assert carried["Fingerprint of the ids"] == ids
    assert "Articles were counted by outlet" in carried["Method"]
    assert f"pandas {pd.__version__}" in carried["Software"]
    drawing = (tmp_path / "outlets.svg").read_text("utf-8")
    assert f"Fingerprint of the ids: {ids}" in drawing


def test_the_command_reaches_the_charts_that_a_notebook_saves(project):
    book = json.loads(Path("01-coverage.ipynb").read_text("utf-8"))
    source = "counts.plot().save('data/processed/outlets');"
    cell = {"cell_type": "code", "id": "saving", "source": source, "metadata": {}, "outputs": [], "execution_count": None}  # fmt: skip
    book["cells"].append(cell)
    Path("01-coverage.ipynb").write_text(json.dumps(book))
    assert main(["report", "--set", "subject=tram"]) == 0
    carried = Image.open("data/processed/outlets.png").text
    assert carried["Command"] == "mediakit report --set subject=tram"
    assert carried["Origins"].startswith("87 count as the outlets' own")
    assert os.environ.get("MEDIAKIT_COMMAND") is None
