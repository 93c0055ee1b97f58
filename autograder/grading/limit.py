"""
The time limit of a local run: an infinite loop ends in an exception, not in a hung terminal.

POSIX, main thread: a repeating interval timer. Elsewhere: a watching thread that raises in the
guarded one. Both repeat, because learner code may swallow the first exception in an `except:`;
the timer also traces the file from then on, so that its handlers are left as well. Both stop only
Python code, so a batch limits the whole process instead.
"""

from __future__ import annotations

import ctypes
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

Locate = Callable[[str], int | None]
"""Tells of the file name of a code object whether it is the learner's: not None."""

Below = frozenset[FrameType]
"""Frames that were running before the body; held, so that no new one can be taken for them."""

SECONDS = 10.0
AGAIN = 0.02

BUSY = 0.1
"""Code that used this share of its time was computing, on a busy machine too, not waiting."""

PATIENCE = 3
"""What computes may last so many times its seconds where the machine is busy."""

MOMENT = 0.05


class TimeIsUp(BaseException):
    """The limit is reached. A BaseException, so that `except Exception` does not swallow it."""


def time_left(seconds: float, waited: float, computed: float) -> float:
    """
    How long to go on after `waited` seconds on the clock; 0 when the time is up.

    A busy machine is nobody's fault: who computes gets all the seconds of computing, within
    reason. Who does not compute at all gets no more than the seconds on the clock.
    """
    if waited < seconds:
        return seconds - waited
    if computed >= seconds or computed < BUSY * waited or waited > PATIENCE * seconds:
        return 0.0
    return max(seconds - computed, MOMENT)


@contextmanager
def time_limit(seconds: float, locate: Locate = lambda _: None) -> Iterator[None]:
    """
    Raise TimeIsUp in the body once it has had its `seconds`, as `time_left` counts them.

    On POSIX another process may end it earlier, by SIGALRM.
    While a frame of the learner's is running it is raised again and again; other code meets it
    once, and so does what called the body: in a notebook that is a cell, too. A limit inside of
    another leaves the outer one running.
    """
    if hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread():
        guard = _timer(seconds, locate)
    else:
        guard = _watcher(seconds, locate)
    with guard:
        yield


@contextmanager
def _timer(seconds: float, locate: Locate) -> Iterator[None]:
    fired = False
    tracing = sys.gettrace()
    below = _stack()
    started, spent = time.monotonic(), time.process_time()

    def ring(_: int, frame: FrameType | None) -> None:
        nonlocal fired
        if fired and not _runs(locate, frame, below):
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
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        if outer:
            left = outer - (time.monotonic() - started)
            signal.setitimer(signal.ITIMER_REAL, max(left, AGAIN), again)
        sys.settrace(tracing)


def _leave_handlers(locate: Locate, frame: FrameType | None, below: Below) -> None:
    """Raise again at every line that the file still runs, such as the `pass` of an `except:`."""

    def trace(traced: FrameType, event: str, _: object) -> Any:
        if event == "line" and locate(traced.f_code.co_filename) is not None:
            raise TimeIsUp
        return trace

    while frame is not None and frame not in below:
        frame.f_trace = trace
        frame = frame.f_back
    sys.settrace(trace)


@contextmanager
def _watcher(seconds: float, locate: Locate) -> Iterator[None]:
    over = threading.Event()
    guarded = threading.get_ident()
    watched = guarded, over, seconds, locate, _stack()
    thread = threading.Thread(target=_watch, args=watched, daemon=True)
    thread.start()
    try:
        yield
    finally:
        _end(thread, over)


def _end(thread: threading.Thread, over: threading.Event) -> None:
    """
    Stop the watching thread; what it raised at the last moment arrives here, and ends here.

    It cannot be taken back: PyThreadState_SetAsyncExc(thread, NULL) leaves the interpreter waiting
    for an exception, and under a tracer (a debugger, coverage) Python 3.11 then waits for ever.
    """
    while thread.is_alive():
        try:
            over.set()
            thread.join()
            for _ in range(10):  # a loop is where a pending exception arrives
                pass
        except TimeIsUp:
            continue


def _watch(
    guarded: int, over: threading.Event, seconds: float, locate: Locate, below: Below
) -> None:
    started, spent = time.monotonic(), time.process_time()
    left = seconds
    while left:
        if over.wait(left):
            return
        left = time_left(seconds, time.monotonic() - started, time.process_time() - spent)
    _raise_in(guarded, TimeIsUp)
    while not over.wait(AGAIN):
        frame = sys._current_frames().get(guarded)  # noqa: SLF001 -- its only door
        if _runs(locate, frame, below):
            _raise_in(guarded, TimeIsUp)


def _raise_in(thread: int, error: type[BaseException]) -> None:
    """Raise in another thread at its next bytecode."""
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(error))


def _stack() -> Below:
    """What is running now: the frames that the body of a limit stands on."""
    frame: FrameType | None = sys._getframe()  # noqa: SLF001 -- its only door
    found = set()
    while frame is not None:
        found.add(frame)
        frame = frame.f_back
    return frozenset(found)


def _runs(locate: Locate, frame: FrameType | None, below: Below) -> bool:
    while frame is not None and frame not in below:
        if locate(frame.f_code.co_filename) is not None:
            return True
        frame = frame.f_back
    return False
