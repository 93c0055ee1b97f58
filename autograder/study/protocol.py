"""What watch and its examiners say to each other: JSON, one message a line."""

from __future__ import annotations

import msgspec

from autograder.grading.verdict import CheckResult


class Request(msgspec.Struct, frozen=True):
    """
    What to grade.

    files: path of what was handed in, by exercise. groups: task numbers in the order of grading. What functions of one group leave behind, the
    next of the group finds; every group begins anew. seconds: the time limit of a check.
    """

    files: dict[str, str]
    groups: tuple[tuple[str, ...], ...]
    seconds: float


class Ready(msgspec.Struct, frozen=True, tag="ready"):
    """All is imported and rehearsed."""


class Begun(msgspec.Struct, frozen=True, tag="begun"):
    """A check of this task begins; no check yet: its file is loaded."""

    task: str
    check: str = ""


class Judged(msgspec.Struct, frozen=True, tag="judged"):
    """A check has ended; called: the functions that it called so far, with those of its group."""

    result: CheckResult
    called: tuple[str, ...]


class Done(msgspec.Struct, frozen=True, tag="done"):
    """All that was asked is answered."""


Message = Ready | Begun | Judged | Done
ENCODER = msgspec.json.Encoder()
DECODER: msgspec.json.Decoder[Message] = msgspec.json.Decoder(Message)


def line(message: msgspec.Struct) -> bytes:
    """A message as it is sent."""
    return ENCODER.encode(message) + b"\n"
