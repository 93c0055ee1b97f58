"""What shows in the kind of thing that came back: mistakes, and notes beside a right answer."""

from autograder.mistakes.catalogue import Mistake, catalogue_of
from autograder.mistakes.integrals.recognise import kind

BOXED, TRAILING_COMMA, FUNCTION_RETURNED = catalogue_of(
    """
    boxed: Your answer is wrapped in a {=type} with one element. Return the element itself, without those brackets.
    trailing_comma: You returned a tuple with one element, as a comma at the end of a line makes it. Delete that comma.
    function_returned: You returned a function, not what it gives. Call it, and return the result.
    """,
    boxed=kind("boxed"),
    trailing_comma=kind("comma"),
    function_returned=kind("function", "uncalled"),
)
UNFINISHED = catalogue_of(
    """
    unevaluated: This is the right integral, but it is not computed yet. Add .doit(), or use sp.integrate; if you did, SymPy cannot do it in this form: print what you pass on.
    unevaluated_2: Your answer still holds an integral, limit or derivative that is not computed. .doit() computes it. But is it the one that was asked for?
    series: You returned the start of a series; its O(..) stands for the rest. Give the closed form.
    """,
    unevaluated=lambda case: (
        case.finding.kind == "unevaluated" and case.finding.evidence.get("done")
    ),
    unevaluated_2=kind("unevaluated"),
    series=kind("series"),
)


def wrong_kinds(wanted: str) -> tuple[Mistake, ...]:
    """Mistakes of a task that wants an expression or a number, as `wanted` calls it.

    They recognise whatever is neither, and what nobody has computed yet.
    """
    kinds = catalogue_of(
        """
        returned_none: Your function returned None. Which line returns the answer, and is it always reached?
        equation: You returned an equation or an inequality. Return the WANTED itself, without the comparison.
        uncalled: You returned a function such as sp.exp without its argument. What belongs in its brackets?
        truth_value: You returned a yes or no, as a comparison gives it. Return the WANTED itself.
        text: You returned text. Return the SymPy WANTED itself: no quotes, no str(), no f-string.
        array_of_one: You returned an array or matrix that holds one value. Return that value.
        array: You returned an array. One WANTED is asked for, in symbols: which function of SymPy gives it?
        quad_pair: You returned two decimals; one WANTED is asked for. If they come from quad, which gives a value and an error: SymPy's value is exact.
        container: You returned a {=type} of {n} things. Return one WANTED, without the rest.
            | You returned a {=type} of several things. Return one WANTED, without the rest.
        wrong_type: What you returned is no SymPy WANTED, or a huge one. Print it and its type: where does it come from?
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
