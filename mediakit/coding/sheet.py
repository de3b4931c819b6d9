"""What one coder says of the articles of a sample: each code is saved at once, and coding goes on
where it stopped."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from mediakit.checks import one_of
from mediakit.coding.files import coder_file, write_coder_file
from mediakit.coding.reading import NO, UNSURE, YES, read_coder_file
from mediakit.coding.sampling import CodingSample
from mediakit.errors import UnknownValue
from mediakit.wording import count_of, join_names

__all__ = ["CodingSheet"]

#: What a click on a label that has a code changes it to.
_NEXT = {"": YES, YES: NO, NO: UNSURE, UNSURE: YES}


class CodingSheet:
    """A coder's codes, in memory and in the coder's file.

    Parameters
    ----------
    sample : CodingSample
        What is coded.
    coder : str
        Who codes.
    folder : str or Path
        Where the coder's file is, or will be.
    """

    def __init__(self, sample: CodingSample, coder: str, folder: str | Path) -> None:
        self.labels = sample.labels
        self.means = sample.means
        self.coder = coder
        self.path = coder_file(folder, coder)
        self._rows = sample.table().assign(coder=coder)
        if self.path.exists():
            self._take_over()
        else:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            write_coder_file(self._rows, self.path)
        self._written = self._stamp()

    def __len__(self) -> int:
        return len(self._rows)

    def _take_over(self) -> None:
        """Take over the codes that the coder's file holds."""
        table, codes = read_coder_file(self.path, self.labels)
        if set(table["article_id"]) != set(self._rows["article_id"].astype("str")):
            raise UnknownValue(
                f"'{self.path.name}' holds other articles than this sample. Code each sample in a "
                "folder of its own."
            )
        found = codes.assign(note=table.get("note", ""), article_id=table["article_id"])
        found = found.set_index("article_id").loc[self._rows["article_id"].astype("str")]
        columns = {name: found[name].to_numpy() for name in [*self.labels, "note"]}
        self._rows = self._rows.assign(**columns)

    def article(self, place: int) -> pd.Series:
        """Return an article: its title, text, codes and note."""
        return self._rows.iloc[place]

    def is_done(self) -> pd.Series:
        """Say of each article whether every label has a code."""
        return (self._rows[list(self.labels)] != "").all(axis=1)

    @property
    def n_done(self) -> int:
        """Articles of which every label has a code."""
        return int(self.is_done().sum())

    def first_open(self) -> int:
        """Return the place of the first article that is not done; the last if all are."""
        is_open = ~self.is_done().to_numpy()
        if not is_open.any():
            return len(self) - 1
        return int(is_open.argmax())

    def mark(self, place: int, label: str, value: str | None = None) -> None:
        """Save whether an article carries a label: 1, 0 or ?; without a value what comes after the
        code that it has (1, 0, ?, and 1 again)."""
        one_of("label", label, self.labels)
        if value is None:
            value = _NEXT[str(self.article(place)[label])]
        one_of("code", value, (YES, NO, UNSURE))
        self._set(place, {label: value})

    def finish(self, place: int) -> None:
        """Save that an article carries none of the labels without a code."""
        article = self.article(place)
        self._set(place, {label: NO for label in self.labels if article[label] == ""})

    def write_note(self, place: int, note: str) -> None:
        """Save the coder's note on an article."""
        self._set(place, {"note": note})

    def _set(self, place: int, values: dict[str, str]) -> None:
        """Write the file, and then keep the values: what is shown is what is saved."""
        if self._stamp() != self._written:
            raise UnknownValue(
                f"'{self.path.name}' was changed by another program. Run the cell again to go on "
                "with what the file holds now."
            )
        rows = self._rows.copy()
        for name, value in values.items():
            rows.iloc[place, rows.columns.get_loc(name)] = value
        write_coder_file(rows, self.path)
        self._rows = rows
        self._written = self._stamp()

    def _stamp(self) -> tuple[int, int] | None:
        """Return what tells whether somebody else has written the file."""
        if not self.path.exists():
            return None
        stat = self.path.stat()
        return stat.st_mtime_ns, stat.st_size

    def describe(self) -> str:
        """Say how far coding has come."""
        return (
            f"{self.coder} has coded {self.n_done:,} of {count_of(len(self), 'article')} for "
            f"{join_names(self.labels)}. The codes are in '{self.path.name}'."
        )
