"""
The wire format: how a value travels between two processes, how large it may be, and which of
SymPy's classes, constants and assumptions may cross.

A value is a list whose first entry is its tag. It holds only lists, text, whole numbers, None,
True and False, so JSON carries it without loss.

    ["c", None | True | False]          ["l", items]  ["t", items]   ["d", [[key, value], ...]]
    ["i", hex]      ["f", hex]          ["a", dtype, shape, base64]  ["M", [rows, columns], items]
    ["z", re, im]   ["s", text]         ["I", hex]    ["Q", p, q]    ["F", mantissa, exponent, bits]
    ["k", constant] ["S", name, facts]  ["e", class, arguments]      ["x", kind, name]
"""

from __future__ import annotations

from typing import Any

import numpy as np
import sympy
from sympy.functions.elementary.piecewise import ExprCondPair
from sympy.functions.special.beta_functions import beta

Wire = list[Any]

NODES = 20_000
DEPTH = 200
TEXT = 65_536
DIGITS = 2_000  # of a whole number, in hexadecimal
ARRAY_BYTES = 8 * 2**20
MATRIX_SIDE = 500
FLOAT_BITS = 4_096
FLOAT_EXPONENT = 2**15  # the sine of 2**(10**6) takes minutes, and rebuilding computes it
NAME = 64
AXES = 8

DTYPES = {
    name: np.dtype(name)
    for name in """
    bool int8 int16 int32 int64 uint8 uint16 uint32 uint64 float32 float64 complex64 complex128
    """.split()
}
DTYPE_NAMES = {dtype: name for name, dtype in DTYPES.items()}
DIRECTIONS = frozenset({"+", "-", "+-"})
KINDS = frozenset("function class module stub sympy oversized object".split())

CLASSES: dict[str, type] = {"ExprCondPair": ExprCondPair, "beta": beta} | {
    name: getattr(sympy, name)
    for name in """
    Add Mul Pow exp log LambertW
    sin cos tan cot sec csc asin acos atan acot asec acsc atan2 sinc
    sinh cosh tanh coth sech csch asinh acosh atanh acoth asech acsch
    Abs sign re im arg conjugate floor ceiling frac Mod Max Min Heaviside DiracDelta
    erf erfc erfi erf2 Ei expint li Li Si Ci Shi Chi fresnels fresnelc
    gamma loggamma lowergamma uppergamma digamma polygamma zeta factorial binomial hyper
    meijerg besselj bessely besseli besselk
    Piecewise Tuple Lambda Integral Derivative Limit Sum Product Subs Order
    Equality Unequality StrictLessThan LessThan StrictGreaterThan GreaterThan And Or Not
    """.split()
}
CLASS_NAMES = {cls: name for name, cls in CLASSES.items()}
"""By the exact class: subclasses may not cross."""

CONSTANTS = {
    name: getattr(sympy.S, attribute)
    for name, attribute in (
        pair.split("=")
        for pair in """
        pi=Pi E=Exp1 I=ImaginaryUnit oo=Infinity -oo=NegativeInfinity zoo=ComplexInfinity nan=NaN
        true=true false=false EulerGamma=EulerGamma GoldenRatio=GoldenRatio Catalan=Catalan
        identity=IdentityFunction
        """.split()
    )
}
CONSTANT_NAMES = {type(value): name for name, value in CONSTANTS.items()}

ASSUMPTIONS = frozenset(
    """
    real extended_real complex imaginary integer rational irrational algebraic transcendental
    positive negative nonnegative nonpositive nonzero zero even odd prime composite finite
    infinite hermitian extended_positive extended_negative
    """.split()
)


class CodecError(ValueError):
    """What came over the wire is not a value."""


def is_symbol_name(name: Any) -> bool:
    """An identifier, or one of the directions that SymPy's Limit keeps as symbols."""
    return type(name) is str and len(name) <= NAME and (name.isidentifier() or name in DIRECTIONS)
