"""
What a class did, counted.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from autograder.classroom.tally import ENOUGH, Tally, TaskTally
from autograder.grading.verdict import UNREADABLE, Outcome, Verdict
from autograder.mistakes.catalogue import Diagnosis
from autograder.sandbox.report import Report
from tests.classroom.fakes import report_of, verdict_of
from tests.outline import MOST


def graded(status: str, verdict: Verdict | None = None, level: str = "") -> Report:
    return report_of("ada", status, verdict, level=level)


def test_without_variation_there_is_not_discrimination() -> None:
    """
    A task on which everybody has the same points has no discrimination.
    """
    assert TaskTally("train", 5, [5] * ENOUGH, [*range(ENOUGH)]).discrimination is None
    assert 1.0 == TaskTally("train", 5, [*range(ENOUGH)], [*range(ENOUGH)]).discrimination


def test_few_people_have_no_discrimination() -> None:
    """
    One person fewer than is enough, and nothing is said that would be mostly chance.
    """
    assert TaskTally("train", 5, [*range(ENOUGH - 1)], [*range(ENOUGH - 1)]).discrimination is None


def test_a_class_is_counted() -> None:
    """
    Statuses count for all; means, full marks and mistakes for those who were judged.
    """
    tally = Tally()
    for _ in range(ENOUGH // 2):
        tally.add(graded("GRADED", verdict_of(Outcome.PASS), level="fake"))
        tally.add(graded("GRADED", verdict_of(Outcome.FIX), level="fake"))
    tally.add(graded("NOT_SUBMITTED"))

    assert {"GRADED": ENOUGH, "NOT_SUBMITTED": 1} == tally.statuses
    assert [MOST, 0] == tally.totals[:2]
    assert [40, 0] == tally.tasks["2.3"].points[:2]
    assert {"factor": ENOUGH // 2} == tally.tasks["2.3"].mistakes
    assert 1.0 == pytest.approx(tally.tasks["1.1"].discrimination)
    assert {"fake"} == tally.isolation


def test_a_mistake_counts_once_per_submission() -> None:
    """
    Several checks that show the same mistake count once.
    """
    tally = Tally()
    tally.add(graded("GRADED", verdict_of(Outcome.FIX)))

    assert {1} == {count for task in tally.tasks.values() for count in task.mistakes.values()}


def test_open_points_count_in_no_mean() -> None:
    """
    A verdict that is not complete changes no average.
    """
    tally = Tally()
    tally.add(graded("GRADER_ERROR", verdict_of(Outcome.GRADER_ERROR, Outcome.FIX)))

    assert ([], []) == (tally.totals, tally.tasks["2.3"].points)
    assert tally.tasks["2.3"].mistakes


def test_a_mistake_keeps_its_ids() -> None:
    """
    The ids behind a mistake are kept in the order of the walk.
    """
    tally = Tally()
    for name in ("ada", "eve"):
        tally.add(replace(graded("GRADED", verdict_of(Outcome.FIX)), submission=name))

    assert {"factor": ["ada", "eve"]} == tally.tasks["1.1"].shown_by


def test_the_first_check_to_fail_is_counted() -> None:
    """
    Of each submission only the first check of a task that fails counts, and one that nobody began
    is no failure.
    """
    tally = Tally()
    tally.add(graded("GRADED", verdict_of(Outcome.PASS, Outcome.FIX)))
    tally.add(graded("GRADED", verdict_of(Outcome.FIX)))
    tally.add(graded("GRADED", verdict_of(Outcome.TODO)))
    titles = [check.title for check in verdict_of(Outcome.PASS).tasks[0].checks]

    assert {titles[1]: 1, titles[0]: 1} == tally.tasks["1.1"].first
    assert 1 == tally.tasks["1.1"].todo


def test_what_waits_has_not_failed() -> None:
    """
    No check is the first to fail in a file that Python cannot read.
    """
    said = Diagnosis(UNREADABLE, "It is not Python.")
    first, *tasks = verdict_of(Outcome.FIX).tasks
    checks = tuple(replace(check, diagnosis=said) for check in first.checks)
    tally = Tally()
    tally.add(graded("GRADED", Verdict((replace(first, checks=checks), *tasks), "")))

    assert not tally.tasks["1.1"].first
    assert tally.tasks["1.2"].first


def test_a_bonus_is_counted_beside_the_totals() -> None:
    """
    A bonus changes no total and no other task's figures, and its own have a sign.
    """
    whole = verdict_of(Outcome.PASS)
    bonus = Verdict((replace(whole.tasks[0], is_bonus=True), *whole.tasks[1:]), "")
    marked, core = Tally(), Tally()
    marked.add(report_of("ada", "GRADED", bonus))
    core.add(report_of("ada", "GRADED", Verdict(bonus.core, "")))
    first = marked.tasks.pop(bonus.tasks[0].task)

    assert (core.totals, core.tasks) == (marked.totals, marked.tasks)
    assert ([bonus.bonus], []) == (marked.bonuses, core.bonuses)
    assert (f"+{first.max_points}", [bonus.points]) == (first.most, first.others)


def test_time_is_counted_by_status() -> None:
    """
    The status that took most of the time comes first, with its people, seconds and share.
    """
    tally = Tally()
    for status, seconds in (("GRADED", 1.0), ("GRADED", 2.0), ("TIMEOUT", 9.0), ("REJECTED", 0.0)):
        tally.add(report_of("ada", status, seconds=seconds))

    assert [("TIMEOUT", 1, 9.0, 0.75), ("GRADED", 2, 3.0, 0.25)] == tally.time_spent
    assert [] == Tally().time_spent
