"""
The mistakes of task 2.3, `stochastic_gradient_descent(X, y, theta, learning_rate, n_epochs)`.

One catalogue per stage of the probe, which is the case that every recogniser takes. Order matters:
what came back, then the start, a single step, the steps of a run, their rows, their order. Where
several bugs give the same answers, the message names the suspects.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from autograder.mistakes.catalogue import Mistake
from autograder.mistakes.sgd.descent_number import NUMBER
from autograder.mistakes.sgd.descent_row import ROW, SEVERAL_ROWS
from autograder.mistakes.sgd.descent_step import NO_DESCENT, SINGLE_STEP, SOLVED, STEP_FORMULA
from autograder.mistakes.sgd.descent_step_length import SCALES, STEP_LENGTHS

WHAT_IS_RETURNED = "What is handed back at the end?"


def _found_in(stage: str) -> Callable[..., Mistake]:
    """A maker of entries for what the judge of a stage names itself."""

    def entry(kind: str, message: str, **more: Any) -> Mistake:
        return Mistake(kind, message, lambda probe: probe.stage(stage).evidence(kind), **more)

    return entry


_answer, _order, _lesson = map(_found_in, ("answer", "order", "lesson"))

ANSWER: tuple[Mistake, ...] = (
    _answer(
        "none", "Your function returned None. The walk took place; what is handed back at its end?"
    ),
    _answer(
        "x_changed",
        "Your call changes the values in {name}, so the answer belongs to other data. "
        "Whose {name} is it?",
        words=("name",),
    ),
    _answer(
        "tuple",
        "You returned {count} things; the task asks for theta alone. "
        "Which of them is theta after the last step?",
        without="You returned a tuple; the task asks for theta alone. Which entry of it is theta "
        "after the last step?",
    ),
    _answer(
        "scalar",
        "A single number, {value}, came back, perhaps the loss.",
        without="A single number came back, perhaps the loss.",
        then="Which of your variables is the theta after the last step?",
    ),
    _answer(
        "path",
        "{count} thetas or parts came back at once.",
        without="Several thetas or parts came back at once.",
        then="Which of your variables is the theta after the last step?",
    ),
    _answer(
        "grew",
        "theta grew to {shape}: a flat row met a column.",
        without="theta grew: a flat row met a column.",
        then="Print the shapes of row, error and gradient; which is not what you expect?",
    ),
    _answer(
        "transposed",
        "theta came back lying down, {shape}: which shape was given?",
        without="theta came back lying down: which shape was given?",
    ),
    _answer(
        "three_parameters",
        "theta has {count} entries, the call gave 2.",
        without="theta has more entries than the call gave.",
        then="Has X already got its column of ones?",
    ),
    _answer("integers", "theta came back as whole numbers: where do its fractions get lost?"),
    _answer(
        "shape",
        "theta came back with the shape {shape}; (2, 1) was given.",
        without="theta came back with another shape; (2, 1) was given.",
        then="In which line does it change?",
    ),
    _answer(
        "not_numbers",
        "{what} came back instead of an array of numbers.",
        without="Something other than an array of numbers came back.",
        then=WHAT_IS_RETURNED,
    ),
    Mistake("shape", f"What came back is no theta of shape (2, 1). {WHAT_IS_RETURNED}"),
)

ORDER: tuple[Mistake, ...] = (
    _order(
        "not_last",
        "Sometimes the theta of an earlier epoch came back. "
        "And what does it cost to read all rows in order to choose?",
    ),
    _order(
        "steps_vary",
        "{lost} steps of all calls read no row at all.",
        without="Some steps read no row at all.",
        then="Which indices can your draw give, and what does a slice beyond the last row hold?",
    ),
    _order(
        "same_row",
        "Every step uses row {row}.",
        without="Every step uses the same row.",
        then="What does a generator give after being set to the same seed again and again?",
    ),
    _order(
        "fixed_order",
        "Rows come in the order {order} in every call.",
        without="Rows come in the same order in every call.",
        then="What in your walk is random?",
    ),
    _order(
        "reseeded",
        "All epochs visit the rows in the same order, in every call. In which loop is the seed set?",
    ),
    _order(
        "row_per_epoch",
        "Within an epoch every step uses the same row. In which of the two loops is it drawn?",
    ),
    _order(
        "cyclic",
        "Only the first row is random, the others follow in order. Which draws should be random?",
    ),
    _order(
        "epochs_alike",
        "All epochs of a call visit the same rows in the same order, some of them never. "
        "In which loop are rows drawn?",
    ),
    _order(
        "row_missing",
        "Row {row} of 0..{last} was never drawn in {draws} draws.",
        without="One row was never drawn.",
        then="Which are the smallest and the largest index your draw can give?",
    ),
    _order(
        "uneven",
        "Rows are not drawn equally often ({frequencies}).",
        without="Rows are not drawn equally often.",
        then="Is every row equally likely at every draw?",
    ),
    _order(
        "few_different",
        "Only {seen} different rows in {m} draws, {expected} expected.",
        without="Too few different rows are drawn.",
        then="Is every row equally likely at every draw?",
    ),
    _order(
        "successor",
        "Row {follower} follows row {row} in {percent} % of cases.",
        without="One row follows another too often.",
        then="Is every row equally likely at every draw?",
    ),
    Mistake("several_rows", SEVERAL_ROWS),
)

LESSON: tuple[Mistake, ...] = (
    _lesson("closed_form", SOLVED),
    _lesson(
        "lesson_far",
        "theta ended at {ended}; right walks end within 0.62 of the least-squares line "
        "[4.215, 2.770].",
        without="theta ended too far from the least-squares line [4.215, 2.770]; right walks end "
        "within 0.62 of it.",
        then="The 4 and 3 behind the data cannot be met exactly by 100 noisy rows. "
        "What does your walk do differently on these rows than on others?",
    ),
    Mistake(
        "lesson_far",
        "The lesson's run does not end near its least-squares line [4.215, 2.770]. "
        "What does your walk do differently on these rows than on others?",
    ),
)

CATALOGUES: Mapping[str, tuple[Mistake, ...]] = {
    "answer": ANSWER,
    "step": (*SCALES, *NO_DESCENT, *SINGLE_STEP, *STEP_LENGTHS, *STEP_FORMULA),
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
