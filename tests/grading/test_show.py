"""
Values as one short line.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from autograder.grading.show import WIDTH, shorten, show, show_answer
from autograder.judges.answer import Answer, Foreign

x = sp.Symbol("x")


@given(st.text(), st.integers(20, 80))
def test_text_is_one_short_ascii_line(text: str, width: int) -> None:
    """
    Whatever the text, what is shown is one ASCII line of the given width.
    """
    line = shorten(text, width)

    assert len(line) <= width
    assert line.isascii()
    assert "\n" not in line


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param(None, "None", id="none"),
        pytest.param("a", "'a'", id="text"),
        pytest.param(-sp.exp(-x), "-exp(-x)", id="expression"),
        pytest.param(np.array([[1.0], [2.0]]), "[[1.0], [2.0]]", id="small-array"),
        pytest.param(np.full((4, 2), 0.5), "[[0.5, 0.5]" + 3 * ", [0.5, 0.5]" + "]", id="fits"),
        pytest.param(np.full((4, 2), 1 / 3), "an array of shape (4, 2)", id="too wide"),
        pytest.param(np.array([[12345678.9], [-1 / 3]]), "[[1.23457e+07], [-0.333333]]", id="size"),
        pytest.param(np.zeros((0, 2)), "an array of shape (0, 2)", id="empty"),
        pytest.param([1.0, np.array(1.25)], "[1.0, 1.25]", id="NumPy's numbers in a list"),
        pytest.param((np.ones(2), 1 / 4), "([1.0, 1.0], 0.25)", id="tuple"),
        pytest.param((np.ones(9 * 9),), "(an array of shape (81,),)", id="tuple of one"),
        pytest.param(Foreign("object", "ndarray of str96"), "an array of text", id="text"),
        pytest.param(np.zeros((100, 2)), "an array of shape (100, 2)", id="large-array"),
        pytest.param(list(range(9)), "a list of 9 items", id="long-list"),
        pytest.param(1 << 20_000, "a whole number of 20001 bits", id="huge"),
        pytest.param(sp.Float((0, 1, 10**10, 1)), "a Float of a huge number", id="huge decimal"),
        pytest.param(Foreign("class", "exp"), "a class named exp", id="foreign"),
        pytest.param(Foreign("sympy", "F"), "a SymPy object named F", id="unknown-class"),
        pytest.param(
            Foreign("undefined", "C"),
            "an expression with C, a function that nothing defines",
            id="undefined-function",
        ),
        pytest.param(Foreign("oversized", "Add"), "a huge object named Add", id="oversized"),
    ],
)
def test_value_is_shown(value: Any, expected: str) -> None:
    """
    A value is shown as it would be typed, or by its size if it is large.
    """
    assert expected == show(value)


@pytest.mark.parametrize(
    ("argument", "typed", "is_cut"),
    [
        (sp.exp(-x), "sp.exp(-x)", False),
        (-sp.oo, "-sp.oo", False),
        (x / 3 - sp.Rational(1, 2), "x/3 - sp.Rational(1, 2)", False),
        (sp.sqrt(sp.Symbol("exp")), "sp.sqrt(exp)", False),
        (np.array([[0.1], [2]]), "np.array([[0.1], [2.0]])", False),
        (np.zeros((9, 1)), "np.array([[0.0]] * 9)", False),
        (np.arange(41.0).reshape(41, 1), "<41x1 array>", True),
        (10**119, f"1{'0' * 74} ... {'0' * 36})"[:-1], True),
    ],
)
def test_call_is_shown_as_typed(argument: Any, typed: str, is_cut: bool) -> None:
    """
    A call shows its arguments, large arrays by their shape, and tells whether anything was cut.
    """
    shown = show_answer(Answer("f", asked=(argument,)))

    assert is_cut == shown["is_cut"]
    assert f"f({typed})" == shown["asked"] or " ... " in typed


def test_value_that_came_back_takes_two_lines() -> None:
    """
    Beside a call there is room for a table of four rows.
    """
    table = np.full((4, 2), -1.25)

    assert "an array of shape (4, 2)" == show(table)
    assert f"{table.tolist()}" == show_answer(Answer("f", table))["returned"]


def test_long_line_keeps_both_ends() -> None:
    """
    The middle of a long line is left out.
    """
    line = shorten("a" * 100 + "b" * 100)

    assert (WIDTH, "a", "b") == (len(line), line[0], line[-1])
    assert " ... " in line


@pytest.mark.parametrize("wrap", [lambda one: one, lambda one: [one]], ids=["alone", "in a list"])
def test_what_sympy_cannot_print_is_named(wrap: Any) -> None:
    """An expression that SymPy cannot print is named by its type."""
    shown = show(wrap(sp.Integer(10) ** 5000))

    assert "that SymPy cannot print" in shown
