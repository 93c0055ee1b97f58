"""Recognisers of exercise 1 by the kind of object that came back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from autograder.mistakes.catalogue import Mistake, Recognised

Recogniser = Callable[[Any], Recognised]


def kind(*kinds: str) -> Recogniser:
    """Recognises the finding's kind; its evidence fills the message."""

    def recognise(case: Any) -> Recognised:
        if case.finding.kind not in kinds:
            return None
        return {name: shown(value) for name, value in case.finding.evidence.items()}

    return recognise


def shown(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple | list) else str(value)


def kind_entries(wanted: str) -> tuple[Mistake, ...]:
    """What was returned is no expression or number at all. wanted: what the task asks for."""
    return (
        Mistake(
            "returned_none",
            "Your function returned None. Is the `return` line missing?",
            kind("none"),
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
        *_container_entries(wanted),
        Mistake(
            "function_returned",
            "You returned a function. Return what it gives: call it.",
            kind("function"),
        ),
        _foreign_entry(wanted),
    )


def _foreign_entry(wanted: str) -> Mistake:
    return Mistake(
        "wrong_type",
        f"You returned something else than a SymPy {wanted}. Print its type: "
        "where did it come from?",
        kind("foreign"),
    )


def _container_entries(wanted: str) -> tuple[Mistake, ...]:
    """What was returned holds several values, or one in brackets."""
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
