"""An nbgrader course: source notebooks with nbgrader's metadata, its settings, a list of students.

The metadata are those of schema 3, as nbgrader 0.9 reads them
(https://nbgrader.readthedocs.io, "Developer documentation: nbgrader metadata").
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from autograder.authoring.build import put, read_cells, solutions
from autograder.authoring.jupyter import Part, Role, nbgrader_metadata, notebook, parts, text_of
from autograder.grading.files import Step
from autograder.grading.spec import all_checks
from autograder.kit import NAME

STUDENTS = "id,first_name,last_name,email\n"
CONFIG = '''\
"""
Settings of nbgrader for this course. Yours to change; `autograder nbgrader` keeps your changes.
"""

from pathlib import Path

from autograder.authoring.nbgrader_preprocessors import AUTOGRADE, CLEAR, SANITIZE
from autograder.classroom.nbgrader_start import choose_by_work

c = get_config()

c.CourseDirectory.root = str(Path(__file__).resolve().parent)
c.CourseDirectory.course_id = {course!r}
{exchange}
# Stubs of the release read as those in exercises/: each names its task.
c.GenerateAssignment.preprocessors = CLEAR

# What is graded is chosen by the work in it, as a notebook may have come back as a copy, under
# another name, in a folder or as a script. Each choice is a line that `nbgrader autograde` prints.
choose_by_work()

# Cells that were deleted, moved or tampered with cost nobody points. What the kit leaves open is
# marked for manual grading: look for it in the formgrader.
c.Autograde.sanitize_preprocessors = SANITIZE
c.Autograde.autograde_preprocessors = AUTOGRADE

# A warning on stderr costs nothing.
c.IgnorePattern.enabled = True
c.IgnorePattern.pattern = "(?s).*"

# Every check has a time limit of its own; this one is for loops outside of functions.
c.Execute.timeout = 120
'''
NO_EXCHANGE = (
    "# c.Exchange.root = ...  # the folder through which notebooks travel, if not nbgrader's own\n"
)


def write_course(
    root: Path, course: Path, *, exchange: Path | None = None, force: bool = False
) -> Iterator[Step]:
    """Write a course for every solution of `root`, one step per file.

    A file that was changed since is left alone; with `force` it is replaced, and a copy is kept.
    exchange: nbgrader's exchange folder. Raises KitError, OSError.
    """
    for name, text in list(course_files(root, course.name, exchange)):
        yield put(course / name, text, name, force=force)


def course_files(root: Path, course: str, exchange: Path | None) -> Iterator[tuple[str, str]]:
    """Path in the course and text of every file of it. Raises KitError."""
    for path in solutions(root):
        yield f"source/{path.stem.split('_')[0]}/{path.stem}.ipynb", source_text(path)
    yield "nbgrader_config.py", config_text(course, exchange)
    yield "students.csv", STUDENTS


def source_text(path: Path) -> str:
    """The source notebook of a solution: worked, with nbgrader's metadata. Raises KitError."""
    found = parts(read_cells(path), path.stem)
    node = notebook(found)
    for cell, part in zip(node.cells, found, strict=True):
        cell.metadata = metadata(part, path.stem)
    return text_of(node)


def metadata(part: Part, exercise: str) -> dict[str, Any]:
    """
    What nbgrader must know of a cell: tasks are solutions, checks are graded, lessons are locked.

    What is given stays free: a learner may add an import there, and it must not be overwritten.
    """
    if part.role is Role.GIVEN:
        return {}
    if part.role is not Role.CHECK:
        is_task = part.role is Role.TASK
        return nbgrader_metadata(part.name, grade=False, solution=is_task, locked=not is_task)
    own = (check for check in all_checks() if check.task.owner == exercise)
    points = sum(check.worth for check in own if check.task.number == part.task)
    return nbgrader_metadata(part.name, grade=True, solution=False, locked=True, points=points)


def config_text(course: str, exchange: Path | None) -> str:
    """nbgrader_config.py. course: name of the course folder, whose id becomes the course's."""
    course = re.sub(r"\W+", "-", course).strip("-") or NAME
    line = f"c.Exchange.root = {str(exchange)!r}\n" if exchange else NO_EXCHANGE
    return CONFIG.format(course=course, exchange=line)
