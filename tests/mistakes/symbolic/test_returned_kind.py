"""Tests of autograder/mistakes/symbolic/returned_kind.py."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import sympy as sp

from autograder.judges.answer import Foreign
from autograder.judges.integrals.families import lesson
from autograder.mistakes.catalogue import diagnose
from autograder.mistakes.symbolic import returned_kind
from autograder.mistakes.symbolic.returned_kind import NOTES, UNFINISHED, wrong_kinds
from tests.mistakes.integrals.cases import antiderivative_case, area_case, density_case, numbered, x

NUMBER = wrong_kinds("number")
WRONG = numbered(
    ("returned_none", None),
    ("equation", sp.Eq(x, 1)),
    ("uncalled", Foreign("class", "exp")),
    ("truth_value", True),
    ("truth_value", sp.true),
    ("text", "1"),
    ("array_of_one", np.array([1.0])),
    ("array_of_one", sp.Matrix([[1]])),
    ("array", np.array([1.0, 2.0])),
    ("boxed", [1]),
    ("trailing_comma", (1,)),
    ("quad_pair", (1.0, 1e-9)),
    ("container", (1, 2)),
    ("container", {"area": 1, "error": 0}),
    ("function_returned", Foreign("function", "f")),
    ("mpmath_number", Foreign("object", "mpf")),
    ("python_fraction", Foreign("object", "Fraction")),
    ("undefined_function", Foreign("undefined", "C")),
    ("wrong_type", Foreign("object", "Thing")),
    ("unevaluated", sp.Integral(sp.exp(-x), (x, 0, sp.oo))),
    ("series", 1 + sp.O(x)),
)


@pytest.mark.parametrize(("key", "value"), WRONG)
def test_each_kind_is_named(key: str, value: Any) -> None:
    """Whatever is not a finished number is known by its kind."""
    found = diagnose(NUMBER, area_case(value, lesson()))

    assert found is not None
    assert key == found.key


def test_every_entry_has_its_case() -> None:
    """No kind is without a case in this file."""
    assert {one.key for one in NUMBER} == {row.values[0] for row in WRONG}


@pytest.mark.parametrize("value", [2, 0.5, sp.pi, x, np.array(2.0), sp.oo], ids=repr)
def test_expressions_are_left_to_the_task(value: Any) -> None:
    """A wrong number or expression is of the right kind."""
    assert diagnose(NUMBER, area_case(value, lesson())) is None


def test_the_wanted_kind_is_in_the_sentence() -> None:
    """A task that wants an expression says so."""
    found = diagnose(wrong_kinds("expression"), antiderivative_case("x", lesson()))

    assert found is not None
    assert "the SymPy expression itself" in found.message


def test_work_that_was_nearly_done_is_told_from_other_work() -> None:
    """An integral that stands for the right value gets another sentence than a wrong one."""
    right, wrong = (
        diagnose(UNFINISHED, area_case(sp.Integral(f, (x, 0, sp.oo)), lesson()))
        for f in (sp.exp(-x), sp.exp(-2 * x))
    )

    assert right is not None
    assert wrong is not None
    assert "would be right" in right.message
    assert "over which symbol does it run" in wrong.message


@pytest.mark.parametrize(
    ("entry", "mistake", "relative"),
    [
        (returned_kind.BOXED, [True], (True,)),
        (returned_kind.TRAILING_COMMA, (True,), [True]),
        (returned_kind.FUNCTION_RETURNED, Foreign("class", "exp"), Foreign("object", "f")),
    ],
    ids=["boxed", "comma", "function"],
)
def test_entries_are_shared_with_the_density(entry: Any, mistake: Any, relative: Any) -> None:
    """What every task of the exercise says of a kind is recognised in task 1.3 as well."""
    assert entry.recognise(density_case(mistake, lesson())) is not None
    assert entry.recognise(density_case(relative, lesson())) is None


def test_notes_cover_the_judges() -> None:
    """Every note that a judge of exercise 1 can give has its sentence."""
    notes = set(NOTES)

    assert {"lambda", "floats", "imaginary", "assumptions", "constant"} == notes
