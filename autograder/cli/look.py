"""The commands by which learners look into their own functions: trace, plot, case, experiment."""

import argparse
import sys
from pathlib import Path

from autograder.cli import (
    DONE,
    INTERRUPTED,
    OPEN,
    SUBMISSION,
    TASK,
    Commands,
    add,
    is_copy,
    task_of,
)
from autograder.grading.commands import command_prefix, python
from autograder.grading.errors import KitError
from autograder.grading.files import exercises_in, project_root
from autograder.grading.screen import terminal_width


def add_commands(commands: Commands) -> None:
    option = add(commands, trace, "follow your descent step by step").add_argument
    option("task", nargs="?", metavar="TASK", default="2.3", help="2.3, the one that it can follow")
    option("--all", action="store_true", help="show all steps at once, and ask nothing")
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
    option("--seconds", type=float, metavar="S", default=10.0, help="for each size; default: 10")
    option("--seed", type=int, metavar="N", default=42, help="of data and draws; default: 42")
    worked = argparse.SUPPRESS if is_copy() else "the worked function where yours is left out"
    option("--worked", action="store_true", help=worked)
    option("--out", type=Path, metavar="FILE", help="write FILE.png, .svg, .html or .csv, too")
    option("--submission", type=Path, metavar="PATH", help=SUBMISSION)


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

    task = task_of(options.task, "autograder trace 2.3")
    if task.function != DESCENT:
        instead = f"To see your answer: {command_prefix()}autograder plot {task.label}"
        raise KitError(f"Only 2.3 has steps to follow. {instead}", exit_code=2)
    is_asking = sys.stdin.isatty() and sys.stdout.isatty() and not options.all
    found = follow(session_in(exercises_in(project_root()), task.exercise))
    tell(*found, print, input if is_asking else None)


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
    task = task_of(options.task, "autograder plot 1.1")
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

    task = task_of(options.task, "autograder case 2.3")
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

    Only the time in your functions counts. A run that will not fit into --seconds is left
    out before it begins, and the report says so. Data of more than 64 MB are mapped from a
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
