from typing import Any

import numpy as np
import pytest
import sympy as sp

from autograder.judges.answer import Answer, Foreign
from autograder.judges.symbolic.value import equal_number
from autograder.mistakes.case import Asked, JudgedAnswer
from autograder.mistakes.catalogue import diagnose
from autograder.mistakes.number import wrong_numbers

x = sp.Symbol("x")
WRONG: list[tuple[str, Any]] = [
    ("returned_none", None),
    ("equation", sp.Eq(x, 1)),
    ("truth_value", True),
    ("text", "1"),
    ("array_of_one", np.array([1.0])),
    ("array", np.array([1.0, 2.0])),
    ("quad_pair", (1.0, 1e-9)),
    ("container", {"mean": 1, "error": 0}),
    ("symbols", 2 * x),
    ("not_finite", float("nan")),
    ("not_finite", -sp.oo),
    ("unevaluated", sp.Integral(sp.exp(-x), (x, 0, sp.oo))),
    ("unevaluated", 1 + sp.O(x)),
    ("boxed", [1]),
    ("trailing_comma", (1,)),
    ("function_returned", Foreign("function", "f")),
    ("function_returned", Foreign("class", "exp")),
    ("wrong_type", Foreign("object", "Thing")),
]


def case(value: Any) -> JudgedAnswer:
    """An answer where 1 is right."""
    answer = Answer("f", value, (), ())
    return JudgedAnswer(Asked(()), answer, equal_number(answer, 1), 1, lambda *_: None)


@pytest.mark.parametrize(("key", "value"), WRONG)
def test_whatever_is_no_number_has_its_sentence(key: str, value: Any) -> None:
    """
    Each kind of thing is recognised by its own entry.
    """
    found = diagnose(wrong_numbers(), case(value))

    assert found is not None
    assert key == found.key


@pytest.mark.parametrize("value", [1.1, 2, np.array(3.0), sp.Rational(1, 2)])
def test_a_wrong_number_is_left_to_the_task(value: Any) -> None:
    """
    Of a number nothing is said here: what is wrong with it only its task knows.
    """
    assert None is diagnose(wrong_numbers(), case(value))


def test_every_entry_is_met() -> None:
    """
    There is an answer for each of them.
    """
    assert {one.key for one in wrong_numbers()} == {key for key, _ in WRONG}
