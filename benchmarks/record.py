"""Write every public number on the demo articles and two real corpora, to compare them later.

    python benchmarks/record.py write before.jsonl    # prints digests; they also go to before.txt
    python benchmarks/record.py compare before.jsonl after.jsonl

Tables are written as CSV with all digits, so that a change of the last bit is seen. Corpora in
`../shared/data` are left out if they are not there.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pandas as pd

import mediakit as mk
from mediakit.errors import MediakitError

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
CORPORA = ("us_politics_dev", "ukraine_2022_dev")
SUBJECTS = {"demo": "recruit* OR mercenar* OR fighter*", "us_politics_dev": "immigra* OR border"}
Tables = Callable[[], dict[str, pd.DataFrame]]


def corpora() -> Iterator[tuple[str, pd.DataFrame]]:
    """Give the demo articles and the real corpora that are there."""
    yield "demo", mk.load_demo_articles()
    for name in CORPORA:
        path = SHARED / f"{name}.jsonl.gz"
        if path.exists():
            yield name, mk.read_articles(path, on_error="ignore")


def tables_of(result: object) -> dict[str, pd.DataFrame]:
    """Return every table that a result gives."""
    if isinstance(result, pd.DataFrame):
        return {"": result.drop(columns="source_file", errors="ignore")}
    if hasattr(result, "keyness"):  # together they have the columns that table() once had
        keyness = result.keyness().drop(columns=["term", "group"], errors="ignore")
        return {".table()": result.table().join(keyness)}
    names = (
        "table",
        "terms",
        "articles",
        "outlets",
        "groups",
        "levels",
        "bursts",
        "matrix",
        "trend",
        "ranking",
    )
    found = {}
    for name in names:
        method = getattr(result, name, None)
        if callable(method):
            try:
                table = method()
            except (TypeError, MediakitError):  # needs an argument, or other numbers
                continue
            if isinstance(table, pd.DataFrame):
                found[f".{name}()"] = table
    return found


def jobs(articles: pd.DataFrame, subject: str) -> dict[str, Callable[[], object]]:
    """Return what to record: a name, and the call that gives the result."""
    a, b = mk.largest_outlets(articles, 2)
    two = articles[articles["outlet"].isin([a, b])]
    six = articles[articles["outlet"].isin(mk.largest_outlets(articles, 6))]
    mark_stories = mk.mark_stories
    stories = mark_stories(articles)
    scores = mk.score_frames(articles, "generic")
    topics = mk.find_topics(articles, n_topics=5)
    few = {"n_permutations": 99}
    return {
        "articles": lambda: articles.drop(columns=["text", "title"]),
        "credit_agencies": lambda: mk.credit_agencies(articles).drop(columns=["text", "title"]),
        "mark_reprints": lambda: mk.mark_reprints(articles).drop(columns=["text", "title"]),
        "find_reprints": lambda: mk.find_reprints(articles),
        "find_boilerplate": lambda: mk.find_boilerplate(six),
        "strip_boilerplate": lambda: mk.strip_boilerplate(six)[["article_id", "boilerplate_chars"]],
        "count": lambda: mk.count_articles(articles),
        "count by outlet": lambda: mk.count_articles(articles, by="outlet"),
        "count by week": lambda: mk.count_articles(articles, freq="W"),
        "count by outlet and month": lambda: mk.count_articles(articles, by="outlet", freq="M"),
        "count by outlet, reprints": lambda: mk.count_articles(
            mk.mark_reprints(articles), by="outlet"
        ),
        "share by outlet": lambda: mk.share_mentioning(articles, subject, by="outlet"),
        "share by month": lambda: mk.share_mentioning(articles, subject, freq="M"),
        "share by outlet and week": lambda: mk.share_mentioning(
            six, subject, by="outlet", freq="W"
        ),
        "share, weighted": lambda: mk.share_mentioning(
            mk.mark_reprints(articles), subject, by="outlet", reprints="weight"
        ),
        "weekdays": lambda: mk.count_by_weekday(articles, by="outlet"),
        "changes": lambda: mk.find_changes(articles, freq="W"),
        "changes of a subject": lambda: mk.find_changes(six, subject, by="outlet", freq="W"),
        "kwic": lambda: mk.keyword_in_context(articles, subject).table(),
        "mentioning": lambda: mk.mentioning(articles, subject)[["article_id"]],
        "count_terms": lambda: mk.count_terms(articles, min_df=5).table(),
        "weigh_terms": lambda: mk.weigh_terms(articles).top_terms(by="outlet"),
        "phrases": lambda: mk.find_phrases(articles),
        "compare two": lambda: mk.compare_outlets(mk.mark_reprints(articles), a, b, **few),
        "compare within months": lambda: mk.compare_outlets(articles, a, b, within="M", **few),
        "compare all": lambda: mk.compare(six, "outlet", **few),
        "compare weighted": lambda: mk.compare_outlets(
            mk.mark_reprints(two), a, b, reprints="weight", **few
        ),
        "compare by author": lambda: mk.compare_outlets(
            two.assign(author=two["article_id"].str[:2]), a, b, unit="author", **few
        ),
        "compare with a list": lambda: mk.compare(
            two, "outlet", a=a, b={"the": 5000, "war": 50, "of": 3000}
        ),
        "robustness": lambda: mk.check_robustness(
            mk.compare_outlets(two, a, b, **few), raw=two
        ).table(),
        "compare periods": lambda: mk.compare_periods(articles, **few),
        "compare frames": lambda: mk.compare(six, "outlet", features=scores, **few),
        "compare topics": lambda: mk.compare(six, "outlet", features=topics, **few),
        "compare queries": lambda: mk.compare(
            six, "outlet", features={"s": subject}, within="M", **few
        ),
        "distances": lambda: mk.measure_distances(six, n_permutations=99),
        "distances, cosine": lambda: mk.measure_distances(six, metric="cosine", n_permutations=99),
        "distances by quarter": lambda: mk.measure_distances(six, freq="Q", n_permutations=19),
        "distances of frames": lambda: mk.measure_distances(
            six, features=scores, metric="cosine", n_permutations=99
        ),
        "topics": lambda: topics,
        "topics by outlet": lambda: topics.table(by="outlet"),
        "topics by two": lambda: topics.table(by=["outlet", "source_format"]),
        "choose_n_topics": lambda: pd.DataFrame(mk.choose_n_topics(articles).table()),
        "frames": lambda: scores,
        "frames by outlet": lambda: scores.table(by="outlet"),
        "frames weighted": lambda: mk.score_frames(
            mk.mark_reprints(articles), "policy9", reprints="weight"
        ).table(by="outlet"),
        "stories": lambda: mk.find_stories(articles),
        "mark_stories": lambda: stories[["article_id", "story"]],
        "first_to_report": lambda: mk.first_to_report(stories),
        "lags": lambda: mk.compare_lags(stories, n_permutations=99),
        "story_path": lambda: mk.story_path(stories, mk.find_stories(articles).example_keys()[0]),
    }


def write(target: Path, only: list[str]) -> None:
    """Write values as JSON lines and digests beside them."""
    digests = []
    with target.open("w", encoding="utf-8") as out:
        for corpus, articles in corpora():
            if only and corpus not in only:
                continue
            subject = SUBJECTS.get(corpus, "sanction* OR refugee*")
            for name, call in jobs(articles, subject).items():
                start = time.process_time()
                try:
                    found = tables_of(call())
                except Exception as error:  # noqa: BLE001 - a failing call is a recorded difference
                    found = {
                        " failed": pd.DataFrame({"error": [f"{type(error).__name__}: {error}"]})
                    }
                for part, table in found.items():
                    csv = table.to_csv(index=part == ".matrix()", lineterminator="\n")
                    key = f"{corpus}: {name}{part}"
                    out.write(json.dumps({"key": key, "csv": csv}, ensure_ascii=False) + "\n")
                    digest = hashlib.sha256(csv.encode("utf-8", "surrogatepass")).hexdigest()[:16]
                    digests.append(f"{digest}  {table.shape[0]:>7} x {table.shape[1]:<3} {key}")
                print(f"{time.process_time() - start:6.1f} s  {corpus}: {name}", flush=True)
    target.with_suffix(".txt").write_text("\n".join(digests) + "\n", encoding="utf-8")


def read(path: Path) -> dict[str, str]:
    """Return the CSV of each table."""
    with path.open(encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    return {record["key"]: record["csv"] for record in records}


def differences(old: str, new: str) -> str:
    """Say how two tables differ, in a line."""
    tables = [pd.read_csv(io.StringIO(csv), dtype=str, keep_default_na=False) for csv in (old, new)]
    before, after = tables
    gone = [name for name in before.columns if name not in after.columns]
    come = [name for name in after.columns if name not in before.columns]
    notes = []
    if gone or come:
        notes.append(f"columns gone {gone}, new {come}")
    if len(before) != len(after):
        return "; ".join([*notes, f"{len(before)} rows, now {len(after)}"])
    for name in before.columns.intersection(after.columns):
        changed = before[name].to_numpy() != after[name].to_numpy()
        if changed.any():
            first = int(changed.argmax())
            example = f"{before[name].iloc[first]!r} -> {after[name].iloc[first]!r}"
            notes.append(
                f"{name}: {int(changed.sum())} of {len(before)} cells, e.g. {example[:160]}"
            )
    return "; ".join(notes) or "order of columns"


def compare(before: Path, after: Path) -> None:
    """Print each table that differs, and how."""
    old, new = read(before), read(after)
    for key in sorted(old.keys() - new.keys()):
        print(f"gone     {key}")
    for key in sorted(new.keys() - old.keys()):
        print(f"new      {key}")
    shared = [key for key in old if key in new]
    changed = [key for key in shared if old[key] != new[key]]
    for key in changed:
        print(f"changed  {key}: {differences(old[key], new[key])}")
    print(f"{len(shared) - len(changed)} of {len(shared)} tables are the same")


def main() -> None:
    """Write a record, or compare two."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    writing = commands.add_parser("write")
    writing.add_argument("target", type=Path)
    writing.add_argument("--only", action="append", default=[], help="a corpus, such as demo")
    both = commands.add_parser("compare")
    both.add_argument("before", type=Path)
    both.add_argument("after", type=Path)
    given = parser.parse_args()
    if given.command == "write":
        write(given.target, given.only)
    else:
        compare(given.before, given.after)


if __name__ == "__main__":
    main()
