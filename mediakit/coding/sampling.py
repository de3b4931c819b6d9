"""Draw articles to be coded by hand, so that shares estimated from them have ranges that hold."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from mediakit.arrays import Longs
from mediakit.checks import as_list, require_columns, require_whole
from mediakit.coding.files import coder_file, write_coder_file
from mediakit.context import drawn_at_random
from mediakit.errors import UnknownValue
from mediakit.features import group_articles
from mediakit.periods import require_freq
from mediakit.wording import count_of, join_names

__all__ = ["CodingSample", "draw_coding_sample"]

#: The fewest articles of an outlet and period, if it has so many.
_LEAST = 5
#: Columns that say where an article was drawn from; they are kept for the ranges.
PART, SIZE, DRAWN = "part", "n_part", "n_drawn"
_SHOWN = ["article_id", "date", "title", "text"]


@dataclass(frozen=True, eq=False)
class CodingSample:
    """Articles to be coded, a row each, with an empty column for each label."""

    rows: pd.DataFrame
    labels: tuple[str, ...]
    coders: tuple[str, ...]
    means: Mapping[str, str]

    def table(self) -> pd.DataFrame:
        """Return the articles, in the order in which they are coded."""
        return self.rows.copy()

    def __len__(self) -> int:
        return len(self.rows)

    def __repr__(self) -> str:
        return self.describe()

    def describe(self) -> str:
        """Say how many articles were drawn, from how many parts."""
        n_parts = self.rows[PART].nunique()
        return (
            f"{count_of(len(self.rows), 'article')} drawn at random from "
            f"{count_of(n_parts, 'part')} of the articles, to be coded by "
            f"{join_names(self.coders)} for {join_names(self.labels)}."
        )

    def write(self, folder: str | Path) -> list[Path]:
        """Write a file a coder (CSV, for any spreadsheet) and a page that says what the labels
        mean; return their paths.

        The files hold whole texts, to be read by coders and not to be published. Files that are
        there already are not overwritten.
        """
        target = Path(folder)
        target.mkdir(parents=True, exist_ok=True)
        paths = [coder_file(target, coder) for coder in self.coders]
        book = target / "codebook.md"
        for path in [*paths, book]:
            if path.exists():
                raise UnknownValue(f"{path} is there already, and may hold codes.")
        for coder, path in zip(self.coders, paths, strict=True):
            write_coder_file(self.rows.assign(coder=coder), path)
        book.write_text(self.codebook(), encoding="utf-8")
        return [*paths, book]

    def codebook(self) -> str:
        """Return the page for coders: how to code, and what each label means."""
        lines = [
            "# How to code",
            "",
            "Read each article from its title to its end. Write 1 in the column of a label if the "
            "article carries it, 0 if it does not. Several labels may be 1. Write ? only if you "
            "cannot tell. Do not talk to the other coders about single articles. "
            "Change nothing else in the file.",
            "",
            "# What the labels mean",
            "",
        ]
        for label in self.labels:
            lines += [f"**{label}**: {self.means.get(label) or 'to be agreed on.'}", ""]
        return "\n".join(lines)


def draw_coding_sample(
    articles: pd.DataFrame,
    labels: Sequence[str] | Mapping[str, str],
    *,
    n: int = 100,
    by: str | Sequence[str] = "outlet",
    freq: str | None = None,
    coders: Sequence[str] = ("A", "B"),
    random_state: int = 0,
) -> CodingSample:
    """Draw articles to be coded by hand: at random within each outlet, so that ranges hold.

    Each outlet (or outlet and period) gets a part of the sample as large as its part of the
    articles, but at least five articles if it has as many. Of each text one article of an outlet
    can be drawn.

    Parameters
    ----------
    articles : DataFrame
        The articles table.
    labels : sequence of str or dict of str to str
        What to code, such as the frames of a word list; with what each means, which the coders
        read.
    n : int, default 100
        How many articles; more if every part is to have five.
    by : str or list of str, default 'outlet'
        The columns whose groups will be compared.
    freq : {'D', 'W', 'M', 'Q', 'Y'}, optional
        Periods that will be compared.
    coders : sequence of str, default ('A', 'B')
        Who codes; each codes all articles.
    random_state : int, default 0
        The seed of chance.

    Returns
    -------
    CodingSample
        `write(folder)` writes a file a coder, and what the labels mean.

    Examples
    --------
    >>> import mediakit as mk
    >>> sample = mk.draw_coding_sample(mk.load_demo_articles(), ["conflict", "moral"], n=30)
    >>> len(sample)
    30
    """
    require_whole("n", n, least=1)
    require_whole("random_state", random_state, least=0)
    if freq is not None:
        require_freq(freq)
    names, means = list(labels), {}
    if isinstance(labels, Mapping):
        means = {str(label): str(text) for label, text in labels.items()}
    _require_labels(labels, coders)
    require_columns(articles, _SHOWN[2:])
    evidence, _ = group_articles(articles, as_list(by), freq, reprints="collapse")
    rows = evidence.counted_articles()
    if rows.empty:
        raise UnknownValue("There are no articles to draw from.")
    parts = _part_names(evidence.counted_labels)
    drawn = _draw(parts, n, random_state)
    sizes = parts.value_counts()
    shown = [column for column in _SHOWN if column in rows.columns]
    sample = rows.loc[drawn, shown].assign(**dict.fromkeys(names, ""), note="")
    sample[PART] = parts[drawn].to_numpy()
    sample[SIZE] = sample[PART].map(sizes).to_numpy()
    sample[DRAWN] = sample[PART].map(sample[PART].value_counts()).to_numpy()
    sample = drawn_at_random(sample).reset_index(drop=True)
    return CodingSample(sample, tuple(map(str, names)), tuple(map(str, coders)), means)


def _require_labels(labels: Sequence[str] | Mapping[str, str], coders: Sequence[str]) -> None:
    """Raise unless there are labels, each once and none a column of the file, and coders."""
    if isinstance(labels, str) or not labels or not coders:
        raise UnknownValue(
            "A sample to code needs a list of labels, such as ['moral'], and at least one coder."
        )
    names = [str(label) for label in labels]
    if len(set(names)) < len(names):
        raise UnknownValue("The labels of a sample to code differ from each other.")
    taken = set(names) & {*_SHOWN, "coder", "note", "outlet", "url", PART, SIZE, DRAWN}
    if taken:
        raise UnknownValue(f"'{min(taken)}' is a column of the file, so it can be no label.")


def _part_names(labels: pd.DataFrame) -> pd.Series:
    parts = labels.copy()
    for name in parts.columns:
        if pd.api.types.is_datetime64_any_dtype(parts[name]):
            parts[name] = parts[name].dt.strftime("%Y-%m-%d")
    if parts.columns.empty:
        return pd.Series("1", index=parts.index)
    names = parts.astype("str").agg(" · ".join, axis=1)
    # Coders are not to know the outlet.
    numbers = pd.factorize(names, sort=True)[0] + 1
    return pd.Series(numbers, index=parts.index).astype("str")


def _draw(parts: pd.Series, n: int, random_state: int) -> Longs:
    """Return the rows drawn, from each part as many as its size asks for."""
    sizes = parts.value_counts().sort_index()
    wanted = _shares_of(sizes, min(n, int(sizes.sum())))
    generator = np.random.default_rng(random_state)
    rows = []
    for name, size in wanted.items():
        members = np.flatnonzero(parts == name)
        rows.append(generator.choice(members, int(size), replace=False))
    return np.sort(np.concatenate(rows))


def _shares_of(sizes: pd.Series, n: int) -> pd.Series:
    """Return how many to draw from each part: in proportion (largest remainders), at least five."""
    exact = sizes / sizes.sum() * n
    whole = np.floor(exact).astype(int)
    rest = (exact - whole).sort_values(ascending=False, kind="stable").index
    whole[rest[: n - int(whole.sum())]] += 1
    return whole.clip(lower=np.minimum(sizes, _LEAST)).clip(upper=sizes)
