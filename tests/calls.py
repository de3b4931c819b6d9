"""How each public function that takes articles is called in the contracts over functions and results."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import mediakit as mk

__all__ = ["CASES", "Case"]


@dataclass(frozen=True)
class Case:
    """How a function is called in the contract, and the columns that it cannot do without."""

    call: Callable[..., object]
    needs: str


OUTLETS = ("Gull", "Hill")
STORIES = "article_id outlet date title text"


def largest_path(table):
    """Follow the largest story."""
    return mk.story_path(
        mk.mark_stories(table), next(iter(mk.find_stories(table).example_keys()), "")
    )


def with_cut_texts(table):
    """Let all texts of one outlet end as a news service cuts them."""
    if not {"outlet", "text"} <= set(table.columns):
        return table
    is_gull = table["outlet"] == "Gull"
    return table.assign(text=table["text"].mask(is_gull, table["text"] + " [+910 chars]"))


def with_background(table):
    """Let one outlet end each text with the same sentence."""
    if not {"outlet", "text"} <= set(table.columns):
        return table
    said = "\nThe ministry closed the northern quay in 2029 after two cranes had fallen."
    return table.assign(text=table["text"].mask(table["outlet"] == "Gull", table["text"] + said))


def with_sentences(table):
    """Let each text be long enough to tell its language."""
    if "text" not in table.columns:
        return table
    sentence = "The ferry stopped at noon because its crew went on strike and asked for more pay."
    return table.assign(text=sentence)


def with_quotes(table):
    """Let each article quote the same two sources, and those of one outlet a third."""
    if "text" not in table.columns:
        return table
    said = ' "We want more pay and shorter nights," said Ann Reed, a cook. Officials said that talks had begun.'
    text = table["text"] + said
    if "outlet" in table.columns:
        more = ' "No ship will sail before we are heard," Tom Hale added.'
        text = text.mask(table["outlet"] == "Gull", text + more)
    return table.assign(text=text)


CASES = {
    "between_dates": Case(lambda t: mk.between_dates(t, "2031-03-02", "2031-03-08"), "date"),
    "choose_n_topics": Case(lambda t: mk.choose_n_topics(t, n_max=4), "article_id title text"),
    "compare": Case(
        lambda t: mk.compare(t, "outlet", n_permutations=99), "article_id outlet title text"
    ),
    "compare_lags": Case(lambda t: mk.compare_lags(mk.mark_stories(t), n_permutations=99), STORIES),
    "compare_outlets": Case(
        lambda t: mk.compare_outlets(t, *OUTLETS, n_permutations=99), "article_id outlet title text"
    ),
    "compare_periods": Case(
        lambda t: mk.compare_periods(t, n_permutations=99), "article_id date title text"
    ),
    "count_articles": Case(
        lambda t: mk.count_articles(t, by="outlet", freq="W"), "article_id outlet date"
    ),
    "count_by_weekday": Case(
        lambda t: mk.count_by_weekday(t, by="outlet"), "article_id outlet date"
    ),
    "count_sources": Case(
        lambda t: mk.count_sources(with_quotes(t), by="outlet"), "article_id outlet text"
    ),
    "count_terms": Case(lambda t: mk.count_terms(t, ngram_range=(1, 2)), "article_id title text"),
    "credit_agencies": Case(mk.credit_agencies, "outlet text"),
    "describe_articles": Case(mk.describe_articles, "outlet date text"),
    "draw_coding_sample": Case(
        lambda t: mk.draw_coding_sample(t, ["sea"], n=5).table(), "article_id outlet title text"
    ),
    "find_boilerplate": Case(
        lambda t: mk.find_boilerplate(t, min_days=5), "article_id outlet date text"
    ),
    "find_changes": Case(
        lambda t: mk.find_changes(t, "ferrya", by="outlet"), "article_id outlet date title text"
    ),
    "find_phrases": Case(lambda t: mk.find_phrases(t, min_articles=2), "article_id title text"),
    "find_quotes": Case(lambda t: mk.find_quotes(with_quotes(t)), "article_id text"),
    "find_refrains": Case(
        lambda t: mk.find_refrains(with_background(t), min_days=5), "article_id outlet date text"
    ),
    "find_reprints": Case(mk.find_reprints, "article_id outlet date text"),
    "find_stories": Case(mk.find_stories, STORIES),
    "find_topics": Case(lambda t: mk.find_topics(t, n_topics=3), "article_id title text"),
    "first_to_report": Case(lambda t: mk.first_to_report(mk.mark_stories(t)), STORIES),
    "identify_languages": Case(lambda t: mk.identify_languages(with_sentences(t)), "title text"),
    "inspect_articles": Case(
        lambda t: mk.inspect_articles(with_cut_texts(t)), "article_id outlet date text"
    ),
    "keyword_in_context": Case(
        lambda t: mk.keyword_in_context(t, "ferry*"), "article_id title text"
    ),
    "largest_outlets": Case(lambda t: mk.largest_outlets(t, 2), "article_id outlet"),
    "mark_reprints": Case(mk.mark_reprints, "article_id outlet date text"),
    "measure_distances": Case(
        lambda t: mk.measure_distances(t, n_permutations=19, stop_words=None),
        "article_id outlet title text",
    ),
    "mentioning": Case(lambda t: mk.mentioning(t, "ferrya"), "title text"),
    "prepare_articles": Case(
        lambda t: mk.prepare_articles(t, return_account=True)[1], "article_id outlet date text"
    ),
    "published_by": Case(lambda t: mk.published_by(t, list(OUTLETS)), "outlet"),
    "mark_stories": Case(mk.mark_stories, STORIES),
    "rename_outlets": Case(
        lambda t: mk.rename_outlets(
            t, dict.fromkeys(t["outlet"].dropna(), "One") if "outlet" in t else {}
        ),
        "outlet",
    ),
    "score_frames": Case(lambda t: mk.score_frames(t, "generic"), "article_id title text"),
    "share_mentioning": Case(
        lambda t: mk.share_mentioning(t, "ferrya", by="outlet"), "article_id outlet title text"
    ),
    "story_path": Case(largest_path, STORIES),
    "strip_boilerplate": Case(
        lambda t: mk.strip_boilerplate(t, min_days=5), "article_id outlet date text"
    ),
    "suggest_owners": Case(mk.suggest_owners, "article_id outlet date text"),
    "suggest_spellings": Case(mk.suggest_spellings, "article_id outlet title text"),
    "suggest_outlet_names": Case(mk.suggest_outlet_names, "outlet"),
    "weigh_terms": Case(lambda t: mk.weigh_terms(t, stop_words=None), "article_id title text"),
    "write_articles": Case(
        lambda t: mk.read_articles(mk.write_articles(t, "a.jsonl"), on_error="ignore"), "article_id"
    ),
}
