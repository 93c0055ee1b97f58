"""
The screen: a verdict as at most about fifteen lines of plain text.

Words carry the meaning (PASS, FIX, TODO); the caller may paint them. Always the same order: the
tasks, the points, one next step. Lines are at most 80 columns wide.
"""

from __future__ import annotations

import os
import textwrap
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from autograder.grading.verdict import (
    GRAVEST_FIRST,
    CheckResult,
    Outcome,
    TaskResult,
    Verdict,
)

TITLE = "Day 4: Calculus for Machine Learning"
WIDTH = 80
WORDS = {
    Outcome.PASS: "PASS",
    Outcome.FIX: "FIX",
    Outcome.TODO: "TODO",
    Outcome.UNDECIDED: "????",
    Outcome.GRADER_ERROR: "????",
}
COLOURS = {
    Outcome.PASS: "green",
    Outcome.FIX: "yellow",
    Outcome.TODO: "cyan",
    Outcome.UNDECIDED: "red",
    Outcome.GRADER_ERROR: "red",
}
FINISHED = "All public checks pass. Your instructor may run more, with other numbers."

Paint = Callable[[str, str], str]
"""Gives a text a colour, by its name."""


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
    What a learner types for more; `{task}` and `{name}` of the check are filled in.

    everything: for all tasks. hint: for a hint. traceback: for a fault of ours; may be empty.
    finished: the sentence for somebody who has nothing left to do.
    """

    everything: str
    hint: str
    traceback: str = ""
    finished: str = FINISHED


def command_prefix() -> str:
    """`python -m uv run ` inside of `uv run`, where the bare command may not be on the path."""
    if "UV_RUN_RECURSION_DEPTH" not in os.environ:
        return ""
    return "py -m uv run " if os.name == "nt" else "python -m uv run "


def in_terminal(prefix: str = "") -> Typed:
    """Commands, behind what starts them here ("python -m uv run ")."""
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
    """
    The lines below the heading.

    typed: what the learner types for more. some: not all checks were run. paint: colours the
    outcome words.
    """
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
    """The sum of the points and of the tasks that are done, as sentences."""
    done = sum(task.outcome is Outcome.PASS for task in verdict.tasks)
    text = f"{verdict.points} of {verdict.max_points} points."
    text += f" {done} of {len(verdict.tasks)} tasks done."
    return text + (f" {verdict.open_points} points open." if verdict.open_points else "")


def step_fields(step: CheckResult) -> list[Field]:
    """What there is to say about the next step, in order."""
    if step.outcome == Outcome.TODO:
        fields = [Field("to do", step.message or _todo(step))]
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
    """What to type for more about the next step: labels and commands."""
    if step.points is not None:
        yield "Hint", typed.hint.format(task=step.task)
    elif typed.traceback:
        yield "Traceback", typed.traceback.format(name=step.name)


def closing_notes(verdict: Verdict) -> list[str]:
    """Each note once, with the first task that it was taken on."""
    notes: dict[str, str] = {}
    for check in verdict.checks:
        for note in check.remarks:
            notes.setdefault(note, f"Note {check.task}: {note}")
    return [*notes.values()]


def finished(typed: Typed, some: bool) -> str:
    """The sentence for somebody who has nothing left to do."""
    if some:
        return f"All checks of this run pass. Run {typed.everything} to see every task."
    return typed.finished


def row(task: TaskResult, paint: Paint = unpainted) -> str:
    """The line of the table for one task."""
    word = paint(COLOURS[task.outcome], f"{WORDS[task.outcome]:<4}")
    name = f"{task.task}  {task.checks[0].function:<29}{task.title}"
    points = "?" if task.open_points else task.points
    return f"  {word}  {name:<60} {points:>3}/{task.max_points}"


def _todo(step: CheckResult) -> str:
    return f"Write {step.function}: replace its `raise NotImplementedError` line."


def field(one: Field) -> Iterable[str]:
    """`    label        : text`, wrapped below itself."""
    start = f"    {one.label:<12} : "
    return wrap(start + one.text, " " * len(start))


def wrap(text: str, indent: str) -> list[str]:
    return textwrap.wrap(
        text, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )
