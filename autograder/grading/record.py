"""The record: a verdict as JSON, schema 1.

Written by `--json`, read by anything; reading it here checks types, ranges and sums. Described in
docs/verdict.md; docs/verdict.schema.json is derived from the classes below.
"""

import platform
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Annotated, Final, Literal

import msgspec

from autograder.grading.errors import KitError
from autograder.grading.files import write_atomically
from autograder.grading.shared import by_identity
from autograder.grading.verdict import CheckResult, Outcome, TaskResult, Verdict
from autograder.kit import DISTRIBUTION

SCHEMA: Final = 1
OUTCOMES: Final[dict[str, Outcome]] = {one.value: one for one in Outcome}

Points = Annotated[int, msgspec.Meta(ge=0)]


class CheckRecord(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"remarks": "notes"}
):
    """One check; points is null while a fault of the grader leaves it open."""

    title: str
    outcome: Outcome
    points: Points | None
    max_points: Points
    mistake: str | None
    message: str
    remarks: tuple[str, ...]


class TaskRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """One task and its checks; is_bonus: its points come on top of those of the core."""

    task: Annotated[str, msgspec.Meta(pattern=r"^(\w+ )?\d+\.\d+$")]
    outcome: Outcome
    points: Points
    max_points: Points
    checks: tuple[CheckRecord, ...]
    is_bonus: bool = False

    def __post_init__(self) -> None:
        _compare(self, self.checks)


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A whole verdict; versions: of kit, Python and libraries; seed: of the inputs."""

    schema: Literal[1]
    points: Points
    max_points: Points
    tasks: tuple[TaskRecord, ...]
    versions: dict[str, str]
    seed: str
    bonus: Points = 0  # what comes on top of points, which are those of the core

    def __post_init__(self) -> None:
        _compare(self, [task for task in self.tasks if not task.is_bonus])
        if self.bonus != sum(task.points for task in self.tasks if task.is_bonus):
            raise ValueError(f"bonus is {self.bonus}, which its bonus tasks do not sum to")


def _compare(whole: TaskRecord | Record, parts: Sequence[CheckRecord | TaskRecord]) -> None:
    points = sum([part.points or 0 for part in parts])
    most = sum([part.max_points for part in parts])
    for name, own, total in (
        ("points", whole.points, points),
        ("max_points", whole.max_points, most),
    ):
        if own != total:
            raise ValueError(f"{name} is {own}, but its parts sum to {total}")


def record_of(verdict: Verdict) -> Record:
    tasks = tuple(map(_task_record, verdict.tasks))
    points = verdict.points, verdict.max_points
    return Record(SCHEMA, *points, tasks, versions(), verdict.seed, verdict.bonus)


@by_identity
def _task_record(task: TaskResult) -> TaskRecord:
    checks = tuple([_check_record(check) for check in task.checks])
    points = task.points, task.max_points
    return TaskRecord(task.task, task.outcome, *points, checks, task.is_bonus)


def _check_record(check: CheckResult) -> CheckRecord:
    if not (check.diagnosis or check.notes or check.left_out):
        return _silent(check.title, check.outcome, check.points, check.max_points)
    own = (check.title, OUTCOMES[check.outcome], check.points, check.max_points)
    return CheckRecord(*own, check.mistake, check.message, check.remarks)


@lru_cache(1000)  # in a class, most checks are one of these
def _silent(title: str, outcome: str, points: int | None, most: int) -> CheckRecord:
    """A check of which there is nothing to say."""
    return CheckRecord(title, OUTCOMES[outcome], points, most, None, "", ())


@cache
def versions() -> dict[str, str]:
    """What graded: kit, Python, and the libraries whose behaviour a verdict may depend on."""
    found = {"python": platform.python_version()}
    names = {"kit": DISTRIBUTION, "numpy": "numpy", "pytest": "pytest", "sympy": "sympy"}
    for key, name in names.items():
        try:
            found[key] = version(name)
        except PackageNotFoundError:
            found[key] = "not installed"
    return found


def write_record(verdict: Verdict, path: Path) -> None:
    """Write the record; a failed write leaves the old file. Raises OSError."""
    text = msgspec.json.format(msgspec.json.encode(record_of(verdict)), indent=2)
    write_atomically(path, text.decode() + "\n")


def read_record(path: Path) -> Record:
    """Read and check a record. Raises KitError."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Record)
    except OSError as error:
        raise KitError(f"{path} cannot be read: {error.strerror}.") from None
    except msgspec.DecodeError as error:
        raise KitError(f"{path} is not a verdict of schema {SCHEMA}: {error}.") from None
