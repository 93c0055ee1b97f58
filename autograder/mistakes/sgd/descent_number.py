"""The mistakes of 2.3 in the number of steps."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from autograder.judges.sgd.experiments import Run
from autograder.judges.sgd.probe import SgdProbe
from autograder.judges.sgd.steps import read_shrinkage
from autograder.mistakes.catalogue import Recognised, Recogniser, anything, catalogue_of
from autograder.mistakes.sgd.descent_row import reads_all_rows, reads_one_row


def count_shown(probe: SgdProbe) -> Recognised:
    """A run that shows the wrong number of steps, and what the table adds."""
    found = probe.steps.witness(probe.identical_rows)
    return None if found is None else {**steps_shown(*found), **probe.steps.fields}


def steps_shown(run: Run, made: int) -> Mapping[str, int]:
    return {"m": run.m, "n_epochs": run.epochs, "K": run.steps, "made": made}


def batches(probe: SgdProbe) -> Recognised:
    """Fewer steps than rows, as many as batches of one size; shown for the largest epoch."""
    if probe.steps.count != "minibatch":
        return None
    pairs = zip(probe.identical_rows, probe.steps.counts, strict=True)
    known = [(run, made) for run, made in pairs if run.epochs == 1 and made is not None]
    return steps_shown(*max(known, key=lambda pair: pair[0].m)) if known else None


def collects(probe: SgdProbe) -> Recognised:
    """Row gradients summed over an epoch, then one step: m times too long, once per epoch."""
    scale = probe.steps.scale
    if scale is None or probe.steps.count != "per_epoch":
        return None
    return scale.key == "times_m" or not (reads_one_row(probe) or reads_all_rows(probe))


def once_per_epoch(reads: Callable[[SgdProbe], bool]) -> Recogniser:
    """One step per epoch, from one row or from all."""

    def recognise(probe: SgdProbe) -> Recognised:
        return count_shown(probe) if reads(probe) and probe.steps.count == "per_epoch" else None

    return recognise


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
    return {"min": min(known), "max": max(known), "K": run.steps}


def counted(name: str) -> Recogniser:
    """The number of steps has this name in the table of counts; shown for one run."""
    return lambda probe: count_shown(probe) if probe.steps.count == name else None


NUMBER = catalogue_of(
    """
    one_step: Only one step reaches the answer. Two suspects: a return that comes too early, or every step setting out from the first theta. Which is it?
    one_epoch: Only one epoch of steps reaches the answer ({made} for m={m}, n_epochs={n_epochs}).
        | Only one epoch of steps reaches the answer.
        | Two suspects: a return too early, or theta put back to the start. Which is it?
    collected: You collect the gradients of an epoch and move once. When does SGD move?
    step_per_epoch: You take {made} steps for {n_epochs} epochs of {m} rows.
        | You take one step per epoch.
        | How many steps make one epoch, and does theta move in each?
    batch_descent: {made} steps, each from all rows: batch gradient descent.
        | One step per epoch, each from all rows: batch gradient descent.
        | How many steps does SGD make in an epoch, and from how many rows each?
    loop_over_columns: {made} steps for m={m}, n_epochs={n_epochs}: the inner loop runs twice whatever m is.
        | You take two steps per epoch: the inner loop runs twice whatever m is.
        | Which length of X counts rows?
    update_per_column: You make {made} steps for {n_epochs} epochs of {m} rows, twice as many as asked.
        | You make twice as many steps as asked.
        | Two suspects: a step inside a loop over columns, or a number of rows that counts the columns, too. Which is it?
    epoch_too_many: {made} steps instead of {K}: one epoch too many.
        | You make one epoch too many.
        | Write down the epoch numbers that your loop visits. Which is not asked?
    epoch_too_few: {made} steps instead of {K}: one epoch too few.
        | You make one epoch too few.
        | Write down the epoch numbers that your loop visits. Which is missing?
    epochs_typed_in: Your walk makes {n} epochs whatever n_epochs is.
        | Your walk makes the same number of epochs whatever n_epochs is.
        | Where does your number of epochs come from?
    rows_typed_in: An epoch of yours has {n} steps whatever the number of rows is.
        | An epoch of yours has the same number of steps whatever the number of rows is.
        | Where does your number of steps come from?
    rows_passed_over: {made} steps for {n_epochs} epoch of {m} rows, each from one row.
        | You take fewer steps than there are rows, each from one row.
        | By how much does your loop go on from one step to the next?
    minibatch: {made} steps for {n_epochs} epoch of {m} rows: each averages several of them.
        | You take fewer steps than there are rows: each averages several of them.
        | That is mini-batch descent, a bonus task. How many rows should one step read here?
    early_stop: The walk stopped after {made} of {asked} steps. The task fixes their number.
        | The walk stopped before its last step. The task fixes the number of steps.
        | What ends your loop?
    steps_vary: {min} to {max} steps count instead of {K}, differently in each call.
        | The number of steps that count differs from call to call.
        | Which indices can your draw give, and what does a slice beyond the last row hold?
    steps_wrong: {made} steps reach the answer for m={m}, n_epochs={n_epochs}; {K} are asked.
        | The number of steps that reach the answer is not the one asked.
        | Count the passes of each of your loops. Which loop makes the difference?
    steps_wrong_2: On equal rows the number of steps is not n_epochs times the number of rows. Count the passes of each of your loops. Which loop makes the difference?
    """,
    counted,
    collected=collects,
    step_per_epoch=once_per_epoch(reads_one_row),
    batch_descent=once_per_epoch(reads_all_rows),
    rows_passed_over=lambda probe: batches(probe) if reads_one_row(probe) else None,
    minibatch=batches,
    steps_vary=loses_steps,
    steps_wrong=count_shown,
    steps_wrong_2=anything,
)
