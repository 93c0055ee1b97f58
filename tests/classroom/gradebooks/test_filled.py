"""
What is filled in, and what is said of it.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.classroom.gradebook import PART
from autograder.classroom.gradebooks.filled import (
    Filled,
    comment_of,
    number_in,
    points_text,
    rescaled,
    texts_of,
)
from autograder.grading.verdict import Outcome
from autograder.sandbox.status import Status
from tests.classroom.fakes import verdict_of
from tests.classroom.gradebooks.ledgers import SMALL, graded, ledger


@pytest.mark.parametrize(
    ("filled", "expected"),
    [
        (Filled(196, ("a", "b")), "filled 196, empty 2 (a and b), unmatched 0"),
        (Filled(0, (), ("a",), ("b",)), "filled 0, empty 0, unmatched 1 (a), left alone 1 (b)"),
        (Filled(1, ("\x1b[31m",)), "filled 1, empty 1 (\\x1b[31m), unmatched 0"),
    ],
    ids=["usual", "left alone", "hostile"],
)
def test_the_sentence(filled: Filled, expected: str) -> None:
    """
    Counts come with ids, which are safe to print; what never happens is not mentioned.
    """
    assert expected == filled.sentence


@pytest.mark.parametrize("count", [0, 1, PART, 4 * PART + 1])
def test_everybody_has_the_own_text(count: int) -> None:
    """
    Be there a few people or so many that they are parted, each grade comes with its own text.
    """
    grades = [graded(f"p{number}", 1.0) for number in range(count)]
    found = [*texts_of(grades, lambda grade: f"of {grade.report.submission}")]

    assert grades == [grade for grade, _ in found]
    assert [f"of p{number}" for number in range(count)] == [text for _, text in found]


def test_many_ids_are_cut() -> None:
    """
    A sentence names twenty ids and counts the rest.
    """
    said = Filled(0, tuple(f"p{n}" for n in range(30))).sentence

    assert "empty 30 (p0, p1," in said
    assert "p19 and 10 more), unmatched 0" in said


@pytest.mark.parametrize(
    ("points", "expected"),
    [(87.5, "87.5"), (100.0, "100"), (0.0, "0"), (-0.001, "0"), (1 / 3, "0.33"), (-2.5, "-2.5")],
)
def test_points_have_no_empty_decimals(points: float, expected: str) -> None:
    """
    87.5 is neither 87.50 nor 88, and nobody has minus nothing.
    """
    assert expected == points_text(points)
    assert expected.replace(".", ",") == points_text(points, has_comma=True)


@given(st.integers(0, 100_000).map(lambda n: n / 100), st.booleans())
def test_points_come_back(points: float, has_comma: bool) -> None:
    """
    Points of two decimals are read as what they were, with a point or a comma.
    """
    assert points == number_in(points_text(points, has_comma=has_comma))
    assert number_in("ten") is None


@pytest.mark.parametrize("status", [Status.NOT_SUBMITTED, Status.REJECTED, Status.UNTOUCHED])
def test_nobody_gets_a_zero_by_default(status: Status) -> None:
    """
    Without a grade there is a blank, and a zero only where the course says so.
    """
    grade = graded("ada", None, status=status)

    assert ledger([]).points(grade) is None
    assert 0.0 == ledger([], ungraded="zero").points(grade)


def test_a_fault_of_ours_is_never_a_zero() -> None:
    """
    No policy turns a failure of the grader, an open point or an excuse into a zero.
    """
    book = ledger([], ungraded="zero")
    is_open = graded("ada", 1.0, verdict=verdict_of(Outcome.UNDECIDED))

    assert book.points(graded("ada", None, status=Status.GRADER_ERROR)) is None
    assert book.points(graded("ada", None, status=Status.UNDECIDED)) is None
    assert book.points(replace(is_open, total=None)) is None
    assert book.points(replace(graded("ada", None), is_excused=True)) is None


def test_a_comment_says_how_it_came_about() -> None:
    """
    Points, tasks, the next step, lateness, adjustment and the reason stand in one line.
    """
    step = verdict_of(Outcome.FIX, message="Look\nhere.")
    grade = graded("ada", 4.5, verdict=step, late=1, penalty=2.0, adjusted=1.5, why="Ill.")
    said = comment_of(grade, 4.5)

    assert said.startswith("Points: 4.5 of 100. 1.1: 0/")
    assert "Next, 1.1 indefinite_integral: Look\\nhere. Late by 1 day: -2. " in said
    assert said.endswith("Adjusted by the instructor: +1.5. Ill.")


def test_a_comment_holds_no_input() -> None:
    """
    Neither what was asked nor what was returned, nor a value in a message, is in a comment.
    """
    fixed = replace(SMALL, tasks=SMALL.tasks[:1])
    said = comment_of(graded("ada", 6.0, verdict=fixed), 6.0)

    assert "17" not in said
    assert "Next, 1.1 area: Your number is a multiple of the area." in said


def test_other_points_are_said() -> None:
    """
    A platform that counts other points than the course gets a sentence, any other gets none.
    """
    assert [] == [*rescaled("Day 4", 100.0, 100.0), *rescaled("Day 4", None, 100.0)]
    assert [
        "Day 4 counts 50 points there and 100 in the course; the points were filled in as "
    ] == [said.removesuffix("they are.") for said in rescaled("Day 4", 50.0, 100.0)]


def test_a_bonus_is_exported_with_the_points() -> None:
    """
    A platform gets one number, and the person both; without a total there is no bonus, either.
    """
    grade = replace(graded("ada", 100.0), bonus=12.0)

    assert 112.0 == ledger([grade]).points(grade)
    assert comment_of(grade, 112.0).startswith("Points: 100 of 100 +12 bonus. ")
    assert None is ledger([grade]).points(replace(grade, total=None))
