"""The sheet: what is to be graded, and what is known of it so far."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from autograder.grading.verdict import CheckResult
from autograder.sandbox.status import Status
from autograder.sandbox.untouched import Lines, stubs_in

ENDINGS = {".py", ".ipynb"}


@dataclass(frozen=True, slots=True)
class Order:
    """
    What to grade.

    files: content by name. seed: of the inputs. asked: functions by exercise. checks: indices of
    those that are wanted. seconds: for one check. exercises: of those checks.
    """

    files: Mapping[str, bytes]
    seed: str
    asked: Mapping[str, tuple[str, ...]]
    checks: tuple[int, ...]
    seconds: float
    exercises: tuple[str, ...] = ()

    @property
    def handed_in(self) -> list[str]:
        stems = {Path(name).stem for name in self.files if Path(name).suffix in ENDINGS}
        return [exercise for exercise in self.asked if exercise in stems]

    @property
    def untouched(self) -> dict[str, Lines]:
        """Exercises that were handed in as they were shipped, and where their functions begin."""
        found = {exercise: stubs_in(exercise, self.files) for exercise in self.handed_in}
        return {exercise: lines for exercise, lines in found.items() if lines is not None}


@dataclass(frozen=True, slots=True)
class Judged:
    """
    What became of one check: its word and the reason for it.

    result: None where the judge did not survive the check.
    """

    word: Status
    reason: str
    result: CheckResult | None = None


@dataclass(slots=True)
class Sheet:
    """
    A submission while it is graded.

    judged: by index of the check. check, since: which one is being judged, since when.
    asking: whether the judge is asking a solution. lives: judges lost in each check.
    """

    order: Order
    judged: dict[int, Judged] = field(default_factory=dict)
    check: int = -1
    since: float = field(default_factory=time.monotonic)
    asking: bool = False
    done: bool = False
    lives: dict[int, int] = field(default_factory=dict)
    cpu: float = 0.0
    memory: int = 0
    output: bytes = b""

    def begin(self) -> None:
        """A new judge sits down."""
        self.check, self.since, self.asking = -1, time.monotonic(), False

    def hear(self, verb: str, rest: list[Any]) -> None:
        """Take in what the judge says about its work."""
        if verb == "check":
            self.check, self.since, self.asking = rest[0], time.monotonic(), False
        elif verb == "asking":
            self.asking = rest[0]
        elif verb == "done":
            self.done = True
        elif verb == "result":
            index, result, word, reason = rest
            found = msgspec.convert(result, CheckResult)
            self.judged[index] = Judged(Status(word), reason, found)

    def spend(self, cpu: float, memory: int = 0) -> None:
        self.cpu += cpu
        self.memory = max(self.memory, memory)
