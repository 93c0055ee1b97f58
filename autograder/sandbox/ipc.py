"""The line: short trusted messages between our own processes, with descriptors handed along."""

from __future__ import annotations

import os
import socket
from array import array
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

MOST = 64 * 1024
DESCRIPTORS = 8
SIZE = array("i").itemsize
CUT = socket.MSG_TRUNC | socket.MSG_CTRUNC

Message = list[Any]


class LineError(Exception):
    """What came is not a message."""


class TooLong(LineError):  # noqa: N818 -- says all
    """What should be sent is longer than a message may be; nothing was sent."""


class LineEnd(LineError):  # noqa: N818 -- an end, expected
    """The other side is gone."""


def make_line() -> tuple[socket.socket, socket.socket]:
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)


def send(line: socket.socket, message: Message, descriptors: Sequence[int] = ()) -> None:
    """Send a message; the receiver gets descriptors of its own. Raises TooLong, LineEnd."""
    content = msgspec.json.encode(message)
    if len(content) > MOST:
        raise TooLong(f"A message of {len(content)} bytes is too long.")
    try:
        socket.send_fds(line, [content], descriptors)
    except (BrokenPipeError, ConnectionResetError):
        raise LineEnd from None


def receive(line: socket.socket, *, wait: bool = True) -> tuple[Message, list[int]]:
    """
    The next message. Raises LineError, LineEnd, or BlockingIOError if nothing is there and
    nobody waits.
    """
    flags = 0 if wait else socket.MSG_DONTWAIT
    try:
        content, extra, came, _ = line.recvmsg(MOST, socket.CMSG_SPACE(DESCRIPTORS * SIZE), flags)
    except ConnectionResetError:
        raise LineEnd from None
    descriptors = array("i")
    for _, _, handed in extra:
        descriptors.frombytes(handed[: len(handed) - len(handed) % SIZE])
    try:
        return _read(content, came), list(descriptors)
    except LineError:
        close(descriptors)
        raise


def _read(content: bytes, came: int) -> Message:
    if not content:
        raise LineEnd
    if came & CUT:
        raise LineError("A message was cut.")
    try:
        return msgspec.json.decode(content, type=Message)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise LineError(f"Not a message: {error}") from None


def close(descriptors: Iterable[int]) -> None:
    for descriptor in descriptors:
        os.close(descriptor)
