"""Learner code runs quietly: what it prints and warns is kept, and input() gets no answer."""

from __future__ import annotations

import io
import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

PRINTED = 65_536


@dataclass(slots=True)
class Output:
    """What a call printed, stdout and stderr together, capped; and what it warned of."""

    printed: str = ""
    warned: list[str] = field(default_factory=list)


class _Capped(io.TextIOBase):
    """Keeps the first characters and drops the rest, so a flood of prints costs no memory."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.left = PRINTED

    def writable(self) -> bool:
        return True

    def reconfigure(self, **_: object) -> None:
        """Everything is kept as text, whatever encoding is asked for."""

    def write(self, text: str) -> int:
        if self.left > 0:
            self.parts.append(text[: self.left])
            self.left -= len(text)
        return len(text)


class _NoKeyboard(io.TextIOBase):
    """Replaces the keyboard during a check."""

    def readable(self) -> bool:
        return True

    def read(self, _: int | None = -1) -> str:
        raise EOFError("nobody types during a check")

    readline = read  # type: ignore[assignment]


def is_quiet() -> bool:
    """Whether the kit is running a learner's code right now."""
    return isinstance(sys.stdin, _NoKeyboard)


@contextmanager
def quiet() -> Iterator[Output]:
    """Catch what the body prints and warns of; pictures are drawn without a window."""
    output = Output()
    screen = _Capped()
    before = sys.stdout, sys.stderr, sys.stdin
    os.environ.setdefault("MPLBACKEND", "Agg")
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("default")
        sys.stdout, sys.stderr, sys.stdin = screen, screen, _NoKeyboard()
        try:
            yield output
        finally:
            sys.stdout, sys.stderr, sys.stdin = before
            output.printed = "".join(screen.parts)
            output.warned = [str(warning.message)[:300] for warning in caught]
