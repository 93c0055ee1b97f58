"""
The record: a verdict as JSON, schema 1.

Written by `--json`, read by anything. Reading validates types, ranges and sums. Described in
docs/verdict.md; docs/verdict.schema.json is derived from the classes here.
"""

from __future__ import annotations

import platform
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Annotated, Any, Final, Literal

import msgspec

from autograder.grading.files import write_atomically
from autograder.grading.verdict import Outcome, Verdict

SCHEMA: Final = 1

Points = Annotated[int, msgspec.Meta(ge=0)]


class CheckRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One check; points is null while a fault of the grader leaves it open."""

    title: str
    outcome: Outcome
    points: Points | None
    max_points: Points
    mistake: str | None
    message: str
    notes: tuple[str, ...]


class TaskRecord(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One task and its checks."""

    task: Annotated[str, msgspec.Meta(pattern=r"^\d+\.\d+$")]
    outcome: Outcome
    points: Points
    max_points: Points
    checks: tuple[CheckRecord, ...]


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A whole verdict; versions: of kit, Python and libraries; seed: of the inputs."""

    schema: Literal[1]
    points: Points
    max_points: Points
    tasks: tuple[TaskRecord, ...]
    versions: dict[str, str]
    seed: str


class RecordError(ValueError):
    """A file is no record of this schema; the message names file, place and fault."""


def record_of(verdict: Verdict) -> Record:
    tasks = tuple(
        TaskRecord(
            task.task,
            task.outcome,
            task.points,
            task.max_points,
            tuple(
                CheckRecord(
                    check.title,
                    Outcome(check.outcome),
                    check.points,
                    check.max_points,
                    check.mistake,
                    check.message,
                    check.remarks,
                )
                for check in task.checks
            ),
        )
        for task in verdict.tasks
    )
    return Record(SCHEMA, verdict.points, verdict.max_points, tasks, versions(), verdict.seed)


def versions() -> dict[str, str]:
    """What graded: kit, Python, and the libraries whose behaviour a verdict may depend on."""
    names = {"kit": "day4-calculus-for-ml", "numpy": "numpy", "pytest": "pytest", "sympy": "sympy"}
    return {"python": platform.python_version()} | {
        key: _version(name) for key, name in names.items()
    }


@cache
def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def write_record(verdict: Verdict, path: Path) -> None:
    """Write the record; a failed write leaves the old file. Raises OSError."""
    text = msgspec.json.format(msgspec.json.encode(record_of(verdict)), indent=2)
    write_atomically(path, text.decode() + "\n")


def read_record(path: Path) -> Record:
    """Read and validate a record. Raises RecordError."""
    try:
        record = msgspec.json.decode(path.read_bytes(), type=Record)
    except OSError as error:
        raise RecordError(f"{path} cannot be read: {error.strerror}.") from None
    except msgspec.ValidationError as error:
        raise RecordError(f"{path} is no verdict of schema {SCHEMA}: {error}.") from None
    except msgspec.DecodeError as error:
        raise RecordError(f"{path} is not JSON: {error}.") from None
    _check_sums(record, path)
    return record


def _check_sums(record: Record, path: Path) -> None:
    for task in record.tasks:
        _compare(task, task.checks, f"{path}, task {task.task}")
    _compare(record, record.tasks, str(path))


def _compare(whole: Any, parts: Any, place: str) -> None:
    for name in ("points", "max_points"):
        total = sum(getattr(part, name) or 0 for part in parts)
        if getattr(whole, name) != total:
            raise RecordError(
                f"{place}: {name} is {getattr(whole, name)}, its parts sum to {total}."
            )


def json_schema() -> str:
    """The JSON Schema of a record, as docs/verdict.schema.json holds it."""
    schema = msgspec.json.encode(msgspec.json.schema(Record), order="sorted")
    return msgspec.json.format(schema, indent=2).decode() + "\n"
