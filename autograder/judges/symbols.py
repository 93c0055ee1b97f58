"""Symbols by name: two that print alike are one for the judges, whatever is assumed of them."""

from __future__ import annotations

from typing import Any

import sympy as sp

from autograder.judges.raised import by_sympy

MOST_NODES = 1000
DEEPEST = 16
WIDEST = 4


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


def has_cheap_slope(expression: Any) -> bool:
    """
    Whether SymPy forms its derivative in bounded time.

    The derivative of n factors has n**2 nodes, that of n functions within each other has n**2 as
    well, each of them evaluated, and that of a Max of n has 2**n.
    """
    nodes = 0
    level = [expression]
    for _ in range(DEEPEST):
        nodes += len(level)
        if nodes > MOST_NODES or any(_is_wide(node) for node in level):
            return False
        level = [arg for node in level for arg in node.args]
        if not level:
            return True
    return False


def text(expression: Any, most: int) -> str:
    """The beginning of an expression as text; the name of its head where SymPy cannot write it."""
    try:
        return str(expression)[:most]
    except Exception as error:
        if not by_sympy(error):
            raise
        return type(expression).__name__


def _is_wide(node: Any) -> bool:
    return isinstance(node, sp.Max | sp.Min) and len(node.args) > WIDEST


def _real(name: str, positive: set[str]) -> sp.Symbol:
    return sp.Symbol(name, positive=True) if name in positive else sp.Symbol(name, real=True)
