"""Code articles by hand in the notebook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mediakit.coding.sampling import CodingSample
from mediakit.coding.sheet import CodingSheet
from mediakit.errors import MissingExtra, UnknownValue, a_kind_of

if TYPE_CHECKING:
    from mediakit.coding.view import CodingView

__all__ = ["code_articles"]


def code_articles(sample: CodingSample, *, coder: str, path: str | Path) -> CodingView:
    """Show the articles of a sample one by one, to be coded with the mouse or the keyboard.

    Each click is saved at once in the coder's file, so nothing is lost if the notebook stops: run
    the cell again to go on with the first article that is not done.

    Parameters
    ----------
    sample : CodingSample
        What `draw_coding_sample` gives.
    coder : str
        Who codes; each coder has a file.
    path : str or Path
        The folder of the coders' files. A file that is there, begun here or in a spreadsheet, is
        taken over.

    Returns
    -------
    CodingView
        What the notebook shows. Keys: 1 to 9, then a to z, change the code of a label (yes, no,
        cannot tell); Enter says no to all labels without a code and goes on; the arrows go back and
        on; the space bar scrolls. When coding is done, `read_codes(path)` reads the files.

    Raises
    ------
    MissingExtra
        If anywidget is not installed; it is in the extra `lab`.
    UnknownValue
        If the coder's file holds other articles or other labels than the sample.

    Examples
    --------
    >>> import mediakit as mk, tempfile
    >>> sample = mk.draw_coding_sample(mk.load_demo_articles(), ["conflict", "moral"], n=30)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     mk.code_articles(sample, coder="Kim", path=folder)
    Kim has coded 0 of 30 articles for conflict and moral. The codes are in 'coding-Kim.csv'.
    """
    if not isinstance(sample, CodingSample):
        raise UnknownValue(f"A sample is what draw_coding_sample gives; got {a_kind_of(sample)}.")
    try:
        from mediakit.coding.view import CodingView
    except ImportError as error:
        raise MissingExtra("anywidget", "lab") from error
    return CodingView(CodingSheet(sample, coder, path))
