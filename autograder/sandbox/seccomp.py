"""
Seccomp: which system calls a process may make.

A call by another architecture or interface kills, and so do calls that no honest program makes.
Everything else that is not allowed fails with EPERM, which honest code sees as an exception.
"""

from __future__ import annotations

import ctypes
import errno
import platform
import struct
from collections.abc import Iterable
from functools import cache

from autograder.sandbox.linux import PR_SET_SECCOMP, prctl
from autograder.sandbox.syscalls import Machine, machine

ALLOW, KILL, ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
EPERM, ENOSYS, ENOTTY = ERRNO | errno.EPERM, ERRNO | errno.ENOSYS, ERRNO | errno.ENOTTY
LOAD, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
NUMBER, ARCHITECTURE, ARGUMENTS = 0, 4, 16

CLONE_THREAD, CLONE_NEW = 0x00010000, 0x7E020080
FCNTL = (0, 1, 2, 3, 4, 5, 6, 7, 1030)  # dup, flags, locks (SQLite's), dup with close-on-exec
FIONBIO, SET_NAME, AF_UNIX, SIGKILL = 0x5421, 15, 1, 9

ANYBODY = 2**31 - 1
"""A placeholder for the id of a process: larger than any."""

Instruction = tuple[int, int, int, int]
INSTRUCTION, VALUE = struct.Struct("HBBI"), struct.Struct("I")


def is_known() -> bool:
    """Whether there is a table for this machine."""
    return machine(platform.machine()) is not None


def install(pid: int) -> None:
    """Apply the filter to this process, for good; `pid` is its own id. Raises OSError."""
    code = filter_for(platform.machine(), pid)
    buffer = ctypes.create_string_buffer(code, len(code))
    filter_ = _Program(len(code) // 8, ctypes.cast(buffer, ctypes.c_void_p))
    prctl(PR_SET_SECCOMP, 2, ctypes.byref(filter_))


def prepare() -> None:
    """Assemble what all children of this process share. Raises OSError."""
    _template(platform.machine())


def filter_for(architecture: str, pid: int) -> bytes:
    """The program of a process. Raises OSError if there is no table for the machine."""
    template, places = _template(architecture)
    code = bytearray(template)
    for place in places:
        VALUE.pack_into(code, place, pid)
    return bytes(code)


@cache
def _template(architecture: str) -> tuple[bytes, tuple[int, ...]]:
    """The program without a process id, and where the id belongs in it."""
    known = machine(architecture)
    if known is None:
        raise OSError(errno.ENOSYS, f"No table of system calls for {architecture}.")
    instructions = program(known, ANYBODY)
    places = (i for i, (*_, value) in enumerate(instructions) if value == ANYBODY)
    starts = (INSTRUCTION.size * place + INSTRUCTION.size - VALUE.size for place in places)
    return assembled(instructions), tuple(starts)


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def assembled(instructions: Iterable[Instruction]) -> bytes:
    return b"".join(INSTRUCTION.pack(*one) for one in instructions)


def program(known: Machine, pid: int) -> list[Instruction]:
    """The filter: architecture and interface first, then every call by its number."""
    found: list[Instruction] = [
        (LOAD, 0, 0, ARCHITECTURE),
        (EQUAL, 1, 0, known.audit),
        (RETURN, 0, 0, KILL),
        (LOAD, 0, 0, NUMBER),
    ]
    if known.foreign:
        found += [(AT_LEAST, 0, 1, known.foreign), (RETURN, 0, 0, KILL)]
    for number in known.allowed:
        found += _answer(number, [(RETURN, 0, 0, ALLOW)])
    for number in known.killed:
        found += _answer(number, [(RETURN, 0, 0, KILL)])
    for name, rule in rules(pid).items():
        found += _answer(known.judged[name], rule)
    return [*found, (RETURN, 0, 0, EPERM)]


def rules(pid: int) -> dict[str, list[Instruction]]:
    """The calls that are judged by their arguments."""
    return {
        "clone": _thread_only(),
        "clone3": [(RETURN, 0, 0, ENOSYS)],  # callers fall back to clone
        "openat2": [(RETURN, 0, 0, ENOSYS)],
        "kill": [*_not(1, SIGKILL), *_one_of(0, [pid], EPERM)],
        "tgkill": [*_not(2, SIGKILL), *_one_of(0, [pid], EPERM)],
        "prlimit64": _nothing(2),  # read, never set
        "fcntl": _one_of(1, FCNTL, EPERM),
        "prctl": _one_of(0, [SET_NAME], EPERM),
        "ioctl": _one_of(1, [FIONBIO], ENOTTY),
        "socketpair": _one_of(0, [AF_UNIX], EPERM),  # asyncio wakes itself with one
        "sendto": _nothing(4),  # to its own other end, never to an address
    }


def _answer(number: int, rule: list[Instruction]) -> list[Instruction]:
    return [(EQUAL, 0, len(rule), number), *rule]


def _low(argument: int) -> Instruction:
    return (LOAD, 0, 0, ARGUMENTS + 8 * argument)


def _high(argument: int) -> Instruction:
    return (LOAD, 0, 0, ARGUMENTS + 8 * argument + 4)


def _one_of(argument: int, values: Iterable[int], otherwise: int) -> list[Instruction]:
    """Allowed where an argument, an int to the kernel, is one of these."""
    found = [_low(argument)]
    for value in values:
        found += [(EQUAL, 0, 1, value), (RETURN, 0, 0, ALLOW)]
    return [*found, (RETURN, 0, 0, otherwise)]


def _not(argument: int, value: int) -> list[Instruction]:
    """Refused where an argument is this one: SIGKILL is for the grader and the system alone."""
    return [_low(argument), (EQUAL, 0, 1, value), (RETURN, 0, 0, EPERM)]


def _nothing(argument: int) -> list[Instruction]:
    """Allowed where a pointer is null."""
    return [
        _low(argument),
        (EQUAL, 0, 3, 0),
        _high(argument),
        (EQUAL, 0, 1, 0),
        (RETURN, 0, 0, ALLOW),
        (RETURN, 0, 0, EPERM),
    ]


def _thread_only() -> list[Instruction]:
    """A new thread is allowed; a new process or namespace is not."""
    return [
        _low(0),
        (ANY_BIT, 2, 0, CLONE_NEW),
        (ANY_BIT, 0, 1, CLONE_THREAD),
        (RETURN, 0, 0, ALLOW),
        (RETURN, 0, 0, EPERM),
    ]
