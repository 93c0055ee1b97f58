"""Zip archives, read without building more than their limits allow."""

import stat
from collections.abc import Iterator
from functools import partial
from typing import BinaryIO, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from autograder.classroom import entries as limits
from autograder.classroom.archive_members import ArchiveMember, check_entries, refuse_kind
from autograder.classroom.entries import Refused, shown

# Every entry of a zip directory begins like this, so it bounds what `zipfile` is going to build.
DIRECTORY_ENTRY = b"PK\x01\x02"
ENCRYPTED = 0x1
MADE_ON_UNIX = 3
PACKINGS = {9: "deflate64", 12: "bzip2", 14: "lzma", 93: "zstandard", 95: "xz", 98: "ppmd"}


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
        check_entries(data.count(DIRECTORY_ENTRY))
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
        return refuse_kind(member.orig_filename)
    with archive.open(member) as file:
        return file.read(member.file_size)
