"""All sentences that a user can meet, on the demo articles and on corner cases, in one file to be read.

    python tests/golden.py    # writes tests/golden.md

Each sentence is written once, where it comes up first.
"""

from __future__ import annotations

import contextlib
import io
import re
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest import mock

import nbformat
import numpy as np
import pandas as pd

import mediakit as mk
from mediakit.cli import main
from mediakit.coding import Codes
from mediakit.coding.sheet import CodingSheet
from mediakit.columns import empty_articles, with_schema_types
from mediakit.errors import MediakitError, MissingExtra
from mediakit.inspecting import Inspection
from mediakit.results import Result
from mediakit.tokens import segmenters

GOLDEN = Path(__file__).with_name("golden.md")
FEW = {"n_permutations": 19}
DAYS = [f"2031-03-{1 + n % 28:02d}" for n in range(600)]
WORDS = "ferry wheat choir harbour storm budget vote school bridge market snow council".split()

TWO_LANGUAGES = "The ferry stopped at noon because its crew went on strike. " * 5 + (
    "Die Fähre hielt um zwölf Uhr an, weil die Mannschaft streikt. " * 5
)

Calls = dict[str, Callable[[pd.DataFrame], object]]


def in_two_languages(articles: pd.DataFrame) -> pd.DataFrame:
    """Return the articles as if every third were in German, and the first in a language unknown."""
    languages = [["en", "en", "de"][row % 3] for row in range(len(articles))]
    return articles.assign(language=[None, *languages[1:]][: len(articles)])


def of_one_distribution() -> pd.DataFrame:
    """Return articles whose words are all drawn from one distribution."""
    generator = np.random.default_rng(3)
    words = [f"word{number}x" for number in range(300)]
    odds = 1 / np.arange(1, 301)
    texts = [" ".join(generator.choice(words, 60, p=odds / odds.sum())) for _ in range(80)]
    ids = [f"a{number:03d}" for number in range(80)]
    return pd.DataFrame({"article_id": ids, "title": "", "text": texts})


def in_many_shades() -> pd.DataFrame:
    """Return 1,000 articles that drift from one subject to another without a border."""
    generator = np.random.default_rng(4)
    texts = []
    for number in range(1000):
        middle = 400 * number / 1000
        places = generator.normal(middle, 25, 60).round().astype(int) % 400
        texts.append(" ".join(f"word{place}x" for place in places))
    ids = [f"a{number:04d}" for number in range(1000)]
    return pd.DataFrame({"article_id": ids, "title": "", "text": texts})


def codes_of(articles: pd.DataFrame) -> Codes:
    """Return codes of two coders: what the lists say, of which the second says one otherwise."""
    scores = mk.score_frames(articles, method="share").values()
    frames = [name for name in scores.columns if name != "article_id"]
    one = (scores[frames] > scores[frames].median()).astype(int)
    other = one.assign(
        moral=0, conflict=1 - one["conflict"].where(one.index % 3 == 0, 1 - one["conflict"])
    )
    tables = [scores[["article_id"]].join(codes) for codes in (one, other)]
    both = pd.concat([table.assign(coder=name) for table, name in zip(tables, "AB", strict=True)])
    return mk.codes_from_table(both)


def mentions_of(articles: pd.DataFrame) -> Codes:
    """Return codes of every other article: whether it mentions the ferry."""
    table = articles[["article_id"]].iloc[::2]
    said = articles["text"].iloc[::2].fillna("").str.contains("ferry").astype(int)
    return mk.codes_from_table(table.assign(mentions=said))


def first_card(articles: pd.DataFrame) -> object:
    """Return the card of the largest of three topics."""
    topics = mk.find_topics(articles, n_topics=3)
    if not topics.names:
        return topics.reason
    return topics.card(topics.names[0])


def invented(outlets: list[str], *, dated: bool = True) -> pd.DataFrame:
    """Return an article for each outlet named, of words that turn round and a few of its own."""
    rows = []
    for number, outlet in enumerate(outlets):
        words = " ".join(WORDS[(number + step) % len(WORDS)] for step in range(8))
        row = {
            "article_id": f"a{number:03d}",
            "outlet": outlet,
            "title": f"Report {number}",
            "text": f"The {words} of {outlet.lower()}. It rained in {outlet}.",
            "url": f"https://{outlet.lower()}.example/{number}",
        }
        if dated:
            row["date"] = DAYS[number]
        rows.append(row)
    return with_schema_types(pd.DataFrame(rows))


def corpora() -> Iterator[tuple[str, pd.DataFrame]]:
    """Give the demo articles and the corner cases."""
    demo = mk.load_demo_articles()
    yield "the demo articles", demo
    yield "the demo articles, cleaned", mk.mark_reprints(mk.credit_agencies(demo))
    yield "no article", empty_articles()
    yield "one article", invented(["Gull"])
    yield "one outlet", invented(["Gull"] * 24)
    yield "two outlets that tie", invented(["Gull", "Hill"] * 40)
    yield "300 outlets", invented([f"Outlet{number:03d}" for number in range(300)] * 2)
    yield "no dates", invented(["Gull", "Hill", "Marsh"] * 14, dated=False)


#: Their articles are all as far from each other, so that which belong together is rounding, which
#: differs between processors.
ALIKE = ("one outlet", "two outlets that tie", "300 outlets", "no dates")


def press() -> pd.DataFrame:
    """Return an article on each of forty days in each of three outlets, with nothing wrong."""
    rows = []
    for number in range(120):
        outlet = ("Gull", "Hill", "Marsh")[number % 3]
        sentences = []
        for step in range(14 + number % 9):
            noun, other = WORDS[(number + step) % 12], WORDS[(number * step + 5) % 12]
            name = ("NATO", "EU", "UN")[(number + step) % 3]
            item = number * 100 + step
            sentences.append(f"The {noun} was with {name}, and the {other} is not {item}.")
        day = f"2031-{3 + number // 84:02d}-{1 + number // 3 % 28:02d}"
        row = {"article_id": f"p{number:03d}", "outlet": outlet, "date": day}
        rows.append(row | {"title": f"Report {number}", "text": " ".join(sentences)})
    return with_schema_types(pd.DataFrame(rows))


def spoiled(
    articles: pd.DataFrame,
    change: Callable[[str], object],
    *,
    first: int = 0,
    last: int = 39,
    column: str = "text",
) -> pd.DataFrame:
    """Return the articles with some of those of the Gull changed: by default all forty."""
    places = articles.index[articles["outlet"] == "Gull"][first : last + 1]
    changed = articles[column].astype(object)
    changed[places] = [change(value) for value in changed[places]]
    return articles.assign(**{column: changed.astype(articles[column].dtype)})


def without(pattern: str) -> Callable[[str], str]:
    return lambda text: re.sub(pattern, "", text)


def two_outlets(articles: pd.DataFrame) -> list[str]:
    return mk.largest_outlets(articles, 2) if len(articles) else ["Gull", "Hill"]


def first_story(articles: pd.DataFrame) -> object:
    keys = mk.find_stories(articles).example_keys()
    return mk.story_path(mk.mark_stories(articles), keys[0] if keys else "x")


def with_background(articles: pd.DataFrame) -> pd.DataFrame:
    """Let every second text end with a sentence of background, and the others with another."""
    said = [
        "The ministry closed the northern quay in 2029 after two cranes had fallen.",
        "Nobody has said since then who is to pay for the new quay at Selhaven.",
    ]
    added = pd.Series([f"\n{said[row % 2]}" for row in range(len(articles))], articles.index)
    return articles.assign(text=articles["text"] + added)


RESULTS: Calls = {
    "count_articles": mk.count_articles,
    "count_articles by outlet": lambda a: mk.count_articles(a, by="outlet"),
    "count_articles by week": lambda a: mk.count_articles(a, freq="W"),
    "count_articles by outlet and day": lambda a: mk.count_articles(a, by="outlet", freq="D"),
    "count_articles in two languages": lambda a: mk.count_articles(in_two_languages(a)),
    "share_mentioning": lambda a: mk.share_mentioning(a, "ferry OR war"),
    "share_mentioning by outlet": lambda a: mk.share_mentioning(a, "ferry OR war", by="outlet"),
    "share_mentioning by week": lambda a: mk.share_mentioning(a, "ferry OR war", freq="W"),
    "share_mentioning, nothing found": lambda a: mk.share_mentioning(a, "zebra", by="outlet"),
    "share_mentioning, everything found": lambda a: mk.share_mentioning(a, "the", by="outlet"),
    "count_by_weekday": mk.count_by_weekday,
    "count_by_weekday by outlet": lambda a: mk.count_by_weekday(a, by="outlet"),
    "find_changes": lambda a: mk.find_changes(a, freq="D"),
    "find_changes by outlet": lambda a: mk.find_changes(a, by="outlet", freq="D"),
    "find_changes of a subject": lambda a: mk.find_changes(a, "the", freq="D"),
    "keyword_in_context": lambda a: mk.keyword_in_context(a, "ferry").describe(),
    "count_terms": lambda a: mk.count_terms(a, min_df=2),
    "weigh_terms": mk.weigh_terms,
    "weigh_terms in two languages": lambda a: mk.weigh_terms(in_two_languages(a)),
    "inspect_articles": mk.inspect_articles,
    "inspect_articles, lower-cased": lambda a: mk.inspect_articles(
        a.assign(text=a["text"].str.lower())
    ),
    "find_phrases": lambda a: mk.find_phrases(a, min_articles=3),
    "find_quotes": mk.find_quotes,
    "count_sources": lambda a: mk.count_sources(a, by="outlet"),
    "compare_outlets": lambda a: mk.compare_outlets(a, *two_outlets(a), **FEW),
    "compare_outlets, one and the rest": lambda a: mk.compare_outlets(
        a, two_outlets(a)[0], within="M", **FEW
    ),
    "compare_outlets, a word list": lambda a: mk.compare_outlets(
        a, two_outlets(a)[0], {"the": 900, "ferry": 1}
    ),
    "compare": lambda a: mk.compare(a, "outlet", **FEW),
    "compare, features": lambda a: mk.compare(
        a, "outlet", features={"sea": "ferry OR harbour"}, unit="date", **FEW
    ),
    "compare_periods": lambda a: mk.compare_periods(a, **FEW),
    "compare_periods, two ranges": lambda a: mk.compare_periods(
        a, a=("2031-03-01", "2031-03-10"), b=("2031-03-11", "2031-03-25"), **FEW
    ),
    "check_robustness": lambda a: mk.check_robustness(mk.compare(a, "outlet", **FEW), raw=a),
    "check_robustness of subjects": lambda a: mk.check_robustness(
        mk.compare_outlets(
            a, *two_outlets(a), features={"pay": "million OR pay", "sea": "ferry OR harbour"}, **FEW
        )
    ),
    "check_robustness of periods": lambda a: mk.check_robustness(
        mk.compare_periods(a, features={"trial": "trial OR court"})
    ),
    "collect_findings": lambda a: mk.collect_findings(
        [
            mk.check_robustness(mk.compare(a, "outlet", features={"pay": "million OR pay"})),
            mk.compare(a, "outlet", **FEW),
            mk.first_to_report(mk.mark_stories(a)),
        ]
    ),
    "measure_distances": lambda a: mk.measure_distances(a, **FEW),
    "measure_distances by month": lambda a: mk.measure_distances(
        a, freq="M", metric="cosine", **FEW
    ),
    "find_topics": lambda a: mk.find_topics(a, n_topics=3),
    "find_topics without a number": mk.find_topics,
    "find_topics with seeds": lambda a: mk.find_topics(
        a, seeds={"Trial": ["court", "minister"], "Water": ["water", "xylophone"]}
    ),
    "topics of one distribution": lambda a: mk.find_topics(of_one_distribution()),
    "topics of many articles": lambda a: mk.find_topics(in_many_shades()),
    "a topic's card": first_card,
    "choose_n_topics": lambda a: mk.choose_n_topics(a, n_max=3),
    "score_frames": mk.score_frames,
    "score_frames checked": lambda a: mk.score_frames(a).with_assessment(
        mk.assess(mk.score_frames(a), codes_of(a))
    ),
    "assess": lambda a: mk.assess(mk.score_frames(a), codes_of(a)),
    "assess a few": lambda a: mk.assess(mk.score_frames(a), codes_of(a.head(12))),
    "measure_agreement": lambda a: mk.measure_agreement(codes_of(a), a),
    "FrameClassifier": lambda a: mk.FrameClassifier().score_articles(a, codes_of(a)),
    "FrameClassifier without lists": lambda a: mk.FrameClassifier(None).score_articles(
        a, codes_of(a)
    ),
    "code_articles": lambda a: CodingSheet(
        mk.draw_coding_sample(a, ["moral"], n=20), "Kim", tempfile.mkdtemp()
    ).describe(),
    "estimate_shares": lambda a: mk.estimate_shares(mk.score_frames(a), codes_of(a), by="outlet"),
    "estimate_shares of a query": lambda a: mk.estimate_shares(
        mk.share_mentioning(a, "ferry"), mentions_of(a), freq="M"
    ),
    "draw_coding_sample": lambda a: mk.draw_coding_sample(a, ["moral"], n=20),
    "a codebook": lambda a: mk.draw_coding_sample(a, {"moral": "Right and wrong."}).codebook(),
    "prepare_articles": lambda a: mk.prepare_articles(
        a, agencies={"Corvane Wire": ["Corvane", "corvanewire.example"]}, return_account=True
    )[1],
    "find_refrains": mk.find_refrains,
    "find_refrains of a paragraph of background": lambda a: mk.find_refrains(with_background(a)),
    "find_reprints": mk.find_reprints,
    "find_boilerplate": mk.find_boilerplate,
    "find_stories": mk.find_stories,
    "first_to_report": lambda a: mk.first_to_report(mk.mark_stories(a)),
    "compare_lags": lambda a: mk.compare_lags(mk.mark_stories(a), **FEW),
    "story_path": first_story,
    "describe_articles": mk.describe_articles,
}


GERMAN = "Der Rat hat sich auf den Haushalt geeinigt, und das ist nicht gut. " * 9
FOOTER = "\nRead the Gull on every tide of the year."
#: What `inspect_articles` is given: each fault, in the articles of `press`.
FAULTY: Calls = {
    "nothing wrong": lambda a: a,
    "one outlet, nothing wrong": lambda a: a[a["outlet"] == "Hill"],
    "one outlet": lambda a: spoiled(a[a["outlet"] == "Gull"], str.lower),
    "no capitals": lambda a: spoiled(a, str.lower, last=29),
    "no capitals from a day on": lambda a: spoiled(a, str.lower, first=25),
    "words in capitals missing": lambda a: spoiled(a, without(r"\b[A-Z]{2,}\b")),
    "words in capitals missing in two outlets": lambda a: a.assign(
        text=a["text"].where(a["outlet"] == "Hill", a["text"].map(without(r"\b[A-Z]{2,}\b")))
    ),
    "no full stops": lambda a: spoiled(a, without(r"\.")),
    "damaged letters": lambda a: spoiled(a, lambda t: t.replace("is not", "cafÃ©"), last=9),
    "damaged headlines": lambda a: spoiled(a, lambda t: f"Mayorâ€™s {t}", last=9, column="title"),
    "HTML": lambda a: spoiled(a, lambda t: f'{t} <a href="x">more</a>', last=9),
    "HTML in headlines": lambda a: spoiled(a, lambda t: f"<b>{t}</b>", last=9, column="title"),
    "cut off": lambda a: spoiled(a, lambda t: f"{t[:300]}… [+1210 chars]", last=9),
    "another language": lambda a: spoiled(a, lambda t: GERMAN, last=9),
    "no text": lambda a: spoiled(a, lambda t: None, last=9),
    "no date": lambda a: spoiled(a, lambda t: pd.NaT, last=9, column="date"),
    "page furniture": lambda a: spoiled(a, lambda t: t + FOOTER),
    "missing days": lambda a: a[(a["outlet"] != "Gull") | ~a["date"].dt.day.between(9, 23)],
    "one stray date": lambda a: spoiled(a, lambda t: DAY_ONE, last=0, column="date"),
    "two stray dates": lambda a: spoiled(a, lambda t: DAY_ONE, last=1, column="date"),
    "several names": lambda a: spoiled(a, lambda t: "The Gull (Online)", last=19, column="outlet"),
    "several faults": lambda a: spoiled(
        spoiled(a, without(r"\b[A-Z]{2,}\b")), lambda t: f"<p>{t}</p>", last=9
    ),
}
#: Those that may explain a word.
EXPLAINED = (
    "nothing wrong",
    "words in capitals missing",
    "damaged headlines",
    "HTML",
    "another language",
    "page furniture",
    "several names",
    "several faults",
)
DAY_ONE = pd.Timestamp("1970-01-01")
ASKED = ("nato", "eu ferry", "café", "href", "chars", "haushalt", "tide", "cafã")


def written(name: str, text: str) -> Path:
    """Return a file with this text."""
    path = Path(tempfile.gettempdir(), "mediakit-golden", name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def ledger_of(name: str, files: dict[str, str]) -> str:
    """Say what was read from a folder of these files."""
    paths = [written(f"{name}/{file}", text) for file, text in files.items()]
    _, ledger = mk.read_articles(paths, return_ledger=True)
    return mk.describe_ledger(ledger).answer()


NATIVE = "Bridge shut\n20310307\nhttps://gull.example/a\nIt is shut.\n"
BARE = "Bridge shut\nIt is shut.\n"
LONG = "The bridge over the narrow arm of the lake is shut, the council said in a note on Monday."
#: What `describe_ledger` says of files.
LEDGERS: Calls = {
    "no file": lambda a: mk.describe_ledger(ledger_of_nothing()).answer(),
    "one sound file": lambda a: ledger_of("r1", {"a.txt": NATIVE}),
    "two sound files": lambda a: ledger_of("r2", {"a.txt": NATIVE, "b.txt": NATIVE}),
    "one file that cannot be read": lambda a: ledger_of("r3", {"a.pdf": "%PDF-1.7"}),
    "an outlet from a folder": lambda a: ledger_of(
        "r6", {"Hill/2031-03-07 Bridge.txt": BARE, "Gull/2031-03-08 Bridge.txt": BARE}
    ),
    "an outlet from a file": lambda a: ledger_of("r7", {"2031-03-07 Hill 6.txt": BARE}),
    "a title from a file": lambda a: ledger_of("r8", {"2031-03-07 Snow falls.txt": LONG}),
    "repaired and noted": lambda a: ledger_of(
        "r9",
        {
            "a.csv": 'Titel,Inhalt,Datum\nA,"one "two\nthree",2031-03-07\nB,&amp; so,7.3.2031\n',
            "b.json": '{"total": 57, "articles": [{"title": "Snow", "text": "It fell."}]}',
        },
    ),
    "a part lost": lambda a: ledger_of("r10", {"a.json": '[{"title": "Snow"}, {"title": '}),
    "one broken line": lambda a: ledger_of("r4", {"a.jsonl": '{"title": "Snow"}\n{'}),
    "all kinds of files": lambda a: ledger_of(
        "r5",
        {
            "a.txt": NATIVE,
            "b.jsonl": '{"title": "Snow"}\n{"title": ""}\n{',
            "c.jsonl": '{"title": "Snow"}\n{"title": ""}\n{',
            "d.pdf": "%PDF-1.7",
            "e.txt": "A note.\nNo article.\n",
            "f.7z": "7z\xbc\xaf",
            "g.xyz": "?",
        },
    ),
}


def ledger_of_nothing() -> pd.DataFrame:
    """Return the ledger of an empty folder."""
    folder = written("r0/a.txt", "").parent
    (folder / "a.txt").unlink()
    return mk.read_articles(folder, return_ledger=True)[1]


def chinese_without_the_extra(articles: pd.DataFrame) -> None:
    """Count Chinese words as if no segmenter were installed."""
    with mock.patch.object(segmenters, "find_spec", return_value=None):
        mk.count_terms(articles.assign(text="今天天气很好我们去海边", title=""))


def no_library(articles: pd.DataFrame) -> None:
    raise MissingExtra("trafilatura", "web")


def failing_notebook(articles: pd.DataFrame) -> None:
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1 / 0")])
    nbformat.write(book, path := written("fails.ipynb", ""))
    mk.write_report([path], out=path.parent / "pages")


def page_where_a_folder_is(articles: pd.DataFrame) -> None:
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("1")])
    nbformat.write(book, path := written("quiet.ipynb", ""))
    Path("taken", "quiet.html").mkdir(parents=True, exist_ok=True)
    mk.write_report([path], out="taken")


def notebook_of_other_parameters(name: str, value: str) -> None:
    """Give a notebook a parameter that it does not have, or that is nothing of the kind."""
    cell = nbformat.v4.new_code_cell("subject = 'tram'\nn = 8", metadata={"tags": ["parameters"]})
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), path := written("trams.ipynb", ""))
    mk.write_report([path], out=path.parent / "pages", parameters={name: value})


#: Calls that go wrong, each with the class of error that it raises.
WRONG: Calls = {
    "a column that is not there": lambda a: mk.count_articles(a, by="outlets"),
    "no table": lambda a: mk.count_articles(a["text"]),
    "an unknown outlet": lambda a: mk.published_by(a, "dailylantern.exampel"),
    "an unknown period": lambda a: mk.count_articles(a, freq="monthly"),
    "a date that is none": lambda a: mk.between_dates(a, "March", "2031-04-01"),
    "dates that are text": lambda a: mk.count_articles(a.assign(date="1/3/2031"), freq="W"),
    "dates with a zone": lambda a: mk.count_articles(
        a.assign(date=a["date"].dt.tz_localize("UTC")), freq="W"
    ),
    "by and freq": lambda a: mk.count_articles(a, by="date", freq="W"),
    "a query that cannot be read": lambda a: mk.mentioning(a, "(ferry OR"),
    "a query of nothing": lambda a: mk.mentioning(a, ""),
    "a number that is text": lambda a: mk.find_topics(a, n_topics="6"),
    "more topics than articles": lambda a: mk.find_topics(a, n_topics=500),
    "seeds that no article has": lambda a: mk.find_topics(a, seeds={"Music": ["xylophone"]}),
    "seeds that are none": lambda a: mk.find_topics(a, seeds=["ferry"]),
    "more seeds than topics": lambda a: mk.find_topics(
        a, seeds={"a": ["court"], "b": ["water"], "c": ["ship"]}, n_topics=2
    ),
    "a model that is none": lambda a: mk.find_topics(a, model=7),
    "a model and a number": lambda a: mk.find_topics(
        a, model=mk.find_topics(a, n_topics=2).model, n_topics=3
    ),
    "one topic merged": lambda a: mk.find_topics(a, seeds={"Water": ["water"]}).merge(
        ["Water"], "W"
    ),
    "pooled without groups": lambda a: mk.find_topics(a, n_topics=2).table(pooled=True),
    "a topic model that is not there": lambda a: mk.load_topics("none.npz"),
    "a topic model that is none": lambda a: mk.load_topics(written("model.npz", "text")),
    "codes without ids": lambda a: mk.codes_from_table(pd.DataFrame({"moral": [1]})),
    "codes without labels": lambda a: mk.codes_from_table(pd.DataFrame({"article_id": ["a"]})),
    "codes that are none": lambda a: mk.codes_from_table(
        pd.DataFrame({"article_id": ["a"], "moral": [3]})
    ),
    "codes given twice": lambda a: mk.codes_from_table(
        pd.DataFrame({"article_id": ["a", "a"], "moral": [1, 0]})
    ),
    "codes that cannot be read": lambda a: mk.read_codes(
        written("coding-A.csv", "article_id,moral\na,perhaps\n")
    ),
    "codes that are not there": lambda a: mk.read_codes("none.csv"),
    "an empty file of codes": lambda a: mk.read_codes(written("coding-A.csv", "")),
    "codes from a number": lambda a: mk.read_codes(3),
    "codes from no table": lambda a: mk.codes_from_table([1]),
    "codes of another sample": lambda a: CodingSheet(
        mk.draw_coding_sample(a, ["moral"], n=20),
        "A",
        Path(written("coding-A.csv", "article_id,moral\na,1\n")).parent,
    ),
    "a coder without a name": lambda a: CodingSheet(
        mk.draw_coding_sample(a, ["moral"], n=20), "a/b", "."
    ),
    "a sample to code that is none": lambda a: mk.code_articles(a, coder="Kim", path="."),
    "a classifier that is not there": lambda a: mk.load_classifier("none.npz"),
    "a classifier that is none": lambda a: mk.load_classifier(written("model.npz", "text")),
    "a frame called as a column": lambda a: mk.score_frames(a, {"outlet": ["court"]}),
    "frames that are none": lambda a: mk.score_frames(a, 3),
    "codes of other labels": lambda a: mk.assess(mk.score_frames(a), mentions_of(a)),
    "scores that are none": lambda a: mk.assess(a, codes_of(a)),
    "a sample of nothing": lambda a: mk.draw_coding_sample(a, []),
    "a half width of 2": lambda a: mk.estimate_shares(mk.score_frames(a), codes_of(a)).needed(2),
    "too few codes to learn from": lambda a: mk.FrameClassifier().score_articles(
        a, codes_of(a.head(12))
    ),
    "no outlets": lambda a: mk.largest_outlets(a, -1),
    "the same side twice": lambda a: mk.compare_outlets(a, "meridian.example", "meridian.example"),
    "weights instead of counts": lambda a: mk.compare(a, "outlet", features=mk.weigh_terms(a)),
    "features that are none": lambda a: mk.compare(a, "outlet", features=7),
    "within and unit": lambda a: mk.compare(a, "outlet", within="M", unit="author"),
    "periods that overlap": lambda a: mk.compare_periods(
        a, a=("2031-03-01", "2031-03-10"), b=("2031-03-05", "2031-03-25")
    ),
    "groups without by": lambda a: mk.count_articles(a).plot(groups=["meridian.example"]),
    "events without freq": lambda a: mk.count_articles(a, by="outlet").plot(
        events={"2031-03-14": "Verdict"}
    ),
    "ids that repeat": lambda a: mk.count_articles(a.assign(article_id="a1")),
    "stories not found": mk.first_to_report,
    "a term to explain that is none": lambda a: mk.inspect_articles(a).explain(7),
    "articles that were not inspected": lambda a: mk.compare_outlets(
        a, *two_outlets(a), **FEW
    ).with_inspection(mk.inspect_articles(a.iloc[::2])),
    "an inspection that is none": lambda a: mk.compare_outlets(
        a, *two_outlets(a), **FEW
    ).with_inspection(a),
    "an outlet to rename that is not there": lambda a: mk.rename_outlets(a, {"Hill": "The Hill"}),
    "an empty new name": lambda a: mk.rename_outlets(a, {"meridian.example": " "}),
    "names that are no mapping": lambda a: mk.rename_outlets(a, ["meridian.example"]),
    "no file": lambda a: mk.read_articles("no/such/folder"),
    "a ledger that is none": mk.describe_ledger,
    "an unknown word list": lambda a: mk.score_frames(a, "generick"),
    "a broken file": lambda a: mk.read_articles(written("a.jsonl", "{"), on_error="raise"),
    "a table without texts": lambda a: len(
        mk.read_articles(written("b.csv", "HL,Paper\nSnow,Gull"))
    ),
    "a table of one's own": lambda a: mk.as_articles(
        pd.DataFrame({"Body": ["Snow"]}), columns={"Bodi": "text"}
    ),
    "a missing library": no_library,
    "texts of unknown language": lambda a: len(
        mk.identify_languages(
            a.assign(title="", text=["Snow"] * 9 + [TWO_LANGUAGES] * (len(a) - 9))
        )
    ),
    "a stop word list that is none": lambda a: mk.count_terms(a, stop_words="germn"),
    "a notebook that fails": failing_notebook,
    "a page where a folder is": page_where_a_folder_is,
    "a parameter that no notebook has": lambda a: notebook_of_other_parameters("subjet", "bus"),
    "a parameter of another kind": lambda a: notebook_of_other_parameters("n", "many"),
    "some words without spaces": lambda a: str(
        mk.count_terms(
            a.assign(title=["ມື້ນີ້ອາກາດດີຫຼາຍພວກເຮົາໄປທະເລ"] * 9 + ["Snow"] * (len(a) - 9), text="")
        )
    ),
    "Chinese without the extra": chinese_without_the_extra,
    "words without spaces": lambda a: mk.count_terms(
        a.assign(text="ມື້ນີ້ອາກາດດີຫຼາຍພວກເຮົາໄປທະເລ", title="")
    ),
}


def texts_of(result: object) -> Iterator[tuple[str, str]]:
    """Give every text of a result, each with what it is."""
    if not isinstance(result, Result):
        yield "shown", str(result)
        return
    yield "answer", result.answer()
    yield "described", result.describe()
    chart = result.plot()
    yield "title", chart.title
    yield "subtitle", chart.subtitle
    yield "alt", chart.alt
    yield "source", chart.source
    if isinstance(result, Inspection):
        yield "forbids", " ".join(result.table()["forbids"])
        yield "why", " ".join(result.explain(ASKED)["why"])
    if not result.example_keys():
        yield "examples", result.examples().reason


def sentences_in(text: str) -> list[str]:
    """Return the sentences of a text."""
    paragraph = " ".join(text.replace(tempfile.gettempdir(), "…").split())
    return re.split(r"(?<=[.!?]) (?=[A-Z0-9“])", paragraph)


def section(name: str, calls: Calls, articles: pd.DataFrame, known: set[str]) -> list[str]:
    """Return the new sentences of these calls, as lines."""
    lines = [f"## {name}", ""]
    for call, function in calls.items():
        new = []
        try:
            with warnings.catch_warnings(record=True) as caught:
                warnings.simplefilter("always")
                texts = list(texts_of(function(articles)))
            texts += [(type(one.message).__name__, str(one.message)) for one in caught]
        except (MediakitError, TypeError) as error:
            texts = [(type(error).__name__, str(error))]
        for what, text in texts:
            fresh = [line for line in sentences_in(text) if line and line not in known]
            known.update(fresh)
            if fresh:
                new.append(f"- {what}: {' '.join(fresh)}")
        if new:
            lines += [f"### {call}", "", *new, ""]
    return lines


def inspected() -> Calls:
    """Return what looks over each of the faulty tables, and compares their outlets."""
    calls: Calls = {}
    for fault, spoil in FAULTY.items():
        calls[f"inspect_articles, {fault}"] = lambda a, spoil=spoil: mk.inspect_articles(spoil(a))
        if fault in EXPLAINED:
            calls[f"compare, {fault}"] = lambda a, spoil=spoil: compared(spoil(a))
    return calls


def compared(articles: pd.DataFrame) -> object:
    """Say what sets the Gull apart from the Hill, or from its other name, and what may explain it."""
    other = articles["outlet"].max()
    if other == "Marsh":
        other = "Hill"
    comparison = mk.compare_outlets(articles, "Gull", other, n_permutations=99)
    return comparison.with_inspection(mk.inspect_articles(articles)).answer()


def command_help() -> list[str]:
    """Return what the command says of itself."""
    lines = ["## the command", ""]
    commands = ("new", "report", "check", "diff", "verify")
    for arguments in (["--help"], *([command, "--help"] for command in commands)):
        shown = io.StringIO()
        with contextlib.redirect_stdout(shown), contextlib.suppress(SystemExit):
            main(arguments)
        lines += [
            f"### mediakit {' '.join(arguments)}",
            "",
            "```",
            shown.getvalue().rstrip(),
            "```",
            "",
        ]
    return lines


def golden_text() -> str:
    """Return the whole file."""
    with contextlib.chdir(written("a.jsonl", "").parent):  # one message names the folder
        return _golden_text()


def _golden_text() -> str:
    known: set[str] = set()
    lines = ["# Every sentence that a user can meet", ""]
    for name, articles in corpora():
        calls = RESULTS
        if name in ALIKE:
            calls = {call: made for call, made in RESULTS.items() if "topic" not in call}
        lines += section(name, calls, articles, known)
    lines += section("articles with faults", inspected(), press(), known)
    lines += section("what was read", LEDGERS, press(), known)
    lines += section("calls that go wrong", WRONG, mk.load_demo_articles(), known)
    return "\n".join([*lines, *command_help()]).rstrip() + "\n"


if __name__ == "__main__":
    GOLDEN.write_text(golden_text(), encoding="utf-8")
