"""
Probes: small live attacks, each run in a fork that is confined by chosen layers.

A probe that returns has worked; an exception or a killed process means that it was stopped.

    python -m autograder.sandbox.probes '{"limits": true, ...}'    prints what worked, as JSON
"""

from __future__ import annotations

import mmap
import os
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import msgspec

from autograder.sandbox import linux, namespaces
from autograder.sandbox.confine import NOBODY, confine, confinement, drop_root
from autograder.sandbox.level import Layers, is_root
from autograder.sandbox.libraries import library_folders
from autograder.sandbox.limits import RUNNER, address_space

WORKED, STOPPED = 10, 11
BOMB = 64 * 2**20
PTRACE_SEIZE = 0x4206


@dataclass(frozen=True, slots=True)
class Target:
    """What the probes attack: a file and a process of the same user, and a port that listens."""

    file: Path
    victim: int
    port: int


class Probe(NamedTuple):
    """An attack, and the end of the sentence `A submission can ...`."""

    sentence: str
    attack: Callable[[Target], object]


def _fill(descriptor: int) -> None:
    if os.write(descriptor, bytes(BOMB)) < BOMB:
        raise OSError("It holds less.")


def _fork(_: Target) -> None:
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)


def _execute(_: Target) -> None:
    os.execv("/bin/sh", ["sh", "-c", f"exit {WORKED}"])  # noqa: S606 -- the attack itself


PROBES = {
    "read_file": Probe(
        "read a file of yours, such as a solution", lambda to: to.file.read_text(encoding="ascii")
    ),
    "stat_file": Probe("find out whether a file exists", lambda to: to.file.stat()),
    "read_environment": Probe(
        "read the environment of another process",
        lambda to: Path(f"/proc/{to.victim}/environ").read_bytes(),
    ),
    "change_mode": Probe("change the mode of a file of yours", lambda to: to.file.chmod(0o600)),
    "write_file": Probe(
        "write a file next to yours",
        lambda to: to.file.with_name("planted").write_text("x", encoding="ascii"),
    ),
    "fill_disk": Probe("fill the disk", lambda _: _fill(os.open("bomb", os.O_WRONLY | os.O_CREAT))),
    "take_memory": Probe("take all memory", lambda _: mmap.mmap(-1, 2 * RUNNER.memory)),
    "fill_memfd": Probe(
        "hide memory in a file without a name", lambda _: _fill(os.memfd_create("bomb"))
    ),
    "connect_tcp": Probe(
        "connect to a server",
        lambda to: socket.create_connection(("127.0.0.1", to.port), timeout=2),
    ),
    "open_udp": Probe(
        "open a socket of any other kind",
        lambda _: socket.socket(socket.AF_INET, socket.SOCK_DGRAM),
    ),
    "fork": Probe("start a process that outlives it", _fork),
    "execute": Probe("run another program", _execute),
    "send_signal": Probe(
        "send a signal to another process", lambda to: os.kill(to.victim, signal.SIGCONT)
    ),
    "trace": Probe(
        "take over another process",
        lambda to: linux.checked(
            linux.libc().ptrace(PTRACE_SEIZE, to.victim, None, None), "ptrace"
        ),
    ),
    "make_namespace": Probe(
        "make a namespace, to be root in it",
        lambda _: linux.checked(linux.libc().unshare(namespaces.NEWUSER), "unshare"),
    ),
}


def main() -> None:
    layers = msgspec.json.decode(sys.argv[1], type=Layers)
    with targets() as target:
        found = {name: works(probe.attack, target, layers) for name, probe in PROBES.items()}
    sys.stdout.write(msgspec.json.encode(found).decode() + "\n")


@contextmanager
def targets() -> Iterator[Target]:
    """A file and a process of the same user as the probes, and a listening port."""
    listener = socket.create_server(("127.0.0.1", 0))
    victim = os.fork()
    if victim == 0:
        _be_victim()
    with TemporaryDirectory() as folder, listener:
        file = Path(folder, "secret")
        file.write_text("canary", encoding="ascii")
        if is_root():
            for path in (Path(folder), file):
                os.chown(path, NOBODY, NOBODY)
        try:
            yield Target(file, victim, listener.getsockname()[1])
        finally:
            os.kill(victim, signal.SIGKILL)
            os.waitpid(victim, 0)


def _be_victim() -> None:
    try:
        parent = os.getppid()
        drop_root(())
        linux.die_with_parent(parent)
        linux.prctl(linux.PR_SET_DUMPABLE, 1)
        while True:
            signal.pause()
    finally:
        os._exit(1)


def works(attack: Callable[[Target], object], target: Target, layers: Layers) -> bool:
    """Whether an attack works in a fork that lives under these layers."""
    with TemporaryDirectory() as folder:
        pid = os.fork()
        if pid == 0:
            _be_attacker(attack, target, layers, Path(folder))
        _, status = os.waitpid(pid, 0)
    return os.WIFEXITED(status) and os.WEXITSTATUS(status) == WORKED


def _be_attacker(
    attack: Callable[[Target], object], target: Target, layers: Layers, place: Path
) -> None:
    code = STOPPED
    try:
        held = address_space()
        place.chmod(0o711)
        scratch = place / "work"
        if layers.namespaces:
            namespaces.enter(place, library_folders())
            namespaces.be_first()
            scratch = namespaces.private_scratch(place)
        scratch.mkdir(exist_ok=True)
        if is_root():
            os.chown(scratch, NOBODY, NOBODY)
        confine(confinement(layers, held), os.getppid(), scratch)
        if not layers.seccomp and not layers.landlock:
            linux.prctl(linux.PR_SET_DUMPABLE, 1)
        attack(target)
        code = WORKED
    finally:
        os._exit(code)


if __name__ == "__main__":
    main()
