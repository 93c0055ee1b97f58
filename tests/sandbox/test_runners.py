"""
The runners of a lane, with a zygote that only counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from autograder.sandbox import ipc
from autograder.sandbox.fork_client import ForkClient, ForkServerError, ProcessExit
from autograder.sandbox.runners import Runners
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

    def bury(self, _: int) -> ProcessExit:
        return ProcessExit(9, 0.25, 100)


def descriptors() -> list[str]:
    """What this process has open."""
    return sorted(path.name for path in Path("/dev/fd").iterdir())


@pytest.fixture
def zygote() -> FakeForkClient:
    return FakeForkClient()


@pytest.fixture
def runners(zygote: FakeForkClient, tmp_path: Path) -> Iterator[Runners]:
    order = GradingJob({}, "day4", {"day4_ex1": ("f",), "day4_ex2": ("g",)}, (), 1.0)
    runners = Runners(cast(ForkClient, zygote), tmp_path, 60.0, 0, SubmissionState(order))
    yield runners
    runners.abandon()


def test_the_one_that_was_prepared_is_handed_out(runners: Runners, zygote: FakeForkClient) -> None:
    """
    Who asks for a runner gets the one that is waiting, and no second one is started.
    """
    prepared = runners.prepare("day4_ex1")
    ends = list(prepared.ends)
    handed = runners.open("day4_ex1")
    ipc.close(handed)

    assert (ends, 1) == (handed, zygote.count)


def test_a_second_one_is_new(runners: Runners, zygote: FakeForkClient) -> None:
    """
    Who asks again after the first one was stopped gets a runner of its own.
    """
    ipc.close(runners.open("day4_ex1"))
    runners.end("day4_ex1", Status.TIMEOUT)
    ipc.close(runners.open("day4_ex1"))

    assert (2, [1]) == (zygote.count, zygote.killed)


def test_all_are_dismissed_at_once_and_counted(runners: Runners, zygote: FakeForkClient) -> None:
    """
    All runners are killed before the first one is waited for, and what each one took is counted.
    """
    for exercise in ("day4_ex1", "day4_ex2"):
        runners.prepare(exercise)
    runners.dismiss()
    runners.dismiss()
    assert [1, 2] == zygote.killed
    runners.end_all()

    assert (0.5, {}) == (runners.sheet.cpu, runners.alive)
    assert {Status.PASS} == {ending.word for ending in runners.endings.values()}


def test_no_pipe_is_left_open(runners: Runners, zygote: FakeForkClient) -> None:
    """
    Neither a runner that was never asked for nor one that cannot be started leaves a descriptor.
    """
    before = descriptors()
    runners.prepare("day4_ex1")
    runners.end_all()
    zygote.is_gone = True
    with pytest.raises(ForkServerError):
        runners.prepare("day4_ex1")

    assert before == descriptors()
