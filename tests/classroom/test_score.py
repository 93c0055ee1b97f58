"""
How the points of a grade add up, in words.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.classroom.grade import Grade
from autograder.classroom.score import amount, late_text, score_of, total_of
from autograder.grading.verdict import Outcome, Verdict
from tests.classroom.fakes import report_of, verdict_of

REPORT = report_of("ada", "GRADED", verdict_of(Outcome.PASS))


@given(st.integers(-100_00, 100_00).map(lambda cents: cents / 100))
def test_points_are_shown_whole(points: float) -> None:
    """
    A number of points with two decimals is read back as the same number, with or without a sign.
    """
    assert points == float(amount(points))
    assert points == float(amount(points, signed=True))
    assert amount(points, signed=True)[0] in "+-"


@pytest.mark.parametrize(
    ("grade", "said"),
    [
        (Grade(REPORT, total=34.0, max_points=100.0), "34.0 of 100"),
        (Grade(REPORT, total=0.0, max_points=62.5), "0.0 of 62.5"),
        (Grade(REPORT), "not settled: some points are open"),
        (Grade(report_of("ada", "REJECTED")), "none: nothing was judged"),
        (Grade(REPORT, total=3.0, is_excused=True), "excused: no grade is needed"),
    ],
)
def test_a_total_is_a_number_or_a_reason(grade: Grade, said: str) -> None:
    """
    A grade that is not settled is never shown as a number.
    """
    assert said == total_of(grade)


def test_a_plain_grade_is_its_total() -> None:
    """
    Where nothing was added or taken away, there is nothing but the total.
    """
    assert ["points"] == [one.label for one in score_of(Grade(REPORT, raw=100.0, total=100.0))]


def test_every_part_of_a_grade_is_said() -> None:
    """
    Lateness, points of the instructor and the reason stand beside the points for the work.
    """
    parts = {"raw": 40.0, "penalty": 8.0, "adjusted": 2.0, "total": 34.0, "max_points": 100.0}
    grade = Grade(REPORT, late=2, **parts)
    said = {one.label: one.text for one in score_of(grade)}

    assert {
        "points": "34.0 of 100",
        "for the work": "40.0",
        "late": "handed in 2 days late: -8.0 points",
        "instructor": "+2.0 points",
    } == said


@pytest.mark.parametrize("bonus", [12.0, 15.0, 0.0])
def test_a_bonus_that_was_changed_stands_beside_that_of_the_work(bonus: float) -> None:
    """
    If the bonus differs from what the work has earned, the person reads both.
    """
    first, *others = verdict_of(Outcome.PASS).tasks
    verdict = Verdict((replace(first, is_bonus=True), *others), "")
    grade = Grade(report_of("ada", "GRADED", verdict), raw=88.0, total=88.0, bonus=bonus)
    said = {one.label: one.text for one in score_of(grade)}

    assert ("" if bonus == 12 else "88.0 +12 bonus") == said.get("for the work", "")


def test_a_reason_without_points_is_said() -> None:
    """
    The instructor's reason is there even if no points were changed, as for an excuse.
    """
    said = {one.label: one.text for one in score_of(Grade(REPORT, is_excused=True, why="Ill."))}

    assert "Ill." == said["instructor"]


@pytest.mark.parametrize(
    ("late", "penalty", "said"),
    [
        (0, 0.0, ""),
        (1, 4.0, "handed in 1 day late: -4.0 points"),
        (3, 0.0, "handed in 3 days late: no points off"),
    ],
)
def test_lateness_names_its_price(late: int, penalty: float, said: str) -> None:
    """
    Days and points of lateness are one sentence, and what was on time has none.
    """
    assert said == late_text(Grade(REPORT, late=late, penalty=penalty))


def test_a_bonus_stands_beside_the_total() -> None:
    """
    Where there is one; the maximum is that of the core.
    """
    grade = Grade(report_of("ada", "GRADED"), total=88.0, max_points=100.0)

    assert "88.0 of 100" == total_of(grade)
    assert "88.0 of 100 +4.5 bonus" == total_of(replace(grade, bonus=4.5))


def test_what_alone_was_late_is_named() -> None:
    """
    Where one exercise was late and another was not, the sentence names it.
    """
    grade = Grade(REPORT, late=2, late_only=("day4_ex2",), penalty=8.0)

    assert "day4_ex2 handed in 2 days late: -8.0 points" == late_text(grade)
