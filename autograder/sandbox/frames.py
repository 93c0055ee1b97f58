"""Frames: messages of a known length over a pipe, with a cap that is checked first."""

from __future__ import annotations

import os
import struct
from collections.abc import Iterable

HEAD = struct.Struct("<I")
MOST = 32 * 2**20
"""More than any answer: the largest array, its arguments and all that was printed."""

TOGETHER = 8 * 2**10
"""Bytes that are sent at a time where there are many frames; a pipe holds eight times as many."""


class FrameError(Exception):
    """What came through the pipe is no frame."""


class FramesEnd(FrameError):  # noqa: N818 -- an end, expected
    """The other side has closed the pipe, between two frames or within one."""


def write_frame(pipe: int, content: bytes) -> None:
    """Send one frame. Raises FramesEnd, FrameError."""
    _write(pipe, _frame(content))


def write_frames(pipe: int, contents: Iterable[bytes]) -> None:
    """Send many, some at a time: waking the reader costs more than most frames."""
    held = bytearray()
    for content in contents:
        held += _frame(content)
        if len(held) >= TOGETHER:
            _write(pipe, held)
            held = bytearray()
    _write(pipe, held)


def _frame(content: bytes) -> bytes:
    if len(content) > MOST:
        raise FrameError("This is larger than any frame.")
    return HEAD.pack(len(content)) + content


def _write(pipe: int, content: bytes | bytearray) -> None:
    left = memoryview(content)
    while left:
        try:
            left = left[os.write(pipe, left) :]
        except BrokenPipeError:
            raise FramesEnd("Nobody reads any more.") from None


def read_frame(pipe: int, most: int = MOST) -> bytes:
    """Receive one frame. Raises FramesEnd, FrameError."""
    (size,) = HEAD.unpack(_read(pipe, HEAD.size))
    if size > most:
        raise FrameError("A frame announces more than it may hold.")
    return _read(pipe, size)


def _read(pipe: int, size: int) -> bytes:
    content = os.read(pipe, size)
    if len(content) == size:
        return content
    parts = bytearray(content)
    while len(parts) < size:
        content = os.read(pipe, min(size - len(parts), 2**20))
        if not content:
            raise FramesEnd("The pipe ends here.")
        parts += content
    return bytes(parts)
