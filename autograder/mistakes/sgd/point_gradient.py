"""The mistakes of task 2.2, `point_gradient(xi, yi, theta)`.

A case is several rows of one function, the judged one first. Pages in the order of diagnosis.
"""

import numpy as np

from autograder.mistakes.arrays.returned import wrong_kinds
from autograder.mistakes.catalogue import catalogue_of
from autograder.mistakes.sgd import wrong_gradients as slopes
from autograder.mistakes.sgd.wrong_gradients import either, follows, one_number, unfelt

ONE_NUMBER = catalogue_of(
    """
    error_returned: That is the error of the row, or a multiple of it. Which factor says how strongly each entry of theta takes part in it?
    loss_returned: That is the loss of the row, or a multiple of it. The task asks for its slope: differentiate it with respect to each entry of theta.
    prediction_returned: That is the prediction for the row. Compare it with the target first, then differentiate the squared error with respect to theta.
    product_reversed: One number came back, not one per entry of theta. Print the shape of each product: which one turns the row into a single number?
    summed: One number came back: the sum of the gradient's entries, or a part of it. Return them one by one, a slope for each entry of theta.
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
    row: Right numbers, but in a row, shape {shape}.
        | Right numbers, but in a row. | theta is a column: give your result the shape of theta.
    flat: Right numbers in a flat array, but theta is a column, and a column minus a flat array makes a table. Give your result the shape of theta.
    zero: All entries of your result are 0 for every input. Print the error, then the result: where do the numbers get lost?
    global_data: Your result does not depend on the arguments. Compute it from xi, yi and theta, not from typed-in numbers or globals.
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
    uphill: Right size, opposite sign. A gradient points uphill; the minus comes with the step. Which minus of yours turns it round?
    over_n: Your result is {=n} times too small, where n is the number of columns. One row leaves nothing to average: which division does the derivative not contain?
    scaled: On every row your result is {factor} times what is asked.
        | On every row your result is off by the same factor. | Differentiate error^2 by hand, and compare its factor and sign with yours.
    error_squared: Twice the error gives you four times the slope, and should give twice. Differentiate error^2 by hand: which power of the error is left?
    absolute_error: Your result points the same way whether the prediction is too large or too small. Which operation of yours drops the sign of the error?
    """,
    half=slopes.times(0.5),
    double=slopes.times(2),
    uphill=slopes.times(-1),
    over_n=slopes.divided_by_n,
    scaled=slopes.scaled,
    error_squared=either(
        follows(lambda row: row.error**2 * row.x, 1, 2),
        follows(lambda row: row.slope * abs(row.error), 1, 1 / 2),
        follows(lambda row: row.slope**2),
    ),
    absolute_error=follows(lambda row: abs(row.error) * row.x, 1, 2, -2),
)

PARTS = catalogue_of(
    """
    absolute_result: No entry of your result is ever negative, but a slope can be. Which operation of yours drops the sign?
    divided_by_xi: The error is divided by the entries of the row. If an entry is large, does theta affect the prediction more, or less?
    clipped: No entry of your result is larger than {limit}, however large the error.
        | No entry of your result is larger than a certain limit, however large the error. | What cuts the large ones off?
    precedence: The target is subtracted from the finished product, not from the prediction. Compute the error first, in a line of its own.
    plus_y: Your error adds the target to the prediction. It should say how far apart the two are: which operation does that?
    theta_for_xi: Your result points along theta instead of along the row. Which of the two says how much an entry of theta counts in the prediction?
    theta_returned: theta came back as it was given. Return the slope at that theta instead: which of your variables holds it?
    row_returned: The row itself came back, or a multiple of it that does not depend on the error. What should a larger error do to the slope?
    sign_of_error: Only the sign of the error reaches your result. How should a slope of a large error differ from that of a small one?
    step_returned: That is theta and a multiple of the slope, added up. Return the slope alone: the step comes in 2.3.
    leading_one: Your result is right only while xi starts with 1, but its first entry can be any number. What does your code do with that entry?
    reversed: The entries of your result are in reverse order: the first should belong to theta[0]. Which step turns them round?
    xi_squared: The entries of the row go into your result squared, but the derivative holds each of them once. Which factor of yours is there twice?
    weight_decay: Your result is the slope plus a multiple of theta itself. Leave out the term that does not contain the error.
    entries_apart: Each entry of the row is compared with the target on its own. One row makes one prediction: how do its entries combine into it?
    rounded: Your result is rounded, and the slope has more digits than that. Which step drops them?
    approximate: Entry {entry} is off by {off} only.
        | Your result is nearly right. | Do you estimate it over a small step, round it, or add something small? Which rule gives it exactly?
    coarse_step: Each entry is off, most where the row is large, as when a slope is measured over a step of finite size. Which rule gives it exactly?
    no_xi: All entries of your result are equal, whatever the row holds. Which factor beside the error tells the entries apart?
    """,
    absolute_result=either(
        follows(lambda row: abs(row.slope), 1, 1 / 2), follows(lambda row: row.slope.clip(0))
    ),
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
    reversed=follows(lambda row: row.slope[::-1]),
    xi_squared=follows(lambda row: row.slope * row.x, 1, 1 / 2),
    weight_decay=slopes.more_than(lambda row: row.slope, lambda row: row.theta),
    entries_apart=follows(lambda row: row.x * (row.x * row.theta - row.y), 1, 2),
    rounded=either(follows(lambda row: np.trunc(row.slope)), *map(slopes.rounded, range(8))),
    approximate=slopes.nearly,
    coarse_step=slopes.more_than(lambda row: row.slope, lambda row: row.x**2),
    no_xi=slopes.equal_entries,
)

INFLUENCES = catalogue_of(
    """
    y_unused: Your result does not change with yi. The error compares the prediction with yi: where does your code use it?
    theta_unused: Your result does not change with theta. The prediction needs theta: where does your code use it?
    xi_unused: Your result does not change with xi. The prediction needs the row: where does your code use it?
    entry_of_theta_unused: theta[{entry}] has no influence on your prediction.
        | One entry of theta has no influence on your prediction. | Every entry takes part: which step leaves this one out?
    entry_missing: theta[{entry}] always gets the slope 0.
        | One entry of theta always gets the slope 0. | The loss does change with it: which step should fill that entry of your result?
    entry_sign: Entry {entry} of your result has the right size and the opposite sign.
        | One entry of your result has the right size and the opposite sign. | Which step treats it unlike the others?
    entry_scaled: Entry {entry} of your result is {factor} times what is asked, on every row.
        | One entry of your result is off by the same factor on every row. | Which step treats it unlike the others?
    two_on_one_term: The 2 multiplies only one of two terms, the prediction or yi. Multiply the formula out again, step by step: which terms does the 2 belong to?
    wrong_error: Your result fits an error of {fits}. For that row the prediction is {prediction} and the target {target}.
        | Your result fits another error than that of the row. | Print both in your code, and the error: if they are right, what happens to the error afterwards?
    """,
    y_unused=unfelt(1),
    theta_unused=unfelt(2),
    xi_unused=unfelt(0),
    entry_of_theta_unused=slopes.entry_of_theta_unfelt,
    entry_missing=slopes.entry_times(0),
    entry_sign=slopes.entry_times(-1),
    entry_scaled=slopes.entry_times(),
    two_on_one_term=either(
        follows(lambda row: (2 * row.prediction - row.y) * row.x),
        follows(lambda row: (row.prediction - 2 * row.y) * row.x),
    ),
    wrong_error=slopes.wrong_error,
)

SHAPES_AND_THE_REST = catalogue_of(
    """
    entrywise: Your gradient is a table, shape {shape}: that is what multiplying entry by entry gives, as * does.
        | Your gradient is a table: that is what multiplying entry by entry gives, as * does. | Which operator is the matrix product?
    table: Your gradient is a table, shape {shape}.
        | Your gradient is a square table. | For one row, prediction and error are single numbers, shape (1, 1). Print the shape of each step: which is the first to grow?
    one_number: One number came back, not one per entry of theta. Print the shapes of row, error and result: where do the others get lost?
    shape: An array of shape {shape} came back instead of {asked}.
        | Your array does not have the right shape.
        | Print the shapes of row, error and result: which is the first that you did not expect?
    disagrees: Entry {entry} of your result is {number}. Raise and lower theta[{entry}] a little, by hand: how fast does the squared error of the row change, and does it fit?
        | At least one entry of your result is wrong. Raise and lower that entry of theta a little, by hand: how fast does the squared error of the row change, and does it fit?
    else unlike: That is not the gradient. It has one number per entry of theta; how does the squared error of the row change with each?
    """,
    entrywise=slopes.entrywise,
    table=slopes.whole_table,
    one_number=slopes.single_entry,
    shape=slopes.shape_differs,
    disagrees=slopes.first_entry_off,
)

ARGUMENTS = catalogue_of(
    """
    arguments_changed: Right numbers, but your call changes the caller's {=names}. Find the line that works in place, as += and *= do, and let it make a new array.
    """,
    arguments_changed=slopes.arguments_touched,
)

GRADIENT = (
    *ARGUMENTS,
    *ONE_NUMBER,
    *wrong_kinds("the gradient"),
    *WHOLE_ANSWERS,
    *SIZES,
    *PARTS,
    *INFLUENCES,
    *SHAPES_AND_THE_REST,
)
