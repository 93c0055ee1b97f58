"""What a batch wants from a grader, and the one that runs submissions in the sandbox."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from autograder.grading.errors import KitError
from autograder.sandbox.status import Status
from autograder.sandbox.supervisor import Graded, SandboxError, Supervisor

ADVICE = "If you trust every submission like your own code, add --trust-submissions."


@dataclass(frozen=True, slots=True)
class Report:
    """
    A graded submission on its way into the journal and the reports.

    traceback: of a fault in the kit. key: what the verdict depends on. name: of the person.
    """

    graded: Graded
    traceback: str = ""
    key: str = ""
    name: str = ""


class Grader(Protocol):
    """Grades one submission at a time; several graders work side by side."""

    @property
    def level(self) -> str:
        """What confines the submissions."""

    def grade(self, files: Mapping[str, bytes], seed: str, submission: str) -> Report: ...

    def close(self) -> None:
        """Stop at once, even in the middle of a submission."""


def ungraded(submission: str, status: Status, reason: str) -> Graded:
    """A submission without a verdict."""
    return Graded(submission, None, status, reason, {}, 0.0, 0.0, 0, "")


class ConfinedGrader:
    """Grades in a sandbox, as many submissions at a time as it has workers."""

    def __init__(self, workers: int) -> None:
        """Start the sandbox. Raises KitError below "confined"."""
        self._supervisor = Supervisor(workers=workers)
        try:
            self._supervisor.__enter__()
        except SandboxError as error:
            raise KitError(f"{error} {ADVICE}", exit_code=2) from None
        if not self._supervisor.level.is_confined:
            self.close()
            raise KitError(
                f"This machine can confine untrusted code only so far: {self.level}. "
                f"`autograder doctor` shows what is missing. {ADVICE}",
                exit_code=2,
            )

    @property
    def level(self) -> str:
        return str(self._supervisor.level)

    def grade(self, files: Mapping[str, bytes], seed: str, submission: str) -> Report:
        """Grade one submission. Raises SandboxError."""
        return Report(self._supervisor.grade(files, seed, submission))

    def close(self) -> None:
        self._supervisor.__exit__(None, None, None)
