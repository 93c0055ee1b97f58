"""The commands about the folder of a course: class, forget."""

import argparse
from pathlib import Path

from autograder.cli import Commands, add_for_solutions, report


def add_commands(commands: Commands) -> None:
    command = add_for_solutions(commands, class_, "make the folder of a course")
    command.add_argument("folder", type=_folder, metavar="COURSE", help="a folder, new or existing")
    command = add_for_solutions(commands, forget, "erase one person from a course")
    option = command.add_argument
    option("course", metavar="COURSE", type=Path, help="the folder of the course")
    option("id", metavar="ID", help="an id, an e-mail address or a login name")
    option("--yes", action="store_true", help="really erase")


def _folder(text: str) -> Path:
    """The folder; no name, as from an unset variable, does not mean the current one."""
    if not text.strip():
        raise argparse.ArgumentTypeError("the name of the folder is empty")
    return Path(text)


def class_(options: argparse.Namespace) -> int:
    """Make the folder of a course: course.toml, hand-ins/ and adjust.csv. What is there stays.

    examples:
      autograder class {kit}-2026    make the folder, or what is missing in it

    Then set the due date in course.toml, put each export of your platform into hand-ins/, and
    type: autograder grade {kit}-2026. docs/instructors.md has the whole course day.
    """
    from autograder.classroom.course_folder import make_course

    return report(make_course(options.folder))


def forget(options: argparse.Namespace) -> int:
    """Erase everything that a course keeps about one person.

    examples:
      autograder forget {kit}-2026 924          say what there is; nothing is changed
      autograder forget {kit}-2026 924 --yes    erase it, and write grades/ again

    Verdicts, feedback, pictures, talks and the person's own files in hand-ins/ are erased.
    Lines in your own files, archives of a whole class, and the work of a group are named and
    left to you. docs/data.md says what is stored where.

    Exit codes: 0 nothing is left, 1 something is left to do, 2 there is no such person.
    """
    from autograder.classroom.erasure import forget as erase

    return report(erase(options.course, options.id, is_sure=options.yes))
