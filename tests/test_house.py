"""The house rules that no linter knows: sizes, names, and what the files of a release hold."""

from __future__ import annotations

import ast
import json
import re
import subprocess
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
        if (n := code_lines(node, source)) > LONG.get(node.name, 65)
    }
    assert too_long == {}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.name)
def test_notebooks_are_small_complete_and_tell_nothing_of_the_machine(path):
    text = path.read_text(encoding="utf-8")
    book = json.loads(text)
    code = [cell for cell in book["cells"] if cell["cell_type"] == "code"]
    assert len(text.encode()) < 300_000
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
