"""The picture of an experiment: the loss against rows read and seconds, and the price by size."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, ClassVar

import numpy as np

from autograder.grading.pictures.chart import (
    GIVEN,
    GOAL,
    OTHER,
    QUIET,
    YOURS,
    Curve,
    Panel,
    Plot,
    Range,
    short,
)
from autograder.grading.pictures.picture import Picture
from autograder.grading.pictures.sketch import ticks
from autograder.judges.arrays import Array
from autograder.study.experiment import NEAR, Experiment, Measured, Trial
from autograder.study.seen import in_seconds, largest, sentences

LOWEST, HIGHEST = 0.01, 1e5
"""What is drawn of a loss: so many per cent above the lowest."""

LOOKS: dict[str, dict[str, Any]] = {
    "batch": {"color": GIVEN, "linestyle": "-", "marker": "s"},
    "SGD": {"color": YOURS, "linestyle": "--", "marker": "o"},
    "mini-batch": {"color": OTHER, "linestyle": ":", "marker": "^"},
    "Adam": {"color": GOAL, "linestyle": "-.", "marker": "v"},
    "falling rate": {"color": "#AA4499", "linestyle": "-", "marker": "D"},
}
LINE: dict[str, Any] = {"linewidth": 1.6, "markersize": 4}


class ExperimentPicture(Picture[Experiment, None]):
    """Above: the loss on the largest size. Below: seconds until near, on every size."""

    title = "The price of a step"
    cases: ClassVar[tuple[Any, ...]] = ()
    mosaic: ClassVar = {"mosaic": "rs;tk"}

    def ask(self, learner: Any) -> None:
        """What is drawn has been measured before."""

    def plot(self) -> Plot:
        return self.loss_against("rows read", lambda point: point.read)

    @property
    def plots(self) -> tuple[Plot, Plot, Plot]:
        """Loss against rows read, loss against seconds, seconds until near against rows."""
        return self.plot(), self.loss_against("seconds", lambda one: one.seconds), self.prices()

    def loss_against(self, name: str, price: Callable[[Measured], float]) -> Plot:
        trials = largest(self.case.measured)
        curves = []
        for one in trials:
            above = np.array([100 * one.above(point) for point in one.points])
            curves.append(_curve(one, [*map(price, one.points)], above.clip(LOWEST, HIGHEST)))
        ends = _ends([curve.x for curve in curves])
        level = np.full(58, 100 * NEAR)
        near = Curve(np.geomspace(*ends, 58), level, ".", "near", {"color": QUIET})
        names = f"{name}, with {trials[0].rows:,} rows", "% above lowest loss"
        return _plot([near, *curves], names)

    def prices(self) -> Plot:
        trials = [trial for trial in self.case.measured if trial.near]
        curves = [Curve(np.ones(1), np.ones(1))] if not trials else []
        for name in LOOKS:
            own = [one for one in trials if one.method.name == name]
            seconds = np.array([one.near.seconds for one in own if one.near])
            curves += [_curve(own[0], [one.rows for one in own], seconds)] if own else []
        return _plot(curves, ("rows of data", "seconds until near"))

    def draw(self, panels: Mapping[str, Panel]) -> None:
        for plot, name in zip(self.plots, "rst", strict=True):
            panel = panels[name]
            plot.draw(panel)
            for axis, ends in ((panel.xaxis, plot.across), (panel.yaxis, plot.up or plot.across)):
                at = ticks(*ends, is_log=True)
                axis.set_ticks(at, [*map(short, at)])
            panel.minorticks_off()
        panels["s"].set_ylabel("")
        panels["k"].axis("off")
        for trial in largest(self.case.measured):
            look = {**LOOKS[trial.method.name], **LINE}
            panels["k"].plot([], [], **look, label=trial.name)

    def facts(self) -> Iterator[str]:
        for trial in self.case.measured:
            price = "never near"
            if near := trial.near:
                price = f"near after {near.read:,} rows read, {in_seconds(near.seconds)} s"
            yield f"{trial.name} on {trial.rows:,} rows: {price}."

    def signs(self) -> Iterator[str]:
        yield f"Near: at most {100 * NEAR:.0f} % above the lowest loss of a line, from then on."

    def remarks(self) -> Iterator[str]:
        yield from sentences(self.case)


def _curve(trial: Trial, x: Sequence[float], y: Array) -> Curve:
    name, look = trial.name, {**LOOKS[trial.method.name], **LINE}
    return Curve(np.array(x, float), y, name[0].lower(), name, look)


def _plot(curves: Sequence[Curve], names: tuple[str, str]) -> Plot:
    across, up = _ends([curve.x for curve in curves]), _ends([curve.y for curve in curves])
    return Plot(tuple(curves), across, up, names, is_log=True, is_log_across=True)


def _ends(arrays: Sequence[Array]) -> Range:
    every = np.concatenate(arrays)
    return float(every.min()) / 1.2, float(every.max()) * 1.2
