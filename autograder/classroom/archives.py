"""Archives: the exercises inside, or one sentence about why not. Nothing is unpacked to disk.

Of `tarfile` only the reader of one 512-byte header is used. The rest of it keeps every member and
copies global attributes into each, so a small archive could take all the memory there is, and
before Python 3.11.10 and 3.12.6 a few digits keep it busy for hours.
"""

import os
import re
import stat
import tarfile
import unicodedata
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from io import BufferedReader, RawIOBase
from pathlib import PurePosixPath
from typing import Any, BinaryIO, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from autograder.classroom import entries as limits
from autograder.classroom.entries import FoundFile, Refused, shown
from autograder.grading.submission import is_skipped

DRIVE = re.compile(r"[A-Za-z]:")

# Every entry of a zip directory begins like this, so it bounds what `zipfile` is going to build.
DIRECTORY_ENTRY = b"PK\x01\x02"
ENCRYPTED = 0x1
MADE_ON_UNIX = 3
PACKINGS = {9: "deflate64", 12: "bzip2", 14: "lzma", 93: "zstandard", 95: "xz", 98: "ppmd"}

GZIP = b"\x1f\x8b"
USTAR = 257  # where a tar archive says so
OTHERS: Mapping[str, tuple[bytes, ...]] = {
    "a RAR archive": (b"Rar!\x1a\x07",),
    "a 7z archive": (b"7z\xbc\xaf\x27\x1c",),
    "packed with xz": (b"\xfd7zXZ\0",),
    "packed with bzip2": (b"BZh",),
    "packed with Zstandard": (b"\x28\xb5\x2f\xfd",),
}
"""What people rename, and how it begins."""
MARKS = {**OTHERS, ".zip": (b"PK\3\4", b"PK\5\6", b"PK\7\x08"), ".tar.gz": (GZIP,)}
WITH_HEADER = 16 + zlib.MAX_WBITS
STREAMS = 100  # in one gzip file
BLOCK = tarfile.BLOCKSIZE
HEADERS = 2  # of one member: its own, and one with a long name or attributes
PIECE = 64 * limits.KIB
PAX = {tarfile.XHDTYPE, tarfile.SOLARIS_XHDTYPE}
EXTENDED = {*PAX, tarfile.XGLTYPE, tarfile.GNUTYPE_LONGNAME, tarfile.GNUTYPE_LONGLINK}
RECORD = re.compile(rb"([0-9]{1,5}) ([^=]+)=")


@dataclass(frozen=True, slots=True)
class ArchiveMember:
    """A file or a folder in an archive.

    name, size: as the archive has them. read: gives the content; call it before asking for the
    next member.
    """

    name: str
    is_file: bool
    size: int
    read: Callable[[], bytes]


Reader = Callable[[BinaryIO], Iterator[ArchiveMember]]


class Broken(Exception):  # noqa: N818 -- it is about the archive
    """What is wrong with an archive, for the middle of a sentence."""


def archive_ending(name: str) -> str | None:
    """The ending that makes this the name of an archive."""
    return next((ending for ending in READERS if name.lower().endswith(ending)), None)


def archive_files(file: BinaryIO, name: str) -> Iterator[FoundFile]:
    """The files in an archive, with paths that begin with its name. Raises Refused.

    What is hidden or made by a tool is passed over, whatever it is.
    """
    ending = archive_ending(name)
    assert ending is not None  # noqa: S101 -- the caller has asked
    owner = name.removesuffix(ending)
    with _reading(name):
        members = _reader(file, name, ending)(file)
        wanted = (member for member in members if not _is_skipped(member.name, owner))
        for path, member in files_in(wanted):
            read = partial(_content, member, name)
            yield FoundFile(PurePosixPath(name) / path, member.size, read)


def _reader(file: BinaryIO, name: str, ending: str) -> Reader:
    """What reads an archive: its content decides, as people rename files. Raises Refused."""
    head = file.read(BLOCK)
    file.seek(0)
    kind = next((kind for kind, marks in MARKS.items() if head.startswith(marks)), "")
    if kind in OTHERS:
        raise Refused(
            f"{shown(name)} is not what its name says: it is {kind}, which cannot be opened here. "
            "Unpack it, and hand in the files themselves."
        )
    if head[USTAR : USTAR + 5] == b"ustar":
        kind = ".tar"
    return READERS[kind or ending]


def _content(member: ArchiveMember, name: str) -> bytes:
    with _reading(name):
        return member.read()


@contextmanager
def _reading(name: str) -> Iterator[None]:
    """Turn whatever goes wrong into a sentence about the archive of this name."""
    try:
        yield
    except Refused:
        raise
    except Exception as error:  # noqa: BLE001 -- garbage fails in a hundred ways
        why = str(error) if isinstance(error, Broken) else type(error).__name__
        raise Refused(
            f"The archive {shown(name)} is broken ({why}). Pack it again, or hand in the files "
            "themselves."
        ) from None


def _is_skipped(name: str, owner: str) -> bool:
    """A folder named like the archive is its owner's, even if tools use that name, too."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    parts = parts[1:] if parts[:1] == (owner,) else parts
    return ".." not in parts and any(map(is_skipped, parts))


def files_in(members: Iterable[ArchiveMember]) -> Iterator[tuple[PurePosixPath, ArchiveMember]]:
    """The files among these members, each with a path that it alone has. Raises Refused."""
    seen: set[bytes] = set()
    for count, member in enumerate(members):
        if count >= limits.MEMBERS:
            raise Refused(f"The archive has more than {limits.MEMBERS} members.")
        path = member_path(member.name)
        if not member.is_file:
            continue
        digest = sha256(folded_path(path).encode("utf-8", "surrogatepass")).digest()
        if digest in seen:
            raise Refused(f"The archive has two members that are the same file: {shown(path)}.")
        seen.add(digest)
        yield path, member


def member_path(name: str) -> PurePosixPath:
    """The path of a member that is not too deep. Raises Refused."""
    path = inner_path(name)
    if len(path.parts) > limits.DEPTH + 1:
        raise Refused(
            f"The archive has a member more than {limits.DEPTH} folders deep: {shown(name)}."
        )
    return path


def inner_path(name: str) -> PurePosixPath:
    r"""The path of a member, with `\` read as a separator. Raises Refused."""
    if "\0" in name:
        raise Refused(f"The archive has a member whose name contains a NUL byte: {shown(name)}.")
    if len(name) > limits.NAME:
        raise Refused(f"The archive has a member with a name of {len(name)} characters.")
    plain = name.replace("\\", "/")
    if plain.startswith("/") or DRIVE.match(plain):
        raise Refused(f"The archive has a member with an absolute path: {shown(name)}.")
    path = PurePosixPath(plain)
    if ".." in path.parts:
        raise Refused(f"The archive has a member that points outside it: {shown(name)}.")
    return path


def folded_path(path: PurePosixPath) -> str:
    """Equal for two paths that some file system takes for the same file."""
    parts = (part.rstrip(". ") for part in path.parts)
    return unicodedata.normalize("NFC", "/".join(parts)).casefold()


def _check_entries(count: int) -> None:
    if count > limits.ENTRIES:
        raise Refused(f"The archive has more than {limits.ENTRIES} members, hidden ones included.")


def _refuse_kind(name: str) -> bytes:
    """Refuse a link, a device or a file with holes."""
    raise Refused(f"The archive has a member that is not a regular file: {shown(name)}.")


class ZipDirectory:
    """The file of an archive that is being opened: `zipfile` reads its directory in one piece."""

    limit = limits.DIRECTORY

    def __init__(self, file: BinaryIO) -> None:
        self.seek, self.tell, self.seekable = file.seek, file.tell, file.seekable
        self._read, self.is_open = file.read, False

    def read(self, size: int = -1) -> bytes:
        if self.is_open:
            return self._read(size)
        data = self._read(min(size, self.limit + 1) if size >= 0 else self.limit + 1)
        if len(data) > self.limit:
            raise Refused(
                f"The archive has a directory larger than {limits.size_text(limits.DIRECTORY)}."
            )
        _check_entries(data.count(DIRECTORY_ENTRY))
        return data


def zip_members(file: BinaryIO) -> Iterator[ArchiveMember]:
    """The members of a zip archive. Raises Refused, or whatever `zipfile` makes of garbage."""
    packed = ZipDirectory(file)
    with ZipFile(cast("BinaryIO", packed)) as archive:
        packed.is_open = True
        for member in archive.infolist():
            read = partial(_unzipped, archive, member)
            yield ArchiveMember(member.orig_filename, not member.is_dir(), member.file_size, read)


def _unzipped(archive: ZipFile, member: ZipInfo) -> bytes:
    """No more than the size in the directory: `ZipFile.read` would inflate everything."""
    name = shown(member.orig_filename)
    if member.flag_bits & ENCRYPTED:
        raise Refused(f"The archive is encrypted: {name}. Pack it again without a password.")
    if member.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        how = PACKINGS.get(member.compress_type, f"method {member.compress_type}")
        raise Refused(
            f"The archive has a member packed in an unusual way ({how}): {name}. Pack it again as "
            "an ordinary zip file."
        )
    kind = stat.S_IFMT(member.external_attr >> 16) if member.create_system == MADE_ON_UNIX else 0
    if kind not in {0, stat.S_IFREG, stat.S_IFDIR}:
        return _refuse_kind(member.orig_filename)
    with archive.open(member) as file:
        return file.read(member.file_size)


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
        is_packed, size = file.read(len(GZIP)) == GZIP, file.seek(0, os.SEEK_END)
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
        _check_entries(count // HEADERS)
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
    read = partial(tape.read, header.size) if is_regular else partial(_refuse_kind, name)
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
        _refuse_kind(name.decode("utf-8", "surrogateescape"))
    return found


READERS: Mapping[str, Reader] = {
    ".zip": zip_members,
    **dict.fromkeys((".tar.gz", ".tgz", ".tar"), tar_members),
}
