"""
The class on one page.
"""

from __future__ import annotations

import re

import pytest

from autograder.classroom.summary import Tally, TaskTally, brief, summary
from autograder.grading.verdict import Outcome, Verdict
from autograder.sandbox.report import Report
from tests.classroom.fakes import report_of, verdict_of


def tally() -> Tally:
    found = Tally()
    for outcome in (Outcome.PASS, Outcome.FIX, Outcome.FIX):
        found.add(report_of("ada", "GRADED", verdict_of(outcome), level="fake"))
    found.add(report_of("eve", "REJECTED"))
    return found


def test_the_class_in_brief() -> None:
    """
    Two lines say who was graded and how it went.
    """
    assert [
        "4 submissions: 3 GRADED, 1 REJECTED.",
        "Points: 33.3 on average, from 0 to 100.",
    ] == brief(tally())


def test_every_task_has_its_figures() -> None:
    """
    Each task has a row with its mean, share of full marks and discrimination.
    """
    text = summary(tally(), (), ())

    assert 8 == len(re.findall(r"^\d\.\d  .* of \d+ +33 % +1\.00$", text, re.MULTILINE))
    assert "Isolation: fake." in text


def test_mistakes_are_ranked() -> None:
    """
    Each task names its most frequent mistakes with their number and their sentence.
    """
    text = summary(tally(), (), ())

    assert 8 == len(re.findall(r"^\d\.\d +2  factor$", text, re.MULTILINE))
    assert "Your number is a multiple of the area." in text


def test_leftovers_are_named() -> None:
    """
    Entries that are not on the roster and files that are not submissions are listed in printable
    form.
    """
    text = summary(Tally(), ("eve\x1b[31m",), ("notes.txt",))

    assert "Not on the roster:\n  eve\\x1b[31m\n" in text
    assert "Not submissions:\n  notes.txt\n" in text
    assert "0 submissions: none." in text


def test_the_page_is_narrow_and_plain() -> None:
    """
    No line of the page is wider than 90 columns or ends with spaces.
    """
    lines = summary(tally(), ("a",), ()).splitlines()

    assert max(map(len, lines)) <= 90
    assert all(line == line.rstrip() and line.isprintable() for line in lines)


def graded(status: str, verdict: Verdict | None = None, level: str = "") -> Report:
    return report_of("ada", status, verdict, level=level)


def test_without_variation_there_is_not_discrimination() -> None:
    """
    A task on which everybody has the same points has no discrimination.
    """
    assert TaskTally("train", 5, [5, 5, 5], [1, 2, 3]).discrimination is None
    assert TaskTally("train", 5, [5], [1]).discrimination is None


def test_a_class_is_counted() -> None:
    """
    Statuses count for all; means, full marks and mistakes for those who were judged.
    """
    tally = Tally()
    tally.add(graded("GRADED", verdict_of(Outcome.PASS), level="fake"))
    tally.add(graded("GRADED", verdict_of(Outcome.FIX), level="fake"))
    tally.add(graded("NOT_SUBMITTED"))

    assert {"GRADED": 2, "NOT_SUBMITTED": 1} == tally.statuses
    assert [100, 0] == tally.totals
    assert ([40, 0], {"factor": 1}) == (tally.tasks["2.3"].points, tally.tasks["2.3"].mistakes)
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
