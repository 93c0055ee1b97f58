"""The list of checks in the feedback: points, and what a check waits for that was not judged."""

import textwrap
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache, partial
from html import escape
from itertools import chain

from autograder.classroom.entries import printable
from autograder.classroom.gate import gate_of
from autograder.grading.screen import LOOKS, WAITS, WIDTH, points_of
from autograder.grading.shared import by_identity
from autograder.grading.verdict import CheckResult, Outcome, TaskResult, Verdict

HEADING = "Points of each check"
HEAD = (
    '<th scope="col">outcome</th><th scope="col" class="points">points</th>'
    '<th scope="col">check</th>'
)


def earned(check: CheckResult) -> str:
    """`4/8`; `?/8` while the points are open, `-/8` while nothing can be said."""
    points = "-" if check.waits else "?" if check.points is None else f"{check.points:g}"
    return f"{points}/{check.max_points:g}"


def word_of(check: CheckResult) -> str:
    return (WAITS if check.waits else LOOKS[check.outcome]).word


def list_texts(verdict: Verdict, said: Collection[str] = ()) -> Iterator[str]:
    """The list as text, a few lines for each task. said: messages that were shown already."""
    yield f"\n  {HEADING}"
    for task in verdict.tasks:
        yield _task_text(task, _messages(task).intersection(said))


@by_identity
def _task_text(task: TaskResult, said: Collection[str]) -> str:
    own = _checks(task, said)
    lines = (_lines(word_of(one), earned(one), one.title, more) for one, more in own)
    return "\n".join(map(printable, [f"  {heading(task)}", *chain.from_iterable(lines)]))


@by_identity
def _messages(task: TaskResult) -> frozenset[str]:
    """All that its checks have to say."""
    return frozenset(one.message for one in task.checks)


@lru_cache(1000)  # a class has the same checks
def _lines(word: str, points: str, title: str, more: Sequence[str]) -> Sequence[str]:
    """A check. more: sentences, of which a word may be longer than a line."""
    start = f"    {word:<4}  {points:<6}"
    wrapped = partial(textwrap.wrap, width=WIDTH, subsequent_indent=" " * len(start))
    said = (f"{' ' * len(start)}{printable(one)}" for one in more)
    told = [line for one in said for line in wrapped(one, break_long_words=False)]
    return [*wrapped(start + title), *told]


def list_parts(verdict: Verdict, said: Collection[str] = ()) -> Iterator[str]:
    """The same as markup: a table for each task."""
    yield f"<h2>{HEADING}</h2>"
    for task in verdict.tasks:
        yield _task_part(task, _messages(task).intersection(said))


@by_identity
def _task_part(task: TaskResult, said: Collection[str]) -> str:
    own = _checks(task, said)
    rows = [_row(word_of(one), earned(one), one.title, more) for one, more in own]
    begun = f"<table>\n<thead><tr>{HEAD}</tr></thead>\n<tbody>"
    return "\n".join([f"<h3>{escape(heading(task))}</h3>", begun, *rows, "</tbody>\n</table>"])


@lru_cache(1000)
def _row(word: str, points: str, title: str, more: Sequence[str]) -> str:
    texts = "<br>".join(escape(printable(one)) for one in (title, *more))
    cells = f'<td class="points">{points}</td><td>{texts}</td>'
    return f'<tr><th scope="row">{word}</th>{cells}</tr>'


def heading(task: TaskResult) -> str:
    return f"{task.task} {task.checks[0].function}: {points_of(task)}"


def _checks(
    task: TaskResult, said: Collection[str]
) -> Iterator[tuple[CheckResult, tuple[str, ...]]]:
    """Each check, and what else there is to say: its gate, and a message not shown before."""
    known = {*said}
    for check in task.checks:
        if check.diagnosis is None and check.points is not None:
            yield check, ()
            continue
        gate, message = gate_of(check, task), check.message
        is_new = check.outcome == Outcome.FIX and message not in {*known, gate}
        known.add(message)
        yield check, tuple(filter(None, (gate, message if is_new else "")))
