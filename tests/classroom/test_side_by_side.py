"""
One function on many pieces of work, in several processes.

What is forked is forked from a process of its own, since the one of the tests has other threads.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable

import psutil
import pytest

from autograder.classroom import side_by_side as module
from autograder.classroom.side_by_side import side_by_side

PIECES = [str(number).encode() for number in range(20)]
LARGE = 300_000  # bytes: more than a pipe holds
ALONE = "from tests.classroom import test_side_by_side as tests; tests.with_three_cores(tests.{})"


def alone(act: Callable[[], None]) -> None:
    """Run a function of this file in a new process, and expect it to end well."""
    if sys.platform != "linux":
        pytest.skip("Nothing is forked here.")
    code = ALONE.format(act.__name__)
    ended = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True)
    assert (0, b"") == (ended.returncode, ended.stderr)


def with_three_cores(act: Callable[[], None]) -> None:
    module.cores = lambda: 3
    act()


def doubled(piece: bytes) -> bytes:
    return piece * 2


def signed(_: bytes) -> bytes:
    """Which process it is that makes something."""
    return b"%d" % os.getpid()


def there(pieces: list[bytes], make: Callable[[bytes], bytes] = doubled) -> None:
    assert [*map(doubled, pieces)] == [*side_by_side(make, pieces)]


def in_order() -> None:
    for count in (0, 1, 2, 3, 4, 20):
        there(PIECES[:count])
    there([piece * LARGE for piece in PIECES])


def test_everything_is_made_in_order() -> None:
    """
    Each piece is made once and comes in its turn, be there more pieces than processes or fewer,
    and whatever their size.
    """
    in_order()
    alone(in_order)


def on_all_cores() -> None:
    workers = {*side_by_side(signed, PIECES)}
    assert 3 == len(workers - {signed(b"")}) == len(workers)


def test_all_cores_are_used() -> None:
    """
    There is a process for each core, and the one that asks does none of the work.
    """
    alone(on_all_cores)


def one_dies() -> None:
    home = os.getpid()

    def made(piece: bytes) -> bytes:
        if piece in {b"4", b"5"} and os.getpid() != home:
            os.kill(os.getpid(), signal.SIGKILL)
        return doubled(piece)

    there(PIECES, made)


def test_who_dies_costs_nothing() -> None:
    """
    A process that is killed on the way loses no piece, and none is made in another order.
    """
    alone(one_dies)


def an_error() -> None:
    def made(piece: bytes) -> bytes:
        if piece == b"7":
            raise OSError("no space left")
        return doubled(piece)

    found = side_by_side(made, PIECES)
    assert [*map(doubled, PIECES[:7])] == [next(found) for _ in range(7)]
    with pytest.raises(OSError, match="no space left"):
        next(found)


def test_an_error_is_that_of_the_process_that_asks() -> None:
    """
    What goes wrong for a piece is raised where it was asked for, after what came before it.
    """
    an_error()
    alone(an_error)


def stopped_in_the_middle() -> None:
    found = side_by_side(doubled, PIECES)
    next(found)
    assert 3 == len(psutil.Process().children())
    found.close()
    assert not psutil.Process().children()


def test_nobody_is_left_behind() -> None:
    """
    Stopping in the middle leaves no process.
    """
    alone(stopped_in_the_middle)


def killed() -> None:
    pid = os.fork()
    if not pid:
        for _ in side_by_side(signed, PIECES):
            time.sleep(60)
    parent = psutil.Process(pid)
    until(lambda: 3 == len(parent.children()))
    workers = parent.children()
    parent.kill()
    os.waitpid(pid, 0)
    until(lambda: not any(one.is_running() and one.status() != "zombie" for one in workers))


def until(is_so: Callable[[], bool]) -> None:
    """Wait for something; it fails if it never comes."""
    for _ in range(200):
        if is_so():
            return
        time.sleep(0.05)
    raise AssertionError("It never came.")


def test_they_end_with_the_process_that_started_them() -> None:
    """
    If the command is killed, its processes end by themselves.
    """
    alone(killed)


def beside_a_thread() -> None:
    stop = threading.Event()
    threading.Thread(target=stop.wait).start()
    try:
        assert {signed(b"")} == {*side_by_side(signed, PIECES)}
    finally:
        stop.set()


def test_beside_another_thread_nothing_is_forked() -> None:
    """
    A lock that another thread holds would stay locked in a copy, so all is done in one process.
    """
    alone(beside_a_thread)


def without_room() -> None:
    def full(_: object) -> None:
        raise BlockingIOError

    module._forked = full  # type: ignore[assignment]
    assert {signed(b"")} == {*side_by_side(signed, PIECES)}


def test_a_system_without_room_for_processes_is_enough() -> None:
    """
    Where no process can be started, all is done in one.
    """
    alone(without_room)
