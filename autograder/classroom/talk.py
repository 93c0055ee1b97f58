"""The talk: a sheet for five minutes with a person about that person's own function.

It holds a few small calls, each with room for a prediction, and on a second page what the function
returned. Nothing is judged: whoever wrote a function can say what it does.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from random import Random
from typing import Any, Protocol

import numpy as np
import sympy as sp

from autograder.classroom.entries import printable
from autograder.classroom.explanation import wrapped
from autograder.classroom.feedback import who
from autograder.classroom.grade import Grade
from autograder.grading.errors import KitError
from autograder.grading.question import OpenQuestion, question_of
from autograder.grading.screen import Html, document
from autograder.grading.show import typed
from autograder.grading.task import Task
from autograder.grading.task_list import label_here
from autograder.grading.verdict import CheckResult, Outcome
from autograder.sandbox.report import Report

X = sp.Symbol("x")
HALF = sp.Rational(1, 2)
TRIES = 200
SEED = "talk"
"""Of the global generators: the same sheet shows the same answers again."""
HOW = (
    "Ask for a prediction, and why; then turn the page. What came back is neither right nor wrong."
)
LINE = "Prediction: " + "_" * 40
NEW_PAGE = "\f"

Arguments = tuple[Any, ...]


class Asker(Protocol):
    """What runs a person's functions: the sandbox, or the grader of what is trusted."""

    def grade(
        self,
        files: Mapping[str, bytes],
        seed: str,
        submission: str,
        /,
        *,
        questions: Sequence[OpenQuestion],
    ) -> Report: ...


@dataclass(frozen=True, slots=True)
class AskedCall:
    """A call as Python, and what came of it as a sentence."""

    text: str
    answer: str


@dataclass(frozen=True, slots=True)
class Talk:
    """Who is asked about which task, and the calls."""

    person: str
    task: str
    function: str
    calls: tuple[AskedCall, ...]

    @property
    def title(self) -> str:
        return f"Five minutes about {self.task} {self.function}: {self.person}"


def _curve(rng: Random) -> Any:
    a = rng.randint(1, 5)
    return rng.choice([2 * a * X, 3 * a * X**2, sp.Integer(a), sp.exp(-a * X)])


def _area(rng: Random) -> Arguments:
    f = _curve(rng)
    return f, X, 0, sp.oo if f.has(sp.exp) else rng.choice([1, 2])


def _density(rng: Random) -> Arguments:
    """A density, or nearly one: the area is another one, or it dips below zero."""
    a = rng.randint(1, 4)
    return rng.choice(
        [
            *((X / 2, X, 0, 2), (2 * X, X, 0, 1), (2 * X, X, 0, 2), (X / 8, X, 0, 4)),
            *((3 * X**2, X, 0, 1), (HALF, X, 0, 2), (HALF, X, 0, 1), (X - HALF, X, 0, 2)),
            *((a * sp.exp(-a * X), X, 0, sp.oo), (sp.exp(-a * X), X, 0, sp.oo)),
        ]
    )


def _probability(rng: Random) -> Arguments:
    """A density, and bounds inside the range on which it is one."""
    f, bounds = rng.choice(
        [
            *((X / 2, (0, 1, 2)), (2 * X, (0, HALF, 1)), (HALF, (0, 1, 2))),
            *((X / 8, (0, 2, 4)), (3 * X**2, (0, HALF, 1)), (sp.exp(-X), (0, 1, 2))),
        ]
    )
    low = rng.choice([0, 1])
    return f, X, bounds[low], bounds[low + 1]


def _mean(rng: Random) -> Arguments:
    a = rng.randint(1, 4)
    return rng.choice(
        [
            *((X / 2, X, 0, 2), (2 * X, X, 0, 1), (HALF, X, 0, 2), (3 * X**2, X, 0, 1)),
            *((sp.Rational(1, a), X, 0, a), (a * sp.exp(-a * X), X, 0, sp.oo)),
        ]
    )


def _table(rng: Random) -> Arguments:
    rows = rng.randint(2, 3)
    return (np.array([[float(rng.randint(-5, 9))] for _ in range(rows)]),)


def _row(rng: Random) -> Arguments:
    a, y = rng.randint(2, 5), rng.randint(1, 9)
    theta = float(rng.choice([0, 1]))
    return np.array([[1.0, a]]), np.array([[float(y)]]), np.full((2, 1), theta)


def _descent(rng: Random) -> Arguments:
    """Two equal rows, so that their order plays no part; each step halves what is missing."""
    a, end = rng.choice([0, 1, 2, 3]), rng.choice([4, 8, 12])
    X, y = np.array([[1.0, a]] * 2), np.full((2, 1), float(end * (1 + a * a)))
    return X, y, np.zeros((2, 1)), 1 / (4 * (1 + a * a)), 1


def _adam(rng: Random) -> Arguments:
    """One row and one step, whose length is a half or a quarter of the learning rate."""
    y, share = float(rng.randint(1, 9)), rng.choice([2, 4])
    start = np.zeros((1, 1))
    return np.ones((1, 1)), np.full((1, 1), y), start, 1.0, 1, 1, 0.5, 0.5, 2 * (share - 1) * y


INPUTS: Mapping[str, Callable[[Random], Arguments]] = {
    "1.1": lambda rng: (_curve(rng), X),
    "1.2": _area,
    "1.3": _density,
    "1.4": _probability,
    "1.5": _mean,
    "1.6": _area,
    "2.1": _table,
    "2.2": _row,
    "2.3": _descent,
    "2.4": lambda _: (),
    "2.5": _descent,
    "2.6": lambda rng: (*_descent(rng), rng.choice([1, 2])),
    "2.7": _adam,
}
"""What a function can be asked that a person works out in the head, or on paper; by task."""


def drawn(task: str, count: int, rng: Random) -> list[Arguments]:
    """So many different inputs for a task, or fewer where there are no more.

    task: its label. Raises KitError for a task that nothing is drawn for.
    """
    by_label = {label_here(number): draw for number, draw in INPUTS.items()}
    if task not in by_label:
        raise KitError(f"There is no sheet for task {task}.", exit_code=2)
    found: dict[str, Arguments] = {}
    for _ in range(TRIES):
        if len(found) < count:
            arguments = by_label[task](rng)
            found.setdefault(str([*map(typed, arguments)]), arguments)
    return [*found.values()]


def talk_about(
    grade: Grade, task: Task, files: Mapping[str, bytes], asker: Asker, many: Sequence[Arguments]
) -> Talk:
    """Run a person's own function on these inputs."""
    questions = [question_of(task, arguments) for arguments in many]
    report = asker.grade(files, SEED, grade.report.submission, questions=questions)
    found = {one.name: one for one in report.verdict.checks} if report.verdict else {}
    calls = [
        AskedCall(
            f"{task.function}({', '.join(map(typed, arguments))})",
            answer_of(found.get(f"question_{number}"), report),
        )
        for number, arguments in enumerate(many, 1)
    ]
    return Talk(who(grade.report), task.label, task.function, tuple(calls))


def answer_of(result: CheckResult | None, report: Report) -> str:
    """What came back from a call, as a sentence; a crash is shown as what it is."""
    if result is None:
        return f"It was not run: {report.status}. {report.reason}".strip()
    if result.returned:
        return f"It returned {result.returned}"
    if result.raised:
        return f"It stopped with {result.raised}"
    if result.outcome == Outcome.TODO and not result.message:
        return "It is not written yet."
    return result.message


def sheet_text(talk: Talk) -> str:
    """The sheet as plain text; the answers are behind a form feed, on a page of their own."""
    lines = [*wrapped(printable(talk.title)), "", *wrapped(HOW)]
    for number, call in enumerate(talk.calls, 1):
        lines += ["", *wrapped(f"{number}. {call.text}", "   "), "", f"   {LINE}"]
    lines += ["", f"{NEW_PAGE}Answers: {printable(talk.person)}"]
    for number, call in enumerate(talk.calls, 1):
        lines += ["", *wrapped(f"{number}. {call.text}", "   ")]
        lines += wrapped(f"   {printable(call.answer)}", "   ")
    return "\n".join(lines) + "\n"


def sheet_html(talk: Talk) -> str:
    """The same as a page to print."""
    return document(printable(talk.title), HOW, Html("\n".join(_parts(talk)) + "\n"))


def _parts(talk: Talk) -> Iterator[str]:
    yield "<ol>"
    for call in talk.calls:
        yield f"<li><p><code>{escape(call.text)}</code></p>"
        yield '<p style="border-bottom: thin solid; padding-bottom: 4em">Prediction:</p></li>'
    yield '</ol>\n<h2 style="break-before: page">Answers</h2>\n<ol>'
    for call in talk.calls:
        yield f"<li><p><code>{escape(call.text)}</code></p>"
        yield f"<p>{escape(printable(call.answer))}</p></li>"
    yield "</ol>"
