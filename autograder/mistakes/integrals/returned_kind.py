"""What shows in the kind of thing that came back: mistakes, and notes beside a right answer."""

from __future__ import annotations

from autograder.mistakes.catalogue import Mistake
from autograder.mistakes.integrals.recognise import kind

BOXED = Mistake(
    "boxed",
    "Your answer lies in a {type} of one. Return what is inside: which brackets do that?",
    kind("boxed"),
    words=("type",),
)
TRAILING_COMMA = Mistake(
    "trailing_comma",
    "Your answer is a tuple of one, as a comma at the end of a line makes it. Take it away.",
    kind("comma"),
)
UNFINISHED = (
    Mistake(
        "unevaluated",
        "Your answer is the right integral, but not computed yet. Use .doit() or sp.integrate; if "
        "you did, SymPy cannot do it in this form: print what you pass on.",
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
WITHOUT_VALUE = (
    Mistake(
        "returned_none", "Your function returned None. Is the `return` line missing?", kind("none")
    ),
    Mistake(
        "equation",
        "You returned an equation. Which side of it is the answer? Return that side only.",
        kind("relation"),
    ),
    Mistake(
        "uncalled",
        "You returned a function such as sp.exp without its argument: "
        "what stands in its parentheses?",
        kind("uncalled"),
    ),
)


def function_returned(*kinds: str) -> Mistake:
    return Mistake(
        "function_returned", "You returned a function. Return what it gives: call it.", kind(*kinds)
    )


def wrong_kinds(wanted: str) -> tuple[Mistake, ...]:
    """
    Mistakes of a task that wants an expression or a number, as `wanted` calls it.

    They recognise whatever is neither, and what nobody has computed yet.
    """
    return (
        *WITHOUT_VALUE,
        Mistake(
            "truth_value",
            f"That is a truth value. Return the {wanted} itself, not a statement about it.",
            kind("truth_value"),
        ),
        Mistake(
            "text",
            f"You returned text; a SymPy {wanted} is wanted: no quotes, no str(), no print.",
            kind("text"),
        ),
        *_containers(wanted),
        function_returned("function"),
        Mistake(
            "wrong_type",
            f"What you returned cannot be read as a SymPy {wanted}. Print its type: "
            "where did it come from?",
            kind("foreign"),
        ),
        *UNFINISHED,
    )


def _containers(wanted: str) -> tuple[Mistake, ...]:
    """What came back holds several values, or one in brackets."""
    return (
        Mistake(
            "array_of_one",
            "You returned an array or matrix that holds one value. Return that value.",
            kind("array_of_one"),
        ),
        Mistake(
            "array",
            f"You returned an array of numbers. One symbolic {wanted} is wanted: "
            "which function of SymPy gives it?",
            kind("array"),
        ),
        BOXED,
        TRAILING_COMMA,
        Mistake(
            "quad_pair",
            "You returned a pair of numbers, as quad does: value and error estimate. "
            f"Return one {wanted}; SymPy's is exact.",
            kind("pair"),
        ),
        Mistake(
            "container",
            f"You returned a {{type}} of {{n}} things; return one {wanted}.",
            kind("container"),
            without=f"You returned a {{type}}; return one {wanted}.",
            words=("type",),
        ),
    )


NOTES = {
    "lambda": "You returned a Lambda; its expression was taken. A plain expression is enough.",
    "floats": "Right. Your answer holds decimals; exact numbers are better: sp.Rational, sp.E.",
    "imaginary": "Right for real x. Your answer holds the imaginary unit, "
    "which is not needed here.",
    "assumptions": "Right. Your answer uses a Symbol of your own that prints like x but has other "
    "assumptions; use the x that your function receives.",
    "constant": "Right. Your constant of integration has an unusual form; + C is enough.",
}
