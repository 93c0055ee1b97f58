"""Landlock: which files a process may open, by an allow-list that it can never widen again.

It covers opening, making and removing files, TCP, abstract sockets and signals, as far as the
kernel's version goes. It does not cover stat, chmod and UDP: seccomp and namespaces do.
"""

import os
import struct
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from autograder.sandbox.linux import checked, syscall

CREATE, ADD_RULE, RESTRICT = 444, 445, 446

WRITE_FILE, READ_FILE, READ_DIR, REMOVE_DIR, REMOVE_FILE = 1 << 1, 1 << 2, 1 << 3, 1 << 4, 1 << 5
MAKE_DIR, MAKE_REG, TRUNCATE = 1 << 7, 1 << 8, 1 << 14
READ = READ_FILE | READ_DIR
WRITE = READ | WRITE_FILE | REMOVE_DIR | REMOVE_FILE | MAKE_DIR | MAKE_REG | TRUNCATE
ON_FILES = READ_FILE | WRITE_FILE | TRUNCATE
ENOUGH = 3
"""Before this version of the interface, truncating a file could not be denied."""


@cache
def version() -> int:
    """Version of the kernel's interface; 0 if there is none, or it is switched off."""
    try:
        return max(syscall(CREATE, None, 0, 1), 0)
    except (AttributeError, OSError):
        return 0


def ruleset(readable: Iterable[Path], writable: Iterable[Path], listed: Iterable[Path] = ()) -> int:
    """A descriptor of a rule set that denies everything but this. Raises OSError."""
    abi = version()
    files = (1 << (15 if abi < 5 else 16)) - 1
    # All rights that this version can deny: on files, the network, towards other processes.
    denied = [files, *[0b11] * (abi >= 4), *[0b11] * (abi >= 6)]
    made = syscall(CREATE, struct.pack(f"{len(denied)}Q", *denied), 8 * len(denied), 0)
    checked(made, "landlock")
    for paths, wanted in ((readable, READ), (listed, READ_DIR), (writable, WRITE)):
        for path in paths:
            _allow(made, path, wanted)
    return made


def _allow(ruleset: int, path: Path, rights: int) -> None:
    try:
        opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    try:
        if given := rights if path.is_dir() else rights & ON_FILES:
            beneath = struct.pack("=Qi", given, opened)
            checked(syscall(ADD_RULE, ruleset, 1, beneath, 0), f"landlock {path}")
    finally:
        os.close(opened)


def restrict(ruleset: int) -> None:
    """Apply a rule set to this process, for good. Raises OSError."""
    checked(syscall(RESTRICT, ruleset, 0), "landlock")
