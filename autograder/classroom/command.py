"""`autograder grade`: its options and its help."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

MOST_WORKERS = 256
LAYOUTS = "plain, nbgrader, moodle, canvas, gradescope"

ABOUT = "Grade the submissions of a class: each gets a verdict, on inputs of its own."

HELP = """\
examples:
  autograder grade submissions --out grades
  autograder grade submissions --out grades --roster class.csv --workers 4
  autograder grade submissions --out grades --regrade
  autograder grade submissions --out grades --layout plain

SUBMISSIONS is a folder with a folder, a .zip or a .tar.gz per person, or an unpacked
export of nbgrader, Moodle, Canvas or Gradescope. The layout is the one that every
entry fits. If some do not fit, the command names them and grades nobody until you
add --layout. DIR gets grades.csv, results.jsonl, summary.txt and feedback/. After an
interruption of any kind type the same command again, and it goes on where it
stopped. See docs/grading.md for more.

Exit codes: 0 everybody has a verdict, 1 the grader failed on somebody (see
DIR/grader_errors.txt), 2 the command cannot be carried out, 130 interrupted.
"""

Commands = Any  # argparse keeps the name of its type to itself


def add_grade(commands: Commands, run: Callable[[argparse.Namespace], int]) -> None:
    """Add the command to a command line, which runs it."""
    command = commands.add_parser(
        "grade",
        help="grade the submissions of a class",
        description=ABOUT,
        epilog=HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_options(command)
    command.set_defaults(command=run)


def add_options(command: argparse.ArgumentParser) -> None:
    add = command.add_argument
    add("submissions", metavar="SUBMISSIONS", type=Path, help="the folder of the class")
    add("--out", metavar="DIR", type=Path, required=True, help="where to write everything")
    add("--roster", metavar="FILE", type=Path, help="a CSV file of who belongs to the class")
    add("--layout", metavar="NAME", type=_layout, help=f"how SUBMISSIONS is arranged: {LAYOUTS}")
    add("--workers", metavar="N", type=_count, default=1, help="grade N at a time")
    add("--regrade", action="store_true", help="grade even what has a verdict already")
    add("--trust-submissions", action="store_true", help="run them as you, without a sandbox")
    add("--secret", metavar="FILE", type=Path, help="the course secret; made on first use")
    add("-v", "--verbose", action="store_true", help="print one line per submission")


def _layout(text: str) -> str:
    """The layout of this name, in whatever case."""
    from autograder.classroom import layout

    for name in layout.LAYOUTS:
        if text.lower() == name.lower():
            return name
    raise argparse.ArgumentTypeError(f"{text!a} is not one of {LAYOUTS}")


def _count(text: str) -> int:
    count = int(text) if text.isascii() and text.isdigit() else 0
    if not 1 <= count <= MOST_WORKERS:
        raise argparse.ArgumentTypeError(f"{text!a} is not a number from 1 to {MOST_WORKERS}")
    return count
