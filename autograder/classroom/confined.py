"""The grader for strangers: what they handed in runs in the sandbox."""

from __future__ import annotations

import time
from collections.abc import Mapping

from autograder.classroom.grader import Report
from autograder.sandbox.status import JUDGED, Status
from autograder.sandbox.supervisor import Graded, SandboxError, Supervisor


class NotConfinedError(Exception):
    """Strangers' code cannot be held here; the message says what to do."""


TOO_LOOSE = (
    "this machine can hold strangers' code only so far: {level}. `autograder doctor` tells what is "
    "missing; if you trust every submission like code of your own, add --trust-submissions."
)
NOT_HERE = "{error} If you trust every submission like code of your own, add --trust-submissions."


class ConfinedGrader:
    """One lane of a sandbox that several graders share."""

    def __init__(self, supervisor: Supervisor) -> None:
        self._supervisor = supervisor

    def grade(self, files: Mapping[str, bytes], seed: str, submission: str) -> Report:
        """The supervisor's word; a sandbox that cannot go on is a fault of ours."""
        began = time.monotonic()
        try:
            return report_of(self._supervisor.grade(files, seed, submission))
        except SandboxError as error:
            return Report(
                Status.GRADER_ERROR,
                reason="The sandbox cannot go on.",
                traceback=str(error),
                isolation=str(self._supervisor.level),
                seconds=time.monotonic() - began,
            )

    def close(self) -> None:
        self._supervisor.__exit__(None, None, None)


def open_sandbox(workers: int) -> Supervisor:
    """A sandbox with a lane for each worker. Raises NotConfinedError below "confined"."""
    supervisor = Supervisor(workers=workers)
    try:
        supervisor.__enter__()
    except SandboxError as error:
        raise NotConfinedError(NOT_HERE.format(error=error)) from None
    if not supervisor.level.is_confined:
        supervisor.__exit__(None, None, None)
        raise NotConfinedError(TOO_LOOSE.format(level=supervisor.level))
    return supervisor


def report_of(graded: Graded) -> Report:
    """
    What the supervisor says, as a batch wants it; a fault of ours with all that is known of it.
    """
    verdict = graded.verdict
    faults = [c.message for c in verdict.checks if c.points is None] if verdict else []
    return Report(
        graded.status,
        verdict,
        "" if graded.status in JUDGED else graded.reason,
        "\n".join(dict.fromkeys(faults)),
        str(graded.level),
        graded.seconds,
        graded.cpu,
        graded.memory,
    )
