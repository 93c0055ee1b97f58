"""
A batch of 500 submissions, killed at 20 random moments: is the result the same?

    python tests/benchmarks/killed_sweep.py
    python tests/benchmarks/killed_sweep.py --real
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from benchmark import command_line

from tests.classroom.fakes import class_of
from tests.classroom.killed import interrupted, real_class, uninterrupted


def main() -> int:
    parser = command_line(__doc__)
    parser.add_argument(
        "--real",
        action="store_true",
        help="grade in the sandbox, not with a grader that does nothing",
    )
    parser.add_argument("--count", type=int, default=500, help="submissions (default: 500)")
    parser.add_argument("--kills", type=int, default=20, help="how often (default: 20)")
    parser.add_argument("--seed", type=int, default=1, help="of the random moments")
    parser.add_argument(
        "--longest",
        type=float,
        default=0.0,
        metavar="SECONDS",
        help="time to a kill, at most (default: a third of the whole batch)",
    )
    options = parser.parse_args()
    real, count = options.real, options.count
    with tempfile.TemporaryDirectory() as folder:
        room = Path(folder)
        (real_class if real else class_of)(room / "class", count)
        began = time.monotonic()
        whole = uninterrupted(room, real=real)
        seconds = time.monotonic() - began
        longest = options.longest or seconds / 3
        killed = interrupted(
            room, kills=options.kills, longest=longest, seed=options.seed, real=real
        )
    same = whole.files == killed.files
    print(f"uninterrupted: {count} submissions in {seconds:.1f} s")
    print(f"killed {killed.kills} times; {killed.verdicts} verdicts, {killed.repeated} repeated")
    print(*sorted(set(whole.files) ^ set(killed.files)))
    print(f"{len(whole.files)} files, {'identical' if same else 'DIFFERENT'}")
    return 0 if same and not killed.repeated and killed.verdicts == count else 1


if __name__ == "__main__":
    sys.exit(main())
