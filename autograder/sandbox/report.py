"""The report: what became of one submission. It needs no library of mathematics."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from autograder.grading.verdict import Verdict
from autograder.sandbox.status import Status


@dataclass(frozen=True, slots=True)
class Report:
    """
    What became of one submission: the one record of it, from here to the journal and the outputs.

    submission: whose it is, as the caller named it. name: of the person, if there is one.
    status: the most serious word among its checks, or why it was not run.
    reason: why it has that word, for the instructor; empty if there is nothing to explain.
    traceback: of a fault in the kit.
    verdict: the results of all checks; None if the submission was not run.
    level: how far it was confined, in words; empty if no grader ran it.
    seconds: on the clock. cpu: seconds of computing, its own and the grader's.
    memory: bytes that its own code held at the peak.
    key: what the verdict depends on.
    words: the status word of each check, by the check's name.
    remark: how it was handed in, where its readers should know, such as by which group.
    """

    submission: str
    status: Status
    reason: str
    traceback: str = ""
    verdict: Verdict | None = None
    level: str = ""
    seconds: float = 0.0
    cpu: float = 0.0
    memory: int = 0
    key: str = ""
    name: str = ""
    words: Mapping[str, Status] = field(default_factory=dict)
    remark: str = ""


def stopped_at(task: str, check: str, why: str) -> str:
    """The reason of a submission that did not come through a check."""
    return f"Task {task} stopped at its check {check}: {why.rstrip('.')}."
