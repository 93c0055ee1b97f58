"""
The mistakes of task 2.3, `stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs)`.

One catalogue per stage of the examination, which is the case that every recogniser takes. Order
matters: what came back, then the start, a single step, the steps of a walk, their rows, their
order. Where several bugs give the same answers, the message names the suspects.
"""

from __future__ import annotations

from collections.abc import Mapping

from autograder.mistakes.catalogue import Mistake
from autograder.mistakes.sgd.descent_answer import ANSWER
from autograder.mistakes.sgd.descent_number import NUMBER
from autograder.mistakes.sgd.descent_order import LESSON, ORDER
from autograder.mistakes.sgd.descent_row import ROW
from autograder.mistakes.sgd.descent_step import NOT_A_WALK, SCALES
from autograder.mistakes.sgd.step_formula import ALONG_THE_WALK, SINGLE_STEP, STEP_FORMULA

STEP = (*SCALES, *NOT_A_WALK, *SINGLE_STEP, *ALONG_THE_WALK, *STEP_FORMULA)

CATALOGUES: Mapping[str, tuple[Mistake, ...]] = {
    "answer": ANSWER,
    "step": STEP,
    "number": NUMBER,
    "row": ROW,
    "order": ORDER,
    "lesson": LESSON,
}

NOTES: Mapping[str, str] = {
    "shape_1d": "Right values; the task asks for a column, and yours is flat.",
    "list_returned": "Right values in a plain list; theta came as a NumPy array.",
    "seeded_inside": (
        "Two calls give bit for bit the same answer. "
        "Who should decide about the seed, the function or its caller?"
    ),
    "shuffled_once": "One shuffle serves all epochs; a new one each epoch mixes better.",
    "float32": "Accurate to 7 digits only; NumPy keeps 16 unless told otherwise.",
    "data_changed": "Your caller's X and y come back in another order.",
    "theta_changed": (
        "Your caller's theta changes too: the steps work in place. "
        "A copy at the start leaves it alone."
    ),
    "typed_in": (
        "No walk ends exactly on [4, 3]: the least-squares line of these 100 rows is "
        "[4.215, 2.770], and theta scatters around that."
    ),
}
