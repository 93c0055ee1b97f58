"""Symbols by name: two that print alike are one for the judges, whatever is assumed of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sympy as sp

from autograder.judges.integrals.evaluation import has_decimals

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


def names(expression: Any) -> frozenset[str]:
    """The names of the free symbols."""
    return frozenset(symbol.name for symbol in expression.free_symbols)


def unify(expression: Any, like: Any) -> Any:
    """
    The expression with one real symbol per name.

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
    """
    Whether SymPy forms its derivative in bounded time.

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
    """
    Whether functions are within each other deeper than in any answer to a task.

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
