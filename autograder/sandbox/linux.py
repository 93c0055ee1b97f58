"""Linux by way of ctypes: the few calls that Python's own modules do not offer."""

import ctypes
import mmap
import os
import signal
import struct
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_KEEPCAPS = 1, 4, 8
PR_SET_SECCOMP, PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS = 22, 36, 38
CAP_DAC_READ_SEARCH = 2
CAPABILITY_VERSION = 0x20080522

NOBODY = 65534

LARGE = 2 * 2**20
COLLAPSE = 25
"""MADV_COLLAPSE, since Linux 6.1. Older ones refuse, and nothing is lost."""


@cache
def libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def checked(result: int, what: str) -> int:
    """The result of a call, or OSError."""
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")
    return result


def syscall(number: int, *arguments: object) -> int:
    """A system call by number; -1 and errno if it fails."""
    plain = [ctypes.c_long(one) if isinstance(one, int) else one for one in arguments]
    return int(libc().syscall(ctypes.c_long(number), *plain))


def prctl(option: int, *arguments: object) -> None:
    """Change something about this process. Raises OSError."""
    padded = [*arguments, 0, 0, 0, 0][:4]
    plain = [ctypes.c_ulong(one) if isinstance(one, int) else one for one in padded]
    checked(libc().prctl(option, *plain), f"prctl {option}")


def die_with_parent(parent: int) -> None:
    """Ask to be killed when the parent ends, and end now if it is gone already."""
    prctl(PR_SET_PDEATHSIG, int(signal.SIGKILL))
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)


def forked(act: Callable[[], object]) -> int:
    """The id of a fork that does this and ends: with code 0 if that returns, else with 70."""
    pid = os.fork()
    if pid == 0:
        code = 70
        try:
            act()
            code = 0
        finally:
            os._exit(code)
    return pid


def is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def keep_capabilities(*kept: int) -> None:
    """Give up all capabilities but these. Raises OSError if one was never held."""
    mask = sum(1 << number for number in kept)
    header = struct.pack("Ii", CAPABILITY_VERSION, 0)
    sets = struct.pack("6I", mask, mask, 0, 0, 0, 0)  # effective, permitted, inheritable
    checked(libc().capset(header, sets), "capset")


def enlarge_pages() -> None:
    """Move this process's memory into large pages where the kernel has them.

    A fork then copies one page table entry for two mebibytes of memory, instead of 512: forking a
    runner and ending it take 8 ms of computing instead of 12.
    """
    try:
        maps = Path("/proc/self/maps").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return
    for start, end in private_memory(maps.splitlines()):
        for advice in (mmap.MADV_HUGEPAGE, COLLAPSE):
            libc().madvise(ctypes.c_void_p(start), ctypes.c_size_t(end - start), advice)


def private_memory(maps: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Where memory begins and ends that belongs to no file, in whole large pages; see proc(5)."""
    for line in maps:
        place, rights, _, _, inode, *_ = line.split()
        first, last = (int(one, 16) for one in place.split("-"))
        start, end = -(-first // LARGE) * LARGE, last // LARGE * LARGE
        if rights == "rw-p" and inode == "0" and start < end and "[stack]" not in line:
            yield start, end
