"""The commands of authors: new, build."""

import argparse

from autograder.cli import Commands, add_for_solutions, add_only, refuse_elsewhere, report
from autograder.grading.files import project_root


def add_commands(commands: Commands) -> None:
    command = add_for_solutions(commands, new, "begin an exercise, with a worked task to replace")
    command.add_argument("name", metavar="NAME", help="such as day5_ex1: day 5, exercise 1")
    command = add_for_solutions(commands, build, "derive exercises/ from solutions/")
    add_only(command)
    how = command.add_mutually_exclusive_group()
    how.add_argument("--check", action="store_true", help="write nothing, only compare")
    how.add_argument(
        "--force", action="store_true", help="also replace exercises that contain work"
    )


def new(options: argparse.Namespace) -> int:
    """Begin an exercise: write its files, with one worked task for you to replace.

    examples:
      autograder new day5_ex1    write the files below, and say what to type next

    It writes solutions/day5_ex1.py (the lesson and the worked solution),
    autograder/test_day5_ex1.py (the checks with their points),
    autograder/mistakes/day5_ex1.py (wrong answers, and what to say about them),
    autograder/hints/day5_ex1.txt (three hints for each task), and in tests/submissions/
    a wrong answer for each mistake and a right one. Nothing that exists is overwritten.

    The tasks are numbered after the day, 5.1, 5.2 and so on; if another exercise has
    those numbers, after the next free one. docs/authors.md walks through an example.
    """
    from autograder.authoring.new_exercise import new_exercise

    return report(new_exercise(refuse_elsewhere(), options.name))


def build(options: argparse.Namespace) -> int:
    """Write the script and the notebook of every exercise from solutions/, as stubs.

    examples:
      autograder build                   write what has changed; exercises with work are kept
      autograder build --check           write nothing; exit code 1 if a file is out of date
      autograder build --force           replace exercises with work, too; copies are kept
      autograder build --only {kit}_ex1   one exercise; what lists all is left as it is
    """
    from autograder.authoring import build as builder

    root, force = project_root(), options.force
    return report(builder.check(root) if options.check else builder.build(root, force=force))
