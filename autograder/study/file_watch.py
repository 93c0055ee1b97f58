"""
Saves: which files of a folder were written, whatever way an editor writes them.

The system tells of changes at once (watchfiles); beside it, every second, the folder itself is
looked at, because some file systems tell nothing. What was not told is found that way.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from autograder.grading.codecells import ENDING

STEP = 20
"""Milliseconds without another event, after which a save is complete."""

LOOK = 1000
"""Milliseconds between two looks at the folder, while the system is trusted to tell."""

POLL = 0.25
"""Seconds between two looks, while it is not."""

NOT_TOLD = (
    "The system does not tell of saves here, so the folder is looked at every quarter second."
)
NOT_THERE = "watchfiles cannot be loaded, so the folder is looked at every quarter second."

Look = dict[str, tuple[int, int, int]]
Post = Callable[[str], object]


def is_watched(name: str) -> bool:
    """Whether a file may hold work: no cache, no backup, nothing hidden."""
    return name.endswith((".py", ENDING)) and not name.startswith((".", "#", "~"))


def look(folder: Path) -> Look:
    """Time, size and number of each file that may hold work; nothing if there is no folder."""
    found: Look = {}
    with suppress(OSError):
        for path in folder.iterdir():
            with suppress(OSError):
                if is_watched(path.name) and path.is_file():
                    stat = path.stat()
                    found[path.name] = stat.st_mtime_ns, stat.st_size, stat.st_ino
    return found


def tell_saves(folder: Path, post: Post, stop: threading.Event, *, poll: bool = False) -> None:
    """
    Post after each save until `stop` is set; runs in a thread of its own.

    post: gets a sentence to show, mostly an empty one. poll: never ask the system.
    """
    before = look(folder)
    while not stop.is_set():
        remark = ""
        if not poll and folder.is_dir():
            before, remark = _listened(folder, before, post, stop)
            poll = bool(remark)
        if not remark:
            stop.wait(POLL)
        before, last = look(folder), before
        if (before != last or remark) and not stop.is_set():
            post(remark)


def _listened(folder: Path, before: Look, post: Post, stop: threading.Event) -> tuple[Look, str]:
    """Listen for as long as it works; the last look, and why it works no more."""
    try:
        return _listen(folder, before, post, stop)
    except ImportError:
        return before, NOT_THERE
    except (OSError, RuntimeError):
        return before, NOT_TOLD if folder.is_dir() else ""


def _listen(folder: Path, before: Look, post: Post, stop: threading.Event) -> tuple[Look, str]:
    """
    Post what the system tells, until it fails to tell of a save.

    The last look, and a sentence if the system is not to be trusted; none if another folder of
    this name has taken the place of the first.
    """
    number = _number(folder)
    is_late = False
    for told in _events(folder, stop):
        now = look(folder)
        if told:
            post("")
        elif _number(folder) != number:
            return before, ""
        elif now != before and is_late:
            return before, NOT_TOLD
        # One look may come between a save and what the system tells of it; two in turn do not.
        is_late = not told and now != before
        before = before if is_late else now
    return look(folder), ""


def _number(folder: Path) -> int:
    """By what the system tells folders of the same name apart; 0 if there is none."""
    try:
        return folder.stat().st_ino
    except OSError:
        return 0


def _events(folder: Path, stop: threading.Event) -> Iterator[bool]:
    """True after a save, False after a while without one. Raises ImportError, OSError."""
    from watchfiles import watch

    for changes in watch(
        folder,
        watch_filter=lambda _, path: is_watched(Path(path).name),
        step=STEP,
        rust_timeout=LOOK,
        yield_on_timeout=True,
        stop_event=stop,
        raise_interrupt=False,
        recursive=False,
    ):
        yield bool(changes)
