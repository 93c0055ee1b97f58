"""
Confinement: what a process does to itself before it meets a stranger's code.

The order matters: a change of identity takes back the death signal, Landlock wants
NO_NEW_PRIVS, and seccomp comes last because it forbids all the rest.
"""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass
from pathlib import Path

from autograder.sandbox import identity, landlock, limits, linux, seccomp
from autograder.sandbox.level import Layers
from autograder.sandbox.limits import Limits


@dataclass(frozen=True, slots=True)
class Confinement:
    """
    The confinement of one kind of process.

    libraries: folders that must stay listed. readable: what may be read in them. held: bytes of
    address space at the start.
    """

    layers: Layers
    limits: Limits
    libraries: tuple[Path, ...]
    readable: tuple[Path, ...]
    held: int


def confine(cell: Confinement, parent: int, scratch: Path) -> None:
    """
    Give up all that a submission does not need, for good. Raises OSError.

    scratch: the one folder that it may read and write; those beside it are other submissions'.
    """
    os.chdir(scratch)
    rules = -1
    if cell.layers.landlock:
        rules = landlock.ruleset(cell.readable, [scratch, Path(os.devnull)], cell.libraries)
    identity.drop_root(cell.libraries)
    linux.die_with_parent(parent)
    linux.prctl(linux.PR_SET_DUMPABLE, 0)
    if cell.layers.limits:
        limits.apply(cell.limits, cell.held)
    linux.prctl(linux.PR_SET_NO_NEW_PRIVS, 1)
    if rules >= 0:
        landlock.restrict(rules)
        os.close(rules)
    if cell.layers.seccomp:
        seccomp.install(os.getpid())


def default_signals() -> None:
    """What a parent ignored or caught is not inherited; Python's own two stay ignored."""
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
