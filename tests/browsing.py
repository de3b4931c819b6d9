"""A real browser for the tests: Debian's Chromium, driven by Playwright, which asks no other host."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
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
