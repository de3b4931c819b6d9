"""Invented articles that can be counted by hand, shared by all tests."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import settings

from mediakit.columns import with_schema_types
from mediakit.terms import from_tokens
from mediakit.tokens import fields, segmenters, tokenizing

# The same examples on every run: a report that fails must fail for a reason, and so must a test. No time
# limit for one example, as the first one pays for imports.
settings.register_profile("mediakit", deadline=None, derandomize=True)
settings.load_profile("mediakit")

# Twelve articles of an invented strait: 5 of the Gull, 4 of the Hill, 3 of the Marsh; a12 has no date.
# 2031-03-03 is a Monday. a01 and a02 are one report in two outlets; a03 and a05 one text within one outlet.
#
#        ferry (title or text): a01 a02 a03 a05 a07 a10 a12 = 7 articles: Gull 4 of 5, Hill 2 of 4, Marsh 1 of 3
#        "low pay"            : a01 a02 a03 a05 a12         = 5 articles: Gull 4 of 5, Hill 1 of 4, Marsh 0 of 3
#        strike or strikers   : a03 a05 a10                 = 3 articles: Gull 2, Hill 1
_ARTICLES = """
a01 | Gull Gazette | 2031-03-03 | Ferry halts   | The ferry stopped at noon. Crews blame low pay.
a02 | Hill Courier | 2031-03-03 | Ferry halts   | The ferry stopped at noon. Crews blame low pay.
a03 | Gull Gazette | 2031-03-05 | Crews strike  | Ferry crews strike over low pay.
a04 | Marsh Mirror | 2031-03-06 | Bakers win    | The bakers sold every loaf.
a05 | Gull Gazette | 2031-03-07 | Crews strike  | Ferry crews strike over low pay.
a06 | Hill Courier | 2031-03-10 | Snow on hill  | Snow closed the hill road.
a07 | Marsh Mirror | 2031-03-11 | Ferry fares   | Fares on the ferry will rise.
a08 | Hill Courier | 2031-03-12 | School opens  | The school has ten rooms.
a09 | Gull Gazette | 2031-04-01 | Harbour fair  | The harbour fair drew a crowd.
a10 | Hill Courier | 2031-04-02 | Talks begin   | The ferry owners met the strikers.
a11 | Marsh Mirror | 2031-04-03 | Loaf prize    | A loaf won the marsh prize.
a12 | Gull Gazette |            | Ferry letters | Readers wrote about low pay.
"""


def _make_articles(rows: Iterable[Mapping[str, object]]) -> pd.DataFrame:
    """Return a valid articles table; what a row leaves out is numbered (ids, records) or missing (the rest)."""
    table = pd.DataFrame([dict(row) for row in rows]).astype(object)
    numbers = pd.Series(range(1, len(table) + 1), dtype=object)
    defaults = {
        "article_id": numbers.map(lambda n: f"a{n:02d}"),
        "source_file": pd.Series(["invented"] * len(table), dtype=object),
        "source_record": numbers,
        "source_format": pd.Series(["invented"] * len(table), dtype=object),
    }
    return with_schema_types(table.assign(**{k: v for k, v in defaults.items() if k not in table}))


@pytest.fixture
def without_segmenters(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the extra `lang` were not installed."""
    monkeypatch.setattr(segmenters, "find_spec", lambda name: None)


@pytest.fixture(scope="session")
def make_articles() -> Callable[[Iterable[Mapping[str, object]]], pd.DataFrame]:
    """The function that builds a valid articles table from dicts."""
    return _make_articles


@pytest.fixture
def articles() -> pd.DataFrame:
    """The dozen invented articles above, a new table for each test."""
    names = ("article_id", "outlet", "date", "title", "text")
    rows = [
        [cell.strip() or None for cell in line.split("|")] for line in _ARTICLES.strip().split("\n")
    ]
    return _make_articles(dict(zip(names, row, strict=True)) for row in rows)


@contextmanager
def _reading_by(way: str) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for module in (tokenizing, fields, from_tokens):
            patch.setattr(module, "LITTLE", {"loop": 0, "pattern": 2**62}[way])
        fields._last.clear()
        yield
    fields._last.clear()


@pytest.fixture(scope="session")
def reading_by() -> Callable[[str], object]:
    """`with reading_by("loop")`: everything by the compiled loops, however little; "pattern": nothing by them."""
    return _reading_by


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder beside the repository with real files, which are not ours to publish."""
    folder = Path(__file__).resolve().parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip("needs the real files in ../shared, which are not part of the repository")
    return folder


@pytest.fixture
def table(make_articles):
    """Thirty-six articles of three outlets and three subjects, with a furniture line, some reprints, one without a date."""
    generator, rows = np.random.default_rng(5), []
    for number in range(36):
        outlet, subject = (
            ("Gull", "Hill", "Marsh")[number % 3],
            ("ferry", "wheat", "choir")[number // 12],
        )
        words = [f"{subject}{letter}" for letter in generator.choice([*"abcdef"], 9)]
        text = " ".join(words) + f". They agreed on a price of {number}.\nRead the {outlet}."
        date = f"2031-03-{number % 12 + 1:02d}" if number else None
        rows.append(
            {
                "outlet": outlet,
                "date": date,
                "title": f"{subject} {number % 5}",
                "text": text,
                "url": f"u{number}",
            }
        )
    for number in (4, 7, 19):  # the texts of the reprints, a05, a08 and a20
        rows[number]["text"] = rows[{4: 1, 7: 1, 19: 18}[number]]["text"]
    articles = make_articles(rows)
    return articles.assign(
        reprint_group=articles["article_id"].replace({"a05": "a02", "a08": "a02", "a20": "a19"})
    )
