"""Task 2.3: the learner's path over the loss, beside batch gradient descent's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

import numpy as np

from autograder.judges.arrays import Array
from autograder.study.pictures.chart import (
    GIVEN,
    GOAL,
    LINES,
    OTHER,
    YOURS,
    Curve,
    Panel,
    Plot,
    name_near,
    short,
)
from autograder.study.pictures.path import EPOCHS, ROWS, Path, batch_path, learner_path
from autograder.study.pictures.picture import Picture
from autograder.study.pictures.theta import BEST, LAW, contours, goals, loss, other_shape, pair

LOW, HIGH = -1.0, 5.5
NEAR = 0.5
LAST = 10
STILL = 1e-3
LOSSES = (0.7, 60.0)
TICKS = (1, 3, 10, 30)
BATCH = {**LINES["other"], "marker": "s", "markersize": 3.5, "markevery": 5}
THIN = {"color": YOURS, "linewidth": 1.5, "marker": ".", "markersize": 3}


class DescentPicture(Picture[Path, Path]):
    """The paths from above; a closer look at the goal; below, the loss against rows read."""

    task = "2.3"
    title = "Your path over the loss, beside batch gradient descent"
    cases = (batch_path(),)
    mosaic: ClassVar = {"mosaic": "mn;ll", "width_ratios": (1.25, 1), "height_ratios": (1.5, 1)}

    @staticmethod
    def ask(learner: Any, _: Path) -> Path:
        return learner_path(learner)

    def plot(self) -> Plot:
        """The loss against rows read."""
        batch, path = self.case, self.answer
        curves = [Curve(batch.read, loss(batch.thetas), "b", "batch", BATCH, "batch")]
        if path is not None:
            losses = np.minimum(loss(path.thetas), 10 * LOSSES[1])
            label = "" if losses.max() > LOSSES[1] else "you"
            curves.append(Curve(path.read, losses, "y", "you", THIN, label))
        names = ("rows read, counting one for each step of yours", "mean squared\nerror")
        return Plot(tuple(curves), (0, ROWS * EPOCHS), LOSSES, names, is_log=True)

    def draw(self, panels: Mapping[str, Panel]) -> None:
        self.draw_map(panels["m"])
        self.draw_near(panels["n"])
        plot, panel = self.plot(), panels["l"]
        plot.draw(panel)
        panel.set_yticks(TICKS, [str(tick) for tick in TICKS])
        panel.minorticks_off()
        for curve in plot.curves:
            for read in curve.x[curve.y > LOSSES[1]][:1]:
                name_near(panel, "you leave here", (read, LOSSES[1]), YOURS, (150, -7))

    def draw_map(self, panel: Panel) -> None:
        """All of the way, from the start."""
        path = self.answer
        contours(panel, (LOW, HIGH), (LOW, HIGH), [1, 2, 4, 8, 16, 32], to=(2.4, LOW))
        panel.set(title="from above", ylabel="theta[1]")
        self.draw_paths(panel, linewidth=1.2, markersize=4)
        name_near(panel, "batch", self.case.thetas[6], OTHER, (12, -9))
        panel.plot(0, 0, "o", color=GIVEN, markersize=7, markerfacecolor="white")
        name_near(panel, "start", (0, 0), GIVEN, (-6, 0))
        if path is None:
            return
        drawn, leaves = inside(path.thetas)
        right, up = drawn[-1] > (LOW + HIGH) / 2
        if leaves:
            name_near(
                panel, "you leave here", drawn[-1], YOURS, (-9 if right else 9, -9 if up else 9)
            )
        else:
            name_near(panel, "you", _on_the_way(drawn), YOURS, (-10, 10))
        if path.at_once is not None and is_astray(path):
            end = np.clip(path.at_once.ravel(), LOW + 0.2, HIGH - 0.2)
            panel.plot(*end, "X", color=YOURS, markersize=10, markeredgecolor=GIVEN, zorder=7)
            name_near(panel, "at once", end, YOURS, (9, 9))

    def draw_near(self, panel: Panel) -> None:
        """The neighbourhood of the best line, with the epochs of the path."""
        (a, b), r = BEST, NEAR
        to = (a + r, b - 0.85 * r)
        contours(panel, (a - r, a + r), (b - r, b + r), [0.82, 0.9, 1.05], to=to)
        panel.set_title("near the best line")
        self.draw_paths(panel, linewidth=0.7, markersize=5)
        name_near(panel, "least\nsquares", BEST, GIVEN, (22, 22))
        name_near(panel, "[4, 3]", LAW, GOAL, (-8, -8))

    def draw_paths(self, panel: Panel, **look: Any) -> None:
        """Both paths, and where they should lead."""
        panel.set_xlabel("theta[0]")
        panel.plot(*self.case.thetas.T, **BATCH)
        if self.answer is not None:
            drawn, _ = inside(self.answer.thetas)
            panel.plot(drawn[:, 0], drawn[:, 1], color=YOURS, marker=".", **look)
        goals(panel)

    def facts(self) -> Iterator[str]:
        batch, path = self.case, self.answer
        for rows in (ROWS, 10 * ROWS, EPOCHS * ROWS):
            theirs = f"batch loss {_loss(batch.thetas[rows // ROWS])}"
            for theta in path.thetas[path.read == rows][:1] if path else ():
                yield f"After {rows} rows: your theta {pair(theta)}, loss {_loss(theta)}; {theirs}."
        if path is None:
            end = batch.thetas[-1]
            yield f"Batch after {EPOCHS * ROWS} rows: theta {pair(end)}, loss {_loss(end)}."
        else:
            if path.at_once is not None:
                yield f"One call for {EPOCHS} epochs ends at theta {pair(path.at_once)}."
            yield f"Your function was called {path.calls}."
        yield f"Least squares: theta {pair(BEST)}, loss {_loss(BEST)}. The law: [4, 3]."
        yield f"Batch gradient descent is the kit's own: one step for every {ROWS} rows."

    def remarks(self) -> Iterator[str]:
        if self.answer is None:
            return
        yield course(self.answer)
        if is_astray(self.answer):
            yield f"Asked for {EPOCHS} epochs at once, your function ends elsewhere than the path."
        if self.answer.at_once is not None:
            yield from other_shape(self.answer.at_once)


def first_outside(thetas: Array) -> int | None:
    """The first place of a path that is not in the window, LOW to HIGH both ways."""
    outside = np.flatnonzero(((thetas < LOW) | (thetas > HIGH)).any(axis=-1))
    return int(outside[0]) if len(outside) else None


def inside(thetas: Array) -> tuple[Array, bool]:
    """A path up to where it first crosses the border of the window, and whether it does."""
    out = first_outside(thetas)
    if out is None:
        return thetas, False
    before, way = thetas[out - 1], thetas[out] - thetas[out - 1]
    edges = np.where(way > 0, HIGH, LOW)
    shares = np.divide(edges - before, way, out=np.ones(2), where=way != 0)
    return np.vstack([thetas[:out], before + min(1.0, shares.min()) * way]), True


def is_astray(path: Path) -> bool:
    """Whether one call for all epochs ends where the path does not."""
    if path.at_once is None or first_outside(path.thetas) is not None:
        return False
    return bool(np.abs(path.at_once.ravel() - path.thetas[-1]).max() > NEAR)


def course(path: Path) -> str:
    """Where the path leads, in one sentence."""
    out = first_outside(path.thetas)
    if out is not None:
        is_back = first_outside(path.thetas[-1:]) is None
        then = "and comes back later." if is_back else "and does not come back: the loss grows."
        return f"Your path leaves the picture by row {path.read[out]} {then}"
    last = path.thetas[-LAST:]
    spread = last.std(axis=0)
    if len(path.read) > LAST and spread.max() < STILL:
        return f"In its last {LAST} places your theta does not move; random rows would move it."
    if np.abs(last.mean(axis=0) - BEST).max() > NEAR:
        return f"After {path.read[-1]} rows your path has not come near the best line."
    shown = " and ".join(short(float(part), 2) for part in spread)
    return f"In its last {LAST} places your theta scatters by {shown} around the best line."


def _on_the_way(drawn: Array) -> Array:
    """A point of the path away from both ends, where its name fits."""
    place: Array = drawn[min(4, len(drawn) - 1)]
    return place if np.hypot(*place) < 3 else place / 2


def _loss(theta: Array) -> str:
    return short(float(loss(theta)))
