"""`autograder plot`: a picture of what the learner's function answers."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from autograder.grading.task import Task
    from autograder.study.pictures.picture import Picture

DONE, OPEN = 0, 1
ABOUT = """\
Show a picture of what your function answers, right or wrong, and describe it in numbers.
Where there is a display it opens in a window; elsewhere it is saved as TASK.png in the
current folder.
"""
HELP = """\
examples:
  autograder plot 1.1                       your antiderivative, and its slope next to f
  autograder plot 2.3 --text                the descent in numbers and plain characters
  autograder plot 2.3 --save descent.svg    save it: .png, or .svg for documents
  autograder plot 1.1 --submission mine.py  a file, or another folder than exercises/

the pictures:
  1.1  your F, and the slope of your F next to f
  1.2  the area under f, and your number beside it
  1.3  four functions, their areas and lowest points, and what you said about each
  1.4  the part of the area between a and b, and your number beside it
  2.1  the first rows of your table, and the lines that fit with it and without it
  2.2  your gradient on the loss of one row, beside the measured slope
  2.3  your path over the loss, beside batch gradient descent's
  2.4  the data with your line, the best one, and the law behind the points

A picture carries a description for screen readers: alt text in PNG and SVG, the same
words with --text. Exit codes: 0 shown, 1 your answer cannot be drawn or the file cannot
be written, 2 the command was not understood.
"""

Commands = Any  # argparse keeps the name of its type to itself


class PlotError(Exception):
    """The command cannot be carried out as it was typed; one sentence says why."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What to print, line by line. is_open: whether the learner's answer could not be drawn."""

    lines: tuple[str, ...]
    is_open: bool = False


def add_plot(commands: Commands, run: Callable[[argparse.Namespace], int]) -> None:
    command = commands.add_parser(
        "plot",
        help="show a picture of your answer",
        description=ABOUT,
        epilog=HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.add_argument("task", nargs="?", metavar="TASK", help="its number, such as 2.3")
    how = command.add_mutually_exclusive_group()
    how.add_argument("--save", type=Path, metavar="FILE", help="write FILE.png or FILE.svg")
    how.add_argument("--text", action="store_true", help="only print numbers and a small plot")
    command.add_argument(
        "--submission", type=Path, metavar="PATH", help="another folder or file than exercises/"
    )
    command.set_defaults(command=run)


def plot_task(options: argparse.Namespace, root: Path) -> Shown:
    """Carry out the command. Raises PlotError; NoPictureError where there is nothing to draw."""
    from autograder.grading.errors import KitError
    from autograder.study.pictures.gallery import picture_in

    task = _task(options.task)
    if options.save:
        _demand_place(options.save)
    try:
        picture = picture_in(options.submission or root / "exercises", task)
    except KitError as error:
        raise PlotError(str(error)) from None
    if options.text:
        lines = picture.text
    else:
        lines = (_open_or_save(picture, options.save), *filter(None, [picture.problem]))
        lines += () if options.save else ("", *picture.text)
    return Shown(lines, bool(picture.problem))


def _open_or_save(picture: Picture[Any, Any], path: Path | None) -> str:
    """
    Save the picture, or open it where no file is named and there is a display; say what was done.

    Raises NoPictureError with what to do if the file cannot be written.
    """
    from autograder.study.pictures.image import save
    from autograder.study.pictures.picture import NoPictureError
    from autograder.study.pictures.viewer import open_window

    if path is None and open_window(picture):
        return f"Opened in a window: {picture.title}."
    path = path or Path(f"{picture.task}.png")
    try:
        save(picture, path)
    except OSError as error:
        raise NoPictureError(
            f"{path} cannot be written ({error.strerror or type(error).__name__}). "
            "Name another place with --save, or read the numbers with --text."
        ) from None
    return f"Saved {path}: {picture.title}."


def _task(number: str | None) -> Task:
    from autograder.grading.spec import all_checks

    tasks = {check.task.number: check.task for check in all_checks()}
    if number in tasks:
        return tasks[number]
    is_named = number is not None
    wrong = (
        f"There is no task {number!a}" if is_named else "Name a task, as in `autograder plot 1.1`"
    )
    raise PlotError(f"{wrong}; the tasks are {', '.join(tasks)}.")


def _demand_place(path: Path) -> None:
    """Refuse a file that could not be written, before any work is done."""
    from autograder.study.pictures.image import ENDINGS

    if path.suffix.lower() not in ENDINGS:
        raise PlotError(
            f"{path} ends in neither .png nor .svg. Give the file one of these endings."
        )
    if not path.parent.is_dir():
        raise PlotError(f"There is no folder {path.parent}. Make it first, or name another one.")
    if path.is_dir():
        raise PlotError(f"{path} is a folder. Name a file.")
