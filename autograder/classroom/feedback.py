"""Feedback for a learner, as text and as a page: the words of the screen, and every open task."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from html import escape

from autograder.classroom.entries import printable
from autograder.classroom.grader import Report
from autograder.classroom.redact import for_learner
from autograder.grading.screen import (
    WIDTH,
    Html,
    Typed,
    document,
    fragment,
    next_check,
    screen,
    step_fields,
)
from autograder.grading.verdict import CheckResult, Verdict
from autograder.sandbox.status import MEANING, Status

TITLE = "Day 4: Calculus for Machine Learning"
TYPED = Typed("pytest autograder", "autograder hint {task}", finished="All checks pass.")
# Where the reason is about what was handed in, which the learner can change.
EXPLAINED = {Status.REJECTED, Status.NOT_SUBMITTED}
MORE = "Further tasks"


def text_of(report: Report) -> str:
    """The feedback as plain text, at most 80 columns wide where words allow."""
    lines = [TITLE, f"Feedback for {who(report)}", "", *textwrap.wrap(outcome(report), WIDTH)]
    if report.graded.verdict is not None:
        verdict = for_learner(report.graded.verdict)
        lines += [*([""] if lines[-1] else []), *screen(verdict, TYPED), *_other_lines(verdict)]
    return "\n".join(map(printable, lines)) + "\n"


def html_of(report: Report) -> str:
    """The same as a page that needs nothing else and follows the reader's light or dark theme."""
    person = printable(who(report))
    parts = [f"Feedback for {person}", *filter(None, [printable(outcome(report))])]
    if report.graded.verdict is not None:
        verdict = for_learner(report.graded.verdict)
        lines = map(printable, fragment(verdict, TYPED).split("\n"))
        parts += [Html("\n".join([*lines, *_other_parts(verdict)]))]
    return document(f"{TITLE}: {person}", *parts, heading=TITLE)


def who(report: Report) -> str:
    name, submission = report.name, report.graded.submission
    return f"{name} ({submission})" if name and name != submission else submission


def outcome(report: Report) -> str:
    """The status and what it means; nothing for a submission that was graded."""
    status, reason = report.graded.status, report.graded.reason
    if status == Status.GRADED:
        return ""
    text = f"{status}: {MEANING[status]}."
    return f"{text} {reason}" if status in EXPLAINED and reason else text


def others(verdict: Verdict) -> Iterator[CheckResult]:
    """The next step of each open task, except the one that the screen shows."""
    first = next_check(verdict)
    for task in verdict.tasks:
        step = next_check(Verdict((task,), ""))
        if step is not None and first is not None and task.task != first.task:
            yield step


def _other_lines(verdict: Verdict) -> Iterator[str]:
    for number, step in enumerate(others(verdict)):
        if not number:
            yield from ("", f"  {MORE}")
        yield f"  {step.task} {step.function}"
        for one in step_fields(step):
            start = f"    {one.label:<12} : "
            yield from textwrap.wrap(start + one.text, WIDTH, subsequent_indent=" " * len(start))


def _other_parts(verdict: Verdict) -> Iterator[str]:
    for number, step in enumerate(others(verdict)):
        if not number:
            yield f"<h2>{MORE}</h2>"
        yield f"<h3>{escape(step.task)} {escape(step.function)}</h3>\n<dl>"
        for label, text, _ in step_fields(step):
            yield f"<dt>{escape(label)}</dt><dd>{escape(printable(text))}</dd>"
        yield "</dl>"
