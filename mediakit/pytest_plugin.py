"""Mend nbval for the tests of mediakit's notebooks; nothing here acts in runs without nbval.

nbval 0.11 ignores a semicolon at the end of a cell, so a test shows outputs that the notebook
hides; and it passes a cell that was never run. Both would let a report differ from what was tested.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pytest

#: Text that differs from run to run without meaning anything. Pictures are compared by their data.
PATTERNS = {
    r"data:image/[a-z+]+;base64,[A-Za-z0-9+/=\n]+": "IMAGE",
    r"\bat 0x[0-9a-fA-F]+": "at ADDRESS",
    r"(?:/[^\s:]*)?ipykernel_\d+/\d+\.py": "CELL",
}


def _uses_nbval(config: pytest.Config) -> bool:
    return bool(config.getoption("nbval", False) or config.getoption("nbval_lax", False))


def pytest_configure(config: pytest.Config) -> None:
    """Send cells to the kernel as JupyterLab does: a semicolon at the end hides the output."""
    if not _uses_nbval(config):
        return
    from nbval.kernel import RunningKernel

    def execute_cell_input(self: Any, cell_input: str, allow_stdin: bool | None = None) -> str:
        # store_history lets IPython see the cell's text, which its semicolon rule looks at.
        message: str = self.kc.execute(
            cell_input, store_history=True, allow_stdin=allow_stdin, stop_on_error=False
        )
        return message

    RunningKernel.execute_cell_input = execute_cell_input


def pytest_collectstart(collector: pytest.Collector) -> None:
    """Give nbval the patterns that it may ignore."""
    if type(collector).__name__ == "IPyNbFile" and _uses_nbval(collector.config):
        collector.sanitize_patterns.update(PATTERNS)  # type: ignore[attr-defined]


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Fail a code cell that was never run: nbval would find nothing to compare."""
    if type(item).__name__ != "IPyNbCell" or not _uses_nbval(item.config):
        return
    cell = item.cell  # type: ignore[attr-defined]
    checked = item.options.get("check", True)  # type: ignore[attr-defined]
    if checked and cell.source.strip() and cell.execution_count is None:
        import pytest

        pytest.fail(
            "this cell was never run: its output was cleared, so there is nothing to compare",
            pytrace=False,
        )
