"""
The command line: `autograder ...`, the same as `python -m autograder ...`.

Exit codes: 0 all is well, 1 something is left to do, 2 the command was not understood,
130 interrupted.
"""

from __future__ import annotations

import argparse
import os
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder import manual
from autograder.grading.files import project_root

if TYPE_CHECKING:
    from autograder.authoring.build import Step

DONE, OPEN, USAGE, INTERRUPTED = 0, 1, 2, 130

Command = Callable[[argparse.Namespace], int]
Commands = Any  # argparse keeps the name of its type to itself


class Version(argparse.Action):
    """Looks for the number only when it is asked for: that takes longer than most commands."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        print(version())
        parser.exit()


class UsageError(Exception):
    """A command that cannot be carried out as it was typed."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    options = parser().parse_args(arguments)
    try:
        code = run(options.command, options)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader has seen enough. Python flushes once more at exit; let that go nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    return code


def run(command: Command, options: argparse.Namespace) -> int:
    """Call a command; what goes wrong becomes one sentence on stderr."""
    from autograder.authoring.build import BuildError
    from autograder.study.errors import StudyError

    try:
        return command(options)
    except BrokenPipeError:
        raise
    except (BuildError, OSError) as error:
        return _complain(error, OPEN)
    except ImportError as error:
        return _complain(f"a part of the kit is missing ({error}); install it anew.", OPEN)
    except UsageError as error:
        return _complain(error, USAGE)
    except StudyError as error:
        return _complain(error, USAGE if error.is_usage else OPEN)


def hint(options: argparse.Namespace) -> int:
    """Print the next hint for a task."""
    from autograder.grading.spec import load_specs
    from autograder.study.hints import next_hint, tasks_by_number

    tasks = tasks_by_number(load_specs().values())
    if options.task not in tasks:
        raise UsageError(_which_task(options.task, tasks))
    for line in next_hint(tasks[options.task], project_root()):
        print(textwrap.fill(line, 80))
    return DONE


def build(options: argparse.Namespace) -> int:
    """Write exercises/, or compare it."""
    from autograder.authoring import build as builder

    root = project_root()
    steps = builder.check(root) if options.check else builder.build(root, force=options.force)
    if root == Path(__file__).parent.parent:
        steps = chain(steps, _recordings(options.check))
    return _tell(steps)


def nbgrader(options: argparse.Namespace) -> int:
    """Write an nbgrader course."""
    from autograder.authoring.course import write_course

    exchange = options.exchange and options.exchange.resolve()
    course = options.course.resolve()
    return _tell(write_course(project_root(), course, exchange=exchange, force=options.force))


def _tell(steps: Iterable[Step]) -> int:
    """Print what became of each file; the code says whether something is left to do."""
    is_open = False
    for step in steps:
        print(step.sentence)
        is_open |= step.is_open
    return OPEN if is_open else DONE


def release(options: argparse.Namespace) -> int:
    """Write a copy of the kit for a class."""
    from autograder.authoring import release as releaser

    kit, root = Path(__file__).parent.parent, project_root()
    if root != kit:
        raise UsageError(f"This command belongs to {kit}, and you stand in {root}; change there.")
    print(releaser.release(options.folder, zipped=options.zip).sentence)
    return DONE


def _recordings(check: bool) -> Iterator[Step]:
    """The kit's own recorded answers: compared by hash, or asked for again."""
    from autograder.authoring import recorder

    yield from recorder.check_recordings() if check else recorder.write_recordings()


def doctor(_: argparse.Namespace) -> int:
    """Fire live attacks at the sandbox, and print what this machine stops."""
    from autograder.sandbox.doctor import examine, lines

    found = examine()
    for line in lines(found):
        print(line)
    return DONE if found.is_well else OPEN


def grade(options: argparse.Namespace) -> int:
    """Grade the submissions of a class."""
    from autograder.classroom.class_run import grade_class
    from autograder.grading.errors import KitError

    try:
        return grade_class(options)
    except KitError as error:
        return _complain(error, error.exit_code)


def plot(options: argparse.Namespace) -> int:
    """Show a picture of a learner's answer."""
    from autograder.study.pictures.picture import NoPictureError
    from autograder.study.pictures.plot import PlotError, plot_task

    try:
        shown = plot_task(options, project_root())
    except PlotError as error:
        raise UsageError(error) from error
    except NoPictureError as error:
        return _complain(error, OPEN)
    print("\n".join(shown.lines))
    return OPEN if shown.is_open else DONE


def parser() -> argparse.ArgumentParser:
    """The grammar of all commands, and their help."""
    from autograder.classroom.command import add_grade
    from autograder.study.commands import add_study, add_watch
    from autograder.study.pictures.plot import add_plot

    main_parser = argparse.ArgumentParser(
        "autograder",
        description=manual.ABOUT,
        epilog=manual.MAIN_HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    main_parser.add_argument("--version", action=Version, nargs=0, help="tell which kit this is")
    commands = main_parser.add_subparsers(metavar="COMMAND", required=True)
    add_watch(commands, _add)
    _add_hint(commands)
    add_study(commands, _add)
    _add_build(commands)
    _add_doctor(commands)
    _add_nbgrader(commands)
    _add_release(commands)
    add_grade(commands, grade)
    add_plot(commands, plot)
    return main_parser


def _add_hint(commands: Commands) -> None:
    command = _add(
        commands, hint, "print the next hint for a task", manual.HINT_ABOUT, manual.HINT_HELP
    )
    command.add_argument("task", nargs="?", metavar="TASK", help="its number, such as 2.3")


def _add_build(commands: Commands) -> None:
    command = _add(
        commands, build, "derive exercises/ from solutions/", manual.BUILD_ABOUT, manual.BUILD_HELP
    )
    how = command.add_mutually_exclusive_group()
    how.add_argument("--check", action="store_true", help="write nothing, only compare")
    how.add_argument("--force", action="store_true", help="replace exercises that hold work, too")


def _add_doctor(commands: Commands) -> None:
    _add(
        commands,
        doctor,
        "tell what the sandbox stops here",
        manual.DOCTOR_ABOUT,
        manual.DOCTOR_HELP,
    )


def _add_nbgrader(commands: Commands) -> None:
    command = _add(
        commands, nbgrader, "write an nbgrader course", manual.NBGRADER_ABOUT, manual.NBGRADER_HELP
    )
    command.add_argument("course", type=Path, metavar="COURSE_DIR", help="a folder, new or old")
    command.add_argument("--exchange", type=Path, metavar="DIR", help="nbgrader's exchange folder")
    command.add_argument("--force", action="store_true", help="replace changed files, too")


def _add_release(commands: Commands) -> None:
    short = "write a copy for a class, without solutions"
    command = _add(commands, release, short, manual.RELEASE_ABOUT, manual.RELEASE_HELP)
    command.add_argument("folder", type=Path, metavar="DIR", help="a new or an empty folder")
    command.add_argument("--zip", action="store_true", help="write DIR.zip, not a folder")


def _add(commands: Commands, called: Command, short: str, about: str, examples: str) -> Any:
    """The parser of a command that is called as its function is."""
    command = commands.add_parser(
        called.__name__.rstrip("_"),
        help=short,
        description=about,
        epilog=examples,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.set_defaults(command=called)
    return command


def version() -> str:
    """What is installed; a checkout on its own has no number."""
    from importlib import metadata

    try:
        return f"autograder {metadata.version('day4-calculus-for-ml')}"
    except metadata.PackageNotFoundError:
        return "autograder (not installed)"


def _which_task(number: str | None, tasks: Iterable[str]) -> str:
    known = f"the tasks are {', '.join(tasks)}"
    if number is None:
        return f"Name a task, as in `autograder hint 2.3`; {known}."
    return f"There is no task {number!a}; {known}."


def _complain(error: Exception | str, code: int) -> int:
    print(f"autograder: {error}", file=sys.stderr)
    return code
