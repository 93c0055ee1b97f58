"""A function of numbers that a formula gives, as an argument for functions that take functions.

It is data: it crosses to the process of a learner's code as its expression, is drawn like any other
input, and is computed without `eval`, on numbers and on arrays alike.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from operator import add, mul
from typing import Any

import numpy as np
import sympy as sp

OPERATIONS: dict[type, Callable[..., Any]] = {
    sp.Add: lambda *terms: reduce(add, terms),
    sp.Mul: lambda *factors: reduce(mul, factors),
    sp.exp: np.exp,
    sp.log: np.log,
    sp.sin: np.sin,
    sp.cos: np.cos,
    sp.tan: np.tan,
    sp.atan: np.arctan,
    sp.sinh: np.sinh,
    sp.cosh: np.cosh,
    sp.tanh: np.tanh,
    sp.Abs: abs,
}
NAMES = {"log": "np.log", "atan": "np.arctan", "Abs": "abs", "pi": "np.pi", "E": "np.e"}
WORD = re.compile(r"[A-Za-z_]\w*")


@dataclass(frozen=True, slots=True)
class Formula:
    """`Formula((x,), x**2)` is what `lambda x: x**2` is. Raises TypeError for what it cannot hold.

    arguments: symbols, in their order; the expression holds no others.
    """

    arguments: tuple[sp.Symbol, ...]
    expression: sp.Expr

    def __post_init__(self) -> None:
        others = self.expression.free_symbols - {*self.arguments}
        odd = {str(one) for one in others} | {
            type(one).__name__
            for one in sp.preorder_traversal(self.expression)
            if not (one.is_Symbol or one.is_Pow or (one.is_number and one.is_Atom and one.is_real))
            and type(one) not in OPERATIONS
        }
        if odd:
            raise TypeError(f"A formula cannot hold {', '.join(sorted(odd))}.")

    def __call__(self, *values: Any) -> Any:
        if len(values) != len(self.arguments):
            count = f"{len(self.arguments)} positional argument{'s'[: len(self.arguments) - 1]}"
            raise TypeError(f"f() takes {count} but {len(values)} were given")
        return _value(self.expression, dict(zip(self.arguments, values, strict=True)))

    def __repr__(self) -> str:
        own = {symbol.name for symbol in self.arguments}
        text = WORD.sub(
            lambda m: m[0] if m[0] in own else NAMES.get(m[0], f"np.{m[0]}"), str(self.expression)
        )
        return f"lambda {', '.join(symbol.name for symbol in self.arguments)}: {text}"


def _value(node: Any, known: dict[sp.Symbol, Any]) -> Any:
    if node.is_Symbol:
        return known[node]
    if node.is_Integer:
        return int(node)
    if node.is_Rational:
        return int(node.p) / int(node.q)
    if node.is_Number or node.is_NumberSymbol:
        return float(node)
    values = [_value(one, known) for one in node.args]
    return _power(*values) if node.is_Pow else OPERATIONS[type(node)](*values)


def _power(base: Any, exponent: Any) -> Any:
    """As Python's own, but a root of a negative number is nan, and 1/x works for whole numbers."""
    if type(exponent) is int:
        return base**exponent if exponent >= 0 else 1 / base**-exponent
    return np.power(np.asarray(base, float)[()], exponent)
