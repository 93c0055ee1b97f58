"""
What kind of object an answer is, which is asked before any mathematics.

Text never reaches SymPy, which would execute it; every branch asks for exact types first.
"""

from __future__ import annotations

import cmath
from collections.abc import Callable
from typing import Any

import numpy as np
import sympy as sp
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean

from autograder.judges.answer import Foreign
from autograder.judges.finding import Finding, undecided, wrong
from autograder.judges.integrals.symbols import is_too_deep
from autograder.judges.raised import by_sympy

_CONTAINERS = (list, tuple, dict, sp.Tuple)
_FOREIGN = {"stub": "stub", "class": "uncalled", "function": "function"}


def judged(value: Any, judge: Callable[[Any], Finding]) -> Finding:
    """
    What a judge finds in the expression that an answer is.

    An answer that is too deep for SymPy, or over which SymPy itself breaks, is undecided.
    """
    given = classify(value)
    if isinstance(given, Finding):
        return given
    if is_too_deep(given):
        return undecided("too_deep")
    try:
        return judge(given)
    except Exception as error:
        if not by_sympy(error):
            raise
        return undecided("not_evaluable")


def classify(value: Any) -> Any:
    """
    The SymPy expression that an answer is, or the `Finding` that says why it is not one.

    Numbers of Python and NumPy (0-d arrays) become SymPy's; a `Lambda` passes as it is.

    Kinds: "none", "stub", "uncalled", "function", "truth_value", "text", "relation",
    "array_of_one", "array", "comma" and "boxed" (type): a tuple, or another container, of one,
    "pair", "container" (type, n), "foreign".
    """
    value = unwrap(value)
    kind, evidence = _sort(value)
    return wrong(kind, **evidence) if kind else as_expression(value)


def unwrap(value: Any) -> Any:
    """What a 0-d array holds, as a plain Python value; anything else as it is."""
    if isinstance(value, np.ndarray) and value.ndim == 0:
        return value.item()
    return value


def as_expression(value: Any) -> Any:
    """A plain number as SymPy's; floats stay floats, so that a judge can see them."""
    if isinstance(value, int):
        return sp.Integer(int(value))
    if isinstance(value, float):
        return sp.Float(float(value))
    if not isinstance(value, complex):
        return value
    if not cmath.isfinite(value):
        return sp.nan if cmath.isnan(value) else sp.zoo
    return sp.Float(value.real) + sp.I * sp.Float(value.imag)


def _sort(value: Any) -> tuple[str, dict[str, Any]]:
    """Kind and evidence; an empty kind for what can be judged as an expression."""
    if value is None:
        return "none", {}
    if isinstance(value, bool):
        return "truth_value", {}
    if isinstance(value, str | bytes):
        return "text", {}
    if isinstance(value, int | float | complex):
        return "", {}
    if isinstance(value, Foreign):
        return _FOREIGN.get(value.kind, "foreign"), {}
    if isinstance(value, _CONTAINERS):
        return _container(value)
    return _array_or_symbolic(value), {}


def _container(value: Any) -> tuple[str, dict[str, Any]]:
    kind = type(value).__name__.lower()
    if len(value) == 1:
        return ("comma" if kind == "tuple" else "boxed"), {"type": kind}
    if len(value) == 2 and not isinstance(value, dict) and all(map(_is_float, value)):
        return "pair", {"type": kind}
    return "container", {"type": kind, "n": len(value)}


def _is_float(value: Any) -> bool:
    return isinstance(unwrap(value), float | sp.Float)


def _array_or_symbolic(value: Any) -> str:
    if isinstance(value, np.ndarray | sp.MatrixBase) or getattr(value, "is_Matrix", False):
        is_one = all(side == 1 for side in getattr(value, "shape", ()))
        return "array_of_one" if is_one else "array"
    if isinstance(value, Relational):
        return "relation"
    if isinstance(value, Boolean) and not isinstance(value, sp.Symbol):
        return "truth_value"
    return "" if isinstance(value, sp.Expr) else "foreign"
