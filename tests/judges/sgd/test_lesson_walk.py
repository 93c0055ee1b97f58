"""
The walk behind the theta of `train`.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

# ruff: noqa: S311 -- draws of a test, not secrets
from autograder.judges.finding import Finding, right
from autograder.judges.sgd.experiments import Array, Run
from autograder.judges.sgd.lesson import (
    EPOCHS,
    RATE,
    batch_descent,
    draw_points,
    least_squares,
    lesson_run,
)
from autograder.judges.sgd.lesson_walk import OFF, RUNS, SPREAD, judge_lesson_walk

Draw = Callable[[int], Any]


def after_data() -> np.random.RandomState:
    """NumPy's generator as `make_data` leaves it."""
    return draw_points()[2]


def walk(run: Run, draw: Draw) -> Array:
    theta = run.start.copy()
    for _ in range(run.epochs):
        for i in draw(run.m):
            theta = theta - 2 * run.rate * (run.X[i] @ theta - run.y[i, 0]) * run.X[i]
    return theta


def one_by_one(source: np.random.RandomState) -> Draw:
    return lambda m: [source.randint(m) for _ in range(m)]


def judged(ended: Array, draw: Callable[[], Draw], again: Any = None) -> Finding:
    """draw: makes the draws of the own descent after `make_data`. again: repeats, if not ended."""
    repeats = again or (lambda count: np.array([ended] * count))
    return judge_lesson_walk(ended, lambda run: walk(run, draw()), repeats)


def fixed() -> Draw:
    return one_by_one(after_data())


def test_no_second_run_leaves_it_open() -> None:
    """
    Where there was no time for another run of `train`, nothing is said against the first one.
    """
    unknown = np.array([4.2, 2.8])

    assert right() == judged(unknown, fixed, lambda _: np.empty((0, 2)))


ODD = np.random.RandomState(9)


def odd() -> Draw:
    """Draws that nobody else knows, new ones each time."""
    return one_by_one(ODD)


def test_the_own_descent_ends_there() -> None:
    """
    A run that ends where the own descent ends is right; started elsewhere it gets a note.
    """
    run = lesson_run()
    elsewhere = walk(run.but(theta=run.theta + 3.0), fixed())

    assert judged(walk(run, fixed()), fixed) == right()
    assert ("start_elsewhere",) == judged(elsewhere, fixed).notes
    assert judged(walk(run, fixed()).astype(np.float32), fixed).is_right


@pytest.mark.parametrize(("rate", "epochs"), [(RATE, 1), (RATE, 49), (0.1, EPOCHS)])
@pytest.mark.parametrize("own", [fixed, odd], ids=["known", "unknown"])
def test_other_numbers_are_named(rate: float, epochs: int, own: Callable[[], Draw]) -> None:
    """
    Another rate or number of epochs is read off a walk of NumPy's usual draws.
    """
    ended = walk(lesson_run().but(rate=rate, epochs=epochs), fixed())
    found = judged(ended, own)

    assert ("other_numbers", rate, epochs) == (found.kind, *found.evidence.values())


def test_other_numbers_of_an_unusual_descent_are_named() -> None:
    """
    A descent of unusual draws, the same in every call, is asked with other numbers.
    """

    def backwards() -> Draw:
        source = after_data()
        return lambda m: m - 1 - source.randint(m, size=m)

    found = judged(walk(lesson_run().but(epochs=10), backwards()), backwards)

    assert ("other_numbers", 10) == (found.kind, found.evidence["epochs"])


@pytest.mark.parametrize("name", ["permutation", "shuffle"])
@pytest.mark.parametrize("start", ["randn", "rand", ""])
def test_a_run_of_its_own_may_draw_as_usual(name: str, start: str) -> None:
    """
    A loop of its own, from a random start too, is right where NumPy's usual draws lead there.
    """
    source, run = after_data(), lesson_run()
    theta = getattr(source, start)(2, 1) if start else run.theta
    order = np.arange(100)

    def draw(_: int) -> Any:
        source.shuffle(order)
        return order.copy()

    ended = walk(run.but(theta=theta), source.permutation if name == "permutation" else draw)
    found = judged(ended, odd)

    assert (True, ("start_elsewhere",) if start else ()) == (found.is_right, found.notes)


def test_batch_descent_is_named() -> None:
    """
    A point on the path of batch descent shows how many steps it took.
    """
    found = judged(batch_descent(200)[:, -1], fixed)

    assert ("batch_descent", 200) == (found.kind, found.evidence["steps"])


def test_a_known_descent_leads_to_one_place() -> None:
    """
    Where `train` and the own descent are the same in every call, another end is wrong.
    """
    assert "other_walk" == judged(least_squares()[:, 0] + 0.0123456789, fixed).kind


def numpy_anew() -> Draw:
    return one_by_one(np.random.RandomState(123))


def numpy_shares() -> Draw:
    source = after_data()
    return lambda m: (m * source.rand(m)).astype(int)


def numpy_again() -> Draw:
    source = after_data()
    source.randint(100, size=100 * EPOCHS)
    return one_by_one(source)


def generator() -> Draw:
    return np.random.default_rng(7).permutation


def python_numbers() -> Draw:
    source = random.Random(0)
    return lambda m: [source.randint(0, m - 1) for _ in range(m)]


def python_lists() -> Draw:
    source, order = random.Random(2026), list(range(100))

    def draw(_: int) -> list[int]:
        source.shuffle(order)
        return list(order)

    return draw


@pytest.mark.parametrize(
    "draw", [numpy_anew, numpy_shares, numpy_again, generator, python_numbers, python_lists]
)
def test_usual_draws_and_seeds_are_known(draw: Callable[[], Draw]) -> None:
    """
    A run with a seed of its own, or after a first run, is right, and its other numbers are named.
    """
    run = lesson_run()

    assert judged(walk(run, draw()), fixed).is_right
    assert "other_numbers" == judged(walk(run.but(epochs=5), draw()), fixed).kind


def test_a_run_that_only_begins_alike_is_judged_by_its_scatter() -> None:
    """
    The first run may repeat by a seed that is set for it; those that follow tell.
    """
    ended, later = least_squares()[:, 0] + 0.01, scattered(3, 0.09, 0.0)
    runs = iter([ended, *later(RUNS)])
    again = lambda count: np.array([next(runs) for _ in range(count)])  # noqa: E731 -- one line

    assert judged(ended, fixed, again).is_right


def scattered(seed: int, size: float, off: float) -> Callable[[int], Array]:
    rng = np.random.default_rng(seed)
    return lambda count: least_squares()[:, 0] + off + size * rng.standard_normal((count, 2))


@pytest.mark.parametrize(
    ("kind", "size", "off"),
    [
        pytest.param("", 0.09, 0.0, id="drawn"),
        pytest.param("", 0.045, 0.0, id="shuffled"),
        pytest.param("mean_off", 0.09, 0.3, id="short of the end"),
        pytest.param("too_wide", 0.35, 0.0, id="long steps"),
        pytest.param("mean_off", np.nan, 0.0, id="nan"),
    ],
)
def test_an_unknown_descent_is_judged_by_its_scatter(kind: str, size: float, off: float) -> None:
    """
    Several runs of a descent with a source of its own show their mean and their spread.
    """
    again = scattered(3, size, off)

    assert kind == judged(again(1)[0], odd, again).kind


@pytest.mark.parametrize("count", [1, 3])
def test_nothing_is_said_of_few_runs(count: int) -> None:
    """
    Where runs are slow, or all alike, their scatter is not judged.
    """
    again = scattered(3, 3.0, 1.0)

    assert judged(again(1)[0], odd, lambda _: again(count)).is_right
    assert judged(again(1)[0], odd).is_right


def test_the_limits_lie_far_from_right_runs() -> None:
    """
    In standard deviations of right runs: 7 for the mean, 2.7 times for the spread.
    """
    assert OFF / (0.0899 / np.sqrt(RUNS)) > 7
    assert SPREAD / 0.0899 > 2.7
