"""Answers for "v equals the expected value"."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import sympy as sp

from autograder.judges.answer import Foreign

x, t, C = sp.symbols("x t C")
lam = sp.Symbol("lam", positive=True)
exp, oo, R = sp.exp, sp.oo, sp.Rational
f = exp(-x)

# name: (answer, notes); all for 1
RIGHT: dict[str, tuple[Any, tuple[str, ...]]] = {
    "int": (1, ()),
    "Integer": (sp.Integer(1), ()),
    "array of int": (np.array(1), ()),
    "E over E": (sp.Mul(sp.E, 1 / sp.E, evaluate=False), ()),
    "gamma": (sp.gamma(1, evaluate=False), ()),
    "Pythagoras": (sp.cos(1) ** 2 + sp.sin(1) ** 2, ()),
    "exp of 0": (exp(0, evaluate=False), ()),
    "nested roots": (sp.sqrt(3 + 2 * sp.sqrt(2)) - sp.sqrt(2), ()),
    "telescope": (sp.Add(1, exp(-1000), -exp(-1000), evaluate=False), ()),
    "factorised": (sp.Mul(sp.E - 1, 1 / (sp.E - 1), evaluate=False), ()),
    "Piecewise": (sp.Piecewise((1, x > 0), (1, True), evaluate=False), ()),
    "minus exp of i pi": (-exp(sp.I * sp.pi, evaluate=False), ("imaginary",)),
    "float": (1.0, ("floats",)),
    "Float": (sp.Float(1.0), ("floats",)),
    "many digits": (sp.Float(1, 50), ("floats",)),
    "float32": (np.array(1, dtype=np.float32), ("floats",)),
    "complex": (1 + 0j, ("floats",)),
    "quad": (1.0000000000000002, ("floats",)),
    "numeric integration": (sp.Float("1.00000000000000000001"), ("floats",)),
    "almost": (1 - 1e-10, ("floats",)),
}

# name: (answer, kind, evidence that must be there); all for 1
WRONG: dict[str, tuple[Any, str, dict[str, Any]]] = {
    "up to 1000": (1 - exp(-1000), "differs", {}),
    "up to a million": (1 - exp(-(10**6)), "differs", {}),
    "up to 100": (1 - exp(-100), "differs", {}),
    "up to 1": (1 - exp(-1), "differs", {}),
    "up to 1000, disguised": (sp.sin(1) ** 2 + sp.cos(1) ** 2 - exp(-1000), "differs", {}),
    "up to 1000, factored": (sp.Mul(exp(1000) - 1, exp(-1000), evaluate=False), "differs", {}),
    "a trillionth more": (1 + R(1, 10**12), "differs", {}),
    "complex": (1 + sp.I, "differs", {}),
    "complex float": (1 + 1e-3j, "rounded", {}),
    "Python complex": (1 + 1j, "differs", {}),
    "negative": (-1, "differs", {}),
    "zero": (0, "differs", {}),
    "huge": (10**2000, "differs", {}),
    "rounded": (0.9999, "rounded", {}),
    "sum": (1.0508, "differs", {}),
    "half": (R(1, 2), "differs", {}),
    "infinity": (oo, "infinite", {}),
    "minus infinity": (-oo, "infinite", {}),
    "float infinity": (math.inf, "infinite", {}),
    "array of infinity": (np.array(math.inf), "infinite", {}),
    "nan": (sp.nan, "not_finite", {}),
    "float nan": (math.nan, "not_finite", {}),
    "complex nan": (complex(math.nan, 1), "not_finite", {}),
    "complex infinity": (sp.zoo, "not_finite", {}),
    "infinity in a sum": (sp.Add(1, oo, evaluate=False), "not_finite", {}),
    "infinity in a sine": (sp.sin(oo, evaluate=False), "not_finite", {}),
    "bounds of sine": (sp.AccumBounds(-1, 1), "not_finite", {}),
    "antiderivative": (-exp(-x), "symbols", {"names": "x", "cancels": False}),
    "distribution function": (1 - exp(-x), "symbols", {"names": "x", "cancels": False}),
    "plus C": (1 + C, "symbols", {"names": "C", "cancels": False}),
    "C cancels": (sp.cos(C) ** 2 + sp.sin(C) ** 2, "symbols", {"names": "C", "cancels": True}),
    "letters for infinity": (1 - exp(-sp.Symbol("oo")), "symbols", {"names": "oo"}),
    "integral": (sp.Integral(f, (x, 0, oo)), "unevaluated", {"done": True}),
    "half an integral": (sp.Integral(f, (x, 0, oo)) / 2, "unevaluated", {"done": False}),
    "integral to 9": (sp.Integral(f, (x, 0, 9)), "unevaluated", {"done": False}),
    "open integral": (sp.Integral(f, x), "unevaluated", {"done": False}),
    "divergent integral": (sp.Integral(1 / f, (x, 0, oo)), "unevaluated", {"done": False}),
    "double integral": (sp.Integral(f, (x, 0, oo), (t, 0, 1)), "unevaluated", {"done": False}),
    "whole line": (sp.Integral(exp(-sp.pi * x**2), (x, -oo, oo)), "unevaluated", {"done": True}),
    "limit": (sp.Limit(1 - exp(-x), x, oo), "unevaluated", {"done": True}),
    "limit at 0": (sp.Limit(sp.sin(x) / x, x, 0), "unevaluated", {"done": True}),
    "limit below": (sp.Limit(exp(-x), x, 0, dir="-"), "unevaluated", {"done": True}),
    "limit elsewhere": (sp.Limit(exp(-x), x, -oo), "unevaluated", {"done": False}),
    "unevaluated sum": (sp.Sum(2**-x, (x, 1, oo)), "unevaluated", {"done": False}),
    "series": (1 + sp.Order(x), "series", {}),
    "Lambda": (sp.Lambda(x, 1), "function", {}),
    "quad": ((1.0, 5.8e-11), "pair", {}),
    "pair of NumPy floats": ((np.array(1.0), np.array(5.8e-11)), "pair", {}),
    "truth value": (True, "truth_value", {}),
    "sp.true": (sp.true, "truth_value", {}),
    "equation": (sp.Eq(x, 1), "relation", {}),
    "comma": ((1,), "comma", {}),
    "text": ("1", "text", {}),
    "none": (None, "none", {}),
    "stub": (Foreign("stub", "ellipsis"), "stub", {}),
    "function": (Foreign("function", "f"), "function", {}),
    "array of one": (np.array([1.0]), "array_of_one", {}),
    "matrix": (sp.eye(2), "array", {}),
}

# Pairs of an answer and what is expected.
EQUAL: tuple[tuple[Any, Any], ...] = (
    (R(1, 2) - exp(-2) / 2, (1 - exp(-2)) / 2),
    (sp.Float(math.pi / 2), sp.pi / 2),
    (sp.atan(oo), sp.pi / 2),
    (sp.asin(1), sp.pi / 2),
    (exp(-1) - exp(-2), (sp.E - 1) / sp.E**2),
    (-(sp.E**-2) + sp.E**-1, exp(-1) - exp(-2)),
    (sp.sinh(1), (sp.E - 1 / sp.E) / 2),
    (sp.erf(1) / 2, (1 - sp.erfc(1)) / 2),
    (10**30 + R(1, 3), R(1, 3) + 10**30),
    (1 / lam, 1 / lam),
    (1 / sp.Symbol("lam"), 1 / lam),
    (sp.gamma(lam + 1) / sp.gamma(lam), lam),
    (exp(-lam) * (exp(lam) - 1), 1 - exp(-lam)),
    (sp.Piecewise((1 / sp.Symbol("lam"), sp.Symbol("lam") > 0), (oo, True)), 1 / lam),
    (1.0 / lam, 1 / lam),
    (sp.sqrt(lam**2), lam),
)

UNEQUAL: tuple[tuple[Any, Any], ...] = (
    (R(1, 2), (1 - exp(-2)) / 2),
    (1 - exp(-2), (1 - exp(-2)) / 2),
    (R(22, 7), sp.pi),
    (sp.pi / 2 + R(1, 10**20), sp.pi / 2),
    (sp.atan(10**30), sp.pi / 2),
    (1 / lam - exp(-1000 * lam) / lam, 1 / lam),
    (sp.Integer(1), 1 / lam),
    (lam, 1 / lam),
    (exp(-1) - exp(-2) + exp(-3000), exp(-1) - exp(-2)),
)
