"""Many files are read in several processes: the same rows in the same order, whatever happens."""

from __future__ import annotations

import io
import shutil
import subprocess

import pandas as pd
import pytest

from mediakit import read_articles
from mediakit.readers import several
from mediakit.readers.several import HowToRead, parse_files


@pytest.fixture
def folder(tmp_path):
    for number in range(12):
        lines = f"Title {number}\n203103{number + 1:02}\nhttps://post.example/{number}\nSnow.\n"
        tmp_path.joinpath(f"{number:02}.txt").write_text(lines)
    tmp_path.joinpath("bad.jsonl").write_text('{"title": \n')
    return tmp_path


@pytest.fixture
def apart(monkeypatch):
    monkeypatch.setattr(several, "_SECONDS", -1.0)
    monkeypatch.setattr(several, "_MORE_SECONDS", -1.0)
    monkeypatch.setattr(several, "thread_count", lambda: 2)


@pytest.mark.filterwarnings("ignore")
def test_rows_and_ledger_are_those_of_one_process(folder, apart, monkeypatch):
    articles, ledger = read_articles(folder, return_ledger=True)
    monkeypatch.undo()
    alone, ledger_alone = read_articles(folder, return_ledger=True)
    pd.testing.assert_frame_equal(articles, alone)
    pd.testing.assert_frame_equal(
        ledger.drop(columns="seconds"),
        ledger_alone.drop(columns="seconds"),
    )
    assert len(articles) == 12


def test_a_file_that_ends_its_process_is_named_and_the_others_are_read(folder, apart, monkeypatch):
    paths = sorted(folder.glob("*.txt"))

    def started(self):
        """Start a process that ends when it comes to 04.txt."""
        asked = self.paths
        names = [path.name for path in asked]
        if "04.txt" in names:
            self.paths = asked[: names.index("04.txt")]
        is_ready = start(self)
        self.paths = asked
        return is_ready

    start = several._Worker._start
    monkeypatch.setattr(several._Worker, "_start", started)
    held = list(parse_files(paths, HowToRead()))
    assert [one.source for [one] in held] == [str(path) for path in paths]
    reasons = {one.source: one.rejected for [one] in held if one.rejected}
    assert list(reasons) == [str(folder / "04.txt")]
    assert "the process that read it was ended" in reasons[str(folder / "04.txt")][0]


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_terminal_shows_how_far_it_is_and_nothing_stays(folder, monkeypatch):
    monkeypatch.setattr(several, "_SECONDS", -9.0)
    monkeypatch.setattr(several, "_MORE_SECONDS", 1e9)
    monkeypatch.setattr(several, "_BETWEEN", 0.0)
    terminal = Terminal()
    monkeypatch.setattr(several.sys, "stderr", terminal)
    list(parse_files(sorted(folder.glob("*.txt")), HowToRead()))
    shown = terminal.getvalue()
    assert "12 of 12 files read" in shown
    assert shown.endswith("\r" + " " * len("12 of 12 files read") + "\r")


def test_a_page_of_output_shows_nothing(folder, monkeypatch, capsys):
    monkeypatch.setattr(several, "_SECONDS", -9.0)
    monkeypatch.setattr(several, "_MORE_SECONDS", 1e9)
    list(parse_files(sorted(folder.glob("*.txt")), HowToRead()))
    assert capsys.readouterr() == ("", "")


def test_no_process_is_left_behind(folder, apart, monkeypatch):
    started = []

    class Noted(subprocess.Popen):
        def __init__(self, *given, **options):
            super().__init__(*given, **options)
            started.append(self)

    monkeypatch.setattr(several.subprocess, "Popen", Noted)
    held = parse_files(sorted(folder.glob("*.txt")), HowToRead())
    for _ in range(3):
        next(held)
    held.close()
    assert len(started) == 2
    assert all(process.returncode is not None for process in started)


def test_if_no_process_can_be_started_this_one_reads_on(folder, apart, monkeypatch):
    monkeypatch.setattr(several.sys, "executable", shutil.which("false"))
    held = list(parse_files(sorted(folder.glob("*.txt")), HowToRead()))
    assert [len(one.records) for [one] in held] == [1] * 12
