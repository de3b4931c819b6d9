"""A real browser for the tests: Debian's Chromium, driven by Playwright, which asks no other host; and
a JupyterLab for it."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

import pytest

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
TOKEN = "invented"  # of the JupyterLab
#: JupyterLab draws only the cells on the screen unless told to draw all, and asks whether to fetch news.
SETTINGS = {
    "@jupyterlab/notebook-extension/tracker": {"windowingMode": "none"},
    "@jupyterlab/apputils-extension/notification": {"fetchNews": "false"},
}


def needs_browser(what: str, *modules: str) -> pytest.MarkDecorator:
    """Return the mark of tests that are skipped, loudly, where there is no browser."""
    missing = [name for name in ("playwright", *modules) if find_spec(name) is None]
    if CHROMIUM is None:
        missing.append("chromium")
    reason = f"{what} IS NOT TESTED IN A BROWSER: {', '.join(missing)} is not installed"
    return pytest.mark.skipif(bool(missing), reason=reason)


@contextmanager
def started() -> Iterator[object]:
    """Give a browser."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        try:
            yield browser
        finally:
            browser.close()


def keep_picture(page: object, name: str, *, full_page: bool = True) -> None:
    """Keep a picture of the page, if a folder for pictures is named."""
    folder = os.environ.get("MEDIAKIT_PICTURES")
    if folder:
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=full_page)


@contextmanager
def laboratory(folder: Path) -> Iterator[str]:
    """Give the address of a JupyterLab that works in the folder and shows nothing of the user's own."""
    for name, settings in SETTINGS.items():
        file = folder / ".own" / "settings" / f"{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True)
        file.write_text(json.dumps(settings))
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


def write_notebook(path: Path, *codes: str) -> None:
    """Write a notebook of cells of code that nobody has run."""
    from nbformat import v4, write

    book = v4.new_notebook(cells=[v4.new_code_cell(code) for code in codes])
    book.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    write(book, path)


def ask(address: str, method: str = "GET") -> object:
    """Return what the JupyterLab answers; nothing if it does not listen yet."""
    request = urllib.request.Request(
        address, method=method, headers={"Authorization": f"token {TOKEN}"}
    )
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.loads(answer.read() or b"null")
    except OSError:
        return None


def wait_for(found: Callable[[], object], seconds: float = 30.0) -> object:
    """Return what is found, as soon as it is."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        value = found()
        if value:
            return value
        time.sleep(0.1)
    raise AssertionError("waited in vain")


#: What is wrong with a page as it is shown, in its own words; nothing if it is fit to be printed.
FAULTS = """() => {
  const faults = [];
  const wide = document.documentElement.clientWidth + 1;
  const inScroller = e => e.closest('.mk-scroll') && getComputedStyle(e.closest('.mk-scroll')).overflowX !== 'visible';
  for (const e of document.querySelectorAll('body *')) {
    const box = e.getBoundingClientRect();
    if (box.width && box.right > wide && !inScroller(e) && getComputedStyle(e).position !== 'absolute')
      faults.push(`off the edge: ${e.tagName} ${e.textContent.slice(0, 40)}`);
  }
  for (const e of document.querySelectorAll('img')) {
    if (!e.alt.trim()) faults.push('a picture without alt text');
    if (!e.complete || !e.naturalWidth) faults.push('a picture that is not shown');
    const wanted = Number(e.getAttribute('width'));
    if (innerWidth > 640 && wanted && e.clientWidth < 0.97 * Math.min(wanted, 640))
      faults.push(`a chart of ${wanted} pixels is shown at ${e.clientWidth}`);
  }
  for (const e of document.querySelectorAll('a[href^="#"]'))
    if (!document.getElementById(decodeURIComponent(e.getAttribute('href').slice(1))))
      faults.push(`a link that leads nowhere: ${e.getAttribute('href')}`);
  if (/Traceback|Error:/.test(document.body.innerText)) faults.push('an error is shown');
  return [...new Set(faults)];
}"""


def faults_of(page: object, path: Path) -> list[str]:
    """Open a file and return what is wrong with it, requests to other hosts included."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    page.wait_for_load_state("load")
    faults = page.evaluate(FAULTS)
    outside = [url for url in asked if not url.startswith(("file:", "data:"))]
    faults += [f"asks {url[:60]}" for url in outside]
    for link in page.evaluate(
        "() => [...document.querySelectorAll('a[href]')].map(e => e.getAttribute('href'))"
    ):
        file = link.split("#")[0]
        if file.endswith(".html") and ":" not in file and not (path.parent / file).exists():
            faults.append(f"a link to no file: {link}")
    return faults
