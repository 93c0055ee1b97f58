"""Side by side: one function on many pieces of work, in as many processes as there are cores.

The processes are forked, so they have all that this one had. Pieces, and what is made of them, are
bytes. A process that dies costs time alone: its piece is done here.
"""

import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from itertools import chain, islice
from typing import TYPE_CHECKING

from autograder.sandbox.cores import cores

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    Pipe = Connection[bytes, bytes]

MOST = 8  # processes: one that hands out pieces keeps no more of them busy
WORTH_IT = 3  # pieces, from which on other processes are of help

Make = Callable[[bytes], bytes]


def side_by_side(make: Make, pieces: Iterable[bytes]) -> Iterator[bytes]:
    """What `make` gives for each piece, in their order."""
    count, left = min(cores(), MOST), iter(pieces)
    first = [*islice(left, WORTH_IT)]
    every = chain(first, left)
    if len(first) < WORTH_IT or count == 1 or not can_fork():
        yield from map(make, every)
        return
    with ExitStack() as stack:
        pipes: list[Pipe] = []
        with suppress(OSError):  # the system wants no more processes
            for _ in range(count):
                pipes.append(stack.enter_context(_forked(make)))  # noqa: PERF401 -- it may end early
        yield from _dealt(make, every, pipes) if pipes else map(make, every)


def can_fork() -> bool:
    """Whether a copy of this process is safe to use: no other thread may hold a lock in it."""
    return sys.platform == "linux" and threading.active_count() == 1


def _dealt(make: Make, pieces: Iterator[bytes], pipes: Iterable["Pipe"]) -> Iterator[bytes]:
    """Each process has one piece at a time, and the next one before anything is done with this."""
    under_way: deque[tuple[Pipe, bytes]] = deque()

    def deal(pipe: "Pipe") -> None:
        for piece in pieces:
            under_way.append((pipe, piece))
            with suppress(OSError):
                pipe.send_bytes(piece)
            return

    for pipe in pipes:
        deal(pipe)
    while under_way:
        pipe, piece = under_way.popleft()
        made = None
        with suppress(OSError, EOFError):
            made = pipe.recv_bytes()
        deal(pipe)
        yield make(piece) if made is None else made


@contextmanager
def _forked(make: Make) -> Iterator["Pipe"]:
    """A process that answers through this pipe, and ends when it is closed."""
    from multiprocessing import get_context

    context = get_context("fork")
    here, there = context.Pipe()
    process = context.Process(target=_answer, args=(make, here, there), daemon=True)
    process.start()
    there.close()
    try:
        yield here
    finally:
        here.close()
        process.join()


def _answer(make: Make, here: "Pipe", there: "Pipe") -> None:
    """Make of each piece what there is to make; whatever goes wrong goes wrong again at home."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    here.close()
    with suppress(Exception):
        while True:
            there.send_bytes(make(there.recv_bytes()))
