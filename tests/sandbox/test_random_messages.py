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
from random_messages import content, of_a_checker

from autograder.sandbox import ipc, messages
from autograder.sandbox.checker_session import CheckerSession, Runners
from autograder.sandbox.file_description import file_from
from autograder.sandbox.ipc import MessageError
from autograder.sandbox.submission_state import GradingJob, SubmissionState

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the sandbox is Linux's")


def through_the_pipe(number: int) -> None:
    """Read one random message as a checker does, in every way."""
    rng = random.Random(number)  # noqa: S311 -- a test's own numbers
    sent = content(rng)
    with suppress(MessageError):
        loaded = file_from(messages.read_description(sent))
        assert [name for name in loaded.described if loaded.has_stub(name)] == []
    with suppress(MessageError):
        messages.read_reply(sent, 1, "f", (1,))
    with suppress(MessageError):
        messages.read_spot(sent)
    with suppress(MessageError):
        messages.read_trace(sent, 1)


def over_the_socket(number: int) -> None:
    """Hear one random message of a checker as the supervisor does."""
    rng = random.Random(number)  # noqa: S311 -- a test's own numbers
    near, far = ipc.socket_pair()
    state = SubmissionState(GradingJob({}, "", {"day4_ex1": ("f",)}, (0,), 1.0), (0,))
    runners = Runners(NoForkClient(), Path("nowhere"), 0, state)  # type: ignore[arg-type]
    with near, far:
        if rng.random() < 0.3:
            far.send(content(rng)[: ipc.LONGEST_MESSAGE] or b"x")
        else:
            far.send(random_messages.encoded(of_a_checker(rng))[: 2 * ipc.LONGEST_MESSAGE])
        held = CheckerSession(state, runners, near, NoForkClient(), 1)  # type: ignore[arg-type]
        held.hear()
        assert set(state.outcomes) <= {0}
        assert held.fault or held.is_deaf or state.check in {-1, 0}


class NoForkClient:
    """A fork server that never starts anything."""

    count = 0
    exits: dict[int, object] = {}  # noqa: RUF012 -- nobody writes into it

    def fork(self, *_: object) -> int:
        raise ValueError("there is nothing to fork")


@pytest.mark.parametrize("seed", range(8))
def test_a_random_answer_is_read_or_refused(seed: int) -> None:
    """
    Whatever comes through the pipe is a message or a MessageError.
    """
    for number in range(250):
        through_the_pipe(1000 * seed + number)


@pytest.mark.parametrize("seed", range(8))
def test_a_random_word_of_a_checker_ends_nobody(seed: int) -> None:
    """
    Whatever a checker says, the supervisor goes on, and no check is judged that was not wanted.
    """
    for number in range(250):
        over_the_socket(1000 * seed + number)


def test_a_message_that_is_cut_is_noticed() -> None:
    """
    A message longer than the receiver's buffer is an error, never half of a message.
    """
    near, far = ipc.socket_pair()
    with near, far:
        far.send(b'["' + b"x" * ipc.LONGEST_MESSAGE + b'"]')
        with pytest.raises(ipc.MessageError, match="cut"):
            ipc.receive(near)


def test_a_message_that_is_too_long_is_not_sent() -> None:
    """
    The sender meets the limit before anything is on its way.
    """
    near, far = ipc.socket_pair()
    with near, far:
        with pytest.raises(ipc.TooLong):
            ipc.send(far, ["x" * ipc.LONGEST_MESSAGE])
        with pytest.raises(BlockingIOError):
            ipc.receive(near, wait=False)
