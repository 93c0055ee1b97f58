"""
Status words.
"""

from __future__ import annotations

from itertools import pairwise

import pytest

from autograder.sandbox.status import MEANING, Status, gravest, status_of


def test_the_gravest_word_counts() -> None:
    """
    A submission is called by the gravest word among its checks, whatever their order.
    """
    for graver, lighter in pairwise(Status):
        assert graver is gravest([lighter, graver, lighter])


def test_nothing_wrong_is_a_pass() -> None:
    """
    Without a word there is nothing to complain about.
    """
    assert Status.PASS is gravest([])


def test_every_word_of_a_submission_has_a_meaning() -> None:
    """
    Each word of a submission is explained, each in other words.
    """
    assert set(Status) - {Status.PASS, Status.FAIL} == set(MEANING)
    assert len(MEANING) == len(set(MEANING.values()))


@pytest.mark.parametrize(
    ("word", "expected"),
    [("PASS", "GRADED"), ("FAIL", "GRADED"), ("pass", "GRADER_ERROR"), ("", "GRADER_ERROR")],
)
def test_a_grader_says_its_word(word: str, expected: str) -> None:
    """
    Points say whether checks pass; a word that nobody knows is our fault.
    """
    assert expected == status_of(word)


@pytest.mark.parametrize("status", MEANING)
def test_a_word_of_a_submission_is_kept(status: Status) -> None:
    """
    The words of the reports are words for a grader, too.
    """
    assert status is status_of(status.value)
