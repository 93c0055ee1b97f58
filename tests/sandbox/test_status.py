"""
Status words.
"""

from __future__ import annotations

from itertools import pairwise

from autograder.sandbox.status import Status, gravest


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
