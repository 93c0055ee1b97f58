"""Questions of "why does it work?": one number to predict about a task, then two lines on why."""

import math
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from autograder.grading.commands import command_prefix
from autograder.grading.draw import Draw
from autograder.grading.errors import KitError
from autograder.grading.question_page import questions_on
from autograder.grading.task_list import TaskInfo, task_list
from autograder.study.advice import COMPARE
from autograder.study.progress import Event, Progress, now, remember
from autograder.study.progress_report import Summary, TaskSummary


def question_of(task: TaskInfo, times: int) -> tuple[str, float, list[str]]:
    """The question for somebody who has answered it so many times, the answer, two lines why."""
    order = Draw().stream(f"why {task.number} {times // 8}").sample(range(2, 10), 8)
    a, b, c = (order[(times + step) % 8] for step in (0, 3, 4))
    return questions_on(task.exercise)[task.number].asked(a, b, c)


def number_in(typed: str) -> float | None:
    """A number in any of its forms: 7, 7.0, 3/4, .75, 0,75 or 75%, also after an equals sign."""
    text = typed.rpartition("=")[2].replace(",", ".").replace("\N{MINUS SIGN}", "-").strip()
    above, _, below = text.removesuffix("%").partition("/")
    try:
        found = float(above) / float(below or 1) / (100 if text.endswith("%") else 1)
    except (ValueError, ZeroDivisionError):
        return None
    return found if math.isfinite(found) else None


def at_the_pass(before: Progress, run: Event) -> list[str]:
    """A question about one task that passes for the first time and was not asked about before."""
    known = set[str]().union(*map(_settled, before.entries))
    asked = {task.label: task for task in task_list() if has_question(task)}
    for label in sorted(_settled(run) & asked.keys() - known)[:1]:
        asks, _, because = question_of(asked[label], 0)
        command = f"{command_prefix()}autograder why {label}"
        if run.event != "notebook" and any(s.outcome == "FIX" for s in run.records.values()):
            return [f"{label} passes. Why does it work? {command}"]  # one thing at a time
        # A cell of a notebook hides the lines that say why until they are clicked.
        said = [asks, *because] if run.event == "notebook" else [command, asks]
        return [f"{label} passes. One question on why it works: {said[0]}", *said[1:]]
    return []


def _settled(entry: Event) -> set[str]:
    """The tasks that pass in a run, or whose question was answered."""
    passed = {number for number, state in entry.records.items() if state.outcome == "PASS"}
    return passed | set(entry.tasks if entry.event == "why" else ())


def has_question(task: TaskInfo) -> bool:
    return task.number in questions_on(task.exercise)


def due(summary: Summary, time: datetime) -> TaskSummary | None:
    """The task of an open question, one that passes; the oldest first, new ones last.

    One that was answered is open again another day: after as many days as answers were right.
    """
    found: list[TaskSummary] = []
    for task in summary.tasks:
        days = (time.astimezone().date() - (task.asked or time).astimezone().date()).days
        is_open = task.asked is None or days >= max(1, task.right)
        if is_open and task.state.outcome == "PASS" and has_question(task.task):
            found.append(task)
    return min(found, key=lambda task: task.asked or time, default=None)


def reminder(summary: Summary, time: datetime) -> Iterator[str]:
    """A sentence about the open question."""
    if task := due(summary, time):
        asks = "Do you still know why {} works?" if task.asked else "Why does {} work?"
        label = task.task.label
        yield f"{asks.format(label)} {command_prefix()}autograder why {label}"


def ask(root: Path, task: TaskSummary, typed: str) -> Iterator[str]:
    """The question, asked until a number is typed; then what is right, and why. Raises KitError."""
    label, level, prefix = task.task.label, task.questions, command_prefix()
    asks, answer, because = question_of(task.task, level)
    yield asks
    while (prediction := number_in(typed)) is None:
        try:
            help_on = "Type one number, such as 3, 0.75 or 3/4" if typed else "Your prediction"
            typed = input(f"{help_on}: ")
        except EOFError:
            yield ""
            raise KitError(f"to answer, type: {prefix}autograder why {label} NUMBER") from None
    is_right = abs(prediction - answer) <= 0.005  # two decimals are enough
    yield f"{'Yes, it' if is_right else 'Not quite: it'} is {answer:g}. Here is why:"
    yield from because
    if task.state.outcome == "PASS":
        yield f"See what your function does: {prefix}autograder plot {label}"
        if any((root / "solutions").glob("*.py")):
            yield COMPARE.format(prefix=prefix, number=label)
    event = Event(now(), "why", tasks=(label,), level=level + 1, is_right=is_right)
    yield from filter(None, [remember(root, event)])
