"""Learner code runs quietly: what it prints and warns is kept, and nobody types."""

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
class Heard:
    """What a call said: `printed` holds stdout and stderr together, capped."""

    printed: str = ""
    warned: list[str] = field(default_factory=list)


class _Capped(io.TextIOBase):
    """Keeps the first characters and forgets the rest, so a flood of prints costs no memory."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.left = PRINTED

    def writable(self) -> bool:
        return True

    def reconfigure(self, **_: object) -> None:
        """Everything is kept as text; there is nothing to choose."""

    def write(self, text: str) -> int:
        if self.left > 0:
            self.parts.append(text[: self.left])
            self.left -= len(text)
        return len(text)


class _NoKeyboard(io.TextIOBase):
    """Stands for the keyboard during a check."""

    def readable(self) -> bool:
        return True

    def readline(self, _: int | None = -1) -> str:  # type: ignore[override]
        raise EOFError("nobody types during a check")

    def read(self, _: int | None = -1) -> str:
        raise EOFError("nobody types during a check")


def is_quiet() -> bool:
    """Whether a learner's code is being run by the kit right now."""
    return isinstance(sys.stdin, _NoKeyboard)


@contextmanager
def quiet() -> Iterator[Heard]:
    """Catch prints and warnings of the body; pictures are drawn without a window."""
    heard = Heard()
    screen = _Capped()
    before = sys.stdout, sys.stderr, sys.stdin
    os.environ.setdefault("MPLBACKEND", "Agg")
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("default")
        sys.stdout, sys.stderr, sys.stdin = screen, screen, _NoKeyboard()
        try:
            yield heard
        finally:
            sys.stdout, sys.stderr, sys.stdin = before
            heard.printed = "".join(screen.parts)
            heard.warned = [str(warning.message)[:300] for warning in caught]
