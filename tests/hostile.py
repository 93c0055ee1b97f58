"""
The hostile submissions on file: their headers, and how a verdict compares with them.

The header of a file:

    # attacks: train             the function that is attacked; "file": all of them; or "nothing"
    # status: CPU_LIMIT          the status word of the submission
    # reason: SIGXCPU            a part of the reason that is given for the word; of a PASS: what it
                                 proves
    # says: loop                 optional: a part of the message to the learner
    # confined: PermissionError  optional: the reason where there are no namespaces, if it differs;
                                 with a status word before it, if that differs, too
    # points: 2                  optional: points that the attacked function may have all the same
    # handed in: alone           optional: as it is, not below the solution of its exercise
    # leaks: leaked_             optional: a part of what its code spells its inputs with, which is
                                 in the verdict and must not be in the feedback

A file is appended to the solution of its exercise, whose functions it replaces. `@host@` in it
stands for the path of a file that the submission's own user could change.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

from traces import Host

from autograder.grading.grade import SOLUTIONS
from autograder.grading.verdict import CheckResult, Outcome
from autograder.sandbox.confine import Level
from autograder.sandbox.status import Status
from autograder.sandbox.supervisor import Report, Supervisor

FOLDER = Path(__file__).parent / "submissions" / "hostile"
HEADER = re.compile(
    r"^# (attacks|status|reason|says|confined|points|handed in|leaks): +(.+)$", re.MULTILINE
)


@dataclass(frozen=True)
class Hostile:
    """A hostile file and its header."""

    path: Path
    attacks: str
    status: Status
    reason: str
    says: str
    confined: tuple[Status, str]
    points: int
    alone: bool
    leaks: str

    @property
    def exercise(self) -> str:
        return self.path.parent.name

    @property
    def name(self) -> str:
        return f"{self.exercise}/{self.path.stem}"

    def content(self, host: Host) -> bytes:
        """The file as it is handed in."""
        own = self.path.read_bytes().replace(b"@host@", os.fsencode(host.file))
        above = b"" if self.alone else (SOLUTIONS / f"{self.exercise}.py").read_bytes() + b"\n\n"
        return above + own

    def is_attacked(self, check: CheckResult) -> bool:
        is_here = check.task[0] == self.exercise[-1]
        return is_here and self.attacks in {"file", check.function}


def hostiles() -> list[Hostile]:
    return [hostile_of(path) for path in sorted(FOLDER.glob("*/*.py"))]


def one(name: str) -> Hostile:
    return next(hostile for hostile in hostiles() if hostile.path.stem == name)


def hostile_of(path: Path) -> Hostile:
    """Read a header. Raises ValueError if it is incomplete."""
    header = dict(HEADER.findall(path.read_text(encoding="utf-8")))
    missing = {"attacks", "status", "reason"} - header.keys()
    if missing:
        raise ValueError(f"{path.parent.name}/{path.name} does not name its {sorted(missing)}.")
    status = Status(header["status"])
    return Hostile(
        path,
        header["attacks"],
        status,
        header["reason"],
        header.get("says", ""),
        confined_of(header.get("confined", header["reason"]), status),
        int(header.get("points", 0)),
        header.get("handed in") == "alone",
        header.get("leaks", ""),
    )


def confined_of(text: str, status: Status) -> tuple[Status, str]:
    first, _, rest = text.partition(" ")
    return (Status(first), rest) if first in list(Status) else (status, text)


def grade(
    supervisor: Supervisor,
    hostile: Hostile,
    host: Host,
    tasks: set[str] | None = None,
    seed: str = "hostile",
) -> Report:
    files = {f"{hostile.exercise}.py": hostile.content(host)}
    return supervisor.grade(files, seed, hostile.name, tasks)


def gained(hostile: Hostile, graded: Report) -> int:
    """Points for the attacked function, beyond those that the header allows."""
    if graded.verdict is None or hostile.status is Status.PASS:
        return 0
    attacked = [check for check in graded.verdict.checks if hostile.is_attacked(check)]
    return sum(check.points or 0 for check in attacked) - hostile.points


def lost(hostile: Hostile, graded: Report) -> list[str]:
    """Checks of other functions that did not pass."""
    checks = () if graded.verdict is None else graded.verdict.checks
    left = (check for check in checks if not hostile.is_attacked(check))
    return [check.name for check in left if check.outcome != Outcome.PASS]


def unexpected(hostile: Hostile, graded: Report) -> list[str]:
    """How status, reason and message differ from the header."""
    status, reason = hostile.status, hostile.reason
    if graded.level is not Level.NAMESPACES:
        status, reason = hostile.confined
    found = []
    if graded.status is not status:
        found.append(f"{graded.status}, not {status}: {graded.reason}")
    if hostile.status is Status.PASS:
        return found + ([graded.reason] if graded.reason else [])
    if not any(one in graded.reason for one in reason.split("|")):  # Pythons differ
        found.append(f"{graded.reason!r} says nothing of {reason!r}")
    if not any(hostile.says in text for text in messages(hostile, graded)):
        found.append(f"no message says {hostile.says!r}")
    return found


def messages(hostile: Hostile, graded: Report) -> list[str]:
    """What the learner reads about the attacked function, with Python's own words."""
    checks = () if graded.verdict is None else graded.verdict.checks
    open_checks = [c for c in checks if hostile.is_attacked(c) and c.outcome != Outcome.PASS]
    return [f"{c.raised} {c.message}" for c in open_checks]


def all_text(graded: Report) -> str:
    """All text that leaves the grader, for learner and instructor."""
    checks = () if graded.verdict is None else graded.verdict.checks
    texts = [
        text
        for c in checks
        for text in (c.message, *c.remarks, c.returned, c.raised, c.asked, c.place)
    ]
    return "\n".join([graded.reason, *texts])
