from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.judges.sgd.patterns import (
    is_repeated,
    judge_epochs,
    judge_legibility,
    judge_orders,
    judge_repeated,
)
from autograder.judges.sgd.visit_order import NO_ROW, NO_STEP, Indices, Orders

SEEDS = st.integers(0, 10**6)
M, CALLS = 6, 400
LABELS = np.array([2, 7, 13, 29, 46, 61])


def orders(rows: Indices, m: int = M, *, dealt: int | None = None) -> Orders:
    """dealt: the seed of a new deal of the labels in each call; None for none."""
    labels = np.tile(LABELS[:m], (len(rows), 1))
    if dealt is not None:
        labels = np.random.default_rng(dealt).permuted(labels, axis=1)
    return Orders(rows, np.take_along_axis(labels, np.maximum(rows, 0), axis=1), m)


def replaced(seed: int, visits: int = M, m: int = M, calls: int = CALLS) -> Indices:
    return np.random.default_rng(seed).integers(m, size=(calls, visits))


def shuffled(seed: int, m: int = M, calls: int = CALLS) -> Indices:
    return np.random.default_rng(seed).permuted(np.tile(np.arange(m), (calls, 1)), axis=1)


def two_epochs(draw: Callable[..., Indices], seed: int) -> Indices:
    return np.hstack([draw(seed + k, m=4, calls=120)[:, :4] for k in (1, 2)])


@pytest.mark.parametrize("draw", [replaced, shuffled])
@given(seed=SEEDS)
def test_right_samplers_have_no_pattern(draw: Callable[..., Indices], seed: int) -> None:
    """Rows drawn with replacement, or shuffled anew in each epoch, are right in every test."""
    one, two = orders(draw(seed), dealt=seed), orders(two_epochs(draw, seed), 4)

    for found in (judge_legibility(one, two), judge_orders(one), judge_epochs(two)):
        assert (True, ()) == (found.is_right, found.notes)
    assert not is_repeated(one)


@given(seed=SEEDS)
def test_patterns_of_one_epoch(seed: int) -> None:
    """One row for a whole epoch, or a cycle from a random first row, is named."""
    first = replaced(seed, visits=1)

    assert "row_per_epoch" == judge_orders(orders(np.tile(first, (1, M)))).kind
    assert "cyclic" == judge_orders(orders((first + np.arange(M)) % M)).kind


@given(seed=SEEDS, row=st.integers(0, 3))
def test_patterns_of_two_epochs(seed: int, row: int) -> None:
    """Equal epochs are a note after a shuffle and a defect after draws; a lost row is named."""
    mixed, drawn = shuffled(seed, 4, 120), replaced(seed, 4, 4, 120)
    rows = two_epochs(replaced, seed)
    missing = judge_epochs(orders(np.where(rows == row, (row + 1) % 4, rows), 4))

    assert ("shuffled_once",) == judge_epochs(orders(np.hstack([mixed, mixed]), 4)).notes
    assert "epochs_alike" == judge_epochs(orders(np.hstack([drawn, drawn]), 4)).kind
    assert ("row_missing", row) == (missing.kind, missing.evidence["row"])


@pytest.mark.parametrize(
    ("kind", "lost", "value"),
    [
        pytest.param("several_rows", slice(3, 4), NO_ROW, id="a mean"),
        pytest.param("not_last", slice(4), NO_STEP, id="an epoch"),
        pytest.param("steps_vary", slice(3), NO_STEP, id="some steps"),
    ],
)
def test_illegible_visits(kind: str, lost: slice, value: int) -> None:
    """One call with a digit of no row, or with steps that are missing, is enough."""
    rows = two_epochs(shuffled, 5)
    rows[17, lost] = value

    assert kind == judge_legibility(orders(shuffled(1)), orders(rows, 4)).kind


@given(seed=SEEDS)
def test_seeded_walks_are_judged_by_their_length(seed: int) -> None:
    """A walk that is the same in every call is right, with a note, if it goes on at random."""
    windows = orders(replaced(seed, calls=50), dealt=seed)

    assert ("", ("seeded_inside",)) == (judge_repeated(windows).kind, judge_repeated(windows).notes)


@given(order=st.permutations(range(M)), dealt=SEEDS)
def test_one_order_for_ever(order: list[int], dealt: int) -> None:
    """One order at the end of every walk is a fixed one if it is rising, falling or a cycle."""
    windows = orders(np.tile(order, (50, 1)), dealt=dealt)
    ruled = [list(np.roll(range(M), k)) for k in range(M)] + [list(range(M))[::-1]]
    by_label = np.diff(windows.labels[0])
    fixed = order in ruled or abs(np.sign(by_label).sum()) == M - 1 or (by_label % M == 1).all()

    assert is_repeated(windows)
    assert ("fixed_order" if fixed else "reseeded") == judge_repeated(windows).kind


@given(row=st.integers(0, M - 1), dealt=SEEDS)
def test_one_row_and_one_row_of_labels(row: int, dealt: int) -> None:
    """The same row for ever is named, and rows sorted by their targets are a fixed order."""
    alone = judge_repeated(orders(np.full((50, M), row), dealt=dealt))
    rising = Orders(shuffled(dealt, calls=50), np.tile(LABELS, (50, 1)), M)

    assert ("same_row", row) == (alone.kind, alone.evidence["row"])
    assert "fixed_order" == judge_repeated(rising).kind
