"""
The submissions on file: what each of them loses, and what its author is told.

The header of a file has up to five lines:

    # task: 2.3                    the task (or tasks) that the file is about
    # mistake: half                the key that the first open check shows; "none" with an outcome
    # loses: test_step, ...        the checks of that task that do not pass
    # outcome: TODO                if nothing was attempted
    # notes: shape_1d              the keys of the notes that are shown under PASS
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet
from golden import first_open, golden

from autograder.authoring.recognisers import recogniser_faults
from autograder.grading.grade import grade
from autograder.grading.spec import all_checks
from autograder.grading.verdict import CheckResult, Outcome

FOLDER = Path(__file__).parent / "submissions"
HEADER = re.compile(r"^# (task|mistake|loses|outcome|notes): *(.*)$", re.MULTILINE)
SOLVED = ("exp(-x)", "1 - exp", "-exp(", "pi/", "E**(-x)", "integrate(f")
"""What no message says with its fields filled in: an antiderivative or an area."""


@dataclass(frozen=True)
class Filed:
    """A submission on file and its header."""

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


def sampled(submissions: Iterable[Filed], every: int = 1) -> list[ParameterSet]:
    """
    Submissions as parameters of a test: the first one for each mistake, and every right one.

    The others are sweeps. every: of the sample, keep only every n-th for normal runs.
    """
    met: set[tuple[str, str]] = set()
    sample = count()
    found = []
    for submission in submissions:
        key = submission.path.parent.name, submission.mistake
        is_quick = (submission.mistake == "none" or key not in met) and next(sample) % every == 0
        met.add(key)
        marks = [] if is_quick else [pytest.mark.sweep]
        found.append(pytest.param(submission, marks=marks, id=name_of(submission)))
    return found


@cache
def filled_in() -> set[str]:
    """The mistakes whose messages have fields."""
    found = [mistake for check in all_checks() for mistake in check.task.mistakes]
    return {mistake.key for mistake in found if "{" in mistake.message}


def graded(submission: Filed) -> tuple[CheckResult, ...]:
    """
    The checks of a submission, after a look at them.

    A wrong one loses exactly the checks that its header names; its first open check shows the
    mistake named there, word for word as in submissions/messages.json; and every message is ASCII,
    short, ends like a sentence, and holds no solution.
    """
    with recogniser_faults() as faults:
        found = grade(submission.path, tasks=submission.tasks).checks
    assert [] == faults
    assert set(submission.loses) == {c.name for c in found if c.outcome != Outcome.PASS}
    assert all(check.outcome != Outcome.GRADER_ERROR for check in found)
    if submission.path.parent.parent.name == "wrong":
        first = first_open(found)
        assert (submission.outcome, submission.mistake) == (first.outcome, first.mistake or "none")
        assert golden()[name_of(submission)] == first.message
    for check in found:
        if check.outcome == Outcome.FIX:
            assert check.message.isascii()
            assert 20 < len(check.message) <= 400
            assert check.message[-1] in ".?"
        if check.mistake in filled_in():
            assert not [solution for solution in SOLVED if solution in check.message]
    return found


@pytest.mark.parametrize("submission", sampled(filed("wrong"), every=6))
def test_wrong_submission_loses_and_shows_what_its_header_names(submission: Filed) -> None:
    """
    A wrong submission loses the checks and shows the message that its header says.
    """
    assert graded(submission)


def test_messages_on_file_are_those_of_the_submissions_on_file() -> None:
    """
    The golden file has a message for every wrong submission, and for nothing else.
    """
    assert set(golden()) == {name_of(submission) for submission in filed("wrong")}


@pytest.mark.parametrize("submission", sampled(filed("right"), every=4))
def test_right_submission_earns_every_point_and_takes_its_notes(submission: Filed) -> None:
    """
    A right submission passes every check of its task, with exactly the notes that its header names.
    """
    found = graded(submission)

    assert {*submission.notes} == {note.key for check in found for note in check.notes}


def test_the_sample_holds_each_mistake_and_every_right_one() -> None:
    """
    The whole sample holds each mistake on file once, and every right submission.
    """
    wrong, right = filed("wrong"), filed("right")
    quick = [one.values[0] for one in sampled([*right, *wrong]) if not one.marks]
    keys = {(one.path.parent.name, one.mistake) for one in wrong if one.mistake != "none"}

    assert right == quick[: len(right)]
    assert keys <= {(one.path.parent.name, one.mistake) for one in quick}
    assert len(keys) == sum(one.mistake != "none" for one in quick)
    assert len(quick) < len(right) + len(wrong)
