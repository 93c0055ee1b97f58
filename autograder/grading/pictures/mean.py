"""Task 1.5: a density, the place where it balances, and the learner's number."""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, NamedTuple

import numpy as np
import sympy as sp

from autograder.grading.pictures.chart import LINES, Curve, Panel, Plot, short
from autograder.grading.pictures.curves import CLOSE, Graph, X, curve_of_f, fill, number
from autograder.grading.pictures.picture import Picture

R = sp.Rational


class Balance(NamedTuple):
    """A density and its mean."""

    density: Graph
    mean: float


class MeanPicture(Picture[Balance, float]):
    """The density with two upright lines: its mean, and the learner's number."""

    title = "The mean: where the area under the density balances"
    cases: ClassVar[tuple[Balance, ...]] = (
        Balance(Graph(sp.exp(-X), R(0), sp.oo, (0, 5), 1), 1),
        Balance(Graph(X / 2 + R(3, 2), R(-3), R(-1), (-3, -1), 1), -5 / 3),
    )
    mosaic: ClassVar = {"mosaic": "f"}

    def ask(self, learner: Any) -> float:
        one = self.case.density
        return number(learner.expectation(one.f, X, one.lower, one.upper).value)

    def is_right(self, answer: float) -> bool:
        return abs(answer - self.case.mean) <= CLOSE

    @property
    def is_seen(self) -> bool:
        """Whether the learner's number is in the picture."""
        low, high = self.case.density.view
        return self.answer is not None and low <= self.answer <= high

    def plot(self) -> Plot:
        one = self.case.density
        up = np.linspace(0, one.heights.max(), 24)
        names = [(self.case.mean, "m", "the mean", "other")]
        if self.answer is not None and self.is_seen:
            names.append((self.answer, "y", "your number", "yours"))
        lines = (
            Curve(np.full(24, x), up, mark, name, LINES[look], name)
            for x, mark, name, look in names
        )
        return Plot((curve_of_f(one), *lines), one.view, names=("x", "height of f"))

    def draw(self, panels: Mapping[str, Panel]) -> None:
        panel, one = panels["f"], self.case.density
        fill(panel, one)
        self.plot().draw(panel)
        panel.set_title(f"f = {one.f}, from {one.range}")

    def facts(self) -> Iterator[str]:
        one, mean = self.case.density, short(self.case.mean, 4)
        yield f"f is {one.f}, from {one.range}: the mean is {mean}."
        if self.answer is not None:
            verdict = "the same" if self.is_right(self.answer) else "the two differ"
            yield f"Your number is {short(self.answer, 4)}: {verdict}."

    def remarks(self) -> Iterator[str]:
        if self.answer is not None and not self.is_seen:
            yield f"Your number, {short(self.answer)}, is not between the ends of this picture."
