"""
Statuses.
"""

from __future__ import annotations

import pytest

from autograder.classroom.statuses import MEANING, Status, status_of


def test_every_status_has_a_meaning() -> None:
    """
    Each word is explained, each in other words.
    """
    assert list(Status) == list(MEANING)
    assert len(Status) == len(set(MEANING.values()))


@pytest.mark.parametrize(
    ("word", "expected"),
    [("PASS", "GRADED"), ("FAIL", "GRADED"), ("pass", "GRADER_ERROR"), ("", "GRADER_ERROR")],
)
def test_a_grader_says_its_word(word: str, expected: str) -> None:
    """
    Passing or not is told by points; a word that nobody knows is our fault.
    """
    assert expected == status_of(word)


@pytest.mark.parametrize("status", Status)
def test_a_status_stands_for_itself(status: Status) -> None:
    """
    The words of the reports are words for a grader, too.
    """
    assert status is status_of(status.value)
