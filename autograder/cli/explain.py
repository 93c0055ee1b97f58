"""The command that explains a grade."""

import argparse
import importlib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.cli import DONE, Commands, add_for_solutions
from autograder.study.task_list import task_list, task_named

if TYPE_CHECKING:
    from autograder.classroom.grade import Grade


def add_command(commands: Commands) -> None:
    option = add_for_solutions(commands, explain, "say how one person's grade came about")
    option.add_argument("course", metavar="COURSE", type=Path, help="the folder of the course")
    option.add_argument("id", metavar="ID", help="an id, an e-mail address or a login name")
    option.add_argument("task", metavar="TASK", nargs="?", help="one task, such as 2.3")
    option.add_argument(
        "--learner", action="store_true", help="leave hidden inputs out, so that it can be sent"
    )
    option.add_argument("--json", action="store_true", help="print the same as JSON")


def explain(options: argparse.Namespace) -> int:
    """Say how one person's grade came about, from the journal. Nothing is run.

    examples:
      autograder explain day4-2026 924              all about one person
      autograder explain day4-2026 924 2.3          one task
      autograder explain day4-2026 ada@school.org   by e-mail address or login name
      autograder explain day4-2026 924 --learner    without hidden inputs, to send on
      autograder explain day4-2026 924 --json       the same for a program

    For each check there are its points, what was asked, returned and raised, the message, and
    for a check that was not judged, which other check or file it waits for. An id is taken as
    it is; if nobody has it, the nearest ones are named.

    Exit codes: 0 printed, 2 there is no such course, person or task.
    """
    from autograder.classroom.explanation import explanation, grade_of, lines_of
    from autograder.grading.screen import terminal_width

    task = options.task and task_named(
        options.task, task_list(), example="explain day4-2026 924 2.3"
    )
    grade = grade_of(grades_in(options.course), options.id)
    sections = explanation(grade, task.number if task else "", for_person=options.learner)
    if options.json:
        import msgspec

        print(msgspec.json.format(msgspec.json.encode(sections)).decode())
    else:
        print("\n".join(lines_of(sections, terminal_width())))
    return DONE


def grades_in(course: Path) -> "Sequence[Grade]":
    """The grades of a course. Raises KitError."""
    gradebook = importlib.import_module("autograder.classroom.gradebook")
    grades: Sequence[Grade] = gradebook.read_gradebook(course).grades
    return grades
