"""Zip archives: members read where they are, nothing unpacked."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from functools import partial
from io import BytesIO
from itertools import pairwise
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from autograder.classroom.caps import DIRECTORY, FREE, MEMBERS, RATIO, UNPACKED, size_text
from autograder.classroom.members import Member, not_regular
from autograder.classroom.refusal import Refused, shown

# Every entry of the directory begins with it, so it bounds what `zipfile` is going to build.
DIRECTORY_ENTRY = b"PK\x01\x02"
LOCAL_HEADER = 30  # bytes in front of the name
ENCRYPTED = 0x1
MADE_ON_UNIX = 3


class Packed(BytesIO):
    """An archive that is being opened: `zipfile` reads the directory in one piece."""

    limit = DIRECTORY

    def read(self, size: int | None = -1) -> bytes:
        data = super().read(size)
        if len(data) > self.limit:
            raise Refused(f"The archive has a directory larger than {size_text(DIRECTORY)}.")
        return data


def zip_members(data: bytes) -> Iterator[Member]:
    """The members of a zip archive. Raises Refused, or whatever `zipfile` makes of garbage."""
    if data.count(DIRECTORY_ENTRY) > MEMBERS:
        raise Refused(f"The archive has more than {MEMBERS} members.")
    packed = Packed(data)
    with ZipFile(packed) as archive:
        packed.limit = len(data)
        members = archive.infolist()
        _check_sizes(members, len(data))
        for member in members:
            _check_kind(member)
            read = partial(_content, archive, member)
            yield Member(member.orig_filename, not member.is_dir(), member.file_size, read)


def _content(archive: ZipFile, member: ZipInfo) -> bytes:
    """No more than the size that the directory names: `ZipFile.read` would inflate everything."""
    with archive.open(member) as file:
        return file.read(member.file_size)


def _check_sizes(members: list[ZipInfo], packed: int) -> None:
    """Refuse an archive that says itself that it is a bomb; what it hides, the limits catch."""
    unpacked = sum(member.file_size for member in members)
    if unpacked > UNPACKED:
        raise Refused(f"The archive unpacks to more than {size_text(UNPACKED)}.")
    if unpacked > FREE and unpacked > RATIO * packed:
        raise Refused(f"The archive unpacks to more than {RATIO} times its size.")
    in_order = sorted(members, key=lambda member: member.header_offset)
    for before, after in pairwise(in_order):
        if before.header_offset + LOCAL_HEADER + before.compress_size > after.header_offset:
            raise Refused(f"The archive has members that overlap: {shown(after.orig_filename)}.")


def _check_kind(member: ZipInfo) -> None:
    said = shown(member.orig_filename)
    if member.flag_bits & ENCRYPTED:
        raise Refused(f"The archive is encrypted: {said}.")
    if member.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        raise Refused(f"The archive has a member packed in an unusual way: {said}.")
    kind = stat.S_IFMT(member.external_attr >> 16) if member.create_system == MADE_ON_UNIX else 0
    if kind not in {0, stat.S_IFREG, stat.S_IFDIR}:
        raise not_regular(member.orig_filename)
