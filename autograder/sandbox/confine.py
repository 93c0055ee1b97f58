"""
Confinement: what a process does to itself before it runs untrusted code.

The order matters: a change of identity takes back the death signal, Landlock wants
NO_NEW_PRIVS, and seccomp comes last because it forbids all the rest.
"""

from __future__ import annotations

import os
import signal
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from autograder.sandbox import landlock, limits, linux, seccomp
from autograder.sandbox.level import Layers, is_root
from autograder.sandbox.libraries import library_folders, readable

NOBODY = 65534


@dataclass(frozen=True, slots=True)
class Confinement:
    """
    The confinement of one kind of process.

    libraries: folders that must stay listed. readable: what may be read in them. held: bytes of
    address space at the start, on top of which the limit on memory counts.
    """

    layers: Layers
    libraries: tuple[Path, ...]
    readable: tuple[Path, ...]
    held: int


def confinement(layers: Layers, held: int) -> Confinement:
    """Under these layers. held: bytes of address space that the process starts with."""
    libraries = tuple(library_folders())
    return Confinement(layers, libraries, tuple(readable(libraries)), held)


def confine(own: Confinement, parent: int, scratch: Path) -> None:
    """
    Give up for good everything that a submission does not need. Raises OSError.

    scratch: the one folder that it may read and write; the folders beside it belong to others.
    """
    os.chdir(scratch)
    rules = -1
    if own.layers.landlock:
        rules = landlock.ruleset(own.readable, [scratch, Path(os.devnull)], own.libraries)
    drop_root(own.libraries)
    linux.die_with_parent(parent)
    linux.prctl(linux.PR_SET_DUMPABLE, 0)
    if own.layers.limits:
        limits.apply(limits.RUNNER, own.held)
    linux.prctl(linux.PR_SET_NO_NEW_PRIVS, 1)
    if rules >= 0:
        landlock.restrict(rules)
        os.close(rules)
    if own.layers.seccomp:
        seccomp.install(os.getpid())


def default_signals() -> None:
    """Drop the signal handling of the parent; only Python's own two signals stay ignored."""
    for number in signal.valid_signals() - {signal.SIGPIPE, signal.SIGKILL, signal.SIGSTOP}:
        if number != getattr(signal, "SIGXFSZ", None) and callable(signal.getsignal(number)):
            signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def settle_descriptors(wanted: dict[int, int]) -> None:
    """Put descriptors at their numbers and close all others. wanted: number to descriptor."""
    lifted = {number: _lift(descriptor) for number, descriptor in wanted.items()}
    for number, descriptor in lifted.items():
        os.dup2(descriptor, number, inheritable=False)
    os.closerange(max(wanted) + 1, _highest())


def _lift(descriptor: int) -> int:
    """A copy far above all numbers that are about to be taken."""
    import fcntl

    return fcntl.fcntl(descriptor, fcntl.F_DUPFD, 100)


def _highest() -> int:
    return min(os.sysconf("SC_OPEN_MAX"), 2**16)


def drop_root(libraries: Iterable[Path]) -> None:
    """
    Root becomes nobody for good; an ordinary user stays who they are.

    If nobody cannot enter the folders of the libraries (a Python under /root), the right to read
    past them is kept. Landlock still decides what may be read.
    """
    if not is_root():
        linux.keep_capabilities()  # one who made a namespace is root in it
        return
    closed = not are_open(tuple(libraries))
    os.setgroups([])
    linux.prctl(linux.PR_SET_KEEPCAPS, int(closed))
    os.setresgid(NOBODY, NOBODY, NOBODY)
    os.setresuid(NOBODY, NOBODY, NOBODY)
    if closed:
        linux.keep_capabilities(linux.CAP_DAC_READ_SEARCH)


@cache
def are_open(paths: tuple[Path, ...]) -> bool:
    """Whether everybody can reach all of them; a fork server finds out before it forks."""
    return all(is_open(path) for path in paths)


def is_open(path: Path) -> bool:
    """Whether everybody can pass all folders on the way to a path."""
    return all(_others_pass(folder) for folder in path.resolve().parents)


def _others_pass(folder: Path) -> bool:
    try:
        return bool(folder.stat().st_mode & stat.S_IXOTH)
    except OSError:
        return False
