"""
The keyboard: single characters as they are pressed, and the terminal as it was afterwards.

POSIX: cbreak mode (characters at once, no echo; Ctrl-C and Ctrl-Z keep their meaning). Windows:
msvcrt. Where there is neither, a line is read, and its first character counts.
"""

from __future__ import annotations

import atexit
import os
import re
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
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


@contextmanager
def keyboard(post: Post) -> Iterator[bool]:
    """
    Post the keys that are pressed while the body runs; yields whether Enter is needed after each.

    The terminal is restored on every way out, and while the process is stopped by Ctrl-Z.
    """
    stop = threading.Event()
    try:
        import termios
    except ImportError:
        read, needs_enter = _windows_or_lines()
        threading.Thread(target=read, args=(post, stop), daemon=True).start()
        try:
            yield needs_enter
        finally:
            stop.set()
        return
    with _cbreak(termios, sys.stdin.fileno(), lambda: post(REDRAW)), _reading(post, stop):
        yield False


@contextmanager
def _cbreak(termios: Any, file: int, redraw: Callable[[], object]) -> Iterator[None]:
    before = termios.tcgetattr(file)

    def restore() -> None:
        with suppress(termios.error, OSError, ValueError):
            termios.tcsetattr(file, termios.TCSADRAIN, before)

    def enter() -> None:
        import tty

        tty.setcbreak(file, termios.TCSADRAIN)

    atexit.register(restore)
    enter()
    try:
        with _stoppable(restore, enter, redraw):
            yield
    finally:
        restore()
        atexit.unregister(restore)


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
def _reading(post: Post, stop: threading.Event) -> Iterator[None]:
    """A thread that reads; the pipe wakes it at the end, so it takes no key that comes later."""
    woken, wake = os.pipe()
    thread = threading.Thread(target=_read, args=(post, stop, woken), daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        os.write(wake, b".")
        thread.join()
        os.close(woken)
        os.close(wake)


def _read(post: Post, stop: threading.Event, woken: int) -> None:
    import select

    file = sys.stdin.fileno()
    while not stop.is_set():
        ready, _, _ = select.select([file, woken], [], [])
        if stop.is_set():
            return
        for key in keys_in(_typed(file)) if file in ready else ():
            post(key)
            if key == INTERRUPT:
                return


def _typed(file: int) -> str:
    """What was typed; an interrupt if the terminal is gone."""
    try:
        typed = os.read(file, 1024)
    except OSError:
        typed = b""
    return typed.decode(errors="ignore") if typed else INTERRUPT


def keys_in(typed: str) -> str:
    """The characters among what was typed at once; an arrow key is none."""
    return SEQUENCE.sub("", typed).lower()


def _windows_or_lines() -> tuple[Callable[[Post, threading.Event], None], bool]:
    try:
        import msvcrt
    except ImportError:
        return _read_lines, True

    def read(post: Post, stop: threading.Event) -> None:
        read_windows(msvcrt, post, stop)

    return read, False


def read_windows(msvcrt: Any, post: Post, stop: threading.Event) -> None:
    """Read keys of a Windows console until `stop` is set."""
    while not stop.wait(PAUSE):
        while msvcrt.kbhit():
            key = msvcrt.getwch()
            if key in SPECIAL:
                msvcrt.getwch()
            else:
                post(key.lower())


def _read_lines(post: Post, stop: threading.Event) -> None:
    for line in sys.stdin:
        if stop.is_set():
            return
        post(line.strip()[:1].lower())
