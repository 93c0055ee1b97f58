"""The marking scheme of exercise 2: stochastic gradient descent, 60 points and a bonus."""

import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain
from operator import attrgetter
from typing import Any

import numpy as np

from autograder.grading.draw import Draw
from autograder.grading.learner import Learner
from autograder.grading.task import Exercise, Fix, NotAttempted, Task
from autograder.judges.answer import Answer
from autograder.judges.arrays import Array
from autograder.judges.finding import Finding, wrong
from autograder.judges.sgd import lesson, lesson_walk
from autograder.judges.sgd.bias import bias_added, draw_column
from autograder.judges.sgd.experiments import Run
from autograder.judges.sgd.gradient import (
    PROBES,
    GradientCase,
    Row,
    arguments_kept,
    draw_extremes,
    draw_questions,
    gradient_found,
)
from autograder.judges.sgd.probe import SgdProbe, Stage
from autograder.judges.sgd.theta import read_theta
from autograder.mistakes.case import JudgedAnswer
from autograder.mistakes.catalogue import Mistake, wording
from autograder.mistakes.sgd import add_bias, crashes, descent, point_gradient, train

EXERCISE = Exercise(
    "day4_ex2",
    title="Stochastic gradient descent",
    crashes=crashes.CRASHES,
    notes=descent.NOTES,
)

Tables = Iterator[tuple[Array]]

BIAS = EXERCISE.task(
    "2.1",
    "add_bias",
    "a column of ones",
    judge=bias_added,
    case=attrgetter("answer"),
    mistakes=add_bias.BIAS,
    picture="lines.BiasPicture",
)


@BIAS.compare(points=2)
def test_bias_beside_the_lesson_data() -> Tables:
    """Adds a column of ones to the lesson's 100 rows."""
    yield (lesson.points()[0].copy(),)


@BIAS.compare(points=3)
def test_bias_beside_other_data(draw: Draw) -> Tables:
    """Adds it to shorter and longer tables, with negative numbers too."""
    for m in (4, 7, 130):
        yield (draw_column(draw.stream(f"bias {m}"), m),)


@BIAS.compare(points=1)
def test_bias_beside_a_single_row(draw: Draw) -> Tables:
    """Returns a table even for a single row."""
    yield (draw_column(draw.stream("bias 1"), 2)[1:],)


def gradient_case(judged: JudgedAnswer) -> GradientCase:
    """With answers about rows on which no two wrong formulas agree."""
    probes = map(judged.again, *zip(*PROBES, strict=True))
    others = [one for one in probes if one is not None and one.crash is None]
    return GradientCase((judged.answer, *others), judged.finding)


GRADIENT = EXERCISE.task(
    "2.2",
    "point_gradient",
    "the gradient of one row",
    judge=gradient_found,
    case=gradient_case,
    mistakes=point_gradient.GRADIENT,
    picture="descent.GradientPicture",
)


@GRADIENT.compare(points=2)
def test_gradient_of_a_lesson_row() -> Iterator[Row]:
    """Finds the gradient of a row of the lesson, [1, 3] with target 5."""
    yield PROBES[0]


@GRADIENT.compare(points=4)
def test_gradient_of_other_rows(draw: Draw) -> Iterator[Row]:
    """Finds it for other rows, however far the prediction is too large or too small."""
    rng = draw.stream("gradient line")
    yield from (*draw_questions(rng, 2, leading=1), *draw_extremes(rng))


@GRADIENT.compare(points=3)
def test_gradient_of_any_width(draw: Draw) -> Iterator[Row]:
    """Works for rows of any width, whatever their first entry is."""
    for n, grain in ((3, 2), (1, 2), (5, 128)):
        yield from draw_questions(draw.stream(f"gradient {n}"), n, grain=grain)


@GRADIENT.compare(points=1, then=arguments_kept)
def test_gradient_leaves_its_arguments(draw: Draw) -> Iterator[Row]:
    """Leaves the row, the target and theta unchanged."""
    yield from draw_questions(draw.stream("gradient arguments"), 2, leading=1)


DESCENT = EXERCISE.task(
    "2.3",
    "stochastic_gradient_descent",
    "the descent",
    uses=["2.2"],
    mistakes=[*chain.from_iterable(descent.CATALOGUES.values())],
    picture="descent.DescentPicture",
)

WAITS = wording("waits: Not judged until '{=check}' is right.")


def judge_descent(learner: Learner, draw: Draw, name: str) -> None:
    """One stage of the probe that all checks of this descent share."""

    def descend(runs: Sequence[Run]) -> list[Answer]:
        return learner.calls(DESCENT.function, [run.arguments for run in runs])

    probe = learner.once("descent", lambda: SgdProbe(descend, draw.stream))
    settle_stage(learner, probe.stage(name), probe, descent.CATALOGUES[name])


def settle_stage(
    learner: Learner, stage: Stage, case: Any, mistakes: Sequence[Mistake] | None = None
) -> None:
    if stage.crash is not None:
        raise learner.crashed(stage.crash)
    if stage.finding is None:
        raise NotAttempted(WAITS.say(check=STAGES[stage.until]))
    learner.settle(stage.finding, mistakes=mistakes, case=case, answer=stage.shown)


STAGES = {
    "answer": "theta comes back",
    "step": "each step",
    "number": "the number of steps",
    "row": "one row per step",
    "order": "random rows",
    "batches": "the batches of an epoch",
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
    """Draws the rows at random: all of them, and equally often."""
    judge_descent(learner, draw, "order")


@DESCENT.check(points=4)
def test_walk_lesson_run(learner: Learner, draw: Draw) -> None:
    """Ends the lesson's run near its least-squares line."""
    judge_descent(learner, draw, "lesson")


TRAINED = EXERCISE.task(
    "2.4",
    "train",
    "the lesson's run",
    uses=["2.1", "2.2", "2.3"],
    mistakes=(*train.TRAINED, *train.WALK),
    picture="lines.FitPicture",
)

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


BATCH = EXERCISE.task(
    "2.5",
    "batch_gradient_descent",
    "batch descent",
    uses=["2.2"],
    bonus=True,
    mistakes="sgd.batch_descent.BATCH",
    picture="batches.BatchPicture",
)


def judge_on_batches(learner: Learner, draw: Draw, task: Task, name: str) -> None:
    """One stage of the probe that all checks of this descent on batches share."""
    learner.require(task.function)
    # a learner who leaves the bonus alone does not wait for these
    from autograder.judges.sgd.batch_probe import BatchProbe
    from autograder.judges.sgd.batch_runs import TASKS
    from autograder.mistakes.sgd.batch_seen import BatchCase

    asked = TASKS[task.function]

    def descend(runs: Sequence[Run]) -> list[Answer]:
        return learner.calls(task.function, [run.arguments[: asked.given] for run in runs])

    def make() -> BatchProbe:
        runs = asked.draw(draw.stream(f"runs of {task.function}"))
        return BatchProbe(descend, runs, asked.rule)

    probe = learner.once(task.function, make)
    stage = probe.stage(name)
    settle_stage(learner, stage, BatchCase(probe, stage))


@BATCH.check(points=2)
def test_batch_step(learner: Learner, draw: Draw) -> None:
    """Takes a step along the mean gradient of all rows."""
    judge_on_batches(learner, draw, BATCH, "step")


@BATCH.check(points=2)
def test_batch_epochs(learner: Learner, draw: Draw) -> None:
    """Takes one such step in each epoch, and none for no epoch."""
    judge_on_batches(learner, draw, BATCH, "epochs")


@BATCH.check(points=1)
def test_batch_width(learner: Learner, draw: Draw) -> None:
    """Works for any number of columns, with or without a column of ones."""
    judge_on_batches(learner, draw, BATCH, "width")


@BATCH.check(points=1)
def test_batch_arguments(learner: Learner, draw: Draw) -> None:
    """Leaves X and y as they were."""
    judge_on_batches(learner, draw, BATCH, "arguments")


MINI = EXERCISE.task(
    "2.6",
    "mini_batch_gradient_descent",
    "mini-batches",
    uses=["2.2"],
    bonus=True,
    mistakes="sgd.mini_batch.MINI_BATCH",
    picture="batches.MiniBatchPicture",
)


@MINI.check(points=1)
def test_mini_batch_step(learner: Learner, draw: Draw) -> None:
    """Takes a step along the mean gradient where one batch holds every row."""
    judge_on_batches(learner, draw, MINI, "step")


@MINI.check(points=2)
def test_mini_batch_number_of_steps(learner: Learner, draw: Draw) -> None:
    """Takes one step for each batch of each epoch."""
    judge_on_batches(learner, draw, MINI, "number")


@MINI.check(points=2)
def test_mini_batch_rows(learner: Learner, draw: Draw) -> None:
    """Deals each row to one batch of an epoch, and steps along the mean of that batch."""
    judge_on_batches(learner, draw, MINI, "batches")


@MINI.check(points=2)
def test_mini_batch_shuffles(learner: Learner, draw: Draw) -> None:
    """Reshuffles the rows in each epoch."""
    judge_on_batches(learner, draw, MINI, "order")


@MINI.check(points=1)
def test_mini_batch_arguments(learner: Learner, draw: Draw) -> None:
    """Leaves X and y as they were."""
    judge_on_batches(learner, draw, MINI, "arguments")


ADAM = EXERCISE.task(
    "2.7",
    "adam",
    "Adam",
    uses=["2.2"],
    bonus=True,
    mistakes="sgd.adam.ADAM",
    picture="batches.AdamPicture",
)


@ADAM.check(points=2)
def test_adam_first_step(learner: Learner, draw: Draw) -> None:
    """Takes the first step right, also where epsilon counts."""
    judge_on_batches(learner, draw, ADAM, "step")


@ADAM.check(points=3)
def test_adam_later_steps(learner: Learner, draw: Draw) -> None:
    """Carries both running means from step to step and corrects their bias."""
    judge_on_batches(learner, draw, ADAM, "number")


@ADAM.check(points=1)
def test_adam_batches(learner: Learner, draw: Draw) -> None:
    """Deals each row to one batch of an epoch."""
    judge_on_batches(learner, draw, ADAM, "batches")


@ADAM.check(points=1)
def test_adam_shuffles(learner: Learner, draw: Draw) -> None:
    """Reshuffles the rows in each epoch."""
    judge_on_batches(learner, draw, ADAM, "order")


@ADAM.check(points=1)
def test_adam_arguments(learner: Learner, draw: Draw) -> None:
    """Leaves X and y as they were."""
    judge_on_batches(learner, draw, ADAM, "arguments")
