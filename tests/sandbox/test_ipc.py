"""
The line between our own processes.
"""

from __future__ import annotations

import os

import pytest

from autograder.sandbox import ipc


def test_messages_and_descriptors_arrive() -> None:
    """
    A message arrives whole, with descriptors that reach what was handed along.
    """
    near, far = ipc.make_line()
    reading, writing = os.pipe()
    with near, far:
        ipc.send(near, ["open", 1, "day4_ex1"], [writing])
        message, (handed,) = ipc.receive(far)
    os.write(handed, b"x")

    assert ["open", 1, "day4_ex1"] == message
    assert b"x" == os.read(reading, 1)
    ipc.close([reading, writing, handed])


def test_hanging_up_is_an_end() -> None:
    """
    Both sending to and receiving from one who is gone end.
    """
    near, far = ipc.make_line()
    far.close()
    with near:
        with pytest.raises(ipc.LineEnd):
            ipc.receive(near)
        with pytest.raises(ipc.LineEnd):
            ipc.send(near, ["x"])


def test_nobody_has_to_wait() -> None:
    """
    One who does not wait is told that there is nothing.
    """
    near, far = ipc.make_line()
    with near, far, pytest.raises(BlockingIOError):
        ipc.receive(near, wait=False)
