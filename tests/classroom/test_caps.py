"""
Sizes in words.
"""

from __future__ import annotations

import pytest

from autograder.classroom.caps import FILE, UNPACKED, size_text


@pytest.mark.parametrize(
    ("size", "expected"),
    [(FILE[".py"], "256 KiB"), (FILE[".ipynb"], "2 MiB"), (UNPACKED, "64 MiB")],
)
def test_a_size_is_told_in_its_unit(size: int, expected: str) -> None:
    """
    Every limit reads as a person would say it.
    """
    assert expected == size_text(size)
