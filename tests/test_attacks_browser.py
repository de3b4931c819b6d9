"""Attacks in headlines, texts, names, addresses and queries: nothing of them acts in a browser."""

from __future__ import annotations

import base64
import csv
import io
import re
import unicodedata
from urllib.parse import unquote

import pytest
from attacked import write_notebooks
from attacks import ACTS, attacks_of_feeds, own_attacks
from browsing import keep_picture, needs_browser, started
from lxml import etree

import mediakit as mk
from mediakit.reporting.running import execute
from mediakit.reporting.weight import HEAVIEST, within_limit

pytestmark = needs_browser("THE ESCAPING OF ATTACKS", "lxml")

#: Put a piece of HTML into the page as JupyterLab does: its scripts are run.
INSERT = """(pieces) => {
  for (const piece of pieces) {
    const output = document.body.appendChild(document.createElement('div'));
    output.innerHTML = piece;
    for (const old of output.querySelectorAll('script')) {
      const script = document.createElement('script');
      for (const one of old.attributes) script.setAttribute(one.name, one.value);
      script.textContent = old.textContent;
      old.replaceWith(script);
    }
  }
}"""

#: What in a page acts, or could if somebody touched it.
ACTIVE = """(own) => {
  const found = [];
  const tags = 'script,iframe,frame,object,embed,applet,form,button,base,link,portal,video,audio,math,foreignObject,animate,set,use';
  for (const e of document.querySelectorAll(tags)) found.push(`<${e.tagName}>`);
  for (const e of document.querySelectorAll('input')) if (e.id !== 'show-code') found.push('<input>');
  for (const e of document.querySelectorAll('meta[http-equiv]'))
    if (e.httpEquiv !== 'Content-Security-Policy') found.push(`<meta ${e.httpEquiv}>`);
  if (document.querySelectorAll('style').length !== own) found.push('<style>');
  for (const e of document.querySelectorAll('*')) {
    for (const {name, value} of e.attributes) {
      if (/^on/i.test(name)) found.push(`${e.tagName} ${name}`);
      if (name === 'style' && /url\\(|expression|import|position/i.test(value)) found.push(`style ${value}`);
      if (/^(href|xlink:href|src|srcset|action|formaction|poster|background|ping)$/i.test(name) &&
          !/^(https?:|#|data:image\\/(png|svg\\+xml)|data:text\\/csv|[\\w.%-]+\\.html)/.test(value))
        found.push(`${e.tagName} ${name}=${value.slice(0, 40)}`);
      if (/^(src|srcset|poster)$/.test(name) && !value.startsWith('data:image/')) found.push(`${name}=${value}`);
    }
  }
  if (window.__taken !== undefined) found.push(`script ${window.__taken} was run`);
  return [...new Set(found)];
}"""


@pytest.fixture(scope="module")
def attacks(shared):
    return own_attacks() + attacks_of_feeds(shared / "fixtures" / "xss_feed_sanitize")


@pytest.fixture(scope="module")
def notebooks(attacks, tmp_path_factory):
    return write_notebooks(tmp_path_factory.mktemp("attacked"), attacks)


def lists_within_limit(text, body, target):
    """Let one page leave its sentences to a file, and the other be heavy."""
    most = HEAVIEST if target.stem == "lists" else 10 * HEAVIEST
    return within_limit(text, body, target, most)


@pytest.fixture(scope="module")
def pages(notebooks):
    """The pages of the notebooks, and the index."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("mediakit.reporting.pages.within_limit", lists_within_limit)
        return mk.write_report(notebooks, out=notebooks[0].parent / "pages")


@pytest.fixture(scope="module")
def browser():
    with started() as one:
        yield one


class Watched:
    """A page without the policy that forbids requests, and what happens in it."""

    def __init__(self, browser):
        self.page = browser.new_context(bypass_csp=True).new_page()
        self.happened = []
        self.page.on("dialog", self._dialog)
        self.page.on("popup", lambda popup: self.happened.append("a window is opened"))
        self.page.route(lambda url: not url.startswith(("file:", "data:")), self._request)

    def _dialog(self, dialog):
        self.happened.append(f"dialog {dialog.message}")
        dialog.dismiss()

    def _request(self, route):
        self.happened.append(f"asks {route.request.url}")
        route.abort()

    def active(self, styles):
        """Return what acts in the page; it may have so many elements `style`."""
        self.page.wait_for_timeout(300)  # for what begins by itself
        self.page.mouse.move(200, 200)
        return [*self.page.evaluate(ACTIVE, styles), *self.happened]


@pytest.fixture
def watched(browser):
    one = Watched(browser)
    yield one
    one.page.context.close()


def outputs_of(notebook):
    """Return what the cells show in JupyterLab, as HTML."""
    book = execute(notebook)
    outputs = [output for cell in book.cells for output in cell.get("outputs", [])]
    return [output.data["text/html"] for output in outputs if "text/html" in output.get("data", {})]


def missing(text, attacks):
    """Return the names of the attacks that the text does not show."""
    names = [attack.split()[-1].strip("\u2066").lower() for attack in attacks]
    seen = set(re.findall(r"(?:taken|fed)\d+z", text.lower()))
    return [name for name in names if re.findall(r"(?:taken|fed)\d+z", name)[-1] not in seen]


def test_nothing_of_an_attack_acts_in_a_page(pages, watched, attacks):
    said = ""
    for path in pages:
        watched.page.goto(path.as_uri())
        assert watched.active(styles=1) == []
        keep_picture(watched.page, f"attacked-{path.stem}", full_page=False)
        said += watched.page.evaluate("document.body.textContent")
    assert missing(said, attacks) == []


@pytest.mark.parametrize("place", [0, 1])
def test_nothing_of_an_attack_acts_in_a_notebook(notebooks, watched, attacks, place):
    watched.page.evaluate(INSERT, outputs_of(notebooks[place]))
    assert watched.active(styles=0) == []
    assert missing(watched.page.evaluate("document.body.textContent"), attacks) == []


def test_no_drawing_of_a_page_has_more_than_lines_and_letters(pages):
    drawings = []
    for path in pages:
        text = path.read_text(encoding="utf-8")
        found = re.findall(r'(?:src|srcset)="data:image/svg\+xml,([^"]*)"', text)
        drawings += [unquote(one.replace("&amp;", "&")) for one in found]
    assert len(drawings) > 20
    plain = {
        "svg",
        "g",
        "path",
        "use",
        "defs",
        "clipPath",
        "rect",
        "style",
        "image",
        "text",
        "tspan",
    }
    for drawing in drawings:
        elements = list(etree.fromstring(drawing.encode()).iter(etree.Element))
        assert {etree.QName(one).localname for one in elements} <= plain
        names = {name for one in elements for name in one.attrib}
        assert not [name for name in names if name.startswith("on")]


def first_visible(cell):
    """Return the first character that a spreadsheet may look at, full-width ones as others."""
    shown = [letter for letter in cell if unicodedata.category(letter) not in ("Cc", "Cf")]
    return unicodedata.normalize("NFKC", "".join(shown)).strip()[:1]


def is_number(cell):
    return bool(re.fullmatch(r"-?\d+(\.\d+)?(e[+-]\d+)?", cell))


def test_no_file_of_a_page_holds_a_formula(pages):
    texts = [path.read_text(encoding="utf-8") for path in pages]
    found = re.findall(r'href="data:text/csv;charset=utf-8;base64,([^"]+)"', "".join(texts))
    files = [base64.b64decode(one).decode() for one in found]
    files += [path.read_text(encoding="utf-8") for path in pages[0].parent.glob("*.csv")]
    cells = [cell for file in files for row in csv.reader(io.StringIO(file)) for cell in row]
    assert len(cells) > 1000
    begins = {cell for cell in cells if first_visible(cell) in set("=+-@")}
    assert [cell for cell in begins if not is_number(cell)] == []
    guarded = {cell for cell in cells if cell.startswith(("'=", "'＝"))}
    assert guarded  # there were formulas, in cells or headings


RAW = [act for act in ACTS if act.startswith("<")]


@pytest.mark.parametrize("attack", RAW)
def test_an_attack_that_is_not_escaped_is_found(watched, attack):
    watched.page.evaluate(INSERT, [attack.replace("JS", "window.__taken=1")])
    assert watched.active(styles=0) != []
