"""The author's command: build."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import TYPE_CHECKING

from autograder.cli.command import DONE, OPEN, Commands, add
from autograder.grading.files import project_root

if TYPE_CHECKING:
    from autograder.authoring.build import Step


def add_commands(commands: Commands) -> None:
    command = add(commands, build, "derive exercises/ from solutions/")
    how = command.add_mutually_exclusive_group()
    how.add_argument("--check", action="store_true", help="write nothing, only compare")
    how.add_argument(
        "--force", action="store_true", help="also replace exercises that contain work"
    )


def build(options: argparse.Namespace) -> int:
    """
    Write the script and the notebook of every exercise from solutions/, as stubs.

    examples:
      autograder build           write what has changed; exercises with work in them are kept
      autograder build --check   write nothing; exit code 1 if a file is out of date
      autograder build --force   replace exercises with work in them, too; copies are kept
    """
    from autograder.authoring import build as builder
    from autograder.authoring import recorder
    from autograder.grading.spec import PROJECT

    root = project_root()
    steps = builder.check(root) if options.check else builder.build(root, force=options.force)
    code = report(steps)
    if root == PROJECT:
        recordings = recorder.check_recordings if options.check else recorder.write_recordings
        code = max(code, report(recordings()))
    return code


def report(steps: Iterable[Step]) -> int:
    """Print what became of each file; the exit code says whether something is left to do."""
    is_open = False
    for step in steps:
        print(step.sentence)
        is_open |= step.is_open
    return OPEN if is_open else DONE
