"""
Ids.
"""

from __future__ import annotations

import pytest

from autograder.classroom.entries import id_of


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ada", "ada"),
        ("e\u0301", "\u00e9"),
        ("a\udcff", "a\\xff"),
        ("a\tb", "a\\tb"),
        ("a\ud800", "a\\ud800"),
        ("\udc41", "\\udc41"),
        ("../x", "../x"),
    ],
)
def test_an_id_has_one_spelling(name: str, expected: str) -> None:
    """
    The same name from two systems is the same id, and it can be printed anywhere.
    """
    assert expected == id_of(name)
