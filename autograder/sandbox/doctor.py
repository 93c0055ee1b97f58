"""
The doctor: fires live attacks at the sandbox of this machine and reports what it stops.

Each attack is fired twice: without any protection, where it must work, else it proves nothing, and
with all that this machine has.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from autograder.sandbox import advisories, landlock, namespaces
from autograder.sandbox.fork_client import ENVIRONMENT
from autograder.sandbox.level import Layers, Level, available
from autograder.sandbox.libraries import PROJECT, library_folders
from autograder.sandbox.probes import PROBES

KNOWN_LEAK = PROBES["stat_file"].sentence
"""Open below the level with namespaces, and documented as open."""


@dataclass(frozen=True, slots=True)
class AttackResult:
    """works: without any protection, here. stopped: with all that there is."""

    attack: str
    works: bool
    stopped: bool

    @property
    def word(self) -> str:
        if not self.stopped:
            return "OPEN"
        return "stopped" if self.works else "not tried"


@dataclass(frozen=True, slots=True)
class MachineReport:
    """What this machine can do. landlock: the version of its interface, 0 for none."""

    level: Level
    attacks: tuple[AttackResult, ...]
    landlock: int

    @property
    def is_well(self) -> bool:
        """Confined, and nothing open but what the level says."""
        leaks = {KNOWN_LEAK} if self.level is Level.CONFINED else set()
        return self.level.is_confined and all(
            one.stopped or one.attack in leaks for one in self.attacks
        )


def examine(layers: Layers | None = None) -> MachineReport:
    """Fire all attacks, with the layers that this machine has."""
    held = reached(available(layers))
    if sys.platform != "linux":
        return MachineReport(held.level, (), 0)
    bare = fire(Layers(limits=False, landlock=False, seccomp=False, namespaces=False))
    full = fire(held)
    attacks = tuple(
        AttackResult(probe.sentence, bare.get(name, False), not full.get(name, True))
        for name, probe in PROBES.items()
    )
    return MachineReport(held.level, attacks, landlock.version())


def reached(layers: Layers) -> Layers:
    """The layers with namespaces only if they can be made here."""
    if not layers.namespaces:
        return layers
    trial = "import sys; from autograder.sandbox.doctor import can_enter; sys.exit(not can_enter())"
    return replace(layers, namespaces=_run(["-c", trial]).returncode == 0)


def can_enter() -> bool:
    """Whether this process, which must have one thread only, could move into namespaces."""
    with TemporaryDirectory() as folder:
        return namespaces.is_possible(Path(folder), library_folders())


def fire(layers: Layers) -> Mapping[str, bool]:
    """Which probes work under these layers; none if they could not even start."""
    done = _run(["-m", "autograder.sandbox.probes", msgspec.json.encode(layers).decode()])
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


def lines(report: MachineReport) -> Iterator[str]:
    """The report in plain words."""
    yield f"Level: {report.level}"
    if report.landlock:
        yield f"Landlock: version {report.landlock} of its interface"
    for one in report.attacks:
        yield f"  {one.word:9}  {one.attack}"
    if warning := advisories.warning():
        yield warning
    yield advice(report)


def advice(report: MachineReport) -> str:
    """What to do about it, in one sentence."""
    if report.is_well and report.level is Level.NAMESPACES:
        return "This machine holds what strangers hand in."
    if report.is_well:
        return "This machine holds what strangers hand in; they can find out which files exist."
    if sys.platform == "darwin":
        return "macOS has no filter for system calls: grade strangers in a Linux virtual machine."
    if sys.platform == "win32":
        return "Windows cannot confine a submission: grade strangers in WSL2."
    return "This machine does not hold strangers: grade on Linux 6.2 or newer with Landlock."
