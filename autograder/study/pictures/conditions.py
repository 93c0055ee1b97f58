"""Task 1.3: four functions with what makes them a density or not, and what the learner said."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import sympy as sp

from autograder.grading.show import show
from autograder.judges.arrays import Array
from autograder.judges.integrals.classify import unwrap
from autograder.study.pictures import curves
from autograder.study.pictures.chart import Dots, chart, short
from autograder.study.pictures.curves import Case, X
from autograder.study.pictures.picture import Picture
from autograder.study.pictures.style import FILLS, INK, LINES, QUIET, SMALL, YOURS, caption, sheet

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

TITLE = "A density? Area 1, and nowhere below the axis"
POINTS = 121
CASES = (
    Case(sp.exp(-X), sp.Integer(0), sp.oo, (0, 4), 1),
    Case(2 * sp.exp(-X), sp.Integer(0), sp.oo, (0, 4), 2),
    Case(3 * sp.exp(-X) - 4 * sp.exp(-2 * X), sp.Integer(0), sp.oo, (0, 4), 1),
    Case(2 * sp.exp(-2 * X), sp.Integer(0), sp.oo, (0, 4), 1),
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """One function with its area, and what the learner said about it: None for no plain yes or no."""

    formula: str
    x: Array
    f: Array
    area: float
    said: bool | None

    @property
    def lowest(self) -> float:
        return float(min(self.f.min(), 0.0)) if self.f.min() < 0 else 0.0

    @property
    def is_right(self) -> bool:
        """Whether the learner said what area and lowest point say."""
        return self.said is (self.area == 1 and self.lowest == 0)


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What was said about each function. problem: why something is missing."""

    each: tuple[Verdict, ...]
    problem: str = ""


def ask(learner: Any) -> Verdicts:
    """What the learner says about each of the four functions."""
    said, problem = [], ""
    for case in CASES:
        answer = learner.is_probability_density(case.f, X, case.lower, case.upper)
        truth = _truth(answer.value)
        if truth is None and not problem:
            problem = f"Your function returned {show(answer.value)}; True or False is wanted."
        said.append(_verdict(case, truth))
    return Verdicts(tuple(said), problem)


def blank(problem: str) -> Verdicts:
    """What can be drawn without an answer."""
    return Verdicts(tuple(_verdict(case, None) for case in CASES), problem)


def picture(values: Verdicts) -> Picture:
    numbers = (*_numbers(values), *_summary(values))
    return Picture("1.3", TITLE, numbers, _chart(values), lambda: figure(values), values.problem)


def figure(values: Verdicts) -> Figure:
    """A panel for each function: its area, what is below the axis, and what the learner said."""
    made, panels = sheet(TITLE, 2, 2, sharex=True)
    for panel, one in zip(panels, values.each, strict=True):
        _draw(panel, one)
    for panel in panels[2:]:
        panel.set_xlabel("x")
    for panel in panels[::2]:
        panel.set_ylabel("height of f")
    caption(made, values.problem, *_summary(values))
    return made


def _draw(panel: Axes, one: Verdict) -> None:
    panel.set_title(f"f = {one.formula}")
    panel.axhline(0, color=QUIET, linewidth=0.8)
    panel.fill_between(one.x, one.f, where=one.f >= 0, **FILLS["area"])
    panel.fill_between(one.x, one.f, where=one.f <= 0, **FILLS["below"])
    panel.plot(one.x, one.f, **LINES["given"])
    panel.set(xlim=(one.x[0], one.x[-1]), ylim=curves.window(one.f))
    # Words keep away from the curve: at the top right, or below the axis where there is a dip.
    top = 0.95 if one.lowest == 0 else 0.42
    words: dict[str, Any] = {"transform": panel.transAxes, "ha": "right", "va": "top"}
    panel.text(0.98, top, f"area {short(one.area)}, {_depth(one)}", fontsize=SMALL, **words)
    if one.said is not None:
        look = "" if one.is_right else "\nlook again"
        said = f"you said: {one.said}{look}"
        panel.text(0.98, top - 0.13, said, color=INK[YOURS], fontweight="bold", **words)


def _truth(value: Any) -> bool | None:
    """A plain yes or no of Python, NumPy or SymPy."""
    value = unwrap(value)
    is_truth = isinstance(value, bool) or value is sp.true or value is sp.false
    return bool(value) if is_truth else None


def _verdict(case: Case, said: bool | None) -> Verdict:
    x = np.linspace(*case.view, POINTS)
    return Verdict(str(case.f), x, curves.heights(case.f, case.f, x), case.area, said)


def _depth(one: Verdict) -> str:
    return f"lowest point {short(one.lowest)}" if one.lowest < 0 else "never below 0"


def _numbers(values: Verdicts) -> Iterator[str]:
    for one in values.each:
        said = "" if one.said is None else f" You said {one.said}."
        look = "" if one.said is None or one.is_right else " Look again."
        yield f"f = {one.formula} from 0 to infinity: area {short(one.area)}, {_depth(one)}.{said}{look}"


def _summary(values: Verdicts) -> Iterator[str]:
    count = sum(one.is_right for one in values.each)
    if any(one.said is not None for one in values.each):
        yield f"{count} of {len(values.each)} of your answers fit what is seen."


def _chart(values: Verdicts) -> tuple[str, ...]:
    """The first function about which the learner is wrong, else the one with the dip."""
    wrong = [one for one in values.each if one.said is not None and not one.is_right]
    one = (wrong or [values.each[2]])[0]
    zero = Dots("-", "the axis", one.x, np.zeros_like(one.x))
    return chart(
        [zero, Dots("f", one.formula, one.x, one.f)],
        (one.x[0], one.x[-1]),
        curves.window(one.f, air=0),
        names=("x", "height"),
    )
