"""Wrong descents on batches, as rules whose ends can be computed.

A flaw changes one field of the right rule; two of them may meet in one answer.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any

import numpy as np

from autograder.judges.sgd.batch_probe import BatchProbe
from autograder.judges.sgd.ends import BatchedRun, Move, Slope, mean_slope, row_slopes
from autograder.judges.sgd.experiments import Array

Flaw = tuple[str, Mapping[str, Any]]
"""The key of a mistake, and the field of a rule that it changes."""


def times(factor: float, per: Callable[[BatchedRun, Array], Any]) -> dict[str, Slope]:
    """The slopes of a batch, added up, times a factor over a number of rows."""

    def slope(run: BatchedRun, theta: Array, counts: Array, targets: Array) -> Array:
        made: Array = factor / per(run, counts) * row_slopes(run, theta, counts, targets)
        return made

    return {"slope": slope}


def rows(_run: BatchedRun, counts: Array) -> Array:
    read: Array = counts.sum(axis=1, keepdims=True)
    return read


def one(_run: BatchedRun, _counts: Array) -> float:
    return 1.0


def all_rows(run: BatchedRun, _counts: Array) -> float:
    return float(run.m)


def batch_size(run: BatchedRun, _counts: Array) -> float:
    return float(run.size)


def columns(run: BatchedRun, _counts: Array) -> float:
    return float(run.X.shape[1])


def of_errors(law: Callable[[Array, Array], Array]) -> dict[str, Slope]:
    """A slope from another error, of predictions and targets, row by row."""

    def slope(run: BatchedRun, theta: Array, counts: Array, targets: Array) -> Array:
        y = np.divide(targets, counts, out=np.zeros(targets.shape), where=counts > 0)
        error = law(theta @ run.X.T, y) * counts
        return 2 / rows(run, counts) * (error @ run.X)

    return {"slope": slope}


def mean_of_targets(run: BatchedRun, theta: Array, counts: Array, targets: Array) -> Array:
    """Each row aims at the mean target, as in a table of errors whose mean is taken."""
    mean = targets.sum(axis=1, keepdims=True) / rows(run, counts)
    return 2 / rows(run, counts) * row_slopes(run, theta, counts, counts * mean)


def errors_only(run: BatchedRun, theta: Array, counts: Array, targets: Array) -> Array:
    """The mean error in every entry: the rows play no part."""
    error = (counts * (theta @ run.X.T) - targets).sum(axis=1, keepdims=True)
    return np.repeat(2 / rows(run, counts) * error, run.X.shape[1], axis=1)


def means_multiplied(run: BatchedRun, theta: Array, counts: Array, targets: Array) -> Array:
    """The mean error times the mean row."""
    mean = counts @ run.X / rows(run, counts)
    return errors_only(run, theta, counts, targets) * mean


def root_of_loss(run: BatchedRun, theta: Array, counts: Array, targets: Array) -> Array:
    """The gradient of the root of the mean squared error."""
    y = np.divide(targets, counts, out=np.zeros(targets.shape), where=counts > 0)
    squares = (counts * (theta @ run.X.T - y) ** 2).sum(axis=1, keepdims=True)
    root = np.sqrt(squares / rows(run, counts))
    made: Array = mean_slope(run, theta, counts, targets) / (2 * root)
    return made


def in_turn(run: BatchedRun, theta: Array, counts: Array, targets: Array) -> Array:
    """Each entry with the errors after the entries before it have moved."""
    moving, slope = theta.copy(), np.zeros(theta.shape)
    for k in range(theta.shape[1]):
        slope[:, k] = mean_slope(run, moving, counts, targets)[:, k]
        moving[:, k] -= run.rate * slope[:, k]
    return slope


def clipped(bound: float, is_whole: bool) -> dict[str, Slope]:
    """A slope that is cut down to a length, or entry by entry."""

    def slope(run: BatchedRun, theta: Array, counts: Array, targets: Array) -> Array:
        made = mean_slope(run, theta, counts, targets)
        if not is_whole:
            return np.clip(made, -bound, bound)
        size = np.linalg.norm(made, axis=1, keepdims=True)
        shortened: Array = made / np.maximum(1, size / bound)
        return shortened

    return {"slope": slope}


def begun(start: Callable[[BatchedRun], Any]) -> dict[str, Any]:
    return {"start": lambda run: np.zeros(run.X.shape[1]) + start(run)}


def shown(law: Callable[[list[Array], list[Array]], Array]) -> dict[str, Any]:
    return {"shown": law}


SLOPES: tuple[Flaw, ...] = (
    ("half", times(1, rows)),
    ("double", times(4, rows)),
    ("uphill", times(-2, rows)),
    ("uphill", times(-1, rows)),
    ("sum", times(2, one)),
    ("sum", times(1, one)),
    ("over_one_less", times(2, lambda run, counts: rows(run, counts) - 1)),
    ("over_columns", times(2, columns)),
    ("over_columns", times(1, columns)),
    ("over_entries", times(2, lambda run, _counts: float(run.X.size))),
    ("over_entries", times(1, lambda run, _counts: float(run.X.size))),
    ("plus_y", of_errors(lambda made, y: made + y)),
    ("plus_y", of_errors(lambda made, y: (made + y) / 2)),
    ("error_squared", of_errors(lambda made, y: (made - y) ** 2)),
    ("error_squared", of_errors(lambda made, y: (made - y) ** 2 / 2)),
    ("sign_of_error", of_errors(lambda made, y: np.sign(made - y))),
    ("sign_of_error", of_errors(lambda made, y: np.sign(made - y) / 2)),
    ("error_limited", of_errors(lambda made, y: np.clip(made - y, -1, 1))),
    ("absolute_error", of_errors(lambda made, y: abs(made - y))),
    ("no_rows", {"slope": errors_only}),
    ("means_multiplied", {"slope": means_multiplied}),
    ("one_after_the_other", {"slope": in_turn}),
    ("mean_of_targets", {"slope": mean_of_targets}),
    ("root_of_loss", {"slope": root_of_loss}),
)

STARTS: tuple[Flaw, ...] = (
    ("first_gradient", {"at": lambda thetas, _batch: thetas[0]}),
    ("start_ignored", begun(lambda _run: 0)),
    ("start_ignored", begun(lambda _run: 1)),
    ("averaged", shown(lambda thetas, _slopes: np.mean(thetas[1:] or thetas, axis=0))),
    ("averaged", shown(lambda thetas, _slopes: np.mean(thetas, axis=0))),
    ("gradient_returned", shown(lambda thetas, slopes: (slopes or thetas)[-1])),
    ("step_returned", shown(lambda thetas, _slopes: thetas[-1] - thetas[0])),
)


def momentum(share: float, weight: float) -> Callable[[BatchedRun], Move]:
    def steps(run: BatchedRun) -> Move:
        carried: Any = 0.0

        def move(theta: Array, slope: Array, _epoch: int, _batch: int) -> Array:
            nonlocal carried
            carried = share * carried + weight * slope
            moved: Array = theta - run.rate * carried
            return moved

        return move

    return steps


def ahead(thetas: list[Array], _batch: int) -> Array:
    """Where the last step, made once more, would lead: the gradient of Nesterov's momentum."""
    last: Array = thetas[-1]
    return last + 0.9 * (last - thetas[-2]) if len(thetas) > 1 else last


def rated(law: Callable[[BatchedRun, int, int], float]) -> dict[str, Any]:
    """Plain steps at another rate, of run, number of the epoch and number of the step."""

    def steps(run: BatchedRun) -> Move:
        made = 0

        def move(theta: Array, slope: Array, epoch: int, _batch: int) -> Array:
            nonlocal made
            made += 1
            return theta - law(run, epoch, made) * slope

        return move

    return {"steps": steps}


PLAIN_STEPS: tuple[Flaw, ...] = (
    ("theta_lost", {"steps": lambda run: lambda _theta, slope, _e, _b: -run.rate * slope}),
    ("accumulated", {"steps": momentum(1.0, 1.0)}),
    ("momentum", {"steps": momentum(0.9, 1.0)}),
    ("momentum", {"steps": momentum(0.9, 0.1)}),
    ("momentum", {"at": ahead, "steps": momentum(0.9, 1.0)}),
    ("rate_squared", rated(lambda run, _e, _k: run.rate**2)),
    ("learning_rate_ignored", rated(lambda _run, _e, _k: 1.0)),
    ("learning_rate_ignored", rated(lambda _run, _e, _k: 0.1)),
    ("learning_rate_ignored", rated(lambda _run, _e, _k: 0.01)),
    ("learning_rate_changes", rated(lambda run, epoch, _k: run.rate / (1 + epoch))),
    ("learning_rate_changes", rated(lambda run, _e, k: run.rate / k)),
    ("learning_rate_changes", rated(lambda run, epoch, _k: run.rate * 0.99**epoch)),
    ("learning_rate_changes", rated(lambda run, epoch, _k: run.rate * 0.95**epoch)),
    ("learning_rate_changes", rated(lambda run, epoch, _k: run.rate * 0.9**epoch)),
)


def found_flaw(probe: BatchProbe, flaws: Sequence[Flaw]) -> str:
    """The key of the flaw that explains every answer, alone or with another one; "" if none.

    Of two, an argument that is ignored is named: what a step lacks is not known without it.
    """
    if "flaw" not in probe.said:
        probe.said["flaw"] = next(_explaining(probe, flaws), "")
    return str(probe.said["flaw"])


def _explaining(probe: BatchProbe, flaws: Sequence[Flaw]) -> Iterator[str]:
    for key, change in flaws:
        if probe.follows(replace(probe.rule, **change)):
            yield key
    for (key, change), (second, other) in combinations(flaws, 2):
        is_pair = change.keys().isdisjoint(other)
        if is_pair and probe.follows(replace(probe.rule, **change, **other)):
            yield second if second.endswith("ignored") else key
