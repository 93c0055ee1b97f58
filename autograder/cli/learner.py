"""The learner's commands: watch, hint, trace, why, progress, next, reset, solution, plot, case,
experiment, pack.
"""

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.cli import ABOUT, DONE, INTERRUPTED, OPEN, Commands, add, add_only, is_copy, wrapped
from autograder.grading.commands import command_prefix, pytest_command, python
from autograder.grading.errors import KitError
from autograder.grading.files import exercises_in, project_root, write_atomically
from autograder.grading.screen import terminal_width
from autograder.grading.task_list import task_list, task_named
from autograder.kit import NAME
from autograder.study.advice import next_lines, open_solution
from autograder.study.progress import FILE, load, now, unreadable
from autograder.study.progress_report import Summary, as_data, html_report, summary_of, text_report
from autograder.study.questions import ask, due, has_question, reminder

if TYPE_CHECKING:
    from autograder.grading.task import Task

TASK = "its number, such as 2.3"
SUBMISSION = "another folder or file than exercises/"


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
    option = add(commands, trace, "follow your descent step by step").add_argument
    option("task", nargs="?", metavar="TASK", default="2.3", help="2.3, the one that it can follow")
    option("--all", action="store_true", help="show all steps at once, and ask nothing")
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
    command = add(commands, plot, "show a picture of your answer")
    command.add_argument("task", nargs="?", metavar="TASK", help=TASK)
    how = command.add_mutually_exclusive_group()
    how.add_argument("--save", type=Path, metavar="FILE", help="write FILE.png or FILE.svg")
    how.add_argument("--text", action="store_true", help="only print numbers and a small plot")
    command.add_argument("--submission", type=Path, metavar="PATH", help=SUBMISSION)
    option = add(commands, case, "a call that goes wrong, as a script to run").add_argument
    option("task", metavar="TASK", help=TASK)
    option("--print", action="store_true", help="print it instead of writing a file")
    option("--submission", type=Path, metavar="PATH", help=SUBMISSION)
    command = add(commands, experiment, "the price of a step, on few rows and on many")
    how = command.add_mutually_exclusive_group()
    how.add_argument("--rows", metavar="M,M", default="", help="sizes, such as 100,10000")
    how.add_argument("--most", metavar="M", default="1e7", help="sizes 100, 1000 .. up to this one")
    option = command.add_argument
    option("--seconds", type=float, metavar="S", default=10.0, help="for each size; 10 if not said")
    option("--seed", type=int, metavar="N", default=42, help="of data and draws; 42 if not said")
    worked = argparse.SUPPRESS if is_copy() else "the worked function where yours is left out"
    option("--worked", action="store_true", help=worked)
    option("--out", type=Path, metavar="FILE", help="write FILE.png, .svg, .html or .csv, too")
    option("--submission", type=Path, metavar="PATH", help=SUBMISSION)


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
    from autograder.study.watch_command import watch_exercises

    root = project_root()
    path = options.submission or exercises_in(root)
    is_finished = watch_exercises(path, root, once=options.once, linear=options.linear)
    return OPEN if options.once and not is_finished else DONE


def hint(options: argparse.Namespace) -> None:
    """Print a hint for a task: a question, then something to type, then a puzzle.

    examples:
      autograder hint         for the next open task; the same again says more
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
    task = _task(number, "autograder hint 2.3")
    lines = next_hint(task, root, find_in(root, task), options.level)
    _print_wrapped([*filter(None, [as_of]), *lines])


def trace(options: argparse.Namespace) -> None:
    """Follow your own descent on two rows, one line per step.

    examples:
      autograder trace 2.3         step by step: you say the next theta, then it is shown
      autograder trace 2.3 --all   all steps at once

    A step is one call of your point_gradient. Its line has the row that was drawn, the error,
    your gradient, the next theta, and shapes that are not as they should be.
    """
    from autograder.grading.grade import session_in
    from autograder.study.trace import DESCENT, follow, tell

    task = _task(options.task, "autograder trace 2.3")
    if task.function != DESCENT:
        instead = f"To see your answer: {command_prefix()}autograder plot {task.label}"
        raise KitError(f"Only 2.3 has steps to follow. {instead}", exit_code=2)
    is_asking = sys.stdin.isatty() and sys.stdout.isatty() and not options.all
    found = follow(session_in(exercises_in(project_root()), task.exercise))
    tell(*found, print, input if is_asking else None)


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

    Only the exercises go into it, and of a script and its notebook the one that is graded.
    Hand in that one file: nothing has to be renamed or unpacked. Type the same again after
    a change, and it is replaced. A file of that name that was not written by this command
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


def plot(options: argparse.Namespace) -> int:
    """Show a picture of what your function answers, right or wrong, and describe it in numbers.
    Where there is a display it opens in a window; elsewhere it is saved as TASK.png in the
    current folder.

    examples:
      autograder plot                           what there is to see, task by task
      autograder plot 1.1                       what your function for task 1.1 answers
      autograder plot 2.3 --text                the same in numbers and plain characters
      autograder plot 2.3 --save descent.svg    save it: .png, or .svg for documents
      autograder plot 1.1 --submission mine.py  a file, or another folder than exercises/

    A picture carries a description for screen readers: alt text in PNG and SVG, the same
    words with --text. Exit codes: 0 shown, 1 your answer cannot be drawn or the file cannot
    be written, 2 the command was not understood.
    """
    from autograder.grading.pictures.gallery import check_place, listed, picture_in, show

    if options.task is None:
        print(*listed(), sep="\n")
        return DONE
    task = _task(options.task, "autograder plot 1.1")
    check_place(options.save)
    picture = picture_in(options.submission or exercises_in(project_root()), task)
    shown = [] if options.text else [show(picture, options.save)]
    shown += [picture.problem] if shown and picture.problem else []
    if not options.save:
        shown += ["", *picture.text] if shown else picture.text
    print("\n".join(shown))
    return OPEN if picture.problem else DONE


def case(options: argparse.Namespace) -> None:
    """Write a call that goes wrong as a script, with all its inputs.

    examples:
      autograder case 2.3          write case_2_3.py into the current folder
      autograder case 2.3 --print  print it instead; of a notebook, it is always printed

    The script runs your own function, as it is in your file then.
    """
    from autograder.study.case import case_of, script, write

    task = _task(options.task, "autograder case 2.3")
    found = case_of((options.submission or exercises_in(project_root())).resolve(), task)
    if options.print or found.path.suffix != ".py":
        print(script(found), end="")
    else:
        path = write(found, Path.cwd())
        print(f"Wrote {path.name}. Run it: {python()} {path.name}")


def experiment(options: argparse.Namespace) -> int:
    """Measure what a step costs: your descents side by side, on 100 to 10,000,000 rows.

    examples:
      autograder experiment                    all sizes; about a minute
      autograder experiment --rows 100,10000   two sizes; a few seconds
      autograder experiment --out price.html   a page as well; or .png, .svg, .csv

    the descents, called as they are:
      batch         2.5, all rows in each step    SGD    2.3, one random row in each step
      mini-batch    2.6, 25 rows in each step     Adam   2.7, the same with running means
      falling rate  2.3 again, with a learning rate that falls from call to call

    First a guess: which one is near the lowest loss first, on 100 rows and on 10,000,000?

    Only the time in your functions counts. What does not fit into the seconds of its size is
    left out before it begins, and you are told. Data of more than 64 MB are mapped from a
    file in the temporary folder, which is removed. Ctrl-C ends it and shows what was
    measured. The same seed gives the same losses; the seconds are those of your computer.

    Exit codes: 0 measured, 1 a function fails or nothing was measured, 2 the command was
    not understood, 130 interrupted.
    """
    from contextlib import closing

    from autograder.classroom.progress_bar import ProgressBar
    from autograder.grading.pictures.gallery import check_place
    from autograder.study import experiment_report as report
    from autograder.study.experiment import Settings, sizes
    from autograder.study.measuring import measure, methods_of
    from autograder.study.subjects import subjects

    settings = Settings(sizes(options.rows, options.most), options.seconds, options.seed)
    check_place(options.out, report.ENDINGS)
    path = options.submission or exercises_in(project_root())
    found, seen = subjects(path, is_worked=options.worked)
    if methods := methods_of(found):
        print(settings.announcement, file=sys.stderr, flush=True)
        with closing(ProgressBar(len(methods) * len(settings.sizes), sys.stderr)) as bar:
            measure(found, seen, settings, lambda: bar.advance("", graded=False))
    shown = report.as_text(seen, terminal_width(), is_drawn=not options.out)
    print("\n".join(shown), flush=True)
    if options.out and seen.measured:
        report.write(seen, options.out)
        print(f"Wrote {options.out}.")
    if seen.is_interrupted:
        return INTERRUPTED
    return OPEN if seen.is_failing or not seen.measured else DONE


def _task(name: str | None, example: str) -> "Task":
    """The task of that name with all that its checks need. Raises KitError."""
    from autograder.grading.spec import all_checks

    return task_named(name, (check.task for check in all_checks()), example=example)


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
