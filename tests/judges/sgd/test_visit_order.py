from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.judges.sgd.experiments import Array, DigitCoded, draw_digit_coded, draw_digits
from autograder.judges.sgd.visit_order import (
    NO_ROW,
    NO_STEP,
    Indices,
    Orders,
    is_repeated,
    judge_epochs,
    judge_legibility,
    judge_orders,
    judge_repeated,
    read_last_orders,
    read_orders,
)
from tests.judges.descents import stream


def descend(series: DigitCoded, visits: np.ndarray, dtype: type = np.float64) -> Array:
    """theta after the visits of each call, in the numbers of one type."""
    ends = []
    for run, rows in zip(series.runs(), visits, strict=False):
        X, y, theta = (one.astype(dtype) for one in (run.X, run.y, run.theta))
        for i in rows:
            theta = theta - dtype(run.rate) * 2 * X[i : i + 1].T @ (X[i : i + 1] @ theta - y[i])
        ends.append(theta[:, 0])
    return np.array(ends, dtype=float)


@pytest.mark.parametrize("seed", range(25))
@pytest.mark.parametrize(
    ("m", "base", "epochs", "single"),
    [(6, 64, 1, False), (4, 32, 2, False), (3, 32, 1, True), (2, 16, 2, True)],
)
def test_every_visit_is_read(m: int, base: int, epochs: int, single: bool, seed: int) -> None:
    """The digits of theta are the rows in the order of their visits."""
    series = draw_digit_coded(stream(seed), m=m, base=base, epochs=epochs, calls=40, plain=single)
    visits = np.random.default_rng(seed).integers(m, size=(40, m * epochs))

    thetas = descend(series, visits, np.float32 if single else np.float64)

    assert (visits == read_orders(series, thetas).rows).all()


@pytest.mark.parametrize("seed", range(10))
def test_last_visits_are_read_after_any_descent(seed: int) -> None:
    """After 1 to 50 epochs the whole part still holds the last m visits."""
    series = draw_digit_coded(stream(seed), m=6, base=64, epochs=1, calls=50, plain=False)
    rng = np.random.default_rng(seed)
    visits = [rng.integers(6, size=6 * epochs) for epochs in range(1, 51)]

    rows = read_last_orders(series, descend(series, visits)).rows

    assert [list(one[-6:]) for one in visits] == rows.tolist()


def test_missing_steps_are_zeros() -> None:
    """Steps that never happened are zeros at the low end."""
    series = draw_digit_coded(stream(1), m=4, base=32, epochs=2, calls=1, plain=False)

    rows = read_orders(series, descend(series, np.array([[0, 1, 2, 3]]))).rows

    assert [NO_STEP] * 4 + [0, 1, 2, 3] == rows[0].tolist()


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 1e300, -5.0, 0.123])
def test_foreign_numbers_are_no_rows(value: float) -> None:
    """Numbers that no descent gives are read as no row, and nothing raises."""
    series = draw_digit_coded(stream(1), m=6, base=64, epochs=1, calls=1, plain=True)

    assert (read_orders(series, np.array([[value, 0.0]])).rows == NO_ROW).all()


@pytest.mark.parametrize("seed", range(50))
def test_no_digit_is_the_mean_of_two(seed: int) -> None:
    """The mean of two labels is never a third one."""
    digits = draw_digits(stream(seed), 6, 64)

    assert not {(a + b) / 2 for a in digits for b in digits if a != b} & set(digits)


# -- patterns

SEEDS = st.integers(0, 10**6)
M, CALLS = 6, 400
LABELS = np.array([2, 7, 13, 29, 46, 61])


def orders(rows: Indices, m: int = M, *, dealt: int | None = None) -> Orders:
    """dealt: the seed for dealing the labels again in each run; None to leave them."""
    labels = np.tile(LABELS[:m], (len(rows), 1))
    if dealt is not None:
        labels = np.random.default_rng(dealt).permuted(labels, axis=1)
    return Orders(rows, np.take_along_axis(labels, np.maximum(rows, 0), axis=1), m)


def replaced(seed: int, visits: int = M, m: int = M, calls: int = CALLS) -> Indices:
    return np.random.default_rng(seed).integers(m, size=(calls, visits))


def shuffled(seed: int, m: int = M, calls: int = CALLS) -> Indices:
    return np.random.default_rng(seed).permuted(np.tile(np.arange(m), (calls, 1)), axis=1)


def three_epochs(draw: Callable[..., Indices], seed: int) -> Indices:
    return np.hstack([draw(seed + k, m=3, calls=106)[:, :3] for k in (1, 2, 3)])


@pytest.mark.parametrize("draw", [replaced, shuffled])
@given(seed=SEEDS)
def test_right_samplers_have_no_pattern(draw: Callable[..., Indices], seed: int) -> None:
    """Rows drawn with replacement, or shuffled afresh in each epoch, pass every test."""
    # dealt by another seed than drawn: the same one would give every row its own number
    one, three = (
        orders(rows, m, dealt=seed + 7)
        for rows, m in ((draw(seed), M), (three_epochs(draw, seed), 3))
    )

    for found in (judge_legibility(one, three), judge_orders(one), judge_epochs(three)):
        assert (True, ()) == (found.is_right, found.notes)
    assert not is_repeated(one)


@given(seed=SEEDS)
def test_patterns_of_one_epoch(seed: int) -> None:
    """One row for a whole epoch, or a cycle from a random first row, is named."""
    first = replaced(seed, visits=1)

    assert "row_per_epoch" == judge_orders(orders(np.tile(first, (1, M)))).kind
    assert "cyclic" == judge_orders(orders((first + np.arange(M)) % M)).kind


@given(seed=SEEDS, row=st.integers(0, 2))
def test_patterns_of_three_epochs(seed: int, row: int) -> None:
    """Equal epochs are a note after a shuffle and a defect after draws; a lost row is named."""
    mixed, drawn = shuffled(seed, 3, 106), replaced(seed, 3, 3, 106)
    rows = three_epochs(replaced, seed)
    missing = judge_epochs(orders(np.where(rows == row, (row + 1) % 3, rows), 3))

    assert ("shuffled_once",) == judge_epochs(orders(np.hstack([mixed, mixed, mixed]), 3)).notes
    assert "epochs_alike" == judge_epochs(orders(np.hstack([drawn, drawn, drawn]), 3)).kind
    assert ("row_missing", row) == (missing.kind, missing.evidence["row"])


@pytest.mark.parametrize(
    ("kind", "lost", "value"),
    [
        pytest.param("several_rows", slice(3, 4), NO_ROW, id="a mean"),
        pytest.param("not_last", slice(3), NO_STEP, id="an epoch"),
        pytest.param("steps_vary", slice(2), NO_STEP, id="some steps"),
    ],
)
def test_illegible_visits(kind: str, lost: slice, value: int) -> None:
    """One run with a digit of no row, or with missing steps, is enough."""
    rows = three_epochs(shuffled, 5)
    rows[17, lost] = value

    assert kind == judge_legibility(orders(shuffled(1)), orders(rows, 3)).kind


SAME_ROWS = orders(np.tile(shuffled(1, calls=1), (CALLS, 1)), dealt=1)


@given(seed=SEEDS)
def test_seeded_descents_are_judged_by_their_length(seed: int) -> None:
    """A descent that is the same in every call is right, with a note, if it goes on at random."""
    ends = orders(replaced(seed, calls=50), dealt=seed)
    found = judge_repeated(SAME_ROWS, ends)

    assert ("", ("seeded_inside",)) == (found.kind, found.notes)


@given(seed=SEEDS)
def test_descents_in_the_order_of_their_targets(seed: int) -> None:
    """Where one epoch is the same by targets and not by rows, the targets decide."""
    ends = orders(replaced(seed, calls=50), dealt=seed)

    assert "follows_y" == judge_repeated(orders(shuffled(seed)), ends).kind


@given(order=st.permutations(range(M)), dealt=SEEDS)
def test_one_order_forever(order: list[int], dealt: int) -> None:
    """One order at the end of every descent is a fixed one if it is rising, falling or a cycle."""
    ends = orders(np.tile(order, (50, 1)), dealt=dealt)
    ruled = [list(np.roll(range(M), k)) for k in range(M)] + [list(range(M))[::-1]]

    assert is_repeated(ends)
    assert ("fixed_order" if order in ruled else "reseeded") == judge_repeated(ends, ends).kind


@given(row=st.integers(0, M - 1), dealt=SEEDS)
def test_one_row_and_one_row_of_labels(row: int, dealt: int) -> None:
    """The same row forever is named; so are rows in the order of their targets, sorted or not."""
    alone = judge_repeated(SAME_ROWS, orders(np.full((50, M), row), dealt=dealt))
    rising = Orders(shuffled(dealt, calls=50), np.tile(LABELS, (50, 1)), M)
    largest = Orders(shuffled(dealt, calls=50), np.full((50, M), LABELS[-1]), M)

    assert ("same_row", row) == (alone.kind, alone.evidence["row"])
    assert "fixed_order" == judge_repeated(SAME_ROWS, rising).kind
    assert "follows_y" == judge_repeated(SAME_ROWS, largest).kind
