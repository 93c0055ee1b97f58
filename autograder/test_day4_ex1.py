"""The marking scheme of exercise 1: integrals, 40 points."""

from __future__ import annotations

import random
from collections.abc import Callable
from functools import partial
from typing import Any

import sympy as sp

from autograder.grading.task import Exercise, NotAttempted, Task
from autograder.judges.integrals import families
from autograder.judges.integrals.antiderivative import antiderivative
from autograder.judges.integrals.integrands import Integrand
from autograder.judges.integrals.value import area_value, truth
from autograder.mistakes.integrals import (
    crashes,
    definite_integral,
    indefinite_integral,
    probability,
    probability_density,
    returned_kind,
)
from autograder.mistakes.integrals.case import IntegralCase

EXERCISE = Exercise(
    "day4_ex1",
    crashes=crashes.CRASHES,
    notes=returned_kind.NOTES,
    mistakes={
        "1.1": indefinite_integral.INDEFINITE,
        "1.2": definite_integral.DEFINITE,
        "1.3": probability_density.DENSITY,
        "1.4": probability.PROBABILITY,
    },
)

INDEFINITE = EXERCISE.task(
    "1.1",
    "indefinite_integral",
    "an antiderivative",
    hints="""
        ask: A derivative undoes an integral. Given f, which question does an antiderivative of f answer, and how could you test a candidate?
        ask integrand_returned negated_integrand sign_lost term_sign terms_lost off_by_factor exponent_sign_dropped minus_outside_power differentiated constant_multiplied stray_term variable_scaled mean_integrand integrated_twice disagrees wrong_answer: Differentiate your answer and write the result beside f. What is different: a sign, a factor, a term, or all of it?
        ask power_rule_up power_rule_down power_rule_whole power_not_raised power_not_divided divided_by_old_power multiplied_by_exponent divided_by_exponent integrated_exponent only_exponent log_of_integrand log_rule log_of_denominator factors_apart chain_rule_only polynomial_answer gaussian: Each rule of integration fits one kind of function. Which kind does yours fit, and who knows the rules for all kinds?
        ask typed_in constant_answer number_instead_of_function area_instead_of_function not_finite: Call your function with x**2, then with x**3. Must the two answers differ, must x be in them, and what do yours look like?
        ask wrong_variable treated_as_constant letter_integrated: Your function receives f and x. Which symbol do you integrate over, and who made it?
        try: x = sp.Symbol("x")
            print(sp.diff(x**3, x), sp.diff(x**3 + 7, x))
        look: You see 3*x**2 twice, so x**3 and x**3 + 7 are both antiderivatives of it. Now put your own answer for some f in the place of x**3: does f come back? If you have none yet: what does sp.diff get, and what will its opposite need?
        wrong: sp.diff
        wrong typed_in exponent_sign_dropped minus_outside_power: sp.exp
        wrong wrong_variable treated_as_constant letter_integrated: sp.Symbol
        wrong area_instead_of_function not_finite: sp.oo
    """,
)
DEFINITE = EXERCISE.task(
    "1.2",
    "definite_integral",
    "the exact area",
    hints="""
        ask: An antiderivative is a function, an area is a number. What turns the one into the other?
        ask bounds_not_used upper_bound_x lower_bound_x upper_bound_ignored lower_bound_ignored only_upper_bound only_lower_bound lower_bound_zero finite_upper_bound upper_bound_one bounds_of_lesson ends_added negative_area diverges nonfinite: An area has a left end and a right end. Where does each of the two come into your code, and what would your answer do if only that end moved?
        ask integrand_returned height_not_area heights_subtracted rectangle average_height mean_integrand squared_integrand area_changed: Draw a curve and shade the area between two bounds. Which line of yours gives exactly that, and not a height, a width or a square?
        ask minus_lost absolute_integrand: Draw a curve that runs below the axis for a while. Which sign has the area there, and which line of yours changes it?
        ask decimal numeric_sum: 1/3 is exact and 0.3333 is not. Which is the last of your lines that is still exact?
        ask typed_in zero too_small too_large off_by_factor wrong_answer: Draw f = 2*x from 0 to 2, a triangle. What is its area, and what does your function say?
        try: x = sp.Symbol("x")
            F = x**3 / 3
            print(F.subs(x, 3), F.subs(x, 3) - F.subs(x, 1))
        look: You see 9 and 26/3. One is the area under x**2 from 0 to 3, one from 1 to 3. Which is which? SymPy can find F and put in both ends at once: what must it be told besides f and x?
        wrong: sp.diff
        wrong bounds_of_lesson upper_bound_ignored finite_upper_bound typed_in: sp.oo
        wrong height_not_area heights_subtracted rectangle: f.subs
        wrong decimal numeric_sum: float
    """,
)
DENSITY = EXERCISE.task(
    "1.3",
    "is_probability_density",
    "density or not",
    hints="""
        ask: Probabilities are never negative, and something happens for certain. Which two conditions on f are that?
        ask sign_forgotten dip_missed: Draw a curve of area 1 that dips below the axis somewhere. Which line of yours would notice the dip, wherever it is?
        ask area_forgotten area_rounded: Take a density and make it half as high everywhere. Its sign is still right. Which line of yours notices the area, and would it notice 0.999?
        ask below_outside touching_refused height_above_one refused refused_on_other_range: Which of your lines says no to this f? Does the definition of a density ask for that, and does your line look between the bounds only?
        ask said_true zero_or_one number_for_truth area_returned two_answers undecided_relation returned_none: There are two conditions and one answer. Which lines of yours return False, which return True, and can it get past all of them?
        try: x = sp.Symbol("x")
            print(sp.solveset(x**2 - 4 < 0, x, sp.Interval(-5, 5)))
            print(sp.solveset(x**2 + 4 < 0, x, sp.Interval(-5, 5)))
        look: You see Interval.open(-2, 2) and EmptySet: the points at which each of the two is negative. Which answer would a density give?
        wrong: negative = f.subs(x, lower) < 0
        wrong sign_forgotten area_forgotten said_true: return True
        wrong area_rounded: if abs(area - 1) > 0.01:
        wrong height_above_one: if f.subs(x, lower) > 1:
        wrong below_outside refused_on_other_range: negative = sp.solveset(f < 0, x, sp.S.Reals)
        wrong touching_refused refused: negative = sp.solveset(f <= 0, x, sp.Interval(lower, upper))
    """,
)
PROBABILITY = EXERCISE.task(
    "1.4",
    "probability",
    "a probability as an area",
    hints="""
        ask: A density is not a probability. Sketch one and shade the values between a and b: what about the shaded part is the probability?
        ask bounds_not_used upper_bound_x lower_bound_x whole_support lower_bound_ignored upper_bound_ignored complement tail_only areas_added only_upper_bound only_lower_bound lower_bound_zero ends_added bounds_exchanged quotient conditional product impossible: Sketch the density, mark a and b, and shade what is asked for. Which part of the sketch do your lines measure?
        ask integrand_returned height_not_area heights_subtracted heights_added average_height rectangle mean_integrand squared_integrand area_changed uniform: A probability is an area, not a height and not a width. Which of your functions finds areas already, and what does it need?
        ask decimal numeric_sum: 1/3 is exact and 0.3333 is not. Which is the last of your lines that is still exact?
        ask typed_in zero diverges nonfinite too_small too_large off_by_factor wrong_answer: Take the density 1/4 between 0 and 4. How likely is a value between 1 and 3, and what does your function say?
        try: x = sp.Symbol("x")
            print(definite_integral(sp.Rational(1, 4), x, 0, 4))
            print(definite_integral(sp.Rational(1, 4), x, 1, 2))
        look: These are your own areas; a right definite_integral gives 1 and 1/4. A bus comes at any moment of the next four minutes. Which question about it does the second number answer?
        wrong: indefinite_integral
        wrong whole_support upper_bound_ignored lower_bound_ignored tail_only: sp.oo
        wrong height_not_area heights_subtracted heights_added: density.subs
        wrong decimal numeric_sum: float
    """,
)


def demand_antiderivative(learner: Any, q: Integrand, rng: random.Random) -> None:
    """F' = f on the domain of f; any constant is welcome. rng: the points of the comparison."""
    answer = learner.indefinite_integral(q.f, q.x)
    finding = antiderivative(answer.value, q.f, q.x, lower=q.lower, upper=q.upper, rng=rng)
    again = asked_again(learner, INDEFINITE)
    case = IntegralCase(answer.value, finding, q, q.lower, q.upper, again=again)
    learner.settle(finding, mistakes=EXERCISE.mistakes["1.1"], case=case, answer=answer)


def demand(
    learner: Any,
    reference: Any,
    task: Task,
    *questions: Integrand,
    between: tuple[Any, Any] | None = None,
    exact: bool = False,
) -> None:
    """
    What the solution returns: a truth value, or an area, with decimals allowed unless exact.

    between: other bounds than those of the integrand, inside them.
    """
    for q in questions:
        a, b = between or (q.lower, q.upper)
        asked = q.f, q.x, a, b
        answer = getattr(learner, task.function)(*asked)
        if task is DENSITY:
            judge, known = partial(truth, answer.value), q.is_density
        else:
            judge, known = partial(area_value, answer.value, exact=exact), q.probability(a, b)
        finding, expected = reference.compare(judge, task.function, *asked, known=known)
        case = IntegralCase(answer.value, finding, q, a, b, expected, asked_again(learner, task))
        mistakes = EXERCISE.mistakes[task.number]
        learner.settle(finding, mistakes=mistakes, case=case, answer=answer)


def asked_again(learner: Any, task: Task) -> Callable[..., Any]:
    """
    What the learner's function returns for other arguments, which tells explanations apart.

    None where it has no answer: nothing is explained then.
    """
    count = 2 if task is INDEFINITE else 4

    def again(*arguments: Any) -> Any:
        try:
            return learner.call(task.function, *arguments[:count]).value
        except NotAttempted:
            return None

    return again


def inner_range(q: Integrand, rng: random.Random) -> tuple[Any, Any]:
    """Two bounds a < b strictly inside the support."""
    low, high = sorted(rng.sample(range(1, 8), 2))
    width = sp.Integer(3) if sp.oo in (q.upper, -q.lower) else q.upper - q.lower
    start = q.upper - width if q.lower is -sp.oo else q.lower
    return start + width * low / 8, start + width * high / 8


@INDEFINITE.check(points=2)
def test_lesson_integral(learner: Any, draw: Any) -> None:
    """Integrates the lesson's exp(-x)."""
    demand_antiderivative(learner, families.lesson(), draw.stream("1.1 lesson points"))


@INDEFINITE.check(points=6)
def test_unseen_integrands(learner: Any, draw: Any) -> None:
    """Integrates other functions as well."""
    family = families.half_line(draw.stream("1.1 integrands"))
    factors, points = draw.stream("1.1 factors"), draw.stream("1.1 points")
    for q in (family.decay, family.power, family.dip, family.tail):
        demand_antiderivative(learner, q.times(families.uneven(factors)), points)


@INDEFINITE.check(points=2)
def test_other_ranges(learner: Any, draw: Any) -> None:
    """Integrates functions on finite ranges and on the whole line."""
    rng, points = draw.stream("1.1 ranges"), draw.stream("1.1 range points")
    between, around = families.finite(rng), families.two_sided(rng)
    for q in (between.monomial, between.cut, around.bell):
        demand_antiderivative(learner, q.times(families.uneven(rng)), points)


@INDEFINITE.check(points=2)
def test_parameter_in_integrand(learner: Any, draw: Any) -> None:
    """Treats a parameter in the integrand as a constant."""
    rng, points = draw.stream("1.1 parameter"), draw.stream("1.1 parameter points")
    family = families.with_parameter(rng)
    for q in (family.power, family.line):
        demand_antiderivative(learner, q.times(families.uneven(rng)), points)


@DEFINITE.check(points=2)
def test_lesson_area(learner: Any, reference: Any) -> None:
    """Finds the area under exp(-x) from 0 to infinity."""
    demand(learner, reference, DEFINITE, families.lesson())


@DEFINITE.check(points=4)
def test_unseen_areas(learner: Any, reference: Any, draw: Any) -> None:
    """Finds areas under other curves, from other lower bounds too."""
    family = families.half_line(draw.stream("1.2 unseen"))
    demand(learner, reference, DEFINITE, family.shifted, family.bell, family.power)


@DEFINITE.check(points=2)
def test_finite_and_two_sided_areas(learner: Any, reference: Any, draw: Any) -> None:
    """Uses both bounds, finite or not; area below the axis counts as negative."""
    rng = draw.stream("1.2 ranges")
    between, around = families.finite(rng), families.two_sided(rng)
    demand(learner, reference, DEFINITE, between.cut, around.signed, around.rising)


@DEFINITE.check(points=2)
def test_area_is_exact(learner: Any, reference: Any, draw: Any) -> None:
    """Gives the exact area: no decimals, and a parameter stays a symbol."""
    rng = draw.stream("1.2 exact")
    between, free = families.finite(rng), families.with_parameter(rng)
    demand(learner, reference, DEFINITE, between.parabola, free.decay, exact=True)


@DENSITY.check(points=1)
def test_lesson_density(learner: Any, reference: Any) -> None:
    """Recognises the lesson's exp(-x) as a density."""
    demand(learner, reference, DENSITY, families.lesson())


@DENSITY.check(points=3)
def test_area_decides(learner: Any, reference: Any, draw: Any) -> None:
    """The area must be exactly 1; the height at the start does not matter."""
    rng = draw.stream("1.3 area")
    wrong, right = families.non_densities(rng), families.densities(rng)
    demand(learner, reference, DENSITY, wrong.at_one, right.rising, wrong.above, wrong.below)


@DENSITY.check(points=2)
def test_sign_decides(learner: Any, reference: Any, draw: Any) -> None:
    """A function that dips below the axis is not a density, even if its area is 1."""
    rng = draw.stream("1.3 sign")
    wrong, right = families.non_densities(rng), families.densities(rng)
    demand(learner, reference, DENSITY, wrong.dip, right.square, wrong.narrow, wrong.negative)


@DENSITY.check(points=2)
def test_range_decides(learner: Any, reference: Any, draw: Any) -> None:
    """Area and sign count between the given bounds, and nowhere else."""
    rng = draw.stream("1.3 range")
    wrong, right = families.non_densities(rng), families.densities(rng)
    demand(learner, reference, DENSITY, right.ramp, right.hill, wrong.line, right.tail)


@PROBABILITY.check(points=2)
def test_lesson_probability(learner: Any, reference: Any) -> None:
    """Finds P(1 <= X <= 4) for the density exp(-x)."""
    demand(
        learner, reference, PROBABILITY, families.lesson(), between=(sp.Integer(1), sp.Integer(4))
    )


@PROBABILITY.check(points=4)
def test_unseen_densities(learner: Any, reference: Any, draw: Any) -> None:
    """Finds probabilities under other densities."""
    rng = draw.stream("1.4 unseen")
    family = families.densities(rng)
    for q in (family.power, family.mixed, family.tail):
        demand(learner, reference, PROBABILITY, q, between=inner_range(q, rng))


@PROBABILITY.check(points=2)
def test_finite_supports(learner: Any, reference: Any, draw: Any) -> None:
    """Finds exact probabilities on finite ranges, around zero too."""
    rng = draw.stream("1.4 finite")
    family = families.densities(rng)
    dome = family.dome
    around_zero = dome.lower * rng.randint(1, 3) / 4, dome.upper * rng.randint(1, 3) / 4
    for q, between in ((family.hill, inner_range(family.hill, rng)), (dome, around_zero)):
        demand(learner, reference, PROBABILITY, q, between=between, exact=True)


@PROBABILITY.check(points=2)
def test_edges(learner: Any, reference: Any, draw: Any) -> None:
    """Handles a single value, everything from a on or up to b, and a parameter in the density."""
    rng = draw.stream("1.4 edges")
    family, with_rate = families.densities(rng), families.with_parameter(rng).density
    a, b = inner_range(family.decay, rng)
    for q, between in (
        (family.decay, (a, sp.oo)),
        (family.decay, (b, b)),
        (family.rising, (-sp.oo, family.rising.upper - a)),
        (with_rate, (a, b)),
    ):
        demand(learner, reference, PROBABILITY, q, between=between)
