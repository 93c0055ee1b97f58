"""
Diagnosis: the first mistake that recognises a case.
"""

from __future__ import annotations

import pytest

from autograder.mistakes.catalogue import Diagnosis, Mistake, Recognised, diagnose


@pytest.mark.parametrize("refusal", [None, False])
def test_refusal_goes_on_to_the_next(refusal: Recognised) -> None:
    """
    None and False both mean that it is another mistake.
    """
    catalogue = [Mistake("a", "A.", lambda _: refusal), Mistake("b", "B.", lambda _: True)]

    assert Diagnosis("b", "B.") == diagnose(catalogue, None)


def test_first_recogniser_wins() -> None:
    """
    The order of the catalogue decides.
    """
    catalogue = [Mistake("a", "A.", lambda _: True), Mistake("b", "B.", lambda _: True)]

    assert Diagnosis("a", "A.") == diagnose(catalogue, None)


def test_message_is_filled() -> None:
    """
    Fields come from the recogniser, and an empty mapping recognises as well.
    """
    filled = Mistake("a", "It is {n}.", lambda case: {"n": case})

    assert Diagnosis("a", "It is {x}.") == diagnose([filled], "{x}")
    assert Diagnosis("b", "B.") == diagnose([Mistake("b", "B.", lambda _: {})], None)


def test_unknown_case_has_no_diagnosis() -> None:
    """
    Where nothing recognises, nothing is guessed.
    """
    assert diagnose([Mistake("a", "A.", lambda _: None)], 1) is None
    assert diagnose([], 1) is None
