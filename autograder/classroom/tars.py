"""Tar archives, packed with gzip or not: named members copied into memory, nothing unpacked."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from gzip import GzipFile
from io import BytesIO

from autograder.classroom.caps import FILE, FREE, RATIO, UNPACKED, size_text
from autograder.classroom.found import Found, limit_of
from autograder.classroom.members import Seen, member_path
from autograder.classroom.names import Names, is_skipped
from autograder.classroom.refusal import Refused, shown

GZIP = b"\x1f\x8b"
LARGEST = max(FILE.values()) + 1


class Tape(BytesIO):
    """An unpacked archive; a header that wants more at once than a file may have is refused."""

    def read(self, size: int | None = -1) -> bytes:
        if size is None or not 0 <= size <= LARGEST:
            raise Refused("The archive has a header that is too large.")
        return super().read(size)


def tar_files(data: bytes, names: Names) -> list[Found]:
    """The exercises in a tar archive. Raises Refused, or whatever `tarfile` makes of garbage."""
    with tarfile.open(fileobj=Tape(_unpacked(data)), mode="r:") as archive:
        return list(_read(archive, names))


def _unpacked(data: bytes) -> bytes:
    if not data.startswith(GZIP):
        return data
    limit = min(UNPACKED, max(FREE, RATIO * len(data)))
    unpacked = GzipFile(fileobj=BytesIO(data)).read(limit + 1)
    if len(unpacked) <= limit:
        return unpacked
    if limit == UNPACKED:
        raise Refused(f"The archive unpacks to more than {size_text(UNPACKED)}.")
    raise Refused(f"The archive unpacks to more than {RATIO} times its size.")


def _read(archive: tarfile.TarFile, names: Names) -> Iterator[Found]:
    seen = Seen()
    for member in archive:
        seen.count()
        path = member_path(member.name)
        if member.isdir():
            continue
        if member.type not in {tarfile.REGTYPE, tarfile.AREGTYPE} or member.issparse():
            raise Refused(f"The archive has a member that is no regular file: {shown(path)}.")
        seen.add(path)
        name = names.canonical(path.name)
        if name is not None and not any(map(is_skipped, path.parts)):
            yield Found(path, name, _content(archive, member, limit_of(name)))


def _content(archive: tarfile.TarFile, member: tarfile.TarInfo, limit: int) -> bytes:
    if member.size > limit:
        raise Refused(f"{shown(member.name)} is larger than {size_text(limit)}.")
    file = archive.extractfile(member)
    assert file is not None  # noqa: S101 -- a regular member has content
    content = file.read(limit + 1)
    if len(content) != member.size:
        raise Refused("The archive is broken: it ends too early.")
    return content
