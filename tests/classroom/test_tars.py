"""
Tar archives.
"""

from __future__ import annotations

import contextlib
import gzip
import io
import os
import signal
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.classroom import entries as limits
from autograder.classroom.archives import files_in
from autograder.classroom.entries import Refused
from autograder.classroom.tars import tar_members
from autograder.grading.spec import PROJECT
from tests.classroom import bombs
from tests.classroom.rooms import BOTH, ONE, made, names_of, tar_member, tarred

HONEST = list(BOTH.items())
ZEROS = bytes(2 * limits.MIB)


def names_in(data: bytes) -> list[str]:
    return names_of(data, "ada.tar.gz")


def kind(name: str, letter: bytes, target: str = "") -> bytes:
    return tarred([(tar_member(name, letter, target), b""), *HONEST])


def header(letter: bytes) -> bytes:
    """An archive that begins with a header of three MiB."""
    member = tarfile.TarInfo("long")
    member.type, member.size = letter, 3 * limits.MIB
    body = b"".join(b"16 %06d=hello\n" % number for number in range(200_000))[: member.size]
    return gzip.compress(member.tobuf() + body.ljust(member.size, b"a") + tarred(BOTH, "w:"))


def crowd(count: int, others: Iterable[tuple[str, bytes]] = ()) -> bytes:
    return tarred([*((f"{number:06}", b"") for number in range(count)), *others])


def sparse() -> bytes:
    member = tarfile.TarInfo("day4_ex1.py")
    member.type = tarfile.GNUTYPE_SPARSE
    return tarred([(member, b"")])


HOSTILE = {
    "traversal": (tarred([("../day4_ex1.py", ONE), *HONEST]), "points outside it"),
    "absolute": (tarred([("/etc/day4_ex1.py", ONE), *HONEST]), "absolute path"),
    "symlink": (kind("day4_ex1.py", tarfile.SYMTYPE, "/etc/passwd"), "not a regular file"),
    "hard link": (kind("day4_ex2.py", tarfile.LNKTYPE, "/etc/passwd"), "not a regular file"),
    "character device": (kind("day4_ex2.py", tarfile.CHRTYPE), "not a regular file"),
    "block device": (kind("day4_ex2.py", tarfile.BLKTYPE), "not a regular file"),
    "fifo": (kind("day4_ex2.py", tarfile.FIFOTYPE), "not a regular file"),
    "sparse": (sparse(), "not a regular file"),
    "large file": (tarred({"day4_ex1.py": bytes(256 * limits.KIB + 1)}), "larger than 256 KiB"),
    "a crowd": (lambda: crowd(limits.MEMBERS + 1), "more than 4096 members"),
    "long header": (lambda: header(tarfile.XHDTYPE), "header that is too large"),
    "long name": (lambda: header(tarfile.GNUTYPE_LONGNAME), "header that is too large"),
    "case": (tarred([*HONEST, ("DAY4_ex1.py", ONE)]), "two members that are the same file"),
    "twice": (tarred([*HONEST, ("day4_ex1.py", b"other")]), "two members that are the same file"),
    "deep": (tarred([("a/" * 9 + "day4_ex1.py", ONE)]), "8 folders deep"),
    "cut": (tarred(BOTH)[:-20], "broken"),
    "cut content": (gzip.compress(tarred(BOTH, "w:")[:520]), "broken"),
    "no archive": (b"7z\xbc\xaf'\x1c", "it is a 7z archive, which cannot be opened"),
    "empty": (b"", "broken"),
}


@pytest.mark.parametrize(
    "data",
    [
        tarred(BOTH),
        tarred(BOTH, "w:"),
        tarred({f"./homework/{name}": content for name, content in BOTH.items()}),
        tarred([(tar_member("homework", tarfile.DIRTYPE), b""), *HONEST]),
        lambda: crowd(limits.MEMBERS - 2, HONEST),
        tarred([("x", ZEROS), *HONEST]),
        kind("x", tarfile.LNKTYPE, "/etc/passwd"),
        kind("x", tarfile.CHRTYPE),
        kind("kit/.venv/bin/python", tarfile.SYMTYPE, "/usr/bin/python3"),
        tarred([("kit/.venv/" + "a/" * 20 + "x", b""), *HONEST]),
        lambda: tarred([*((f".venv/{k}", b"") for k in range(limits.MEMBERS + 1)), *HONEST]),
    ],
    ids=[
        *("gzip", "plain", "folder", "with-folder", "many", "zeros", "link", "device"),
        *("tool's link", "tool's depth", "tool's crowd"),
    ],
)
def test_honest_archive_is_read(data: bytes | Callable[[], bytes]) -> None:
    """
    An honest archive, packed or not, gives both exercises.
    """
    assert ["day4_ex1.py", "day4_ex2.py"] == sorted(names_in(made(data)))


@pytest.mark.parametrize(("data", "reason"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_archive_is_refused(data: bytes | Callable[[], bytes], reason: str) -> None:
    """
    Each hostile archive is refused with its own reason.
    """
    with pytest.raises(Refused, match=reason):
        names_in(made(data))


def test_a_crowd_is_refused_before_it_is_read() -> None:
    """
    Of 100,000 members only as many are looked at as an archive may have.
    """
    members = tar_members(io.BytesIO(bombs.header("x/", 0, tarfile.DIRTYPE) * 100_000))

    with pytest.raises(Refused, match="more than 4096 members"):
        list(files_in(members))
    assert "x" == next(members).name  # the others are still there


BOMBS = {
    "digits": "header that is too large",
    "digits that fit": "header that cannot be read",
    "short records": "header that is too large",
    "short records that fit": "header that cannot be read",
    "global keys": "header that is too large",
    "a chain of globals": "100 times its size",
    "a chain of names": "100 times its size",
    "a chain of attributes": "100 times its size",
    "sparse": "not a regular file: day4_ex1.py",
    "sparse attributes": "not a regular file: day4_ex1.py",
    "copies": "100 times its size",
    "gzip name": "broken",
    "zeros": "100 times its size",
}


SLOW = {"a chain of names", "a chain of attributes"}  # like a chain of globals
ALL_BOMBS = [pytest.param(n, marks=pytest.mark.sweep) if n in SLOW else n for n in BOMBS]


@pytest.mark.parametrize("name", ALL_BOMBS)
def test_a_bomb_is_refused(name: str) -> None:
    """
    An archive whose headers would cost time or memory is refused before they are read.
    """
    with pytest.raises(Refused, match=BOMBS[name]):
        names_in(bombs.TARS[name]())


def test_a_bomb_ends_at_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    No more is unpacked than the limit, however large the archive is; and long names cost nothing.
    """
    monkeypatch.setattr(limits, "UNPACKED", limits.MIB)

    with pytest.raises(Refused, match="unpacks to more than 1 MiB"):
        names_in(gzip.compress(bytes(limits.MIB + 1), 0))
    monkeypatch.undo()
    assert [] == names_in(bombs.TARS["long names"]())


def test_headers_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Hidden members are passed over, but not without end; nor are headers that say nothing.
    """
    hidden = tarred([(f".venv/{number}", b"") for number in range(12)])
    monkeypatch.setattr(limits, "ENTRIES", 2)

    with pytest.raises(Refused, match="more than 2 members, hidden ones included"):
        names_in(hidden)
    with pytest.raises(Refused, match="more than 2 members"):
        names_in(bombs.chain(tarfile.XGLTYPE, 12))
    monkeypatch.setattr(limits, "ENTRIES", 10)
    assert [] == names_in(hidden)


READERS = {
    "tarfile": "list(tarfile.open(fileobj=io.BytesIO(data), mode='r:gz'))",
    "ours": "names_of(data, 'a.tar.gz')",
}
UNDER_LIMITS = """
import io, resource, sys, tarfile
from autograder.classroom.entries import Refused
from tests.classroom.rooms import names_of
data = sys.stdin.buffer.read()
resource.setrlimit(resource.RLIMIT_AS, (2**28, 2**28))
resource.setrlimit(resource.RLIMIT_CPU, (1, 1))
try:
    {reader}
except Refused:
    pass
except (MemoryError, RecursionError):
    sys.exit(1)
"""


def survives(reader: str, data: bytes) -> bool:
    """Whether a reader finishes with 256 MiB and one second."""
    script = UNDER_LIMITS.format(reader=READERS[reader])
    command = [sys.executable, "-B", "-c", script]
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    done = subprocess.run(
        command, input=data, cwd=PROJECT, env=environment, capture_output=True, check=False
    )
    assert done.returncode in {0, 1, -signal.SIGXCPU, -signal.SIGKILL}, done.stderr.decode()
    return done.returncode == 0


COSTLY = {
    "global keys": lambda: bombs.global_keys(1000, 20_000),
    "many globals": lambda: bombs.many_globals(500, 400),
    "a chain of globals": lambda: bombs.chain(tarfile.XGLTYPE, 5000),
}


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX limits")
@pytest.mark.parametrize("name", COSTLY)
def test_what_tarfile_dies_of_costs_nothing(name: str) -> None:
    """
    Under the same limits of memory and time intake finishes, and `tarfile` does not.
    """
    data = COSTLY[name]()

    assert not survives("tarfile", data)
    assert survives("ours", data)


@pytest.mark.skipif(os.name == "nt", reason="needs POSIX limits")
@pytest.mark.parametrize("make", [bombs.digits, bombs.short_records])
def test_holes_of_old_versions_are_not_ours(make: Callable[[int], bytes]) -> None:
    """
    Headers that keep the `tarfile` of old Pythons busy for hours cost nothing here.
    """
    data = make(200_000)

    assert survives("ours", data)
    is_mended = (3, 11, 10) <= sys.version_info < (3, 12) or sys.version_info >= (3, 12, 6)
    assert is_mended or not survives("tarfile", data)


NAME = st.text(st.characters(codec="utf-8", exclude_characters="\0/\\\\:"), min_size=1, max_size=90)
PATH = st.lists(NAME, min_size=1, max_size=4).map("/".join)


@given(
    st.dictionaries(PATH, st.binary(max_size=1500), max_size=6),
    st.sampled_from([tarfile.USTAR_FORMAT, tarfile.GNU_FORMAT, tarfile.PAX_FORMAT]),
    st.sampled_from(["w:", "w:gz"]),
)
def test_members_are_those_of_tarfile(files: dict[str, bytes], form: int, mode: str) -> None:
    """
    Of an honest archive in any of the three formats, the members are those that `tarfile` reads.
    """
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode=mode, format=form, encoding="utf-8") as archive:  # type: ignore[call-overload]
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size, member.mtime = len(content), 1.5
            with contextlib.suppress(ValueError):  # too long for the oldest format
                archive.addfile(member, io.BytesIO(content))
    data = file.getvalue()
    with tarfile.open(fileobj=io.BytesIO(data), encoding="utf-8") as archive:
        expected = [(m.name, (archive.extractfile(m) or io.BytesIO()).read()) for m in archive]

    assert expected == [(member.name, member.read()) for member in tar_members(io.BytesIO(data))]


@pytest.mark.parametrize("kind", [tarfile.XGLTYPE, tarfile.XHDTYPE, tarfile.GNUTYPE_LONGLINK])
def test_honest_headers_are_passed_over(kind: bytes) -> None:
    """
    Extra headers from git and other programs are skipped.
    """
    comment = bombs.extended(kind, bombs.record(b"comment", b"0123456789abcdef"))

    assert sorted(BOTH) == names_in(gzip.compress(comment + tarred(BOTH, "w:")))


def test_a_checksum_is_compared() -> None:
    """
    A packed archive with a wrong checksum is broken, though every member can be read.
    """
    data = bytearray(tarred(BOTH))
    data[-8] ^= 1

    with pytest.raises(Refused, match="broken"):
        names_in(bytes(data))


def test_an_archive_without_its_end_is_broken() -> None:
    """
    An archive whose end is missing is refused, as members may be missing, too.
    """
    with pytest.raises(Refused, match="ends too early"):
        names_in(gzip.compress(tarred(BOTH, "w:")[:1024]))
