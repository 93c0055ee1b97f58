"""
Results for Gradescope.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.classroom.gradebooks.gradescope import results_of, write
from autograder.grading.verdict import Outcome, Verdict
from tests.classroom.fakes import report_of, verdict_of
from tests.classroom.gradebooks.ledgers import SMALL, golden, graded, ledger

VISIBILITY = {"hidden", "after_due_date", "after_published", "visible"}
FORMATS = {"text", "html", "simple_format", "md", "ansi"}
TOP = {
    **dict.fromkeys(["score", "execution_time"], (int, float)),
    **dict.fromkeys(["output", "output_format", "test_output_format"], (str,)),
    **dict.fromkeys(["visibility", "stdout_visibility"], (str,)),
    "tests": (list,),
    "extra_data": (dict,),
}
TEST = {
    **dict.fromkeys(["score", "max_score"], (int, float)),
    **dict.fromkeys(["status", "name", "number", "output", "visibility"], (str,)),
}


def gradescope_reads(results: Any) -> float | None:
    """The score, as the specification of autograders has it; None for a failed autograder."""
    types = [(TOP, results), *((TEST, test) for test in results.get("tests", []))]
    for kinds, part in types:
        assert part.keys() <= kinds.keys()
        assert all(isinstance(value, kinds[key]) for key, value in part.items())
        assert {part["visibility"], part.get("stdout_visibility", "hidden")} <= VISIBILITY
    assert {results["output_format"], results["test_output_format"]} <= FORMATS
    tests = results.get("tests", [])
    assert {test.get("status", "passed") for test in tests} <= {"passed", "failed"}
    if "score" in results:
        return float(results["score"])
    return sum(test["score"] for test in tests) if tests else None


def test_the_golden_file(tmp_path: Path) -> None:
    """
    A result has the checks by number, and a total that is not their sum.
    """
    write(tmp_path, ledger([graded("924", 7.5, verdict=SMALL, late=1, penalty=0.5)]))

    assert golden("gradescope.json") == (tmp_path / "924.json").read_bytes()


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

    changed = tmp_path / "925.json"
    assert {changed} == {path for path, place in after.items() if before[path] != place}
    assert 8.5 == json.loads(changed.read_text())["score"]


@given(st.lists(st.sampled_from(Outcome), min_size=1, max_size=5), st.none() | st.floats(0, 100))
def test_gradescope_reads_the_grade(outcomes: list[Outcome], total: float | None) -> None:
    """
    The score is the grade at two decimals; without a grade there is none, and no zero.
    """
    report = report_of("924", "GRADED", verdict_of(*outcomes))
    read = gradescope_reads(json.loads(json.dumps(results_of(report, total))))

    assert read == (None if total is None else pytest.approx(total, abs=0.005))


def test_no_input_leaks(tmp_path: Path) -> None:
    """
    Neither what was asked nor what was returned, nor a value in a message, is in a result.
    """
    write(tmp_path, ledger([graded("924", 6.0, verdict=SMALL, max_points=12.0)]))
    text = (tmp_path / "924.json").read_text()

    assert "17" not in text
    assert "Your number is a multiple of the area." in text


def test_everybody_gets_a_file(tmp_path: Path) -> None:
    """
    Somebody without a grade gets a file with the reason and no score; the policy makes it a zero.
    """
    grades = [
        graded("ada", 4.0),
        graded("../eve", None),
        graded("bob", None, status="GRADER_ERROR"),
    ]
    made = write(tmp_path / "a", ledger(grades))
    zero = write(tmp_path / "b", ledger(grades, ungraded="zero"))
    scores = [
        sorted(str(json.loads(path.read_text()).get("score")) for path in folder.iterdir())
        for folder in (tmp_path / "a", tmp_path / "b")
    ]

    assert [["4.0", "None", "None"], ["0.0", "4.0", "None"]] == scores
    assert ("../eve", "bob") == made.empty
    assert ("bob",) == zero.empty
    assert "nothing was handed in" in next((tmp_path / "a").glob("eve*")).read_text()


@pytest.mark.parametrize(("outcome", "tests"), [(Outcome.PASS, 1), (Outcome.TODO, 0)])
def test_a_bonus_adds_nothing_to_the_maximum(outcome: Outcome, tests: int) -> None:
    """
    Its checks have a maximum of 0, and are not there before somebody has begun.
    """
    task = verdict_of(outcome).tasks[0]
    bonus = Verdict((replace(task, checks=task.checks[:1], is_bonus=True),), "")
    found = results_of(report_of("924", "GRADED", bonus), 1.0)["tests"]

    assert [0] * tests == [test["max_score"] for test in found]
    assert all(test["name"].startswith("Bonus, ") for test in found)
