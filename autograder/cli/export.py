"""The commands that bring grades to a platform: export, gradescope."""

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.cli import DONE, OPEN, Commands, add_for_solutions, check_specs

if TYPE_CHECKING:
    from autograder.classroom.gradebooks.filled import Ledger

PLATFORMS = ("canvas", "moodle", "gradescope", "nbgrader", "classroom50", "csv")
SORTS = ", ".join(PLATFORMS)
NEXT = {
    "canvas": "Next: in Canvas, open Grades, choose Import, and upload that file.",
    "moodle": "Next: in Moodle, open Submissions, and upload that file as a grading worksheet.",
    "nbgrader": "Next: look at them in nbgrader's formgrader.",
}
"""What to do with what was written, where a person does it."""


def add_commands(commands: Commands) -> None:
    parser = add_for_solutions(commands, export, "get the grades of a course into a platform")
    option = parser.add_argument
    option("course", metavar="COURSE", type=Path, help="the folder of the course, once graded")
    option("platform", metavar="PLATFORM", type=str.lower, choices=PLATFORMS, help=SORTS)
    option("file", metavar="FILE", help="the downloaded file to fill, or what is to be written")
    option("--column", metavar="TITLE", default="", help="the column to fill, by its title")
    option("--out", metavar="FILE", type=Path, help="where the filled copy goes")
    command = add_for_solutions(commands, gradescope, "write an autograder for Gradescope")
    command.add_argument("out", metavar="OUT.zip", type=Path, help="a new file")


def export(options: argparse.Namespace) -> int:
    """Get the grades of a course into a platform.

    examples:
      autograder export {kit}-2026 canvas 2026-05-01_Grades-ML.csv
      autograder export {kit}-2026 canvas Grades.csv --column "{kit} (31337)"
      autograder export {kit}-2026 moodle Grades-{kit}.csv --out upload.csv
      autograder export {kit}-2026 nbgrader sqlite:///gradebook.db
      autograder export {kit}-2026 gradescope results
      autograder export {kit}-2026 classroom50 results
      autograder export {kit}-2026 csv grades-to-push.csv

    canvas and moodle: FILE is the gradebook or the grading worksheet that you downloaded. It
    stays as it is; the copy NAME-filled.csv beside it has the grades and is what you upload.
    gradescope, classroom50: FILE is a folder, which gets a result per person. nbgrader: a
    gradebook, a folder with one, or a URL of SQLAlchemy; manual grades are kept.
    csv: a file `id,grade,comment`.

    People are matched by ids, logins and addresses, never by name. One line counts the
    grades: filled, empty (nothing to fill in yet), unmatched (nobody or more than one fits).
    A person without a grade gets a blank, never a 0, unless course.toml says so.

    Exit codes: 0 every grade has its place, 1 somebody is unmatched, 2 the command cannot
    be carried out.
    """
    from autograder.classroom.gradebook import uncollected
    from autograder.classroom.gradebooks.export import export as write

    with uncollected():
        ledger = replace(_ledger(options.course), column=options.column)
        filled, place = write(options.platform, ledger, options.file, options.out)
    for remark in filled.remarks:
        print(remark)
    print(f"{place}: {filled.sentence}.")
    if options.platform in NEXT:
        print(NEXT[options.platform])
    return OPEN if filled.unmatched else DONE


def gradescope(options: argparse.Namespace) -> int:
    """Write an autograder for Gradescope: a zip file with the checks, without solutions.

    examples:
      autograder gradescope {kit}-autograder.zip

    Upload it as the autograder of a programming assignment, worth as many points as the
    exercises. Learners hand in {kit}_ex1 and {kit}_ex2, as .py or .ipynb, or both zipped. The
    inputs are the public ones, those of `pytest autograder`; to grade on inputs that nobody
    knows, download the submissions and use `autograder grade`, then `autograder export`.
    A failure of the autograder is shown as one, never as a zero. Submissions are confined if
    the container allows it; if not, they can forge a score, as everywhere on Gradescope.
    """
    from autograder.authoring.gradescope_bundle import write_bundle

    check_specs()
    print(write_bundle(options.out).sentence)
    return DONE


def _ledger(folder: Path) -> "Ledger":
    """The grades of a course, and how it exports somebody without one. Raises KitError."""
    from autograder.classroom.gradebook import open_gradebook
    from autograder.classroom.gradebooks.filled import Ledger

    with open_gradebook(folder) as book:
        return Ledger(book.course.name, [*book.grades()], book.course.ungraded)
