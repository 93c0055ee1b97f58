"""Learner code runs only for so long.

An infinite loop ends in an exception, not in a hung terminal. In the main thread on POSIX, an
interval timer raises it; elsewhere a watching thread raises it in the guarded one. Both repeat,
because learner code may swallow the first exception in an `except:`; the timer also traces the file
from then on, so that the handlers are left, too. Both stop Python code only, so a batch limits the
whole process instead.

The time is up for code that has computed, or idled, for so long. What the clock on the wall says
of a process that was suspended, or that queued on a busy machine, is not the code's doing.
"""

import ctypes
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

Locate = Callable[[str], int | None]
"""From the file name of a code object to its cell; None if the code is not the learner's."""

Below = frozenset[FrameType]
"""Frames that were running before the body; held, so that no new frame is mistaken for one."""

SECONDS = 10.0
AGAIN = 0.02

BUSY = 0.1
"""Code that used this share of its time was computing, where nobody counts how long it queued."""

PATIENCE = 3
"""On a busy machine, code may take this many times its seconds; then nothing is known of it."""

LEAST = 5.0
"""Seconds of patience, however short a limit is."""

TICK, JUMP = 0.25, 1.0
"""Seconds between two looks at the clocks, and the most that one look counts: a process that was
suspended (Ctrl-Z, a closed lid) finds that hours have passed.
"""

LONG, EARLY = 3600.0, 0.005
"""A limit that only another process reaches needs no looks; a timer rings no earlier than so."""

MOMENT = 0.05


class TimeIsUp(BaseException):
    """The limit is reached. A BaseException, so that `except Exception` does not swallow it."""


class MachineBusy(TimeIsUp):
    """Patience is over, but the code had no fair share of the machine: nobody knows its time."""


class TooExpensive(Exception):  # noqa: N818 -- the status word
    """The limit is reached over an answer that was given in time."""


Spent = tuple[float, float | None]
"""Seconds of computing and, where the kernel counts them, of queueing for a processor."""


@dataclass(slots=True)
class Stopwatch:
    """How code uses its time. spent: its seconds of computing so far, and of queueing if known.

    waited: seconds on the clock so far, but for those in which the process was suspended.
    """

    seconds: float
    spent: Callable[[], Spent]
    waited: float = 0.0
    looked: float = field(default_factory=time.monotonic)
    before: Spent | None = None

    def __post_init__(self) -> None:
        self.before = self.before or self.spent()

    def look(self) -> float:
        """Look at the clocks: seconds to go on, 0 when the time is up. Raises MachineBusy."""
        self.count()
        return time_left(self.seconds, self.waited, *self.used())

    def count(self) -> None:
        """Count the time since the last look."""
        now = time.monotonic()
        self.waited += min(now - self.looked, JUMP)
        self.looked = now

    def used(self) -> Spent:
        """Seconds of computing and of queueing since it was started."""
        (computed, queued), (before, queued_before) = self.spent(), self.before or (0.0, None)
        if queued is None or queued_before is None:
            return computed - before, None
        return computed - before, queued - queued_before


def queued(process: str) -> float | None:
    """Seconds for which a process has waited for its turn; None where no kernel counts them."""
    try:
        return int(Path(f"/proc/{process}/schedstat").read_bytes().split()[1]) / 1e9
    except (OSError, ValueError, LookupError):
        return None


def idle(waited: float, computed: float, queued: float | None) -> float:
    """Seconds in which code did not even want to compute; a guess if its queueing is not known."""
    if queued is None:
        return waited if computed < BUSY * waited else 0.0
    return max(0.0, waited - computed - queued)


def time_left(seconds: float, waited: float, computed: float, queued: float | None = None) -> float:
    """How long code may go on after `waited` seconds; 0 when the time is up.

    It gets its seconds of computing, and not more than them of idling. Raises MachineBusy if it
    has had neither when patience is over.
    """
    left = seconds - max(computed, idle(waited, computed, queued))
    if left > 0 and waited > max(PATIENCE * seconds, LEAST):
        raise MachineBusy
    return max(left, MOMENT) if left > 0 else 0.0


def time_limit(seconds: float, locate: Locate = lambda _: None) -> AbstractContextManager[None]:
    """Raise TimeIsUp in the body once it has had its `seconds`, as `time_left` counts them, or
    MachineBusy if it never gets them.

    On POSIX another process may end it earlier, by SIGALRM. It is raised again and again while a
    frame of the learner's is running; other code meets it once, and so does the code around the
    body, even a notebook's cell. A limit inside another leaves the outer one running.
    """
    if hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread():
        return _timer(seconds, locate)
    return _watcher(seconds, locate)


@dataclass(slots=True)
class _Alarm:
    """What SIGALRM does for a limit. below: the stack under its body. due: when it should ring."""

    watch: Stopwatch
    locate: Locate
    below: Below
    due: float = 0.0
    is_over: bool = False
    has_fired: bool = False

    def set_for(self, left: float) -> tuple[float, float]:
        """Ring once at the next look; what the timer was set for before."""
        wait = left if self.watch.seconds > LONG else min(left, TICK)
        self.due = time.monotonic() + wait
        return signal.setitimer(signal.ITIMER_REAL, wait)

    def ring(self, _: int, frame: FrameType | None) -> None:
        if self.is_over or (self.has_fired and not _runs(self.locate, frame, self.below)):
            return
        up: type[TimeIsUp] = TimeIsUp
        if self.has_fired:
            _leave_handlers(self.locate, frame, self.below)
        elif time.monotonic() > self.due - EARLY:  # else another process rings
            try:
                left = self.watch.look()
            except MachineBusy:
                up, left = MachineBusy, 0.0
            if left:
                self.set_for(left)
                return
        if not self.has_fired:
            self.has_fired = True
            signal.setitimer(signal.ITIMER_REAL, AGAIN, AGAIN)
        raise up


@contextmanager
def _timer(seconds: float, locate: Locate) -> Iterator[None]:
    watch = Stopwatch(seconds, lambda: (time.process_time(), queued("self")))
    alarm = _Alarm(watch, locate, _stack())
    tracing, started = sys.gettrace(), time.monotonic()
    before = signal.signal(signal.SIGALRM, alarm.ring)
    outer, again = alarm.set_for(seconds)
    try:
        yield
    finally:
        alarm.is_over = True
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
    guarded, task, below = threading.get_ident(), threading.get_native_id(), _stack()
    over, is_over = threading.Event(), False
    stopwatch = Stopwatch(seconds, lambda: (time.process_time(), queued(f"self/task/{task}")))

    def watch() -> None:
        left, up = seconds, TimeIsUp
        while left:
            if over.wait(min(left, TICK)):
                return
            try:
                left = stopwatch.look()
            except MachineBusy:
                left, up = 0.0, MachineBusy
        if not is_over:
            _raise_in(guarded, up)
        while not over.wait(AGAIN) and not is_over:
            frame = sys._current_frames().get(guarded)  # noqa: SLF001 -- the only way to it
            if _runs(locate, frame, below) and not is_over:
                _raise_in(guarded, up)

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


def _raise_in(thread: int, up: type[TimeIsUp]) -> None:
    """Raise TimeIsUp in another thread at its next bytecode."""
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(up))


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
