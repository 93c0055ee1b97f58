"""
The doctor: fires live attacks at the sandbox of this machine and tells what it stops.

Each attack is fired twice: without any protection, where it must work, else it proves nothing,
and with all that this machine has.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from autograder.sandbox import advisories, landlock
from autograder.sandbox.fork_client import ENVIRONMENT
from autograder.sandbox.level import Layers, Level, available
from autograder.sandbox.libraries import PROJECT

ATTACKS = {
    "read_file": "read a file of yours, such as a solution",
    "stat_file": "find out whether a file exists",
    "read_environment": "read the environment of another process",
    "change_mode": "change the mode of a file of yours",
    "write_file": "write a file next to yours",
    "fill_disk": "fill the disk",
    "take_memory": "take all memory",
    "fill_memfd": "hide memory in a file without a name",
    "connect_tcp": "connect to a server",
    "open_udp": "open a socket of any other kind",
    "fork": "start a process that outlives it",
    "execute": "run another program",
    "send_signal": "send a signal to another process",
    "trace": "take over another process",
    "make_namespace": "make a namespace, to be root in it",
}
"""What the probes do, as the end of `A submission can ...`."""

KNOWN_LEAK = "stat_file"
"""Below the level with namespaces this is open, and it is said so."""


@dataclass(frozen=True, slots=True)
class Row:
    """One attack. works: without any protection, here. stopped: with all that there is."""

    attack: str
    works: bool
    stopped: bool

    @property
    def word(self) -> str:
        if not self.stopped:
            return "OPEN"
        return "stopped" if self.works else "not tried"


@dataclass(frozen=True, slots=True)
class Examination:
    """What this machine can do. kernel: version of Landlock's interface, 0 for none."""

    level: Level
    rows: tuple[Row, ...]
    kernel: int

    @property
    def is_well(self) -> bool:
        """Confined, and nothing open but what the level says."""
        leaks = {ATTACKS[KNOWN_LEAK]} if self.level is Level.CONFINED else set()
        return self.level.is_confined and all(
            row.stopped or row.attack in leaks for row in self.rows
        )


def examine(layers: Layers | None = None) -> Examination:
    """Fire all attacks, with the layers that are to be had."""
    held = reached(available(layers))
    if sys.platform != "linux":
        return Examination(held.level, (), 0)
    bare = fire(Layers(limits=False, landlock=False, seccomp=False, namespaces=False))
    full = fire(held)
    rows = tuple(
        Row(sentence, bare.get(name, False), not full.get(name, True))
        for name, sentence in ATTACKS.items()
    )
    return Examination(held.level, rows, landlock.version())


def reached(layers: Layers) -> Layers:
    """The layers with namespaces only if they can be made here."""
    if not layers.namespaces:
        return layers
    code = (
        "import sys; from autograder.sandbox.doctor import try_namespaces as t; sys.exit(not t())"
    )
    return replace(layers, namespaces=_run(["-c", code]).returncode == 0)


def try_namespaces() -> bool:
    """Whether this process, which has one thread, could move into namespaces."""
    from autograder.sandbox import namespaces
    from autograder.sandbox.libraries import library_folders

    with TemporaryDirectory() as folder:
        return namespaces.is_possible(Path(folder), library_folders())


def fire(layers: Layers) -> Mapping[str, bool]:
    """Which probes fire under these layers; none where they could not even start."""
    told = msgspec.json.encode(layers).decode()
    done = _run(["-m", "autograder.sandbox.probes", told])
    return msgspec.json.decode(done.stdout, type=dict[str, bool]) if done.stdout else {}


def _run(arguments: list[str]) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-s", "-P", *arguments],
        env={**ENVIRONMENT, "PYTHONPATH": str(PROJECT)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=120,
    )


def lines(found: Examination) -> Iterator[str]:
    """The examination in plain words."""
    yield f"Level: {found.level}"
    if found.kernel:
        yield f"Landlock: version {found.kernel} of its interface"
    for row in found.rows:
        yield f"  {row.word:9}  {row.attack}"
    if warning := advisories.warning():
        yield warning
    yield advice(found)


def advice(found: Examination) -> str:
    """What to do about it, in one sentence."""
    if found.is_well and found.level is Level.NAMESPACES:
        return "This machine holds what strangers hand in."
    if found.is_well:
        return "This machine holds what strangers hand in; they can find out which files exist."
    if sys.platform == "darwin":
        return "macOS has no filter for system calls: grade strangers in a Linux virtual machine."
    if sys.platform == "win32":
        return "Windows cannot confine a submission: grade strangers in WSL2."
    return "This machine does not hold strangers: grade on Linux 6.2 or newer with Landlock."
