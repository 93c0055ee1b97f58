"""How the kit's processes talk to each other.

Trusted processes exchange short JSON messages over a socket that keeps each message whole, so
nobody ever waits for the second half of one; file descriptors can travel along. A runner has two
pipes instead, because its system call filter leaves it little more than read and write. There a
frame begins with its length, which is checked before anything is read.
"""

import os
import select
import socket
import struct
from array import array
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

LONGEST_MESSAGE = 64 * 1024
LONGEST_FRAME = 32 * 2**20
"""Larger than any answer: the largest array, its arguments and everything that was printed."""

DESCRIPTORS = 8
CUT = socket.MSG_TRUNC | socket.MSG_CTRUNC
LENGTH = struct.Struct("<I")
BATCH = 8 * 2**10
"""Bytes of many frames that are written at once; a pipe holds eight times as many."""

READY = b"ready"
"""The first frame of a runner: it is confined, and has not seen the submission yet."""


class MessageError(Exception):
    """What arrived is not a message."""


class TooLong(MessageError):  # noqa: N818 -- the name says it all
    """A message or a frame is longer than it may be; nothing was sent."""


class EndOfStream(MessageError):  # noqa: N818 -- expected, not an error
    """The other side is gone."""


def socket_pair() -> tuple[socket.socket, socket.socket]:
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)


def send(peer: socket.socket, message: list[Any], descriptors: Sequence[int] = ()) -> None:
    """Send a message with copies of some descriptors. Raises TooLong, EndOfStream."""
    content = msgspec.json.encode(message)
    if len(content) > LONGEST_MESSAGE:
        raise TooLong(f"A message of {len(content)} bytes is too long.")
    try:
        socket.send_fds(peer, [content], descriptors)
    except (BrokenPipeError, ConnectionResetError):
        raise EndOfStream from None


def receive(peer: socket.socket, *, wait: bool = True) -> tuple[list[Any], list[int]]:
    """The next message and its descriptors. Raises MessageError, EndOfStream, or BlockingIOError if
    there is none and `wait` is false.
    """
    descriptors = array("i")
    room = socket.CMSG_SPACE(DESCRIPTORS * descriptors.itemsize)
    flags = 0 if wait else socket.MSG_DONTWAIT
    try:  # not by socket.recv_fds, which ignores its flags
        content, ancillary, came, _ = peer.recvmsg(LONGEST_MESSAGE, room, flags)
    except ConnectionResetError:
        raise EndOfStream from None
    for _, _, data in ancillary:
        descriptors.frombytes(data[: len(data) - len(data) % descriptors.itemsize])
    if not content:
        failure: MessageError = EndOfStream()
    elif came & CUT:
        failure = MessageError("A message was cut.")
    else:
        try:
            return msgspec.json.decode(content, type=list[Any]), list(descriptors)
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            failure = MessageError(f"Not a message: {error}")
    close(descriptors)
    raise failure


def close(descriptors: Iterable[int]) -> None:
    for descriptor in descriptors:
        os.close(descriptor)


def write_frames(pipe: int, contents: Iterable[bytes]) -> None:
    """Write frames, many at a time: waking the reader is slow. Raises TooLong, EndOfStream."""
    batch = bytearray()
    for content in contents:
        if len(content) > LONGEST_FRAME:
            raise TooLong("This is longer than a frame may be.")
        batch += LENGTH.pack(len(content)) + content
        if len(batch) >= BATCH:
            _write(pipe, batch)
            batch = bytearray()
    _write(pipe, batch)


def _write(pipe: int, content: bytearray) -> None:
    left = memoryview(content)
    while left:
        try:
            left = left[os.write(pipe, left) :]
        except BrokenPipeError:
            raise EndOfStream("Nobody reads any more.") from None


def read_frame(pipe: int, longest: int = LONGEST_FRAME) -> bytes:
    """Read one frame. Raises MessageError, EndOfStream."""
    (size,) = LENGTH.unpack(_read(pipe, LENGTH.size))
    if size > longest:
        raise MessageError("A frame announces more than it may hold.")
    return _read(pipe, size)


def _read(pipe: int, size: int) -> bytes:
    content = bytearray()
    while len(content) < size:
        part = os.read(pipe, min(size - len(content), 2**20))
        if not part:
            raise EndOfStream("The pipe ends here.")
        content += part
    return bytes(content)


def ready(descriptors: Iterable[int], seconds: float | None = None) -> list[int]:
    """The descriptors to read from, or whose other end is closed, within so many seconds.

    None: wait without a limit.
    """
    poll = select.poll()
    for one in descriptors:
        poll.register(one, select.POLLIN)
    timeout = None if seconds is None else max(seconds, 0.0) * 1000
    return [one for one, _ in poll.poll(timeout)]


def share_files(files: Mapping[str, bytes]) -> int:
    """A descriptor in memory that any number of runners read the files from; close it after use."""
    shared = os.memfd_create("files")
    with open(shared, "wb", closefd=False) as file:
        file.write(msgspec.msgpack.encode(dict(files)))
    return shared


def read_shared_files(shared: int) -> dict[str, bytes]:
    """File names to contents. Reading leaves the descriptor's position alone."""
    content = os.pread(shared, os.fstat(shared).st_size, 0)
    return msgspec.msgpack.decode(content, type=dict[str, bytes])
