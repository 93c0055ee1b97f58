"""
The mistakes of task 2.2, `point_gradient(xi, yi, theta)`.

A case is several rows of one function, the judged one first. The file is long because the order of
diagnosis is one list, which is read from top to bottom.
"""

from __future__ import annotations

import numpy as np

from autograder.judges.sgd.gradient import CLOSE
from autograder.mistakes.catalogue import Mistake
from autograder.mistakes.sgd import wrong_gradients as slopes
from autograder.mistakes.sgd.returned import wrong_kinds
from autograder.mistakes.sgd.wrong_gradients import Formula, follows, multiples, one_number, unfelt


def _number(key: str, message: str, *formulas: Formula) -> Mistake:
    """One number came back, by one of these formulas."""
    return Mistake(key, message, one_number(*formulas))


def _column(key: str, message: str, *formulas: Formula) -> Mistake:
    """A column came back, by one of these formulas."""
    return Mistake(key, message, follows(*formulas))


ONE_NUMBER: tuple[Mistake, ...] = (
    _number(
        "error_returned",
        "That is the error of the row. How strongly does each entry of theta influence it?",
        *multiples(lambda row: row.error, 1, 2, -1, -2),
        lambda row: abs(row.error),
    ),
    _number(
        "loss_returned",
        "That is the loss of the row. The task asks how it changes with theta.",
        *multiples(lambda row: row.error**2, 1, 1 / 2, 2),
    ),
    _number(
        "prediction_returned",
        "That is the prediction for the row. What is it compared with, and how does the squared difference change with theta?",
        lambda row: row.prediction,
    ),
    _number(
        "product_reversed",
        "One number came back; one per entry of theta is asked. Which order of factors gives a column?",
        *multiples(lambda row: row.error * (row.x @ row.x), 1, 2, -1, -2),
    ),
    _number(
        "summed",
        "One number came back, the sum over all entries of the gradient or their mean. Theta has several entries: how many slopes are asked?",
        *multiples(lambda row: row.slope.sum(), 1, 1 / 2),
        lambda row: row.slope.mean(),
    ),
)

SIZES: tuple[Mistake, ...] = (
    Mistake(
        "half",
        "Your result is exactly half of what is asked. You would be right for 1/2 error^2; which factor does differentiating error^2 leave?",
        slopes.times(0.5),
    ),
    Mistake(
        "double",
        "Your result is exactly twice what is asked. How often does the 2 of the derivative occur in it?",
        slopes.times(2),
    ),
    Mistake(
        "uphill",
        "Right size, opposite sign. A gradient points uphill; the minus comes with the step.",
        slopes.times(-1),
    ),
    Mistake(
        "over_n",
        "Your result is {n} times too small, where n is the number of columns. What is there to average?",
        slopes.divided_by_n,
        words=("n",),
    ),
    Mistake(
        "scaled",
        "On every row your result is {factor} times what is asked.",
        slopes.scaled,
        without="On every row your result is off by the same factor.",
        then="Which factor of yours does not come from differentiating error^2, or which sign?",
    ),
    _column(
        "error_squared",
        "Twice the error gives you four times the slope. So grows the loss; how does its derivative grow?",
        *multiples(lambda row: row.error**2 * row.x, 1, 2),
        lambda row: row.error * row.slope * abs(row.error),
    ),
    _column(
        "absolute_error",
        "Your result has the same direction whether the prediction is too large or too small. Which of the two should theta be lowered for?",
        *multiples(lambda row: abs(row.error) * row.x, 1, 2, -2),
    ),
)

PARTS: tuple[Mistake, ...] = (
    _column(
        "absolute_result",
        "No entry of your result is ever negative. Must a loss grow with every entry of theta?",
        *multiples(lambda row: abs(row.slope), 1, 1 / 2),
    ),
    _column(
        "divided_by_xi",
        "The error is divided by the entries of the row. If an entry is large, does the prediction feel theta more there, or less?",
        *multiples(lambda row: row.error / row.x, 1, 2),
    ),
    Mistake(
        "clipped",
        "No entry of your result is larger than {limit}, however large the error.",
        slopes.cut_off,
        without="No entry of your result is larger than a certain limit, however large the error.",
        then="What cuts the large ones off?",
    ),
    _column(
        "precedence",
        "The target is subtracted from the finished product, not from the prediction. In which order does Python work through your line?",
        *multiples(lambda row: 2 * row.x * row.prediction - row.y, 1, -1),
        *multiples(lambda row: row.x * row.prediction - row.y, 1, 2),
    ),
    _column(
        "plus_y",
        "The error compares prediction and target. Which operation compares?",
        *multiples(lambda row: (row.prediction + row.y) * row.x, 1, 2),
    ),
    _column(
        "theta_for_xi",
        "Your result points along theta instead of along the row. Which of the two says how much an entry of theta counts in the prediction?",
        *multiples(lambda row: row.error * row.theta, 1, 2, -2),
    ),
    _column(
        "theta_returned",
        "theta came back as it was given. The slope there is asked; which of your variables holds it?",
        lambda row: row.theta,
    ),
    _column(
        "row_returned",
        "The row itself came back, or a multiple of it that does not depend on the error. A larger error: what should it do to the slope?",
        *multiples(lambda row: row.x, 1, 2, -1, -2),
    ),
    _column(
        "sign_of_error",
        "Only the sign of the error reaches your result. How should a slope of a large error differ from that of a small one?",
        *multiples(lambda row: row.x if row.error > 0 else -row.x, 1, 2),
        lambda row: row.slope / np.linalg.norm(row.slope),
    ),
    Mistake(
        "step_returned",
        "That is a new theta. Here the slope alone is asked; the step comes in 2.3.",
        lambda case: bool(slopes.common_factor(case, slopes.slope, beyond=slopes.theta)),
    ),
    Mistake(
        "leading_one",
        "The first entry is right only while xi starts with 1. Which of its entries did you write down as a number?",
        slopes.first_entry_typed,
    ),
    Mistake(
        "leading_one",
        "Your prediction is right only while xi starts with 1. Which of its entries did you write down as a number?",
        slopes.prediction_typed,
    ),
    _column(
        "reversed",
        "The entries of your result are in reverse order. Which of them belongs to the bias?",
        lambda row: row.slope[::-1],
    ),
    _column(
        "xi_squared",
        "The entries of the row go into your result squared. How often does a row enter the prediction, and what is left of it in the derivative?",
        *multiples(lambda row: row.slope * row.x, 1, 1 / 2),
    ),
    Mistake(
        "weight_decay",
        "Your result is the slope plus a multiple of theta itself. Which term of yours does not contain the error?",
        lambda case: bool(slopes.common_factor(case, slopes.theta, beyond=slopes.slope)),
    ),
    _column(
        "entries_apart",
        "Each entry of the row is compared with the target on its own. How many predictions does one row make, and what do they consist of?",
        *multiples(lambda row: row.x * (row.x * row.theta - row.y), 1, 2),
    ),
    _column(
        "rounded",
        "Your result holds whole numbers where fractions are asked. Where do the fractions get lost?",
        lambda row: np.trunc(row.slope),
        lambda row: np.round(row.slope),
    ),
    Mistake(
        "approximate",
        "Entry {entry} is off by {off} only: a slope from a step of finite size, or rounded.",
        slopes.nearly,
        without="Your result is nearly right: a slope from a step of finite size, or rounded.",
        then="Which rule gives it exactly?",
    ),
    Mistake(
        "coarse_step",
        "Each entry is off, most where the row is large, as when a slope is measured over a step of finite size. Which rule gives it exactly?",
        lambda case: (
            abs(slopes.common_factor(case, slopes.squares, beyond=slopes.slope) or 0) > CLOSE
        ),
    ),
    Mistake(
        "no_xi",
        "All entries of your result are alike. Which of them should feel a large x more, and what brings x in after the error?",
        slopes.equal_entries,
    ),
)

INFLUENCES: tuple[Mistake, ...] = (
    Mistake(
        "y_unused", "Your result does not change with yi. What is compared with what?", unfelt(1)
    ),
    Mistake(
        "theta_unused",
        "Your result does not change with theta. What is compared with what?",
        unfelt(2),
    ),
    Mistake(
        "xi_unused",
        "Your result does not change with xi. Which entry of theta should feel a large x more?",
        unfelt(0),
    ),
    Mistake(
        "entry_of_theta_unused",
        "theta[{entry}] has no influence on your prediction.",
        slopes.entry_of_theta_unfelt,
        without="One entry of theta has no influence on your prediction.",
        then="Which entries of theta make the prediction?",
    ),
    Mistake(
        "entry_missing",
        "theta[{entry}] always gets the slope 0.",
        slopes.entry_times(0),
        without="One entry of theta always gets the slope 0.",
        then="Does the loss stand still when that entry moves?",
    ),
    Mistake(
        "entry_sign",
        "Entry {entry} of your result has the right size and the opposite sign.",
        slopes.entry_times(-1),
        without="One entry of your result has the right size and the opposite sign.",
        then="Compare the signs of the entries.",
    ),
    Mistake(
        "entry_scaled",
        "Entry {entry} of your result is {factor} times what is asked, on every row.",
        slopes.entry_times(),
        without="One entry of your result is off by the same factor on every row.",
        then="What happens to that entry alone?",
    ),
    Mistake(
        "wrong_error",
        "The direction is right, but your result fits an error of {fits}. For that row the prediction is {prediction} and the target {target}: how far apart are they?",
        slopes.wrong_error,
        without="The direction is right, but your result fits another error than that of the row. "
        "How far apart are prediction and target?",
    ),
)

SHAPES: tuple[Mistake, ...] = (
    Mistake(
        "table",
        "{shape} came back: entry times entry.",
        slopes.whole_table,
        without="A square table came back: entry times entry.",
        then="What is a row times a column?",
    ),
    Mistake(
        "one_number",
        "One number came back; one per entry of theta is asked. Which step of yours adds the entries up?",
        slopes.single_entry,
    ),
    Mistake(
        "shape",
        "An array of shape {shape} came back where {asked} is asked.",
        slopes.shape_differs,
        without="Your array does not have the shape that is asked.",
        then="Print the shapes of row, error and result: which is the first that you did not expect?",
    ),
)

GRADIENT: tuple[Mistake, ...] = (
    *ONE_NUMBER,
    *wrong_kinds("the gradient"),
    Mistake("row", "Right numbers, lying down. Which shape has theta?", slopes.lying_down),
    Mistake(
        "zero",
        "All entries of your result are 0. Is the prediction of that row perfect?",
        slopes.all_zero,
    ),
    Mistake(
        "global_data",
        "Your result does not depend on what is passed in. Which names does your function read?",
        lambda case: all(unfelt(argument)(case) for argument in range(3)),
    ),
    *SIZES,
    *PARTS,
    *INFLUENCES,
    *SHAPES,
    Mistake(
        "disagrees",
        "Entry {entry} of your result is {number}. Raise and lower theta[{entry}] a little, by hand: how fast does the squared error of the row change, and does it fit?",
        slopes.first_entry_off,
        without="At least one entry of your result is wrong. Raise and lower that entry of theta "
        "a little, by hand: how fast does the squared error of the row change, and does it fit?",
    ),
    Mistake(
        "unlike",
        "That is not the gradient. It has one number per entry of theta; how does the squared error of the row change with each?",
    ),
)

ARGUMENTS: tuple[Mistake, ...] = (
    Mistake(
        "arguments_changed",
        "Right numbers, but your call changes the {names} that it was given. Whose are they, and which operation of yours works in place?",
        slopes.arguments_touched,
        words=("names",),
    ),
)
