"""Parameters of notebooks: found however they are set, converted to what stands there, never ignored."""

from __future__ import annotations

import re

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from mediakit.cli import main
from mediakit.errors import NotebookFailed, UnknownValue
from mediakit.reporting.books import load_notebook
from mediakit.reporting.converting import in_code
from mediakit.reporting.parameters import parameters_in, set_again
from mediakit.reporting.settings import Book, give, require_taken


@pytest.fixture
def write(tmp_path):
    """Write a notebook of a cell of parameters and the cells given, and return its path."""

    def written(parameters, *cells, name="a.ipynb", tags=("parameters",)):
        book = new_notebook(cells=[new_markdown_cell("# Trams")])
        book.cells.append(new_code_cell(parameters, metadata={"tags": list(tags)}))
        book.cells += [new_code_cell(cell) for cell in cells]
        nbformat.write(book, tmp_path / name)
        return tmp_path / name

    return written


def book_of(path):
    return Book.of(path, load_notebook(path))


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("n = 5", ["n"]),
        ("n: int = 5", ["n"]),
        ("n : int", ["n"]),
        ("a, b = 1, 2", ["a", "b"]),
        ("(a, [b, c]) = 1, (2, 3)", ["a", "b", "c"]),
        ("a = b = 'x'", ["a", "b"]),
        ("first, *rest = [1, 2]", ["first", "rest"]),
        ("a = 1; b = 2  # help", ["a", "b"]),
        ("n = 5  # type: int", ["n"]),
        ("if True:\n    a = 1\nelse:\n    b = 2", ["a", "b"]),
        ("try:\n    a = 1\nexcept ValueError:\n    b = 2\nfinally:\n    c = 3", ["a", "b", "c"]),
        ("(n := 5)", ["n"]),
        ("%matplotlib inline\n!ls\nn = 5", ["n"]),
        ("n = (\n    'a'\n    'b'\n)", ["n"]),
        ("def f():\n    n = 5", []),
        ("class C:\n    n = 5", []),
        ("x.y = 1\nz[0] = 2", []),
        ("# n = 5", []),
    ],
)
def test_a_name_is_found_however_it_is_set(source, names):
    assert sorted(parameters_in(source, "a.ipynb")) == names


@pytest.mark.parametrize(
    ("stands", "given", "becomes"),
    [
        ("n = 8", "5", "5"),
        ("n = -8", "+1_000", "1000"),
        ("n = 0.5", "5", "5.0"),
        ("n = True", "no", "False"),
        ("n = 'x'", "5", "'5'"),
        ("n = ''", "", "''"),
        ("n = f'{x}'", "5", "'5'"),
        ("n = 'a' + 'b'", "5", "'5'"),
        ("n = None", "5", "5"),
        ("n = None", "None", "None"),
        ("n = None", "gull.example", "'gull.example'"),
        ("n = None", "2031-03-25", "'2031-03-25'"),
        ("n = ['a']", "['b', 'c']", "['b', 'c']"),
        ("n = ('a',)", '["b", "c"]', "('b', 'c')"),
        ("n = {'a'}", "['c', 'b']", "{'b', 'c'}"),
        ("n = {}", '{"war": "war OR front"}', "{'war': 'war OR front'}"),
        ("n = dict()", "{}", "{}"),
        ("n = Path('x')", "y z", "Path('y z')"),
        ("n = pd.Timestamp('2031-03-01')", "2031-04-01", "pd.Timestamp('2031-04-01')"),
        ("n = date(2031, 3, 1)", "2031-04-02", "date(2031, 4, 2)"),
        ("n: int = None", "5", "5"),
        ("n: float = 1", "5", "5.0"),
        ("n: 'int | None' = 3", "None", "None"),
        ("n: Optional[str] = None", "5", "'5'"),
        ("n: Union[int, str] = 'x'", "5", "5"),
        ("n: Union[int, str] = 'x'", "five", "'five'"),
        ("n: list[str] = read()", "['a']", "['a']"),
        ("n: str = project['subject']", "5", "'5'"),
        ("n = read()  # type: str", "5", "'5'"),
        ("n, m = 8, 'x'", "5", "5"),
    ],
)
def test_text_becomes_what_stands_in_the_notebook(stands, given, becomes):
    assert in_code(parameters_in(stands, "a.ipynb")["n"], given) == becomes


@pytest.mark.parametrize(
    ("stands", "given", "said"),
    [
        ("n = 8", "five", "n is a whole number in the notebook (8); got 'five'."),
        ("n = 8", "5.5", "n is a whole number in the notebook (8); got '5.5'."),
        ("n = 0.5", "nan", "n is a number in the notebook (0.5); got 'nan'."),
        ("n = True", "maybe", "n is true or false in the notebook (True); got 'maybe'."),
        ("n = {}", "['a']", "n is a dict such as {'bus': 'bus OR tram'} in the notebook ({}); got '['a']'."),
        ("n = []", "a, b", "n is a list such as ['bus', 'tram'] in the notebook ([]); got 'a, b'."),
        ("n: int | None = 8", "x", "n is None or a whole number in the notebook (8); got 'x'."),
        (
            "n = read(1)",
            "5",
            "n cannot be set from outside: its type cannot be told from what stands in the notebook. "
            "Write the type beside it, as in `n: str = read(1)`.",
        ),
        ("n = 8", object, "n cannot be given to a notebook as <class 'object'>: give text, a number, or a list or dict of these."),
    ],
)  # fmt: skip
def test_what_is_nothing_of_the_kind_is_refused(stands, given, said):
    with pytest.raises(UnknownValue) as error:
        in_code(parameters_in(stands, "a.ipynb")["n"], given)
    assert str(error.value) == said


def test_what_was_made_from_a_parameter_is_made_again():
    source = "year = 2031\npath = f'{year}.csv'\nboth = [path]\nother = 1\npath2 = both[0]"
    assert set_again(source, ["year"], "a.ipynb") == [
        "path = f'{year}.csv'",
        "both = [path]",
        "path2 = both[0]",
    ]
    assert set_again("year = 1\npath = str(year)", ["year", "path"], "a.ipynb") == []


def test_the_cell_that_sets_comes_after_the_parameters_and_after_papermills(write):
    path = write("n = 8\ntext: str = 'x'", "n = 9", "print(n)")
    notebook = load_notebook(path)
    notebook.cells[2].metadata["tags"] = ["injected-parameters"]
    taken = give(Book.of(path, notebook), {"n": "5", "text": "y", "other": 1})
    assert notebook.cells[3].source == "n = 5\ntext = 'y'"
    assert taken == {"n": 5, "text": "y"}


def test_a_part_that_needs_an_empty_parameter_is_left_out(write):
    path = write("queries = {'a': 'b'}", "queries['a']")
    notebook = load_notebook(path)
    notebook.cells[2].metadata["tags"] = ["needs queries"]
    give(Book.of(path, notebook), {"queries": "{}"})
    assert [cell.source for cell in notebook.cells[3:]] == [
        "*This part needs `queries`, which is empty, so it is left out.*"
    ]


def test_two_cells_of_parameters_are_one_too_many(write):
    path = write("n = 8", "m = 9")
    notebook = load_notebook(path)
    notebook.cells[2].metadata["tags"] = ["parameters"]
    with pytest.raises(NotebookFailed, match=r"a\.ipynb has 2 cells tagged `parameters`"):
        Book.of(path, notebook)


def test_parameters_that_are_no_python_are_named(write):
    with pytest.raises(NotebookFailed, match=r"parameters cell of a\.ipynb is not valid Python"):
        book_of(write("n = = 8"))


def test_articles_need_a_notebook_that_takes_them(write):
    books = [book_of(write("path = 'x'\nn = 1"))]
    with pytest.raises(UnknownValue) as error:
        require_taken(books, {}, articles=True)
    assert str(error.value) == (
        "a.ipynb cannot use other articles: no cell tagged `parameters` sets articles_path. There are "
        "the parameters n and path: use --set if one of them names the articles."
    )
    untagged = [book_of(write("articles_path = 'x'", tags=()))]
    with pytest.raises(UnknownValue, match="Tag the cell that names the articles, and call its"):
        require_taken(untagged, {}, articles=True)


@pytest.mark.parametrize(
    "stands",
    [
        "articles_path: str = 'x'",
        "articles_path, n = 'x', 1",
        "articles_path = os.path.join('a', 'b')",
    ],
)
def test_articles_reach_a_notebook_however_it_names_them(write, stands, tmp_path):
    book = book_of(write(stands))
    give(book, {}, str(tmp_path / "news"))
    assert book.notebook.cells[2].source == "articles_path = 'news'"


def test_an_unknown_parameter_is_refused_with_the_nearest_before_anything_runs(
    write, tmp_path, capsys
):
    path = write("subject = 'tram'", "raise SystemExit")
    options = ["--set", "subjet=bus", "--out", str(tmp_path / "out")]
    assert main(["report", str(path), *options]) == 2
    said = capsys.readouterr().err
    assert "There is no parameter 'subjet' in a.ipynb. Did you mean 'subject'?" in said
    assert not (tmp_path / "out").exists()
    assert main(["report", str(path), "--set", "subject"]) == 2
    assert "Expected NAME=VALUE; got 'subject'." in capsys.readouterr().err


def test_the_command_says_which_notebooks_took_a_parameter(write, tmp_path, capsys):
    books = [
        write("n: int = 8\nsubject = 'x'", "print('n is', n + 1)", name="a.ipynb"),
        write("subject, other = 'x', 1", "print('for', subject)", name="b.ipynb"),
    ]
    options = ["--set", "n=5", "--set", "subject=toll*", "--out", str(tmp_path)]
    assert main(["report", *map(str, books), *options]) == 0
    said = capsys.readouterr().out
    assert "n: taken by a.\nsubject: taken by a and b.\n" in said
    assert "n is 6" in (tmp_path / "a.html").read_text("utf-8")
    assert "for toll*" in (tmp_path / "b.html").read_text("utf-8")


def test_each_value_has_a_page_and_there_is_an_index(write, tmp_path, capsys):
    path = write("outlet = None", "print('outlet:', outlet)")
    values = ["gull.example", "heron.example", "The Post", "a/b", "5"]
    given = ["--each", f"outlet={','.join(values)}", "--out", str(tmp_path / "out")]
    assert main(["report", str(path), *given]) == 0
    assert "Wrote 6 pages." in capsys.readouterr().out
    files = sorted(file.name for file in (tmp_path / "out").glob("*.html"))
    assert files == [
        "a-5.html",
        "a-The-Post.html",
        "a-a-b.html",
        "a-gull.example.html",
        "a-heron.example.html",
        "index.html",
    ]
    index = (tmp_path / "out" / "index.html").read_text("utf-8")
    assert re.findall(r"<h2><a href=\"[^\"]*\">([^<]*)</a></h2>", index) == [
        f"Trams · outlet: {value}" for value in values
    ]
    page = (tmp_path / "out" / "a-The-Post.html").read_text("utf-8")
    assert "outlet: The Post</p>" in page
    with_comma = ["--each", 'outlet=["bus, tram", 5]', "--out", str(tmp_path / "two")]
    assert main(["report", str(path), *with_comma]) == 0
    assert (tmp_path / "two" / "a-bus-tram.html").exists()
    assert main(["report", str(path), "--each", "outlets=a,b"]) == 2
