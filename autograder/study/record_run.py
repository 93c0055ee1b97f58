"""Attempts: what each run of the learner's own exercises adds to the memory."""

from __future__ import annotations

import os
import zlib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.study.progress import FILE, Fact, Result, Word, now
from autograder.study.progress_file import remember

if TYPE_CHECKING:
    from autograder.grading.verdict import TaskResult, Verdict

SWITCH = "AUTOGRADER_PROGRESS"
NO = frozenset({"", "0", "false", "no", "off"})
MACHINES = ("CI", "NBGRADER_EXECUTION", "NBGRADER_VALIDATING")
"""What is set where no learner sits: in continuous integration, and where nbgrader runs notebooks."""


def record(folder: Path, verdict: Verdict, *, door: str) -> str:
    """
    Remember a verdict over the learner's own exercises in this folder.

    door: terminal, notebook or watch. Returns "" or one sentence to show. Raises nothing.
    """
    try:
        if not is_on(os.environ) or not _is_public(verdict):
            return ""
        results = results_of(verdict)
        return remember(folder, Fact(now(), door, results)) if results else ""
    except Exception as error:  # noqa: BLE001 -- a run must end as it would without a memory
        return f"(This run cannot be remembered in {FILE}: {type(error).__name__}.)"


def is_on(environment: Mapping[str, str]) -> bool:
    """Whether runs are remembered: not where the switch says off, nor where a machine runs them."""
    said = environment.get(SWITCH, "on").strip().lower()
    return said not in NO and not any(
        environment.get(name, "").strip().lower() not in NO for name in MACHINES
    )


def results_of(verdict: Verdict) -> dict[str, Result]:
    """The tasks of which every check ran; part of a task says nothing about its points."""
    from autograder.grading.spec import all_checks

    wanted = Counter(check.task.number for check in all_checks())
    return {
        task.task: _result(task)
        for task in verdict.tasks
        if len(task.checks) >= wanted.get(task.task, 0)
    }


def _result(task: TaskResult) -> Result:
    word = Word.FAULT if task.outcome == "GRADER_ERROR" else Word(task.outcome)
    mistakes = dict.fromkeys(check.mistake for check in task.checks if check.mistake)
    mark = _mark(task) if word is Word.FIX else ""
    return Result(word, task.points, task.max_points, tuple(mistakes), mark)


def _mark(task: TaskResult) -> str:
    """Another answer, another mark; where in the file it stands does not matter."""
    seen = [(c.outcome, c.mistake, c.message, c.returned) for c in task.checks]
    return f"{zlib.crc32(repr(seen).encode()) & 0xFFFF:04x}"


def _is_public(verdict: Verdict) -> bool:
    from autograder.grading.draw import PUBLIC_SEED

    return verdict.seed == PUBLIC_SEED
