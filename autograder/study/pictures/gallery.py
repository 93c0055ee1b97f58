"""The gallery: all pictures by task, and the picture of what a learner's function answers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from autograder.grading.draw import Draw
from autograder.grading.errors import KitError
from autograder.grading.grade import Session, fixtures, guarded, open_session
from autograder.grading.limit import SECONDS
from autograder.grading.spec import all_checks, functions_asked
from autograder.grading.submission import find_submission
from autograder.grading.task import Fix, NotAttempted, Task
from autograder.study.pictures.antiderivative import AntiderivativePicture
from autograder.study.pictures.area import AreaPicture, DensityPicture, ProbabilityPicture
from autograder.study.pictures.descent import DescentPicture
from autograder.study.pictures.gradient import GradientPicture
from autograder.study.pictures.lines import BiasPicture, FitPicture
from autograder.study.pictures.picture import NoPictureError, Picture

PICTURES: dict[str, type[Picture[Any, Any]]] = {
    "1.1": AntiderivativePicture,
    "1.2": AreaPicture,
    "1.3": DensityPicture,
    "1.4": ProbabilityPicture,
    "2.1": BiasPicture,
    "2.2": GradientPicture,
    "2.3": DescentPicture,
    "2.4": FitPicture,
}
STUB = "{number} {function} is not written yet, so there is nothing to draw. Write it first."


def picture_in(path: Path, task: Task, *, seconds: float = SECONDS) -> Picture[Any, Any]:
    """The picture of a task from a folder or a file. Raises KitError."""
    try:
        submission = find_submission(path, functions_asked(all_checks()))
    except KitError as error:
        raise KitError(str(error), exit_code=2) from None
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
        place = session.source.place(task.function, fix.at).where if session.source else ""
        return picture.unanswered(fix.diagnosis.message + (f" ({place})" if place else ""))
