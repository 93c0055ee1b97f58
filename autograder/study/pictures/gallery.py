"""The gallery: which picture belongs to which task, and asking a learner for what it shows."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any, Protocol

from autograder.grading.draw import Draw
from autograder.grading.grade import Sitting, begin, fixtures, guarded
from autograder.grading.limit import SECONDS
from autograder.grading.source import Source
from autograder.grading.spec import all_checks, functions_asked
from autograder.grading.submission import find_submission
from autograder.grading.task import Fix, NotAttempted, Task
from autograder.study.pictures.picture import NoPictureError, Picture

MODULES = {
    "1.1": "antiderivative",
    "1.2": "area",
    "1.3": "density",
    "1.4": "probability",
    "2.1": "bias",
    "2.2": "gradient",
    "2.3": "descent",
    "2.4": "fit",
}
STUB = "{number} {function} is not written yet, so there is nothing to draw. Write it first."


class Drawing(Protocol):
    """A module of a picture. Its values are plain: what was asked, and what came back."""

    def ask(self, learner: Any) -> Any:
        """The values of a learner's answers. May raise Fix and NotAttempted."""

    def blank(self, problem: str) -> Any:
        """The values where nothing came back, for the reason that `problem` says."""

    def picture(self, values: Any) -> Picture: ...


def drawing(number: str) -> Drawing:
    """The module that draws a task. Raises NoPictureError."""
    if number not in MODULES:
        raise NoPictureError(f"There is no picture for task {number}.")
    found: Any = importlib.import_module(f"autograder.study.pictures.{MODULES[number]}")
    return found  # type: ignore[no-any-return]


def picture_in(path: Path, task: Task, *, seconds: float = SECONDS) -> Picture:
    """
    The picture of a task from a folder or a file. Raises NoPictureError, and SubmissionError.
    """
    submission = find_submission(path, functions_asked(all_checks()))
    return picture_of(task, begin(submission, task.exercise, Draw()), seconds=seconds)


def picture_of(task: Task, sitting: Sitting, *, seconds: float = SECONDS) -> Picture:
    """
    The picture of what a learner's function answers, within the time limit of a check.

    Where it does not answer, the picture says so. Raises NoPictureError for a stub.
    """
    drawn = drawing(task.number)
    given = fixtures(sitting)
    try:
        with guarded(task.function, given, sitting, seconds=seconds):
            values = drawn.ask(given["learner"])
    except NotAttempted as stub:
        said = str(stub) or STUB.format(number=task.number, function=task.function)
        raise NoPictureError(said) from None
    except Fix as fix:
        values = drawn.blank(_told(fix, task, sitting.source))
    return drawn.picture(values)


def _told(fix: Fix, task: Task, source: Source | None) -> str:
    """What a finding says, and where."""
    place = source.place(task.function, fix.at) if source else ""
    return f"{fix.diagnosis.message} ({place})" if place else fix.diagnosis.message
