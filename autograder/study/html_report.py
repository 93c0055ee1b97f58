"""The page: the learning curve and the rest of the overview as one HTML file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from autograder.study.points_curve import points_over_time, svg_curve
from autograder.study.progress_summary import Standing, TaskStanding
from autograder.study.text_report import chosen, counted, ended, mistakes, summary, word_of

TITLE = "Your progress, Day 4: Calculus for Machine Learning"
MOST = 40
STYLE = """
body { font-family: system-ui, sans-serif; line-height: 1.4; max-width: 50rem; margin: 2rem auto;
  padding: 0 1rem; }
table { border-collapse: collapse; }
th, td { padding: 0.2rem 1rem 0.2rem 0; text-align: left; vertical-align: baseline; }
td.number, th.number { text-align: right; }
.wide { overflow-x: auto; }
svg { display: block; width: 100%; max-width: 36rem; height: auto; }
svg text { font-size: 12px; fill: currentColor; }
.grid { stroke: currentColor; stroke-opacity: 0.3; }
.line { fill: none; stroke: currentColor; stroke-width: 2.5; stroke-linejoin: round; }
.area { fill: currentColor; fill-opacity: 0.1; }
@media (max-width: 40rem) { th, td { padding-right: 0.5rem; } h1 { font-size: 1.5rem; }
  table { font-size: 0.9rem; } }
pre { white-space: pre-wrap; overflow-wrap: anywhere; }
"""

Row = Iterable[tuple[str, str]]
"""The cells of a row: the class of the cell, which may be empty, and its text."""


def page(standing: Standing, step: Iterable[str]) -> str:
    """
    A page that needs nothing else; it follows the reader's light or dark theme.

    step: the lines about what is next.
    """
    parts = [
        f"<h1>{TITLE}</h1>",
        *(f"<p>{escape(line)}</p>" for line in summary(standing)),
        *_curve(standing),
        "<h2>Tasks</h2>",
        _tasks(standing.tasks),
        *_mistakes(standing),
        "<h2>What is next</h2>",
        f"<pre>{escape(chr(10).join(step))}</pre>",
    ]
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="color-scheme" content="light dark">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{TITLE}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        + "\n".join(parts)
        + "\n</body>\n</html>\n"
    )


def _curve(standing: Standing) -> Iterator[str]:
    points = points_over_time(standing, MOST)
    if points:
        yield "<h2>Points over time</h2>"
        yield svg_curve(points, standing.max_points)
        rows = ((("", f"{when:%Y-%m-%d %H:%M}"), ("number", str(n))) for when, n in points)
        yield f"<p>A pause of more than an hour is drawn as an hour{chosen(standing, points)}.</p>"
        yield _table("points over time", (("", "time"), ("number", "points")), rows)


def _tasks(tasks: Iterable[TaskStanding]) -> str:
    head = (
        ("", "outcome"),
        ("", "task"),
        ("", "function"),
        ("number", "points"),
        ("number", "attempts"),
        ("number", "hints"),
        ("", "solution"),
    )
    rows = (
        (
            ("", word_of(task)),
            ("", task.task.number),
            ("", task.task.function),
            ("number", f"{task.points}/{task.task.points}"),
            ("number", str(task.attempts)),
            ("number", str(task.hints)),
            ("", "opened" if task.is_revealed else ""),
        )
        for task in tasks
    )
    return _table("tasks", head, rows)


def _mistakes(standing: Standing) -> Iterator[str]:
    rows = [
        (
            ("", task.task.number),
            ("", met.key.replace("_", " ")),
            ("", counted(met.times, "time")),
            ("", ended(met)),
        )
        for task, met in mistakes(standing)
    ]
    if rows:
        yield "<h2>Mistakes met</h2>"
        head = (("", "task"), ("", "mistake"), ("", "met"), ("", "then"))
        yield _table("mistakes met", head, rows)


def _table(name: str, head: Row, rows: Iterable[Row]) -> str:
    """A table that scrolls by itself where the page is narrow; a long name may break at `_`."""
    first = "".join(f'<th scope="col"{_class(kind)}>{escape(text)}</th>' for kind, text in head)
    body = "\n".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    return (
        f'<div class="wide" tabindex="0" role="group" aria-label="{name}">'
        f"<table>\n<thead><tr>{first}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table></div>"
    )


def _cell(cell: tuple[str, str]) -> str:
    kind, text = cell
    return f"<td{_class(kind)}>{escape(text).replace('_', '_<wbr>')}</td>"


def _class(kind: str) -> str:
    return f' class="{kind}"' if kind else ""
