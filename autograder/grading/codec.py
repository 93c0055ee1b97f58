"""The codec: what a learner's function takes and returns, as exact plain values.

Every value that crosses between a check and learner code, in this process or to another, goes
through `encode` and `decode`, so a judge never meets the learner's own classes. The wire form is
described, and read again, in `wire`.

Encoding takes any object and calls no line of the learner's code. Values are sorted by exact class
and base class and read through the base class's own methods, so a subclass crosses as the plain
value that it carries. Whatever has no plain form crosses as ["x", kind, name].
"""

from binascii import b2a_base64
from collections.abc import Callable
from typing import Any

import numpy as np
import sympy
from sympy.core.function import AppliedUndef

from autograder.grading import wire
from autograder.grading.wire import CodecError, Decoder, Oversized, Wire, is_symbol_name
from autograder.judges.answer import Foreign
from autograder.judges.symbolic.formula import Formula

__all__ = ["CodecError", "Wire", "decode", "encode", "plain"]

SMALL = 2**64


def plain(value: Any) -> Any:
    """`decode(encode(value))`, with a short cut for most of the traffic, arrays and numbers."""
    if type(value) is float or (type(value) is int and abs(value) < SMALL):
        return value
    return value.copy() if _is_plain_array(value) else decode(encode(value))


def _is_plain_array(value: Any) -> bool:
    return (
        type(value) is np.ndarray
        and value.dtype in wire.DTYPE_NAMES
        and value.flags.c_contiguous
        and value.ndim <= wire.AXES
        and value.nbytes <= wire.ARRAY_BYTES
    )


def encode(value: Any) -> Wire:
    """The wire form of any object at all."""
    return Encoder().encode(value, 0)


def lost_in(value: Any) -> str:
    """What of a value cannot cross, by its name; empty if all of it can."""
    is_number = type(value) in {float, int} and abs(value) < SMALL
    return "" if is_number or _is_plain_array(value) else _lost(encode(value))


def _lost(form: Any) -> str:
    if type(form) is not list:
        return ""
    if form[:1] == ["x"]:
        return f"{form[2]} ({form[1]})"
    return next(filter(None, map(_lost, form)), "")


def decode(wire: Any) -> Any:
    """The value of a wire form, built from scratch. Raises CodecError."""
    try:
        return Decoder().decode(wire, 0)
    except CodecError:
        raise
    except Oversized:
        return Foreign("oversized", "Integer")
    except Exception as error:  # noqa: BLE001 -- a hostile expression may raise anything
        raise CodecError(f"The value cannot be built: {type(error).__name__}.") from None


def _foreign(kind: str, name: object) -> Wire:
    text = name if type(name) is str else "?"
    return ["x", kind, text.encode("ascii", "replace").decode()[: wire.NAME]]


def _whole(tag: str, kind: str, *numbers: int) -> Wire:
    if max(map(int.bit_length, numbers)) > 4 * wire.DIGITS:
        return _foreign("oversized", kind)
    return [tag, *map(hex, numbers)]


class Encoder:
    """One value on its way out; it counts nodes, so that a bomb becomes a `Foreign`."""

    nodes = 0

    def encode(self, value: Any, depth: int) -> Wire:
        """Sort by exact type, then by base class; the learner's own methods are never called."""
        self.nodes += 1
        cls = type(value)
        if depth > wire.DEPTH or self.nodes > wire.NODES:
            return _foreign("oversized", cls.__name__)
        if value is None or cls is bool:
            return ["c", value]
        if value is ... or value is NotImplemented:
            return _foreign("stub", cls.__name__)
        for base, encode in _BY_BASE:
            if issubclass(cls, base):
                return encode(self, value, depth)
        return self.other(value, depth)

    def items(self, values: Any, depth: int) -> list[Wire]:
        if len(values) > wire.NODES:
            self.nodes = wire.NODES  # everything that follows is past the limit, too
        return [self.encode(item, depth + 1) for item in values[: wire.NODES - self.nodes + 1]]

    def complex(self, value: complex, _: int) -> Wire:
        exact = complex.__complex__(value)
        return ["z", exact.real.hex(), exact.imag.hex()]

    def text(self, value: str, _: int) -> Wire:
        exact = str.__str__(value)
        if len(exact) > wire.TEXT:
            return _foreign("oversized", "str")
        # Half a surrogate pair cannot be sent to a judge, so it is nowhere taken for a value.
        is_whole = exact == exact.encode(errors="replace").decode()
        return ["s", exact] if is_whole else _foreign("object", "str")

    def list(self, value: list[Any], depth: int) -> Wire:
        return ["l", self.items(list.__getitem__(value, slice(None)), depth)]

    def tuple(self, value: tuple[Any, ...], depth: int) -> Wire:
        return ["t", self.items(tuple.__getitem__(value, slice(None)), depth)]

    def dict(self, value: dict[Any, Any], depth: int) -> Wire:
        pairs = list(dict.items(value))[: wire.NODES - self.nodes + 1]
        return ["d", [self.items(pair, depth) for pair in pairs]]

    def array(self, value: np.ndarray[Any, Any], depth: int) -> Wire:
        array = np.ndarray.view(value, np.ndarray)
        return self.objects(array, depth) if array.dtype == object else _array(array)

    def objects(self, array: np.ndarray[Any, Any], depth: int) -> Wire:
        """An array of objects crosses as a matrix, the one table that can hold expressions."""
        if array.ndim > 2 or max(array.shape, default=1) > wire.MATRIX_SIDE:
            return _foreign("object", "ndarray of objects")
        table = np.atleast_2d(array)
        return ["M", list(table.shape), self.items(table.ravel().tolist(), depth)]

    def other(self, value: Any, depth: int) -> Wire:
        """SymPy's objects by the allow-list; anything else only by its name."""
        cls = type(value)
        if cls is Foreign and value.kind in wire.KINDS:
            return _foreign(value.kind, value.name)
        if issubclass(cls, sympy.Basic | sympy.MatrixBase):
            return self.symbolic(value, depth)
        if cls is np.random.Generator:
            return self.generator(value, depth)
        if cls is Formula:
            return ["y", self.items(value.arguments, depth), self.encode(value.expression, depth)]
        if issubclass(cls, type):
            return _foreign("class", type.__dict__["__name__"].__get__(value))
        if cls.__name__ in {"function", "builtin_function_or_method", "method", "ufunc"}:
            return _foreign("function", getattr(value, "__name__", "?"))
        if cls.__name__ == "module":
            return _foreign("module", getattr(value, "__name__", "?"))
        return _foreign("object", type.__dict__["__name__"].__get__(cls))

    def generator(self, value: np.random.Generator, depth: int) -> Wire:
        """By the name and the state of its bit generator."""
        bits = value.bit_generator
        name = type(bits).__name__
        if wire.BIT_GENERATORS.get(name) is not type(bits):
            return _foreign("object", f"Generator of {name}")
        state = {key: one for key, one in bits.state.items() if key != "bit_generator"}
        return ["g", name, self.encode(state, depth + 1)]

    def symbolic(self, value: Any, depth: int) -> Wire:
        """A SymPy object as a tree; one node outside the allow-list makes it all foreign."""
        cls = type(value)
        if name := wire.CONSTANT_NAMES.get(cls):
            return ["k", name]
        if issubclass(cls, sympy.Integer):
            return _whole("I", "int", int(value))
        if issubclass(cls, sympy.Rational):
            return _whole("Q", "Rational", int(value.p), int(value.q))
        if cls is sympy.Float:
            return self._float(value)
        if cls is sympy.Symbol or cls is sympy.Dummy:
            return _symbol(value)
        is_bare = issubclass(cls, sympy.Function) and not value.args  # as exp_polar() may be
        if cls is sympy.Equality and any(issubclass(type(one), AppliedUndef) for one in value.args):
            return _foreign("sympy", "Equality")  # for an unknown function, as dsolve gives it
        if (head := wire.CLASS_NAMES.get(cls)) and not is_bare:
            return self._tree(["e", head], value.args, depth)
        if issubclass(cls, sympy.MatrixBase) and max(value.shape) <= wire.MATRIX_SIDE:
            return self._tree(["M", [int(n) for n in value.shape]], value.flat(), depth)
        return _foreign("undefined" if issubclass(cls, AppliedUndef) else "sympy", cls.__name__)

    def _tree(self, start: Wire, values: Any, depth: int) -> Wire:
        items = self.items(tuple(values), depth)
        foreign = next((item for item in items if item[0] == "x"), None)
        return foreign or [*start, items]

    def _float(self, value: Any) -> Wire:
        sign, mantissa, exponent, _ = value._mpf_
        bits = int(value._prec)  # noqa: SLF001 -- its precision
        if bits > wire.FLOAT_BITS or abs(int(exponent)) > wire.FLOAT_EXPONENT:
            return _foreign("oversized", "Float")
        return ["F", hex(-int(mantissa) if sign else int(mantissa)), hex(int(exponent)), hex(bits)]


_BY_BASE: tuple[tuple[type, Callable[[Encoder, Any, int], Wire]], ...] = (
    (np.ndarray, Encoder.array),
    (np.generic, lambda _encoder, value, _depth: _array(np.array(value))),
    (int, lambda _encoder, value, _depth: _whole("i", "int", value)),
    (float, lambda _encoder, value, _depth: ["f", float.hex(value)]),
    (complex, Encoder.complex),
    (str, Encoder.text),
    (list, Encoder.list),
    (tuple, Encoder.tuple),
    (dict, Encoder.dict),
)


def _array(array: np.ndarray[Any, Any]) -> Wire:
    if array.dtype.char == "g":  # longdouble: right in double precision, or not at all
        array = array.astype(np.float64)
    kind = array.dtype
    name = wire.DTYPE_NAMES.get(kind) or wire.DTYPE_NAMES.get(kind.newbyteorder("="))
    if name is None or array.ndim > wire.AXES:
        return _foreign("object", f"ndarray of {kind.name}")
    if array.nbytes > wire.ARRAY_BYTES:
        return _foreign("oversized", "ndarray")
    content = array.astype(wire.DTYPES[name], copy=False).tobytes()
    data = b2a_base64(content, newline=False).decode()
    return ["a", name, [hex(n) for n in array.shape], data]


def _symbol(symbol: Any) -> Wire:
    name = symbol.name
    facts = getattr(symbol, "_assumptions_orig", None) or symbol.assumptions0
    known = sorted(wire.ASSUMPTIONS.intersection(facts))
    if not is_symbol_name(name):
        return _foreign("sympy", "Symbol")
    return ["S", name, [[fact, bool(facts[fact])] for fact in known]]
