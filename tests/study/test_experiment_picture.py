"""The picture of an experiment."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.grading.pictures.gallery import encode
from autograder.study.experiment import METHODS, Experiment
from autograder.study.experiment_picture import LOOKS, LOWEST, ExperimentPicture
from tests.study.trials import experiment, trial


def test_the_plots_are_what_was_measured() -> None:
    """
    Losses are those of the largest size, and a price by size is that of the look that was near.
    """
    picture = ExperimentPicture(experiment())
    rows, seconds, prices = picture.plots
    near, batch, mini = rows.curves

    assert {10} == {*near.y}
    assert [[1000, 2000], [400, 1]] == [batch.x.tolist(), pytest.approx(batch.y.tolist())]
    assert [25, 50, 100] == mini.x.tolist()
    assert [3, 6] == seconds.curves[1].x.tolist()
    assert [[100, 1000], [0.02, 6]] == [prices.curves[0].x.tolist(), prices.curves[0].y.tolist()]
    assert "rows read, with 1,000 rows" == rows.names[0]


def test_every_point_is_in_its_window() -> None:
    """
    The windows hold every point, also of a loss that is the lowest itself.
    """
    seen = Experiment([trial("batch", 100, [(100, 0.01, 0.0)])])
    for plot in ExperimentPicture(seen).plots:
        for curve in plot.curves:
            assert plot.up
            assert plot.up[0] < curve.y.min() <= curve.y.max() < plot.up[1]
            assert plot.across[0] <= curve.x.min() <= curve.x.max() <= plot.across[1]
    assert LOWEST == ExperimentPicture(seen).plot().curves[1].y[0]


def test_methods_can_be_told_apart() -> None:
    """
    Every method has a look of its own, in colour and in grey, and a letter of its own.
    """
    assert [method.name for method in METHODS] == [*LOOKS]
    for key in ("color", "marker"):
        assert len(LOOKS) == len({look[key] for look in LOOKS.values()})
    assert len(LOOKS) == len({name[0].lower() for name in LOOKS})


@pytest.mark.parametrize("looks", [[(25, 0.1, 9.0)], [(25, 0.1, 9.0), (50, 0.2, 0.0)]], ids=len)
def test_it_is_drawn_and_described(looks: list[tuple[int, float, float]]) -> None:
    """
    It is an image with a description that has the two sentences, whatever was measured.
    """
    picture = ExperimentPicture(Experiment([trial("SGD", 100, looks)]))
    svg = encode(picture, ".svg").decode()

    assert "Near: at most 10 % above the lowest loss of a line, from then on." in svg
    assert ("SGD on 100 rows: never near." in svg) == (len(looks) == 1)
    assert "Batch descent was not measured" in svg
    assert np.isfinite(picture.plot().curves[0].x).all()
