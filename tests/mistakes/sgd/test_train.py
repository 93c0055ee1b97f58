"""
The mistakes of task 2.4.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from autograder.judges.answer import Answer
from autograder.judges.sgd.lesson import batch_descent, least_squares
from autograder.mistakes.catalogue import diagnose
from autograder.mistakes.sgd.train import TRAINED


def column(*entries: float) -> Any:
    return np.array(entries).reshape(-1, 1)


ENDS: list[tuple[str, Any]] = [
    ("typed_in", column(4.0, 3.0)),
    ("typed_in", column(4.22, 2.77)),
    ("closed_form", least_squares()),
    ("closed_form", least_squares()[:, 0]),
    ("closed_form", np.round(least_squares(), 8)),
    ("batch_descent", batch_descent(50)[:, -1:]),
    ("too_few_steps", batch_descent(100)[:, -1:] + 0.07123456891),
    ("too_few_steps", column(2.97123456891, 3.05123456891)),
    ("no_bias_column", column(6.1234567891)),
    ("bias_last", column(2.7123456891, 4.2123456891)),
    ("mirrored", column(-4.2123456891, -2.7123456891)),
    ("x_and_y_exchanged", column(-0.9412345891, 0.2812345891)),
    ("level_line", column(6.7512345891, 0.0612345891)),
    ("own_scale", column(6.7512345891, 1.6112345891)),
    ("own_scale", column(6.7512345891, 2.8112345891)),
    ("diverged", column(1e91, 1e91)),
    ("diverged", column(np.nan, np.inf)),
    ("not_assigned", column(0.0, 0.0)),
    ("grew", np.full((2, 2), 3.5123456891)),
    ("path", np.full((50, 2, 1), 3.5123456891)),
    ("three_parameters", column(2.1234567891, 2.1234567891, 2.7654321891)),
    ("transposed", column(4.2123456891, 2.8123456891).T),
    ("far", column(6.2123456891, 2.8123456891)),
    ("grew", np.full((2, 100), 3.5123456891)),
    ("no_theta", np.full((100, 1), 7.5123456891)),
    ("no_theta", np.c_[np.ones(100), np.linspace(0, 2, 100)]),
    ("no_theta", np.linspace(80, 1, 5000)),
    ("no_bias_column", column(82.5123456891)),
    ("scalar", np.array(0.8123456891)),
    ("scalar", np.array(82.5123456891)),
    ("tuple", (column(4.2, 2.8), None)),
    ("list", [4.2, 2.8]),
    ("none", None),
]


@pytest.mark.parametrize(
    ("key", "value"), [pytest.param(*end, id=f"{k} {end[0]}") for k, end in enumerate(ENDS)]
)
def test_each_end_is_recognised(key: str, value: Any) -> None:
    """
    Where a wrong run ends is known by its key.
    """
    found = diagnose(TRAINED, Answer("train", value))

    assert found is not None
    assert key == found.key
