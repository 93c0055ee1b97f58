"""Confinement: what a machine has of it, the limits of a process, and how a process confines itself
before it runs untrusted code.
"""

import mmap
import os
import stat
import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from autograder.sandbox import landlock, linux, seccomp
from autograder.sandbox.folders import library_folders, readable
from autograder.sandbox.linux import NOBODY, is_root

MEBIBYTE = 2**20


@dataclass(frozen=True, slots=True)
class Limits:
    """What a process may use.

    cpu: seconds. memory: bytes beyond what it has at its start. file: bytes of one.
    """

    cpu: int
    memory: int
    file: int


COMPUTING, JUDGING, CLOCK = 120.0, 40.0, 300.0
"""The budget of a submission, in seconds: for its calls, for judging its answers, on the clock."""

RUNNER = Limits(cpu=240, memory=512 * MEBIBYTE, file=8 * MEBIBYTE)
CHECKER = Limits(cpu=240, memory=1024 * MEBIBYTE, file=0)

FIXED = {"CORE": 0, "MEMLOCK": 0, "MSGQUEUE": 0, "NOFILE": 64, "NPROC": 4096, "STACK": 8 * MEBIBYTE}
"""The limits that are the same for all; see setrlimit(2)."""


class Level(StrEnum):
    """How far a submission is confined, from most to least; a batch wants CONFINED at least."""

    NAMESPACES = "confined + namespaces"
    CONFINED = "confined"
    REDUCED = "reduced"
    RELIABILITY = "reliability only"

    @property
    def is_confined(self) -> bool:
        return self in {Level.NAMESPACES, Level.CONFINED}


@dataclass(frozen=True, slots=True)
class Layers:
    """What confines a submission.

    limits: rlimits. landlock: files by allow-list. seccomp: system calls by allow-list.
    namespaces: a root, a network and process numbers of its own.
    """

    limits: bool = True
    landlock: bool = True
    seccomp: bool = True
    namespaces: bool = True

    @property
    def level(self) -> Level:
        if not (self.limits and self.landlock and self.seccomp):
            return Level.REDUCED if self.limits else Level.RELIABILITY
        return Level.NAMESPACES if self.namespaces else Level.CONFINED


def available(wanted: Layers | None = None) -> Layers:
    """Those of the wanted layers that this machine has; namespaces are tried when they are made."""
    asked = wanted or Layers()
    if sys.platform != "linux":
        return replace(asked, landlock=False, seccomp=False, namespaces=False)
    return replace(
        asked,
        landlock=asked.landlock and landlock.version() >= landlock.ENOUGH,
        seccomp=asked.seccomp and seccomp.is_known(),
    )


@dataclass(frozen=True, slots=True)
class Confinement:
    """The confinement of one kind of process, with what can be found out before a fork.

    libraries: folders that must stay listed. readable: what may be read in them. are_open: whether
    nobody can reach all of them. held: bytes of address space at the start, on top of which the
    limit on memory counts.
    """

    layers: Layers
    libraries: tuple[Path, ...]
    readable: tuple[Path, ...]
    are_open: bool
    held: int


def confinement(layers: Layers, held: int) -> Confinement:
    """Under these layers. held: bytes of address space that the process starts with."""
    libraries = tuple(library_folders())
    return Confinement(layers, libraries, tuple(readable(libraries)), are_open(libraries), held)


def confine(own: Confinement, parent: int, scratch: Path) -> None:
    """Give up for good everything that a submission does not need. Raises OSError.

    scratch: the one folder that it may read and write; the folders beside it belong to others. The
    order matters: a change of identity takes back the death signal, Landlock wants NO_NEW_PRIVS,
    and seccomp comes last because it forbids all the rest.
    """
    os.chdir(scratch)
    rules = -1
    if own.layers.landlock:
        rules = landlock.ruleset(own.readable, [scratch, Path(os.devnull)], own.libraries)
    drop_root(keep_reading=not own.are_open)
    linux.die_with_parent(parent)
    linux.prctl(linux.PR_SET_DUMPABLE, 0)
    if own.layers.limits:
        limit(RUNNER, own.held)
    linux.prctl(linux.PR_SET_NO_NEW_PRIVS, 1)
    if rules >= 0:
        landlock.restrict(rules)
        os.close(rules)
    if own.layers.seccomp:
        seccomp.install(os.getpid())


def drop_root(*, keep_reading: bool = False) -> None:
    """Root becomes nobody for good; an ordinary user stays who they are.

    keep_reading: keep the right to read everywhere, for libraries in folders that `nobody` cannot
    enter (a Python under /root). Landlock still decides what may be read.
    """
    if not is_root():
        linux.keep_capabilities()  # one who made a namespace is root in it
        return
    os.setgroups([])
    linux.prctl(linux.PR_SET_KEEPCAPS, int(keep_reading))
    os.setresgid(NOBODY, NOBODY, NOBODY)
    os.setresuid(NOBODY, NOBODY, NOBODY)
    if keep_reading:
        linux.keep_capabilities(linux.CAP_DAC_READ_SEARCH)


def are_open(paths: Iterable[Path]) -> bool:
    """Whether everybody can pass all folders on the way to the paths."""
    folders = {folder for path in paths for folder in path.resolve().parents}
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in folders)


def limit(limits: Limits, held: int) -> None:
    """Limit this process from now on. held: bytes of address space that it has."""
    import resource  # not everywhere

    own = {"CPU": limits.cpu, "FSIZE": limits.file, "AS": held + limits.memory}
    for name, wanted in {**FIXED, **own}.items():
        kind = getattr(resource, f"RLIMIT_{name}")
        soft, hard = wanted, wanted + (name == "CPU")  # SIGXCPU, and a second later SIGKILL
        _, most = resource.getrlimit(kind)
        if most != resource.RLIM_INFINITY:  # it can be lowered, never raised
            soft, hard = min(soft, most), min(hard, most)
        resource.setrlimit(kind, (soft, hard))


def address_space() -> int:
    """Bytes of address space that this process has."""
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
    return int(pages) * mmap.PAGESIZE


def settle_descriptors(wanted: dict[int, int]) -> None:
    """Put descriptors at their numbers and close all others. wanted: number to descriptor."""
    import fcntl  # not everywhere

    free = 100  # above all numbers that are about to be taken
    lifted = {to: fcntl.fcntl(one, fcntl.F_DUPFD, free) for to, one in wanted.items()}
    for number, descriptor in lifted.items():
        os.dup2(descriptor, number, inheritable=False)
    os.closerange(max(wanted) + 1, min(os.sysconf("SC_OPEN_MAX"), 2**16))
