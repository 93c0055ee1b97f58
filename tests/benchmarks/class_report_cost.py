"""
How much time and memory does the report of a class of 100, 1,000 and 5,000 take?

    python tests/benchmarks/class_report_cost.py [COUNT ...]

Each class runs in a process of its own, once as it is and once with a search for work that is
alike. Prints the seconds of the report, without those that making the grades took, the peak memory
of the process before and after, and the size of the page.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from benchmark import TESTS, command_line

from autograder.classroom.grade import Grade
from autograder.classroom.resemblance import Work
from tests.classroom.believable import class_report, grades

COUNTS = (100, 1_000, 5_000)
WALKS = TESTS / "submissions" / "right" / "day4_ex2"


@dataclass
class Stopwatch:
    """What an iterator takes for itself."""

    seconds: float = 0.0

    def over(self, items: Iterable[Grade]) -> Iterator[Grade]:
        iterator, began = iter(items), time.perf_counter()
        for item in iterator:
            self.seconds += time.perf_counter() - began
            yield item
            began = time.perf_counter()
        self.seconds += time.perf_counter() - began


def one(count: int) -> None:
    """The report of one class."""
    list(grades(1))  # loads the checks
    texts = [path.read_text(encoding="utf-8") for path in sorted(WALKS.glob("walk_*.py"))]
    sources = {f"s{number:05}": texts[number % len(texts)] for number in range(count)}
    for name, work in (("plain", None), ("alike", Work(sources))):
        before, making = memory(), Stopwatch()
        began = time.perf_counter()
        page = class_report(making.over(grades(count)), "Calculus for ML", work=work)
        seconds = time.perf_counter() - began - making.seconds
        print(
            f"{count:>6} {name}  {seconds:6.2f} s  {before:6.1f} MiB before, {memory():6.1f} MiB "
            f"after  {len(page.encode()) / 1024:8.1f} KiB",
            flush=True,
        )


def memory() -> float:
    """The peak of this process so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    parser = command_line(__doc__)
    parser.add_argument(
        "counts", nargs="*", type=int, default=COUNTS, metavar="COUNT", help="people per class"
    )
    counts = parser.parse_args().counts
    if len(counts) == 1:
        one(counts[0])
        return
    for count in counts:
        subprocess.run([sys.executable, "-B", __file__, str(count)], check=True)


if __name__ == "__main__":
    main()
