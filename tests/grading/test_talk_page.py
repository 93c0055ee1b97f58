"""
What a person can be asked about a function of their own.
"""

from __future__ import annotations

import sys
from random import Random
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from autograder.grading import talk_page
from autograder.grading.draw import Draw
from autograder.grading.errors import KitError
from autograder.grading.show import typed
from autograder.grading.spec import all_checks
from autograder.grading.talk_page import drawn, inputs_on, talk_problems
from autograder.grading.task import Exercise

TASKS = {check.task.number: check.task for check in all_checks()}
NUMBERS = st.sampled_from(sorted(TASKS))
X = sp.Symbol("x")


def rng(seed: int = 1) -> Random:
    return Draw(str(seed)).stream("talk")


@given(NUMBERS, st.integers(1, 6), st.integers())
def test_calls_are_different(task: str, count: int, seed: int) -> None:
    """
    No call of a sheet is there twice; of `train`, which takes nothing, there is one.
    """
    found = drawn(TASKS[task], count, rng(seed))

    assert (1 if task == "2.4" else count) == len(found)
    assert len(found) == len({str([*map(typed, arguments)]) for arguments in found})


@given(NUMBERS, st.integers())
def test_calls_are_small(task: str, seed: int) -> None:
    """
    Tables have at most three rows, and numbers at most two digits, so that nobody needs a machine.
    """
    for arguments in drawn(TASKS[task], 6, rng(seed)):
        arrays = [one for one in arguments if isinstance(one, np.ndarray)]

        assert all(one.size <= 4 and np.abs(one).max() <= 120 for one in arrays)
        assert all(one == np.round(one, 0) for array in arrays for one in array.flat)
        assert len(str([*map(typed, arguments)])) <= 120


@given(st.integers())
def test_a_probability_is_asked_about_a_density(seed: int) -> None:
    """
    In 1.4, what is integrated is a density, and the bounds are inside its range.
    """
    ranges = {X / 2: 2, 2 * X: 1, sp.Rational(1, 2): 2, X / 8: 4, 3 * X**2: 1, sp.exp(-X): sp.oo}
    for f, x, low, high in drawn(TASKS["1.4"], 6, rng(seed)):
        assert 1 == sp.integrate(f, (x, 0, ranges[f]))
        assert 0 <= low < high <= ranges[f]


@given(st.integers())
def test_the_order_of_rows_plays_no_part_in_a_descent(seed: int) -> None:
    """
    In 2.3 all rows are the same, and each step halves the distance to whole numbers.
    """
    for X_, y, theta, rate, epochs in drawn(TASKS["2.3"], 6, rng(seed)):
        for _ in range(epochs * len(X_)):
            theta = theta - rate * 2 * X_[:1].T @ (X_[:1] @ theta - y[:1])  # noqa: PLW2901

        assert (X_ == X_[0]).all()
        assert (y == y[0]).all()
        assert np.allclose(y[0] * 0.75, X_[:1] @ theta)
        assert np.allclose(theta, np.round(theta))


def declared(monkeypatch: pytest.MonkeyPatch, ask: Any) -> Any:
    """The one task of an exercise, whose one check asks this."""
    task = Exercise("day9_ex1").task("9.1", "square", "a square", judge=lambda *_: None)
    check = task.compare(points=1)(ask) if ask else task.check(points=1)(lambda learner: learner)
    spec = SimpleNamespace(one=check)
    monkeypatch.setattr(talk_page, "load_spec", lambda _: spec)
    return task


def test_an_exercise_without_a_page_is_asked_what_its_checks_ask(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """
    The shortest calls come first, on inputs of no run that a learner has seen, and none twice.
    """

    def ask(draw: Draw) -> Any:
        yield (7,)
        for power in (1, 6):
            yield (draw.stream("a").randint(1, 9) * 10**power,)

    task = declared(monkeypatch, ask)
    public = {7, *(Draw().stream("a").randint(1, 9) * 10**power for power in (1, 6))}

    found = [one for (one,) in drawn(task, 3, rng())]

    assert 3 == len({*found})
    assert all(10 <= one <= 90 for one in found)
    assert not public & {*found}


def test_what_is_always_the_same_may_be_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Where the checks ask the same of everybody, so does the sheet.
    """
    assert [(7,), (8,)] == drawn(declared(monkeypatch, lambda: [(7,), (8,)]), 4, rng())


@pytest.mark.parametrize("ask", [None, lambda: [(np.random.default_rng(1), 5)]])
def test_nothing_to_ask_is_said(monkeypatch: pytest.MonkeyPatch, ask: Any) -> None:
    """
    Checks that make their own calls, or that pass a generator, give nothing to predict: the
    sentence says where inputs are written.
    """
    with pytest.raises(KitError, match=r"write some into autograder/talks/day9_ex1\.py"):
        drawn(declared(monkeypatch, ask), 1, rng())


@pytest.mark.parametrize(
    ("inputs", "said"),
    [
        ({"9.1": lambda rng: (rng.random(), np.ones(2), X)}, []),
        ({"9.2": lambda _: ()}, ["there is no task 9.2 to talk about."]),
        ({"9.1": lambda _: 1 // 0}, ["the inputs of task 9.1 stop with ZeroDivisionError: "]),
        ({"9.1": lambda _: (X, print)}, ["the inputs of task 9.1 are not plain data: print"]),
    ],
)
def test_slips_of_an_author_are_found(
    monkeypatch: pytest.MonkeyPatch, inputs: Any, said: list[str]
) -> None:
    """
    Inputs have a task, can be drawn, and can be sent to it.
    """
    page = SimpleNamespace(INPUTS=inputs)
    monkeypatch.setattr(talk_page, "find_spec", lambda _: page)
    monkeypatch.setitem(sys.modules, "autograder.talks.day9_ex7", page)

    found = list(talk_problems("day9_ex7", {"9.1"}))

    assert len(said) == len(found), found
    assert all(one.startswith(start) for one, start in zip(found, said, strict=True)), found


def test_a_page_is_nobodys_duty() -> None:
    """
    An exercise without one has no inputs of its own.
    """
    assert {} == inputs_on("day9_ex9")
    assert "1.1" in inputs_on("day4_ex1")
