"""The mistakes of task 2.5, `batch_gradient_descent(X, y, theta, learning_rate, n_epochs)`."""

from autograder.judges.sgd.ends import one_epoch
from autograder.mistakes.catalogue import catalogue_of
from autograder.mistakes.sgd import flawed_rules as flawed_by
from autograder.mistakes.sgd import wrong_batches
from autograder.mistakes.sgd.flawed_rules import PLAIN_STEPS, SLOPES, STARTS
from autograder.mistakes.sgd.on_batches import (
    ARGUMENTS,
    BEFORE,
    ENDED,
    FLAWS,
    FORM,
    LENGTHS,
    NOT_FINITE,
    PLAIN_FLAWS,
    SEEN,
    SEEN_BY,
    flawed,
)
from autograder.mistakes.sgd.wrong_batches import by_ways, planned

OVER_ALL = flawed_by.times(2, flawed_by.all_rows)

PLANS: tuple[flawed_by.Flaw, ...] = (
    ("steps_per_row", planned(one_epoch, lambda run: run.epochs * run.m)),
    ("single_rows", planned(by_ways(wrong_batches.rows_in_turn))),
    ("single_rows", planned(by_ways(wrong_batches.rows_in_turn)) | OVER_ALL),
    ("one_row", planned(by_ways(lambda run: [[[run.m - 1]]]))),
    ("one_row", planned(by_ways(lambda _run: [[[0]]]))),
    ("epoch_too_many", planned(one_epoch, lambda run: run.epochs + 1)),
    ("epoch_too_few", planned(one_epoch, lambda run: run.epochs - 1)),
    ("one_step", planned(one_epoch, lambda run: min(1, run.epochs))),
    ("epochs_typed_in", planned(one_epoch, lambda _run: 50)),
    ("epochs_typed_in", planned(one_epoch, lambda _run: 100)),
    ("row_left_out", planned(wrong_batches.without_last_row)),
    ("row_left_out", planned(wrong_batches.without_first_row)),
    ("row_left_out", planned(wrong_batches.without_last_row) | OVER_ALL),
    ("row_left_out", planned(wrong_batches.without_first_row) | OVER_ALL),
)

PLAN_PAGE = """
    steps_per_row: In each epoch you take as many steps as there are rows. Each of your steps already reads all of them: how many steps make an epoch then?
    single_rows: You move theta after every single row. Batch gradient descent collects the gradients of all rows first: which line belongs after the loop over rows?
    one_row: Each of your steps uses the gradient of a single row, the last or the first. Which line collects the gradients of all rows before the step is made?
    epoch_too_many: You take one step more than there are epochs. Write down the numbers that your loop visits.
    epoch_too_few: You take one step less than there are epochs, or return the theta before the last one. Write down the numbers that your loop visits.
    one_step: Only one step reaches the answer. Two suspects: a return that comes too early, or every step setting out from the first theta.
    epochs_typed_in: The number of your steps does not follow n_epochs. Where does it come from?
    row_left_out: The last row, or the first, has no part in your gradient. Write down the row numbers that your loop or slice visits.
"""

BATCH = (
    *ARGUMENTS,
    *FORM,
    *BEFORE,
    *flawed(f"{FLAWS}{PLAIN_FLAWS}{PLAN_PAGE}", (*SLOPES, *PLANS, *STARTS, *PLAIN_STEPS)),
    *NOT_FINITE,
    *catalogue_of(f"{SEEN}{LENGTHS}{ENDED}", SEEN_BY.__getitem__),
)
