"""Task 1.2: the area under f between the bounds, and the learner's number beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import sympy as sp
from mpmath import mp

from autograder.grading.show import show
from autograder.judges.arrays import Array
from autograder.judges.finding import Finding
from autograder.judges.integrals.classify import classify
from autograder.judges.integrals.evaluation import Unevaluable, evaluate
from autograder.judges.integrals.symbols import heads
from autograder.judges.integrals.unevaluated import UNEVALUATED
from autograder.study.pictures import curves
from autograder.study.pictures.chart import Dots, chart, short
from autograder.study.pictures.curves import DIGITS, NOT_WORKED_OUT, Case, UndrawableError, X
from autograder.study.pictures.picture import Picture
from autograder.study.pictures.style import FILLS, GIVEN, INK, LINES, QUIET, YOURS, caption, sheet

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

TITLE = "The area under f, and your number beside it"
CLOSE = 1e-6
MOST = 2.5
POINTS = 241
CASES = (
    Case(sp.exp(-X), sp.Integer(0), sp.oo, (0, 5), 1),
    Case(sp.exp(-X), sp.Integer(1), sp.oo, (0, 5), float(np.exp(-1))),
    Case(2 * X - 1, sp.Integer(-1), sp.Integer(3), (-1, 3), 4),
)


@dataclass(frozen=True, slots=True)
class Areas:
    """
    f at points of x; the bounds; the area between them, parts below the axis counted as negative.

    answer: the learner's number, which may be infinite. problem: why it is missing.
    whole: the area under all of f, where it is of interest.
    """

    formula: str
    range: str
    x: Array
    f: Array
    ends: tuple[float, float]
    area: float
    answer: float | None = None
    whole: float | None = None
    problem: str = ""

    @property
    def agrees(self) -> bool:
        answer = self.answer
        return answer is not None and abs(answer - self.area) <= CLOSE * max(1, abs(self.area))

    @property
    def inside(self) -> Array:
        """Which points lie between the bounds."""
        return (self.x >= self.ends[0]) & (self.x <= self.ends[1])


def ask(learner: Any) -> Areas:
    """The learner's number for the first case in which it is not the area, else for the lesson's."""
    return first_apart(CASES, lambda case: learner.definite_integral(case.f, X, *bounds(case)))


def first_apart(cases: tuple[Case, ...], answer: Callable[[Case], Any]) -> Areas:
    """The first case whose answer is not the area; if there is none, the first of all."""
    asked = []
    for case in cases:
        try:
            asked.append(values_of(case, number(answer(case).value)))
        except UndrawableError as error:
            asked.append(values_of(case, None, str(error)))
        if not asked[-1].agrees:
            return asked[-1]
    return asked[0]


def bounds(case: Case) -> tuple[Any, Any]:
    return case.lower, case.upper


def blank(problem: str) -> Areas:
    """What can be drawn without an answer."""
    return values_of(CASES[0], None, problem)


def values_of(case: Case, answer: float | None, problem: str = "") -> Areas:
    x = np.linspace(*case.view, POINTS)
    f = curves.heights(case.f, case.f, x)
    ends = float(case.lower), float(case.upper)
    formula = str(case.f)
    return Areas(formula, case.range, x, f, ends, case.area, answer, case.whole, problem)


def number(value: Any) -> float:
    """A learner's number as a float, infinite ones too. Raises UndrawableError."""
    given = classify(value, wanted="number")
    if isinstance(given, Finding | sp.Lambda):
        raise UndrawableError(f"Your function returned {show(value)}; an area is one number.")
    if heads(given) & UNEVALUATED:
        raise UndrawableError(NOT_WORKED_OUT)
    if given.free_symbols:
        letters = " and ".join(sorted(symbol.name for symbol in given.free_symbols))
        raise UndrawableError(
            f"Your function returned {show(given)}, which still holds {letters}; "
            "an area is a number."
        )
    if given in {sp.oo, -sp.oo}:
        return float(given)
    try:
        return float(mp.re(evaluate(given, {}, DIGITS)))
    except Unevaluable:
        raise UndrawableError(
            f"Your function returned {show(given)}; that has no height."
        ) from None


def picture(values: Areas) -> Picture:
    return picture_with("1.2", TITLE, values)


def picture_with(task: str, title: str, values: Areas) -> Picture:
    told = tuple(_numbers(values))
    drawn = lambda: figure(values, title)  # noqa: E731 -- a picture draws itself later
    return Picture(task, title, told, _chart(values), drawn, values.problem)


def figure(values: Areas, title: str = TITLE) -> Figure:
    """Left: f with the area between the bounds. Right: that area and the answer as bars."""
    made, (left, right) = sheet(title, 1, 2, width_ratios=(2.1, 1))
    left.set(xlabel="x", ylabel="height of f", xlim=(values.x[0], values.x[-1]))
    left.set_title(f"f = {values.formula}, from {values.range}")
    left.axhline(0, color=QUIET, linewidth=0.8)
    for name, part in (("area", values.f >= 0), ("below", values.f <= 0)):
        left.fill_between(values.x, values.f, where=values.inside & part, **FILLS[name])
    left.plot(values.x, values.f, **LINES["given"])
    left.set_ylim(curves.window(values.f))
    if np.isinf(values.ends[1]):
        left.annotate(
            "and on to infinity",
            (0.98, 0.12),
            (0.45, 0.12),
            xycoords="axes fraction",
            fontsize=9,
            va="center",
            arrowprops={"arrowstyle": "->"},
        )
    _bars(right, values)
    caption(made, values.problem, *_remarks(values))
    return made


def _bars(panel: Axes, values: Areas) -> None:
    """The measured area and the answer as two bars with their numbers."""
    low, high = curves.window(
        np.array([values.area, values.whole or values.area, *_clipped(values)])
    )
    panel.set(ylabel="area", ylim=(low, high * 1.12), xlim=(-0.6, 1.6))
    panel.set_xticks([0, 1], ["the shaded\narea", "your\nnumber"])
    panel.axhline(0, color=QUIET, linewidth=0.8)
    panel.bar(0, values.area, width=0.7, **FILLS["area"])
    _name(panel, 0, values.area, short(values.area, 4), GIVEN)
    if values.answer is None:
        panel.text(1, 0.02 * high, "none", ha="center", color=INK[YOURS])
    for height in _clipped(values):
        panel.bar(1, height, width=0.7, **FILLS["yours"])
        _name(panel, 1, height, short(values.answer or 0, 4), INK[YOURS])
    if values.whole is not None:
        panel.axhline(values.whole, **LINES["other"])
        panel.text(-0.55, values.whole, "the whole area", va="bottom", fontsize=9)


def _name(panel: Axes, x: float, height: float, name: str, colour: str) -> None:
    """A number at the end of its bar."""
    is_up = height >= 0
    panel.annotate(
        name,
        (x, height),
        (0, 3 if is_up else -3),
        textcoords="offset points",
        ha="center",
        va="bottom" if is_up else "top",
        color=colour,
        fontweight="bold",
    )


def _clipped(values: Areas) -> list[float]:
    """The height of the answer's bar, cut where it would dwarf the area."""
    if values.answer is None:
        return []
    most = MOST * max(abs(values.area), abs(values.whole or 0))
    return [float(np.clip(values.answer, -most, most))]


def _remarks(values: Areas) -> Iterator[str]:
    if values.answer is not None and _clipped(values) != [values.answer]:
        yield f"Your bar is cut off: your number is {short(values.answer)}."
    if (values.f[values.inside] < -CLOSE).any():
        yield "Crossed hatching: below the axis, counted as negative."


def _numbers(values: Areas) -> Iterator[str]:
    yield f"f is {values.formula}, from {values.range}: the area is {short(values.area, 4)}."
    if values.answer is None:
        return
    told = "the same" if values.agrees else "the two differ"
    yield f"Your number is {short(values.answer, 4)}: {told}."
    yield from _remarks(values)


def _chart(values: Areas) -> tuple[str, ...]:
    """The area as a filled column at every fourth point, f elsewhere."""
    inside = values.inside
    columns = [
        (x, height)
        for x, f in zip(values.x[inside], values.f[inside], strict=True)
        for height in np.linspace(0, f, 24)[:-1]
    ]
    filled = np.array(columns).reshape(-1, 2)
    return chart(
        [
            Dots(".", "the area", filled[:, 0], filled[:, 1]),
            Dots("f", "f", values.x, values.f),
        ],
        (values.x[0], values.x[-1]),
        curves.window(values.f, air=0),
        names=("x", "height"),
    )
