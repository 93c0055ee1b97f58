from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from autograder.judges.answer import Foreign
from autograder.judges.sgd.experiments import Array
from autograder.mistakes.sgd import identical_rows
from autograder.mistakes.sgd.descent import NO_DESCENT, SINGLE_STEP
from tests.judges.descents import Function, descent, probe_of

SEEDS = st.integers(0, 10**6)
READERS = {
    one.key: one.recognise
    for one in (*NO_DESCENT, *SINGLE_STEP[1:4])
    if one.key not in {"error_squared", "absolute_error"}
}


def seen(function: Function, seed: int = 0) -> set[str]:
    """The recognisers that know a function, by key."""
    probe = probe_of(function, seed)
    return {name for name, reads in READERS.items() if reads(probe)}


def solved(X: Array, y: Array, theta: Array, *_: Any) -> Array:
    return np.asarray(theta + np.linalg.pinv(X) @ (y - X @ theta))


def forgets(X: Array, y: Array, theta: Array, *more: Any) -> Any:
    return descent()(X, y, 0 * theta + 0.25, *more)


def blind(X: Array, *more: Any) -> Any:
    return descent()(X * [1, 0], *more)


@pytest.mark.parametrize(
    ("expected", "function"),
    [
        pytest.param({"overflow"}, descent(length=lambda rate, _m: 1e6 * rate), id="overflow"),
        pytest.param(
            {"overflow", "learning_rate_ignored"}, descent(length=lambda *_: 1e6), id="no rate"
        ),
        pytest.param({"closed_form"}, solved, id="least squares"),
        pytest.param({"start_ignored"}, forgets, id="own start"),
        pytest.param({"not_assigned"}, lambda _x, _y, theta, *_: theta, id="start returned"),
        pytest.param({"swapped"}, lambda *call: descent()(*call)[::-1], id="exchanged"),
        pytest.param({"own_scale"}, blind, id="x lost"),
        pytest.param(
            {"constant", "start_ignored"}, lambda *_: np.array([[4.1], [2.3]]), id="constant"
        ),
        pytest.param(
            {"start_random"},
            descent(order=lambda rng, m: rng.integers(m, size=rng.integers(m + 1))),
            id="steps lost",
        ),
    ],
)
@settings(max_examples=10)
@given(seed=SEEDS)
def test_each_defect_is_told_apart(expected: set[str], function: Function, seed: int) -> None:
    """Each defect is recognised by its own recogniser alone."""
    assert expected == seen(function, seed)


@settings(max_examples=20)
@given(seed=SEEDS, length=st.sampled_from([0.5, 1.0, 1.25]))
def test_descents_show_none_of_these(seed: int, length: float) -> None:
    """A descent with steps of any moderate length is recognised by none of them."""
    assert set() == seen(descent(length=lambda rate, _m: length * rate), seed)


@pytest.mark.parametrize("decimals", range(1, 5))
def test_decimals_are_counted(decimals: int) -> None:
    """A rounded right answer has as many decimals as were kept."""
    probe = probe_of(lambda *call: np.round(descent()(*call), decimals))

    assert {"decimals": decimals} == identical_rows.decimals_kept(probe)


@settings(max_examples=20)
@given(seed=SEEDS)
def test_right_ends_are_those_of_right_descents(seed: int) -> None:
    """The closed form of the end agrees with a step-by-step descent."""
    probe = probe_of(descent(seed=seed), seed)

    np.testing.assert_allclose(identical_rows.right_ends(probe), probe.ends, rtol=1e-9)


@pytest.mark.parametrize(
    "value",
    [None, "theta", 10**400, Foreign("stub", "..."), np.zeros((3, 2)), np.full((2, 1), np.nan)]
    + [np.full((2, 1), size) for size in (np.inf, -np.inf, 1e300, -1e300)],
    ids=str,
)
def test_any_answer_is_read(value: Any) -> None:
    """Whatever came back, no recogniser raises, and none takes it for a right end."""
    assert not seen(lambda *_: value) & {"closed_form", "not_assigned", "swapped", "rounded"}


def test_crash_is_read() -> None:
    """A function that always raises has no theta for a recogniser to read."""
    assert {"overflow"} == seen(lambda *_: int("theta"))


def along(*entries: int) -> Function:
    """A descent whose steps move these entries of theta by the same amount."""
    direction = np.array([[float(k in entries)] for k in range(2)])

    def function(X: Array, y: Array, theta: Array, rate: float, epochs: int) -> Array:
        for i in [*range(len(X))] * epochs:
            theta = theta + rate * (y[i, 0] - float((X[i] @ theta)[0])) * direction
        return theta

    return function


@pytest.mark.parametrize("entry", [0, 1])
def test_one_entry_moves(entry: int) -> None:
    """A step along one entry alone is distinguished from one along both."""
    probe = probe_of(along(entry))

    assert identical_rows.moves_alone(probe, entry)
    assert not identical_rows.moves_alone(probe, 1 - entry)
    assert not identical_rows.moves_alone(probe_of(descent()), entry)


def test_sideways_steps_are_shown() -> None:
    """A run that leaves the direction of its rows is shown; a right one has nothing to show."""
    assert {"c", "moved", "wanted"} == set(identical_rows.sideways(probe_of(along(0, 1))) or {})
    assert identical_rows.sideways(probe_of(descent())) is None


# -- one step on one row

Update = Callable[[Array, float, Array, float], Any]
"""One step: row x (2,), target, theta (2,), rate -> the next theta."""


def stepping(update: Update) -> Function:
    """A descent over the rows in order; on one row it is a single step."""

    def function(X: Array, y: Array, theta: Array, rate: float, epochs: int) -> Array:
        flat = theta[:, 0].copy()
        for i in [*range(len(X))] * epochs:
            flat = update(X[i], float(y[i, 0]), flat, rate)
        return np.array(flat).reshape(2, 1)

    return function


def weighted(weights: Any) -> Update:
    """A step in which target, theta[0] and theta[1] have these weights, (2, 3)."""
    return lambda x, y, theta, rate: (
        theta + 2 * rate * x * (np.array(weights) @ [y, -x[0] * theta[0], -x[1] * theta[1]])
    )


def in_turns(x: Array, y: float, theta: Array, rate: float) -> Array:
    for j in (1, 0):
        theta = theta + 2 * rate * (y - x @ theta) * x[j] * np.eye(2)[j]
    return theta


def error(x: Array, y: float, theta: Array) -> float:
    return float(y - x @ theta)


CASES: dict[str, tuple[object, Update]] = {
    "reverses_bias": (True, weighted([[-1, -1, -1], [1, 1, 1]])),
    "moves_both_alike": (True, lambda x, y, t, rate: t + 2 * rate * error(x, y, t)),
    "squares_error": (True, lambda x, y, t, rate: t + rate * error(x, y, t) ** 2 * x),
    "takes_turns": ({"first": 1, "second": 0}, in_turns),
    "subtracts_last": (True, lambda x, y, t, rate: t - rate * (2 * x * (x @ t) - y)),
    "forgets_theta": (True, lambda x, y, t, rate: -2 * rate * error(x, y, t) * x),
    "decays": (True, lambda x, y, t, rate: 0.99 * t + 2 * rate * error(x, y, t) * x),
    "lost_entry": (
        {"entry": "theta[0]"},
        lambda x, y, t, rate: t * [0, 1] + 2 * rate * error(x, y, t) * x,
    ),
    "without_influence": ({"name": "theta[1]"}, weighted([[1, 1, 0], [1, 1, 0]])),
    "wrong_sign": ({"name": "y"}, weighted([[-1, 1, 1], [-1, 1, 1]])),
    "uneven_entries": ({"entry": "theta[1]", "times": "3"}, weighted([[1, 1, 1], [3, 3, 3]])),
    "foreign_weight": (
        {"name": "theta[0]", "entry": "theta[1]", "times": "1.5"},
        weighted([[1, 1, 1], [1, 1.5, 1]]),
    ),
    "ignores_rate": (True, lambda x, y, t, _rate: t + 0.02 * error(x, y, t) * x),
    "drops_sign": (True, lambda x, y, t, rate: t + rate * abs(error(x, y, t)) * x),
    "drops_size": (True, lambda x, y, t, rate: t + rate * np.sign(error(x, y, t)) * x),
    "jumps": (
        {"start": "[0.5, -1.5]", "ended": "[-0.5, 1.5]"},
        lambda x, y, t, rate: 2 * rate * error(x, y, t) * x - t,
    ),
    "rate_no_factor": ({"times": "4"}, lambda x, y, t, rate: t + rate**2 * error(x, y, t) * x),
}


@pytest.mark.parametrize("name", CASES)
def test_each_defect_is_recognised(name: str) -> None:
    """A defect in one step is recognised with its numbers, and not in a right one."""
    reads, (expected, update) = getattr(identical_rows, name), CASES[name]

    assert expected == reads(probe_of(stepping(update)))
    assert not reads(probe_of(descent()))


@settings(max_examples=50)
@given(drawn=arrays.arrays(np.int64, (2, 3), elements=st.integers(-8, 8)))
def test_weights_are_read_exactly(drawn: Array) -> None:
    """Difference quotients give back whatever weights a step has."""
    assert (drawn / 4 == identical_rows.weights(probe_of(stepping(weighted(drawn / 4))))).all()


def test_gradient_for_theta() -> None:
    """The slope at the start in place of a theta is recognised, with or without its 2."""
    for factor in (1, 2):
        probe = probe_of(lambda X, y, t, *_, k=factor: k * X[:1].T @ (X[:1] @ t - y[:1]))

        assert identical_rows.returns_gradient(probe)
    assert not identical_rows.returns_gradient(probe_of(descent()))


def test_steps_of_one_length() -> None:
    """A step that knows only the sign of its row's error has one length for three errors."""
    probe = probe_of(stepping(lambda x, y, t, rate: t + rate * np.sign(error(x, y, t)) * x))
    shown = {"lengths": "0.0469, 0.0469, 0.0469", "errors": "10.8, 21.5, 43"}

    assert shown == identical_rows.unlike_lengths(probe)


@pytest.mark.parametrize("size", [None, 0.0, 1e300, np.nan, np.inf, -np.inf])
def test_any_step_is_read(size: float | None) -> None:
    """Whatever came back, or was raised, no recogniser of a step raises."""
    probe = probe_of(lambda *_: int("theta") if size is None else np.full((2, 1), size))
    readers = [getattr(identical_rows, name) for name in (*CASES, "unlike_lengths")]

    assert {bool, dict, type(None)} >= {type(reads(probe)) for reads in readers}
