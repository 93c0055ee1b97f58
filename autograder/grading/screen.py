"""
The screen: a verdict as at most about fifteen lines of plain text.

Words carry the meaning (PASS, FIX, TODO); the caller may colour them. Always the same order: the
tasks, the points, one next step. Lines are at most 80 columns wide.
"""

from __future__ import annotations

import os
import textwrap
from collections.abc import Iterable, Iterator

from autograder.grading.verdict import CheckResult, Outcome, TaskResult, Verdict

WIDTH = 80
WORDS = {
    Outcome.PASS: "PASS",
    Outcome.FIX: "FIX",
    Outcome.TODO: "TODO",
    Outcome.GRADER_ERROR: "????",
}


def screen(verdict: Verdict, *, prefix: str = "", some: bool = False) -> list[str]:
    """
    The lines below the heading.

    prefix: what the learner types before a command ("python -m uv run "). some: not all checks
    were run.
    """
    lines = [_row(task) for task in verdict.tasks]
    step = next_check(verdict)
    lines += ["", _total(verdict)]
    if step is None:
        return [*lines, *_notes(verdict), *_finished(some)]
    return [*lines, *_next(step, prefix)]


def next_check(verdict: Verdict) -> CheckResult | None:
    """The one next step: the first fault of ours, else the first FIX, else the first TODO."""
    order = Outcome.GRADER_ERROR, Outcome.FIX, Outcome.TODO
    return next((c for o in order for c in verdict.checks if c.outcome == o), None)


def command_prefix() -> str:
    """`python -m uv run ` inside of `uv run`, where the bare command may not be on the path."""
    if "UV_RUN_RECURSION_DEPTH" not in os.environ:
        return ""
    return "py -m uv run " if os.name == "nt" else "python -m uv run "


def _row(task: TaskResult) -> str:
    left = f"  {WORDS[task.outcome]:<4}  {task.task}  {task.checks[0].function:<29}{task.title}"
    points = "?" if task.open_points else task.points
    return f"{left:<68} {points:>3}/{task.max_points}"


def _total(verdict: Verdict) -> str:
    done = sum(task.outcome is Outcome.PASS for task in verdict.tasks)
    text = f"  {verdict.points} of {verdict.max_points} points."
    text += f" {done} of {len(verdict.tasks)} tasks done."
    return text + (f" {verdict.open_points} points open." if verdict.open_points else "")


def _next(step: CheckResult, prefix: str) -> Iterator[str]:
    if step.outcome == Outcome.TODO:
        yield f"  Next: {step.task} {step.function}"
        yield from _field("to do", step.message or _todo(step))
    else:
        yield f"  Next: {step.task} {step.function}"
        yield from _field("asked", step.asked or step.title)
        yield from _field("you returned", step.returned)
        yield from _field("think about", step.message)
    yield from _field("where", step.place)
    if step.outcome == Outcome.GRADER_ERROR:
        yield f"  Traceback: {prefix}pytest autograder --tb=short -k {step.name}"
        return
    yield f"  Hint: {prefix}autograder hint {step.task}"


def _todo(step: CheckResult) -> str:
    return f"Write {step.function}: replace its `raise NotImplementedError` line."


def _field(label: str, text: str) -> Iterable[str]:
    """`    label        : text`, wrapped below itself; nothing where there is no text."""
    if not text:
        return ()
    start = f"    {label:<12} : "
    return _wrap(start + text, " " * len(start))


def _wrap(text: str, indent: str) -> list[str]:
    return textwrap.wrap(
        text, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )


def _notes(verdict: Verdict) -> Iterator[str]:
    for task in verdict.tasks:
        for note in dict.fromkeys(note for check in task.checks for note in check.notes):
            yield from _wrap(f"  Note {task.task}: {note}", " " * 12)


def _finished(some: bool) -> tuple[str, ...]:
    if some:
        return ("  All checks of this run pass. Run pytest autograder to see every task.",)
    return ("  All public checks pass. Your instructor may run more, with other numbers.",)
