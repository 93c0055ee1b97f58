"""
How much faster do two workers grade the same submissions than one, here and on a Dask cluster?

    python tests/benchmarks/workers.py --pairs 3 --count 40

Solved submissions, each on inputs of its own. The clock starts when all workers are warm. The
cluster is on this machine; Dask with two workers is compared with one of its own, and with one
without Dask.
"""

from __future__ import annotations

import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmark import command_line

from autograder.classroom.cluster import dask_grader
from autograder.classroom.graders import Grader, confined_grader
from autograder.grading.grade import SOLUTIONS
from tests.classroom.dask_cluster import Cluster

FILES = {path.name: path.read_bytes() for path in SOLUTIONS.glob("*.py")}
RATIOS = (("1", "2", 1.8), ("Dask 1", "Dask 2", 1.7), ("1", "Dask 2", 1.7))
"""What is compared with what, and how much faster the second is to be."""


def seconds(grader: Grader, count: int, pair: int) -> float:
    """How long it takes to grade `count` submissions."""
    seeds = [f"workers {pair} {number}" for number in range(count)]
    started = time.monotonic()
    with ThreadPoolExecutor(grader.workers) as pool:
        graded = list(pool.map(lambda seed: grader.grade(FILES, seed, seed), seeds))
    assert all(one.verdict and one.verdict.is_complete for one in graded)
    return time.monotonic() - started


def started(stack: ExitStack) -> dict[str, Grader]:
    """The graders by name, all of them warm."""
    found: dict[str, Grader] = {}
    for workers in (1, 2):
        found[str(workers)] = stack.enter_context(closing(confined_grader(workers)))
        place = Path(stack.enter_context(TemporaryDirectory()))
        address = Cluster(place, stack, workers).address
        grader = stack.enter_context(closing(dask_grader(address, trusted=False)))
        found[f"Dask {workers}"] = grader
    return found


def main() -> None:
    parser = command_line(__doc__)
    parser.add_argument("--pairs", type=int, default=3, help="how often each (default: 3)")
    parser.add_argument("--count", type=int, default=40, help="submissions (default: 40)")
    options = parser.parse_args()
    with ExitStack() as stack:
        graders = started(stack)
        taken: dict[str, list[float]] = {name: [] for name in graders}
        for pair in range(options.pairs):
            for name, grader in graders.items():
                taken[name].append(seconds(grader, options.count, pair))
            print(", ".join(f"{name}: {times[-1]:.1f} s" for name, times in taken.items()))
    for slow, fast, least in RATIOS:
        ratios = [one / two for one, two in zip(taken[slow], taken[fast], strict=True)]
        said = f"{min(ratios):.2f} to {max(ratios):.2f}; at least {least} is wanted"
        print(f"{fast} : {slow} = {statistics.median(ratios):.2f} times ({said})")


if __name__ == "__main__":
    main()
