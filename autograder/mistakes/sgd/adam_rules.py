"""Adam with a mistake in its running means, their corrections or its step."""

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.judges.sgd.ends import BatchedRun, Move
from autograder.judges.sgd.experiments import Array

Step = Callable[[BatchedRun, Array, Array, int], Array]
"""Run, mean, square, number of the step: what theta moves against."""
Pair = tuple[Array, Array]
"""Mean and square."""
AT_ZERO: Pair = np.zeros(1), np.zeros(1)
Update = Callable[[BatchedRun, Array, Array, Array], Pair]
"""Run, mean, square, gradient: the next pair."""


def corrected(run: BatchedRun, mean: Array, square: Array, t: int) -> Array:
    made: Array = first(run, mean, t) / (np.sqrt(second(run, square, t)) + run.epsilon)
    return made


def first(run: BatchedRun, mean: Array, t: int) -> Array:
    made: Array = mean / (1 - run.beta1**t)
    return made


def second(run: BatchedRun, square: Array, t: int) -> Array:
    made: Array = square / (1 - run.beta2**t)
    return made


def uncorrected_square(run: BatchedRun, mean: Array, square: Array, t: int) -> Array:
    made: Array = first(run, mean, t) / (np.sqrt(square) + run.epsilon)
    return made


def blend(beta: float, old: Array, new: Array) -> Array:
    return beta * old + (1 - beta) * new


def updated(run: BatchedRun, mean: Array, square: Array, slope: Array) -> Pair:
    return blend(run.beta1, mean, slope), blend(run.beta2, square, slope**2)


def fed(law: Callable[[Array, Array], Array]) -> Update:
    """Something else than the square goes into the second mean, of gradient and new mean."""

    def update(run: BatchedRun, mean: Array, square: Array, slope: Array) -> Pair:
        mean = blend(run.beta1, mean, slope)
        return mean, blend(run.beta2, square, law(slope, mean))

    return update


def shared(law: Callable[[float, float], tuple[float, float]]) -> Update:
    """Other shares of old and new in both means, of a mean's own beta and the other one."""

    def update(run: BatchedRun, mean: Array, square: Array, slope: Array) -> Pair:
        (old, new), (kept, taken) = law(run.beta1, run.beta2), law(run.beta2, run.beta1)
        return old * mean + new * slope, kept * square + taken * slope**2

    return update


SUMMED = shared(lambda _own, _other: (1.0, 1.0))


def only(which: int, update: Update) -> Update:
    """One mean by this update, the other by the right one."""

    def both(run: BatchedRun, mean: Array, square: Array, slope: Array) -> Pair:
        pairs = updated(run, mean, square, slope), update(run, mean, square, slope)
        return pairs[which == 0][0], pairs[which == 1][1]

    return both


def from_first(*which: int) -> Update:
    """Means that begin at the first gradient, or its square, in place of 0."""

    def update(run: BatchedRun, mean: Array, square: Array, slope: Array) -> Pair:
        later = updated(run, mean, square, slope)
        at_once = which if mean is AT_ZERO[0] else ()
        return slope if 0 in at_once else later[0], slope**2 if 1 in at_once else later[1]

    return update


def one_array(run: BatchedRun, mean: Array, _square: Array, slope: Array) -> Pair:
    """Two names for one array, which takes both updates."""
    both = blend(run.beta2, blend(run.beta1, mean, slope), slope**2)
    return both, both


def adam_with(  # noqa: PLR0913 -- one name per place where a mistake can be
    step: Step = corrected,
    *,
    update: Update = updated,
    seen: Callable[[Pair, Pair], Pair] = lambda _old, new: new,
    begin: Pair = AT_ZERO,
    clock: Callable[[BatchedRun, int, int, int], int] = lambda _run, _e, _b, made: made + 1,
    resets: bool = False,
    betas: Callable[[BatchedRun], tuple[float, float]] = lambda run: (run.beta1, run.beta2),
    stores: bool = False,
    rate: Callable[[BatchedRun], float] = lambda run: run.rate,
    **numbers: float,
) -> dict[str, Any]:
    """Adam with a mistake.

    seen: what a step sees of the old pair of means and the new one. clock: the t of a step.
    stores: the corrected means are kept.
    """

    def steps(asked: BatchedRun) -> Move:
        beta1, beta2 = betas(asked)
        run = asked.but(beta1=beta1, beta2=beta2, **numbers)
        pair, made = begin, 0

        def move(theta: Array, slope: Array, epoch: int, batch: int) -> Array:
            nonlocal pair, made
            old = begin if resets and batch == 0 else pair
            t = clock(asked, epoch, batch, made)
            made += 1
            pair = update(run, *old, slope)
            if stores:
                pair = first(run, pair[0], t), second(run, pair[1], t)
                raw: Array = theta - rate(run) * pair[0] / (np.sqrt(pair[1]) + run.epsilon)
                return raw
            moved: Array = theta - rate(run) * step(run, *seen(old, pair), t)
            return moved

        return move

    return {"steps": steps}


def corrected_by(law: Callable[[float, int], float]) -> dict[str, Any]:
    """Both means divided by another number, of beta and t."""
    return adam_with(
        lambda run, mean, square, t: (
            mean / law(run.beta1, t) / (np.sqrt(square / law(run.beta2, t)) + run.epsilon)
        )
    )


def corrected_with(betas: Callable[[BatchedRun], tuple[float, float]]) -> Step:
    """The step of means that are corrected by other betas than they were made with."""

    def step(run: BatchedRun, mean: Array, square: Array, t: int) -> Array:
        beta1, beta2 = betas(run)
        return corrected(run.but(beta1=beta1, beta2=beta2), mean, square, t)

    return step


def sized(law: Callable[[BatchedRun, Array], Any]) -> dict[str, Any]:
    """The corrected mean divided by something else, of the run and the corrected root."""
    return adam_with(
        lambda run, mean, square, t: first(run, mean, t) / law(run, np.sqrt(second(run, square, t)))
    )


Law = Callable[[BatchedRun, Array, int], Array]
"""Run, mean of squares, number of the step: another mean of squares."""


def uncorrected(_run: BatchedRun, square: Array, _t: int) -> Array:
    return square


def largest(before: Law, after: Law) -> dict[str, Any]:
    """The largest mean of squares so far. before, after: what is done to it."""

    def steps(asked: BatchedRun) -> Move:
        kept: Array = np.zeros(1)

        def step(run: BatchedRun, mean: Array, square: Array, t: int) -> Array:
            nonlocal kept
            kept = np.maximum(kept, before(run, square, t))
            made: Array = first(run, mean, t) / (np.sqrt(after(run, kept, t)) + run.epsilon)
            return made

        move: Move = adam_with(step)["steps"](asked)
        return move

    return {"steps": steps}


def ahead(clock: int) -> dict[str, Any]:
    """The gradient comes in twice, as in Nadam. clock: how far ahead the old mean's t is."""

    def steps(asked: BatchedRun) -> Move:
        last: Array = np.zeros(1)

        def update(run: BatchedRun, mean: Array, square: Array, slope: Array) -> Pair:
            nonlocal last
            last = slope
            return updated(run, mean, square, slope)

        def step(run: BatchedRun, mean: Array, square: Array, t: int) -> Array:
            both = run.beta1 * first(run, mean, t + clock) + (1 - run.beta1) * first(run, last, t)
            made: Array = both / (np.sqrt(second(run, square, t)) + run.epsilon)
            return made

        move: Move = adam_with(step, update=update)["steps"](asked)
        return move

    return {"steps": steps}


def without_theta(run: BatchedRun) -> Move:
    """Only the step, in place of the new theta."""
    move = adam_with()["steps"](run)

    def lost(theta: Array, slope: Array, epoch: int, batch: int) -> Array:
        step: Array = move(theta, slope, epoch, batch) - theta
        return step

    return lost
