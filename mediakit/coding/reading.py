"""Read what coders wrote into their files."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from mediakit.coding.codes import Codes, codes_from_table
from mediakit.coding.sampling import DRAWN, PART, SIZE
from mediakit.errors import ArticlesNotFound, UnknownValue, a_kind_of
from mediakit.wording import join_names

__all__ = ["NO", "UNSURE", "YES", "read_coder_file", "read_codes"]

#: What is written into a cell; an empty cell was not coded yet.
YES, NO, UNSURE = "1", "0", "?"
_YES = {"1", "1.0", "yes", "y", "x", "true", "✓"}
_NO = {"0", "0.0", "no", "n", "false"}
_OTHERS = [
    "article_id",
    "coder",
    "outlet",
    "date",
    "title",
    "text",
    "url",
    "note",
    PART,
    SIZE,
    DRAWN,
]


def read_codes(paths: str | Path | Sequence[str | Path]) -> Codes:
    """Read the files that coders filled in.

    Parameters
    ----------
    paths : path, folder or sequence of paths
        Files of `draw_coding_sample(...).write(folder)`, or others with the columns article_id and
        one a label, as CSV or Excel. In a folder all files named coding-*. 1, x, yes or true is
        yes, 0, no or false no; an empty cell was not coded, and ? is one that the coder could not
        tell, which counts as not coded.

    Returns
    -------
    Codes
        For `measure_agreement`, `assess` and `estimate_shares`.

    Raises
    ------
    ArticlesNotFound
        If there is no such file.
    UnknownValue
        If a cell is neither yes nor no, or a coder coded an article twice; it says where.

    Examples
    --------
    >>> import mediakit as mk, pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = pathlib.Path(folder) / "coding-Kim.csv"
    ...     _ = path.write_text("article_id,moral\\na1,1\\na2,no\\n")
    ...     mk.read_codes(folder)
    2 articles coded by Kim for moral.
    """
    files = _files(paths)
    tables = [_read(path) for path in files]
    labels = [name for name in tables[0].columns if name not in _OTHERS]
    for path, table in zip(files, tables, strict=True):
        _require_labels(path, table, labels, f"'{files[0].name}'")
    rows = [_values(path, table, labels) for path, table in zip(files, tables, strict=True)]
    codes = codes_from_table(pd.concat(rows, ignore_index=True))
    return Codes(codes.table, _sample(tables), codes.labels, codes.coders)


def _files(paths: str | Path | Sequence[str | Path]) -> list[Path]:
    given: Sequence[str | Path] = [str(paths)]
    if isinstance(paths, list | tuple):
        given = paths
    if not all(isinstance(one, str | Path) for one in given) or not isinstance(
        paths, str | Path | list | tuple
    ):
        raise TypeError(
            f"Codes are read from a path, a folder or a list of paths; got {a_kind_of(paths)}."
        )
    files: list[Path] = []
    for one in given:
        path = Path(str(one))
        if path.is_dir():
            files += sorted(path.glob("coding-*"))
        elif path.is_file():
            files.append(path)
        else:
            raise ArticlesNotFound(f"There is no file '{path}'.")
    if not files:
        raise ArticlesNotFound("There is no file named coding-* there.")
    return files


def read_coder_file(path: Path, labels: Sequence[str]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return a coder's file, and its codes as 1, 0, ? or nothing."""
    table = _read(path)
    _require_labels(path, table, labels, "the sample")
    if not table["article_id"].is_unique:
        raise UnknownValue(f"'{path.name}' holds an article twice.")
    return table, _codes(path, table, labels)


def _read(path: Path) -> pd.DataFrame:
    """Return the cells of a file as text."""
    if path.suffix.lower() == ".xlsx":
        table = pd.read_excel(path, dtype=str, keep_default_na=False, engine="calamine")
    else:
        table = _read_csv(path)
    if "article_id" not in table.columns:
        raise UnknownValue(f"'{path.name}' has no column article_id.")
    if "coder" not in table.columns:
        table = table.assign(coder=path.stem.removeprefix("coding-"))
    return table


def _read_csv(path: Path) -> pd.DataFrame:
    """Return the cells of a CSV file, as spreadsheets save them: UTF-8 or UTF-16, commas,
    semicolons or tabs."""
    data = path.read_bytes()
    encoding = "utf-8-sig"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnknownValue(
            f"'{path.name}' is not in UTF-8 or UTF-16: save it as 'CSV UTF-8' in the spreadsheet."
        ) from error
    if not text.strip():
        raise UnknownValue(f"'{path.name}' is empty.")
    head = text.split("\n", 1)[0]
    mark = max(",;\t", key=head.count)
    return pd.read_csv(io.StringIO(text), sep=mark, dtype=str, keep_default_na=False)


def _require_labels(path: Path, table: pd.DataFrame, labels: Sequence[str], whose: str) -> None:
    others = [name for name in table.columns if name not in _OTHERS]
    if others != list(labels):
        raise UnknownValue(
            f"'{path.name}' has the labels {join_names(others)}, but {whose} has "
            f"{join_names(labels)}."
        )


def _codes(path: Path, table: pd.DataFrame, labels: Sequence[str]) -> pd.DataFrame:
    """Return the codes of a file as 1, 0, ? or nothing."""
    codes = {}
    for label in labels:
        cells = table[label].str.strip().str.lower()
        is_known = cells.isin(_YES | _NO | {UNSURE, ""})
        if not is_known.all():
            row = int((~is_known).to_numpy().argmax())
            raise UnknownValue(
                f"In '{path.name}', row {row + 2}, the column '{label}' holds "
                f"{table[label].iloc[row]!r}: write 1 for yes, 0 for no."
            )
        codes[label] = cells.where(~cells.isin(_YES), YES).where(~cells.isin(_NO), NO)
    return pd.DataFrame(codes, index=table.index)


def _values(path: Path, table: pd.DataFrame, labels: Sequence[str]) -> pd.DataFrame:
    """Return article_id, coder, and 1.0, 0.0 or nothing a label."""
    codes = _codes(path, table, labels)
    numbers = codes.where(codes.isin([YES, NO])).astype(float)
    return pd.concat([table[["article_id", "coder"]], numbers], axis=1)


def _sample(tables: Sequence[pd.DataFrame]) -> pd.DataFrame:
    """Return where each article was drawn from, as far as the files say so."""
    columns = ["article_id", PART, SIZE, DRAWN]
    known = [table[columns] for table in tables if set(columns) <= set(table.columns)]
    if not known:
        return pd.DataFrame(columns=columns)
    sample = pd.concat(known).drop_duplicates("article_id", ignore_index=True)
    return sample.astype({SIZE: float, DRAWN: float})
