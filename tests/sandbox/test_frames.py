"""
Frames over a pipe.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.sandbox.frames import (
    HEAD,
    TOGETHER,
    FrameError,
    FramesEnd,
    read_frame,
    write_frame,
    write_frames,
)


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
    assert content == read_from(HEAD.pack(len(content)) + content, 4000)


@given(st.binary(max_size=200))
def test_garbage_raises_its_own_error_only(content: bytes) -> None:
    """
    Whatever stands in a pipe, reading gives a frame or FrameError.
    """
    try:
        found = read_from(content, 100)
    except FrameError:
        return
    assert len(found) <= 100


def test_large_frames_pass(pipe: tuple[int, int]) -> None:
    """
    A frame that fits into no pipe at once arrives whole.
    """
    content = os.urandom(2**20)
    writer = threading.Thread(target=write_frame, args=(pipe[1], content))
    writer.start()
    found = read_frame(pipe[0])
    writer.join()

    assert content == found


def test_announced_size_is_checked_first(pipe: tuple[int, int]) -> None:
    """
    Four bytes that announce gigabytes are refused before anything is read.
    """
    os.write(pipe[1], b"\xff\xff\xff\xff")

    with pytest.raises(FrameError, match="more than it may hold"):
        read_frame(pipe[0])


def test_end_within_a_frame_is_an_end(pipe: tuple[int, int]) -> None:
    """
    A pipe that is closed in the middle of a frame ends.
    """
    os.write(pipe[1], HEAD.pack(10) + b"half")
    os.close(pipe[1])

    with pytest.raises(FramesEnd):
        read_frame(pipe[0])


def test_writing_to_nobody_is_an_end(pipe: tuple[int, int]) -> None:
    """
    A reader that is gone is an end, too.
    """
    os.close(pipe[0])

    with pytest.raises(FramesEnd):
        write_frame(pipe[1], b"x")


@given(st.lists(st.binary(max_size=3 * TOGETHER), max_size=8))
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
    with pytest.raises(FramesEnd):
        read_frame(reading)
    os.close(reading)

    assert contents == found
