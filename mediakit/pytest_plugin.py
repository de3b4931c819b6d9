"""Mend nbval for notebooks; nothing here acts in runs without nbval.

nbval 0.11 ignores a semicolon at the end of a cell, so a test shows outputs that the notebook
hides; it passes a cell that was never run, and a picture that has changed; and it shows a reporter
two walls of text instead of the number that differs. `mediakit.rerunning` compares in its place.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pytest

#: The file in which `mediakit check` wants a line a cell.
_RECORD = "MEDIAKIT_CHECK_RECORD"
_NEVER_RUN = (
    "this cell was never run: its output was cleared, so there is nothing to compare it with."
)


def _uses_nbval(config: pytest.Config) -> bool:
    return bool(config.getoption("nbval", False) or config.getoption("nbval_lax", False))


def pytest_configure(config: pytest.Config) -> None:
    """Have nbval run and compare cells as mediakit does."""
    if not _uses_nbval(config):
        return
    from nbval.kernel import RunningKernel
    from nbval.plugin import IPyNbCell, NbCellError

    from mediakit.rerunning.comparing import changes_between
    from mediakit.rerunning.places import places_of
    from mediakit.rerunning.wording import Cell, in_a_line

    if hasattr(IPyNbCell, "compared"):  # a run inside a run
        return
    begin, explain = IPyNbCell.__init__, IPyNbCell.repr_failure

    def execute_cell_input(self: Any, cell_input: str, allow_stdin: bool | None = None) -> str:
        # store_history lets IPython see the cell's text, which its semicolon rule looks at.
        message: str = self.kc.execute(
            cell_input, store_history=True, allow_stdin=allow_stdin, stop_on_error=False
        )
        return message

    def begin_counting_from_one(
        self: Any, name: str, parent: Any, cell_num: int, **rest: Any
    ) -> None:
        begin(self, f"Cell {cell_num + 1}", parent, cell_num=cell_num + 1, **rest)
        self.place = places_of(parent.nb.cells)[cell_num]

    def compare_outputs(self: Any, test: Any, ref: Any, skip_compare: Any = None) -> bool:
        changes = changes_between(ref, test)
        self.compared = Cell(self.path.name, self.place, tuple(changes))
        self.comparison_traceback = [in_a_line(self.compared)]
        return not changes

    def repr_failure(self: Any, excinfo: Any) -> str:
        if isinstance(excinfo.value, NbCellError) and self.compared is not None:
            return f"{self.path.name}: {in_a_line(self.compared)}"
        return str(explain(self, excinfo))

    IPyNbCell.compared = None
    RunningKernel.execute_cell_input = execute_cell_input
    IPyNbCell.__init__ = begin_counting_from_one
    IPyNbCell.compare_outputs = compare_outputs
    IPyNbCell.repr_failure = repr_failure


def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> None:
    """Write what was found in a cell for `mediakit check`, once."""
    record = os.environ.get(_RECORD)
    is_over = call.when == "call" or (call.when == "setup" and call.excinfo is not None)
    if not record or not is_over or not hasattr(item, "compared"):
        return
    from mediakit.rerunning.recording import as_cell, write_cell

    write_cell(record, as_cell(item, call.excinfo))


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Fail a code cell that was never run: nbval would find nothing to compare."""
    if type(item).__name__ != "IPyNbCell" or not _uses_nbval(item.config):
        return
    cell = item.cell  # type: ignore[attr-defined]
    checked = item.options.get("check", True)  # type: ignore[attr-defined]
    if checked and cell.source.strip() and cell.execution_count is None:
        import pytest

        pytest.fail(_NEVER_RUN, pytrace=False)
