"""
The hostile submissions on file, the file of a host that they reach for, and what they could leave.

The header of a file says what it is about:

    # attacks: train             the function that is attacked; "file": all of them; or "nothing"
    # status: CPU_LIMIT          the status word of the submission
    # reason: SIGXCPU            a part of the reason that is given for the word; of a PASS: what it
                                 proves
    # says: loop                 optional: a part of what the learner is told
    # confined: PermissionError  optional: the reason where there are no namespaces, if it differs;
                                 with a status word before it, if that differs, too
    # points: 2                  optional: points that the attacked function may have all the same
    # handed in: alone           optional: as it is, not below the solution of its exercise

A file is handed in below the solution of its exercise, whose functions it replaces. `@host@` in it
is the path of a file that the submission's own user could change.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from autograder.grading.grade import SOLUTIONS
from autograder.grading.verdict import CheckResult, Outcome
from autograder.sandbox.identity import NOBODY
from autograder.sandbox.level import Level, is_root
from autograder.sandbox.scratch import PREFIX
from autograder.sandbox.status import Status
from autograder.sandbox.supervisor import Graded, Supervisor

FOLDER = Path(__file__).parent / "submissions" / "hostile"
HEADER = re.compile(
    r"^# (attacks|status|reason|says|confined|points|handed in): +(.+)$", re.MULTILINE
)
CANARY = "canary-of-the-host"
FORGED = "forged"
PLANTED = ("conftest.py", "pytest.ini", "sitecustomize.py", "usercustomize.py", "left_behind")
"""What every file is called, or a part of it, that an attack makes outside of its scratch."""
PLACES = ("/", tempfile.gettempdir(), "/tmp", "/var/tmp", "/dev/shm", str(Path.home()), ".")  # noqa: S108
MOMENT = 3.0
"""Seconds in which a process that was killed is gone."""


@dataclass(frozen=True)
class Hostile:
    """A hostile file and what its header says."""

    path: Path
    attacks: str
    status: Status
    reason: str
    says: str
    confined: tuple[Status, str]
    points: int
    alone: bool

    @property
    def exercise(self) -> str:
        return self.path.parent.name

    @property
    def name(self) -> str:
        return f"{self.exercise}/{self.path.stem}"

    def content(self, host: Host) -> bytes:
        """As it is handed in."""
        own = self.path.read_bytes().replace(b"@host@", os.fsencode(host.file))
        above = b"" if self.alone else (SOLUTIONS / f"{self.exercise}.py").read_bytes() + b"\n\n"
        return above + own

    def is_attacked(self, check: CheckResult) -> bool:
        is_here = check.task[0] == self.exercise[-1]
        return is_here and self.attacks in {"file", check.function}


def hostiles() -> list[Hostile]:
    return [hostile_of(path) for path in sorted(FOLDER.glob("*/*.py"))]


def hostile_of(path: Path) -> Hostile:
    """Raises ValueError where a header does not say enough."""
    said = dict(HEADER.findall(path.read_text(encoding="utf-8")))
    missing = {"attacks", "status", "reason"} - said.keys()
    if missing:
        raise ValueError(f"{path.parent.name}/{path.name} does not say its {sorted(missing)}.")
    status = Status(said["status"])
    return Hostile(
        path,
        said["attacks"],
        status,
        said["reason"],
        said.get("says", ""),
        confined_of(said.get("confined", said["reason"]), status),
        int(said.get("points", 0)),
        said.get("handed in") == "alone",
    )


def confined_of(text: str, status: Status) -> tuple[Status, str]:
    first, _, rest = text.partition(" ")
    return (Status(first), rest) if first in list(Status) else (status, text)


@dataclass(frozen=True)
class Host:
    """A file that belongs to whoever the submissions will be, in a folder of theirs."""

    file: Path

    def state(self) -> dict[str, tuple[object, ...]]:
        """All that can be seen of the folder: names, modes, owners, times, contents."""
        paths = [self.file.parent, *sorted(self.file.parent.iterdir())]
        return {path.name: (*_seen(path), _content(path)) for path in paths}


def _seen(path: Path) -> tuple[int, ...]:
    """Without the time of the last look."""
    s = path.lstat()
    return s.st_mode, s.st_uid, s.st_gid, s.st_nlink, s.st_size, s.st_mtime_ns, s.st_ctime_ns


def _content(path: Path) -> bytes:
    if path.is_symlink():
        return os.fsencode(path.readlink())
    return path.read_bytes() if path.is_file() else b""


@contextmanager
def host_file() -> Iterator[Host]:
    with tempfile.TemporaryDirectory(prefix="host-") as folder:
        file = Path(folder, "host.txt")
        file.write_text(f"{CANARY}\n", encoding="ascii")
        file.chmod(0o640)
        if is_root():
            for path in (file, Path(folder)):
                os.chown(path, NOBODY, NOBODY)
        yield Host(file)


def forged() -> set[str]:
    """Files in public places that an attack made, by their names."""
    return {path for place in PLACES for path in _entries(place) if _is_forged(path)}


def _entries(place: str) -> list[str]:
    try:
        return [os.path.join(place, name) for name in os.listdir(place)]  # noqa: PTH118, PTH208
    except OSError:
        return []


def _is_forged(path: str) -> bool:
    name = Path(path).name
    return FORGED in name or name in PLANTED


def scratches() -> list[str]:
    """What lies in the folders of this process's lanes."""
    places = Path(tempfile.gettempdir()).glob(f"{PREFIX}{os.getpid()}-*/*")
    return [str(path) for path in places]


def processes() -> list[str]:
    """Living processes of the runners that this process started, forks of theirs included."""
    own = f"{PREFIX}{os.getpid()}-".encode()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes()
            state = (folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
        except OSError:
            continue
        if own in command and state not in "ZX":
            found.append(f"{folder.name} {state}")
    return found


def modes() -> tuple[int, ...]:
    """Of files that every submission can see or name."""
    paths = (sys.executable, os.__file__, *(str(path) for path in SOLUTIONS.glob("*.py")))
    return tuple(Path(path).stat().st_mode for path in paths)


@dataclass(frozen=True)
class Watch:
    """What there was before: files in public places, processes of the sandbox, modes."""

    host: Host
    files: frozenset[str] = field(default_factory=lambda: frozenset(forged()))
    processes: int = field(default_factory=lambda: len(processes()))
    modes: tuple[int, ...] = field(default_factory=modes)
    state: dict[str, tuple[object, ...]] = field(default_factory=dict)

    def traces(self) -> list[str]:
        """What is there now and was not, or is not what it was."""
        new = [f"new file {path}" for path in sorted(forged() - self.files)]
        new += [f"in a scratch: {path}" for path in scratches()]
        if self.host.state() != self.state:
            new.append(f"{self.host.file} is not what it was")
        if modes() != self.modes:
            new.append("a mode has changed")
        return new + [f"process {line}" for line in self._left_over()]

    def _left_over(self) -> list[str]:
        """Processes beyond those that there were, once the killed ones had time to go."""
        until = time.monotonic() + MOMENT
        while len(found := processes()) > self.processes and time.monotonic() < until:
            time.sleep(0.02)
        return found if len(found) > self.processes else []


def watch(host: Host) -> Watch:
    return Watch(host, state=host.state())


def grade(
    supervisor: Supervisor,
    hostile: Hostile,
    host: Host,
    tasks: set[str] | None = None,
    seed: str = "hostile",
) -> Graded:
    files = {f"{hostile.exercise}.py": hostile.content(host)}
    return supervisor.grade(files, seed, hostile.name, tasks)


def gained(hostile: Hostile, graded: Graded) -> int:
    """Points of what is attacked, beyond those that the header allows."""
    if graded.verdict is None or hostile.status is Status.PASS:
        return 0
    attacked = [check for check in graded.verdict.checks if hostile.is_attacked(check)]
    return sum(check.points or 0 for check in attacked) - hostile.points


def lost(hostile: Hostile, graded: Graded) -> list[str]:
    """Checks of what is not attacked that did not pass all the same."""
    checks = () if graded.verdict is None else graded.verdict.checks
    left = (check for check in checks if not hostile.is_attacked(check))
    return [check.name for check in left if check.outcome != Outcome.PASS]


def unexpected(hostile: Hostile, graded: Graded) -> list[str]:
    """Where word, reason and message are not those of the header."""
    status, reason = hostile.status, hostile.reason
    if graded.level is not Level.NAMESPACES:
        status, reason = hostile.confined
    found = []
    if graded.status is not status:
        found.append(f"{graded.status}, not {status}: {graded.reason}")
    if hostile.status is Status.PASS:
        return found + ([graded.reason] if graded.reason else [])
    if reason not in graded.reason:
        found.append(f"{graded.reason!r} says nothing of {reason!r}")
    if not any(hostile.says in text for text in messages(hostile, graded)):
        found.append(f"no message says {hostile.says!r}")
    return found


def messages(hostile: Hostile, graded: Graded) -> list[str]:
    """What the learner is told about what is attacked."""
    checks = () if graded.verdict is None else graded.verdict.checks
    return [c.message for c in checks if hostile.is_attacked(c) and c.outcome != Outcome.PASS]


def said(graded: Graded) -> str:
    """Everything that leaves the grader as text, for learner and instructor."""
    checks = () if graded.verdict is None else graded.verdict.checks
    texts = [
        text
        for c in checks
        for text in (c.message, *c.notes, c.returned, c.asked, c.place, c.left_out)
    ]
    return "\n".join([graded.reason, graded.output.decode(errors="replace"), *texts])
