"""
What a checker reports to the supervisor, and when.
"""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from autograder.sandbox import ipc
from autograder.sandbox.broker import BATCH, Broker

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the sandbox is Linux's")


@pytest.fixture
def ends() -> Iterator[tuple[Broker, socket.socket]]:
    near, far = ipc.socket_pair()
    with near, far:
        yield Broker(near), far


def heard(far: socket.socket) -> list[Any]:
    """What has arrived by now; empty if nothing."""
    try:
        return ipc.receive(far, wait=False)[0]
    except BlockingIOError:
        return []


def test_what_can_wait_leaves_together(ends: tuple[Broker, socket.socket]) -> None:
    """
    Nothing is sent until it is asked for, and then all of it in its order, once.
    """
    broker, far = ends
    broker.report("check", 0)
    broker.report("result", 0)
    assert [] == heard(far)
    broker.flush()
    broker.flush()

    assert [["check", 0], ["result", 0]] == heard(far)
    assert [] == heard(far)


def test_nothing_waits_for_long(ends: tuple[Broker, socket.socket]) -> None:
    """
    A checker that only ever reports is heard all the same.
    """
    broker, far = ends
    for index in range(BATCH + 1):
        broker.report("check", index)

    assert [["check", index] for index in range(BATCH)] == heard(far)


def test_a_question_takes_along_what_was_said(ends: tuple[Broker, socket.socket]) -> None:
    """
    Before a runner is opened the supervisor knows which check it is for.
    """
    broker, far = ends
    reading, writing = os.pipe()
    ipc.send(far, [1, os.getpid()], [reading, writing])
    broker.report("check", 7)
    ipc.close([reading, writing, *broker.open_runner("day4_ex1")])

    assert [["check", 7], ["open", 1, "day4_ex1"]] == heard(far)


def test_the_clock_of_a_runner_is_read_without_a_question(
    ends: tuple[Broker, socket.socket],
) -> None:
    """
    While a runner is there its computing is read from the kernel; once it is gone, the last reading
    stays, until there is another runner.
    """
    broker, far = ends
    broker.pids["day4_ex1"] = os.getpid()
    spent = broker.cpu_of("day4_ex1")
    assert spent > 0
    broker.pids["day4_ex1"] = -1
    assert spent == broker.cpu_of("day4_ex1")
    assert [] == heard(far)
    reading, writing = os.pipe()
    ipc.send(far, [1, -1], [reading, writing])
    ipc.close([reading, writing, *broker.open_runner("day4_ex1")])

    assert 0.0 == broker.cpu_of("day4_ex1")
