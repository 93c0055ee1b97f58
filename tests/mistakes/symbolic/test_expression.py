"""
What is said of any wrong expression.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
import sympy as sp

from autograder.judges.answer import Answer
from autograder.judges.symbolic.equal import equal_expression
from autograder.mistakes.catalogue import UNKNOWN, diagnose
from autograder.mistakes.symbolic.expression import wrong_expressions

x, t = sp.symbols("x t")


@pytest.mark.parametrize(
    ("value", "key", "said"),
    [
        (None, "returned_none", "returned None"),
        ("x**2", "text", "returned text"),
        (7, "number", "the number 7"),
        (t**2, "other_letter", "You used t, but your function receives x"),
        (x**2 * t, "letters", "holds t"),
        (sp.zoo, "not_finite", "infinity"),
        (2 * x, "differs", "At x = "),
    ],
)
def test_every_finding_has_a_sentence(value: Any, key: str, said: str) -> None:
    """
    Whatever an expression is in place of x**2, its kind is named, with and without the values.
    """
    case = SimpleNamespace(value=value, finding=equal_expression(Answer("f", value), x**2))
    found = diagnose(wrong_expressions(), case)

    assert found is not None
    assert key == found.key
    assert said in found.message
    assert UNKNOWN != found.guarded.message
