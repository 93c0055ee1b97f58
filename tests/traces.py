"""
What hostile submissions could leave behind: changes to a file of the host, new files, processes.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from autograder.grading.grade import SOLUTIONS
from autograder.sandbox.folders import PREFIX
from autograder.sandbox.linux import NOBODY, is_root

CANARY = "canary-of-the-host"
FORGED = "forged"
PLANTED = ("conftest.py", "pytest.ini", "sitecustomize.py", "usercustomize.py", "left_behind")
"""What every file is called, or a part of it, that an attack makes outside of its scratch."""
PLACES = ("/", tempfile.gettempdir(), "/tmp", "/var/tmp", "/dev/shm", str(Path.home()), ".")  # noqa: S108
MOMENT = 60.0
"""Seconds in which a process that was killed is gone, on the busiest machine."""


@dataclass(frozen=True)
class Host:
    """A file owned by the user that submissions will run as, in a folder of the same user."""

    file: Path

    def state(self) -> dict[str, tuple[object, ...]]:
        """Everything visible in the folder: names, modes, owners, times, contents."""
        paths = [self.file.parent, *sorted(self.file.parent.iterdir())]
        return {path.name: (*_seen(path), _content(path)) for path in paths}


def _seen(path: Path) -> tuple[int, ...]:
    """A file status without the time of the last access."""
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
    """Files in public places that have the name that attacks use."""
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
    """The contents of the folders of this process's workers."""
    places = Path(tempfile.gettempdir()).glob(f"{PREFIX}{os.getpid()}-*/*")
    return [str(path) for path in places]


def processes() -> list[str]:
    """Living processes of the runners that this process started, including their forks."""
    own = f"{PREFIX}{os.getpid()}-".encode()
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes()
            state = (folder / "stat").read_bytes().rpartition(b")")[2].split()[0].decode()
        except OSError:
            continue
        if own in command and state not in "ZX":
            found.append(f"{folder.name} {state}")
    return found


def modes() -> tuple[int, ...]:
    """The modes of files that every submission can see or name."""
    paths = (sys.executable, os.__file__, *(str(path) for path in SOLUTIONS.glob("*.py")))
    return tuple(Path(path).stat().st_mode for path in paths)


@dataclass(frozen=True)
class Watch:
    """The state before: files in public places, processes of the sandbox, modes."""

    host: Host
    files: frozenset[str] = field(default_factory=lambda: frozenset(forged()))
    processes: int = field(default_factory=lambda: len(processes()))
    modes: tuple[int, ...] = field(default_factory=modes)
    state: dict[str, tuple[object, ...]] = field(default_factory=dict)

    def traces(self) -> list[str]:
        """What is new or different now."""
        new = [f"new file {path}" for path in sorted(forged() - self.files)]
        new += [f"in a scratch: {path}" for path in scratches()]
        if self.host.state() != self.state:
            new.append(f"{self.host.file} is not what it was")
        if modes() != self.modes:
            new.append("a mode has changed")
        return new + [f"process {line}" for line in self._left_over()]

    def _left_over(self) -> list[str]:
        """New processes, after those that were killed had time to end."""
        until = time.monotonic() + MOMENT
        while len(found := processes()) > self.processes and time.monotonic() < until:
            time.sleep(0.02)
        return found if len(found) > self.processes else []


def watch(host: Host) -> Watch:
    return Watch(host, state=host.state())
