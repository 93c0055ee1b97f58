"""The mistakes of task 1.1, an antiderivative, in the order of diagnosis."""

from __future__ import annotations

from sympy import diff, exp, integrate, log

from autograder.mistakes.catalogue import Mistake
from autograder.mistakes.integrals import wrong_antiderivatives as anti
from autograder.mistakes.integrals.areas import SYMBOL_E
from autograder.mistakes.integrals.case import has_floats
from autograder.mistakes.integrals.recognise import (
    answer_is,
    both_signs,
    either,
    held_constant,
    is_number,
    kind,
    slope_is,
    twice,
)
from autograder.mistakes.integrals.returned_kind import wrong_kinds
from autograder.mistakes.integrals.wrong_antiderivatives import for_exp, for_powers, from_exponent

INDEFINITE = (
    *wrong_kinds("expression"),
    Mistake(
        "wrong_variable",
        "Right shape, wrong variable: you used {variable}, the function receives {wanted}.",
        kind("wrong_variable", "wrong_case"),
        without="Right shape, wrong variable: you used another one than the function receives.",
    ),
    Mistake(
        "area_instead_of_function",
        "That is a number, the area. This task asks for the function of x that comes before the "
        "bounds.",
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
        "Your answer is a number; an antiderivative is a function of x. Where did x go?",
        is_number,
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
    SYMBOL_E,
    Mistake(
        "approximate",
        "Close, but with rounded decimals. Keep it exact: sp.exp, sp.E, sp.Rational.",
        lambda case: has_floats(case.slope) and case.same_function(case.slope, case.f),
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
        answer_is(lambda case: diff(case.f, case.x)),
    ),
    Mistake(
        "exponent_sign_dropped",
        "The minus in the exponent is gone: your answer grows where f falls. "
        "Which line of yours turns the sign?",
        either(slope_is(anti.sign_flipped, lambda case: exp(case.x)), answer_is(anti.sign_flipped)),
    ),
    Mistake(
        "minus_outside_power",
        "The minus is in front of the power, not in the exponent: Python reads -E**x as -(E**x).",
        either(slope_is(lambda case: -exp(case.x)), answer_is(for_exp(lambda u, _: -exp(-u)))),
    ),
    Mistake(
        "power_not_divided",
        "You raised the power by one. What must stand below, so that differentiating brings "
        "back the old factor?",
        answer_is(for_powers(lambda c, x, n: c * x ** (n + 1))),
    ),
    Mistake(
        "treated_as_constant",
        anti.TREATED_AS_CONSTANT,
        either(answer_is(lambda case: case.x * case.f), held_constant),
    ),
    Mistake(
        "multiplied_by_exponent",
        "You multiplied by the exponent. The chain rule works with the derivative of the exponent: "
        "what is it?",
        answer_is(*both_signs(from_exponent(lambda u, case: u * case.f))),
    ),
    Mistake(
        "divided_by_exponent",
        "You divided by the exponent itself. Substitute u for the exponent: "
        "what do you really divide by?",
        answer_is(*both_signs(from_exponent(lambda u, case: case.f / u))),
    ),
    Mistake(
        "power_rule_up",
        "Raising by one and dividing is the rule for x**n. Here the variable is in the exponent.",
        answer_is(for_exp(lambda u, _: exp(u + 1) / (u + 1)), for_exp(lambda u, _: exp(u + 1))),
    ),
    Mistake(
        "power_rule_down",
        "That is the power rule for derivatives. It does not apply when the variable is in the "
        "exponent. Which function has the slope exp(x)?",
        answer_is(for_exp(lambda u, _: u * exp(u - 1)), for_exp(lambda u, _: exp(u - 1))),
    ),
    Mistake(
        "integrated_exponent",
        "You integrated the exponent and kept exp around it. Integrate the function as a whole.",
        answer_is(for_exp(lambda u, x: exp(integrate(u, x)))),
    ),
    Mistake(
        "only_exponent",
        "You integrated the exponent alone; the exponential has disappeared.",
        slope_is(anti.exponent),
    ),
    Mistake(
        "log_of_integrand",
        "That is the logarithm of the integrand. Taking a logarithm is not integrating. "
        "Differentiate it: is that f?",
        slope_is(lambda case: diff(case.f, case.x) / case.f),
    ),
    Mistake(
        "mean_integrand",
        "You integrated x*f(x), which belongs to the mean. Here f(x) alone is asked.",
        slope_is(lambda case: case.x * case.f),
    ),
    Mistake(
        "gaussian",
        anti.GAUSSIAN,
        slope_is(
            from_exponent(lambda _, case: exp(-(case.x**2))), for_exp(lambda u, _: exp(-(u**2)))
        ),
    ),
    Mistake(
        "x_outside_exp",
        "The x slipped out of exp(..). Look where the parenthesis closes.",
        either(
            slope_is(from_exponent(lambda *_: exp(-1))),
            answer_is(
                from_exponent(lambda _, case: case.x * exp(-1)),
                *both_signs(for_exp(lambda u, x: x * exp(u / x))),
            ),
        ),
    ),
    Mistake(
        "integrated_twice",
        "You integrated more than once. Integrate once only: one derivative must lead back to f.",
        either(answer_is(lambda case: case.x**2 / 2 * case.f), twice(anti.is_integrated_twice)),
    ),
    Mistake(
        "log_rule",
        "That rule belongs to 1/x. Is your integrand the reciprocal of x?",
        either(
            slope_is(lambda case: 1 / case.x),
            answer_is(from_exponent(lambda _, case: log(case.x) * case.f)),
        ),
    ),
    Mistake(
        "log_of_denominator",
        "One over something does not always give the logarithm of that something. "
        "Differentiate your answer: which extra factor does the chain rule bring?",
        twice(lambda case: case.ratio(case.slope, anti.denominator_slope(case)) is not None),
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
        answer_is(anti.factor_by_factor(constants=False), anti.factor_by_factor(constants=True)),
    ),
    Mistake(
        "chain_rule_only",
        "You divided by the derivative of the exponent and left the rest as it was. "
        "That works only if the rest is a number. What does the product rule give back?",
        answer_is(for_exp(lambda u, x: exp(u) / diff(u, x))),
    ),
    Mistake(
        "power_not_raised",
        "You divided, but the power stayed as it was or went down. Differentiating lowers a power "
        "by one; what must integrating do?",
        answer_is(
            for_powers(lambda c, x, n: c * x**n / (n + 1)),
            for_powers(lambda c, x, n: c * x**n / n if n else 0),
        ),
    ),
    Mistake(
        "divided_by_old_power",
        "You divided by the old power. Differentiate x**n: which number comes down?",
        answer_is(for_powers(lambda c, x, n: c * x ** (n + 1) / (n or 1))),
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
        anti.slope_by_term(lambda _, term: term),
    ),
    Mistake(
        "term_sign",
        "Nearly: differentiate term by term, and one term comes back with the opposite sign. "
        "Which?",
        anti.slope_by_term(lambda f, term: f - 2 * term),
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
        "The slope of your answer is like f of something other than x (2x, -x, x**2 ...). "
        "Print the integrand that you pass on.",
        twice(anti.scaled_variable),
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
        "{integrand}.",
        kind("disagrees"),
        without="The slope of your answer is not the integrand.",
        then="Differentiate your answer by hand: where do the two part?",
    ),
    Mistake(
        "wrong_answer",
        "Differentiating your answer does not lead back to the integrand. "
        "Try it with the simplest f you know: where do the two part?",
    ),
)
