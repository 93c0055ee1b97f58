"""
Decoding: a wire form to exact plain types, built from scratch.

Tags are looked up exactly, and sizes are checked before anything is built. SymPy objects are built
from classes on the allow-list; the names of symbols are the only text that reaches SymPy.
"""

from __future__ import annotations

import math
import re
from binascii import a2b_base64
from collections.abc import Callable
from typing import Any

import numpy as np
import sympy

from autograder.grading import wire_format as wire
from autograder.grading.wire_format import CodecError, is_symbol_name
from autograder.judges.answer import Foreign

NUMBERS = {int, float, complex}
_HEX = re.compile(rf"-?0x[0-9a-f]{{1,{wire.DIGITS}}}")
_FLOAT = re.compile(r"-?0x[01]\.[0-9a-f]{1,13}p[+-][0-9]{1,4}|-?inf|nan")


class Oversized(Exception):  # noqa: N818 -- a large answer is not an error
    """A number that SymPy computes while it is rebuilt is larger than any that may cross."""


class Decoder:
    """One value on its way in; it counts nodes, so that a bomb is refused."""

    nodes = 0

    def decode(self, form: Any, depth: int) -> Any:
        self.nodes += 1
        if self.nodes > wire.NODES or depth > wire.DEPTH:
            raise CodecError("The value is larger than any answer.")
        if type(form) is not list or not form or type(form[0]) is not str:
            raise CodecError("A value is a list that starts with its tag.")
        build = _BY_TAG.get(form[0])
        if build is None or len(form) != build.__code__.co_argcount - 1:
            raise CodecError("No such tag, or not its number of parts.")
        return build(self, depth + 1, *form[1:])

    def list(self, depth: int, forms: Any) -> list[Any]:
        _expect(type(forms) is list, "Items are in a list.")
        return [self.decode(form, depth) for form in forms]

    def plain_constant(self, _: int, value: Any) -> Any:
        _expect(value is None or value is True or value is False, "Not None, True or False.")
        return value

    def number(self, _: int, digits: Any) -> int:
        return _whole(digits)

    def real(self, _: int, digits: Any) -> float:
        return _real(digits)

    def complex(self, _: int, re_: Any, im: Any) -> complex:
        return complex(_real(re_), _real(im))

    def text(self, _: int, text: Any) -> str:
        return _text(text, wire.TEXT)

    def tuple(self, depth: int, items: Any) -> tuple[Any, ...]:
        return tuple(self.list(depth, items))

    def dict(self, depth: int, pairs: Any) -> dict[Any, Any]:
        _expect(_are_pairs(pairs), "A dict is a list of pairs.")
        found = {}
        for key, value in pairs:
            name = self.decode(key, depth)
            if isinstance(name, np.ndarray) and name.ndim == 0:
                name = name.item()  # a NumPy scalar, which crosses as an array
            found[name] = self.decode(value, depth)
        return found

    def array(self, _: int, dtype: Any, shape: Any, data: Any) -> np.ndarray[Any, Any]:
        kind = wire.DTYPES.get(dtype) if type(dtype) is str else None
        if kind is None or type(data) is not str:
            raise CodecError("Not an array.")
        _expect(type(shape) is list and len(shape) <= wire.AXES, "An array has few axes.")
        sides = [_whole(side) for side in shape]
        size = math.prod(sides) * kind.itemsize
        _expect(min(sides, default=0) >= 0 and size <= wire.ARRAY_BYTES, "No such shape.")
        _expect(len(data) == 4 * ((size + 2) // 3), "The shape of an array differs from its bytes.")
        content = a2b_base64(data, strict_mode=True)
        _expect(len(content) == size, "The shape of an array differs from its bytes.")
        array = np.frombuffer(content, dtype=np.uint8 if dtype == "bool" else kind).reshape(sides)
        return array.astype(bool) if dtype == "bool" else array.copy()

    def matrix(self, depth: int, shape: Any, entries: Any) -> Any:
        is_shape = type(shape) is list and [int, int] == [type(side) for side in shape]
        _expect(is_shape, "A matrix has rows and columns.")
        values = self.list(depth, entries)
        fits = all(0 <= side <= wire.MATRIX_SIDE for side in shape)
        fits = fits and len(values) == shape[0] * shape[1]
        _expect(fits, "The shape of a matrix does not match its entries.")
        if not all(isinstance(one, sympy.Expr) or type(one) in NUMBERS for one in values):
            return Foreign("object", "ndarray of objects")
        return sympy.Matrix(*shape, values)

    def constant(self, _: int, name: Any) -> Any:
        value = wire.CONSTANTS.get(name) if type(name) is str else None
        _expect(value is not None, "No such constant.")
        return value

    def integer(self, _: int, digits: Any) -> Any:
        return sympy.Integer(_whole(digits))

    def rational(self, _: int, p: Any, q: Any) -> Any:
        below = _whole(q)
        _expect(below > 0, "A denominator is positive.")
        return sympy.Rational(_whole(p), below)

    def float(self, _: int, mantissa: Any, exponent: Any, bits: Any) -> Any:
        man, exp, precision = _whole(mantissa), _whole(exponent), _whole(bits)
        _expect(1 <= precision <= wire.FLOAT_BITS, "No such precision.")
        _expect(abs(exp) <= wire.FLOAT_EXPONENT, "No such exponent.")
        return sympy.Float((int(man < 0), abs(man), exp, man.bit_length()), precision=precision)

    def symbol(self, _: int, name: Any, facts: Any) -> Any:
        _expect(is_symbol_name(name), "A symbol has a name.")
        _expect(_are_pairs(facts), "A fact is a name and a truth value.")
        for fact, value in facts:
            _expect(type(fact) is str and fact in wire.ASSUMPTIONS, "No such fact.")
            _expect(type(value) is bool, "A fact is true or false.")
        return sympy.Symbol(name, **dict(facts))

    def tree(self, depth: int, head: Any, arguments: Any) -> Any:
        cls = wire.CLASSES.get(head) if type(head) is str else None
        if cls is None:
            raise CodecError("No such class.")
        values = self.list(depth, arguments)
        _expect(all(map(_is_symbolic, values)), "An expression consists of SymPy's own objects.")
        if head == "ExprCondPair":
            return cls(*values)
        if head == "Pow" and len(values) == 2:
            _demand_power(*values)
        built = cls(*values)
        if getattr(built, "is_Rational", False) and bits(built) > 4 * wire.DIGITS:
            raise Oversized
        _expect(_is_symbolic(built), "The class built something else.")
        return built

    def foreign(self, _: int, kind: Any, name: Any) -> Foreign:
        _expect(type(kind) is str and kind in wire.KINDS, "No such kind.")
        return Foreign(kind, _text(name, wire.NAME))


_BY_TAG: dict[str, Callable[..., Any]] = {
    "c": Decoder.plain_constant,
    "i": Decoder.number,
    "f": Decoder.real,
    "z": Decoder.complex,
    "s": Decoder.text,
    "l": Decoder.list,
    "t": Decoder.tuple,
    "d": Decoder.dict,
    "a": Decoder.array,
    "M": Decoder.matrix,
    "k": Decoder.constant,
    "I": Decoder.integer,
    "Q": Decoder.rational,
    "F": Decoder.float,
    "S": Decoder.symbol,
    "e": Decoder.tree,
    "x": Decoder.foreign,
}


def _expect(condition: Any, otherwise: str) -> None:
    if not condition:
        raise CodecError(otherwise)


def _are_pairs(value: Any) -> bool:
    return type(value) is list and all(type(one) is list and len(one) == 2 for one in value)


def _whole(digits: Any) -> int:
    is_hex = type(digits) is str and _HEX.fullmatch(digits)
    _expect(is_hex, "Whole numbers are written in hexadecimal.")
    return int(digits, 16)


def _real(digits: Any) -> float:
    is_hex = type(digits) is str and _FLOAT.fullmatch(digits)
    _expect(is_hex, "Floats are written in hexadecimal.")
    return float.fromhex(digits)


def _text(text: Any, most: int) -> str:
    _expect(type(text) is str and len(text) <= most, "It is not text, or longer than any answer.")
    return str(text)


def _demand_power(base: Any, exponent: Any) -> None:
    """Raise Oversized for a power of whole numbers before it is computed."""
    is_exact = base.is_Rational and exponent.is_Integer
    if is_exact and bits(base) * abs(int(exponent)) > 4 * wire.DIGITS:
        raise Oversized


def bits(number: Any) -> int:
    """Those of the larger part of a rational; 0 for 0 and 1, whose powers stay small."""
    p, q = abs(int(number.p)), int(number.q)
    return max(p.bit_length(), q.bit_length()) if max(p, q) > 1 else 0


def _is_symbolic(value: Any) -> bool:
    return type(value).__module__.partition(".")[0] == "sympy"
