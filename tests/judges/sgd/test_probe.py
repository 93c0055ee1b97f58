from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder.judges.answer import Answer, Foreign
from autograder.judges.sgd.probe import SgdProbe
from tests.judges.descents import NAMES, descent, passed, probe_of

ALL = set(NAMES)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize(
    "order",
    [
        pytest.param(lambda rng, m: rng.integers(m, size=m), id="with replacement"),
        pytest.param(lambda rng, m: rng.permutation(m), id="shuffled"),
    ],
)
def test_right_descents_pass_whatever_is_drawn(order: Callable[..., Any], seed: int) -> None:
    """A right descent passes every stage, for every draw of the designs."""
    assert ALL == passed(probe_of(descent(order=order, seed=seed), seed))


@pytest.mark.parametrize(
    ("length", "lost"),
    [
        pytest.param(lambda rate, _m: rate / 2, {"step"}, id="half"),
        pytest.param(lambda rate, m: rate / m, {"step", "lesson"}, id="over m"),
        pytest.param(lambda rate, m: rate * m, {"step", "lesson"}, id="times m"),
        pytest.param(lambda rate, _m: rate**2, {"step", "lesson"}, id="rate squared"),
    ],
)
def test_known_size_costs_its_own_share(length: Callable[..., float], lost: set[str]) -> None:
    """A wrong step of known length is allowed for, and the later stages are judged."""
    assert ALL - lost == passed(probe_of(descent(length=length)))


@pytest.mark.parametrize("shift", [-1, 1])
def test_one_epoch_off_costs_the_number_alone(shift: int) -> None:
    """One epoch too many or too few costs the number of steps alone."""
    assert ALL - {"number"} == passed(probe_of(descent(epochs=lambda epochs: epochs + shift)))


def test_unknown_defects_end_the_probe() -> None:
    """Behind a defect of unknown size the later stages are not judged, never wrong."""
    probe = probe_of(descent(epochs=lambda epochs: min(epochs, 1)))

    assert [None] * 3 == [probe.stage(name).finding for name in ("row", "order", "lesson")]


def test_stages_do_not_depend_on_their_order() -> None:
    """A stage that is asked for alone gives the same finding as among all."""
    alone = [probe_of(descent()).stage(name).finding for name in NAMES]

    assert [True] * 6 == [found is not None and found.is_right for found in alone]


VALUES: list[Any] = [
    None,
    True,
    3,
    1e308,
    float("nan"),
    10**400,
    2j,
    "theta",
    {},
    [],
    (),
    [[1.0], [2.0, 3.0]],
    [None, None],
    (np.zeros((2, 1)), 1),
    (np.array("a"),),
    [np.zeros((2, 1))] * 2,
    Foreign("function", "f"),
    np.array(1.0),
    np.zeros((0, 2)),
    np.zeros((2, 0)),
    np.zeros((3, 2, 1)),
    np.full((2, 1), np.nan),
    np.full((2, 1), np.inf),
    np.array([["a"], ["b"]]),
    np.zeros((2, 1), complex),
    np.zeros((2, 1), bool),
    np.zeros((2, 1), np.float16),
    np.array([[1e300], [-1e300]]),
]


@pytest.mark.parametrize("number", range(len(VALUES)))
def test_any_value_is_judged(number: int) -> None:
    """Whatever a descent returns, every stage ends in a finding or is not judged."""
    probe = probe_of(lambda *_: VALUES[number])

    assert passed(probe) <= {"answer"}


@pytest.mark.parametrize("last", [0, 6, 7, 9, 20, 500])
def test_crashes_in_some_calls_are_kept(last: int) -> None:
    """A descent that breaks off after some calls loses what was still to be judged."""
    right, calls = descent(), iter(range(10**9))

    def function(*arguments: Any) -> Any:
        if next(calls) >= last:
            raise ValueError("enough")
        return right(*arguments)

    probe = probe_of(function)

    assert passed(probe) < ALL
    assert any(probe.stage(name).crash for name in NAMES)


def test_limits_pass_through_uncached() -> None:
    """What the caller raises is raised again, and nothing of it is kept."""

    def descend(*_: Any) -> Answer:
        raise TimeoutError

    probe = SgdProbe(descend, probe_of(descent()).rng_for)

    for _ in range(2):
        with pytest.raises(TimeoutError):
            probe.stage("step")
