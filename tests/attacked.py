"""Notebooks that show attacks in every place where a name, a headline or an address can stand."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
from browsing import write_notebook

from mediakit.columns import with_schema_types

#: Words that part the articles by subject, side and time, so that every analysis finds something.
SUBJECTS = ["ferry crew harbour strike", "wheat field harvest rain", "choir hall song concert"]
SIDES = ["angry war attack", "calm money price"]
N_SIDES = 6
NAMED = "\"'><img src=x onerror=window.__taken=1> #?%.$x$"  # of a file

READING = """
articles_path = "attacked.parquet"
import json
import pandas as pd
import mediakit as mk
attacks = json.load(open("attacks.json"))
everything = " ".join(attacks)
_, ledger = mk.read_articles(articles_path, return_ledger=True, on_error="ignore")
articles = pd.read_parquet(articles_path)  # as it is, whatever the reader would take out
mk.describe_articles(articles, ledger, selection=everything, comment=everything)
"""
#: Each article and outlet is an attack.
LISTS = [
    "mk.describe_ledger(ledger)",
    "mk.show_table(ledger, 600)",
    "mk.show_table(articles[['title', 'text', 'outlet', 'url', 'author', 'section']], 600)",
    "mk.show_table(pd.DataFrame({attack: [attack] for attack in attacks}))",
    "some = articles.iloc[::SPREAD]\ninspection = mk.inspect_articles(some)\ninspection",
    "inspection.examples(n=2)",
    "mk.show_table(mk.suggest_outlet_names(some))",
    "counts = mk.count_articles(articles, by='outlet')\ncounts.show(600)",
    "counts",
    "mk.keyword_in_context(articles, 'taken*')",
    "mk.quote_examples(counts, 40)",
    "shares = mk.share_mentioning(articles, 'ferry OR taken*', by='outlet')\nshares.show(600)",
    "shares.sample_matches(n=10)",
    """
for place in range(0, len(attacks), 25):
    some = [attack.replace('"', "").replace("*", "") for attack in attacks[place : place + 25]]
    query = " OR ".join(f'"{attack}"' for attack in some)
    display(mk.share_mentioning(articles, query))
display(mk.keyword_in_context(articles, query))
""",
    """
for place in range(0, len(attacks), 20):
    some = attacks[place : place + 20]
    named = articles.head(3).assign(**dict.fromkeys(some, attacks[place]))
    display(mk.count_articles(named, by=some).show())
""",
    "mk.count_articles(named, by=[some[0], 'outlet']).plot()",
    "lexicon = mk.read_lexicon({attack: ['ferry', 'war'] for attack in attacks[:300]})\nlexicon",
    "scores = mk.score_frames(articles, lexicon)\nscores.show(600)",
    "mk.show_findings(counts, shares, scores, inspection)",
    "mk.describe_method(counts, shares, scores)",
]
#: Six outlets, and topics, frames, stories and features, are named by attacks.
SIDED = [
    """
outlets = articles["outlet"].drop_duplicates().tolist()[::SPREAD]
articles = articles.assign(outlet=[outlets[number % 6] for number in range(len(articles))])
articles, account = mk.prepare_articles(articles, return_account=True)
account
""",
    "account.reprints",
    "account.reprints.plot()",
    "mk.show_table(account.reprints.groups(), 60)",
    "account.reprints.side_by_side()",
    "mk.find_refrains(articles)",
    "counts = mk.count_articles(articles, by='outlet', freq='W')\ncounts.plot()",
    "shares = mk.share_mentioning(articles, 'ferry', by='outlet')\nshares.plot()",
    "shares.show()",
    """
words = mk.compare(articles, "outlet", a=outlets[0], b=outlets[1])
words.plot()
""",
    "words.show()",
    """
found = mk.check_robustness(words)
found.plot()
""",
    "found.show()",
    """
features = {attacks[0]: "ferry", attacks[1]: "war OR attack", attacks[40]: "wheat"}
by_feature = mk.compare(articles, "outlet", a=outlets[0], b=outlets[1], features=features)
by_feature.plot()
""",
    "by_feature.show()",
    "topics = mk.find_topics(articles, n_topics=3)",
    """
names = {old: attacks[17 * (place + 1)] for place, old in enumerate(topics.names)}
named = topics.rename(names)
display(named.plot(), named.heatmap(by="outlet"), named.plot(by="outlet"))
for name in named.names:
    display(named.examples(name, n=2), mk.show_table(named.misfits(name, n=2)))
display(named.card(named.names[0]))
""",
    """
parts = {old: " ".join(attacks[place::3]) for place, old in enumerate(topics.names)}
topics.rename(parts).show()
""",
    """
lexicon = mk.read_lexicon({attacks[3]: ["war", "attack*"], attacks[150]: ["money", "price*"]})
scores = mk.score_frames(articles, lexicon)
scores.plot(by="outlet")
""",
    "scores.show()",
    "mk.quote_examples(scores)",
    """
stories = mk.find_stories(articles)
articles = mk.mark_stories(articles, stories)
stories.plot(n=11)
""",
    "stories.show(600)",
    "firsts = mk.first_to_report(articles)\nfirsts.plot()",
    "firsts.show()",
    "mk.compare_lags(articles).show()",
    "path = mk.story_path(articles, stories.table()['story'].iloc[0])\npath.plot()",
    "path.show(60)",
    "mk.show_table(path.differences(n=2), 60)",
    "distances = mk.measure_distances(articles)\ndistances.plot()",
    "distances.show()",
    "mk.show_findings(shares, words, found, by_feature, named, scores, stories, firsts, distances)",
    "mk.describe_method(shares, words, found, by_feature, named, scores, stories, distances)",
]


def attacked_articles(attacks: list[str]) -> pd.DataFrame:
    """Return an article an attack, which stands in its headline, its text, its names and address."""
    rows = []
    for number, attack in enumerate(attacks):
        day, subject = divmod(number, len(SUBJECTS))
        words = f"{SUBJECTS[subject]} day{day}. The {SIDES[number % N_SIDES % 2]} of day{day}"
        rows.append(
            {
                "article_id": f"a{number:03d}",
                "outlet": attack,
                "title": f"{attack} {SUBJECTS[subject]}",
                "text": f"{words} came. {attack} It was the {words}.\n{words} went on. {attack}",
                "url": (attack, f"https://paper.example/{attack}", f"javascript:{attack}")[
                    number % 3
                ],
                "author": attack,
                "section": attack,
                "date": f"2031-03-{number % 28 + 1:02d}",
                "source_file": attack,
                "source_record": number,
                "source_format": "invented",
            }
        )
    copies = [row | {"article_id": f"b{row['article_id']}"} for row in rows[:12]]
    for row, other in zip(copies, rows[1:13], strict=True):
        row["outlet"] = other["outlet"]
    return with_schema_types(pd.DataFrame([*rows, *copies]).astype(object))


def write_notebooks(folder: Path, attacks: list[str]) -> list[Path]:
    """Write the notebooks and what they read; `project.toml` holds all attacks too."""
    attacked_articles(attacks).to_parquet(folder / "attacked.parquet")
    (folder / "attacks.json").write_text(json.dumps(attacks))
    names = ["title", "date", "author", "contact", "corrections"]
    lines = [
        f"{name} = {json.dumps(' '.join(attacks[place :: len(names)]))}"
        for place, name in enumerate(names)
    ]
    (folder / "project.toml").write_text("\n".join(lines), encoding="utf-8")
    paths = [folder / "lists.ipynb", folder / f"sides{NAMED}.ipynb"]
    for path, cells in zip(paths, (LISTS, SIDED), strict=True):
        spread = str(len(attacks) // N_SIDES)
        write_notebook(path, READING, *[cell.replace("SPREAD", spread).strip() for cell in cells])
    return paths
