"""How well articles of one event are put together, and who is said to lead; with time and memory.

    python benchmarks/stories.py [--only PART] [--quick]

Parts: events, nearby, small, window, read, sentences, firsts, null, speed.

Events: the 180 articles of `same_event_dev` (60 events by three outlets), among the 6,296 of
`us_politics_dev` and alone, with their own dates and moved into two weeks (the first day of event
k becomes day 7 k mod 11; the days between its articles stay). B-cubed is over the 180, so that
stories among the others do not count; how many others are joined to an event is printed. Beside
it, dates alone: a new story after a number of days without an article, with the best number.
`nearby` tries other thresholds, `small` tables of a few events, all on one day.

Sentences: a person read 70 sentences of these events beside the most similar one of another outlet
(do both tell the same fact?), and 20 that `differences()` lists as told by one outlet alone.
Prints the answers by coverage.

Window: how long the longest story of each corpus lasts. Read: of stories of two or more outlets
drawn at random from `ukraine_2022_dev`, how many a reader found to tell one event.

Firsts: outlets whose numbers of articles differ tenfold, none of them ahead of the others (1,000
runs); printed is how often p < 0.05 for the largest and the smallest, beside a test that expects
each outlet of a story to come first equally often.

Null: the times of two outlets are shuffled within each story, with the days between them as in
real events and the hours drawn (1,000 runs); then one of them is half a day earlier (200 runs).

Speed: `mark_stories` on the articles that `growing.py` makes, each size in a process of its own,
with their own dates (nine years) and all in 20 days, which makes days of 2,000. The peer is
scikit-learn (TfidfVectorizer, AgglomerativeClustering on the whole table of distances).

Ten minutes in all; `--quick` three.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
from growing import CORPUS, grow
from peer_jobs import measure
from scipy import stats

import mediakit as mk
from mediakit.stories import linking
from mediakit.stories.sentences import ONLY, SHARED, weighed_sentences

SIZES, PEER = (2_500, 10_000, 40_000), 10_000
THRESHOLDS = (0.07, 0.08, 0.09, 0.10, 0.11, 0.12, 0.14)


def main() -> None:
    """Print the tables."""
    parts: dict[str, Callable[[bool], None]] = {
        "events": events,
        "nearby": nearby,
        "small": small,
        "window": window,
        "read": read,
        "sentences": sentences,
        "firsts": firsts,
        "null": null,
        "speed": speed,
    }
    options = argparse.ArgumentParser(usage=__doc__)
    options.add_argument("--only", choices=parts)
    options.add_argument("--quick", action="store_true")
    chosen = options.parse_args()
    for part, show in parts.items():
        if chosen.only in (None, part):
            show(chosen.quick)


# Events -------------------------------------------------------------------------------------------


def tables() -> dict[str, pd.DataFrame]:
    """Return the events among others and alone, with their own dates and in two weeks."""
    told = mk.read_articles(CORPUS.with_name("same_event_dev.jsonl.gz"), on_error="ignore")
    others = mk.read_articles(CORPUS, on_error="ignore")
    first = told.groupby("label_event")["date"].transform("min")
    day = pd.to_timedelta(pd.factorize(told["label_event"], sort=True)[0] * 7 % 11, unit="D")
    squeezed = told.assign(date=pd.Timestamp("2015-03-01") + day + (told["date"] - first))
    return {
        "among 6,296 others, own dates": pd.concat([others, told], ignore_index=True),
        "among 6,296 others, in two weeks": pd.concat([others, squeezed], ignore_index=True),
        "alone, own dates": told,
        "alone, in two weeks": squeezed,
    }


def b_cubed(found: pd.Series, known: pd.Series) -> tuple[float, float, float]:
    """Return precision, recall and F1 (Bagga and Baldwin 1998), averaged over articles."""
    both = pd.crosstab(found, known).to_numpy().astype(float)
    precision = (both**2 / both.sum(axis=1, keepdims=True)).sum() / both.sum()
    recall = (both**2 / both.sum(axis=0, keepdims=True)).sum() / both.sum()
    return precision, recall, 2 * precision * recall / (precision + recall)


def by_dates(told: pd.DataFrame) -> tuple[float, int]:
    """Return the best F1 of dates alone, and after how many days a new story then begins."""
    ordered = told.sort_values(["date", "article_id"])
    gaps = ordered["date"].diff().dt.days
    return max(
        (b_cubed((gaps > days).cumsum(), ordered["label_event"])[2], days) for days in range(5)
    )


def events(quick: bool) -> None:
    """Print how well the events are found, beside their dates alone."""
    print(
        f"{'':36}{'precision':>10}{'recall':>8}{'F1':>7}{'dates alone':>20}"
        f"{'others joined':>15}{'seconds':>9}"
    )
    for name, articles in tables().items():
        marked, measured = measure(mk.mark_stories, articles)
        labelled = marked["label_event"].notna()
        told = marked[labelled]
        scores = b_cubed(told["story"], told["label_event"])
        joined = int(marked.loc[~labelled, "story"].isin(told["story"]).sum())
        best, days = by_dates(told)
        dates = f"{best:.3f} (gap of {days})"
        print(
            f"{name:36}{scores[0]:10.3f}{scores[1]:8.3f}{scores[2]:7.3f}{dates:>20}"
            f"{joined:15}{measured['wall']:9.1f}",
            flush=True,
        )


OURS = linking.ALIKE, linking.LEAST
#: The cosine from which the peer, which knows no contrast, joins.
PLAIN = 0.16


def with_threshold(value: float, articles: pd.DataFrame) -> float:
    """Return F1 with another threshold."""
    linking.ALIKE, linking.LEAST = value, value / 2
    told = mk.mark_stories(articles).dropna(subset="label_event")
    linking.ALIKE, linking.LEAST = OURS
    return b_cubed(told["story"], told["label_event"])[2]


def nearby(quick: bool) -> None:
    """Print F1 with other thresholds."""
    print(f"\n{'F1 with a threshold of':36}" + "".join(f"{value:7.2f}" for value in THRESHOLDS))
    for name, articles in tables().items():
        scores = [with_threshold(value, articles) for value in THRESHOLDS]
        print(f"{name:36}" + "".join(f"{score:7.3f}" for score in scores), flush=True)


def small(quick: bool) -> None:
    """Print F1 in tables of a few of the events, drawn at random and put on one day."""
    told = tables()["alone, own dates"].assign(date=pd.Timestamp("2015-03-01"))
    names, generator = sorted(told["label_event"].unique()), np.random.default_rng(0)
    print(
        f"\n{'F1 in small tables, all on one day':36}"
        + "".join(f"{value:7.2f}" for value in THRESHOLDS)
    )
    for n in (1, 2, 3, 5, 10, 20):
        draws = [generator.choice(names, n, replace=False) for _ in range(3 if quick else 20)]
        parts = [told[told["label_event"].isin(draw)] for draw in draws]
        scores = [np.mean([with_threshold(value, part) for part in parts]) for value in THRESHOLDS]
        print(
            f"{f'{3 * n} articles, {n} events':36}" + "".join(f"{score:7.3f}" for score in scores),
            flush=True,
        )


def window(quick: bool) -> None:
    """Print how many days the longest story of each corpus lasts."""
    print(f"\n{'days of the longest story':36}{'window 3D':>10}{'1D':>6}")
    corpora = {name: articles for name, articles in tables().items() if "among" in name}
    corpora["ukraine_2022_dev"] = mk.prepare_articles(mk.read_articles(UKRAINE, on_error="ignore"))
    for name, articles in corpora.items():
        longest = []
        for days in ("3D", "1D"):
            found = mk.find_stories(articles, window=days).table()
            longest.append(int((found["last_date"] - found["first_date"]).dt.days.max()))
        print(f"{name:36}{longest[0]:10}{longest[1]:6}", flush=True)


UKRAINE = CORPUS.with_name("ukraine_2022_dev.jsonl.gz")
N_READ = 60
#: The draw that was read only after the rule stood; 0 to 21 were read while it was found.
DRAW = 22


def read(quick: bool) -> None:
    """Print how many of the stories read tell one event, and what else the reading was to check."""
    articles = mk.prepare_articles(mk.read_articles(UKRAINE, on_error="ignore"))
    stories = mk.find_stories(articles)
    found = stories.table()
    shared = sorted(found.loc[found["n_outlets"] > 1, "story"])
    drawn = np.random.default_rng(DRAW).choice(shared, N_READ, replace=False)
    members = stories.articles().groupby("story")["article_id"].agg(sorted)
    keys = [hashlib.sha256("\n".join(members[story]).encode()).hexdigest()[:6] for story in drawn]
    n_one = sum(key in READ_STORIES["one event"].split() for key in keys)
    n_several = sum(key in READ_STORIES["several"].split() for key in keys)
    print(
        f"\n{N_READ} stories drawn of {len(shared)}: one event {n_one}, several {n_several}, "
        f"not read {N_READ - n_one - n_several}"
    )


#: What was read, by the first letters of a hash of the story's articles, under each rule tried.
READ_STORIES = {
    "one event": """
    01f785 089da4 0ad6c3 0ccd0f 10b656 10c388 10f8f0 1120e0 164494 18b2d4 1c8231 1cb969 1dc3a9
    1dd495 2139ad 21432d 2145ac 2202c6 22b92a 2407bb 25f40f 26cfe9 26e0db 28182e 289311 2bb0d2
    2be3d8 2e860c 2fa077 3060a1 31c471 35e584 360434 36996e 3797bb 38b18c 3c3f7d 3d2bbb 3efbae
    40a33c 41075d 423501 4235da 42bc05 432da0 47083b 48de18 4a5906 4b2dcf 4d12f5 508444 51f862
    54afc2 555349 57d9e9 5ae0d6 5afb33 5b180a 5b3f09 5c6e53 5cdaad 5eae12 6018f7 61854c 64f03e
    660c0e 667e99 6a54ee 6d2aab 6e785b 716a6e 71c4b2 765831 76b078 7c8bdd 7ccee7 7d75f8 807630
    834b2e 83abe3 8471a2 856c63 880e9e 88e40e 898031 8c4362 91b44a 926a01 92a65e 95bbe0 966a7d
    995904 9a161a 9a9c74 9ab923 9ca82d 9d403a a23990 a2ea6d a395d4 a4cd01 ac9ec4 ad7b6b adb8a3
    ae0fa0 aecfc4 afc945 b130ae b37ad0 b53aec b567e2 b7075e b80750 b94c76 b9a9b8 ba2592 bbbdcf
    c111dd c23b7f c23f9e c2a388 c613f6 c67e76 c6d200 c73bbe c8ddeb c9785b c9fdf3 caa053 cab348
    cb1996 cbeb42 cbf04b ccf559 cec28d cecaf5 d058bf d092a0 d33df1 d6d959 d917ef d9daad da5e41
    dd0e9b dd4a4c de5a65 df9d28 dfa353 e1a0eb e540b9 e665c8 e6ce11 ec92fa eed9c5 eeefb7 ef55ab
    efda8e f0715e f2b359 f72b4f f73901 f8d1fe f961e8 fb3a0b fd5ff6 fdc64d""",
    "several": """
    0b50ec 1e3994 1e5154 222231 264b01 26e39a 341d49 347316 3caf9f 41f251 4c0e94 4f4285 54446c
    6cc6d6 6dfdbc 8a1315 8ee669 91a5e7 999bbb 9bdb06 aa003d b64b28 b8428d b99da1 bb68bc bd7070
    c41f29 c4a0e6 cdde18 d83af4 dab7e5 dfd902 e11bd7 e14bc2 e42ac6 f34558 fbed6d fde2e5""",
}


# Sentences ----------------------------------------------------------------------------------------

#: What was read, by the first letters of a hash of event, outlet, sentence and the other outlet.
READ = {
    "the same": """
    149fc9 1514b4 180f67 1be976 1e801c 2321d7 2ae71f 31ef00 323963 335112 3af498 3b36fd 3d62be
    4dd721 5e0c16 64a894 6711d7 6c7918 6e0f87 757ccc 758215 7ce3d2 822638 92e4bf 9596e5 967bd8
    99dcc1 99ef86 9cbf9f a5c9bd acb73a ad52b9 aeb451 b0f69b b53485 b6a0d3 b76c26 bcd51e c2d77a
    c31d7c cfc235 d463ba eb54fe f5151f f78cca f7952a""",
    "another": """
    060144 0f1477 11e574 1295fd 35d4aa 36af7e 4d609c 4e9f94 56452e 5d6d92 63c98e 6739d3 6d84f9
    6f785a 79c44d 7e6a8c 9c094f a06f81 aa2111 ab9bf6 b5ff7c bc0bcb c223e8 eb2a4c""",
}
#: The same without the other outlet: does any outlet have the fact, by its most similar sentence?
READ_ALONE = {
    "the same": "0c5836 15e2f9 9d37dd e4d16e",
    "another": """
    2642ec 3a979a 478a6d 4ad00d 540bb9 602e85 67221e 81417f 84a435 8d8ec7 9e061f a57ba8 bf5993
    d16617 f4565c ffe9b3""",
}


def sentences(quick: bool) -> None:
    """Print how many of the sentences read tell the same fact, by their coverage."""
    told = tables()["alone, own dates"]
    rows = [row for event, part in told.groupby("label_event") for row in likest(str(event), part)]
    pairs = pd.DataFrame(rows, columns=["pair", "sentence", "coverage"])
    alone = (
        pairs.sort_values("coverage").drop_duplicates("sentence", keep="last").drop(columns="pair")
    )
    for title, read, found in (
        ("70 sentences beside another's", READ, pairs.rename(columns={"pair": "key"})),
        ("20 'told here alone'", READ_ALONE, alone.rename(columns={"sentence": "key"})),
    ):
        label = {key: kind for kind, keys in read.items() for key in keys.split()}
        known = (
            found.assign(label=found["key"].map(label))
            .dropna(subset="label")
            .drop_duplicates("key")
        )
        print(f"\n{title:36}{'read':>6}{'the same fact':>15}")
        for coverage, part in known.groupby(
            pd.cut(known["coverage"], COVERAGES, right=False), observed=True
        ):
            print(f"{coverage!s:36}{len(part):6}{int((part['label'] == 'the same').sum()):15}")


COVERAGES = [0, ONLY, 0.2, SHARED, 0.35, 0.5, 1.01]


def likest(event: str, articles: pd.DataFrame) -> list[tuple[str, str, float]]:
    """Return the hashes of each sentence of an event, and its coverage by each other outlet."""
    given, weights = weighed_sentences(articles.sort_values("article_id"))
    alike = (weights @ weights.T).toarray()
    rows = []
    for outlet in given["outlet"].unique():
        coverage = alike[:, given["outlet"] == outlet].max(axis=1)
        for own, text, value in zip(given["outlet"], given["sentence"], coverage, strict=True):
            if own != outlet:
                names = ("\n".join([event, own, text, outlet]), "\n".join([event, own, text]))
                rows.append(
                    (
                        *(hashlib.sha256(name.encode()).hexdigest()[:6] for name in names),
                        round(value, 3),
                    )
                )
    return rows


# Firsts -------------------------------------------------------------------------------------------


def firsts(quick: bool) -> None:
    """Print how often p < 0.05 says that an outlet is ahead, if only its volume differs."""
    n_runs = 100 if quick else 1_000
    print(
        f"\n{'p < .05 in runs of first_to_report':36}{'stories':>8}{'largest':>9}{'smallest':>10}"
        f"{'any q':>8}{'equal odds, largest':>21}"
    )
    for known in ("times known", "dates alone"):
        for n in (40, 150):
            generator = np.random.default_rng(0)
            rows = [one_first(n, known == "times known", generator) for _ in range(n_runs)]
            shares = [f"{share:.1%}" for share in np.nanmean(np.array(rows, dtype=float), axis=0)]
            print(
                f"{known:36}{n:8}{shares[0]:>9}{shares[1]:>10}{shares[2]:>8}{shares[3]:>21}",
                flush=True,
            )


def one_first(n: int, timed: bool, generator: np.random.Generator) -> tuple[float, ...]:
    """Return who is found ahead among outlets whose articles come at random in each of n stories.

    The largest has ten times the articles of the smallest.
    """
    volumes = np.array([5.0, 2.5, 1.5, 1.0, 0.5])
    counts = generator.poisson(volumes, (n, len(volumes)))
    story, outlet = np.nonzero(counts)
    sizes = counts[story, outlet]
    story, outlet = np.repeat(story, sizes), np.repeat(outlet, sizes)
    days = 10 * story + 3 * generator.random(len(story))
    at = pd.Timestamp("2031-03-01", tz="UTC") + pd.to_timedelta(days, unit="D")
    articles = pd.DataFrame(
        {
            "article_id": [f"a{k:04}" for k in range(len(story))],
            "outlet": [f"outlet {k}" for k in outlet],
            "story": [f"s{k:03}" for k in story],
            "date": at.tz_localize(None).normalize(),
            "published_at": at if timed else pd.NaT,
        }
    )
    result = mk.first_to_report(articles)
    found = result.table().set_index("outlet")
    p, q = found["p"], found["q"]
    largest, smallest = "outlet 0", "outlet 4"
    n_in_story = result.articles().groupby("story")["outlet"].transform("size")
    is_largest = result.articles()["outlet"] == largest
    odds = float((1 / n_in_story[is_largest]).mean())
    row = found.loc[largest]
    equal = stats.binomtest(int(row["n_first"]), int(row["n_stories"]), odds, "greater").pvalue
    return (p[largest] < 0.05, p[smallest] < 0.05, (q <= 0.05).any(), equal < 0.05)


# Leading ------------------------------------------------------------------------------------------


def null(quick: bool) -> None:
    """Print how often p < 0.05 says that A leads B, if neither does and if A is ahead."""
    told = tables()["alone, own dates"]
    first = told.groupby("label_event")["date"].transform("min")
    gaps = (
        (told["date"] - first).dt.days.to_numpy().reshape(-1, 3)[:, :2]
    )  # of two of the three outlets
    runs = (100, 50) if quick else (1_000, 200)
    print(
        f"\n{'p < .05 in runs of compare_lags':36}{'stories':>8}{'no lead':>9}{'half a day':>12}"
        f"{'lead not in range':>19}"
    )
    for known in ("times known", "dates alone"):
        for n in (10, 30, 60):
            found, missed = [0, 0], 0
            for lead in (0, 1):
                generator = np.random.default_rng(0)
                for _ in range(runs[lead]):
                    row = one_lead(gaps, n, 0.5 * lead, known == "times known", generator)
                    found[lead] += row["p"] < 0.05
                    size = 12 if row["unit"] == "hours" else 0.5
                    missed += bool(lead) and not row["lag_low"] <= size <= row["lag_high"]
            shares = [f"{hits / n_runs:.1%}" for hits, n_runs in zip(found, runs, strict=True)]
            print(
                f"{known:36}{n:8}{shares[0]:>9}{shares[1]:>12}{missed / runs[1]:19.1%}", flush=True
            )


def one_lead(
    gaps: np.ndarray, n: int, lead: float, timed: bool, generator: np.random.Generator
) -> pd.Series:
    """Return the numbers of two outlets whose times were shuffled within each of n stories."""
    days = generator.permuted(
        gaps[generator.choice(len(gaps), n, replace=False)] + generator.random((n, 2)), axis=1
    )
    days[:, 0] -= lead
    story = np.repeat([f"s{number:02}" for number in range(n)], 2)
    at = pd.Timestamp("2031-03-01", tz="UTC") + pd.to_timedelta(
        10 * np.repeat(np.arange(n), 2) + days.ravel(), unit="D"
    )
    articles = pd.DataFrame(
        {"article_id": [f"a{k:03}" for k in range(2 * n)], "outlet": ["A", "B"] * n, "story": story}
    )
    articles = articles.assign(
        date=at.tz_localize(None).normalize(), published_at=at if timed else pd.NaT
    )
    return mk.compare_lags(articles, "A", "B", n_permutations=999).table().iloc[0]


# Speed --------------------------------------------------------------------------------------------


def speed(quick: bool) -> None:
    """Print seconds and memory, each size in a fresh process."""
    print(
        f"\n{'':24}{'articles':>9}{'seconds':>9}{'ms an article':>15}{'GB':>7}{'stories':>9}"
        f"{'peer: seconds':>15}{'GB':>7}"
    )
    for days in (None, 20):
        for n in SIZES[:2] if quick else SIZES:
            mine = job("mediakit", n, days)
            peer = job("scikit-learn", n, days) if n <= PEER and days is None else None
            name = "own dates" if days is None else f"all in {days} days"
            beside = (
                f"{peer['seconds']:15.1f}{peer['memory'] / 1e9:7.2f}"
                if peer
                else f"{'-':>15}{'-':>7}"
            )
            each = 1e3 * mine["seconds"] / n
            numbers = (
                f"{n:9,}{mine['seconds']:9.1f}{each:15.2f}{mine['memory'] / 1e9:7.2f}"
                f"{mine['n_stories']:9,}"
            )
            print(f"{name:24}{numbers}{beside}", flush=True)


def job(who: str, n: int, days: int | None) -> Any:
    """Measure one size in a process of its own."""
    command = [sys.executable, __file__, "--job", json.dumps({"who": who, "n": n, "days": days})]
    return json.loads(
        subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout.splitlines()[
            -1
        ]
    )


def do_job(who: str, n: int, days: int | None) -> None:
    """Find the stories of a grown corpus and print what that took."""
    articles = grow(n)
    if days is not None:
        articles = articles.assign(
            date=pd.Timestamp("2031-01-01") + pd.to_timedelta(np.arange(n) % days, unit="D")
        )
    mk.mark_stories(articles[:500])  # the compiled loops are loaded
    found, measured = measure(mk.mark_stories if who == "mediakit" else by_scikit_learn, articles)
    print(
        json.dumps(
            {
                "seconds": measured["wall"],
                "memory": measured["peak"],
                "n_stories": int(found["story"].nunique()),
            }
        )
    )


def by_scikit_learn(articles: pd.DataFrame) -> pd.DataFrame:
    """Do the same plainly: average linkage on all distances, 1 beyond three days."""
    from sklearn.cluster import AgglomerativeClustering
    from sklearn.feature_extraction.text import TfidfVectorizer

    dated = articles.dropna(subset="date")
    title = dated["title"].fillna("") + "\n"
    texts = title + title + title + dated["text"]
    weights = TfidfVectorizer(stop_words="english", sublinear_tf=True).fit_transform(texts)
    days = dated["date"].to_numpy().astype("datetime64[D]").astype(int)
    distances = 1 - (weights @ weights.T).toarray()
    distances[np.abs(days[:, np.newaxis] - days) > 3] = 1
    np.fill_diagonal(distances, 0)
    cut = {"n_clusters": None, "distance_threshold": 1 - PLAIN}
    return dated.assign(
        story=AgglomerativeClustering(metric="precomputed", linkage="average", **cut).fit_predict(
            distances
        )
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--job"]:
        do_job(**json.loads(sys.argv[2]))
    else:
        main()
