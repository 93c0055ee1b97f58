"""The marking scheme of exercise 2: stochastic gradient descent, 60 points."""

import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import chain

import numpy as np

from autograder.grading.draw import Draw
from autograder.grading.learner import Learner, Reference
from autograder.grading.task import Exercise, Fix, NotAttempted
from autograder.judges.answer import Answer
from autograder.judges.arrays import Array
from autograder.judges.finding import Finding, wrong
from autograder.judges.sgd import gradient, lesson, lesson_walk
from autograder.judges.sgd.bias import bias_added, draw_column
from autograder.judges.sgd.experiments import Run
from autograder.judges.sgd.gradient import PROBES, Asked, draw_questions
from autograder.judges.sgd.probe import SgdProbe
from autograder.judges.sgd.theta import read_theta
from autograder.mistakes.catalogue import Wording
from autograder.mistakes.sgd import add_bias, crashes, descent, point_gradient, train

EXERCISE = Exercise(
    "day4_ex2",
    crashes=crashes.CRASHES,
    notes=descent.NOTES,
    mistakes={
        "2.1": add_bias.BIAS,
        "2.2": (*point_gradient.GRADIENT, *point_gradient.ARGUMENTS),
        "2.3": tuple(chain.from_iterable(descent.CATALOGUES.values())),
        "2.4": (*train.TRAINED, *train.WALK),
    },
)

BIAS = EXERCISE.task("2.1", "add_bias", "a column of ones")


def judge_bias(learner: Learner, reference: Reference, tables: Iterable[Array]) -> None:
    for X in tables:
        answer = learner.add_bias(X)
        finding = bias_added(answer, reference.add_bias(X).value)
        learner.settle(finding, mistakes=add_bias.BIAS, case=answer, answer=answer)


@BIAS.check(points=2)
def test_bias_beside_the_lesson_data(learner: Learner, reference: Reference) -> None:
    """Adds a column of ones to the lesson's 100 rows."""
    judge_bias(learner, reference, [lesson.points()[0].copy()])


@BIAS.check(points=3)
def test_bias_beside_other_data(learner: Learner, reference: Reference, draw: Draw) -> None:
    """Adds it to tables of other lengths, with negative numbers too."""
    judge_bias(learner, reference, (draw_column(draw.stream(f"bias {m}"), m) for m in (4, 7)))


@BIAS.check(points=1)
def test_bias_beside_a_single_row(learner: Learner, reference: Reference, draw: Draw) -> None:
    """Returns a table even for a single row."""
    judge_bias(learner, reference, [draw_column(draw.stream("bias 1"), 2)[1:]])


GRADIENT = EXERCISE.task("2.2", "point_gradient", "the gradient of one row")


def judge_gradient(
    learner: Learner, reference: Reference, questions: Iterable[Asked]
) -> list[Answer]:
    answers = []
    for asked in questions:
        answer = learner.point_gradient(*asked)
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
    for n, grain in ((3, 2), (1, 2), (5, 128)):
        asked = draw_questions(draw.stream(f"gradient {n}"), n, grain=grain)
        judge_gradient(learner, reference, asked)


@GRADIENT.check(points=1)
def test_gradient_leaves_its_arguments(learner: Learner, reference: Reference, draw: Draw) -> None:
    """Leaves the row, the target and theta unchanged."""
    asked = draw_questions(draw.stream("gradient arguments"), 2, leading=1)
    for answer in judge_gradient(learner, reference, asked):
        finding, case = gradient.arguments_kept(answer), gradient.GradientCase((answer,))
        learner.settle(finding, mistakes=point_gradient.ARGUMENTS, case=case, answer=answer)


DESCENT = EXERCISE.task("2.3", "stochastic_gradient_descent", "the descent", uses=["2.2"])

WAITS = Wording("waits", "Not judged until '{check}' is right.", words=("check",))


def judge_descent(learner: Learner, draw: Draw, name: str) -> None:
    """One stage of the probe that all checks of this descent share."""

    def descend(runs: Sequence[Run]) -> list[Answer]:
        return learner.calls(DESCENT.function, [run.arguments for run in runs])

    probe = learner.once("descent", lambda: SgdProbe(descend, draw.stream))
    stage = probe.stage(name)
    if stage.crash is not None:
        raise learner.crashed(stage.crash)
    if stage.finding is None:
        raise NotAttempted(WAITS.say(check=STAGES[stage.until]))
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


TRAINED = EXERCISE.task("2.4", "train", "the lesson's run", uses=["2.1", "2.2", "2.3"])

PATIENCE = 7.0
"""Seconds of the ten that a check has, after which no more run of `train` may go on."""


def judge_trained(learner: Learner, judge: Callable[[Answer], Finding]) -> Answer:
    answer = learner.once("train", learner.train)
    finding = judge(answer)
    if finding.kind == "far":
        settle_data(learner, answer)
    if finding.kind == "far" and lesson_walk.is_end_of(
        own_end(learner, lesson.lesson_run()), answer
    ):
        own = wrong("own_descent")
        learner.settle(own, mistakes=train.WALK, case=own, answer=answer)
    learner.settle(finding, mistakes=train.TRAINED, case=answer, answer=answer)
    return answer


def settle_data(learner: Learner, answer: Answer) -> None:
    """Say what `train` cannot be blamed for: a `make_data` with other points than the lesson's."""
    try:
        made = learner.call("make_data")
    except (Fix, NotAttempted):
        return
    if made.crash is None and not lesson.are_points(made.value):
        changed = wrong("data_changed")
        learner.settle(changed, mistakes=train.WALK, case=changed, answer=answer)


def own_end(learner: Learner, run: Run) -> Array | None:
    """The theta (2,) of the learner's own descent, right after `make_data`; None if none."""
    try:
        if learner.call("make_data").crash:
            return None
        return read_theta(learner.call(DESCENT.function, *run.arguments)).theta
    except (Fix, NotAttempted):
        return None


@TRAINED.check(points=2)
def test_train_ends_near_least_squares(learner: Learner) -> None:
    """Ends near the least-squares line."""
    judge_trained(learner, lesson.ended_near)


@TRAINED.check(points=2)
def test_train_walks_there(learner: Learner) -> None:
    """Gets there by the random steps of the lesson's run."""
    started, durations = time.perf_counter(), [0.0]
    answer = judge_trained(learner, lesson.descended)

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

    finding = lesson_walk.judge_lesson_walk(answer.value.ravel(), partial(own_end, learner), again)
    if not finding.is_right:
        settle_data(learner, answer)
    learner.settle(finding, mistakes=train.WALK, case=finding, answer=answer)
