"""
Tar archives.
"""

from __future__ import annotations

import gzip
import tarfile
from pathlib import PurePosixPath

import pytest

from autograder.classroom import caps
from autograder.classroom.archive import archive_files
from autograder.classroom.refusal import Refused
from tests.classroom.rooms import BOTH, NAMES, ONE, tar_member, tarred

HONEST = list(BOTH.items())
ZEROS = bytes(2 * caps.MIB)


def names_in(data: bytes) -> list[str]:
    return [file.name for file in archive_files(data, "ada.tar.gz", NAMES)]


def kind(name: str, letter: bytes, target: str = "") -> bytes:
    return tarred([(tar_member(name, letter, target), b""), *HONEST])


def header(letter: bytes) -> bytes:
    """An archive that begins with a header of three MiB."""
    member = tarfile.TarInfo("long")
    member.type, member.size = letter, 3 * caps.MIB
    body = b"".join(b"16 %06d=hello\n" % number for number in range(200_000))[: member.size]
    return gzip.compress(member.tobuf() + body.ljust(member.size, b"a") + tarred(BOTH, "w:"))


def sparse() -> bytes:
    member = tarfile.TarInfo("day4_ex1.py")
    member.type = tarfile.GNUTYPE_SPARSE
    return tarred([(member, b"")])


HOSTILE = {
    "traversal": (tarred([("../day4_ex1.py", ONE), *HONEST]), "leads out of it"),
    "absolute": (tarred([("/etc/day4_ex1.py", ONE), *HONEST]), "absolute path"),
    "symlink": (kind("day4_ex1.py", tarfile.SYMTYPE, "/etc/passwd"), "no regular file"),
    "hard link": (kind("x", tarfile.LNKTYPE, "/etc/passwd"), "no regular file"),
    "character device": (kind("x", tarfile.CHRTYPE), "no regular file"),
    "block device": (kind("x", tarfile.BLKTYPE), "no regular file"),
    "fifo": (kind("day4_ex2.py", tarfile.FIFOTYPE), "no regular file"),
    "sparse": (sparse(), "no regular file"),
    "bomb": (tarred([("x", ZEROS), *HONEST]), "100 times its size"),
    "huge bomb": (gzip.compress(bytes(caps.UNPACKED + 1), 0), "more than 64 MiB"),
    "large file": (tarred({"day4_ex1.py": bytes(256 * caps.KIB + 1)}), "larger than 256 KiB"),
    "a crowd": (
        tarred([(f"{number:06}", b"") for number in range(caps.MEMBERS + 1)]),
        "more than 4096 members",
    ),
    "long header": (header(tarfile.XHDTYPE), "header that is too large"),
    "long name": (header(tarfile.GNUTYPE_LONGNAME), "header that is too large"),
    "case": (tarred([*HONEST, ("DAY4_ex1.py", ONE)]), "two members that are one file"),
    "twice": (tarred([*HONEST, ("day4_ex1.py", b"other")]), "two members that are one file"),
    "deep": (tarred([("a/" * 9 + "day4_ex1.py", ONE)]), "8 folders deep"),
    "cut": (tarred(BOTH)[:-20], "broken"),
    "cut content": (gzip.compress(tarred(BOTH, "w:")[:520]), "broken"),
    "no archive": (b"7z\xbc\xaf'\x1c", "broken"),
    "empty": (b"", "broken"),
}


@pytest.mark.parametrize(
    "data",
    [
        tarred(BOTH),
        tarred(BOTH, "w:"),
        tarred({f"./homework/{name}": content for name, content in BOTH.items()}),
        tarred([(tar_member("homework", tarfile.DIRTYPE), b""), *HONEST]),
        tarred([(f"{number:06}", b"") for number in range(caps.MEMBERS - 2)] + HONEST),
    ],
    ids=["gzip", "plain", "folder", "with-folder", "many"],
)
def test_honest_archive_is_read(data: bytes) -> None:
    """
    An honest archive, packed or not, gives both exercises.
    """
    assert ["day4_ex1.py", "day4_ex2.py"] == sorted(names_in(data))


@pytest.mark.parametrize(("data", "reason"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_archive_is_refused(data: bytes, reason: str) -> None:
    """
    Each attack on whoever opens an archive ends in a reason of its own.
    """
    with pytest.raises(Refused, match=reason):
        names_in(data)


def test_a_crowd_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Of 100,000 members no more are looked at than an archive may have.
    """
    looked: list[str] = []

    def look(name: str) -> PurePosixPath:
        looked.append(name)
        return PurePosixPath(str(len(looked)))

    monkeypatch.setattr("autograder.classroom.tars.member_path", look)
    with pytest.raises(Refused, match="more than 4096 members"):
        archive_files(tarfile.TarInfo("x").tobuf() * 100_000, "ada.tar", NAMES)

    assert caps.MEMBERS == len(looked)
