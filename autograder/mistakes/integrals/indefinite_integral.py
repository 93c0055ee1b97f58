"""The mistakes of task 1.1, an antiderivative, in the order of diagnosis."""

from sympy import diff, exp, integrate, log

from autograder.mistakes.catalogue import catalogue_of
from autograder.mistakes.integrals import wrong_antiderivatives as anti
from autograder.mistakes.integrals.areas import QUOTED, SYMBOL_E
from autograder.mistakes.integrals.case import has_floats
from autograder.mistakes.integrals.recognise import (
    answer_is,
    both_signs,
    explained,
    held_constant,
    is_number,
    slope_is,
    twice,
)
from autograder.mistakes.integrals.wrong_antiderivatives import for_exp, for_powers, from_exponent
from autograder.mistakes.python.general import crashed
from autograder.mistakes.recognise import either, kind
from autograder.mistakes.symbolic.crashes import BAD_LIMITS
from autograder.mistakes.symbolic.returned_kind import wrong_kinds

CRASHES = catalogue_of(
    """
    limits_form: sp.integrate cannot read what it was given here. The expression comes first, then the variable, a Symbol and no text: look at what you pass on.
    """,
    limits_form=crashed(BAD_LIMITS, source="^$|ntegra", function="indefinite_integral"),
)
"""What is said here in place of the advice for areas."""

INDEFINITE = (
    *wrong_kinds("expression"),
    *catalogue_of(
        """
        wrong_variable: You used {variable}, but your function receives {wanted}. For SymPy these are two variables: write your answer in {wanted}.
            | You used another variable than the one your function receives. Write your answer in that one.
        area_instead_of_function: You returned the area, a number. This task asks for the function of x that comes before any bounds: leave them out.
        not_finite: Your answer holds infinity or nan. This task has no bounds: find the line that brings it in.
        number_instead_of_function: You returned a number, but an antiderivative is a function of x. Print your result after each line: where does x disappear?
        constant_answer: Your answer does not depend on x, so its derivative is 0. Print your result after each line: where does x disappear?
        jump: Each piece is right, but your answer jumps between {a} and {b}.
            | Each piece is right, but your answer jumps between two of them. | There F(b) - F(a) is not the area: choose constants that make the pieces meet.
        """,
        wrong_variable=kind("wrong_variable", "wrong_case"),
        area_instead_of_function=twice(anti.is_area),
        not_finite=kind("not_finite"),
        number_instead_of_function=is_number,
        constant_answer=kind("constant_answer"),
        jump=kind("jump"),
    ),
    SYMBOL_E,
    QUOTED,
    *catalogue_of(
        """
        approximate: Close, but your answer holds decimals. Replace them with exact forms, such as sp.exp, sp.E or sp.Rational.
        integrand_returned: You returned the integrand, perhaps rounded or with a constant. Differentiate it: does f come back, with its sign and its factors?
        typed_in: That fits the lesson's integrand only. Your function receives other integrands as well: work with the f it is given.
        negated_integrand: You returned the integrand with a minus in front, which fits exp(-x) but not this f. Differentiate it: what do you get?
        differentiated: You differentiated f. Integrating goes the other way: look for the function whose derivative is f.
        exponent_sign_dropped: The minus in the exponent is gone: your answer grows where f falls. Find the line that turns the sign.
        minus_outside_power: Your minus is in front of the power, not in the exponent: Python reads -E**x as -(E**x). Put the exponent, with its sign, in brackets.
        treated_as_constant: TREATED
        power_not_divided: You raised the power by one but did not divide by the new power. Differentiate your answer: which factor is extra?
        multiplied_by_x: You multiplied f by x, as if f were a constant. Apply the product rule to your answer: what do you get besides f?
        multiplied_by_exponent: Your answer is f times its exponent, perhaps with a minus. The chain rule works with the derivative of the exponent: write that down first.
        divided_by_exponent: Your answer is f divided by its exponent, perhaps with a minus. Substitute u for the exponent: what do you really divide by?
        power_rule_up: That is the power rule, which is for x**n. Here the variable is in the exponent: start from the derivative of exp(x).
        power_rule_down: That is the power rule for derivatives, and the variable is in the exponent here. Which function has the derivative exp(x)?
        integrated_exponent: You integrated the exponent and kept exp around it. Integrate the function as a whole.
        only_exponent: You integrated the exponent alone, and the exponential is gone. Integrate the function as a whole.
        log_of_integrand: Up to a constant, your answer is the logarithm of the integrand. Differentiate it: do you get f?
        mean_integrand: The derivative of your answer is x times f, as for a mean. Print your integrand: is it f alone?
        gaussian: GAUSSIAN
        x_outside_exp: The x has slipped out of exp. Look where its bracket closes.
        integrated_twice: You integrated more than once. Integrate once only: one derivative must lead back to f.
        log_rule: The logarithm belongs to 1/x, and your integrand is another function. Differentiate your answer and compare.
        log_of_denominator: One over something does not always give the logarithm of that something. Differentiate your answer: which extra factor does the chain rule bring?
        sign_lost: The derivative of your answer is the integrand with the opposite sign. Find the line that loses a minus, or adds one.
        factors_apart: You integrated each factor on its own. There is no such rule for products: differentiate your answer with the product rule and compare.
        inner_slope: You used the rule for the outer function and divided by the inner derivative. That works only if it is constant: differentiate and compare.
        inner_ignored: You used the rule of the outer function and left the inner one as it was. Differentiate your answer with the chain rule: which factor comes out?
        chain_rule_only: You divided by the derivative of the exponent and left the rest as it was. That works only if the rest is a number. Differentiate and compare.
        power_not_raised: You divided, but the power stayed as it was. Differentiating lowers a power by one; what must integrating do?
        divided_by_old_power: You divided by the old power. Differentiate x**n: which number comes down?
        power_rule_whole: Your answer is the square of f, or half of it. The power rule holds for powers of x only: differentiate your answer with the chain rule.
        letter_integrated: You integrated over {letter}, a parameter. The variable is {x}; hold the parameter constant.
            | You integrated over a parameter. The variable is the one that your function receives; hold the parameter constant.
        terms_lost: The derivative of your answer is one term of the integrand; the rest is lost. Each term of the sum needs its own integral.
        term_sign: Nearly: the derivative of your answer has one term with the opposite sign. Differentiate term by term: which one?
        off_by_factor: The derivative of your answer is {r} times the integrand.
            | The derivative of your answer is a multiple of the integrand. | Find the line that loses a factor, or brings one in.
        constant_multiplied: A constant of integration is added, not multiplied. Differentiate your answer: does the factor disappear?
        stray_term: The derivative of your answer is the integrand plus {c}: there is an extra multiple of x.
            | The derivative of your answer is the integrand plus a number: there is an extra multiple of x. | Take it out: a constant of integration holds no x.
        squared_integrand: The derivative of your answer is the square of f. Print the integrand that you pass on: is it f alone?
        variable_scaled: The derivative of your answer is f with something else in place of x (2*x, -x, x**2 ...), perhaps times a number. Print the integrand that you pass on.
        same_for_every_f: Your answer is the same for every f. Work with the f that comes in.
        polynomial_answer: Your answer is a polynomial, but f is not, so no polynomial fits. Print your result after each line: where does it become a polynomial?
        nearly: At x = {point} your answer's derivative is {derivative}, and f is {integrand}: close, not equal.
            | Your answer's derivative is close to f, but not equal to it. | Replace a sum of strips, or a rounded number, by a formula.
        disagrees: At x = {point} the derivative of your answer is {derivative}, but the integrand is {integrand}.
            | The derivative of your answer is not the integrand. | Differentiate your answer by hand, and compare.
        else wrong_answer: Differentiating your answer does not lead back to the integrand. Try a simple f, such as 2*x: differentiate what comes back, and compare.
        """.replace("TREATED", anti.TREATED_AS_CONSTANT).replace("GAUSSIAN", anti.GAUSSIAN),
        approximate=lambda case: has_floats(case.slope) and case.same_function(case.slope, case.f),
        integrand_returned=answer_is(lambda case: case.f),
        typed_in=anti.is_typed_in,
        negated_integrand=answer_is(lambda case: -case.f),
        differentiated=answer_is(lambda case: diff(case.f, case.x)),
        exponent_sign_dropped=either(
            slope_is(anti.sign_flipped, from_exponent(lambda _, case: exp(case.x))),
            answer_is(anti.sign_flipped),
        ),
        minus_outside_power=answer_is(
            from_exponent(lambda _, case: -exp(case.x)), for_exp(lambda u, _: -exp(-u))
        ),
        treated_as_constant=twice(held_constant),
        power_not_divided=answer_is(for_powers(lambda c, x, n: c * x ** (n + 1))),
        multiplied_by_x=answer_is(lambda case: case.x * case.f),
        multiplied_by_exponent=answer_is(*both_signs(from_exponent(lambda u, case: u * case.f))),
        divided_by_exponent=answer_is(*both_signs(from_exponent(lambda u, case: case.f / u))),
        power_rule_up=answer_is(
            for_exp(lambda u, _: exp(u + 1) / (u + 1)), for_exp(lambda u, _: exp(u + 1))
        ),
        power_rule_down=answer_is(
            for_exp(lambda u, _: u * exp(u - 1)), for_exp(lambda u, _: exp(u - 1))
        ),
        integrated_exponent=answer_is(for_exp(lambda u, x: exp(integrate(u, x)))),
        only_exponent=slope_is(anti.exponent),
        log_of_integrand=slope_is(lambda case: diff(case.f, case.x) / case.f),
        mean_integrand=slope_is(lambda case: case.x * case.f),
        gaussian=slope_is(
            from_exponent(lambda _, case: exp(-(case.x**2))), for_exp(lambda u, _: exp(-(u**2)))
        ),
        x_outside_exp=answer_is(
            from_exponent(lambda _, case: case.x * exp(-1)),
            *both_signs(for_exp(lambda u, x: x * exp(u / x))),
        ),
        integrated_twice=twice(anti.is_integrated_twice),
        log_rule=answer_is(
            lambda case: log(case.x), from_exponent(lambda _, case: log(case.x) * case.f)
        ),
        log_of_denominator=explained(
            lambda one, case: case.ratio(case.slope, one(case)) is not None,
            [anti.denominator_slope],
        ),
        sign_lost=slope_is(lambda case: -case.f),
        factors_apart=answer_is(*(anti.factor_by_factor(constants=c) for c in (False, True))),
        inner_slope=answer_is(anti.outer_rule(divided=True)),
        inner_ignored=answer_is(anti.outer_rule(divided=False)),
        chain_rule_only=answer_is(for_exp(lambda u, x: exp(u) / diff(u, x))),
        power_not_raised=answer_is(
            for_powers(lambda c, x, n: c * x**n / (n + 1)),
            for_powers(lambda c, x, n: c * x**n / n if n else 0),
        ),
        divided_by_old_power=answer_is(for_powers(lambda c, x, n: c * x ** (n + 1) / (n or 1))),
        power_rule_whole=answer_is(lambda case: case.f**2 / 2, lambda case: case.f**2),
        letter_integrated=anti.integrated_over_letter,
        terms_lost=anti.slope_by_term(lambda _, term: term),
        term_sign=anti.slope_by_term(lambda f, term: f - 2 * term),
        off_by_factor=anti.constant_factor,
        constant_multiplied=twice(anti.is_constant_multiplied),
        stray_term=anti.stray_term,
        squared_integrand=slope_is(lambda case: case.f**2),
        variable_scaled=twice(anti.scaled_variable),
        same_for_every_f=anti.is_same_for_every_f,
        polynomial_answer=anti.is_polynomial_for_another,
        nearly=lambda case: kind("disagrees")(case) if anti.is_nearly(case) else None,
        disagrees=kind("disagrees"),
    ),
)
