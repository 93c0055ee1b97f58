"""
The clock of a check, with a runner whose computing the test decides.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from autograder.grading.limit import TimeIsUp
from autograder.sandbox.remote import Clock
from autograder.sandbox.status import Status


class World:
    """Time that passes only when a test says so; a runner computes a share of it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now, self.spent, self.share = 100.0, 3.0, 1.0
        monkeypatch.setattr(time, "monotonic", lambda: self.now)
        self.clock = Clock(10.0, lambda: self.spent)
        self.clock.start()

    def wait(self, seconds: float) -> None:
        with self.clock.running():
            self.clock.wait(self.answer_after(seconds))

    def answer_after(self, seconds: float) -> Callable[[float], bool]:
        """An answer that comes after so many seconds on the clock."""
        due = self.now + seconds

        def is_answered(most: float) -> bool:
            passed = min(most, due - self.now)
            self.now += passed
            self.spent += self.share * passed
            return self.now >= due

        return is_answered


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch) -> World:
    return World(monkeypatch)


@pytest.mark.parametrize(
    ("share", "after", "is_late"),
    [
        pytest.param(1.0, 9.9, False, id="in-time"),
        pytest.param(1.0, 10.5, True, id="late"),
        pytest.param(0.5, 19.0, False, id="busy-machine"),
        pytest.param(0.5, 21.0, True, id="late-on-a-busy-machine"),
        pytest.param(0.0, 9.9, False, id="waits"),
        pytest.param(0.0, 10.5, True, id="waits-too-long"),
        pytest.param(0.2, 45.0, True, id="out-of-patience"),
    ],
)
def test_time_is_up_by_computing(world: World, share: float, after: float, is_late: bool) -> None:
    """
    Who computes gets the seconds of computing, who waits the seconds on the clock.
    """
    world.share = share
    late = False
    try:
        world.wait(after)
    except TimeIsUp:
        late = True

    assert is_late is late


def test_the_judges_own_time_is_not_the_learners(world: World) -> None:
    """
    What passes between two answers costs nothing; the answers of one check add up.
    """
    for _ in range(3):
        world.wait(3.0)
        world.now += 50.0
    with pytest.raises(TimeIsUp):
        world.wait(3.0)
    world.clock.start()

    world.wait(3.0)


@pytest.mark.parametrize(
    ("share", "is_running", "word"),
    [
        (0.05, True, Status.TIMEOUT),
        (0.2, True, Status.CPU_LIMIT),
        (0.2, False, Status.TIMEOUT),
        (1.0, False, Status.CPU_LIMIT),
    ],
)
def test_one_who_waits_is_told_from_one_who_computes(
    world: World, share: float, is_running: bool, word: Status
) -> None:
    """
    All seconds in computing make a CPU_LIMIT; a share of them does if it is still computing.
    """
    world.share = share
    with pytest.raises(TimeIsUp):
        world.wait(1000.0)

    assert word is world.clock.late_word(is_running=is_running)


def test_what_is_forgotten_is_not_counted(world: World) -> None:
    """
    Computing before `forget`, such as that of loading a file, is on nobody's account.
    """
    world.spent += 9.5
    world.clock.forget()

    world.wait(5.0)


def test_half_an_answer_is_waited_for(world: World) -> None:
    """
    Who begins to answer and then sleeps has waited all that time.
    """
    world.share = 0.0
    with world.clock.running():
        world.clock.wait(world.answer_after(1.0))
        world.spent += 0.2
        world.now += 20.0

    assert world.clock.late_word(is_running=False) is Status.TIMEOUT
