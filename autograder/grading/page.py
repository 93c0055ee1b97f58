"""The page: what the screen says, in HTML that needs no other file.

It sets no colour, so it reads in light and dark themes and without any style at all; whatever comes
from a learner is escaped in it.
"""

import base64
from collections.abc import Iterable
from functools import cache
from html import escape
from pathlib import Path
from string import Template

from autograder.grading.screen import (
    IN_NOTEBOOK,
    WIDTH,
    Typed,
    cut,
    drawn_in,
    finished,
    heading,
    look_of,
    more,
    next_check,
    notes_on,
    points_of,
    step_fields,
    total,
)
from autograder.grading.shared import by_identity
from autograder.grading.verdict import CheckResult, TaskResult, Verdict

AIR = "padding: 0.2em 1em 0.2em 0; vertical-align: baseline; text-align: "
LEFT = f' style="{AIR}left"'
RIGHT = f' style="{AIR}right"'
LABEL = f' style="{AIR}left; white-space: nowrap"'
TEXT = f' style="{AIR}left; white-space: pre-wrap; overflow-wrap: anywhere"'
PAGE = Path(__file__).with_name("page.html")


class Html(str):
    """Markup, which goes into a page as it is; any other text is escaped."""

    __slots__ = ()


def document(title: str, *parts: str, heading: str = "") -> str:
    """A page that needs no other file. parts: markup, or plain text, which becomes a paragraph."""
    body = "".join(part if isinstance(part, Html) else f"<p>{escape(part)}</p>\n" for part in parts)
    return _page().substitute(title=escape(title), heading=escape(heading or title), body=body)


@cache
def _page() -> Template:
    return Template(PAGE.read_text(encoding="utf-8"))


def fragment(verdict: Verdict, typed: Typed = IN_NOTEBOOK, *, some: bool = False) -> str:
    """A verdict as a fragment of HTML; typed and some are those of the screen."""
    step = next_check(verdict)
    parts = [
        _table(verdict.tasks),
        _paragraph(total(verdict)),
        *map(_paragraph, notes_on(verdict)),
        *([_paragraph(finished(verdict, typed, some))] if verdict.is_complete else []),
        *(_step(step, typed) if step else []),
        *(_paragraph(said) for said in [step and drawn_in(verdict, step)] if said),
    ]
    return f'<div class="autograder">\n{"".join(parts)}</div>\n'


def sentence(text: str, *behind: str) -> str:
    """A text as a fragment of HTML, its lines kept. behind: what shows when it is opened."""
    lines = "".join(map(_paragraph, behind))
    more = f"<details><summary>Made your prediction? Open the answer.</summary>{lines}</details>\n"
    shown = f'<p style="white-space: pre-wrap">{escape(text)}</p>\n'
    return f'<div class="autograder">\n{shown}{more if behind else ""}</div>\n'


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


@by_identity
def _row(task: TaskResult) -> str:
    texts = (escape(task.task), _code(task.checks[0].function), escape(task.title))
    cells = "".join(f"<td{LEFT}>{text}</td>" for text in texts)
    word, points = look_of(task).word, points_of(task)
    return f'<tr><th scope="row"{LEFT}>{word}</th>{cells}<td{RIGHT}>{points}</td></tr>\n'


def _step(step: CheckResult, typed: Typed) -> Iterable[str]:
    yield f"<p><strong>Next: {escape(heading(step))}</strong> {escape(step.place)}</p>\n"
    if step.code:
        yield f"<p>{_code(cut(step.code, WIDTH - 8))}</p>\n"
    yield "<table>\n"
    for label, text, is_code in step_fields(step):
        shown = _code(text) if is_code else escape(text)
        yield f'<tr><th scope="row"{LABEL}>{label}</th><td{TEXT}>{shown}</td></tr>\n'
    yield "</table>\n"
    for label, command in more(step, typed):
        yield f"<p>{label} {_code(command)}</p>\n"


def _code(text: str) -> str:
    return f"<code>{escape(text)}</code>"


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>\n"
