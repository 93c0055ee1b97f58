"""The learner's commands: progress, next, reset, solution."""

from __future__ import annotations

import argparse
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.grading.files import project_root, write_atomically
from autograder.study.errors import StudyError
from autograder.study.task_list import Planned, outline

DONE = 0
UNREADABLE = "{file} cannot be read ({reason}); move or delete it, no work of yours is in there."
WIDTH = 80

if TYPE_CHECKING:
    from autograder.study.progress_summary import Standing

Commands = Any  # argparse keeps the name of its type to itself
Adder = Callable[..., Any]
"""What adds a command by its function, with a short text, a longer one, and examples."""

PROGRESS_ABOUT = "Show what is done, points over time, attempts, mistakes met, and what is next."

PROGRESS_HELP = """\
examples:
  autograder progress                       as plain text
  autograder progress --html progress.html  a page with the learning curve
  autograder progress --json                for other tools

Every run of pytest autograder and every check in a notebook adds a line to progress.txt,
beside exercises/. You may read, copy, join, edit or delete that file. To keep a run out
of it: pytest autograder --no-progress; to keep out all, set AUTOGRADER_PROGRESS=off.
"""

NEXT_ABOUT = "Name the one task to go on with: its file, its line, and the command to run."

NEXT_HELP = """\
example:
  autograder next

It remembers what the last check said. To check anew, run: pytest autograder
"""

RESET_ABOUT = "Put a task or a whole exercise back as it was shipped. Your work is kept beside it."

RESET_HELP = """\
examples:
  autograder reset 2.3             the function of task 2.3, and nothing else
  autograder reset day4_ex2        all of exercise 2
  autograder reset day4_ex2.ipynb  its notebook

The old file is kept under a name with the time: day4_ex2.backup-20261124-201507.txt.
"""

SOLUTION_ABOUT = "Show the worked solution of a task that passes, to compare it with yours."

SOLUTION_HELP = """\
examples:
  autograder solution 2.3            opens when task 2.3 passes
  autograder solution 2.3 --reveal   opens in any case, and progress.txt remembers that

Your file stays as it is.
"""


def add_study(commands: Commands, add: Adder) -> None:
    """Add these commands to the command line."""
    command = add(
        commands, progress, "what is done, and what is next", PROGRESS_ABOUT, PROGRESS_HELP
    )
    how = command.add_mutually_exclusive_group()
    how.add_argument("--json", action="store_true", help="print it as data")
    how.add_argument("--html", type=Path, metavar="FILE", help="write it as a page")
    add(commands, next_, "the one task to go on with", NEXT_ABOUT, NEXT_HELP)
    command = add(commands, reset, "put a task or an exercise back", RESET_ABOUT, RESET_HELP)
    command.add_argument("name", metavar="TASK|EXERCISE", help="such as 2.3 or day4_ex2")
    command = add(
        commands, solution, "a worked solution, to compare", SOLUTION_ABOUT, SOLUTION_HELP
    )
    command.add_argument("task", metavar="TASK", help="its number, such as 2.3")
    command.add_argument("--reveal", action="store_true", help="open it before the task passes")


def progress(options: argparse.Namespace) -> int:
    """Show what is remembered."""
    from autograder.study.html_report import page
    from autograder.study.text_report import as_data, overview

    standing = _standing()
    if options.json:
        print(as_data(standing))
    elif options.html:
        write_atomically(options.html, page(standing, _step(standing)))
        print(f"Wrote {options.html}; open it in a browser.")
    else:
        print("\n".join(overview(standing, _step(standing))))
    return DONE


def next_(_: argparse.Namespace) -> int:
    """Name the one task to go on with."""
    print("\n".join(_step(_standing())))
    return DONE


def reset(options: argparse.Namespace) -> int:
    """Put a task or an exercise back."""
    from autograder.study import reset as resetter

    done = resetter.reset(project_root(), options.name)
    for line in (done.sentence, done.remark):
        if line:
            print(textwrap.fill(line, WIDTH, break_long_words=False, break_on_hyphens=False))
    return DONE


def solution(options: argparse.Namespace) -> int:
    """Show a worked solution."""
    from autograder.study.solution import open_solution

    task = _task(options.task)
    print("\n".join(open_solution(project_root(), task, reveal=options.reveal)))
    return DONE


def _standing() -> Standing:
    """Where the learner stands; what was lost of the memory is told on stderr. Raises StudyError."""
    from autograder.study.progress import FILE
    from autograder.study.progress_file import recall
    from autograder.study.progress_summary import standing_of

    try:
        known, lost = recall(project_root())
    except OSError as error:
        raise StudyError(UNREADABLE.format(file=FILE, reason=error.strerror)) from None
    if lost:
        print(lost, file=sys.stderr)
    return standing_of(known, outline())


def _step(standing: Standing) -> list[str]:
    from autograder.grading.prefix import command_prefix
    from autograder.study.next_task import next_lines

    return next_lines(project_root(), standing, command_prefix())


def _task(name: str) -> Planned:
    tasks = outline()
    found = [task for task in tasks if name in {task.number, task.function}]
    if not found:
        known = ", ".join(task.number for task in tasks)
        raise StudyError(f"There is no task {name!a}; the tasks are {known}.", is_usage=True)
    return found[0]
