"""
The screen as HTML: the same words in the same order, for a notebook or a page of feedback.

It sets no colours, so it reads in light and dark themes and without any style at all; meaning is
carried by words. Whatever comes from a learner is escaped.
"""

from __future__ import annotations

import base64
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

AIR = "padding: 0.2em 1em 0.2em 0; vertical-align: baseline; text-align: "
LEFT = f' style="{AIR}left"'
RIGHT = f' style="{AIR}right"'
LABEL = f' style="{AIR}left; white-space: nowrap"'
TEXT = f' style="{AIR}left; white-space: pre-wrap; overflow-wrap: anywhere"'


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


def image(png: bytes, alt: str) -> str:
    """A picture as a fragment of HTML that needs no other file. alt: what it shows, in words."""
    data = base64.b64encode(png).decode()
    style = "width: 40em; max-width: 100%"
    tag = f'<img alt="{escape(alt)}" src="data:image/png;base64,{data}" style="{style}">'
    return f'<div class="autograder">\n{tag}\n</div>\n'


def _table(tasks: Iterable[TaskResult]) -> str:
    head = "".join(
        f'<th scope="col"{RIGHT if name == "points" else LEFT}>{name}</th>'
        for name in ("outcome", "task", "function", "asks for", "points")
    )
    rows = "".join(map(_row, tasks))
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n"


def _row(task: TaskResult) -> str:
    function, title = _code(task.checks[0].function), escape(task.title)
    return (
        f'<tr><th scope="row"{LEFT}>{WORDS[task.outcome]}</th><td{LEFT}>{escape(task.task)}</td>'
        f"<td{LEFT}>{function}</td><td{LEFT}>{title}</td>"
        f"<td{RIGHT}>{points_of(task)}</td></tr>\n"
    )


def _step(step: CheckResult, typed: Typed) -> Iterable[str]:
    yield f"<p><strong>Next: {escape(step.task)} {escape(step.function)}</strong></p>\n<table>\n"
    for label, text, is_code in step_fields(step):
        shown = _code(text) if is_code else escape(text)
        yield f'<tr><th scope="row"{LABEL}>{label}</th><td{TEXT}>{shown}</td></tr>\n'
    yield "</table>\n"
    for label, command in more(step, typed):
        yield f"<p>{label}: {_code(command)}</p>\n"


def _code(text: str) -> str:
    return f"<code>{escape(text)}</code>"


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>\n"
