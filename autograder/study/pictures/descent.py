"""Task 2.3: the learner's path over the loss, beside batch gradient descent's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from autograder.judges.arrays import Array
from autograder.judges.sgd.lesson import batch_descent, least_squares
from autograder.study.pictures import trail as trails
from autograder.study.pictures.chart import Dots, chart, short
from autograder.study.pictures.picture import Picture
from autograder.study.pictures.style import (
    GIVEN,
    GOAL,
    INK,
    LINES,
    OTHER,
    SMALL,
    YOURS,
    caption,
    label_ends,
    mosaic,
    name_near,
)
from autograder.study.pictures.trail import EPOCHS, ROWS, SHAPE, Trail, loss
from autograder.study.pictures.valley import (
    HIGH,
    LAW,
    LOW,
    contours,
    first_outside,
    goals,
    inside,
    inwards,
    on_the_way,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

TITLE = "Your path over the loss, beside batch gradient descent"
NEAR = 0.5
LAST = 10
STILL = 1e-3
LOSSES = (0.7, 60.0)
TICKS = (1, 3, 10, 30)
BATCH = {**LINES["other"], "marker": "s", "markersize": 3.5, "markevery": 5}


@dataclass(frozen=True, slots=True)
class Descent:
    """
    The learner's walk, if there is one, and batch gradient descent's: one step per 100 rows read.

    problem: why the walk is missing, or ends early.
    """

    trail: Trail | None
    batch: Trail
    problem: str = ""


def ask(learner: Any) -> Descent:
    """The learner's walk over the lesson's rows."""
    found = trails.trail(learner)
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


def _batch() -> Trail:
    thetas = batch_descent(EPOCHS).T
    return Trail(thetas, ROWS * np.arange(EPOCHS + 1))


def _map(panel: Axes, values: Descent) -> None:
    """All of the way, from the start."""
    levels = [1, 2, 4, 8, 16, 32]
    contours(panel, (LOW, HIGH), (LOW, HIGH), levels, towards=(2.4, LOW))
    panel.set(title="from above", xlabel="theta[0]", ylabel="theta[1]")
    batch = values.batch.thetas
    panel.plot(*batch.T, **BATCH)
    name_near(panel, "batch", batch[6], OTHER, (12, -9))
    if values.trail is not None:
        path, leaves = inside(values.trail.thetas)
        panel.plot(*path.T, color=YOURS, linewidth=1.2, marker=".", markersize=4)
        place = path[-1] if leaves else on_the_way(path)
        away = inwards(place) if leaves else (-10, 10)
        name_near(panel, "you leave here" if leaves else "you", place, YOURS, away)
        if values.trail.at_once is not None and _is_astray(values.trail):
            end = np.clip(values.trail.at_once, LOW + 0.2, HIGH - 0.2)
            panel.plot(*end, "X", color=YOURS, markersize=10, markeredgecolor=GIVEN, zorder=7)
            name_near(panel, "at once", end, YOURS, (9, 9))
    panel.plot(0, 0, "o", color=GIVEN, markersize=7, markerfacecolor="white")
    name_near(panel, "start", (0, 0), GIVEN, (-6, 0))
    goals(panel)


def _closer(panel: Axes, values: Descent) -> None:
    """The neighbourhood of the best line, with the epochs of the walk."""
    a, b = least_squares()[:, 0]
    window = (a - NEAR, a + NEAR), (b - NEAR, b + NEAR)
    contours(panel, *window, [0.82, 0.9, 1.05], towards=(a + NEAR, b - 0.85 * NEAR))
    panel.set(title="near the best line", xlabel="theta[0]")
    if values.trail is not None:
        path, _ = inside(values.trail.thetas)
        panel.plot(*path.T, color=YOURS, linewidth=0.7, marker=".", markersize=5)
    panel.plot(*values.batch.thetas.T, **BATCH)
    goals(panel)
    name_near(panel, "least\nsquares", (a, b), GIVEN, (22, 22))
    name_near(panel, "[4, 3]", LAW, GOAL, (-8, -8))


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
    panel.plot(values.batch.read, batch, **BATCH)
    ends = [("batch", OTHER, float(ROWS * EPOCHS), float(batch[-1]))]
    if values.trail is not None:
        yours = np.minimum(loss(values.trail.thetas), 10 * LOSSES[1])
        panel.plot(values.trail.read, yours, color=YOURS, linewidth=1.5, marker=".", markersize=3)
        above = np.flatnonzero(yours > LOSSES[1])
        if len(above):
            _leaves(panel, float(values.trail.read[above[0]]))
        else:
            ends.append(("you", YOURS, float(values.trail.read[-1]), float(yours[-1])))
    label_ends(panel, ends)


def _leaves(panel: Axes, read: float) -> None:
    """Say where the loss goes through the upper border."""
    panel.annotate(
        "you leave here",
        (read, LOSSES[1]),
        (0.4, 0.95),
        textcoords="axes fraction",
        arrowprops={"arrowstyle": "->", "color": YOURS, "shrinkB": 0},
        color=INK[YOURS],
        fontsize=SMALL,
        fontweight="bold",
        va="top",
    )


def _verdict(values: Descent) -> Iterator[str]:
    """What the walk did, in one sentence or two."""
    if values.trail is None:
        return
    yield from _course(values.trail)
    if _is_astray(values.trail):
        yield f"Asked for {EPOCHS} epochs at once, your function ends elsewhere than the path."
    if values.trail.shape not in {SHAPE, SHAPE[:1]}:
        yield f"It returns the shape {values.trail.shape}, theta has {SHAPE}."


def _is_astray(trail: Trail) -> bool:
    """Whether one call for all epochs ends where the path does not."""
    if trail.at_once is None or first_outside(trail.thetas) is not None:
        return False
    return bool(np.abs(trail.at_once - trail.thetas[-1]).max() > NEAR)


def _course(trail: Trail) -> Iterator[str]:
    """Where the path led."""
    thetas, read = trail.thetas, trail.read
    out = first_outside(thetas)
    if out is not None:
        is_back = first_outside(thetas[-1:]) is None
        then = "and comes back later." if is_back else "and does not come back: the loss grows."
        yield f"Your path leaves the picture by row {read[out]} {then}"
        return
    spread = thetas[-LAST:].std(axis=0)
    away = np.abs(thetas[-LAST:].mean(axis=0) - least_squares()[:, 0]).max()
    if len(read) > LAST and spread.max() < STILL:
        yield f"Over its last {LAST} places your theta stands still; random rows would not let it."
    elif away > NEAR:
        yield f"After {read[-1]} rows your path has not come near the best line."
    else:
        told = " and ".join(short(float(part), 2) for part in spread)
        yield f"Over its last {LAST} places your theta scatters by {told} around the best line."


def _numbers(values: Descent) -> Iterator[str]:
    yield from _verdict(values)
    batch = values.batch
    yours = values.trail
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
    if yours is not None and yours.at_once is not None:
        yield f"One call for {EPOCHS} epochs ends at theta {_pair(yours.at_once)}."
    best = least_squares()[:, 0]
    yield f"Least squares: theta {_pair(best)}, loss {short(float(loss(best)))}. The law: [4, 3]."
    if yours is not None:
        yield f"Your function was called {yours.way}."
    yield f"Batch gradient descent is the kit's own: one step for every {ROWS} rows."


def _pair(theta: Array) -> str:
    return f"[{', '.join(short(float(entry)) for entry in theta)}]"


def _chart(values: Descent) -> tuple[str, ...]:
    """The loss against rows read."""
    dots = [Dots("b", "batch", values.batch.read, loss(values.batch.thetas))]
    if values.trail is not None:
        dots.append(Dots("y", "you", values.trail.read, loss(values.trail.thetas)))
    return chart(dots, (0, ROWS * EPOCHS), (0, 30), names=("rows read", "mean squared error"))
