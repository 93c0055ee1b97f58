"""The progress report: as lines of plain text, as data, and as one HTML file."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from html import escape
from typing import Any, Final

from autograder.grading.screen import Html, document
from autograder.study.progress import OPEN
from autograder.study.progress_summary import Summary, TaskSummary

SCHEMA: Final = 1
BAR = 40

Point = tuple[datetime, int]


def text_report(summary: Summary, step: list[str]) -> list[str]:
    """The screen, at most 80 columns wide. step: the lines about what is next."""
    lines = [headline(summary), ""]
    lines += [f"  {'task':<40}  points  attempts  hints", *map(_row, summary.tasks), ""]
    if summary.curve:
        points = chosen_points(summary, 12)
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
    """A remark if not every change of the points is shown."""
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


TITLE = "Your progress, Day 4: Calculus for Machine Learning"
TASKS = ("outcome", "task", "function", "points", "attempts", "hints", "solution")


def html_report(summary: Summary, step: Iterable[str]) -> str:
    """
    A page that needs no other file; it follows the reader's light or dark theme.

    step: the lines about what is next.
    """
    next_step = f"<h2>What is next</h2>\n<pre>{escape(chr(10).join(step))}</pre>\n"
    return document(TITLE, headline(summary), *_tables(summary), Html(next_step))


def _tables(summary: Summary) -> Iterator[Html]:
    points, of = chosen_points(summary, 40), summary.max_points
    if points:
        rows = [
            (f"{time:%Y-%m-%d %H:%M}", str(earned), f'<meter max="{of}" value="{earned}"></meter>')
            for time, earned in points
        ]
        title = f"Points over time, of {of}{left_out(summary, len(points))}"
        yield _table(title, ("time", "points", "learning curve"), rows)
    yield _table("Tasks", TASKS, map(_task_row, summary.tasks))
    if found := list(mistakes(summary)):
        rows_of_words = [tuple(map(escape, row)) for row in found]
        yield _table("Mistakes met", ("task", "mistake", "met", "then"), rows_of_words)


def _task_row(found: TaskSummary) -> tuple[str, ...]:
    function = escape(found.task.function).replace("_", "_<wbr>")
    points = f"{points_of(found)}/{found.task.points}"
    counts = str(found.attempts), str(found.hints), "opened" if found.is_revealed else ""
    return outcome_word(found), found.task.number, function, points, *counts


def _table(title: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> Html:
    """A table that scrolls by itself where the page is narrow; its cells are HTML."""
    first = "".join(f'<th scope="col">{name}</th>' for name in head)
    body = "\n".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return Html(
        f'<h2>{title}</h2>\n<div tabindex="0" role="group" aria-label="{title}"><table>\n'
        f"<thead><tr>{first}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table></div>\n"
    )
