"""
The file watch: posts after each save in a folder, whatever way an editor writes.

The folder is compared with itself ten times a second. That works on every file system, for any
editor, and when the folder is replaced; a look at a handful of files costs next to nothing.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from autograder.grading.notebook_cells import ENDING

POLL = 0.1
"""Seconds between two looks."""

SETTLED = 0.02
"""Seconds without another change, after which a save is complete."""

Look = dict[str, tuple[int, int, int]]


def is_watched(name: str) -> bool:
    """Whether a file may hold work: not a cache, not a backup, not hidden."""
    return name.endswith((".py", ENDING)) and not name.startswith((".", "#", "~"))


def look(folder: Path) -> Look:
    """Time, size and inode of each file that may hold work; empty if there is no folder."""
    found: Look = {}
    with suppress(OSError):
        for path in folder.iterdir():
            with suppress(OSError):
                if is_watched(path.name) and path.is_file():
                    stat = path.stat()
                    found[path.name] = stat.st_mtime_ns, stat.st_size, stat.st_ino
    return found


def watch_folder(folder: Path, post: Callable[[], object], stop: threading.Event) -> None:
    """Post after each save until `stop` is set; runs in a thread of its own."""
    before = look(folder)
    while not stop.wait(POLL):
        now = look(folder)
        if now == before:
            continue
        while not stop.wait(SETTLED) and (later := look(folder)) != now:
            now = later
        before = now
        post()
