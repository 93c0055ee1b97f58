"""The mistakes of task 1.3, density or not, in the order of diagnosis."""

from typing import Any

import sympy as sp

from autograder.judges.integrals.families import lesson
from autograder.judges.integrals.integrands import Integrand, R, decaying, moved, polynomial
from autograder.judges.symbolic.value import said_by
from autograder.mistakes.catalogue import Recognised, catalogue_of
from autograder.mistakes.integrals import wrong_antiderivatives as anti
from autograder.mistakes.integrals.case import IntegralCase, short
from autograder.mistakes.integrals.recognise import Recogniser
from autograder.mistakes.recognise import kind
from autograder.mistakes.symbolic.returned_kind import BOXED, TRAILING_COMMA

PLAIN = polynomial((R(3, 8), 0, R(3, 32)), 0, 2), polynomial((R(3, 8), 0, R(3, 8)), -1, 1)
"""Densities without a mark: one rises, one falls and rises."""
MARKED = {
    "below before": polynomial((R(1, 4), R(1, 4)), 0, 2),
    "below after": polynomial((R(3, 4), -R(1, 4)), 0, 2),
    "lowest before": polynomial((-R(3, 50), 0, R(3, 50)), 2, 4),
    "high": polynomial((R(3, 2), 0, 6), 0, R(1, 2)),
    "touches": polynomial((R(3, 4), -R(3, 4), R(3, 16)), 0, 4),
    "starts at 0": polynomial((0, 0, R(1, 9)), 0, 3),
}
"""Densities to ask about once a function has refused one, each with one mark."""
FLAT = polynomial((R(1, 4),), 0, 4)
MOVED = (FLAT, moved(FLAT, R(1)), moved(FLAT, -R(3)))
NEGATIVE_AT_START = polynomial((-1, 4), 0, 1), decaying((-1, 2), R(1))
"""Of area 1: a straight line and an exponential."""
RISING, FALLING = (polynomial((0, slope), -1, 1, witness=-slope / 2) for slope in (R(2), R(1)))
"""Below 0 to the left; of the first, the positive part has the area 1."""
HALF, DOUBLE = (PLAIN[0].times(factor) for factor in (R(1, 2), 2))


def said(truth: bool, *, despite: str = "") -> Recogniser:
    """Recognises an answer that says so; despite: what keeps f from being a density."""

    def recognise(case: IntegralCase) -> Recognised:
        is_said = case.finding.kind == "differs" and said_by(case.value) is truth
        if not is_said or despite not in {"", case.integrand.reason}:
            return None
        point = case.integrand.witness
        value = None if point is None else case.at(case.height(point))
        return {"area": beside_one(case.integrand.area), "point": point, "value": short(value or 0)}

    return recognise


def beside_one(area: Any) -> str:
    """An area as text; one that is hardly 1 as 1 - 1/200, whose digits tell more than 199/200."""
    off = area - 1
    if not 0 < abs(off) < R(1, 100):
        return str(area)
    return f"1 {'+' if off > 0 else '-'} {abs(off)}"


def says(case: IntegralCase, q: Integrand) -> bool | None:
    """What the learner's function says of another f; None where it cannot be asked."""
    return None if case.again is None else said_by(case.again(q.f, q.x, q.lower, q.upper))


def refuses(case: IntegralCase, *marks: str) -> Recognised:
    """A False for a density, and for one with such a mark, but not for a plain one."""
    if not said(False)(case) or case.again is None:
        return said(False)(case)
    is_marked = any(says(case, MARKED[mark]) is False for mark in marks)
    return is_marked and all(says(case, q) for q in PLAIN)


def refused_outside(case: IntegralCase) -> Recognised:
    """A False for an f that is below 0, but only outside its range."""
    far = [end + step for end in (case.lower, case.upper) for step in (-4, -1, 1, 4)]
    outside = [one for one in far if one.is_finite and not case.lower <= one <= case.upper]
    is_below = any(case.f.subs(case.x, one).is_negative for one in outside)
    return is_below and refuses(case, "below before", "below after", "lowest before")


def refused_high_density(case: IntegralCase) -> Recognised:
    """A False for a density that rises above 1."""
    at_points = (case.at(case.f, point) for point in case.points())
    heights = [case.at(case.height(case.lower)), *at_points] if said(False)(case) else []
    return any(height is not None and height > 1 for height in heights) and refuses(case, "high")


def refused_touching(case: IntegralCase) -> Recognised:
    """A False for a density that is 0 somewhere on its range."""
    if not (said(False)(case) and case.f.is_polynomial(case.x)):
        return None
    roots = [root for root in sp.roots(case.f, case.x) if case.lower <= root <= case.upper]
    return {"point": roots[0]} if roots and refuses(case, "touches", "starts at 0") else None


def refused_on_other_range(case: IntegralCase) -> Recognised:
    """A False on another range than the lesson's, whose density is recognised."""
    is_other = said(False)(case) and (case.lower, case.upper) != (0, sp.oo)
    is_refused = any(says(case, one) is False for one in MOVED) or case.again is None
    return is_other and is_refused and says(case, lesson()) is not False


def knows_lesson_only(case: IntegralCase) -> bool:
    """A False for all densities but the lesson's."""
    others = decaying((2,), R(2)), *PLAIN, FLAT
    is_lost = said(False)(case) and case.again is not None and says(case, lesson())
    return bool(is_lost) and not any(says(case, q) for q in others)


def refused_lesson(*, flat: bool) -> Recogniser:
    """Recognises a False, as for the lesson's density; flat: what is said of a rectangle."""
    others = FLAT, lesson()
    return lambda case: said(False)(case) and [says(case, q) for q in others] == [flat, False]


def said_true_near_one(case: IntegralCase) -> Recognised:
    """A True for an area that only a rounded comparison takes for 1."""
    area = case.integrand.area
    is_near = area.is_number and abs(area - 1) < sp.Rational(1, 100)
    is_near = is_near and True not in {says(case, HALF), says(case, DOUBLE)}
    return said(True, despite="area")(case) if is_near else None


def cuts_off_dips(case: IntegralCase) -> Recognised:
    """A True for an f of which only the positive part has the area 1."""
    found = said(True, despite="both")(case)
    return found if found and says(case, RISING) and not says(case, FALLING) else None


def missed_a_dip(case: IntegralCase) -> Recognised:
    """A True for an f of area 1 that is negative, though not at the ends of its range.

    A function that says True to a negative end as well does not look at the sign, or not always.
    """
    found = said(True, despite="sign")(case)
    if found and any(says(case, q) for q in NEGATIVE_AT_START):
        return None
    ends = (case.at(case.height(bound)) for bound in (case.lower, case.upper)) if found else ()
    return None if any(height is None or height < 0 for height in ends) else found


def is_area(case: IntegralCase) -> bool:
    """A number other than 0 and 1, or an exact one, that is the area, here and of another f."""
    is_number = case.finding.kind == "number_for_truth" and type(case.value) is not int
    other = case.asked(HALF, HALF.lower, HALF.upper) if is_number else None
    return is_number and all(anti.is_area(one) for one in (case, other) if one)


DENSITY = (
    BOXED,
    TRAILING_COMMA,
    *catalogue_of(
        """
        function_returned: You returned a function. Return one True or False for the whole range. If a function of yours gives it, call that function.
        returned_none: Your function returned None. Does every path end in a return? Where SymPy cannot tell, is_positive, is_empty and their like give None: print them.
        area_returned: You returned the area. The question is yes or no: return True or False. What must hold for the area, and what else?
        zero_or_one: You returned 0 or 1. Return a truth value: True or False.
        number_for_truth: You returned a number. The question is yes or no: return True or False.
        text: You returned text. True and False are written without quotes.
        undecided_relation: You returned an inequality or equation that SymPy has not decided. Solve it on the range: for which x does it hold?
        two_answers: You returned several things. Return one True or False: which word joins two conditions that must both hold?
        array: You returned an array. Return one True or False for the whole range.
        dip_missed: The area is 1, but at x = {point} f is {value}, which is below 0.
            | You said True, and the area is 1, but f dips below 0 inside the range. | Sample points, or a tolerance, can miss a dip: test the whole range, against 0 itself.
        sign_forgotten: The area is 1, but at x = {point} f is {value}.
            | You said True, and the area is 1, but in places f is below 0. | Print each condition that you test: which one should say no?
        area_rounded: You said True, but the area is {area}, and only 1 will do.
            | You said True, but the area only comes close to 1. | Which line of yours rounds it, or lets it differ a little?
        area_forgotten: You said True, but the area is {area}, not 1.
            | You said True, but the area under this f is not 1. | Print each condition that you test: which one should say no?
        positive_part: You said True, but the parts below the axis were left out of the area. Take the area of f as it is, and test its sign apart.
        said_true: You said True, but this f fails both conditions of a density. Print each one that you test: which one says yes?
        below_outside: You said False, but this f is a density: it is below 0 only outside its range. Which x does your code test? Only those in the range count.
        touching_refused: You said False, but this f is a density: it is 0 at x = {point}, never below.
            | You said False, but this f is a density: it is 0 somewhere, never below. | Which line of yours says no to it?
        height_above_one: You said False, but a density may be higher than 1; it is the area that must be 1. Which line of yours limits the height?
        typed_in: You return True only for the lesson's f, but f = 2*exp(-2*x) from 0 on is a density, too. Test the area and the sign of the given f.
        refused_on_other_range: You said False, but between its bounds this f is a density. Check that both of your tests use the given lower and upper.
        refused_all: You say False even for f = 1/4 from 0 to 4, a rectangle of area 1. Print each part of your test: does one compare a set, or use `is` or 1.0?
        refused_curves: You said False here, but True for the flat f = 1/4 from 0 to 4. Print both conditions for a curve: what changes once f holds x?
        refused: You said False, but this f is a density. Print your two conditions one by one: which one says no?
        else wrong_answer: That is neither True nor False. Print it, then return one of the two: is f a density?
        """,
        function_returned=kind("function", "uncalled"),
        returned_none=kind("none"),
        area_returned=is_area,
        zero_or_one=lambda case: case.finding.kind == "number_for_truth" and case.answer in (0, 1),
        number_for_truth=kind("number_for_truth"),
        text=kind("text"),
        undecided_relation=kind("undecided_relation", "relation"),
        two_answers=kind("pair", "container"),
        array=kind("array", "array_of_one"),
        dip_missed=missed_a_dip,
        sign_forgotten=said(True, despite="sign"),
        area_rounded=said_true_near_one,
        area_forgotten=said(True, despite="area"),
        positive_part=cuts_off_dips,
        said_true=said(True),
        below_outside=refused_outside,
        touching_refused=refused_touching,
        height_above_one=refused_high_density,
        typed_in=knows_lesson_only,
        refused_on_other_range=refused_on_other_range,
        refused_all=refused_lesson(flat=False),
        refused_curves=refused_lesson(flat=True),
        refused=said(False),
    ),
)
