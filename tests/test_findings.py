"""Findings: what a page may lead with, and what it then knows of the results behind them."""

from __future__ import annotations

import pandas as pd
import pytest

import mediakit as mk
from mediakit.display import PAGE_DATA
from mediakit.errors import UnknownValue
from mediakit.results import on_page


@pytest.fixture
def for_page(monkeypatch):
    """As in the kernel that runs a notebook for a page, with nothing shown yet."""
    monkeypatch.setenv("MEDIAKIT_PAGE", "1")
    for name, empty in (("_shown", []), ("_told", set()), ("_given", set()), ("_found", {})):
        monkeypatch.setattr(on_page, name, empty)


def test_a_finding_has_the_number_of_what_it_names_and_the_range(articles):
    # Gull 4 of 5, Hill 2 of 4, Marsh 1 of 3
    shares = mk.share_mentioning(articles, "ferry", by="outlet")
    told = shares.finding("Gull Gazette mentions it most.", ["Gull Gazette"])
    assert told.value == pytest.approx(0.8)
    assert told.number() == "80% (38% to 96%)"  # Wilson's range of 4 of 5
    assert told.strength == "an estimate with a 95% range"
    assert told.n_independent == 12
    assert told.cannot_show == "A share says how often a subject comes up, not how it is treated."


def test_a_sentence_that_does_not_name_its_key_has_no_number(articles):
    shares = mk.share_mentioning(articles, "ferry", by="outlet")
    (first, *_) = shares.findings()
    assert first.sentence.startswith("58% of the articles mention “ferry” (7 of 12; 95% range")
    assert first.value is None
    assert first.strength == "an estimate with a 95% range"  # it says its own


def test_counts_are_counted(articles):
    (told,) = mk.count_articles(articles, by="outlet").findings()
    assert (told.value, told.unit, told.strength) == (5, "count", "counted")


def test_nothing_found_is_a_finding_and_comes_last(make_articles, articles):
    nothing = mk.find_refrains(articles)
    assert [finding.strength for finding in nothing.findings()] == ["nothing was found"]
    shown = mk.show_findings(nothing, mk.count_articles(articles))
    assert shown.findings()[0].sentence == "There are 12 articles."
    assert repr(shown).split("\n")[0] == (
        "- There are 12 articles. (counted; from 12 independent articles)"
    )


@pytest.mark.parametrize("given", [(), (7,), (pd.DataFrame(),)])
def test_findings_are_of_results(given):
    with pytest.raises(UnknownValue, match="show_findings takes"):
        mk.show_findings(*given)


def test_a_page_has_the_sentences_of_a_result_once_and_then_a_link(articles, for_page):
    shares = mk.share_mentioning(articles, "ferry", by="outlet")
    first = shares.plot()._repr_mimebundle_()
    again = shares.show()._repr_mimebundle_()
    assert '<div id="evidence-0">' in first["text/html"]
    assert "<mark>ferry</mark>" in first["text/html"]
    assert '<a href="#evidence-0">' in again["text/html"]
    assert "<details" not in again["text/html"]
    assert first[PAGE_DATA]["method"] == shares.describe()
    assert len(first[PAGE_DATA]["evidence"]) > 3
    assert "evidence" not in again[PAGE_DATA]


def test_a_notebook_has_nothing_of_a_page(articles):
    shares = mk.share_mentioning(articles, "ferry", by="outlet")
    for shown in (shares, shares.plot(), shares.show(), mk.show_findings(shares)):
        bundle = shown._repr_mimebundle_()
        assert set(bundle) == {"text/plain", "text/html"}
        assert "<details" not in bundle["text/html"]


def test_a_page_leads_from_a_finding_to_its_result(articles, for_page):
    counts = mk.count_articles(articles)
    data = mk.show_findings(counts)._repr_mimebundle_()[PAGE_DATA]
    assert [finding["result"] for finding in data["leading"]] == [0]
    assert [result["result"] for result in data["behind"]] == [0]


def test_what_survives_says_under_how_many_choices(make_articles):
    rows = []
    for number in range(60):
        outlet = ("Gull", "Hill")[number % 2]
        word = "harvest" if outlet == "Gull" else "market"
        text = f"The {word} of farm {number} was late, and {number} people knew why."
        day = f"2031-03-{1 + number // 3 % 28:02d}"
        rows.append({"outlet": outlet, "date": day, "title": f"N {number}", "text": text})
    table = make_articles(rows)
    checked = mk.check_robustness(mk.compare_outlets(table, "Gull", "Hill", n_permutations=199))
    told = [finding for finding in checked.findings() if "harvest" in finding.sentence]
    assert told
    assert told[0].survives == (
        f"holds under {checked.table()['n_held'][0]} of {checked.table()['n_choices'][0]} choices"
    )


def test_a_finding_stands_once(articles):
    counts = mk.count_articles(articles)
    assert mk.show_findings(counts, mk.count_articles(articles)).findings() == counts.findings()


def test_pairs_that_differ_are_one_finding(make_articles):
    words = {"Gull": "ferry quay", "Hill": "wheat field", "Moor": "sheep heath"}
    rows = [
        {
            "outlet": outlet,
            "text": f"{said} number {n} of the {said.split()[n % 2]} report",
            "title": f"{outlet} {n}",
        }
        for outlet, said in words.items()
        for n in range(20)
    ]
    distances = mk.measure_distances(make_articles(rows))
    told = mk.collect_findings([distances]).findings()
    assert len(told) == 1
    assert told[0].sentence.startswith(
        "All 3 pairs of outlets differ in vocabulary by more than chance; the farthest apart are "
    )
    assert len(told[0].keys) == 3
