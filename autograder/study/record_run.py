"""Records a run over the learner's own exercises in progress.txt."""

from __future__ import annotations

import os
import zlib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.study.progress import FILE, Event, TaskState, now, remember

if TYPE_CHECKING:
    from autograder.grading.verdict import TaskResult, Verdict

SWITCH = "AUTOGRADER_PROGRESS"
NO = frozenset({"", "0", "false", "no", "off"})
MACHINES = ("CI", "NBGRADER_EXECUTION", "NBGRADER_VALIDATING")
"""Set where no learner is at work: in continuous integration, and where nbgrader runs notebooks."""


def record(folder: Path, verdict: Verdict, *, event: str) -> str:
    """
    Remember a verdict over the learner's own exercises in this folder.

    event: terminal, notebook or watch. Returns "" or one sentence to show. Raises nothing.
    """
    from autograder.grading.draw import PUBLIC_SEED

    try:
        if not is_on(os.environ) or verdict.seed != PUBLIC_SEED:
            return ""
        records = records_of(verdict)
        return remember(folder, Event(now(), event, records)) if records else ""
    except Exception as error:  # noqa: BLE001 -- a run must end as it would without a record
        return f"(This run cannot be remembered in {FILE}: {type(error).__name__}.)"


def is_on(environment: Mapping[str, str]) -> bool:
    """Whether runs are remembered: not if switched off, nor if a machine runs them."""

    def is_off(name: str, default: str) -> bool:
        return environment.get(name, default).strip().lower() in NO

    return not is_off(SWITCH, "on") and all(is_off(name, "") for name in MACHINES)


def records_of(verdict: Verdict) -> dict[str, TaskState]:
    """The tasks whose checks all ran; part of a task says nothing about its points."""
    from autograder.grading.spec import all_checks

    wanted = Counter(check.task.number for check in all_checks())
    return {
        task.task: _record(task)
        for task in verdict.tasks
        if len(task.checks) >= wanted.get(task.task, 0)
    }


def _record(task: TaskResult) -> TaskState:
    mistakes = tuple(dict.fromkeys(check.mistake for check in task.checks if check.mistake))
    answer = _answer(task) if task.outcome == "FIX" else ""
    return TaskState(str(task.outcome), task.points, task.max_points, mistakes, answer)


def _answer(task: TaskResult) -> str:
    """Four digits of a hash, in which the function's place in the file does not count."""
    seen = [(c.outcome, c.mistake, c.message, c.returned) for c in task.checks]
    return f"{zlib.crc32(repr(seen).encode()) & 0xFFFF:04x}"
