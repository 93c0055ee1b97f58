"""
HTML: the screen as a fragment for a notebook or a page, and the template of all whole pages.

Nothing here sets a colour, so it reads in light and dark themes and without any style at all;
meaning is carried by words. Whatever comes from a learner is escaped.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable
from html import escape

from autograder.grading.screen import (
    IN_NOTEBOOK,
    LOOKS,
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

DOCUMENT = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="color-scheme" content="light dark">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font-family: system-ui, sans-serif; line-height: 1.4; max-width: 50rem; margin: 2rem auto;
  padding: 0 1rem; overflow-wrap: anywhere; }}
th, td {{ padding: 0.2rem 1rem 0.2rem 0; text-align: left; vertical-align: baseline;
  overflow-wrap: normal; }}
div {{ overflow-x: auto; }}
meter {{ width: min(16rem, 35vw); }}
pre {{ white-space: pre-wrap; }}
</style>
</head>
<body>
<h1>{heading}</h1>
{body}</body>
</html>
"""


class Html(str):
    """Markup, which goes into a page as it is; any other text is escaped."""

    __slots__ = ()


def document(title: str, *parts: str, heading: str = "") -> str:
    """A page that needs no other file. parts: markup, or plain text, which becomes a paragraph."""
    body = "".join(part if isinstance(part, Html) else f"<p>{escape(part)}</p>\n" for part in parts)
    return DOCUMENT.format(title=escape(title), heading=escape(heading or title), body=body)


def fragment(verdict: Verdict, typed: Typed = IN_NOTEBOOK, *, some: bool = False) -> str:
    """A verdict as a fragment of HTML; typed and some are those of the screen."""
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
    texts = (escape(task.task), _code(task.checks[0].function), escape(task.title))
    cells = "".join(f"<td{LEFT}>{text}</td>" for text in texts)
    word, points = LOOKS[task.outcome].word, points_of(task)
    return f'<tr><th scope="row"{LEFT}>{word}</th>{cells}<td{RIGHT}>{points}</td></tr>\n'


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
