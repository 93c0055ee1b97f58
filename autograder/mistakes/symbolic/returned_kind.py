"""What shows in the kind of thing that came back: mistakes, and notes beside a right answer."""

from typing import Any

from autograder.judges.answer import Foreign
from autograder.mistakes.catalogue import Mistake, Recognised, catalogue_of
from autograder.mistakes.recognise import kind

BOXED, TRAILING_COMMA, FUNCTION_RETURNED = catalogue_of(
    """
    boxed: Your answer is wrapped in a {=type} with one element. Return the element itself, without those brackets.
    trailing_comma: You returned a tuple with one element, as a comma after a single value makes it. Delete that comma.
    function_returned: You returned a function instead of a result. Call it, with brackets after its name, or work the result out without it; then return that.
    """,
    boxed=kind("boxed"),
    trailing_comma=kind("comma"),
    function_returned=kind("function", "uncalled"),
)
UNFINISHED = catalogue_of(
    """
    unevaluated: This would be right, but part of it is not computed yet. Add .doit(), or use sp.integrate; if nothing changes, print the integrand: is it the given one?
    unevaluated_2: Your answer holds an integral, sum, limit or derivative that is not computed. Add .doit(); if nothing changes, over which symbol does it run?
    series: You returned the start of a series; its O(..) stands for the rest. Leave the series out, and work with the whole function.
    """,
    unevaluated=lambda case: kind("unevaluated")(case) and case.finding.evidence.get("done"),
    unevaluated_2=kind("unevaluated"),
    series=kind("series"),
)


def undefined_function(case: Any) -> Recognised:
    """A function such as sp.Function("C")(x)."""
    value = case.value
    is_undefined = isinstance(value, Foreign) and value.kind == "undefined"
    return {"name": value.name} if is_undefined else None


def wrong_kinds(wanted: str) -> tuple[Mistake, ...]:
    """Mistakes of a task that wants an expression or a number, as `wanted` calls it.

    They recognise whatever is neither, and what nobody has computed yet.
    """
    kinds = catalogue_of(
        """
        returned_none: Your function returned None. Add a line that returns the answer, and make sure that it is always reached.
        equation: You returned an equation or an inequality. Return the WANTED itself, without the comparison.
        uncalled: You returned a function such as sp.exp without its argument. Add the brackets, with the argument in them.
        truth_value: You returned a yes or no, as a comparison gives it. Return the WANTED itself.
        text: You returned text. Return the SymPy WANTED itself: no quotes, no str(), no f-string.
        array_of_one: You returned an array or matrix that holds one value. Return that value.
        array: You returned an array. Return one exact WANTED: SymPy can integrate the function itself, without a list of points.
        quad_pair: You returned two decimals, as quad gives them: a value and an error. Return one exact WANTED: SymPy integrates without decimals.
        container: You returned a {=type} of {n} things. Work out the one WANTED that is asked for, and return it alone.
            | You returned a {=type} of several things. Work out the one WANTED that is asked for, and return it alone.
        mpmath_number: You returned a number of mpmath, which holds decimals. Return the exact WANTED: SymPy integrates without decimals.
        python_fraction: You returned a Fraction of Python's own. SymPy has exact fractions, too: return what it computes, or write sp.Rational.
        undefined_function: Your answer holds {name}, a function that nothing defines.
            | Your answer holds a function that nothing defines. | If you mean a constant, write a Symbol; if you mean a function, write its formula.
        wrong_type: What you returned is not one plain WANTED of SymPy: it is, or holds, something else, or far too much. Print it and its type. Return the WANTED alone.
        """.replace("WANTED", wanted),
        returned_none=kind("none"),
        equation=kind("relation"),
        uncalled=kind("uncalled"),
        truth_value=kind("truth_value"),
        text=kind("text"),
        array_of_one=kind("array_of_one"),
        array=kind("array"),
        quad_pair=kind("pair"),
        container=kind("container"),
        mpmath_number=lambda case: isinstance(case.value, Foreign) and case.value.name == "mpf",
        python_fraction=lambda case: (
            isinstance(case.value, Foreign) and case.value.name == "Fraction"
        ),
        undefined_function=undefined_function,
        wrong_type=kind("foreign"),
    )
    return (*kinds, BOXED, TRAILING_COMMA, FUNCTION_RETURNED, *UNFINISHED)


NOTES = {
    "lambda": "You returned a Lambda, and its expression counts. The expression alone is enough.",
    "floats": "Right. Your answer holds decimals; exact numbers are better: sp.Rational, sp.E.",
    "imaginary": "Right for real x. Your answer holds the imaginary unit, "
    "which is not needed here.",
    "assumptions": "Right. Your answer uses a Symbol of your own that prints like x but has other "
    "assumptions; use the x that your function receives.",
    "constant": "Right. Your constant of integration has an unusual form; + C is enough.",
}
