"""Pages in a real browser: nothing off the edge, no request, no fault that axe-core finds; the tests
of faults fail on pages that have them."""

from __future__ import annotations

import pytest
from browsing import faults_of, keep_picture, needs_browser, started

import mediakit as mk

pytestmark = needs_browser("THE REPORT", "axe_playwright_python")

PAGES = [
    "00-reading-your-archive",
    "01-coverage",
    "02-topics",
    "03-framing",
    "04-comparing-outlets-and-dates",
    "05-who-wrote-it",
    "06-same-event-different-words",
    "07-what-if",
    "08-who-is-heard",
    "index",
]
SCREENS = {"desk": (1280, 900), "phone": (390, 844)}


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    """The pages of all notebooks on the demo articles."""
    folder = tmp_path_factory.mktemp("report")
    mk.write_report(out=folder)
    return folder


@pytest.fixture(scope="module")
def browser():
    with started() as one:
        yield one


def opened(browser, screen, **options):
    width, height = SCREENS[screen]
    return browser.new_page(viewport={"width": width, "height": height}, **options)


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_whole_on_every_screen_and_on_paper(report, browser, name, screen):
    page = opened(browser, screen)
    assert faults_of(page, report / f"{name}.html") == []
    keep_picture(page, f"{name}-{screen}")
    if screen == "desk":
        page.set_viewport_size({"width": 718, "height": 1000})  # A4 without its margins
        page.emulate_media(media="print")
        assert page.evaluate(
            "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        )
        keep_picture(page, f"{name}-paper")
    page.close()


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("name", PAGES)
def test_everybody_can_use_a_page(report, browser, name, screen, colours):
    from axe_playwright_python.sync_playwright import Axe

    page = opened(browser, screen, color_scheme=colours, bypass_csp=True)
    page.goto((report / f"{name}.html").as_uri())
    page.add_style_tag(content="details > * { display: block !important; }")
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"][:100]) for one in found] == []
    if colours == "dark":
        keep_picture(page, f"{name}-{screen}-dark")
    page.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_light_enough_to_send(report, name):
    assert (report / f"{name}.html").stat().st_size < 3_000_000


def test_with_scripts_off_a_number_leads_to_its_sentences_and_a_sentence_to_its_article(
    report, browser
):
    page = opened(browser, "desk", java_script_enabled=False)
    page.goto((report / "01-coverage.html").as_uri())
    sentences = page.locator("[id^=evidence-]").first
    assert not sentences.is_visible()
    page.locator("summary", has_text="The sentences behind it").first.click()
    assert sentences.is_visible()
    link = sentences.locator("a[href^=https]").first
    assert link.get_attribute("rel") == "noopener noreferrer nofollow"
    page.close()


def test_one_box_shows_the_code_of_the_whole_page(report, browser):
    page = opened(browser, "desk", java_script_enabled=False)
    page.goto((report / "01-coverage.html").as_uri())
    code = page.locator("pre.code")
    assert not any(code.nth(n).is_visible() for n in range(code.count()))
    page.get_by_label("Show the code").check()
    assert all(code.nth(n).is_visible() for n in range(code.count()))
    page.close()


@pytest.mark.parametrize(
    ("planted", "said"),
    [
        ("<pre>ValueError: no</pre>", "an error is shown"),
        ("<img src='https://x.example/a.png' alt='x' width=10>", "asks https://x.example/a.png"),
        ("<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='>", "a picture without alt text"),
        ("<table><tr><td style='min-width:3000px'>wide</td></tr></table>", "off the edge"),
        ("<a href='#nowhere'>x</a>", "a link that leads nowhere: #nowhere"),
        ("<a href='none.html'>x</a>", "a link to no file: none.html"),
    ],
)
def test_a_planted_fault_is_found(browser, tmp_path, planted, said):
    path = tmp_path / "page.html"
    path.write_text(f"<!DOCTYPE html><html lang=en><body><p>Words.</p>{planted}</body></html>")
    page = opened(browser, "desk")
    assert any(fault.startswith(said) for fault in faults_of(page, path))
    page.close()
