"""
The clock of a check, with a runner whose computing is told.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from autograder.grading.limit import TimeIsUp
from autograder.sandbox.clock import Clock
from autograder.sandbox.status import Status


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Clock]:
    """A clock of 10 seconds, `waited` seconds after its start, with `computed` seconds since then."""

    def clock(waited: float, computed: float) -> Clock:
        now, spent = [100.0], [3.0]
        monkeypatch.setattr(time, "monotonic", lambda: now[0])
        made = Clock(10.0, lambda: spent[0])
        made.start()
        now[0] += waited
        spent[0] += computed
        return made

    return clock


@pytest.mark.parametrize(
    ("waited", "computed", "left"),
    [
        pytest.param(10, 4.0, 6.0, id="busy-machine"),
        pytest.param(29, 9.0, 1.0, id="very-busy-machine"),
        pytest.param(10, 9.99, 0.05, id="nearly"),
        pytest.param(10, 10.0, None, id="computed-all"),
        pytest.param(10, 0.5, None, id="waits"),
        pytest.param(31, 9.0, None, id="out-of-patience"),
    ],
)
def test_time_is_up_by_computing(
    clock: Callable[..., Clock], waited: float, computed: float, left: float | None
) -> None:
    """
    Who computes gets the seconds that are left; who waits, or lasts too long, gets none.
    """
    made = clock(waited, computed)
    if left is None:
        with pytest.raises(TimeIsUp):
            made.next_wait()
    else:
        assert left == pytest.approx(made.next_wait())


@pytest.mark.parametrize(
    ("computed", "word"), [(0.9, Status.TIMEOUT), (1.1, Status.CPU_LIMIT), (10, Status.CPU_LIMIT)]
)
def test_one_who_waits_is_told_from_one_who_computes(
    clock: Callable[..., Clock], computed: float, word: Status
) -> None:
    """
    A tenth of the time in computing makes the word.
    """
    assert word is clock(10, computed).late_word()


def test_what_is_forgotten_is_not_counted(clock: Callable[..., Clock]) -> None:
    """
    Computing before `forget` is on nobody's account.
    """
    made = clock(10, 9.0)
    made.forget()

    assert made.late_word() is Status.TIMEOUT
    assert made.first_wait() == pytest.approx(0)
