"""Ways to break a run: what each says, its exit status, what it leaves in the folder, which processes.

python benchmarks/breaking.py [WORD ...]   # only the ways whose names have one of the words
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from broken import WAYS, faults_of, run


def main(words: list[str]) -> int:
    """Break a run in each way and print a line each."""
    n_bad = n_run = 0
    for way in WAYS:
        if words and not any(word in way.name for word in words):
            continue
        with tempfile.TemporaryDirectory() as folder:
            ended = run(way, Path(folder))
        faults = faults_of(way, ended)
        n_bad += bool(faults)
        n_run += 1
        print(
            f"{'FAILS' if faults else 'holds'}  {way.name} ({ended.seconds:.0f} s, status {ended.status})"
        )
        print(f"       {ended.said[:300]}")
        for fault in faults:
            print(f"       !! {fault}")
    print(
        f"{n_run - n_bad} of {n_run} end in a sentence, with nothing half written and no process left."
    )
    return min(n_bad, 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
