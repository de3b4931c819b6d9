"""The house rules that no linter knows: sizes, names, and what the files of a release hold."""

from __future__ import annotations

import ast
import io
import json
import re
import subprocess
import tokenize
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted((ROOT / "mediakit").rglob("*.py"))
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def code_lines(node: ast.AST, source: list[str]) -> int:
    """Count the lines of a node without docstrings, comments and blank lines."""
    documented: set[int] = set()
    for part in ast.walk(node):
        body = getattr(part, "body", None)
        if (
            isinstance(body, list)
            and body
            and isinstance(body[0], ast.Expr)
            and isinstance(body[0].value, ast.Constant)
        ):
            documented.update(range(body[0].lineno, (body[0].end_lineno or 0) + 1))
    first, last = getattr(node, "lineno", 1), getattr(node, "end_lineno", len(source))
    lines = ((number, source[number - 1].strip()) for number in range(first, last + 1))
    return sum(
        1
        for number, line in lines
        if line and not line.startswith("#") and number not in documented
    )


#: One loop over bytes: with the reading of a word in a function of its own it took a quarter longer.
LONG = {"_walk_texts": 100}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_modules_and_functions_stay_small(path):
    source = path.read_text(encoding="utf-8").split("\n")
    tree = ast.parse("\n".join(source))
    assert code_lines(tree, source) <= 250
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    too_long = {
        node.name: n
        for node in functions
        if (n := code_lines(node, source)) > LONG.get(node.name, 40)
    }
    assert too_long == {}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_notebooks_are_small_complete_and_tell_nothing_of_the_machine(path):
    text = path.read_text(encoding="utf-8")
    book = json.loads(text)
    code = [cell for cell in book["cells"] if cell["cell_type"] == "code"]
    assert len(text.encode()) < 400_000  # pictures at twice the pixels
    assert [cell["execution_count"] for cell in code] == list(range(1, len(code) + 1))
    assert "parameters" in code[0]["metadata"]["tags"]
    assert "articles_path" in "".join(code[0]["source"])
    assert not [
        output for cell in code for output in cell["outputs"] if output.get("name") == "stderr"
    ]
    assert not re.search(r"/(home|root|Users)/|C:\\\\Users", text)
    assert not [
        line for cell in code for line in cell["source"] if re.match(r"\s*(def|class) ", line)
    ]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_the_words_of_a_notebook_hold_for_any_archive(path):
    book = json.loads(path.read_text(encoding="utf-8"))
    cells = [
        "".join(cell["source"])
        for cell in book["cells"]
        if "parameters" not in cell["metadata"].get("tags", [])
    ]
    text = "\n".join(cells)
    named = [file.name for file in (ROOT / "notebooks" / "archive").iterdir()]
    named += [
        "post.example",
        "invented",
        "Corvane",
    ]  # what only the articles that come with it have
    assert [name for name in named if name in text] == []


def imports_of(path):
    """Return the modules of the package that a module imports, for type checking and inside functions too."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("mediakit"):
            found.add(node.module)
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names if alias.name.startswith("mediakit")}
    return found


def import_graph():
    names = {}
    for path in MODULES:
        parts = path.relative_to(ROOT).with_suffix("").parts
        names[".".join(part for part in parts if part != "__init__")] = path
    return {name: imports_of(path) & (set(names) - {name}) for name, path in names.items()}


def cycles(graph):
    """Return the modules that lie on a circle of imports: what is left when leaves are taken away from both sides."""
    left = {name: set(targets) for name, targets in graph.items()}
    while True:
        used = set().union(*left.values()) if left else set()
        ends = {name for name, targets in left.items() if not targets or name not in used}
        if not ends:
            return sorted(left)
        left = {name: targets - ends for name, targets in left.items() if name not in ends}


def test_no_module_imports_itself_by_way_of_others():
    assert cycles(import_graph()) == []


def test_a_circle_of_imports_is_found_and_a_chain_is_none():
    assert cycles({"a": {"b"}, "b": {"c"}, "c": set()}) == []
    assert cycles({"a": {"b"}, "b": {"a"}, "c": {"a"}, "d": set()}) == ["a", "b"]


def tokens_of(source):
    """Return the lines that code tokens begin on, a number a token; docstrings do not count."""
    documented = set()
    tree = ast.parse(source)
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        first = body[0] if isinstance(body, list) and body else None
        if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
            documented.update(range(first.lineno, first.end_lineno + 1))
    empty = (
        tokenize.COMMENT,
        tokenize.NL,
        tokenize.NEWLINE,
        tokenize.INDENT,
        tokenize.DEDENT,
        tokenize.ENDMARKER,
    )
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    lines = [token.start[0] for token in tokens if token.type not in empty]
    return [line for line in lines if line not in documented]


def test_code_is_as_dense_as_that_of_model_codebases_and_no_denser():
    n_tokens = n_lines = n_conditional = 0
    for path in MODULES:
        source = path.read_text(encoding="utf-8")
        lines = tokens_of(source)
        n_tokens += len(lines)
        n_lines += len(set(lines))
        n_conditional += sum(isinstance(node, ast.IfExp) for node in ast.walk(ast.parse(source)))
    assert n_tokens <= 8.5 * n_lines
    assert 1000 * n_conditional <= 15 * n_lines


def test_a_tree_without_docstrings_is_counted_line_by_line():
    source = ['"""Doc."""', "# why", "", "x = 1", "def f():", '    """Doc."""', "    return 1"]
    assert code_lines(ast.parse("\n".join(source)), source) == 3


def test_no_file_names_a_package_index():
    files = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    settings = [
        ROOT / name
        for name in files
        if name.endswith((".toml", ".txt", ".cfg", ".lock")) or name == "Makefile"
    ]
    assert settings
    named = [
        path.name
        for path in settings
        if re.search(r"index-url|extra-index|find-links", path.read_text("utf-8"))
    ]
    assert named == []


def test_the_wheel_brings_the_demo_articles_and_the_notebooks():
    pyproject = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert '"seeds" = "mediakit/seeds"' in pyproject
    assert '"notebooks" = "mediakit/notebooks"' in pyproject
