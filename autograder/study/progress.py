"""Progress: what the kit remembers about a learner's work, as a small text file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from autograder.grading.files import write_atomically

FILE = "progress.txt"
HEAD = "# What the exercise kit remembers of your work. You may copy, edit or delete this file."
HINTS = re.compile(r"hints (?P<task>\d+\.\d+): (?P<given>\d{1,6})")


@dataclass(frozen=True, slots=True)
class Progress:
    """
    hints: task number, such as "2.3", to how many hints were given.

    damaged: the text it was read from held lines that could not be understood.
    """

    hints: Mapping[str, int] = field(default_factory=dict)
    damaged: bool = False

    def with_hint(self, task: str) -> Progress:
        """One more hint given for this task."""
        return Progress({**self.hints, task: self.hints.get(task, 0) + 1})


def parse(text: str) -> Progress:
    """Read every line that can be understood; blank lines and # lines mean nothing."""
    lines = [line.strip() for line in text.splitlines()]
    lines = [line for line in lines if line and not line.startswith("#")]
    found = [HINTS.fullmatch(line) for line in lines]
    return Progress(
        {match["task"]: int(match["given"]) for match in found if match},
        damaged=not all(found),
    )


def render(progress: Progress) -> str:
    """The text that `parse` reads."""
    lines = [f"hints {task}: {given}" for task, given in sorted(progress.hints.items())]
    return "\n".join([HEAD, *lines, ""])


def load(folder: Path) -> Progress:
    """What was remembered in this folder: nothing, if there is no file. Raises OSError."""
    try:
        return parse((folder / FILE).read_bytes().decode(errors="replace"))
    except FileNotFoundError:
        return Progress()


def save(folder: Path, progress: Progress) -> None:
    """All or nothing: a crash leaves the old file or the new one. Raises OSError."""
    write_atomically(folder / FILE, render(progress))
