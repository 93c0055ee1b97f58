"""The progress of a batch: one line drawn again and again, or plain lines without a terminal."""

import os
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import TextIO

from autograder.classroom.entries import printable

STEPS = 10
WIDTH = 24
FIRST, LONG = 10, 30
"""So many submissions are enough for an estimate; a class of so many is worth one."""


@dataclass
class ProgressBar:
    """Shows how far a batch has come, without colours.

    Without a terminal, or with TERM=dumb, it writes a plain line for each tenth. A longer class
    gets an estimate from its first ten wherever there are lines.
    """

    total: int
    stream: TextIO
    verbose: bool = False
    clock: Callable[[], float] = time.monotonic
    done: int = 0
    graded: int = 0

    def __post_init__(self) -> None:
        self._started = self.clock()
        self._is_live = self.stream.isatty() and os.environ.get("TERM") != "dumb"
        self._draw()

    def advance(self, line: str, *, graded: bool) -> None:
        """Count one more; `line` says how it went. graded: it took time and counts for the rate."""
        self.done += 1
        self.graded += graded
        is_step = STEPS * self.done // self.total > STEPS * (self.done - 1) // self.total
        if self.verbose:
            self.close()
            write(self.stream, printable(line) + "\n")
        elif is_step and not self._is_live:
            write(self.stream, self.text() + "\n")
        if graded and self.graded == FIRST and self.total >= LONG and self._has_lines:
            self.close()
            write(self.stream, self.estimate() + "\n")
        self._draw()

    def close(self) -> None:
        """Clear the line of the bar."""
        self._show("", end="\r")

    def text(self) -> str:
        """`120 of 500 (24 %), 90 per minute, 0:04:13 left`."""
        text = f"{self.done} of {self.total} ({100 * self.done // self._most} %)"
        elapsed = self.clock() - self._started
        if not self.graded or elapsed <= 0 or self.done == self.total:
            return text
        each = elapsed / self.graded
        left = timedelta(seconds=round((self.total - self.done) * each))
        return f"{text}, {60 / each:.0f} per minute, {left} left"

    def estimate(self) -> str:
        """What the first took, and what all of them will."""
        elapsed = self.clock() - self._started
        rest = elapsed / self.graded * (self.total - self.done)
        took, whole = (timedelta(seconds=round(one)) for one in (elapsed, elapsed + rest))
        return f"The first {self.graded} took {took}; all {self.total} will take about {whole}."

    @property
    def _most(self) -> int:
        return self.total or 1  # nobody may be left to grade, and nothing divides by 0

    @property
    def _has_lines(self) -> bool:
        return self.verbose or not self._is_live

    def _draw(self) -> None:
        full = WIDTH * self.done // self._most
        self._show(f"  [{'#' * full}{'.' * (WIDTH - full)}] {self.text()}")

    def _show(self, line: str, end: str = "") -> None:
        if self._is_live:
            columns = shutil.get_terminal_size().columns - 1
            write(self.stream, "\r" + line[:columns].ljust(columns) + end)


def write(stream: TextIO, text: str) -> None:
    """Write, even if nobody reads any more or the terminal cannot show a character."""
    encoding = getattr(stream, "encoding", None) or "utf-8"
    with suppress(BrokenPipeError):
        stream.write(text.encode(encoding, "backslashreplace").decode(encoding))
        stream.flush()
