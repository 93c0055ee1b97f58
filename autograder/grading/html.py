"""
The screen as HTML: the same words in the same order, for a notebook or a page of feedback.

It sets no colours, so it reads in light and dark themes and without any style at all; meaning is
carried by words. Whatever comes from a learner is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from autograder.grading.screen import (
    IN_NOTEBOOK,
    WORDS,
    Typed,
    closing_notes,
    finished,
    more,
    next_check,
    points_of,
    step_fields,
    total,
)
from autograder.grading.verdict import CheckResult, TaskResult, Verdict

LEFT = ' style="text-align: left"'
RIGHT = ' style="text-align: right"'
PLAIN = ' style="white-space: pre-wrap; text-align: left"'


def page(verdict: Verdict, typed: Typed = IN_NOTEBOOK, *, some: bool = False) -> str:
    """A verdict as a fragment of HTML. typed, some: as for the screen."""
    step = next_check(verdict)
    below = [] if step else [*closing_notes(verdict), finished(typed, some)]
    parts = [
        _table(verdict.tasks),
        _paragraph(total(verdict)),
        *(_step(step, typed) if step else ()),
        *map(_paragraph, below),
    ]
    return f'<div class="autograder">\n{"".join(parts)}</div>\n'


def sentence(text: str) -> str:
    """One sentence as a fragment of HTML."""
    return f'<div class="autograder">\n{_paragraph(text)}</div>\n'


def _table(tasks: Iterable[TaskResult]) -> str:
    head = "".join(
        f'<th scope="col"{RIGHT if name == "points" else LEFT}>{name}</th>'
        for name in ("outcome", "task", "function", "asks for", "points")
    )
    rows = "".join(map(_row, tasks))
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n"


def _row(task: TaskResult) -> str:
    function, title = escape(task.checks[0].function), escape(task.title)
    return (
        f'<tr><th scope="row"{LEFT}>{WORDS[task.outcome]}</th><td{LEFT}>{escape(task.task)}</td>'
        f"<td{LEFT}><code>{function}</code></td><td{LEFT}>{title}</td>"
        f"<td{RIGHT}>{points_of(task)}</td></tr>\n"
    )


def _step(step: CheckResult, typed: Typed) -> Iterable[str]:
    yield f"<p><strong>Next: {escape(step.task)} {escape(step.function)}</strong></p>\n<table>\n"
    for label, text in step_fields(step):
        yield f'<tr><th scope="row"{LEFT}>{label}</th><td{PLAIN}>{escape(text)}</td></tr>\n'
    yield "</table>\n"
    yield from map(_paragraph, more(step, typed))


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>\n"
