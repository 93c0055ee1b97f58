"""
The file watch: posts after each save in a folder, whatever way an editor writes.

The system reports changes at once (watchfiles). Some file systems report nothing, so the folder is
also compared with itself every second; after a change that was not reported it is polled.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from autograder.grading.codecells import ENDING

STEP = 20
"""Milliseconds without another event, after which a save is complete."""

LOOK = 1000
"""Milliseconds between two comparisons of the folder."""

POLL = 250
"""Milliseconds between two looks at the folder, where it is polled."""

NOT_REPORTED = (
    "The system does not report saves here, so the folder is checked four times a second."
)

Look = dict[str, tuple[int, int, int]]
Post = Callable[[str], object]


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


def watch_folder(folder: Path, post: Post, stop: threading.Event, *, poll: bool = False) -> None:
    """
    Post after each save until `stop` is set; runs in a thread of its own.

    post: gets a sentence to show, mostly an empty one. poll: do not rely on the system's reports.
    """
    before = look(folder)
    while not stop.is_set():
        before, remark = _listen(folder, before, post, stop, poll=poll)
        poll |= bool(remark)
        stop.wait(POLL / 1000)
        before, last = look(folder), before
        if (before != last or remark) and not stop.is_set():
            post(remark)


def _listen(
    folder: Path, before: Look, post: Post, stop: threading.Event, *, poll: bool
) -> tuple[Look, str]:
    """
    Post each save that is reported; end when one was not, or when the folder is replaced.

    The last look, and a sentence if reports cannot be relied on.
    """
    from watchfiles import watch

    inode, is_late = _inode(folder), False
    with suppress(OSError, RuntimeError):
        for changes in watch(
            folder,
            watch_filter=lambda _, path: is_watched(Path(path).name),
            step=STEP,
            rust_timeout=LOOK,
            yield_on_timeout=True,
            stop_event=stop,
            raise_interrupt=False,
            recursive=False,
            force_polling=poll,
            poll_delay_ms=POLL,
        ):
            now = look(folder)
            if changes:
                post("")
            elif _inode(folder) != inode:
                return before, ""
            # One look may fall between a save and its report; two in turn do not.
            elif now != before and is_late:
                return before, "" if poll else NOT_REPORTED
            is_late = not changes and now != before
            before = before if is_late else now
        return before, ""
    return before, NOT_REPORTED if folder.is_dir() and not poll else ""


def _inode(folder: Path) -> int:
    """What changes when a folder is replaced by another of the same name; 0 if there is none."""
    try:
        return folder.stat().st_ino
    except OSError:
        return 0
