"""The terms of a batch, and what is said where they differ."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from autograder.classroom.terms import Terms, own_terms

HERE = Terms(("day4_ex1",), {"python": "3.11.7", "numpy": "2.4.6"}, "a hash", "confined", "node7")


def test_terms_are_those_of_a_second_look() -> None:
    """
    Two processes with the same files and versions have the same terms, whatever they are called.
    """
    assert "" == replace(own_terms("confined"), process="node7").refusal(own_terms("confined"))


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"exercises": ("day4_ex1", "day4_ex2")}, "grades day4_ex1 and day4_ex2, and this command"),
        ({"versions": {"python": "3.11.7", "numpy": "2.1.0"}}, "has numpy 2.1.0, and this command"),
        ({"versions": {"python": "3.11.7"}}, "has numpy not installed, and this command 2.4.6"),
        ({"code": "another"}, "has other code, specs or solutions than this command: install the"),
        ({"level": "reduced"}, "isolates submissions differently (reduced) from other workers"),
    ],
)
def test_a_difference_is_one_sentence(change: dict[str, Any], why: str) -> None:
    """
    Whatever a verdict depends on is compared, and the refusal names the worker and the difference.
    """
    said = replace(HERE, **change).refusal(HERE)

    assert said.startswith(f"The worker on node7 {why}")
    assert (1, ".") == (said.count(". ") + 1, said[-1])
