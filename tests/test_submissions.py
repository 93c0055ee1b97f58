"""
The submissions on file: what each of them loses, and what its author is told.

The header of a file says it:

    # task: 2.3                  the task (or tasks) that the file is about
    # mistake: half              key that the first open check shows; "none" with an outcome
    # loses: test_step, ...      the checks of that task that do not pass
    # outcome: TODO              where nothing was attempted
    # notes: shape_1d            keys of notes under PASS
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from faults import recogniser_faults
from golden import first_open, golden

from autograder.grading.grade import grade
from autograder.grading.verdict import CheckResult, Outcome

FOLDER = Path(__file__).parent / "submissions"
HEADER = re.compile(r"^# (task|mistake|loses|outcome|notes): *(.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Filed:
    """A submission on file and what its header says."""

    path: Path
    tasks: tuple[str, ...]
    mistake: str
    loses: tuple[str, ...]
    outcome: str
    notes: tuple[str, ...]


def words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())


def filed(kind: str) -> list[Filed]:
    found = []
    for path in sorted((FOLDER / kind).glob("*/*.py")):
        header = dict(HEADER.findall(path.read_text(encoding="utf-8")))
        found.append(
            Filed(
                path,
                words(header.get("task", "")),
                header.get("mistake", "none"),
                words(header.get("loses", "")),
                header.get("outcome", "FIX" if kind == "wrong" else "PASS"),
                words(header.get("notes", "")),
            )
        )
    return found


def name_of(submission: Filed) -> str:
    return f"{submission.path.parent.name}/{submission.path.stem}"


@cache
def results(path: Path, tasks: tuple[str, ...]) -> tuple[CheckResult, ...]:
    with recogniser_faults() as faults:
        checks = grade(path, tasks=tasks).checks
    assert [] == faults
    return checks


WRONG = pytest.mark.parametrize("submission", filed("wrong"), ids=name_of)
RIGHT = pytest.mark.parametrize("submission", filed("right"), ids=name_of)


@WRONG
def test_wrong_submission_loses_what_its_header_names(submission: Filed) -> None:
    """
    A wrong submission loses exactly the checks that its header names.
    """
    found = results(submission.path, submission.tasks)

    assert set(submission.loses) == {c.name for c in found if c.outcome != Outcome.PASS}
    assert all(check.outcome != Outcome.GRADER_ERROR for check in found)


@WRONG
def test_wrong_submission_shows_its_message(submission: Filed) -> None:
    """
    The first open check of a wrong submission shows the mistake that its header names.
    """
    first = first_open(results(submission.path, submission.tasks))

    assert submission.outcome == first.outcome
    assert submission.mistake == (first.mistake or "none")


@WRONG
def test_first_message_is_the_one_on_file(submission: Filed) -> None:
    """
    The first message to a wrong submission is word for word the one in submissions/messages.json.
    """
    first = first_open(results(submission.path, submission.tasks))

    assert golden()[name_of(submission)] == first.message


def test_messages_on_file_are_those_of_the_submissions_on_file() -> None:
    """
    The golden file has a message for every wrong submission, and for nothing else.
    """
    assert set(golden()) == {name_of(submission) for submission in filed("wrong")}


@WRONG
def test_wrong_submission_is_told_how_to_go_on(submission: Filed) -> None:
    """
    Every message to a wrong submission is ASCII, short, and ends in a full stop or a question.
    """
    for check in results(submission.path, submission.tasks):
        if check.outcome == Outcome.FIX:
            assert check.message.isascii()
            assert 20 < len(check.message) <= 400
            assert check.message[-1] in ".?"


@RIGHT
def test_right_submission_earns_every_point(submission: Filed) -> None:
    """
    A right variant passes every check of its task.
    """
    found = results(submission.path, submission.tasks)

    assert [] == [(c.name, c.mistake, c.message) for c in found if c.outcome != Outcome.PASS]


@RIGHT
def test_right_submission_takes_its_notes(submission: Filed) -> None:
    """
    A right variant meets the notes that its header names and no others.
    """
    found = {note.key for c in results(submission.path, submission.tasks) for note in c.notes}

    assert {*submission.notes} == found
