"""The channel: the two pipes between a judge and a runner, as the judge holds them."""

from __future__ import annotations

import os
import select
from dataclasses import dataclass

from autograder.sandbox.frames import MOST, read_frame, write_frame

READY = b"ready"
"""The first frame of a runner: it is confined, and has not met the submission yet."""


@dataclass(frozen=True, slots=True)
class Channel:
    """One runner's two pipes."""

    questions: int
    replies: int

    def ask(self, question: bytes) -> None:
        write_frame(self.questions, question)

    def is_answered(self, seconds: float) -> bool:
        """Whether a reply, or the end, comes within so many seconds."""
        poll = select.poll()
        poll.register(self.replies, select.POLLIN)
        return bool(poll.poll(max(seconds, 0.0) * 1000))

    def reply(self, most: int = MOST) -> bytes:
        return read_frame(self.replies, most)

    def close(self) -> None:
        os.close(self.questions)
        os.close(self.replies)
