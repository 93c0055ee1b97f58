"""The mistakes of task 2.7, `adam`: those of its steps, beside those of its batches."""

from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.judges.sgd.ends import BatchedRun, Move, plain_steps
from autograder.judges.sgd.experiments import Array
from autograder.mistakes.sgd.flawed_rules import SLOPES, STARTS, Flaw
from autograder.mistakes.sgd.mini_batch import (
    BATCH_PAGE,
    BATCHES,
    ORDER,
    SEEN_OR_DEALT,
)
from autograder.mistakes.sgd.on_batches import (
    ARGUMENTS,
    BEFORE,
    FLAWS,
    FORM,
    GRADIENT_FLAWS,
    flawed,
)

Step = Callable[[BatchedRun, Array, Array, int], Array]
"""Run, mean, square, number of the step: what theta moves against."""


def corrected(run: BatchedRun, mean: Array, square: Array, t: int) -> Array:
    made: Array = first(run, mean, t) / (np.sqrt(second(run, square, t)) + run.epsilon)
    return made


def first(run: BatchedRun, mean: Array, t: int) -> Array:
    made: Array = mean / (1 - run.beta1**t)
    return made


def second(run: BatchedRun, square: Array, t: int) -> Array:
    made: Array = square / (1 - run.beta2**t)
    return made


def adam_with(  # noqa: PLR0913 -- one name per place where a mistake can be
    step: Step = corrected,
    *,
    power: Callable[[Array], Array] = np.square,
    clock: Callable[[int, int, int], int] = lambda _epoch, _batch, made: made + 1,
    resets: bool = False,
    betas: Callable[[BatchedRun], tuple[float, float]] = lambda run: (run.beta1, run.beta2),
    keeps: Callable[[float], float] = lambda beta: beta,
    shares: Callable[[float], float] = lambda beta: 1 - beta,
    stores: bool = False,
    rate: Callable[[BatchedRun], float] = lambda run: run.rate,
    **numbers: float,
) -> dict[str, Any]:
    """Adam with a mistake. clock: the t of a step. stores: the corrected means are kept."""

    def steps(asked: BatchedRun) -> Move:
        beta1, beta2 = betas(asked)
        run = asked.but(beta1=beta1, beta2=beta2, **numbers)
        mean, square, made = np.zeros(1), np.zeros(1), 0

        def move(theta: Array, slope: Array, epoch: int, batch: int) -> Array:
            nonlocal mean, square, made
            if resets and batch == 0:
                mean, square = np.zeros(1), np.zeros(1)
            t = clock(epoch, batch, made)
            made += 1
            mean = keeps(beta1) * mean + shares(beta1) * slope
            square = keeps(beta2) * square + shares(beta2) * power(slope)
            if stores:
                mean, square = first(run, mean, t), second(run, square, t)
                raw: Array = theta - rate(run) * mean / (np.sqrt(square) + run.epsilon)
                return raw
            moved: Array = theta - rate(run) * step(run, mean, square, t)
            return moved

        return move

    return {"steps": steps}


def _step(law: Callable[[BatchedRun, Array, Array, int], Any]) -> dict[str, Any]:
    return adam_with(law)


def _without_theta(run: BatchedRun) -> Move:
    """Only the step, in place of the new theta."""
    move = adam_with()["steps"](run)

    def lost(theta: Array, slope: Array, epoch: int, batch: int) -> Array:
        step: Array = move(theta, slope, epoch, batch) - theta
        return step

    return lost


ADAM_STEPS: tuple[Flaw, ...] = (
    ("plain", {"steps": plain_steps}),
    (
        "uncorrected",
        _step(lambda run, mean, square, _t: mean / (np.sqrt(square) + run.epsilon)),
    ),
    (
        "mean_uncorrected",
        _step(lambda run, mean, square, t: mean / (np.sqrt(second(run, square, t)) + run.epsilon)),
    ),
    (
        "square_uncorrected",
        _step(lambda run, mean, square, t: first(run, mean, t) / (np.sqrt(square) + run.epsilon)),
    ),
    ("t_stays", adam_with(clock=lambda _epoch, _batch, _made: 1)),
    ("t_per_epoch", adam_with(clock=lambda epoch, _batch, _made: epoch + 1)),
    ("t_restarts", adam_with(clock=lambda _epoch, batch, _made: batch + 1)),
    ("t_from_two", adam_with(clock=lambda _epoch, _batch, made: made + 2)),
    ("t_restarts", adam_with(clock=lambda _epoch, batch, _made: batch + 1, resets=True)),
    ("resets", adam_with(resets=True)),
    (
        "epsilon_inside",
        _step(
            lambda run, mean, square, t: (
                first(run, mean, t) / np.sqrt(second(run, square, t) + run.epsilon)
            )
        ),
    ),
    (
        "epsilon_before",
        _step(
            lambda run, mean, square, t: (
                first(run, mean, t) / (np.sqrt(square) + run.epsilon) * np.sqrt(1 - run.beta2**t)
            )
        ),
    ),
    (
        "epsilon_before",
        _step(
            lambda run, mean, square, t: (
                first(run, mean, t) / np.sqrt(second(run, square + run.epsilon, t))
            )
        ),
    ),
    ("epsilon_typed_in", adam_with(epsilon=1e-8)),
    ("epsilon_typed_in", adam_with(epsilon=0.0)),
    ("betas_exchanged", adam_with(betas=lambda run: (run.beta2, run.beta1))),
    ("betas_typed_in", adam_with(betas=lambda _run: (0.9, 0.999))),
    ("shares_exchanged", adam_with(keeps=lambda beta: 1 - beta, shares=lambda beta: beta)),
    ("shares_exchanged", adam_with(betas=lambda run: (1 - run.beta1, 1 - run.beta2))),
    ("share_missing", adam_with(shares=lambda _beta: 1.0)),
    ("one_beta", adam_with(betas=lambda run: (run.beta1, run.beta1))),
    ("one_beta", adam_with(betas=lambda run: (run.beta2, run.beta2))),
    ("not_squared", adam_with(power=lambda slope: slope)),
    ("not_squared", adam_with(power=np.abs)),
    ("square_of_norm", adam_with(power=lambda slope: (slope**2).sum(axis=1, keepdims=True))),
    ("square_of_norm", adam_with(power=lambda slope: (slope**2).mean(axis=1, keepdims=True))),
    (
        "root_missing",
        _step(
            lambda run, mean, square, t: (
                first(run, mean, t) / (second(run, square, t) + run.epsilon)
            )
        ),
    ),
    (
        "no_square",
        _step(lambda run, mean, _square, t: first(run, mean, t)),
    ),
    ("stored_corrected", adam_with(stores=True)),
    ("theta_lost", {"steps": _without_theta}),
    ("learning_rate_ignored", adam_with(rate=lambda _run: 0.001)),
    ("learning_rate_ignored", adam_with(rate=lambda _run: 0.01)),
)


STEP_PAGE = """
    plain: Your steps go along the gradient itself, as without Adam. Where do the two running means come in?
    uncorrected: Neither running mean is corrected, so your first steps have another length. Both means start at 0: how far are they from a gradient that stays the same?
    mean_uncorrected: The mean of the gradients is not corrected, or its correction has no effect. It starts at 0, too: which line should enlarge it?
    square_uncorrected: The mean of the squares is not corrected, or its correction has no effect. It starts at 0, too: which line should enlarge it?
    t_stays: Your corrections stay as strong as in the first step. Which line counts the steps, and where does a correction use that count?
    t_per_epoch: Your t counts epochs. It should count steps: in which loop does it grow?
    t_restarts: Your t begins anew in each epoch. It should count the steps of the whole run: before which loop is it set?
    t_from_two: In the first step your t is already 2. Where does it start, and where does it grow?
    resets: Your running means begin at 0 in each epoch. They should go on: before which loop are they set?
    epsilon_inside: Your epsilon stands under the root. It is added to the root: which bracket closes too late?
    epsilon_before: Your epsilon is added before the mean of the squares is corrected. In which order does the task name the two?
    epsilon_typed_in: Your step does not use the epsilon that it is given. Which number stands in its place?
    betas_exchanged: Your running means have exchanged beta1 and beta2. Which of them belongs to the mean of the gradients, which to that of the squares?
    betas_typed_in: Your running means use 0.9 and 0.999, whatever beta1 and beta2 are. Which lines use the arguments?
    shares_exchanged: Your running means keep the share that should be new. Which share of the old mean is kept?
    share_missing: Your running means grow beyond the gradients, because old and new shares are more than a whole. What must the two shares add up to?
    one_beta: Both running means use one and the same beta. Which beta does each need?
    not_squared: Your second mean is one of gradients, not of squares. Which power goes into it?
    square_of_norm: Your second mean holds one number for all entries. Each entry of theta has its own: where are the entries added up?
    root_missing: You divide by the mean of the squares itself. Which operation makes a length of it?
    no_square: Your step does not divide by the size of the gradients. Where does the mean of the squares come in?
    stored_corrected: The corrected means go on into the next step. They serve one step only: under which names do you store them?
    theta_lost: The new theta is only the step; the old theta is lost. Read the line that sets theta sign by sign: is the step taken off the old theta?
    learning_rate_ignored: Your step does not use the learning_rate that it is given. Which number stands in its place?
"""

ADAM = (
    *ARGUMENTS,
    *ORDER,
    *FORM,
    *BEFORE,
    *flawed(
        f"{STEP_PAGE}{GRADIENT_FLAWS}{FLAWS}{BATCH_PAGE}", (*ADAM_STEPS, *SLOPES, *BATCHES, *STARTS)
    ),
    *SEEN_OR_DEALT,
)
