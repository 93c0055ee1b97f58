"""The start of `nbgrader autograde`: what counts is chosen by work before nbgrader looks for names.

nbgrader lists the notebooks of everybody before it calls a hook of its own, and passes over people
who have none. So the settings of a course put this step in front of that list, for the command and
the formgrader alike.
"""

import re
from collections.abc import Iterator
from glob import glob
from pathlib import Path
from typing import Any

from autograder.classroom.entries import Names, shown
from autograder.classroom.nbgrader_choice import settle
from autograder.grading.task_list import functions_named

GRADED = " It was graded before: add --force to have it graded again."
TOO_HIGH = "%s: %s is not in a folder %s, where nbgrader looks; move it there."
FAILED = "%s: what was handed in is graded by its names alone, as it could not be looked into (%s)."


def choose_by_work() -> None:
    """Let nbgrader grade what holds work, whatever it is called. To be called in a course's
    nbgrader_config.py; calling it again changes nothing.
    """
    from nbgrader.converters.autograde import Autograde

    Autograde.init_notebooks = _init_notebooks


def _init_notebooks(converter: Any) -> None:
    """List the notebooks to grade, as nbgrader does, after everybody's work has its name."""
    from nbgrader.converters.autograde import Autograde

    settle_all(converter)
    super(Autograde, converter).init_notebooks()


def settle_all(converter: Any) -> None:
    """Choose for everybody whom nbgrader is about to grade; each change is a line of its log.

    A fault of this step stops nobody: nbgrader goes on as it would by itself.
    """
    log, course = converter.log, converter.coursedir
    try:
        names = Names(_exercises(course))
        people = list(_folders(course)) if names.exercises else []
        strays = list(_too_high(course, names)) if names.exercises else []
    except Exception as error:  # noqa: BLE001 -- see above
        log.warning(FAILED, course.assignment_id, _reason(error))
        return
    for student, file in strays:
        log.warning(TOO_HIGH, shown(student), shown(file), course.assignment_id)
    for student, folder in people:
        try:
            _settle_one(converter, names, student, folder)
        except Exception as error:  # noqa: BLE001 -- see above
            log.warning(FAILED, shown(student), _reason(error))


def _settle_one(converter: Any, names: Names, student: str, folder: Path) -> None:
    course = converter.coursedir
    graded = course.format_path(course.autograded_directory, student, course.assignment_id)
    more = GRADED if Path(graded).exists() and not converter.force else ""
    for sentence in settle(folder, names):
        converter.log.warning("%s: %s", shown(student), sentence + more)


def _reason(error: Exception) -> str:
    return (str(error) or type(error).__name__).removesuffix(".")


def _exercises(course: Any) -> tuple[str, ...]:
    """The notebooks of the assignment that the kit knows."""
    from nbgrader.api import Gradebook, MissingEntry

    with Gradebook(course.db_url, course.course_id) as gradebook:
        try:
            found = gradebook.find_assignment(course.assignment_id).notebooks
        except MissingEntry:
            return ()
        return tuple(sorted(one.name for one in found if functions_named(one.name)))


def _folders(course: Any) -> Iterator[tuple[str, Path]]:
    """The ids of the students who are graded, and what they handed in."""
    place, assignment = course.submitted_directory, course.assignment_id
    name = course.format_path(place, "(?P<student>.*)", re.escape(assignment), escape=True)
    for path in sorted(glob(course.format_path(place, course.student_id, assignment))):  # noqa: PTH207 -- as nbgrader does
        if (match := re.fullmatch(name, path)) and Path(path).is_dir():
            yield match["student"], Path(path)


def _too_high(course: Any, names: Names) -> Iterator[tuple[str, str]]:
    """Whose exercises are beside the place where the folder of the assignment should be."""
    place, assignment = course.submitted_directory, course.assignment_id
    folder = Path(course.format_path(place, course.student_id, assignment))
    for path in sorted(map(Path, glob(str(folder.parent)))):  # noqa: PTH207 -- as nbgrader does
        if path.is_dir() and not (path / folder.name).exists():
            found = sorted(one.name for one in path.iterdir() if names.canonical(one.name))
            yield from ((path.name, name) for name in found)
