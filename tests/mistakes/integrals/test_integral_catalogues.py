"""The catalogues of exercise 1: total, and no solution even with all fields filled."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.judges.answer import Foreign
from autograder.judges.finding import wrong
from autograder.judges.integrals.families import (
    Family,
    densities,
    finite,
    half_line,
    lesson,
    non_densities,
    two_sided,
    with_parameter,
)
from autograder.judges.integrals.integrands import Integrand
from autograder.mistakes.catalogue import diagnose
from autograder.mistakes.integrals.case import IntegralCase
from autograder.mistakes.symbolic.crashes import CRASHES
from tests.mistakes.integrals import cases
from tests.mistakes.integrals.cases import CASES, C, antiderivative_case, e, key_of, x

CATALOGUES = {**cases.CATALOGUES, "crashes": CRASHES}


def test_point_of_disagreement_is_shown_in_numbers() -> None:
    """The last resort of 1.1 shows a point and two numbers, never the derivative itself."""
    diagnosis = diagnose(
        CATALOGUES["1.1"], antiderivative_case(x + sp.exp(-x) + sp.sin(x), lesson())
    )

    assert diagnosis is not None
    assert diagnosis.key == "disagrees"
    assert "exp" not in diagnosis.message
    assert len(re.findall(r"-?\d+\.\d+", diagnosis.message)) == 3


# -- recognisers


VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.complex_numbers(),
    st.text(max_size=5),
    st.lists(st.floats(), max_size=3),
    st.tuples(st.floats(), st.floats()),
    st.sampled_from(
        [
            {},
            {"a": 1},
            b"",
            np.array(True),  # what a NumPy truth value arrives as
            np.array(2.5),
            np.array([]),
            np.array([[1, 2], [3, 4]]),
            np.array([1j]),
            sp.true,
            sp.false,
            sp.oo,
            -sp.oo,
            sp.nan,
            sp.zoo,
            sp.I,
            sp.Symbol(""),
            sp.Symbol("{}"),
            sp.Symbol("x", real=True),
            sp.Symbol("oo"),
            e ** (-x),
            sp.O(x**3),
            sp.Eq(x, 1),
            x > 0,
            sp.Matrix([[x]]),
            sp.Matrix(0, 0, []),
            sp.Lambda(x, x),
            sp.Lambda((x, C), x + C),
            sp.Tuple(x),
            sp.Integral(sp.exp(-x), x),
            sp.Limit(x, x, 0),
            sp.Derivative(sp.exp(x), x),
            sp.Piecewise((x, x < 1)),
            sp.floor(x),
            sp.Heaviside(x),
            sp.DiracDelta(x - 1),
            1 / (x - x**2),
            sp.log(-x),
            sp.exp(sp.exp(sp.exp(x))),
            sp.exp(10**9 * x),
            sp.Float("1e-400"),
            sp.Integer(10) ** 500,
            x**C,
            C * sp.exp(-x),
            sp.gamma(x),
            sp.zeta(x),
            sp.AccumBounds(0, 1),
            Foreign("function", "<lambda>"),
            Foreign("class", "exp"),
            Foreign("stub", "ellipsis"),
            Foreign("sympy", "F"),
            Foreign("undefined", "F"),
            Foreign("object", "Thing"),
        ]
    ),
)


def member(family: Callable[..., Family], seed: int, place: int) -> Integrand:
    """One integrand of a family, as a draw from that seed gives it."""
    members = [*family(random.Random(seed))]  # noqa: S311 -- inputs, not secrets
    return members[place % len(members)]


QUESTIONS = st.builds(
    member,
    st.sampled_from([half_line, finite, two_sided, with_parameter, densities, non_densities]),
    st.integers(0, 50),
    st.integers(0, 20),
)


@pytest.mark.parametrize("task", CASES)
@given(value=VALUES, q=QUESTIONS)
@settings(max_examples=40, deadline=None, derandomize=True)
def test_every_wrong_answer_gets_a_message(task: str, value: Any, q: Integrand) -> None:
    """Whatever comes back, no recogniser raises and some entry recognises it."""
    assert key_of(task, value, q)


@pytest.mark.parametrize("task", CASES)
def test_unknown_findings_get_a_message(task: str) -> None:
    """A kind of finding that no entry knows, without evidence, ends in the last entry."""
    case = IntegralCase(None, wrong("new_kind"), lesson(), sp.S.Zero, sp.oo, sp.S.One)

    assert diagnose(CATALOGUES[task], case) is not None
