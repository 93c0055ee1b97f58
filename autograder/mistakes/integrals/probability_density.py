"""The mistakes of task 1.3, density or not, in the order of diagnosis."""

from __future__ import annotations

from autograder.judges.integrals.density import said_by
from autograder.mistakes.catalogue import Mistake
from autograder.mistakes.integrals.case import IntegralCase, at, near, points
from autograder.mistakes.integrals.recognise import Recogniser, kind
from autograder.mistakes.integrals.returned_kind import BOXED, TRAILING_COMMA, function_returned


def said(truth: bool, *, despite: str = "") -> Recogniser:
    """Recognises an answer that says so; despite: what keeps f from being a density."""

    def recognise(case: IntegralCase) -> bool:
        is_said = case.finding.kind == "differs" and said_by(case.value) is truth
        return is_said and despite in {"", case.integrand.reason}

    return recognise


def refused_other_range(case: IntegralCase) -> bool:
    """A False for a density on another range than the lesson's."""
    return not case.is_half_line and bool(said(False)(case))


def refused_high_density(case: IntegralCase) -> bool:
    """A False for a density on the lesson's range that rises above 1."""
    if not said(False)(case) or refused_other_range(case):
        return False
    at_points = (at(case.f, case, point) for point in points(case))
    heights = [at(case.height(case.lower), case), *at_points]
    return any(height is not None and height > 1 for height in heights)


def is_zero_or_one(case: IntegralCase) -> bool:
    return case.finding.kind == "number_for_truth" and case.answer in (0, 1)


def is_area(case: IntegralCase) -> bool:
    """A number other than 0 and 1, or an exact one, that is the area."""
    if case.finding.kind != "number_for_truth" or type(case.value) is int:
        return False
    given, wanted = at(case.answer, case), at(case.integrand.area, case)
    return given is not None and near(given, wanted, 1e-9)


DENSITY = (
    Mistake(
        "returned_none",
        "Your function returned None. Does every way through it end in a `return`?",
        kind("none"),
    ),
    Mistake(
        "area_returned",
        "You returned the area. The question is yes or no: what must hold for the area, "
        "and what else?",
        is_area,
    ),
    Mistake(
        "zero_or_one", "You returned 0 or 1. Return a truth value: True or False.", is_zero_or_one
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
        "sign_forgotten",
        "You said True, and the area is indeed 1. But look at the sign of f on the whole range: "
        "can a probability be negative?",
        said(True, despite="sign"),
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
        "height_above_one",
        "You said False. This density is higher than 1 somewhere, and that is allowed: "
        "what must be 1 is not the height.",
        refused_high_density,
    ),
    Mistake(
        "refused_on_other_range",
        "You said False. On its own range this f is a density. "
        "Do both of your tests use the lower and upper that came in?",
        refused_other_range,
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
