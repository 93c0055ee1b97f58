"""The marking scheme of exercise 2: stochastic gradient descent, 60 points."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from itertools import chain

import numpy as np

from autograder.grading.draw import Draw
from autograder.grading.learner import Learner, Reference
from autograder.grading.show import show_call
from autograder.grading.task import Exercise, Fix, NotAttempted
from autograder.judges.answer import Answer, Foreign
from autograder.judges.arrays import Array, changed
from autograder.judges.finding import Finding
from autograder.judges.sgd import gradient
from autograder.judges.sgd.bias import bias_added, draw_column
from autograder.judges.sgd.experiments import Run
from autograder.judges.sgd.gradient import PROBES, Asked, draw_questions
from autograder.judges.sgd.lesson import descended, ended_near, judge_lesson_walk, points
from autograder.judges.sgd.probe import SgdProbe
from autograder.judges.sgd.theta import read_theta
from autograder.mistakes.catalogue import Wording
from autograder.mistakes.python import general
from autograder.mistakes.sgd import add_bias, crashes, descent, point_gradient, train

EXERCISE = Exercise(
    "day4_ex2",
    crashes=crashes.CRASHES,
    notes=descent.NOTES,
    mistakes={
        "2.1": add_bias.BIAS,
        "2.2": (*point_gradient.GRADIENT, *point_gradient.ARGUMENTS),
        "2.3": (*chain.from_iterable(descent.CATALOGUES.values()), *crashes.DESCENT_CRASHES),
        "2.4": (*train.TRAINED, *train.WALK),
    },
)

RETURNED_NOTHING = Wording(
    "returned_nothing", "Your function returned None. Which line returns the result?"
)


def attempted(answer: Answer) -> Answer:
    """The answer, unless it is that of a stub, or nothing was returned, printed or changed."""
    if isinstance(answer.value, Foreign) and answer.value.kind == "stub":
        raise NotAttempted
    if answer.value is None and not answer.printed and not changed(answer):
        raise Fix(RETURNED_NOTHING.say(), returned="None", asked=show_call(answer))
    return answer


BIAS = EXERCISE.task(
    "2.1",
    "add_bias",
    "a column of ones",
    hints="""
        ask: A line is bias + slope * x. If the bias is to be multiplied by something, just as the slope is by x, by which number?
        ask stacked_below extra_row flattened transposed squeezed shape twice extra_columns flat_ones one_row brackets shapes: Write down an X of three rows and, beside it, the table you want. Which shape has each of the two, and along which axis did X grow?
        ask zeros not_ones column_varies added multiplied ones_behind unchanged ones_alone: Write down the row of the table that belongs to x = 5. Which two numbers does it hold, and in which order?
        ask global_data other_rows rows_typed_in x_altered integers x_changed: Call add_bias on three rows: 5.5, -2.0 and 7.25. Which x stands in each row of your table, and what has become of X?
        try: X = np.array([[5.0], [6.0], [7.0]])
            print(X.shape, np.ones(3).shape)
        look: You see (3, 1) and (3,). Only arrays with the same number of dimensions can stand side by side. Which shape must the ones be asked for, so that you see (3, 1) twice?
        wrong: return np.vstack([ones, X])
        wrong flat_ones flattened shapes: ones = np.ones(len(X))
        wrong ones_behind: return np.hstack([X, ones])
        wrong zeros not_ones: ones = np.zeros((len(X), 1))
        wrong rows_typed_in global_data: ones = np.ones((100, 1))
    """,
)


def judge_bias(learner: Learner, reference: Reference, tables: Iterable[Array]) -> None:
    for X in tables:
        answer = attempted(learner.add_bias(X))
        finding = bias_added(answer, reference.add_bias(X).value)
        learner.settle(finding, mistakes=add_bias.BIAS, case=answer, answer=answer)


@BIAS.check(points=2)
def test_bias_beside_the_lesson_data(learner: Learner, reference: Reference) -> None:
    """Adds a column of ones to the lesson's 100 rows."""
    judge_bias(learner, reference, [points()[0].copy()])


@BIAS.check(points=3)
def test_bias_beside_other_data(learner: Learner, reference: Reference, draw: Draw) -> None:
    """Adds it to tables of other lengths, with negative numbers too."""
    judge_bias(learner, reference, (draw_column(draw.stream(f"bias {m}"), m) for m in (4, 7)))


@BIAS.check(points=1)
def test_bias_beside_a_single_row(learner: Learner, reference: Reference, draw: Draw) -> None:
    """Returns a table even for a single row."""
    judge_bias(learner, reference, [draw_column(draw.stream("bias 1"), 2)[1:]])


GRADIENT = EXERCISE.task(
    "2.2",
    "point_gradient",
    "the gradient of one row",
    hints="""
        ask: The loss of a row is the square of its error. If one entry of theta grows a little, by how much does the error grow?
        ask half double uphill scaled over_n precedence plus_y error_squared: Take the example in the docstring: the prediction is 9, the target 3. Work out the two slopes by hand. At which step do you and your code differ?
        ask no_xi xi_unused theta_for_xi theta_returned row_returned entry_of_theta_unused entry_missing leading_one reversed xi_squared divided_by_xi entries_apart theta_unused y_unused entry_sign entry_scaled weight_decay wrong_error disagrees unlike: Raise one entry of theta a little. How much does the prediction of the row change, and which number of the row tells you so?
        ask error_returned loss_returned prediction_returned step_returned: Prediction, error, loss, slope, new theta: which of the five is asked for, and which do you return?
        ask product_reversed summed row flat table one_number shape shapes: Write the shapes under your factors: (1, n), (1, 1), (n, 1). Which product has the shape of theta?
        ask absolute_error absolute_result clipped sign_of_error: One row, three targets: the errors are 3, -3 and 300. How must the three slopes compare, and how do yours?
        try: loss = lambda a, b: (a + 2 * b - 3) ** 2
            print(round((loss(1.001, 4) - loss(1, 4)) / 0.001, 3))
            print(round((loss(1, 4.001) - loss(1, 4)) / 0.001, 3))
        look: This measures the two slopes in the docstring's example, where the error is 6: you see 12.001 and 24.004. What makes 12 out of 6, and why is the second slope twice the first?
        wrong: error = yi - xi @ theta
        wrong half: return xi.T @ error
        wrong uphill: return -2 * xi.T @ error
        wrong step_returned: return theta - 2 * xi.T @ error
        wrong table entries_apart: error = xi * theta - yi
    """,
)


def judge_gradient(
    learner: Learner, reference: Reference, questions: Iterable[Asked]
) -> list[Answer]:
    answers = []
    for asked in questions:
        answer = attempted(learner.point_gradient(*asked))
        finding = gradient.gradient_found(answer, reference.point_gradient(*asked).value)
        others = [] if finding.is_right else [learner.call("point_gradient", *p) for p in PROBES]
        case = gradient.GradientCase((answer, *(other for other in others if other.crash is None)))
        learner.settle(finding, mistakes=point_gradient.GRADIENT, case=case, answer=answer)
        answers.append(answer)
    return answers


@GRADIENT.check(points=2)
def test_gradient_of_a_lesson_row(learner: Learner, reference: Reference) -> None:
    """Finds the gradient of a row of the lesson, [1, 3] with target 5."""
    judge_gradient(learner, reference, PROBES[:1])


@GRADIENT.check(points=4)
def test_gradient_of_other_rows(learner: Learner, reference: Reference, draw: Draw) -> None:
    """Finds it for other rows, whether the prediction is too large or too small."""
    judge_gradient(learner, reference, draw_questions(draw.stream("gradient line"), 2, leading=1))


@GRADIENT.check(points=3)
def test_gradient_of_any_width(learner: Learner, reference: Reference, draw: Draw) -> None:
    """Works for rows of any width, whatever their first entry is."""
    for n in (3, 1, 5):
        judge_gradient(learner, reference, draw_questions(draw.stream(f"gradient {n}"), n))


@GRADIENT.check(points=1)
def test_gradient_leaves_its_arguments(learner: Learner, reference: Reference, draw: Draw) -> None:
    """Leaves the row, the target and theta unchanged."""
    asked = draw_questions(draw.stream("gradient arguments"), 2, leading=1)
    for answer in judge_gradient(learner, reference, asked):
        finding, case = gradient.arguments_kept(answer), gradient.GradientCase((answer,))
        learner.settle(finding, mistakes=point_gradient.ARGUMENTS, case=case, answer=answer)


DESCENT = EXERCISE.task(
    "2.3",
    "stochastic_gradient_descent",
    "the descent",
    hints="""
        ask: Batch gradient descent reads every row before it moves. How many rows does one step of SGD read, and how many steps make an epoch?
        ask uphill half double over_m over_2m times_m rate_squared scale_wrong error_squared constant projection overflow bias_only slope_only bias_sign adaptive no_xi precedence weight_decay momentum learning_rate_changes rate_over_epochs entry_lost error_sign uneven_entries rate_no_factor foreign_weight direction not_proportional step_wrong one_after_the_other swapped drift: Take the row (1, 1) with the target 7, theta at 0 and the rate 0.1. Where is theta after one step by hand, and where with your code?
        ask one_step one_epoch step_per_epoch loop_over_columns update_per_column epoch_too_many epoch_too_few epochs_typed_in rows_typed_in rows_passed_over early_stop steps_vary steps_wrong collected fraction_of_steps: Three epochs on two rows: how often must theta move? Follow your loops with a finger: how often does each one turn, and what stands inside it?
        ask sum_batch full_batch batch_descent minibatch several_rows pairing broadcast_batch: Which line of yours picks the row of a step? Go through the lines below it: does each use that row only, and the y that belongs to it?
        ask same_row fixed_order reseeded row_per_epoch cyclic epochs_alike row_missing uneven few_different successor row_repeated follows_y left_out uneven_kinds index_out_of_range: Print the row number of each step, for two epochs on four rows. Which row never comes, comes too often, or could be foretold, and which line decides that?
        ask learning_rate_ignored start_ignored start_random no_influence not_assigned frozen_gradient accumulated theta_lost: Between two steps only theta changes. Which line makes the new theta, out of what, and with which theta is the gradient taken?
        ask grew transposed shape flat_row shapes column_for_row too_many_indices: In one step, print the shapes of xi, yi, theta and the gradient. Are they (1, 2), (1, 1), (2, 1) and (2, 1)?
        try: X = np.array([[1.0, 5.0], [1.0, 6.0], [1.0, 7.0]])
            print(X[2].shape, X[2:3].shape)
        look: You see (2,) and (1, 2). Which of the two is still a row of a table, as point_gradient wants it? And once your loops are there, look at your steps one by one, with `autograder trace 2.3` or, in a notebook, trace().
        wrong: i = np.random.randint(m + 1)
        wrong uphill: theta += learning_rate * point_gradient(xi, yi, theta)
        wrong theta_lost: theta = -learning_rate * point_gradient(xi, yi, theta)
        wrong not_assigned: theta - learning_rate * point_gradient(xi, yi, theta)
        wrong learning_rate_ignored: theta -= 0.01 * point_gradient(xi, yi, theta)
        wrong sum_batch full_batch batch_descent: theta -= learning_rate * point_gradient(X, y, theta)
        wrong flat_row grew broadcast_batch: xi, yi = (X[i], y[i])
        wrong reseeded same_row: np.random.seed(42)
        wrong epoch_too_few: for _ in range(n_epochs - 1):
        wrong epochs_typed_in: for _ in range(50):
        wrong loop_over_columns: m = X.shape[1]
        wrong start_ignored: theta = np.zeros((2, 1))
    """,
)

NOT_JUDGED = Wording("not_judged", "Not judged until '{check}' is right.", words=("check",))


def judge_descent(learner: Learner, draw: Draw, name: str) -> None:
    """One stage of the probe that all checks of this descent share."""

    def descend(runs: Sequence[Run]) -> list[Answer]:
        return learner.calls(DESCENT.function, [run.arguments for run in runs])

    probe = learner.once("descent", lambda: SgdProbe(descend, draw.stream))
    if probe.is_untouched:
        is_printed = any(answer.printed for answer in probe.on_identical_rows.answers)
        said = (general.PRINTED if is_printed else RETURNED_NOTHING).say()
        raise Fix(said, returned="None")
    stage = probe.stage(name)
    if stage.crash is not None:
        raise learner.crashed(stage.crash, crashes.DESCENT_CRASHES)
    if stage.finding is None:
        raise NotAttempted(NOT_JUDGED.say(check=STAGES[stage.until]))
    mistakes = descent.CATALOGUES[name]
    learner.settle(stage.finding, mistakes=mistakes, case=probe, answer=stage.shown)


STAGES = {
    "answer": "theta comes back",
    "step": "each step",
    "number": "the number of steps",
    "row": "one row per step",
    "order": "random rows",
}


@DESCENT.check(points=4)
def test_walk_answer(learner: Learner, draw: Draw) -> None:
    """Returns a theta of shape (2, 1) and leaves the caller's data unchanged."""
    judge_descent(learner, draw, "answer")


@DESCENT.check(points=10)
def test_walk_step(learner: Learner, draw: Draw) -> None:
    """Takes steps of the right direction and length, starting from the given theta."""
    judge_descent(learner, draw, "step")


@DESCENT.check(points=6)
def test_walk_number_of_steps(learner: Learner, draw: Draw) -> None:
    """Takes as many steps in each epoch as there are rows."""
    judge_descent(learner, draw, "number")


@DESCENT.check(points=8)
def test_walk_one_row(learner: Learner, draw: Draw) -> None:
    """Reads one row in each step, together with its own target."""
    judge_descent(learner, draw, "row")


@DESCENT.check(points=8)
def test_walk_random_rows(learner: Learner, draw: Draw) -> None:
    """Draws the rows at random: all of them, equally often, and afresh in each epoch."""
    judge_descent(learner, draw, "order")


@DESCENT.check(points=4)
def test_walk_lesson_run(learner: Learner, draw: Draw) -> None:
    """Ends the lesson's run near its least-squares line."""
    judge_descent(learner, draw, "lesson")


TRAINED = EXERCISE.task(
    "2.4",
    "train",
    "the lesson's run",
    hints="""
        ask: Everything is there already: the data, the column of ones, the descent. In which order do they need each other?
        ask other_numbers too_few_steps too_wide diverged mean_off other_walk far numbers_exchanged: Write down the five things that you hand to your descent. What does the docstring say about each of them, and do all five agree?
        ask no_bias_column too_few_columns three_parameters bias_last x_and_y_exchanged own_scale mirrored other_rows: Print the first row that you hand to your descent, and its target. Which two numbers must stand in the row, and which one is the target?
        ask closed_form typed_in batch_descent not_assigned: Which of your own functions takes one small step after the other, each on a random row, and does train return what that function returns?
        ask transposed grew level_line: Print the shapes of the table, of y and of the theta that you start with. Are they (100, 2), (100, 1) and (2, 1)?
        try: rows, targets = make_data()
            print(rows.shape, targets.shape, add_bias(rows).shape)
        look: A right add_bias gives (100, 1) (100, 1) (100, 2). Which of these does your descent want, and which shape must its first theta have, so that a row times theta is one number?
        wrong: start = np.zeros(2)
        wrong no_bias_column too_few_columns: return stochastic_gradient_descent(X, y, start, learning_rate=0.01, n_epochs=50)
        wrong typed_in: return np.array([[4.0], [3.0]])
    """,
)


PATIENCE = 7.0
"""Seconds of the ten that a check has, after which no more run of `train` may go on."""


def judge_trained(learner: Learner, judge: Callable[[Answer], Finding]) -> Answer:
    answer = attempted(learner.once("train", learner.train))
    learner.settle(judge(answer), mistakes=train.TRAINED, case=answer, answer=answer)
    return answer


@TRAINED.check(points=2)
def test_train_ends_near_least_squares(learner: Learner) -> None:
    """Ends near the least-squares line."""
    judge_trained(learner, ended_near)


@TRAINED.check(points=2)
def test_train_walks_there(learner: Learner) -> None:
    """Gets there by the random steps of the lesson's run."""
    started, durations = time.perf_counter(), [0.0]
    answer = judge_trained(learner, descended)

    def descend(run: Run) -> Array | None:
        """The learner's own descent, right after `make_data`."""
        try:
            if learner.call("make_data").crash:
                return None
            return read_theta(learner.call(DESCENT.function, *run.arguments)).theta
        except (Fix, NotAttempted):
            return None

    def again(count: int) -> Array:
        """Thetas of more runs, (n, 2); fewer, or none, where a run is slow."""
        thetas: list[Array] = []
        while len(thetas) < count:
            begun = time.perf_counter()
            if begun + max(durations) > started + PATIENCE:
                break
            theta = read_theta(learner.call("train")).theta
            durations.append(time.perf_counter() - begun)
            thetas.append(np.full(2, np.nan) if theta is None else theta)
        return np.reshape(thetas, (-1, 2))

    finding = judge_lesson_walk(answer.value.ravel(), descend, again)
    learner.settle(finding, mistakes=train.WALK, case=finding, answer=answer)
