"""Ways to break a run, each with what has to be said and the exit status that it has to end in."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from nbformat import v4, write

MARK = "MEDIAKIT_BROKEN_RUN"  # in the environment of each process of a run
LONGEST = 600  # characters that may be said
BESIDE = {"manifest.json", "articles.csv"}  # what stands beside every whole page


@dataclass(frozen=True)
class Way:
    """A way to break a run.

    `build` makes what is needed in a folder and returns the arguments of the command; `meanwhile` acts
    while it runs.
    """

    name: str
    status: int
    said: str
    build: Callable[[Path], list[str]]
    meanwhile: Callable[[Path, subprocess.Popen[str]], None] | None = None
    shell: str = "{command}"
    pages: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ended:
    """How a run ended."""

    status: int
    said: str
    pages: tuple[str, ...]
    n_left: int
    seconds: float


def book(folder: Path, *cells: str, name: str = "a", **metadata: object) -> Path:
    """Write a notebook of a cell of parameters and the cells given."""
    made = v4.new_notebook(cells=[v4.new_markdown_cell("# Trams")], metadata=metadata)
    first = 'articles_path = "news"\nsubject = "tram"\nn = 8'
    made.cells.append(v4.new_code_cell(first, metadata={"tags": ["parameters"]}))
    made.cells += [v4.new_code_cell(cell) for cell in cells]
    write(made, folder / f"{name}.ipynb")
    return folder / f"{name}.ipynb"


def run(way: Way, folder: Path) -> Ended:
    """Break a run in this way and return how it ended."""
    mark = uuid4().hex
    environment = os.environ | {MARK: mark, "JUPYTER_PATH": str(folder / "jupyter")}
    arguments = way.build(folder)
    command = [sys.executable, "-m", "mediakit", *arguments]
    if arguments[0] == "report":
        command += ["--out", str(folder / "out")] * ("--out" not in arguments)
    quoted = " ".join(f"'{part}'" for part in command)
    began = time.monotonic()
    shell = way.shell.format(command=quoted)
    if way.shell == "{command}":
        shell = f"exec {shell}"
    process = subprocess.Popen(
        ["bash", "-c", shell],
        cwd=folder, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        start_new_session=True, preexec_fn=_hear_interrupts,
    )  # fmt: skip
    try:
        if way.meanwhile is not None:
            way.meanwhile(folder, process)
        printed = process.communicate(timeout=120)[0]
    except BaseException:
        os.killpg(process.pid, signal.SIGKILL)
        raise
    seconds = time.monotonic() - began
    pages = left_in(folder / "out", way.pages)
    left = wait_for_none(mark)
    return Ended(process.returncode, without_bars(printed), pages, left, seconds)


def _hear_interrupts() -> None:
    """Let Ctrl-C reach the run, though the tests themselves may be run in the background of a shell."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def left_in(out: Path, expected: tuple[str, ...]) -> tuple[str, ...]:
    """Return the files in a folder, as soon as they are those expected, of another run perhaps."""
    for _ in range(200):
        found = ()
        if out.is_dir():
            names = [path.name for path in out.iterdir()]
            found = tuple(sorted(name for name in names if name not in BESIDE))
        if found == expected:
            break
        time.sleep(0.1)
    return found


def without_bars(printed: str) -> str:
    """Return what was said, without the bar that shows progress."""
    lines = [line.rsplit("\r", 1)[-1] for line in printed.splitlines()]
    return "\n".join(line for line in lines if line.strip() and "%" not in line[:60])


def wait_for_none(mark: str) -> int:
    """Return how many processes of a run are left, after a while for them to end."""
    for _ in range(40):
        n_left = len(processes_of(mark))
        if not n_left:
            return 0
        time.sleep(0.1)
    return n_left


def processes_of(mark: str) -> list[int]:
    """Return the processes that have the mark of a run in their environment."""
    found = []
    for path in Path("/proc").glob("[0-9]*/environ"):
        try:
            if f"{MARK}={mark}".encode() in path.read_bytes().split(b"\0"):
                found.append(int(path.parent.name))
        except OSError:
            continue
    return found


def report(
    *cells: str, options: tuple[str, ...] = (), **metadata: object
) -> Callable[[Path], list[str]]:
    """Build a report of a notebook with these cells."""
    return lambda folder: ["report", str(book(folder, *cells, **metadata)), *options]


def file(content: bytes, name: str = "a.ipynb", *options: str) -> Callable[[Path], list[str]]:
    """Build a report of a notebook that is this file."""

    def built(folder: Path) -> list[str]:
        (folder / name).write_bytes(content)
        return ["report", str(folder / name), *options]

    return built


def kernelspec(name: str, **spec: object) -> Callable[[Path], list[str]]:
    """Build a report of a notebook whose kernel is this."""

    def built(folder: Path) -> list[str]:
        place = folder / "jupyter" / "kernels" / name
        place.mkdir(parents=True)
        (place / "kernel.json").write_text(
            json.dumps({"display_name": name, "language": "python"} | spec)
        )
        return ["report", str(book(folder, "1", kernelspec={"name": name, "display_name": name}))]

    return built


def checked(*cells: str, options: tuple[str, ...] = ()) -> Callable[[Path], list[str]]:
    """Build a check of a notebook whose cells were run once."""

    def built(folder: Path) -> list[str]:
        path = book(folder, *cells)
        content = json.loads(path.read_text())
        for n, cell in enumerate(cell for cell in content["cells"] if cell["cell_type"] == "code"):
            cell["execution_count"] = n + 1
        path.write_text(json.dumps(content))
        return ["check", str(path), *options]

    return built


def when_it_runs(
    number: signal.Signals, *, all_of_it: bool = False
) -> Callable[[Path, subprocess.Popen[str]], None]:
    """Send a signal as soon as the notebook has begun: to the command, or to all that a terminal would."""

    def send(folder: Path, process: subprocess.Popen[str]) -> None:
        for _ in range(600):
            if (folder / "begun").exists():
                break
            time.sleep(0.1)
        time.sleep(0.3)
        if all_of_it:
            os.killpg(process.pid, number)
        else:
            process.send_signal(number)

    return send


def two_books(folder: Path) -> list[str]:
    book(folder, BEGUN + "time.sleep(8)", name="first")
    return ["report", str(book(folder, "1"))]


#: Start a run that writes into the folder, and then another one.
AFTER_ANOTHER = (
    f"'{sys.executable}' -m mediakit report first.ipynb --out out >/dev/null 2>&1 & "
    "while [ ! -e begun ]; do sleep 0.1; done; {command}"
)


def fifo(folder: Path) -> list[str]:
    os.mkfifo(folder / "a.ipynb")
    return ["report", str(folder / "a.ipynb")]


def out_is_a_file(folder: Path) -> list[str]:
    (folder / "file").touch()
    return ["report", str(book(folder, "1")), "--out", str(folder / "file")]


def out_below_a_file(folder: Path) -> list[str]:
    (folder / "file").touch()
    return ["report", str(book(folder, "1")), "--out", str(folder / "file" / "out")]


def page_is_a_folder(folder: Path) -> list[str]:
    (folder / "out" / "a.html").mkdir(parents=True)
    return ["report", str(book(folder, "1"))]


def broken_project(folder: Path) -> list[str]:
    (folder / "project.toml").write_text('title = "Trams')
    return ["report", str(book(folder, "raise SystemExit"))]


BEGUN = "import pathlib, time\npathlib.Path('begun').touch()\n"
ENDLESS = BEGUN + "while True: time.sleep(0.1)"
STUBBORN = (
    BEGUN
    + "while True:\n    try:\n        time.sleep(60)\n    except KeyboardInterrupt:\n        pass"
)
TAGS = json.dumps(
    {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [
        {"cell_type": "code", "id": "a", "metadata": {"tags": "parameters"}, "source": "", "outputs": [], "execution_count": None}
    ]}
)  # fmt: skip

WAYS = [
    Way("a kernel that is not here", 1, "asks for the kernel 'conda-env-news-py', which is not on this machine", report("1", kernelspec={"name": "conda-env-news-py", "display_name": "n"})),
    Way("a kernel of another language", 1, "a.ipynb runs in R; only Python can be run", kernelspec("ir", language="R", argv=["R"])),
    Way("a kernel whose program is gone", 1, "the kernel 'gone' cannot be started", kernelspec("gone", argv=["/no/such/python", "{connection_file}"])),
    Way("a kernel that ends as it starts", 1, "the kernel 'short' cannot be started", kernelspec("short", argv=["false", "{connection_file}"])),
    Way("a cell that never ends", 1, "cell 2, under “Trams” ran for more than 3 seconds and was stopped", report(ENDLESS, options=("--cell-seconds", "3"))),
    Way("a cell that never ends and takes no interrupt", 1, "cell 2, under “Trams” ran for more than 3 seconds and was stopped", report(STUBBORN, options=("--cell-seconds", "3"))),
    Way("a check of a cell that never ends", 1, "Cell 2, under “Trams”: it ran for more than 3 seconds, and was stopped", checked(ENDLESS, options=("--cell-seconds", "3"))),
    Way("a check of a cell that takes no interrupt", 1, "Cell 2, under “Trams”: it ran for more than 3 seconds, and was stopped", checked(STUBBORN, options=("--cell-seconds", "3"))),
    Way("a megabyte of output", 0, "Wrote 1 page", report("print('tram ' * 1_000_000)"), pages=("a.html",)),
    Way("a check of a megabyte of output", 1, "Cell 2, under “Trams”", checked("print('tram ' * 1_000_000)")),
    Way("input()", 1, "cell 2, under “Trams” waits for input from the keyboard", report("input('name: ')")),
    Way("a password that is asked for", 1, "cell 2, under “Trams” waits for input from the keyboard", report("import getpass\ngetpass.getpass()")),
    Way("a breakpoint that was forgotten", 1, "cell 2, under “Trams” waits for input from the keyboard", report("import pdb\npdb.set_trace()")),
    Way("Ctrl-C half way", 130, "Stopped. Nothing was written.", report(ENDLESS), when_it_runs(signal.SIGINT, all_of_it=True)),
    Way("Ctrl-C in a cell that takes no interrupt", 130, "Stopped. Nothing was written.", report(STUBBORN), when_it_runs(signal.SIGINT)),
    Way("told to end half way", 130, "Stopped. Nothing was written.", report(ENDLESS), when_it_runs(signal.SIGTERM)),
    Way("killed half way", -9, "", report(ENDLESS), when_it_runs(signal.SIGKILL)),
    Way("Ctrl-C in a check", 130, "Stopped. Nothing was written.", checked(ENDLESS), when_it_runs(signal.SIGINT, all_of_it=True)),
    Way("a check told to end", 130, "Stopped. Nothing was written.", checked(STUBBORN), when_it_runs(signal.SIGTERM)),
    Way("two runs into one folder", 1, "Another run is writing to", two_books, shell=AFTER_ANOTHER, pages=("first.html",)),
    Way("a folder that cannot be written", 1, "cannot be written", report("1", options=("--out", "/proc/mediakit"))),
    Way("a folder that is a file", 1, "cannot be written", out_is_a_file),
    Way("a folder below a file", 1, "cannot be written: Not a directory", out_below_a_file),
    Way("a page that is a folder", 1, "is a folder, where a file of the report has to be", page_is_a_folder, pages=("a.html",)),
    Way("a disk that is full", 1, "cannot be written: File too large", report("print('tram ' * 3_000)"), shell="ulimit -f 16; exec {command}"),
    Way("a notebook that is a list", 1, "a.ipynb is not a notebook: its JSON is a list or a single value", file(b"[1, 2]")),
    Way("a notebook that is text", 1, "a.ipynb is not a notebook: it is not valid JSON", file(b"tram")),
    Way("a notebook that is empty", 1, "a.ipynb is not a notebook: it is not valid JSON", file(b"")),
    Way("a notebook of bytes", 1, "a.ipynb is not a notebook: it is not UTF-8", file(b"\xff\xfe\x00")),
    Way("a notebook of a later format", 1, "its format is 99", file(b'{"nbformat": 99, "nbformat_minor": 0, "cells": [], "metadata": {}}')),
    Way("a notebook without cells", 1, "a.ipynb is not a valid notebook", file(b'{"nbformat": 4, "nbformat_minor": 5, "metadata": {}}')),
    Way("tags that are text", 1, "a.ipynb is not a valid notebook", file(TAGS.encode())),
    Way("100,000 brackets", 1, "a.ipynb is not a notebook: it is nested too deeply", file(b"[" * 100_000)),
    Way("a pipe", 1, "a.ipynb is not a notebook: it is no file", fifo),
    Way("no notebook at all", 2, "There is no notebook in", lambda folder: ["report", str(folder)]),
    Way("a cell with an error", 1, "stopped in cell 2, under “Trams”, with an error: ZeroDivisionError", report("1 / 0")),
    Way("a cell that is no Python", 1, "stopped in cell 2, under “Trams”, with an error: SyntaxError", report("1 /")),
    Way("an error of a megabyte", 1, "stopped in cell 2, under “Trams”, with an error: ValueError: tram", report("raise ValueError('tram ' * 200_000)")),
    Way("a kernel that ends itself", 1, "the kernel died in cell 2, under “Trams”", report("import os\nos._exit(1)")),
    Way("a kernel that is killed, as for lack of memory", 1, "the kernel died in cell 2, under “Trams”", report("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)")),
    Way("a program that the notebook leaves running", 0, "Wrote 1 page", report("import subprocess\np = subprocess.Popen(['sleep', '300'])"), pages=("a.html",)),
    Way("half a character", 0, "Wrote 1 page", report("print('\\ud83d')\n'tram \\ud83d'"), pages=("a.html",)),
    Way("parameters that are no Python", 1, "The parameters cell of a.ipynb is not valid Python", lambda folder: ["report", str(_with_parameters(folder, "n = = 8")), "--set", "n=5"]),
    Way("a parameter that is misspelt", 2, "There is no parameter 'subjet' in a.ipynb. Did you mean 'subject'?", report("1", options=("--set", "subjet=bus"))),
    Way("a parameter of another type", 2, "n is a whole number in the notebook (8); got 'many'", report("1", options=("--set", "n=many"))),
    Way("articles that are not there", 2, "no-such-folder", report("import mediakit as mk\nmk.read_articles(articles_path)", options=("--articles", "no-such-folder"))),
    Way("a project file that is no TOML", 2, "project.toml is not valid TOML", broken_project),
]  # fmt: skip


def _with_parameters(folder: Path, source: str) -> Path:
    path = book(folder, "1")
    content = json.loads(path.read_text())
    content["cells"][1]["source"] = source
    path.write_text(json.dumps(content))
    return path


def faults_of(way: Way, ended: Ended) -> list[str]:
    """Return what is wrong with the way in which a run ended; nothing if it ended well."""
    faults = []
    if ended.status != way.status:
        faults.append(f"status {ended.status}, not {way.status}")
    if way.said not in ended.said:
        faults.append(f"it does not say “{way.said}”")
    if "Traceback" in ended.said or len(ended.said) > LONGEST:
        faults.append(f"{len(ended.said):,} characters are said")
    if ended.pages != way.pages and way.status != -signal.SIGKILL:
        faults.append(f"left in the folder: {ended.pages}")
    if ended.n_left:
        faults.append(f"{ended.n_left} processes are left")
    return faults
