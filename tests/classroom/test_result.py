"""
A line of results.jsonl.
"""

from __future__ import annotations

import json

import msgspec
import pytest

from autograder.classroom.journal import Row
from autograder.classroom.result import Result, line_of, result_of, verdict_of
from autograder.grading.record import record_of
from autograder.grading.verdict import Outcome, Verdict
from tests.classroom import fakes


def row(verdict: Verdict | None, status: str = "GRADED") -> Row:
    content = None if verdict is None else msgspec.json.encode(verdict)
    return Row("key", "Z\u00f6e\n", status, "Why.", "", content, "fake")


@pytest.mark.parametrize("outcomes", [(Outcome.PASS,), (Outcome.FIX, Outcome.TODO)])
def test_a_line_is_the_record_and_whose_it_is(outcomes: tuple[Outcome, ...]) -> None:
    """
    A line holds everything that `--json` writes, with the id, the status and the reason.
    """
    verdict = fakes.verdict_of(*outcomes)
    line = line_of(result_of(row(verdict), verdict_of(row(verdict)), 100))
    record = json.loads(msgspec.json.encode(record_of(verdict)))

    assert {
        **record,
        "submission": "Z\u00f6e\n",
        "status": "GRADED",
        "reason": "Why.",
        "isolation": "fake",
    } == json.loads(line)
    assert 1 == line.count("\n")
    assert "Z\u00f6e\n" == msgspec.json.decode(line, type=Result).submission


def test_where_nothing_was_judged_points_are_null() -> None:
    """
    Without a verdict there are no points and no tasks, and still what could be earned.
    """
    result = result_of(row(None, "REJECTED"), None, 100)

    assert (None, 100, ()) == (result.points, result.max_points, result.tasks)


def test_open_points_are_null() -> None:
    """
    While a fault of ours leaves any points open the sum is unknown.
    """
    verdict = fakes.verdict_of(Outcome.PASS, Outcome.GRADER_ERROR)

    assert result_of(row(verdict), verdict, 100).points is None
