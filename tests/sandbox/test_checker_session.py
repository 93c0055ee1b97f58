"""
The runners of a worker, with a fork server that only counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from autograder.sandbox import ipc
from autograder.sandbox.checker_session import Runners
from autograder.sandbox.fork_server import ForkClient, ForkServerError, ProcessExit
from autograder.sandbox.status import Status
from autograder.sandbox.submission_state import GradingJob, SubmissionState


class FakeForkClient:
    """Every child that it is asked for lives until it is killed."""

    def __init__(self) -> None:
        self.count = 0
        self.killed: list[int] = []
        self.is_gone = False

    def fork(self, *_: Any) -> int:
        if self.is_gone:
            raise ForkServerError("gone")
        self.count += 1
        return self.count

    def kill(self, number: int) -> None:
        self.killed.append(number)

    def pid_of(self, _: int) -> int:
        return 1

    def wait_for(self, _: int) -> ProcessExit:
        return ProcessExit(9, 0.25, 100)


def descriptors() -> list[str]:
    """What this process has open."""
    return sorted(path.name for path in Path("/dev/fd").iterdir())


@pytest.fixture
def server() -> FakeForkClient:
    return FakeForkClient()


@pytest.fixture
def runners(server: FakeForkClient, tmp_path: Path) -> Iterator[Runners]:
    job = GradingJob({}, "day4", {"day4_ex1": ("f",), "day4_ex2": ("g",)}, (), 1.0)
    runners = Runners(cast(ForkClient, server), tmp_path, 0, SubmissionState(job, ()))
    yield runners
    runners.abandon()


def test_the_one_that_was_prepared_is_handed_out(runners: Runners, server: FakeForkClient) -> None:
    """
    Who asks for a runner gets the one that is waiting, and no second one is started.
    """
    prepared = runners.prepare("day4_ex1")
    ends = list(prepared.ends)
    _, handed = runners.open("day4_ex1")
    ipc.close(handed)

    assert (ends, 1) == (handed, server.count)


def test_a_second_one_is_new(runners: Runners, server: FakeForkClient) -> None:
    """
    Who asks again after the first one was stopped gets a runner of its own.
    """
    ipc.close(runners.open("day4_ex1")[1])
    runners.end("day4_ex1", Status.TIMEOUT)
    ipc.close(runners.open("day4_ex1")[1])

    assert (2, [1]) == (server.count, server.killed)


def test_all_are_dismissed_at_once_and_counted(runners: Runners, server: FakeForkClient) -> None:
    """
    All runners are killed before the first one is waited for, and what each one took is counted.
    """
    for exercise in ("day4_ex1", "day4_ex2"):
        runners.prepare(exercise)
    runners.dismiss()
    runners.dismiss()
    assert [1, 2] == server.killed
    runners.end_all()

    assert (0.5, {}) == (runners.state.cpu, runners.alive)
    assert {Status.PASS} == {one.word for one in runners.reasons.values()}


def test_no_pipe_is_left_open(runners: Runners, server: FakeForkClient) -> None:
    """
    Neither a runner that was never asked for nor one that cannot be started leaves a descriptor.
    """
    before = descriptors()
    runners.prepare("day4_ex1")
    runners.end_all()
    server.is_gone = True
    with pytest.raises(ForkServerError):
        runners.prepare("day4_ex1")

    assert before == descriptors()
