"""Saves and keys: what a learner does while watch runs, posted from threads of their own.

The folder is compared with itself ten times a second. That works on every file system, for any
editor, and when the folder is replaced; a look at a handful of files costs next to nothing.

Keys come without Enter. POSIX: cbreak mode (Ctrl-C and Ctrl-Z keep their meaning). Windows: msvcrt.
"""

import os
import re
import select
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

from autograder.grading.notebook_cells import ENDING

POLL = 0.1  # seconds between two looks
SETTLED = 0.02  # seconds without another change, after which a save is complete
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


PAUSE = 0.05  # seconds between two looks at the console of Windows
WAIT = 0.25  # seconds between two looks at whether the watch has ended; a key is read at once
SEQUENCE = re.compile(r"\x1b(\[[0-?]*[ -/]*[@-~]|O.|.)?|[\x00\xe0].")
"""What an arrow or a function key sends; the second form is that of Windows."""

INTERRUPT = "\x03"
REDRAW = "\x0c"  # Ctrl-L; posted after Ctrl-Z and `fg`, too, and when the terminal is resized

Post = Callable[[str], object]
Handler = Callable[[int, FrameType | None], object]


@contextmanager
def keyboard(post: Post) -> Iterator[None]:
    """Post the keys that are pressed. On every way out and for Ctrl-Z the terminal is restored."""
    with ExitStack() as stack:
        try:
            import termios
        except ImportError:
            import msvcrt

            read = partial(console, msvcrt)
        else:
            stack.enter_context(_cbreak(termios, sys.stdin.fileno(), lambda: post(REDRAW)))
            read = partial(terminal, sys.stdin.fileno())
        stop = threading.Event()
        thread = threading.Thread(target=_post_keys, args=(read, post, stop), daemon=True)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()


def keys_in(typed: str) -> str:
    """What was typed at once, without arrow and function keys."""
    return SEQUENCE.sub("", typed).lower()


def terminal(file: int) -> str:
    """What is typed within a moment; an interrupt if the terminal is gone."""
    try:
        if not select.select([file], [], [], WAIT)[0]:
            return ""
        return os.read(file, 1024).decode(errors="ignore") or INTERRUPT
    except OSError:
        return INTERRUPT


def console(msvcrt: Any) -> str:
    """The same for the console of Windows."""
    time.sleep(PAUSE)
    typed = ""
    while msvcrt.kbhit():
        typed += msvcrt.getwch()
    return typed


def _post_keys(read: Callable[[], str], post: Post, stop: threading.Event) -> None:
    while not stop.is_set():
        for key in keys_in(read()):
            post(key)
            if key == INTERRUPT:
                return


@contextmanager
def _cbreak(termios: Any, file: int, redraw: Callable[[], object]) -> Iterator[None]:
    """On Ctrl-Z the shell gets its terminal back; after `fg` it is ours again."""
    import tty

    before = termios.tcgetattr(file)

    def restore() -> None:
        with suppress(termios.error, OSError, ValueError):
            termios.tcsetattr(file, termios.TCSADRAIN, before)

    def pause(number: int, _: FrameType | None) -> None:
        restore()
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)  # returns after `fg`
        signal.signal(number, pause)
        tty.setcbreak(file, termios.TCSADRAIN)
        redraw()

    tty.setcbreak(file, termios.TCSADRAIN)
    with handling({signal.SIGTSTP: pause, signal.SIGWINCH: lambda *_: redraw()}):
        try:
            yield
        finally:
            restore()


@contextmanager
def handling(handlers: Mapping[signal.Signals, Handler]) -> Iterator[None]:
    """Handle signals like this while the body runs."""
    before = {number: signal.signal(number, handler) for number, handler in handlers.items()}
    try:
        yield
    finally:
        for number, earlier in before.items():
            signal.signal(number, earlier)
