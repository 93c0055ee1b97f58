"""Zip archives: named members copied into memory, nothing unpacked."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from autograder.classroom.caps import FREE, MEMBERS, RATIO, UNPACKED, size_text
from autograder.classroom.found import Found, limit_of
from autograder.classroom.members import Seen, member_path
from autograder.classroom.names import Names, is_skipped
from autograder.classroom.refusal import Refused, shown

# Every entry of the directory begins with it, so it bounds what `zipfile` is going to build.
DIRECTORY_ENTRY = b"PK\x01\x02"
ENCRYPTED = 0x1
MADE_ON_UNIX = 3


def zip_files(data: bytes, names: Names) -> list[Found]:
    """The exercises in a zip archive. Raises Refused, or whatever `zipfile` makes of garbage."""
    if data.count(DIRECTORY_ENTRY) > MEMBERS:
        raise Refused(f"The archive has more than {MEMBERS} members.")
    with ZipFile(BytesIO(data)) as archive:
        members = archive.infolist()
        _check_sizes(members, len(data))
        return list(_read(archive, members, names))


def _read(archive: ZipFile, members: list[ZipInfo], names: Names) -> Iterator[Found]:
    seen = Seen()
    for member in members:
        path = member_path(member.orig_filename)
        _check_kind(member)
        if member.is_dir():
            continue
        seen.add(path)
        name = names.canonical(path.name)
        if name is None or any(map(is_skipped, path.parts)):
            continue
        limit = limit_of(name)
        if member.file_size > limit:
            raise Refused(f"{shown(path)} is larger than {size_text(limit)}.")
        with archive.open(member) as file:
            yield Found(path, name, file.read(limit + 1))


def _check_sizes(members: list[ZipInfo], packed: int) -> None:
    """Refuse an archive that says itself that it is a bomb; what it hides, the limits catch."""
    unpacked = sum(member.file_size for member in members)
    if unpacked > UNPACKED:
        raise Refused(f"The archive unpacks to more than {size_text(UNPACKED)}.")
    if unpacked > FREE and unpacked > RATIO * packed:
        raise Refused(f"The archive unpacks to more than {RATIO} times its size.")


def _check_kind(member: ZipInfo) -> None:
    said = shown(member.orig_filename)
    if member.flag_bits & ENCRYPTED:
        raise Refused(f"The archive is encrypted: {said}.")
    if member.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        raise Refused(f"The archive has a member packed in an unusual way: {said}.")
    kind = stat.S_IFMT(member.external_attr >> 16) if member.create_system == MADE_ON_UNIX else 0
    if kind not in {0, stat.S_IFREG, stat.S_IFDIR}:
        raise Refused(f"The archive has a member that is no regular file: {said}.")
