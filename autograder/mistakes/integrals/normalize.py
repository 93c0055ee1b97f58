"""The mistakes of task 1.6, the density that a function becomes, in the order of diagnosis."""

from functools import cached_property
from typing import Any

import sympy as sp

from autograder.judges.answer import Foreign
from autograder.judges.finding import NOT_REFUSED
from autograder.judges.integrals.families import lesson
from autograder.judges.integrals.integrands import Integrand, R, mirrored, moved, polynomial
from autograder.judges.symbolic.expressions import derivative
from autograder.mistakes.catalogue import Recognised, catalogue_of
from autograder.mistakes.integrals.areas import QUOTED, SYMBOL_E
from autograder.mistakes.integrals.case import IntegralCase, short
from autograder.mistakes.integrals.probability_density import MOVED, NEGATIVE_AT_START, PLAIN
from autograder.mistakes.integrals.recognise import (
    Candidate,
    Recogniser,
    function_is,
    is_function,
    is_number,
)
from autograder.mistakes.recognise import kind
from autograder.mistakes.symbolic.returned_kind import wrong_kinds

TRIAL = "Try f = x from 0 to 2, a triangle: how high is the density at 2, and how high is yours?"
ABOVE = polynomial((R(1), R(1)), 0, 2)
"""Above 0 on its range and below 0 before it, of area 4."""
OTHER_AREAS = PLAIN[0].times(3), PLAIN[1].times(R(1, 3))
"""Above 0 everywhere; no densities yet."""
ELSEWHERE = moved(OTHER_AREAS[0], R(1)), moved(OTHER_AREAS[0], -R(3))
ENDLESS = lesson(), lesson().times(3)
TOUCHING = polynomial((R(0), R(0), R(1)), 0, 3), polynomial((R(3), R(-3), R(3, 4)), 0, 4)
"""0 at an end, or inside; above 0 everywhere else."""


class NormalizeCase(IntegralCase):
    """What a recogniser of task 1.6 sees; a refusal has no value."""

    @cached_property
    def twin(self) -> "NormalizeCase | None":
        """The answer about a curve that is wider, and three times as large."""
        return self.asked(self.integrand.stretched().times(3), 2 * self.lower, 2 * self.upper)

    @property
    def others(self) -> "list[IntegralCase]":
        return []

    def asked(self, q: Integrand, lower: Any, upper: Any) -> "NormalizeCase | None":
        if self.again is None:
            return None
        value = self.again(q.f, q.x, lower, upper)
        return NormalizeCase(value, self.finding, q, lower, upper)


def is_exception(case: IntegralCase) -> bool:
    """An exception that was returned, or its class."""
    return isinstance(case.value, Foreign) and case.value.name.endswith(("Error", "Exception"))


def let_through(*obstacles: str) -> Recogniser:
    """Recognises a value where no multiple of f is a density."""

    def recognise(case: IntegralCase) -> Recognised:
        if case.finding.evidence.get("obstacle") not in obstacles:
            return None
        return {"point": case.integrand.witness}

    return recognise


def no_error(case: IntegralCase) -> Recognised:
    """None, text or a truth value in the place of an error."""
    is_word = case.value is None or isinstance(case.value, bool | str)
    is_nan = case.value is sp.nan and case.integrand.area != 0  # 0 / 0 is nan, too
    if case.finding.kind != NOT_REFUSED or not (is_word or is_nan):
        return None
    return {"said": "text" if isinstance(case.value, str) else str(case.value)}


def divided_by_zero(case: IntegralCase) -> bool:
    """What is left of a division by an area of 0; any value where f is 0 everywhere."""
    is_let_through = case.finding.kind == NOT_REFUSED and case.integrand.area == 0
    is_undefined = isinstance(case.value, sp.Basic) and case.value.has(sp.nan, sp.zoo, sp.oo)
    return is_let_through and (is_undefined or case.f == 0)


def missed_dip(case: IntegralCase) -> Recognised:
    """A value for an f that changes its sign, though not for one that begins below 0."""
    return let_through("sign")(case) if is_refused(case, *NEGATIVE_AT_START) else None


def is_refused(case: IntegralCase, *curves: Integrand) -> bool:
    """Whether the learner's function refuses each of these curves, too."""
    again = case.again
    return again is not None and all(again(q.f, q.x, q.lower, q.upper) is None for q in curves)


def refuses_another(case: IntegralCase) -> bool:
    """Whether the learner's function refuses one of OTHER_AREAS, too."""
    return any(is_refused(case, one) for one in OTHER_AREAS)


def refused(*curves: Integrand) -> Recogniser:
    """Recognises a refusal of an f, and of each of these curves."""
    return lambda case: case.finding.kind == "refused" and is_refused(case, *curves)


def refused_below(case: IntegralCase) -> bool:
    """A refusal of an f that is nowhere above 0, though not of the same f upside down."""
    turned = case.integrand.times(-1)
    is_below = case.finding.kind == "refused" and bool(case.integrand.area < 0)
    return is_below and not is_refused(case, turned)


def refused_outside(case: IntegralCase) -> bool:
    """A refusal of an f that is below 0 outside its range, and of another one such."""
    far = [end + step for end in (case.lower, case.upper) for step in (-4, -1, 1, 4)]
    outside = [one for one in far if one.is_finite and not case.lower <= one <= case.upper]
    is_below = any(case.f.subs(case.x, one).is_negative for one in outside)
    return is_below and bool(refused(ABOVE)(case)) and not is_refused(case, *OTHER_AREAS)


def refused_zero(case: IntegralCase) -> bool:
    """A refusal of an f that is 0 somewhere on its range, and of another such, but of no more."""
    zeros = sp.solveset(case.f, case.x, sp.Interval(case.lower, case.upper))
    is_touching = zeros is not sp.S.EmptySet and any(refused(one)(case) for one in TOUCHING)
    return is_touching and not refuses_another(case)


def refused_infinite(case: IntegralCase) -> bool:
    """A refusal where a bound is infinite, here and of other curves, but of no finite range."""
    curves = ENDLESS if case.upper == sp.oo else map(mirrored, ENDLESS)
    is_endless = not case.width.is_finite and bool(refused(*curves)(case))
    return is_endless and not refuses_another(case)


def number(candidate: Candidate) -> Recogniser:
    """Recognises a number that is this one, here and for the twin."""

    def holds(case: IntegralCase) -> bool:
        return is_number(case) and case.same_number(case.answer, candidate(case))

    return lambda case: holds(case) and case.confirmed(holds, name=holds)


def over(*sizes: Candidate) -> Recogniser:
    """Recognises f divided by one of these, where that is not its area."""

    def quotient(size: Candidate) -> Candidate:
        return lambda case: (
            case.f / found if (found := size(case)) is not None and found != 0 else None
        )

    return function_is(*map(quotient, sizes))


def highest(case: IntegralCase) -> Any:
    """The height of f at its highest or lowest; None where that is at no simple place."""
    decay = next(iter(one for one in case.f.atoms(sp.exp) if one.has(case.x)), sp.S.One)
    level = sp.roots(sp.expand(sp.diff(case.f, case.x) / decay), case.x)
    places = [*level, *(end for end in (case.lower, case.upper) if end.is_finite)]
    inside = [case.f.subs(case.x, one) for one in places if case.lower <= one <= case.upper]
    return max(inside, key=sp.Abs, default=None)


def is_antiderivative(case: IntegralCase) -> bool:
    """Its derivative is a multiple of f, and it is none itself."""
    is_one = case.slope is not None and case.ratio(case.slope, case.f) is not None
    return is_one and case.ratio(case.answer, case.f) is None


def own_area(case: IntegralCase) -> Recognised:
    """A multiple of f, and the area that it has."""
    wanted = case.f / case.integrand.area if case.finding.kind == "disagrees" else None
    factor = case.ratio(case.answer, wanted) if is_function(case) else None
    return None if factor is None else {"r": short(factor)}


def area_under(case: IntegralCase, curve: Any) -> Any:
    """The exact area under another curve, between the same bounds."""
    return sp.integrate(sp.expand(curve), (case.x, case.lower, case.upper))


def over_antiderivative(case: IntegralCase) -> bool:
    """A multiple of f divided by one of its antiderivatives."""
    if not is_function(case):
        return False
    slope = derivative(case.f / case.answer, case.x)
    return slope is not None and bool(case.ratio(slope, case.f))


def other_shape(case: IntegralCase) -> Recognised:
    """A multiple of what f may have become."""
    f, x, area = case.f, case.x, case.integrand.area
    shapes = {
        "f squared": f**2,
        "the root of f": sp.sqrt(f),
        "exp(f)": sp.exp(f),
        "1/f": 1 / f,
        "x times f": x * f,
        "a power of f": f ** (1 / area),
        "f taken at another x": f.subs(x, x / area),
        "f without its sign": sp.Abs(f),
        "the slope of f": sp.diff(f, x),
    }
    if not is_function(case) or case.ratio(case.answer, f) is not None:
        return None
    found = (name for name, one in shapes.items() if case.ratio(case.answer, one) is not None)
    return {"shape": name} if (name := next(found, "")) else None


def is_moved(case: IntegralCase) -> bool:
    """A multiple of f plus a number other than 0."""
    is_one = case.slope is not None and case.ratio(case.slope, sp.diff(case.f, case.x)) is not None
    return is_one and case.ratio(case.answer, case.f) is None


NORMALIZE = (
    *catalogue_of(
        """
        exception_returned: You returned an error, so it is only a value, and the program goes on. Which word stops a function with an error?
        text_raised: Only an exception can be raised, not a text. Name the exception first, with your text in its brackets.
        other_exception: You raised {=exception}. Whoever calls your function waits for a ValueError: raise that one.
        no_error: No multiple of this f is a density, and you returned {=said}, which is easily missed. Raise a ValueError there, and see that no except of yours catches it.
        area_zero: The area of this f is 0, and SymPy divides by 0 without a word. Which line of yours looks at the area before you divide, and does it raise?
        area_infinite: The area of this f is infinite, so no multiple of it is a density. Which line of yours looks at the area first: does it see infinity there, and raise?
        dip_missed: This f is below 0 at x = {point} and above 0 at other points.
            | This f is below 0 at some points and above 0 at others. | Trying points can miss a dip: ask SymPy about the whole range at once.
        sign_forgotten: This f is below 0 at x = {point} and above 0 at other points.
            | This f is below 0 at some points and above 0 at others. | Can any factor repair both? Which line of yours should say no?
        refused_below: You raised a ValueError, but this f is nowhere above 0, so a negative constant makes it a density. What is the sign of its area?
        refused_outside: You raised a ValueError, but this f is below 0 only outside its range. Which x does your code ask about?
        refused_all: You raise a ValueError even for f = 1/4 from 0 to 4, a density already. Print each part of your test: which one says no?
        only_densities: You raised a ValueError, as you do for every f whose area is not 1. A constant can fix the area: what should you test on f divided by its area?
        refused_zero: You raised a ValueError, but this f only touches the axis, and a density may be 0. Which test of yours leaves 0 out?
        refused_infinite: You raised a ValueError, as for other curves on an infinite range. Yet this area is finite: which of your lines tests the bounds instead?
        refused_elsewhere: You raised a ValueError, but a multiple of this f is a density. Where a range begins at 0 you raise none: which bounds do your area and your test use?
        refused: You raised a ValueError, but a multiple of this f is a density. Print the area and what your test of the sign finds: which one says no?
        """,
        exception_returned=is_exception,
        text_raised=lambda case: (
            case.finding.kind == "other_exception" and "derive" in case.finding.evidence["text"]
        ),
        other_exception=kind("other_exception"),
        no_error=no_error,
        area_zero=divided_by_zero,
        area_infinite=let_through("infinite"),
        dip_missed=missed_dip,
        sign_forgotten=let_through("sign"),
        refused_below=refused_below,
        refused_outside=refused_outside,
        refused_all=refused(*MOVED[:1], lesson()),
        only_densities=lambda case: (
            refused(*OTHER_AREAS)(case) and not is_refused(case, PLAIN[0], PLAIN[1])
        ),
        refused_zero=refused_zero,
        refused_infinite=refused_infinite,
        refused_elsewhere=lambda case: (
            refused(*ELSEWHERE)(case) and case.lower != 0 and not is_refused(case, OTHER_AREAS[0])
        ),
        refused=kind("refused"),
    ),
    *wrong_kinds("expression"),
    SYMBOL_E,
    QUOTED,
    *catalogue_of(
        """
        constant_returned: You returned the constant alone, a number. Which function of x do you get with it?
        area_returned: You returned the area of f, a number. Use it to find a function of x whose area is 1.
        zero_returned: You returned 0, so a factor of yours is 0 here. Print each of them for this f: which one is not the constant that you meant?
        number_returned: You returned a number, but a density is a function of x. Print your result after each line: where does x disappear?
        decimal: The right function, but in decimals. Find the step that turns numbers into decimals, and keep it exact.
        not_finite: Your answer holds infinity or nan. Print the area that you divide by: is it the one between the bounds that come in?
        symbols_left: Your answer still holds {names}.
            | Your answer still holds another symbol. | The density holds x and numbers only: find the line where the symbol comes in.
        floored: Your function is rounded down to whole numbers. Which operator of yours divides, and which one keeps fractions?
        over_antiderivative: You divided by an antiderivative, which is a function of x. The area is a number: where do the two bounds come in?
        unchanged: You returned f unchanged. Its area is not 1 yet: which constant fixes that?
        area_multiplied: You multiplied f by its area, so a large area gets larger still. Which operation brings it to 1?
        sign_lost: Your function has the right size with the wrong sign. Its area is -1: where do you drop the sign of the area of f, or turn it twice?
        divided_twice: You divided by the area more than once, or by its square. Find the line that divides once more.
        divided_by_height: You divided by a height of f, so that height is 1 now. Which quantity of a density must be 1?
        divided_by_width: You divided by the width of the range, which makes a flat f of height 1 a density, but no other. What must be 1 in the end?
        other_bounds: You divided by an area between other bounds. Use both bounds exactly as they are given.
        norm: You divided by the root of an area, or by the area of another curve, such as f squared or x times f. The area of f itself must become 1.
        moved: You added or subtracted a number. That lifts or lowers the curve, but f must keep its shape: which operation does that?
        antiderivative: You returned an antiderivative, perhaps divided by the area. The density has the shape of f itself.
        other_shape: Your function is a multiple of {=shape}, and not of f. Which line changes the curve itself?
        off_by_factor: Your function has the shape of f, but its area is {r} and not 1.
            | Your function has the shape of f, but its area is not 1. | Find the line that brings the factor in.
        disagrees: At x = {point} your function is {given}, and the density is {wanted}.
            | Your function is not a multiple of f. | Is it still f times one constant?
        else wrong_answer: Your answer is not the density that f becomes. TRIAL
        """.replace("TRIAL", TRIAL),
        constant_returned=number(lambda case: 1 / case.integrand.area),
        area_returned=number(lambda case: case.integrand.area),
        zero_returned=lambda case: is_number(case) and case.same_number(case.answer, sp.S.Zero),
        number_returned=lambda case: is_number(case) and kind("no_function")(case) is not None,
        decimal=kind("float"),
        not_finite=kind("not_finite"),
        symbols_left=kind("symbols"),
        floored=lambda case: isinstance(case.answer, sp.Expr) and case.answer.has(sp.floor),
        over_antiderivative=over_antiderivative,
        unchanged=function_is(lambda case: case.f),
        area_multiplied=function_is(lambda case: case.f * case.integrand.area),
        sign_lost=over(lambda case: -case.integrand.area),
        divided_twice=over(
            lambda case: case.integrand.area**2, lambda case: case.integrand.area**3
        ),
        divided_by_height=over(
            highest,
            lambda case: case.integrand.area / case.width,
            lambda case: case.height(case.lower),
            lambda case: case.height(case.upper),
            lambda case: case.f.subs(case.x, 0),
            lambda case: case.f.subs(case.x, 1),
        ),
        divided_by_width=over(lambda case: case.width if case.width.is_finite else None),
        other_bounds=over(
            lambda case: case.area(sp.S.Zero, case.upper),
            lambda case: case.area(case.lower, sp.S.One),
            lambda case: case.area(sp.S.Zero, sp.S.One),
            lambda case: case.area(sp.S.Zero, sp.oo),
            lambda case: case.area(case.lower, sp.oo),
        ),
        norm=over(
            lambda case: area_under(case, case.f**2),
            lambda case: sp.sqrt(area_under(case, case.f**2)),
            lambda case: area_under(case, case.x * case.f),
            lambda case: sp.sqrt(case.integrand.area),
        ),
        moved=is_moved,
        antiderivative=is_antiderivative,
        other_shape=other_shape,
        off_by_factor=own_area,
        disagrees=kind("disagrees"),
    ),
)
