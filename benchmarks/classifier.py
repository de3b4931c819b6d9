"""How near `FrameClassifier` comes to labels that people gave.

    python benchmarks/classifier.py [--only folds|labels]

`folds`: four folds are coded, the fifth is asked for; `frames_narrative` with the folds that were
published with it, `frames_sentences` with five drawn by lot. Thresholds come from the coded articles
alone. Prints micro- and macro-F1 and the mean area under the ROC curve. `labels`: the mean area of
articles that were not coded, with 50 to 300 of `frames_narrative` coded, mean of eight draws, beside
the word lists alone. Ten minutes.
"""

from __future__ import annotations

import argparse
import gzip
import json
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.metrics import f1_score, roc_auc_score

import mediakit as mk

DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
NAMES = {
    "political and policies": "political",
    "legality and crime": "legality_crime",
    "health and safety": "health_safety",
    "fairness and equality": "fairness_equality",
    "security and defense": "security_defense",
}


def load(file: str, frames: tuple[str, ...]) -> tuple[pd.DataFrame, pd.DataFrame, np.ndarray]:
    """Return the articles, their labels (1 or 0, a column a frame) and their folds."""
    with gzip.open(DATA / f"{file}.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    ids = [f"a{number:04d}" for number in range(len(rows))]
    articles = pd.DataFrame({"article_id": ids, "title": "", "text": [row["text"] for row in rows]})
    given = [{NAMES.get(name, name).replace(" ", "_") for name in row["labels"]} for row in rows]
    labels = pd.DataFrame({frame: [int(frame in one) for one in given] for frame in frames})
    drawn = np.random.default_rng(0).permutation(len(rows)) % 5
    folds = np.array([int(row.get("fold", drawn[place])) for place, row in enumerate(rows)])
    return articles, labels, folds


def codes_of(articles: pd.DataFrame, labels: pd.DataFrame, rows: np.ndarray) -> object:
    """Return the codes of some articles."""
    return mk.codes_from_table(labels[rows].assign(article_id=articles["article_id"][rows]))


def area(labels: pd.DataFrame, values: pd.DataFrame, rows: np.ndarray) -> float:
    """Return the mean area of the frames."""
    found = [
        roc_auc_score(labels[frame][rows], values[frame][rows])
        for frame in labels.columns
        if 0 < labels[frame][rows].sum() < rows.sum()
    ]
    return float(np.mean(found))


def show_folds() -> None:
    """Print how often yes and no are right in folds that were not coded."""
    for file, name in (("frames_narrative", "generic"), ("frames_sentences", "policy9")):
        articles, labels, folds = load(file, mk.load_frames(name).frames)
        said = np.zeros(labels.shape, dtype=int)
        areas = []
        for fold in np.unique(folds):
            held = folds == fold
            scores = mk.FrameClassifier(name, fields="text").score_articles(
                articles, codes_of(articles, labels, ~held)
            )
            said[held] = scores.predicted()[list(labels.columns)][held]
            areas.append(area(labels, scores.values(), held))
        truth = labels.to_numpy()
        print(
            f"{file}: micro-F1 {f1_score(truth, said, average='micro'):.3f}, "
            f"macro-F1 {f1_score(truth, said, average='macro'):.3f}, area {np.mean(areas):.3f}",
            flush=True,
        )


def show_labels() -> None:
    """Print the area by the number of coded articles."""
    articles, labels, _ = load("frames_narrative", mk.load_frames("generic").frames)
    lists = mk.score_frames(articles, "generic", fields="text").values()
    for n in (50, 100, 200, 300):
        learnt, alone = [], []
        for draw in range(8):
            coded = np.zeros(len(articles), dtype=bool)
            coded[np.random.default_rng(draw).permutation(len(articles))[:n]] = True
            scores = mk.FrameClassifier("generic", fields="text").score_articles(
                articles, codes_of(articles, labels, coded)
            )
            learnt.append(area(labels, scores.values(), ~coded))
            alone.append(area(labels, lists, ~coded))
        print(f"{n} coded: area {np.mean(learnt):.3f}, lists {np.mean(alone):.3f}", flush=True)


PARTS = {"folds": show_folds, "labels": show_labels}


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=PARTS, action="append")
    for name in parser.parse_args().only or PARTS:
        PARTS[name]()


if __name__ == "__main__":
    main()
