"""
How much memory and time does a batch of 100, 1,000 and 10,000 submissions take?

    python tests/benchmarks/batch_memory.py [COUNT ...]
    python tests/benchmarks/batch_memory.py --real 100

Each batch runs twice: the second time every verdict is in the journal already. Prints the peak
memory of the batch and of its child processes, and the rate.
"""

from __future__ import annotations

import contextlib
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmark import command_line

from autograder import cli
from autograder.classroom import class_run
from tests.classroom.fakes import FakeGrader, class_of
from tests.classroom.killed import real_class

COUNTS = (100, 1_000, 10_000)


class Forgetful(FakeGrader):
    """Does not keep its list of submissions, which would grow."""

    def __init__(self, workers: int) -> None:
        super().__init__(workers=workers)
        self.graded = Sink()


class Sink(list[str]):
    def append(self, _: str) -> None:
        """Drop the item."""


def one(count: int, workers: int, *, real: bool) -> None:
    """Peak memory and time of one batch, in this process."""
    if not real:
        class_run.choose_grader = lambda workers, **_: Forgetful(workers)
    with tempfile.TemporaryDirectory() as folder:
        (real_class if real else class_of)(Path(folder) / "class", count)
        for run in ("first", "again"):
            began = time.monotonic()
            grade(Path(folder), run, workers)
            seconds = time.monotonic() - began
            own, others = (
                resource.getrusage(who).ru_maxrss / 1024
                for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
            )
            print(
                f"{count:>6} {run:<6} {own:7.1f} MiB, children {others:6.1f} MiB  "
                f"{seconds:7.2f} s  {count / seconds:8.1f}/s",
                flush=True,
            )


def grade(room: Path, run: str, workers: int) -> None:
    arguments = ["grade", str(room / "class"), "--out", str(room / "out")]
    arguments += ["--workers", str(workers)]
    with (room / f"{run}.log").open("w") as log, contextlib.redirect_stdout(log):
        assert cli.main([*arguments, "--secret", str(room / "secret")]) == 0


def main() -> None:
    parser = command_line(__doc__)
    parser.add_argument(
        "counts", nargs="*", type=int, default=COUNTS, metavar="COUNT", help="submissions per batch"
    )
    parser.add_argument(
        "--real",
        action="store_true",
        help="grade in the sandbox, not with a grader that does nothing",
    )
    parser.add_argument("--workers", type=int, default=1, help="grade so many at a time")
    options = parser.parse_args()
    if len(options.counts) == 1:
        one(options.counts[0], options.workers, real=options.real)
        return
    rest = ["--workers", str(options.workers), *(["--real"] if options.real else [])]
    for count in options.counts:
        subprocess.run([sys.executable, "-B", __file__, str(count), *rest], check=True)


if __name__ == "__main__":
    main()
