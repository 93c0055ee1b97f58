"""Classroom 50: `result.json`, schema `classroom50/result/v1`.

The source is foundation50/classroom50, `schemas/result-v1.schema.json`, and its wiki page
"Advanced Autograding". Scores are whole numbers from 0 to the maximum, so half points are rounded
up, a bonus fills up what is missing and no more, and what lateness or the instructor changed is in
the score, not in the tests. Where its runner starts us, classroom, assignment and links are in the
environment; elsewhere nobody knows the links.
"""

import os
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from math import floor
from pathlib import Path
from typing import Any

import msgspec

from autograder.classroom.entries import file_name, printable
from autograder.classroom.grade import Grade
from autograder.classroom.gradebooks.filled import Filled, Ledger, comment_of, message_of, texts_of
from autograder.grading.files import renew
from autograder.grading.shared import by_identity
from autograder.grading.verdict import CheckResult, Outcome

SCHEMA = "classroom50/result/v1"
UNKNOWN_LINK = "unknown"
OWNER = ("username", "github_username", "github username")
"""Columns of rosters with the name of an account on GitHub."""


def write(folder: Path, ledger: Ledger) -> Filled:
    """Write `ID/result.json` into a folder for whoever has a grade. Raises OSError.

    The schema has no word for "no grade yet": an earlier file of somebody without one stays.
    """
    empty: list[str] = []
    kept: list[str] = []
    for grade, text in texts_of(ledger.grades, partial(_text, ledger)):
        submission = grade.report.submission
        place = folder / file_name(submission) / "result.json"
        if text:
            place.parent.mkdir(parents=True, exist_ok=True)
            renew(place, text)
        else:
            (kept if place.exists() else empty).append(submission)
    left = len(empty) + len(kept)
    return Filled(len(ledger.grades) - left, tuple(empty), kept=tuple(kept))


def _text(ledger: Ledger, grade: Grade) -> str:
    """The file of a person; "" without a grade."""
    points = ledger.points(grade)
    if points is None:
        return ""
    result = result_of(grade, points, ledger.course, os.environ)
    return msgspec.json.format(msgspec.json.encode(result)).decode() + "\n"


def result_of(grade: Grade, points: float, course: str, known: Mapping[str, str]) -> dict[str, Any]:
    """The content of the file. known: what Classroom 50 says in the environment."""
    most = whole(grade.max_points)
    when = _instant(grade)
    commit = known.get("COMMIT_URL") or UNKNOWN_LINK
    return {
        "schema": SCHEMA,
        "classroom": known.get("CLASSROOM") or course,
        "assignment": known.get("ASSIGNMENT") or course,
        "assignment_type": known.get("ASSIGNMENT_TYPE") or "individual",
        "owner": known.get("OWNER") or _owner(grade),
        "submission": known.get("SUBMISSION_TAG") or _tag(grade, when),
        "commit": commit,
        "release": known.get("RELEASE_URL") or UNKNOWN_LINK,
        "review": known.get("REVIEW_URL") or commit,
        "datetime": f"{when:%Y-%m-%dT%H:%M:%SZ}",
        "score": min(max(whole(points), 0), most),
        "max-score": most,
        "tests": [*_tests(grade, points)],
    }


def whole(points: float) -> int:
    """The nearest whole number; half a point goes to the learner."""
    return floor(points + 0.5)


def _owner(grade: Grade) -> str:
    ids = grade.contact.ids
    named = (ids[title] for title in OWNER if ids.get(title))
    return next(named, grade.contact.login or grade.report.submission)


def _instant(grade: Grade) -> datetime:
    """When it was handed in, else when it was graded, in UTC."""
    text = grade.submitted or (grade.round.date if grade.round else "")
    when = datetime.fromisoformat(text) if text else datetime.fromtimestamp(0, UTC)
    return when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)


def _tag(grade: Grade, when: datetime) -> str:
    """A tag in the form of theirs; the same files give the same one."""
    files = sha256(repr(sorted(grade.files.items())).encode()).hexdigest()
    return f"submit/{when:%Y-%m-%dT%H-%M-%SZ}-{files[:7]}"


def _tests(grade: Grade, points: float) -> Iterator[dict[str, Any]]:
    """The checks, and a line with what the whole comes to."""
    tasks = grade.report.verdict.tasks if grade.report.verdict else ()
    begun = (one for one in tasks if not one.is_bonus or one.outcome is not Outcome.TODO)
    checks = [check for task in begun for check in task.checks]
    yield from map(_test, checks)
    if not checks:
        said = comment_of(grade, points)
        yield {"test-name": "total", "passed": False, "score": 0, "max-score": 0, "output": said}


@by_identity
def _test(check: CheckResult) -> dict[str, Any]:
    return {
        "test-name": printable(f"{check.task} {check.function}: {check.title}"),
        "passed": check.outcome == Outcome.PASS,
        "score": check.points or 0,
        "max-score": check.max_points,
        "output": message_of(check),
    }
