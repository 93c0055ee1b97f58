"""A report as a row of the journal, and back. What many people's verdicts share is decoded once."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import msgspec

from autograder.classroom.journal_file import Values
from autograder.grading.shared import by_identity
from autograder.grading.verdict import CheckResult, TaskResult, Verdict, relabelled
from autograder.sandbox.report import Report
from autograder.sandbox.status import Status

COLUMNS = "key submission status reason traceback verdict level seconds cpu memory".split()
"""The fields of a report that a row holds, in the order of the table."""


class RawTask(msgspec.Struct):
    """A task of which the checks are not read yet."""

    task: str
    title: str
    checks: list[msgspec.Raw]
    uses: tuple[str, ...] = ()
    is_bonus: bool = False
    exercise: str = ""


class RawVerdict(msgspec.Struct):
    tasks: list[msgspec.Raw]
    seed: str


def row_of(report: Report) -> Values:
    """A report as a row without number, round and checksum."""
    verdict = None if report.verdict is None else msgspec.json.encode(report.verdict)
    own = {"verdict": verdict, "seconds": float(report.seconds), "cpu": float(report.cpu)}
    return tuple(own[name] if name in own else getattr(report, name) for name in COLUMNS)


def is_judged(row: Sequence[Any]) -> bool:
    """Whether the report in a row has a verdict."""
    return row[COLUMNS.index("verdict")] is not None


def report_in(row: Sequence[Any], name: str = "") -> Report:
    """The report that a row holds. name: of the person, which the journal has elsewhere."""
    key, submission, status, reason, traceback, verdict, level, seconds, cpu, memory = row
    judged = verdict and relabelled(_verdict(verdict))
    ran = (level, seconds, cpu, memory)
    return Report(submission, Status(status), reason, traceback, judged, *ran, key, name)


def _verdict(content: bytes) -> Verdict:
    raw = msgspec.json.decode(content, type=RawVerdict)
    return Verdict(tuple([task_in(bytes(task)) for task in raw.tasks]), raw.seed)


@by_identity
def bytes_of(task: TaskResult) -> bytes:
    """A task as `task_in` reads it."""
    return msgspec.json.encode(task)


@lru_cache(10_000)
def task_in(content: bytes) -> TaskResult:
    """The task that these bytes are; everybody who has it gets the same object."""
    raw = msgspec.json.decode(content, type=RawTask)
    checks = tuple([_check(bytes(check)) for check in raw.checks])
    return TaskResult(raw.task, raw.title, checks, raw.uses, raw.is_bonus, raw.exercise)


@lru_cache(2000)
def _check(content: bytes) -> CheckResult:
    return msgspec.json.decode(content, type=CheckResult)
