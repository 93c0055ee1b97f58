"""
Files that bear the name of an exercise.
"""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from autograder.classroom import caps
from autograder.classroom.exercise_files import Found, capped, choose
from autograder.classroom.refusal import Refused


def found(path: str, content: bytes = b"x = 1\n", name: str = "day4_ex1.py") -> Found:
    return Found(PurePosixPath(path), name, content)


def test_the_highest_file_counts() -> None:
    """
    Of two files of one name the one that lies higher is taken.
    """
    files = [found("a/day4_ex1.py", b"low"), found("day4_ex1.py", b"high")]

    assert {"day4_ex1.py": b"high"} == choose(files)


def test_a_checkout_is_understood() -> None:
    """
    In a copy of the whole kit the file in exercises/ is the learner's.
    """
    files = [found("kit/solutions/day4_ex1.py", b"a"), found("kit/exercises/day4_ex1.py", b"b")]

    assert {"day4_ex1.py": b"b"} == choose(files)


def test_the_plain_name_counts() -> None:
    """
    Beside its numbered copies the file with the plain name is taken.
    """
    files = [found("day4_ex1 (1).py", b"a"), found("day4_ex1.py", b"b")]

    assert {"day4_ex1.py": b"b"} == choose(files)


def test_equal_copies_are_one() -> None:
    """
    Two equal files leave no question.
    """
    files = [found("day4_ex1 (1).py"), found("day4_ex1 (2).py")]

    assert {"day4_ex1.py": b"x = 1\n"} == choose(files)


def test_two_candidates_are_refused() -> None:
    """
    Where nothing tells two files apart, both are named.
    """
    files = [found("a/day4_ex1.py", b"a"), found("b/day4_ex1.py", b"b")]

    with pytest.raises(Refused, match=r"2 times \(a/day4_ex1.py, b/day4_ex1.py\)"):
        choose(files)


def test_no_more_is_held_than_fits() -> None:
    """
    Copies of the exercises are taken up to a sum, and the first one too many is refused.
    """
    part = b"x" * (caps.TAKEN // 4)
    files = [found(f"{k}/day4_ex1.py", part) for k in range(5)]

    assert files[:4] == list(capped(files[:4]))
    with pytest.raises(Refused, match="more than 16 MiB"):
        list(capped(files))


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"x" * (256 * caps.KIB + 1), "day4_ex1.py", "larger than 256 KiB"),
        (b"x" * (2 * caps.MIB + 1), "day4_ex1.ipynb", "larger than 2 MiB"),
        (b"x\0", "day4_ex1.py", "NUL byte"),
        ("x = '\u00e9'".encode("latin-1"), "day4_ex1.py", "not UTF-8"),
        ("x = 1".encode("utf-16"), "day4_ex1.py", "NUL byte"),
        (b"\xed\xa0\x80", "day4_ex1.py", "not UTF-8"),
    ],
    ids=["large", "large-notebook", "nul", "latin-1", "utf-16", "surrogate"],
)
def test_what_is_no_source_is_refused(content: bytes, name: str, reason: str) -> None:
    """
    A file too large or no UTF-8 text is refused with its reason.
    """
    with pytest.raises(Refused, match=reason):
        choose([found(name, content, name)])


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "day4_ex1.py"),
        (b"x" * (256 * caps.KIB), "day4_ex1.py"),
        (b"x" * (2 * caps.MIB), "day4_ex1.ipynb"),
        ("x = '\u00e9'".encode(), "day4_ex1.py"),
        (b"\xef\xbb\xbfx = 1\r\n", "day4_ex1.py"),
    ],
    ids=["empty", "limit", "notebook", "accent", "windows"],
)
def test_source_is_taken_byte_for_byte(content: bytes, name: str) -> None:
    """
    UTF-8 text up to the limit is handed on unchanged, with or without a mark in front.
    """
    assert {name: content} == choose([found(name, content, name)])
