"""
Mutants of exercise 1: no sentence is false of the code that it is shown for.

To add a slip, add a row to SLIPS; a sentence about what the code does is tried by a claim.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import sympy as sp
from mutants import (
    IS_WHOLE,
    Claim,
    Code,
    Mutant,
    Slip,
    Table,
    Truth,
    across,
    doubles,
    share_of,
    shown,
    singles,
)

from autograder.grading.verdict import CheckResult
from autograder.mistakes.python import general
from autograder.mistakes.symbolic.crashes import CRASHES

x, p = sp.Symbol("x"), sp.Symbol("p", positive=True)
R = sp.Rational
exp, oo = sp.exp, sp.oo

TASKS = {
    "indefinite_integral": "1.1",
    "definite_integral": "1.2",
    "is_probability_density": "1.3",
    "probability": "1.4",
}


def body(head: str, text: str) -> str:
    return f"def {head}:\n" + "\n".join(f"    {line}" for line in text.strip("\n").split("\n"))


FROM_F = "F = sp.integrate(f, x)\nreturn sp.limit(F, x, upper) - sp.limit(F, x, lower)"
RIGHTS = {
    "indefinite_integral": [
        body("indefinite_integral(f, x)", text)
        for text in (
            "return sp.integrate(f, x)",
            "F = sp.integrate(f, x)\nreturn F",
            "return sp.Integral(f, x).doit()",
            'C = sp.Symbol("C")\nreturn sp.integrate(f, x) + C',
        )
    ],
    "definite_integral": [
        body("definite_integral(f, x, lower, upper)", text)
        for text in (
            "return sp.integrate(f, (x, lower, upper))",
            "area = sp.integrate(f, (x, lower, upper))\nreturn area",
            FROM_F,
            FROM_F.replace("sp.integrate(f, x)", "indefinite_integral(f, x)"),
            "return sp.Integral(f, (x, lower, upper)).doit()",
        )
    ],
    "is_probability_density": [
        body("is_probability_density(f, x, lower, upper)", text)
        for text in (
            """
area = definite_integral(f, x, lower, upper)
if sp.simplify(area - 1) != 0:
    return False
negative = sp.solveset(f < 0, x, sp.Interval(lower, upper))
return negative == sp.S.EmptySet""",
            """
area = sp.integrate(f, (x, lower, upper))
negative = sp.solveset(f < 0, x, sp.Interval(lower, upper))
if area == 1 and negative == sp.S.EmptySet:
    return True
else:
    return False""",
            """
one = sp.simplify(definite_integral(f, x, lower, upper) - 1) == 0
below = sp.solveset(f < 0, x, sp.Interval(lower, upper))
return one and below.is_empty""",
        )
    ],
    "probability": [
        body("probability(density, x, a, b)", text)
        for text in (
            "return definite_integral(density, x, a, b)",
            "p = sp.integrate(density, (x, a, b))\nreturn p",
            "F = sp.integrate(density, x)\nreturn sp.limit(F, x, b) - sp.limit(F, x, a)",
        )
    ],
}

# -- what a learner may do in any function

RETURN = r"return (.*)$"
EVERYWHERE = (
    Slip(r"return (?!F?alse|True)", "", "returned_none"),
    Slip(RETURN, r"print(\1)", "printed"),
    Slip(RETURN, r"return str(\1)", "text"),
    Slip(RETURN, r'return f"{\1}"', "text"),
    Slip(RETURN, r"return [\1]", "boxed"),
    Slip(RETURN, r"return {\1}", "boxed wrong_type"),
    Slip(RETURN, r"return \1,", "trailing_comma"),
    Slip(RETURN, r"return lambda: \1", "function_returned"),
    Slip(RETURN, r"return (\1)(x)", "expression_called exception"),
    Slip(RETURN, r'return {"answer": \1}', "container wrong_type boxed"),
    Slip(r"sp\.", "", "prefix_missing name_unknown"),
    Slip(r"sp\.", "sympy.", "name_unknown", once=True),
    Slip(r"sp\.integrate", "sp.intergrate", "no_attribute"),
    Slip(r"sp\.integrate", "sp.Integrate", "no_attribute"),
    Slip(r"sp\.limit", "sp.lim", "no_attribute"),
    Slip(r"sp\.limit", "limit", "prefix_missing"),
    Slip(r"sp\.integrate\((f|density), \((.*)\)\)", r"sp.integrate((\2), \1)", "limits_form"),
    Slip(r"(\w+), x\)$", r"\1, X)", "name_unknown"),
    Slip(r"\(f, ", "(F, ", "name_unknown name_too_early"),
    Slip(r"(\w+)_integral\((f|density), x", r"\1_integral(x, \2", "limits_form"),
    Slip(r"_integral\((f|density), x, ", r"_integral(\1, ", "arguments signature"),
    Slip(r"^    return (\w+)$", r"    retrun = \1", "returned_none"),
    Slip(r"    return (\w+)$", r"    return \1s", "name_unknown"),
    Slip(r"def (\w+)ity", r"def \1ty", "renamed"),
    Slip(r"def (\w+)_integral", r"def \1_intergal", "renamed"),
    Slip(r"def (.*), x", r"def \1", "arguments signature"),
    Slip(r":\n", ':\n    x = sp.Symbol("x", positive=True)\n', "treated_as_constant", once=True),
    Slip(r":\n", ':\n    x = sp.Symbol("t")\n', "treated_as_constant", once=True),
    Slip(r"_integral\((f|density)", r"_integral('\1'", "quoted text"),
)

NO_FUNCTION = "area_instead_of_function number_instead_of_function constant_answer not_finite"
INDEFINITE = (
    Slip(r"sp\.integrate", "sp.diff", "differentiated"),
    Slip(r"F = sp\.integrate", "F = sp.diff", "differentiated"),
    Slip(r"integrate\(f, x\)", "integrate(x, f)", "limits_form"),
    Slip(r"integrate\(f, x\)", "integrate(f)", "which_variable"),
    Slip(r"integrate\(f, x\)", "integrate(x)", "same_for_every_f polynomial_answer"),
    Slip(r"integrate\(f, x\)", "integrate(f, f)", "limits_form"),
    Slip(r"integrate\(f, x\)", 'integrate(f, "x")', "limits_form"),
    Slip(r"integrate\(f, x\)", 'integrate("f", x)', "quoted"),
    Slip(r"integrate\(f, x\)", "integrate(x * f, x)", "mean_integrand"),
    Slip(r"integrate\(f, x\)", "integrate(f**2, x)", "squared_integrand"),
    Slip(r"integrate\(f, x\)", "integrate(f.subs(x, 2 * x), x)", "variable_scaled"),
    Slip(
        r"integrate\(f, x\)", "integrate(f.subs(x, -x), x)", "variable_scaled exponent_sign_dropped"
    ),
    Slip(r"integrate\(f, x\)", "integrate(sp.diff(f, x), x)", "integrand_returned"),
    Slip(r"integrate\(f, x\)", "integrate(sp.integrate(f, x), x)", "integrated_twice"),
    Slip(r"integrate\(f, x\)", "integrate(f, x, x)", "integrated_twice"),
    Slip(
        r"(integrate|Integral)\(f, x\)",
        r"\1(f, (x, 0, sp.oo))",
        f"{NO_FUNCTION} unevaluated",
    ),
    Slip(
        r"integrate\(f, x\)",
        "integrate(f, (x, 0, 1))",
        NO_FUNCTION,
    ),
    Slip(r"integrate\(f, x\)", "integrate(f, (x, 0, x))", "not_finite"),
    Slip(r"\.doit\(\)", "", "unevaluated"),
    Slip(r"\.doit\(\)", ".doit", "wrong_type function_returned"),
    Slip(r"\+ C", "* C", "constant_multiplied"),
    Slip(r"\+ C", "+ C * x", "stray_term"),
    Slip(r"\+ C", "+ x", "stray_term"),
    Slip(r"\+ C", "- C * f", "disagrees constant_multiplied"),
    Slip(r'C = sp.Symbol\("C"\)\n    ', "", "name_unknown name_too_early"),
    Slip(RETURN, r"return -(\1)", "sign_lost"),
    Slip(RETURN, r"return 2 * (\1)", "off_by_factor"),
    Slip(RETURN, r"return (\1) / 2", "off_by_factor"),
    Slip(RETURN, r"return x * (\1)", "disagrees"),
    Slip(RETURN, r"return (\1) ** 2", "disagrees"),
    Slip(RETURN, r"return (\1) + f", "number_instead_of_function constant_answer"),
    Slip(RETURN, r"return (\1).subs(x, 1)", "number_instead_of_function constant_answer"),
    Slip(RETURN, r"return (\1).evalf()", "approximate"),
    Slip(RETURN, r"return float(\1)", "float_of_expression"),
    Slip(RETURN, r"return round(\1, 3)", "approximate number_wanted exception"),
    Slip(RETURN, r"return sp.Abs(\1)", "disagrees sign_lost"),
    Slip(RETURN, r"return sp.diff(\1, x)", "integrand_returned"),
    Slip(RETURN, r"return sp.Eq(sp.Symbol('F'), \1)", "equation"),
    Slip(RETURN, r"return sp.diff(\1, x) == f", "truth_value"),
    Slip(RETURN, r"return (\1), f", "container quad_pair"),
    Slip(RETURN, "return f", "integrand_returned"),
    Slip(RETURN, "return -f", "negated_integrand"),
    Slip(RETURN, "return f * x", "multiplied_by_x power_not_divided"),
    Slip(RETURN, "return -sp.exp(-x)", "typed_in"),
    Slip(RETURN, "return x", "same_for_every_f polynomial_answer"),
    Slip(RETURN, "return 0", "number_instead_of_function constant_answer"),
    Slip(RETURN, "return 1", "number_instead_of_function constant_answer"),
    Slip(RETURN, "return sp.exp(x)", "exponent_sign_dropped disagrees"),
    Slip(RETURN, "return sp.log(f)", "log_of_integrand"),
    Slip(RETURN, "return sp.log(x)", "log_rule"),
    Slip(RETURN, "return f**2 / 2", "power_rule_whole"),
    Slip(RETURN, "return indefinite_integral(f, x)", "recursion too_slow"),
    Slip(RETURN, "if f == sp.exp(-x):\n        return -f", "returned_none"),
    Slip(RETURN, r"f = sp.exp(-x)\n    return \1", "", once=True),
    Slip(r":\n", ":\n    f = sp.exp(-x)\n", "typed_in", once=True),
    Slip(r":\n", ":\n    f = math.exp(-x)\n", "name_unknown", once=True),
    Slip(r":\n", ":\n    import math\n    f = math.exp(-x)\n", "math_exp", once=True),
    Slip(r":\n", ":\n    import numpy as np\n    f = np.exp(-x)\n", "numpy_exp", once=True),
    Slip(r":\n", ":\n    import scipy_integrate\n", "not_installed", once=True),
    Slip(r":\n", ":\n    x = sp.symbols('x y')\n", "wrong_variable", once=True),
)
BOUNDS = r"\(x, lower, upper\)"
WHOLE = r"sp\.integrate\(f, \(x, lower, upper\)\)"
DEFINITE = (
    Slip(BOUNDS, "(x, upper, lower)", "negative_area"),
    Slip(BOUNDS, "(x, 0, upper)", "lower_bound_zero"),
    Slip(BOUNDS, "(x, 1, upper)", "bound_unused"),
    Slip(BOUNDS, "(x, lower, sp.oo)", "upper_bound_ignored infinite_end diverges"),
    Slip(BOUNDS, "(x, lower, 1)", "upper_bound_one"),
    Slip(BOUNDS, "(x, 0, sp.oo)", "bounds_of_lesson infinite_end diverges"),
    Slip(BOUNDS, "(x, 0, 1)", "upper_bound_one bound_unused"),
    Slip(BOUNDS, "(x, lower, 10)", "finite_upper_bound"),
    Slip(BOUNDS, "(x, lower, 100)", "finite_upper_bound"),
    Slip(BOUNDS, "(x, lower, 1000)", "finite_upper_bound"),
    Slip(BOUNDS, "(x, lower, 10**9)", "finite_upper_bound numeric_sum"),
    Slip(BOUNDS, "(x, -sp.oo, upper)", "lower_bound_ignored diverges"),
    Slip(BOUNDS, "(x, -sp.oo, sp.oo)", "diverges"),
    Slip(BOUNDS, "(x, -lower, upper)", ""),
    Slip(BOUNDS, "(x, lower, -upper)", ""),
    Slip(BOUNDS, "(x, lower, lower)", "zero"),
    Slip(BOUNDS, "(x, upper)", "only_upper_bound"),
    Slip(BOUNDS, "(x, lower)", "only_lower_bound"),
    Slip(BOUNDS, "x, lower, upper", "limits_form"),
    Slip(BOUNDS, "x", "bounds_not_used"),
    Slip(BOUNDS, "(lower, upper)", "limits_form"),
    Slip(BOUNDS, "(lower, x, upper)", "limits_form"),
    Slip(BOUNDS, "(f, lower, upper)", "limits_form"),
    Slip(BOUNDS, "lower, upper", "limits_form"),
    Slip(BOUNDS, "(x, lower, x)", "upper_bound_x"),
    Slip(BOUNDS, "(x, x, upper)", "lower_bound_x"),
    Slip(r"(integrate|Integral)\(f", r"\1(x * f", "mean_integrand"),
    Slip(r"(integrate|Integral)\(f", r"\1(f**2", "squared_integrand"),
    Slip(
        r"(integrate|Integral)\(f", r"\1(sp.Abs(f)", "absolute_integrand unevaluated sympy_gave_up"
    ),
    Slip(r"(integrate|Integral)\(f", r"\1(-f", "negative_area"),
    Slip(r"(integrate|Integral)\(f", r"\1(2 * f", "off_by_factor"),
    Slip(r"(integrate|Integral)\(f", r"\1(1 / f", "diverges"),
    Slip(r"(integrate|Integral)\(f", r"\1(sp.diff(f, x)", "heights_subtracted"),
    Slip(r"(integrate|Integral)\(f", r"\1(sp.exp(-x)", "typed_in"),
    Slip(r"(integrate|Integral)\(f", r"\1(f.subs(x, 2 * x)", ""),
    Slip(r"(integrate|Integral)\(f", r"\1(f.subs(x, -x)", "exponent_sign_dropped diverges"),
    Slip(r"(integrate|Integral)\(f", r"\1(f + 1", "diverges"),
    Slip(r"sp\.integrate", "sp.Integral", "unevaluated"),
    Slip(r"\.doit\(\)", "", "unevaluated"),
    Slip(r"\.doit\(\)", ".evalf()", "decimal"),
    Slip(r" - sp\.limit\(F, x, lower\)", "", "only_upper_bound"),
    Slip(r"sp\.limit\(F, x, upper\) - ", "", "only_lower_bound"),
    Slip(r"sp\.limit\(F, x, upper\) - ", "-", "only_lower_bound"),
    Slip(r"(, upper\)) - sp", r"\1 + sp", "ends_added"),
    Slip(r"upper\) - (.*)lower\)", r"lower) - \1upper)", "negative_area"),
    Slip(r"sp\.limit\(F", "sp.limit(f", "heights_subtracted"),
    Slip(r"sp\.limit\(F, x, (\w+)\)", r"F.subs(x, \1)", "nonfinite"),
    Slip(r"sp\.limit\(F, x, (\w+)\)", r"f.subs(x, \1)", "heights_subtracted nonfinite"),
    Slip(r"sp\.limit\(F, x, (\w+)\)", r"F(\1)", "expression_called"),
    Slip(r"sp\.limit\(F, x, lower\)", "sp.limit(F, x, 0)", "lower_bound_zero"),
    Slip(
        r"sp\.limit\(F, x, upper\)",
        "sp.limit(F, x, sp.oo)",
        "upper_bound_ignored infinite_end diverges",
    ),
    Slip(r"sp\.limit\(F, x, (\w+)\)", r"sp.limit(F, \1, x)", ""),
    Slip(r"F = sp\.integrate", "F = sp.diff", ""),
    Slip(RETURN, r"return (\1).evalf()", "decimal"),
    Slip(RETURN, r"return sp.N(\1)", "decimal"),
    Slip(RETURN, r"return sp.N(\1, 5)", "decimal numeric_sum"),
    Slip(RETURN, r"return float(\1)", "decimal float_of_expression"),
    Slip(RETURN, r"return round(\1, 4)", "numeric_sum decimal"),
    Slip(RETURN, r"return round(\1, 2)", "numeric_sum decimal"),
    Slip(RETURN, r"return round(float(\1), 3)", "numeric_sum decimal float_of_expression"),
    Slip(RETURN, r"return int(\1)", "whole_number"),
    Slip(RETURN, r"return sp.nsimplify((\1).evalf(5))", "numeric_sum"),
    Slip(RETURN, r"return sp.nsimplify(float(\1))", "numeric_sum nearly_exact float_of_expression"),
    Slip(
        RETURN,
        r"return sp.nsimplify(float(\1), rational=True)",
        "numeric_sum nearly_exact float_of_expression",
    ),
    Slip(RETURN, r"return abs(\1)", "minus_lost"),
    Slip(RETURN, r"return -(\1)", "negative_area"),
    Slip(RETURN, r"return 2 * (\1)", "off_by_factor"),
    Slip(RETURN, r"return (\1) / 2", "off_by_factor"),
    Slip(RETURN, r"return 1 - (\1)", ""),
    Slip(RETURN, r"return (\1) + 1", "number_added"),
    Slip(RETURN, r"return (\1) - 1", "number_added"),
    Slip(RETURN, r"return (\1) ** 2", "area_changed"),
    Slip(RETURN, r"return 1 / (\1)", "area_changed"),
    Slip(RETURN, r"return (\1) / (upper - lower)", "average_height zero"),
    Slip(RETURN, r"return (\1) + sp.Symbol('C')", "constant_in_definite"),
    Slip(RETURN, r"return (\1) == 1", "truth_value"),
    Slip(RETURN, r"return sp.Eq(sp.Symbol('A'), \1)", "equation"),
    Slip(RETURN, r"return (\1), 0", "container quad_pair"),
    Slip(RETURN, "return 1", "typed_in"),
    Slip(RETURN, "return 0", "zero"),
    Slip(RETURN, "return f", "integrand_returned"),
    Slip(RETURN, "return upper - lower", "diverges"),
    Slip(RETURN, "return (upper - lower) * f.subs(x, lower)", "rectangle diverges"),
    Slip(RETURN, "return f.subs(x, lower)", "height_not_area"),
    Slip(RETURN, "return indefinite_integral(f, x)", "bounds_not_used"),
    Slip(RETURN, "return definite_integral(f, x, lower, upper)", "recursion too_slow"),
    Slip(RETURN, "if f == sp.exp(-x):\n        return 1", "returned_none"),
    Slip(
        RETURN,
        "if upper == sp.oo:\n        return 1\n    return sp.integrate(f, x)",
        "typed_in curve_unused",
    ),
    Slip(
        RETURN,
        "return sum(f.subs(x, k) for k in range(lower, upper))",
        "range_of_integers heights_added",
    ),
    Slip(RETURN, "return sum(f.subs(x, k) for k in range(100))", "bound_unused"),
    Slip(RETURN, "return sum(f.subs(x, k / 100) / 100 for k in range(1000))", "numeric_sum"),
    Slip(r":\n", ":\n    f = sp.exp(-x)\n", "typed_in", once=True),
    Slip(
        r":\n",
        ":\n    lower, upper = 0, sp.oo\n",
        "bounds_of_lesson infinite_end diverges",
        once=True,
    ),
    Slip(r":\n", ":\n    lower = 0\n", "lower_bound_zero", once=True),
    Slip(r":\n", ":\n    upper = 1000\n", "finite_upper_bound", once=True),
    Slip(r":\n", ":\n    lower = sp.Max(lower, 0)\n", "lower_bound_zero", once=True),
    Slip(r":\n", ":\n    if lower == -sp.oo:\n        lower = 0\n", "lower_bound_zero", once=True),
    Slip(r":\n", ":\n    upper = sp.Symbol('oo')\n", "symbol_infinity symbols_left", once=True),
    Slip(
        r":\n",
        ":\n    f = f.subs(sp.exp(-x), 2.718**(-x))\n",
        "decimal numeric_sum too_slow",
        once=True,
    ),
)
SAYS_TRUE = "area_forgotten sign_forgotten dip_missed said_true"
DENSITY = (
    Slip(r"!= 0", "== 0", "refused area_forgotten said_true"),
    Slip(r"!= 0", "> 0", "area_forgotten area_rounded"),
    Slip(r"!= 0", "< 0", "area_forgotten area_rounded"),
    Slip(r"area - 1", "area", "refused"),
    Slip(r"area - 1", "area - 2", "refused area_forgotten"),
    Slip(r"sp\.simplify\((area - 1)\) != 0", r"sp.Abs(\1) > 0.01", "area_rounded"),
    Slip(r"sp\.simplify\((area - 1)\) != 0", "round(area) != 1", "area_rounded area_forgotten"),
    Slip(r"area == 1", "round(area) == 1", "area_rounded area_forgotten"),
    Slip(r"area == 1", "area <= 1", "area_rounded area_forgotten"),
    Slip(r"area == 1", "area >= 1", "area_rounded area_forgotten"),
    Slip(r"area == 1", "area < sp.oo", "area_forgotten"),
    Slip(r"area == 1", "area > 0", "area_forgotten"),
    Slip(r"area == 1", "area != 1", "refused area_forgotten"),
    Slip(r"area == 1", "area = 1", "unreadable"),
    Slip(r"area == 1 and ", "", "area_forgotten"),
    Slip(r"one and ", "", "area_forgotten"),
    Slip(r" and negative == sp.S.EmptySet", "", "sign_forgotten dip_missed"),
    Slip(r" and below.is_empty", "", "sign_forgotten dip_missed"),
    Slip(r" and ", " or ", f"{SAYS_TRUE}"),
    Slip(r" and ", " & ", "ampersand"),
    Slip(r" and ", ", ", "two_answers unreadable"),
    Slip(r"(\w+) == sp.S.EmptySet", r"\1", "exception undecided_comparison wrong_answer"),
    Slip(r"(return \w+) == sp.S.EmptySet", r"\1", "wrong_answer"),
    Slip(r"== sp.S.EmptySet", "!= sp.S.EmptySet", "refused"),
    Slip(r"== sp.S.EmptySet", "== set()", "refused"),
    Slip(r"== sp.S.EmptySet", "== []", "refused"),
    Slip(r"== sp.S.EmptySet", "is None", "refused"),
    Slip(r"== sp.S.EmptySet", "== 0", "refused"),
    Slip(r"f < 0", "f > 0", "refused"),
    Slip(r"f < 0", "f <= 0", "touching_refused"),
    Slip(r"f < 0", "f >= 0", "refused"),
    Slip(r"f < 0", "f", "touching_refused"),
    Slip(r"f < 0", "f < 1", "refused"),
    Slip(r"f < 0", "f > 1", "height_above_one sign_forgotten dip_missed"),
    Slip(r"f < 0", "sp.Eq(f, 0)", "touching_refused"),
    Slip(r"f < 0", "-f < 0", "refused"),
    Slip(r"f < 0", "x < 0", "refused_on_other_range"),
    Slip(r"f < 0", "f(x) < 0", "expression_called"),
    Slip(r", x, sp.Interval\(lower, upper\)", ", x, sp.S.Reals", "below_outside"),
    Slip(r", x, sp.Interval\(lower, upper\)", ", x", "below_outside exception"),
    Slip(r"sp.Interval\(lower, upper\)", "sp.Interval(0, upper)", "below_outside dip_missed"),
    Slip(r"sp.Interval\(lower, upper\)", "sp.Interval(lower, sp.oo)", "below_outside"),
    Slip(r"sp.Interval\(lower, upper\)", "sp.Interval(0, sp.oo)", "below_outside dip_missed"),
    Slip(r"sp.Interval\(lower, upper\)", "sp.Interval(0, 1)", "below_outside dip_missed"),
    Slip(r"sp.Interval\(lower, upper\)", "sp.Interval(upper, lower)", "sign_forgotten dip_missed"),
    Slip(r"sp.Interval\(lower, upper\)", "sp.Interval.open(lower, upper)", ""),
    Slip(r"sp.Interval\(lower, upper\)", "(lower, upper)", "exception"),
    Slip(r"sp\.Interval", "Interval", "prefix_missing"),
    Slip(r"sp\.Interval", "sp.interval", "no_attribute"),
    Slip(r"sp\.solveset", "sp.solve_set", "no_attribute"),
    Slip(r"sp\.solveset\((.*), x, .*\)$", r"sp.solve(\1, x)", "refused no_attribute"),
    Slip(r"EmptySet", "Empty", "no_attribute"),
    Slip(r"x, lower, upper\)(\)?)$", r"x, 0, upper)\1", "area_forgotten refused_on_other_range"),
    Slip(
        r"x, lower, upper\)(\)?)$", r"x, lower, sp.oo)\1", "area_forgotten refused_on_other_range"
    ),
    Slip(r"x, lower, upper\)(\)?)$", r"x, 0, sp.oo)\1", "area_forgotten refused_on_other_range"),
    Slip(r"x, lower, upper\)(\)?)$", r"x, upper, lower)\1", "refused"),
    Slip(r"definite_integral\(f, x, .*\)$", "indefinite_integral(f, x)", "refused"),
    Slip(r"definite_integral\(f, x, .*\)$", "f.subs(x, lower)", "refused area_forgotten"),
    Slip(r"return True", "return False", "refused"),
    Slip(r"return False$", "return True", f"{SAYS_TRUE}"),
    Slip(r"return False$", "return True", f"{SAYS_TRUE} refused", once=True),
    Slip(r"    else:\n        return False", "", "returned_none"),
    Slip(r"return True", 'return "True"', "text"),
    Slip(r"return True", "return 1", "zero_or_one"),
    Slip(r"return True", "return area", "zero_or_one area_returned"),
    Slip(r"return True", "return", "returned_none"),
    Slip(r"return True", 'print("True")', "printed returned_none"),
    Slip(r"return one", "return int(one)", "zero_or_one exception"),
    Slip(r"return negative", "return area == 1 and f >= 0\n    negative", "undecided_relation"),
    Slip(r"return negative .*", "return True", "sign_forgotten dip_missed"),
    Slip(r"return negative .*", "return f.subs(x, lower) >= 0", "sign_forgotten dip_missed"),
    Slip(r"return negative .*", "return f >= 0", "undecided_relation undecided_comparison"),
    Slip(r"return negative .*", "return bool(f >= 0)", "undecided_comparison"),
    Slip(r"return negative .*", "return f.is_nonnegative", "returned_none"),
    Slip(r"return negative .*", "return f.is_positive", "returned_none"),
    Slip(r"return negative .*", "return f.subs(x, lower) <= 1", "height_above_one"),
    Slip(
        r"return negative .*",
        "return all(f.subs(x, k) >= 0 for k in range(10))",
        "dip_missed below_outside sign_forgotten",
    ),
    Slip(
        r"return negative .*",
        "low = lower if lower.is_finite else -9\n"
        "    return bool(all(f.subs(x, low + k / 10) >= 0 for k in range(20)))",
        "dip_missed below_outside sign_forgotten",
    ),
    Slip(
        r"return negative .*",
        'y = sp.Symbol("y", positive=True)\n    return bool(f.subs(x, y).is_nonnegative)',
        "refused refused_on_other_range below_outside",
    ),
    Slip(r"^    area = .*", "    return True", f"{SAYS_TRUE}"),
    Slip(r"^    area = .*", "    return False", "refused"),
    Slip(r"^    area = .*", "    return f == sp.exp(-x)", "refused"),
    Slip(r"^    area = .*", "    area = 1", "area_forgotten"),
    Slip(r"^    area = (.*)", r"    return \1", "area_returned zero_or_one"),
    Slip(r"^    area = (.*)", r"    return \1 == 1", "sign_forgotten dip_missed"),
    Slip(r"^    area = (.*)", r"    return \1 > 0", "area_forgotten"),
    Slip(
        r"^    area = (.*)",
        "    return is_probability_density(f, x, lower, upper)",
        "recursion too_slow",
    ),
)
CALL = r"definite_integral\(density, x, a, b\)"
PROBABILITY = (
    Slip(r"(, \(?x), a, b\)", r"\1, b, a)", "bounds_exchanged"),
    Slip(r"(, \(?x), a, b\)", r"\1, 0, b)", "lower_bound_zero"),
    Slip(r"(, \(?x), a, b\)", r"\1, a, sp.oo)", "upper_bound_ignored infinite_end diverges"),
    Slip(r"(, \(?x), a, b\)", r"\1, -sp.oo, b)", "lower_bound_ignored diverges"),
    Slip(r"(, \(?x), a, b\)", r"\1, 0, sp.oo)", "whole_support infinite_end diverges"),
    Slip(r"(, \(?x), a, b\)", r"\1, -sp.oo, sp.oo)", "whole_support diverges"),
    Slip(r"(, \(?x), a, b\)", r"\1, a, a)", "zero"),
    Slip(r"(, \(?x), a, b\)", r"\1, 0, 1)", "bound_unused"),
    Slip(r"(, \(?x), a, b\)", r"\1, a, a + 1)", "bound_unused"),
    Slip(r"\(x, a, b\)", "x, a, b", "limits_form"),
    Slip(r"\(x, a, b\)", "x", "bounds_not_used"),
    Slip(CALL, "definite_integral(x, density, a, b)", "limits_form exception"),
    Slip(CALL, "definite_integral(density, x)", "arguments signature"),
    Slip(CALL, "definite_integral(density, (x, a, b))", "arguments signature"),
    Slip(CALL, "definite_integral(f, x, a, b)", "name_unknown"),
    Slip(CALL, "definite_integral(density, x, lower, upper)", "name_unknown"),
    Slip(CALL, "indefinite_integral(density, x)", "bounds_not_used"),
    Slip(CALL, "is_probability_density(density, x, a, b)", "truth_value"),
    Slip(CALL, "probability(density, x, a, b)", "recursion too_slow"),
    Slip(CALL, "definite_integral(x * density, x, a, b)", "mean_integrand"),
    Slip(CALL, "definite_integral(density**2, x, a, b)", "squared_integrand"),
    Slip(CALL, "definite_integral(sp.exp(-x), x, a, b)", "typed_in"),
    Slip(CALL, f"{CALL} / {CALL}".replace("\\", ""), "whole_support"),
    Slip(RETURN, r"return 1 - (\1)", "complement"),
    Slip(RETURN, r"return (\1) / 2", "off_by_factor"),
    Slip(RETURN, r"return 2 * (\1)", "off_by_factor"),
    Slip(RETURN, r"return -(\1)", "bounds_exchanged"),
    Slip(RETURN, r"return (\1) * 100", "off_by_factor impossible"),
    Slip(RETURN, r"return (\1).evalf()", "decimal"),
    Slip(RETURN, r"return float(\1)", "decimal float_of_expression"),
    Slip(RETURN, r"return round(\1, 2)", "numeric_sum decimal"),
    Slip(RETURN, r"return round(\1, 4)", "numeric_sum decimal"),
    Slip(RETURN, r"return sp.nsimplify((\1).evalf(5))", "numeric_sum"),
    Slip(RETURN, r"return (\1) > 0", "truth_value"),
    Slip(RETURN, r"return (\1) ** 2", "area_changed"),
    Slip(RETURN, r"return (\1) / (b - a)", "average_height nonfinite"),
    Slip(RETURN, r"return (\1) * (b - a)", "diverges"),
    Slip(RETURN, r"return (\1) + sp.Symbol('C')", "constant_in_definite"),
    Slip(RETURN, "return 0", "zero"),
    Slip(RETURN, "return 1", "whole_support"),
    Slip(RETURN, "return b - a", "uniform diverges"),
    Slip(RETURN, "return density", "integrand_returned"),
    Slip(RETURN, "return density.subs(x, a)", "height_not_area"),
    Slip(RETURN, "return density.subs(x, b) - density.subs(x, a)", "heights_subtracted"),
    Slip(RETURN, "return (b - a) * density.subs(x, a)", "rectangle"),
    Slip(RETURN, "return sp.exp(-a) - sp.exp(-b)", "typed_in"),
    Slip(
        RETURN,
        "return sum(density.subs(x, k) for k in range(a, b + 1))",
        "heights_added range_of_integers",
    ),
    Slip(r" - sp\.limit\(F, x, a\)", "", "only_upper_bound"),
    Slip(r"sp\.limit\(F, x, b\) - ", "", "only_lower_bound"),
    Slip(r"(, b\)) - sp", r"\1 + sp", "ends_added"),
    Slip(r"b\) - (.*)a\)", r"a) - \1b)", "bounds_exchanged"),
    Slip(r"sp\.limit\(F, x, (\w+)\)", r"F.subs(x, \1)", "nonfinite"),
    Slip(r"sp\.limit\(F", "sp.limit(density", "heights_subtracted"),
    Slip(r"F = sp\.integrate", "F = sp.diff", ""),
    Slip(r":\n", ":\n    density = sp.exp(-x)\n", "typed_in", once=True),
    Slip(r":\n", ":\n    a = 0\n", "lower_bound_zero", once=True),
    Slip(r":\n", ":\n    a = sp.Max(a, 0)\n", "lower_bound_zero", once=True),
    Slip(r":\n", ":\n    if a == b:\n        return 1\n", "whole_support", once=True),
)
SLIPS = {
    "indefinite_integral": (*EVERYWHERE, *INDEFINITE),
    "definite_integral": (*EVERYWHERE, *DEFINITE),
    "is_probability_density": (*EVERYWHERE, *DENSITY),
    "probability": (*EVERYWHERE, *PROBABILITY),
}

# -- what the oracle asks, and what is right


@dataclass(frozen=True)
class Asked:
    """f between a and b; for a probability, inside the range low to high."""

    f: Any
    a: Any
    b: Any
    low: Any = None
    high: Any = None

    def F(self, at: Any) -> Any:  # noqa: N802
        return sp.limit(sp.integrate(self.f, x), x, at)

    def area(self, a: Any, b: Any, f: Any = None) -> Any:
        return sp.integrate(self.f if f is None else f, (x, a, b))

    @property
    def right(self) -> Any:
        return self.area(self.a, self.b)

    def height(self, at: Any) -> Any:
        return sp.limit(self.f, x, at)


INTEGRANDS = [
    exp(-x),
    3 * x**2 + x,
    2 * x * exp(-3 * x),
    5 / (x + 1) ** 3,
    2 + 2 * sp.cos(3 * x),
    p * exp(-2 * p * x),
]
AREAS = [
    Asked(exp(-x), sp.S.Zero, oo),
    Asked(5 * exp(-3 * x), sp.S.Zero, oo),
    Asked(x**2 + x, sp.S(1), sp.S(3)),
    Asked(x - 2, -sp.S(1), sp.S(2)),
    Asked(7 * x * exp(-2 * x), R(1, 2), oo),
    Asked(5 / (x + 1) ** 3, sp.S(1), oo),
    Asked(3 / (x**2 + 4), -oo, oo),
    Asked(4 * (x - 1) ** 2 / ((x - 1) ** 2 + 4) ** 2, -oo, oo),
    Asked(4 * exp(x / 2), -oo, -sp.S(1)),
    Asked(x * exp(-x), sp.S(1), sp.S(2)),
    Asked(3 * exp(-2 * p * x), sp.S.Zero, oo),
]
CHANCES = [
    Asked(exp(-x), sp.S(1), sp.S(4), 0, oo),
    Asked(3 * exp(-3 * x), R(1, 2), sp.S(2), 0, oo),
    Asked(4 * x * exp(-2 * x), R(1, 3), sp.S(1), 0, oo),
    Asked(x / 2, R(1, 2), R(3, 2), 0, 2),
    Asked(R(3, 4) * (1 - x**2), -R(1, 2), R(1, 4), -1, 1),
    Asked(exp(x + 1), -oo, -sp.S(2), -oo, -1),
    Asked(2 * exp(-2 * x), R(3, 2), oo, 0, oo),
    Asked(4 * x * exp(-2 * x), sp.S(1), oo, 0, oo),
    Asked(-4 * x * exp(2 * x), -oo, -sp.S(1), -oo, 0),
    Asked(2 * exp(-2 * x), R(3, 2), R(3, 2), 0, oo),
    Asked(p * exp(-p * x), R(1, 2), sp.S(2), 0, oo),
]
DENSITIES = [
    Asked(exp(-x), sp.S.Zero, oo),
    Asked(R(1, 4), sp.S.Zero, sp.S(4)),
    Asked(exp(x - 1), -oo, sp.S(1)),
    Asked(2 * exp(-2 * x), sp.S.Zero, oo),
    Asked(6 * x * (1 - x), sp.S.Zero, sp.S(1)),
    Asked(R(3, 4) * (1 - x**2), -sp.S(1), sp.S(1)),
    Asked(3 * (x - 1) ** 2 / 2, sp.S.Zero, sp.S(2)),
    Asked((x - 1) / 2, sp.S(1), sp.S(3)),
    Asked(3 / (x + 1) ** 4, sp.S.Zero, oo),
]
WRONG_AREA = [
    Asked(exp(-3 * x), sp.S.Zero, oo),
    Asked(R(1, 4), sp.S.Zero, sp.S(2)),
    Asked(R(1, 2), sp.S(1), sp.S(5)),
    Asked(R(1001, 1000) * exp(-x), sp.S.Zero, oo),
    Asked(R(999, 1000) * exp(-x), sp.S.Zero, oo),
]
NARROW = (x - R(107, 97)) ** 2 - R(1, 10**10)
DIPS = [
    Asked(3 * exp(-x) - 4 * exp(-2 * x), sp.S.Zero, oo),
    Asked(2 * x * exp(-x) - exp(-x), sp.S.Zero, oo),
    Asked((x - 1) * (x - 3) * exp(-x), sp.S.Zero, oo),
    Asked((1 + 2 * x) / 6, -sp.S(1), sp.S(2)),
    Asked(NARROW / sp.integrate(NARROW, (x, 0, 2)), sp.S.Zero, sp.S(2)),
]
EVERY = [*DENSITIES, *WRONG_AREA, *DIPS]
NUMBERS = {"1.2": AREAS, "1.4": CHANCES}
FUNCTIONS = {task: function for function, task in TASKS.items()}


def asked(code: Code, task: str) -> list[Asked]:
    """What claims are tried on."""
    return NUMBERS[task] if code.only is None else [code.only]


def own(value: Any) -> Any:
    """An expression in the symbols of this page, whatever is assumed of its own."""
    if not isinstance(value, sp.Basic):
        return value
    names = {"x": x, "p": p}
    return value.xreplace({s: names[s.name] for s in value.free_symbols if s.name in names})


def number(value: Any) -> complex | None:
    """A value as a number, the parameter set; None if it is none or has none."""
    try:
        found = complex(sp.N(own(sp.sympify(value)).subs(p, R(7, 10)), 30))
    except (TypeError, ValueError, AttributeError, RecursionError, sp.SympifyError):
        return None
    return found if abs(found) < 1e300 else None  # neither nan nor infinite


def same(one: Any, other: Any, tolerance: float = 1e-9) -> bool:
    left, right = number(one), number(other)
    if left is None or right is None:
        return False
    return abs(left - right) <= tolerance * max(1e-9, abs(left), abs(right))


def is_finite(given: Any) -> bool:
    """Neither infinite nor undefined, and no exception; what keeps x may be finite."""
    if isinstance(given, float):
        return math.isfinite(given)
    lost = (oo, -oo, sp.nan, sp.zoo)
    return not isinstance(given, BaseException) and not (
        isinstance(given, sp.Basic) and given.has(*lost)
    )


def has_decimals(value: Any) -> bool:
    return isinstance(value, float) or (isinstance(value, sp.Basic) and value.has(sp.Float))


def same_function(one: Any, other: Any, tolerance: float = 1e-9) -> bool:
    points = (R(1, 3), R(6, 5), R(19, 7))
    if not (isinstance(one, sp.Expr) and isinstance(other, sp.Expr)):
        return False
    return all(same(one.subs(x, at), other.subs(x, at), tolerance) for at in points)


def answer(code: Code, task: str, q: Asked) -> Any:
    return own(code.call(FUNCTIONS[task], q.f, x, q.a, q.b))


def antiderivatives(code: Code) -> list[tuple[Any, Any]]:
    """Each f, and the answer to it."""
    functions = INTEGRANDS if code.only is None else [code.only.f]
    return [(f, own(code.call("indefinite_integral", f, x))) for f in functions]


def is_antiderivative(f: Any, given: Any) -> bool:
    is_done = isinstance(given, sp.Expr) and not given.has(sp.Integral)
    return is_done and same_function(sp.diff(given, x), f)


def integrates(code: Code) -> bool:
    return all(is_antiderivative(*one) for one in antiderivatives(code))


def is_exact(given: Any, right: Any) -> bool:
    return (
        isinstance(given, sp.Expr | int)
        and same(given, right)
        and not has_decimals(given)
        and not sp.sympify(given).has(sp.Integral)
    )


def finds_numbers(task: str, code: Code) -> bool:
    return all(is_exact(answer(code, task, q), q.right) for q in NUMBERS[task])


def said(code: Code, q: Asked) -> bool | None:
    given = answer(code, "1.3", q)
    is_truth = isinstance(given, bool) or given is sp.true or given is sp.false
    return bool(given) if is_truth else None


def decides(code: Code) -> bool:
    right = all(said(code, q) is True for q in DENSITIES)
    return right and all(said(code, q) is False for q in (*WRONG_AREA, *DIPS))


# -- claims: what a sentence says of the code


Candidate = Callable[[Asked], Any]


def is_number(
    task: str, *candidates: Candidate, signs: Iterable[int] = (1,), tolerance: float = 1e-9
) -> Claim:
    """Wherever the number is wrong and the candidate has a value, it is that value."""

    def claim(code: Code, _: CheckResult) -> bool:
        pairs = [(q, answer(code, task, q)) for q in asked(code, task)]
        wrong = [(q, given) for q, given in pairs if is_finite(given) and not same(given, q.right)]
        wrong = [one for one in wrong if one[0].a != one[0].b] or wrong
        for candidate in candidates:
            for sign in signs:
                known = [(given, sign * candidate(q)) for q, given in wrong]
                known = [one for one in known if number(one[1]) is not None]
                rough = 2e-3 if any(has_decimals(one) for one, _ in known) else tolerance
                if known and all(same(*one, rough) for one in known):
                    return True
        return False

    return claim


def middle(q: Asked) -> Any:
    return q.height((q.a + q.b) / 2)


BOTH = (1, -1)
SHARED: dict[str, tuple[list[Candidate], Iterable[int]]] = {
    "only_upper_bound": ([lambda q: q.F(q.b)], BOTH),
    "only_lower_bound": ([lambda q: q.F(q.a)], BOTH),
    "lower_bound_zero": ([lambda q: q.area(0, q.b)], BOTH),
    "ends_added": ([lambda q: q.F(q.b) + q.F(q.a)], BOTH),
    "average_height": ([lambda q: q.right / (q.b - q.a)], (1,)),
    "height_not_area": (
        [
            lambda q: q.height(q.a),
            lambda q: q.height(q.b),
            lambda q: q.f.subs(x, 0),
            lambda q: q.f.subs(x, 1),
            middle,
        ],
        (1,),
    ),
    "heights_subtracted": (
        [
            lambda q: q.height(q.b) - q.height(q.a),
            lambda q: sp.Abs(q.height(q.b) - q.height(q.a)),
        ],
        BOTH,
    ),
    "rectangle": (
        [
            lambda q: (q.b - q.a) * q.height(q.a),
            lambda q: (q.b - q.a) * q.height(q.b),
            lambda q: (q.b - q.a) * middle(q),
            lambda q: (q.b - q.a) * (q.height(q.a) + q.height(q.b)) / 2,
        ],
        (1,),
    ),
    "mean_integrand": ([lambda q: q.area(q.a, q.b, x * q.f)], (1,)),
    "squared_integrand": ([lambda q: q.area(q.a, q.b, q.f**2)], (1,)),
    "whole_number": (
        [
            lambda q: sp.floor(q.right),
            lambda q: sp.floor(q.right + R(1, 2)),
            lambda q: sp.sign(q.right) * sp.floor(abs(q.right)),
        ],
        (1,),
    ),
    "area_changed": ([lambda q: q.right**2, lambda q: 1 / q.right], (1,)),
}
ONLY: dict[str, tuple[list[Candidate], Iterable[int]]] = {
    "1.2 negative_area": ([lambda q: -q.right], (1,)),
    "1.2 minus_lost": ([lambda q: sp.Abs(q.right)], (1,)),
    "1.2 typed_in": ([lambda q: exp(-q.a) - exp(-q.b), lambda _: sp.S.One], (1,)),
    "1.2 upper_bound_ignored": ([lambda q: q.area(q.a, oo)], (1,)),
    "1.2 upper_bound_one": ([lambda q: q.area(q.a, 1)], (1,)),
    "1.2 exp_plus_to_one": ([lambda q: q.area(0, 1, q.f.subs(x, -x))], (1,)),
    "1.2 bounds_of_lesson": ([lambda q: q.area(0, oo)], (1,)),
    "1.2 lower_bound_ignored": ([lambda q: q.area(-oo, q.b)], (1,)),
    "1.2 absolute_integrand": ([lambda q: q.area(q.a, q.b, sp.Abs(q.f))], (1,)),
    "1.4 bounds_exchanged": ([lambda q: -q.right], (1,)),
    "1.4 typed_in": ([lambda q: exp(-q.a) - exp(-q.b)], (1,)),
    "1.4 whole_support": ([lambda _: sp.S.One, lambda q: q.area(0, oo)], (1,)),
    "1.4 lower_bound_ignored": ([lambda q: q.area(q.low, q.b)], (1,)),
    "1.4 upper_bound_ignored": ([lambda q: q.area(q.a, q.high)], (1,)),
    "1.4 complement": ([lambda q: 1 - q.right], (1,)),
    "1.4 tail_only": ([lambda q: q.area(q.low, q.a), lambda q: q.area(q.b, q.high)], (1,)),
    "1.4 areas_added": ([lambda q: q.area(q.low, q.a) + q.area(q.low, q.b)], (1,)),
    "1.4 quotient": (
        [
            lambda q: q.height(q.b) / q.height(q.a),
            lambda q: q.height(q.a) / q.height(q.b),
            lambda q: q.area(q.low, q.b) / q.area(q.low, q.a),
        ],
        (1,),
    ),
    "1.4 conditional": (
        [lambda q: q.right / q.area(q.a, q.high), lambda q: q.right / q.area(q.low, q.b)],
        (1,),
    ),
    "1.4 product": (
        [
            lambda q: q.area(q.a, q.high) * q.area(q.low, q.b),
            lambda q: q.area(q.low, q.a) * q.area(q.low, q.b),
        ],
        (1,),
    ),
    "1.4 uniform": ([lambda q: q.b - q.a, lambda q: (q.b - q.a) / (q.high - q.low)], (1,)),
}


def text_of(shown: CheckResult, name: str) -> str:
    assert shown.diagnosis is not None
    return shown.diagnosis.fields[name]


def field_of(shown: CheckResult, name: str) -> Any:
    return sp.sympify(text_of(shown, name))


def digits_of(shown: CheckResult, name: str) -> float:
    """How far from the number the text of a field may be."""
    return 1e-3 if "." in text_of(shown, name) else 1e-9


def is_multiple(task: str) -> Claim:
    def claim(code: Code, shown: CheckResult) -> bool:
        r, tolerance = field_of(shown, "r"), digits_of(shown, "r")
        return is_number(task, lambda q: r * q.right, tolerance=tolerance)(code, shown)

    return claim


SEVERAL = 4
"""Curves for which a sentence about "other curves" must hold."""


def adds_a_number(task: str) -> Claim:
    def claim(code: Code, shown: CheckResult) -> bool:
        c = field_of(shown, "c")
        given = [(answer(code, task, q), q.right + c) for q in NUMBERS[task]]
        return sum(same(*one) for one in given) >= SEVERAL

    return claim


def stops_at_a_number(code: Code, shown: CheckResult) -> bool:
    """The area up to the number that the sentence names, where the bound is infinite."""
    b = field_of(shown, "b")
    open_ended = [q for q in asked(code, "1.2") if q.b is oo]
    given = [(answer(code, "1.2", q), q.area(q.a, b)) for q in open_ended]
    found = [one for one in given if is_finite(one[0])]
    return bool(found) and all(same(*one, 2e-3) for one in found)


def ignores_bound(task: str) -> Claim:
    """The bound that the sentence names changes nothing."""

    def claim(code: Code, shown: CheckResult) -> bool:
        named = text_of(shown, "bound")
        q, far = AREAS[2], R(5, 2)
        told = {
            bounds: answer(code, task, replace(q, a=bounds[0], b=bounds[1]))
            for bounds in ((q.a, q.b), (q.a, far), (far, q.b))
        }
        first, upper, lower = told.values()
        return (named == "the lower bound" or first == upper or same(first, upper)) and (
            named == "the upper bound" or first == lower or same(first, lower)
        )

    return claim


def ignores_curve(task: str) -> Claim:
    """A wrong number that stays the same for another f."""

    def claim(code: Code, _: CheckResult) -> bool:
        given = [(q, answer(code, task, q)) for q in asked(code, task)]
        wrong = [(q, one) for q, one in given if number(one) is not None and not same(one, q.right)]
        return any(same(one, answer(code, task, replace(q, f=3 * q.f))) for q, one in wrong)

    return claim


def is_near(task: str, tolerance: float, *, decimals: bool = False) -> Claim:
    """A number is that close to the right one."""

    def claim(code: Code, _: CheckResult) -> bool:
        found = [(answer(code, task, q), q.right) for q in asked(code, task)]
        numbers = [one for one in found if not isinstance(one[0], BaseException)]
        return any(
            same(*one, tolerance) and (not decimals or has_decimals(one[0])) for one in numbers
        )

    return claim


def keeps_x(task: str, *candidates: Callable[[Any], Any], slope: bool = False) -> Claim:
    """Every answer is a function of x, or its slope is."""

    def claim(code: Code, _: CheckResult) -> bool:
        found = [(q.f, answer(code, task, q)) for q in asked(code, task)]
        return any(
            all(
                same_function(
                    sp.diff(sp.sympify(given), x) if slope else given,
                    one(f),
                    1e-2 if has_decimals(given) else 1e-9,
                )
                for f, given in found
                if isinstance(given, sp.Expr) and is_finite(given)
            )
            for one in candidates
        )

    return claim


def slope_is(
    *candidates: Callable[[Any], Any],
    order: int = 1,
    alike: Callable[[Any, Any], bool] = same_function,
) -> Claim:
    """The derivative of every wrong answer is the candidate. order: of that derivative."""

    def claim(code: Code, _: CheckResult) -> bool:
        found = [one for one in antiderivatives(code) if not isinstance(one[1], BaseException)]
        wrong = [(f, given) for f, given in found if not is_antiderivative(f, given)]
        slopes = [(f, sp.diff(given, x, order)) for f, given in wrong if isinstance(given, sp.Expr)]
        return any(
            bool(slopes) and all(alike(slope, one(f)) for f, slope in slopes) for one in candidates
        )

    return claim


def proportional(one: Any, other: Any) -> bool:
    return same_function(one, other * (one / other).subs(x, R(1, 2)))


def slope_is_multiple(code: Code, shown: CheckResult) -> bool:
    if text_of(shown, "r").startswith("something"):
        return slope_is(lambda f: f, alike=proportional)(code, shown)
    r, tolerance = field_of(shown, "r"), digits_of(shown, "r")
    alike = partial(same_function, tolerance=tolerance)
    return slope_is(lambda f: r * f, alike=alike)(code, shown)


def adds_to_slope(code: Code, _: CheckResult) -> bool:
    found = [(f, given) for f, given in antiderivatives(code) if isinstance(given, sp.Expr)]
    gaps = [sp.simplify(sp.diff(given, x) - f) for f, given in found]
    return bool(gaps) and all(x not in gap.free_symbols for gap in gaps)


def in_some(task: str, holds: Callable[[Any, CheckResult], bool]) -> Claim:
    """That holds of an answer at least."""

    def claim(code: Code, shown: CheckResult) -> bool:
        if task == "1.1":
            given = [one for _, one in antiderivatives(code)]
        else:
            given = [answer(code, task, q) for q in (EVERY if task == "1.3" else asked(code, task))]
        return any(holds(one, shown) for one in given)

    return claim


def names_of(value: Any) -> set[str]:
    return {s.name for s in value.free_symbols} if isinstance(value, sp.Basic) else set()


def is_constant(given: Any, _: CheckResult) -> bool:
    return isinstance(given, sp.Expr | int | float) and "x" not in names_of(given)


def is_undone(given: Any, shown: CheckResult) -> bool:
    """Whether SymPy can still do something; what then comes out may be said to be right."""
    undone = isinstance(given, sp.Basic) and given.has(sp.Integral, sp.Limit, sp.Derivative)
    return undone and not shown.message.startswith("This would be right")


def right_once_done(task: str) -> Claim:
    def claim(code: Code, shown: CheckResult) -> bool:
        if not shown.message.startswith("This would be right"):
            return in_some(task, is_undone)(code, shown)
        if task == "1.1":
            found = [(f, own(one)) for f, one in antiderivatives(code) if isinstance(one, sp.Expr)]
            return any(is_antiderivative(f, one.doit()) for f, one in found)
        found = [(q.right, answer(code, task, q)) for q in asked(code, task)]
        return any(same(sp.N(one), right) for right, one in found if isinstance(one, sp.Expr))

    return claim


def uses_other_variable(given: Any, shown: CheckResult) -> bool:
    return text_of(shown, "variable") in names_of(given) and "x" not in names_of(given)


def is_the_same_for_all(code: Code, _: CheckResult) -> bool:
    given = [one for _, one in antiderivatives(code)]
    return all(one == given[0] for one in given)


def is_undecided(given: Any, _: CheckResult) -> bool:
    return isinstance(given, sp.logic.boolalg.Boolean) and given not in {sp.true, sp.false}


def is_no_number(given: Any, _: CheckResult) -> bool:
    return not isinstance(given, BaseException) and number(given) is None


def is_truth_value(given: Any, _: CheckResult) -> bool:
    return isinstance(given, bool) or given is sp.true or given is sp.false


def question_shown(shown: CheckResult) -> Asked | None:
    """The call on the screen, read back; None where it is cut."""
    known = {name: sp.Symbol(name, positive=True) for name in "abckmnprst"}
    try:
        f, _, *bounds = eval(  # noqa: S307 -- the kit has written it
            f"[{shown.asked.partition('(')[2][:-1]}]", {"sp": sp, **known, "x": x}
        )
    except (SyntaxError, NameError, TypeError):
        return None
    return Asked(sp.sympify(f), *map(sp.sympify, bounds or (0, 1)))


def also_where_shown(claim: Claim) -> Claim:
    """The claim holds everywhere, or for the call on the screen."""

    def either(code: Code, shown: CheckResult) -> bool:
        if claim(code, shown):
            return True
        question = question_shown(shown)
        with suppress(TypeError):  # of what is between a and b alone, the range is not known
            return question is not None and claim(code.about(question), shown)
        return False

    return either


def says(truth: bool, among: list[Asked]) -> Claim:
    """Some of them are answered so."""
    return lambda code, _: any(said(code, q) is truth for q in among)


def rounds_the_area(code: Code, _: CheckResult) -> bool:
    far = (R(1, 2), R(2, 1))
    others = [Asked(size * exp(-x), sp.S.Zero, oo) for size in far]
    return says(True, WRONG_AREA[-2:])(code, _) and all(said(code, q) is False for q in others)


def refuses_only(*marked: int) -> Claim:
    """Densities with the mark are refused, all others accepted; by place in DENSITIES."""

    def claim(code: Code, _: CheckResult) -> bool:
        told = [said(code, q) for q in DENSITIES]
        others = [one for place, one in enumerate(told) if place not in marked]
        return all(others) and False in (told[place] for place in marked)

    return claim


CLAIMS: dict[str, Claim] = {
    "misspelt": lambda _, shown: "Did you mean" in shown.raised,
    **{
        f"{task} {key}": is_number(task, *candidates, signs=signs)
        for task in NUMBERS
        for key, (candidates, signs) in SHARED.items()
    },
    **{
        key: is_number(key[:3], *candidates, signs=signs)
        for key, (candidates, signs) in ONLY.items()
    },
    **{f"{task} number_added": adds_a_number(task) for task in NUMBERS},
    **{f"{task} off_by_factor": is_multiple(task) for task in NUMBERS},
    **{f"{task} decimal": is_near(task, 1e-9, decimals=True) for task in NUMBERS},
    **{f"{task} bounds_not_used": keeps_x(task, lambda f: f, slope=True) for task in NUMBERS},
    **{f"{task} integrand_returned": keeps_x(task, lambda f: f, lambda f: -f) for task in NUMBERS},
    "1.2 finite_upper_bound": stops_at_a_number,
    **{f"{task} bound_unused": ignores_bound(task) for task in NUMBERS},
    **{f"{task} curve_unused": ignores_curve(task) for task in NUMBERS},
    "1.1 sign_lost": slope_is(lambda f: -f),
    "1.1 off_by_factor": slope_is_multiple,
    "1.1 integrand_returned": slope_is(lambda f: sp.diff(f, x)),
    "1.1 negated_integrand": slope_is(lambda f: -sp.diff(f, x)),
    "1.1 differentiated": slope_is(lambda f: sp.diff(f, x, 2)),
    "1.1 mean_integrand": slope_is(lambda f: x * f),
    "1.1 integrated_twice": slope_is(lambda f: f, order=2),
    "1.1 squared_integrand": slope_is(lambda f: f**2),
    "1.1 constant_answer": in_some("1.1", is_constant),
    "1.1 number_instead_of_function": in_some("1.1", is_constant),
    "1.1 wrong_variable": in_some("1.1", uses_other_variable),
    "1.1 same_for_every_f": is_the_same_for_all,
    **{f"{task} unevaluated": right_once_done(task) for task in ("1.1", "1.2", "1.4")},
    "1.2 wrong_type": in_some("1.2", is_no_number),
    "undecided_relation": in_some("1.3", is_undecided),
    **{f"{task} equation": in_some(task, is_undecided) for task in ("1.1", "1.2", "1.4")},
    **{f"{task} truth_value": in_some(task, is_truth_value) for task in ("1.1", "1.2", "1.4")},
    "1.1 typed_in": slope_is(lambda _: exp(-x)),
    "1.1 stray_term": adds_to_slope,
    "1.1 variable_scaled": slope_is(
        lambda f: f.subs(x, 2 * x), lambda f: f.subs(x, -x), alike=proportional
    ),
    "1.1 power_rule_whole": slope_is(lambda f: sp.diff(f**2, x) / 2, lambda f: sp.diff(f**2, x)),
    "area_forgotten": says(True, WRONG_AREA),
    "area_rounded": rounds_the_area,
    "sign_forgotten": says(True, DIPS),
    "dip_missed": says(True, DIPS),
    "below_outside": refuses_only(4, 5, 7),
    "touching_refused": refuses_only(4, 5, 6, 7),
    "height_above_one": refuses_only(3, 4, 6, 8),
    "refused_on_other_range": lambda code, _: said(code, DENSITIES[0]) is True,
    "refused_all": refuses_only(*range(len(DENSITIES))),
    "refused_curves": lambda code, _: (
        (said(code, DENSITIES[0]), said(code, DENSITIES[1])) == (False, True)
    ),
    "1.3 returned_none": lambda code, _: any(answer(code, "1.3", q) is None for q in EVERY),
}
GENERAL = frozenset(
    "too_small too_large wrong_answer disagrees exception refused said_true impossible diverges"
    " nonfinite symbols_left container zero".split()
) | {one.key for one in (*CRASHES, *general.CRASHES)}
TRUTH = Truth(
    head="import sympy as sp",
    rights={function: texts[0] for function, texts in RIGHTS.items()},
    is_right={
        "1.1": integrates,
        "1.2": partial(finds_numbers, "1.2"),
        "1.3": decides,
        "1.4": partial(finds_numbers, "1.4"),
    },
    claims=CLAIMS,
    general=GENERAL,
)
OBSERVED = tuple(
    f"{task} {key}"
    for task, keys in {
        "1.1": (
            "sign_lost off_by_factor integrand_returned negated_integrand differentiated typed_in"
            " mean_integrand integrated_twice squared_integrand stray_term variable_scaled"
            " power_rule_whole"
        ),
        "1.2": (
            "finite_upper_bound whole_number lower_bound_zero only_lower_bound only_upper_bound"
            " upper_bound_one exp_plus_to_one upper_bound_ignored typed_in heights_subtracted"
            " ends_added bounds_of_lesson mean_integrand average_height off_by_factor"
            " area_changed integrand_returned height_not_area bounds_not_used"
        ),
        "1.4": "upper_bound_ignored whole_number",
    }.items()
    for key in keys.split()
)
"""Sentences about the answer on the screen, which name no cause: two slips may meet in one."""
PAIRS = replace(
    TRUTH,
    claims={**CLAIMS, **{key: also_where_shown(CLAIMS[key]) for key in OBSERVED}},
    general=GENERAL | {"too_slow"},
)


def firsts(function: str) -> list[Mutant]:
    return list(filter(is_python, singles(function, RIGHTS[function], SLIPS[function])))


def seconds(function: str) -> Iterator[Mutant]:
    return filter(is_python, doubles(firsts(function), SLIPS[function]))


def is_python(mutant: Mutant) -> bool:
    try:
        compile(TRUTH.source(mutant), "mutant", "exec")
    except SyntaxError:
        return "unreadable" in mutant.told
    return True


WHOLE = pytest.mark.skipif(not IS_WHOLE, reason="MUTANTS=all asks for it")


def table_of(
    mutants: Iterable[Mutant], folder: Path, tasks: Iterable[str] = (), truth: Truth = PAIRS
) -> Table:
    """The words for the tasks that a mutant changes, or for others that call them."""
    table = Table()
    for mutant in mutants:
        asked = tasks or [TASKS[function] for function in mutant.functions]
        table.add(shown(mutant, truth, asked, folder / "day4_ex1.py"))
    return table


@pytest.mark.parametrize("function", TASKS)
def test_a_sample_of_slips_is_told_the_truth(function: str, tmp_path: Path) -> None:
    """
    A few mutants of each function lose points, and their first messages are true.
    """
    table = table_of(firsts(function)[20::160], tmp_path, truth=TRUTH)

    assert [] == table.wrong


@pytest.mark.sweep
@pytest.mark.parametrize("function", TASKS)
def test_one_slip_gets_a_true_and_specific_sentence(function: str, tmp_path: Path) -> None:
    """
    No mutant with one slip gets a false message, and 95 % get a specific one.
    """
    table = table_of(share_of(firsts(function), 16), tmp_path, truth=TRUTH)

    assert [] == table.wrong
    assert not IS_WHOLE or table.share >= 0.95, str(table)


@pytest.mark.sweep
@WHOLE
@pytest.mark.parametrize("function", TASKS)
def test_two_slips_are_told_the_truth(function: str, tmp_path: Path) -> None:
    """
    No mutant with two slips in one function gets a false message.
    """
    twice = share_of(seconds(function), 112)

    assert [] == table_of(twice, tmp_path).told_falsely


@pytest.mark.sweep
@WHOLE
def test_slips_in_two_functions_are_told_the_truth(tmp_path: Path) -> None:
    """
    With a slip in definite_integral as well, the functions that call it get no false message.
    """
    below = firsts("definite_integral")
    above = [*firsts("is_probability_density")[::5], *firsts("probability")[::3]]
    both = share_of(across([*below[::9], *above]), 176)

    assert [] == table_of(both, tmp_path, TASKS.values()).told_falsely


@pytest.mark.sweep
@WHOLE
@pytest.mark.parametrize("task", ["1.3", "1.4"])
def test_a_slip_in_the_area_is_told_the_truth_where_it_is_used(task: str, tmp_path: Path) -> None:
    """
    A wrong definite_integral makes no sentence false about a function that calls it.
    """
    mutants = share_of(firsts("definite_integral"), 16)

    assert [] == table_of(mutants, tmp_path, [task]).told_falsely
