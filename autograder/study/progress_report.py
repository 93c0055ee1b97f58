"""The progress report: where each task is now and how the points changed, in all remembered runs.

It comes as lines of plain text, as data, and as one HTML file.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from html import escape
from typing import Any, Final

from autograder.grading.page import Html, document
from autograder.grading.screen import FUNCTION, bonus_text, counted, headings
from autograder.grading.task_list import TaskInfo, title_of
from autograder.study.progress import OPEN, WAIT, Event, Progress, TaskState

SCHEMA: Final = 1
BAR = 40
MOST = 3  # mistakes in the text
TASKS = ("outcome", "task", "function", "points", "attempts", "hints", "solution")
COUNTS = frozenset({"attempts", "hints", "solution"})

UNTRIED = TaskState("TODO", 0, 0)

Point = tuple[datetime, int]


@dataclass(slots=True)
class MistakeHistory:
    """A mistake met in so many answers to a task, until one no longer had it (overcome)."""

    mistake: str
    times: int
    first: datetime
    overcome: datetime | None = None
    clue: str = ""


@dataclass(slots=True)
class TaskSummary:
    """A task, with what the last run that judged it found; WAIT beside that if one could not.

    attempts: how many answers were tried, a repeated one counted once. passed: since when.
    questions: how many were answered about it, so many right; asked: when the last one was.
    ran: when the last run was.
    """

    task: TaskInfo
    state: TaskState = UNTRIED
    attempts: int = 0
    hints: int = 0
    is_revealed: bool = False
    questions: int = 0
    right: int = 0
    asked: datetime | None = None
    passed: datetime | None = None
    ran: datetime | None = None
    mistakes: dict[str, MistakeHistory] = field(default_factory=dict)

    @property
    def as_of(self) -> str:
        """The run that is spoken of, in a few words."""
        return f"your run of {self.ran:%Y-%m-%d %H:%M}" if self.ran else "now; no run is remembered"

    def add(self, entry: Event) -> None:
        """Add what the next entry says about this task."""
        number = self.task.label
        if number in entry.records:
            self._add_run(entry.records[number], entry.time)
        elif number in entry.tasks and entry.event == "hint":
            self.hints = max(self.hints, entry.level)
        elif number in entry.tasks and entry.event == "reveal":
            self.is_revealed = True
        elif number in entry.tasks and entry.event == "why":
            self.questions, self.asked = max(self.questions, entry.level), entry.time
            self.right += bool(entry.is_right)
        elif number in entry.tasks:  # it was put back as it was shipped; its history stays
            self.state, self.passed = UNTRIED, None

    def _add_run(self, found: TaskState, time: datetime) -> None:
        self.ran = time
        if found.outcome == WAIT:
            self.state = replace(self.state, outcome=WAIT, clues=found.clues)
            return
        if found.outcome in {"PASS", "FIX"} and found != replace(self.state, outcome=found.outcome):
            self.attempts += 1
            for key in found.mistakes:
                met = self.mistakes.setdefault(key, MistakeHistory(key, 0, time))
                met.times, met.overcome = met.times + 1, None
                met.clue = found.clues.get(key, met.clue)
            for key in self.mistakes.keys() - set(found.mistakes):
                self.mistakes[key].overcome = self.mistakes[key].overcome or time
        self.state = found
        self.passed = (self.passed or time) if found.outcome == "PASS" else None


@dataclass(frozen=True, slots=True)
class Summary:
    """All tasks; the points after the first run and each change of them; the times of the runs."""

    tasks: tuple[TaskSummary, ...]
    curve: tuple[Point, ...] = ()
    runs: tuple[datetime, ...] = ()

    @property
    def core(self) -> tuple[TaskSummary, ...]:
        """The tasks that count; a bonus is never one of them."""
        return tuple(task for task in self.tasks if not task.task.is_bonus)

    @property
    def points(self) -> int:
        return sum(task.state.points for task in self.core)

    @property
    def max_points(self) -> int:
        return sum(task.task.worth for task in self.tasks)

    @property
    def bonus(self) -> int:
        """Points that come on top."""
        return sum(task.state.points for task in self.tasks if task.task.is_bonus)

    @property
    def done(self) -> int:
        return sum(task.state.outcome == "PASS" for task in self.core)

    @property
    def next_task(self) -> TaskSummary | None:
        """The first open task that was begun, else the first open one; None: all pass.

        A bonus comes after the core, and only if it was begun.
        """
        open_tasks = [task for task in self.tasks if task.state.outcome != "PASS"]
        core = [task for task in open_tasks if not task.task.is_bonus]
        begun = [task for task in open_tasks if task.state.outcome != "TODO"]
        return min(core or begun, key=lambda task: task.state.outcome == "TODO", default=None)


def summary_of(progress: Progress, plan: Iterable[TaskInfo]) -> Summary:
    """What the entries say about these tasks; what they say about others is left out."""
    tasks = tuple(map(TaskSummary, plan))
    curve: list[Point] = []
    for entry in progress.entries:
        for task in tasks:
            task.add(entry)
        points = Summary(tasks).points
        if (not curve and entry.records) or (curve and points != curve[-1][1]):
            curve.append((entry.time, points))
    runs = tuple(entry.time for entry in progress.entries if entry.records)
    return Summary(tasks, tuple(curve), runs)


def text_report(summary: Summary, step: list[str]) -> list[str]:
    """The screen, at most 80 columns wide. step: the lines about what is next."""
    lines = [headline(summary), ""]
    lines += [f"  {'task':<40}  points  attempts  hints"]
    above = headings([(one.task.owner, one.task.label) for one in summary.tasks])
    for head, one in zip(above, summary.tasks, strict=True):
        lines += [*head, _row(one)]
    lines.append("")
    if summary.curve:
        points = chosen_points(summary, 12)
        lines += [f"Points over time, of {summary.max_points}{left_out(summary, len(points))}"]
        for time, earned in points:
            bar = "#" * round(BAR * earned / max(summary.max_points, 1))
            lines.append(f"  {time:%Y-%m-%d %H:%M}  {earned:>4}  {bar}".rstrip())
        lines.append("")
    if found := mistakes(summary):
        lines.append("Mistakes met" + (f", {MOST} of {len(found)}" if len(found) > MOST else ""))
        for task, clue, times, end in found[:MOST]:
            lines += [f"  {task}  {clue}", f"       {times}, {end}"]
        lines.append("")
    return [*lines, *step]


def headline(summary: Summary) -> str:
    """How far the learner is, in sentences."""
    if not summary.runs:
        return "No run is remembered yet: run the checks, and come back."
    tasks = f"{summary.done} of {len(summary.core)} tasks done."
    runs = f"{counted(len(summary.runs), 'run')} since {summary.runs[0]:%Y-%m-%d}."
    bonus = bonus_text(summary.bonus)
    return f"{summary.points} of {summary.max_points} points{bonus}. {tasks} {runs}"


def chosen_points(summary: Summary, most: int) -> list[Point]:
    """The first run and every change; of many, as many as asked, evenly chosen."""
    points = list(summary.curve)
    if len(points) <= most:
        return points
    step = (len(points) - 1) / (most - 1)
    return [points[round(index * step)] for index in range(most)]


def left_out(summary: Summary, shown: int) -> str:
    """A remark if not every change of the points is shown."""
    changes = len(summary.curve)
    return f"; {shown} of {changes} changes" if shown < changes else ""


def found_in(task: TaskSummary) -> tuple[str, str]:
    """Outcome and points; a fault of the kit leaves points open, which is not a zero."""
    state, sign = task.state, "+" if task.task.is_bonus else ""
    return ("????", "?") if state.outcome in OPEN else (state.outcome, f"{sign}{state.points}")


def mistakes(summary: Summary) -> list[tuple[str, str, str, str]]:
    """Task, clue, how often and whether overcome: first those still there, then the latest."""
    rows = []
    for met, task in sorted(
        ((met, one) for one in summary.tasks for met in one.mistakes.values()),
        key=lambda pair: (not pair[0].overcome, pair[0].overcome or pair[0].first),
        reverse=True,
    ):
        seen = "still there" if met.mistake in task.state.mistakes else "not seen since"
        end = f"overcome on {met.overcome:%Y-%m-%d}" if met.overcome else seen
        clue = met.clue or met.mistake.replace("_", " ")
        rows.append((task.task.label, clue, counted(met.times, "time"), end))
    return rows


def as_data(summary: Summary) -> str:
    """Everything for other tools, as JSON; times are local, in ISO 8601."""
    following = summary.next_task
    whole = {
        "schema": SCHEMA,
        "points": summary.points,
        "max_points": summary.max_points,
        **({"bonus": summary.bonus} if summary.bonus else {}),
        "runs": len(summary.runs),
        "first_run": min(summary.runs, default=None),
        "last_run": max(summary.runs, default=None),
        "next": following.task.label if following else None,
        "tasks": [_task_data(task) for task in summary.tasks],
        "curve": [{"time": time, "points": points} for time, points in summary.curve],
    }
    return json.dumps(whole, indent=2, default=datetime.isoformat)


def _row(task: TaskSummary) -> str:
    outcome, points = found_in(task)
    row = f"  {outcome:<4}  {task.task.number}  {task.task.function:<{FUNCTION}}"
    row += f"  {points:>4}/{task.task.points:<3}  {task.attempts or '-':>6}  {task.hints or '-':>5}"
    return row + ("  revealed" if task.is_revealed else "")


def _task_data(task: TaskSummary) -> dict[str, Any]:
    return {
        "task": task.task.number,
        "exercise": task.task.exercise,
        "function": task.task.function,
        "title": task.task.title,
        "outcome": task.state.outcome,
        "points": task.state.points,
        "max_points": task.task.points,
        **({"is_bonus": True} if task.task.is_bonus else {}),
        "attempts": task.attempts,
        "hints": task.hints,
        "solution_opened": task.is_revealed,
        "passed": task.passed,
        "mistakes": [asdict(met) for met in task.mistakes.values()],
    }


def html_report(summary: Summary, step: Iterable[str]) -> str:
    """A page that needs no other file. step: the lines about what is next."""
    next_step = f"<h2>What is next</h2>\n<pre>{escape(chr(10).join(step))}</pre>\n"
    return document(
        f"Your progress, {title_of()}", headline(summary), *_tables(summary), Html(next_step)
    )


def _tables(summary: Summary) -> Iterator[Html]:
    points, of = chosen_points(summary, 40), summary.max_points
    if points:
        rows = [
            (f"{time:%Y-%m-%d %H:%M}", str(earned), f'<meter max="{of}" value="{earned}"></meter>')
            for time, earned in points
        ]
        title = f"Points over time, of {of}{left_out(summary, len(points))}"
        yield table(title, ("time", "points", "learning curve"), rows)
    yield table("Tasks", TASKS, map(_task_row, summary.tasks))
    if found := mistakes(summary)[:40]:
        rows_of_words = [tuple(map(escape, row)) for row in found]
        yield table("Mistakes met", ("task", "mistake", "met", "then"), rows_of_words)


def _task_row(task: TaskSummary) -> tuple[str, ...]:
    outcome, points = found_in(task)
    function = escape(task.task.function).replace("_", "_<wbr>")
    counts = str(task.attempts), str(task.hints), "opened" if task.is_revealed else ""
    return outcome, task.task.label, function, f"{points}/{task.task.points}", *counts


def table(title: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> Html:
    """A table that scrolls by itself where the page is narrow; its cells are HTML."""
    first = "".join(f'<th scope="col">{name}</th>' for name in head)
    # Where the head of the table does not fit, a number has its name before it.
    labels = [f' data-label="{name}"' if name in COUNTS else "" for name in head]
    cells = (zip(labels, row, strict=True) for row in rows)
    lines = ("".join(f"<td{label}>{cell}</td>" for label, cell in row) for row in cells)
    body = "\n".join(f"<tr>{line}</tr>" for line in lines)
    return Html(
        f'<h2>{title}</h2>\n<div tabindex="0" role="group" aria-label="{title}"><table>\n'
        f"<thead><tr>{first}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table></div>\n"
    )
