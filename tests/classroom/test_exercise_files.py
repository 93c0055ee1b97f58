"""
The exercise files of a submission.
"""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.classroom import exercise_files as limits
from autograder.classroom.exercise_files import (
    FILE,
    UNPACKED,
    ExerciseFile,
    Names,
    Refused,
    choose,
    is_skipped,
    limit_of,
    size_text,
)
from tests.classroom.rooms import NAMES


def found(path: str, content: bytes = b"x = 1\n", name: str = "day4_ex1.py") -> ExerciseFile:
    return ExerciseFile(PurePosixPath(path), name, content)


def test_the_highest_file_counts() -> None:
    """
    Of two files of one name the one nearer to the top is taken.
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
    Of a file and its numbered copies, the file with the plain name is taken.
    """
    files = [found("day4_ex1 (1).py", b"a"), found("day4_ex1.py", b"b")]

    assert {"day4_ex1.py": b"b"} == choose(files)


def test_equal_copies_are_one() -> None:
    """
    Two equal files count as one.
    """
    files = [found("day4_ex1 (1).py"), found("day4_ex1 (2).py")]

    assert {"day4_ex1.py": b"x = 1\n"} == choose(files)


def test_two_candidates_are_refused() -> None:
    """
    If neither of two files takes precedence, both are named.
    """
    files = [found("a/day4_ex1.py", b"a"), found("b/day4_ex1.py", b"b")]

    with pytest.raises(Refused, match=r"2 different files .* \(a/day4_ex1.py, b/day4_ex1.py\)"):
        choose(files)


def test_no_more_is_held_than_fits() -> None:
    """
    Copies of the exercises are read up to a sum, and the first one too many is refused.
    """
    size, name = limits.FILE[".ipynb"], "day4_ex1.ipynb"
    most = limits.TAKEN // size
    files = [found(f"{k}/{name}", b"x" * size, name) for k in range(most + 1)]

    assert {name: b"x" * size} == choose(files[:most])
    with pytest.raises(Refused, match="more than 16 MiB"):
        choose(iter(files))


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"x" * (256 * limits.KIB + 1), "day4_ex1.py", "larger than 256 KiB"),
        (b"x" * (2 * limits.MIB + 1), "day4_ex1.ipynb", "larger than 2 MiB"),
        (b"x\0", "day4_ex1.py", "NUL byte"),
        ("x = '\u00e9'".encode("latin-1"), "day4_ex1.py", "not UTF-8"),
        ("x = 1".encode("utf-16"), "day4_ex1.py", "NUL byte"),
        (b"\xed\xa0\x80", "day4_ex1.py", "not UTF-8"),
    ],
    ids=["large", "large-notebook", "nul", "latin-1", "utf-16", "surrogate"],
)
def test_what_is_not_source_is_refused(content: bytes, name: str, reason: str) -> None:
    """
    A file that is too large, or not UTF-8 text, is refused with its reason.
    """
    with pytest.raises(Refused, match=reason):
        choose([found(name, content, name)])


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "day4_ex1.py"),
        (b"x" * (256 * limits.KIB), "day4_ex1.py"),
        (b"x" * (2 * limits.MIB), "day4_ex1.ipynb"),
        ("x = '\u00e9'".encode(), "day4_ex1.py"),
        (b"\xef\xbb\xbfx = 1\r\n", "day4_ex1.py"),
    ],
    ids=["empty", "limit", "notebook", "accent", "windows"],
)
def test_source_is_taken_byte_for_byte(content: bytes, name: str) -> None:
    """
    UTF-8 text up to the limit is passed on unchanged, with or without a byte order mark.
    """
    assert {name: content} == choose([found(name, content, name)])


@pytest.mark.parametrize(
    ("size", "expected"),
    [(FILE[".py"], "256 KiB"), (FILE[".ipynb"], "2 MiB"), (UNPACKED, "64 MiB")],
)
def test_a_size_is_reported_in_its_unit(size: int, expected: str) -> None:
    """
    Every limit reads as a person would say it.
    """
    assert expected == size_text(size)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("day4_ex1.py", "day4_ex1.py"),
        ("Day4_Ex2.PY", "day4_ex2.py"),
        ("day4_ex1 (2).py", "day4_ex1.py"),
        ("day4_ex1(2).ipynb", "day4_ex1.ipynb"),
        ("day4_ex1-3.py", "day4_ex1.py"),
        ("day4_ex1 copy.py", "day4_ex1.py"),
        ("day4_ex3.py", None),
        ("day4_ex1.pyc", None),
        ("day4_ex1.py.txt", None),
        ("my_day4_ex1.py", None),
        ("._day4_ex1.py", None),
        ("day4_ex1.py\n", None),
        ("day4_ex1.py ", None),
        ("day4_ex1\u200b.py", None),
        ("d\u0430y4_ex1.py", None),
        ("day4_ex1.\u0131pynb", None),
        ("day4_ex1.\u0130PYNB", None),
        ("DAY4_EX1.\u0131PYNB", None),
        ("day4_ex1 (\u0663).py", None),
        ("day\uff14_ex1.py", None),
    ],
)
def test_a_name_is_an_exercise_or_not(name: str, expected: str | None) -> None:
    """
    A copy's number and capitals do not hide an exercise; anything else is another file.
    """
    assert expected == NAMES.canonical(name)


@given(st.text(alphabet="day4_ex1.pyinb \u0131\u0130\u017f\u212aPYINBKS()0123456789\u0663"))
def test_every_exercise_that_is_found_is_one_that_is_asked_for(name: str) -> None:
    """
    Whatever a file is called, it counts as one of the exercises asked for, or not at all.
    """
    found = Names(("day4_ex1", "kiss")).canonical(name)

    assert found in {None, "day4_ex1.py", "day4_ex1.ipynb", "kiss.py", "kiss.ipynb"}
    assert found is None or limit_of(found)


def test_missing_exercises_are_reported() -> None:
    """
    A script or a notebook is enough for an exercise not to be missing.
    """
    assert ("day4_ex2",) == NAMES.missing({"day4_ex1.ipynb"})
    assert () == NAMES.missing({"day4_ex1.py", "day4_ex2.py"})


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        *((".git", True), ("__MACOSX", True), ("venv", True), ("environment", False)),
        *(("a.py", False), ("node_module\u017f", False)),
    ],
)
def test_what_tools_leave_is_skipped(part: str, expected: bool) -> None:
    """
    Hidden files and tools' folders are not the learner's work.
    """
    assert expected is is_skipped(part)
