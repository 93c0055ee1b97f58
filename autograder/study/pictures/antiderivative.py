"""Task 1.1: the learner's antiderivative, and its slope next to f."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import sympy as sp

from autograder.judges.arrays import Array
from autograder.study.pictures import curves
from autograder.study.pictures.chart import Dots, chart, short
from autograder.study.pictures.curves import POINTS, Case, UndrawableError, X
from autograder.study.pictures.picture import Picture
from autograder.study.pictures.style import FILLS, LINES, QUIET, caption, label_ends, sheet

if TYPE_CHECKING:
    from matplotlib.figure import Figure

TITLE = "Your F, and the slope of your F next to f"
NO_NUMBER = "Your F has no number at any x in this picture."
CLOSE = 1e-6
CASES = (
    Case(sp.exp(-X), 0, sp.oo, (0, 4), 1),
    Case(4 * sp.exp(-2 * X), 0, sp.oo, (0, 3), 2),
    Case(X * sp.exp(-X), 0, sp.oo, (0, 6), 1),
    Case(X**2, 0, 2, (0, 2), 8 / 3),
    Case(3 * sp.exp(-X) - 4 * sp.exp(-2 * X), 0, sp.oo, (0, 4), 1),
    Case(1 / (1 + X**2), 0, sp.oo, (0, 4), float(np.pi / 2)),
)


@dataclass(frozen=True, slots=True)
class Slopes:
    """
    f, the learner's F, and the slope of F, at the same points.

    formula: f as text. letters: constants in F, drawn as 0. problem: why F is missing.
    """

    formula: str
    x: Array
    f: Array
    F: Array | None = None
    slope: Array | None = None
    letters: tuple[str, ...] = ()
    problem: str = ""

    @property
    def agrees(self) -> bool:
        """Whether the slope is f at every point that has one."""
        if self.slope is None:
            return False
        apart = np.abs(self.slope - self.f)[np.isfinite(self.slope)]
        return bool(np.all(apart <= CLOSE * np.maximum(1, np.abs(self.f).max())))

    @property
    def factor(self) -> float | None:
        """The number r, if the slope is r times f everywhere."""
        if self.slope is None:
            return None
        there = np.isfinite(self.slope) & (np.abs(self.f) > CLOSE)
        ratios = self.slope[there] / self.f[there]
        return float(ratios.mean()) if len(ratios) and np.ptp(ratios) < CLOSE else None


def ask(learner: Any) -> Slopes:
    """The learner's F on the first integrand on which its slope is not f, else on the lesson's."""
    asked = []
    for case in CASES:
        asked.append(_answered(learner, case))
        if not asked[-1].agrees:
            return asked[-1]
    return asked[0]


def blank(problem: str) -> Slopes:
    """What can be drawn without an answer."""
    x = np.linspace(*CASES[0].view, POINTS)
    return Slopes(str(CASES[0].f), x, curves.heights(CASES[0].f, CASES[0].f, x), problem=problem)


def picture(values: Slopes) -> Picture:
    return Picture(
        "1.1",
        TITLE,
        tuple(_numbers(values)),
        _chart(values),
        lambda: figure(values),
        values.problem,
    )


def figure(values: Slopes) -> Figure:
    """Above: F. Below: f with its area shaded, and the slope of F."""
    made, (above, below) = sheet(TITLE, 2, sharex=True, height_ratios=(1, 1.25))
    last = values.x[-1]
    above.set_ylabel("height of F")
    below.set(xlabel="x", ylabel="height of f, slope of F", xlim=(values.x[0], last))
    above.axhline(0, color=QUIET, linewidth=0.8)
    below.axhline(0, color=QUIET, linewidth=0.8)
    below.fill_between(values.x, values.f, **FILLS["area"])
    below.plot(values.x, values.f, **LINES["given"])
    ends = [(f"f = {values.formula}", LINES["given"]["color"], last, float(values.f[-1]))]
    if values.F is None or values.slope is None:
        above.set_yticks([])
        above.text(0.5, 0.5, "no curve of yours", transform=above.transAxes, ha="center")
    else:
        above.plot(values.x, values.F, **LINES["yours"])
        above.set_ylim(curves.window(values.F))
        below.plot(values.x, values.slope, **LINES["yours"], marker="o", markevery=6, markersize=5)
        below.set_ylim(curves.window(values.f, values.slope))
        ends.append(("slope of\nyour F", LINES["yours"]["color"], *_end(values.x, values.slope)))
        label_ends(above, [("your F", LINES["yours"]["color"], *_end(values.x, values.F))])
    label_ends(below, ends)
    caption(made, values.problem, _verdict(values))
    return made


def _answered(learner: Any, case: Case) -> Slopes:
    x = np.linspace(*case.view, POINTS)
    f = curves.heights(case.f, case.f, x)
    try:
        given = curves.formula(learner.indefinite_integral(case.f, X).value, X)
        F, slope = curves.heights(given, case.f, x), curves.slopes(given, case.f, x)
    except UndrawableError as error:
        return Slopes(str(case.f), x, f, problem=str(error))
    if not np.isfinite(F).any():
        return Slopes(str(case.f), x, f, problem=NO_NUMBER)
    return Slopes(str(case.f), x, f, F, slope, curves.letters(given, case.f))


def _numbers(values: Slopes) -> Iterator[str]:
    yield f"f is {values.formula}, drawn from x = {short(values.x[0])} to {short(values.x[-1])}."
    if values.F is None or values.slope is None:
        return
    for k in (POINTS // 4, POINTS // 2):
        x, F, slope, f = (short(part[k]) for part in (values.x, values.F, values.slope, values.f))
        yield f"At x = {x}: your F is {F}, its slope is {slope}, and f is {f}."
    yield _verdict(values)
    if values.letters:
        yield f"In your F, {' and '.join(values.letters)} was drawn as a fixed number."


def _verdict(values: Slopes) -> str:
    if values.F is None:
        return ""
    if values.agrees:
        return "The slope of your F is f: the two curves lie on each other."
    if values.factor is not None:
        return f"The slope of your F is {short(values.factor)} times f, at every x."
    return "The slope of your F is not f: the two curves part."


def _chart(values: Slopes) -> tuple[str, ...]:
    dots = [Dots("f", "f", values.x, values.f)]
    if values.slope is not None:
        dots.append(Dots("s", "slope of your F", values.x, values.slope))
    return chart(
        dots,
        (values.x[0], values.x[-1]),
        curves.window(*(one.y for one in dots), air=0),
        names=("x", "height"),
    )


def _end(x: Array, y: Array) -> tuple[float, float]:
    """The last point of a curve that has a height."""
    known = np.flatnonzero(np.isfinite(y))
    return (float(x[known[-1]]), float(y[known[-1]])) if len(known) else (float(x[-1]), 0.0)
