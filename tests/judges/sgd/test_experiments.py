from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from autograder.judges.sgd.experiments import (
    Setting,
    draw_equal_rows,
    draw_exact_line,
    draw_landing,
    draw_two_kinds,
    level,
)
from tests.judges.walks import descent, examine, stream

SEEDS = range(200)


@pytest.mark.parametrize("first", [0, 1000])
def test_remaining_errors_stay_legible(first: int) -> None:
    """A right walk on equal rows leaves between 1e-4 and 0.999 of an error of some size."""
    settings = [one for s in SEEDS for one in draw_equal_rows(stream(first + s))]
    left = [(1 - one.contraction) ** one.steps for one in settings]

    assert 1e-4 < min(left)
    assert max(left) < 0.999
    assert min(abs(one.error) for one in settings) >= 3 * 2**-10


def test_starts_and_slopes_differ() -> None:
    """No two settings share a start, and no slope is 1 in size."""
    for seed in SEEDS:
        settings = draw_equal_rows(stream(seed))

        assert 7 == len({tuple(one.start) for one in settings})
        assert all(abs(one.slope) not in {0, 1} for one in settings)


def test_exact_line_has_no_error() -> None:
    """Every error on the exact line, and on the level one, is exactly 0."""
    for seed in SEEDS:
        line = draw_exact_line(stream(seed))
        for setting in (line, level(line)):
            assert not (setting.X @ setting.theta - setting.y).any()


def test_two_kinds_are_both_there() -> None:
    """Both kinds of rows occur, and their targets are not 0."""
    for seed in SEEDS:
        setting = draw_two_kinds(stream(seed), single=False)

        assert {-1.0, 1.0} == set(setting.X[:, 1])
        assert setting.y.all()


def test_landing_pulls_all_the_way() -> None:
    """A right step on a landing field goes to its target."""
    setting = draw_landing(stream(3))

    assert 1 == setting.contraction
    assert 12 == len(np.unique(setting.y))


def test_calls_compare_by_identity() -> None:
    """Two calls are compared without a look at their arrays, whatever their shapes."""
    one, *others = draw_equal_rows(stream(1))

    assert one in (*others, one)
    assert one not in [other.but() for other in (one, *others)]


LAWS: dict[str, Callable[[Setting], bool]] = {
    "one_epoch": lambda one: one.epochs == 1 and one.m < 10,
    "three_epochs": lambda one: one.epochs == 3,
    "more_epochs": lambda one: one.epochs in {4, 5},
    "short_steps": lambda one: one.epochs == 2 and one.contraction > 0.01,
    "tiny_steps": lambda one: one.contraction < 0.01,
    "many_rows": lambda one: one.m > 30,
    "long_run": lambda one: one.epochs > 200,
}


@pytest.mark.parametrize("seed", range(8))
def test_a_name_means_one_setting(seed: int) -> None:
    """Each law holds for the setting of that name alone, so no two of them can be exchanged."""
    drawn = draw_equal_rows(stream(seed))._asdict()

    assert {*LAWS} == {*drawn}
    for name, law in LAWS.items():
        assert [name] == [other for other, one in drawn.items() if law(one)]


@pytest.mark.parametrize("single", [False, True])
def test_a_name_means_one_series(single: bool) -> None:
    """The small set is smaller than the lesson's, and two epochs are two epochs."""
    walk = descent()
    probe = examine(lambda *call: walk(*call).astype(np.float32) if single else walk(*call))

    assert (8, 100) == (probe.kinds.small.m, probe.kinds.lesson_size.m)
    assert (1, 2) == (probe.series.one_epoch.epochs, probe.series.two_epochs.epochs)
