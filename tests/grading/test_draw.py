"""
The draw.
"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from autograder.grading.draw import Draw

PUBLISHED = 1_678_608_435


@given(st.text(st.characters(exclude_categories=["Cs"])), st.text(alphabet="abc"))
def test_stream_is_fixed_by_seed_and_purpose(seed: str, purpose: str) -> None:
    """
    The same seed and purpose give the same numbers, and a number below 2**32.
    """
    draw = Draw(seed)

    assert draw.stream(purpose).random() == Draw(seed).stream(purpose).random()
    assert 0 <= draw.number(purpose) < 2**32


def test_streams_differ() -> None:
    """
    Another seed or another purpose gives other numbers.
    """
    numbers = {Draw(seed).number(purpose) for seed in ("a", "b") for purpose in ("a", "b")}

    assert 4 == len(numbers)


def test_public_stream_stays_as_published() -> None:
    """
    The public inputs are the same on every machine and in every version.
    """
    assert PUBLISHED == Draw().number("generators")
