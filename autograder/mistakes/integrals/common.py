"""What catalogues of exercise 1 share; twins of an area and a probability differ in nouns alone."""

from __future__ import annotations

from typing import NamedTuple

from autograder.mistakes.catalogue import Mistake
from autograder.mistakes.integrals import wrong_areas as area
from autograder.mistakes.integrals.recognise import (
    both_signs,
    either,
    function_is,
    has_symbol_named,
    held_constant,
    kind,
    number_is,
)

INFINITY_NAMES = ("oo", "inf", "infinity", "Infinity", "INF", "infty")

TREATED_AS_CONSTANT = (
    "The integrand was held constant: almost always two different Symbols that both print as x. "
    "Use the x that your function receives."
)
GAUSSIAN = "You integrated the bell curve exp(-x**2). Compare the exponents."

BOUNDS_NOT_USED = (
    "That is an antiderivative: a function of x. An area is a number. "
    "What do lower and upper do to it?"
)

SYMBOL_E = Mistake(
    "symbol_e",
    "Your {name} is a symbol you made; SymPy does not know it is 2.718... Use sp.E or sp.exp.",
    has_symbol_named("e", "E"),
    words=("name",),
)
SYMBOLS_LEFT = (
    Mistake(
        "symbol_infinity",
        "You made a symbol with the name of infinity: {name}. Use sp.oo.",
        has_symbol_named(*INFINITY_NAMES),
        words=("name",),
    ),
    SYMBOL_E,
    Mistake(
        "symbol_cancels",
        "The value is right, but {names} still stands in it although it cancels.",
        lambda case: case.finding.evidence.get("cancels") and kind("symbols")(case),
        without="The value is right, but a symbol still stands in it although it cancels.",
        then="Which function of SymPy tidies an expression?",
    ),
    Mistake("bounds_not_used", BOUNDS_NOT_USED, function_is(lambda case: case.F)),
    Mistake(
        "integrand_returned",
        "That is the integrand, or an antiderivative with a lost sign. "
        "Integrate between the bounds.",
        function_is(*both_signs(lambda case: case.f)),
    ),
    Mistake(
        "upper_bound_x",
        "That is the area up to x, still a function. Go on to the upper bound that was asked for.",
        area.is_area_up_to_x,
    ),
    Mistake(
        "lower_bound_x",
        "That is the area from x on, still a function. Which lower bound was asked for?",
        function_is(lambda case: case.F_at(case.upper) - case.F),
    ),
    Mistake("bounds_not_used", BOUNDS_NOT_USED, area.is_antiderivative),
    Mistake(
        "treated_as_constant",
        TREATED_AS_CONSTANT,
        either(
            function_is(lambda case: case.x * case.f),
            area.is_width_times_f,
            held_constant,
            area.is_multiple_of_f,
            area.is_infinite_in_x,
        ),
    ),
    Mistake(
        "constant_in_definite",
        "No + C here: it cancels in (F(b)+C) - (F(a)+C).",
        area.constant_left_over,
    ),
    Mistake(
        "symbols_left",
        "{names} still stands in your answer. A result between bounds depends on the bounds alone "
        "(and on parameters of f): where did it survive?",
        kind("symbols"),
        without="A symbol still stands in your answer. A result between bounds depends on the "
        "bounds alone (and on parameters of f): where did it survive?",
    ),
)

NOT_FINITE = Mistake(
    "nonfinite",
    "Infinity was put in like a number, and the result is undefined. "
    "Give the bounds to sp.integrate, or take a limit.",
    kind("not_finite"),
)

DECIMAL = Mistake(
    "decimal",
    "The right value, but as a decimal number. The exact value was asked for: "
    "at which step did SymPy's numbers become decimals?",
    kind("float"),
)

ENDS_ADDED = Mistake(
    "ends_added",
    "You added F at the two ends. How does an area come from F: as a sum or as a difference?",
    number_is(*both_signs(lambda case: case.F_at(case.upper) + case.F_at(case.lower))),
)


class Nouns(NamedTuple):
    """What a task calls its curve, its result and its range."""

    curve: str
    result: str
    bounds: str


def rectangle(nouns: Nouns) -> Mistake:
    return Mistake(
        "rectangle",
        "That is a rectangle or a trapezium: width times height. "
        f"Is {nouns.curve} as straight as that between {nouns.bounds}?",
        number_is(
            lambda case: case.width * case.height(case.lower),
            lambda case: case.width * case.height(case.upper),
            lambda case: case.width * area.f_at_middle(case),
            lambda case: case.width * (case.height(case.lower) + case.height(case.upper)) / 2,
        ),
    )


def squared_integrand(nouns: Nouns) -> Mistake:
    return Mistake(
        "squared_integrand",
        f"You integrated the square of {nouns.curve}. Print the integrand that you pass on.",
        number_is(lambda case: case.area_of(case.f**2)),
    )


def area_changed(nouns: Nouns) -> Mistake:
    return Mistake(
        "area_changed",
        f"You squared the {nouns.result}, or divided by it, after it was right. "
        "What is left to do once the area is there?",
        number_is(lambda case: case.expected**2, lambda case: 1 / case.expected),
    )


def off_by_factor(nouns: Nouns) -> Mistake:
    return Mistake(
        "off_by_factor",
        f"Your number is {{r}} times the {nouns.result}. Which factor was lost or gained?",
        area.simple_factor,
        without=f"Your number is a simple multiple or fraction of the {nouns.result}. "
        "Which factor was lost or gained?",
    )
