"""
Messages that nobody should send.
"""

from __future__ import annotations

import random
import sys
from contextlib import suppress
from pathlib import Path

import pytest
import random_messages
from random_messages import content, of_a_judge

from autograder.sandbox import ipc, messages
from autograder.sandbox.grading_worker import CheckerSession
from autograder.sandbox.limits import RUNNER
from autograder.sandbox.messages import MessageError
from autograder.sandbox.runners import Runners
from autograder.sandbox.standins import loaded_from
from autograder.sandbox.submission_state import GradingJob, SubmissionState

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the sandbox is Linux's")


def over_the_channel(number: int) -> None:
    """Read one random message as a judge does, in every way."""
    rng = random.Random(number)  # noqa: S311 -- a test's own numbers
    sent = content(rng)
    with suppress(MessageError):
        loaded = loaded_from(messages.read_told(sent))
        assert [name for name in loaded.names if loaded.has_stub(name)] == []
    with suppress(MessageError):
        messages.read_said(sent, 1, "f", (1,))
    with suppress(MessageError):
        messages.read_spot(sent)


def over_the_line(number: int) -> None:
    """Hear one random message of a judge as the supervisor does."""
    rng = random.Random(number)  # noqa: S311 -- a test's own numbers
    near, far = ipc.make_line()
    sheet = SubmissionState(GradingJob({}, "", {"day4_ex1": ("f",)}, (0,), 1.0))
    runners = Runners(NoForkClient(), Path("nowhere"), RUNNER, 0, sheet)  # type: ignore[arg-type]
    with near, far:
        if rng.random() < 0.3:
            far.send(content(rng)[: ipc.MOST] or b"x")
        else:
            far.send(random_messages.encoded(of_a_judge(rng))[: 2 * ipc.MOST])
        held = CheckerSession(sheet, runners, near, 1)
        held.hear()
        assert set(sheet.judged) <= {0}
        assert held.fault or held.is_deaf or sheet.check in {-1, 0}


class NoForkClient:
    """A zygote that never starts anything."""

    count = 0
    deaths: dict[int, object] = {}  # noqa: RUF012 -- nobody writes into it

    def fork(self, *_: object) -> int:
        raise ValueError("there is nothing to fork")


@pytest.mark.parametrize("seed", range(8))
def test_a_random_answer_is_read_or_refused(seed: int) -> None:
    """
    Whatever comes over the channel is a message or a MessageError.
    """
    for number in range(250):
        over_the_channel(1000 * seed + number)


@pytest.mark.parametrize("seed", range(8))
def test_a_random_word_of_a_judge_ends_nobody(seed: int) -> None:
    """
    Whatever a judge says, the supervisor goes on, and no check is judged that was not wanted.
    """
    for number in range(250):
        over_the_line(1000 * seed + number)


def test_a_message_that_is_cut_is_noticed() -> None:
    """
    A message longer than the receiver's buffer is an error, never half of a message.
    """
    near, far = ipc.make_line()
    with near, far:
        far.send(b'["' + b"x" * ipc.MOST + b'"]')
        with pytest.raises(ipc.LineError, match="cut"):
            ipc.receive(near)


def test_a_message_that_is_too_long_is_not_sent() -> None:
    """
    The sender meets the limit before anything is on its way.
    """
    near, far = ipc.make_line()
    with near, far:
        with pytest.raises(ipc.TooLong):
            ipc.send(far, ["x" * ipc.MOST])
        with pytest.raises(BlockingIOError):
            ipc.receive(near, wait=False)
