"""
Names of members.
"""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from autograder.classroom import caps
from autograder.classroom.members import Member, files_in, folded_path, member_path
from autograder.classroom.refusal import Refused


@pytest.mark.parametrize(
    ("name", "expected"),
    [("a/b.py", "a/b.py"), ("./a.py", "a.py"), ("a\\b.py", "a/b.py"), ("a..b/..c", "a..b/..c")],
)
def test_a_path_inside_is_read(name: str, expected: str) -> None:
    """
    A path that stays inside is one path, however its program wrote it.
    """
    assert PurePosixPath(expected) == member_path(name)


@pytest.mark.parametrize(
    "name", ["/a", "\\a", "c:a", "..", "a/../b", "..\\a", "a\0", "a/" * 9 + "b", "a" * 1025]
)
def test_any_other_path_is_refused(name: str) -> None:
    """
    What leads elsewhere, or is no path at all, is refused.
    """
    with pytest.raises(Refused, match="The archive has a member"):
        member_path(name)


@pytest.mark.parametrize("other", ["A.py", "a.py.", "a.py ", "A.PY"])
def test_one_file_in_two_spellings_is_one(other: str) -> None:
    """
    Spellings that some system takes for the same file count as the same.
    """
    assert folded_path(PurePosixPath("a.py")) == folded_path(PurePosixPath(other))


def folder(name: str) -> Member:
    return Member(name, is_file=False, size=0, read=bytes)


def test_members_are_counted() -> None:
    """
    The last member that an archive may have is taken, the next is not; folders count as well.
    """
    assert [] == list(files_in(folder("a") for _ in range(caps.MEMBERS)))
    with pytest.raises(Refused, match="more than 4096"):
        list(files_in(folder("a") for _ in range(caps.MEMBERS + 1)))
