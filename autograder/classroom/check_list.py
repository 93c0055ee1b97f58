"""The list of checks in the feedback: points, and what a check waits for that was not judged."""

import textwrap
from collections.abc import Collection, Iterator
from html import escape

from autograder.classroom.entries import printable
from autograder.classroom.gate import gate_of
from autograder.grading.screen import LEFT, LOOKS, RIGHT, WAITS, WIDTH, points_of
from autograder.grading.verdict import CheckResult, Outcome, TaskResult, Verdict

HEADING = "Points of each check"


def earned(check: CheckResult) -> str:
    """`4/8`; `?/8` while the points are open, `-/8` while nothing can be said."""
    points = "-" if check.waits else "?" if check.points is None else f"{check.points:g}"
    return f"{points}/{check.max_points:g}"


def word_of(check: CheckResult) -> str:
    return (WAITS if check.waits else LOOKS[Outcome(check.outcome)]).word


def list_lines(verdict: Verdict, said: Collection[str] = ()) -> Iterator[str]:
    """The list as text. said: messages that were shown already."""
    yield from ("", f"  {HEADING}")
    for task in verdict.tasks:
        yield f"  {heading(task)}"
        for check, more in _checks(task, said):
            start = f"    {word_of(check):<4}  {earned(check):<6}"
            indent = " " * len(start)
            yield from textwrap.wrap(start + check.title, WIDTH, subsequent_indent=indent)
            for one in more:
                yield from textwrap.wrap(
                    indent + printable(one), WIDTH, subsequent_indent=indent, break_long_words=False
                )


def list_parts(verdict: Verdict, said: Collection[str] = ()) -> Iterator[str]:
    """The same as markup: a table for each task."""
    yield f"<h2>{HEADING}</h2>"
    head = "".join(
        f'<th scope="col"{RIGHT if name == "points" else LEFT}>{name}</th>'
        for name in ("outcome", "points", "check")
    )
    for task in verdict.tasks:
        yield f"<h3>{escape(heading(task))}</h3>"
        yield f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>"
        for check, more in _checks(task, said):
            texts = "<br>".join(escape(printable(one)) for one in (check.title, *more))
            cells = f"<td{RIGHT}>{earned(check)}</td><td{LEFT}>{texts}</td>"
            yield f'<tr><th scope="row"{LEFT}>{word_of(check)}</th>{cells}</tr>'
        yield "</tbody>\n</table>"


def heading(task: TaskResult) -> str:
    return f"{task.task} {task.checks[0].function}: {points_of(task)}"


def _checks(
    task: TaskResult, said: Collection[str]
) -> Iterator[tuple[CheckResult, tuple[str, ...]]]:
    """Each check, and what else there is to say: its gate, and a message not shown before."""
    known = {*said}
    for check in task.checks:
        gate, message = gate_of(check, task), check.message
        is_new = check.outcome == Outcome.FIX and message not in {*known, gate}
        known.add(message)
        yield check, tuple(filter(None, (gate, message if is_new else "")))
