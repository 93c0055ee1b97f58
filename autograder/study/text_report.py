"""The overview: what is done, as lines of plain text or as data."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Final

from autograder.study.points_curve import Point, points_over_time, text_curve
from autograder.study.progress import Word
from autograder.study.progress_summary import Met, Standing, TaskStanding, next_task

SCHEMA: Final = 1
MOST = 12
SHOWN = {Word.FAULT: "????"}


def overview(standing: Standing, step: list[str]) -> list[str]:
    """
    The screen, at most 80 columns wide.

    step: the lines about what is next.
    """
    lines = [*summary(standing), ""]
    lines += [f"  {'task':<40}  points  attempts  hints", *map(_row, standing.tasks), ""]
    if standing.curve:
        points = points_over_time(standing, MOST)
        lines += [f"Points over time, of {standing.max_points}{chosen(standing, points)}"]
        lines += [*text_curve(points, standing.max_points), ""]
    found = list(_mistakes(standing))
    return [*lines, *(["Mistakes met", *found, ""] if found else []), *step]


def summary(standing: Standing) -> list[str]:
    """How far the learner is, in sentences."""
    if standing.first is None:
        return ["No run is remembered yet: run the checks, and come back."]
    tasks = f"{standing.done} of {len(standing.tasks)} tasks done."
    runs = f"{counted(standing.runs, 'run')} since {standing.first:%Y-%m-%d}."
    return [f"{standing.points} of {standing.max_points} points. {tasks} {runs}"]


def counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def chosen(standing: Standing, points: Sequence[Point]) -> str:
    """Says so where not every change of the points is shown."""
    changes = len(standing.curve)
    return f"; {len(points)} of {changes} changes" if len(points) < changes else ""


def word_of(task: TaskStanding) -> str:
    return SHOWN.get(task.word, str(task.word))


def mistakes(standing: Standing) -> Iterator[tuple[TaskStanding, Met]]:
    """What was met, the mistakes that are still there first."""
    found = [(task, met) for task in standing.tasks for met in task.met.values()]
    return iter(sorted(found, key=lambda pair: pair[1].overcome is not None))


def ended(met: Met) -> str:
    """What became of a mistake."""
    return f"overcome on {met.overcome:%Y-%m-%d}" if met.overcome else "still there"


def as_data(standing: Standing) -> str:
    """Everything for other tools, as JSON; times are local, in ISO 8601."""
    step = next_task(standing)
    whole = {
        "schema": SCHEMA,
        "points": standing.points,
        "max_points": standing.max_points,
        "runs": standing.runs,
        "first_run": _iso(standing.first),
        "last_run": _iso(standing.last),
        "next": step.task.number if step else None,
        "tasks": [_task_data(task) for task in standing.tasks],
        "curve": [{"time": _iso(when), "points": points} for when, points in standing.curve],
    }
    return json.dumps(whole, indent=2)


def _row(task: TaskStanding) -> str:
    left = f"  {word_of(task):<4}  {task.task.number}  {task.task.function:<29}"
    points = f"{'?' if task.word is Word.FAULT else task.points:>4}/{task.task.points:<3}"
    row = f"{left}  {points}  {task.attempts or '-':>6}  {task.hints or '-':>5}"
    return row + ("  revealed" if task.is_revealed else "")


def _mistakes(standing: Standing) -> Iterator[str]:
    for task, met in mistakes(standing):
        name = met.key.replace("_", " ")
        yield f"  {task.task.number}  {name}: {counted(met.times, 'time')}, {ended(met)}"


def _task_data(task: TaskStanding) -> dict[str, Any]:
    planned = task.task
    return {
        "task": planned.number,
        "exercise": planned.exercise,
        "function": planned.function,
        "title": planned.title,
        "outcome": "GRADER_ERROR" if task.word is Word.FAULT else str(task.word),
        "points": task.points,
        "max_points": planned.points,
        "attempts": task.attempts,
        "hints": task.hints,
        "solution_opened": task.is_revealed,
        "passed": _iso(task.passed),
        "mistakes": [
            {
                "mistake": met.key,
                "times": met.times,
                "first": _iso(met.first),
                "overcome": _iso(met.overcome),
            }
            for met in task.met.values()
        ],
    }


def _iso(when: datetime | None) -> str | None:
    return when.isoformat() if when else None
