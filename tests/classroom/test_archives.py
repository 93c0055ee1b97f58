"""
Archives of either kind; `test_zips.py` and `test_tars.py` have the hostile ones.
"""

from __future__ import annotations

import gzip
import lzma
import re
from io import BytesIO
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.classroom import entries as limits
from autograder.classroom.archive_members import ArchiveMember
from autograder.classroom.archives import (
    archive_ending,
    archive_files,
    files_in,
    folded_path,
    member_path,
)
from autograder.classroom.entries import Refused
from tests.classroom.rooms import BOTH, names_of, tarred, zipped

ARCHIVES = {"a.zip": zipped(BOTH), "a.tar.gz": tarred(BOTH), "a.tar": tarred(BOTH, "w:")}


def names_in(data: bytes, name: str) -> list[str]:
    """The exercises in an archive; none if it is refused."""
    try:
        return names_of(data, name)
    except Refused:
        return []


@pytest.mark.parametrize("name", ARCHIVES)
def test_paths_lie_below_the_archive(name: str) -> None:
    """
    The path of a file in an archive begins with the archive's name.
    """
    found = [(f.path.as_posix(), f.read()) for f in archive_files(BytesIO(ARCHIVES[name]), name)]

    assert [(f"{name}/{inside}", content) for inside, content in BOTH.items()] == found


@pytest.mark.parametrize("ending", [".zip", ".tar.gz", ".tgz", ".tar"])
@pytest.mark.parametrize("content", ARCHIVES.values(), ids=ARCHIVES)
def test_an_archive_is_read_by_its_content(content: bytes, ending: str) -> None:
    """
    An archive that was given the ending of another kind is opened all the same.
    """
    assert sorted(BOTH) == sorted(names_of(content, f"ada{ending}"))


@pytest.mark.parametrize("name", ["ada.zip", "ada.tar.gz"])
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"Rar!\x1a\x07\1\0 and more", "is not what its name says: it is a RAR archive"),
        (lzma.compress(tarred(BOTH, "w:")), "is not what its name says: it is packed with xz"),
        (b"%PDF-1.7 and more", "is not what its name says: it is a PDF"),
        (b"<!DOCTYPE html><p>Log in", "is broken"),
        (gzip.compress(b"x = 1\n"), "is broken"),
    ],
    ids=["rar", "xz", "pdf", "page", "no-tar"],
)
def test_what_is_no_archive_is_named(content: bytes, said: str, name: str) -> None:
    """
    What cannot be opened is refused by its name, with what it is and what to do.
    """
    with pytest.raises(Refused, match=f"{name} {said}") as caught:
        names_of(content, name)
    assert re.search(r"[Hh]and in the \w+ themselves", str(caught.value))


@pytest.mark.parametrize("owner", ["env", "venv", "node_modules", "__pycache__"])
def test_a_folder_called_as_its_archive_is_the_owners(owner: str) -> None:
    """
    Somebody called `env` may pack a folder of that name; folders of that name inside it are
    skipped.
    """
    files = {f"{owner}/{name}": content for name, content in BOTH.items()}

    assert sorted(BOTH) == names_in(zipped(files), f"{owner}.zip")
    assert sorted(BOTH) == names_in(tarred(files), f"{owner}.tar.gz")
    assert [] == names_in(zipped(files), "ada.zip")
    assert [] == names_in(zipped({f"{owner}/{name}": b"" for name in files}), f"{owner}.zip")


@given(
    name=st.sampled_from(sorted(ARCHIVES)),
    place=st.floats(0, 1),
    patch=st.binary(min_size=1, max_size=8),
)
def test_a_damaged_archive_is_read_or_refused(name: str, place: float, patch: bytes) -> None:
    """
    Whatever bytes of an archive are changed, it gives files or a reason, never another error.
    """
    data = bytearray(ARCHIVES[name])
    start = int(place * (len(data) - 1))
    data[start : start + len(patch)] = patch

    assert {"day4_ex1.py", "day4_ex2.py"} >= set(names_in(bytes(data), name))


@given(st.binary(max_size=2000), st.sampled_from(sorted(ARCHIVES)))
def test_garbage_is_refused(data: bytes, name: str) -> None:
    """
    Bytes that are not an archive end in a reason, or nothing is found.
    """
    assert [] == names_in(data, name)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ada.zip", ".zip"),
        ("ADA.ZIP", ".zip"),
        ("ada.tar.gz", ".tar.gz"),
        ("ada.tgz", ".tgz"),
        ("ada.tar", ".tar"),
        ("ada.rar", None),
        ("zip", None),
    ],
)
def test_archives_are_known_by_their_ending(name: str, expected: str | None) -> None:
    """
    An archive is recognised by one of four endings, in any case.
    """
    assert expected == archive_ending(name)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("a/b.py", "a/b.py"), ("./a.py", "a.py"), ("a\\b.py", "a/b.py"), ("a..b/..c", "a..b/..c")],
)
def test_a_path_inside_is_read(name: str, expected: str) -> None:
    """
    A path inside the archive reads the same, whichever program wrote it.
    """
    assert PurePosixPath(expected) == member_path(name)


@pytest.mark.parametrize(
    "name", ["/a", "\\a", "c:a", "..", "a/../b", "..\\a", "a\0", "a/" * 9 + "b", "a" * 1025]
)
def test_any_other_path_is_refused(name: str) -> None:
    """
    A path that leads elsewhere, or is not a path at all, is refused.
    """
    with pytest.raises(Refused, match="The archive has a member"):
        member_path(name)


@pytest.mark.parametrize("other", ["A.py", "a.py.", "a.py ", "A.PY"])
def test_one_file_in_two_spellings_is_one(other: str) -> None:
    """
    Two spellings that some system takes for the same file count as the same.
    """
    assert folded_path(PurePosixPath("a.py")) == folded_path(PurePosixPath(other))


def folder(name: str) -> ArchiveMember:
    return ArchiveMember(name, is_file=False, size=0, read=bytes)


def test_members_are_counted() -> None:
    """
    An archive may have 4,096 members, folders included, and not one more.
    """
    assert [] == list(files_in(folder("a") for _ in range(limits.MEMBERS)))
    with pytest.raises(Refused, match="more than 4096"):
        list(files_in(folder("a") for _ in range(limits.MEMBERS + 1)))
