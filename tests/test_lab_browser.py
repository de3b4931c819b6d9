"""The notebooks in JupyterLab, in a real browser: run through the menus, whole in light and dark."""

from __future__ import annotations

import os
import re
import shutil
from contextlib import contextmanager
from pathlib import Path

import nbformat
import pytest
from browsing import (
    TOKEN,
    ask,
    keep_picture,
    laboratory,
    needs_browser,
    started,
    wait_for,
    write_notebook,
)

pytestmark = needs_browser("THE NOTEBOOKS", "jupyterlab")

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))
SCREEN = {"width": 1300, "height": 1000}
PIXEL = "R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs="

#: What is wrong with the outputs of a notebook as they are shown; nothing if all can be read.
FAULTS = """() => {
  const faults = [];
  const outputs = [...document.querySelectorAll('.jp-Notebook .jp-OutputArea-output')];
  const edge = Math.min(...outputs.map(e => e.closest('.jp-OutputArea').getBoundingClientRect().right)) + 1;
  const light = (c) => {
    const part = c.slice(0, 3).map(v => v / 255).map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * part[0] + 0.7152 * part[1] + 0.0722 * part[2];
  };
  const parts = c => { const n = c.match(/[\\d.]+/g).map(Number); return n.length < 4 ? [...n, 1] : n; };
  const behind = e => {
    for (; e; e = e.parentElement) {
      const colour = parts(getComputedStyle(e).backgroundColor);
      if (colour[3] > 0.5) return colour;
    }
    return [255, 255, 255, 1];
  };
  const contrast = e => {
    const [a, b] = [light(parts(getComputedStyle(e).color)), light(behind(e))];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  };
  for (const output of outputs) {
    if (/vnd\\.jupyter\\.(error|stderr)/.test(output.dataset.mimeType)) faults.push(`an error is shown: ${output.textContent.slice(0, 60)}`);
    for (const e of output.querySelectorAll('*')) {
      if (e.closest('svg') !== null && e.tagName !== 'svg') continue;
      const box = e.getBoundingClientRect();
      const scroller = e.parentElement.closest('.mk-scroll');
      if (box.width && box.right > edge && !scroller)
        faults.push(`cut off: ${e.tagName} ${e.textContent.slice(0, 40)}`);
      if (/^T[DH]$/.test(e.tagName) && e.scrollWidth > e.clientWidth + 1)
        faults.push(`over its neighbour: ${e.textContent.slice(0, 40)}`);
      const words = [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim());
      if (words && box.width && contrast(e) < 4.5) faults.push(`pale: ${e.tagName} ${e.textContent.slice(0, 40)}`);
    }
    for (const e of output.querySelectorAll('table, figure'))
      if (!e.getBoundingClientRect().height && !e.closest('details:not([open])')) faults.push(`not shown: ${e.tagName}`);
    for (const e of output.querySelectorAll('img')) {
      if (/^\\s*(Image)?\\s*$/.test(e.alt)) faults.push('a picture without alt text');  // JupyterLab says Image
      if (!e.complete || !e.naturalWidth) faults.push('a picture that is not shown');
      else if (e.src.startsWith('data:image/png')) {
        const canvas = document.createElement('canvas');
        [canvas.width, canvas.height] = [e.naturalWidth, e.naturalHeight];
        canvas.getContext('2d').drawImage(e, 0, 0);
        const corner = canvas.getContext('2d').getImageData(0, 0, 1, 1).data;
        if (corner[3] < 255 && light(behind(e)) < 0.5) faults.push('a picture of dark letters on a dark ground');
      }
    }
  }
  return [...new Set(faults)];
}"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The notebooks, never run, with the demo articles beside them."""
    folder = tmp_path_factory.mktemp("lab")
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    shutil.copytree(ROOT / "notebooks", folder / "notebooks")
    for name in NOTEBOOKS:
        book = nbformat.read(folder / "notebooks" / name, 4)
        for cell in book.cells:
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = [], None
        nbformat.write(book, folder / "notebooks" / name)
    return folder


@pytest.fixture(scope="module")
def lab(folder):
    with laboratory(folder) as address:
        yield address


@pytest.fixture(scope="module")
def window():
    """A window of the browser, which loads JupyterLab once."""
    with started() as browser:
        yield browser.new_context(viewport=SCREEN)


@pytest.fixture
def page(window, lab):
    with opened(window, lab) as page:
        yield page


@contextmanager
def opened(window, lab):
    """Give a page that notes whom it asks, and asks nobody but JupyterLab."""
    page = window.new_page()
    page.set_default_timeout(20_000)
    page.asked_elsewhere = []

    def note(route):
        page.asked_elsewhere.append(f"asks {route.request.url[:60]}")
        route.abort()

    page.route(lambda url: not url.startswith((lab, "data:", "blob:")), note)
    yield page
    page.close()
    for session in ask(f"{lab}/api/sessions"):
        ask(f"{lab}/api/sessions/{session['id']}", "DELETE")


def choose(page, *words):
    """Choose from the menus."""
    page.locator(".lm-MenuBar-item", has_text=re.compile(f"^{words[0]}$")).click()
    for word in words[1:]:
        page.locator(".lm-Menu-itemLabel", has_text=re.compile(f"^{word}$")).click()


def run_all(page, lab, path):
    """Open a notebook, run all its cells through the menus, and wait for the end."""
    name = Path(path).stem
    page.goto(f"{lab}/lab/workspaces/{name}/tree/{path}?token={TOKEN}")
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()
    choose(page, "Run", "Run All Cells")
    prompts = page.locator(".jp-Notebook .jp-CodeCell .jp-InputPrompt")
    error = page.locator('[data-mime-type="application/vnd.jupyter.error"]')
    wait_for(
        lambda: (
            error.count()
            or all(re.fullmatch(r"\[\d+\]:", text.strip()) for text in prompts.all_inner_texts())
        ),
        60,
    )
    page.get_by_text("Python 3 (ipykernel) | Idle").wait_for()


def keep_whole(page, name):
    """Keep a picture of the whole notebook, if a folder for pictures is named."""
    if not os.environ.get("MEDIAKIT_PICTURES"):
        return
    height = page.evaluate("document.querySelector('.jp-WindowedPanel-outer').scrollHeight")
    page.set_viewport_size(SCREEN | {"height": height + 200})
    page.evaluate("document.querySelector('.jp-WindowedPanel-outer').scrollTo(0, 0)")
    keep_picture(page, name, full_page=False)
    page.set_viewport_size(SCREEN)


def faults_of(page, name):
    """Return what is wrong with the notebook in light and in dark."""
    faults = []
    for theme, words in {"light": "JupyterLab Light", "dark": "JupyterLab Dark"}.items():
        choose(page, "Settings", "Theme", words)
        page.locator(f"body[data-jp-theme-name='{words}']").wait_for(state="attached")
        faults += [f"{theme}: {fault}" for fault in page.evaluate(FAULTS)]
        keep_whole(page, f"lab-{name}-{theme}")
    return faults + page.asked_elsewhere


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_runs_and_can_be_read_in_light_and_dark(lab, page, name):
    run_all(page, lab, f"notebooks/{name}")
    assert page.locator(".jp-OutputArea-output table").count() > 0
    assert faults_of(page, Path(name).stem) == []


def test_mathematics_in_a_headline_stays_as_it_is(folder, lab, page):
    headline = r"Of \(x\), $y$, \[z\] and \begin{equation}w\end{equation}"
    row = {"outlet": headline, "title": headline, "text": "Snow.", "date": "2031-03-05"}
    write_notebook(
        folder / "mathematics.ipynb",
        f"import mediakit as mk\narticles = mk.as_articles([{row!r}])",
        "counts = mk.count_articles(articles, by='outlet')\ncounts",
        "mk.quote_examples(counts)",
        "mk.show_table(articles[['title']])",
        "mk.show_findings(counts)",
        f"mk.describe_articles(articles, selection={headline!r})",
        "from IPython.display import HTML\nHTML(r'<p>Of \\(x\\)</p>')",
    )
    run_all(page, lab, "mathematics.ipynb")
    page.locator("mjx-container").first.wait_for()  # the last cell, whose backslash nobody escaped
    assert page.locator("mjx-container").count() == 1
    said = page.locator(".jp-OutputArea-output").all_inner_texts()
    assert [text for text in said[:-1] if headline not in text] == []


@pytest.fixture(scope="module")
def found(folder, window, lab):
    """What is found in a notebook with a fault in each cell."""
    html = [
        "<img src='https://x.example/a.png' alt='x'>",
        f"<figure><img src='data:image/gif;base64,{PIXEL}'></figure>",
        f"<table><tr><td>{'wide' * 800}</td></tr></table>",
        "<p style='color:#111'>Words</p>",
    ]
    codes = [f"HTML({one!r})" for one in html]
    write_notebook(
        folder / "planted.ipynb", "from IPython.display import HTML", *codes, "raise ValueError"
    )
    with opened(window, lab) as page:
        run_all(page, lab, "planted.ipynb")
        return faults_of(page, "planted")


@pytest.mark.parametrize(
    "said",
    [
        "light: an error is shown",
        "asks https://x.example/a.png",
        "light: a picture without alt text",
        "light: cut off: TABLE",
        "dark: pale: P",
    ],
)
def test_a_planted_fault_is_found(found, said):
    assert any(fault.startswith(said) for fault in found)
