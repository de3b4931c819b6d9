"""The invented demo articles that come with mediakit."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from mediakit.readers import read_articles

__all__ = ["demo_folder", "load_demo_articles"]


def demo_folder() -> Path:
    """Return the folder of the demo articles: in the installed package, or in a checkout."""
    package = Path(__file__).parent
    installed = package / "seeds"
    if installed.is_dir():
        return installed
    return package.parent / "seeds"


def load_demo_articles() -> pd.DataFrame:
    """Load 101 invented articles of five invented outlets, over eight weeks of 2031.

    Everything in them is made up. They have faults, as real archives do, and this function does not
    warn of them; `read_articles(..., return_ledger=True)` on the same folder shows what the reader
    noticed.

    Returns
    -------
    DataFrame
        The articles table.

    Examples
    --------
    >>> import mediakit as mk
    >>> articles = mk.load_demo_articles()
    >>> sorted(articles["outlet"].unique())[:2]
    ['corvanewire.example', 'dailylantern.example']
    """
    return read_articles(demo_folder(), on_error="ignore")
