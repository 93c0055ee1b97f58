"""The progress report as one HTML file, with the learning curve as bars."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from autograder.study.progress_summary import Summary
from autograder.study.text_report import (
    chosen_points,
    headline,
    left_out,
    mistakes,
    outcome_word,
    points_of,
)

MOST = 40
PAGE = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="color-scheme" content="light dark">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font-family: system-ui, sans-serif; line-height: 1.4; max-width: 50rem; margin: 2rem auto;
  padding: 0 1rem; }}
th, td {{ padding: 0.2rem 1rem 0.2rem 0; text-align: left; vertical-align: baseline; }}
div {{ overflow-x: auto; }}
meter {{ width: 16rem; }}
pre {{ white-space: pre-wrap; overflow-wrap: anywhere; }}
</style>
</head>
<body>
<h1>{title}</h1>
<p>{headline}</p>
{tables}
<h2>What is next</h2>
<pre>{step}</pre>
</body>
</html>
"""
TITLE = "Your progress, Day 4: Calculus for Machine Learning"
TASKS = ("outcome", "task", "function", "points", "attempts", "hints", "solution")


def html_report(summary: Summary, step: Iterable[str]) -> str:
    """
    A page that needs no other file; it follows the reader's light or dark theme.

    step: the lines about what is next.
    """
    return PAGE.format(
        title=TITLE,
        headline=escape(headline(summary)),
        tables="\n".join(_tables(summary)),
        step=escape("\n".join(step)),
    )


def _tables(summary: Summary) -> Iterator[str]:
    points, of = chosen_points(summary, MOST), summary.max_points
    if points:
        rows = [
            (f"{time:%Y-%m-%d %H:%M}", str(earned), f'<meter max="{of}" value="{earned}"></meter>')
            for time, earned in points
        ]
        title = f"Points over time, of {of}{left_out(summary, len(points))}"
        yield _table(title, ("time", "points", "learning curve"), rows)
    yield _table("Tasks", TASKS, list(_task_rows(summary)))
    if found := list(mistakes(summary)):
        rows_of_words = [tuple(map(escape, row)) for row in found]
        yield _table("Mistakes met", ("task", "mistake", "met", "then"), rows_of_words)


def _task_rows(summary: Summary) -> Iterator[tuple[str, ...]]:
    for found in summary.tasks:
        task = found.task
        yield (
            outcome_word(found),
            task.number,
            escape(task.function).replace("_", "_<wbr>"),
            f"{points_of(found)}/{task.points}",
            f"{found.attempts}",
            f"{found.hints}",
            "opened" if found.is_revealed else "",
        )


def _table(title: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table that scrolls by itself where the page is narrow; its cells are HTML."""
    first = "".join(f'<th scope="col">{name}</th>' for name in head)
    body = "\n".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return (
        f'<h2>{title}</h2>\n<div tabindex="0" role="group" aria-label="{title}"><table>\n'
        f"<thead><tr>{first}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table></div>"
    )
