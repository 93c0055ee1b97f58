"""The mistakes of 2.3 in the number of steps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from autograder.judges.sgd.experiments import Run
from autograder.judges.sgd.probe import SgdProbe
from autograder.judges.sgd.steps import read_shrinkage
from autograder.mistakes.catalogue import Mistake, Recognised, Recogniser
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


def _count(name: str, message: str, **more: Any) -> Mistake:
    """The number of steps is the one of this name in the table of counts; shown for one run."""

    def recognise(probe: SgdProbe) -> Recognised:
        return count_shown(probe) if probe.steps.count == name else None

    return Mistake(name, message, recognise, **more)


COLLECTED = "You collect the gradients of an epoch and move once. When does SGD move?"

NUMBER: tuple[Mistake, ...] = (
    _count(
        "one_step",
        "Only one step reaches the answer. Two suspects: a return that comes too early, or every "
        "step setting out from the first theta. Which is it?",
    ),
    _count(
        "one_epoch",
        "Only one epoch of steps reaches the answer ({made} for m={m}, n_epochs={n_epochs}).",
        without="Only one epoch of steps reaches the answer.",
        then="Two suspects: a return too early, or theta put back to the start. Which is it?",
    ),
    Mistake("collected", COLLECTED, collects),
    Mistake(
        "step_per_epoch",
        "You take {made} steps for {n_epochs} epochs of {m} rows.",
        once_per_epoch(reads_one_row),
        without="You take one step per epoch.",
        then="How many steps make one epoch, and does theta move in each?",
    ),
    Mistake(
        "batch_descent",
        "{made} steps, each from all rows: batch gradient descent.",
        once_per_epoch(reads_all_rows),
        without="One step per epoch, each from all rows: batch gradient descent.",
        then="How many steps does SGD make in an epoch, and from how many rows each?",
    ),
    _count(
        "loop_over_columns",
        "{made} steps for m={m}, n_epochs={n_epochs}: the inner loop runs twice whatever m is.",
        without="You take two steps per epoch: the inner loop runs twice whatever m is.",
        then="Which length of X counts rows?",
    ),
    _count(
        "update_per_column",
        "Each drawn row moves the whole theta twice. How often does that line run per row?",
    ),
    _count(
        "epoch_too_many",
        "{made} steps instead of {K}: one epoch too many.",
        without="You make one epoch too many.",
        then="Write down the epoch numbers that your loop visits. Which is not asked?",
    ),
    _count(
        "epoch_too_few",
        "{made} steps instead of {K}: one epoch too few.",
        without="You make one epoch too few.",
        then="Write down the epoch numbers that your loop visits. Which is missing?",
    ),
    _count(
        "epochs_typed_in",
        "Your walk makes {n} epochs whatever n_epochs is.",
        without="Your walk makes the same number of epochs whatever n_epochs is.",
        then="Where does your number of epochs come from?",
    ),
    _count(
        "rows_typed_in",
        "An epoch of yours has {n} steps whatever the number of rows is.",
        without="An epoch of yours has the same number of steps whatever the number of rows is.",
        then="Where does your number of steps come from?",
    ),
    Mistake(
        "minibatch",
        "{made} steps for {n_epochs} epoch of {m} rows: each averages several of them.",
        batches,
        without="You take fewer steps than there are rows: each averages several of them.",
        then="That is mini-batch descent, a bonus task. How many rows should one step read here?",
    ),
    _count(
        "early_stop",
        "The walk stopped after {made} of {asked} steps. The task fixes their number.",
        without="The walk stopped before its last step. The task fixes the number of steps.",
        then="What ends your loop?",
    ),
    Mistake(
        "steps_vary",
        "{min} to {max} steps count instead of {K}, differently in each call.",
        loses_steps,
        without="The number of steps that count differs from call to call.",
        then="Which indices can your draw give, and what does a slice beyond the last row hold?",
    ),
    Mistake(
        "steps_wrong",
        "{made} steps reach the answer for m={m}, n_epochs={n_epochs}; {K} are asked.",
        count_shown,
        without="The number of steps that reach the answer is not the one asked.",
        then="Count the passes of each of your loops. Which loop makes the difference?",
    ),
    Mistake(
        "steps_wrong",
        "On equal rows the number of steps is not n_epochs times the number of rows. "
        "Count the passes of each of your loops. Which loop makes the difference?",
    ),
)
