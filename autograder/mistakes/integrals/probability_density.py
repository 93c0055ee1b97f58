"""The mistakes of task 1.3, density or not, in the order of diagnosis."""

from collections.abc import Callable

import sympy as sp

from autograder.judges.integrals.families import lesson
from autograder.judges.integrals.integrands import Integrand, R, moved, polynomial
from autograder.judges.integrals.value import said_by
from autograder.mistakes.catalogue import Recognised, anything, catalogue_of
from autograder.mistakes.integrals import wrong_antiderivatives as anti
from autograder.mistakes.integrals.case import IntegralCase, short
from autograder.mistakes.integrals.recognise import kind
from autograder.mistakes.integrals.returned_kind import BOXED, FUNCTION_RETURNED, TRAILING_COMMA

PLAIN = polynomial((R(3, 8), 0, R(3, 32)), 0, 2)
MARKED = {
    "below before": polynomial((R(1, 4), R(1, 4)), 0, 2),
    "below after": polynomial((R(3, 4), -R(1, 4)), 0, 2),
    "high": polynomial((R(3, 2), 0, 6), 0, R(1, 2)),
    "touches": polynomial((R(3, 4), -R(3, 4), R(3, 16)), 0, 4),
    "starts at 0": polynomial((0, 0, R(1, 9)), 0, 3),
}
"""
Densities to ask about once a function has refused one: all but PLAIN have one mark each, which is
to be below 0 outside the range, higher than 1, or equal to 0 somewhere.
"""
FLAT = polynomial((R(1, 4),), 0, 4)
MOVED = (FLAT, moved(FLAT, R(1)), moved(FLAT, -R(3)))
HALF, DOUBLE = PLAIN.times(R(1, 2)), PLAIN.times(2)


def said(truth: bool, *, despite: str = "") -> Callable[[IntegralCase], bool]:
    """Recognises an answer that says so; despite: what keeps f from being a density."""

    def recognise(case: IntegralCase) -> bool:
        is_said = case.finding.kind == "differs" and said_by(case.value) is truth
        return is_said and despite in {"", case.integrand.reason}

    return recognise


def says(case: IntegralCase, q: Integrand) -> bool | None:
    """What the learner's function says of another f; None where it cannot be asked."""
    return None if case.again is None else said_by(case.again(q.f, q.x, q.lower, q.upper))


def refuses(case: IntegralCase, *marks: str) -> bool:
    """A False for a density, and for one with such a mark, but not for a plain one."""
    if not said(False)(case) or case.again is None:
        return said(False)(case)
    is_marked = any(says(case, MARKED[mark]) is False for mark in marks)
    return is_marked and says(case, PLAIN) is True


def refused_outside(case: IntegralCase) -> bool:
    """A False for an f that is below 0, but only outside its range."""
    far = [end + step for end in (case.lower, case.upper) for step in (-4, -1, 1, 4)]
    outside = [one for one in far if one.is_finite and not case.lower <= one <= case.upper]
    is_below = any(case.f.subs(case.x, one).is_negative for one in outside)
    return is_below and refuses(case, "below before", "below after")


def refused_high_density(case: IntegralCase) -> bool:
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


def refused_on_other_range(case: IntegralCase) -> bool:
    """A False on another range than the lesson's, whose density is recognised."""
    is_other = said(False)(case) and (case.lower, case.upper) != (0, sp.oo)
    is_refused = any(says(case, one) is False for one in MOVED) or case.again is None
    return is_other and is_refused and says(case, lesson()) is not False


def refused_all(case: IntegralCase) -> bool:
    """A False for a rectangle, too, and for the lesson's density."""
    return said(False)(case) and (says(case, FLAT), says(case, lesson())) == (False, False)


def refused_curves(case: IntegralCase) -> bool:
    """A False for a density that holds x, such as the lesson's, but not for a rectangle."""
    return said(False)(case) and (says(case, FLAT), says(case, lesson())) == (True, False)


def said_true_near_one(case: IntegralCase) -> Recognised:
    """A True for an area that only a rounded comparison takes for 1."""
    area = case.integrand.area
    is_near = area.is_number and abs(area - 1) < sp.Rational(1, 100)
    is_near = is_near and True not in {says(case, HALF), says(case, DOUBLE)}
    return {"area": area} if is_near and said(True, despite="area")(case) else None


def missed_a_dip(case: IntegralCase) -> Recognised:
    """A True for an f of area 1 that is negative, though not at the ends of its range."""
    if not said(True, despite="sign")(case):
        return None
    ends = (case.at(case.height(bound)) for bound in (case.lower, case.upper))
    if any(height is None or height < 0 for height in ends):
        return None
    witness = case.integrand.witness
    return {"point": witness, "value": short(case.at(case.height(witness)) or 0)}


def is_area(case: IntegralCase) -> bool:
    """A number other than 0 and 1, or an exact one, that is the area."""
    is_number = case.finding.kind == "number_for_truth" and type(case.value) is not int
    return is_number and anti.is_area(case)


DENSITY = (
    BOXED,
    TRAILING_COMMA,
    FUNCTION_RETURNED,
    *catalogue_of(
        """
        returned_none: Your function returned None. Either it ends without a return, or SymPy could not tell: is_positive, is_empty and their like give None then.
        area_returned: You returned the area. The question is yes or no: what must hold for the area, and what else?
        zero_or_one: You returned 0 or 1. Return a truth value: True or False.
        number_for_truth: You returned a number. The question is yes or no: return True or False.
        text: You returned text. True and False are written without quotes.
        undecided_relation: You returned an inequality or equation that SymPy has not decided. For which x on the range must it hold? Solve for those.
        two_answers: You returned several things. There are two conditions, but one answer: how do you join them?
        array: You returned an array. One True or False is asked for, for the whole range.
        dip_missed: The area is 1, but at x = {point} f is {value}.
            | The area is 1, but somewhere between its ends f is below 0. | Does your code ask about every x at once, or about a few points?
        sign_forgotten: You said True, and the area is 1. But look at the sign of f on the whole range: can a probability be negative?
        area_rounded: You said True, but the area is {area}, and only 1 will do.
            | You said True, but the area only comes close to 1. | Which line of yours rounds it, or lets it differ a little?
        area_forgotten: You said True, but the area under this f is not 1. Which of the two conditions does your code test, and with which bounds?
        said_true: You said True, but this f is no density. Two conditions must hold: which one do you test, and over which range?
        below_outside: You said False, but this f is a density: it is below 0 only outside its range. For which x does your code ask?
        touching_refused: You said False, but this f is a density: it is 0 at x = {point}, never below.
            | You said False, but this f is a density: it is 0 somewhere, never below. | Which line of yours refuses a 0?
        height_above_one: You said False, but a density may be higher than 1; only its area must be 1. Which line of yours limits the height?
        refused_on_other_range: You said False, but between its bounds this f is a density. Do both of your tests use the lower and upper that come in?
        refused_all: You said False, as you do even for f = 1/4 from 0 to 4, a rectangle of area 1. Print your two conditions for it: which one says no?
        refused_curves: You said False, but True for a flat f, 1/4 from 0 to 4. What changes for your code once f holds x? Print both conditions.
        refused: You said False, but this f is a density. Print your two conditions one by one: which one says no?
        wrong_answer: That is neither True nor False. Print its type: where does it come from?
        """,
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
        said_true=said(True),
        below_outside=refused_outside,
        touching_refused=refused_touching,
        height_above_one=refused_high_density,
        refused_on_other_range=refused_on_other_range,
        refused_all=refused_all,
        refused_curves=refused_curves,
        refused=said(False),
        wrong_answer=anything,
    ),
)
