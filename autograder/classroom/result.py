"""A line of results.jsonl: the record of a verdict, whose it is, and what became of it."""

from __future__ import annotations

import json
from typing import Literal

import msgspec

from autograder.classroom.journal import Row
from autograder.grading.record import SCHEMA, Points, TaskRecord, record_of, versions
from autograder.grading.verdict import Verdict


class Result(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """
    One submission; schema and the fields from `points` on are those of a record.

    points: null where nothing was judged, and while a fault of the grader leaves any open.
    """

    submission: str
    status: str
    reason: str
    isolation: str
    schema: Literal[1]
    points: Points | None
    max_points: Points
    tasks: tuple[TaskRecord, ...]
    versions: dict[str, str]
    seed: str


def verdict_of(row: Row) -> Verdict | None:
    """The verdict that a row holds."""
    return None if row.verdict is None else msgspec.json.decode(row.verdict, type=Verdict)


def result_of(row: Row, verdict: Verdict | None, max_points: int) -> Result:
    """A row as a line. max_points: of all checks, for those of whom none was run."""
    head = (row.submission, row.status, row.reason, row.isolation)
    if verdict is None:
        return Result(*head, SCHEMA, None, max_points, (), versions(), "")
    record = record_of(verdict)
    points = None if verdict.open_points else record.points
    rest = (record.max_points, record.tasks, record.versions, record.seed)
    return Result(*head, SCHEMA, points, *rest)


def line_of(result: Result) -> str:
    """
    The result as JSON in one line of characters that print as themselves; the rest is escaped.
    """
    return escaped(msgspec.json.encode(result).decode()) + "\n"


def escaped(text: str) -> str:
    r"""JSON with every character that ends a line somewhere, or steers a terminal, as `\uXXXX`."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in text)
