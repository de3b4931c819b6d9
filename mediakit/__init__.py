"""Compare how outlets and periods cover a subject, in notebooks that test their own numbers.

Functions take the articles table first and return a new table or a small result with `answer()`,
`table()`, `plot()`, `examples()` and `describe()`.

Load articles:
    read_articles, as_articles, scan_articles, write_articles, load_demo_articles

See what is wrong with them, and in which language they are:
    inspect_articles, suggest_outlet_names, rename_outlets, identify_languages

Whose text is it:
    prepare_articles, suggest_owners, credit_agencies, strip_boilerplate, find_boilerplate,
    mark_reprints, find_reprints, find_refrains

Select:
    published_by, between_dates, mentioning

Count, and see when something changed:
    count_articles, count_by_weekday, share_mentioning, largest_outlets, find_changes

Read the words in their place:
    keyword_in_context, quote_examples

Weigh words:
    count_terms, weigh_terms, TermVectorizer, find_phrases

Compare outlets and periods:
    compare_outlets, compare_periods, compare, suggest_spellings, measure_distances

See which findings survive:
    check_robustness, collect_findings

Follow a story:
    find_stories, mark_stories, first_to_report, compare_lags, story_path

See who is heard:
    find_quotes, count_sources

Find topics and frames:
    find_topics, choose_n_topics, load_topics, TopicEstimator,
    score_frames, load_frames, read_lexicon

Code articles by hand:
    draw_coding_sample, code_articles, read_codes, codes_from_table, measure_agreement, assess,
    estimate_shares, FrameClassifier, load_classifier

Report:
    describe_articles, describe_ledger, describe_method, show_findings, show_table,
    write_report, check_notebook
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mediakit.changes import find_changes as find_changes
    from mediakit.cleaning import credit_agencies as credit_agencies
    from mediakit.cleaning import find_boilerplate as find_boilerplate
    from mediakit.cleaning import find_refrains as find_refrains
    from mediakit.cleaning import find_reprints as find_reprints
    from mediakit.cleaning import mark_reprints as mark_reprints
    from mediakit.cleaning import prepare_articles as prepare_articles
    from mediakit.cleaning import strip_boilerplate as strip_boilerplate
    from mediakit.cleaning import suggest_owners as suggest_owners
    from mediakit.coding import assess as assess
    from mediakit.coding import code_articles as code_articles
    from mediakit.coding import codes_from_table as codes_from_table
    from mediakit.coding import draw_coding_sample as draw_coding_sample
    from mediakit.coding import estimate_shares as estimate_shares
    from mediakit.coding import measure_agreement as measure_agreement
    from mediakit.coding import read_codes as read_codes
    from mediakit.comparing import compare as compare
    from mediakit.comparing import compare_outlets as compare_outlets
    from mediakit.comparing import compare_periods as compare_periods
    from mediakit.comparing import suggest_spellings as suggest_spellings
    from mediakit.context import keyword_in_context as keyword_in_context
    from mediakit.context import quote_examples as quote_examples
    from mediakit.counting import count_articles as count_articles
    from mediakit.counting import count_by_weekday as count_by_weekday
    from mediakit.counting import largest_outlets as largest_outlets
    from mediakit.counting import share_mentioning as share_mentioning
    from mediakit.demo import load_demo_articles as load_demo_articles
    from mediakit.distances import measure_distances as measure_distances
    from mediakit.framing import FrameClassifier as FrameClassifier
    from mediakit.framing import load_classifier as load_classifier
    from mediakit.framing import load_frames as load_frames
    from mediakit.framing import read_lexicon as read_lexicon
    from mediakit.framing import score_frames as score_frames
    from mediakit.inspecting import inspect_articles as inspect_articles
    from mediakit.inspecting import rename_outlets as rename_outlets
    from mediakit.inspecting import suggest_outlet_names as suggest_outlet_names
    from mediakit.languages import identify_languages as identify_languages
    from mediakit.phrases import find_phrases as find_phrases
    from mediakit.quotes import count_sources as count_sources
    from mediakit.quotes import find_quotes as find_quotes
    from mediakit.readers import as_articles as as_articles
    from mediakit.readers import read_articles as read_articles
    from mediakit.readers import scan_articles as scan_articles
    from mediakit.readers import write_articles as write_articles
    from mediakit.reporting import check_notebook as check_notebook
    from mediakit.reporting import describe_articles as describe_articles
    from mediakit.reporting import describe_ledger as describe_ledger
    from mediakit.reporting import describe_method as describe_method
    from mediakit.reporting import show_findings as show_findings
    from mediakit.reporting import show_table as show_table
    from mediakit.reporting import write_report as write_report
    from mediakit.robustness import check_robustness as check_robustness
    from mediakit.robustness import collect_findings as collect_findings
    from mediakit.selecting import between_dates as between_dates
    from mediakit.selecting import mentioning as mentioning
    from mediakit.selecting import published_by as published_by
    from mediakit.stories import compare_lags as compare_lags
    from mediakit.stories import find_stories as find_stories
    from mediakit.stories import first_to_report as first_to_report
    from mediakit.stories import mark_stories as mark_stories
    from mediakit.stories import story_path as story_path
    from mediakit.terms import count_terms as count_terms
    from mediakit.terms import weigh_terms as weigh_terms
    from mediakit.terms.vectorizer import TermVectorizer as TermVectorizer
    from mediakit.topics import TopicEstimator as TopicEstimator
    from mediakit.topics import choose_n_topics as choose_n_topics
    from mediakit.topics import find_topics as find_topics
    from mediakit.topics import load_topics as load_topics

__version__ = "0.1.0"

#: Where each public name is; it is imported when it is first used.
_MODULES = {
    "changes": ["find_changes"],
    "cleaning": [
        "credit_agencies",
        "find_boilerplate",
        "find_refrains",
        "find_reprints",
        "mark_reprints",
        "prepare_articles",
        "strip_boilerplate",
        "suggest_owners",
    ],
    "coding": [
        "assess",
        "code_articles",
        "codes_from_table",
        "draw_coding_sample",
        "estimate_shares",
        "measure_agreement",
        "read_codes",
    ],
    "comparing": ["compare", "compare_outlets", "compare_periods", "suggest_spellings"],
    "context": ["keyword_in_context", "quote_examples"],
    "counting": ["count_articles", "count_by_weekday", "largest_outlets", "share_mentioning"],
    "demo": ["load_demo_articles"],
    "distances": ["measure_distances"],
    "framing": [
        "FrameClassifier",
        "load_classifier",
        "load_frames",
        "read_lexicon",
        "score_frames",
    ],
    "inspecting": ["inspect_articles", "rename_outlets", "suggest_outlet_names"],
    "languages": ["identify_languages"],
    "phrases": ["find_phrases"],
    "quotes": ["count_sources", "find_quotes"],
    "readers": ["as_articles", "read_articles", "scan_articles", "write_articles"],
    "reporting": [
        "check_notebook",
        "describe_articles",
        "describe_ledger",
        "describe_method",
        "show_findings",
        "show_table",
        "write_report",
    ],
    "robustness": ["check_robustness", "collect_findings"],
    "selecting": ["between_dates", "mentioning", "published_by"],
    "stories": ["compare_lags", "find_stories", "first_to_report", "mark_stories", "story_path"],
    "terms": ["count_terms", "weigh_terms"],
    "terms.vectorizer": ["TermVectorizer"],
    "topics": ["TopicEstimator", "choose_n_topics", "find_topics", "load_topics"],
}
_MODULE_OF = {name: module for module, names in _MODULES.items() for name in names}

__all__ = sorted(_MODULE_OF)


def __getattr__(name: str) -> object:
    if name in _MODULE_OF:
        return getattr(import_module(f"mediakit.{_MODULE_OF[name]}"), name)
    raise AttributeError(f"module 'mediakit' has no attribute '{name}'")


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
