"""Linux by way of ctypes: the few calls that Python's own modules do not offer."""

import ctypes
import os
import signal
import struct
from collections.abc import Callable
from functools import cache

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_KEEPCAPS = 1, 4, 8
PR_SET_SECCOMP, PR_SET_CHILD_SUBREAPER, PR_SET_NO_NEW_PRIVS = 22, 36, 38
CAP_DAC_READ_SEARCH = 2
CAPABILITY_VERSION = 0x20080522

NOBODY = 65534


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
