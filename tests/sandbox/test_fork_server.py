"""
The fork server: nothing that a child started outlives it.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from autograder.sandbox import fork_server, ipc
from autograder.sandbox.fork_server import ForkClient, ForkServer

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the sandbox is Linux's")


def leave_a_daemon(writing: int) -> None:
    """A process that has left the group and the session of the one that started it."""
    if os.fork() == 0:
        os.setsid()
        if pid := os.fork():
            os.write(writing, b"%d\n" % pid)
            os._exit(0)
        time.sleep(60)
        os._exit(0)
    os.wait()


@pytest.fixture
def serve() -> Iterator[Callable[..., socket.socket]]:
    """Starts a fork server in a process of its own; the socket to it."""
    started: list[tuple[int, socket.socket]] = []

    def serve(child: Callable[[list[Any], list[int]], None]) -> socket.socket:
        near, far = ipc.socket_pair()
        pid = os.fork()
        if pid == 0:
            near.close()
            try:
                ForkServer(far, child).serve()
            finally:
                os._exit(0)
        far.close()
        started.append((pid, near))
        assert ipc.receive(near)[0][0] == "ready"
        return near

    yield serve
    for _, near in started:
        near.close()
    for pid, _ in started:
        os.waitpid(pid, 0)


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def daemon_of(near: socket.socket) -> int:
    """The number of a process that a child left behind, once the child is reported dead."""
    reading, writing = os.pipe()
    ipc.send(near, ["fork", 1, []], [writing])
    os.close(writing)
    (verb, *_), pidfds = ipc.receive(near)
    assert verb == "born"
    with os.fdopen(reading) as pipe:
        pid = int(pipe.readline())
    assert ipc.receive(near)[0][0] == "dead"
    ipc.close(pidfds)
    return pid


def test_a_child_is_dead_when_all_it_started_is_dead(
    serve: Callable[..., socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    A daemon of a child is gone when the child is reported dead; without the sweep it lives on.
    """

    def child(_: list[Any], descriptors: list[int]) -> None:
        leave_a_daemon(descriptors[0])

    assert not is_alive(daemon_of(serve(child)))

    monkeypatch.setattr(fork_server, "end_orphans", lambda: None)
    left = daemon_of(serve(child))
    assert is_alive(left)
    os.kill(left, signal.SIGKILL)


def test_one_who_cannot_be_killed_ends_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    If something is still alive after a while, the fork server gives up rather than go on beside it.
    """
    monkeypatch.setattr(fork_server, "_kill_children", lambda: time.sleep(0.01))
    monkeypatch.setattr(fork_server, "PATIENCE", 0.1)
    pid = os.fork()
    if pid == 0:
        time.sleep(60)
        os._exit(0)
    try:
        with pytest.raises(TimeoutError):
            fork_server.end_orphans()
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)


def test_a_fork_compiles_nothing_for_later(
    serve: Callable[..., socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    What a fork server imports may be kept for the next one; what a fork imports never is.
    """
    monkeypatch.setattr(sys, "dont_write_bytecode", False)

    def child(_: list[Any], descriptors: list[int]) -> None:
        os.write(descriptors[0], b"01"[sys.dont_write_bytecode :][:1])

    near = serve(child)
    reading, writing = os.pipe()
    ipc.send(near, ["fork", 1, []], [writing])
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        assert b"1" == pipe.read()


def test_a_fork_server_compiles_where_its_parent_does(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    A fork server keeps its bytecode where its parent does, and keeps none if that keeps none.
    """
    (tmp_path / "served.py").write_text("import helping\n")
    (tmp_path / "helping.py").write_text("")
    monkeypatch.setattr(fork_server, "PROJECT", tmp_path)
    for wish, expected in (("1", 0), ("", 1)):
        wishes = {"PYTHONDONTWRITEBYTECODE": wish, "PYTHONPYCACHEPREFIX": str(tmp_path / "kept")}
        for name, value in wishes.items():
            monkeypatch.setitem(fork_server.ENVIRONMENT, name, value)
        ForkClient("served", {}).close()

        assert expected == len([*(tmp_path / "kept").rglob("helping.*.pyc")])
