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

Message = list[Any]


class LineEnd(Exception):  # noqa: N818 -- an end, expected
    """The other side is gone."""


def make_line() -> tuple[socket.socket, socket.socket]:
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)


def send(line: socket.socket, message: Message, descriptors: Sequence[int] = ()) -> None:
    """Send a message; the receiver gets descriptors of its own. Raises LineEnd."""
    try:
        socket.send_fds(line, [msgspec.json.encode(message)], descriptors)
    except (BrokenPipeError, ConnectionResetError):
        raise LineEnd from None


def receive(line: socket.socket, *, wait: bool = True) -> tuple[Message, list[int]]:
    """The next message. Raises LineEnd; BlockingIOError where there is none and nobody waits."""
    flags = 0 if wait else socket.MSG_DONTWAIT
    try:
        content, extra, _, _ = line.recvmsg(MOST, socket.CMSG_SPACE(DESCRIPTORS * SIZE), flags)
    except ConnectionResetError:
        raise LineEnd from None
    descriptors = array("i")
    for _, _, handed in extra:
        descriptors.frombytes(handed[: len(handed) - len(handed) % SIZE])
    if not content:
        close(descriptors)
        raise LineEnd
    return msgspec.json.decode(content), list(descriptors)


def close(descriptors: Iterable[int]) -> None:
    for descriptor in descriptors:
        os.close(descriptor)
