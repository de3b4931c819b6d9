"""Coding by hand in JupyterLab, in a real browser: click, key, reload, restart, resume."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from importlib.util import find_spec

import pandas as pd
import pytest

import mediakit as mk

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
MISSING = [name for name in ("playwright", "anywidget", "jupyterlab") if find_spec(name) is None]
if CHROMIUM is None:
    MISSING.append("chromium")
pytestmark = pytest.mark.skipif(
    bool(MISSING),
    reason=f"THE CODING VIEW IS NOT TESTED IN A BROWSER: {', '.join(MISSING)} is not installed",
)

# Nothing of the browser asks another host.
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
TOKEN = "invented"
CELL = """\
import os, pandas as pd, mediakit as mk
print("kernel", os.getpid())
articles = pd.read_parquet("articles.parquet")
sample = mk.draw_coding_sample(articles, {"ice": "It freezes.", "snow": "It snows."}, n=100)
mk.code_articles(sample, coder="Kim", path="codes")
"""


def book():
    cell = {"cell_type": "code", "id": "one", "metadata": {}, "source": CELL, "outputs": []}
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    return {
        "cells": [cell | {"execution_count": None}],
        "metadata": kernel,
        "nbformat": 4,
        "nbformat_minor": 5,
    }


@pytest.fixture
def folder(make_articles, tmp_path):
    """A hundred articles, of which each would run a script if it were shown as HTML."""
    attack = "<img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script>"
    rows = [
        {"outlet": "Gull", "title": f"<b>Ice {number}</b>", "text": f"{attack}\nIce came {number}."}
        for number in range(100)
    ]
    make_articles(rows).to_parquet(tmp_path / "articles.parquet")
    (tmp_path / "code.ipynb").write_text(json.dumps(book()))
    return tmp_path


@pytest.fixture
def lab(folder):
    """The address of a JupyterLab that works in the folder."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    own = {name: str(folder / ".own" / name) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR")}
    settings = {
        "ServerApp.ip": "127.0.0.1",
        "ServerApp.port": port,
        "ServerApp.root_dir": folder,
        "IdentityProvider.token": TOKEN,
        "LabApp.check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
        "LabApp.news_url": "",
        "LabApp.workspaces_dir": folder / ".own" / "workspaces",
        "LabApp.user_settings_dir": folder / ".own" / "settings",
    }
    options = [f"--{name}={value}" for name, value in settings.items()]
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", *options]
    address = f"http://127.0.0.1:{port}"
    with (folder / "lab.log").open("w") as log:
        server = subprocess.Popen(command, env=os.environ | own, stdout=log, stderr=log)
        try:
            wait_for(lambda: ask(f"{address}/api/status"), 60)
            yield address
        finally:
            server.terminate()
            server.wait(30)


def ask(address, method="GET"):
    """Return what the server answers; nothing if it does not listen yet."""
    request = urllib.request.Request(
        address, method=method, headers={"Authorization": f"token {TOKEN}"}
    )
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.load(answer)
    except OSError:
        return None


def wait_for(found, seconds=30.0):
    """Return what is found, as soon as it is."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        value = found()
        if value:
            return value
        time.sleep(0.1)
    raise AssertionError("waited in vain")


def codes(folder):
    """Return the coder's file, in the order in which it is coded."""
    path = folder / "codes" / "coding-Kim.csv"
    if not path.exists():
        return pd.DataFrame({"ice": [], "snow": []})
    return pd.read_csv(path, dtype=str, keep_default_na=False)


@pytest.fixture
def page(lab):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        page = browser.new_page(viewport={"width": 1300, "height": 1000})
        page.set_default_timeout(20_000)
        yield page
        browser.close()


def run_cell(page, before=""):
    """Run the cell in a kernel that is not the one before, and return what tells kernels apart."""
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()
    page.locator(".jp-Notebook .cm-content").first.click()
    page.keyboard.press("Control+Enter")
    said = page.locator(".jp-Notebook .jp-OutputArea")
    wait_for(lambda: kernel_of(said.inner_text()) not in ("", before))
    page.locator(".mediakit-coding .head").wait_for()
    return kernel_of(said.inner_text())


def kernel_of(output):
    """Return what tells kernels apart, once the cell has printed it."""
    found = re.search(r"kernel (\d+)\s", output)
    return found[1] if found else ""


def shows(page, text):
    """Wait until the view says so."""
    page.locator(".mediakit-coding", has_text=text).wait_for()


def test_articles_are_coded_by_click_and_key_and_nothing_is_lost(folder, lab, page):
    page.goto(f"{lab}/lab/tree/code.ipynb?token={TOKEN}")
    page.locator(".jp-Notebook .cm-content").first.wait_for()
    kernel = run_cell(page)
    view = page.locator(".mediakit-coding")
    shows(page, "Article 1 of 100 · 0 coded · Kim")

    # The article's own HTML is shown as what it is.
    assert "<script>" in view.locator(".story").inner_text()
    assert view.locator(".story img, .story script, .story b").count() == 0
    assert page.title() != "taken"

    # A click is in the file at once.
    snow = view.locator(".label", has_text="snow")
    snow.get_by_role("button", name="no", exact=True).click()
    wait_for(lambda: codes(folder)["snow"].iloc[0] == "0")
    assert codes(folder)["ice"].iloc[0] == ""

    # So is a key: yes, no, cannot tell; the notebook does not take it for its own.
    for said in ("1", "0", "?", "1"):
        page.keyboard.press("1")
        wait_for(lambda said=said: codes(folder)["ice"].iloc[0] == said)
    page.keyboard.press("x")  # which would cut the cell
    page.keyboard.press("ArrowRight")
    shows(page, "Article 2 of 100 · 1 coded")
    page.keyboard.press("2")
    wait_for(lambda: codes(folder)["snow"].iloc[1] == "1")
    page.keyboard.press("Enter")  # no to the rest, and on
    shows(page, "Article 3 of 100 · 2 coded")
    assert codes(folder).loc[1, ["ice", "snow"]].tolist() == ["0", "1"]

    # Back, where the code can be changed; a note is typed, in which 2 is a letter.
    page.keyboard.press("ArrowLeft")
    shows(page, "Article 2 of 100")
    page.keyboard.press("2")
    wait_for(lambda: codes(folder)["snow"].iloc[1] == "0")
    view.locator("textarea").fill("Page 2?")
    view.locator("textarea").press("Tab")
    wait_for(lambda: codes(folder)["note"].iloc[1] == "Page 2?")
    assert codes(folder)["snow"].iloc[1] == "0"

    # The page is loaded again: the view is there, and goes on.
    page.keyboard.press("Control+s")
    wait_for(lambda: "Kim has coded" in (folder / "code.ipynb").read_text())
    assert "Ice came" not in (folder / "code.ipynb").read_text()  # no text is kept in the notebook
    page.reload()
    shows(page, "Article 2 of 100 · 2 coded")
    view.locator(".steps").get_by_role("button", name="Next →").click()
    shows(page, "Article 3 of 100")
    for place in range(2, 100):
        page.keyboard.press("1")
        page.keyboard.press("Enter")
        shows(page, f"Article {min(place + 2, 100)} of 100 · {place + 1} coded")
        if place == 50:
            kernel = restart(page, kernel)
            shows(page, "Article 52 of 100 · 51 coded")
            view.click()
    shows(page, "All 100 articles are coded.")

    restart(page, kernel)
    shows(page, "All 100 articles are coded.")
    found = mk.read_codes(folder / "codes")
    assert (len(found), found.labels, found.coders) == (100, ("ice", "snow"), ("Kim",))
    assert found.agreed("ice").sum() == 99
    assert found.agreed("snow").sum() == 0


def restart(page, before):
    """Restart the kernel as a user does, and run the cell again."""
    page.locator('.jp-NotebookPanel-toolbar [data-jp-item-name="restart"]').click()
    page.locator(".jp-Dialog .jp-mod-accept").click()
    return run_cell(page, before)
