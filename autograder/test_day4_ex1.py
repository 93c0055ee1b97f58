"""The marking scheme of exercise 1: integrals, 40 points."""

import random
from collections.abc import Callable
from functools import cache, partial
from typing import Any

import sympy as sp

from autograder.grading.task import Exercise, NotAttempted, Task
from autograder.judges.integrals import families
from autograder.judges.integrals.antiderivative import antiderivative
from autograder.judges.integrals.integrands import Integrand, mirrored
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

INDEFINITE = EXERCISE.task("1.1", "indefinite_integral", "an antiderivative")
DEFINITE = EXERCISE.task("1.2", "definite_integral", "the exact area")
DENSITY = EXERCISE.task("1.3", "is_probability_density", "density or not", uses=["1.2"])
PROBABILITY = EXERCISE.task("1.4", "probability", "a probability as an area", uses=["1.2"])


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
    """What the solution returns: a truth value, or an area, with decimals allowed unless exact.

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
    """What the learner's function returns for other arguments, which tells explanations apart.

    None where it has no answer: nothing is explained then.
    """
    count = 2 if task is INDEFINITE else 4

    @cache
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
    for q in (family.power, family.signed, family.tail):
        demand_antiderivative(learner, q.times(families.uneven(factors)), points)


@INDEFINITE.check(points=2)
def test_other_ranges(learner: Any, draw: Any) -> None:
    """Integrates functions on finite ranges, too."""
    rng, points = draw.stream("1.1 ranges"), draw.stream("1.1 range points")
    between = families.finite(rng)
    for q in (between.monomial, between.wave):
        demand_antiderivative(learner, q.times(families.uneven(rng)), points)


@INDEFINITE.check(points=2)
def test_parameter_in_integrand(learner: Any, draw: Any) -> None:
    """Treats a parameter in the integrand as a constant."""
    rng, points = draw.stream("1.1 parameter"), draw.stream("1.1 parameter points")
    family = families.with_parameter(rng)
    for q in (family.decay, family.line):
        demand_antiderivative(learner, q.times(families.uneven(rng)), points)


@DEFINITE.check(points=2)
def test_lesson_area(learner: Any, reference: Any) -> None:
    """Finds the area under exp(-x) from 0 to infinity."""
    demand(learner, reference, DEFINITE, families.lesson())


@DEFINITE.check(points=4)
def test_unseen_areas(learner: Any, reference: Any, draw: Any) -> None:
    """Finds areas under other curves, from other lower bounds too."""
    rng = draw.stream("1.2 unseen")
    on_half, around = families.half_line(rng), families.two_sided(rng)
    demand(learner, reference, DEFINITE, on_half.shifted, around.bell, on_half.power)


@DEFINITE.check(points=2)
def test_finite_and_two_sided_areas(learner: Any, reference: Any, draw: Any) -> None:
    """Uses both bounds, finite or not; area below the axis counts as negative."""
    rng = draw.stream("1.2 ranges")
    between, around = families.finite(rng), families.two_sided(rng)
    parabola = between.parabola.times(families.uneven(rng))
    demand(learner, reference, DEFINITE, parabola, around.signed, around.rising)


@DEFINITE.check(points=2)
def test_area_is_exact(learner: Any, reference: Any, draw: Any) -> None:
    """Gives the exact area: no decimals, and a parameter stays a symbol."""
    rng = draw.stream("1.2 exact")
    between, free = families.finite(rng), families.with_parameter(rng)
    demand(learner, reference, DEFINITE, between.reciprocal, free.decay, exact=True)


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
    demand(learner, reference, DENSITY, right.ramp, wrong.line, right.steep)


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
    for q in (family.power, family.tail):
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
        (family.late, (sp.S.Zero, sp.oo)),
        (family.decay, (b, b)),
        (mirrored(family.late), (-sp.oo, sp.S.Zero)),
        (with_rate, (a, b)),
    ):
        demand(learner, reference, PROBABILITY, q, between=between)
