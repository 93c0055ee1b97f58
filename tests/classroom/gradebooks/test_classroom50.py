"""
Results for Classroom 50.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.classroom.grade import Round
from autograder.classroom.gradebooks.classroom50 import result_of, whole, write
from autograder.grading.verdict import Outcome, Verdict
from tests.classroom.fakes import verdict_of
from tests.classroom.gradebooks.ledgers import POINTS, SMALL, golden, graded, ledger

TEXTS = {
    *("schema", "classroom", "assignment", "assignment_type", "owner", "submission"),
    *("commit", "release", "review", "datetime"),
}
INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ")
DAY = "2026-05-01T12:00:00+02:00"
THEIRS = {
    "CLASSROOM": "ml",
    "ASSIGNMENT": "day4",
    "OWNER": "ada-l",
    "SUBMISSION_TAG": "submit/2026-05-01T10-00-00Z-abcdef0",
    "COMMIT_URL": "https://example.org/commit",
    "RELEASE_URL": "https://example.org/release",
}


def classroom50_reads(result: Any) -> tuple[int, int]:
    """Score and maximum, as schemas/result-v1.schema.json and the collector allow them."""
    assert {*TEXTS, "score", "max-score", "tests"} == result.keys()
    assert all(isinstance(result[key], str) and result[key] for key in TEXTS)
    assert "classroom50/result/v1" == result["schema"]
    assert result["assignment_type"] in {"individual", "group"}
    assert result["submission"].startswith("submit/")
    assert INSTANT.fullmatch(result["datetime"])
    for one in (result, *result["tests"]):
        assert {int} == {type(one["score"]), type(one["max-score"])}
        assert 0 <= one["score"] <= one["max-score"]
    for test in result["tests"]:
        assert {"test-name", "passed", "score", "max-score"} <= test.keys()
        assert type(test["passed"]) is bool
    return result["score"], result["max-score"]


def test_the_golden_file(tmp_path: Path) -> None:
    """
    Outside of a runner, owner and date come from roster and hand-in, and no link is invented.
    """
    grade = graded("924", 87.5, verdict=SMALL, submitted=DAY, ids={"username": "ada-l"})
    made = write(tmp_path, ledger([grade]))

    assert 1 == made.filled
    assert golden("classroom50.json") == (tmp_path / "924" / "result.json").read_bytes()


def test_only_what_has_changed_is_written(tmp_path: Path) -> None:
    """
    A second export leaves the files of everybody with the same grade alone, and whatever is not
    ours.
    """
    same, other = graded("924", 7.5, verdict=SMALL), graded("925", 7.5, verdict=SMALL)
    (tmp_path / "notes.txt").write_text("mine")
    write(tmp_path, ledger([same, other]))
    before = {path: path.stat().st_ino for path in tmp_path.rglob("*.*")}
    write(tmp_path, ledger([same, replace(other, total=8.5)]))
    after = {path: path.stat().st_ino for path in tmp_path.rglob("*.*")}

    changed = tmp_path / "925/result.json"
    assert {changed} == {path for path, place in after.items() if before[path] != place}
    assert 9 == json.loads(changed.read_text())["score"]


@given(POINTS, st.lists(st.sampled_from(Outcome), min_size=1, max_size=5))
def test_the_collector_takes_the_grade(points: float, outcomes: list[Outcome]) -> None:
    """
    Every grade becomes whole numbers within the schema, at most half a point away.
    """
    grade = graded("924", points, verdict=verdict_of(*outcomes))
    score, most = classroom50_reads(result_of(grade, points, "Day 4", THEIRS))

    assert (100, whole(points)) == (most, score)
    assert abs(points - score) <= 0.5


def test_a_runner_says_what_it_knows() -> None:
    """
    Inside a runner, classroom, owner, tag and links are those of the environment.
    """
    result = result_of(graded("924", 4.0), 4.0, "Day 4", THEIRS)

    assert [*THEIRS.values()] == [
        result[key]
        for key in ("classroom", "assignment", "owner", "submission", "commit", "release")
    ]
    assert result["commit"] == result["review"]


def test_a_bonus_stays_within_the_maximum() -> None:
    """
    The schema knows no score above the maximum or below zero.
    """
    assert (100, 100) == classroom50_reads(result_of(graded("a", 104.0), 104.0, "Day 4", {}))
    assert (0, 100) == classroom50_reads(result_of(graded("a", -3.0), -3.0, "Day 4", {}))


def test_without_a_grade_nothing_changes(tmp_path: Path) -> None:
    """
    The schema has no word for an open grade: nothing is written, and an earlier result stays.
    """
    write(tmp_path, ledger([graded("ada", 4.0, round=Round(1, DAY))]))
    made = write(tmp_path, ledger([graded("ada", None), graded("bob", None)]))

    assert (0, ("bob",), ("ada",)) == (made.filled, made.empty, made.kept)
    assert 4 == json.loads((tmp_path / "ada" / "result.json").read_text())["score"]
    assert not (tmp_path / "bob").exists()


def test_no_input_leaks() -> None:
    """
    Neither what was asked nor what was returned, nor a value in a message, is in a result.
    """
    text = json.dumps(result_of(graded("ada", 4.0, verdict=SMALL), 4.0, "Day 4", {}))

    assert "17" not in text
    assert "Your number is a multiple of the area." in text


def test_a_zero_has_a_reason() -> None:
    """
    Without checks, one line of the result says why there are no points.
    """
    result = result_of(graded("ada", None), 0.0, "Day 4", {})

    assert (0, 100) == classroom50_reads(result)
    assert ["Points: 0 of 100. NOT_SUBMITTED: nothing was handed in."] == [
        test["output"] for test in result["tests"]
    ]


@pytest.mark.parametrize(("points", "expected"), [(1.5, 2), (2.5, 3), (2.49, 2), (0.0, 0)])
def test_half_a_point_goes_up(points: float, expected: int) -> None:
    """
    Half a point is rounded up for everybody alike.
    """
    assert expected == whole(points)


def test_a_bonus_that_was_not_begun_is_no_test() -> None:
    """
    Of a bonus there are the checks of those who tried it.
    """
    tasks = verdict_of(Outcome.TODO).tasks
    bonus = Verdict((replace(tasks[0], is_bonus=True), *tasks[1:]), "")
    result = result_of(graded("a", 4.0, verdict=bonus), 4.0, "Day 4", {})

    assert len(bonus.core_checks) == len(result["tests"]) < len(bonus.checks)
