"""The mistakes of task 2.2, `point_gradient(xi, yi, theta)`.

A case is several rows of one function, the judged one first. Pages in the order of diagnosis.
"""

import numpy as np

from autograder.mistakes.catalogue import anything, catalogue_of
from autograder.mistakes.sgd import wrong_gradients as slopes
from autograder.mistakes.sgd.returned import wrong_kinds
from autograder.mistakes.sgd.wrong_gradients import either, follows, one_number, unfelt

ONE_NUMBER = catalogue_of(
    """
    error_returned: That is the error of the row, or a multiple of it. How strongly does each entry of theta influence it?
    loss_returned: That is the loss of the row, or a multiple of it. The task asks how it changes with theta.
    prediction_returned: That is the prediction for the row. What is it compared with, and how does the squared difference change with theta?
    product_reversed: One number came back; one per entry of theta is asked. Which order of factors gives a column?
    summed: One number came back, the sum over all entries of the gradient or their mean. Theta has several entries: how many slopes are asked?
    """,
    error_returned=either(
        one_number(lambda row: row.error, 1, 2, -1, -2), one_number(lambda row: abs(row.error))
    ),
    loss_returned=one_number(lambda row: row.error**2, 1, 1 / 2, 2),
    prediction_returned=one_number(lambda row: row.prediction),
    product_reversed=one_number(lambda row: row.error * (row.x @ row.x), 1, 2, -1, -2),
    summed=either(
        one_number(lambda row: row.slope.sum(), 1, 1 / 2), one_number(lambda row: row.slope.mean())
    ),
)

WHOLE_ANSWERS = catalogue_of(
    """
    row: Right numbers, but lying down. Print the shape of theta: which shape should they have?
    flat: Right numbers in a flat array, but theta is a column. A column minus a flat array: which shape comes out?
    zero: All entries of your result are 0. Is the prediction of that row perfect?
    global_data: Your result does not depend on what is passed in. Which names does your function read?
    """,
    row=slopes.lying_down,
    flat=slopes.flat,
    zero=follows(lambda row: row.x, 0),
    global_data=lambda case: all(unfelt(argument)(case) for argument in range(3)),
)

SIZES = catalogue_of(
    """
    half: Your result is exactly half of what is asked. You would be right for 1/2 error^2; which factor does differentiating error^2 leave?
    double: Your result is exactly twice what is asked. How often does the 2 of the derivative occur in it?
    uphill: Right size, opposite sign. A gradient points uphill; the minus comes with the step.
    over_n: Your result is {=n} times too small, where n is the number of columns. What is there to average?
    scaled: On every row your result is {factor} times what is asked.
        | On every row your result is off by the same factor. | Which factor or sign of yours does not come from differentiating error^2?
    error_squared: Twice the error gives you four times the slope. The loss grows like that. How does its slope grow?
    absolute_error: Your result has the same direction whether the prediction is too large or too small. Which of the two should theta be lowered for?
    """,
    half=slopes.times(0.5),
    double=slopes.times(2),
    uphill=slopes.times(-1),
    over_n=slopes.divided_by_n,
    scaled=slopes.scaled,
    error_squared=either(
        follows(lambda row: row.error**2 * row.x, 1, 2),
        follows(lambda row: row.error * row.slope * abs(row.error)),
        follows(lambda row: row.slope**2),
    ),
    absolute_error=follows(lambda row: abs(row.error) * row.x, 1, 2, -2),
)

PARTS = catalogue_of(
    """
    absolute_result: No entry of your result is ever negative. Must a loss grow with every entry of theta?
    divided_by_xi: The error is divided by the entries of the row. If an entry is large, does the prediction feel theta more there, or less?
    clipped: No entry of your result is larger than {limit}, however large the error.
        | No entry of your result is larger than a certain limit, however large the error. | What cuts the large ones off?
    precedence: The target is subtracted from the finished product, not from the prediction. In which order does Python work through your line?
    plus_y: The error compares prediction and target. Which operation compares?
    theta_for_xi: Your result points along theta instead of along the row. Which of the two says how much an entry of theta counts in the prediction?
    theta_returned: theta came back as it was given. The slope there is asked; which of your variables holds it?
    row_returned: The row itself came back, or a multiple of it that does not depend on the error. A larger error: what should it do to the slope?
    sign_of_error: Only the sign of the error reaches your result. How should a slope of a large error differ from that of a small one?
    step_returned: That is theta and a multiple of the slope, added up. Here the slope alone is asked; the step comes in 2.3.
    leading_one: The first entry is right only while xi starts with 1. Which of its entries did you write down as a number?
    leading_one_2: Your prediction is right only while xi starts with 1. Which of its entries did you write down as a number?
    reversed: The entries of your result are in reverse order. Which of them belongs to the bias?
    xi_squared: The entries of the row go into your result squared. How often does a row enter the prediction, and what is left of it in the derivative?
    weight_decay: Your result is the slope plus a multiple of theta itself. Which term of yours does not contain the error?
    entries_apart: Each entry of the row is compared with the target on its own. How many predictions does one row make, and what do they consist of?
    rounded: Your result holds whole numbers where fractions are asked. Where do the fractions get lost?
    approximate: Entry {entry} is off by {off} only.
        | Your result is nearly right. | Is it measured over a small step, rounded, or is something small added? Which rule gives it exactly?
    coarse_step: Each entry is off, most where the row is large, as when a slope is measured over a step of finite size. Which rule gives it exactly?
    no_xi: All entries of your result are alike. Which of them should feel a large x more, and what brings x in after the error?
    """,
    absolute_result=follows(lambda row: abs(row.slope), 1, 1 / 2),
    divided_by_xi=follows(lambda row: row.error / row.x, 1, 2),
    clipped=slopes.cut_off,
    precedence=either(
        follows(lambda row: 2 * row.x * row.prediction - row.y, 1, -1),
        follows(lambda row: row.x * row.prediction - row.y, 1, 2),
    ),
    plus_y=follows(lambda row: (row.prediction + row.y) * row.x, 1, 2),
    theta_for_xi=follows(lambda row: row.error * row.theta, 1, 2, -2),
    theta_returned=follows(lambda row: row.theta),
    row_returned=follows(lambda row: row.x, 1, 2, -1, -2),
    sign_of_error=either(
        follows(lambda row: row.x if row.error > 0 else -row.x, 1, 2),
        follows(lambda row: row.slope / np.linalg.norm(row.slope)),
    ),
    step_returned=slopes.more_than(lambda row: row.theta, lambda row: row.slope),
    leading_one=slopes.first_entry_typed,
    leading_one_2=slopes.prediction_typed,
    reversed=follows(lambda row: row.slope[::-1]),
    xi_squared=follows(lambda row: row.slope * row.x, 1, 1 / 2),
    weight_decay=slopes.more_than(lambda row: row.slope, lambda row: row.theta),
    entries_apart=follows(lambda row: row.x * (row.x * row.theta - row.y), 1, 2),
    rounded=either(
        follows(lambda row: np.trunc(row.slope)), follows(lambda row: np.round(row.slope))
    ),
    approximate=slopes.nearly,
    coarse_step=slopes.more_than(lambda row: row.slope, lambda row: row.x**2),
    no_xi=slopes.equal_entries,
)

INFLUENCES = catalogue_of(
    """
    y_unused: Your result does not change with yi. What is compared with what?
    theta_unused: Your result does not change with theta. What is compared with what?
    xi_unused: Your result does not change with xi. Which entry of theta should feel a large x more?
    entry_of_theta_unused: theta[{entry}] has no influence on your prediction.
        | One entry of theta has no influence on your prediction. | Which entries of theta make the prediction?
    entry_missing: theta[{entry}] always gets the slope 0.
        | One entry of theta always gets the slope 0. | Does the loss stand still when that entry moves?
    entry_sign: Entry {entry} of your result has the right size and the opposite sign.
        | One entry of your result has the right size and the opposite sign. | Compare the signs of the entries.
    entry_scaled: Entry {entry} of your result is {factor} times what is asked, on every row.
        | One entry of your result is off by the same factor on every row. | What happens to that entry alone?
    wrong_error: The direction is right, but your result fits an error of {fits}. For that row the prediction is {prediction} and the target {target}: how far apart are they?
        | The direction is right, but your result fits another error than that of the row. How far apart are prediction and target?
    """,
    y_unused=unfelt(1),
    theta_unused=unfelt(2),
    xi_unused=unfelt(0),
    entry_of_theta_unused=slopes.entry_of_theta_unfelt,
    entry_missing=slopes.entry_times(0),
    entry_sign=slopes.entry_times(-1),
    entry_scaled=slopes.entry_times(),
    wrong_error=slopes.wrong_error,
)

SHAPES_AND_THE_REST = catalogue_of(
    """
    table: Your gradient has shape {shape}.
        | Your gradient is a square table. | `*` multiplies entry by entry, and so does a column times a row. Which operator and order multiply a row by a column?
    one_number: One number came back; one per entry of theta is asked. Print the shapes of row, error and result: where do the others get lost?
    shape: An array of shape {shape} came back where {asked} is asked.
        | Your array does not have the shape that is asked.
        | Print the shapes of row, error and result: which is the first that you did not expect?
    disagrees: Entry {entry} of your result is {number}. Raise and lower theta[{entry}] a little, by hand: how fast does the squared error of the row change, and does it fit?
        | At least one entry of your result is wrong. Raise and lower that entry of theta a little, by hand: how fast does the squared error of the row change, and does it fit?
    unlike: That is not the gradient. It has one number per entry of theta; how does the squared error of the row change with each?
    """,
    table=slopes.whole_table,
    one_number=slopes.single_entry,
    shape=slopes.shape_differs,
    disagrees=slopes.first_entry_off,
    unlike=anything,
)

GRADIENT = (
    *ONE_NUMBER,
    *wrong_kinds("the gradient"),
    *WHOLE_ANSWERS,
    *SIZES,
    *PARTS,
    *INFLUENCES,
    *SHAPES_AND_THE_REST,
)

ARGUMENTS = catalogue_of(
    """
    arguments_changed: Right numbers, but your call changes the {=names} that it was given. Whose are they, and which operation of yours works in place?
    """,
    arguments_changed=slopes.arguments_touched,
)
