"""The learner's commands: watch, progress, next, reset, solution."""

from __future__ import annotations

import argparse
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.grading.files import project_root, write_atomically
from autograder.study.errors import StudyError
from autograder.study.task_list import task_list

DONE = 0
UNREADABLE = "{file} cannot be read ({reason}); move or delete it. Your exercises are not in it."
WIDTH = 80

if TYPE_CHECKING:
    from autograder.study.progress_summary import Summary

Commands = Any  # argparse keeps the name of its type to itself
Adder = Callable[..., Any]
"""What adds a command by its function, with a short text, a longer one, and examples."""

WATCH_ABOUT = "Check your exercises at every save, and show one next step at once."

WATCH_HELP = """\
examples:
  autograder watch            watch exercises/; leave it open beside your editor
  autograder watch --linear   print below instead of redrawing, for screen readers
  autograder watch --once     check once; exit code 0 if every task passes, else 1

Save a file in your editor, and read the verdict here: the current task first, then the
others. The current task stays until you press n, also when it passes.

keys:
  h   a hint for the current task; again, and it says more
  n   go on to the next open task
  p   a picture of what your function does
  r   put the current task back as it was shipped; asks first, and keeps a copy
  q   quit

Without a terminal there are no keys: a block is printed after every save,
until Ctrl-C.
"""

PROGRESS_ABOUT = "Show what is done, points over time, attempts, mistakes met, and what is next."

PROGRESS_HELP = """\
examples:
  autograder progress                       as plain text
  autograder progress --html progress.html  a page with the learning curve
  autograder progress --json                for other tools

Every run of pytest autograder and every check in a notebook adds a line to progress.txt,
beside exercises/. You may read, copy, merge, edit or delete that file. To keep a run out
of it: pytest autograder --no-progress; to keep out all, set AUTOGRADER_PROGRESS=off.
"""

NEXT_ABOUT = "Name the one task to go on with: its file, its line, and the command to run."

NEXT_HELP = """\
example:
  autograder next

It goes by what the last check said. To check again, run: pytest autograder
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


def add_watch(commands: Commands, add: Adder) -> None:
    """Add `autograder watch` to the command line."""
    command = add(commands, watch, "check your exercises at every save", WATCH_ABOUT, WATCH_HELP)
    option = command.add_argument
    option("--submission", metavar="PATH", type=Path, help="another folder or file than exercises/")
    option("--once", action="store_true", help="check once and leave, with an exit code")
    option("--linear", action="store_true", help="print below instead of redrawing")


def add_study(commands: Commands, add: Adder) -> None:
    """Add these commands to the command line."""
    short = "what is done, and what is next"
    command = add(commands, progress, short, PROGRESS_ABOUT, PROGRESS_HELP)
    how = command.add_mutually_exclusive_group()
    how.add_argument("--json", action="store_true", help="print it as data")
    how.add_argument("--html", type=Path, metavar="FILE", help="write it as a page")
    add(commands, next_, "the one task to go on with", NEXT_ABOUT, NEXT_HELP)
    command = add(commands, reset, "put a task or an exercise back", RESET_ABOUT, RESET_HELP)
    command.add_argument("name", metavar="TASK|EXERCISE", help="such as 2.3 or day4_ex2")
    short = "a worked solution, to compare"
    command = add(commands, solution, short, SOLUTION_ABOUT, SOLUTION_HELP)
    command.add_argument("task", metavar="TASK", help="its number, such as 2.3")
    command.add_argument("--reveal", action="store_true", help="open it before the task passes")


def watch(options: argparse.Namespace) -> int:
    """Check the exercises at every save."""
    from autograder.study.watch_command import watch_exercises

    return watch_exercises(options, project_root())


def progress(options: argparse.Namespace) -> int:
    """Show what is remembered."""
    from autograder.study.html_report import html_report
    from autograder.study.text_report import as_data, text_report

    summary = _summary()
    if options.json:
        print(as_data(summary))
    elif options.html:
        write_atomically(options.html, html_report(summary, _step(summary)))
        print(f"Wrote {options.html}; open it in a browser.")
    else:
        print("\n".join(text_report(summary, _step(summary))))
    return DONE


def next_(_: argparse.Namespace) -> int:
    """Name the one task to go on with."""
    print("\n".join(_step(_summary())))
    return DONE


def reset(options: argparse.Namespace) -> int:
    """Put a task or an exercise back."""
    from autograder.study import reset as resetter

    done = resetter.reset(project_root(), options.name)
    for line in filter(None, (done.sentence, done.remark)):
        print(textwrap.fill(line, WIDTH, break_long_words=False, break_on_hyphens=False))
    return DONE


def solution(options: argparse.Namespace) -> int:
    """Show a worked solution."""
    from autograder.study.solution import open_solution

    tasks = {task.number: task for task in task_list()}
    task = tasks.get(options.task) or {t.function: t for t in tasks.values()}.get(options.task)
    if task is None:
        raise StudyError(
            f"There is no task {options.task!a}; the tasks are {', '.join(tasks)}.", is_usage=True
        )
    print("\n".join(open_solution(project_root(), task, reveal=options.reveal)))
    return DONE


def _summary() -> Summary:
    """What is remembered; stderr names lines that cannot be read. Raises StudyError."""
    from autograder.study.progress_file import FILE, load, unreadable
    from autograder.study.progress_summary import summary_of

    try:
        found = load(project_root())
    except OSError as error:
        raise StudyError(UNREADABLE.format(file=FILE, reason=error.strerror)) from None
    if found.unreadable:
        print(unreadable(found), file=sys.stderr)
    return summary_of(found, task_list())


def _step(summary: Summary) -> list[str]:
    from autograder.grading.screen import command_prefix
    from autograder.study.next_task import next_lines

    return next_lines(project_root(), summary, command_prefix())
