"""The marking scheme of exercise 2: stochastic gradient descent, 60 points."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from autograder.grading.draw import Draw
from autograder.grading.learner import Learner, Reference
from autograder.grading.show import show_call
from autograder.grading.task import Exercise, Fix, NotAttempted, settle
from autograder.judges.answer import Answer, Foreign
from autograder.judges.arrays import changed
from autograder.judges.finding import Finding
from autograder.judges.sgd.bias import bias_added
from autograder.judges.sgd.experiments import Setting
from autograder.judges.sgd.gradient import Rows, arguments_kept, gradient_found
from autograder.judges.sgd.lesson import points
from autograder.judges.sgd.probe import SgdProbe
from autograder.judges.sgd.trained import ended_near, walked
from autograder.mistakes.catalogue import Wording, diagnose
from autograder.mistakes.python import general
from autograder.mistakes.sgd import add_bias, crashes, descent, point_gradient, train

Array = NDArray[Any]

EXERCISE = Exercise(
    "day4_ex2",
    "Stochastic gradient descent",
    crashes=crashes.CRASHES,
    notes=descent.NOTES,
    mistakes={
        "2.1": add_bias.BIAS,
        "2.2": (*point_gradient.GRADIENT, *point_gradient.ARGUMENTS),
        "2.3": (*chain.from_iterable(descent.CATALOGUES.values()), *crashes.DESCENT_CRASHES),
        "2.4": train.TRAINED,
    },
)


RETURNED_NOTHING = Wording(
    "returned_nothing", "{function} returned nothing. Is its return line missing?"
)


def attempted(answer: Answer) -> Answer:
    """The answer, unless it is that of a stub: nothing returned, printed or changed."""
    stub = isinstance(answer.value, Foreign) and answer.value.kind == "stub"
    if stub or (answer.value is None and not answer.printed and not changed(answer)):
        raise NotAttempted(RETURNED_NOTHING.say(function=answer.function))
    return answer


BIAS = EXERCISE.task(
    "2.1",
    "add_bias",
    "a column of ones",
    hints=(
        (
            "A line is bias + slope * x. If the bias is to be multiplied by something, just as the "
            "slope is by x, by which number?"
        ),
        (
            "NumPy has several functions that put arrays side by side. They want pieces with the same "
            "number of rows and the same number of dimensions."
        ),
        (
            "Make the ones with as many rows as X has and one column; then join them and X along the "
            "axis that runs across."
        ),
        (
            "Why does it work? With the extra column every prediction is one product of a row and "
            "theta, so the bias needs no rule of its own."
        ),
    ),
)


def judge_bias(learner: Learner, reference: Reference, tables: Iterable[Array]) -> None:
    for X in tables:
        answer = attempted(learner.add_bias(X))
        finding = bias_added(answer, reference.add_bias(X).value)
        settle(
            learner,
            finding,
            mistakes=add_bias.BIAS,
            case=answer,
            notes=EXERCISE.notes,
            answer=answer,
        )


def column(draw: Draw, purpose: str, rows: int) -> Array:
    """Different quarters from -9 to 9, (rows, 1): a positive and a negative fraction come first."""
    stream = draw.stream(purpose)
    positive = stream.choice([k for k in range(5, 36) if k % 4])
    negative = stream.choice([k for k in range(-35, 0) if k % 4])
    free = [k for k in range(-36, 37) if k not in {0, 4, positive, negative}]
    quarters = [positive, negative, *stream.sample(free, rows - 2)]
    return np.array(quarters, dtype=float).reshape(-1, 1) / 4


@BIAS.check(points=2)
def test_bias_beside_the_lesson_data(learner: Learner, reference: Reference) -> None:
    """The 100 rows of the lesson get their ones."""
    judge_bias(learner, reference, [points()[0].copy()])


@BIAS.check(points=3)
def test_bias_beside_other_data(learner: Learner, reference: Reference, draw: Draw) -> None:
    """Tables of other lengths get theirs, negative numbers and all."""
    judge_bias(learner, reference, (column(draw, f"bias {m}", m) for m in (4, 7)))


@BIAS.check(points=1)
def test_bias_beside_a_single_row(learner: Learner, reference: Reference, draw: Draw) -> None:
    """One row is still a table."""
    judge_bias(learner, reference, [column(draw, "bias 1", 2)[1:]])


GRADIENT = EXERCISE.task(
    "2.2",
    "point_gradient",
    "the gradient of one row",
    hints=(
        (
            "The loss of a row is the square of its error. If one entry of theta grows a little, by "
            "how much does the error grow?"
        ),
        (
            "Chain rule: the derivative of the square, times the derivative of what is squared. The "
            "second factor is an entry of the row."
        ),
        (
            "First the error, prediction minus target, shape (1, 1). Then one product that turns the "
            "row into a column with the shape of theta; mind the constant that the square leaves."
        ),
        (
            "Why does it work? The gradient is the row itself, stretched by its error: entries with a "
            "large x change the prediction most, so they carry most of the blame."
        ),
    ),
)

Question = tuple[Array, Array, Array]


def question(row: list[float], target: float, theta: list[float]) -> Question:
    """A row: xi (1, n), yi (1, 1) and theta (n, 1) as the task passes them."""
    return np.array([row], float), np.array([[target]], float), np.array([theta], float).T


PROBES = (
    question([1, 3], 5, [2, 7]),
    question([1, 3], 8, [2, 7]),
    question([1, 3], 5, [-4, 6]),
    question([1, -2], 5, [2, 7]),
    question([3, -2], -4, [5, 1]),
    question([2, 3, -5], 11, [7, -13, 1]),
)
"""Rows that tell wrong formulas apart. They are asked after a wrong answer only."""


def judge_gradient(
    learner: Learner, reference: Reference, questions: Iterable[Question]
) -> list[Answer]:
    answers = []
    for asked in questions:
        answer = attempted(learner.point_gradient(*asked))
        finding = gradient_found(answer, reference.point_gradient(*asked).value)
        settle_gradient(learner, finding, answer)
        answers.append(answer)
    return answers


def settle_gradient(learner: Learner, finding: Finding, answer: Answer) -> None:
    others = [] if finding.is_right else [learner.call("point_gradient", *p) for p in PROBES]
    rows = Rows((answer, *(other for other in others if other.crash is None)))
    settle(
        learner,
        finding,
        mistakes=point_gradient.GRADIENT,
        case=rows,
        notes=EXERCISE.notes,
        answer=answer,
    )


def questions(draw: Draw, purpose: str, width: int, leading: int | None = None) -> list[Question]:
    """
    Two rows of halves with errors of either sign, larger than 2 in size.

    No entry is 0, and no first entry 1 unless `leading` says so. The last entry and the error are
    odd halves, so the last slope is never whole.
    """
    stream = draw.stream(purpose)

    def halves(size: int) -> list[float]:
        return [
            stream.choice([k for k in range(-13, 14) if k not in {0, 2}]) / 2 for _ in range(size)
        ]

    asked = []
    for sign in (1, -1):
        row = [*halves(width - 1), stream.choice(range(-13, 14, 2)) / 2]
        if leading is not None:
            row[0] = leading
        theta = halves(width)
        error = sign * stream.randrange(5, 40, 2) / 2
        asked.append(question(row, float(np.dot(row, theta)) - error, theta))
    return asked


@GRADIENT.check(points=2)
def test_gradient_of_a_lesson_row(learner: Learner, reference: Reference) -> None:
    """A row of the lesson, [1, 3] with target 5, gets its gradient."""
    judge_gradient(learner, reference, PROBES[:1])


@GRADIENT.check(points=4)
def test_gradient_of_other_rows(learner: Learner, reference: Reference, draw: Draw) -> None:
    """Other rows of a line get theirs, whether the prediction is too large or too small."""
    judge_gradient(learner, reference, questions(draw, "gradient line", 2, leading=1))


@GRADIENT.check(points=3)
def test_gradient_of_any_width(learner: Learner, reference: Reference, draw: Draw) -> None:
    """Rows of any width get theirs, whatever number comes first."""
    asked = [q for n in (3, 1, 5) for q in questions(draw, f"gradient {n}", n)]
    judge_gradient(learner, reference, asked)


@GRADIENT.check(points=1)
def test_gradient_leaves_its_arguments(learner: Learner, reference: Reference, draw: Draw) -> None:
    """Row, target and theta are left as they were given."""
    asked = questions(draw, "gradient arguments", 2, leading=1)
    for answer in judge_gradient(learner, reference, asked):
        settle(
            learner,
            arguments_kept(answer),
            mistakes=point_gradient.ARGUMENTS,
            case=Rows((answer,)),
            notes=EXERCISE.notes,
            answer=answer,
        )


WALK = EXERCISE.task(
    "2.3",
    "stochastic_gradient_descent",
    "the descent",
    hints=(
        (
            "Batch gradient descent reads every row before it moves. How many rows does one step of "
            "this walk read, and how many steps make an epoch?"
        ),
        (
            "Two loops: one over the epochs, one over the steps of an epoch. What is drawn inside the "
            "inner one, and what moves there?"
        ),
        (
            "In each step: draw one row number, take that row and its own target so that both stay "
            "two-dimensional, and move theta against the gradient of that row. Hand theta back after "
            "both loops."
        ),
        (
            "Why does it work? Averaged over the rows, the steps point where batch descent would go; "
            "each alone points somewhere else. What keeps theta from ever standing still?"
        ),
    ),
)

UNTOUCHED = Wording(
    "untouched",
    "It returned None and left theta as it was: not written yet, or is something missing at its "
    "end?",
)
NOT_JUDGED = Wording("not_judged", "Not judged until '{check}' is right.", words=("check",))


def judge_walk(learner: Learner, draw: Draw, name: str) -> None:
    """One stage of the examination that all checks of this walk share."""

    def ask(settings: Sequence[Setting]) -> list[Answer]:
        return learner.calls(WALK.function, [setting.arguments for setting in settings])

    exam = learner.once("walk", lambda: SgdProbe(ask, draw.stream))
    if exam.is_untouched:
        raise NotAttempted(UNTOUCHED.say())
    stage = exam.stage(name)
    if stage.crash is not None:
        raise crashed(stage.crash)
    if stage.finding is None:
        raise NotAttempted(NOT_JUDGED.say(check=WALK_TITLES[stage.until]))
    settle(
        learner,
        stage.finding,
        mistakes=descent.CATALOGUES[name],
        case=exam,
        notes=descent.NOTES,
        answer=stage.shown,
    )


def crashed(answer: Answer) -> Fix:
    """The finding for a call that ended in an exception."""
    diagnosis = diagnose((*EXERCISE.crashes, *crashes.DESCENT_CRASHES, *general.CRASHES), answer)
    if diagnosis is None or answer.crash is None:
        raise LookupError("No mistake recognises this exception; add a last entry.")
    return Fix(diagnosis, asked=show_call(answer), at=answer.crash.spot)


WALK_TITLES = {
    "answer": "theta comes back",
    "step": "each step",
    "number": "the number of steps",
    "row": "one row per step",
    "order": "random rows",
}


@WALK.check(points=4)
def test_walk_answer(learner: Learner, draw: Draw) -> None:
    """A theta of shape (2, 1) comes back, and the caller's data stay as they were."""
    judge_walk(learner, draw, "answer")


@WALK.check(points=10)
def test_walk_step(learner: Learner, draw: Draw) -> None:
    """Each step has the right direction and length, from the theta that was given."""
    judge_walk(learner, draw, "step")


@WALK.check(points=6)
def test_walk_number_of_steps(learner: Learner, draw: Draw) -> None:
    """Each epoch makes as many steps as there are rows."""
    judge_walk(learner, draw, "number")


@WALK.check(points=8)
def test_walk_one_row(learner: Learner, draw: Draw) -> None:
    """Each step reads one row, together with its own target."""
    judge_walk(learner, draw, "row")


@WALK.check(points=8)
def test_walk_random_rows(learner: Learner, draw: Draw) -> None:
    """The rows are drawn at random: all of them, evenly, and anew in each epoch."""
    judge_walk(learner, draw, "order")


@WALK.check(points=4)
def test_walk_lesson_run(learner: Learner, draw: Draw) -> None:
    """The lesson's run ends near its least-squares line."""
    judge_walk(learner, draw, "lesson")


TRAINED = EXERCISE.task(
    "2.4",
    "train",
    "the lesson's run",
    hints=(
        (
            "Everything is there already: the data, the column of ones, the walk. In which order do "
            "they need each other?"
        ),
        (
            "The walk takes five things. Two of them are the table with its ones and the targets; the "
            "others are named in the lesson."
        ),
        (
            "Get the data, add the bias to X, start theta at zeros in the shape of a column, and hand "
            "all of it to your walk with rate 0.01 and 50 epochs."
        ),
        (
            "Why does it work? Each step uses one row only, and 5,000 noisy steps average out. Why "
            "does theta come near 4 and 3, yet never meet them?"
        ),
    ),
)


def judge_trained(learner: Learner, finding: Finding, answer: Answer) -> None:
    settle(
        learner,
        finding,
        mistakes=train.TRAINED,
        case=answer,
        notes=EXERCISE.notes,
        answer=answer,
    )


def trained(learner: Learner) -> Answer:
    return attempted(learner.once("train", learner.train))


@TRAINED.check(points=2)
def test_train_ends_near_least_squares(learner: Learner) -> None:
    """The run ends near the least-squares line."""
    answer = trained(learner)
    judge_trained(learner, ended_near(answer), answer)


@TRAINED.check(points=2)
def test_train_walks_there(learner: Learner) -> None:
    """A walk of random steps took it there."""
    answer = trained(learner)
    judge_trained(learner, walked(answer), answer)
