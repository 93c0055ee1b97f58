"""The mistakes that any descent on batches may hold: of batch descent, mini-batches and Adam."""

from collections.abc import Callable, Sequence

from autograder.judges.arrays import is_real_array
from autograder.mistakes.arrays.returned import not_finite, wrong_kinds
from autograder.mistakes.catalogue import Mistake, Recognised, Recogniser, catalogue_of
from autograder.mistakes.sgd import batch_seen as seen
from autograder.mistakes.sgd import influence
from autograder.mistakes.sgd import step_seen as steps
from autograder.mistakes.sgd.batch_seen import BatchCase
from autograder.mistakes.sgd.flawed_rules import Flaw, found_flaw


def _shaped(law: Callable[[tuple[int, ...], int], bool]) -> Recogniser:
    """By the shape that came back and the number of entries of theta."""

    def recognise(case: BatchCase) -> Recognised:
        n = len(case.answer.asked[2])
        if not is_real_array(case.value) or case.value.shape in {(n, 1), (n,)}:
            return None
        return law(case.value.shape, n) and {"shape": case.value.shape}

    return recognise


def _finite(recognise: Recogniser) -> Recogniser:
    return lambda case: None if not_finite(case) else recognise(case)


KINDS = wrong_kinds("theta")
NOT_FINITE = tuple(one for one in KINDS if one.key == "not_finite")
"""Behind the flaws, for one of them may explain the runs that can be read."""

FORM = (
    *(one for one in KINDS if one not in NOT_FINITE),
    *catalogue_of(
        """
    transposed: theta came back as a row, {shape}.
        | theta came back as a row. | Print its shape before and after each of your lines: which one turns the column into a row?
    path: An array of shape {shape} came back, perhaps all the thetas on the way.
        | Too many numbers came back, perhaps all the thetas on the way. | Which of your variables is the theta after the last step?
    grew: theta grew to shape {shape}: a flat array met a column.
        | theta grew: a flat array met a column. | Print the shapes of prediction, error and gradient; which is not what you expect?
    shape: theta came back with the shape {shape}, not as the column that was given.
        | theta came back with another shape than the column that was given. | In which line does it change?
    integers: theta came back as whole numbers. Print it after the first step and at the end: in which line do its decimals get lost?
    """,
        transposed=_shaped(lambda shape, n: shape == (1, n)),
        path=_shaped(
            lambda shape, n: len(shape) == 3 or (len(shape) == 2 and shape[1:] == (n,) != shape[:1])
        ),
        grew=_shaped(lambda shape, n: len(shape) == 2 and shape[0] == n),
        shape=_shaped(lambda _shape, _n: True),
        integers=lambda case: is_real_array(case.value) and case.value.dtype.kind in "iu",
    ),
)

BEFORE = catalogue_of(
    """
    not_assigned: theta comes back exactly as it was given. Print the gradient inside your loop: is it computed, is the step 0, or is the new theta not stored?
    constant: The same theta comes back whatever X, y and theta are. Which of your lines uses what your function is given?
    closed_form: This is the exact least-squares solution. A descent only comes near it, from the theta given. Which of your lines takes a step?
    """,
    not_assigned=_finite(seen.unmoved),
    constant=_finite(seen.constant),
    closed_form=_finite(seen.closed_form),
)

FLAWS = """
    uphill: Your steps go the wrong way: the loss grows. Take a prediction that is too small: which way must theta go, and which way does yours?
    over_one_less: You divide by the number of rows minus 1. The loss is a mean over all of them: by how many do you divide for two rows?
    over_columns: You divide by the number of columns of X. The loss is a mean over rows: which length of X counts them?
    over_entries: You divide by the number of all entries of X, rows times columns. The loss is a mean over rows: which length of X counts them?
    plus_y: Your error adds the target to the prediction. It should say how far apart the two are: which operation does that?
    mean_of_targets: Your steps pull every row towards the mean target, as when a column meets a flat array. Print the shape of the error: is it one number per row?
    error_limited: Your errors are cut down before they meet the rows, as for Huber's loss. Each row counts with its whole error: which line limits it?
    root_of_loss: Your gradient is that of the root of the mean squared error, so it does not grow with the errors. The loss has no root: which line of yours takes one?
    first_gradient: Every step uses a gradient taken at the first theta. Which line works it out, and does the loop run through that line again?
    start_ignored: Your descent does not begin at the theta that it is given. Which line of yours sets the first theta?
    averaged: A mean of several thetas came back. It is less noisy, but the task asks for the theta after the last step.
    gradient_returned: You returned the last gradient, not a theta. Which of your variables is the theta after the last step?
    step_returned: You returned how far theta moved. What should the steps be added to?
"""

PLAIN_FLAWS = """
    half: Every step is exactly half as long as asked. You would be right for half the squared error; which factor does differentiating error^2 leave?
    double: Every step is exactly twice as long as asked. How often does the 2 of the derivative occur on the way to theta?
    sum: Your steps add up the gradients of the rows, so more rows make a longer step. The loss is a mean: what is missing?
    error_squared: Twice the error gives four times the step. The loss grows like that. How does its slope grow?
    sign_of_error: Only the sign of each error reaches your step. How should a step change when all errors double?
    absolute_error: Your step goes the same way whether a prediction is too large or too small. Which operation drops the sign of the error?
    no_rows: All entries of theta move equally far. Which of them should a large x move more, and where does X come in after the error?
    means_multiplied: You multiply a mean error by a mean row. The task asks for the mean of the products: what comes first for each row, multiplying or taking a mean?
    one_after_the_other: An entry of theta moves by errors that were computed after an earlier entry had already moved. All need the same errors: where do you compute them?
    theta_lost: The new theta is only the step; the old theta is lost. Read the line that sets theta sign by sign: is the step taken off the old theta?
    accumulated: Every step still carries the gradients before it. What should the gradient hold when a new step begins?
    momentum: Your steps carry a share of the steps before them, which is called momentum. Does the task ask for that?
    rate_squared: Half the learning_rate makes your step four times shorter. How often is it applied?
    learning_rate_ignored: Your step does not use the learning_rate that it is given. What does it multiply the gradient by?
    learning_rate_changes: Your steps get shorter from one to the next, as if learning_rate fell. Does the task ask for a rate that changes?
"""


GRADIENT_FLAWS = """
    half: Your gradient is exactly half of what is asked. You would be right for half the squared error; which factor does differentiating error^2 leave?
    double: Your gradient is exactly twice what is asked. How often does the 2 of the derivative occur in it?
    sum: Your gradient adds up those of the rows, so it grows with their number. The loss is a mean: what is missing?
    error_squared: Twice the error gives four times the gradient. The loss grows like that. How does its slope grow?
    sign_of_error: Only the sign of each error reaches your gradient. How should it change when all errors double?
    absolute_error: Your gradient is the same whether a prediction is too large or too small. Which operation drops the sign of the error?
    no_rows: All entries of your gradient are equal. Which of them should feel a large x more, and where does X come in after the error?
    means_multiplied: You multiply a mean error by a mean row. The task asks for the mean of the products: what comes first for each row, multiplying or taking a mean?
    one_after_the_other: An entry of theta moves by errors that were computed after an earlier entry had already moved. All need the same errors: where do you compute them?
"""
"""Of a gradient that Adam scales, where the length of a step does not tell them."""


def flawed(page: str, flaws: Sequence[Flaw]) -> tuple[Mistake, ...]:
    """The sentences of a page, each recognised where its flaw explains every answer."""
    return catalogue_of(page, lambda key: lambda case: found_flaw(case.probe, flaws) == key)


SEEN = """
    single_row: Your theta is wrong only when X has a single row. Which of your lines needs a second row?
    no_influence: Two calls that differ only in {=name} give the same theta. Which of your lines uses {=name}?
    scaled_inside: Your theta stays the same when all numbers in {=name} are four times as large, so your code scales them first. The task uses X and y as given: which line changes them?
    rounded: theta was rounded to {decimals} decimals.
        | theta was rounded. | Which line does that? Round what you print, not what you return or reuse.
    random: Even where nothing is random, two identical calls give different thetas. Which of your lines draws something at random?
    loss_refused: Your theta is right until a step makes the loss larger. The task takes that step, too: which line of yours stops, goes back or keeps the best?
    not_moved: With {m} rows theta comes back exactly as it was given.
        | In some calls theta comes back exactly as it was given. | Print the step inside your loop: does the loop run there, and is the step 0?
    stops_early: Where all numbers are tiny, your descent ends after {=made}, not after {asked}.
        | Where all numbers are tiny, your descent ends too early. | The task asks for every step: which line of yours stops or returns before the loop is done?
    limited: Your gradient is clipped: {=what} is never more than {bound}, however large the true one is.
        | Your gradient is clipped: {=what} is never more than a bound, however large the true one is. | Which line limits it, or divides by its size?
    sign_limited: No entry of theta comes back below 0, though the steps lead there. Which line drops the sign of an entry, or cuts it off at 0?
    row_unread: Row {row} of {m} has no effect on your theta.
        | A row has no effect on your theta. | Rows count from 0: does your loop or slice visit it, and if so, what drops it afterwards?
    steps_counted: With {m} rows and n_epochs={epochs} you make {=made}, and the task asks for {asked}.
        | You make more or fewer steps than the task asks for. | Trace your loops with a finger: how often does theta move, and is a move nearly 0?
    gradient_returned: Where theta already fits every row, zeros come back: that is a step or a gradient, not a theta. Which of your variables is the theta after the last step?
    equal_moves: All entries of theta move equally far in your first step. Print the gradient and its shape: is there one number for each entry of theta?
    turned: Where theta already fits every row, it comes back negated. Check each sign in the line that sets theta.
    drift: On rows that theta already fits exactly, your theta moves all the same. Every error should be 0 there: print yours. If they are, which term of your step does not contain them?
    rate_no_factor: With half the learning_rate your first step is {times} times as long.
        | With half the learning_rate your first step is not half as long. | Where does learning_rate enter your step, and what does it multiply?
    rate_drifts: Measured by what the task asks, your step {k} is {times} times as long as your first one.
        | Measured by what the task asks, a later step of yours differs in length from the first. | Which line changes learning_rate, or the step, on the way?
    carried: Your second step holds {share} of your first one, besides its own gradient.
        | Your second step holds a share of your first one, besides its own gradient. | Which of your variables goes on from step to step, besides theta?
"""

LENGTHS = """
    scaled: Your first step is {times} times as long as asked, on different data.
        | Your first step is off by the same factor on different data. | Work out one step for two rows by hand: where does your factor come from?
    one_entry: After one step {=good} is right, and {=bad} {=other}. What do your lines do for one entry that they do not do for the other?
    length: Your first step has the right direction, and {factors} times the right length, on different data.
        | Your first step has the right direction, but not the right length. | By what do you multiply and divide the sum over the rows? Print each number: what does it count?
    other_widths: With 2 columns your theta is right, with {columns} it is not.
        | With 2 columns your theta is right, with another number it is not. | Which line of yours knows how many columns X has, or that the first holds ones?
    later_steps: After one step your theta is right, after {epochs} epochs it is not.
        | After one step your theta is right, after more it is not. | What is different in a later step: the theta that it starts from, its gradient, or its length?
"""

SEEN_BY = {
    "random": seen.varies,
    "no_influence": influence.without_influence,
    "row_unread": influence.unread_row,
    "scaled_inside": influence.scaled_inside,
    "not_moved": seen.unmoved_once,
    "stops_early": steps.stops_early,
    "loss_refused": steps.loss_refused,
    "sign_limited": seen.sign_limited,
    "steps_counted": seen.counted,
    "gradient_returned": seen.no_theta,
    "equal_moves": seen.equal_moves,
    "turned": seen.turned,
    "drift": seen.drifts,
    "rate_no_factor": seen.rate_no_factor,
    "limited": steps.limited,
    "rate_drifts": steps.rate_drifts,
    "carried": steps.carried,
    "scaled": seen.scaled,
    "length": seen.along,
    "one_entry": seen.one_entry,
    "rounded": seen.rounded,
    "single_row": seen.single_row,
    "other_widths": seen.other_widths,
    "later_steps": seen.later_steps,
    "ended": seen.ended,
}

ENDED = """
    ended: theta should end at {wanted}, and yours ends at {got}.
        | theta does not end where the steps lead. | Work out the first step by hand for two rows: error of each row, gradient, new theta. Where does your code give something else?
"""

ARGUMENTS = catalogue_of(
    """
    x_changed: Your call changes {=name}, which belongs to the caller. Find the line that works in place, as += does, and let it make a new array.
    """,
    x_changed=seen.changed_argument,
)
