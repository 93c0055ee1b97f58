"""Symbols by name: two that print alike are one for the judges, whatever is assumed of them."""

from __future__ import annotations

from typing import Any

import sympy as sp


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


def _real(name: str, positive: set[str]) -> sp.Symbol:
    return sp.Symbol(name, positive=True) if name in positive else sp.Symbol(name, real=True)
