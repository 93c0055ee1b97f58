"""
The keyboard: single characters as they are pressed, and the terminal restored afterwards.

POSIX: cbreak mode (characters at once, no echo; Ctrl-C and Ctrl-Z keep their meaning). Windows:
msvcrt.
"""

from __future__ import annotations

import os
import re
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from types import FrameType
from typing import Any

PAUSE = 0.05
SEQUENCE = re.compile(r"\x1b(\[[0-?]*[ -/]*[@-~]|O.|.)?")
"""What an arrow or a function key sends."""

INTERRUPT = "\x03"
REDRAW = "\x0c"
"""Ctrl-L; posted as well after Ctrl-Z and `fg`, and when the terminal has another size."""

SPECIAL = {"\x00", "\xe0"}
"""On Windows, the first half of an arrow or a function key."""

Post = Callable[[str], object]


def keyboard(post: Post) -> AbstractContextManager[None]:
    """
    Post the keys that are pressed while the body runs.

    The terminal is restored on every way out, and while the process is stopped by Ctrl-Z.
    """
    try:
        import termios
    except ImportError:
        import msvcrt

        return _console(msvcrt, post)
    return _terminal(termios, post)


@contextmanager
def _terminal(termios: Any, post: Post) -> Iterator[None]:
    import tty

    file = sys.stdin.fileno()
    before = termios.tcgetattr(file)

    def restore() -> None:
        with suppress(termios.error, OSError, ValueError):
            termios.tcsetattr(file, termios.TCSADRAIN, before)

    def enter() -> None:
        tty.setcbreak(file, termios.TCSADRAIN)

    enter()
    try:
        with _stoppable(restore, enter, lambda: post(REDRAW)), _reading(file, post):
            yield
    finally:
        restore()


@contextmanager
def _stoppable(
    restore: Callable[[], None], enter: Callable[[], None], redraw: Callable[[], object]
) -> Iterator[None]:
    """On Ctrl-Z the shell gets its terminal as it was; `fg` takes it again."""

    def stop(number: int, _: FrameType | None) -> None:
        restore()
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)  # returns after `fg`
        signal.signal(number, stop)
        enter()
        redraw()

    wanted = {signal.SIGTSTP: stop, signal.SIGWINCH: lambda *_: redraw()}
    before = {number: signal.signal(number, handler) for number, handler in wanted.items()}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _reading(file: int, post: Post) -> Iterator[None]:
    """A thread that reads; the pipe wakes it at the end, so that it takes no later key."""
    woken, wake = os.pipe()
    thread = threading.Thread(target=_read, args=(file, woken, post), daemon=True)
    thread.start()
    try:
        yield
    finally:
        os.close(wake)
        thread.join()
        os.close(woken)


def _read(file: int, woken: int, post: Post) -> None:
    import select

    while woken not in (ready := select.select([file, woken], [], [])[0]):
        for key in keys_in(_typed(file)) if ready else ():
            post(key)
            if key == INTERRUPT:
                return


def _typed(file: int) -> str:
    """What was typed; an interrupt if the terminal is gone."""
    try:
        return os.read(file, 1024).decode(errors="ignore") or INTERRUPT
    except OSError:
        return INTERRUPT


def keys_in(typed: str) -> str:
    """The characters among what was typed at once, without arrow and function keys."""
    return SEQUENCE.sub("", typed).lower()


@contextmanager
def _console(msvcrt: Any, post: Post) -> Iterator[None]:
    stop = threading.Event()
    threading.Thread(target=read_console, args=(msvcrt, post, stop), daemon=True).start()
    try:
        yield
    finally:
        stop.set()


def read_console(msvcrt: Any, post: Post, stop: threading.Event) -> None:
    """Read keys of a Windows console until `stop` is set."""
    while not stop.wait(PAUSE):
        while msvcrt.kbhit():
            key = msvcrt.getwch()
            if key in SPECIAL:
                msvcrt.getwch()
            else:
                post(key.lower())
