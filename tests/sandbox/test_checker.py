"""
The checker's own limits, and the budget of a submission.
"""

from __future__ import annotations

import os
import re
import resource
import sys
import time
from dataclasses import replace
from typing import cast

import pytest

from autograder.grading.grade import result_of
from autograder.grading.spec import all_checks
from autograder.grading.task import Busy
from autograder.sandbox import ipc
from autograder.sandbox.broker import Broker
from autograder.sandbox.checker import Checker, limit_cpu, slow_last, word_of
from autograder.sandbox.confine import CLOCK, COMPUTING, JUDGING
from autograder.sandbox.status import Status
from autograder.sandbox.submission_state import CheckerTask

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the sandbox is Linux's")

CORE = [check for check in all_checks() if not check.task.is_bonus]


def test_the_limit_counts_from_now_on() -> None:
    """
    The limit on computing counts from now, rounded up to a full second.
    """
    reading, writing = os.pipe()
    if os.fork() == 0:
        before = os.times().user + os.times().system
        limit_cpu(5.0)
        soft, _ = resource.getrlimit(resource.RLIMIT_CPU)
        os.write(writing, b"1" if 4.5 <= soft - before <= 6.5 else b"0")
        os._exit(0)
    os.wait()
    read = os.read(reading, 1)
    ipc.close([reading, writing])

    assert b"1" == read


@pytest.mark.parametrize(
    ("computing", "judging", "clock", "word"),
    [
        (0.0, 0.0, 0.0, None),
        (COMPUTING - 1, 0.0, CLOCK - 1, None),
        (COMPUTING + 1, 0.0, 0.0, Status.CPU_LIMIT),
        (0.0, JUDGING + 1, 0.0, Status.TOO_EXPENSIVE),
        (0.0, 0.0, CLOCK + 1, Status.TIMEOUT),
    ],
)
def test_a_budget_that_is_used_up_ends_the_checks(
    computing: float, judging: float, clock: float, word: Status | None
) -> None:
    """
    Once any part of its budget is used up, a submission's checks are refused in a sentence.
    """
    used = computing, judging - time.process_time(), clock
    check = all_checks()[0]
    handed_in = [check.task.exercise.name]
    task = CheckerTask("", handed_in, {}, [], [], 10.0, used)
    refused = Checker(task, cast(Broker, None)).refusal(check)

    assert word == (refused and refused.word)
    if refused is not None:
        result = refused.result
        assert result is not None
        assert ("FIX", 0, "budget") == (result.outcome, result.points, result.mistake)
        assert re.search("(120|40|300) seconds of", result.message)


def test_checks_of_a_slow_function_come_last() -> None:
    """
    What is left of a function that proved slow waits for all others, and nothing is left out.
    """
    checks = CORE
    wanted = list(range(len(checks)))
    slow: set[str] = set()
    order = []
    for index in slow_last(wanted, checks, slow):
        order.append(index)
        if index == 0:
            slow.add(checks[0].task.function)
    late = [i for i in wanted[1:] if checks[i].task.function == checks[0].task.function]

    assert late
    assert sorted(order) == wanted
    assert order[-len(late) :] == late


def test_a_busy_machine_is_named_as_the_reason() -> None:
    """A check that the machine could not finish is our fault, in words that say so."""
    check = all_checks()[0]

    word, reason = word_of(result_of(check, Busy("f"), None, None), None)

    assert (Status.GRADER_ERROR, True) == (word, reason.startswith("the machine was too busy"))


def test_a_bonus_uses_only_what_the_core_has_left() -> None:
    """Its checks come behind all of the core, whatever was slow."""
    first, *others = CORE
    bonus = replace(first, task=replace(first.task, is_bonus=True))
    slow = {others[-1].task.function}
    order = list(slow_last([0, *range(1, len(others) + 1)], [bonus, *others], slow))

    assert 0 == order[-1]
    assert sorted(order) == list(range(len(others) + 1))


@pytest.mark.parametrize("seconds", [COMPUTING / 2 - 1, COMPUTING / 2 + 1])
def test_a_bonus_leaves_half_of_the_budget(seconds: float) -> None:
    """So there is some for a second try of the core, whatever a bonus does."""
    core = all_checks()[0]
    bonus = replace(core, task=replace(core.task, is_bonus=True))
    used = seconds, -time.process_time(), 0.0
    task = CheckerTask("", [core.task.exercise.name], {}, [], [], 10.0, used)
    checker = Checker(task, cast(Broker, None))

    assert None is checker.refusal(core)
    assert (seconds > COMPUTING / 2) == (checker.refusal(bonus) is not None)
