"""
The probe of descents on batches.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest

from autograder.judges.sgd.batch_runs import TASKS
from autograder.judges.sgd.ends import ends
from tests.judges.on_batches import (
    NAMES,
    RIGHT_FUNCTIONS,
    STAGES,
    batch_descent,
    cut,
    mini_batches,
    probe_on_batches,
)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("task", NAMES)
def test_right_descents_pass_whatever_is_drawn(task: str, seed: int) -> None:
    """
    A right descent passes every stage, for every draw of the runs.
    """
    probe = probe_on_batches(task, RIGHT_FUNCTIONS[task], seed)

    assert all(probe.stage(name).is_right for name in STAGES[task])


@pytest.mark.parametrize("task", NAMES)
def test_the_runs_of_a_task_have_ends(task: str) -> None:
    """
    Every run has few enough paths to be walked, and its ends are finite.
    """
    stages = probe_on_batches(task, batch_descent).runs.values()
    runs = [run for stage in stages for run in stage]
    found = [ends(run, TASKS[NAMES[task]].rule) for run in runs]

    assert all(one is not None and np.isfinite(one).all() for one in found)


@pytest.mark.parametrize("task", NAMES)
def test_what_does_nothing_earns_nothing(task: str) -> None:
    """
    A function that returns the theta given passes no stage, not even that of its arguments.
    """
    probe = probe_on_batches(task, lambda _x, _y, theta, *_: theta)

    assert not any(probe.stage(name).is_right for name in STAGES[task])


def rolled(rng: np.random.Generator, m: int) -> Any:
    return np.roll(np.arange(m), rng.integers(m))


def sattolo(rng: np.random.Generator, m: int) -> Any:
    order = np.arange(m)
    for k in range(m - 1, 0, -1):
        other = rng.integers(k)
        order[[k, other]] = order[[other, k]]
    return order


@pytest.mark.parametrize(
    ("kind", "order"),
    [
        pytest.param("fixed_order", lambda _rng, m: np.arange(m), id="not shuffled"),
        pytest.param("reseeded", lambda _rng, m: np.arange(m)[::-1], id="always reversed"),
        pytest.param("uneven", rolled, id="rolled"),
        pytest.param("last_uneven", sattolo, id="no row stays in place"),
    ],
)
def test_orders_that_are_not_shuffles_are_refused(kind: str, order: Callable[..., Any]) -> None:
    """
    An order that is fixed, or not one of all with equal chances, is refused for what it is.
    """
    finding = probe_on_batches("2.6", mini_batches(order)).stage("order").finding

    assert finding is not None
    assert kind == finding.kind


def test_one_shuffle_for_all_epochs_is_refused() -> None:
    """
    A shuffle that serves all epochs of a call is seen, whatever it is.
    """
    finding = probe_on_batches("2.6", mini_batches(once=True)).stage("order").finding

    assert finding is not None
    assert "shuffled_once" == finding.kind


def test_a_seed_inside_is_noted_only() -> None:
    """
    A function with a generator of its own that is seeded in each call passes with a note.
    """
    finding = probe_on_batches("2.6", mini_batches(seed=3)).stage("order").finding

    assert finding is not None
    assert ("seeded_inside",) == finding.notes


def without_rest(rows: Sequence[int], size: int) -> list[Any]:
    return [batch for batch in cut(rows, size) if len(batch) == size]


def test_a_batch_left_out_is_no_end() -> None:
    """
    Where the short last batch makes no step, no order of the rows explains theta.
    """
    probe = probe_on_batches("2.6", mini_batches(batches=without_rest))

    assert not probe.stage("batches").is_right
