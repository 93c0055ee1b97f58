"""
The memory and the rate of a batch of 100 and of 10,000 submissions, with a grader that does nothing.

    python tests/benchmarks/batch_memory.py [COUNT ...]
"""

# ruff: noqa: T201 -- a script sets its path before it imports, and prints

from __future__ import annotations

import contextlib
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from autograder import cli
from autograder.classroom import command
from tests.classroom.fakes import FakeGrader, class_of

COUNTS = (100, 1_000, 10_000)


class Forgetful(FakeGrader):
    """Keeps no list of whom it graded, which would grow."""

    def __init__(self) -> None:
        super().__init__()
        self.graded = Sink()


class Sink(list[str]):
    def append(self, _: str) -> None:
        """Forget it."""


def one(count: int) -> None:
    """Peak memory and time of one batch, in this process."""
    command.choose_grader = lambda **_: command.Choice("fake", Forgetful)
    with tempfile.TemporaryDirectory() as folder:
        class_of(Path(folder) / "class", count)
        for run in ("first", "again"):
            began = time.monotonic()
            grade(Path(folder), run)
            seconds = time.monotonic() - began
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
            print(
                f"{count:>6} {run:<6} {peak:7.1f} MiB  {seconds:7.2f} s  {count / seconds:8.0f}/s"
            )


def grade(room: Path, run: str) -> None:
    arguments = ["grade", str(room / "class"), "--out", str(room / "out")]
    with (room / f"{run}.log").open("w") as log, contextlib.redirect_stdout(log):
        assert cli.main([*arguments, "--secret", str(room / "secret")]) == 0


def main(counts: list[int]) -> None:
    if len(counts) == 1:
        one(counts[0])
        return
    for count in counts or COUNTS:
        subprocess.run([sys.executable, "-B", __file__, str(count)], check=True)


if __name__ == "__main__":
    main([int(text) for text in sys.argv[1:]])
