"""Trace: the learner's own descent on two rows, step by step.

A step is one call of the learner's `point_gradient`. While the descent runs, a function that notes
what goes in and what comes out stands in for it; the learner's code stays as it is.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from autograder.grading.codec import plain
from autograder.grading.errors import KitError
from autograder.grading.grade import Session, fixtures, guarded
from autograder.grading.screen import wrap
from autograder.grading.show import shorten, show
from autograder.grading.task import Fix, NotAttempted
from autograder.judges.arrays import is_real_array

DESCENT, GRADIENT = "stochastic_gradient_descent", "point_gradient"
X, Y, RATE = np.array([[1.0, 0.0], [1.0, 1.0]]), np.array([[4.0], [7.0]]), 0.1
ASKED = X, Y, np.zeros((2, 1)), RATE, 2
ROWS = {"[1, 0]": ("0", "4"), "[1, 1]": ("1", "7"), "[1, 0, 1, 1]": ("all", "[4, 7]")}
SHAPES = {"xi": (1, 2), "yi": (1, 1), "theta": (2, 1), "gradient": (2, 1)}
SECONDS = 3.0
MOST = 12
"""After so many steps a run is stopped: 4 are asked for."""

HEAD = """\
Your stochastic_gradient_descent on two rows of y = 4 + 3 x, for 2 epochs
  row 0: xi = [1, 0], yi = 4      row 1: xi = [1, 1], yi = 7
  theta starts at [0, 0], the learning rate is 0.1

step  row   error  gradient         next theta       other shapes"""
WHICH = "      Which theta is next? Type two numbers, or only Enter: "
NO_STEPS = "It never called point_gradient. Call it once in each step, and trace shows your steps."
STUB = "2.3 stochastic_gradient_descent is not written yet, so it has no steps. Write it first."
Say = Callable[[str], object]
Ask = Callable[[str], str]


@dataclass(slots=True)
class TracedStep:
    """One call, as copies. gradient: None until it came back. after: the theta that follows."""

    xi: Any
    yi: Any
    theta: Any
    gradient: Any = None
    after: Any = None

    def __str__(self) -> str:
        """The row that came in, its error, and the gradient."""
        try:
            error = self.xi @ self.theta - self.yi
        except (TypeError, ValueError):  # no arrays, or shapes that do not fit
            error = "?"
        row, _ = ROWS.get(shown(self.xi), ("?", ""))
        return f"{row:>3}  {shown(error):>6}  {shown(self.gradient):<15}"

    @property
    def remarks(self) -> str:
        """A target of another row, and shapes that are not as they should be."""
        yi = shown(self.yi)
        found = [f"yi is {yi}"] if ROWS.get(shown(self.xi), ("", yi))[1] != yi else []
        for name, shape in SHAPES.items():
            value = getattr(self, name)
            if is_real_array(value) and value.shape != shape:
                found.append(f"{name} {value.shape}")
        return ", ".join(found)


def follow(session: Session) -> tuple[list[TracedStep], list[str]]:
    """The steps of the learner's descent on the two rows and, in sentences, how it ended.

    Raises KitError if it is not written.
    """
    steps: list[TracedStep] = []
    given, after = fixtures(session), None
    try:
        with guarded(DESCENT, given, session, seconds=SECONDS), _noting(session, steps):
            after = given["learner"].stochastic_gradient_descent(*ASKED).value
        back = f"{shown(after)}, shape {after.shape}" if is_real_array(after) else show(after)
        end = ["" if steps else NO_STEPS, f"It returned {back}."]
    except NotAttempted as stub:
        raise KitError(str(stub) or STUB) from None
    except Fix as fix:
        place = session.source.place(DESCENT, fix.at).where if session.source else ""
        raised = fix.shown.get("raised", "")
        end = [f"It stopped: {place}", raised and f"Python said: {raised}", str(fix)]
    for step, following in pairwise(steps):
        step.after = following.theta
    if len(steps) > MOST:
        end = [f"It was stopped there, after {MOST} steps."]
    elif steps:
        steps[-1].after = after
    count = f"Steps: {min(len(steps), MOST)}. 2 epochs of 2 rows ask for 4." if steps else ""
    return steps[:MOST], [*filter(None, (count, *end))]


@contextmanager
def _noting(session: Session, steps: list[TracedStep]) -> Iterator[None]:
    """Note each call of the learner's gradient while the body runs, and stop it after too many."""
    names = session.learner.caller.loaded().names if session.learner.caller else {}
    scope = getattr(names.get(DESCENT), "__globals__", names)
    before = {name: scope[name] for name in (GRADIENT,) if name in scope}

    def noted(*given: Any, **named: Any) -> Any:
        values = dict(zip(SHAPES, given, strict=False)) | named
        steps.append(TracedStep(*(plain(values.get(name)) for name in ("xi", "yi", "theta"))))
        if len(steps) > MOST:
            raise RuntimeError
        gradient = before[GRADIENT](*given, **named)
        steps[-1].gradient = plain(gradient)
        return gradient

    scope.update(dict.fromkeys(before, noted))
    try:
        yield
    finally:
        scope.update(before)


def tell(steps: list[TracedStep], end: Iterable[str], say: Say, ask: Ask | None) -> None:
    """Show steps and end. ask: shows a question and returns what is typed; else nobody is asked."""
    say(HEAD if steps else HEAD.rpartition("\n\n")[0])
    for number, step in enumerate(steps, 1):
        line = f"{number:>4}  {step}"
        if ask and all(is_real_array(one) and one.size == 2 for one in (step.gradient, step.after)):
            say(f"{line}  {step.remarks}".rstrip())
            try:
                say(f"      {_judged(ask(WHICH), step)}")
                continue
            except (EOFError, NotImplementedError, OSError):  # nobody can type, or wants to
                ask = None
                say("\n      No answer, so all the rest is shown at once.")
        row, remarks = f"{line}  {shown(step.after):<15}", step.remarks
        fits = len(row) + len(remarks) < 79
        say(f"{row}  {remarks}".rstrip() if fits else f"{row.rstrip()}\n      {remarks}")
    for text in ("", *end):
        say("\n".join(wrap(text, "  ")))


def _judged(typed: str, step: TracedStep) -> str:
    """What to say of a guess, which may be off in the third digit that is shown."""
    guess = [float(number) for number in re.findall(r"[-+]?(?:\d+\.?\d*|\.\d+)", typed)]
    after, way = shown(step.after), RATE * step.gradient.ravel()
    if len(guess) != 2:
        return f"{'That is not two numbers. ' if typed.strip() else ''}It is {after}."
    if np.allclose(guess, step.after.ravel(), atol=0.01, rtol=0.01):
        return f"Yes, {after}."
    if np.allclose(guess, step.theta.ravel() - way, atol=0.01, rtol=0.01):
        return f"You went against the gradient, but your code has {after}. Which line moves theta?"
    return f"Your code has {after}. The rate times the gradient is {shown(way)}."


def shown(value: Any) -> str:
    """Numbers with three digits, all in one list."""
    if type(value) not in {int, float} and not is_real_array(value):
        return "-" if value is None else shorten(show(value), 15)
    found = np.ravel(value) + 0.0  # turns -0.0 into 0
    entries = ", ".join([f"{entry:.3g}" for entry in found[:4]] + ["..."] * (found.size > 4))
    return entries if found.size == 1 else f"[{entries}]"
