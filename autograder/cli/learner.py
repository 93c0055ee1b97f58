"""The learner's commands: watch, hint, why, progress, next, reset, solution, pack."""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

from autograder.cli import (
    ABOUT,
    DONE,
    OPEN,
    SUBMISSION,
    TASK,
    Commands,
    add,
    add_only,
    is_copy,
    task_of,
    wrapped,
)
from autograder.grading.commands import command_prefix, pytest_command
from autograder.grading.errors import KitError
from autograder.grading.files import exercises_in, project_root, write_atomically
from autograder.grading.screen import terminal_width
from autograder.grading.task_list import task_list, task_named
from autograder.kit import NAME
from autograder.study.advice import next_lines, open_solution
from autograder.study.progress import FILE, load, now, unreadable
from autograder.study.progress_report import Summary, as_data, html_report, summary_of, text_report
from autograder.study.questions import ask, due, has_question, reminder


def add_commands(commands: Commands) -> None:
    command = add(commands, watch, "check your exercises at every save")
    add_only(command)
    option = command.add_argument
    option("--submission", metavar="PATH", type=Path, help=SUBMISSION)
    option("--once", action="store_true", help="check once and leave, with an exit code")
    option("--linear", action="store_true", help="print below instead of redrawing")
    option = add(commands, hint, "print the next hint for a task").add_argument
    option("task", nargs="?", metavar="TASK", help=f"{TASK}; without it, the next open task")
    option("level", nargs="?", metavar="LEVEL", type=int, help="1, 2 or 3; without it, the next")
    option = add(commands, why, "predict a number, and learn why").add_argument
    option("task", nargs="?", metavar="TASK", help=f"{TASK}; without it, the one that is due")
    option("number", nargs="?", metavar="NUMBER", help="your prediction; else you are asked for it")
    command = add(commands, progress, "what is done, and what is next")
    add_only(command)
    how = command.add_mutually_exclusive_group()
    how.add_argument("--json", action="store_true", help="print it as data")
    how.add_argument("--html", type=Path, metavar="FILE", help="write it as a page")
    add(commands, next_, "the one task to go on with")
    command = add(commands, reset, "put a task or an exercise back")
    command.add_argument("name", metavar="TASK|EXERCISE", help=f"such as 2.3 or {NAME}_ex2")
    short = "" if is_copy() else "a worked solution, to compare"
    option = add(commands, solution, short).add_argument
    option("task", metavar="TASK", help=TASK)
    option("--reveal", action="store_true", help="open it before the task passes")
    add(commands, pack, "pack your exercises to hand them in")


def start(_: argparse.Namespace) -> None:
    """The first page, for somebody who typed no command."""
    summary = _summary()
    step = [line for line in _next_lines(summary) if "Next" in line or "where" in line]
    prefix, checks = command_prefix(), pytest_command()
    wide = max(len(f"{prefix}autograder watch"), len(checks))
    typed = {
        f"{prefix}autograder watch": "check your exercises at every save; leave it open",
        checks: "check them once",
    }
    if summary.next_task:
        typed[f"{prefix}autograder hint"] = "a hint for the next task"
    else:
        typed[f"{prefix}autograder pack"] = "all is done: one file to hand in"
    print("\n".join([ABOUT, "", *step, *([""] if step else []), "Type one of these:"]))
    print("\n".join(f"  {command:<{wide}}   {what}" for command, what in typed.items()))
    print(f"All commands: {prefix}autograder --help")


def watch(options: argparse.Namespace) -> int:
    """Check your exercises at every save, and show one next step at once.

    examples:
      autograder watch            watch exercises/; leave it open beside your editor
      autograder watch --linear   print below instead of redrawing, for screen readers
      autograder watch --once     check once; exit code 0 if every task passes, else 1

    Save a file in your editor, and read the verdict here: the current task first, then the
    others. The current task stays until you press n, even when it passes.

    keys:
      h   a hint for the current task; press again for more
      n   go on to the next open task
      p   a picture of what your function does
      r   put the current task back as it was shipped; asks first, and keeps a copy
      q   quit

    Without a terminal there are no keys: a block is printed after every save,
    until Ctrl-C.
    """
    from autograder.study.watch_command import watch_exercises

    root = project_root()
    path = options.submission or exercises_in(root)
    is_finished = watch_exercises(path, root, once=options.once, linear=options.linear)
    return OPEN if options.once and not is_finished else DONE


def hint(options: argparse.Namespace) -> None:
    """Print a hint for a task: a question, then something to type, then a puzzle.

    examples:
      autograder hint         for the next open task; run it again for more
      autograder hint 2.3     for task 2.3
      autograder hint 2.3 1   back to its first hint

    the hints:
      1   a question about the mistake that your function makes now
      2   something to type into Python, and what to look at
      3   the lines of the function as a puzzle, in another order and one of them wrong

    After the last one comes the first again, and a new mistake begins with the first.
    A hint costs nothing. progress.txt, beside exercises/, remembers what you have seen.
    """
    from autograder.study.hints import find_in, next_hint, next_open

    root = project_root()
    number, as_of = (options.task, "") if options.task else next_open(root)
    task = task_of(number, "autograder hint 2.3")
    lines = next_hint(task, root, find_in(root, task), options.level)
    _print_wrapped([*filter(None, [as_of]), *lines])


def why(options: argparse.Namespace) -> None:
    """Predict one number about a task that passes, then read why it is so.

    examples:
      autograder why           the question that is due
      autograder why 1.1       the question about task 1.1
      autograder why 1.1 3/4   the same, with your prediction

    It costs nothing. progress.txt remembers whether you were right, and on another day the
    question comes back, with other numbers.
    """
    summary = _summary()
    task = None if options.task else due(summary, now())
    if task is None:
        named = task_named(options.task, task_list(), example="autograder why 1.1")
        if not has_question(named):
            raise KitError(f"There is no question on {named.label}.", exit_code=2)
        task = next(task for task in summary.tasks if task.task == named)
    _print_wrapped(ask(project_root(), task, options.number or ""))


def progress(options: argparse.Namespace) -> None:
    """Show what is done, points over time, attempts, mistakes met, and what is next.

    examples:
      autograder progress                       as plain text
      autograder progress --html progress.html  a page with the learning curve
      autograder progress --json                for other tools

    Every run of pytest autograder and every check in a notebook adds a line to progress.txt,
    beside exercises/. You may read, copy, merge, edit or delete that file. To keep a run out
    of it: pytest autograder --no-progress; to keep out all, set AUTOGRADER_PROGRESS=off.
    """
    summary = _summary()
    if options.json:
        print(as_data(summary))
    elif options.html:
        write_atomically(options.html, html_report(summary, _next_lines(summary)))
        print(f"Wrote {options.html}; open it in a browser.")
    else:
        print("\n".join(text_report(summary, _next_lines(summary))))


def next_(_: argparse.Namespace) -> None:
    """Name the one task to go on with: its file, its line, and the command to run.

    example:
      autograder next

    It goes by what the last check said. To check again, run: pytest autograder
    """
    _print_wrapped(_next_lines(_summary()))


def reset(options: argparse.Namespace) -> None:
    """Put a task or a whole exercise back as it was shipped. Your work is kept beside it.

    examples:
      autograder reset 2.3             the function of task 2.3, and nothing else
      autograder reset {kit}_ex2        all of exercise 2
      autograder reset {kit}_ex2.ipynb  its notebook

    The old file is kept under a name with the time: {kit}_ex2.backup-20261124-201507.txt.
    """
    from autograder.study import reset as resetter

    _print_wrapped(resetter.reset(project_root(), options.name))


def pack(_: argparse.Namespace) -> None:
    """Pack your exercises into one file to hand in: {kit}-handin.zip, beside exercises/.

    example:
      autograder pack   write it, and say what is in it and what is left to do

    Only the exercises go into it; of a script and its notebook, only the one that is graded.
    Hand in that one file: nothing has to be renamed or unpacked. Run it again after a change,
    and it is replaced. A file of that name that was not written by this command
    is left alone.
    """
    from autograder.study import pack as packer

    _print_wrapped(packer.pack(project_root()))


def solution(options: argparse.Namespace) -> None:
    """Show the worked solution of a task that passes, to compare it with yours.

    examples:
      autograder solution 2.3            opens when task 2.3 passes
      autograder solution 2.3 --reveal   opens in any case, and progress.txt remembers that

    Your file stays as it is.
    """
    task = task_named(options.task, task_list(), example="autograder solution 2.3")
    print("\n".join(open_solution(project_root(), task, reveal=options.reveal)))


def _summary() -> Summary:
    """What is remembered; stderr names lines that cannot be read. Raises KitError."""
    try:
        found = load(project_root())
    except OSError as error:
        reason = f"{FILE} cannot be read ({error.strerror})"
        raise KitError(f"{reason}; move or delete it. Your exercises are not in it.") from None
    if found.unreadable:
        print(unreadable(found), file=sys.stderr)
    return summary_of(found, task_list())


def _next_lines(summary: Summary) -> list[str]:
    return [*next_lines(project_root(), summary), *reminder(summary, now())]


def _print_wrapped(lines: Iterable[str]) -> None:
    for line in lines:
        print(wrapped(line, terminal_width()))
