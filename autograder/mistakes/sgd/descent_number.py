"""The mistakes of 2.3 in the number of steps."""

from __future__ import annotations

from autograder.mistakes.catalogue import Mistake
from autograder.mistakes.sgd.readings import (
    COLLECTED,
    anything,
    batches,
    collects,
    count_fields,
    counted,
    loses_steps,
    once_per_epoch,
)

NUMBER: tuple[Mistake, ...] = (
    Mistake(
        "one_step",
        "Only one step reaches the answer. Two suspects: a return that comes too early, or every "
        "step setting out from the first theta. Which is it?",
        counted("one_step"),
    ),
    Mistake(
        "one_epoch",
        "Only one epoch of steps reaches the answer ({made} for m={m}, n_epochs={n_epochs}). "
        "Two suspects: a return too early, or theta put back to the start. Which is it?",
        counted("one_epoch"),
        without="Only one epoch of steps reaches the answer. Two suspects: a return too early, or "
        "theta put back to the start. Which is it?",
    ),
    Mistake("collected", COLLECTED, collects),
    Mistake(
        "step_per_epoch",
        "You take {made} steps for {n_epochs} epochs of {m} rows. "
        "How many steps make one epoch, and does theta move in each?",
        once_per_epoch(all_rows=False),
        without="You take one step per epoch. How many steps make one epoch, and does theta move "
        "in each?",
    ),
    Mistake(
        "batch_descent",
        "{made} steps, each from all rows: batch gradient descent. "
        "How many steps does SGD make in an epoch, and from how many rows each?",
        once_per_epoch(all_rows=True),
        without="One step per epoch, each from all rows: batch gradient descent. How many steps "
        "does SGD make in an epoch, and from how many rows each?",
    ),
    Mistake(
        "loop_over_columns",
        "{made} steps for m={m}, n_epochs={n_epochs}: the inner loop runs twice whatever m is. "
        "Which length of X counts rows?",
        counted("loop_over_columns"),
        without="You take two steps per epoch: the inner loop runs twice whatever m is. Which "
        "length of X counts rows?",
    ),
    Mistake(
        "update_per_column",
        "Each drawn row moves the whole theta twice. How often does that line run per row?",
        counted("update_per_column"),
    ),
    Mistake(
        "epoch_too_many",
        "{made} steps instead of {K}: one epoch too many. "
        "Write down the epoch numbers that your loop visits. Which is not asked?",
        counted("epoch_too_many"),
        without="You make one epoch too many. Write down the epoch numbers that your loop visits. "
        "Which is not asked?",
    ),
    Mistake(
        "epoch_too_few",
        "{made} steps instead of {K}: one epoch too few. "
        "Write down the epoch numbers that your loop visits. Which is missing?",
        counted("epoch_too_few"),
        without="You make one epoch too few. Write down the epoch numbers that your loop visits. "
        "Which is missing?",
    ),
    Mistake(
        "epochs_typed_in",
        "Your walk makes {n} epochs whatever n_epochs is. Where does your number of epochs come from?",
        counted("epochs_typed_in"),
        without="Your walk makes the same number of epochs whatever n_epochs is. Where does your "
        "number of epochs come from?",
    ),
    Mistake(
        "rows_typed_in",
        "An epoch of yours has {n} steps whatever the number of rows is. "
        "Where does your number of steps come from?",
        counted("rows_typed_in"),
        without="An epoch of yours has the same number of steps whatever the number of rows is. "
        "Where does your number of steps come from?",
    ),
    Mistake(
        "minibatch",
        "{made} steps for {n_epochs} epoch of {m} rows: each averages several of them. That is "
        "mini-batch descent, a bonus task. How many rows should one step read here?",
        batches,
        without="You take fewer steps than there are rows: each averages several of them. That is "
        "mini-batch descent, a bonus task. How many rows should one step read here?",
    ),
    Mistake(
        "early_stop",
        "The walk stopped after {made} of {asked} steps. The task fixes their number. "
        "What ends your loop?",
        counted("early_stop"),
        without="The walk stopped before its last step. The task fixes the number of steps. What "
        "ends your loop?",
    ),
    Mistake(
        "steps_vary",
        "{min} to {max} steps count instead of {K}, differently in each call. "
        "Which indices can your draw give, and what does a slice beyond the last row hold?",
        loses_steps,
        without="The number of steps that count differs from call to call. Which indices can your "
        "draw give, and what does a slice beyond the last row hold?",
    ),
    Mistake(
        "steps_wrong",
        "{made} steps reach the answer for m={m}, n_epochs={n_epochs}; {K} are asked. "
        "Count the passes of each of your loops. Which loop makes the difference?",
        count_fields,
        without="The number of steps that reach the answer is not the one asked. Count the passes "
        "of each of your loops. Which loop makes the difference?",
    ),
    Mistake(
        "steps_wrong",
        "On equal rows the number of steps is not n_epochs times the number of rows. "
        "Count the passes of each of your loops. Which loop makes the difference?",
        anything,
    ),
)
