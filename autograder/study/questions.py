"""Questions of "why does it work?": one number to predict about a task, then two lines on why.

They stand here and not in the specs: nothing of them is graded, and no command has to wait for
NumPy and SymPy. A task that has no question here is asked about nothing.
"""

import math
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

from autograder.grading.commands import command_prefix
from autograder.grading.draw import Draw
from autograder.grading.errors import KitError
from autograder.grading.task_list import TaskInfo, label_here
from autograder.study.advice import COMPARE
from autograder.study.progress import Event, Progress, now, remember
from autograder.study.progress_report import Summary, TaskSummary

NUMBERS: Mapping[str, Callable[[int, int, int], Mapping[str, float]]] = {
    "1.1": lambda a, b, _: {"slope": 2 * a, "grown": 4 * a, "answer": 4 * a + b},
    "1.2": lambda a, b, c: {"high": a + b, "g_low": a + c, "g_high": a + b + c, "answer": b},
    "1.3": lambda a, *_: {"dip": -a / 20, "size": a / 20, "answer": 1 + a / 20},
    "1.4": lambda a, b, _: {"low": a / 20, "high": (a + b) / 20, "answer": b / 20},
    "1.5": lambda a, b, c: {"answer": a * b + c},
    "1.6": lambda a, *_: {"answer": a / 20},
    "2.1": lambda a, b, c: {"before": a + 3 * b, "answer": a + 3 * b + c},
    "2.2": lambda a, b, c: {"first": 2 * (b - c), "answer": 2 * (b - c) * a},
    "2.3": lambda a, b, c: {"rate": a / 100, "third": c - b, "answer": a * (b - c) / 100},
    "2.4": lambda a, b, c: {"last": a + 2 * b, "answer": (a + 2 * b - c) / 2},
}
"""What a question holds beside its three numbers a, b and c: from 2 to 9, and all different."""

TEXTS = """
1.1 F is an antiderivative of {slope}*x, and F(0) = {b}. What is F(2)?
The antiderivatives of {slope}*x are {a}*x**2 + C: a constant C adds no slope.
F(0) = {b} tells you that C = {b}. So F(2) = {grown} + {b} = {answer}.

1.2 F is an antiderivative of f, with F(1) = {a} and F(4) = {high}. So is G = F + {c}. Which area
under f from 1 to 4 does G give?
From G: {g_high} - {g_low} = {b}. From F: {high} - {a} = {b}. The {c} is in both values of G
and cancels. That is why every antiderivative gives the same area.

1.3 The area under f is 1. In one place f dips below zero, and that part counts as {dip}. How
large is the area of all the rest?
The rest makes up for the dip: {answer} - {size} = 1. As probabilities, they would
be {answer}, above 1, and {dip}, below 0. So an area of 1 is not enough.

1.4 X has a density. P(X <= 2) is {low}, and P(X <= 5) is {high}. What is P(2 <= X <= 5)?
Areas side by side add up: {low} + {answer} = {high}. X = 2 is in both ranges, but
counts for nothing: over a single value there is no width, so no area.

1.5 The mean of X is {a}. What is the mean of {b}*X + {c}?
The area under ({b}*x + {c})*f is {b} times the mean, plus {c} times an area of 1:
{b}*{a} + {c} = {answer}. So stretching and moving X does the same to its mean.

1.6 The area under f is 20, and {a} of it lies left of x = 2. A constant makes f a density. What
is P(X <= 2)?
The constant is 1/20, for the whole and for each part of it: {a}/20 = {answer}.
Each part keeps its share of the area, so only the shape of f matters.

2.1 With theta = [{a}, {b}], the row [1, 3] predicts {before}. Now the first entry of theta grows
by {c}. What does the row predict?
The 1 multiplies the first entry, so the prediction grows by 1 * {c}, to {answer}.
In [1, x] it does so for every x: the line moves up by {c} and keeps its slope.

2.2 The row is [1, {a}], and the first entry of its gradient is {first}. What is the second?
The gradient is the row times one number, twice the error: {first} * [1, {a}].
theta's second entry moves the prediction {a} times as much: {a} * {first} = {answer}.

2.3 theta is the best one for three rows: their gradients add up to 0. The first two begin with
{b} and -{c}. SGD draws the third, at rate {rate}. What does the step add to theta's first entry?
The third begins with {c} - {b} = {third}, so the step adds -{rate} * {third} = {answer}.
Alone, each row still pulls: at a constant rate, theta never comes to rest.

2.4 The law is y = {a} + {b}*x. There are two points, and noise moves the first to (0, {c}); the
other is (2, {last}). Which slope does the best line through them have?
It meets both points, noise and all: its slope is ({last} - {c}) / 2 = {answer}, not {b}.
In the same way, the best theta for your 100 points is near [4, 3], not on it.
"""
QUESTIONS = dict(text.split(maxsplit=1) for text in TEXTS.split("\n\n"))


def question_of(number: str, times: int) -> tuple[str, float, list[str]]:
    """The question for somebody who has answered it so many times, the answer, two lines why."""
    order = Draw().stream(f"why {number} {times // 8}").sample(range(2, 10), 8)
    drawn = [order[(times + step) % 8] for step in (0, 3, 4)]
    numbers = {**dict(zip("abc", drawn, strict=True)), **NUMBERS[number](*drawn)}
    shown = {name: f"{value:g}" for name, value in numbers.items()}
    asks, because = QUESTIONS[number].format_map(shown).split("?\n")
    return f"{' '.join(asks.split())}?", numbers["answer"], because.splitlines()


def number_in(typed: str) -> float | None:
    """A number in any of its forms: 7, 7.0, 3/4, .75, 0,75 or 75%, also after an equals sign."""
    text = typed.rpartition("=")[2].replace(",", ".").replace("\N{MINUS SIGN}", "-").strip()
    above, _, below = text.removesuffix("%").partition("/")
    try:
        found = float(above) / float(below or 1) / (100 if text.endswith("%") else 1)
    except (ValueError, ZeroDivisionError):
        return None
    return found if math.isfinite(found) else None


def at_the_pass(before: Progress, run: Event) -> list[str]:
    """A question about one task that passes for the first time and was not asked about before."""
    known = set[str]().union(*map(_settled, before.entries))
    asked = {label_here(number): number for number in QUESTIONS}
    for label in sorted(_settled(run) & asked.keys() - known)[:1]:
        asks, _, because = question_of(asked[label], 0)
        command = f"{command_prefix()}autograder why {label}"
        if run.event != "notebook" and any(s.outcome == "FIX" for s in run.records.values()):
            return [f"{label} passes. Why does it work? {command}"]  # one thing at a time
        # A cell of a notebook hides the lines that say why until they are clicked.
        said = [asks, *because] if run.event == "notebook" else [command, asks]
        return [f"{label} passes. One question on why it works: {said[0]}", *said[1:]]
    return []


def _settled(entry: Event) -> set[str]:
    """The tasks that pass in a run, or whose question was answered."""
    passed = {number for number, state in entry.records.items() if state.outcome == "PASS"}
    return passed | set(entry.tasks if entry.event == "why" else ())


def has_question(task: TaskInfo) -> bool:
    return task.number in QUESTIONS and task.label == label_here(task.number)


def due(summary: Summary, time: datetime) -> TaskSummary | None:
    """The task of an open question, one that passes; the oldest first, new ones last.

    One that was answered is open again another day: after as many days as answers were right.
    """
    found: list[TaskSummary] = []
    for task in summary.tasks:
        days = (time.astimezone().date() - (task.asked or time).astimezone().date()).days
        is_open = task.asked is None or days >= max(1, task.right)
        if is_open and task.state.outcome == "PASS" and has_question(task.task):
            found.append(task)
    return min(found, key=lambda task: task.asked or time, default=None)


def reminder(summary: Summary, time: datetime) -> Iterator[str]:
    """A sentence about the open question."""
    if task := due(summary, time):
        asks = "Do you still know why {} works?" if task.asked else "Why does {} work?"
        label = task.task.label
        yield f"{asks.format(label)} {command_prefix()}autograder why {label}"


def ask(root: Path, task: TaskSummary, typed: str) -> Iterator[str]:
    """The question, asked until a number is typed; then what is right, and why. Raises KitError."""
    label, level, prefix = task.task.label, task.questions, command_prefix()
    asks, answer, because = question_of(task.task.number, level)
    yield asks
    while (prediction := number_in(typed)) is None:
        try:
            help_on = "Type one number, such as 3, 0.75 or 3/4" if typed else "Your prediction"
            typed = input(f"{help_on}: ")
        except EOFError:
            yield ""
            raise KitError(f"to answer, type: {prefix}autograder why {label} NUMBER") from None
    is_right = abs(prediction - answer) <= 0.005  # two decimals are enough
    yield f"{'Yes, it' if is_right else 'Not quite: it'} is {answer:g}. Here is why:"
    yield from because
    if task.state.outcome == "PASS":
        yield f"See what your function does: {prefix}autograder plot {label}"
        if any((root / "solutions").glob("*.py")):
            yield COMPARE.format(prefix=prefix, number=label)
    event = Event(now(), "why", tasks=(label,), level=level + 1, is_right=is_right)
    yield from filter(None, [remember(root, event)])
