"""Archives: the exercises inside, or one sentence about why not. Nothing is unpacked to disk.

Of `tarfile` only the reader of one 512-byte header is used. The rest of it keeps every member and
copies global attributes into each, so a small archive could take all the memory there is, and
before Python 3.11.10 and 3.12.6 a few digits keep it busy for hours.
"""

import re
import stat
import tarfile
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from gzip import GzipFile
from hashlib import sha256
from io import BytesIO
from itertools import pairwise
from pathlib import PurePosixPath
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from autograder.classroom import entries as limits
from autograder.classroom.entries import ExerciseFile, Names, Refused, shown
from autograder.grading.submission import is_skipped

DRIVE = re.compile(r"[A-Za-z]:")

# Every entry of a zip directory begins like this, so it bounds what `zipfile` is going to build.
DIRECTORY_ENTRY = b"PK\x01\x02"
LOCAL_HEADER = 30  # bytes in front of the name
ENCRYPTED = 0x1
MADE_ON_UNIX = 3

GZIP = b"\x1f\x8b"
BLOCK = tarfile.BLOCKSIZE
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


def archive_ending(name: str) -> str | None:
    """The ending that makes this the name of an archive."""
    return next((ending for ending in READERS if name.lower().endswith(ending)), None)


def archive_files(data: bytes, name: str, names: Names) -> Iterator[ExerciseFile]:
    """The exercises in an archive, with paths that begin with its name. Raises Refused."""
    ending = archive_ending(name)
    assert ending is not None  # noqa: S101 -- the caller has asked
    owner = name.removesuffix(ending)
    try:
        for path, member in files_in(READERS[ending](data)):
            exercise = names.canonical(path.name)
            # A folder named like the archive is its owner's, even if tools use that name, too.
            parts = path.parts[1:] if path.parts[:1] == (owner,) else path.parts
            if exercise is None or any(map(is_skipped, parts)):
                continue
            limits.check_size(path, member.size, limits.limit_of(exercise))
            yield ExerciseFile(PurePosixPath(name) / path, exercise, member.read())
    except Refused:
        raise
    except Exception as error:  # noqa: BLE001 -- garbage fails in a hundred ways
        raise Refused(f"The archive is broken ({type(error).__name__}).") from None


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
    if len(path.parts) > limits.DEPTH + 1:
        raise Refused(
            f"The archive has a member more than {limits.DEPTH} folders deep: {shown(name)}."
        )
    return path


def folded_path(path: PurePosixPath) -> str:
    """Equal for two paths that some file system takes for the same file."""
    parts = (part.rstrip(". ") for part in path.parts)
    return unicodedata.normalize("NFC", "/".join(parts)).casefold()


def _not_regular(name: str) -> Refused:
    """For a link, a device or a file with holes."""
    return Refused(f"The archive has a member that is not a regular file: {shown(name)}.")


class ZipBytes(BytesIO):
    """An archive that is being opened: `zipfile` reads its directory in one piece."""

    limit = limits.DIRECTORY

    def read(self, size: int | None = -1) -> bytes:
        data = super().read(size)
        if len(data) > self.limit:
            raise Refused(
                f"The archive has a directory larger than {limits.size_text(limits.DIRECTORY)}."
            )
        return data


def zip_members(data: bytes) -> Iterator[ArchiveMember]:
    """The members of a zip archive. Raises Refused, or whatever `zipfile` makes of garbage."""
    if data.count(DIRECTORY_ENTRY) > limits.MEMBERS:
        raise Refused(f"The archive has more than {limits.MEMBERS} members.")
    packed = ZipBytes(data)
    with ZipFile(packed) as archive:
        packed.limit = len(data)
        members = archive.infolist()
        _check_sizes(members, len(data))
        for member in members:
            _check_kind(member)
            read = partial(_unzipped, archive, member)
            yield ArchiveMember(member.orig_filename, not member.is_dir(), member.file_size, read)


def _unzipped(archive: ZipFile, member: ZipInfo) -> bytes:
    """No more than the size in the directory: `ZipFile.read` would inflate everything."""
    with archive.open(member) as file:
        return file.read(member.file_size)


def _check_sizes(members: list[ZipInfo], packed: int) -> None:
    """Refuse an archive that is a bomb by its own figures; the limits catch what it hides."""
    unpacked = sum(member.file_size for member in members)
    if unpacked > limits.UNPACKED:
        raise Refused(f"The archive unpacks to more than {limits.size_text(limits.UNPACKED)}.")
    if unpacked > limits.FREE and unpacked > limits.RATIO * packed:
        raise Refused(f"The archive unpacks to more than {limits.RATIO} times its size.")
    in_order = sorted(members, key=lambda member: member.header_offset)
    for before, after in pairwise(in_order):
        if before.header_offset + LOCAL_HEADER + before.compress_size > after.header_offset:
            raise Refused(f"The archive has members that overlap: {shown(after.orig_filename)}.")


def _check_kind(member: ZipInfo) -> None:
    name = shown(member.orig_filename)
    if member.flag_bits & ENCRYPTED:
        raise Refused(f"The archive is encrypted: {name}.")
    if member.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        raise Refused(f"The archive has a member packed in an unusual way: {name}.")
    kind = stat.S_IFMT(member.external_attr >> 16) if member.create_system == MADE_ON_UNIX else 0
    if kind not in {0, stat.S_IFREG, stat.S_IFDIR}:
        raise _not_regular(member.orig_filename)


class Tape:
    """The bytes of a tar archive from start to end, unpacked as they are asked for."""

    def __init__(self, data: bytes) -> None:
        packed = BytesIO(data)
        self._file = GzipFile(fileobj=packed) if data.startswith(GZIP) else packed
        self._limit = min(limits.UNPACKED, max(limits.FREE, limits.RATIO * len(data)))
        self.position = 0

    def read(self, size: int) -> bytes:
        """Exactly so many bytes. Raises Refused."""
        data = self._next(size)
        if len(data) < size:
            raise Refused("The archive is broken: it ends too early.")
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


def tar_members(data: bytes) -> Iterator[ArchiveMember]:
    """The members of a tar archive. Raises Refused, or whatever `tarfile` makes of garbage."""
    tape, long_name = Tape(data), ""
    while any(block := tape.read(BLOCK)):
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
    if header.type not in {tarfile.REGTYPE, tarfile.AREGTYPE}:
        raise _not_regular(name)
    end = tape.position + _padded(header.size)
    yield ArchiveMember(name, is_file=True, size=header.size, read=partial(tape.read, header.size))
    while tape.position < end:  # what nobody has read
        tape.read(min(PIECE, end - tape.position))


def _padded(size: int) -> int:
    if size < 0:
        raise Refused("The archive is broken: it has a member of negative size.")
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
            raise Refused("The archive is broken: it has a header that cannot be read.")
        found[record[2]] = body[record.end() : length - 1]
        body = body[length:]
    if any(key == b"size" or key.startswith(b"GNU.sparse.") for key in found):
        name = found.get(b"GNU.sparse.name") or found.get(b"path", b"")
        raise _not_regular(name.decode("utf-8", "surrogateescape"))
    return found


READERS = {".zip": zip_members, **dict.fromkeys((".tar.gz", ".tgz", ".tar"), tar_members)}
