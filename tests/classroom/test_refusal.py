"""
Text from strangers.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.classroom.refusal import printable, shown


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ada", "ada"),
        ("Z\u00f6e", "Z\u00f6e"),
        ("\x1b[31m", "\\x1b[31m"),
        ("a\nb", "a\\nb"),
        ("\u202egpj", "\\u202egpj"),
        ("\ud800", "\\ud800"),
        ("\0", "\\x00"),
    ],
)
def test_what_does_not_print_is_escaped(text: str, expected: str) -> None:
    """
    Letters of any script stay; what moves the cursor or the reading direction does not.
    """
    assert expected == printable(text)


@given(st.text())
def test_shown_names_are_short(name: str) -> None:
    """
    A name of any length and content fits into a sentence.
    """
    assert shown(name).isprintable()
    assert len(shown(name)) <= 60
