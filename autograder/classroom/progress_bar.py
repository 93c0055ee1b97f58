"""The progress of a batch: one line drawn again and again, or plain lines without a terminal."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import TextIO

from autograder.classroom.entries import printable

STEPS = 10
WIDTH = 24


class ProgressBar:
    """
    Shows how far a batch has come, without colours.

    Without a terminal, or with TERM=dumb, it writes a plain line for each tenth.
    """

    def __init__(
        self,
        total: int,
        stream: TextIO,
        *,
        verbose: bool = False,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._total, self._stream, self._verbose, self._clock = total, stream, verbose, clock
        self._started = clock()
        self._done = self._graded = 0
        self._is_live = stream.isatty() and os.environ.get("TERM") != "dumb"
        self._draw()

    def advance(self, line: str, *, graded: bool) -> None:
        """Count one more; `line` says how it went. graded: it took time and counts for the rate."""
        self._done += 1
        self._graded += graded
        is_step = STEPS * self._done // self._total > STEPS * (self._done - 1) // self._total
        if self._verbose:
            self.close()
            write(self._stream, printable(line) + "\n")
        elif is_step and not self._is_live:
            write(self._stream, self.text() + "\n")
        self._draw()

    def close(self) -> None:
        """Clear the line of the bar."""
        self._show("", end="\r")

    def text(self) -> str:
        """`120 of 500 (24 %), 90 per minute, 0:04:13 left`."""
        text = f"{self._done} of {self._total} ({100 * self._done // self._total} %)"
        elapsed = self._clock() - self._started
        if not self._graded or elapsed <= 0 or self._done == self._total:
            return text
        each = elapsed / self._graded
        left = timedelta(seconds=round((self._total - self._done) * each))
        return f"{text}, {60 / each:.0f} per minute, {left} left"

    def _draw(self) -> None:
        full = WIDTH * self._done // self._total
        self._show(f"  [{'#' * full}{'.' * (WIDTH - full)}] {self.text()}")

    def _show(self, line: str, end: str = "") -> None:
        if self._is_live:
            columns = shutil.get_terminal_size().columns - 1
            write(self._stream, "\r" + line[:columns].ljust(columns) + end)


def write(stream: TextIO, text: str) -> None:
    """Write, even if nobody reads any more or the terminal cannot show a character."""
    encoding = getattr(stream, "encoding", None) or "utf-8"
    with suppress(BrokenPipeError):
        stream.write(text.encode(encoding, "backslashreplace").decode(encoding))
        stream.flush()
