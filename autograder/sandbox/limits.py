"""Limits that the kernel enforces on one process, whatever becomes of the others."""

from __future__ import annotations

import mmap
from dataclasses import dataclass
from pathlib import Path

MEBIBYTE = 2**20


@dataclass(frozen=True, slots=True)
class Limits:
    """
    What one process may take.

    cpu: seconds. memory: bytes beyond what the process has at its start. file: bytes of one file.
    """

    cpu: int
    memory: int
    file: int


COMPUTING, JUDGING, CLOCK = 120.0, 40.0, 300.0
"""
The budget of one submission, besides the limit of each check: seconds of computing for all of its
calls, for judging all of its answers, and on the clock for everything.
"""

RUNNER = Limits(cpu=240, memory=512 * MEBIBYTE, file=8 * MEBIBYTE)
CHECKER = Limits(cpu=240, memory=1024 * MEBIBYTE, file=0)

FIXED = (
    ("RLIMIT_CORE", 0),
    ("RLIMIT_MEMLOCK", 0),
    ("RLIMIT_MSGQUEUE", 0),
    ("RLIMIT_NOFILE", 64),
    ("RLIMIT_STACK", 8 * MEBIBYTE),
    ("RLIMIT_NPROC", 4096),
)


def apply(limits: Limits, held: int) -> None:
    """Limit this process from now on. held: bytes of address space that it has."""
    import resource  # not everywhere

    for name, most in FIXED:
        lower(getattr(resource, name, None), most)
    lower(resource.RLIMIT_CPU, limits.cpu, limits.cpu + 1)
    lower(resource.RLIMIT_FSIZE, limits.file)
    lower(resource.RLIMIT_AS, held + limits.memory)


def lower(kind: int | None, soft: int, hard: int | None = None) -> None:
    """Lower a limit, never raise it; None: this machine does not have it."""
    if kind is None:
        return
    import resource

    _, most = resource.getrlimit(kind)
    top = soft if hard is None else hard
    if most != resource.RLIM_INFINITY:
        soft, top = min(soft, most), min(top, most)
    resource.setrlimit(kind, (soft, top))


def address_space() -> int:
    """Bytes of address space that this process has; 0 if the kernel does not say."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
    except (OSError, ValueError):
        return 0
    return int(pages) * mmap.PAGESIZE
