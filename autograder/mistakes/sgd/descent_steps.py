"""The mistakes of 2.3 in the steps: their length, fixed or changing along the way; their number.

Asked after "wrong" only; lengths are multiples of the right one.
"""

from collections.abc import Callable

import numpy as np

from autograder.judges.sgd.experiments import identical_rows
from autograder.judges.sgd.probe import SgdProbe
from autograder.judges.sgd.steps import read_shrinkage
from autograder.mistakes.catalogue import Recognised, Recogniser, catalogue_of
from autograder.mistakes.sgd.descent_row import reads_all_rows, reads_batch, reads_one_row
from autograder.mistakes.sgd.identical_rows import (
    NEAR,
    is_straight,
    near,
    squares_rate,
    unlike_lengths,
)


def count_shown(probe: SgdProbe) -> Recognised:
    """A run that shows the wrong number of steps, and what the table adds."""
    found = probe.steps.witness(probe.identical_rows)
    if found is None:
        return None
    run, made = found
    shown = {"m": run.m, "n_epochs": run.epochs, "K": run.steps, "made": made}
    return shown | {**probe.steps.fields}


def collects(probe: SgdProbe) -> Recognised:
    """Row gradients summed over an epoch, then one step: m times too long, once per epoch."""
    scale = probe.steps.scale
    if scale is None or probe.steps.count != "per_epoch" or reads_one_row(probe):
        return None
    return scale.key == "times_m" or not reads_all_rows(probe)


def once_per_epoch(reads: Callable[[SgdProbe], bool]) -> Recogniser:
    """One step per epoch, from one row or from all."""
    return lambda probe: counted("per_epoch")(probe) if reads(probe) else None


def loses_steps(probe: SgdProbe) -> Recognised:
    """Whole numbers of steps that differ from call to call."""
    if not probe.steps.counts:
        return None
    run = probe.identical_rows.long_run
    made = [probe.steps.counts[probe.identical_rows.index(run)]]
    for _ in range(4):
        theta = probe.theta_after(run)
        if theta is None:
            return None
        left = read_shrinkage([run], theta.reshape(1, 2)).remaining[0]
        made.append(probe.steps.count_in(run, float(left)))
    known = [count for count in made if count is not None]
    if len(set(known)) < 2:
        return None
    return count_shown(probe)


def counted(name: str) -> Recogniser:
    """The number of steps has this name in the table of counts; shown for one run."""
    return lambda probe: count_shown(probe) if probe.steps.count == name else None


ONE_ROW = identical_rows((1, 1, 1 / 4), slope=1.0, target=6.0, start=(0.5, -1.0))


def scaled(key: str) -> Recogniser:
    """The length of a step is this row of the table of scales."""

    def recognise(probe: SgdProbe) -> Recognised:
        scale, run = probe.steps.scale, probe.identical_rows[probe.shrinkage.first_off]
        if scale is None or scale.key not in key.split("|"):
            return None
        length = scale.length(run.m, run.rate)
        return {"m": run.m, "twice_m": 2 * run.m, "h": f"{length:.4g}"}

    return recognise


times_m = scaled("times_m|times_half_m")


def leaves(probe: SgdProbe, *rules: Callable[[int, int, float], float]) -> bool:
    """Whether one rule(m, epochs, contraction) is the error left wherever it does not explode."""
    for rule in rules:
        wanted = [rule(run.m, run.epochs, run.contraction) for run in probe.identical_rows]
        pairs = zip(probe.shrinkage.remaining, wanted, strict=True)
        known = [(left, asked) for left, asked in pairs if abs(asked) < 1e3]  # roundings are small
        if len(known) > 3 and near(*zip(*known, strict=True)):
            return is_straight(probe)
    return False


def accumulates(probe: SgdProbe) -> bool:
    """The gradients of all rows so far in every step; forgotten per epoch, or never."""
    return leaves(
        probe, lambda m, e, a: _accumulated(m * e, a), lambda m, e, a: _accumulated(m, a) ** e
    )


def _accumulated(steps: int, contraction: float) -> float:
    left, sum_of_errors = 1.0, 0.0
    for _ in range(steps):
        sum_of_errors += left
        left -= contraction * sum_of_errors
    return left


def is_frozen(probe: SgdProbe) -> bool:
    """Every error is taken with the first theta, of the run or of the epoch."""
    return leaves(probe, lambda m, e, a: 1 - m * e * a, lambda m, e, a: (1 - m * a) ** e)


def averages(probe: SgdProbe) -> bool:
    """A mean of the first or the last thetas: what is left is a mean of (1 - a)^t."""
    if not is_straight(probe):
        return False
    for run, left in zip(probe.identical_rows, probe.shrinkage.remaining, strict=True):
        powers = (1 - run.contraction) ** np.arange(run.steps + 1)
        last = np.cumsum(powers[::-1]) / np.arange(1, run.steps + 2)
        first = np.cumsum(powers[:-1])[1:] / np.arange(2, run.steps + 1)
        if not any(near(left, mean) for mean in (*last[1:], *first)):
            return False
    return True


def step_lengths(probe: SgdProbe) -> list[float]:
    """Lengths of the first five steps on one row, as far as they can be read."""
    found, before = [], 1.0
    for epochs in range(1, 6):
        run = ONE_ROW.but(epochs=epochs)
        theta = probe.theta_after(run)
        if theta is None or not np.isfinite(theta).all() or abs(before) < NEAR:
            break  # too little error is left to read the next step from
        left = 1 - float((theta - run.start).sum()) / run.error
        found.append((1 - left / before) / run.contraction)
        before = left
    return found


def lengths_are(law: Callable[[list[float]], bool]) -> Recogniser:
    """A law on the lengths of the first steps of a run, three of them at least."""

    def recognise(probe: SgdProbe) -> Recognised:
        seen = step_lengths(probe) if is_straight(probe) and not unlike_lengths(probe) else []
        return {"lengths": shown(seen)} if len(seen) > 2 and law(seen) else None

    return recognise


changing = lengths_are(lambda seen: seen[2] < seen[1] < seen[0] and not near(seen, seen[0]))
growing = lengths_are(lambda seen: 0 < seen[0] < seen[1] < seen[2] and not near(seen, seen[0]))


def follows_epochs(probe: SgdProbe) -> bool:
    """The rate is divided by the number of epochs, or multiplied by it."""
    return leaves(
        probe, lambda m, e, a: (1 - a / e) ** (m * e), lambda m, e, a: (1 - a * e) ** (m * e)
    )


def shown(seen: list[float]) -> str:
    return ", ".join(f"{length:.3g}" for length in seen[:3])


COLLECTED = catalogue_of(
    "collected: All gradients of an epoch are taken at the same theta. What should happen to theta between one row and the next?",
    collected=collects,
)

SCALES = COLLECTED + catalogue_of(
    """
    batch_summed: Every step adds up the gradients of several rows. How many rows should one step read? Print the shape of your xi.
    sum_batch: Every step adds up the gradients of all {m} rows.
        | Every step adds up the gradients of all rows. | Which line of yours picks the one row of a step?
    uphill: Steps have the wrong direction: the loss grows. Take a prediction that is too small: which way must theta go, and which way does yours?
    half: Every step is exactly half as long as asked. You would be right for 1/2 error^2; which factor does differentiating error^2 leave?
    double: Every step is exactly twice as long as asked. Does the 2 of the derivative occur twice, or does theta move twice?
    over_m: With {m} rows your steps are {m} times too short.
        | Your steps are too short, by the number of rows. | A mean over m rows needs a division; how many rows does one step look at?
    over_2m: With {m} rows your steps are {twice_m} times too short.
        | Your steps are too short, by twice the number of rows. | A mean over all rows would divide by m, and 1/2 error^2 would lose the 2. Does either belong to a single-row step?
    times_m: With {m} rows your steps are {h} times as long as asked.
        | The more rows there are, the longer your steps. | Where does the number of rows enter your step? A step on one row does not need it.
    rate_squared: Half the learning_rate makes your steps four times shorter. Find every place where learning_rate enters a step: which one is too many?
    scale_wrong: Every step is {h} times as long as asked.
        | Every step is off by the same factor. | Is there a constant too many on the way from the error to theta, or does a step add up several rows?
    """,
    scaled,
    rate_squared=lambda probe: scaled("rate_squared")(probe) if squares_rate(probe) else None,
    times_m=times_m,
    batch_summed=lambda probe: probe.steps.scale is not None and bool(reads_batch(probe)),
    sum_batch=lambda probe: reads_all_rows(probe) and times_m(probe),
)

STEP_LENGTHS = catalogue_of(
    """
    accumulated: Every step still carries the gradients before it. What should the gradient hold when a new row is drawn?
    frozen_gradient: All errors are computed with the first theta, of the call or of the epoch. Which theta should the error of the second step use?
    averaged: A mean of several thetas came back: less noisy, but the task asks for the last. Which of your thetas is that?
    rate_over_epochs: With one epoch your steps are right. With more, their length is divided or multiplied by n_epochs. Where does n_epochs enter your step?
    momentum: With a single row, steps 1, 2 and 3 are {lengths} times as long as asked.
        | The steps grow from one to the next. | Which line carries earlier steps along, as momentum does, lets the rate grow, or averages thetas?
    learning_rate_changes: With a single row, steps 1, 2 and 3 are {lengths} times as long as asked.
        | The steps shrink from one to the next. | Print your rate in each step: does it change, or do you average several thetas?
    """,
    accumulated=accumulates,
    frozen_gradient=is_frozen,
    averaged=averages,
    momentum=growing,
    learning_rate_changes=changing,
    rate_over_epochs=follows_epochs,
)

NUMBER = COLLECTED + catalogue_of(
    """
    single_row: A table may have a single row. With one row and n_epochs={n_epochs}, theta does not end where {n_epochs} steps on it lead.
        | A table may have a single row. With one row, theta does not end where n_epochs steps on it lead. | Which of your lines needs a second row?
    one_step: Your theta shows only one step. Four suspects: no loop at all, a return inside it, a step below it, or steps that all start from the first theta. Which is it?
    one_epoch: Your theta shows {made} steps; {n_epochs} epochs of {m} rows are {K}.
        | Your theta shows the steps of one epoch only. | Five suspects: no loop over the epochs, a return inside it, a step below it, epochs that all start from the first theta, or an iterator that the first epoch used up. Which is it?
    step_per_epoch: You take {made} steps for {n_epochs} epochs of {m} rows.
        | You take one step per epoch. | How many steps make one epoch, and does theta move in each?
    batch_descent: {made} steps, each from all rows: that is batch gradient descent.
        | One step per epoch, each from all rows: that is batch gradient descent.
        | In SGD, a step reads one row. How many steps make an epoch then?
    loop_over_columns: You take {made} steps for {n_epochs} epochs of {m} rows: two per epoch, whatever m is.
        | You take two steps per epoch, whatever m is. | Print X.shape: which of its two numbers counts the rows?
    update_per_column: You make {made} steps for {n_epochs} epochs of {m} rows, twice as many as asked.
        | You make twice as many steps as asked.
        | Three suspects: a step inside a loop over columns, X.size in place of the number of rows, or two updates in one pass. Which is it?
    epoch_too_many: {made} steps instead of {K}: one epoch too many.
        | You make one epoch too many. | Write down the epoch numbers that your loop visits. Which one is too many?
    epoch_too_few: {made} steps instead of {K}: one epoch too few.
        | You make one epoch too few. | Write down the epoch numbers that your loop visits. Which is missing?
    epochs_typed_in: Your descent makes {n} epochs whatever n_epochs is.
        | Your descent makes the same number of epochs whatever n_epochs is. | Which of your lines should use n_epochs?
    rows_typed_in: Each of your epochs has {n} steps, however many rows there are.
        | Each of your epochs has the same number of steps, however many rows there are. | Which of your lines should use the number of rows?
    rows_passed_over: In one epoch of {m} rows your number of steps is {made}; each reads one row.
        | You take fewer steps than there are rows, each from one row. | Print the counter of your inner loop: where does it start, where does it end, and does it skip numbers?
    minibatch: In one epoch of {m} rows your number of steps is {made}; each reads several rows.
        | You take fewer steps than there are rows, each from several of them.
        | That is mini-batch descent, a bonus task. How many rows should one step read here?
    early_stop: Only {made} of {asked} steps move theta.
        | Some of the steps that are asked do not move theta. | What ends your loop, or skips a step?
    steps_vary: {made} steps move theta here, not {K}, and the number changes from call to call.
        | The number of steps that move theta changes from call to call.
        | Print your row numbers and slices: is a slice empty, or a step passed over?
    steps_wrong: For m={m} and n_epochs={n_epochs} the number of steps that reach theta is {made}, not {K}.
        | The number of steps that reach theta is not the one asked.
        | Count the passes of each of your loops, and those that move theta: where is the difference?
    else steps_wrong_2: On equal rows the number of steps is not n_epochs times the number of rows. Count the passes of each of your loops, and those that move theta: where is the difference?
    """,
    counted,
    single_row=lambda probe: probe.stage("number").evidence("single_row"),
    step_per_epoch=once_per_epoch(reads_one_row),
    batch_descent=once_per_epoch(reads_all_rows),
    rows_passed_over=lambda probe: counted("minibatch")(probe) if reads_one_row(probe) else None,
    steps_vary=loses_steps,
    steps_wrong=count_shown,
)
