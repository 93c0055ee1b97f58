"""Task 2.3: the learner's path over the loss, beside batch gradient descent's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.judges.arrays import Array
from autograder.judges.lesson import batch_descent, least_squares
from autograder.study.pictures import walk as walks
from autograder.study.pictures.chart import Dots, chart, short
from autograder.study.pictures.picture import Picture
from autograder.study.pictures.style import (
    GIVEN,
    GOAL,
    INK,
    LINES,
    OTHER,
    QUIET,
    SMALL,
    YOURS,
    caption,
    label_ends,
    mosaic,
)
from autograder.study.pictures.walk import EPOCHS, ROWS, Walk, first_outside, loss

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

TITLE = "Your path over the loss, beside batch gradient descent"
LOW, HIGH = -0.5, 5.5
NEAR = 0.5
LAST = 20
STILL = 1e-3
LAW = (4.0, 3.0)
LOSSES = (0.7, 60.0)
TICKS = (1, 3, 10, 30)


@dataclass(frozen=True, slots=True)
class Descent:
    """
    The learner's walk, if there is one, and batch gradient descent's: one step per 100 rows read.

    problem: why the walk is missing, or ends early.
    """

    walk: Walk | None
    batch: Walk
    problem: str = ""


def ask(learner: Any) -> Descent:
    """The learner's walk over the lesson's rows."""
    found = walks.walk(learner)
    return Descent(found if len(found.read) > 1 else None, _batch(), found.problem)


def blank(problem: str) -> Descent:
    """What can be drawn without an answer."""
    return Descent(None, _batch(), problem)


def picture(values: Descent) -> Picture:
    told = tuple(_numbers(values))
    return Picture("2.3", TITLE, told, _chart(values), lambda: figure(values), values.problem)


def figure(values: Descent) -> Figure:
    """The paths from above; a closer look at the goal; below, the loss against rows read."""
    layout = [["map", "near"], ["loss", "loss"]]
    made, panels = mosaic(TITLE, layout, height_ratios=(1.5, 1), width_ratios=(1.25, 1))
    _map(panels["map"], values)
    _closer(panels["near"], values)
    _losses(panels["loss"], values)
    caption(made, values.problem, *_verdict(values))
    return made


def _batch() -> Walk:
    thetas = batch_descent(EPOCHS).T
    return Walk(thetas, ROWS * np.arange(EPOCHS + 1))


def _map(panel: Axes, values: Descent) -> None:
    _contours(panel, (LOW, HIGH), (LOW, HIGH), [1, 2, 4, 8, 16, 32])
    panel.set(title="from above", xlabel="theta[0]", ylabel="theta[1]")
    batch = values.batch.thetas
    panel.plot(*batch.T, **LINES["other"], marker="s", markersize=3.5, markevery=5)
    panel.annotate("batch", batch[2], (30, -12), textcoords="offset points", **_word(OTHER))
    if values.walk is not None:
        path, leaves = _inside(values.walk.thetas)
        panel.plot(*path.T, color=YOURS, linewidth=1.2, marker=".", markersize=4)
        place = _border(path) if leaves else path[min(4, len(path) - 1)]
        name = "you leave here" if leaves else "you"
        panel.annotate(name, place, _beside(place), textcoords="offset points", **_word(YOURS))
    panel.plot(0, 0, "o", color=GIVEN, markersize=7, markerfacecolor="white")
    panel.annotate("start", (0, 0), (7, -9), textcoords="offset points", fontsize=SMALL)
    _goals(panel)


def _closer(panel: Axes, values: Descent) -> None:
    """The neighbourhood of the best line, with the epochs of the walk."""
    a, b = least_squares()[:, 0]
    _contours(panel, (a - NEAR, a + NEAR), (b - NEAR, b + NEAR), [0.82, 0.9, 1.05])
    panel.set(title="near the best line", xlabel="theta[0]")
    if values.walk is not None:
        path, _ = _inside(values.walk.thetas)
        panel.plot(*path.T, color=YOURS, linewidth=0.7, marker=".", markersize=5)
    panel.plot(*values.batch.thetas.T, **LINES["other"], marker="s", markersize=3.5, markevery=5)
    _goals(panel)
    for name, place, away in (("least squares", (a, b), (8, -14)), ("[4, 3]", LAW, (6, 7))):
        back = {"facecolor": "white", "edgecolor": "none", "pad": 0.5, "alpha": 0.85}
        panel.annotate(
            name, place, away, textcoords="offset points", bbox=back, zorder=6, **_word(GIVEN)
        )


def _losses(panel: Axes, values: Descent) -> None:
    """Mean squared error against rows read, on a logarithmic axis."""
    panel.set(
        xlabel="rows read, counting one for each step of yours",
        ylabel="mean squared\nerror",
        yscale="log",
        ylim=LOSSES,
        xlim=(0, ROWS * EPOCHS),
    )
    panel.set_yticks(TICKS, [str(tick) for tick in TICKS])
    panel.minorticks_off()
    batch = loss(values.batch.thetas)
    panel.plot(values.batch.read, batch, **LINES["other"], marker="s", markersize=3.5, markevery=5)
    ends = [("batch", OTHER, ROWS * EPOCHS, float(batch[-1]))]
    if values.walk is not None:
        yours = np.minimum(loss(values.walk.thetas), 10 * LOSSES[1])
        panel.plot(values.walk.read, yours, color=YOURS, linewidth=1.5, marker=".", markersize=3)
        ends.append(("you", YOURS, float(values.walk.read[-1]), float(yours[-1])))
    label_ends(panel, ends)


def _contours(
    panel: Axes, across: tuple[float, float], up: tuple[float, float], levels: list[float]
) -> None:
    """Lines of equal mean squared error."""
    xs, ys = np.linspace(*across, 61), np.linspace(*up, 61)
    grid = np.stack(np.meshgrid(xs, ys), axis=-1)
    lines = panel.contour(xs, ys, loss(grid), levels=levels, colors=QUIET, linewidths=0.6)
    panel.clabel(lines, fontsize=SMALL)
    panel.set(xlim=across, ylim=up)


def _goals(panel: Axes) -> None:
    panel.plot(*least_squares()[:, 0], "*", color=GIVEN, markersize=12, zorder=5)
    panel.plot(*LAW, "D", color=GOAL, markersize=6, markeredgecolor="white", zorder=5)


def _word(colour: str) -> dict[str, Any]:
    return {"color": INK.get(colour, colour), "fontsize": SMALL, "fontweight": "bold"}


def _inside(thetas: Array) -> tuple[Array, bool]:
    """A walk up to the first place outside of the window, and whether there is one."""
    out = first_outside(thetas, LOW, HIGH)
    return (thetas, False) if out is None else (thetas[: out + 1], True)


def _border(path: Array) -> Array:
    """Where the last part of a path crosses the border of the window."""
    before, after = path[-2], path[-1]
    way = after - before
    edges = np.where(way > 0, HIGH, LOW)
    shares = np.divide(edges - before, way, out=np.ones(2), where=way != 0)
    found: Array = before + min(1.0, shares.min()) * way
    return found


def _beside(place: Array) -> tuple[int, int]:
    """An offset in points that leads from a place into the window."""
    return (-80 if place[0] > (LOW + HIGH) / 2 else 10, -14 if place[1] > HIGH - 1 else 10)


def _verdict(values: Descent) -> Iterator[str]:
    """What the walk did, in one sentence or two."""
    if values.walk is None:
        return
    thetas, read = values.walk.thetas, values.walk.read
    out = first_outside(thetas, LOW, HIGH)
    if out is not None:
        yield f"Your path leaves the picture by row {read[out]}: the loss grows instead of falling."
        return
    spread = thetas[-LAST:].std(axis=0)
    away = np.abs(thetas[-LAST:].mean(axis=0) - least_squares()[:, 0]).max()
    if len(read) > LAST and spread.max() < STILL:
        yield f"Over the last {LAST} epochs your theta stands still; random rows would not let it."
    elif away > NEAR:
        yield "Your path does not get to the best line."
    else:
        told = " and ".join(short(float(part), 2) for part in spread)
        yield f"Over the last {LAST} epochs your theta scatters by {told} around the best line."


def _numbers(values: Descent) -> Iterator[str]:
    yield from _verdict(values)
    batch = values.batch
    yours = values.walk
    if yours is not None:
        for rows in (ROWS, 10 * ROWS, EPOCHS * ROWS):
            if rows in yours.read:
                k = int(np.flatnonzero(yours.read == rows)[0])
                yield (
                    f"After {rows} rows: your theta {_pair(yours.thetas[k])}, "
                    f"loss {short(float(loss(yours.thetas[k])))}; "
                    f"batch loss {short(float(loss(batch.thetas[rows // ROWS])))}."
                )
    else:
        end = batch.thetas[-1]
        yield f"Batch after {EPOCHS * ROWS} rows: theta {_pair(end)}, loss {short(float(loss(end)))}."
    best = least_squares()[:, 0]
    yield f"Least squares: theta {_pair(best)}, loss {short(float(loss(best)))}. The law: [4, 3]."
    if yours is not None:
        yield f"Your function was called {yours.way}. Each call began where the last one ended."
    yield f"Batch gradient descent is the kit's own: one step for every {ROWS} rows."


def _pair(theta: Array) -> str:
    return f"[{', '.join(short(float(entry)) for entry in theta)}]"


def _chart(values: Descent) -> tuple[str, ...]:
    """The loss against rows read."""
    dots = [Dots("b", "batch", values.batch.read, loss(values.batch.thetas))]
    if values.walk is not None:
        dots.append(Dots("y", "you", values.walk.read, loss(values.walk.thetas)))
    return chart(dots, (0, ROWS * EPOCHS), (0, 30), names=("rows read", "mean squared error"))
