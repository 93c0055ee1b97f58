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
from tests.judges.descents import Function, descent, probe_of

SEEDS = st.integers(0, 10**6)
READERS: dict[str, Callable[[SgdProbe], object]] = {
    "overflows": identical_rows.overflows,
    "is_constant": lambda probe: probe.is_constant,
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
    """Each answer that is no descent from the start is recognised by its own reader alone."""
    assert expected == seen(function, seed)


@settings(max_examples=20)
@given(seed=SEEDS, length=st.sampled_from([0.5, 1.0, 1.25]))
def test_descents_are_nothing_of_this(seed: int, length: float) -> None:
    """A descent from the start with steps of any moderate length is recognised by no reader."""
    assert set() == seen(descent(length=lambda rate, _m: length * rate), seed)


@pytest.mark.parametrize("decimals", range(1, 5))
def test_decimals_are_counted(decimals: int) -> None:
    """A rounded right answer has as many decimals as were kept."""
    probe = probe_of(lambda *call: np.round(descent()(*call), decimals))

    assert {"decimals": decimals} == identical_rows.decimals_kept(probe)


@settings(max_examples=20)
@given(seed=SEEDS)
def test_right_ends_are_those_of_right_descents(seed: int) -> None:
    """The closed form of the end agrees with a descent step by step."""
    probe = probe_of(descent(seed=seed), seed)

    np.testing.assert_allclose(identical_rows.right_ends(probe), probe.ends, rtol=1e-9)


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
    """A step along one entry alone is told from one along both."""
    probe = probe_of(along(entry))

    assert identical_rows.moves_alone(probe, entry)
    assert not identical_rows.moves_alone(probe, 1 - entry)
    assert not identical_rows.moves_alone(probe_of(descent()), entry)


def test_sideways_steps_are_shown() -> None:
    """A run that leaves the direction of its rows is shown, a right one has none to show."""
    assert {"c", "moved", "wanted"} == set(identical_rows.sideways(probe_of(along(0, 1))) or {})
    assert identical_rows.sideways(probe_of(descent())) is None


# -- how the length of a step changes along the way

CHANGES = ("accumulates", "is_frozen", "averages", "changing", "growing")


def slope(X: Array, y: Array, theta: Array) -> Array:
    return 2 * X[:1].T @ (X[:1] @ theta - y[:1])


def carrying(share: float, *, per_epoch: bool = False) -> Function:
    """A descent whose steps carry a share of the sum of the gradients before; 1 forgets nothing."""

    def function(X: Array, y: Array, theta: Array, rate: float, epochs: int) -> Array:
        carried = np.zeros((2, 1))
        for k in range(epochs * len(X)):
            kept = 0 if per_epoch and k % len(X) == 0 else share
            carried = kept * carried + slope(X, y, theta)
            theta = theta - rate * carried
        return theta

    return function


def frozen(*, per_epoch: bool) -> Function:
    """A descent whose errors are all taken with the first theta, of the descent or of the epoch."""

    def function(X: Array, y: Array, theta: Array, rate: float, epochs: int) -> Array:
        first = theta
        for k in range(epochs * len(X)):
            first = theta if per_epoch and k % len(X) == 0 else first
            theta = theta - rate * slope(X, y, first)
        return theta

    return function


def averaged(part: slice) -> Function:
    """The mean of some of the thetas of a right descent."""

    def function(X: Array, y: Array, theta: Array, rate: float, epochs: int) -> Any:
        path = [theta]
        for _ in range(epochs * len(X)):
            path.append(path[-1] - rate * slope(X, y, path[-1]))
        return np.mean(path[part], axis=0)

    return function


def strided(length: Callable[[int], float]) -> Function:
    """A descent whose k-th step, from 0, is length(k) right ones long."""

    def function(X: Array, y: Array, theta: Array, rate: float, epochs: int) -> Array:
        for k in range(epochs * len(X)):
            theta = theta - rate * length(k) * slope(X, y, theta)
        return theta

    return function


@pytest.mark.parametrize(
    ("name", "function"),
    [
        pytest.param("accumulates", carrying(1), id="never reset"),
        pytest.param("accumulates", carrying(1, per_epoch=True), id="reset by epoch"),
        pytest.param("is_frozen", frozen(per_epoch=False), id="first theta"),
        pytest.param("is_frozen", frozen(per_epoch=True), id="first theta of the epoch"),
        pytest.param("averages", averaged(slice(None)), id="all thetas"),
        pytest.param("averages", averaged(slice(1, None)), id="all but the start"),
        pytest.param("averages", averaged(slice(-2, None)), id="the last two"),
        pytest.param("growing", carrying(0.9), id="momentum"),
        pytest.param("changing", strided(lambda k: 0.9**k), id="decay"),
        pytest.param("changing", strided(lambda k: 1 / (1 + k)), id="schedule"),
    ],
)
@settings(max_examples=6)
@given(seed=SEEDS)
def test_changing_steps_are_recognised(name: str, function: Function, seed: int) -> None:
    """A descent whose steps change in a known way is recognised in every draw, a right one is not."""
    assert getattr(identical_rows, name)(probe_of(function, seed))
    assert not getattr(identical_rows, name)(probe_of(descent(), seed))


@given(wanted=st.lists(st.floats(0.1, 3), min_size=5, max_size=5))
def test_lengths_are_read(wanted: list[float]) -> None:
    """The first five lengths of a descent come back as they were made."""
    probe = probe_of(strided(lambda k: wanted[k % 5]))

    assert pytest.approx(wanted, rel=1e-6) == identical_rows.step_lengths(probe)


def test_lengths_end_with_the_error() -> None:
    """Where a step leaves no error, the lengths after it cannot be told."""
    assert [4.0] == identical_rows.step_lengths(probe_of(strided(lambda _k: 4.0)))


def test_lengths_are_shown_in_short() -> None:
    """A message shows four lengths with three digits."""
    assert "1, 0.5, 0.333, 0.25" == identical_rows.shown([1 / k for k in range(1, 6)])


@pytest.mark.parametrize("size", [None, 0.0, 1e300, np.nan, np.inf, -np.inf])
def test_no_change_of_length_in_odd_answers(size: float | None) -> None:
    """Whatever came back, or broke off, no reader finds strides in it."""
    probe = probe_of(lambda *_: int("theta") if size is None else np.full((2, 1), size))

    assert not any(getattr(identical_rows, name)(probe) for name in CHANGES)
