"""Tests of autograder/mistakes/integrals/wrong_number.py."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import sympy as sp

from autograder.judges.integrals.integrands import Integrand, decaying, polynomial
from autograder.mistakes.catalogue import diagnose
from autograder.mistakes.integrals import wrong_number as left
from autograder.mistakes.integrals.definite_integral import DEFINITE
from autograder.mistakes.integrals.recognise import Recogniser
from tests.mistakes.integrals.cases import area_case, numbered, x

R = sp.Rational
LINE = polynomial((R(1), R(2)), 1, 3)  # 2x + 1, area 10
is_impossible = left.real_number(lambda given, _: not 0 <= given <= 1)
is_too_small = left.real_number(lambda given, wanted: given < wanted)
is_too_large = left.real_number(lambda given, wanted: given > wanted)


def area_from(f: Any, x: Any, a: Any, b: Any) -> Any:
    return sp.integrate(f, (x, a, b))


@pytest.mark.parametrize(
    ("recognise", "q", "mistake", "relative"),
    numbered(
        (left.is_close, LINE, 10.9, 11.5),
        (left.is_close, LINE, 10.9, R(109, 10)),
        (left.is_close, LINE, R(100001, 10000), R(1003, 100)),
        (is_too_large, LINE, 11, 9),
        (is_too_small, LINE, 9, 11),
        (is_too_small, LINE, 9, sp.I),
        (is_impossible, LINE, R(-1, 10), R(1, 10)),
        (is_impossible, LINE, 1.5, 1.0),
    ),
)
def test_what_a_number_shows_is_told_from_a_relative(
    recognise: Recogniser, q: Integrand, mistake: Any, relative: Any
) -> None:
    """A number that is close, too large, too small or impossible is seen; its relative is not."""
    assert recognise(area_case(mistake, q))
    assert not recognise(area_case(relative, q))


@pytest.mark.parametrize(
    ("recognise", "q", "value", "fields"),
    numbered(
        (is_too_large, LINE, 10.5, {"value": "21/2"}),
        (is_too_small, LINE, sp.pi, {"value": "3.142"}),
        (is_impossible, LINE, -2, {"value": "-2"}),
        (is_impossible, LINE, x, None),
    ),
)
def test_fields_are_filled(recognise: Recogniser, q: Integrand, value: Any, fields: Any) -> None:
    """What a message shows is read from the answer; another answer gives nothing to show."""
    assert fields == recognise(area_case(value, q))


@pytest.mark.parametrize(
    ("key", "again"),
    [
        ("curve_unused", lambda *_: sp.Integer(11)),
        ("bound_unused", lambda f, x, a, _: sp.integrate(f, (x, a, 2)) + 7),
        ("number_added", lambda f, x, a, b: sp.integrate(f, (x, a, b)) + 1),
        ("zero", lambda *_: sp.Integer(0)),
        ("off_by_factor", lambda f, x, a, b: sp.integrate(f, (x, a, b)) * R(2, 3)),
        ("off_by_factor", lambda f, x, a, b: sp.integrate(f, (x, a, b)) * 180 / sp.pi),
        ("by_hand", lambda f, x, a, b: sp.integrate(f, (x, a, b)) * (b + 4) / 3),
        ("by_hand", lambda f, x, a, b: sp.integrate(f, (x, a - 1, sp.floor(b / 2) + 1))),
        ("by_hand", lambda f, x, a, b: sp.integrate(f, (x, a, b)) + int(f.diff(x, 2) == 0)),
    ],
)
def test_what_only_more_answers_show(key: str, again: Callable[..., Any]) -> None:
    """A function is asked again before it is told what its number does not depend on."""
    case = replace(area_case(again(LINE.f, x, LINE.lower, LINE.upper), LINE), again=again)
    found = diagnose(DEFINITE, case)

    assert found is not None
    assert key == found.key


@pytest.mark.parametrize(
    ("q", "again"),
    [
        (decaying((R(3),), R(2), lower=-R(1, 2)), lambda f, x, a, b: area_from(f, x, abs(a), b)),
        (polynomial((R(1), R(2)), 1, R(5, 2)), lambda f, x, a, b: area_from(f, x, a, int(b))),
        (polynomial((R(1), R(2)), R(3, 2), 2), lambda f, x, a, b: area_from(f, x, int(a), b)),
    ],
    ids=["sign", "upper", "lower"],
)
def test_a_bound_that_has_lost_its_sign_or_decimals_is_used(
    q: Integrand, again: Callable[..., Any]
) -> None:
    """A bound counts as unused only if no other place for it changes the answer."""
    case = replace(area_case(again(q.f, x, q.lower, q.upper), q), again=again)

    assert left.unused_bound(case) is None


def test_no_number_is_compared_with_a_letter() -> None:
    """Where the area depends on a parameter, a number shows only that the parameter is lost."""
    p = sp.Symbol("lam", positive=True)
    q = decaying((R(3),), p)
    lost = diagnose(DEFINITE, area_case(R(7, 3), q))

    assert lost is not None
    assert ("letter_lost", {"letter": "lam"}) == (lost.key, lost.fields)
    assert left.letter_lost(area_case(7 / p, q)) is None
    assert not is_too_small(area_case(1 / p, q))


EXAMPLES = (
    left.Example("one", polynomial((R(2),), 0, 1), R(0), R(1)),
    left.Example("two", polynomial((0, R(1)), 0, 2), R(0), R(2)),
)


@pytest.mark.parametrize(
    ("again", "fields"),
    [
        (lambda *_: R(1, 3), {"example": "one", "right": "2", "given": "1/3"}),
        (lambda *_: R(2), None),
        (lambda f, *_: R(2) + f.has(x), {"example": "two", "right": "2", "given": "3"}),
        (lambda *_: None, None),
    ],
    ids=["first", "all right", "second", "no number"],
)
def test_the_first_trial_that_fails_is_shown(
    again: Callable[..., Any], fields: dict[str, str] | None
) -> None:
    """Only an example that the learner's function gets wrong is offered, with both numbers."""
    case = replace(area_case(R(1, 7), LINE), again=again)

    assert fields == left.failed(EXAMPLES)(case)


@pytest.mark.parametrize(("strips", "is_seen"), [(40, True), (3, False)])
def test_a_sum_of_strips_is_close_for_every_curve(strips: int, is_seen: bool) -> None:
    """A sum of many strips is near the area whatever curve comes in; one of few strips is not."""

    def again(f: Any, x: Any, a: Any, b: Any) -> Any:
        width = (b - a) / R(strips)
        return sum(f.subs(x, a + k * width) * width for k in range(strips))

    case = replace(area_case(again(LINE.f, x, LINE.lower, LINE.upper), LINE), again=again)

    assert is_seen == left.is_sum_of_strips(case)
