"""
A line of results.jsonl.
"""

from __future__ import annotations

import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.classroom.result import escaped, line_of
from autograder.grading.record import record_of
from autograder.grading.verdict import Outcome, Verdict
from autograder.sandbox.supervisor import Graded
from tests.classroom import fakes


def graded(verdict: Verdict | None, status: str = "GRADED") -> Graded:
    return fakes.report_of("Z\u00f6e\n", status, verdict, "Why.", level="fake").graded


@pytest.mark.parametrize("outcomes", [(Outcome.PASS,), (Outcome.FIX, Outcome.TODO)])
def test_a_line_is_the_record_and_whose_it_is(outcomes: tuple[Outcome, ...]) -> None:
    """
    A line holds everything that `--json` writes, with the id, the status and the reason.
    """
    verdict = fakes.verdict_of(*outcomes)
    line = line_of(graded(verdict), 100)
    record = json.loads(msgspec.json.encode(record_of(verdict)))

    assert {
        **record,
        "submission": "Z\u00f6e\n",
        "status": "GRADED",
        "reason": "Why.",
        "isolation": "fake",
    } == json.loads(line)
    assert 1 == line.count("\n")


def test_where_nothing_was_judged_points_are_null() -> None:
    """
    Without a verdict there are no points and no tasks, and still what could be earned.
    """
    line = json.loads(line_of(graded(None, "REJECTED"), 100))

    assert (None, 100, []) == (line["points"], line["max_points"], line["tasks"])


def test_open_points_are_null() -> None:
    """
    While a fault of ours leaves any points open the sum is unknown.
    """
    verdict = fakes.verdict_of(Outcome.PASS, Outcome.GRADER_ERROR)

    assert json.loads(line_of(graded(verdict), 100))["points"] is None


@pytest.mark.parametrize(
    "text",
    [
        "a\u2028b\u2029c\x85d",
        "\x1b[31m\x9b2J\x7f",
        "\u202etxt\u202c\u2066x\u2069",
        "\x0b\x0c\x1c\x1d\x1e\r\n",
        "\U000e0001\ufeff\ud7ff\U0010ffff",
    ],
)
def test_a_line_is_one_line_to_every_reader(text: str) -> None:
    """
    What ends a line anywhere or steers a terminal is escaped, and JSON reads it back as it was.
    """
    verdict = fakes.verdict_of(Outcome.FIX, message=text)
    line = line_of(fakes.report_of(text, "GRADED", verdict, text).graded, 100)

    assert line.endswith("\n")
    assert line[:-1].isprintable()
    assert [line[:-1]] == line.splitlines()
    assert text == json.loads(line)["submission"] == json.loads(line)["reason"]
    assert text == json.loads(line)["tasks"][0]["checks"][0]["message"]


@given(st.text())
def test_escapes_change_no_text(text: str) -> None:
    """
    Any text reads back from the escaped JSON.
    """
    plain = msgspec.json.encode(text).decode()

    assert text == json.loads(escaped(plain))
    assert escaped(plain).isprintable()


def test_without_escapes_a_line_would_be_split() -> None:
    """
    The JSON as it is encoded leaves U+2028 as it is, so a reader of lines would see two.
    """
    assert 2 == len(msgspec.json.encode("a\u2028b").decode().splitlines())
