"""
The screen: a verdict in some fifteen lines of plain text, at most 80 columns wide.

The order is always the same: the tasks, the points, one next step. Words carry the meaning (PASS,
FIX, TODO); the caller may paint them.
"""

from __future__ import annotations

import os
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from autograder.grading.verdict import GRAVEST_FIRST, CheckResult, Outcome, TaskResult, Verdict

TITLE = "Day 4: Calculus for Machine Learning"
WIDTH = 80
FINISHED = "All public checks pass. Your instructor may run more, with other numbers."


class Look(NamedTuple):
    """How an outcome is shown: its word in the table, its colour, its letter while checks run."""

    word: str
    colour: str
    letter: str


LOOKS = {
    Outcome.PASS: Look("PASS", "green", "."),
    Outcome.FIX: Look("FIX", "yellow", "x"),
    Outcome.TODO: Look("TODO", "cyan", "-"),
    Outcome.UNDECIDED: Look("????", "red", "?"),
    Outcome.GRADER_ERROR: Look("????", "red", "E"),
}

Paint = Callable[[str, str], str]
"""Gives a text the colour of that name."""


def unpainted(_: str, text: str) -> str:
    return text


class Field(NamedTuple):
    """One thing to say about the next step. is_code: a call or a value, as Python writes it."""

    label: str
    text: str
    is_code: bool = False


@dataclass(frozen=True, slots=True)
class Typed:
    """
    What a learner types to go on; `{task}` and `{name}` of the check are filled in.

    everything: to check all tasks. hint: for a hint. traceback: for a fault of ours; may be empty.
    finished: the sentence for somebody who is done.
    """

    everything: str
    hint: str
    traceback: str = ""
    finished: str = FINISHED


def command_prefix() -> str:
    """`python -m uv run ` inside `uv run`, where the bare command may not be on the path."""
    if "UV_RUN_RECURSION_DEPTH" not in os.environ:
        return ""
    return "py -m uv run " if os.name == "nt" else "python -m uv run "


def in_terminal(prefix: str = "") -> Typed:
    """Commands for a shell. prefix: what starts a command here, such as "python -m uv run "."""
    return Typed(
        "pytest autograder",
        f"{prefix}autograder hint {{task}}",
        f"{prefix}pytest autograder --tb=short -k {{name}}",
    )


IN_NOTEBOOK = Typed("check()", 'hint("{task}")')


def screen(
    verdict: Verdict,
    typed: Typed | None = None,
    *,
    some: bool = False,
    paint: Paint = unpainted,
) -> list[str]:
    """The lines below the heading. some: not all checks were run. paint: for the outcome words."""
    typed = typed or in_terminal()
    lines = [row(task, paint) for task in verdict.tasks]
    lines += ["", f"  {total(verdict)}"]
    step = next_check(verdict)
    if step is None:
        notes = (wrap(f"  {note}", " " * 12) for note in closing_notes(verdict))
        return [*lines, *(line for note in notes for line in note), f"  {finished(typed, some)}"]
    lines.append(f"  Next: {step.task} {step.function}")
    for one in step_fields(step):
        lines += field(one)
    return [*lines, *(f"  {label}: {command}" for label, command in more(step, typed))]


def next_check(verdict: Verdict) -> CheckResult | None:
    """The one next step: the first check with open points, else the first FIX, else TODO."""
    left = (outcome for outcome in GRAVEST_FIRST if outcome != Outcome.PASS)
    return next((c for o in left for c in verdict.checks if c.outcome == o), None)


def points_of(task: TaskResult) -> str:
    """`4/8`; `?/8` while points are open."""
    return f"{'?' if task.open_points else task.points}/{task.max_points}"


def total(verdict: Verdict) -> str:
    """The points and the number of finished tasks, as sentences."""
    done = sum(task.outcome is Outcome.PASS for task in verdict.tasks)
    text = f"{verdict.points} of {_counted(verdict.max_points, 'point')}."
    text += f" {done} of {_counted(len(verdict.tasks), 'task')} done."
    return text + (
        f" {_counted(verdict.open_points, 'point')} open." if verdict.open_points else ""
    )


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def step_fields(step: CheckResult) -> list[Field]:
    """What there is to say about the next step, in order."""
    if step.outcome == Outcome.TODO:
        todo = f"Write {step.function}: replace its `raise NotImplementedError` line."
        fields = [Field("to do", step.message or todo)]
    else:
        fields = [
            Field("asked", step.asked or step.title, is_code=bool(step.asked)),
            Field("you returned", step.returned, is_code=True),
            Field("think about", step.message),
        ]
    fields.append(Field("where", step.place))
    if step.left_out:
        fields.append(Field("left out", step.left_out.message))
    return [one for one in fields if one.text]


def more(step: CheckResult, typed: Typed) -> Iterator[tuple[str, str]]:
    """What to type to go on with the next step: labels and commands."""
    if step.points is not None:
        yield "Hint", typed.hint.format(task=step.task)
    elif typed.traceback:
        yield "Traceback", typed.traceback.format(name=step.name)


def closing_notes(verdict: Verdict) -> list[str]:
    """Each note once, with the first task that it is about."""
    notes: dict[str, str] = {}
    for check in verdict.checks:
        for note in check.remarks:
            notes.setdefault(note, f"Note {check.task}: {note}")
    return [*notes.values()]


def finished(typed: Typed, some: bool) -> str:
    """The sentence for somebody who is done."""
    if some:
        return f"All checks of this run pass. Run {typed.everything} to see every task."
    return typed.finished


def row(task: TaskResult, paint: Paint = unpainted) -> str:
    """The line of the table for one task."""
    word, colour, _ = LOOKS[task.outcome]
    name = f"{task.task}  {task.checks[0].function:<29}{task.title}"
    points = "?" if task.open_points else task.points
    return f"  {paint(colour, f'{word:<4}')}  {name:<60} {points:>3}/{task.max_points}"


def field(one: Field) -> list[str]:
    """`    label        : text`, wrapped under its own text."""
    start = f"    {one.label:<12} : "
    return wrap(start + one.text, " " * len(start))


def wrap(text: str, indent: str) -> list[str]:
    return textwrap.wrap(
        text, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
