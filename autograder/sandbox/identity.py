"""Who a process is: root becomes nobody before it meets a stranger's code."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from autograder.sandbox import linux
from autograder.sandbox.level import is_root

NOBODY = 65534


def drop_root(libraries: Iterable[Path]) -> None:
    """
    Become nobody for good; an ordinary user stays who they are.

    Where nobody cannot enter the folder of the libraries (a Python under /root), the right to
    read past such doors is kept. Landlock still decides what may be read.
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
    """Whether everybody can reach all of them; a zygote finds out before it forks."""
    return all(is_open(path) for path in paths)


def is_open(path: Path) -> bool:
    """Whether everybody can pass all folders on the way to a path."""
    return all(_others_pass(folder) for folder in path.resolve().parents)


def _others_pass(folder: Path) -> bool:
    try:
        return bool(folder.stat().st_mode & stat.S_IXOTH)
    except OSError:
        return False
