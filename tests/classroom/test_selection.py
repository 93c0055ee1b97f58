"""The selection: which file may count for an exercise, whatever became of its export."""

from __future__ import annotations

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.classroom.grade import HandedFile, HandIn
from autograder.classroom.selection import Attempt, candidates, on_exactly
from autograder.grading.verdict import Outcome
from tests.classroom.fakes import report_of, verdict_of

ONE, TWO = "day4_ex1", "day4_ex2"
TASKS = ("1.1", "1.2")


def file(
    code: str, day: int, *, source: str = "", submitted: str = "", idle: bool = False
) -> HandedFile:
    came = f"2026-11-{day:02}T12:00:00+00:00"
    return HandedFile(f"{ONE}.py", code, submitted, False, source or f"export {day}", came, idle)


def attempt(number: int, *outcomes: Outcome, **files: HandedFile) -> Attempt:
    report = report_of("ada", "GRADED", verdict_of(*outcomes or (Outcome.PASS,)))
    return Attempt(HandIn("ada", "Ada", files, number), report)


def codes(*attempts: Attempt) -> list[str]:
    return [one.file.hash for one in candidates(attempts, ONE, TASKS)]


@given(st.permutations(range(1, 6)))
def test_the_order_is_that_of_time(order: list[int]) -> None:
    """
    In whatever order work was judged, it counts by when it came.
    """
    attempts = [attempt(n, **{ONE: file(str(day), day)}) for n, day in enumerate(order)]

    assert ["1", "2", "3", "4", "5"] == codes(*attempts)


def test_a_stub_stands_in_for_nothing() -> None:
    """
    A newer stub is no candidate beside work; alone it is one.
    """
    stub = attempt(2, **{ONE: file("stub", 2, idle=True)})

    assert ["work"] == codes(attempt(1, **{ONE: file("work", 1)}), stub)
    assert ["stub"] == codes(stub)


def test_a_file_with_a_time_is_not_younger_than_it_says() -> None:
    """
    The same file in a later export without times keeps the time that is known.
    """
    known = attempt(1, **{ONE: file("a", 1, submitted="2026-11-01T12:00:00+00:00")})
    again = attempt(2, **{ONE: file("a", 5)})

    for pair in permutations([known, again]):
        (only,) = candidates(pair, ONE, TASKS)
        assert "2026-11-01T12:00:00+00:00" == only.file.submitted


def test_an_export_that_was_touched_is_as_old_as_before() -> None:
    """
    The same file from the same place came when it was first seen.
    """
    first = attempt(1, **{ONE: file("a", 1, source="first")})
    other = attempt(2, **{ONE: file("b", 3)})
    touched = attempt(3, **{ONE: file("a", 9, source="first")})

    assert ["a", "b"] == codes(first, other, touched)


def test_the_newest_verdict_on_a_file_counts() -> None:
    """
    A regrade replaces the verdict on the same file.
    """
    before = attempt(1, Outcome.PASS, **{ONE: file("a", 1)})
    after = attempt(2, Outcome.FIX, **{ONE: file("a", 1)})
    (only,) = candidates([before, after], ONE, TASKS)

    assert {Outcome.FIX} == {task.outcome for task in only.tasks}
    assert list(TASKS) == [task.task for task in only.tasks]


@pytest.mark.parametrize("missing", [ONE, TWO])
def test_what_was_never_handed_in_has_no_candidate(missing: str) -> None:
    """
    Without a file, or without a verdict, nothing can count.
    """
    refused = Attempt(HandIn("ada", "", {missing: file("a", 1)}, 1), report_of("ada", "REJECTED"))

    assert [] == candidates([attempt(1), refused], missing, TASKS)


def test_work_that_was_judged_together_is_found() -> None:
    """
    The newest verdict on exactly these files is that of the whole grade; of others there is none.
    """
    a, b, c = (file(code, 1) for code in "abc")
    attempts = [
        attempt(n, **{ONE: one, TWO: two}) for n, one, two in ((1, a, b), (2, a, c), (3, a, b))
    ]

    assert attempts[2] is on_exactly(attempts, {ONE: a, TWO: b})
    assert attempts[1] is on_exactly(attempts, {ONE: a, TWO: c})
    assert on_exactly(attempts, {ONE: c, TWO: b}) is None
    assert on_exactly(attempts, {ONE: a}) is None
