"""
Progress: what the kit remembers of a learner's work, one JSON object a line.

    {"time": "2026-11-24T20:15:07+01:00", "event": "terminal", "tasks": {"1.1": {"outcome": ...}}}
    {"time": "2026-11-24T20:16:30+01:00", "event": "hint", "tasks": ["1.2"], "level": 1}

The order of lines does not matter and a repeated line counts once, so files of two machines can be
merged. A line that is cut off is not JSON and is left out.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

RUNS = frozenset({"terminal", "notebook", "watch"})
EVENTS = RUNS | {"hint", "reset", "reveal"}
DAMAGE = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError)
"""What a line raises that is not what the kit has written."""

OPEN = frozenset({"UNDECIDED", "GRADER_ERROR"})
OUTCOMES = frozenset({"PASS", "FIX", "TODO"}) | OPEN


@dataclass(frozen=True, slots=True)
class TaskRecord:
    """
    What a run found in one task.

    outcome: of OUTCOMES. answer: differs where the learner's function did something else.
    """

    outcome: str
    points: int
    max_points: int
    mistakes: tuple[str, ...] = ()
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """
    One line of the file.

    event: where a run was started, or hint, reset, reveal. records: of a run, by task number.
    tasks: that another event is about. level: which hint it was, from 1.
    """

    time: datetime
    event: str
    records: Mapping[str, TaskRecord] = field(default_factory=dict)
    tasks: tuple[str, ...] = ()
    level: int = 0

    @property
    def is_run(self) -> bool:
        return self.event in RUNS


@dataclass(frozen=True, slots=True)
class Progress:
    """All entries, the oldest first; unreadable: how many lines could not be read."""

    entries: tuple[Entry, ...] = ()
    unreadable: int = 0

    @property
    def hints(self) -> dict[str, int]:
        """Task number to how many hints were given."""
        given: dict[str, int] = {}
        for entry in self.entries:
            for task in entry.tasks if entry.event == "hint" else ():
                given[task] = max(given.get(task, 0), entry.level)
        return given

    @property
    def revealed(self) -> frozenset[str]:
        """The tasks of which the solution was opened before they passed."""
        return frozenset(t for e in self.entries if e.event == "reveal" for t in e.tasks)

    @property
    def runs(self) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.is_run)


def now() -> datetime:
    """Local time with its distance from UTC, to the second."""
    return datetime.now().astimezone().replace(microsecond=0)


def line_of(entry: Entry) -> str:
    """The line that `parse` reads."""
    whole: dict[str, Any] = {"time": entry.time.isoformat(), "event": entry.event}
    whole["tasks"] = {n: _plain(r) for n, r in entry.records.items()} or entry.tasks
    return json.dumps(whole | ({"level": entry.level} if entry.level else {}))


def parse(text: str) -> Progress:
    """Read every line that can be read. Objects without an event are comments."""
    entries, unreadable = [], 0
    for line in dict.fromkeys(map(str.strip, text.split("\n"))):
        try:
            found = json.loads(line) if line else {}
            if "event" in dict(found):
                entries.append(_entry(found))
        except DAMAGE:
            unreadable += 1
    return Progress(tuple(sorted(entries, key=lambda entry: entry.time)), unreadable)


def _plain(record: TaskRecord) -> dict[str, Any]:
    whole = {"outcome": record.outcome, "points": record.points, "max_points": record.max_points}
    more = {"mistakes": record.mistakes, "answer": record.answer}
    return whole | {name: value for name, value in more.items() if value}


def _entry(found: dict[str, Any]) -> Entry:
    """Raises what is DAMAGE."""
    event, tasks, level = found["event"], found["tasks"], found.get("level", 0)
    time = datetime.fromisoformat(found["time"])
    time = time if time.tzinfo else time.astimezone()
    if event not in EVENTS or not tasks or (event == "hint") != (level > 0):
        raise ValueError(event)
    if event in RUNS:
        return Entry(time, event, {str(n): _record(**record) for n, record in tasks.items()})
    return Entry(time, event, {}, tuple(map(str, list(tasks))), int(level))


def _record(
    *,
    outcome: str,
    points: int,
    max_points: int,
    mistakes: Any = (),
    answer: str = "",
    **_: Any,
) -> TaskRecord:
    """Other names than these may be added one day."""
    if outcome not in OUTCOMES:
        raise ValueError(outcome)
    return TaskRecord(outcome, int(points), int(max_points), tuple(map(str, mistakes)), str(answer))
