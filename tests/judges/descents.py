"""A learner's function and its probe, in this process, for the tests of descents."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.judges.answer import Answer, Crash
from autograder.judges.sgd.experiments import Array
from autograder.judges.sgd.probe import Descent, SgdProbe

Function = Callable[..., Any]
NAMES = ("answer", "step", "number", "row", "order", "lesson")


def calling(function: Function) -> Descent:
    """Calls a function with copies, as a learner's is called."""

    def call(arguments: tuple[Any, ...]) -> Answer:
        sent = tuple(one.copy() if isinstance(one, np.ndarray) else one for one in arguments)
        value, crash = None, None
        try:
            with np.errstate(all="ignore"):
                value = function(*sent)
        except (ArithmeticError, LookupError, TypeError, ValueError) as error:
            crash = Crash(type(error).__name__, str(error), 1)
        return Answer("stochastic_gradient_descent", value, arguments, sent, crash)

    return lambda runs: [call(run.arguments) for run in runs]


def stream(seed: object) -> random.Random:
    return random.Random(str(seed))  # noqa: S311 -- inputs of exercises, not secrets


def probe_of(function: Function, seed: int = 0) -> SgdProbe:
    return SgdProbe(calling(function), lambda purpose: stream(f"{seed} {purpose}"))


def descent(
    *,
    length: Callable[[float, int], float] = lambda rate, _m: rate,
    order: Callable[[np.random.Generator, int], Any] = lambda rng, m: rng.integers(m, size=m),
    epochs: Callable[[int], int] = lambda epochs: epochs,
    seed: int | None = 7,
) -> Function:
    """A right descent, unless told otherwise; `seed` is set once, never per call."""
    rng = np.random.default_rng(seed)

    def function(X: Array, y: Array, theta: Array, rate: float, n_epochs: int) -> Array:
        theta = theta.copy()
        for _ in range(epochs(n_epochs)):
            for i in order(rng, len(X)):
                xi, yi = X[i : i + 1], y[i : i + 1]
                theta = theta - 2 * length(rate, len(X)) * xi.T @ (xi @ theta - yi)
        return theta

    return function


def passed(probe: SgdProbe) -> set[str]:
    """The stages that are right."""
    stages = {name: probe.stage(name).finding for name in NAMES}
    return {name for name, found in stages.items() if found is not None and found.is_right}
