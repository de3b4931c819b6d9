"""How close the frame scores come to labels that people gave. No score uses a label.

    python benchmarks/frames.py

Prints the area under the ROC curve of each frame, for each labelled corpus in ../shared/data and
for three ways to score: the share of sentences with a word of the frame (as in `score_frames`),
hits per 100 words, and the logarithm of the hits over that of the length.
"""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np
from sklearn.metrics import roc_auc_score

from mediakit.framing import load_frames
from mediakit.queries import find
from mediakit.tokens import sentence_spans, tokenize

DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
NAMES = {
    "human interest": "human_interest",
    "political and policies": "political",
    "legality and crime": "legality_crime",
    "health and safety": "health_safety",
    "fairness and equality": "fairness_equality",
    "cultural identity": "cultural_identity",
    "security and defense": "security_defense",
    "public opinion": "public_opinion",
}


#: The label of `frames_sentences` that a dimension of the Policy Frames Codebook went into; of those
#: missing here nobody says which.
MERGED = {
    "capacity_resources": "economic",
    "legality_constitutionality": "legality_crime",
    "crime_punishment": "legality_crime",
    "policy_prescription": "political",
}
NOT_KNOWN = ("quality_of_life", "external_regulation")


def main() -> None:
    """Print the table."""
    for file, name in (
        ("frames_narrative", "generic"),
        ("frames_sentences", "policy9"),
        ("frames_sentences", "policy"),
    ):
        with gzip.open(DATA / f"{file}.jsonl.gz", "rt", encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines]
        labels = [{NAMES.get(label, label) for label in row["labels"]} for row in rows]
        texts = [row["text"] for row in rows]
        spans = [sentence_spans(text) for text in texts]
        sentences = tokenize(
            [text[a:b] for text, found in zip(texts, spans, strict=True) for a, b in found]
        )
        text_of = np.repeat(np.arange(len(texts)), [len(found) for found in spans])
        words = np.bincount(text_of, weights=sentences.lengths, minlength=len(texts))
        lexicon, table = load_frames(name), []
        for frame in lexicon.frames:
            if frame in NOT_KNOWN:
                continue
            hits = find(lexicon.query(frame), sentences)
            with_hit = np.bincount(text_of, weights=hits.in_text, minlength=len(texts))
            n_hits = np.bincount(
                text_of[np.searchsorted(sentences.starts, hits.first, side="right") - 1],
                minlength=len(texts),
            )
            truth = [MERGED.get(frame, frame) in given for given in labels]
            n_sentences = np.maximum(np.bincount(text_of, minlength=len(texts)), 1)
            scores = (
                with_hit / n_sentences,
                100 * n_hits / words,
                np.log1p(n_hits) / np.log(np.maximum(words, 2)),
            )
            table.append([roc_auc_score(truth, score) for score in scores])
            print(f"{file:18} {frame:20} " + "  ".join(f"{value:.3f}" for value in table[-1]))
        print(
            f"{file:18} {'mean':20} "
            + "  ".join(f"{value:.3f}" for value in np.mean(table, axis=0))
        )


if __name__ == "__main__":
    print(f"{'corpus':18} {'frame':20} share  /100   log")
    main()
