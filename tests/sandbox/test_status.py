"""
Status words, and from a wait status and a reason to a word and a sentence.
"""

from __future__ import annotations

import signal
from itertools import pairwise

import pytest

from autograder.mistakes.python import general
from autograder.sandbox.confine import MEBIBYTE, Limits
from autograder.sandbox.fork_server import ProcessExit
from autograder.sandbox.status import MEANING, ExitReason, Status, exit_reason, status_of, worst

LIMITS = Limits(cpu=10, memory=512 * MEBIBYTE, file=0)


def test_the_worst_word_counts() -> None:
    """
    A submission is called by the most serious word among its checks, whatever their order.
    """
    for worse, lighter in pairwise(Status):
        assert worse is worst([lighter, worse, lighter])


def test_nothing_wrong_is_a_pass() -> None:
    """
    Without a word there is nothing to complain about.
    """
    assert Status.PASS is worst([])


def test_every_word_of_a_submission_has_a_meaning() -> None:
    """
    Each word of a submission is explained, each in other words.
    """
    assert set(Status) - {Status.PASS, Status.FAIL} == set(MEANING)
    assert len(MEANING) == len(set(MEANING.values()))


@pytest.mark.parametrize("word", [Status.PASS, Status.FAIL])
def test_a_word_of_a_check_is_no_word_of_a_submission(word: Status) -> None:
    """
    Points say whether checks pass: what was judged to its end is GRADED.
    """
    assert Status.GRADED is status_of(word)


@pytest.mark.parametrize("status", MEANING)
def test_a_word_of_a_submission_is_kept(status: Status) -> None:
    """
    The words of the reports are words for a grader, too.
    """
    assert status is status_of(status)


@pytest.mark.parametrize(
    ("status", "cpu", "expected"),
    [
        pytest.param(0, 0.1, (Status.STOPPED_EARLY, "exit code 0"), id="exit"),
        pytest.param(70 << 8, 0.1, (Status.STOPPED_EARLY, "exit code 70"), id="exit-with-code"),
        pytest.param(signal.SIGSEGV, 0.1, (Status.SUBMISSION_ERROR, "SIGSEGV"), id="crash"),
        pytest.param(signal.SIGSYS, 0.1, (Status.FORBIDDEN, "SIGSYS"), id="forbidden"),
        pytest.param(signal.SIGXCPU, 9.9, (Status.CPU_LIMIT, "SIGXCPU"), id="cpu"),
        pytest.param(signal.SIGKILL, 9.9, (Status.CPU_LIMIT, "SIGKILL"), id="killed-at-the-limit"),
        pytest.param(50, 0.1, (Status.SUBMISSION_ERROR, "signal 50"), id="nameless-signal"),
    ],
)
def test_wait_status_tells(status: int, cpu: float, expected: tuple[Status, str]) -> None:
    """
    Exit codes, signals and computing time show how a process ended.
    """
    found = exit_reason(ProcessExit(status, cpu, 0), LIMITS)

    assert expected == (found.word, found.detail)


def test_a_reason_goes_first() -> None:
    """
    What the supervisor killed a process for is why it ended.
    """
    death = ProcessExit(signal.SIGKILL, 10.0, 0)

    assert Status.OUTPUT_LIMIT is exit_reason(death, LIMITS, Status.OUTPUT_LIMIT).word


@pytest.mark.parametrize(
    ("used", "word"),
    [(85, Status.GRADER_ERROR), (450, Status.GRADER_ERROR), (511, Status.MEMORY_LIMIT)],
)
def test_a_kill_from_outside_is_our_fault(used: int, word: Status) -> None:
    """
    SIGKILL below every limit was sent by somebody else, and the reason says how much was used.
    """
    found = exit_reason(ProcessExit(signal.SIGKILL, 0.1, used * MEBIBYTE), LIMITS)

    assert word is found.word
    assert (f"at {used} of 512 MiB" in found.detail) is (word is Status.GRADER_ERROR)


@pytest.mark.parametrize(
    "word",
    [
        Status.STOPPED_EARLY,
        Status.SUBMISSION_ERROR,
        Status.MEMORY_LIMIT,
        Status.FORBIDDEN,
        Status.OUTPUT_LIMIT,
        Status.BAD_ANSWER,
        Status.TOO_EXPENSIVE,
        Status.CPU_LIMIT,
        Status.TIMEOUT,
    ],
)
def test_every_ending_has_a_sentence(word: Status) -> None:
    """
    The sentence names the function, is short ASCII, and ends as a sentence does.
    """
    said = ExitReason(word, "SIGSEGV").diagnosis("add_bias", 10.0).message

    assert "add_bias" in said
    assert said.isascii()
    assert len(said) <= 400
    assert said[-1] in ".?"


def test_time_limits_say_what_a_local_run_says() -> None:
    """
    A call that never returns is described in the same words in a batch and locally.
    """
    expected = general.TOO_SLOW.say(function="f", seconds=10).message

    assert expected == ExitReason(Status.TIMEOUT, "").diagnosis("f", 10.0).message
