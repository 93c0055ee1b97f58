"""The expression that an answer is: which kind of object, which symbols, how large.

The kind is asked before any mathematics. Text never reaches SymPy, which would execute it; every
branch asks for exact types first. Two symbols that print alike are one for the judges, whatever is
assumed of them.
"""

import cmath
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import sympy as sp
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean

from autograder.judges.answer import Foreign
from autograder.judges.finding import Finding, undecided, wrong
from autograder.judges.raised import by_sympy
from autograder.judges.symbolic.evaluation import has_decimals

# Questions returned as answers. Every comparison would accept them: SymPy differentiates an
# Integral back to its integrand.
UNEVALUATED = frozenset({sp.Integral, sp.Derivative, sp.Limit, sp.Sum, sp.Product, sp.Subs})
NOT_FINITE = frozenset(map(type, (sp.nan, sp.zoo, sp.oo, -sp.oo))) | {sp.AccumBounds}
# What SymPy differentiates in milliseconds.
MOST_NODES = 1000
DEEPEST = 16
MOST_NESTED = 3  # functions within functions
WIDEST = 4  # a Max or Min
DEEPEST_NEST = 10  # no answer to a task has more than three functions within each other

_CONTAINERS = (list, tuple, dict, sp.Tuple)
_FUNCTIONS = (sp.Function, sp.RootSum, sp.ComplexRootOf, sp.UnevaluatedExpr)
_FOREIGN = {"stub": "stub", "class": "uncalled", "function": "function"}


def judged(value: Any, judge: Callable[[Any], Finding]) -> Finding:
    """What a judge finds in the expression that an answer is.

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
    """The SymPy expression that an answer is, or the `Finding` that says why it is not one.

    Numbers of Python and NumPy (0-d arrays) become SymPy's; a `Lambda` passes as it is.

    Kinds: "none", "stub", "uncalled", "function", "truth_value", "text", "relation",
    "array_of_one", "array", "comma" and "boxed" (type): a tuple, or another container, of one,
    "pair", "container" (type, n), "foreign".
    """
    value = unwrap(value)
    if isinstance(value, Foreign) and value.kind == "sympy" and _may_be_right(value.name):
        return undecided("not_evaluable")
    kind, evidence = _sort(value)
    return wrong(kind, **evidence) if kind else as_expression(value)


def _may_be_right(name: str) -> bool:
    """Whether a class of SymPy that does not come across stands for functions or numbers."""
    known = getattr(sp, name, None)
    return isinstance(known, type) and issubclass(known, _FUNCTIONS)


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
        is_equation = (value.kind, value.name) == ("sympy", "Equality")
        return "relation" if is_equation else _FOREIGN.get(value.kind, "foreign"), {}
    if isinstance(value, _CONTAINERS):
        return _container(value)
    return _array_or_symbolic(value), {}


def _container(value: Any) -> tuple[str, dict[str, Any]]:
    kind = type(value).__name__.lower()
    if len(value) == 1:
        return ("comma" if kind == "tuple" else "boxed"), {"type": kind}
    floats = [one for one in value if isinstance(unwrap(one), float | sp.Float)]
    if len(value) == len(floats) == 2 and kind != "dict":
        return "pair", {"type": kind}
    return "container", {"type": kind, "n": len(value)}


def _array_or_symbolic(value: Any) -> str:
    if isinstance(value, np.ndarray | sp.MatrixBase) or getattr(value, "is_Matrix", False):
        is_one = all(side == 1 for side in getattr(value, "shape", ()))
        return "array_of_one" if is_one else "array"
    if isinstance(value, Relational):
        return "relation"
    if isinstance(value, Boolean) and not isinstance(value, sp.Symbol):
        return "truth_value"
    return "" if isinstance(value, sp.Expr) else "foreign"


def names(expression: Any) -> frozenset[str]:
    """The names of the free symbols."""
    return frozenset(symbol.name for symbol in expression.free_symbols)


def unify(expression: Any, like: Any) -> Any:
    """The expression with one real symbol per name.

    A name that `like` declares positive stays positive, so that an answer is judged where the
    question lives. Real symbols also settle the conditions that SymPy attaches to complex ones.
    """
    positive = {symbol.name for symbol in like.free_symbols if symbol.is_positive}
    unified = {symbol: _real(symbol.name, positive) for symbol in expression.atoms(sp.Symbol)}
    changes = {old: new for old, new in unified.items() if old != new}
    return expression.xreplace(changes) if changes else expression


def heads(expression: Any) -> frozenset[type]:
    """The classes of all nodes."""
    return frozenset(map(type, sp.preorder_traversal(expression)))


def derivative(expression: Any, x: sp.Symbol) -> Any:
    """The derivative; None where SymPy may take long to form it."""
    return sp.diff(expression, x) if has_cheap_slope(expression) else None


def has_cheap_slope(expression: Any) -> bool:
    """Whether SymPy forms its derivative in bounded time.

    The derivative of n factors has n**2 nodes, and that of a Max of n has 2**n. For functions
    within functions SymPy asks each node whether it is real, positive, whole ...: seconds for five
    sech or coth within each other, milliseconds for three.
    """
    nodes = 0
    for depth, level in enumerate(_levels(expression)):
        nodes += len(level)
        if depth == DEEPEST or nodes > MOST_NODES or any(_is_costly(*pair) for pair in level):
            return False
    return True


def is_too_deep(expression: Any) -> bool:
    """Whether functions are within each other deeper than in any answer to a task.

    SymPy may take seconds to put such a tower together again with another symbol.
    """
    return any(within > DEEPEST_NEST for level in _levels(expression) for _, within in level)


def can_print(expression: Any) -> bool:
    """Whether SymPy prints its decimal numbers at once: 1e1000000000 takes it minutes."""
    floats = expression.atoms(sp.Float)
    return all(has_decimals(number._to_mpmath(53)) for number in floats)  # noqa: SLF001


def _levels(expression: Any) -> Iterator[list[tuple[Any, int]]]:
    """The nodes by their depth in the tree, each with the number of functions that it is within."""
    level = [(expression, 0)]
    while level:
        level = [(node, within + _is_nest(node)) for node, within in level]
        yield level
        level = [(arg, within) for node, within in level for arg in node.args]


def _is_nest(node: Any) -> bool:
    """Whether what it holds is inside a function, or in an exponent."""
    return isinstance(node, sp.Function) or (isinstance(node, sp.Pow) and not node.exp.is_Number)


def _is_costly(node: Any, within: int) -> bool:
    is_wide = isinstance(node, sp.Max | sp.Min) and len(node.args) > WIDEST
    return is_wide or within > MOST_NESTED


def _real(name: str, positive: set[str]) -> sp.Symbol:
    return sp.Symbol(name, positive=True) if name in positive else sp.Symbol(name, real=True)
