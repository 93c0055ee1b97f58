"""Learner code runs quietly: what it prints is caught, nobody types, and no window opens."""

import io
import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

PRINTED = 65_536
"""Characters of its output that are kept."""


class Output(io.TextIOBase):
    """What a call printed, stdout and stderr together, and what it warned of.

    Only the first characters are kept, so a flood of prints costs no memory.
    """

    encoding = "utf-8"

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.left = PRINTED
        self.printed = ""
        self.warned: list[str] = []

    def writable(self) -> bool:
        return True

    def reconfigure(self, **_: object) -> None:
        """Everything is kept as text, whatever encoding is asked for."""

    def write(self, text: str) -> int:
        if self.left > 0:
            self.parts.append(text[: self.left])
            self.left -= len(text)
        return len(text)

    @property
    def buffer(self) -> "_Bytes":
        """For code that prints bytes, as `sys.stdout` has it."""
        return _Bytes(self)


class _Bytes(io.RawIOBase):
    """Takes bytes, and keeps them as text."""

    def __init__(self, output: Output) -> None:
        self.output = output

    def writable(self) -> bool:
        return True

    def write(self, data: "ReadableBuffer") -> int:
        content = bytes(data)
        self.output.write(content.decode(errors="replace"))
        return len(content)


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
    before = sys.stdout, sys.stderr, sys.stdin
    os.environ.setdefault("MPLBACKEND", "Agg")
    with warnings.catch_warnings(record=True, action="default") as caught:
        sys.stdout, sys.stderr, sys.stdin = output, output, _NoKeyboard()
        try:
            yield output
        finally:
            sys.stdout, sys.stderr, sys.stdin = before
            output.printed = "".join(output.parts)
            output.warned = [str(warning.message)[:300] for warning in caught]
