"""
How much faster do two workers of the sandbox grade the same submissions than one?

    python tests/benchmarks/workers.py --pairs 3 --count 16

Solved submissions, each on inputs of its own. The clock starts when all workers are warm.
"""

from __future__ import annotations

import statistics
import time
from concurrent.futures import ThreadPoolExecutor

from benchmark import command_line

from autograder.grading.grade import SOLUTIONS
from autograder.sandbox.supervisor import Supervisor

FILES = {path.name: path.read_bytes() for path in SOLUTIONS.glob("*.py")}


def seconds(supervisor: Supervisor, count: int, pair: int) -> float:
    """How long it takes to grade `count` submissions."""
    seeds = [f"workers {pair} {number}" for number in range(count)]
    started = time.monotonic()
    with ThreadPoolExecutor(supervisor.workers) as pool:
        graded = list(pool.map(lambda seed: supervisor.grade(FILES, seed, seed), seeds))
    assert all(one.verdict and one.verdict.is_complete for one in graded)
    return time.monotonic() - started


def main() -> None:
    parser = command_line(__doc__)
    parser.add_argument("--pairs", type=int, default=3, help="how often each (default: 3)")
    parser.add_argument("--count", type=int, default=16, help="submissions (default: 16)")
    options = parser.parse_args()
    ratios = []
    with Supervisor(workers=1) as one, Supervisor(workers=2) as two:
        for pair in range(options.pairs):
            alone, together = (seconds(s, options.count, pair) for s in (one, two))
            ratios.append(alone / together)
            print(f"one worker {alone:.1f} s, two workers {together:.1f} s: {ratios[-1]:.2f} times")
    print(f"{statistics.median(ratios):.2f} times, {options.pairs} pairs of {options.count}")


if __name__ == "__main__":
    main()
