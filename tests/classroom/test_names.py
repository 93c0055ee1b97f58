"""
Names of exercises.
"""

from __future__ import annotations

import pytest

from autograder.classroom.names import is_skipped
from tests.classroom.rooms import NAMES


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
    ],
)
def test_a_name_is_an_exercise_or_not(name: str, expected: str | None) -> None:
    """
    A copy's number and capitals do not hide an exercise; anything else is another file.
    """
    assert expected == NAMES.canonical(name)


def test_missing_exercises_are_told() -> None:
    """
    Either form of an exercise stands for it.
    """
    assert ("day4_ex2",) == NAMES.missing({"day4_ex1.ipynb"})
    assert () == NAMES.missing({"day4_ex1.py", "day4_ex2.py"})


@pytest.mark.parametrize(
    ("part", "expected"),
    [(".git", True), ("__MACOSX", True), ("venv", True), ("environment", False), ("a.py", False)],
)
def test_what_tools_leave_is_skipped(part: str, expected: bool) -> None:
    """
    Hidden things and tools' folders are no learner's work.
    """
    assert expected is is_skipped(part)
