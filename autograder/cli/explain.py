"""The command that explains a grade, replays it, and prepares a talk about it."""

import argparse
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.cli import DONE, OPEN, Commands, add_for_solutions, count_up_to
from autograder.grading.errors import KitError
from autograder.grading.task_list import task_list, task_named
from autograder.kit import NAME

if TYPE_CHECKING:
    from autograder.classroom.grade import Grade
    from autograder.classroom.graders import Grader

MOST_CALLS = 6
EXAMPLE = f"autograder explain {NAME}-2026 924 2.3"
TALKS = "talks"


def add_command(commands: Commands) -> None:
    command = add_for_solutions(commands, explain, "say how one person's grade came about")
    option = command.add_argument
    option("course", metavar="COURSE", type=Path, help="the folder of the course")
    option("id", metavar="ID", help="an id, an e-mail address or a login name")
    option("task", metavar="TASK", nargs="?", help="one task, such as 2.3")
    how = command.add_mutually_exclusive_group()
    how.add_argument("--learner", action="store_true", help="leave hidden inputs out")
    how.add_argument("--replay", action="store_true", help="run it again, and compare")
    what = "write a sheet of N calls for a talk"
    how.add_argument("--ask", metavar="N", type=count_up_to(MOST_CALLS), help=what)
    option("--json", action="store_true", help="print the explanation as JSON")
    option("--trust-submissions", action="store_true", help="run it as you, without a sandbox")


def explain(options: argparse.Namespace) -> int:
    """Say how one person's grade came about, from the journal. Without --replay or --ask,
    nothing is run.

    examples:
      autograder explain {kit}-2026 924              all about one person
      autograder explain {kit}-2026 924 2.3          one task
      autograder explain {kit}-2026 ada@school.org   by e-mail address or login name
      autograder explain {kit}-2026 924 --learner    without hidden inputs, to send on
      autograder explain {kit}-2026 924 --replay     run it again: is it as in the journal?
      autograder explain {kit}-2026 924 2.3 --ask 3  a sheet for a talk of five minutes

    For each check it shows the points, what was asked, returned and raised, the message, and
    if the check was not judged, which other check or file it waits for. An id must match
    exactly; if nobody has it, the nearest ones are named.

    The sheet has small calls to the person's own function, room for a prediction, and on a
    second page what came back. No part of the kit says whether a program wrote the code: no
    such detector is reliable, and five minutes of talk are.

    Exit codes: 0 printed, or the same again; 1 the replay came out differently; 2 there is no
    such course, person or task.
    """
    from autograder.classroom.explanation import grade_of

    task = options.task and task_named(options.task, task_list(), example=EXAMPLE).label
    grade = grade_of(grades_in(options.course), options.id)
    if options.replay:
        return _replay(options, grade)
    if options.ask:
        return _prepare(options, grade, task_named(task, task_list(), example=EXAMPLE).label)
    return _print(options, grade, task or "")


def _print(options: argparse.Namespace, grade: "Grade", task: str) -> int:
    from autograder.classroom.explanation import explanation, lines_of
    from autograder.grading.screen import terminal_width

    sections = explanation(grade, task, for_person=options.learner)
    if options.json:
        import msgspec

        print(msgspec.json.format(msgspec.json.encode(sections)).decode())
    else:
        print("\n".join(lines_of(sections, terminal_width())))
    return DONE


def _replay(options: argparse.Namespace, grade: "Grade") -> int:
    from autograder.classroom.replay import replay
    from autograder.grading.record import versions

    files = files_in(options.course, grade)
    with closing(_grader(options)) as grader:
        found = replay(grade, files, grader, versions())
    print("\n".join(found.lines()))
    return DONE if found.is_same else OPEN


def _grader(options: argparse.Namespace) -> "Grader":
    """What runs one person's work, started. Raises KitError."""
    from autograder.classroom.class_run import choose_grader

    return choose_grader(trusted=options.trust_submissions, workers=1, wanted=1)


def _prepare(options: argparse.Namespace, grade: "Grade", label: str) -> int:
    """Write the sheets of a talk, and say where they are."""
    from random import SystemRandom

    from autograder.classroom.entries import file_name
    from autograder.classroom.talk import sheet_html, sheet_text, talk_about
    from autograder.grading.files import write_atomically
    from autograder.grading.spec import all_checks
    from autograder.grading.talk_page import drawn

    task = next(check.task for check in all_checks() if check.task.label == label)
    files = files_in(options.course, grade)
    if not files:
        raise KitError(f"{grade.report.submission} handed in nothing that can be run.", exit_code=2)
    with closing(_grader(options)) as grader:
        calls = drawn(task, options.ask, SystemRandom())
        talk = talk_about(grade, task, files, grader, calls)
    folder = options.course / TALKS
    folder.mkdir(exist_ok=True)
    for ending, text in ((".txt", sheet_text(talk)), (".html", sheet_html(talk))):
        path = folder / f"{file_name(grade.report.submission)}-{label.replace(' ', '-')}{ending}"
        write_atomically(path, text)
        print(f"Written: {path}")
    return DONE


def grades_in(course: Path) -> "Sequence[Grade]":
    """The grades of a course. Raises KitError."""
    from autograder.classroom.gradebook import open_gradebook

    with open_gradebook(course) as book:
        return list(book.grades())


def files_in(folder: Path, grade: "Grade") -> Mapping[str, bytes]:
    """The files that were graded, by the name under which the grader gets them. Raises KitError."""
    from autograder.classroom.class_list import files_of
    from autograder.classroom.course_toml import read_course
    from autograder.classroom.entries import Names
    from autograder.classroom.gradebook import read_people
    from autograder.grading.spec import spec_names

    course = read_course(folder)
    people = read_people(folder, course)
    return files_of(grade, folder, course, people, Names(spec_names()))
