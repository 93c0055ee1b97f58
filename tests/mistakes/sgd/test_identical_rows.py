from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.judges.answer import Foreign
from autograder.judges.sgd.experiments import Array
from autograder.judges.sgd.probe import SgdProbe
from autograder.mistakes.sgd import identical_rows
from tests.judges.walks import Function, descent, examine

SEEDS = st.integers(0, 10**6)
READERS: dict[str, Callable[[SgdProbe], object]] = {
    "overflows": identical_rows.overflows,
    "is_constant": identical_rows.is_constant,
    "solves": identical_rows.solves,
    "ignores_start": identical_rows.ignores_start,
    "varies": identical_rows.varies,
    "stays": identical_rows.stays,
    "is_swapped": identical_rows.is_swapped,
    "decimals_kept": identical_rows.decimals_kept,
    "sees_no_x": identical_rows.sees_no_x,
}


def seen(function: Function, seed: int = 0) -> set[str]:
    """The readers that recognise a function."""
    exam = examine(function, seed)
    return {name for name, reads in READERS.items() if reads(exam)}


def solved(X: Array, y: Array, theta: Array, *_: Any) -> Array:
    return np.asarray(theta + np.linalg.pinv(X) @ (y - X @ theta))


def forgets(X: Array, y: Array, theta: Array, *more: Any) -> Any:
    return descent()(X, y, 0 * theta + 0.25, *more)


def blind(X: Array, *more: Any) -> Any:
    return descent()(X * [1, 0], *more)


@pytest.mark.parametrize(
    ("expected", "function"),
    [
        pytest.param({"overflows"}, descent(length=lambda _rate, _m: 1e6), id="overflow"),
        pytest.param({"solves"}, solved, id="least squares"),
        pytest.param({"ignores_start"}, forgets, id="own start"),
        pytest.param({"stays"}, lambda _x, _y, theta, *_: theta, id="start returned"),
        pytest.param({"is_swapped"}, lambda *call: descent()(*call)[::-1], id="exchanged"),
        pytest.param({"sees_no_x"}, blind, id="x lost"),
        pytest.param(
            {"is_constant", "ignores_start"}, lambda *_: np.array([[4.1], [2.3]]), id="constant"
        ),
        pytest.param(
            {"varies"},
            descent(order=lambda rng, m: rng.integers(m, size=rng.integers(m + 1))),
            id="steps lost",
        ),
    ],
)
@settings(max_examples=10)
@given(seed=SEEDS)
def test_each_defect_is_told_apart(expected: set[str], function: Function, seed: int) -> None:
    """Each answer that is no walk from the start is recognised by its own reader alone."""
    assert expected == seen(function, seed)


@settings(max_examples=20)
@given(seed=SEEDS, length=st.sampled_from([0.5, 1.0, 1.25]))
def test_walks_are_nothing_of_this(seed: int, length: float) -> None:
    """A walk from the start with steps of any moderate length is recognised by no reader."""
    assert set() == seen(descent(length=lambda rate, _m: length * rate), seed)


@pytest.mark.parametrize("decimals", range(1, 5))
def test_decimals_are_counted(decimals: int) -> None:
    """A rounded right answer has as many decimals as were kept."""
    exam = examine(lambda *call: np.round(descent()(*call), decimals))

    assert {"decimals": decimals} == identical_rows.decimals_kept(exam)


@settings(max_examples=20)
@given(seed=SEEDS)
def test_right_ends_are_those_of_right_walks(seed: int) -> None:
    """The closed form of the end agrees with a walk step by step."""
    exam = examine(descent(seed=seed), seed)

    np.testing.assert_allclose(
        identical_rows.right_thetas(exam), identical_rows.thetas(exam), rtol=1e-9
    )


@pytest.mark.parametrize(
    "value",
    [None, "theta", 10**400, Foreign("stub", "..."), np.zeros((3, 2)), np.full((2, 1), np.nan)]
    + [np.full((2, 1), size) for size in (np.inf, -np.inf, 1e300, -1e300)],
    ids=str,
)
def test_any_answer_is_read(value: Any) -> None:
    """Whatever came back, every reader ends in an answer, and none takes it for a right end."""
    assert not seen(lambda *_: value) & {"solves", "stays", "is_swapped", "decimals_kept"}


def test_crash_is_read() -> None:
    """A function that always breaks off has no theta and no reader of one."""
    assert {"overflows"} == seen(lambda *_: int("theta"))
