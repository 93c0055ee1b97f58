"""Archives made to cost whoever opens them time or memory; each is small on disk."""

from __future__ import annotations

import gzip
import struct
import tarfile
import zlib
from collections.abc import Iterable, Iterator
from functools import cache

from autograder.classroom import entries as limits

END = bytes(1024)


def header(name: str, size: int, kind: bytes) -> bytes:
    """One header of 512 bytes."""
    member = tarfile.TarInfo(name)
    member.size, member.type = size, kind
    return member.tobuf(tarfile.USTAR_FORMAT)


def extended(kind: bytes, body: bytes) -> bytes:
    """A header that says something about the members after it."""
    return header("extended", len(body), kind) + body + bytes(-len(body) % 512)


def files(count: int) -> Iterator[bytes]:
    return (header(f"{number:x}", 0, tarfile.REGTYPE) for number in range(count))


def record(key: bytes, value: bytes = b"") -> bytes:
    """One attribute, with its own length in front."""
    body = b" %s=%s\n" % (key, value)
    length = len(body) + 1
    while len(b"%d" % length) + len(body) != length:
        length = len(b"%d" % length) + len(body)
    return b"%d" % length + body


def keys(count: int, start: int = 0x1000) -> bytes:
    return b"".join(record(b"%x" % key) for key in range(start, start + count))


def packed(parts: Iterable[bytes]) -> bytes:
    return gzip.compress(b"".join([*parts, END]), 9, mtime=0)


def digits(count: int) -> bytes:
    """An attribute whose length never ends: `tarfile` of old searches it from every digit."""
    return packed([extended(tarfile.XHDTYPE, b"1" * count), *files(1)])


def short_records(count: int) -> bytes:
    """Records of two bytes whose keys run to the end of the header."""
    return packed([extended(tarfile.XHDTYPE, b"2 " * count + b"="), *files(1)])


def global_keys(members: int, count: int) -> bytes:
    """A global header of which `tarfile` gives a copy to every member."""
    return packed([extended(tarfile.XGLTYPE, keys(count)), *files(members)])


def many_globals(members: int, count: int) -> bytes:
    """The same in small pieces, each with keys of its own."""
    return packed(
        extended(tarfile.XGLTYPE, keys(count, 0x10000 + count * number)) + file
        for number, file in enumerate(files(members))
    )


def many_attributes(members: int, count: int) -> bytes:
    """Members with as many attributes of their own as fit."""
    return packed(extended(tarfile.XHDTYPE, keys(count)) + file for file in files(members))


def chain(kind: bytes, count: int) -> bytes:
    """Extended headers after each other: `tarfile` calls itself for each."""
    body = keys(1) if kind in {tarfile.XHDTYPE, tarfile.XGLTYPE} else b"x\0"
    return packed([*[extended(kind, body)] * count, *files(1)])


def sparse(blocks: int) -> bytes:
    """A file with holes, and an endless map of them."""
    first = bytearray(header("day4_ex1.py", 0, tarfile.GNUTYPE_SPARSE))
    first[482] = 1
    first[148:156] = b"%06o\0 " % sum(first[:148] + b" " * 8 + first[156:])
    holes = (b"00000000001\0" * 42 + b"\1").ljust(512, b"\0")
    return packed([bytes(first), holes * blocks])


def sparse_attributes(count: int) -> bytes:
    """The same as newer programs write it: the map is in front of the content."""
    body = record(b"GNU.sparse.major", b"1") + record(b"GNU.sparse.minor", b"0")
    body += record(b"GNU.sparse.name", b"day4_ex1.py") + record(b"GNU.sparse.realsize", b"1")
    holes = b"%d\n" % count + b"1\n1\n" * count
    return packed([extended(tarfile.XHDTYPE, body), header("x", len(holes), b"0"), holes])


def long_names(count: int) -> bytes:
    """Names that grow when capitals are taken out."""
    name = "/".join(["\u0390" * 125 + "\U0001f600"] * 8)
    return packed(
        extended(tarfile.GNUTYPE_LONGNAME, f"{number}{name}".encode()) + file
        for number, file in enumerate(files(count))
    )


def copies(count: int, size: int) -> bytes:
    """Many notebooks of one name, each as large as allowed."""
    noise = bytes(range(1, 128)) * 200
    content = (noise + b" " * size)[:size]
    member = header("day4_ex1.ipynb", size, tarfile.REGTYPE) + content + bytes(-size % 512)
    return packed(
        extended(tarfile.GNUTYPE_LONGNAME, b"%d/day4_ex1.ipynb" % number) + member
        for number in range(count)
    )


def gzip_members(count: int) -> bytes:
    """Nothing, packed again and again."""
    return gzip.compress(b"", mtime=0) * count


def gzip_name(length: int) -> bytes:
    """A gzip header with a file name that does not end."""
    return b"\x1f\x8b\x08\x08\0\0\0\0\0\xff" + b"a" * length


@cache
def deflated(content: bytes) -> bytes:
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    return deflate.compress(content) + deflate.flush()


class Entry:
    """One entry of a zip directory, with what it says about a member."""

    def __init__(self, name: bytes, content: bytes = b"", extra: bytes = b"") -> None:
        self.name, self.extra, self.size = name, extra, len(content)
        self.data, self.crc = deflated(content), zlib.crc32(content)

    def local(self) -> bytes:
        sizes = (self.crc, len(self.data), self.size, len(self.name), 0)
        return struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 8, 0, 33, *sizes) + self.name + self.data

    def central(self, offset: int, size: int | None = None) -> bytes:
        sizes = (self.crc, len(self.data), self.size if size is None else size)
        lengths = (len(self.name), len(self.extra), 0, 0, 0)
        head = struct.pack(
            "<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 8, 0, 33, *sizes, *lengths, 0, offset
        )
        return head + self.name + self.extra


def directory(local: bytes, central: bytes, count: int, comment: bytes = b"") -> bytes:
    """A zip archive of these parts."""
    places = (count & 0xFFFF, count & 0xFFFF, len(central), len(local), len(comment))
    return local + central + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, *places) + comment


def overlapping(count: int, size: int) -> bytes:
    """Many members that are one and the same piece of the archive."""
    entries = [Entry(b"%d/day4_ex1.py" % number, b" " * size) for number in range(count)]
    central = b"".join(entry.central(0) for entry in entries)
    return directory(entries[0].local(), central, count)


def quoted(count: int, size: int) -> bytes:
    """Members whose data begins with the headers of all members after it."""
    entries = [Entry(b"%d/day4_ex1.py" % number, b" " * size) for number in range(count)]
    local, offsets = b"", []
    for entry in entries[:-1]:
        offsets.append(len(local))
        entry.data = b"".join(e.local() for e in entries[len(offsets) :])
        local += entry.local()[: -len(entry.data)]
    offsets.append(len(local))
    local += entries[-1].local()
    central = b"".join(e.central(o) for e, o in zip(entries, offsets, strict=True))
    return directory(local, central, count)


def zip_extras(count: int) -> bytes:
    """Extra fields of no length, as many as fit."""
    entry = Entry(b"x", extra=b"\x09\x09\0\0" * 16_383)
    return directory(entry.local(), entry.central(0) * count, count)


def zip_names(count: int, length: int) -> bytes:
    entries = [Entry(b"%05d" % number + b"a" * length) for number in range(count)]
    local = b"".join(entry.local() for entry in entries[:1])
    return directory(local, b"".join(entry.central(0) for entry in entries), count)


def zip_lies(size: int) -> bytes:
    """A member that claims to be small and inflates to a lot."""
    entry = Entry(b"day4_ex1.py", bytes(size))
    return directory(entry.local(), entry.central(0, 10), 1)


def zip_count(count: int) -> bytes:
    """An end that says there are more members than there are."""
    entry = Entry(b"day4_ex1.py", b"x = 1\n")
    return directory(entry.local(), entry.central(0), count)


def zip64(size: int) -> bytes:
    """A member whose size has 64 bits."""
    content = b"x = 1\n"
    entry = Entry(b"day4_ex1.py", content, extra=struct.pack("<2HQ", 1, 8, size))
    return directory(entry.local(), entry.central(0, 0xFFFF_FFFF), 1)


def zip_notes(length: int) -> bytes:
    """A comment with the signatures of many ends of an archive."""
    entry = Entry(b"day4_ex1.py", b"x = 1\n")
    return directory(entry.local(), entry.central(0), 1, (b"PK\5\6" * length)[:length])


TARS = {
    "digits": lambda: digits(1_000_000),
    "digits that fit": lambda: packed(
        [extended(tarfile.XHDTYPE, b"1" * (limits.HEADER - 1)) + file for file in files(4096)]
    ),
    "short records": lambda: short_records(100_000),
    "short records that fit": lambda: short_records(limits.HEADER // 2 - 1),
    "global keys": lambda: global_keys(4090, 170_000),
    "a chain of globals": lambda: chain(tarfile.XGLTYPE, 70_000),
    "a chain of names": lambda: chain(tarfile.GNUTYPE_LONGNAME, 70_000),
    "a chain of attributes": lambda: chain(tarfile.XHDTYPE, 70_000),
    "sparse": lambda: sparse(100_000),
    "sparse attributes": lambda: sparse_attributes(10_000_000),
    "long names": lambda: long_names(4000),
    "copies": lambda: copies(33, 2 * limits.MIB),
    "gzip name": lambda: gzip_name(16_000_000),
    "zeros": lambda: gzip.compress(bytes(2**27), 9, mtime=0),
}
ZIPS = {
    "overlapping": lambda: overlapping(4000, 256 * limits.KIB),
    "quoted": lambda: quoted(100, 256 * limits.KIB),
    "extras, too many": lambda: zip_extras(250),
    "names": lambda: zip_names(250, 65_000),
    "lies": lambda: zip_lies(2**26),
    "count": lambda: zip_count(65_535),
    "zip64": lambda: zip64(2**63),
    "notes": lambda: zip_notes(65_535),
    "directory entries": lambda: b"PK\1\2" * 4_000_000,
    "many entries": lambda: directory(b"", Entry(b"x").central(0) * 60_000, 60_000),
}
