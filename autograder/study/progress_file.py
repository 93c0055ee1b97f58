"""
The memory: progress.txt, written so that neither a crash nor a second run at once harms it.

A fact is one line, appended by one write. A lock file beside it keeps turns; it needs no call that
only some systems have. Where no lock can be had, a line is appended all the same, and nothing else.
"""

from __future__ import annotations

import errno
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from autograder.grading.files import write_atomically
from autograder.study.progress import (
    FILE,
    HEAD,
    WIDE,
    Fact,
    Progress,
    decoded,
    is_damaged,
    line_of,
    load,
    said,
)

LOCK = ".progress.lock"
PATIENCE = 0.2
PAUSE = 0.005
STALE = 10.0
TAIL = 65_536
CUT = f"({FILE} ended in the middle of a line; that line is lost, the rest was kept.)"
DAMAGED = "({file} was damaged: {lines} could not be read; the rest was kept.)"
NOT_KEPT = "(This cannot be remembered in {file}: {reason}.)"


def remember(folder: Path, fact: Fact) -> str:
    """Append a fact; return "" or a sentence on what went wrong. Raises nothing."""
    try:
        with _turn(folder) as is_mine:
            if is_mine and _is_wide(folder / FILE):
                _mend(folder / FILE)
            return _append(folder / FILE, line_of(fact), may_cut=is_mine)
    except OSError as error:
        return not_kept(error)


def recall(folder: Path) -> tuple[Progress, str]:
    """
    What is remembered, and "" or a sentence on what was lost; a damaged file is sound afterwards.

    Raises OSError.
    """
    found = load(folder)
    if not found.damaged:
        return found, ""
    with suppress(OSError), _turn(folder) as is_mine:
        if is_mine:
            _mend(folder / FILE)
    lines = "one line" if found.damaged == 1 else f"{found.damaged} lines"
    return found, DAMAGED.format(file=FILE, lines=lines)


def not_kept(error: OSError) -> str:
    return NOT_KEPT.format(file=FILE, reason=error.strerror or type(error).__name__)


def _append(path: Path, line: str, *, may_cut: bool) -> str:
    """One write at the end. A cut-off line there is taken away, or at least closed."""
    flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
    handle = os.open(path, flags, 0o644)
    try:
        tail = _last_line(handle)
        is_cut = bool(tail.strip()) and not tail.lstrip().startswith(b"#") and not _ends(tail)
        if is_cut and may_cut:
            os.ftruncate(handle, os.fstat(handle).st_size - len(tail))
            tail = b""
        start = "\n" if tail else HEAD if not os.fstat(handle).st_size else ""
        data = f"{start}{line}\n".encode()
        if os.write(handle, data) != len(data):
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    finally:
        os.close(handle)
    return CUT if is_cut else ""


def _ends(tail: bytes) -> bool:
    """Whether a line is complete, and only its line end is missing."""
    return not is_damaged(tail.decode(errors="replace").strip())


def _last_line(handle: int) -> bytes:
    """What stands behind the last line end; empty in a sound file."""
    size = os.fstat(handle).st_size
    tail = b""
    for reach in (min(size, 1), min(size, TAIL), size):
        os.lseek(handle, size - reach, os.SEEK_SET)
        tail = os.read(handle, reach)
        if b"\n" in tail:
            break
    return tail.rpartition(b"\n")[2]


def _is_wide(path: Path) -> bool:
    """Whether a shell has joined files as UTF-16, to which no UTF-8 can be appended."""
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(2) in WIDE


def _mend(path: Path) -> None:
    """Write the file anew without what cannot be understood."""
    lines = decoded(path.read_bytes()).split("\n")
    kept = (line for line in lines if not any(map(is_damaged, said(line))))
    write_atomically(path, "\n".join(kept))


@contextmanager
def _turn(folder: Path) -> Iterator[bool]:
    """Wait for one's turn; False: no lock can be had here, or somebody holds it for long."""
    lock = folder / LOCK
    is_mine = _taken(lock)
    try:
        yield is_mine
    finally:
        if is_mine:
            with suppress(OSError):
                lock.unlink()


def _taken(lock: Path) -> bool:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        try:
            os.close(os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644))
        except FileExistsError:
            _forget_if_stale(lock)
        except PermissionError:
            # Windows says so while the lock of somebody else is being removed.
            if os.name != "nt":
                return False
        except OSError:
            return False
        else:
            return True
        time.sleep(PAUSE)
    return False


def _forget_if_stale(lock: Path) -> None:
    """Its owner was killed: a turn takes milliseconds."""
    with suppress(OSError):
        if abs(time.time() - lock.stat().st_mtime) > STALE:
            lock.unlink()
