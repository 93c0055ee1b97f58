"""
What each platform writes into names.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.classroom import exports

TIMES = {
    "Nov 23, 2026 1010 AM": "2026-11-23 10:10",
    "Nov 23, 2026 1210 AM": "2026-11-23 00:10",
    "Dec 5, 2026 141 PM": "2026-12-05 13:41",
    "Dec. 5, 2026 1:41 PM": "2026-12-05 13:41",
    "5 December, 2026 1341": "2026-12-05 13:41",
    "5 d\u00e9c. 2026 0941": "2026-12-05 09:41",
    "14 M\u00e4rz 2026 9_41": "2026-03-14 09:41",
    "30 Feb 2026 0941": "30 Feb 2026 0941",
    "5 Qqq 2026 0941": "5 Qqq 2026 0941",
}


@pytest.mark.parametrize(("date", "time"), TIMES.items())
@pytest.mark.parametrize("ending", ["", " - day4_ex1.py", " - x - Nov 1, 2020 1010 AM - y.py"])
def test_brightspace_s_dates_can_be_ordered(date: str, time: str, ending: str) -> None:
    """
    A date is read in the forms that Brightspace has; an unknown one stays as it is.
    """
    entry = exports.brightspace(Path(f"27-44 - Eve Adams- {date}{ending}"))

    assert entry is not None
    assert ("Eve Adams", time) == (entry.submission, entry.attempt)


@pytest.mark.parametrize(
    "name",
    [
        *("Eve Adams", "27-44 - Eve Adams", "27-44 - Eve Adams - day4_ex1.py"),
        *("27 - Eve - Nov 23, 2026 1010 AM", "27-44 - Nov 23, 2026 1010 AM", "2026-11-23 - eve"),
    ],
)
def test_other_names_are_not_brightspace_s(name: str) -> None:
    """
    A name without two numbers, a person and a date is not one of Brightspace.
    """
    assert exports.brightspace(Path(name)) is None


USERS = {
    "one user": (["Day 4_ada_attempt_2026-11-23-10-10-00.txt"], ["ada"]),
    "alike": (
        [f"Day_4_a{k}_x_attempt_2026-11-23-10-10-0{k}_day4_ex1.py" for k in (1, 2)],
        ["a1_x", "a2_x"],
    ),
    "own name": (["D_eve_attempt_2026-11-23-10-10-00_x_attempt_2020-01-01-10-10-10_y.py"], ["eve"]),
}


@pytest.mark.parametrize(("names", "users"), USERS.values(), ids=USERS)
def test_blackboard_s_users_are_behind_the_assignment(names: list[str], users: list[str]) -> None:
    """
    The user is between what all names have in front and the first time.
    """
    assignment = exports.assignment_of(names)
    found = [exports.blackboard(Path(name), assignment, is_file=True) for name in names]

    assert users == [entry.submission for entry in found if entry]


PREFIXES = {
    "classroom": (["cs-day4-ada", "cs-day4-bob-r", "eve"], "cs-day4-"),
    "assignment": (["day4-ada", "day4-bob-r", "day4-bob-s"], "day4-"),
    "first names": (["anna-lena", "anna-maria"], ""),
    "numbers": (["cs-2026-01", "cs-2026-02"], ""),
    "nothing": (["ada", "bob"], ""),
    "one": (["cs-day4-ada"], ""),
    "nobody": ([], ""),
}


@pytest.mark.parametrize(("names", "prefix"), PREFIXES.values(), ids=PREFIXES)
def test_a_classroom_s_folders_begin_alike(names: list[str], prefix: str) -> None:
    """
    What most folders have in common is cut off, unless it may be part of people's names or numbers.
    """
    assert prefix == exports.classroom_of(names)


@given(st.text(st.sampled_from("a1-_ .,AMNov2026"), max_size=40))
def test_any_name_can_be_read(name: str) -> None:
    """
    Whatever a name looks like, no reader fails on it.
    """
    path = Path(name or "x")
    exports.brightspace(path)
    exports.moodle(path, is_file=True)
    exports.canvas(path, is_file=True)
    assert exports.classroom(path, exports.classroom_of([name, name]), is_file=True) is None
    assert exports.blackboard(path, exports.assignment_of([name]), is_file=False) is None


@pytest.mark.parametrize(
    ("word", "number"),
    [("juin", 6), ("Juillet", 7), ("maart", 3), ("m\u00e4rz", 3), ("ao\u00fbt", 8), ("maandag", 0)],
)
def test_months_are_told_apart(word: str, number: int) -> None:
    """
    A month is known by its first letters, and no other word is taken for one.
    """
    assert number == exports.month_of(word)
