"""
Tar archives, packed with gzip or not: members read one after another, nothing unpacked.

Of `tarfile` only the reader of one header of 512 bytes is used. The rest of it keeps every member
and copies global attributes into each, so a small archive could take all the memory there is; and
before Python 3.11.10 and 3.12.6 a few digits keep it busy for hours. Of all extended headers, the
only thing needed here is a long name.
"""

from __future__ import annotations

import re
import tarfile
from collections.abc import Iterator
from functools import partial
from gzip import GzipFile
from io import BytesIO

from autograder.classroom.caps import FREE, HEADER, KIB, RATIO, UNPACKED, size_text
from autograder.classroom.members import Member, not_regular
from autograder.classroom.refusal import Refused

GZIP = b"\x1f\x8b"
BLOCK = tarfile.BLOCKSIZE
PIECE = 64 * KIB
PAX = {tarfile.XHDTYPE, tarfile.SOLARIS_XHDTYPE}
EXTENDED = {*PAX, tarfile.XGLTYPE, tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK}
RECORD = re.compile(rb"([0-9]{1,5}) ([^=]+)=")
TOO_EARLY = "The archive is broken: it ends too early."


class Tape:
    """The bytes of an archive from its start to its end, unpacked as they are asked for."""

    def __init__(self, data: bytes) -> None:
        packed = BytesIO(data)
        self._file = GzipFile(fileobj=packed) if data.startswith(GZIP) else packed
        self._limit = min(UNPACKED, max(FREE, RATIO * len(data)))
        self.position = 0

    def read(self, size: int) -> bytes:
        """Exactly so many bytes. Raises Refused."""
        data = self._next(size)
        if len(data) < size:
            raise Refused(TOO_EARLY)
        return data

    def go_to(self, position: int) -> None:
        """Pass over what comes before a place."""
        while self.position < position:
            self.read(min(PIECE, position - self.position))

    def finish(self) -> None:
        """Read to the end, where gzip compares its checksum."""
        while self._next(PIECE):
            pass

    def _next(self, size: int) -> bytes:
        data = self._file.read(size)
        self.position += len(data)
        if self.position <= self._limit:
            return data
        if self._limit == UNPACKED:
            raise Refused(f"The archive unpacks to more than {size_text(UNPACKED)}.")
        raise Refused(f"The archive unpacks to more than {RATIO} times its size.")


def tar_members(data: bytes) -> Iterator[Member]:
    """The members of a tar archive. Raises Refused, or whatever `tarfile` makes of garbage."""
    tape, long_name = Tape(data), ""
    while any(block := tape.read(BLOCK)):
        header = tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
        if header.type in EXTENDED:
            long_name = _long_name(header.type, _body(tape, header.size)) or long_name
        else:
            yield from _member(tape, header, long_name or header.name)
            long_name = ""
    tape.finish()


def _member(tape: Tape, header: tarfile.TarInfo, name: str) -> Iterator[Member]:
    if header.isdir():
        yield Member(name, is_file=False, size=0, read=bytes)
        return
    if header.type not in {tarfile.REGTYPE, tarfile.AREGTYPE}:
        raise not_regular(name)
    end = tape.position + _padded(header.size)
    yield Member(name, is_file=True, size=header.size, read=partial(tape.read, header.size))
    tape.go_to(end)


def _body(tape: Tape, size: int) -> bytes:
    """The content of an extended header."""
    if size > HEADER:
        raise Refused("The archive has a header that is too large.")
    return tape.read(_padded(size))[:size]


def _padded(size: int) -> int:
    """A size in whole blocks."""
    if size < 0:
        raise Refused("The archive is broken: it has a member of negative size.")
    return -(-size // BLOCK) * BLOCK


def _long_name(kind: bytes, body: bytes) -> str:
    """The name that an extended header gives to the member after it, if it does."""
    if kind == tarfile.GNUTYPE_LONGNAME:
        return _text(body.split(b"\0", 1)[0])
    return _text(_attributes(body).get(b"path", b"")) if kind in PAX else ""


def _attributes(body: bytes) -> dict[bytes, bytes]:
    """The attributes of one member, each written as `LENGTH KEY=VALUE` and a new line."""
    found = {}
    while body:
        record = RECORD.match(body)
        length = int(record[1]) if record else 0
        if record is None or not record.end() < length <= len(body):
            raise Refused("The archive is broken: it has a header that cannot be read.")
        found[record[2]] = body[record.end() : length - 1]
        body = body[length:]
    if any(key == b"size" or key.startswith(b"GNU.sparse.") for key in found):
        raise not_regular(_text(found.get(b"GNU.sparse.name") or found.get(b"path", b"")))
    return found


def _text(name: bytes) -> str:
    return name.decode("utf-8", "surrogateescape")
