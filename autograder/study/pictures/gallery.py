"""The gallery: all pictures by task, and the picture of what a learner's function answers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from autograder.grading.draw import Draw
from autograder.grading.grade import Session, fixtures, guarded, open_session
from autograder.grading.limit import SECONDS
from autograder.grading.source import Source
from autograder.grading.spec import all_checks, functions_asked
from autograder.grading.submission import find_submission
from autograder.grading.task import Fix, NotAttempted, Task
from autograder.study.pictures.antiderivative import AntiderivativePicture
from autograder.study.pictures.area import AreaPicture, ProbabilityPicture
from autograder.study.pictures.bias import BiasPicture
from autograder.study.pictures.density import DensityPicture
from autograder.study.pictures.descent import DescentPicture
from autograder.study.pictures.fit import FitPicture
from autograder.study.pictures.gradient import GradientPicture
from autograder.study.pictures.picture import NoPictureError, Picture

ALL: tuple[type[Picture[Any, Any]], ...] = (
    AntiderivativePicture,
    AreaPicture,
    DensityPicture,
    ProbabilityPicture,
    BiasPicture,
    GradientPicture,
    DescentPicture,
    FitPicture,
)
PICTURES = {picture.task: picture for picture in ALL}
STUB = "{number} {function} is not written yet, so there is nothing to draw. Write it first."


def picture_in(path: Path, task: Task, *, seconds: float = SECONDS) -> Picture[Any, Any]:
    """The picture of a task from a folder or a file. Raises NoPictureError and KitError."""
    submission = find_submission(path, functions_asked(all_checks()))
    return picture_of(task, open_session(submission, task.exercise, Draw()), seconds=seconds)


def picture_of(task: Task, session: Session, *, seconds: float = SECONDS) -> Picture[Any, Any]:
    """
    The picture of what a learner's function answers, within the time limit of a check.

    Where it does not answer, the picture says so. Raises NoPictureError for a stub.
    """
    if task.number not in PICTURES:
        raise NoPictureError(f"There is no picture for task {task.number}.")
    picture = PICTURES[task.number]
    given = fixtures(session)
    try:
        with guarded(task.function, given, session, seconds=seconds):
            return picture.of(given["learner"])
    except NotAttempted as stub:
        said = str(stub) or STUB.format(number=task.number, function=task.function)
        raise NoPictureError(said) from None
    except Fix as fix:
        return picture.unanswered(_message(fix, task, session.source))


def _message(fix: Fix, task: Task, source: Source | None) -> str:
    """What is wrong, and where."""
    place = source.place(task.function, fix.at) if source else ""
    return f"{fix.diagnosis.message} ({place})" if place else fix.diagnosis.message
