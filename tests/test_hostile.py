"""
The hostile submissions on file: each attacks one function while the others are right.

The header of a file says it:

    # attacks: train             the function that is attacked; "file": all of them; or "nothing"
    # status: CPU_LIMIT          the status word of the submission
    # reason: SIGXCPU            a part of the reason that is given for the word

A file is handed in below the solution of its exercise, whose functions it replaces.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from autograder.grading.grade import SOLUTIONS
from autograder.grading.verdict import Outcome
from autograder.sandbox.level import Layers
from autograder.sandbox.scratch import PREFIX
from autograder.sandbox.status import Status
from autograder.sandbox.supervisor import Graded, Supervisor

FOLDER = Path(__file__).parent / "submissions" / "hostile"
HEADER = re.compile(r"^# (attacks|status|reason): *(.*)$", re.MULTILINE)
SECONDS = 3.0
TASKS = {"day4_ex1": {"1.1", "1.4"}, "day4_ex2": {"2.1", "2.2", "2.3", "2.4"}}
"""What is attacked, and enough beside it to see that nothing else is lost."""
FORGED = [Path("/", folder, "forged") for folder in ("tmp", "var/tmp", "dev/shm", "")]


@dataclass(frozen=True)
class Hostile:
    """A hostile file and what its header says."""

    path: Path
    attacks: str
    status: str
    reason: str

    @property
    def exercise(self) -> str:
        return self.path.parent.name

    @property
    def content(self) -> bytes:
        """As it is handed in: below the solution."""
        return (SOLUTIONS / f"{self.exercise}.py").read_bytes() + b"\n\n" + self.path.read_bytes()


pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the sandbox is Linux's")


def hostiles() -> list[Hostile]:
    found = []
    for path in sorted(FOLDER.glob("*/*.py")):
        header = dict(HEADER.findall(path.read_text(encoding="utf-8")))
        found.append(Hostile(path, header["attacks"], header["status"], header.get("reason", "")))
    return found


def name_of(hostile: Hostile) -> str:
    return f"{hostile.exercise}/{hostile.path.stem}"


HOSTILE = pytest.mark.parametrize("hostile", hostiles(), ids=name_of)


@pytest.fixture(scope="module")
def supervisor() -> Iterator[Supervisor]:
    with Supervisor(seconds=SECONDS) as supervisor:
        yield supervisor


def traces() -> set[str]:
    """What an attack might leave: files in public places, folders of ours, processes."""
    folders = (
        entry.name for entry in Path(tempfile.gettempdir()).glob(f"{PREFIX}{os.getpid()}-*/*")
    )
    return {*folders, *(str(path) for path in FORGED if path.exists()), *Path.cwd().glob("forged")}


def grade(supervisor: Supervisor, hostile: Hostile) -> Graded:
    name = f"{hostile.exercise}.py"
    return supervisor.grade(
        {name: hostile.content}, "hostile", name_of(hostile), TASKS[hostile.exercise]
    )


@HOSTILE
def test_hostile_submission_gains_nothing(supervisor: Supervisor, hostile: Hostile) -> None:
    """
    A hostile submission loses what it attacks and nothing else, and is called by the right word.
    """
    mode = Path(sys.executable).stat().st_mode
    graded = grade(supervisor, hostile)
    assert graded.verdict is not None
    lost = {c.function for c in graded.verdict.checks if c.outcome != Outcome.PASS}
    every = {c.function for c in graded.verdict.checks}

    assert {"nothing": set(), "file": every}.get(hostile.attacks, {hostile.attacks}) == lost
    assert (hostile.status, hostile.reason) == (
        graded.status,
        hostile.reason if hostile.reason in graded.reason else graded.reason,
    )
    assert all(check.outcome != Outcome.GRADER_ERROR for check in graded.verdict.checks)
    assert set() == traces()
    assert mode == Path(sys.executable).stat().st_mode


@pytest.fixture(scope="module")
def confined() -> Iterator[Supervisor]:
    with Supervisor(Layers(namespaces=False), seconds=SECONDS) as supervisor:
        yield supervisor


REACHING = [
    hostile
    for hostile in hostiles()
    if hostile.path.stem.startswith(("disk", "file", "kill", "network", "read", "close"))
]


@pytest.mark.parametrize("hostile", REACHING, ids=name_of)
def test_confined_level_holds_without_namespaces(confined: Supervisor, hostile: Hostile) -> None:
    """
    What reaches out of its process gains nothing where there are no namespaces, either.
    """
    graded = grade(confined, hostile)
    assert graded.verdict is not None

    assert {hostile.attacks} == {
        c.function for c in graded.verdict.checks if c.outcome != Outcome.PASS
    }
    assert set() == traces()


def test_status_words_are_known() -> None:
    """
    Every hostile file expects a status word that exists.
    """
    assert {hostile.status for hostile in hostiles()} <= {str(word) for word in Status}
