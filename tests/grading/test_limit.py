"""
The time limit.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable

import pytest

from autograder.grading import limit
from autograder.grading.limit import MachineBusy, TimeIsUp, queued, time_left, time_limit


def own(file: str) -> int | None:
    """The loops of this file are the learner's."""
    return 0 if file == __file__ else None


def spin() -> None:
    while True:
        pass


def swallow() -> None:
    while True:
        try:  # noqa: SIM105 -- what a learner may write
            spin()
        except:  # noqa: E722, S110 -- what a learner may write
            pass


def swallow_exceptions() -> None:
    while True:
        try:  # noqa: SIM105 -- what a learner may write
            spin()
        except Exception:  # noqa: BLE001, S110 -- what a learner may write
            pass


ENDLESS = [spin, swallow, swallow_exceptions]


@pytest.mark.parametrize("endless", ENDLESS)
def test_endless_loop_ends(endless: Callable[[], None]) -> None:
    """
    An endless loop ends, even one that swallows every exception.
    """
    started = time.process_time()
    with pytest.raises(TimeIsUp), time_limit(0.1, own):
        endless()

    assert time.process_time() - started < 3


@pytest.mark.parametrize("endless", [spin, swallow_exceptions])
def test_endless_loop_ends_without_signals(
    endless: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Where there are no interval timers, as on Windows, a watching thread ends the loop.
    """
    monkeypatch.delattr(signal, "setitimer")
    with pytest.raises(TimeIsUp), time_limit(0.1, own):
        endless()


TRACED = """
import contextlib, sys
from autograder.grading import limit

def trace(*_):
    return trace

def own(file):
    return 0 if file == "<string>" else None

def spin():
    while True: pass

def run():
    with contextlib.suppress(limit.TimeIsUp), limit.time_limit(0.05, own):
        spin()
    print("ended")

del limit.signal.setitimer
sys.settrace(trace)
for _ in range(20):
    run()
"""


def test_endless_loop_ends_in_a_debugger() -> None:
    """
    Without interval timers a limit ends under a tracer, too, time after time.
    """
    command = [sys.executable, "-c", TRACED]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)

    assert ["ended"] * 20 == done.stdout.split()


def test_endless_loop_ends_outside_the_main_thread() -> None:
    """
    A check that runs in another thread is limited, too.
    """
    ended = []

    def run() -> None:
        try:
            with time_limit(0.1, own):
                spin()
        except TimeIsUp:
            ended.append(True)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(60)

    assert [True] == ended


def test_a_late_exception_leaves_no_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A TimeIsUp that arrives while the watching thread is ended does not keep the thread running.
    """
    end, before = limit._end, threading.active_count()
    late = [TimeIsUp]

    def end_late(thread: threading.Thread, over: threading.Event) -> None:
        if late:
            raise late.pop()
        end(thread, over)

    monkeypatch.delattr(signal, "setitimer")
    monkeypatch.setattr(limit, "_end", end_late)
    with time_limit(60, own):
        pass

    assert ([], before) == (late, threading.active_count())


def test_quick_body_is_left_alone() -> None:
    """
    A body within its limit is not disturbed, then or later.
    """
    with time_limit(0.05):
        done = True
    time.sleep(0.1)

    assert done


def test_handler_is_put_back() -> None:
    """
    The previous alarm handler is back afterwards.
    """
    if not hasattr(signal, "SIGALRM"):
        pytest.skip("POSIX only")
    before = signal.getsignal(signal.SIGALRM)
    with time_limit(1):
        pass

    assert before is signal.getsignal(signal.SIGALRM)


def test_inner_limit_leaves_the_outer_one() -> None:
    """
    After a limit inside another, the outer one still ends its body.
    """

    def nest() -> None:
        with time_limit(5, own):
            pass
        spin()

    with pytest.raises(TimeIsUp), time_limit(0.2, own):
        nest()


@pytest.mark.parametrize("has_signals", [True, False], ids=["signals", "thread"])
def test_what_called_the_body_meets_it_once(
    has_signals: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    After the limit, the code that set it is left in peace, even if it counts as the learner's.
    """
    if not has_signals:
        monkeypatch.delattr(signal, "setitimer")
    met, end = 0, time.monotonic() + 0.6
    with time_limit(0.1, own):
        while time.monotonic() < end and met < 9:
            try:
                time.sleep(0.05)  # since Python 3.13 the jump of a loop is in no `try` around it
            except TimeIsUp:
                met += 1

    assert 1 == met


@pytest.mark.parametrize(
    ("waited", "computed", "left"),
    [
        pytest.param(2, 2.0, 8.0, id="early"),
        pytest.param(10, 4.0, 6.0, id="busy-machine"),
        pytest.param(29, 9.0, 1.0, id="very-busy-machine"),
        pytest.param(10, 9.99, 0.05, id="nearly"),
        pytest.param(10, 10.0, 0.0, id="computed-all"),
        pytest.param(10, 0.5, 0.0, id="waits"),
    ],
)
def test_a_busy_machine_is_nobodys_fault(waited: float, computed: float, left: float) -> None:
    """
    Code that computes gets all its seconds, within reason; code that waits gets no more.
    """
    assert left == pytest.approx(time_left(10.0, waited, computed))


@pytest.mark.parametrize(
    ("computed", "queued", "left"),
    [
        pytest.param(0.5, 24.0, 9.5, id="queues"),
        pytest.param(0.5, 0.0, 0.0, id="waits"),
        pytest.param(1.0, 14.0, 0.0, id="waits-now-and-then"),
        pytest.param(10.0, 15.0, 0.0, id="computed-all"),
    ],
)
def test_queueing_is_not_waiting(computed: float, queued: float, left: float) -> None:
    """Where the kernel counts how long code queued for a processor, only real idling is counted."""
    assert left == pytest.approx(time_left(10.0, 25.0, computed, queued))


@pytest.mark.parametrize(("computed", "queued"), [(9.0, None), (2.0, 27.0)])
def test_out_of_patience_nothing_is_known(computed: float, queued: float | None) -> None:
    """Code that had no fair share for very long is ended as the fault of nobody."""
    with pytest.raises(MachineBusy):
        time_left(10.0, 31.0, computed, queued)


def test_queueing_is_counted_where_linux_does() -> None:
    """A process's queueing grows and never falls; nothing is said of one that does not exist."""
    first = queued("self")
    if first is None:
        pytest.skip("this kernel does not count it")

    assert 0 <= first <= (queued("self") or 0)
    assert queued("-1") is None


SUSPENDED = """
import sys, time
from autograder.grading import limit
limit.JUMP = 0.2
where = limit.time_limit(float(sys.argv[1]), lambda _: 0)
if sys.argv[2] == "thread":
    del limit.signal.setitimer
    where = limit.time_limit(float(sys.argv[1]), lambda _: 0)
with where:
    print("ready", flush=True)
    end = time.process_time() + 0.3
    while time.process_time() < end:
        pass
print("ended")
"""


@pytest.mark.parametrize("kind", ["timer", "thread"])
def test_a_suspended_process_is_no_endless_loop(kind: str) -> None:
    """The time in which a process was stopped (Ctrl-Z, a closed lid) counts for nothing."""
    if not hasattr(signal, "SIGSTOP"):
        pytest.skip("POSIX only")
    command = [sys.executable, "-c", SUSPENDED, "1.5", kind]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert "ready\n" == process.stdout.readline()
        process.send_signal(signal.SIGSTOP)
        time.sleep(2.5)
        process.send_signal(signal.SIGCONT)
        rest = process.stdout.read()

    assert ("ended\n", 0) == (rest, process.returncode)


@pytest.mark.parametrize("in_main_thread", [True, False])
def test_code_on_a_busy_machine_is_let_go_on(
    monkeypatch: pytest.MonkeyPatch, in_main_thread: bool
) -> None:
    """
    A process that gets half the machine may use more seconds on the clock.
    """
    monkeypatch.setattr(time, "process_time", lambda: time.monotonic() / 2)
    ended: list[float] = []

    def busy() -> None:
        began = time.monotonic()
        with pytest.raises(TimeIsUp), time_limit(0.3, own):
            spin()
        ended.append(time.monotonic() - began)

    if in_main_thread:
        busy()
    else:
        thread = threading.Thread(target=busy)
        thread.start()
        thread.join(60)

    assert 0.5 < ended[0] < 30
