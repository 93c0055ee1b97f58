"""Tests of autograder/mistakes/sgd/influence.py."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest

from autograder.judges.answer import Answer
from autograder.judges.sgd.batch_probe import BatchProbe
from autograder.judges.sgd.batch_runs import draw_batch_runs
from autograder.judges.sgd.ends import MINI_BATCH, BatchedRun
from autograder.mistakes.catalogue import Recognised
from autograder.mistakes.sgd import influence
from autograder.mistakes.sgd.batch_seen import BatchCase
from tests.judges.on_batches import batch_descent as descent


def case_of(function: Callable[..., Any]) -> BatchCase:
    def ask(runs: Sequence[BatchedRun]) -> list[Answer]:
        asked = [run.arguments[:5] for run in runs]
        return [Answer("f", function(*one), one, one) for one in asked]

    probe = BatchProbe(ask, draw_batch_runs(random.Random(4)), MINI_BATCH)  # noqa: S311 -- runs
    return BatchCase(probe, probe.stage("step"))


ALL = influence.without_influence, influence.unread_row, influence.scaled_inside


@pytest.mark.parametrize(
    ("recognise", "function", "fields"),
    [
        (ALL[0], lambda X, y, theta, rate, n: descent(X, 0 * y, theta, rate, n), {"name": "y"}),
        (
            ALL[0],
            lambda X, y, theta, _, n: descent(X, y, theta, 0.01, n),
            {"name": "learning_rate"},
        ),
        (
            ALL[2],
            lambda X, y, theta, rate, n: descent(X / np.abs(X).max(axis=0), y, theta, rate, n),
            {"name": "the last column of X"},
        ),
        (
            ALL[2],
            lambda X, y, theta, rate, n: descent(X, y / np.abs(y).max(), theta, rate, n),
            {"name": "y"},
        ),
    ],
    ids=["y", "rate", "column", "target"],
)
def test_an_argument_without_influence_is_named(
    recognise: Callable[[BatchCase], Recognised],
    function: Callable[..., Any],
    fields: dict[str, str],
) -> None:
    """What can be changed, or taken in another unit, without a change of theta is told by name."""
    assert fields == recognise(case_of(function))


@pytest.mark.parametrize("row", [0, -1])
def test_a_row_that_is_never_read_is_found(row: int) -> None:
    """A row whose target changes nothing is told by its number."""

    def without_it(X: Any, y: Any, *more: Any) -> Any:
        rows = [row] if len(X) > 1 else []
        return descent(np.delete(X, rows, 0), np.delete(y, rows, 0), *more)

    found = influence.unread_row(case_of(without_it))

    assert isinstance(found, dict)
    assert found["row"] in {0, found["m"] - 1}


@pytest.mark.parametrize("recognise", ALL)
def test_a_right_descent_uses_all(recognise: Callable[[BatchCase], Recognised]) -> None:
    """Nothing is without influence in a descent as it is asked for."""
    assert not recognise(case_of(descent))
