"""
Probes: small live attacks, each run in a fork that is confined by chosen layers.

A probe that returns has fired; an exception or a killed process means that it was stopped.

    python -m autograder.sandbox.probes '{"limits": true, ...}'    prints what fired, as JSON
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

import msgspec

from autograder.sandbox import identity, linux, namespaces
from autograder.sandbox.confine import Confinement, confine
from autograder.sandbox.level import Layers, is_root
from autograder.sandbox.libraries import library_folders, readable
from autograder.sandbox.limits import RUNNER, address_space

FIRED, STOPPED = 10, 11
BOMB = 64 * 2**20


@dataclass(frozen=True, slots=True)
class Target:
    """What the probes attack: a file and a process of the same user, and a port that listens."""

    file: Path
    victim: int
    port: int


def stat_file(target: Target) -> None:
    target.file.stat()


def read_file(target: Target) -> None:
    target.file.read_text(encoding="ascii")


def read_environment(target: Target) -> None:
    Path(f"/proc/{target.victim}/environ").read_bytes()


def change_mode(target: Target) -> None:
    target.file.chmod(0o600)


def write_file(target: Target) -> None:
    target.file.with_name("planted").write_text("x", encoding="ascii")


def open_udp(_: Target) -> None:
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close()


def connect_tcp(target: Target) -> None:
    socket.create_connection(("127.0.0.1", target.port), timeout=2).close()


def fork(_: Target) -> None:
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)


def execute(_: Target) -> None:
    os.execv("/bin/sh", ["sh", "-c", f"exit {FIRED}"])  # noqa: S606 -- the attack itself


def send_signal(target: Target) -> None:
    os.kill(target.victim, signal.SIGCONT)


def trace(target: Target) -> None:
    seize = 0x4206
    linux.checked(linux.libc().ptrace(seize, target.victim, None, None), "ptrace")


def fill_memfd(_: Target) -> None:
    held = os.memfd_create("bomb")
    if os.write(held, bytes(BOMB)) < BOMB:
        raise OSError("It holds less.")


def take_memory(_: Target) -> None:
    mmap.mmap(-1, 2 * RUNNER.memory).close()


def fill_disk(_: Target) -> None:
    with Path("bomb").open("wb", buffering=0) as file:
        if file.write(bytes(BOMB)) < BOMB:
            raise OSError("It holds less.")


def make_namespace(_: Target) -> None:
    linux.checked(linux.libc().unshare(namespaces.NEWUSER), "unshare")


PROBES: dict[str, Callable[[Target], None]] = {
    probe.__name__: probe
    for probe in (
        stat_file,
        read_file,
        read_environment,
        change_mode,
        write_file,
        open_udp,
        connect_tcp,
        fork,
        execute,
        send_signal,
        trace,
        fill_memfd,
        take_memory,
        fill_disk,
        make_namespace,
    )
}


def main() -> None:
    layers = msgspec.json.decode(sys.argv[1], type=Layers)
    with targets() as target:
        fired = {name: attempt(probe, target, layers) for name, probe in PROBES.items()}
    sys.stdout.write(msgspec.json.encode(fired).decode() + "\n")


@contextmanager
def targets() -> Iterator[Target]:
    """A file and a process that belong to whoever the probes will be, and a listening port."""
    listener = socket.create_server(("127.0.0.1", 0))
    victim = os.fork()
    if victim == 0:
        _be_victim()
    with TemporaryDirectory() as folder, listener:
        file = Path(folder, "secret")
        file.write_text("canary", encoding="ascii")
        if is_root():
            for path in (Path(folder), file):
                os.chown(path, identity.NOBODY, identity.NOBODY)
        try:
            yield Target(file, victim, listener.getsockname()[1])
        finally:
            os.kill(victim, signal.SIGKILL)
            os.waitpid(victim, 0)


def _be_victim() -> None:
    try:
        linux.die_with_parent(os.getppid())
        if is_root():
            os.setgroups([])
            os.setresgid(identity.NOBODY, identity.NOBODY, identity.NOBODY)
            os.setresuid(identity.NOBODY, identity.NOBODY, identity.NOBODY)
            linux.prctl(linux.PR_SET_DUMPABLE, 1)
        while True:
            signal.pause()
    finally:
        os._exit(1)


def attempt(probe: Callable[[Target], None], target: Target, layers: Layers) -> bool:
    """Whether a probe fires in a fork that lives under these layers."""
    with TemporaryDirectory() as folder:
        pid = os.fork()
        if pid == 0:
            _be_attacker(probe, target, layers, Path(folder))
        _, status = os.waitpid(pid, 0)
    return os.WIFEXITED(status) and os.WEXITSTATUS(status) == FIRED


def _be_attacker(
    probe: Callable[[Target], None], target: Target, layers: Layers, place: Path
) -> None:
    code = STOPPED
    try:
        held = address_space()
        place.chmod(0o711)
        libraries = library_folders()
        if layers.namespaces:
            namespaces.enter(place, libraries)
            namespaces.be_first()
        scratch = namespaces.private_scratch(place) if layers.namespaces else place / "work"
        scratch.mkdir(exist_ok=True)
        if is_root():
            os.chown(scratch, identity.NOBODY, identity.NOBODY)
        cell = Confinement(layers, RUNNER, tuple(libraries), tuple(readable(libraries)), held)
        confine(cell, os.getppid(), scratch)
        if not layers.seccomp and not layers.landlock:
            linux.prctl(linux.PR_SET_DUMPABLE, 1)
        probe(target)
        code = FIRED
    finally:
        os._exit(code)


if __name__ == "__main__":
    main()
