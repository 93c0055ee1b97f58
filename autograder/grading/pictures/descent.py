"""Tasks 2.2 and 2.3, over the plane of theta.

The learner's gradient on the loss of one row, beside the measured slope; the learner's path over
the loss of all rows, beside batch gradient descent's.
"""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

import numpy as np

from autograder.grading.pictures import theta as plane
from autograder.grading.pictures.chart import GIVEN, LINES, QUIET, YOURS, Curve, Panel, Plot, short
from autograder.grading.pictures.picture import Picture
from autograder.grading.pictures.theta import BEST, EPOCHS, ROWS, Path, loss, other_shape, pair
from autograder.judges.arrays import Array
from autograder.judges.sgd.gradient import central_differences
from autograder.judges.sgd.lesson import batch_descent

CLOSE, REACH, LONGEST, ARROW = 1e-6, 2.0, 1.85, 0.9
LEVELS = [1, 4, 10, 20, 40, 70, 110, 160]
WIDE = {"color": GIVEN, "linewidth": 4}
LOSS = {"color": QUIET, "linewidth": 1.2}
TIP: dict[str, Any] = {"angles": "xy", "scale_units": "xy", "scale": 1, "zorder": 3}
HERE: dict[str, Any] = {"color": GIVEN, "markersize": 7, "markerfacecolor": "white"}

Row = tuple[Array, Array, Array]


class GradientPicture(Picture[Row, Array]):
    """Left: the loss of a row (xi, yi, theta) from above, with arrows. Right: along each entry."""

    title = "Your gradient on the loss of one row, and the measured slope"
    cases = (
        (np.array([[1.0, 2.0]]), np.array([[8.0]]), np.array([[2.0], [1.0]])),
        (np.array([[2.0, -1.0]]), np.array([[1.0]]), np.array([[1.0], [3.0]])),
    )
    mosaic: ClassVar = {"mosaic": "m0;m1", "width_ratios": (1.35, 1)}

    def ask(self, learner: Any) -> Array:
        needed = "a gradient has one slope for each entry of theta"
        return plane.two_numbers(learner.point_gradient(*self.case).value, needed)

    @property
    def slope(self) -> Array:
        """The slope of the loss along each entry of theta, measured from steps to both sides."""
        return central_differences(*self.case).ravel()

    def is_right(self, answer: Array) -> bool:
        apart = np.abs(answer.ravel() - self.slope)
        return bool(apart.max() <= CLOSE * np.abs(self.slope).max())

    def loss(self, thetas: Array) -> Array:
        """The squared error of the row; thetas: two entries along the last axis."""
        xi, yi, _ = self.case
        error: Array = thetas @ xi[0] - yi[0, 0]
        return error**2

    def cut(self, entry: int) -> Plot:
        """The loss as one entry of theta moves, with a tangent of each slope."""
        theta, moves = self.case[2][:, 0], np.linspace(-REACH, REACH, 117)
        at, near = theta[entry] + moves, moves[np.abs(moves) <= 1]
        loss = self.loss(theta + moves[:, None] * np.eye(2)[entry])
        here = float(self.loss(theta))
        curves = [Curve(at, loss, "-", "loss", LOSS)]
        slopes = [("m", "measured slope", WIDE, self.slope)]
        if self.answer is not None:
            slopes += [("y", "yours", LINES["yours"], self.answer.ravel())]
        for mark, name, look, slope in slopes:
            tangent = here + np.clip(slope[entry], -1e6, 1e6) * near
            curves.append(Curve(theta[entry] + near, tangent, mark, name, look))
        return Plot(tuple(curves), (at[0], at[-1]), (-6, 4 * here), (f"theta[{entry}]", "loss"))

    def plot(self) -> Plot:
        return self.cut(1)

    def draw(self, panels: Mapping[str, Panel]) -> None:
        self.draw_map(panels["m"])
        for entry in (0, 1):
            panel = panels[str(entry)]
            self.cut(entry).draw(panel)
            panel.plot(self.case[2][entry], self.loss(self.case[2][:, 0]), "o", **HERE)
        yours = "" if self.answer is None else ", dashed: yours"
        panels["0"].set_title(f"thick: measured{yours}")

    def draw_map(self, panel: Panel) -> None:
        """Lines of equal loss, and both gradients as arrows in one scale."""
        a, b = self.case[2][:, 0]
        across, up = (a - REACH, a + REACH), (b - REACH, b + REACH)
        plane.contours(panel, self.loss, across, up, LEVELS)
        panel.set(aspect="equal", title="loss of the row")
        scale = ARROW / np.abs(self.slope).max()
        panel.quiver(a, b, *scale * self.slope, **TIP, color=GIVEN, width=0.03, label="measured")
        if self.answer is not None:
            arrow = scale * self.answer.ravel()
            arrow *= min(1, LONGEST / (np.abs(arrow).max() or 1))
            panel.quiver(a, b, *arrow, **TIP, color=YOURS, width=0.012, label="yours")
        panel.plot(a, b, "o", **HERE)

    def facts(self) -> Iterator[str]:
        xi, yi, theta = self.case
        yield f"The row is {pair(xi)}, its target {short(yi[0, 0])}, and theta is {pair(theta)}."
        yield f"Measured slope of the loss: {pair(self.slope)}."
        if self.answer is not None:
            yield f"Your gradient: {pair(self.answer)}."

    def signs(self) -> Iterator[str]:
        longest = LONGEST * np.abs(self.slope).max()
        if self.answer is not None and np.abs(self.answer).max() * ARROW > longest:
            yield "Your arrow is longer than the picture and was cut."

    def remarks(self) -> Iterator[str]:
        if self.answer is None:
            return
        ratios = self.answer.ravel() / self.slope
        if self.is_right(self.answer):
            yield "Your gradient is the measured slope: it points uphill."
        elif np.ptp(ratios) < CLOSE and ratios[0]:
            yield f"Your gradient is {short(float(ratios[0]))} times the measured slope."
        else:
            yield "Your gradient is not the measured slope."
        yield from other_shape(self.answer)


LOW, HIGH = -1.0, 5.5
NEAR, LAST, STILL = 0.5, 10, 1e-3
LOSSES, TICKS = (0.7, 60.0), (1, 3, 10, 30)
BATCH = {**LINES["other"], "marker": "s", "markersize": 3.5, "markevery": 5}
THIN = {"color": YOURS, "linewidth": 1.5, "marker": ".", "markersize": 3}
END: dict[str, Any] = {"color": YOURS, "markersize": 10, "markeredgecolor": GIVEN, "zorder": 7}


class DescentPicture(Picture[Path, Path]):
    """The paths from above; a closer look at the goal; below, the loss against rows read."""

    title = "Your path over the loss, beside batch gradient descent"
    cases = (Path(batch_descent(EPOCHS).T, ROWS * np.arange(EPOCHS + 1)),)
    mosaic: ClassVar = {"mosaic": "mn;ll", "width_ratios": (1.25, 1), "height_ratios": (1.5, 1)}
    walk: ClassVar = plane.SGD
    across: ClassVar[str] = "rows read, counting one for each step of yours"

    def ask(self, learner: Any) -> Path:
        return plane.learner_path(learner, self.walk)

    def plot(self) -> Plot:
        """The loss against rows read."""
        batch, path = self.case, self.answer
        curves = [Curve(batch.read, loss(batch.thetas), "b", "batch", BATCH, "batch")]
        if path is not None:
            losses = np.minimum(loss(path.thetas), 10 * LOSSES[1])
            curves.append(Curve(path.read, losses, "y", "you", THIN, "you"))
        names = (self.across, "mean squared error")
        return Plot(tuple(curves), (0, ROWS * EPOCHS), LOSSES, names, is_log=True)

    def draw(self, panels: Mapping[str, Panel]) -> None:
        self.draw_map(panels["m"])
        near = panels["n"]
        across, up = ((entry - NEAR, entry + NEAR) for entry in BEST)
        plane.contours(near, loss, across, up, [0.82, 0.9, 1.05])
        near.set(title="near the best line", ylabel="")
        self.draw_paths(near, linewidth=0.7, markersize=5)
        plane.goals(near, best="least squares", law="[4, 3]")
        self.plot().draw(panels["l"])
        panels["l"].set_yticks(TICKS, [str(tick) for tick in TICKS])
        panels["l"].minorticks_off()

    def draw_map(self, panel: Panel) -> None:
        """All of the way, from the start."""
        path, window = self.answer, (LOW, HIGH)
        plane.contours(panel, loss, window, window, [1, 2, 4, 8, 16, 32])
        panel.set_title("from above")
        self.draw_paths(panel, linewidth=1.2, markersize=4)
        panel.plot(0, 0, "o", color=GIVEN, markersize=7, markerfacecolor="white", label="start")
        if path is None:
            return
        drawn, leaves = inside(path.thetas)
        if leaves:
            panel.plot(*drawn[-1], "X", **END, label="you leave here")
        elif path.at_once is not None and is_astray(path):
            end = path.at_once.ravel().clip(LOW + 0.2, HIGH - 0.2)
            panel.plot(*end, "X", **END, label="at once")

    def draw_paths(self, panel: Panel, **look: Any) -> None:
        """Both paths, and where they should lead."""
        panel.plot(*self.case.thetas.T, **BATCH)
        if self.answer is not None:
            panel.plot(*inside(self.answer.thetas)[0].T, color=YOURS, marker=".", **look)
        plane.goals(panel)

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
        yield self.course(self.answer)
        if is_astray(self.answer):
            yield f"Asked for {EPOCHS} epochs at once, your function ends elsewhere than the path."
        if self.answer.at_once is not None:
            yield from other_shape(self.answer.at_once)

    def course(self, path: Path) -> str:
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


def _loss(theta: Array) -> str:
    return short(float(loss(theta)))
