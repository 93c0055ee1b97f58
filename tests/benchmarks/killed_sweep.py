"""
A batch of 500 submissions, killed at 20 random moments: is the result the same?

    python tests/benchmarks/killed_sweep.py [--real] [--seed 1] [--longest SECONDS]

--real: in the sandbox; otherwise with a grader that does nothing. --longest: seconds until a kill,
at most; without it a third of what the whole batch takes.
"""

# ruff: noqa: T201 -- a script sets its path before it imports, and prints

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.classroom.fakes import class_of
from tests.classroom.killed import interrupted, real_class, uninterrupted

COUNT, KILLS = 500, 20


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.strip().partition("\n")[0])
    parser.add_argument("--real", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--longest", type=float, default=0.0)
    options = parser.parse_args()
    real = options.real
    with tempfile.TemporaryDirectory() as folder:
        room = Path(folder)
        (real_class if real else class_of)(room / "class", COUNT)
        began = time.monotonic()
        whole = uninterrupted(room, real=real)
        seconds = time.monotonic() - began
        longest = options.longest or seconds / 3
        killed = interrupted(room, kills=KILLS, longest=longest, seed=options.seed, real=real)
    same = whole.files == killed.files
    print(f"uninterrupted: {COUNT} submissions in {seconds:.1f} s")
    print(f"killed {killed.kills} times; {killed.verdicts} verdicts, {killed.repeated} repeated")
    print(*sorted(set(whole.files) ^ set(killed.files)))
    print(f"{len(whole.files)} files, {'identical' if same else 'DIFFERENT'}")
    return 0 if same and not killed.repeated and killed.verdicts == COUNT else 1


if __name__ == "__main__":
    sys.exit(main())
