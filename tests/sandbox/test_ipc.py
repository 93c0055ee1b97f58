"""
How the kit's processes talk to each other.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.sandbox import ipc
from autograder.sandbox.ipc import (
    BATCH,
    LENGTH,
    EndOfStream,
    MessageError,
    read_frame,
    read_shared_files,
    share_files,
    write_frames,
)


def test_messages_and_descriptors_arrive() -> None:
    """
    A message arrives whole, with descriptors that work.
    """
    near, far = ipc.socket_pair()
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
    near, far = ipc.socket_pair()
    far.close()
    with near:
        with pytest.raises(EndOfStream):
            ipc.receive(near)
        with pytest.raises(EndOfStream):
            ipc.send(near, ["x"])


def test_nobody_has_to_wait() -> None:
    """
    A receiver that does not wait learns that there is nothing.
    """
    near, far = ipc.socket_pair()
    with near, far, pytest.raises(BlockingIOError):
        ipc.receive(near, wait=False)


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    ends = os.pipe()
    yield ends
    for end in ends:
        try:
            os.close(end)
        except OSError:
            continue


def read_from(content: bytes, most: int) -> bytes:
    """Read a frame out of a pipe that holds this and no more."""
    reading, writing = os.pipe()
    try:
        os.write(writing, content)
        os.close(writing)
        return read_frame(reading, most)
    finally:
        os.close(reading)


@given(st.binary(max_size=4000))
def test_frames_come_back(content: bytes) -> None:
    """
    What is written as a frame is read as it was.
    """
    assert content == read_from(LENGTH.pack(len(content)) + content, 4000)


@given(st.binary(max_size=200))
def test_garbage_raises_its_own_error_only(content: bytes) -> None:
    """
    Whatever a pipe holds, reading gives a frame or MessageError.
    """
    try:
        found = read_from(content, 100)
    except MessageError:
        return
    assert len(found) <= 100


def test_large_frames_pass(pipe: tuple[int, int]) -> None:
    """
    A frame that fits into no pipe at once arrives whole.
    """
    content = os.urandom(2**20)
    writer = threading.Thread(target=write_frames, args=(pipe[1], [content]))
    writer.start()
    found = read_frame(pipe[0])
    writer.join()

    assert content == found


def test_announced_size_is_checked_first(pipe: tuple[int, int]) -> None:
    """
    Four bytes that announce gigabytes are refused before anything is read.
    """
    os.write(pipe[1], b"\xff\xff\xff\xff")

    with pytest.raises(MessageError, match="more than it may hold"):
        read_frame(pipe[0])


def test_end_within_a_frame_is_an_end(pipe: tuple[int, int]) -> None:
    """
    A pipe that is closed in the middle of a frame ends.
    """
    os.write(pipe[1], LENGTH.pack(10) + b"half")
    os.close(pipe[1])

    with pytest.raises(EndOfStream):
        read_frame(pipe[0])


def test_writing_to_nobody_is_an_end(pipe: tuple[int, int]) -> None:
    """
    A reader that is gone is an end, too.
    """
    os.close(pipe[0])

    with pytest.raises(EndOfStream):
        write_frames(pipe[1], [b"x"])


@given(st.lists(st.binary(max_size=3 * BATCH), max_size=8))
def test_many_frames_come_back(contents: list[bytes]) -> None:
    """
    Frames that are sent together are read one by one, as they were.
    """
    reading, writing = os.pipe()
    writer = threading.Thread(target=write_frames, args=(writing, contents))
    writer.start()
    found = [read_frame(reading) for _ in contents]
    writer.join()
    os.close(writing)
    with pytest.raises(EndOfStream):
        read_frame(reading)
    os.close(reading)

    assert contents == found


@pytest.mark.skipif(sys.platform != "linux", reason="the sandbox is Linux's")
def test_any_number_of_readers_read_all() -> None:
    """
    Each reader reads the files from their start, however large they are.
    """
    files = {"day4_ex1.py": os.urandom(2**18), "day4_ex2.py": b""}
    shared = share_files(files)

    assert files == read_shared_files(shared) == read_shared_files(shared)
    os.close(shared)
