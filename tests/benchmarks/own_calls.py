"""The calls of learners' functions that a grading makes, for benchmarks that repeat them alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from autograder.grading import grade as grading
from autograder.grading.caller import LocalCaller
from autograder.grading.codec import plain
from autograder.grading.draw import PUBLIC_SEED
from autograder.judges.answer import Answer

Call = tuple[LocalCaller, str, tuple[Any, ...]]


class Listener(LocalCaller):
    """Notes every call of a learner's function."""

    heard: list[Call]

    def call(self, function: str, arguments: tuple[Any, ...]) -> Answer:
        if not self.name.startswith("solutions"):
            self.heard.append((self, function, tuple(plain(one) for one in arguments)))
        return super().call(function, arguments)


def calls(submission: Path, seed: str = PUBLIC_SEED) -> list[Call]:
    """All calls that one grading of a submission makes."""
    Listener.heard = []
    grading.LocalCaller = Listener  # type: ignore[misc]
    grading.grade(submission, seed=seed)
    grading.LocalCaller = LocalCaller  # type: ignore[misc]
    return Listener.heard
