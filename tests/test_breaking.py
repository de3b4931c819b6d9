"""A broken run ends in a sentence and the right status; nothing is half written, no process is left."""

from __future__ import annotations

import pytest
from broken import WAYS, faults_of, run

from mediakit.errors import NotebookFailed
from mediakit.reporting.books import load_notebook

#: The others are run by `python benchmarks/breaking.py`.
TESTED = [
    "a kernel that is not here",
    "a kernel that ends as it starts",
    "a cell that never ends and takes no interrupt",
    "a check of a cell that never ends",
    "a megabyte of output",
    "input()",
    "Ctrl-C half way",
    "a check told to end",
    "two runs into one folder",
    "a folder below a file",
    "a disk that is full",
    "a kernel that is killed, as for lack of memory",
    "a program that the notebook leaves running",
    "half a character",
]


@pytest.mark.parametrize(
    "way", [way for way in WAYS if way.name in TESTED], ids=lambda way: way.name
)
def test_a_broken_run_ends_in_a_sentence(way, tmp_path):
    ended = run(way, tmp_path)
    assert faults_of(way, ended) == [], ended.said


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"[1, 2]", "a.ipynb is not a notebook: its JSON is a list or a single value."),
        (b"null", "a.ipynb is not a notebook: its JSON is a list or a single value."),
        (b"tram", "a.ipynb is not a notebook: it is not valid JSON."),
        (b"", "a.ipynb is not a notebook: it is not valid JSON."),
        (b"\xff", "a.ipynb is not a notebook: it is not UTF-8."),
        (b"{}", "a.ipynb is not a notebook: its JSON has no nbformat, which each notebook has."),
        (b"[" * 100_000, "a.ipynb is not a notebook: it is nested too deeply."),
        (
            b'{"nbformat": 99}',
            "a.ipynb is not a notebook: its format is 99, and the newest that is known here is 4.",
        ),
        (
            b'{"nbformat": 2}',
            "a.ipynb is not a notebook: its format is 2; open it in Jupyter and save it.",
        ),
    ],
)
def test_what_is_no_notebook_says_why(content, said, tmp_path):
    path = tmp_path / "a.ipynb"
    path.write_bytes(content)
    with pytest.raises(NotebookFailed) as error:
        load_notebook(path)
    assert str(error.value) == said


@pytest.mark.parametrize("cells", ["null", "[1]", '{"a": 1}', '[{"cell_type": "code"}]'])
def test_a_notebook_with_other_things_for_cells_is_not_valid(cells, tmp_path):
    path = tmp_path / "a.ipynb"
    path.write_text(f'{{"nbformat": 4, "nbformat_minor": 5, "metadata": {{}}, "cells": {cells}}}')
    with pytest.raises(NotebookFailed, match=r"^a\.ipynb is not a valid notebook"):
        load_notebook(path)
