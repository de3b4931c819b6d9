"""A page that is too heavy to send: which sentences it leaves to a file beside it."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

import pandas as pd

from mediakit.exporting import as_csv
from mediakit.reporting.outputs import Body
from mediakit.wording import count_of

__all__ = ["within_limit"]

#: Bytes that a page may have.
HEAVIEST = 3_000_000

_EVIDENCE = re.compile(
    r'<details class="mk-evidence">.*?(<div id="evidence-\d+">).*?</div></details>', re.DOTALL
)


def within_limit(text: str, body: Body, target: Path, most: int = HEAVIEST) -> str:
    """Return a page without the last of its sentences if it is too heavy.

    All of its sentences then stand in a file beside it, and the page says so.
    """
    n_bytes = len(text.encode())
    found = list(_EVIDENCE.finditer(text))
    if n_bytes <= most or not found:
        return text
    file = target.with_name(f"{target.stem}-sentences.csv")
    file.write_text(as_csv(pd.DataFrame(body.evidence)), encoding="utf-8")
    n_left_out = 0
    for match in reversed(found):
        if n_bytes <= most:
            break
        said = (
            f"{match[1]}<p>The sentences behind it are in the file {escape(file.name)}, which "
            "belongs to this page.</p></div>"
        )
        n_bytes -= len(match[0].encode()) - len(said.encode())
        text = text[: match.start()] + said + text[match.end() :]
        n_left_out += 1
    note = (
        f"The sentences behind {count_of(n_left_out, 'result')} are left out of this page, which "
        f"would be too heavy; all sentences are in the file {escape(file.name)}."
    )
    return text.replace("<main>", f'<main>\n<p class="basis">{note}</p>', 1)
