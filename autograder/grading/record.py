"""The record: a verdict as JSON, schema 1.

Written by `--json`, read by anything; reading it here checks types, ranges and sums. Described in
docs/verdict.md; docs/verdict.schema.json is derived from the classes below.
"""

import platform
from collections.abc import Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Annotated, Final, Literal

import msgspec

from autograder.grading.errors import KitError
from autograder.grading.files import write_atomically
from autograder.grading.verdict import Outcome, Verdict

SCHEMA: Final = 1

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


class TaskRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One task and its checks."""

    task: Annotated[str, msgspec.Meta(pattern=r"^\d+\.\d+$")]
    outcome: Outcome
    points: Points
    max_points: Points
    checks: tuple[CheckRecord, ...]

    def __post_init__(self) -> None:
        _compare(self, self.checks)


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A whole verdict; versions: of kit, Python and libraries; seed: of the inputs."""

    schema: Literal[1]
    points: Points
    max_points: Points
    tasks: tuple[TaskRecord, ...]
    versions: dict[str, str]
    seed: str

    def __post_init__(self) -> None:
        _compare(self, self.tasks)


def _compare(whole: TaskRecord | Record, parts: Sequence[CheckRecord | TaskRecord]) -> None:
    for name in ("points", "max_points"):
        total = sum(getattr(part, name) or 0 for part in parts)
        if getattr(whole, name) != total:
            raise ValueError(f"{name} is {getattr(whole, name)}, but its parts sum to {total}")


def record_of(verdict: Verdict) -> Record:
    tasks = msgspec.convert(verdict.tasks, tuple[TaskRecord, ...], from_attributes=True)
    return Record(SCHEMA, verdict.points, verdict.max_points, tasks, versions(), verdict.seed)


@cache
def versions() -> dict[str, str]:
    """What graded: kit, Python, and the libraries whose behaviour a verdict may depend on."""
    found = {"python": platform.python_version()}
    names = {"kit": "day4-calculus-for-ml", "numpy": "numpy", "pytest": "pytest", "sympy": "sympy"}
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
