"""Two runs of a report: which findings appeared, fell or moved, and what made the difference."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from mediakit.reporting.comparing_articles import articles_in_words
from mediakit.reporting.manifest import MANIFEST, read_listed, read_manifest
from mediakit.reporting.reports import Wanted, make_report
from mediakit.reporting.settings import ARTICLES
from mediakit.wording import join_names, shortened

__all__ = ["diff_runs"]

_NUMBER = re.compile(r"[-+−]?\d+(?:,\d{3})*(?:\.\d+)?%?")
_ALIKE = 0.6  # from 0 to 1: two findings that say the same of other numbers or names
_LONGEST = 200  # characters of a finding


def diff_runs(old: str | Path, new: str | Path, notebooks: Sequence[str | Path] = ()) -> list[str]:
    """Return what differs between two reports, or between the reports on two sets of articles.

    Parameters
    ----------
    old, new : str or Path
        Folders of reports; or files, folders or patterns of articles, on which the notebooks are
        then run.
    notebooks : sequence of str or Path, optional
        The notebooks to run.

    Returns
    -------
    list of str
        A line each: what happened to the articles, what made the difference, and the findings that
        appeared, fell or moved, by notebook.
    """
    if all((Path(place) / MANIFEST).is_file() for place in (old, new)):
        return list(_lines(Path(old), Path(new)))
    with tempfile.TemporaryDirectory() as folder:
        runs = [Path(folder) / name for name in ("old", "new")]
        for articles, run in zip((old, new), runs, strict=True):
            make_report(notebooks, Wanted(articles=str(articles)), run)
        return list(_lines(*runs))


def _lines(old: Path, new: Path) -> Iterator[str]:
    before, after = read_manifest(old), read_manifest(new)
    yield from articles_in_words(read_listed(old), read_listed(new))
    pages = {page["file"]: page for page in before["pages"]}
    pages_now = {page["file"]: page for page in after["pages"]}
    moved = {
        file: list(_findings(page["findings"], pages_now[file]["findings"]))
        for file, page in pages.items()
        if file in pages_now
    }
    numbers = [file for file in moved if _numbers(pages[file]) != _numbers(pages_now[file])]
    yield from _causes(before, after, pages, pages_now, numbers)
    for file in sorted(pages.keys() ^ pages_now.keys()):
        run = "new" if file in pages_now else "old"
        yield f"Only the {run} run has the page {file}."
    for file, lines in moved.items():
        if lines:
            yield f"{pages_now[file]['notebook']}: {pages_now[file]['title']}"
            yield from (f"  {line}" for line in lines)
        elif file in numbers:
            yield f"{pages_now[file]['notebook']}: numbers changed, but no finding."


def _numbers(page: Mapping[str, Any]) -> list[str]:
    return [result["sha256"] for result in page["results"]]


def _causes(
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    pages: Mapping[str, Any],
    pages_now: Mapping[str, Any],
    numbers: Sequence[str],
) -> Iterator[str]:
    """Say what made the difference: what the runs do not have in common."""
    differs = set()
    for file in pages.keys() & pages_now.keys():
        old, new = pages[file], pages_now[file]
        if old["code"] != new["code"]:
            differs.add("the notebooks")
        if _without_articles(old["parameters"]) != _without_articles(new["parameters"]):
            differs.add("the parameters")
        if old["articles"]["fingerprint"] != new["articles"]["fingerprint"]:
            differs.add("the articles")
    changed = _versions(before["versions"], after["versions"])
    if changed:
        differs.add(f"the versions ({changed})")
    if not differs and not numbers:
        yield "The two runs have the same articles, notebooks, parameters and versions."
    elif not numbers:
        yield f"{_sentence(differs)} differ between the runs, but no number has changed."
    elif len(differs) == 1:
        yield f"{_sentence(differs)} made the difference: nothing else differs between the runs."
    elif differs:
        yield (
            f"{_sentence(differs)} differ between the runs, so the runs cannot tell which of them "
            "made the difference. Run one again with all but one of them as before."
        )
    else:
        yield "Nothing differs between the runs, and yet numbers do: the notebook uses chance."


def _without_articles(parameters: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in parameters.items() if name != ARTICLES}


def _sentence(differs: set[str]) -> str:
    said = join_names(sorted(differs))
    return said[:1].upper() + said[1:]


def _versions(old: Mapping[str, str], new: Mapping[str, str]) -> str:
    changed = [
        f"{name} {old.get(name)} to {new[name]}" for name in new if old.get(name) != new[name]
    ]
    return join_names(changed)


def _findings(old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield what happened to findings: those that moved, then those that appeared or fell."""
    before = [str(finding["sentence"]) for finding in old]
    after = [str(finding["sentence"]) for finding in new]
    left = [sentence for sentence in before if sentence not in after]
    come = [sentence for sentence in after if sentence not in before]
    for sentence in list(left):
        now = max(come, key=lambda other: _alike(sentence, other), default="")
        if now and _alike(sentence, now) >= _ALIKE:
            yield f"moved: “{shortened(sentence, _LONGEST)}” is now “{shortened(now, _LONGEST)}”"
            left.remove(sentence)
            come.remove(now)
    yield from (f"appeared: “{shortened(sentence, _LONGEST)}”" for sentence in come)
    yield from (f"fell: “{shortened(sentence, _LONGEST)}”" for sentence in left)


def _alike(first: str, second: str) -> float:
    """Return how much two findings say the same, from 0 to 1; numbers are left out."""
    a, b = (_NUMBER.sub("#", sentence) for sentence in (first, second))
    return SequenceMatcher(None, a, b, autojunk=False).ratio()
