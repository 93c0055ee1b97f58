"""The data of an experiment."""

from __future__ import annotations

import errno
import os
from collections import namedtuple
from pathlib import Path

import numpy as np
import pytest

from autograder.judges.sgd.lesson import line_through
from autograder.study import data_set as module
from autograder.study.data_set import CHUNK, ROW_BYTES, data_set

ROWS = 500


def test_the_loss_is_the_mean_squared_error() -> None:
    """
    What is worked out from sums of products is the mean over the rows, lowest at least squares.
    """
    with data_set(ROWS, 1) as data:
        best = line_through(data.X[:, 1:], data.y)
        for theta in (np.zeros((2, 1)), np.array([[4.0], [3.0]]), best):
            expected = float(((data.X @ theta - data.y) ** 2).mean())
            assert expected == pytest.approx(data.loss(theta), rel=1e-10)

        assert best == pytest.approx(data.best)
        assert data.lowest == data.loss(data.best)


def test_the_law_is_the_lessons() -> None:
    """
    X has ones in front and x between 0 and 2, and y is 4 + 3 x with noise of size 1.
    """
    with data_set(20_000, 1) as data:
        noise = data.y - data.X @ [[4.0], [3.0]]

        assert (data.X[:, 0] == 1).all()
        assert (0, 2) == pytest.approx((data.X[:, 1].min(), data.X[:, 1].max()), abs=0.01)
        assert (0, 1) == pytest.approx((noise.mean(), noise.std()), abs=0.03)


def test_no_end_of_a_walk_is_an_error() -> None:
    """
    A theta on its way to infinity has an infinite loss, without a warning.
    """
    with data_set(ROWS, 1) as data:
        assert data.loss(np.full((2, 1), 1e200)) == np.inf


def test_a_seed_gives_the_same_rows() -> None:
    """
    The same seed gives the same rows, in memory or in a file, and another seed gives others.
    """
    rows = CHUNK + 10  # more than are drawn at a time
    with (
        data_set(rows, 1) as one,
        data_set(rows, 1, in_memory=0) as two,
        data_set(rows, 2) as other,
    ):
        assert [False, True] == [one.is_mapped, two.is_mapped]
        assert np.array_equal(one.X, two.X)
        assert np.array_equal(one.y, two.y)
        assert not np.array_equal(one.y, other.y)
        assert one.lowest == two.lowest


def test_large_data_are_mapped_from_a_file_that_goes_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Above the limit the rows are plain arrays over a file, and nothing is left of it.
    """
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    limit = ROWS * ROW_BYTES
    with (
        data_set(ROWS, 1, in_memory=limit) as small,
        data_set(ROWS, 1, in_memory=limit - 1) as data,
    ):
        assert not small.is_mapped
        X, _ = data.part(0, ROWS)
        assert type(X) is np.ndarray
        assert isinstance(data.X.base, np.memmap)
        assert np.shares_memory(X, data.X)
        del X

    assert [] == [*tmp_path.iterdir()]
    assert (0, 0) == (len(data.X), len(data.y))


def test_a_learner_may_write_into_the_rows() -> None:
    """
    What is written into rows in memory is written into a copy.
    """
    with data_set(ROWS, 1) as data:
        X, y = data.part(10, 20)
        before = data.X.copy()
        X[:] = y[:] = 0

        assert (10, 10) == (len(X), len(y))
        assert np.array_equal(before, data.X)


def test_a_full_disk_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Where there is no room for the file, an OSError says so before a page is touched.
    """
    usage = namedtuple("usage", "free")  # noqa: PYI024 -- as shutil has it
    monkeypatch.setattr(module.shutil, "disk_usage", lambda _: usage(ROWS * ROW_BYTES))

    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)), data_set(ROWS, 1, in_memory=0):
        pass
