"""How well words are found in scripts without spaces, how fast, and how well languages are told.

    python benchmarks/languages.py [--articles 1000] [--characters 1000]

The sentences are those of tests/segmented.py and tests/test_languages.py: invented, and cut into
words by hand. An article is sentences of one language, drawn again and again. Half a minute.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

import numpy as np
import pandas as pd

import mediakit as mk
from mediakit.tokens import tokenize

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from segmented import SENTENCES, f1
from test_languages import SENTENCES as ONE_EACH

ENDS = {"Chinese": "。", "Japanese": "。", "Thai": " "}


def words_found(by_hand: list[list[str]]) -> list[list[str]]:
    """Return the words that mediakit finds in sentences without spaces."""
    tokens = tokenize(["".join(words) for words in by_hand])
    words = tokens.vocabulary[tokens.ids]
    return [part.tolist() for part in np.split(words, tokens.starts[1:-1])]


def articles_of(language: str, n_articles: int, n_characters: int) -> list[str]:
    """Return articles of about so many characters, of the sentences of one language."""
    generator = np.random.default_rng(0)
    sentences = ["".join(words) + ENDS[language] for words in SENTENCES[language]]
    n_sentences = n_characters * len(sentences) // sum(map(len, sentences))
    numbers = generator.integers(0, len(sentences), (n_articles, n_sentences))
    return ["".join(sentences[number] for number in row) for row in numbers]


def seconds(function: object, *given: object) -> float:
    start = time.perf_counter()
    function(*given)  # type: ignore[operator]
    return time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--articles", type=int, default=1_000)
    parser.add_argument("--characters", type=int, default=1_000)
    options = parser.parse_args()

    print("Words: F1 against sentences cut by hand, and time (dictionary loaded)")
    for language, by_hand in SENTENCES.items():
        found = words_found(by_hand)
        texts = articles_of(language, options.articles, options.characters)
        n_words = len(tokenize(texts).ids)
        taken = seconds(tokenize, texts)
        print(
            f"  {language:9} F1 {f1(by_hand, found):.3f}   {len(texts):,} articles of"
            f" {options.characters:,} characters, {n_words:,} words: {taken:.2f} s"
        )

    print("Languages: of articles of n sentences")
    for n in (1, 2, 5):
        codes = list(ONE_EACH)
        table = pd.DataFrame({"text": [" ".join([ONE_EACH[code]] * n) for code in codes]})
        found_codes = mk.identify_languages(table, fields="text")["language"]
        n_right = int((found_codes == codes).sum())
        n_wrong = int((found_codes.notna() & (found_codes != codes)).sum())
        print(f"  {n}: {n_right} of {len(codes)} right, {n_wrong} wrong")
    texts = [" ".join([sentence] * 12) for sentence in ONE_EACH.values()]
    repeated = [texts[number % len(texts)] for number in range(options.articles)]
    table = pd.DataFrame({"text": repeated})
    n_characters = int(table["text"].str.len().mean())
    taken = seconds(lambda: mk.identify_languages(table, fields="text"))
    print(f"  {len(table):,} articles of {n_characters:,} characters: {taken:.2f} s")


if __name__ == "__main__":
    main()
