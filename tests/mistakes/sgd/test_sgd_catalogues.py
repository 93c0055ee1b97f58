"""
The catalogues of exercise 2.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import cycle
from typing import Any

import numpy as np
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.judges.answer import Answer, Crash, Foreign
from autograder.judges.sgd.gradient import PROBES, GradientCase
from autograder.mistakes.catalogue import Mistake, diagnose
from autograder.mistakes.sgd.add_bias import BIAS
from autograder.mistakes.sgd.crashes import CRASHES
from autograder.mistakes.sgd.point_gradient import GRADIENT
from autograder.mistakes.sgd.train import TRAINED
from tests.mistakes.test_catalogues import solves

NUMBERS = st.floats(width=32) | st.integers(-9, 9).map(float) | st.sampled_from([np.nan, np.inf])

VALUES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(10**390, 10**400)
    | st.floats()
    | st.text(max_size=5)
    | st.complex_numbers()
    | st.lists(st.floats(), max_size=3)
    | st.tuples(st.floats(), st.floats())
    | st.dictionaries(st.text(max_size=3), st.floats(), max_size=2)
    | st.sampled_from([sp.Symbol("x"), sp.Integer(3), sp.zeros(2, 1)])
    | st.builds(Foreign, st.sampled_from(["function", "stub", "sympy", "object"]), st.just("f"))
    | hnp.arrays(np.float64, hnp.array_shapes(min_dims=0, max_dims=3, min_side=0), elements=NUMBERS)
    | hnp.arrays(
        st.sampled_from([np.float32, np.int64, np.int8, np.bool_, np.complex128, np.dtype("U3")]),
        hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=3),
    )
)

COLUMN = np.array([[3.0], [-2.0], [0.5], [7.0]])


def assert_kind(message: str) -> None:
    """Neither formula nor line of code, and no open field."""
    assert [] == solves("day4_ex2", message)
    assert not re.search(r"\{\w*\}", message), message
    assert message.isascii()


@given(VALUES)
def test_every_table_finds_its_sentence(value: Any) -> None:
    """
    Whatever `add_bias` returns, one kind sentence is found and nothing raises.
    """
    for X in (COLUMN, COLUMN[:1]):
        assert_found(BIAS, Answer("add_bias", value, (X,), (X,)))


@given(VALUES, VALUES)
def test_every_gradient_finds_its_sentence(value: Any, other: Any) -> None:
    """
    Whatever `point_gradient` returns, one kind sentence is found and nothing raises.
    """
    answers = tuple(
        Answer("point_gradient", returned, question, question)
        for returned, question in zip(cycle((value, other)), PROBES, strict=False)
    )
    assert_found(GRADIENT, GradientCase(answers))
    assert_found(GRADIENT, GradientCase(answers[:1]))


@given(VALUES)
def test_every_run_finds_its_sentence(value: Any) -> None:
    """
    Whatever `train` returns, one kind sentence is found and nothing raises.
    """
    assert_found(TRAINED, Answer("train", value))


@given(st.text(max_size=30), st.sampled_from(["add_bias", "train", "stochastic_gradient_descent"]))
def test_no_exception_breaks_a_recogniser(text: str, function: str) -> None:
    """
    Whatever an exception says, the recognisers of exceptions do not raise.
    """
    asked = (COLUMN, COLUMN, COLUMN[:2], 0.01, 3)
    for kind in ("ValueError", "IndexError", "NameError"):
        diagnose(CRASHES, Answer(function, asked=asked, crash=Crash(kind, text)))


def assert_found(catalogue: Iterable[Mistake], case: Any) -> None:
    found = diagnose(catalogue, case)
    assert found is not None
    assert_kind(found.message)
