"""What a runner may read: the interpreter and its libraries, and nothing of the kit."""

from __future__ import annotations

import sys
import sysconfig
from collections.abc import Iterable, Iterator
from pathlib import Path

PACKAGE = Path(__file__).parent.parent
PROJECT = PACKAGE.parent
HIDDEN = (PACKAGE, PROJECT / "solutions", PROJECT / "exercises", PROJECT / "tests")

NAMES = """
lib lib64 usr/lib usr/lib64 usr/local/lib usr/share/zoneinfo usr/share/fonts
etc/ld.so.cache etc/localtime dev/urandom dev/zero
"""
SYSTEM = [Path("/", name) for name in NAMES.split()]
"""The system's own libraries, and what they read."""


def library_folders() -> list[Path]:
    """
    Where Python and the libraries of this environment live, and the system's own libraries.

    A checkout of the kit may be on the path; it is not a library.
    """
    kinds = ("stdlib", "platstdlib", "purelib", "platlib")
    found = [Path(sysconfig.get_path(kind)) for kind in kinds]
    found += [Path(base, sys.platlibdir) for base in (sys.base_prefix, sys.prefix)]
    found += [path for path in map(Path, sys.path) if not (path / PACKAGE.name).exists()]
    found += SYSTEM
    return [path for path in outermost(found) if path.exists() and path != Path("/")]


def outermost(paths: Iterable[Path]) -> list[Path]:
    """The paths without those that are inside another one."""
    resolved = sorted({path.resolve() for path in paths})
    return [
        path for path in resolved if not any(path.is_relative_to(o) and path != o for o in resolved)
    ]


def readable(folders: Iterable[Path], hidden: Iterable[Path] = HIDDEN) -> Iterator[Path]:
    """The folders, split where one contains a hidden one, so that nothing hidden is readable."""
    closed = [path.resolve() for path in hidden]
    for folder in folders:
        yield from _without(folder, closed)


def _without(folder: Path, hidden: list[Path]) -> Iterator[Path]:
    if folder in hidden or any(folder.is_relative_to(path) for path in hidden):
        return
    if not any(path.is_relative_to(folder) for path in hidden):
        yield folder
        return
    for child in sorted(folder.iterdir()):
        yield from _without(child, hidden)
