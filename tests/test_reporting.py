"""Reports: pages that stand alone, errors that name the cell, and a check that fails on one digit."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

import mediakit as mk
from mediakit.cli import main
from mediakit.errors import ArticlesNotFound, NotebookFailed, UnknownValue
from mediakit.reporting.foreign import without_actions
from mediakit.reporting.outputs import Body
from mediakit.reporting.pages import Page
from mediakit.reporting.running import execute
from mediakit.reporting.weight import within_limit

ARTICLE = "{title}\n2031030{day}\nhttps://www.post.example/news/{day}\n{text}\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder of three invented articles."""
    path = tmp_path_factory.mktemp("articles")
    for day, text in enumerate(
        ["The bridge is shut.", "The bridge opens for $5 & a <x> toll.", "Rain fell."], start=1
    ):
        (path / f"{day}.txt").write_text(
            ARTICLE.format(title=f"Day {day}", day=day, text=text), encoding="utf-8"
        )
    return path


def write_book(path: Path, *cells: str, parameters: str = 'articles_path = "nowhere"') -> Path:
    """Write a notebook of a heading, a parameters cell and the cells given."""
    book = new_notebook(cells=[new_markdown_cell("# How often is the bridge <news>?")])
    book.cells.append(new_code_cell(parameters, metadata={"tags": ["parameters"]}))
    book.cells += [new_code_cell(cell) for cell in cells]
    nbformat.write(book, path)
    return path


COUNT = "import mediakit as mk\narticles = mk.read_articles(articles_path)\nmk.count_articles(articles, by='outlet').plot()"
QUOTE = "mk.keyword_in_context(articles, 'toll')"


class Links(HTMLParser):
    """Collects every address that a page would ask a browser to load, and every link."""

    def __init__(self):
        super().__init__()
        self.loads, self.links, self.tags = [], [], []

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        found = dict(attributes)
        if tag == "a":
            self.links.append(found.get("href"))
        else:
            self.loads += [
                found[name] for name in ("src", "href", "data", "srcset") if name in found
            ]


@pytest.fixture(scope="module")
def page(folder, tmp_path_factory):
    out = tmp_path_factory.mktemp("out")
    return mk.write_report(
        [write_book(out / "bridge.ipynb", COUNT, QUOTE)], articles=folder, out=out
    )[0]


def test_a_page_asks_nothing_of_any_host(page):
    text = page.read_text(encoding="utf-8")
    links = Links()
    links.feed(text)
    assert [address for address in links.loads if not address.startswith("data:")] == []
    assert "script" not in links.tags
    assert "default-src 'none'" in text
    assert "@import" not in text
    assert not re.search(r"url\((?!['\"]?(?:data:|%23))", text)  # %23: a part of the same drawing


def test_a_page_says_what_it_rests_on(page):
    text = page.read_text(encoding="utf-8")
    assert "<title>How often is the bridge &lt;news&gt;?</title>" in text
    assert "From 3 articles, 1 to 3 Mar 2031." in text.split("<main>")[0]
    assert "3 articles, 1 to 3 Mar 2031. Sources: post.example (3)." in text
    assert re.search(r"Made with mediakit-news \d", text)
    assert "Everything in these articles is invented" in text


def test_a_page_says_at_its_head_what_was_found_how_articles_were_chosen_and_their_state(
    folder, tmp_path
):
    book = write_book(
        tmp_path / "a.ipynb",
        "import mediakit as mk\narticles = mk.read_articles(articles_path)",
        "mk.describe_articles(articles, selection='By hand.', comment='Nobody was asked.')",
        "mk.inspect_articles(articles)",
        "mk.show_findings(mk.count_articles(articles))",
    )
    mk.write_report([book], articles=folder, out=tmp_path)
    head = (tmp_path / "a.html").read_text(encoding="utf-8").split("<main>")[0]
    assert "<h1>There are 3 articles.</h1>" in head
    assert '<p class="kicker">How often is the bridge &lt;news&gt;?</p>' in head
    assert "not all that the outlets published" in head  # what it cannot show
    for note in ("How the articles were chosen: By hand.", "Nobody was asked.", "No fault was"):
        assert note in head


def test_who_answers_for_a_report_stands_in_its_project_file(folder, tmp_path):
    book = write_book(tmp_path / "a.ipynb", COUNT)
    (tmp_path / "project.toml").write_text(
        'title = "Bridges"\ndate = 2031-03-09\nauthor = "A. Pell"\ncontact = "desk@post.example"\n'
        'corrections = "None so far."\nsubject = "bridge"\n'
    )
    mk.write_report([book], articles=folder, out=tmp_path)
    head = (tmp_path / "a.html").read_text(encoding="utf-8").split("<main>")[0]
    assert "2031-03-09 · By A. Pell · Contact: desk@post.example" in head
    assert "Corrections: None so far." in head
    assert 'property="og:site_name" content="Bridges"' in head
    (tmp_path / "project.toml").write_text('autor = "A. Pell"')
    with pytest.raises(UnknownValue, match=r"There is no name 'autor' in project.toml.*author"):
        mk.write_report([book], articles=folder, out=tmp_path)


def test_a_page_with_an_address_has_a_picture_for_sharing(folder, tmp_path):
    book = write_book(tmp_path / "a #1.ipynb", COUNT)
    (tmp_path / "project.toml").write_text('address = "https://post.example/report/"')
    mk.write_report([book], articles=folder, out=tmp_path / "out")
    page = (tmp_path / "out" / "a #1.html").read_text(encoding="utf-8")
    assert 'property="og:image" content="https://post.example/report/a%20%231.png"' in page
    assert (tmp_path / "out" / "a #1.png").read_bytes()[:4] == b"\x89PNG"


def test_each_number_of_a_page_leads_to_its_sentences_and_its_method(page):
    text = page.read_text(encoding="utf-8")
    targets = set(re.findall(r' id="([^"]+)"', text))
    assert {"result-0", "evidence-0", "method-0"} <= targets
    asked = set(re.findall(r'href="#([^"]+)"', text))
    assert asked <= targets
    assert '<a href="https://www.post.example/news/1" rel="noopener noreferrer nofollow">' in text


def test_a_page_that_is_too_heavy_leaves_its_last_sentences_to_a_file(tmp_path):
    blocks = [
        f'<details class="mk-evidence"><summary>S</summary><div id="evidence-{n}">'
        f"{'x' * 1000}</div></details>"
        for n in range(3)
    ]
    body = Body(evidence=[{"about": "ferry", "sentence": "=It sails."}])
    text = "<main>" + "".join(blocks)
    light = within_limit(text, body, tmp_path / "a.html", most=2600)
    assert light.count("x" * 1000) == 2
    assert light.index("evidence-0") < light.index("x" * 1000)  # the first are kept
    assert {f'id="evidence-{n}"' for n in range(3)} <= set(re.findall(r'id="[^"]*"', light))
    assert "The sentences behind 1 result are left out" in light
    assert (tmp_path / "a-sentences.csv").read_text() == "about,sentence\nferry,'=It sails.\n"
    assert within_limit(text, body, tmp_path / "b.html") == text


@pytest.mark.parametrize(
    "markup",
    [
        "<script>alert(1)</script>",
        "<p onclick='alert(1)'>x</p>",
        "<a href=' javascript:alert(1)'>x</a>",
        "<a href='java&#10;script:alert(1)'>x</a>",
        "<iframe src='https://x.example'></iframe>",
        "<meta http-equiv='refresh' content='0;url=https://x.example'>",
        "<form action='https://x.example'><input name=a></form>",
        "<svg><a xlink:href='javascript:alert(1)'>x</a></svg>",
        "<img src=x onerror=alert(1)>",
        "<object data='x.swf'></object>",
        "<base href='https://x.example/'>",
    ],
)
def test_what_acts_by_itself_is_taken_out_of_outputs_that_are_not_ours(markup):
    cleaned = without_actions(f"<p>Kept.</p>{markup}")
    assert "Kept." in cleaned
    assert not re.search(r"script|onclick|onerror|iframe|meta|form|object|base|javascript", cleaned)


def test_a_table_of_pandas_stays_as_it_is():
    made = pd.DataFrame({"outlet": ["Gull <b>"], "url": ["on=1 javascript:"]})._repr_html_()
    assert without_actions(made) == made


def test_a_page_escapes_the_words_of_articles(page):
    text = page.read_text(encoding="utf-8")
    assert "&lt;x&gt;" in text  # HTML proper is taken out at reading
    assert "<x>" not in text


def test_the_code_of_a_page_is_folded_away_but_there(page):
    text = page.read_text(encoding="utf-8")
    assert text.count('<pre class="code">') == 4  # parameters, the given path, and two cells
    assert "count_articles" in text
    assert "pre.code { display: none; }" in text
    assert text.count('<input type="checkbox" id="show-code">') == 1


def test_a_page_does_not_tell_where_the_articles_lie(page, folder):
    text = page.read_text(encoding="utf-8")
    assert f"articles_path = &#x27;{folder.name}&#x27;" in text
    assert str(folder.parent.name) not in text


def test_the_notebook_itself_is_not_changed(folder, tmp_path):
    book = write_book(tmp_path / "bridge.ipynb", COUNT)
    before = book.read_bytes()
    mk.write_report([book], articles=folder, out=tmp_path)
    assert book.read_bytes() == before


def test_a_failed_cell_is_named(folder, tmp_path):
    book = write_book(tmp_path / "bad.ipynb", "1 / 0")
    with pytest.raises(
        NotebookFailed,
        match=r"^bad\.ipynb stopped in cell 2, under “How often is the bridge <news>\?”, with an error: "
        r"ZeroDivisionError: division by zero$",
    ):
        execute(book)


def test_several_pages_get_an_index(folder, tmp_path, capsys):
    books = [write_book(tmp_path / f"{name}.ipynb", COUNT) for name in "ab"]
    status = main(
        ["report", *map(str, books), "--articles", str(folder), "--out", str(tmp_path / "out")]
    )
    assert status == 0
    links = Links()
    links.feed((tmp_path / "out" / "index.html").read_text(encoding="utf-8"))
    assert [link for link in links.links if link] == ["a.html", "b.html"]
    assert "index.html" in capsys.readouterr().out


def test_a_page_rests_on_the_articles_that_its_notebook_names_and_the_index_on_all(
    folder, tmp_path
):
    # Three articles of the folder, and one more
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "4.txt").write_text(ARTICLE.format(title="Four", day=4, text="It rained."))
    books = [
        write_book(tmp_path / "a.ipynb", COUNT, parameters=f"articles_path = '{folder}'"),
        write_book(tmp_path / "b.ipynb", COUNT, parameters='articles_path = "one"'),
    ]
    pages = mk.write_report(books, out=tmp_path / "out")
    heads = [re.search(r"From (\d articles?),", page.read_text("utf-8")) for page in pages[:2]]
    assert [head[1] for head in heads] == ["3 articles", "1 article"]
    assert "Each page says which articles it rests on." in pages[-1].read_text("utf-8")


def test_nothing_is_asked_or_said_of_others_articles_that_was_meant_for_the_notebooks_own(
    folder, tmp_path
):
    book = write_book(
        tmp_path / "a.ipynb",
        "print('ferries:', subject)",
        "print('and again:', subject)",
        "print(f'chosen: {selection!r}')",
        parameters="articles_path = ''\nsubject = 'ferry'\nselection = 'The demo.'",
    )
    cells = nbformat.read(book, as_version=4)
    for cell in cells.cells[2:4]:
        cell.metadata["tags"] = ["needs subject"]
    nbformat.write(cells, book)
    mk.write_report([book], articles=folder, out=tmp_path)
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert "ferries:" not in page
    assert page.count("No subject was named, so this part is left out.") == 1
    assert "chosen: ''" in page.replace("&#x27;", "'")
    mk.write_report([book], articles=folder, out=tmp_path, parameters={"subject": "tram"})
    page = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert "ferries: tram" in page
    assert "No subject was named" not in page


def test_an_empty_folder_is_status_2(tmp_path, capsys):
    (tmp_path / "none").mkdir()
    assert main(["report", "--articles", str(tmp_path / "none"), "--out", str(tmp_path)]) == 2
    assert "The folder is empty." in capsys.readouterr().err


def test_a_folder_of_broken_files_is_status_2_and_says_why(tmp_path, capsys):
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "a.txt").write_bytes(b"")
    (broken / "b.parquet").write_bytes(b"PAR1 no")
    (broken / "c.jsonl").write_text('{"title"')
    assert main(["report", "--articles", str(broken), "--out", str(tmp_path)]) == 2
    message = capsys.readouterr().err
    assert "a.txt: empty file" in message
    assert "b.parquet: not readable as Parquet" in message
    assert "c.jsonl: line 1 is not valid JSON" in message


def test_a_missing_notebook_is_status_2(tmp_path, capsys):
    assert main(["report", str(tmp_path / "no.ipynb")]) == 2
    assert "There is no notebook" in capsys.readouterr().err


def test_a_missing_folder_is_named():
    with pytest.raises(ArticlesNotFound, match="There is no notebook or folder 'nowhere-at-all'"):
        mk.check_notebook("nowhere-at-all")


def test_one_article_ends_with_pages_that_say_what_it_cannot_show(tmp_path):
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "one.txt").write_text(
        ARTICLE.format(title="One", day=1, text="The bridge is shut.")
    )
    assert (
        main(["report", "--articles", str(tmp_path / "articles"), "--out", str(tmp_path / "out")])
        == 0
    )
    pages = {
        path.stem: path.read_text(encoding="utf-8") for path in (tmp_path / "out").glob("*.html")
    }
    books = {
        "00-reading-your-archive",
        "01-coverage",
        "02-topics",
        "03-framing",
        "04-comparing-outlets-and-dates",
        "05-who-wrote-it",
    }
    books |= {"06-same-event-different-words", "07-what-if", "08-who-is-heard"}
    assert set(pages) == books | {"index"}
    assert "There is no reprint to show." in pages["05-who-wrote-it"]
    assert "there is no change over time to show" in pages["01-coverage"]
    assert "Topics need at least 10 independent articles; there is 1." in pages["02-topics"]
    assert "With only 1 article there is a score but no range." in pages["03-framing"]
    assert (
        " is the only outlet, so there is nothing to compare it with."
        in pages["04-comparing-outlets-and-dates"]
    )
    assert not [name for name, text in pages.items() if "Traceback" in text]


CHECKED = (
    "1 + 1;",
    "round(2 / 3, 3)",
    "import mediakit as mk\nmk.count_articles(mk.load_demo_articles(), by='outlet').plot()",
)


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """A small notebook that holds its outputs: a hidden one, a number, a chart."""
    path = write_book(tmp_path_factory.mktemp("check") / "book.ipynb", *CHECKED)
    nbformat.write(execute(path), path)
    return path


def check(path, change):
    """Check a changed copy of a notebook and return the exit status and what was printed."""
    book = json.loads(path.read_text(encoding="utf-8"))
    change(book["cells"])
    copy = path.with_name("copy.ipynb")
    copy.write_text(json.dumps(book), encoding="utf-8")
    command = [sys.executable, "-m", "mediakit", "check", str(copy)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    return run.returncode, run.stdout


def change_a_digit(cells):
    assert cells[3]["outputs"][0]["data"]["text/plain"] == ["0.667"]
    cells[3]["outputs"][0]["data"]["text/plain"] = ["0.668"]


def move_a_plotted_value(cells):
    data = cells[4]["outputs"][0]["data"]
    text = "".join(data["text/plain"])
    assert "corvanewire.example,24,24" in text
    data["text/plain"] = text.replace("corvanewire.example,24,24", "corvanewire.example,25,24")


def clear_outputs(cells):
    for cell in cells[1:]:
        cell["outputs"], cell["execution_count"] = [], None


@pytest.mark.parametrize(
    ("change", "status", "printed"),
    [
        (lambda cells: None, 0, "Nothing has changed in the 4 cells of code of copy.ipynb."),
        (
            change_a_digit,
            1,
            "Cell 3, under “How often is the bridge <news>?”: “0.668” is now “0.667”.",
        ),
        (move_a_plotted_value, 1, "n_articles of corvanewire.example was 25, is 24."),
        (clear_outputs, 1, "was never run"),
    ],
    ids=["same", "a digit", "a plotted value", "cleared"],
)
def test_check_passes_the_same_outputs_and_no_others(kept, change, status, printed):
    found = check(kept, change)
    assert (found[0], printed in found[1]) == (status, True), found[1]


def test_the_plugin_does_nothing_without_nbval(tmp_path):
    (tmp_path / "test_one.py").write_text(
        "from nbval.kernel import RunningKernel\ndef test_one():\n"
        "    assert RunningKernel.execute_cell_input.__module__ == 'nbval.kernel'\n"
    )
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path)]
    run = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert run.returncode == 0, run.stdout


def test_a_page_says_whether_the_outlets_named_were_asked(articles):
    asked = mk.describe_articles(articles, comment="The Gull was asked on 3 May and did not reply")
    assert "The Gull was asked on 3 May and did not reply." in asked.paragraphs
    silent = mk.describe_articles(articles, comment=" ")
    assert "No outlet named here has been asked to comment yet." in silent.paragraphs
    nameless = mk.describe_articles(articles.assign(outlet=None))
    assert not any("comment" in paragraph for paragraph in nameless.paragraphs)
    with pytest.raises(UnknownValue, match="comment= takes a sentence or two; got an int"):
        mk.describe_articles(articles, comment=3)


@pytest.mark.parametrize(
    ("sentence", "headline"),
    [
        (
            "“quay” (9 of 12 articles against 1 of 10) leads in CNN (Web News).",
            "“quay” leads in CNN (Web News).",
        ),
        (
            "20% of the articles mention “quay” (3 of 15; 95% range 7% to 45%).",
            "20% of the articles mention “quay”.",
        ),
        (
            "A sentence of the page that is too long for a headline, since " + "it goes on " * 9,
            "Quays",
        ),
    ],
)
def test_a_headline_is_short_and_leaves_numbers_in_brackets_to_the_finding(sentence, headline):
    body = SimpleNamespace(findings=[{"sentence": sentence}], title="Quays")
    assert Page("quays.html", body, None, None).headline == headline
