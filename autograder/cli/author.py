"""The command of authors that begins an exercise: new."""

import argparse

from autograder.cli import Commands, add_for_solutions, refuse_elsewhere
from autograder.cli.instructor import report


def add_commands(commands: Commands) -> None:
    command = add_for_solutions(commands, new, "begin an exercise, with a worked task to replace")
    command.add_argument("name", metavar="NAME", help="such as day5_ex1: day 5, exercise 1")


def new(options: argparse.Namespace) -> int:
    """Begin an exercise: write its files, with one worked task for you to replace.

    examples:
      autograder new day5_ex1    write the files below, and say what to type next

    It writes solutions/day5_ex1.py (the lesson and the worked solution),
    autograder/test_day5_ex1.py (the checks with their points),
    autograder/mistakes/day5_ex1.py (wrong answers, and what to say about them),
    autograder/hints/day5_ex1.txt (three hints for each task), and in tests/submissions/
    a wrong answer for each mistake and a right one. Nothing that exists is overwritten.

    The tasks are numbered by the day, 5.1, 5.2 and so on; if another exercise has such
    numbers, by the next one that is free. docs/authors.md leads through an example.
    """
    from autograder.authoring.new_exercise import new_exercise

    return report(new_exercise(refuse_elsewhere(), options.name))
