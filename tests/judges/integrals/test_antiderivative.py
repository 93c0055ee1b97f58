"""Tests of autograder/judges/integrals/antiderivative.py."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import Any

import pytest
import sympy as sp
from hypothesis import given
from hypothesis import strategies as st

from autograder.judges.finding import Finding
from autograder.judges.integrals.antiderivative import antiderivative
from tests.judges.batteries.antiderivatives import RIGHT, TABLE, WRONG, F, f, mutants, x


def judged(value: Any) -> Finding:
    return antiderivative(value, f, x, lower=0, upper=sp.oo)


@pytest.mark.parametrize("name", RIGHT)
def test_right_answers_pass_with_their_notes(name: str) -> None:
    """Every right form of the lesson's antiderivative passes, unusual ones with a note."""
    answer, notes = RIGHT[name]

    found = judged(answer)

    assert (True, notes) == (found.is_right, found.notes)


@pytest.mark.parametrize("name", WRONG)
def test_wrong_answers_are_refuted_with_their_kind(name: str) -> None:
    """Every wrong answer is refuted, and its kind and evidence say why."""
    answer, kind, evidence = WRONG[name]

    found = judged(answer)

    assert found.is_wrong
    assert kind == found.kind
    assert evidence == {key: found.evidence[key] for key in evidence}


@pytest.mark.parametrize("row", range(len(TABLE)))
def test_table_of_integrals_passes(row: int) -> None:
    """A right antiderivative of any integrand passes, whatever the points."""
    integrand, answer, lower, upper = TABLE[row]
    rng = random.Random(row)  # noqa: S311 -- points of a comparison

    found = antiderivative(answer, integrand, x, lower=lower, upper=upper, rng=rng)

    assert found.is_right


@pytest.mark.parametrize("row", range(len(TABLE)))
def test_mutants_are_refuted(row: int) -> None:
    """A relative error of 1e-9, a shift of 1e-6, a sign, a factor: each is refuted."""
    integrand, answer, lower, upper = TABLE[row]

    survivors = [
        name
        for name, mutant in mutants(integrand, answer)
        if not antiderivative(mutant, integrand, x, lower=lower, upper=upper).is_wrong
    ]

    assert [] == survivors


@given(st.fractions(), st.sampled_from(["C", "k", "D", "c1"]))
def test_constant_of_integration_is_free(size: Fraction, letter: str) -> None:
    """A constant of any size and letter changes nothing."""
    constant = sp.Rational(size.numerator, size.denominator)

    assert judged(F + constant + sp.Symbol(letter)).is_right


@given(st.integers(-12, 6), st.integers(1, 9))
def test_multiple_of_x_is_refuted(power: int, digit: int) -> None:
    """F + c x is wrong for every c from 1e-12 up."""
    assert "disagrees" == judged(F + digit * sp.Integer(10) ** power * x).kind


def test_domain_decides() -> None:
    """An answer that is right on x > 0 only is right there and wrong on the whole line."""
    answer = -sp.exp(-sp.Abs(x))

    assert judged(answer).is_right
    assert antiderivative(answer, f, x).is_wrong


def test_pole_inside_the_domain_is_a_jump() -> None:
    """The arctangent of 1/x is an antiderivative on either side of 0, not across it."""
    bell, answer = 1 / (x**2 + 1), -sp.atan(1 / x)

    assert antiderivative(answer, bell, x, lower=0, upper=sp.oo).is_right
    assert "jump" == antiderivative(answer, bell, x, lower=-sp.oo, upper=sp.oo).kind


def test_evidence_is_short_numbers() -> None:
    """The evidence against an answer is decimals that differ, never a formula."""
    evidence = judged(x + sp.exp(-x)).evidence

    assert {"point", "derivative", "integrand"} == set(evidence)
    assert float(evidence["derivative"]) != float(evidence["integrand"])


def test_what_has_no_values_is_undecided() -> None:
    """Where nothing can be evaluated, the judge says so instead of refuting."""
    assert "not_evaluable" == judged(sp.Function("g")(x)).kind


def test_vast_sum_is_judged_without_its_formula() -> None:
    """An answer too large to differentiate by rules is judged by its differences."""
    sines = [sp.sin(x + n) for n in range(400)]
    wave = sp.Add(*sines, evaluate=False) - sp.Add(*sines, evaluate=False)

    assert judged(F + wave).is_right


@pytest.mark.parametrize("count", [10, 100, 1000])
@pytest.mark.parametrize("integrand", [sp.cos(x), x**3 * sp.exp(-x)], ids=str)
def test_sum_of_strips_is_refuted(integrand: sp.Expr, count: int) -> None:
    """However many strips there are, their sum up to x only comes close."""
    middles = [x * sp.Rational(2 * k + 1, 2 * count) for k in range(count)]
    strips = sp.Add(*(integrand.subs(x, middle) for middle in middles)) * x / count

    assert "disagrees" == antiderivative(strips, integrand, x, lower=0, upper=2).kind


def test_towers_of_functions_are_undecided() -> None:
    """What SymPy may take seconds to work with is no wrong answer, and takes no time."""
    tower = sp.Symbol("x")
    for _ in range(12):
        tower = sp.acosh(tower)

    assert "too_deep" == judged(tower).kind
