from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.judges.sgd import steps
from autograder.judges.sgd.experiments import Array, Run, draw_identical_rows
from autograder.judges.sgd.steps import NO_COUNT, RIGHT, Shrinkage, read_shrinkage, read_steps
from tests.judges.descents import stream

SEEDS = st.integers(0, 10**6)
LENGTHS: dict[str, Callable[[int, float], float]] = {
    "": lambda _m, _rate: 1,
    "half": lambda _m, _rate: 1 / 2,
    "double": lambda _m, _rate: 2,
    "over_m": lambda m, _rate: 1 / m,
    "over_2m": lambda m, _rate: 1 / m / 2,
    "times_m": lambda m, _rate: m,
    "rate_squared": lambda _m, rate: rate,
    "uphill": lambda _m, _rate: -1,
    "scale_wrong": lambda _m, _rate: 0.7,
}
COUNTS: dict[str, Callable[[int, int], int]] = {
    "": lambda m, e: m * e,
    "per_epoch": lambda _m, e: e,
    "one_epoch": lambda m, _e: m,
    "one_step": lambda _m, _e: 1,
    "epoch_too_many": lambda m, e: m * e + m,
    "epoch_too_few": lambda m, e: m * e - m,
    "loop_over_columns": lambda _m, e: 2 * e,
    "update_per_column": lambda m, e: 2 * m * e,
    "minibatch": lambda m, e: int(np.ceil(m / 10)) * e,
    "epochs_typed_in": lambda m, _e: 50 * m,
    "rows_typed_in": lambda _m, e: 30 * e,
    "early_stop": lambda m, e: min(m * e, 252),
    "other": lambda m, e: m * e + 1,
}


def descend(run: Run, length: float, steps: int) -> Array:
    """Steps of `length` right ones, one after the other."""
    x, theta = run.X[0], run.start.copy()
    for _ in range(steps):
        theta = theta + 2 * run.rate * length * (run.y[0, 0] - x @ theta) * x
    return theta


def progress(seed: int, length: str, count: str) -> Shrinkage:
    drawn = draw_identical_rows(stream(seed))
    ends = [descend(s, LENGTHS[length](s.m, s.rate), COUNTS[count](s.m, s.epochs)) for s in drawn]
    return read_shrinkage(drawn, np.array(ends))


@pytest.mark.parametrize("length", LENGTHS)
@settings(max_examples=10)
@given(seed=SEEDS)
def test_length_is_read(length: str, seed: int) -> None:
    """With the right number of steps, their length is read in every draw."""
    found = read_steps(progress(seed, length, ""))

    assert found.scale is not None
    assert (length, "") == (found.scale.key, found.count)


@pytest.mark.parametrize("count", COUNTS)
@settings(max_examples=10)
@given(seed=SEEDS)
def test_number_is_read(count: str, seed: int) -> None:
    """With steps of the right length, their number is read in every draw."""
    found = read_steps(progress(seed, "", count))

    assert (RIGHT, count) == (found.scale, found.count)


@given(seed=SEEDS, share=st.floats(1e-4, 10), entry=st.integers(0, 1))
def test_sideways_steps_have_no_length(seed: int, share: float, entry: int) -> None:
    """A run that leaves the direction of its row has steps of no length."""
    right = progress(seed, "", "")
    off = right.sideways + share * np.eye(7)[entry]

    assert None is read_steps(Shrinkage(right.runs, right.remaining, off)).scale


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 1e308])
def test_unreadable_thetas_have_no_length(value: float) -> None:
    """One theta that is not finite, or past all sizes, leaves no length to read."""
    drawn = draw_identical_rows(stream(1))
    ends = np.array([descend(one, 1, one.steps) for one in drawn])
    ends[3, 0] = value

    assert None is read_steps(read_shrinkage(drawn, ends)).scale


def test_seven_digits_are_enough() -> None:
    """A right run in float32 is right, and recognised as float32."""
    right = progress(3, "", "")
    left = right.remaining.astype(np.float32).astype(float)
    found = read_steps(Shrinkage(right.runs, left, right.sideways))

    assert (RIGHT, "", True) == (found.scale, found.count, found.single)


@given(k=st.integers(0, 30), base=st.floats(0.6, 1.7).filter(lambda base: abs(base - 1) > 0.01))
def test_powers_have_whole_counts(k: int, base: float) -> None:
    """The count of base^k is k, that of base^(k + 1/2) none, and a sign must be that of k."""
    assert k == steps.whole_count(base**k, base, 1e-13)
    assert k == steps.whole_count((-base) ** k, -base, 1e-13)
    assert NO_COUNT == steps.whole_count(base ** (k + 0.5), base, 1e-13)
    assert NO_COUNT == steps.whole_count(-((-base) ** (k + 1)), -base, 1e-13)


@given(h=st.floats(0.05, 20), rate=st.floats(1e-4, 1), m=st.integers(2, 50))
def test_corrected_rates_give_right_steps(h: float, rate: float, m: int) -> None:
    """Asked with the corrected rate, a step of known length comes out right."""
    for scale in (*steps.SCALES, steps.constant_scale(h), steps.constant_scale(-h)):
        if scale.rate is None:
            assert "uphill" == scale.key
            continue
        asked = scale.rate(rate, m)
        assert pytest.approx(rate) == asked * scale.length(m, asked)


@given(st.floats(), st.floats(), st.sampled_from([1e-13, 1e-5]))
def test_any_two_numbers_are_counted_or_not(left: float, base: float, precision: float) -> None:
    """Any share left and any base give a whole number, none, or one that rounding hides."""
    with np.errstate(all="ignore"):
        count = steps.whole_count(left, base, precision)

    assert count is None or count == NO_COUNT or count >= 0


@given(st.lists(st.none() | st.integers(0, 10**20), min_size=7, max_size=7), st.floats(-99, 99))
def test_any_counts_have_a_name(counts: list[int | None], base: float) -> None:
    """Whole numbers of steps of any size have a name, however the last ones are hidden."""
    counts[0], asked = 3, draw_identical_rows(stream(1))

    name, _ = steps.name_count(asked, counts, [base] * 7)

    assert isinstance(name, str)


def test_descents_that_stop_short_in_some_sizes_are_counted() -> None:
    """At most 30 steps per epoch: no rule of the table fits, and the run that shows it is given."""
    asked = draw_identical_rows(stream(1))
    made = [min(one.m, 30) * one.epochs for one in asked]
    thetas = ends(asked, [(1 - one.contraction) ** k for one, k in zip(asked, made, strict=True)])

    found = read_steps(read_shrinkage(asked, thetas))

    assert "other" == found.count
    assert (asked[5], 30) == found.witness(asked)


def test_right_counts_have_no_witness() -> None:
    """Where every known number of steps is right, no run shows a wrong one."""
    asked = draw_identical_rows(stream(1))

    counts = tuple(one.steps for one in asked[1:])

    assert steps.Steps(RIGHT, "other", (None, *counts)).witness(asked) is None


def ends(asked: tuple[Run, ...], left: list[float]) -> Array:
    """Where descents end that leave these shares of the error."""
    pairs = zip(asked, left, strict=True)
    return np.array(
        [
            one.start + (1 - share) * one.error / (1 + one.slope**2) * np.array([1, one.slope])
            for one, share in pairs
        ]
    )
