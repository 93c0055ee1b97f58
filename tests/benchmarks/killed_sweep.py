"""
A batch of 500 submissions, killed at 20 random moments: is the result the same?

    python tests/benchmarks/killed_sweep.py [SEED [LONGEST]]

LONGEST: seconds until a kill, at most; without it a third of what the whole batch takes.
"""

# ruff: noqa: T201 -- a script sets its path before it imports, and prints

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.classroom.fakes import class_of
from tests.classroom.killed import interrupted, uninterrupted

COUNT, KILLS = 500, 20


def main(seed: float = 1, longest: float = 0.0) -> int:
    with tempfile.TemporaryDirectory() as folder:
        room = Path(folder)
        class_of(room / "class", COUNT)
        began = time.monotonic()
        whole = uninterrupted(room)
        seconds = time.monotonic() - began
        killed = interrupted(room, kills=KILLS, longest=longest or seconds / 3, seed=seed)
    same = whole.files == killed.files
    print(f"uninterrupted: {COUNT} submissions in {seconds:.1f} s")
    print(f"killed {killed.kills} times; {killed.verdicts} verdicts, {killed.repeated} repeated")
    print(*sorted(set(whole.files) ^ set(killed.files)))
    print(f"{len(whole.files)} files, {'identical' if same else 'DIFFERENT'}")
    return 0 if same and not killed.repeated and killed.verdicts == COUNT else 1


if __name__ == "__main__":
    sys.exit(main(*map(float, sys.argv[1:])))
