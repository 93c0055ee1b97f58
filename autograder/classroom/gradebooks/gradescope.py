"""Gradescope: `results.json`, as the specification of its autograders describes it
(gradescope-autograders.readthedocs.io, "Autograder Specifications").

Gradescope needs a score, at the top or in every test. A file with neither is reported as a failure
of the autograder, and gives nobody a zero: so that is what a fault of ours becomes.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from autograder.classroom.entries import file_name, printable
from autograder.classroom.feedback import outcome
from autograder.classroom.grade import Grade
from autograder.classroom.gradebooks.filled import Filled, Ledger, comment_of, message_of, texts_of
from autograder.grading.files import renew
from autograder.grading.shared import by_identity
from autograder.grading.verdict import CheckResult, Outcome, TaskResult
from autograder.sandbox.report import Report

VISIBLE = "visible"
"""A single hidden test would hide the whole score from a learner."""


def write(folder: Path, ledger: Ledger) -> Filled:
    """Write `ID.json` into a folder for everybody. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    empty = []
    for grade, text in texts_of(ledger.grades, partial(_text, ledger)):
        if ledger.points(grade) is None:
            empty.append(grade.report.submission)
        renew(folder / f"{file_name(grade.report.submission)}.json", text)
    return Filled(len(ledger.grades) - len(empty), tuple(empty))


def _text(ledger: Ledger, grade: Grade) -> str:
    points = ledger.points(grade)
    said = "" if points is None else comment_of(grade, points)
    return json_of(results_of(grade.report, points, said))


def write_results(path: Path, results: dict[str, Any]) -> None:
    renew(path, json_of(results))


def json_of(results: dict[str, Any]) -> str:
    return msgspec.json.format(msgspec.json.encode(results), indent=1).decode() + "\n"


def results_of(report: Report, score: float | None, said: str = "") -> dict[str, Any]:
    """What Gradescope is told of one submission. score: None if a person has yet to decide."""
    results: dict[str, Any] = {
        "output": said or printable(outcome(report)),
        "output_format": "text",
        "test_output_format": "text",
        "execution_time": round(report.seconds, 1),
        "visibility": VISIBLE,
        "stdout_visibility": "hidden",
        "extra_data": {"status": report.status, "isolation": report.level},
    }
    if score is not None:
        tasks = report.verdict.tasks if report.verdict else ()
        tests = [test for task in tasks for test in _tests(task)]
        results |= {"score": round(score, 2), "tests": tests}
    return results


@by_identity
def _tests(task: TaskResult) -> Sequence[Mapping[str, Any]]:
    """The checks of a task, in words that hold no hidden input.

    Those of a bonus are worth nothing of the maximum, and are not named before they are begun.
    """
    is_named = not task.is_bonus or task.outcome is not Outcome.TODO
    return [_test(task, *one) for one in enumerate(task.checks, start=1) if is_named]


def _test(task: TaskResult, number: int, check: CheckResult) -> Mapping[str, Any]:
    word = "passed" if check.outcome == Outcome.PASS else "failed"
    judged = {} if check.points is None else {"score": check.points, "status": word}
    return {
        **judged,
        "max_score": 0 if task.is_bonus else check.max_points,
        "name": printable(f"{'Bonus, ' if task.is_bonus else ''}{check.function}: {check.title}"),
        "number": f"{task.task}.{number}",
        "output": message_of(check),
        "visibility": VISIBLE,
    }
