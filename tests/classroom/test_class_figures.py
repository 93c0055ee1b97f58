"""
What the report of a class shows, in figures.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from math import inf

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.classroom.class_figures import (
    BARS,
    EXCUSED,
    FEWEST,
    FLOOR,
    NOT_READ,
    OPEN,
    ClassFigures,
    Time,
    figures_of,
    histogram,
    open_points,
    slow,
    total_of,
)
from autograder.classroom.grade import Grade
from autograder.grading.verdict import UNREADABLE, Outcome, Verdict
from autograder.mistakes.catalogue import Diagnosis
from tests.classroom.fakes import report_of, verdict_of
from tests.outline import MOST


def graded(outcome: Outcome, status: str = "GRADED", **more: object) -> Grade:
    return Grade(report_of("ada", status, verdict_of(outcome), name="Ada"), **more)


def absent(status: str, **more: object) -> Grade:
    return Grade(report_of("eve", status), **more)


def unreadable() -> Grade:
    """Of somebody whose files are not Python."""
    verdict = verdict_of(Outcome.FIX)
    said = Diagnosis(UNREADABLE, "It is not Python.")
    tasks = tuple(
        replace(task, checks=tuple(replace(check, diagnosis=said) for check in task.checks))
        for task in verdict.tasks
    )
    return Grade(report_of("bob", "GRADED", Verdict(tasks, "")))


def test_a_report_alone_has_its_points_as_total() -> None:
    """
    Without a course, the total is what the checks gave.
    """
    assert MOST == total_of(graded(Outcome.PASS))
    assert 0 == total_of(graded(Outcome.FIX))


def test_the_total_of_a_course_counts() -> None:
    """
    Penalties and the instructor's points are in the total.
    """
    assert 87.5 == total_of(graded(Outcome.PASS, total=87.5, penalty=12.5))
    assert 40 == total_of(absent("REJECTED", total=40.0, adjusted=40.0))


@pytest.mark.parametrize(
    ("grade", "why"),
    [
        (absent("NOT_SUBMITTED", total=0.0), "NOT_SUBMITTED"),
        (absent("UNTOUCHED", total=0.0), "UNTOUCHED"),
        (graded(Outcome.PASS, is_excused=True), EXCUSED),
        (graded(Outcome.UNDECIDED, "UNDECIDED"), OPEN),
        (unreadable(), NOT_READ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_nobody_without_judged_work_has_a_total(grade: Grade, why: str) -> None:
    """
    Who handed in nothing is apart from an earned zero, even where a zero is exported; so is who
    is excused, and whose points are open.
    """
    found = figures_of([grade, graded(Outcome.FIX)])

    assert ([0.0], {why: 1}) == (found.totals, found.without)


def test_a_settled_total_leaves_no_points_open() -> None:
    """
    Open points count until the instructor has settled the total.
    """
    grade = graded(Outcome.UNDECIDED, "UNDECIDED")

    assert MOST == open_points(grade)
    assert 0 == open_points(replace(grade, total=60.0, adjusted=60.0))


def test_cases_have_their_reasons() -> None:
    """
    Everybody who was not simply judged is a concern, with the reason, the remark and the
    instructor's own words.
    """
    report = report_of("eve", "REJECTED", reason="Too large.", remark="Sent by Bob.", name="Eve")
    found = figures_of([graded(Outcome.PASS), Grade(report, why="Was ill.")])

    assert {"REJECTED": [("eve", "Eve", 0, "Too large. Sent by Bob. Instructor: Was ill.")]} == (
        found.concerns
    )


def test_mistakes_are_kept_only_where_they_are_compared() -> None:
    """
    The mistakes of each person are kept only to look for work that is alike.
    """
    grade = graded(Outcome.FIX)

    assert {} == figures_of([grade]).mistakes
    assert ("1.1", "factor") in figures_of([grade], keeps_mistakes=True).mistakes["ada"]


@given(st.lists(st.sampled_from(range(5)), max_size=8), st.integers(0, 8))
def test_the_parts_of_a_class_add_up(kinds: list[int], cut: int) -> None:
    """
    Wherever a class is parted, and whichever process counted a part, the whole is the same.
    """
    known = [
        graded(Outcome.PASS, total=float(MOST), bonus=2.5),
        graded(Outcome.FIX),
        unreadable(),
        absent("REJECTED", why="Was ill."),
        graded(Outcome.UNDECIDED, "UNDECIDED"),
    ]
    people = [
        replace(known[kind], report=replace(known[kind].report, submission=f"p{n}", seconds=2.0))
        for n, kind in enumerate(kinds)
    ]
    whole = figures_of(people, keeps_mistakes=True)
    found = ClassFigures(keeps_mistakes=True)
    for part in (people[:cut], people[cut:]):
        sent = msgspec.msgpack.encode(figures_of(part, keeps_mistakes=True))
        found.merge(
            msgspec.msgpack.decode(sent, type=ClassFigures, dec_hook=lambda own, plain: own(plain))
        )

    assert whole == found


def test_zeros_have_a_bar_of_their_own() -> None:
    """
    An exact zero is in the first bar and the full mark in the last; a total over the maximum adds
    one.
    """
    bars = histogram([0, 0.5, 10, 10.5, 100], 100)

    assert [(-inf, 0, 1), (0, 10, 2), (10, 20, 1)] == bars[:3]
    assert (90, 100, 1) == bars[-1]
    assert (100, inf, 1) == histogram([101], 100)[-1]


@given(st.lists(st.floats(-50, 500)), st.floats(0, 400))
def test_everybody_is_in_one_bar(totals: list[float], max_points: float) -> None:
    """
    The bars hold everybody once, touch each other, and are few.
    """
    bars = histogram(totals, max_points)

    assert len(totals) == sum(bar.people for bar in bars)
    assert all(one.high == other.low for one, other in pairwise(bars))
    assert len(bars) <= BARS + 2


def times(*seconds: float) -> list[Time]:
    return [Time(f"p{number}", "", one, one) for number, one in enumerate(seconds)]


def test_who_took_far_longer_is_found() -> None:
    """
    Far longer is measured by the spread of the class, which one slow person does not change.
    """
    found, usual, limit = slow(times(2, 2.1, 2.2, 2.3, 2.4, 40, 30))

    assert ([40, 30], 2.3) == ([one.seconds for one in found], usual)
    assert usual + FLOOR == limit


def test_a_spread_class_has_no_outliers() -> None:
    """
    Where times differ much, or only by little seconds, nobody is listed; nor among a few people.
    """
    assert [] == slow(times(*range(1, 40)))[0]
    assert [] == slow(times(1, 1, 1, 1, 1, 1, 5.9))[0]
    assert [] == slow(times(*[1] * (FEWEST - 2), 99))[0]
