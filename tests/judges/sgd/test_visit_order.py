from __future__ import annotations

import numpy as np
import pytest

from autograder.judges.sgd.experiments import Array, Labelled, draw_digits, draw_labelled
from autograder.judges.sgd.visit_order import NO_ROW, NO_STEP, read_last_orders, read_orders
from tests.judges.walks import stream


def walk(series: Labelled, visits: np.ndarray, dtype: type = np.float64) -> Array:
    """theta after the visits of each call, in the numbers of one type."""
    ends = []
    for setting, rows in zip(series.settings(), visits, strict=False):
        X, y, theta = (one.astype(dtype) for one in (setting.X, setting.y, setting.theta))
        for i in rows:
            theta = theta - dtype(setting.rate) * 2 * X[i : i + 1].T @ (X[i : i + 1] @ theta - y[i])
        ends.append(theta[:, 0])
    return np.array(ends, dtype=float)


@pytest.mark.parametrize("seed", range(25))
@pytest.mark.parametrize(
    ("m", "base", "epochs", "single"),
    [(6, 64, 1, False), (4, 32, 2, False), (3, 32, 1, True), (2, 16, 2, True)],
)
def test_every_visit_is_read(m: int, base: int, epochs: int, single: bool, seed: int) -> None:
    """The digits of theta are the rows in the order of their visits."""
    series = draw_labelled(stream(seed), m=m, base=base, epochs=epochs, calls=40, plain=single)
    visits = np.random.default_rng(seed).integers(m, size=(40, m * epochs))

    thetas = walk(series, visits, np.float32 if single else np.float64)

    assert (visits == read_orders(series, thetas).rows).all()


@pytest.mark.parametrize("seed", range(10))
def test_last_visits_are_read_after_any_walk(seed: int) -> None:
    """After 1 to 50 epochs the whole part still holds the last m visits."""
    series = draw_labelled(stream(seed), m=6, base=64, epochs=1, calls=50, plain=False)
    rng = np.random.default_rng(seed)
    visits = [rng.integers(6, size=6 * epochs) for epochs in range(1, 51)]

    rows = read_last_orders(series, walk(series, visits)).rows

    assert [list(one[-6:]) for one in visits] == rows.tolist()


def test_missing_steps_are_zeros() -> None:
    """Steps that never happened are zeros at the low end."""
    series = draw_labelled(stream(1), m=4, base=32, epochs=2, calls=1, plain=False)

    rows = read_orders(series, walk(series, np.array([[0, 1, 2, 3]]))).rows

    assert [NO_STEP] * 4 + [0, 1, 2, 3] == rows[0].tolist()


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 1e300, -5.0, 0.123])
def test_foreign_numbers_are_no_rows(value: float) -> None:
    """Numbers that no walk gives are read as no row, without an error."""
    series = draw_labelled(stream(1), m=6, base=64, epochs=1, calls=1, plain=True)

    assert (read_orders(series, np.array([[value, 0.0]])).rows == NO_ROW).all()


@pytest.mark.parametrize("seed", range(50))
def test_no_digit_is_the_mean_of_two(seed: int) -> None:
    """The mean of two labels is no third one."""
    digits = draw_digits(stream(seed), 6, 64)

    assert not {(a + b) / 2 for a in digits for b in digits if a != b} & set(digits)
