"""
Equal expressions, however they are written.
"""

from __future__ import annotations

from typing import Any

import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from autograder.judges.answer import Answer, Foreign
from autograder.judges.symbolic.equal import equal_expression

x, a, t = sp.symbols("x a t")
r = sp.Symbol("r", positive=True)
EXPRESSIONS = st.sampled_from(
    [
        sp.sin(x) * a,
        (x + a) ** 3,
        sp.exp(-x) / (1 + a**2),
        sp.pi * r**2,
        sp.log(r),
        sp.Abs(x),
        a / 3,
    ]
)


def found(value: Any, expected: Any) -> tuple[str, str]:
    finding = equal_expression(Answer("f", value), expected)
    return str(finding.ruling), finding.kind


@given(
    EXPRESSIONS, st.sampled_from([sp.expand, sp.factor, sp.together, lambda e: e.rewrite(sp.exp)])
)
def test_another_form_is_equal(expression: Any, rewritten: Any) -> None:
    """
    However an expression is written, it equals itself.
    """
    assert ("right", "") == found(rewritten(expression), expression)


@given(EXPRESSIONS, st.fractions(-3, 3, max_denominator=7).filter(bool))
def test_a_multiple_and_a_shift_are_not(expression: Any, by: Any) -> None:
    """
    What is off by a factor or a term is wrong, and a point with both numbers shows it.
    """
    for value in (expression + sp.Rational(by), expression * (1 + sp.Rational(by) / 5)):
        finding = equal_expression(Answer("f", value), expression)

        assert ("differs", {"point", "value", "wanted"}) == (finding.kind, {*finding.evidence})
        assert finding.evidence["value"] != finding.evidence["wanted"]


@pytest.mark.parametrize(
    ("value", "expected", "kind"),
    [
        (None, x, "none"),
        ("x**2", x**2, "text"),
        (True, x, "truth_value"),
        (Foreign("function", "f"), x, "function"),
        (sp.Lambda(x, x), x, "function"),
        (3, x**2, "number"),
        (t**2, x**2, "other_letter"),
        (x**2 + t, x**2, "letters"),
        (t + a, x**2, "letters"),
        (sp.Integral(x, x), x**2 / 2, "unevaluated"),
        (x + sp.O(x**3), sp.sin(x), "series"),
        (sp.oo, x, "not_finite"),
        (x, sp.Abs(x), "differs"),
        (sp.Rational(1, 3), sp.Rational(1, 2), "differs"),
    ],
)
def test_each_kind_of_wrong_answer_has_a_name(value: Any, expected: Any, kind: str) -> None:
    """
    An answer that is not an expression, or a different one, is sorted by kind.
    """
    assert ("wrong", kind) == found(value, expected)


@pytest.mark.parametrize("expected", [sp.Rational(1, 3) * x, sp.sqrt(2), sp.Integer(0), sp.oo])
def test_numbers_and_decimals_count(expected: Any) -> None:
    """
    A number equals itself, and sixteen digits are enough, with a note.
    """
    assert ("right", "") == found(expected, expected)
    rounded = equal_expression(Answer("f", sp.N(expected) if expected != 0 else 0.0), expected)

    assert rounded.is_right
    assert {*rounded.notes} <= {"floats"}


def test_symbols_count_by_their_names() -> None:
    """
    A symbol of the learner's own that prints alike is the same letter.
    """
    assert ("right", "") == found(sp.Symbol("x", real=True) ** 2, x**2)
