"""
Mistakes that show in the kind of thing that came back.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from autograder.judges.answer import Answer, Foreign
from autograder.mistakes.arrays.returned import wrong_kinds
from autograder.mistakes.catalogue import diagnose


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("none", None),
        ("numbers_apart", (1.5, 2.0)),
        ("tuple", (100, 2)),
        ("tuple", (np.ones(2), 3)),
        ("list", [1.0]),
        ("scalar", 4.07),
        ("scalar", np.array(4.07)),
        ("scalar", 10**400),
        ("not_numbers", np.array([[True]])),
        ("not_numbers", np.array([[1j]])),
        ("not_numbers", Foreign("object", "ndarray of str32")),
        ("not_numbers", Foreign("object", "ndarray of datetime64")),
        ("float16", Foreign("object", "ndarray of float16")),
        ("not_finite", np.array([[np.nan]])),
        ("not_finite", np.array([[np.inf]])),
        ("function", Foreign("function", "train")),
        ("wrong_type", Foreign("object", "Line")),
        ("wrong_type", "4"),
        ("wrong_type", {"theta": 4}),
        ("wrong_type", True),
    ],
    ids=lambda item: repr(item)[:30],
)
def test_each_kind_is_named(key: str, value: Any) -> None:
    """
    Anything but a finite real array is known by its kind.
    """
    found = diagnose(wrong_kinds("theta"), Answer("train", value))

    assert found is not None
    assert key == found.key


def test_a_real_array_is_no_wrong_kind() -> None:
    """
    Arrays of finite real numbers are left to the mistakes of the task.
    """
    assert diagnose(wrong_kinds("theta"), Answer("train", np.array([[4.0]]))) is None
