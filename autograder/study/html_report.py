"""The progress report as one HTML file, with the learning curve as bars."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape

from autograder.grading.html import Html, document
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
TITLE = "Your progress, Day 4: Calculus for Machine Learning"
TASKS = ("outcome", "task", "function", "points", "attempts", "hints", "solution")


def html_report(summary: Summary, step: Iterable[str]) -> str:
    """
    A page that needs no other file; it follows the reader's light or dark theme.

    step: the lines about what is next.
    """
    next_step = f"<h2>What is next</h2>\n<pre>{escape(chr(10).join(step))}</pre>\n"
    return document(TITLE, headline(summary), *_tables(summary), Html(next_step))


def _tables(summary: Summary) -> Iterator[Html]:
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


def _table(title: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> Html:
    """A table that scrolls by itself where the page is narrow; its cells are HTML."""
    first = "".join(f'<th scope="col">{name}</th>' for name in head)
    body = "\n".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return Html(
        f'<h2>{title}</h2>\n<div tabindex="0" role="group" aria-label="{title}"><table>\n'
        f"<thead><tr>{first}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table></div>\n"
    )
