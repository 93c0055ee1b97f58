"""The mistakes of exercise 1, integrals: one catalogue per task, each in the order of diagnosis."""

from __future__ import annotations

import sympy as sp

from autograder.mistakes.catalogue import Mistake
from autograder.mistakes.integrals import wrong_antiderivatives as anti
from autograder.mistakes.integrals import wrong_areas as area
from autograder.mistakes.integrals import wrong_probabilities as chance
from autograder.mistakes.integrals.recognise import crashed, kind, triage
from autograder.mistakes.integrals.wrong_antiderivatives import (
    answer_is,
    either,
    of_exponent,
    slope_is,
)
from autograder.mistakes.integrals.wrong_areas import function_is, number_is

E_NAMES = ("e", "E")
INFINITY_NAMES = ("oo", "inf", "infinity", "Infinity", "INF", "infty")

NOTES = {
    "lambda": "You returned a Lambda; its expression was taken. A plain expression is enough.",
    "floats": "Right. Your answer holds decimals; exact numbers are better: sp.Rational, sp.E.",
    "imaginary": "Right for real x. Your answer holds the imaginary unit, which is not needed here.",
    "assumptions": "Right. Your answer uses a Symbol of your own that prints like x but has other "
    "assumptions; use the x that your function receives.",
    "constant": "Right. Your constant of integration has an unusual form; + C is enough.",
}

UNFINISHED = (
    Mistake(
        "unevaluated",
        "You built the integral without computing it. .doit() or sp.integrate computes it "
        "(and you are there).",
        lambda case: case.finding.kind == "unevaluated" and case.finding.evidence.get("done"),
    ),
    Mistake(
        "unevaluated",
        "Your answer still holds an integral, limit or derivative that nobody has computed. "
        ".doit() computes it. Is it the one that was asked for?",
        kind("unevaluated"),
    ),
    Mistake(
        "series",
        "That is the start of a series, with an O(..) for the rest. Give the closed form.",
        kind("series"),
    ),
)

TREATED_AS_CONSTANT = (
    "The integrand was held constant: almost always two different Symbols that both print as x. "
    "Use the x that your function receives."
)
GAUSSIAN = "You integrated the bell curve exp(-x**2). Compare the exponents."

INDEFINITE = (
    *triage("expression"),
    *UNFINISHED,
    Mistake(
        "wrong_variable",
        "Right shape, wrong variable: you used {variable}, the function receives {wanted}.",
        kind("wrong_variable", "wrong_case"),
        without="Right shape, wrong variable: you used another one than the function receives.",
    ),
    Mistake(
        "area_instead_of_function",
        "You have put the bounds in already. This task asks for the function of x before that.",
        anti.is_area,
    ),
    Mistake(
        "not_finite",
        "Infinity or nan stands in your answer. No bounds are asked for in this task: "
        "where did it come in?",
        kind("not_finite"),
    ),
    Mistake(
        "number_instead_of_function",
        "You evaluated at a point, so x is gone. Return the function of x.",
        anti.is_number,
    ),
    Mistake(
        "constant_answer",
        "Your answer does not depend on x; the derivative of a constant is 0. What gives f back?",
        kind("constant_answer"),
    ),
    Mistake(
        "jump",
        "Right on each piece, but it jumps between {a} and {b}: there F(b) - F(a) is not the area. "
        "What makes the pieces meet?",
        kind("jump"),
        without="Right on each piece, but it jumps between them: there F(b) - F(a) is not the "
        "area. What makes the pieces meet?",
    ),
    Mistake(
        "symbol_e",
        "Your {name} is a symbol you made; SymPy does not know it is 2.718... Use sp.E or sp.exp.",
        anti.has_symbol_named(*E_NAMES),
        words=("name",),
    ),
    Mistake(
        "approximate",
        "Close, but with rounded decimals. Keep it exact: sp.exp, sp.E, sp.Rational.",
        anti.is_approximate,
    ),
    Mistake(
        "integrand_returned",
        "That is the integrand again. Differentiate it: do you get the integrand back, "
        "sign and factor included? If not, which constant factor repairs that?",
        answer_is(lambda case: case.f),
    ),
    Mistake(
        "typed_in",
        "That fits the lesson's integrand only. Your function receives other integrands as well: "
        "work with the f that comes in.",
        anti.is_typed_in,
    ),
    Mistake(
        "negated_integrand",
        "That is the integrand with a minus in front. For one special integrand this happens to "
        "fit. What does differentiating it give here?",
        answer_is(lambda case: -case.f),
    ),
    Mistake(
        "differentiated",
        "You differentiated. Integrating goes the other way: which function has f as its slope?",
        answer_is(lambda case: sp.diff(case.f, case.x)),
    ),
    Mistake(
        "exponent_sign_dropped",
        "You integrated an exponential that grows: the minus in the exponent is gone. "
        "Print the integrand that you pass on.",
        either(slope_is(anti.sign_flipped, anti.exp_x), answer_is(anti.sign_flipped)),
    ),
    Mistake(
        "minus_outside_power",
        "The minus is in front of the power, not in the exponent: Python reads -E**x as -(E**x).",
        either(
            slope_is(lambda case: -anti.exp_x(case)),
            answer_is(lambda case: anti.with_exponential(case, lambda u: -sp.exp(-u))),
        ),
    ),
    Mistake(
        "power_not_divided",
        "You raised the power by one. What must stand below, so that differentiating brings "
        "back the old factor?",
        answer_is(lambda case: anti.power_rule(case, lambda c, n: c * case.x ** (n + 1))),
    ),
    Mistake(
        "treated_as_constant",
        TREATED_AS_CONSTANT,
        either(answer_is(lambda case: case.x * case.f), anti.held_constant),
    ),
    Mistake(
        "multiplied_by_exponent",
        "You multiplied by the exponent. The chain rule works with the derivative of the exponent: "
        "what is it?",
        answer_is(
            lambda case: of_exponent(case, lambda u: u * case.f),
            lambda case: of_exponent(case, lambda u: -u * case.f),
        ),
    ),
    Mistake(
        "divided_by_exponent",
        "You divided by the exponent itself. Substitute u for the exponent: "
        "what do you really divide by?",
        answer_is(
            lambda case: of_exponent(case, lambda u: case.f / u),
            lambda case: of_exponent(case, lambda u: -case.f / u),
        ),
    ),
    Mistake(
        "power_rule_up",
        "Raising by one and dividing is the rule for x**n. Here the variable is in the exponent.",
        answer_is(
            lambda case: anti.with_exponential(case, lambda u: sp.exp(u + 1) / (u + 1)),
            lambda case: anti.with_exponential(case, lambda u: sp.exp(u + 1)),
        ),
    ),
    Mistake(
        "power_rule_down",
        "That is the power rule for derivatives. It does not apply when the variable is in the "
        "exponent. Which function has the slope exp(x)?",
        answer_is(
            lambda case: anti.with_exponential(case, lambda u: u * sp.exp(u - 1)),
            lambda case: anti.with_exponential(case, lambda u: sp.exp(u - 1)),
        ),
    ),
    Mistake(
        "integrated_exponent",
        "You integrated the exponent and kept exp around it. Integrate the function as a whole.",
        answer_is(
            lambda case: anti.with_exponential(case, lambda u: sp.exp(sp.integrate(u, case.x)))
        ),
    ),
    Mistake(
        "only_exponent",
        "You integrated the exponent alone; the exponential has disappeared.",
        slope_is(lambda case: of_exponent(case, lambda u: u)),
    ),
    Mistake(
        "log_of_integrand",
        "That is the logarithm of the integrand. Taking a logarithm is not integrating. "
        "Differentiate it: is that f?",
        slope_is(lambda case: sp.diff(case.f, case.x) / case.f),
    ),
    Mistake(
        "mean_integrand",
        "You integrated x*f(x), which belongs to the mean. Here f(x) alone is asked.",
        slope_is(lambda case: case.x * case.f),
    ),
    Mistake(
        "gaussian",
        GAUSSIAN,
        slope_is(
            lambda case: of_exponent(case, lambda _: sp.exp(-(case.x**2))),
            lambda case: anti.with_exponential(case, lambda u: sp.exp(-(u**2))),
        ),
    ),
    Mistake(
        "x_outside_exp",
        "The x slipped out of exp(..). Look where the parenthesis closes.",
        either(
            slope_is(lambda case: of_exponent(case, lambda _: sp.exp(-1))),
            answer_is(
                lambda case: of_exponent(case, lambda _: case.x * sp.exp(-1)),
                lambda case: anti.with_exponential(case, lambda u: case.x * sp.exp(u / case.x)),
                lambda case: anti.with_exponential(case, lambda u: -case.x * sp.exp(u / case.x)),
            ),
        ),
    ),
    Mistake(
        "integrated_twice",
        "You integrated more than once. Integrate once only: one derivative must lead back to f.",
        either(
            answer_is(lambda case: case.x**2 / 2 * case.f),
            anti.is_integrated_twice,
        ),
    ),
    Mistake(
        "log_rule",
        "That rule belongs to 1/x. Is your integrand the reciprocal of x?",
        either(
            slope_is(lambda case: 1 / case.x),
            answer_is(
                lambda case: of_exponent(case, lambda _: sp.log(case.x) * case.f),
            ),
        ),
    ),
    Mistake(
        "log_of_denominator",
        "One over something does not always give the logarithm of that something. "
        "Differentiate your answer: which extra factor does the chain rule bring?",
        anti.is_log_of_denominator,
    ),
    Mistake(
        "sign_lost",
        "The derivative of your answer is the integrand with the opposite sign. "
        "Where was a minus lost or gained?",
        slope_is(lambda case: -case.f),
    ),
    Mistake(
        "factors_apart",
        "You integrated each factor on its own. A product has no such rule: "
        "differentiate your answer with the product rule and compare.",
        answer_is(anti.factor_by_factor, anti.each_factor),
    ),
    Mistake(
        "chain_rule_only",
        "You divided by the derivative of the exponent and left the rest as it was. "
        "That works only if the rest is a number. What does the product rule give back?",
        answer_is(
            lambda case: anti.with_exponential(case, lambda u: sp.exp(u) / sp.diff(u, case.x))
        ),
    ),
    Mistake(
        "power_not_raised",
        "You divided, but the power stayed as it was or went down. Differentiating lowers a power "
        "by one; what must integrating do?",
        answer_is(
            lambda case: anti.power_rule(case, lambda c, n: c * case.x**n / (n + 1)),
            lambda case: anti.power_rule(case, lambda c, n: c * case.x**n / n if n else 0),
        ),
    ),
    Mistake(
        "divided_by_old_power",
        "You divided by the old power. Differentiate x**n: which number comes down?",
        answer_is(
            lambda case: anti.power_rule(case, lambda c, n: c * case.x ** (n + 1) / (n or 1))
        ),
    ),
    Mistake(
        "power_rule_whole",
        "You used the power rule on the whole function. It holds for powers of x, "
        "not for powers of a function: check with the chain rule.",
        answer_is(lambda case: case.f**2 / 2, lambda case: case.f**2),
    ),
    Mistake(
        "letter_integrated",
        "You integrated over {letter}, a parameter. The variable is {x}; a parameter is held "
        "constant.",
        anti.integrated_over_letter,
        without="You integrated over a parameter. The variable is the one that your function "
        "receives; a parameter is held constant.",
    ),
    Mistake(
        "terms_lost",
        "Differentiate your answer: one term of the integrand is there, the rest is lost. "
        "Every term of the sum has its own integral.",
        anti.some_terms,
    ),
    Mistake(
        "term_sign",
        "Nearly: differentiate term by term, and one term comes back with the opposite sign. "
        "Which?",
        anti.flipped_terms,
    ),
    Mistake(
        "off_by_factor",
        "Right family, wrong factor: the derivative of your answer is {r} times the integrand.",
        anti.constant_factor,
        without="Right family, wrong factor: the derivative of your answer is a multiple of the "
        "integrand. Which factor was lost or gained?",
    ),
    Mistake(
        "constant_multiplied",
        "The constant of integration is added, not multiplied. "
        "Does a factor disappear when you differentiate?",
        anti.is_constant_multiplied,
    ),
    Mistake(
        "stray_term",
        "The derivative of your answer is the integrand plus {c}: there is a multiple of x too "
        "much. A constant of integration holds no x.",
        anti.stray_term,
        without="The derivative of your answer is the integrand plus a number: there is a "
        "multiple of x too much. A constant of integration holds no x.",
    ),
    Mistake(
        "variable_scaled",
        "You integrated f of something other than x (2x, -x, x**2 ...). "
        "Print the integrand that you pass on.",
        anti.scaled_variable,
    ),
    Mistake(
        "polynomial_answer",
        "Your answer is a polynomial, as the start of a series is; the integrand is none. "
        "Which function does not end after a few powers?",
        anti.is_polynomial_for_another,
    ),
    Mistake(
        "disagrees",
        "At x = {point} the slope of your answer is {derivative}, but the integrand is "
        "{integrand}. Differentiate your answer by hand: where do the two part?",
        kind("disagrees"),
        without="The slope of your answer is not the integrand. Differentiate your answer by "
        "hand: where do the two part?",
    ),
    Mistake(
        "wrong_answer",
        "Differentiating your answer does not lead back to the integrand. "
        "Try it with the simplest f you know: where do the two part?",
        lambda _: True,
    ),
)

BOUNDS_NOT_USED = (
    "That is an antiderivative: a function of x. An area is a number. "
    "What do lower and upper do to it?"
)

SYMBOLS_LEFT = (
    Mistake(
        "symbol_infinity",
        "You made a symbol with the name of infinity: {name}. Use sp.oo.",
        anti.has_symbol_named(*INFINITY_NAMES),
        words=("name",),
    ),
    Mistake(
        "symbol_e",
        "Your {name} is a symbol you made; SymPy does not know it is 2.718... Use sp.E or sp.exp.",
        anti.has_symbol_named(*E_NAMES),
        words=("name",),
    ),
    Mistake(
        "symbol_cancels",
        "The value is right, but {names} still stands in it although it cancels. "
        "Which function of SymPy tidies an expression?",
        lambda case: case.finding.evidence.get("cancels") and kind("symbols")(case),
        without="The value is right, but a symbol still stands in it although it cancels. Which "
        "function of SymPy tidies an expression?",
    ),
    Mistake(
        "bounds_not_used",
        BOUNDS_NOT_USED,
        function_is(lambda case: case.F),
    ),
    Mistake(
        "integrand_returned",
        "That is the integrand, or an antiderivative with a lost sign. "
        "Integrate between the bounds.",
        function_is(area.f_itself, area.f_negated),
    ),
    Mistake(
        "upper_bound_x",
        "That is the area up to x, still a function. Go on to the upper bound that was asked for.",
        area.is_area_up_to_x,
    ),
    Mistake(
        "lower_bound_x",
        "That is the area from x on, still a function. Which lower bound was asked for?",
        function_is(area.from_x_on),
    ),
    Mistake(
        "bounds_not_used",
        "That is an antiderivative: a function of x. An area is a number. "
        "What do lower and upper do to it?",
        area.is_antiderivative,
    ),
    Mistake(
        "treated_as_constant",
        TREATED_AS_CONSTANT,
        either(
            function_is(area.x_times_f, area.width_as_factor),
            anti.held_constant,
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

NOT_FINITE = (
    Mistake(
        "nonfinite",
        "Infinity was put in like a number, and the result is undefined. "
        "Give the bounds to sp.integrate, or take a limit.",
        kind("not_finite"),
    ),
)

DEFINITE = (
    *triage("number"),
    *UNFINISHED,
    *SYMBOLS_LEFT,
    Mistake(
        "decimal",
        "The right value, but as a decimal number. The exact value was asked for: "
        "at which step did SymPy's numbers become decimals?",
        kind("float"),
    ),
    Mistake(
        "diverges",
        "The area came out infinite: the exponent lost its minus, or a bound is not the one "
        "that was asked for.",
        kind("infinite"),
    ),
    *NOT_FINITE,
    Mistake(
        "negative_area",
        "The right size with the wrong sign. Check the order F(upper) - F(lower), "
        "and the sign of F.",
        number_is(lambda case: -case.expected),
    ),
    Mistake(
        "typed_in",
        "That is the area of the lesson's example. Your function receives other integrands and "
        "bounds as well: work with what comes in.",
        area.typed_in(lambda _: sp.Integer(1), area.lesson_formula),
    ),
    Mistake(
        "upper_bound_ignored",
        "The lower bound is right, but the area goes on to infinity. "
        "Which upper bound does the call give?",
        number_is(area.to_infinity),
    ),
    Mistake(
        "lower_bound_zero",
        "The upper bound is right, but your area begins at 0. "
        "Which lower bound does the call give?",
        number_is(area.from_zero, lambda case: -area.from_zero(case)),
    ),
    Mistake(
        "rectangle",
        "That is a rectangle or a trapezium: width times height. Is f as straight as that "
        "between the bounds?",
        number_is(
            area.height_times_width,
            area.upper_height_times_width,
            area.middle_height_times_width,
            area.trapezium,
        ),
    ),
    Mistake(
        "only_upper_bound",
        "That is F at the upper bound alone. What about F at the lower bound?",
        number_is(area.F_at_upper),
    ),
    Mistake(
        "finite_upper_bound",
        "That is the area up to {b}. Infinity is not a large number: SymPy has sp.oo.",
        area.finite_upper_bound,
        without="That is the area up to a large number. Infinity is not a large number: SymPy has "
        "sp.oo.",
    ),
    Mistake(
        "only_lower_bound",
        "That is F at the lower bound alone, perhaps with a minus. "
        "What about F at the upper bound?",
        number_is(area.F_at_lower, lambda case: -area.F_at_lower(case)),
    ),
    Mistake(
        "absolute_integrand",
        "You counted every part as positive. Parts below the axis count as negative here.",
        number_is(area.absolute_integrand),
    ),
    Mistake(
        "ends_added",
        "You added F at the two ends. How does an area come from F: as a sum or as a difference?",
        number_is(area.sum_of_ends, lambda case: -area.sum_of_ends(case)),
    ),
    Mistake(
        "upper_bound_one",
        "That is the area from the lower bound to 1. Which upper bound does the call give?",
        number_is(area.to_one),
    ),
    Mistake(
        "bounds_of_lesson",
        "That is the area from 0 to infinity. Your function receives its bounds: "
        "which ones came in here?",
        number_is(area.half_line_area),
    ),
    Mistake(
        "lower_bound_ignored",
        "The upper bound is right, but the area begins too early: "
        "which lower bound does the call give?",
        number_is(area.from_minus_infinity),
    ),
    Mistake(
        "exp_plus_to_one",
        "That is the area under exp(+x) from 0 to 1: look at the sign of the exponent and at the "
        "upper bound.",
        number_is(area.flipped_to_one, lambda _: sp.E - 1),
    ),
    Mistake(
        "exponent_sign_dropped",
        "You integrated an exponential that grows: the minus in the exponent is gone. "
        "Print the integrand that you pass on.",
        number_is(area.sign_flipped_area),
    ),
    Mistake(
        "average_height",
        "You divided by the width: that is the average height of f. "
        "The area does not need the division.",
        number_is(area.mean_height),
    ),
    Mistake(
        "both_sides",
        "That is twice the area, as under exp(-|x|) on the whole line. Where does this range begin?",
        number_is(area.both_sides),
    ),
    Mistake(
        "rate_two",
        "That is half the area, as under exp(-2x). Check the rate, and every factor of F.",
        number_is(area.half),
    ),
    Mistake("gaussian", GAUSSIAN, number_is(area.bell, area.whole_bell)),
    Mistake(
        "height_not_area",
        "That is a height: f at one point. An area needs two bounds.",
        number_is(area.f_at_lower, area.f_at_upper, area.f_at_one, area.f_at_zero),
    ),
    Mistake(
        "heights_subtracted",
        "You subtracted two heights of f. The area is the difference of another function: "
        "which one?",
        number_is(area.f_difference, lambda case: -area.f_difference(case)),
    ),
    Mistake(
        "mean_integrand",
        "You integrated x*f(x), which belongs to the mean. Here f(x) alone is asked.",
        number_is(area.first_moment),
    ),
    Mistake(
        "squared_integrand",
        "You integrated the square of f. Print the integrand that you pass on.",
        number_is(area.squared_integrand),
    ),
    Mistake(
        "area_changed",
        "You squared the area, or divided by it, after it was right. "
        "What is left to do once the area is there?",
        number_is(area.squared_area, area.reciprocal_area),
    ),
    Mistake(
        "numeric_sum",
        "Close, so probably a sum or a quadrature with a cut-off. SymPy gives the area exactly.",
        either(kind("rounded"), area.is_close),
    ),
    Mistake(
        "off_by_factor",
        "Your number is {r} times the area. Which factor was lost or gained?",
        area.simple_factor,
        without="Your number is a simple multiple or fraction of the area. Which factor was lost "
        "or gained?",
    ),
    Mistake(
        "too_small",
        "Your number {value} is smaller than the area. Sketch f between the two bounds: "
        "which part of the area is missing?",
        area.is_too_small,
        without="Your number is smaller than the area. Sketch f between the two bounds: "
        "which part of the area is missing?",
    ),
    Mistake(
        "too_large",
        "Your number {value} is larger than the area. Sketch f between the two bounds: "
        "what was counted too much?",
        area.is_too_large,
        without="Your number is larger than the area. Sketch f between the two bounds: "
        "what was counted too much?",
    ),
    Mistake(
        "wrong_answer",
        "That is not the area between the bounds. Try it with a rectangle, a constant f: "
        "which number do you expect, and which one comes out?",
        lambda _: True,
    ),
)

PROBABILITY = (
    *triage("number"),
    *UNFINISHED,
    *SYMBOLS_LEFT,
    Mistake(
        "decimal",
        "The right value, but as a decimal number. The exact value was asked for: "
        "at which step did SymPy's numbers become decimals?",
        kind("float"),
    ),
    Mistake(
        "diverges",
        "A probability came out infinite. Which bounds did you integrate between, and is the "
        "exponent's sign still there?",
        kind("infinite"),
    ),
    *NOT_FINITE,
    Mistake(
        "bounds_exchanged",
        "The right size, but negative: a and b have changed places, "
        "or F was subtracted the wrong way round.",
        number_is(lambda case: -case.expected),
    ),
    Mistake(
        "typed_in",
        "That fits the lesson's density only. Your function receives other densities as well: "
        "work with the one that comes in.",
        area.typed_in(area.lesson_formula),
    ),
    Mistake(
        "whole_support",
        "1 is the probability of the whole range. Only the part from a to b is asked for.",
        number_is(lambda _: sp.Integer(1)),
    ),
    Mistake(
        "lower_bound_ignored",
        "That is the probability of everything up to b. Where does the range begin?",
        number_is(chance.up_to_b),
    ),
    Mistake(
        "upper_bound_ignored",
        "That is the probability of everything from a on. Where does the range end?",
        number_is(chance.from_a_on),
    ),
    Mistake(
        "complement",
        "That is the probability of being outside the range. Inside is asked for.",
        number_is(chance.complement),
    ),
    Mistake(
        "tail_only",
        "That is the probability of one side outside the range: below a, or above b. "
        "Sketch the density and shade what is asked for.",
        number_is(chance.up_to_a, chance.from_b_on),
    ),
    Mistake(
        "areas_added",
        "You added the areas up to a and up to b, so the part below a counts twice. "
        "How does the strip between them come out?",
        number_is(chance.sum_of_areas),
    ),
    Mistake(
        "only_upper_bound",
        "That is F at b alone. What about F at a?",
        number_is(area.F_at_upper, lambda case: -area.F_at_upper(case)),
    ),
    Mistake(
        "only_lower_bound",
        "That is F at a alone, perhaps with a minus. What about F at b?",
        number_is(area.F_at_lower, lambda case: -area.F_at_lower(case)),
    ),
    Mistake(
        "ends_added",
        "You added F at the two ends. How does an area come from F: as a sum or as a difference?",
        number_is(area.sum_of_ends, lambda case: -area.sum_of_ends(case)),
    ),
    Mistake(
        "height_not_area",
        "That is a height of the density at one point. A probability is an area: what is its width?",
        number_is(
            area.f_at_lower,
            area.f_at_upper,
            area.f_at_middle,
            area.f_at_one,
            area.f_at_zero,
        ),
    ),
    Mistake(
        "heights_subtracted",
        "You subtracted two heights of the density. A probability is an area under it.",
        number_is(area.f_difference, lambda case: -area.f_difference(case)),
    ),
    Mistake(
        "heights_added",
        "You added heights at whole numbers, as for a die. Between two of them lie more values: "
        "what replaces a sum there?",
        number_is(chance.sum_of_heights, chance.sum_of_heights_before_last),
    ),
    Mistake(
        "quotient",
        "You divided one height, or one area, by another. Which single area is asked for?",
        number_is(
            chance.height_quotient,
            chance.inverse_height_quotient,
            chance.area_quotient,
        ),
    ),
    Mistake(
        "conditional",
        "You divided by the probability of a part of the range: that is a conditional probability. "
        "Nothing is given here.",
        number_is(chance.given_from_a_on, chance.given_up_to_b),
    ),
    Mistake(
        "product",
        "You multiplied two probabilities. Up to b and from a on are not independent: "
        "sketch both and see what they share.",
        number_is(chance.product_of_sides, chance.product_of_areas),
    ),
    Mistake(
        "rectangle",
        "That is a rectangle or a trapezium: width times height. Is the density as straight as "
        "that between a and b?",
        number_is(
            area.height_times_width,
            area.upper_height_times_width,
            area.middle_height_times_width,
            area.trapezium,
        ),
    ),
    Mistake(
        "uniform",
        "You took the length of the range: every value equally likely. "
        "Where does the density come in?",
        number_is(area.width, chance.share_of_support),
    ),
    Mistake(
        "average_height",
        "You divided by the width: that is the average height of the density. "
        "The probability is the area itself.",
        number_is(area.mean_height),
    ),
    Mistake(
        "mean_integrand",
        "You integrated x times the density, which belongs to the mean. "
        "A probability needs the density alone.",
        number_is(area.first_moment),
    ),
    Mistake(
        "squared_integrand",
        "You integrated the square of the density. Print the integrand that you pass on.",
        number_is(area.squared_integrand),
    ),
    Mistake(
        "area_changed",
        "You squared the probability, or divided by it, after it was right. "
        "What is left to do once the area is there?",
        number_is(area.squared_area, area.reciprocal_area),
    ),
    Mistake(
        "numeric_sum",
        "Close, so probably a sum, a simulation or a rounded value. SymPy gives it exactly.",
        either(kind("rounded"), area.is_close),
    ),
    Mistake(
        "impossible",
        "{value} cannot be a probability: it lies outside 0 to 1. "
        "Which step of your calculation can leave that range?",
        chance.is_impossible,
        without="Your number cannot be a probability: it lies outside 0 to 1. Which step of your "
        "calculation can leave that range?",
    ),
    Mistake(
        "off_by_factor",
        "Your number is {r} times the probability. Which factor was lost or gained?",
        area.simple_factor,
        without="Your number is a simple multiple or fraction of the probability. Which factor "
        "was lost or gained?",
    ),
    Mistake(
        "too_small",
        "Your number {value} is too small. Sketch the density and shade the part from a to b: "
        "what is missing?",
        area.is_too_small,
        without="Your number is too small. Sketch the density and shade the part from a to b: "
        "what is missing?",
    ),
    Mistake(
        "too_large",
        "Your number {value} is too large. Sketch the density and shade the part from a to b: "
        "what was counted too much?",
        area.is_too_large,
        without="Your number is too large. Sketch the density and shade the part from a to b: "
        "what was counted too much?",
    ),
    Mistake(
        "wrong_answer",
        "That is not the probability of a value between a and b. "
        "Sketch the density and shade that part: which area is it?",
        lambda _: True,
    ),
)

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
        chance.is_area,
    ),
    Mistake(
        "zero_or_one",
        "You returned 0 or 1. Return a truth value: True or False.",
        chance.is_zero_or_one,
    ),
    Mistake(
        "number_for_truth",
        "You returned a number. The question is yes or no: return True or False.",
        kind("number_for_truth"),
    ),
    Mistake(
        "text",
        "You returned text. True and False are written without quotes.",
        kind("text"),
    ),
    Mistake(
        "undecided_relation",
        "You returned an inequality or equation that SymPy has not decided. "
        "For which x on the range must it hold? Solve for those.",
        kind("undecided_relation", "relation"),
    ),
    Mistake(
        "boxed",
        "Your answer lies in a {type} of one. Return what is inside: which brackets do that?",
        kind("boxed"),
        words=("type",),
    ),
    Mistake(
        "trailing_comma",
        "A comma at the end of the return line makes a tuple of one. Take it away.",
        kind("comma"),
    ),
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
    Mistake(
        "function_returned",
        "You returned a function. Return what it gives: call it.",
        kind("function", "uncalled"),
    ),
    Mistake(
        "sign_forgotten",
        "You said True, and the area is indeed 1. But look at the sign of f on the whole range: "
        "can a probability be negative?",
        chance.said_true_despite("sign"),
    ),
    Mistake(
        "area_forgotten",
        "You said True, but the area under this f is not 1. "
        "Which of the two conditions does your code test, and with which bounds?",
        chance.said_true_despite("area"),
    ),
    Mistake(
        "said_true",
        "You said True, but this f is no density. Two conditions must hold: "
        "which one do you test, and over which range?",
        chance.said(True),
    ),
    Mistake(
        "height_above_one",
        "You said False. This density is higher than 1 somewhere, and that is allowed: "
        "what must be 1 is not the height.",
        chance.refused_high_density,
    ),
    Mistake(
        "refused_on_other_range",
        "You said False. On its own range this f is a density. "
        "Do both of your tests use the lower and upper that came in?",
        chance.refused_other_range,
    ),
    Mistake(
        "refused",
        "You said False, but this f is a density. Compute both conditions one by one and print "
        "them: which one says no?",
        chance.said(False),
    ),
    Mistake(
        "wrong_answer",
        "That is neither True nor False. Print its type: where did it come from?",
        lambda _: True,
    ),
)

CRASHES = (
    Mistake(
        "math_exp",
        "Functions of math want a number; for a symbol use SymPy's own: sp.exp, sp.sqrt, sp.log.",
        crashed("TypeError", "Cannot convert expression to float", source=r"^(?!.*float\()"),
    ),
    Mistake(
        "float_of_expression",
        "float() wants a number, and there is still a symbol in the expression. "
        "Is float() needed at all?",
        crashed("TypeError", "Cannot convert expression to float"),
    ),
    Mistake(
        "numpy_exp",
        "np.{name} works on arrays of numbers; for a symbol use sp.{name}.",
        crashed(
            "TypeError",
            r"loop of ufunc does not support argument 0 of type \w+ "
            r"which has no callable (?P<name>\w+) method",
        ),
        without="Functions of NumPy work on arrays of numbers; for a symbol use SymPy's own: "
        "sp.exp, sp.sqrt, sp.log.",
    ),
    Mistake(
        "limits_form",
        "Variable, lower and upper bound go together into one tuple, in that order.",
        crashed("ValueError", "Invalid limits given"),
    ),
    Mistake(
        "caret",
        "In Python a power is **, not ^.",
        crashed("TypeError", r"unsupported operand type\(s\) for \^"),
    ),
    Mistake(
        "prefix_missing",
        "Python does not know the name {name}. Write it with the prefix: sp.E, sp.oo, sp.exp.",
        crashed(
            "NameError",
            r"name '(?P<name>e|E|oo|inf|infinity|exp|pi|log|sqrt|integrate|limit|Integral"
            r"|simplify|solveset|diff|Symbol|symbols|Interval|Rational|sin|cos)' is not defined",
        ),
        words=("name",),
    ),
    Mistake(
        "sympy_name",
        "sp.{name} does not exist: SymPy calls infinity sp.oo, and Euler's number sp.E.",
        crashed(
            "AttributeError",
            r"module 'sympy' has no attribute '(?P<name>inf|Inf|infinity|Infinity|infty|e)'",
        ),
        words=("name",),
    ),
    Mistake(
        "expression_called",
        "f is an expression, not a function: f.subs(x, value).",
        crashed(
            "TypeError", r"'(exp|Mul|Add|Pow|One|Integer|Rational|Half|\w+)' object is not callable"
        ),
    ),
    Mistake(
        "which_variable",
        "Several symbols are in the expression: say which one to integrate over.",
        crashed("ValueError", r"(?i)specify (dummy variables|the variables?)"),
    ),
    Mistake(
        "function_passed",
        "Pass the expression, not a Python function.",
        crashed(
            "SympifyError|TypeError",
            r"(?i)cannot sympify object of type <class 'function'>"
            r"|SympifyError: <function",
        ),
    ),
    Mistake(
        "undecided_comparison",
        "SymPy cannot decide f > 0 for a symbol without assumptions; "
        "use a real (positive) symbol or solve for the sign.",
        crashed("TypeError", "cannot determine truth value of Relational"),
    ),
    Mistake(
        "quad_needs_function",
        "quad needs a number function: sp.lambdify(x, f). And it gives decimals: "
        "which function of SymPy is exact?",
        crashed("ValueError", "invalid callable given"),
    ),
)

MISTAKES = {"1.1": INDEFINITE, "1.2": DEFINITE, "1.3": DENSITY, "1.4": PROBABILITY}
