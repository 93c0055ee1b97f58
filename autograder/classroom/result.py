"""A line of results.jsonl: the record of a verdict, whose it is, and its status."""

from __future__ import annotations

import json

import msgspec

from autograder.grading.record import SCHEMA, Record, record_of, versions
from autograder.sandbox.supervisor import Graded


def line_of(graded: Graded, max_points: int) -> str:
    """
    A graded submission as JSON in one line.

    points: null if nothing was judged, and while any of them are open. max_points: of all checks.
    """
    verdict = graded.verdict
    record = record_of(verdict) if verdict else Record(SCHEMA, 0, max_points, (), versions(), "")
    line = {
        "submission": graded.submission,
        "status": graded.status,
        "reason": graded.reason,
        "isolation": graded.level,
        **msgspec.structs.asdict(record),
    }
    if verdict is None or verdict.open_points:
        line["points"] = None
    return escaped(msgspec.json.encode(line).decode()) + "\n"


def escaped(text: str) -> str:
    r"""JSON with every character that ends a line somewhere, or steers a terminal, as `\uXXXX`."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else json.dumps(c)[1:-1] for c in text)
