"""The command line: `autograder ...`, the same as `python -m autograder ...`."""

import argparse
import inspect
import os
import re
import shlex
import sys
import textwrap
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from autograder.grading.commands import PROJECT, command_prefix, install_command
from autograder.grading.errors import KitError
from autograder.grading.files import Step, project_root, reason_of
from autograder.grading.shadowed import naming_shadows
from autograder.grading.spec import all_names, choose
from autograder.grading.task_list import is_up_to_date, task_named
from autograder.kit import DISTRIBUTION, NAME

if TYPE_CHECKING:
    from autograder.grading.task import Task

DONE, OPEN, USAGE, INTERRUPTED = 0, 1, 2, 130

Commands = Any  # argparse keeps the name of its type to itself
AS_WRITTEN = argparse.RawDescriptionHelpFormatter

TASK = "its number, such as 2.3"
SUBMISSION = "another folder or file than exercises/"
ABOUT = "Exercises that check themselves: fill in the blanks, and read one next step."

LEARNERS = """\
for learners:
  autograder watch           check at every save, and show one next step
  pytest autograder          check once, and read the one next step
  autograder hint            a hint for the next task; ask again for more
  autograder why 1.1         a number to predict, and why task 1.1 works
  autograder next            the one task to go on with
  autograder progress        what is done, points over time, mistakes met
  autograder reset 2.3       put a task back as shipped; your work is kept
  autograder pack            one file to hand in, with your exercises alone
  autograder solution 2.3    a worked solution, once the task passes
  autograder plot 2.3        a picture of your answer to task 2.3
  autograder trace 2.3       your own descent, step by step
  autograder case 2.3        a call that goes wrong in task 2.3, as a script
  autograder experiment      the price of a step, on few rows and on many

"""
OTHERS = """\
for authors:
  autograder new day5_ex1    begin an exercise, with a worked task to replace
  autograder build           write exercises/ from solutions/
  autograder build --check   write nothing, and say whether they are up to date

for instructors:
  autograder doctor                       what the sandbox stops on this machine
  autograder release DIR                  write a copy for a class, no solutions
  autograder class COURSE                 make the folder of a course
  autograder grade COURSE                 grade what is in its hand-ins/
  autograder explain COURSE ID            say how one grade came about
  autograder export COURSE PLATFORM FILE  get the grades into a platform
  autograder forget COURSE ID             erase one person from a course
  autograder grade DIR --out GRADES       grade a folder without a course
  autograder gradescope OUT.zip           write an autograder for Gradescope
  autograder nbgrader DIR                 write an nbgrader course

"""
END = """\
For more about a command: `autograder COMMAND --help`
Exit codes: 0 all is well, 1 something is left to do, 2 the command was not
understood, 130 interrupted.
"""
NUMBER = re.compile(r"\d+\.\d+")
SOLUTION_LINE = re.compile(r"^ *autograder solution.*\n", re.MULTILINE)
HERE = "Here, each command starts with `{prefix}`, as in: {prefix}autograder hint\n"
NOT_IN_A_COPY = (
    "`autograder {name}` needs the solutions, and this copy of the kit holds none. Run it in the "
    "kit that the copy was made from."
)


WRONG_COMMAND = re.compile(
    r"argument COMMAND: invalid choice: '(?P<name>.*)' \(choose from (?P<names>.*)\)"
)
UNKNOWN_OPTION = re.compile(r"unrecognized arguments: (?P<name>-[\w-]+)")


class Version(argparse.Action):
    """Looks up the version only when asked: that takes longer than most commands."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib import metadata

        try:
            print(f"autograder {metadata.version(DISTRIBUTION)}")
        except metadata.PackageNotFoundError:
            print("autograder (not installed)")
        parser.exit()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; what goes wrong is one sentence on stderr."""
    _ready_streams()
    try:
        with naming_shadows():
            options = parser().parse_args(joined(sys.argv[1:] if arguments is None else arguments))
            if getattr(options, "only", None):
                choose(options.only)
            code: int = options.command(options) or DONE
            sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has stopped. Python flushes once more at exit, into the void.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KitError as error:
        return _complain(error, error.exit_code)
    except OSError as error:
        return _complain(reason_of(error), OPEN)
    except ImportError as error:
        again = install_command("-e", shlex.quote(str(PROJECT)))
        return _complain(f"a part of the kit is missing ({error}). Install it again: {again}", OPEN)
    return code


def _ready_streams() -> None:
    """Let both streams escape what they cannot encode, and replace one that is closed."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, Path(os.devnull).open("w"))  # noqa: SIM115 -- to the end
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def joined(words: Sequence[str]) -> list[str]:
    """What was typed, with an exercise and a number after it joined into one task name."""
    found: list[str] = []
    for word in words:
        if found and NUMBER.fullmatch(word) and found[-1] in all_names():
            found[-1] += f" {word}"
        else:
            found.append(word)
    return found


def _meant(word: str, names: Sequence[str]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(word, names, n=1)
    return f" Do you mean {close[0]}?" if close else ""


class CommandParser(argparse.ArgumentParser):
    """Suggests the command that was meant instead of listing all."""

    def error(self, message: str) -> NoReturn:
        if wrong := WRONG_COMMAND.search(message):
            meant = _meant(wrong["name"].lower(), re.findall(r"\w+", wrong["names"]))
            message = f"there is no command {wrong['name']}.{meant} `autograder --help` lists all."
        elif unknown := UNKNOWN_OPTION.search(message):
            meant = _meant(unknown["name"], self._options())
            message = f"there is no option {unknown['name']} here.{meant}"
        super().error(message)

    def _options(self) -> list[str]:
        """The options of all commands."""
        found: list[str] = []
        for action in self._actions:
            found += action.option_strings
            if isinstance(action.choices, Mapping):
                found += [name for one in action.choices.values() for name in one._options()]  # noqa: SLF001 -- its own
        return found


def parser() -> argparse.ArgumentParser:
    """The parser of all commands, with their help."""
    # They import this module.
    from autograder.cli import author, course, export, instructor, learner, look

    page = help_page()
    whole = CommandParser("autograder", description=ABOUT, epilog=page, formatter_class=AS_WRITTEN)
    whole.add_argument("--version", action=Version, nargs=0, help="show the version of the kit")
    whole.set_defaults(command=learner.start)
    commands = whole.add_subparsers(metavar="COMMAND")
    for group in (learner, look, author, instructor, course, export):
        group.add_commands(commands)
    return whole


def is_copy() -> bool:
    """Whether neither this kit nor the project around has solutions, as in a copy for a class."""
    return not any(any((root / "solutions").glob("*.py")) for root in (PROJECT, project_root()))


def here() -> str:
    """How commands start in this shell; "" if they need nothing before them."""
    return HERE.format(prefix=prefix) if (prefix := command_prefix()) else ""


def help_page() -> str:
    """The page below the list of commands: those that work here."""
    offered = SOLUTION_LINE.sub("", LEARNERS) if is_copy() else LEARNERS + OTHERS
    return offered + END + (f"\n{here()}" if here() else "")


def add(
    commands: Commands, run: Callable[[argparse.Namespace], int | None], short: str
) -> argparse.ArgumentParser:
    """Add the command that a function carries out, under the function's name.

    The first paragraph of its docstring is shown above the options, the rest below them, with the
    kit's own name for {kit}.
    """
    said = inspect.cleandoc(run.__doc__ or "").replace("{kit}", NAME)
    about, _, examples = said.partition("\n\n")
    name = run.__name__.rstrip("_")
    listed = {"help": short} if short else {}
    below = f"{examples}\n\n{here()}"
    command: argparse.ArgumentParser = commands.add_parser(
        name, description=about, epilog=below, formatter_class=AS_WRITTEN, **listed
    )
    command.set_defaults(command=run)
    return command


def refuse_elsewhere() -> Path:
    """The project that this kit belongs to. Raises KitError in any other."""
    if (root := project_root()) != PROJECT:
        raise KitError(
            f"This command belongs to {PROJECT}, but you are in {root}. Run it there.", exit_code=2
        )
    return root


def task_of(name: str | None, example: str) -> "Task":
    """The task of that name with all that its checks need. Raises KitError."""
    from autograder.grading.spec import all_checks

    return task_named(name, (check.task for check in all_checks()), example=example)


def check_specs() -> None:
    """Raise KitError for what is wrong in a spec, before anybody is graded by it.

    An up-to-date outline vouches for the specs: the build writes none for wrong ones.
    """
    if not is_up_to_date():
        from autograder.authoring.validator import refuse_problems

        refuse_problems()


def add_only(command: argparse.ArgumentParser) -> None:
    """Let a command take some of the exercises."""
    what = f"only exercises whose names begin with NAME, such as {NAME} or {NAME}_ex1"
    command.add_argument("--only", metavar="NAME", help=what)


def count_up_to(most: int) -> Callable[[str], int]:
    """The type of an argument: a whole number from 1 to this."""

    def count(text: str) -> int:
        found = int(text) if text.isascii() and text.isdigit() else 0
        if not 1 <= found <= most:
            raise argparse.ArgumentTypeError(f"{text!a} is not a number from 1 to {most}")
        return found

    return count


def add_for_solutions(
    commands: Commands, run: Callable[[argparse.Namespace], int | None], short: str
) -> argparse.ArgumentParser:
    """Add a command that needs the solutions; a copy for a class does not offer it."""
    if not is_copy():
        return add(commands, run, short)
    command = add(commands, run, "")
    command.set_defaults(command=partial(_refuse, run.__name__.rstrip("_")))
    return command


def _refuse(name: str, _: argparse.Namespace) -> int:
    raise KitError(NOT_IN_A_COPY.format(name=name), exit_code=USAGE)


def _complain(error: Exception | str, code: int) -> int:
    said = f"autograder: {error}"
    if sys.stderr.isatty():
        from autograder.grading.screen import terminal_width

        width = terminal_width()
        lines = (wrapped(line, width) for line in said.split("\n"))
        said = "\n".join(lines)
    print(said, file=sys.stderr)
    return code


def wrapped(text: str, width: int) -> str:
    """A sentence in lines of so many columns; no word, path or command's name is broken."""
    return textwrap.fill(text, width, break_long_words=False, break_on_hyphens=False)


def report(steps: Iterable[Step]) -> int:
    """Print what became of each file; the exit code says whether something is left to do."""
    is_open = False
    for step in steps:
        print(step.sentence)
        is_open |= step.is_open
    return OPEN if is_open else DONE
