"""
How much faster two workers of the sandbox are than one, on the same submissions by turns.

    python tests/benchmarks/workers.py [--pairs 3] [--count 16]

Solved submissions, each on inputs of its own; the time begins when all workers are warm.
"""

# ruff: noqa: T201 -- a script sets its path before it imports, and prints

from __future__ import annotations

import argparse
import statistics
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from autograder.grading.grade import SOLUTIONS
from autograder.sandbox.supervisor import Supervisor

FILES = {path.name: path.read_bytes() for path in SOLUTIONS.glob("*.py")}


def seconds(supervisor: Supervisor, count: int, pair: int) -> float:
    """How long it takes to grade so many."""
    seeds = [f"workers {pair} {number}" for number in range(count)]
    started = time.monotonic()
    with ThreadPoolExecutor(supervisor.workers) as pool:
        graded = list(pool.map(lambda seed: supervisor.grade(FILES, seed, seed), seeds))
    assert all(one.verdict and one.verdict.is_complete for one in graded)
    return time.monotonic() - started


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.strip().partition("\n")[0])
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--count", type=int, default=16)
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
