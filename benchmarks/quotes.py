"""How often quotations, speakers, kinds and pronouns are right, how sure, and how fast.

    python benchmarks/quotes.py [--data FOLDER] [--only PART]

Parts: speakers, indirect, read, speed.

Speakers: the 840 articles of `quotes_dev`, whose quotations, sources and cues were marked by
people. An attribution is direct if 85% or more of what it marks as content is in quotation marks,
mixed if 10 to 85% are. A speaker is right if the words found overlap those marked as source, or, for
one that is inherited, end with the same word. Printed are the shares right by form, by rule and by
pattern, the precision and recall of the spans that are kept, and how often a speaker called sure
is right.

Indirect: how many of the verbs found are marked as cues.

Read: a hundred pronouns and a hundred kinds of sources that a person read
(`quotes_pronouns_read.csv`, `quotes_kinds_read.csv`: keys and judgements, no text).

Speed: processor time an article for everything, at 40,000 articles, in a process that has
compiled the loops.
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from collections import defaultdict
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pandas as pd

import mediakit as mk
from mediakit.quotes.grammar.judging import SET_APART
from mediakit.quotes.grammar.rules import (
    CONTINUED,
    LATER,
    NONE,
    OPEN_PARAGRAPH,
    PARAGRAPH_BEFORE,
    RULES,
)
from mediakit.quotes.language import grammar_of
from mediakit.quotes.reading import Reading, read_text

ROOT = Path(__file__).resolve().parent.parent
INHERITED = {CONTINUED, OPEN_PARAGRAPH, LATER, PARAGRAPH_BEFORE}
Spans = list[tuple[int, int]]
Counts = dict[str, list[int]]


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--only", choices=["speakers", "indirect", "read", "speed"])
    chosen = parser.parse_args()
    parts = {"speakers": speakers, "indirect": indirect, "read": read, "speed": speed}
    for name, part in parts.items():
        if chosen.only in (None, name):
            part(chosen.data)


def articles_of(folder: Path, name: str) -> list[dict[str, Any]]:
    """Return the articles of a corpus."""
    with gzip.open(folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def table_of(folder: Path, name: str) -> pd.DataFrame:
    """Return the articles of a corpus as a table."""
    table = pd.DataFrame(articles_of(folder, name)).rename(columns={"id": "article_id"})
    return table.assign(date=pd.to_datetime(table["date"], errors="coerce"))


def note(counts: Counts, name: str, is_right: bool) -> None:
    """Count a case."""
    counts[name][0] += int(is_right)
    counts[name][1] += 1


def show(counts: Counts) -> None:
    """Print shares right and numbers of cases."""
    for name, (n_right, n) in sorted(counts.items()):
        print(f"{name:60} {n_right / n:6.3f} {n:7,}")


def overlap(begin: int, end: int, spans: Spans) -> int:
    """Return how many characters of a stretch lie in spans."""
    return sum(max(0, min(end, stop) - max(begin, start)) for start, stop in spans)


def last_word(text: str) -> str:
    """Return the last word of a text in small letters."""
    words = "".join(sign if sign.isalnum() else " " for sign in text).split()
    return words[-1].lower() if words else ""


def is_right(text: str, reading: Reading, k: int, sources: Spans) -> bool:
    """Say whether the source of a quotation is the one that was marked."""
    first, last, _, _, rule, _ = reading.speakers[k]
    if first < 0:
        return False
    begin, end = int(reading.begins[first]), int(reading.ends[last])
    if overlap(begin, end, sources):
        return True
    found = last_word(text[begin:end])
    return rule in INHERITED and any(found == last_word(text[x:y]) for x, y in sources)


def speakers(folder: Path) -> None:
    """Print how often spans and speakers are right."""
    counts: Counts = defaultdict(lambda: [0, 0])
    grammar = grammar_of("english")
    for article in articles_of(folder, "quotes_dev"):
        text = article["text"]
        reading = read_text(text, grammar)
        spans = [(int(begin), int(end)) for begin, end in reading.spans[:, :2]]
        marked = article["attributions"]
        for k in range(len(spans)):
            count_span(counts, text, reading, k, spans[k], marked)
        for attribution in marked:
            if attribution.get("source") and attribution.get("content"):
                count_attribution(counts, text, reading, spans, attribution)
    print("\nSpeakers and spans (quotes_dev): share right, cases")
    show(counts)


def count_span(
    counts: Counts, text: str, reading: Reading, k: int, span: tuple[int, int], marked: list[Any]
) -> None:
    """Count a span: whether it is kept, whose it is, and how sure."""
    begin, end = span
    inside = [
        attribution
        for attribution in marked
        if 2 * overlap(begin, end, attribution.get("content", [])) >= end - begin
    ]
    form, sure, _ = reading.judged[k]
    kept = form != SET_APART
    if kept:
        note(counts, "spans kept: precision", bool(inside))
        note(counts, "spans kept: share called sure", bool(sure))
    if inside:
        note(counts, "spans kept: recall", kept)
    with_source = [attribution for attribution in inside if attribution.get("source")]
    if with_source:
        right = is_right(text, reading, k, with_source[0]["source"])
        note(counts, "every span", right)
        note(counts, f"rule: {RULES[max(reading.speakers[k, 4], NONE)]}", right)
        if sure:
            note(counts, "sure", right)


def count_attribution(
    counts: Counts, text: str, reading: Reading, spans: Spans, attribution: dict[str, Any]
) -> None:
    """Count an attribution that is direct or mixed, by its pattern."""
    content, sources = attribution["content"], attribution["source"]
    length = sum(end - begin for begin, end in content)
    quoted = sum(overlap(begin, end, spans) for begin, end in content) / length
    if quoted < 0.1:
        return
    form = "direct" if quoted >= 0.85 else "mixed"
    of_it = [k for k, (x, y) in enumerate(spans) if 2 * overlap(x, y, content) >= y - x]
    of_it = of_it or [k for k, (x, y) in enumerate(spans) if overlap(x, y, content)]
    right = is_right(text, reading, of_it[0], sources)
    if any(overlap(begin, end, spans) == end - begin for begin, end in sources):
        note(counts, f"{form}, source inside a quotation", right)
        return
    note(counts, f"{form}, source outside", right)
    note(counts, f"{form}, {pattern_of(text, attribution)}", right)


def pattern_of(text: str, attribution: dict[str, Any]) -> str:
    """Return where source and cue are beside the content."""
    content = min(attribution["content"])[0]
    source = min(attribution["source"])
    cues = attribution.get("cue", [])
    name = text[source[0] : source[1]].lower()
    if not cues:
        return "no verb"
    cue = min(cues)
    if "according" in text[cue[0] : cue[1]].lower():
        return "according to X"
    place = "behind" if min(source[0], cue[0]) > content else "before"
    if name in ("he", "she", "they", "i", "we"):
        return f"pronoun, {place}"
    order = "X said" if source[0] < cue[0] else "said X"
    return f"{order}, {place}"


def indirect(folder: Path) -> None:
    """Print how many cues of indirect speech are right."""
    counts: Counts = defaultdict(lambda: [0, 0])
    grammar = grammar_of("english")
    for article in articles_of(folder, "quotes_dev"):
        reading = read_text(article["text"], grammar)
        marked = article["attributions"]
        for first, last, cue, *_ in reading.indirect:
            place = (int(reading.begins[cue]), int(reading.ends[cue]))
            hits = [one for one in marked if overlap(*place, one.get("cue", []))]
            note(counts, "indirect: precision of the verbs", bool(hits))
            sources = [one["source"] for one in hits if one.get("source")]
            if sources:
                source = (int(reading.begins[first]), int(reading.ends[last]))
                note(counts, "indirect: source right", bool(overlap(*source, sources[0])))
    print("\nIndirect speech outside of quotations (quotes_dev): share right, cases")
    show(counts)


def read(folder: Path) -> None:
    """Print how many pronouns and kinds that a person read are right."""
    pronouns = pd.read_csv(ROOT / "benchmarks" / "quotes_pronouns_read.csv", dtype=str)
    kinds = pd.read_csv(ROOT / "benchmarks" / "quotes_kinds_read.csv", dtype=str)
    counts: Counts = defaultdict(lambda: [0, 0])
    for name in sorted(set(pronouns["corpus"]) | set(kinds["corpus"])):
        table = table_of(folder, name)
        rows = mk.find_quotes(table).found.rows
        places = rows["source_begin"].astype(str)
        rows = rows.assign(source_begin=places).drop_duplicates(["article_id", "source_begin"])
        mine = pronouns[pronouns["corpus"] == name].merge(rows, on=["article_id", "source_begin"])
        for row in mine.itertuples():
            same = digest(row.speaker) == row.surname_digest
            note(counts, "pronouns: as read, and right", same and row.right == "1")
            note(counts, "pronouns: still as read", same)
        mine = kinds[kinds["corpus"] == name].merge(rows, on=["article_id", "source_begin"])
        for row in mine.itertuples():
            note(counts, "kinds", row.kind_x == row.kind_y)
    print("\nRead by a person: share right, cases")
    show(counts)


def digest(name: str) -> str:
    """Return what stands for a surname in the file of pronouns that were read."""
    surname = ["", *str(name).lower().split()]
    return blake2b(surname[-1].encode(), digest_size=4).hexdigest()


def speed(folder: Path) -> None:
    """Print the processor time of everything an article."""
    table = table_of(folder, "us_politics_dev")
    mk.find_quotes(table.head(20))
    times = -(-40_000 // len(table))
    many = pd.concat([table] * times, ignore_index=True).head(40_000)
    many = many.assign(article_id=[f"a{number}" for number in range(len(many))])
    start = time.process_time()
    found = mk.find_quotes(many)
    used = time.process_time() - start
    print(f"\n{len(many):,} articles: {1e6 * used / len(many):.0f} us of processor time an article")
    print(f"{len(found.found.rows):,} quotations")


if __name__ == "__main__":
    main()
