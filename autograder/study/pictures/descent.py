"""Task 2.3: the learner's path over the loss, beside batch gradient descent's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

import numpy as np

from autograder.judges.arrays import Array
from autograder.judges.sgd.lesson import batch_descent
from autograder.study.pictures import theta as thetas
from autograder.study.pictures.chart import GIVEN, LINES, YOURS, Curve, Panel, Plot, short
from autograder.study.pictures.picture import Picture
from autograder.study.pictures.theta import BEST, EPOCHS, ROWS, Path, loss, pair

LOW, HIGH = -1.0, 5.5
NEAR, LAST, STILL = 0.5, 10, 1e-3
LOSSES, TICKS = (0.7, 60.0), (1, 3, 10, 30)
BATCH = {**LINES["other"], "marker": "s", "markersize": 3.5, "markevery": 5}
THIN = {"color": YOURS, "linewidth": 1.5, "marker": ".", "markersize": 3}
END: dict[str, Any] = {"marker": "X", "markersize": 10, "zorder": 7, "linestyle": ""}
END |= {"color": YOURS, "markeredgecolor": GIVEN}


class DescentPicture(Picture[Path, Path]):
    """The paths from above; a closer look at the goal; below, the loss against rows read."""

    task = "2.3"
    title = "Your path over the loss, beside batch gradient descent"
    cases = (Path(batch_descent(EPOCHS).T, ROWS * np.arange(EPOCHS + 1)),)
    mosaic: ClassVar = {"mosaic": "mn;ll", "width_ratios": (1.25, 1), "height_ratios": (1.5, 1)}

    @staticmethod
    def ask(learner: Any, _: Path) -> Path:
        return thetas.learner_path(learner)

    def plot(self) -> Plot:
        """The loss against rows read."""
        batch, path = self.case, self.answer
        curves = [Curve(batch.read, loss(batch.thetas), "b", "batch", BATCH, "batch")]
        if path is not None:
            losses = np.minimum(loss(path.thetas), 10 * LOSSES[1])
            curves.append(Curve(path.read, losses, "y", "you", THIN, "you"))
        names = ("rows read, counting one for each step of yours", "mean squared error")
        return Plot(tuple(curves), (0, ROWS * EPOCHS), LOSSES, names, is_log=True)

    def draw(self, panels: Mapping[str, Panel]) -> None:
        self.draw_map(panels["m"])
        self.draw_near(panels["n"])
        self.plot().draw(panels["l"])
        panels["l"].set_yticks(TICKS, [str(tick) for tick in TICKS])
        panels["l"].minorticks_off()

    def draw_map(self, panel: Panel) -> None:
        """All of the way, from the start."""
        path, window = self.answer, (LOW, HIGH)
        thetas.contours(panel, loss, window, window, [1, 2, 4, 8, 16, 32])
        panel.set_title("from above")
        self.draw_paths(panel, linewidth=1.2, markersize=4)
        panel.plot(0, 0, "o", color=GIVEN, markersize=7, markerfacecolor="white", label="start")
        if path is None:
            return
        drawn, leaves = inside(path.thetas)
        if leaves:
            panel.plot(*drawn[-1], **END, label="you leave here")
        elif path.at_once is not None and is_astray(path):
            panel.plot(*path.at_once.ravel().clip(LOW + 0.2, HIGH - 0.2), **END, label="at once")

    def draw_near(self, panel: Panel) -> None:
        """The neighbourhood of the best line, with the epochs of the path."""
        across, up = ((entry - NEAR, entry + NEAR) for entry in BEST)
        thetas.contours(panel, loss, across, up, [0.82, 0.9, 1.05])
        panel.set(title="near the best line", ylabel="")
        self.draw_paths(panel, linewidth=0.7, markersize=5)
        thetas.goals(panel, best="least squares", law="[4, 3]")

    def draw_paths(self, panel: Panel, **look: Any) -> None:
        """Both paths, and where they should lead."""
        panel.plot(*self.case.thetas.T, **BATCH)
        if self.answer is not None:
            panel.plot(*inside(self.answer.thetas)[0].T, color=YOURS, marker=".", **look)
        thetas.goals(panel)

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
            yield from thetas.other_shape(self.answer.at_once)


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


def _loss(theta: Array) -> str:
    return short(float(loss(theta)))
