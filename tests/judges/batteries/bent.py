"""Right answers bent: what is nearly right reaches more of a judge than what is anything at all."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import sympy as sp
from hypothesis import strategies as st

C, t, n = sp.Symbol("C"), sp.Symbol("t"), sp.Symbol("n")
POLAR = sp.exp_polar(sp.I * sp.pi)


def symbol_of(value: Any) -> sp.Symbol:
    return min(value.free_symbols, key=str, default=sp.Symbol("x"))


def renamed(value: Any, **facts: bool) -> Any:
    x = symbol_of(value)
    return value.xreplace({x: sp.Symbol(x.name, **facts)})


# Each takes a right answer, as an expression, and its symbol.
EXPRESSIONS: dict[str, Callable[[Any, Any], Any]] = {
    "right": lambda v, _: v,
    "plus C": lambda v, _: v + C,
    "times C": lambda v, _: v * C,
    "log C": lambda v, _: v + sp.log(C) + C**2,
    "negative": lambda v, _: -v,
    "half": lambda v, _: v / 2,
    "plus one": lambda v, _: v + 1,
    "plus a little": lambda v, x: v + x * sp.Rational(1, 10**12),
    "plus sine": lambda v, x: v + sp.sin(x),
    "plus floor": lambda v, x: v + sp.floor(x),
    "plus Heaviside": lambda v, x: v + sp.Heaviside(x - 1),
    "decimals": lambda v, _: sp.N(v),
    "many decimals": lambda v, _: sp.N(v, 60),
    "few decimals": lambda v, _: sp.N(v, 3),
    "other letter": lambda v, x: v.xreplace({x: t}),
    "positive letter": lambda v, _: renamed(v, positive=True),
    "negative letter": lambda v, _: renamed(v, negative=True),
    "whole letter": lambda v, _: renamed(v, integer=True),
    "zero letter": lambda v, _: renamed(v, zero=True),
    "imaginary letter": lambda v, _: renamed(v, imaginary=True),
    "capital": lambda v, x: v.xreplace({x: sp.Symbol(x.name.upper())}),
    "slope": sp.diff,
    "Integral": sp.Integral,
    "Integral of slope": lambda v, x: sp.Integral(sp.diff(v, x), (x, 0, t)),
    "definite": lambda v, x: sp.Integral(v, (x, 0, sp.oo)),
    "double": lambda v, x: sp.Integral(v, (x, 0, 1), (t, 0, x)),
    "Derivative": sp.Derivative,
    "Derivative of Integral": lambda v, x: sp.Derivative(sp.Integral(v, x), x),
    "Limit": lambda v, x: sp.Limit(v, x, 0),
    "Limit at infinity": lambda v, x: sp.Limit(v, x, sp.oo),
    "Limit at a symbol": lambda v, x: sp.Limit(v, x, t),
    "Subs": lambda v, x: sp.Subs(v, x, t),
    "Sum": lambda v, _: sp.Sum(v / n**2, (n, 1, sp.oo)),
    "Product": lambda v, _: sp.Product(v, (n, 1, 3)),
    "Order": lambda v, x: v + sp.Order(x**3),
    "Lambda": lambda v, x: sp.Lambda(x, v),
    "Lambda of two": lambda v, x: sp.Lambda((x, t), v),
    "Lambda of none": lambda v, _: sp.Lambda((), v),
    "Piecewise": lambda v, x: sp.Piecewise((v, x > 1), (v + 1, True)),
    "equal branches": lambda v, x: sp.Piecewise((v, x > 1), (v, True), evaluate=False),
    "no last branch": lambda v, x: sp.Piecewise((v, x > 1)),
    "branch of another": lambda v, _: sp.Piecewise((v, C > 1), (0, True)),
    "branch of a table": lambda v, x: sp.Piecewise((v, sp.Eq(sp.sin(x), C) | (x < t)), (v, True)),
    "imaginary": lambda v, _: v + sp.I * sp.pi,
    "complex": lambda v, _: v * (1 + sp.I * sp.Rational(1, 10**30)),
    "root of square": lambda v, _: sp.sqrt(v**2),
    "absolute": lambda v, _: sp.Abs(v),
    "reciprocal": lambda v, _: 1 / v,
    "squared": lambda v, _: v**2,
    "power": lambda v, _: sp.Pow(v, 300, evaluate=False),
    "root": lambda v, _: v ** sp.Rational(1, 300),
    "to itself": lambda v, _: v**v,
    "exp": lambda v, _: sp.exp(v),
    "exp of exp": lambda v, x: v + sp.exp(sp.exp(sp.exp(x))),
    "log": lambda v, _: sp.log(v),
    "factorial": lambda v, x: v + sp.factorial(x),
    "gamma": lambda v, x: v * sp.gamma(x) / sp.gamma(x),
    "zeta": lambda v, x: v + sp.zeta(x + 2),
    "Bessel": lambda v, x: v + sp.besselj(2, x),
    "Bessel of order x": lambda v, x: v * sp.besselk(x, 3),
    "polygamma": lambda v, x: v + sp.polygamma(3, x + 1),
    "expint": lambda v, x: v + sp.expint(x, 2),
    "incomplete": lambda v, x: v + sp.lowergamma(x, x),
    "incomplete at 10**5": lambda v, x: v + sp.uppergamma(10**3, x),
    "Lambert": lambda v, x: v + sp.LambertW(x),
    "Dirac": lambda v, x: v + sp.DiracDelta(x - 2),
    "series that is 1": lambda v, x: v * sp.hyper((1, x), (x, 1), 0),
    "hypergeometric": lambda v, x: v * sp.hyper((2, 3), (4,), -x),
    "divergent series": lambda v, x: v + sp.hyper((1, 1), (), x),
    "Meijer": lambda v, x: v + sp.meijerg(((1,), ()), ((1,), (0,)), x),
    "Meijer of a polar number": lambda v, x: v + sp.meijerg(((), ()), ((0,), ()), x * POLAR),
    "polylogarithm": lambda v, x: v + sp.polylog(2, -x),
    "elliptic": lambda v, x: v + sp.elliptic_k(-x),
    "roots": lambda v, x: v + sp.RootSum(t**3 - t - 1, sp.Lambda(t, sp.log(x - t))),
    "a root": lambda v, _: v * sp.CRootOf(t**5 - t - 1, 1),
    "Poly": sp.Poly,
    "unevaluated": lambda v, _: sp.UnevaluatedExpr(v),
    "set of it": lambda v, _: sp.FiniteSet(v),
    "0-d of objects": lambda v, _: np.array(v),
    "nan": lambda _v, _x: sp.nan,
    "zoo": lambda v, x: sp.Add(v, sp.zoo * x, evaluate=False),
    "infinite": lambda v, _: v + sp.oo,
    "infinity times": lambda v, x: v + sp.oo * x,
    "minus infinity": lambda _v, _x: -sp.oo,
    "bounds": lambda v, _: v * sp.AccumBounds(-1, 1),
    "oo as letter": lambda v, _: v * sp.Symbol("oo"),
    "e as letter": lambda v, x: v.xreplace({sp.E: sp.Symbol("e")}) + sp.Symbol("e") ** x,
    "equation": lambda v, _: sp.Eq(v, C),
    "inequality": lambda v, _: v > C,
    "and": lambda v, x: sp.And(v > C, x > 0),
    "not": lambda v, _: sp.Not(sp.Eq(v, C)),
    "text": lambda v, _: str(v),
    "list": lambda v, _: [v],
    "tuple": lambda v, _: (v,),
    "pair": lambda v, _: (v, 1e-10),
    "pair of floats": lambda _v, _x: (1.0, 1e-10),
    "Tuple": sp.Tuple,
    "dict": lambda v, _: {"value": v},
    "set": lambda v, _: {v},
    "matrix": lambda v, _: sp.Matrix([v]),
    "matrix of two": lambda v, _: sp.Matrix([[v, v]]),
    "array": lambda v, _: np.array([v]),
    "array of arrays": lambda v, _: np.array([[v, v], [v, v]]),
    "deep": lambda v, _: nested(v, 40),
    "long": lambda v, x: sp.Add(v, *(sp.sin(k * x) for k in range(1, 30))),
    "long product": lambda v, x: sp.Mul(v, *(x + k for k in range(1, 30))),
    "unknown function": lambda v, x: v + sp.Function("g")(x),
    "cancels": lambda v, _: sp.Add(v, sp.exp(1000), -sp.exp(1000), evaluate=False),
    "nearly cancels": lambda v, _: v + sp.exp(-(10**6)),
    "tiny": lambda v, _: v + sp.Float("1e-9000"),
    "huge": lambda v, _: v * sp.Integer(10) ** 2000,
    "is it": lambda v, _: bool(v),
    "SymPy truth": lambda v, _: sp.true if v else sp.false,
    "number": lambda _v, _x: 1,
    "float": lambda _v, _x: 1.0,
}


def nested(v: Any, depth: int) -> Any:
    for _ in range(depth):
        v = sp.sin(v, evaluate=False)
    return v


def bend_expression(kind: str, value: Any, _: tuple[Any, ...]) -> Any:
    """A right answer of exercise 1, bent; where that bend makes no sense, as it is."""
    value = value if isinstance(value, sp.Basic) else sp.sympify(value, strict=True)
    bend = EXPRESSIONS[kind]
    try:
        return bend(value, symbol_of(value))
    except (TypeError, ValueError, AttributeError):
        return value


ARRAYS: dict[str, Callable[[Any], Any]] = {
    "right": lambda v: v,
    "flat": np.ravel,
    "turned": np.transpose,
    "list": lambda v: v.tolist(),
    "tuple": lambda v: (v, v),
    "tuple of one": lambda v: (v,),
    "list of arrays": list,
    "negative": lambda v: -v,
    "half": lambda v: v / 2,
    "over n": lambda v: v / v.size,
    "twice": lambda v: 2 * v,
    "squared": lambda v: v**2,
    "plus one": lambda v: v + 1,
    "plus a little": lambda v: v + 1e-12,
    "reversed": lambda v: v[::-1],
    "columns reversed": lambda v: np.atleast_2d(v)[:, ::-1],
    "rounded": np.round,
    "absolute": np.abs,
    "zeros": np.zeros_like,
    "ones": np.ones_like,
    "first": lambda v: v[:1],
    "none left": lambda v: v[:0],
    "one entry": lambda v: v.ravel()[0],
    "0-d": lambda v: np.array(v.ravel()[0]),
    "sum": lambda v: float(v.sum()),
    "longer": lambda v: np.concatenate([v, v]),
    "wider": lambda v: np.hstack([v, v]),
    "third axis": lambda v: v[..., None],
    "8 axes": lambda v: v.reshape(v.shape + (1,) * (8 - v.ndim)),
    "outer": lambda v: np.outer(v, v)[:20],
    "nan": lambda v: v * np.nan,
    "one nan": lambda v: np.where(np.arange(v.size).reshape(v.shape) == 0, np.nan, v),
    "one infinity": lambda v: np.where(np.arange(v.size).reshape(v.shape) == 0, -np.inf, v),
    "huge": lambda v: v * 1e307,
    "tiny": lambda v: v * 1e-320,
    "subnormal": lambda v: np.full_like(v, 5e-324),
    "truths": lambda v: v > 0,
    "complex": lambda v: v + 0j,
    "objects": lambda v: v.astype(object),
    "texts": lambda v: v.astype(str),
    "float16": lambda v: v.astype(np.float16),
    "longdouble": lambda v: v.astype(np.longdouble),
    "big end": lambda v: v.astype(">f8"),
    "Fortran": np.asfortranarray,
    "matrix": sp.Matrix,
    "SymPy number": lambda v: sp.Float(float(v.ravel()[0])),
    "none": lambda _: None,
    "text": str,
    "infinity": lambda _: math.inf,
    **{
        dtype: (lambda v, dtype=dtype: v.astype(dtype))
        for dtype in ("float32", "int64", "int8", "uint8", "uint64", "complex64", "bool")
    },
}


def bend_array(kind: str, value: Any, arguments: tuple[Any, ...]) -> Any:
    """A right answer of exercise 2, or an argument, bent."""
    bend, _, of = kind.partition(" of argument ")
    thing = arguments[int(of) % len(arguments)] if of and arguments else value
    with np.errstate(all="ignore"):
        try:
            return ARRAYS[bend](np.asarray(thing))
        except (ValueError, IndexError, TypeError):
            return thing


EXPRESSION_BENDS = st.sampled_from(sorted(EXPRESSIONS))
ARRAY_BENDS = st.sampled_from(sorted(ARRAYS)) | st.builds(
    "{} of argument {}".format, st.sampled_from(sorted(ARRAYS)), st.integers(0, 2)
)
