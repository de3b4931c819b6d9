"""Which findings of a comparison survive other choices."""

from __future__ import annotations

import pandas as pd

from mediakit.checks import require_columns, require_unique_ids
from mediakit.comparing import Comparison
from mediakit.errors import UnknownValue, a_kind_of
from mediakit.robustness.material import Material
from mediakit.robustness.result import Robustness
from mediakit.robustness.trying import Tried, try_choices
from mediakit.wording import count_of

__all__ = ["check_robustness"]


def check_robustness(result: Comparison, *, raw: pd.DataFrame | None = None) -> Robustness:
    """Find out which differences survive other reasonable choices.

    The comparison is repeated under every choice: all combinations of how reprints are counted
    (once a side, each, or as one unit shared), agency copy (in or out) and the calendar (any date,
    the same month, the same week); and, one at a time, with page furniture left in, without the
    passages that an outlet repeats word for word, without the headlines, without short articles,
    without the largest story of each side, and without the author of the largest number of articles
    on each side. A difference is a finding to print if it holds whichever choice is made.

    Parameters
    ----------
    result : TermComparison or FeatureComparison
        What `compare`, `compare_outlets` or `compare_periods` returned. All of its settings are
        kept but those that a choice changes. After `with_inspection`, differences that a fault of
        the texts may explain are no findings.
    raw : DataFrame, optional
        The articles as they were read, with the texts before page furniture was taken out. Without
        it that choice is left out, and named.

    Returns
    -------
    Robustness
        `surviving()` has what survives, `table()` all differences of the comparison with the share
        of choices under which each holds, `plot(key)` its estimates under all of them.

    Raises
    ------
    UnknownValue
        If `result` is no comparison, or one with a list of words, or `raw` lacks articles.

    References
    ----------
    Simonsohn, Simmons and Nelson (2020). Specification curve analysis. Nature Human Behaviour 4,
    1208-1214. doi:10.1038/s41562-020-0912-z. Steegen and others (2016). Increasing transparency
    through a multiverse analysis. doi:10.1177/1745691616658637. `docs/methods.md` says which
    choices are tried and what they cannot tell.

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.prepare_articles(mk.load_demo_articles())
    >>> money = {"money": "million OR contract OR pay"}
    >>> compared = mk.compare_outlets(
    ...     articles, "corvanewire.example", "dailylantern.example", features=money
    ... )
    >>> mk.check_robustness(compared).surviving()["feature"].tolist()
    ['money']
    """
    if not isinstance(result, Comparison):
        raise UnknownValue(
            "check_robustness takes what compare, compare_outlets or compare_periods returns; got "
            f"{a_kind_of(result)}."
        )
    if result.question.frequencies is not None:
        raise UnknownValue(
            "A comparison with a word list tests nothing, so there is nothing to check. Compare "
            "two groups of articles."
        )
    findings = result.found
    if findings.empty:
        return Robustness(result.evidence, result.reason, result, Tried((), findings, ()))
    material = Material(result, _aligned(raw, result))
    tried = try_choices(result, material, findings)
    return Robustness(result.evidence, result.reason, result, tried)


def _aligned(raw: pd.DataFrame | None, result: Comparison) -> pd.DataFrame | None:
    """Return the table with the texts as they were read."""
    if raw is None:
        return None
    table = result.evidence.table
    require_unique_ids(raw, ["text"])
    require_columns(table, ["text"])
    texts = pd.Series(raw["text"].to_numpy(), index=raw["article_id"].astype("str"))
    ids = table["article_id"].astype("str")
    n_unknown = int((~ids.isin(texts.index)).sum())
    if n_unknown:
        raise UnknownValue(
            f"raw= lacks {count_of(n_unknown, 'article')} of those compared. Give the table as it "
            "was read, before prepare_articles."
        )
    return table.assign(text=texts.reindex(ids).to_numpy())
