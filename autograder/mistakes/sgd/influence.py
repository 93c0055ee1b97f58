"""What a wrong descent on batches does with its arguments: which of them change its theta."""

import numpy as np

from autograder.judges.sgd.ends import BatchedRun
from autograder.judges.sgd.experiments import Array
from autograder.mistakes.catalogue import Recognised
from autograder.mistakes.sgd.batch_seen import BatchCase


def without_influence(case: BatchCase) -> Recognised:
    """An argument that can be changed, in three runs, without a change of theta."""
    several = [run for run, _, _ in case.certain if run.epochs > 1]
    alike = [run for run in several if run.is_alike and 1 < run.size < run.m]
    for name in case.names:
        runs = (alike if name == "batch_size" else several)[:3]
        if runs and all(_is_same(case, run, _changed(run, name)) for run in runs):
            return {"name": name}
    return None


def _changed(run: BatchedRun, name: str) -> BatchedRun:
    """The run with another value of one argument."""
    match name:
        case "X":
            return run.but(X=run.X * np.linspace(-0.5, -1.5, run.m)[:, None])
        case "y":
            return run.but(y=np.linspace(1, 2, run.m)[:, None] - run.y)
        case "theta":
            return run.but(theta=run.theta + 0.5)
        case "learning_rate":
            return run.but(rate=run.rate / 2)
        case "n_epochs":
            return run.but(epochs=run.epochs + 2)
        case "batch_size":
            return run.but(size=1)
        case "epsilon":
            return run.but(epsilon=run.epsilon + 1.0)
        case _:
            return run.but(**{name: getattr(run, name) / 2})


def _is_same(case: BatchCase, run: BatchedRun, other: BatchedRun) -> bool:
    """To twelve digits: the order in which rows are added up may change the last ones."""
    before, after = case.again(run), case.again(other)
    if before is None or after is None or np.array_equal(before, run.start):
        return False
    return bool(np.allclose(before, after, rtol=1e-12, atol=0))


def unread_row(case: BatchCase) -> Recognised:
    """A row of a single step whose target can be changed without a change of theta."""
    for run, _, _ in case.first_steps[:2]:
        for row in range(run.m):
            y = run.y.copy()
            y[row] += 1
            if _is_same(case, run, run.but(y=y)):
                return {"row": row, "m": run.m}
    return None


def scaled_inside(case: BatchCase) -> Recognised:
    """A column of X, or y, in another unit, in three runs, without a change of theta."""
    runs = [run for run, _, _ in case.certain if run.epochs][:3]
    units = {
        "the last column of X": [run.but(X=run.X * _last_column(run, 4.0)) for run in runs],
        "y": [run.but(y=4 * run.y) for run in runs],
    }
    for name, others in units.items():
        if runs and all(map(_is_same, [case] * len(runs), runs, others)):
            return {"name": name}
    return None


def _last_column(run: BatchedRun, factor: float) -> Array:
    """A factor for each column: 1 for all but the last."""
    return np.append(np.ones(run.X.shape[1] - 1), factor)
