"""The progress report as lines of plain text, and as data."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final

from autograder.study.progress import OPEN
from autograder.study.progress_summary import Summary, TaskSummary

SCHEMA: Final = 1
MOST = 12
BAR = 40

Point = tuple[datetime, int]


def text_report(summary: Summary, step: list[str]) -> list[str]:
    """
    The screen, at most 80 columns wide.

    step: the lines about what is next.
    """
    lines = [headline(summary), ""]
    lines += [f"  {'task':<40}  points  attempts  hints", *map(_row, summary.tasks), ""]
    if summary.curve:
        points = chosen_points(summary, MOST)
        lines += [f"Points over time, of {summary.max_points}{left_out(summary, len(points))}"]
        lines += [*(_bar(point, summary.max_points) for point in points), ""]
    found = [f"  {task}  {name}: {times}, {end}" for task, name, times, end in mistakes(summary)]
    return [*lines, *(["Mistakes met", *found, ""] if found else []), *step]


def headline(summary: Summary) -> str:
    """How far the learner is, in sentences."""
    if summary.first is None:
        return "No run is remembered yet: run the checks, and come back."
    tasks = f"{summary.done} of {len(summary.tasks)} tasks done."
    runs = f"{_counted(summary.runs, 'run')} since {summary.first:%Y-%m-%d}."
    return f"{summary.points} of {summary.max_points} points. {tasks} {runs}"


def chosen_points(summary: Summary, most: int) -> list[Point]:
    """The first run, every change and the last run; of many, as many as asked, evenly chosen."""
    points = list(summary.curve)
    if points and summary.last and summary.last > points[-1][0]:
        points.append((summary.last, points[-1][1]))
    if len(points) <= most:
        return points
    step = (len(points) - 1) / (most - 1)
    return [points[round(index * step)] for index in range(most)]


def left_out(summary: Summary, shown: int) -> str:
    """Says so where not every change of the points is shown."""
    changes = len(summary.curve)
    return f"; {shown} of {changes} changes" if shown < changes else ""


def outcome_word(task: TaskSummary) -> str:
    return "????" if task.outcome in OPEN else task.outcome


def points_of(task: TaskSummary) -> str:
    """A fault of the kit leaves points open; it is not a zero."""
    return "?" if task.outcome in OPEN else str(task.points)


def mistakes(summary: Summary) -> Iterator[tuple[str, str, str, str]]:
    """Task, mistake, how often and whether overcome; those that are still there come first."""
    found = [(task, met) for task in summary.tasks for met in task.mistakes.values()]
    for task, met in sorted(found, key=lambda pair: pair[1].overcome is not None):
        end = f"overcome on {met.overcome:%Y-%m-%d}" if met.overcome else "still there"
        yield task.task.number, met.mistake.replace("_", " "), _counted(met.times, "time"), end


def as_data(summary: Summary) -> str:
    """Everything for other tools, as JSON; times are local, in ISO 8601."""
    following = summary.next_task
    whole = {
        "schema": SCHEMA,
        "points": summary.points,
        "max_points": summary.max_points,
        "runs": summary.runs,
        "first_run": summary.first,
        "last_run": summary.last,
        "next": following.task.number if following else None,
        "tasks": [_task_data(task) for task in summary.tasks],
        "curve": [{"time": time, "points": points} for time, points in summary.curve],
    }
    return json.dumps(whole, indent=2, default=datetime.isoformat)


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _row(task: TaskSummary) -> str:
    left = f"  {outcome_word(task):<4}  {task.task.number}  {task.task.function:<29}"
    row = f"{left}  {points_of(task):>4}/{task.task.points:<3}"
    row += f"  {task.attempts or '-':>6}  {task.hints or '-':>5}"
    return row + ("  revealed" if task.is_revealed else "")


def _bar(point: Point, max_points: int) -> str:
    time, earned = point
    bar = "#" * round(BAR * earned / max(max_points, 1))
    return f"  {time:%Y-%m-%d %H:%M}  {earned:>4}  {bar}".rstrip()


def _task_data(task: TaskSummary) -> dict[str, Any]:
    return {
        "task": task.task.number,
        "exercise": task.task.exercise,
        "function": task.task.function,
        "title": task.task.title,
        "outcome": task.outcome,
        "points": task.points,
        "max_points": task.task.points,
        "attempts": task.attempts,
        "hints": task.hints,
        "solution_opened": task.is_revealed,
        "passed": task.passed,
        "mistakes": [asdict(met) for met in task.mistakes.values()],
    }
