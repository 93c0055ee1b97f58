"""
"f is a density": the answer is a truth value, and nothing else will do.

What is true of f is known from how it was built, never computed; so this judge only sorts.
"""

from __future__ import annotations

from typing import Any

import sympy as sp

from autograder.judges.finding import Finding, right, wrong
from autograder.judges.integrals.classify import classify, unwrap
from autograder.judges.integrals.symbols import text

WANTED = "truth value"
SHOWN = 20


def truth(value: Any, expected: bool) -> Finding:
    """
    Whether an answer is the expected truth value; Python's, NumPy's and SymPy's are all welcome.

    Wrong kinds: "differs" (said: what was answered), "number_for_truth" (value: its text),
    "undecided_relation" (a relation or condition that SymPy left open), "expression" (a formula
    in symbols), and those of `classify` but "relation" and "truth_value".
    """
    said = said_by(value)
    if said is not None:
        return right() if said is bool(expected) else wrong("differs", said=said)
    found = classify(value, wanted=WANTED)
    if not isinstance(found, Finding):
        kind = "expression" if getattr(found, "free_symbols", None) else "number_for_truth"
        return wrong(kind, wanted=WANTED, value=text(found, SHOWN))
    if found.kind in {"relation", "truth_value"}:
        return wrong("undecided_relation", wanted=WANTED)
    return found


def said_by(value: Any) -> bool | None:
    """The truth value that an answer is, whoever made it; None for anything else."""
    value = unwrap(value)
    if value is sp.true or value is sp.false:
        return bool(value)
    return value if isinstance(value, bool) else None
