"""The request: a submission's files, in memory that any number of runners read from the start."""

from __future__ import annotations

import os
from collections.abc import Mapping

import msgspec


def write_request(files: Mapping[str, bytes]) -> int:
    """A descriptor that holds the files; the caller closes it."""
    content = msgspec.msgpack.encode(dict(files))
    request = os.memfd_create("request")
    left = memoryview(content)
    while left:
        left = left[os.write(request, left) :]
    return request


def read_request(request: int) -> dict[str, bytes]:
    """The files: names with ending to content."""
    size = os.fstat(request).st_size
    content = bytearray()
    while len(content) < size:
        content += os.pread(request, size - len(content), len(content))
    return msgspec.msgpack.decode(bytes(content), type=dict[str, bytes])
