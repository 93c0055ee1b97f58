"""The page: what the screen says, in HTML that needs no other file.

It sets no colour, so it reads in light and dark themes and without any style at all; whatever comes
from a learner is escaped in it.
"""

import base64
import re
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

PAGE = Path(__file__).with_name("page.html")
CELL = re.compile(r'<(t[hd](?: scope="[a-z]+")?)(?: class="([a-z]+)")?>')
STYLES = {
    "": "text-align: left",
    "points": "text-align: right",
    "label": "text-align: left; white-space: nowrap",
    "text": "text-align: left; white-space: pre-wrap; overflow-wrap: anywhere",
}
"""What the style sheet of a page says of cells, by class."""


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


def inlined(html: str) -> str:
    """The same with a style in each cell, for a notebook, whose style sheet is not ours."""
    air = "padding: 0.2em 1em 0.2em 0; vertical-align: baseline"
    return CELL.sub(lambda cell: f'<{cell[1]} style="{air}; {STYLES[cell[2] or ""]}">', html)


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
        f'<th scope="col">{name}</th>' for name in ("outcome", "task", "function", "asks for")
    )
    head += '<th scope="col" class="points">points</th>'
    rows = "".join(map(_row, tasks))
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n"


@by_identity
def _row(task: TaskResult) -> str:
    texts = (escape(task.task), _code(task.checks[0].function), escape(task.title))
    cells = "".join(f"<td>{text}</td>" for text in texts)
    word, points = look_of(task).word, points_of(task)
    return f'<tr><th scope="row">{word}</th>{cells}<td class="points">{points}</td></tr>\n'


def _step(step: CheckResult, typed: Typed) -> Iterable[str]:
    yield f"<p><strong>Next: {escape(heading(step))}</strong> {escape(step.place)}</p>\n"
    if step.code:
        yield f"<p>{_code(cut(step.code, WIDTH - 8))}</p>\n"
    yield "<table>\n"
    for label, text, is_code in step_fields(step):
        shown = _code(text) if is_code else escape(text)
        head = f'<th scope="row" class="label">{label}</th>'
        yield f'<tr>{head}<td class="text">{shown}</td></tr>\n'
    yield "</table>\n"
    for label, command in more(step, typed):
        yield f"<p>{label} {_code(command)}</p>\n"


def _code(text: str) -> str:
    return f"<code>{escape(text)}</code>"


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>\n"
