"""
Landlock: which files a process may open, by an allow-list that it can never widen again.

It covers opening, making and removing files, TCP, abstract sockets and signals, as far as the
kernel's version goes. It does not cover stat, chmod and UDP: seccomp and namespaces do.
"""

from __future__ import annotations

import ctypes
import os
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from autograder.sandbox.linux import checked, syscall

CREATE, ADD_RULE, RESTRICT = 444, 445, 446

WRITE_FILE, READ_FILE, READ_DIR, REMOVE_DIR, REMOVE_FILE = 1 << 1, 1 << 2, 1 << 3, 1 << 4, 1 << 5
MAKE_DIR, MAKE_REG, REFER, TRUNCATE = 1 << 7, 1 << 8, 1 << 13, 1 << 14
READ = READ_FILE | READ_DIR
WRITE = READ | WRITE_FILE | REMOVE_DIR | REMOVE_FILE | MAKE_DIR | MAKE_REG | TRUNCATE
ON_FILES = READ_FILE | WRITE_FILE | TRUNCATE
ENOUGH = 3
"""Before this version of the interface, truncating a file could not be denied."""


class _Ruleset(ctypes.Structure):
    _fields_ = tuple((name, ctypes.c_uint64) for name in ("files", "network", "scoped"))


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _layout_ = "ms"
    _fields_ = (("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32))


@cache
def version() -> int:
    """Version of the kernel's interface; 0 if there is none, or it is switched off."""
    try:
        return max(syscall(CREATE, None, 0, 1), 0)
    except (AttributeError, OSError):
        return 0


def handled(abi: int) -> tuple[int, int, int]:
    """All rights that a version can deny: on files, on the network, towards other processes."""
    bits = {1: 13, 2: 14, 3: 15, 4: 15}.get(abi, 16)
    network = 0b11 if abi >= 4 else 0
    scoped = 0b11 if abi >= 6 else 0
    return (1 << bits) - 1, network, scoped


def ruleset(readable: Iterable[Path], writable: Iterable[Path], listed: Iterable[Path] = ()) -> int:
    """A descriptor of a rule set that denies everything but this. Raises OSError."""
    rights = handled(version())
    made = _make(*rights)
    for paths, wanted in ((readable, READ), (listed, READ_DIR), (writable, WRITE)):
        for path in paths:
            _allow(made, path, wanted & rights[0])
    return made


def _make(files: int, network: int, scoped: int) -> int:
    """A rule set that denies these rights; its size depends on the kernel's version."""
    size = {1: 8, 2: 8, 3: 8, 4: 16, 5: 16}.get(version(), 24)
    given = _Ruleset(files, network, scoped)
    return checked(syscall(CREATE, ctypes.byref(given), size, 0), "landlock")


def _allow(ruleset: int, path: Path, rights: int) -> None:
    try:
        opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    try:
        given = rights if path.is_dir() else rights & ON_FILES
        if not given:
            return
        beneath = _Beneath(given, opened)
        checked(syscall(ADD_RULE, ruleset, 1, ctypes.byref(beneath), 0), f"landlock {path}")
    finally:
        os.close(opened)


def restrict(ruleset: int) -> None:
    """Apply a rule set to this process, for good. Raises OSError."""
    checked(syscall(RESTRICT, ruleset, 0), "landlock")
