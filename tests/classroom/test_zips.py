"""
Zip archives.
"""

from __future__ import annotations

import stat
import struct
import zipfile

import pytest

from autograder.classroom import caps
from autograder.classroom.archive import archive_files
from autograder.classroom.refusal import Refused
from tests.classroom.rooms import BOTH, NAMES, ONE, unix_member, zipped

ZEROS = bytes(2 * caps.MIB)
HONEST = list(BOTH.items())


def names_in(data: bytes) -> list[str]:
    return [file.name for file in archive_files(data, "ada.zip", NAMES)]


def encrypted() -> bytes:
    """An archive whose flags say that it is encrypted, in both places."""
    data = bytearray(zipped(BOTH))
    for sign, offset in ((b"PK\1\2", 8), (b"PK\3\4", 6)):
        place = data.find(sign)
        data[place + offset] |= 1
    return bytes(data)


def lying() -> bytes:
    """A member that says it is small and inflates to more."""
    data = bytearray(zipped({"day4_ex1.py": bytes(100_000)}))
    for sign, offset in ((b"PK\1\2", 24), (b"PK\3\4", 22)):
        place = data.find(sign)
        data[place + offset : place + offset + 4] = struct.pack("<I", 10)
    return bytes(data)


def packed(method: int) -> bytes:
    member = zipfile.ZipInfo("day4_ex1.py")
    member.compress_type = method
    return zipped([(member, ONE)])


def crowd(count: int) -> bytes:
    return zipped([(f"{number:06}", b"") for number in range(count)] + HONEST)


HOSTILE = {
    "traversal": (zipped([("../day4_ex1.py", ONE), *HONEST]), "leads out of it"),
    "traversal inside": (zipped([("a/../../day4_ex1.py", ONE), *HONEST]), "leads out of it"),
    "traversal backslash": (zipped([("..\\day4_ex1.py", ONE), *HONEST]), "leads out of it"),
    "absolute": (zipped([("/etc/day4_ex1.py", ONE), *HONEST]), "absolute path"),
    "drive": (zipped([("C:\\day4_ex1.py", ONE), *HONEST]), "absolute path"),
    "share": (zipped([("\\\\host\\day4_ex1.py", ONE), *HONEST]), "absolute path"),
    "symlink": (
        zipped([(unix_member("day4_ex1.py", stat.S_IFLNK | 0o777), b"/etc/passwd")]),
        "no regular file",
    ),
    "device": (
        zipped([(unix_member("x", stat.S_IFCHR | 0o666), b""), *HONEST]),
        "no regular file",
    ),
    "fifo": (
        zipped([(unix_member("x", stat.S_IFIFO | 0o666), b""), *HONEST]),
        "no regular file",
    ),
    "bomb": (zipped([("x", ZEROS), *HONEST]), "100 times its size"),
    "huge bomb": (zipped([(f"x{k}", ZEROS) for k in range(33)]), "more than 64 MiB"),
    "large file": (zipped({"day4_ex1.py": bytes(256 * caps.KIB + 1)}), "larger than 256 KiB"),
    "encrypted": (encrypted(), "encrypted"),
    "lies about its size": (lying(), "broken"),
    "bzip2": (packed(zipfile.ZIP_BZIP2), "unusual way"),
    "lzma": (packed(zipfile.ZIP_LZMA), "unusual way"),
    "case": (zipped([*HONEST, ("Day4_Ex1.py", ONE)]), "two members that are one file"),
    "trailing dot": (zipped([*HONEST, ("day4_ex1.py.", ONE)]), "two members that are one file"),
    "composed": (
        zipped([*HONEST, ("\u00e9", b""), ("e\u0301", b"")]),
        "two members that are one file",
    ),
    "deep": (zipped([("a/" * 9 + "day4_ex1.py", ONE), *HONEST]), "8 folders deep"),
    "long name": (zipped([("a" * 1025, b""), *HONEST]), "1025 characters"),
    "NUL in a name": (
        zipped([("day4_ex1.pyXx", ONE), *HONEST]).replace(b"day4_ex1.pyXx", b"day4_ex1.py\0x"),
        "NUL byte",
    ),
    "cut": (zipped(BOTH)[:-30], "broken"),
    "cut in the middle": (zipped(BOTH)[:60], "broken"),
    "no archive": (b"Rar!\x1a\x07\0", "broken"),
    "empty": (b"", "broken"),
}


@pytest.mark.parametrize(
    "data",
    [
        zipped(BOTH),
        zipped({f"homework/{name}": content for name, content in BOTH.items()}),
        zipped([("homework/", b""), *HONEST]),
        zipped([*HONEST, ("__MACOSX/._day4_ex1.py", b"\0")]),
        zipped([(f"homework\\{name}", content) for name, content in BOTH.items()]),
        zipped([(unix_member(n, stat.S_IFREG | 0o644), c) for n, c in BOTH.items()]),
        zipped([("x", bytes(caps.FREE - 5000)), *HONEST]),
        crowd(caps.MEMBERS - 2),
    ],
    ids=["flat", "folder", "with-folder", "mac", "windows", "unix", "zeros", "many"],
)
def test_honest_archive_is_read(data: bytes) -> None:
    """
    An honest archive, by whatever program, gives both exercises.
    """
    assert ["day4_ex1.py", "day4_ex2.py"] == sorted(names_in(data))


@pytest.mark.parametrize(("data", "reason"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_archive_is_refused(data: bytes, reason: str) -> None:
    """
    Each attack on whoever opens an archive ends in a reason of its own.
    """
    with pytest.raises(Refused, match=reason) as caught:
        names_in(data)

    assert str(caught.value).isprintable()


def test_twice_the_same_member_is_refused() -> None:
    """
    Two members of one name are a question, not a choice.
    """
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = zipped([*HONEST, ("day4_ex1.py", b"other")])

    with pytest.raises(Refused, match="two members"):
        names_in(data)


def test_a_crowd_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Of 100,000 members the first look already has enough.
    """
    data = crowd(100_000)
    monkeypatch.delattr("autograder.classroom.zips.ZipFile")

    with pytest.raises(Refused, match="more than 4096 members"):
        names_in(data)
