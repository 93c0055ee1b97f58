from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from autograder.judges.sgd.experiments import (
    Run,
    draw_full_contraction,
    draw_identical_rows,
    draw_noise_free,
    draw_orthogonal_rows,
    level,
)
from tests.judges.descents import descent, probe_of, stream

SEEDS = range(200)


@pytest.mark.parametrize("first", [0, 1000])
def test_remaining_errors_stay_legible(first: int) -> None:
    """A right run on identical rows leaves between 1e-4 and 0.999 of an error that is not tiny."""
    runs = [one for s in SEEDS for one in draw_identical_rows(stream(first + s))]
    left = [(1 - one.contraction) ** one.steps for one in runs]

    assert 1e-4 < min(left)
    assert max(left) < 0.999
    assert min(abs(one.error) for one in runs) >= 3 * 2**-14


def test_starts_and_slopes_differ() -> None:
    """No two runs share a start, and no slope is 1 in size."""
    for seed in SEEDS:
        runs = draw_identical_rows(stream(seed))

        assert 7 == len({tuple(one.start) for one in runs})
        assert all(abs(one.slope) not in {0, 1} for one in runs)


def test_noise_free_rows_have_no_error() -> None:
    """Every error on noise-free rows, and on the level line, is exactly 0."""
    for seed in SEEDS:
        line = draw_noise_free(stream(seed))
        for run in (line, level(line)):
            assert not (run.X @ run.theta - run.y).any()


def test_both_kinds_of_orthogonal_rows_are_there() -> None:
    """Both kinds of rows occur, and their targets are not 0, but for the rows that fit."""
    for seed in SEEDS:
        for k, run in enumerate(draw_orthogonal_rows(stream(seed), single=False).runs):
            one, other = sorted(set(run.X[:, 1]))
            assert -1 == one * other
            assert (1 if k > 6 else run.m) == np.count_nonzero(run.y)


def test_odd_rows_are_outliers() -> None:
    """The one odd row lies more than three standard deviations out, in x and in y, anywhere."""
    for seed in SEEDS:
        places = set()
        for run in draw_orthogonal_rows(stream(seed), single=True).odd:
            for values in (run.X[:, 1], run.y[:, 0]):
                far = np.abs(values - values.mean()) / values.std()
                assert [True] == (far[far > 1] > 3).tolist()
            places.add(int(np.argmax(far)))
        assert 8 == len(places)


def test_full_contraction_takes_the_whole_error() -> None:
    """With contraction 1 a right step ends on its target."""
    run = draw_full_contraction(stream(3))

    assert 1 == run.contraction
    assert 12 == len(np.unique(run.y))


def test_runs_compare_by_identity() -> None:
    """Runs compare by identity, without a look at their arrays."""
    one, *others = draw_identical_rows(stream(1))

    assert one in (*others, one)
    assert one not in [other.but() for other in (one, *others)]


LAWS: dict[str, Callable[[Run], bool]] = {
    "one_epoch": lambda one: one.epochs == 1 and one.m < 10,
    "three_epochs": lambda one: one.epochs == 3,
    "more_epochs": lambda one: one.epochs in {4, 5},
    "short_steps": lambda one: one.epochs == 2 and one.contraction > 0.01,
    "tiny_steps": lambda one: one.contraction < 0.01,
    "many_rows": lambda one: one.m > 30,
    "long_run": lambda one: one.epochs > 200,
}


@pytest.mark.parametrize("seed", range(8))
def test_a_name_means_one_run(seed: int) -> None:
    """Each law holds for the run of that name alone, so no two runs can change places."""
    drawn = draw_identical_rows(stream(seed))._asdict()

    assert {*LAWS} == {*drawn}
    for name, law in LAWS.items():
        assert [name] == [other for other, one in drawn.items() if law(one)]


@pytest.mark.parametrize("single", [False, True])
def test_a_name_means_one_series(single: bool) -> None:
    """The small set is smaller than the lesson's, and three epochs are three epochs."""
    descend = descent()
    probe = probe_of(lambda *call: descend(*call).astype(np.float32) if single else descend(*call))

    assert (8, 100) == (probe.orthogonal_rows.small.m, probe.orthogonal_rows.lesson_size.m)
    series = probe.digit_coded
    assert (1, 3) == (series.one_epoch.epochs, series.three_epochs.epochs)
