"""Feedback for a learner, as text and as a page: the words of the screen, and every open task."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from html import escape

from autograder.classroom.refusal import printable
from autograder.classroom.withheld import for_learner
from autograder.grading.html import Html, document, fragment
from autograder.grading.screen import WIDTH, Typed, next_check, screen, step_fields
from autograder.grading.verdict import CheckResult, Verdict
from autograder.sandbox.status import MEANING, Status

TITLE = "Day 4: Calculus for Machine Learning"
TYPED = Typed("pytest autograder", "autograder hint {task}", finished="All checks pass.")
TOLD = {Status.REJECTED, Status.NOT_SUBMITTED}
MORE = "Further tasks"


def text_of(submission: str, name: str, status: str, reason: str, verdict: Verdict | None) -> str:
    """The feedback as plain text, at most 80 columns wide where words allow."""
    lines = [TITLE, f"Feedback for {who(submission, name)}", ""]
    lines += textwrap.wrap(outcome(status, reason), WIDTH)
    if verdict is not None:
        shown = for_learner(verdict)
        lines += [*([""] if lines[-1] else []), *screen(shown, TYPED), *_others(shown)]
    return "\n".join(map(printable, lines)) + "\n"


def html_of(submission: str, name: str, status: str, reason: str, verdict: Verdict | None) -> str:
    """The same as a page that needs nothing else; it follows the reader's light or dark theme."""
    person = printable(who(submission, name))
    parts = [f"Feedback for {person}", *filter(None, [printable(outcome(status, reason))])]
    if verdict is not None:
        shown = for_learner(verdict)
        parts += [Html("\n".join([_page(shown), *_other_parts(shown)]))]
    return document(f"{TITLE}: {person}", *parts, heading=TITLE)


def who(submission: str, name: str) -> str:
    return f"{name} ({submission})" if name and name != submission else submission


def outcome(status: str, reason: str) -> str:
    """The status and what it means; the reason only where it is about the hand-in itself."""
    if status == Status.GRADED:
        return ""
    text = f"{status}: {MEANING[Status(status)]}."
    return f"{text} {reason}" if status in TOLD and reason else text


def others(verdict: Verdict) -> Iterator[CheckResult]:
    """The next step of each open task, but for the one that the screen shows."""
    first = next_check(verdict)
    for task in verdict.tasks:
        step = next_check(Verdict((task,), ""))
        if step is not None and first is not None and task.task != first.task:
            yield step


def _others(verdict: Verdict) -> Iterator[str]:
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


def _page(verdict: Verdict) -> str:
    return "\n".join(map(printable, fragment(verdict, TYPED).split("\n")))
