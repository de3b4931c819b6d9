"""A process that reads files for another one: `python -m mediakit.readers.worker`."""

from __future__ import annotations

import os
import sys

from mediakit.readers.several import as_worker

if __name__ == "__main__":
    handed_over = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get in between
    as_worker(sys.stdin.buffer, handed_over)
