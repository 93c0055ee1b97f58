"""A command of the command line: a function whose docstring is its help."""

from __future__ import annotations

import argparse
import inspect
from collections.abc import Callable
from typing import Any

DONE, OPEN, USAGE, INTERRUPTED = 0, 1, 2, 130

Commands = Any  # argparse keeps the name of its type to itself


def add(
    commands: Commands, run: Callable[[argparse.Namespace], int], short: str
) -> argparse.ArgumentParser:
    """
    Add the command that a function carries out, under the function's name.

    The first paragraph of its docstring is shown above the options, the rest below them.
    """
    about, _, examples = inspect.cleandoc(run.__doc__ or "").partition("\n\n")
    command: argparse.ArgumentParser = commands.add_parser(
        run.__name__.rstrip("_"),
        help=short,
        description=about,
        epilog=examples,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.set_defaults(command=run)
    return command
