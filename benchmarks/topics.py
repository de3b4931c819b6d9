"""How close topics come to labels that people gave, and which number of topics is supported.

    python benchmarks/topics.py

Prints two things for each labelled corpus: the normalised mutual information of topics and labels,
with the number of topics given, for several limits on how many articles a term may appear in; and
how well topics agree across samples of half and of four fifths of the articles, for 2 to 8 topics.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.metrics import normalized_mutual_info_score

import mediakit as mk
from mediakit.terms import weigh_terms
from mediakit.topics import factoring

ROOT = Path(__file__).resolve().parent.parent
BBC = ROOT.parent / "shared" / "data" / "bbc_topics.jsonl.gz"


def corpora() -> dict[str, tuple[pd.DataFrame, pd.Series]]:
    """Return each labelled corpus with its labels, in the order of article_id."""
    demo = mk.load_demo_articles()
    key = pd.read_csv(ROOT / "tests" / "demo_answer_key.csv")
    demo = demo.assign(file=demo["source_file"].map(lambda path: Path(path).name)).merge(
        key[["file", "story"]]
    )
    found = {"demo": demo, "demo, boilerplate stripped": mk.strip_boilerplate(demo)}
    if BBC.exists():
        bbc = (
            mk.read_articles(BBC, on_error="ignore")
            .drop_duplicates("text")
            .rename(columns={"label_topic": "story"})
        )
        found |= {"BBC": bbc, "BBC, 200 articles": bbc.sample(200, random_state=3)}
    tables = {
        name: table.sort_values("article_id", ignore_index=True) for name, table in found.items()
    }
    return {name: (table, table["story"]) for name, table in tables.items()}


def main() -> None:
    """Print the table."""
    for name, (articles, labels) in corpora().items():
        k = labels.nunique()
        for max_df in (0.5, 0.3, 0.2, 0.15):
            matrix = weigh_terms(articles, min_df=2, max_df=max_df, sublinear_tf=True).matrix
            strength, _ = factoring.factor(matrix, np.ones(len(labels), dtype=bool), k, 0)
            nmi = normalized_mutual_info_score(labels, strength.argmax(axis=1))
            print(
                f"{name:28} terms in at most {max_df:.0%} of articles, {k} topics: NMI {nmi:.3f}",
                flush=True,
            )
        matrix = weigh_terms(articles, min_df=2, max_df=0.2, sublinear_tf=True).matrix
        if len(articles) > 1000:
            continue
        for share in (0.5, 0.8):
            factoring.SAMPLE_SHARE = share
            curve = [
                f"{factoring.label_agreement(matrix, number, 0):.2f}" for number in range(2, 9)
            ]
            print(
                f"{name:28} agreement of samples of {share:.0%}, 2 to 8 topics: {' '.join(curve)}",
                flush=True,
            )


if __name__ == "__main__":
    main()
