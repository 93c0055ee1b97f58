"""
Decoding: a wire form to exact plain types, built from scratch.

Tags are looked up exactly, sizes are checked before anything is built, and nothing but CodecError
is raised. SymPy objects are built from classes on the allow-list; no text reaches SymPy but the names of
symbols.
"""

from __future__ import annotations

import math
import re
from binascii import a2b_base64
from collections.abc import Callable
from typing import Any

import numpy as np

from autograder.grading import sympy_allowlist as allowlist
from autograder.grading import wire_format as wire
from autograder.grading.wire_format import CodecError, is_symbol_name
from autograder.judges.answer import Foreign

_HEX = re.compile(rf"-?0x[0-9a-f]{{1,{wire.DIGITS}}}")
_FLOAT = re.compile(r"-?0x[01]\.[0-9a-f]{1,13}p[+-][0-9]{1,4}|-?inf|nan")


class Oversized(Exception):  # noqa: N818 -- a large answer is not an error
    """A number that SymPy computes while it is rebuilt is larger than any that may cross."""


class Decoder:
    """One value on its way in: exact tags, exact types, caps before anything is built."""

    def __init__(self) -> None:
        self.nodes = 0

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

    def items(self, forms: Any, depth: int) -> list[Any]:
        if type(forms) is not list:
            raise CodecError("Items stand in a list.")
        return [self.decode(form, depth) for form in forms]

    def plain_constant(self, _: int, value: Any) -> Any:
        if value is None or value is True or value is False:
            return value
        raise CodecError("Not None, True or False.")

    def number(self, _: int, digits: Any) -> int:
        return _whole(digits)

    def real(self, _: int, digits: Any) -> float:
        return _real(digits)

    def complex(self, _: int, re_: Any, im: Any) -> complex:
        return complex(_real(re_), _real(im))

    def text(self, _: int, text: Any) -> str:
        return _text(text, wire.TEXT)

    def list(self, depth: int, items: Any) -> list[Any]:
        return self.items(items, depth)

    def tuple(self, depth: int, items: Any) -> tuple[Any, ...]:
        return tuple(self.items(items, depth))

    def dict(self, depth: int, pairs: Any) -> dict[Any, Any]:
        if type(pairs) is not list or any(type(p) is not list or len(p) != 2 for p in pairs):
            raise CodecError("A dict is a list of pairs.")
        found = {}
        for key, value in pairs:
            found[_key(self.decode(key, depth))] = self.decode(value, depth)
        return found

    def array(self, _: int, dtype: Any, shape: Any, data: Any) -> np.ndarray[Any, Any]:
        kind = wire.DTYPES.get(dtype) if type(dtype) is str else None
        if (
            kind is None
            or type(data) is not str
            or type(shape) is not list
            or len(shape) > wire.AXES
        ):
            raise CodecError("Not an array.")
        sides = [_whole(side) for side in shape]
        size = math.prod(sides) * kind.itemsize
        if min(sides, default=0) < 0 or size > wire.ARRAY_BYTES or len(data) != -(-size // 3) * 4:
            raise CodecError("The shape of an array and its bytes differ.")
        content = a2b_base64(data, strict_mode=True)
        if len(content) != size:
            raise CodecError("The shape of an array and its bytes differ.")
        array = np.frombuffer(content, dtype=np.uint8 if dtype == "bool" else kind).reshape(sides)
        return array.astype(bool) if dtype == "bool" else array.copy()

    def matrix(self, depth: int, shape: Any, entries: Any) -> Any:
        import sympy

        if type(shape) is not list or len(shape) != 2 or any(type(n) is not int for n in shape):
            raise CodecError("A matrix has rows and columns.")
        values = self.items(entries, depth)
        if not all(0 <= n <= wire.MATRIX_SIDE for n in shape) or len(values) != shape[0] * shape[1]:
            raise CodecError("The shape of a matrix and its entries differ.")
        if not all(isinstance(value, sympy.Expr) or _is_number(value) for value in values):
            return Foreign("object", "ndarray of objects")
        return sympy.Matrix(*shape, values)

    def constant(self, _: int, name: Any) -> Any:
        value = allowlist.constants().get(name) if type(name) is str else None
        if value is None:
            raise CodecError("No such constant.")
        return value

    def integer(self, _: int, digits: Any) -> Any:
        import sympy

        return sympy.Integer(_whole(digits))

    def rational(self, _: int, p: Any, q: Any) -> Any:
        import sympy

        below = _whole(q)
        if below < 1:
            raise CodecError("A denominator is positive.")
        return sympy.Rational(_whole(p), below)

    def float(self, _: int, mantissa: Any, exponent: Any, bits: Any) -> Any:
        import sympy

        man, exp, precision = _whole(mantissa), _whole(exponent), _whole(bits)
        if not 1 <= precision <= wire.FLOAT_BITS or abs(exp) > wire.FLOAT_EXPONENT:
            raise CodecError("No such precision.")
        return sympy.Float((int(man < 0), abs(man), exp, man.bit_length()), precision=precision)

    def symbol(self, _: int, name: Any, facts: Any) -> Any:
        import sympy

        if not is_symbol_name(name) or type(facts) is not list:
            raise CodecError("A symbol has a name and facts.")
        if any(type(f) is not list or len(f) != 2 or type(f[0]) is not str for f in facts):
            raise CodecError("A fact is a name and a truth value.")
        known = dict(facts)
        if not allowlist.ASSUMPTIONS.issuperset(known) or set(map(type, known.values())) - {bool}:
            raise CodecError("No such fact.")
        return sympy.Symbol(name, **known)

    def tree(self, depth: int, head: Any, arguments: Any) -> Any:
        cls = allowlist.classes().get(head) if type(head) is str else None
        if cls is None:
            raise CodecError("No such head.")
        values = self.items(arguments, depth)
        if any(not _is_symbolic(value) for value in values):
            raise CodecError("Only SymPy's own objects stand in an expression.")
        if head == "ExprCondPair":
            return cls(*values)
        if head == "Pow" and len(values) == 2:
            _demand_power(*values)
        built = cls(*values)
        _demand_size(built)
        if not _is_symbolic(built):
            raise CodecError("The head built something else.")
        return built

    def foreign(self, _: int, kind: Any, name: Any) -> Foreign:
        if type(kind) is not str or kind not in wire.KINDS:
            raise CodecError("No such kind.")
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


def _whole(digits: Any) -> int:
    if type(digits) is not str or not _HEX.fullmatch(digits):
        raise CodecError("Whole numbers are written in hexadecimal.")
    return int(digits, 16)


def _real(digits: Any) -> float:
    if type(digits) is not str or not _FLOAT.fullmatch(digits):
        raise CodecError("Floats are written in hexadecimal.")
    return float.fromhex(digits)


def _text(text: Any, most: int) -> str:
    if type(text) is not str or len(text) > most:
        raise CodecError("Text is longer than any answer, or no text.")
    return text


def _key(key: Any) -> Any:
    """A key of a dict: NumPy's scalars, which cross as arrays, as plain numbers again."""
    return key.item() if isinstance(key, np.ndarray) and key.ndim == 0 else key


def _demand_power(base: Any, exponent: Any) -> None:
    """Raise Oversized for a power of whole numbers, before it is worked out."""
    is_exact = base.is_Rational and exponent.is_Integer
    if is_exact and bits(base) * abs(int(exponent)) > 4 * wire.DIGITS:
        raise Oversized


def _demand_size(built: Any) -> None:
    if getattr(built, "is_Rational", False) and bits(built) > 4 * wire.DIGITS:
        raise Oversized


def bits(number: Any) -> int:
    """Of the larger part of a rational; none for 0 and 1, the powers of which stay as small."""
    p, q = abs(int(number.p)), int(number.q)
    return max(p.bit_length(), q.bit_length()) if max(p, q) > 1 else 0


def _is_number(value: Any) -> bool:
    return type(value) in {int, float, complex}


def _is_symbolic(value: Any) -> bool:
    return type(value).__module__.partition(".")[0] == "sympy"
