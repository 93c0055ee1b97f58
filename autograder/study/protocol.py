"""What watch and its worker process send each other: JSON, one message a line."""

from __future__ import annotations

import msgspec

from autograder.grading.task import Check
from autograder.grading.verdict import CheckResult

Key = tuple[str, str]
"""A check: the number of its task and its own name."""


class Request(msgspec.Struct, frozen=True):
    """
    What to grade.

    files: path of the submitted file, by exercise. checks: in the order of grading.
    seconds: the time limit of a check.
    """

    files: dict[str, str]
    checks: tuple[Key, ...]
    seconds: float


class Loading(msgspec.Struct, frozen=True, tag="loading"):
    """The file of this exercise is being loaded."""

    exercise: str


class Started(msgspec.Struct, frozen=True, tag="started"):
    """A check is running now."""

    check: Key


class Judged(msgspec.Struct, frozen=True, tag="judged"):
    """A check has ended."""

    result: CheckResult


Message = Loading | Started | Judged
ENCODER = msgspec.json.Encoder()
DECODER: msgspec.json.Decoder[Message] = msgspec.json.Decoder(Message)


def key_of(check: Check) -> Key:
    return check.task.number, check.name


def line(message: msgspec.Struct) -> bytes:
    """A message as it is sent."""
    return ENCODER.encode(message) + b"\n"
