"""What a batch wants of a grader: files in, a verdict and how it went out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from autograder.grading.verdict import Verdict


class Graded(Protocol):
    """
    How the grading of one submission went.

    verdict: None where nothing was judged. status: a word of `sandbox.status`. reason:
    one sentence for the instructor. traceback: of a fault of ours. isolation: what held the
    learner's code.
    """

    @property
    def verdict(self) -> Verdict | None: ...
    @property
    def status(self) -> str: ...
    @property
    def reason(self) -> str: ...
    @property
    def traceback(self) -> str: ...
    @property
    def isolation(self) -> str: ...
    @property
    def seconds(self) -> float: ...
    @property
    def cpu_seconds(self) -> float: ...
    @property
    def peak_memory(self) -> int: ...


class Grader(Protocol):
    """Grades one submission at a time; several graders work side by side."""

    def grade(self, files: Mapping[str, bytes], seed: str, submission: str) -> Graded: ...

    def close(self) -> None:
        """Stop at once, even in the middle of a submission."""


@dataclass(frozen=True, slots=True)
class Report:
    """The plain form of `Graded`."""

    status: str
    verdict: Verdict | None = None
    reason: str = ""
    traceback: str = ""
    isolation: str = ""
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    peak_memory: int = 0
