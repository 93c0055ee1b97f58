"""
Zip archives.
"""

from __future__ import annotations

import io
import stat
import tracemalloc
import zipfile
from collections.abc import Callable

import pytest

from autograder.classroom import entries as limits
from autograder.classroom.archives import archive_files
from autograder.classroom.choice import choose, named_files
from autograder.classroom.entries import Refused
from autograder.classroom.zips import zip_members
from tests.classroom import bombs
from tests.classroom.rooms import (
    BOTH,
    NAMES,
    ONE,
    encrypted,
    lying,
    made,
    names_of,
    unix_member,
    zipped,
)

ZEROS = bytes(2 * limits.MIB)
HONEST = list(BOTH.items())


def names_in(data: bytes) -> list[str]:
    return names_of(data, "ada.zip")


def packed(method: int) -> bytes:
    member = zipfile.ZipInfo("day4_ex1.py")
    member.compress_type = method
    return zipped([(member, ONE)])


def crowd(count: int) -> bytes:
    return zipped([(f"{number:06}", b"") for number in range(count)] + HONEST)


HOSTILE = {
    "traversal": (zipped([("../day4_ex1.py", ONE), *HONEST]), "points outside it"),
    "traversal inside": (zipped([("a/../../day4_ex1.py", ONE), *HONEST]), "points outside it"),
    "traversal backslash": (zipped([("..\\day4_ex1.py", ONE), *HONEST]), "points outside it"),
    "absolute": (zipped([("/etc/day4_ex1.py", ONE), *HONEST]), "absolute path"),
    "drive": (zipped([("C:\\day4_ex1.py", ONE), *HONEST]), "absolute path"),
    "share": (zipped([("\\\\host\\day4_ex1.py", ONE), *HONEST]), "absolute path"),
    "symlink": (
        zipped([(unix_member("day4_ex1.py", stat.S_IFLNK | 0o777), b"/etc/passwd")]),
        "not a regular file",
    ),
    "device": (
        zipped([(unix_member("day4_ex2.py", stat.S_IFCHR | 0o666), b""), HONEST[0]]),
        "not a regular file",
    ),
    "fifo": (
        zipped([(unix_member("day4_ex2.py", stat.S_IFIFO | 0o666), b""), HONEST[0]]),
        "not a regular file",
    ),
    "large file": (zipped({"day4_ex1.py": bytes(256 * limits.KIB + 1)}), "larger than 256 KiB"),
    "encrypted": (encrypted(), "encrypted"),
    "lies about its size": (lying(), "broken"),
    "bzip2": (packed(zipfile.ZIP_BZIP2), "unusual way"),
    "lzma": (packed(zipfile.ZIP_LZMA), "unusual way"),
    "case": (zipped([*HONEST, ("Day4_Ex1.py", ONE)]), "two members that are the same file"),
    "trailing dot": (
        zipped([*HONEST, ("day4_ex1.py.", ONE)]),
        "two members that are the same file",
    ),
    "composed": (
        zipped([*HONEST, ("\u00e9", b""), ("e\u0301", b"")]),
        "two members that are the same file",
    ),
    "deep": (zipped([("a/" * 9 + "day4_ex1.py", ONE), *HONEST]), "8 folders deep"),
    "long name": (zipped([("a" * 1025, b""), *HONEST]), "1025 characters"),
    "NUL in a name": (
        zipped([("day4_ex1.pyXx", ONE), *HONEST]).replace(b"day4_ex1.pyXx", b"day4_ex1.py\0x"),
        "NUL byte",
    ),
    "cut": (zipped(BOTH)[:-30], "broken"),
    "cut in the middle": (zipped(BOTH)[:60], "broken"),
    "no archive": (b"Rar!\x1a\x07\0", "it is a RAR archive, which cannot be opened"),
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
        zipped([("x", ZEROS), *HONEST]),
        lambda: zipped([*((f"x{k}", ZEROS) for k in range(33)), *HONEST]),
        zipped([(unix_member("x", stat.S_IFCHR | 0o666), b""), *HONEST]),
        zipped([(unix_member("a/.venv/python", stat.S_IFLNK | 0o777), b"/bin/sh"), *HONEST]),
        zipped([(f"kit/.venv/{'a/' * 20}x", b""), (".venv/" + "a" * 1025, b""), *HONEST]),
        lambda: zipped([*((f".venv/{k}", b"") for k in range(limits.MEMBERS + 1)), *HONEST]),
        lambda: crowd(limits.MEMBERS - 2),
    ],
    ids=[
        "flat",
        "folder",
        "with-folder",
        "mac",
        "windows",
        "unix",
        "zeros",
        "more-zeros",
        "device",
        "tool's link",
        "tool's depth",
        "tool's crowd",
        "many",
    ],
)
def test_honest_archive_is_read(data: bytes | Callable[[], bytes]) -> None:
    """
    An honest archive, whichever program wrote it, gives both exercises.
    """
    assert ["day4_ex1.py", "day4_ex2.py"] == sorted(names_in(made(data)))


@pytest.mark.parametrize(("data", "reason"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_archive_is_refused(data: bytes | Callable[[], bytes], reason: str) -> None:
    """
    Each hostile archive is refused with its own reason.
    """
    with pytest.raises(Refused, match=reason) as caught:
        names_in(made(data))

    assert str(caught.value).isprintable()


def test_twice_the_same_member_is_refused() -> None:
    """
    An archive with two members of one name is refused.
    """
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = zipped([*HONEST, ("day4_ex1.py", b"other")])

    with pytest.raises(Refused, match="two members"):
        names_in(data)


def counted(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """One item for each member that `zipfile` makes an object of from now on."""
    built: list[object] = []
    make = zipfile.ZipInfo.__init__
    monkeypatch.setattr(
        zipfile.ZipInfo, "__init__", lambda *a, **k: (built.append(0), make(*a, **k))[1]
    )
    return built


def test_a_crowd_is_refused_before_it_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    An archive with 100,000 members is refused before `zipfile` makes objects of them.
    """
    built = counted(monkeypatch)

    with pytest.raises(Refused, match="more than 50000 members"):
        names_in(bombs.ZIPS["many entries"]())
    assert [] == built


BOMBS = {
    "extras, too many": "directory larger than 8 MiB",
    "names": "directory larger than 8 MiB",
    "lies": "broken",
    "zip64": "larger than 256 KiB",
    "notes": "broken",
    "directory entries": "broken",
    "many entries": "more than 50000 members",
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused(name: str) -> None:
    """
    An archive whose directory or content would cost time or memory is refused.
    """
    with pytest.raises(Refused, match=BOMBS[name]):
        names_in(bombs.ZIPS[name]())


@pytest.mark.parametrize("name", ["overlapping", "quoted"])
def test_members_that_overlap_cost_no_more(name: str) -> None:
    """
    Members that share a piece of the archive are broken, or read only as far as any others.
    """
    files = archive_files(io.BytesIO(bombs.ZIPS[name]()), "ada.zip")
    tracemalloc.start()
    try:
        with pytest.raises(Refused, match=r"broken|more than 16 MiB"):
            choose(named_files(files, NAMES))
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert most < 2 * limits.TAKEN


def test_a_large_directory_is_not_built(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A directory beyond its limit is refused before `zipfile` makes objects of it.
    """
    built = counted(monkeypatch)

    with pytest.raises(Refused, match="directory"):
        names_in(bombs.ZIPS["names"]())
    assert [] == built
    monkeypatch.setattr("autograder.classroom.zips.ZipDirectory.limit", 2**30)
    with pytest.raises(Refused, match="a name of 65005 characters"):
        names_in(bombs.ZIPS["names"]())
    assert 250 == len(built)


def test_what_lies_about_its_size_is_not_inflated() -> None:
    """
    Of a member that claims to be small no more is unpacked than it claims.
    """
    data = bombs.zip_lies(50 * limits.MIB)
    members = zip_members(io.BytesIO(data))
    member = next(members)
    tracemalloc.start()
    try:
        with pytest.raises(zipfile.BadZipFile):
            member.read()
        ours = tracemalloc.get_traced_memory()[1]
        with pytest.raises(zipfile.BadZipFile), zipfile.ZipFile(io.BytesIO(data)) as archive:
            archive.read(member.name)
        theirs = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()

    assert ours < limits.MIB
    assert theirs > 40 * limits.MIB


def test_an_end_that_lies_about_their_number_is_read() -> None:
    """
    The number of members comes from the directory, not from the end of the archive.
    """
    assert ["day4_ex1.py"] == names_in(bombs.ZIPS["count"]())
