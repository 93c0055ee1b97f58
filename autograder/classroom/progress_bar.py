"""The progress of a batch: one line that is drawn again, or plain lines where nobody watches."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TextIO

from autograder.classroom.refusal import printable

STEPS = 10
WIDTH = 24


class Bar:
    """
    Tells how far a batch is.

    graded: how many submissions cost time; the others were known or refused. Without a terminal,
    or with TERM=dumb, there is a plain line per tenth. Colours there are none.
    """

    def __init__(
        self,
        total: int,
        stream: TextIO,
        *,
        verbose: bool = False,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._total = total
        self._stream = stream
        self._verbose = verbose
        self._clock = clock
        self._began = clock()
        self._done = self._graded = 0
        self._live = stream.isatty() and os.environ.get("TERM") != "dumb"
        if self._live:
            self._draw()

    def landed(self, line: str, *, graded: bool) -> None:
        """One more submission is done; `line` says how it went."""
        self._done += 1
        self._graded += graded
        if self._verbose:
            self.say(line)
        if self._live:
            self._draw()
        elif not self._verbose and self._is_step():
            self.say(self.text())

    def say(self, line: str) -> None:
        """A line of its own, above the bar."""
        self._erase()
        self._write(printable(line) + "\n")

    def close(self) -> None:
        self._erase()

    def text(self) -> str:
        """`120 of 500 (24 %), 3.2 per second, 2 min left`."""
        share = 100 * self._done // max(self._total, 1)
        text = f"{self._done} of {self._total} ({share} %)"
        elapsed = self._clock() - self._began
        if not self._graded or elapsed <= 0 or self._done == self._total:
            return text
        rate = self._graded / elapsed
        return f"{text}, {rate_text(rate)}, {time_text((self._total - self._done) / rate)} left"

    def _is_step(self) -> bool:
        before = STEPS * (self._done - 1) // max(self._total, 1)
        return STEPS * self._done // max(self._total, 1) > before

    def _draw(self) -> None:
        full = WIDTH * self._done // max(self._total, 1)
        line = f"  [{'#' * full}{'.' * (WIDTH - full)}] {self.text()}"
        columns = shutil.get_terminal_size().columns - 1
        self._write("\r" + line[:columns].ljust(columns))

    def _erase(self) -> None:
        if self._live:
            self._write("\r" + " " * (shutil.get_terminal_size().columns - 1) + "\r")

    def _write(self, text: str) -> None:
        """A batch goes on when nobody reads any more, or cannot show a character."""
        encoding = getattr(self._stream, "encoding", None) or "utf-8"
        with suppress(BrokenPipeError):
            self._stream.write(text.encode(encoding, "backslashreplace").decode(encoding))
            self._stream.flush()


def rate_text(rate: float) -> str:
    """A rate in the unit in which it is a number that a person reads."""
    return f"{rate:.1f} per second" if rate >= 1 else f"{60 * rate:.1f} per minute"


def time_text(seconds: float) -> str:
    """A time to wait, rounded up to seconds, minutes or hours."""
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    minutes = -(-int(seconds) // 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"
