"""Whether shares estimated from coded articles have ranges that hold, and badges are right.

    python benchmarks/coding.py [RUNS] [--only outlets|shifts|badges|alpha]

`outlets`: the four leanings of `frames_narrative`, of which 100 articles are coded at random, again
and again; the score is that of the word list. Prints how often the 95% range holds the share of the
whole group, how wide it is, and the same for hand coding alone, for a correction that is the same
for all groups, and for counting articles above the best threshold. `shifts`: two groups that differ
by design, 21 set-ups. `badges`: how often scores of a known quality are called usable. `alpha`: how
often the range of alpha holds. Ten minutes.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import defaultdict
from pathlib import Path

import numpy as np
import pandas as pd
from scipy import stats

import mediakit as mk
from mediakit.coding.assessing import DO_NOT_USE, USABLE, badge_of
from mediakit.uncertainty import auc_interval, nominal_alpha, powered_shares, share_interval

DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
CODED = 100
LEAST = 60


def narrative() -> tuple[pd.DataFrame, pd.DataFrame, np.ndarray]:
    """Return the codes and the scores of all articles, and the leaning of each."""
    with gzip.open(DATA / "frames_narrative.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    ids = [f"a{number:04d}" for number in range(len(rows))]
    articles = pd.DataFrame({"article_id": ids, "title": "", "text": [row["text"] for row in rows]})
    scores = mk.score_frames(articles, "generic", fields=["text"]).values().set_index("article_id")
    given = [{label.replace(" ", "_") for label in row["labels"]} for row in rows]
    codes = pd.DataFrame({name: [float(name in one) for one in given] for name in scores.columns})
    leaning = np.array([str(row.get("leaning")) for row in rows])
    return codes, scores.reset_index(drop=True), leaning


def standardised(scores: np.ndarray) -> np.ndarray:
    """Return scores with mean 0 and spread 1."""
    return (scores - scores.mean()) / (scores.std() or 1)


def show_outlets(n_runs: int) -> None:
    """Print how often ranges hold in groups as they are."""
    codes, scores, leaning = narrative()
    names, groups = np.unique(leaning, return_inverse=True)
    sizes = np.bincount(groups)
    large = np.flatnonzero(sizes >= LEAST)
    for frame in codes.columns:
        y, f = codes[frame].to_numpy(), standardised(scores[frame].to_numpy())
        truth = np.array([y[groups == number].mean() for number in range(len(names))])
        held = tried(y, f, groups, truth, large, n_runs)
        print(f"{frame:16} {in_words(held)}", flush=True)


def tried(
    y: np.ndarray,
    f: np.ndarray,
    groups: np.ndarray,
    truth: np.ndarray,
    large: np.ndarray,
    n_runs: int,
) -> dict[str, list[tuple[bool, float, float]]]:
    """Return for each way whether the range held, its width, and the error, run by run."""
    generator = np.random.default_rng(0)
    held: dict[str, list[tuple[bool, float, float]]] = defaultdict(list)
    for _ in range(n_runs):
        coded = np.full(len(y), np.nan)
        rows = generator.choice(len(y), min(CODED, len(y)), replace=False)
        coded[rows] = y[rows]
        found = powered_shares(coded, f, groups, len(truth), np.ones(len(y)))
        whole = powered_shares(coded, f, np.zeros(len(y), dtype=int), 1, np.ones(len(y)))
        cut = best_cut(y[rows], f[rows])
        for group in large:
            mine = rows[groups[rows] == group]
            if len(mine) < 5:
                continue
            add(
                held["estimate_shares"],
                found.low[group],
                found.high[group],
                found.share[group],
                truth[group],
            )
            low, high = share_interval(
                y[mine].sum(), len(mine) / (1 - len(mine) / (groups == group).sum())
            )
            low, high = (
                float(np.ravel(bound)[0]) for bound in by_hand(y[mine], (groups == group).sum())
            )
            add(held["hand coding alone"], low, high, y[mine].mean(), truth[group])
            add(
                held["one correction"],
                *common(y[rows], f[rows], whole.weight, f[groups == group]),
                truth[group],
            )
            adjusted = adjusted_count(y[rows], f[rows] >= cut, f[groups == group] >= cut, generator)
            add(held["adjusted count"], *adjusted, truth[group])
            counted = float((f[groups == group] >= cut).mean())
            add(held["classify and count"], np.nan, np.nan, counted, truth[group])
    return held


def add(rows: list, low: float, high: float, share: float, truth: float) -> None:
    """Note whether a range held, its width, and the error."""
    rows.append((low <= truth <= high, high - low, share - truth))


def by_hand(y: np.ndarray, n_all: int) -> tuple[np.ndarray, np.ndarray]:
    """Return Wilson's range of the coded articles alone, of a finite group."""
    n = len(y) / max(1 - len(y) / n_all, 1e-9)
    return share_interval(np.array([y.mean() * n]), np.array([n]))


def common(
    y: np.ndarray, f: np.ndarray, slope: float, of_all: np.ndarray
) -> tuple[float, float, float]:
    """Return the range and the share by one correction for all groups."""
    rest = y - slope * f
    share = rest.mean() + slope * of_all.mean()
    half = 1.96 * rest.std(ddof=1) / np.sqrt(len(y))
    return share - half, share + half, share


def best_cut(y: np.ndarray, f: np.ndarray) -> float:
    """Return the threshold with the highest F1."""
    order = np.argsort(-f)
    right = np.cumsum(y[order])
    return float(f[order][int((2 * right / (np.arange(1, len(y) + 1) + y.sum())).argmax())])


def adjusted_count(
    y: np.ndarray, said: np.ndarray, of_all: np.ndarray, generator: np.random.Generator
) -> tuple[float, float, float]:
    """Return the bootstrap range and the share of the adjusted count (Forman 2008)."""
    weights = generator.multinomial(len(y), np.ones(len(y)) / len(y), size=200).astype(float)
    right = (weights @ (y * said) + 0.5) / (weights @ y + 1)
    wrong = (weights @ ((1 - y) * said) + 0.5) / (weights @ (1 - y) + 1)
    apart = right - wrong
    share = np.where(
        apart > 0.05, (of_all.mean() - wrong) / np.where(apart > 0.05, apart, 1), y.mean()
    )
    share = np.clip(share, 0, 1)
    low, high = np.quantile(share, [0.025, 0.975])
    return float(low), float(high), float(np.median(share))


def in_words(held: dict[str, list[tuple[bool, float, float]]]) -> str:
    """Return coverage, width and error of each way."""
    parts = []
    for name, rows in held.items():
        values = np.array(rows, dtype=float)
        error = np.sqrt((values[:, 2] ** 2).mean())
        if np.isnan(values[:, 1]).all():
            parts.append(f"{name}: error {error:.3f}")
            continue
        parts.append(
            f"{name}: holds {values[:, 0].mean():.1%}, width {np.nanmean(values[:, 1]):.3f}, error {error:.3f}"
        )
    return "; ".join(parts)


SHIFTS = [
    (0.5, 0.75),
    (0.3, 0.6),
    (0.15, 0.45),
    (0.2, 0.45),
    (0.06, 0.2),
    (0.05, 0.2),
    (0.03, 0.12),
]


def show_shifts(n_runs: int) -> None:
    """Print how often ranges hold in two groups whose shares differ by design, for scores that are
    good, middling and no use."""
    generator = np.random.default_rng(1)
    means = []
    for a, b in SHIFTS:
        for quality in (0.0, 1.0, 2.0):
            held: dict[str, list[tuple[bool, float, float]]] = defaultdict(list)
            apart = []
            for _ in range(n_runs):
                groups = np.repeat([0, 1], 300)
                y = np.concatenate([shuffled(a, 300, generator), shuffled(b, 300, generator)])
                f = standardised(quality * y + generator.standard_normal(600))
                coded = np.full(600, np.nan)
                rows = generator.choice(600, CODED, replace=False)
                coded[rows] = y[rows]
                found = powered_shares(coded, f, groups, 2, np.ones(600))
                truth = np.array([y[:300].mean(), y[300:].mean()])
                for group in (0, 1):
                    add(
                        held["estimate_shares"],
                        found.low[group],
                        found.high[group],
                        found.share[group],
                        truth[group],
                    )
                    mine = rows[groups[rows] == group]
                    low, high = (float(bound[0]) for bound in by_hand(y[mine], 300))
                    add(held["hand coding alone"], low, high, y[mine].mean(), truth[group])
                apart.append(holds_difference(found, truth))
            means.append(np.mean([row[0] for row in held["estimate_shares"]]))
            print(
                f"shares {a:.2f} and {b:.2f}, quality {quality}: {in_words(held)}; difference held {np.mean(apart):.1%}",
                flush=True,
            )
    print(f"mean of {len(means)} set-ups {np.mean(means):.1%}, lowest {np.min(means):.1%}")


def shuffled(share: float, n: int, generator: np.random.Generator) -> np.ndarray:
    """Return n codes of which a share is 1."""
    return generator.permutation((np.arange(n) < round(share * n)).astype(float))


def holds_difference(found, truth: np.ndarray) -> bool:
    """Say whether Newcombe's range holds the difference."""
    apart = found.share[1] - found.share[0]
    down = np.hypot(found.share[1] - found.low[1], found.high[0] - found.share[0])
    up = np.hypot(found.high[1] - found.share[1], found.share[0] - found.low[0])
    return bool(apart - down <= truth[1] - truth[0] <= apart + up)


def show_badges(n_runs: int) -> None:
    """Print how often scores of a known quality are called usable, or not to be used."""
    generator = np.random.default_rng(2)
    for area in (0.60, 0.65, 0.70, 0.75, 0.80, 0.85, 0.90):
        distance = np.sqrt(2) * stats.norm.ppf(area)
        said = []
        for _ in range(10 * n_runs):
            y = generator.random(CODED) < 0.3
            auc = auc_interval(y, distance * y + generator.standard_normal(CODED))
            said.append(badge_of(auc.area, auc.low, auc.high, int(y.sum()), int((~y).sum())))
        usable, never = (
            np.mean([badge == USABLE for badge in said]),
            np.mean([b == DO_NOT_USE for b in said]),
        )
        print(f"true area {area:.2f}: usable {usable:.1%}, do not use {never:.1%}", flush=True)


def show_alpha(n_runs: int) -> None:
    """Print how often the range of alpha holds."""
    generator = np.random.default_rng(3)
    for wrong in (0.05, 0.1, 0.2):
        for n in (50, 100, 200):
            truth = alpha_of(wrong, 200_000, generator).alpha
            found = [alpha_of(wrong, n, generator) for _ in range(5 * n_runs)]
            held = np.mean([one.low <= truth <= one.high for one in found])
            print(f"alpha {truth:.2f}, {n} articles: the range holds {held:.1%}", flush=True)


def alpha_of(wrong: float, n: int, generator: np.random.Generator):
    """Return alpha of two coders who each err in a share of the articles."""
    y = (generator.random(n) < 0.3).astype(float)
    codes = [np.where(generator.random(n) < wrong, 1 - y, y) for _ in range(2)]
    if n > 1_000:  # no range: the jackknife would take n by n numbers
        return nominal_alpha(np.array(codes)[:, :2_000])
    return nominal_alpha(codes)


PARTS = {"outlets": show_outlets, "shifts": show_shifts, "badges": show_badges, "alpha": show_alpha}


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("runs", nargs="?", type=int, default=300)
    parser.add_argument("--only", choices=PARTS, action="append")
    given = parser.parse_args()
    for name in given.only or PARTS:
        print(f"== {name}", flush=True)
        PARTS[name](given.runs)


if __name__ == "__main__":
    main()
