"""Whether `inspect_articles` finds what is wrong, and leaves sound outlets alone.

    python benchmarks/inspecting.py [--data FOLDER] [--draws 20] [--only corpora|damages]

First three real corpora, of which it is known what is wrong. Then ten outlets of 100 real articles
each, of which one is damaged, in each of 21 ways: the share of the draws in which the fault is
named, and in which any of the nine sound outlets is named. The articles come from corpora of whole
texts; page furniture and the few articles that show a fault by themselves are taken out first, for
they would be named rightly. A quarter of an hour.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import reprints

import mediakit as mk

CORPORA = ("ukraine_2022_dev", "uk_immigration_2014", "us_politics_dev")
N_OUTLETS, N_ARTICLES = 10, 100
ONE_ARTICLE, SHARES_ONLY, FROM_A_DATE = 0.2, 0.6, 0.4
# An outlet of 221 articles in 86 days, and none in the 46 days in their middle.
HOLES = ["Daily Mail"]
# Sentences of our own: an article in another language is twenty of them.
FOREIGN = {
    "German": "Der Rat der Stadt hat sich nach einer langen Sitzung auf den neuen Haushalt geeinigt. Die Brücke über den Fluss wird im Herbst gesperrt, wie das Amt mitteilte. Das ist für die Händler keine gute Nachricht. Viele von ihnen sind auf den Verkehr angewiesen. Ein Sprecher sagte, man werde auch mit dem Hafen reden. Nicht alle sind mit dem Plan zufrieden.",
    "French": "Le conseil de la ville a voté hier le budget pour les écoles. Les habitants du quartier ne sont pas contents de la décision. Une réunion est prévue dans la salle des fêtes avec le maire. Pour les commerçants, le pont est une question de survie. Il y aura des travaux sur la route qui mène au port. Les bus passeront par une autre rue.",
    "Spanish": "El ayuntamiento aprobó ayer los presupuestos para las escuelas del barrio. Los vecinos dicen que el puente es una cuestión de seguridad. La obra fue anunciada por el alcalde y se hará entre los meses de mayo y junio. Una parte del puerto estará cerrada, pero su uso no es muy grande. Las tiendas del centro abren desde las nueve.",
    "Russian": "Совет города принял бюджет на новый год. Мост через реку закроют на ремонт, как сообщил мэр. Для торговцев это не лучшая новость, но они готовы ждать. Он был построен из камня и стоит уже сто лет. Жители говорят, что о ремонте никто не знал.",
}

Damage = Callable[[pd.Series, np.random.Generator], pd.Series]


def each(change: Callable[[str, np.random.Generator], str]) -> Damage:
    return lambda texts, chance: texts.map(lambda text: change(text, chance))


def mojibake(text: str, chance: np.random.Generator) -> str:
    return text.replace("'", "’").encode().decode("cp1252", errors="ignore")


def lost_letters(text: str, chance: np.random.Generator) -> str:
    return text.replace("’", "'").replace("'", "\ufffd")


def question_marks(text: str, chance: np.random.Generator) -> str:
    return text.replace("’", "'").replace("'", "?")


def tags(text: str, chance: np.random.Generator) -> str:
    return "<p>" + text.replace("\n", "</p>\n<p>") + '</p><a href="/more">More</a>'


def entities(text: str, chance: np.random.Generator) -> str:
    return text.replace("'", "&#39;").replace("’", "&rsquo;").replace('"', "&quot;") + "&nbsp;"


def marked_cut(text: str, chance: np.random.Generator) -> str:
    return f"{text[:200]}… [+{len(text) - 200} chars]"


def stub(text: str, chance: np.random.Generator) -> str:
    return text[:400].rsplit(". ", 1)[0] + ".\nSubscribe now to continue reading this article."


def unmarked_cut(text: str, chance: np.random.Generator) -> str:
    return text[: int(len(text) * chance.uniform(0.3, 0.8))]


def cut_at_one_length(text: str, chance: np.random.Generator) -> str:
    return text[:1000].rsplit(" ", 1)[0]


def foreign(texts: pd.Series, chance: np.random.Generator) -> pd.Series:
    sentences = FOREIGN[str(chance.choice(list(FOREIGN)))].split(". ")
    return texts.map(lambda text: ". ".join(chance.choice(sentences, 20)) + ".")


def footer(text: str, chance: np.random.Generator) -> str:
    return text + "\nFollow the Gull on every channel and never miss a tide."


LOWER: Damage = lambda texts, chance: texts.str.lower()  # noqa: E731
NAMES: Damage = lambda texts, chance: texts.str.replace(r"\b[A-Z]{2,}\b", "", regex=True)  # noqa: E731
STOPS: Damage = lambda texts, chance: texts.str.replace(r"[.!?…]", "", regex=True)  # noqa: E731

#: What is done to the texts, to which share of the articles, and the name of the fault.
TEXTS = {
    "lower-cased": (LOWER, SHARES_ONLY, "no capitals"),
    "lower-cased from a date on": (LOWER, -FROM_A_DATE, "no capitals"),
    "words in capitals missing": (NAMES, SHARES_ONLY, "words in capitals missing"),
    "words in capitals missing from a date on": (NAMES, -FROM_A_DATE, "words in capitals missing"),
    "full stops gone": (STOPS, SHARES_ONLY, "no full stops"),
    "full stops gone from a date on": (STOPS, -FROM_A_DATE, "no full stops"),
    "HTML tags": (each(tags), ONE_ARTICLE, "HTML left in"),
    "HTML entities": (each(entities), ONE_ARTICLE, "HTML left in"),
    "UTF-8 read as Windows-1252": (each(mojibake), ONE_ARTICLE, "damaged letters"),
    "letters lost to U+FFFD": (each(lost_letters), ONE_ARTICLE, "damaged letters"),
    "apostrophes lost to question marks": (each(question_marks), ONE_ARTICLE, "damaged letters"),
    "cut, with “[+n chars]”": (each(marked_cut), ONE_ARTICLE, "cut off"),
    "cut by a paywall": (each(stub), ONE_ARTICLE, "cut off"),
    "cut at 1,000 characters": (each(cut_at_one_length), ONE_ARTICLE, "cut off"),
    "cut anywhere, without a mark": (each(unmarked_cut), ONE_ARTICLE, "cut off"),
    "another language": (foreign, ONE_ARTICLE, "another language"),
    "a footer": (each(footer), SHARES_ONLY, "page furniture"),
    "text missing": (lambda texts, chance: texts.mask(texts.notna()), ONE_ARTICLE, "no text"),
}
#: What is done to names and dates.
OTHERS = {
    "two names": "several names",
    "a fifth of half a year gone": "missing days",
    "three articles of 1970": "stray dates",
}


def damaged(articles: pd.DataFrame, way: str, outlet: str, seed: int) -> pd.DataFrame:
    """Return the articles with those of one outlet damaged."""
    chance = np.random.default_rng(seed)
    ours = articles.index[articles["outlet"] == outlet]
    ours = articles.loc[ours].sort_values(["date", "article_id"]).index
    changed = articles.copy()
    if way in TEXTS:
        damage, share, _ = TEXTS[way]
        n = round(abs(share) * len(ours))
        rows = ours[-n:] if share < 0 else pd.Index(chance.choice(ours, n, replace=False))
        changed.loc[rows, "text"] = damage(changed.loc[rows, "text"], chance).astype("str")
    elif way == "two names":
        changed.loc[ours[::2], "outlet"] = f"The {outlet} Online"
    elif way == "three articles of 1970":
        changed.loc[chance.choice(ours, 3, replace=False), "date"] = pd.Timestamp("1970-01-01")
    else:
        dates = pd.Timestamp("2031-03-03") + pd.to_timedelta(
            chance.integers(0, 182, len(ours)), "D"
        )
        dates = pd.Series(dates, index=ours).astype("datetime64[us]")
        changed.loc[ours, "date"] = dates
        span = dates.max() - dates.min()
        first = dates.min() + span * chance.uniform(0.2, 0.6)
        changed = changed.drop(ours[dates.between(first, first + span / 5)])
    return changed


def sound_articles() -> pd.DataFrame:
    """Return dated articles of the two corpora of whole texts, without what is known to be wrong."""
    parts = []
    for corpus in ("us_politics_dev", "ukraine_2022_dev"):
        articles = reprints.load(corpus)
        articles = articles[articles["date"] >= "2010"].reset_index(drop=True)
        articles = mk.strip_boilerplate(articles)
        inspection = mk.inspect_articles(articles)
        bad = inspection.articles()
        without = articles[~articles["article_id"].isin(bad["article_id"])]
        lacking = inspection.table().query("what == 'words in capitals missing'")["outlet"]
        without = without[~without["outlet"].isin([*lacking, *HOLES])]
        parts.append(without.assign(outlet=without["outlet"] + f" ({corpus})"))
    articles = pd.concat(parts, ignore_index=True)
    sizes = articles.groupby("outlet").size()
    return articles[articles["outlet"].isin(sizes[sizes >= N_ARTICLES].index)]


def drawn(articles: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Return ten outlets of 100 articles, under neutral names and without addresses."""
    chance = np.random.default_rng(seed)
    outlets = chance.choice(sorted(articles["outlet"].unique()), N_OUTLETS, replace=False)
    parts = []
    for number, outlet in enumerate(outlets):
        part = articles[articles["outlet"] == outlet].sample(N_ARTICLES, random_state=seed)
        parts.append(
            part.assign(
                outlet=f"{'Gull Hill Marsh Cove Ferry Loaf Snow Wheat Choir Tide'.split()[number]} Post"
            )
        )
    return pd.concat(parts, ignore_index=True).drop(columns="url")


def accused(articles: pd.DataFrame, but: str) -> list[str]:
    """Return what is said of the outlets other than one."""
    table = mk.inspect_articles(articles).table()
    others = table[~table["outlet"].str.contains(but)]
    return [f"{row.what}" for row in others.itertuples()]


def show_damages(n_draws: int) -> None:
    articles = sound_articles()
    print(f"{articles['outlet'].nunique()} outlets of at least {N_ARTICLES} sound articles")
    faults = {way: fault for way, (_, _, fault) in TEXTS.items()} | OTHERS
    found = dict.fromkeys(faults, 0)
    blamed = dict.fromkeys(faults, 0)
    wrong: list[str] = []
    n_named = 0
    for draw in range(n_draws):
        sound = drawn(articles, draw)
        said = accused(sound, "nobody")
        wrong += said
        n_named += bool(said)
        for number, (way, fault) in enumerate(faults.items()):
            outlet = sound["outlet"].unique()[(draw + number) % N_OUTLETS]
            table = mk.inspect_articles(damaged(sound, way, outlet, draw)).table()
            is_ours = table["outlet"].str.contains(outlet)
            found[way] += bool((is_ours & (table["what"] == fault)).any())
            blamed[way] += bool((~is_ours).any())
    print(f"{'damage':40}{'found':>8}{'any of 9 sound outlets named':>32}")
    for way in faults:
        print(f"{way:40}{found[way] / n_draws:>8.0%}{blamed[way] / n_draws:>32.0%}")
    total = sum(found.values()) / (n_draws * len(faults))
    n_outlets = n_draws * N_OUTLETS
    print(
        f"all: found {total:.1%}; without damage a fault was named in {n_named} of {n_draws} draws,"
    )
    print(
        f"of {len(wrong)} in {n_outlets} outlets: {pd.Series(wrong, dtype=str).value_counts().to_dict()}"
    )


def show_corpora() -> None:
    for corpus in CORPORA:
        articles = reprints.load(corpus)
        start = time.perf_counter()
        inspection = mk.inspect_articles(articles)
        seconds = time.perf_counter() - start
        table = inspection.table()
        print(f"\n{corpus}: {len(articles):,} articles, {seconds:.1f} s, {len(table)} findings")
        for what, rows in table.groupby("what", sort=False):
            print(f"  {what} ({len(rows)}): {rows['forbids'].iloc[0]}")


def main() -> None:
    """Print both parts."""
    options = argparse.ArgumentParser(usage=__doc__)
    options.add_argument("--data", type=Path, default=reprints.DATA)
    options.add_argument("--draws", type=int, default=20)
    options.add_argument("--only", choices=["corpora", "damages"])
    given = options.parse_args()
    reprints.DATA = given.data
    if given.only != "damages":
        show_corpora()
    if given.only != "corpora":
        show_damages(given.draws)


if __name__ == "__main__":
    main()
