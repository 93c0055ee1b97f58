"""
The mistakes of task 2.2, `point_gradient(xi, yi, theta)`.

A case is several rows of one function, the judged one first. The file is long because the order of
diagnosis is one list, which is read from top to bottom.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.mistakes.catalogue import Mistake, Recognised
from autograder.mistakes.sgd import wrong_gradients as slopes
from autograder.mistakes.sgd.returned import wrong_kinds
from autograder.mistakes.sgd.wrong_gradients import follows, one_number, times, unfelt


def anything(_: Any) -> Recognised:
    return True


ONE_NUMBER: tuple[Mistake, ...] = (
    Mistake(
        "error_returned",
        "That is the error of the row. How strongly does each entry of theta influence it?",
        one_number(
            lambda row: row.error,
            lambda row: 2 * row.error,
            lambda row: -row.error,
            lambda row: -2 * row.error,
            lambda row: abs(row.error),
        ),
    ),
    Mistake(
        "loss_returned",
        "That is the loss of the row. The task asks how it changes with theta.",
        one_number(
            lambda row: row.error**2, lambda row: row.error**2 / 2, lambda row: 2 * row.error**2
        ),
    ),
    Mistake(
        "prediction_returned",
        "That is the prediction for the row. What is it compared with, and how does the squared difference change with theta?",
        one_number(lambda row: row.prediction),
    ),
    Mistake(
        "product_reversed",
        "One number came back; one per entry of theta is asked. Which order of factors gives a column?",
        one_number(
            lambda row: row.error * (row.x @ row.x),
            lambda row: 2 * row.error * (row.x @ row.x),
            lambda row: -row.error * (row.x @ row.x),
            lambda row: -2 * row.error * (row.x @ row.x),
        ),
    ),
    Mistake(
        "summed",
        "One number came back, the sum over all entries of the gradient or their mean. Theta has several entries: how many slopes are asked?",
        one_number(
            lambda row: row.slope.sum(),
            lambda row: row.slope.mean(),
            lambda row: row.slope.sum() / 2,
        ),
    ),
)

SIZES: tuple[Mistake, ...] = (
    Mistake(
        "half",
        "Your result is exactly half of what is asked. You would be right for 1/2 error^2; which factor does differentiating error^2 leave?",
        times(0.5),
    ),
    Mistake(
        "double",
        "Your result is exactly twice what is asked. How often does the 2 of the derivative occur in it?",
        times(2),
    ),
    Mistake(
        "uphill",
        "Right size, opposite sign. A gradient points uphill; the minus comes with the step.",
        times(-1),
    ),
    Mistake(
        "over_n",
        "Your result is {n} times too small, where n is the number of columns. What is there to average?",
        slopes.divided_by_n,
        words=("n",),
    ),
    Mistake(
        "scaled",
        "On every row your result is {factor} times what is asked. Which factor of yours does not come from differentiating error^2, or which sign?",
        slopes.scaled,
        without="On every row your result is off by the same factor. Which factor of "
        "yours does not come from differentiating error^2, or which sign?",
    ),
    Mistake(
        "error_squared",
        "Twice the error gives you four times the slope. So grows the loss; how does its derivative grow?",
        follows(
            lambda row: 2 * row.error**2 * row.x,
            lambda row: row.error**2 * row.x,
            lambda row: row.error * row.slope * abs(row.error),
        ),
    ),
    Mistake(
        "absolute_error",
        "Your result has the same direction whether the prediction is too large or too small. Which of the two should theta be lowered for?",
        follows(
            lambda row: 2 * abs(row.error) * row.x,
            lambda row: abs(row.error) * row.x,
            lambda row: -2 * abs(row.error) * row.x,
        ),
    ),
)

PARTS: tuple[Mistake, ...] = (
    Mistake(
        "absolute_result",
        "No entry of your result is ever negative. Must a loss grow with every entry of theta?",
        follows(lambda row: abs(row.slope), lambda row: abs(row.slope) / 2),
    ),
    Mistake(
        "divided_by_xi",
        "The error is divided by the entries of the row. If an entry is large, does the prediction feel theta more there, or less?",
        follows(lambda row: row.error / row.x, lambda row: 2 * row.error / row.x),
    ),
    Mistake(
        "clipped",
        "No entry of your result is larger than {limit}, however large the error. What cuts the large ones off?",
        slopes.cut_off,
        without="No entry of your result is larger than a certain limit, however large the error. "
        "What cuts the large ones off?",
    ),
    Mistake(
        "precedence",
        "The target is subtracted from the finished product, not from the prediction. In which order does Python work through your line?",
        follows(
            lambda row: 2 * row.x * row.prediction - row.y,
            lambda row: 2 * row.x * row.prediction - 2 * row.y,
            lambda row: row.x * row.prediction - row.y,
            lambda row: row.y - 2 * row.x * row.prediction,
        ),
    ),
    Mistake(
        "plus_y",
        "The error compares prediction and target. Which operation compares?",
        follows(
            lambda row: 2 * (row.prediction + row.y) * row.x,
            lambda row: (row.prediction + row.y) * row.x,
        ),
    ),
    Mistake(
        "theta_for_xi",
        "Your result points along theta instead of along the row. Which of the two says how much an entry of theta counts in the prediction?",
        follows(
            lambda row: 2 * row.error * row.theta,
            lambda row: row.error * row.theta,
            lambda row: -2 * row.error * row.theta,
        ),
    ),
    Mistake(
        "theta_returned",
        "theta came back as it was given. The slope there is asked; which of your variables holds it?",
        follows(lambda row: row.theta),
    ),
    Mistake(
        "row_returned",
        "The row itself came back, or a multiple of it that does not depend on the error. A larger error: what should it do to the slope?",
        follows(
            lambda row: row.x, lambda row: 2 * row.x, lambda row: -row.x, lambda row: -2 * row.x
        ),
    ),
    Mistake(
        "sign_of_error",
        "Only the sign of the error reaches your result. How should a slope of a large error differ from that of a small one?",
        follows(
            lambda row: (row.error > 0) * 2 * row.x - row.x,
            lambda row: 4 * (row.error > 0) * row.x - 2 * row.x,
            lambda row: row.slope / np.linalg.norm(row.slope),
        ),
    ),
    Mistake(
        "step_returned",
        "That is a new theta. Here the slope alone is asked; the step comes in 2.3.",
        slopes.step_taken,
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
    Mistake(
        "reversed",
        "The entries of your result are in reverse order. Which of them belongs to the bias?",
        follows(lambda row: row.slope[::-1]),
    ),
    Mistake(
        "xi_squared",
        "The entries of the row go into your result squared. How often does a row enter the prediction, and what is left of it in the derivative?",
        follows(lambda row: row.slope * row.x, lambda row: row.slope * row.x / 2),
    ),
    Mistake(
        "weight_decay",
        "Your result is the slope plus a multiple of theta itself. Which term of yours does not contain the error?",
        slopes.constant_excess,
    ),
    Mistake(
        "entries_apart",
        "Each entry of the row is compared with the target on its own. How many predictions does one row make, and what do they consist of?",
        follows(
            lambda row: 2 * row.x * (row.x * row.theta - row.y),
            lambda row: row.x * (row.x * row.theta - row.y),
        ),
    ),
    Mistake(
        "rounded",
        "Your result holds whole numbers where fractions are asked. Where do the fractions get lost?",
        slopes.fractions_lost,
    ),
    Mistake(
        "approximate",
        "Entry {entry} is off by {off} only: a slope from a step of finite size, or rounded. Which rule gives it exactly?",
        slopes.nearly,
        without="Your result is nearly right: a slope from a step of finite size, or rounded. "
        "Which rule gives it exactly?",
    ),
    Mistake(
        "coarse_step",
        "Each entry is off, most where the row is large, as when a slope is measured over a step of finite size. Which rule gives it exactly?",
        slopes.coarse_step,
    ),
    Mistake(
        "no_xi",
        "All entries of your result are alike. Which of them should feel a large x more, and what brings x in after the error?",
        slopes.equal_entries,
    ),
)

INFLUENCES: tuple[Mistake, ...] = (
    Mistake(
        "y_unused",
        "Your result does not change with yi. What is compared with what?",
        unfelt(1),
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
        "theta[{entry}] has no influence on your prediction. Which entries of theta make the prediction?",
        slopes.entry_of_theta_unfelt,
        without="One entry of theta has no influence on your prediction. Which entries of theta "
        "make the prediction?",
    ),
    Mistake(
        "entry_missing",
        "theta[{entry}] always gets the slope 0. Does the loss stand still when that entry moves?",
        slopes.entry_missing,
        without="One entry of theta always gets the slope 0. Does the loss stand still when that "
        "entry moves?",
    ),
    Mistake(
        "entry_sign",
        "Entry {entry} of your result has the right size and the opposite sign. Compare the signs of the entries.",
        slopes.entry_turned,
        without="One entry of your result has the right size and the opposite sign. Compare the "
        "signs of the entries.",
    ),
    Mistake(
        "entry_scaled",
        "Entry {entry} of your result is {factor} times what is asked, on every row. What happens to that entry alone?",
        slopes.entry_scaled,
        without="One entry of your result is off by the same factor on every row. "
        "What happens to that entry alone?",
    ),
    Mistake(
        "wrong_error",
        "The direction is right, but your result fits an error of {fits}. For that row the prediction is {prediction} and the target {target}: how far apart are they?",
        slopes.wrong_error,
        without="The direction is right, but your result fits another error than that of the row. "
        "How far apart are prediction and target?",
    ),
)

GRADIENT: tuple[Mistake, ...] = (
    *ONE_NUMBER,
    *wrong_kinds("the gradient"),
    Mistake(
        "row",
        "Right numbers, lying down. Which shape has theta?",
        slopes.lying_down,
    ),
    Mistake(
        "zero",
        "All entries of your result are 0. Is the prediction of that row perfect?",
        slopes.all_zero,
    ),
    Mistake(
        "global_data",
        "Your result does not depend on what is passed in. Which names does your function read?",
        slopes.all_unfelt,
    ),
    *SIZES,
    *PARTS,
    *INFLUENCES,
    Mistake(
        "table",
        "{shape} came back: entry times entry. What is a row times a column?",
        slopes.whole_table,
        without="A square table came back: entry times entry. What is a row times a column?",
    ),
    Mistake(
        "one_number",
        "One number came back; one per entry of theta is asked. Which step of yours adds the entries up?",
        slopes.single_entry,
    ),
    Mistake(
        "shape",
        "An array of shape {shape} came back where {asked} is asked. Print the shapes of row, error and result: which is the first that you did not expect?",
        slopes.shape_differs,
        without="Your array does not have the shape that is asked. Print the shapes of row, "
        "error and result: which is the first that you did not expect?",
    ),
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
        anything,
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
