"""The mistakes of task 1.3, density or not, in the order of diagnosis."""

from __future__ import annotations

import sympy as sp

from autograder.judges.integrals.integrands import Integrand, R, polynomial
from autograder.judges.integrals.value import said_by
from autograder.mistakes.catalogue import Mistake, Recognised
from autograder.mistakes.integrals import wrong_antiderivatives as anti
from autograder.mistakes.integrals.case import IntegralCase, short
from autograder.mistakes.integrals.recognise import Recogniser, kind
from autograder.mistakes.integrals.returned_kind import BOXED, TRAILING_COMMA, function_returned

# Densities to ask about, once a function has refused one. The first two are no higher than 1.
BELOW_OUTSIDE = polynomial((R(1, 4), R(1, 4)), 0, 2)
BELOW_NOWHERE = polynomial((R(3, 8), 0, R(3, 32)), 0, 2)
HIGH = polynomial((R(5, 2), -2), 0, R(1, 2))


def said(truth: bool, *, despite: str = "") -> Recogniser:
    """Recognises an answer that says so; despite: what keeps f from being a density."""

    def recognise(case: IntegralCase) -> bool:
        is_said = case.finding.kind == "differs" and said_by(case.value) is truth
        return is_said and despite in {"", case.integrand.reason}

    return recognise


def says(case: IntegralCase, q: Integrand) -> bool | None:
    """What the learner's function says of another f; None where it cannot be asked."""
    return None if case.again is None else said_by(case.again(q.f, q.x, q.lower, q.upper))


def refused_outside(case: IntegralCase) -> bool:
    """A False for an f that is below 0, but only outside its range."""
    far = (case.lower - 4, case.upper + 4) if said(False)(case) else ()
    is_below = any(one.is_finite and case.f.subs(case.x, one) < 0 for one in far)
    return is_below and says(case, BELOW_OUTSIDE) is False and says(case, BELOW_NOWHERE) is True


def refused_high_density(case: IntegralCase) -> bool:
    """A False for a density that rises above 1."""
    if case.again and not (says(case, HIGH) is False and says(case, BELOW_OUTSIDE) is True):
        return False
    at_points = (case.at(case.f, point) for point in case.points())
    heights = [case.at(case.height(case.lower)), *at_points] if said(False)(case) else []
    return any(height is not None and height > 1 for height in heights)


def refused_touching(case: IntegralCase) -> Recognised:
    """A False for a density that touches 0 inside its range, as a square does."""
    if not (said(False)(case) and case.f.is_polynomial(case.x)):
        return None
    double = [root for root, times in sp.roots(case.f, case.x).items() if times == 2]
    return {"point": double[0]} if double else None


def said_true_near_one(case: IntegralCase) -> Recognised:
    """A True for an area that only a rounded comparison takes for 1."""
    area = case.integrand.area
    is_near = area.is_number and abs(area - 1) < sp.Rational(1, 100)
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
    Mistake(
        "returned_none",
        "Your function returned None. Either a path through it ends without a return, or SymPy "
        "could not tell: its is_nonnegative and is_positive say None then.",
        kind("none"),
    ),
    Mistake(
        "area_returned",
        "You returned the area. The question is yes or no: what must hold for the area, "
        "and what else?",
        is_area,
    ),
    Mistake(
        "zero_or_one",
        "You returned 0 or 1. Return a truth value: True or False.",
        lambda case: case.finding.kind == "number_for_truth" and case.answer in (0, 1),
    ),
    Mistake(
        "number_for_truth",
        "You returned a number. The question is yes or no: return True or False.",
        kind("number_for_truth"),
    ),
    Mistake("text", "You returned text. True and False are written without quotes.", kind("text")),
    Mistake(
        "undecided_relation",
        "You returned an inequality or equation that SymPy has not decided. "
        "For which x on the range must it hold? Solve for those.",
        kind("undecided_relation", "relation"),
    ),
    BOXED,
    TRAILING_COMMA,
    Mistake(
        "two_answers",
        "You returned several things. There are two conditions, but one answer: "
        "how do you join them?",
        kind("pair", "container"),
    ),
    Mistake(
        "array",
        "You returned an array. One True or False is wanted for the whole range.",
        kind("array", "array_of_one"),
    ),
    function_returned("function", "uncalled"),
    Mistake(
        "dip_missed",
        "The area is 1, but at x = {point} f is {value}.",
        missed_a_dip,
        without="The area is 1, but somewhere between its ends f is below 0.",
        then="Does your code ask about every x at once, or about a few points?",
    ),
    Mistake(
        "sign_forgotten",
        "You said True, and the area is indeed 1. But look at the sign of f on the whole range: "
        "can a probability be negative?",
        said(True, despite="sign"),
    ),
    Mistake(
        "area_rounded",
        "You said True, but the area is {area}, and only 1 will do.",
        said_true_near_one,
        without="You said True, but the area only comes close to 1.",
        then="Which line of yours rounds it, or lets it differ a little?",
    ),
    Mistake(
        "area_forgotten",
        "You said True, but the area under this f is not 1. "
        "Which of the two conditions does your code test, and with which bounds?",
        said(True, despite="area"),
    ),
    Mistake(
        "said_true",
        "You said True, but this f is no density. Two conditions must hold: "
        "which one do you test, and over which range?",
        said(True),
    ),
    Mistake(
        "below_outside",
        "You said False, but this f is a density: it is below 0 only outside its range. "
        "For which x does your code ask?",
        refused_outside,
    ),
    Mistake(
        "touching_refused",
        "You said False, but this f is a density: it only touches 0, at x = {point}.",
        refused_touching,
        without="You said False, but this f is a density: it only touches 0.",
        then="Print your two conditions one by one: which one says no?",
    ),
    Mistake(
        "height_above_one",
        "You said False. This density is higher than 1 somewhere, and that is allowed: only its "
        "area must be 1. Which line of yours limits the height?",
        refused_high_density,
    ),
    Mistake(
        "refused_on_other_range",
        "You said False. Between its own bounds this f is a density. "
        "Do both of your tests use the lower and upper that came in?",
        lambda case: said(False)(case) and (case.lower, case.upper) != (0, sp.oo),
    ),
    Mistake(
        "refused",
        "You said False, but this f is a density. Compute both conditions one by one and print "
        "them: which one says no?",
        said(False),
    ),
    Mistake(
        "wrong_answer", "That is neither True nor False. Print its type: where did it come from?"
    ),
)
