"""Tar archives, packed with gzip or not, read from start to end.

Of `tarfile` only the reader of one 512-byte header is used. The rest of it keeps every member and
copies global attributes into each, so a small archive could take all the memory there is, and
before Python 3.11.10 and 3.12.6 a few digits keep it busy for hours.
"""

import os
import re
import tarfile
import zlib
from collections.abc import Iterator
from functools import partial
from io import BufferedReader, RawIOBase
from typing import Any, BinaryIO

from autograder.classroom import entries as limits
from autograder.classroom.archive_members import ArchiveMember, Broken, check_entries, refuse_kind
from autograder.classroom.entries import Refused
from autograder.grading.formats import GZIP, format_of

WITH_HEADER = 16 + zlib.MAX_WBITS
STREAMS = 100  # in one gzip file
BLOCK = tarfile.BLOCKSIZE
HEADERS = 2  # of one member: its own, and one with a long name or attributes
PIECE = 64 * limits.KIB
PAX = {tarfile.XHDTYPE, tarfile.SOLARIS_XHDTYPE}
EXTENDED = {*PAX, tarfile.XGLTYPE, tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK}
RECORD = re.compile(rb"([0-9]{1,5}) ([^=]+)=")


class Gunzip(RawIOBase):
    """The content of a gzip file. Python's own reads a long header byte by byte, for a minute."""

    def __init__(self, file: BinaryIO) -> None:
        self._file, self._count = file, 1
        self._inflate = zlib.decompressobj(WITH_HEADER)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        """Raises EOFError, zlib.error, or Broken for more streams than anybody writes."""
        found = b""
        while not found:
            packed = self._inflate.unconsumed_tail or self._inflate.unused_data
            packed = packed.lstrip(b"\0") if self._inflate.eof else packed
            packed = packed or self._file.read(PIECE)
            if self._inflate.eof:
                if not packed.strip(b"\0"):
                    return 0
                self._count += 1
                self._inflate = zlib.decompressobj(WITH_HEADER)
            if not packed:
                raise EOFError
            if self._count > STREAMS:
                raise Broken("it is packed in too many pieces")
            found = self._inflate.decompress(packed, len(buffer))
        buffer[: len(found)] = found
        return len(found)


class Tape:
    """The bytes of a tar archive from start to end, unpacked as they are asked for."""

    def __init__(self, file: BinaryIO) -> None:
        is_packed, size = format_of(file.read(BLOCK)) == GZIP, file.seek(0, os.SEEK_END)
        file.seek(0)
        self._file = BufferedReader(Gunzip(file), PIECE) if is_packed else file
        self._limit = min(limits.UNPACKED, max(limits.FREE, limits.RATIO * size))
        self.position = 0

    def read(self, size: int) -> bytes:
        """Exactly so many bytes. Raises Refused or Broken."""
        data = self._next(size)
        if len(data) < size:
            raise Broken("it ends too early")
        return data

    def finish(self) -> None:
        """Read to the end, where gzip compares its checksum."""
        while self._next(PIECE):
            pass

    def _next(self, size: int) -> bytes:
        data = self._file.read(size)
        self.position += len(data)
        if self.position <= self._limit:
            return data
        if self._limit == limits.UNPACKED:
            raise Refused(f"The archive unpacks to more than {limits.size_text(limits.UNPACKED)}.")
        raise Refused(f"The archive unpacks to more than {limits.RATIO} times its size.")


def tar_members(file: BinaryIO) -> Iterator[ArchiveMember]:
    """The members of a tar archive. Raises Refused, Broken, or whatever garbage leads to."""
    tape, long_name, count = Tape(file), "", 0
    while any(block := tape.read(BLOCK)):
        count += 1
        check_entries(count // HEADERS)
        header = tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
        if header.type in EXTENDED:
            if header.size > limits.HEADER:
                raise Refused("The archive has a header that is too large.")
            body = tape.read(_padded(header.size))[: header.size]
            long_name = _long_name(header.type, body) or long_name
        else:
            yield from _tar_member(tape, header, long_name or header.name)
            long_name = ""
    tape.finish()


def _tar_member(tape: Tape, header: tarfile.TarInfo, name: str) -> Iterator[ArchiveMember]:
    if header.isdir():
        yield ArchiveMember(name, is_file=False, size=0, read=bytes)
        return
    is_regular = header.type in {tarfile.REGTYPE, tarfile.AREGTYPE}
    end = tape.position + (_padded(header.size) if is_regular else 0)
    read = partial(tape.read, header.size) if is_regular else partial(refuse_kind, name)
    yield ArchiveMember(name, is_file=True, size=header.size, read=read)
    while tape.position < end:  # what nobody has read
        tape.read(min(PIECE, end - tape.position))


def _padded(size: int) -> int:
    if size < 0:
        raise Broken("it has a member of negative size")
    return -(-size // BLOCK) * BLOCK


def _long_name(kind: bytes, body: bytes) -> str:
    """The name that an extended header gives to the next member, or ""."""
    name = b""
    if kind == tarfile.GNUTYPE_LONGNAME:
        name = body.split(b"\0", 1)[0]
    elif kind in PAX:
        name = _attributes(body).get(b"path", b"")
    return name.decode("utf-8", "surrogateescape")


def _attributes(body: bytes) -> dict[bytes, bytes]:
    """The attributes of one member, each written as `LENGTH KEY=VALUE` and a newline."""
    found = {}
    while body:
        record = RECORD.match(body)
        length = int(record[1]) if record else 0
        if record is None or not record.end() < length <= len(body):
            raise Broken("it has a header that cannot be read")
        found[record[2]] = body[record.end() : length - 1]
        body = body[length:]
    if any(key == b"size" or key.startswith(b"GNU.sparse.") for key in found):
        name = found.get(b"GNU.sparse.name") or found.get(b"path", b"")
        refuse_kind(name.decode("utf-8", "surrogateescape"))
    return found
