"""
The wire format: how a value travels between two processes, and how large it may be.

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


class CodecError(ValueError):
    """What came over the wire is not a value."""


def is_symbol_name(name: Any) -> bool:
    """An identifier, or one of the directions that SymPy's Limit keeps as symbols."""
    return type(name) is str and len(name) <= NAME and (name.isidentifier() or name in DIRECTIONS)
