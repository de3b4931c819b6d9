"""Compiled code is kept on disk; what is wrong there costs a compilation and no error."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

MODULE = """
import numpy as np
from mediakit.compiling import compiled

@compiled
def total(values):
    result = 0
    for value in values:
        result += value
    return result

print(total(np.arange(5)))
"""


@pytest.fixture
def run(tmp_path):
    """Return a function that runs a compiled loop in a process of its own."""
    path = tmp_path / "loops.py"
    path.write_text(MODULE, encoding="utf-8")
    environment = os.environ | {"NUMBA_CACHE_DIR": str(tmp_path / "kept")}

    def call():
        done = subprocess.run(
            [sys.executable, str(path)],
            capture_output=True,
            text=True,
            env=environment,
            check=False,
        )
        assert done.stderr == ""
        assert done.stdout == "10\n"

    return call


@pytest.mark.parametrize("ending", ["nbi", "nbc"])
@pytest.mark.parametrize("damage", [b"", b"no pickle"])
def test_what_is_damaged_on_disk_is_compiled_again_and_kept(run, tmp_path, ending, damage):
    run()
    kept = list((tmp_path / "kept").rglob(f"*.{ending}"))
    assert kept
    for path in kept:
        path.write_bytes(damage)
    run()
    assert all(path.read_bytes() != damage for path in kept if path.exists())
    assert list((tmp_path / "kept").rglob("*.nbi"))


def test_what_is_missing_on_disk_is_compiled_again(run, tmp_path):
    run()
    kept = list((tmp_path / "kept").rglob("*.nbc"))
    for path in kept:
        path.unlink()
    run()
    assert kept
    assert all(path.exists() for path in kept)
