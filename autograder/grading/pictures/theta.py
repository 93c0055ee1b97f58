"""Theta: a learner's two numbers, the loss over the lesson's rows around them, and how they move.

The path of a descent is found by calling the learner's function piece by piece.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from autograder.grading.pictures.chart import GIVEN, GOAL, QUIET, SMALL, Panel, Range, short
from autograder.grading.pictures.picture import UndrawableError, unusable
from autograder.grading.task import Fix
from autograder.judges.arrays import Array, numbers
from autograder.judges.sgd.lesson import RATE, least_squares, points, table

SHAPE = (2, 1)


def two_numbers(value: Any, needed: str = "theta is two finite numbers") -> Array:
    """Two finite numbers, in the shape in which they were returned. Raises UndrawableError."""
    found = numbers(value)
    if found is None or not found.ndim:
        raise unusable(value, needed)
    if found.size != 2:
        raise UndrawableError(f"Your function returned an array of shape {found.shape}; {needed}.")
    return found


def pair(entries: Array) -> str:
    return f"[{', '.join(short(float(entry), 4) for entry in entries.flat)}]"


def other_shape(answer: Array) -> tuple[str, ...]:
    """A sentence about a shape that differs from theta's; a flat array is welcome."""
    if answer.shape in {SHAPE, SHAPE[:1]}:
        return ()
    return (f"Your answer has the shape {answer.shape} instead of {SHAPE}.",)


BEST = least_squares()[:, 0]
LAW = np.array([4.0, 3.0])


def loss(thetas: Array) -> Array:
    """The mean squared error over the lesson's rows; theta: its two entries along the last axis."""
    _, y = points()
    a, b = thetas[..., :1], thetas[..., 1:]
    with np.errstate(over="ignore", invalid="ignore"):  # theta may be on its way to infinity
        found: Array = ((a + b * table()[:, 1] - y[:, 0]) ** 2).mean(axis=-1)
    return found


def contours(
    panel: Panel, loss: Callable[[Array], Array], across: Range, up: Range, levels: Sequence[float]
) -> None:
    """Lines of equal loss over a window of theta."""
    xs, ys = np.linspace(*across, 81), np.linspace(*up, 81)
    grid = np.stack(np.meshgrid(xs, ys), axis=-1)
    lines = panel.contour(xs, ys, loss(grid), levels=levels, colors=QUIET, linewidths=0.6)
    panel.clabel(lines, fmt="%g", fontsize=SMALL)
    panel.set(xlim=across, ylim=up, xlabel="theta[0]", ylabel="theta[1]")


def goals(panel: Panel, best: str = "", law: str = "") -> None:
    """The best theta and the one behind the points, with labels where they are named."""
    panel.plot(*BEST, "*", color=GIVEN, markersize=12, zorder=5, label=best)
    look: dict[str, Any] = {"color": GOAL, "markersize": 6.5, "markeredgecolor": "white"}
    panel.plot(*LAW, "D", **look, zorder=5, label=law)


EPOCHS, ROWS, PORTION = 50, 100, 5
LENGTHS = (*range(1, 10), *range(10, EPOCHS + 1, 2))
FAR, SEED = 1e6, 4
WHOLE = f"{EPOCHS} times for one epoch of all {ROWS} rows, each time from where the last call ended"
PORTIONS = (
    f"{ROWS // PORTION} times for one epoch of {PORTION} rows, a new {PORTION} each time, then "
    f"{EPOCHS - 1} times for one epoch of all {ROWS} rows, each time from where the last call ended"
)
FROM_START = (
    f"{len(LENGTHS)} times from the start, for 1, 2, 3 and up to {EPOCHS} epochs of all {ROWS} rows"
)
GROWING = f"{FROM_START}, because it repeats itself from call to call"


@dataclass(frozen=True, slots=True)
class Descent:
    """A descent to ask. more: what follows the epochs in a call.

    restarts: why each call begins at the start; "" if it goes on where the last one ended.
    """

    function: str = "stochastic_gradient_descent"
    rate: float = RATE
    more: tuple[float, ...] = ()
    restarts: str = ""


SGD = Descent()


@dataclass(frozen=True, slots=True)
class Path:
    """Where theta was, (k, 2), and how many rows had been read by then, (k,): first, the start.

    calls: what was called. at_once: the answer to one call for all epochs, in its own shape.
    """

    thetas: Array
    read: Array
    calls: str = ""
    at_once: Array | None = None


class Call(NamedTuple):
    """One call: on which rows, from which place of the path, -1 being the last, how many epochs."""

    rows: Array
    start: int = -1
    epochs: int = 1


ALL, START = np.arange(ROWS), np.zeros(SHAPE)


def learner_path(learner: Any, walk: Descent = SGD) -> Path:
    """Theta from (0, 0) over as many epochs as the lesson's run has, asked for call by call.

    The first epoch comes in portions of few rows, so that its way can be seen. A function that
    fails on a few rows is asked for whole epochs from the start. One that repeats itself, because
    it seeds a generator or draws no rows at all, would start again at each call: it is asked for
    more and more epochs instead. Raises Fix and NotAttempted; UndrawableError with the path so far.
    """
    ask, epochs = partial(_ask, learner, walk), [Call(ALL)] * EPOCHS
    if walk.restarts or _repeats_itself(ask):
        how = f"{FROM_START}, {walk.restarts}" if walk.restarts else GROWING
        path = _follow(ask, [Call(ALL, 0, length) for length in LENGTHS], how)
    else:
        order = np.random.default_rng(SEED).permutation(ROWS).reshape(-1, PORTION)
        try:
            path = _follow(ask, [*map(Call, order), *epochs[1:]], PORTIONS)
        except Fix:
            path = _follow(ask, epochs, WHOLE)
    with suppress(UndrawableError):
        return replace(path, at_once=ask(Call(ALL, epochs=EPOCHS)))
    return path


Ask = Callable[..., Array]


def _ask(learner: Any, walk: Descent, call: Call, theta: Array = START) -> Array:
    """Where a call ends. Raises UndrawableError."""
    rows, y = table()[call.rows], points()[1][call.rows]
    asked = rows, y, theta.copy(), walk.rate, call.epochs, *walk.more
    return two_numbers(getattr(learner, walk.function)(*asked).value)


def _repeats_itself(ask: Ask) -> bool:
    """Whether two calls with the same arguments end in the same place."""
    with suppress(UndrawableError):
        return np.array_equal(ask(Call(ALL)), ask(Call(ALL)))
    return False


def _follow(ask: Ask, calls: Iterable[Call], how: str) -> Path:
    """The path that these calls give, up to where it is far away."""
    thetas, read, problem = [START], [0], ""
    try:
        for call in calls:
            thetas.append(ask(call, thetas[call.start]).reshape(SHAPE))
            read.append(read[call.start] + call.epochs * len(call.rows))
            if np.abs(thetas[-1]).max() > FAR:
                break
    except UndrawableError as error:
        problem = str(error)
    path = Path(np.array(thetas)[:, :, 0], np.array(read), how)
    if problem:
        raise UndrawableError(problem, partial=path if len(read) > 1 else None)
    return path
