"""The marking scheme of exercise 1: integrals, 40 points."""

import random
from collections.abc import Iterator
from functools import partial
from typing import Any

import sympy as sp

from autograder.grading.draw import Draw
from autograder.grading.standard import of_value
from autograder.grading.task import Exercise, of_mistakes
from autograder.judges.answer import Answer, Crash
from autograder.judges.finding import Finding
from autograder.judges.integrals import families, moments
from autograder.judges.integrals.antiderivative import antiderivative
from autograder.judges.integrals.integrands import Integrand, mirrored
from autograder.judges.integrals.shapes import Shape, normalized, shapes
from autograder.judges.symbolic.value import area_value, truth
from autograder.mistakes.case import Asked, JudgedAnswer
from autograder.mistakes.integrals import indefinite_integral
from autograder.mistakes.integrals.case import IntegralCase
from autograder.mistakes.symbolic import crashes, returned_kind

EXERCISE = Exercise(
    "day4_ex1",
    title="Integrals",
    crashes=(*indefinite_integral.CRASHES, *crashes.CRASHES),
    notes=returned_kind.NOTES,
)


def integral_case(judged: JudgedAnswer, kind: str = "case.IntegralCase") -> IntegralCase:
    """With the curve that the arguments were made from, and what comes back for others.

    kind: `module.Class` in `mistakes/integrals`.
    """
    q, (_, _, *bounds) = judged.asked.about, judged.asked.arguments
    count = len(judged.asked.arguments)

    def again(*arguments: Any) -> Any:
        answer = judged.again(*arguments[:count])
        return answer.value if answer else None

    a, b = bounds or (q.lower, q.upper)
    case: type[IntegralCase] = of_mistakes(f"integrals.{kind}")
    told = judged.value, judged.finding, q, a, b, judged.expected
    return case(*told, again, judged.confirmed)


def gives_f_back(answer: Answer, asked: Asked) -> Finding:
    """F' = f on the domain of f; any constant is welcome."""
    q, rng = asked.about, asked.rng
    return antiderivative(answer.value, q.f, q.x, lower=q.lower, upper=q.upper, rng=rng)


def integrand(q: Integrand, rng: random.Random) -> Asked:
    """rng: the points at which F' and f are compared."""
    return Asked((q.f, q.x), about=q, rng=rng)


def area(q: Integrand, *bounds: Any) -> Asked:
    """From bound to bound of the integrand, or between others inside them."""
    a, b = bounds or (q.lower, q.upper)
    return Asked((q.f, q.x, a, b), about=q, known=q.probability(a, b))


def claim(q: Integrand) -> Asked:
    """Is this a density between its bounds?"""
    return Asked((q.f, q.x, q.lower, q.upper), about=q, known=q.is_density)


INDEFINITE = EXERCISE.task(
    "1.1",
    "indefinite_integral",
    "an antiderivative",
    law=gives_f_back,
    case=integral_case,
    mistakes=indefinite_integral.INDEFINITE,
    picture="curves.AntiderivativePicture",
)
DEFINITE = EXERCISE.task(
    "1.2",
    "definite_integral",
    "the exact area",
    judge=of_value(area_value),
    case=integral_case,
    mistakes="integrals.definite_integral.DEFINITE",
    picture="area.AreaPicture",
)
DENSITY = EXERCISE.task(
    "1.3",
    "is_probability_density",
    "density or not",
    uses=["1.2"],
    judge=of_value(truth),
    case=integral_case,
    mistakes="integrals.probability_density.DENSITY",
    picture="area.DensityPicture",
)
PROBABILITY = EXERCISE.task(
    "1.4",
    "probability",
    "a probability as an area",
    uses=["1.2"],
    judge=of_value(area_value),
    case=integral_case,
    mistakes="integrals.probability.PROBABILITY",
    picture="area.ProbabilityPicture",
)

EXACTLY = of_value(partial(area_value, exact=True))
"""No decimals."""


def inner_range(q: Integrand, rng: random.Random) -> tuple[Any, Any]:
    """Two bounds a < b strictly inside the support."""
    low, high = sorted(rng.sample(range(1, 8), 2))
    width = sp.Integer(3) if sp.oo in (q.upper, -q.lower) else q.upper - q.lower
    start = q.upper - width if q.lower is -sp.oo else q.lower
    return start + width * low / 8, start + width * high / 8


@INDEFINITE.compare(points=2)
def test_lesson_integral(draw: Draw) -> Iterator[Asked]:
    """Integrates the lesson's exp(-x)."""
    yield integrand(families.lesson(), draw.stream("1.1 lesson points"))


@INDEFINITE.compare(points=6)
def test_unseen_integrands(draw: Draw) -> Iterator[Asked]:
    """Integrates other functions as well."""
    family = families.half_line(draw.stream("1.1 integrands"))
    factors, points = draw.stream("1.1 factors"), draw.stream("1.1 points")
    for q in (family.power, family.signed, family.tail):
        yield integrand(q.times(families.uneven(factors)), points)


@INDEFINITE.compare(points=2)
def test_other_ranges(draw: Draw) -> Iterator[Asked]:
    """Integrates functions on finite ranges, too."""
    rng, points = draw.stream("1.1 ranges"), draw.stream("1.1 range points")
    between = families.finite(rng)
    for q in (between.monomial, between.wave, between.sine, between.bracket, between.nested):
        yield integrand(q.times(families.uneven(rng)), points)


@INDEFINITE.compare(points=2)
def test_parameter_in_integrand(draw: Draw) -> Iterator[Asked]:
    """Treats a parameter in the integrand as a constant."""
    rng, points = draw.stream("1.1 parameter"), draw.stream("1.1 parameter points")
    family = families.with_parameter(rng)
    for q in (family.decay, family.parabola):
        yield integrand(q.times(families.uneven(rng)), points)


@DEFINITE.compare(points=2)
def test_lesson_area() -> Iterator[Asked]:
    """Finds the area under exp(-x) from 0 to infinity."""
    yield area(families.lesson())


@DEFINITE.compare(points=4)
def test_unseen_areas(draw: Draw) -> Iterator[Asked]:
    """Finds areas under other curves, from other lower bounds too."""
    rng = draw.stream("1.2 unseen")
    on_half, around = families.half_line(rng), families.two_sided(rng)
    for q in (on_half.shifted, around.bell, on_half.power):
        yield area(q)


@DEFINITE.compare(points=2)
def test_finite_and_two_sided_areas(draw: Draw) -> Iterator[Asked]:
    """Uses both bounds, finite or not; area below the axis counts as negative."""
    rng = draw.stream("1.2 ranges")
    between, around = families.finite(rng), families.two_sided(rng)
    parabola = between.parabola.times(families.uneven(rng))
    for q in (parabola, around.signed, around.rising):
        yield area(q)


@DEFINITE.compare(points=2, judge=EXACTLY)
def test_area_is_exact(draw: Draw) -> Iterator[Asked]:
    """Gives the exact area: no decimals, and a parameter stays a symbol."""
    rng = draw.stream("1.2 exact")
    between, free = families.finite(rng), families.with_parameter(rng)
    for q in (between.reciprocal, free.decay):
        yield area(q)


@DENSITY.compare(points=1)
def test_lesson_density() -> Iterator[Asked]:
    """Recognises the lesson's exp(-x) as a density."""
    yield claim(families.lesson())


@DENSITY.compare(points=3)
def test_area_decides(draw: Draw) -> Iterator[Asked]:
    """The area must be exactly 1; the height at the start does not matter."""
    rng = draw.stream("1.3 area")
    wrong, right = families.non_densities(rng), families.densities(rng)
    for q in (wrong.at_one, right.rising, wrong.above, wrong.below):
        yield claim(q)


@DENSITY.compare(points=2)
def test_sign_decides(draw: Draw) -> Iterator[Asked]:
    """A function that dips below the axis is not a density, even if its area is 1."""
    rng = draw.stream("1.3 sign")
    wrong, right = families.non_densities(rng), families.densities(rng)
    for q in (wrong.dip, right.square, wrong.narrow, wrong.negative, wrong.cut, right.bowl):
        yield claim(q)


@DENSITY.compare(points=2)
def test_range_decides(draw: Draw) -> Iterator[Asked]:
    """Area and sign count between the given bounds, and nowhere else."""
    rng = draw.stream("1.3 range")
    wrong, right = families.non_densities(rng), families.densities(rng)
    for q in (right.ramp, wrong.line, right.steep, wrong.fall, right.valley):
        yield claim(q)


@PROBABILITY.compare(points=2)
def test_lesson_probability() -> Iterator[Asked]:
    """Finds P(1 <= X <= 4) for the density exp(-x)."""
    yield area(families.lesson(), sp.Integer(1), sp.Integer(4))


@PROBABILITY.compare(points=4)
def test_unseen_densities(draw: Draw) -> Iterator[Asked]:
    """Finds probabilities under other densities."""
    rng = draw.stream("1.4 unseen")
    family = families.densities(rng)
    for q in (family.power, family.tail):
        yield area(q, *inner_range(q, rng))


@PROBABILITY.compare(points=2, judge=EXACTLY)
def test_finite_supports(draw: Draw) -> Iterator[Asked]:
    """Finds exact probabilities on finite ranges, around zero too."""
    rng = draw.stream("1.4 finite")
    family = families.densities(rng)
    dome = family.dome
    around_zero = dome.lower * rng.randint(1, 3) / 4, dome.upper * rng.randint(1, 3) / 4
    for q, between in ((family.hill, inner_range(family.hill, rng)), (dome, around_zero)):
        yield area(q, *between)


@PROBABILITY.compare(points=2)
def test_edges(draw: Draw) -> Iterator[Asked]:
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
        yield area(q, *between)


MEAN = EXERCISE.task(
    "1.5",
    "expectation",
    "the mean of X",
    uses=["1.2"],
    bonus=True,
    judge=of_value(area_value),
    case=partial(integral_case, kind="expectation.MeanCase"),
    mistakes="integrals.expectation.EXPECTATION",
    picture="mean.MeanPicture",
)


def mean(q: Integrand) -> Asked:
    """From bound to bound; the mean is known."""
    return Asked((q.f, q.x, q.lower, q.upper), about=q, known=moments.mean(q))


@MEAN.compare(points=2)
def test_finite_means(draw: Draw) -> Iterator[Asked]:
    """Finds the mean between finite bounds, which need not lie in the middle."""
    family = moments.lopsided(draw.stream("1.5 finite"))
    for q in (family.slope, family.arch, family.even, family.half):
        yield mean(q)


@MEAN.compare(points=2)
def test_unseen_means(draw: Draw) -> Iterator[Asked]:
    """Finds the mean on ranges without an end, below 0 too."""
    family = moments.lopsided(draw.stream("1.5 unseen"))
    for q in (family.hump, family.late, family.early):
        yield mean(q)


@MEAN.compare(points=1, judge=EXACTLY)
def test_mean_is_exact(draw: Draw) -> Iterator[Asked]:
    """Gives the exact mean: no decimals, and a parameter stays a symbol."""
    family = moments.lopsided(draw.stream("1.5 exact"))
    for q in (family.slope, family.with_rate):
        yield mean(q)


def becomes_density(answer: Answer, asked: Asked) -> Finding:
    """The multiple of f that is a density, exact; where there is none, a ValueError."""
    return normalized(answer, asked.about, asked.rng)


def is_answer(asked: Asked, crash: Crash) -> bool:
    """A ValueError raised on purpose; where one is asked for, any other exception so raised."""
    return crash.is_refusal or bool(crash.own_raise and asked.about.obstacle)


NORMALIZE = EXERCISE.task(
    "1.6",
    "normalize",
    "make it a density",
    uses=["1.2", "1.3"],
    bonus=True,
    law=becomes_density,
    raised=is_answer,
    case=partial(integral_case, kind="normalize.NormalizeCase"),
    mistakes="integrals.normalize.NORMALIZE",
    picture="multiple.MultiplePicture",
)


def shape(one: Shape, draw: Draw) -> Asked:
    """Which multiple of it is a density?"""
    asked = one.f, one.x, one.lower, one.upper
    return Asked(asked, about=one, rng=draw.stream("1.6 points"))


@NORMALIZE.compare(points=2)
def test_unseen_shapes(draw: Draw) -> Iterator[Asked]:
    """Brings the area to 1 and keeps the shape."""
    family = shapes(draw.stream("1.6 unseen"))
    for one in (family.arch, family.late, family.touching, family.rising):
        yield shape(one, draw)


@NORMALIZE.compare(points=1)
def test_below_the_axis(draw: Draw) -> Iterator[Asked]:
    """Turns an f over that is nowhere positive, and looks between the bounds only."""
    family = shapes(draw.stream("1.6 below"))
    for one in (family.under, family.outside):
        yield shape(one, draw)


@NORMALIZE.compare(points=2)
def test_hopeless_areas(draw: Draw) -> Iterator[Asked]:
    """Raises a ValueError where the area is 0 or infinite, and only there."""
    family = shapes(draw.stream("1.6 areas"))
    for one in (family.level, family.zero, family.slow, family.outside):
        yield shape(one, draw)


@NORMALIZE.compare(points=2)
def test_hopeless_signs(draw: Draw) -> Iterator[Asked]:
    """Raises a ValueError where f is positive in places and negative in others, and only there."""
    family = shapes(draw.stream("1.6 signs"))
    for one in (family.balanced, family.dip, family.narrow, family.sunken, family.fading):
        yield shape(one, draw)
