"""
Large pages for the memory of a fork server.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.sandbox.linux import LARGE, enlarge_pages, private_memory

HEAP = "{:x}-{:x} rw-p 00000000 00:00 0    [heap]"


def test_only_own_memory_is_moved() -> None:
    """
    Files, the stack, and what is shared or read-only stay as they are.
    """
    maps = [
        "200000-600000 rw-p 00000000 00:00 0",
        "200000-600000 r--p 00000000 00:00 0",
        "200000-600000 rw-s 00000000 00:00 0",
        "200000-600000 rw-p 00000000 08:01 42   /usr/lib/libpython.so",
        "200000-600000 rw-p 00000000 00:00 0   [stack]",
    ]

    assert [(0x200000, 0x600000)] == list(private_memory(maps))


@given(st.integers(0, 2**40), st.integers(1, 2**26))
def test_pages_are_whole_and_inside(start: int, size: int) -> None:
    """
    What is found are whole large pages, as many as fit inside of the memory.
    """
    found = list(private_memory([HEAP.format(start, start + size)]))

    for first, last in found:
        assert first % LARGE == last % LARGE == 0
        assert start <= first < last <= start + size
        assert first - start < LARGE
        assert start + size - last < LARGE
    assert found or size < 2 * LARGE


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_memory_is_as_it_was() -> None:
    """
    Moving memory into large pages changes nothing that a process holds.
    """
    held = [bytes([number % 256]) * 4_096 for number in range(5_000)]
    pid = os.fork()
    if pid == 0:
        enlarge_pages()
        is_same = all(one == bytes([n % 256]) * 4_096 for n, one in enumerate(held))
        os._exit(0 if is_same else 1)

    assert 0 == os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


@pytest.mark.skipif(
    not Path("/sys/kernel/mm/transparent_hugepage/enabled").exists()
    or "[never]" in Path("/sys/kernel/mm/transparent_hugepage/enabled").read_text(),
    reason="this kernel makes no large pages",
)
def test_large_pages_are_had() -> None:
    """
    Where the kernel makes large pages, most of the memory ends up in them.
    """
    reading, writing = os.pipe()
    if os.fork() == 0:
        held = bytearray(64 * 2**20)
        held[::4096] = bytes(len(held[::4096]))
        enlarge_pages()
        os.write(writing, Path("/proc/self/smaps_rollup").read_bytes())
        os._exit(0)
    os.wait()
    rollup = os.read(reading, 10_000).decode()
    large = next(line for line in rollup.splitlines() if line.startswith("AnonHugePages"))
    os.close(reading)
    os.close(writing)

    assert 32 * 1024 < int(large.split()[1])
