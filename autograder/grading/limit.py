"""Learner code runs within limits: quietly, without a keyboard, and only for so long.

An infinite loop ends in an exception, not in a hung terminal. In the main thread on POSIX, an
interval timer raises it; elsewhere a watching thread raises it in the guarded one. Both repeat,
because learner code may swallow the first exception in an `except:`; the timer also traces the file
from then on, so that the handlers are left, too. Both stop Python code only, so a batch limits the
whole process instead.
"""

import ctypes
import io
import os
import signal
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from types import FrameType
from typing import Any

Locate = Callable[[str], int | None]
"""From the file name of a code object to its cell; None if the code is not the learner's."""

Below = frozenset[FrameType]
"""Frames that were running before the body; held, so that no new frame is mistaken for one."""

PRINTED = 65_536
"""Characters of its output that are kept."""

SECONDS = 10.0
AGAIN = 0.02

BUSY = 0.1
"""Code that used this share of its time was computing, even on a busy machine, not waiting."""

PATIENCE = 3
"""On a busy machine, code that computes may take this many times its seconds."""

MOMENT = 0.05


class TimeIsUp(BaseException):
    """The limit is reached. A BaseException, so that `except Exception` does not swallow it."""


class TooExpensive(Exception):  # noqa: N818 -- the status word
    """The limit is reached over an answer that was given in time."""


def time_left(seconds: float, waited: float, computed: float) -> float:
    """How long to go on after `waited` seconds on the clock; 0 when the time is up.

    A busy machine is nobody's fault: code that computes gets all its seconds of computing, within
    reason. Code that only waits gets no more than the seconds on the clock.
    """
    if waited < seconds:
        return seconds - waited
    if computed >= seconds or computed < BUSY * waited or waited > PATIENCE * seconds:
        return 0.0
    return max(seconds - computed, MOMENT)


def time_limit(seconds: float, locate: Locate = lambda _: None) -> AbstractContextManager[None]:
    """Raise TimeIsUp in the body once it has had its `seconds`, as `time_left` counts them.

    On POSIX another process may end it earlier, by SIGALRM. It is raised again and again while a
    frame of the learner's is running; other code meets it once, and so does the code around the
    body, even a notebook's cell. A limit inside another leaves the outer one running.
    """
    if hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread():
        return _timer(seconds, locate)
    return _watcher(seconds, locate)


@contextmanager
def _timer(seconds: float, locate: Locate) -> Iterator[None]:
    fired = is_over = False
    tracing = sys.gettrace()
    below = _stack()
    started, spent = time.monotonic(), time.process_time()

    def ring(_: int, frame: FrameType | None) -> None:
        nonlocal fired
        if is_over or (fired and not _runs(locate, frame, below)):
            return
        if fired:
            _leave_handlers(locate, frame, below)
        else:
            waited = time.monotonic() - started
            left = time_left(seconds, waited, time.process_time() - spent)
            is_early = waited < seconds  # another process rings
            signal.setitimer(signal.ITIMER_REAL, AGAIN if is_early else left or AGAIN, AGAIN)
            if left and not is_early:
                return
        fired = True
        raise TimeIsUp

    before = signal.signal(signal.SIGALRM, ring)
    outer, again = signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
    try:
        yield
    finally:
        is_over = True
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        if outer:
            left = outer - (time.monotonic() - started)
            signal.setitimer(signal.ITIMER_REAL, max(left, AGAIN), again)
        sys.settrace(tracing)


def _leave_handlers(locate: Locate, frame: FrameType | None, below: Below) -> None:
    """Raise at every further line of the learner's file, such as the `pass` of an `except:`."""

    def trace(traced: FrameType, event: str, _: object) -> Any:
        if event == "line" and locate(traced.f_code.co_filename) is not None:
            raise TimeIsUp
        return trace

    for running in _frames(frame, below):
        running.f_trace = trace
    sys.settrace(trace)


@contextmanager
def _watcher(seconds: float, locate: Locate) -> Iterator[None]:
    guarded, below = threading.get_ident(), _stack()
    over, is_over = threading.Event(), False

    def watch() -> None:
        started, spent = time.monotonic(), time.process_time()
        left = seconds
        while left:
            if over.wait(left):
                return
            left = time_left(seconds, time.monotonic() - started, time.process_time() - spent)
        if not is_over:
            _raise_in(guarded)
        while not over.wait(AGAIN) and not is_over:
            frame = sys._current_frames().get(guarded)  # noqa: SLF001 -- the only way to it
            if _runs(locate, frame, below) and not is_over:
                _raise_in(guarded)

    thread = threading.Thread(target=watch, daemon=True)
    try:
        thread.start()
        yield
    finally:
        is_over = True  # comes before any exception that is still pending
        try:
            _end(thread, over)
        except TimeIsUp:
            _end(thread, over)


def _end(thread: threading.Thread, over: threading.Event) -> None:
    """Stop the watching thread; what it raised at the last moment arrives here, at a call or loop.

    It cannot be withdrawn: PyThreadState_SetAsyncExc(thread, NULL) leaves the interpreter waiting
    for an exception, and under a tracer (a debugger, coverage) Python 3.11 then waits for ever.
    """
    over.set()
    if thread.ident is not None:  # Ctrl-C may come before it is started
        thread.join()
    for _ in range(10):
        pass


def _raise_in(thread: int) -> None:
    """Raise TimeIsUp in another thread at its next bytecode."""
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(TimeIsUp))


def _stack() -> Below:
    """What is running now: the frames below the body of a limit."""
    return frozenset(_frames(sys._getframe(), frozenset()))  # noqa: SLF001 -- the only way to it


def _runs(locate: Locate, frame: FrameType | None, below: Below) -> bool:
    """Whether learner code is running above the frames below."""
    return any(locate(one.f_code.co_filename) is not None for one in _frames(frame, below))


def _frames(frame: FrameType | None, below: Below) -> Iterator[FrameType]:
    while frame is not None and frame not in below:
        yield frame
        frame = frame.f_back


class Output(io.TextIOBase):
    """What a call printed, stdout and stderr together, and what it warned of.

    Only the first characters are kept, so a flood of prints costs no memory.
    """

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.left = PRINTED
        self.printed = ""
        self.warned: list[str] = []

    def writable(self) -> bool:
        return True

    def reconfigure(self, **_: object) -> None:
        """Everything is kept as text, whatever encoding is asked for."""

    def write(self, text: str) -> int:
        if self.left > 0:
            self.parts.append(text[: self.left])
            self.left -= len(text)
        return len(text)


class _NoKeyboard(io.TextIOBase):
    """Replaces the keyboard during a check."""

    def readable(self) -> bool:
        return True

    def read(self, _: int | None = -1) -> str:
        raise EOFError("nobody types during a check")

    readline = read  # type: ignore[assignment]


def is_quiet() -> bool:
    """Whether the kit is running a learner's code right now."""
    return isinstance(sys.stdin, _NoKeyboard)


@contextmanager
def quiet() -> Iterator[Output]:
    """Catch what the body prints and warns of; pictures are drawn without a window."""
    output = Output()
    before = sys.stdout, sys.stderr, sys.stdin
    os.environ.setdefault("MPLBACKEND", "Agg")
    with warnings.catch_warnings(record=True, action="default") as caught:
        sys.stdout, sys.stderr, sys.stdin = output, output, _NoKeyboard()
        try:
            yield output
        finally:
            sys.stdout, sys.stderr, sys.stdin = before
            output.printed = "".join(output.parts)
            output.warned = [str(warning.message)[:300] for warning in caught]
