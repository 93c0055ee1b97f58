"""What the tests of the classroom share: archives, honest and hostile, and folders of a class."""

from __future__ import annotations

import io
import struct
import tarfile
import zipfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path, PurePosixPath

from autograder.classroom.archives import archive_files
from autograder.classroom.directory import Directory
from autograder.classroom.entries import FILE, Names, Refused, check_size
from autograder.classroom.intake import take_in
from autograder.classroom.layout import entries_in
from autograder.classroom.members import Gathered, gather
from autograder.classroom.roster import people_in

NAMES = Names(("day4_ex1", "day4_ex2"))
ONE = b"def indefinite_integral(f, x):\n    return 1\n"
TWO = b"def add_bias(X):\n    return 2\n"
BOTH = {"day4_ex1.py": ONE, "day4_ex2.py": TWO}


def made(data: bytes | Callable[[], bytes]) -> bytes:
    """Data that may be made late: a large archive would slow down every start of the tests."""
    return data() if callable(data) else data


def zipped(members: Mapping[str, bytes] | Iterable[tuple[str | zipfile.ZipInfo, bytes]]) -> bytes:
    """A zip archive of these members."""
    pairs = members.items() if isinstance(members, Mapping) else members
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in pairs:
            archive.writestr(name, content)
    return file.getvalue()


def encrypted() -> bytes:
    """An archive whose flags say that it is encrypted, in both places."""
    data = bytearray(zipped(BOTH))
    for sign, offset in ((b"PK\1\2", 8), (b"PK\3\4", 6)):
        place = data.find(sign)
        data[place + offset] |= 1
    return bytes(data)


def lying() -> bytes:
    """A member that claims to be small and inflates to more."""
    data = bytearray(zipped({"day4_ex1.py": bytes(100_000)}))
    for sign, offset in ((b"PK\1\2", 24), (b"PK\3\4", 22)):
        place = data.find(sign)
        data[place + offset : place + offset + 4] = struct.pack("<I", 10)
    return bytes(data)


def unix_member(name: str, mode: int) -> zipfile.ZipInfo:
    """A member with a mode of its own, as Unix writes it."""
    member = zipfile.ZipInfo(name)
    member.create_system = 3
    member.external_attr = mode << 16
    return member


def tarred(
    members: Mapping[str, bytes] | Iterable[tuple[str | tarfile.TarInfo, bytes]], mode: str = "w:gz"
) -> bytes:
    """A tar archive of these members."""
    pairs = members.items() if isinstance(members, Mapping) else members
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode=mode) as archive:  # type: ignore[call-overload]
        for name, content in pairs:
            member = tarfile.TarInfo(name) if isinstance(name, str) else name
            if isinstance(name, str):
                member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return file.getvalue()


def names_of(data: bytes, name: str) -> list[str]:
    """The exercises in an archive, each read. Raises Refused."""
    found = []
    for file in archive_files(io.BytesIO(data), name):
        if exercise := NAMES.canonical(file.path.name):
            check_size(file.path, file.size, FILE[PurePosixPath(exercise).suffix])
            file.read()
            found.append(exercise)
    return found


def tar_member(name: str, kind: bytes, target: str = "") -> tarfile.TarInfo:
    """A member of another kind than a regular file."""
    member = tarfile.TarInfo(name)
    member.type = kind
    member.linkname = target
    return member


def laid_out(folder: Path, files: Mapping[str, bytes]) -> Path:
    """Files by their path below a folder."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def members(
    folder: Path, files: list[str] | dict[str, bytes], roster: str | None, layout: str | None = None
) -> Gathered:
    """The class of a folder with these files and of this roster."""
    laid_out(folder, files if isinstance(files, dict) else dict.fromkeys(files, ONE))
    people = None if roster is None else people_in(roster)
    known = Directory(people or ())
    return gather(entries_in(folder, layout, known.knows), people)


def words(found: Gathered) -> dict[str, str]:
    """Everybody's id, and why nothing of theirs is read; "" if it is."""
    said = {}
    for member in found.members:
        try:
            said[member.submission] = "" if take_in(member, NAMES) else "nothing"
        except Refused as refused:
            said[member.submission] = str(refused)
    return said
