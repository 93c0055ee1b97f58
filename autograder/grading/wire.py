"""The wire form: how a value travels between two processes, how large it may be, which of SymPy's
classes, constants and assumptions may cross, and how a value is built from it again.

A value is a list whose first entry is its tag. It holds only lists, text, whole numbers, None,
True and False, so JSON carries it without loss.

    ["c", None | True | False]          ["l", items]  ["t", items]   ["d", [[key, value], ...]]
    ["i", hex]      ["f", hex]          ["a", dtype, shape, base64]  ["M", [rows, columns], items]
    ["z", re, im]   ["s", text]         ["I", hex]    ["Q", p, q]    ["F", mantissa, exponent, bits]
    ["k", constant] ["S", name, facts]  ["e", class, arguments]      ["x", kind, name]
    ["g", bit generator, state]         ["y", symbols, expression]

Tags are looked up exactly, and sizes are checked before anything is built, from scratch and of
exact plain types. SymPy objects are built from classes on the allow-list; the names of symbols are
the only text that reaches SymPy.
"""

import math
import re
from binascii import a2b_base64
from collections.abc import Callable
from typing import Any

import numpy as np
import sympy
from sympy.functions.elementary.piecewise import ExprCondPair
from sympy.functions.special.beta_functions import beta
from sympy.functions.special.hyper import TupleArg

from autograder.judges.answer import Foreign
from autograder.judges.symbolic.formula import Formula

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
KINDS = frozenset("function class module stub sympy undefined oversized object".split())

CLASSES: dict[str, type] = {"ExprCondPair": ExprCondPair, "beta": beta, "TupleArg": TupleArg} | {
    name: getattr(sympy, name)
    for name in """
    Add Mul Pow exp exp_polar log LambertW
    sin cos tan cot sec csc asin acos atan acot asec acsc atan2 sinc
    sinh cosh tanh coth sech csch asinh acosh atanh acoth asech acsch
    Abs sign re im arg conjugate floor ceiling frac Mod Max Min Heaviside DiracDelta
    erf erfc erfi erf2 Ei expint li Li Si Ci Shi Chi fresnels fresnelc
    gamma loggamma lowergamma uppergamma polygamma zeta factorial binomial hyper
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


BIT_GENERATORS = {one.__name__: one for one in (np.random.PCG64, np.random.PCG64DXSM)}
"""Those whose state is whole numbers only; `default_rng` makes the first."""


class CodecError(ValueError):
    """What came over the wire is not a value."""


def is_symbol_name(name: Any) -> bool:
    """An identifier, or one of the directions that SymPy's Limit keeps as symbols."""
    return type(name) is str and len(name) <= NAME and (name.isidentifier() or name in DIRECTIONS)


NUMBERS = {int, float, complex}
_HEX = re.compile(rf"-?0x[0-9a-f]{{1,{DIGITS}}}")
_FLOAT = re.compile(r"-?0x[01]\.[0-9a-f]{1,13}p[+-][0-9]{1,4}|-?inf|nan")


class Oversized(Exception):  # noqa: N818 -- a large answer is not an error
    """A number that SymPy computes while it is rebuilt is larger than any that may cross."""


class Decoder:
    """One value on its way in; it counts nodes, so that a bomb is refused."""

    nodes = 0

    def decode(self, form: Any, depth: int) -> Any:
        self.nodes += 1
        if self.nodes > NODES or depth > DEPTH:
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
        kind = DTYPES.get(dtype) if type(dtype) is str else None
        if kind is None or type(data) is not str:
            raise CodecError("Not an array.")
        _expect(type(shape) is list and len(shape) <= AXES, "An array has few axes.")
        sides = [_whole(side) for side in shape]
        size = math.prod(sides) * kind.itemsize
        _expect(min(sides, default=0) >= 0 and size <= ARRAY_BYTES, "No such shape.")
        _expect(len(data) == 4 * ((size + 2) // 3), "The shape of an array differs from its bytes.")
        content = a2b_base64(data, strict_mode=True)
        _expect(len(content) == size, "The shape of an array differs from its bytes.")
        array = np.frombuffer(content, dtype=np.uint8 if dtype == "bool" else kind).reshape(sides)
        return array.astype(bool) if dtype == "bool" else array.copy()

    def matrix(self, depth: int, shape: Any, entries: Any) -> Any:
        is_shape = type(shape) is list and [int, int] == [type(side) for side in shape]
        _expect(is_shape, "A matrix has rows and columns.")
        values = self.list(depth, entries)
        fits = all(0 <= n <= MATRIX_SIDE for n in shape) and len(values) == math.prod(shape)
        _expect(fits, "The shape of a matrix does not match its entries.")
        others = [one for one in values if not isinstance(one, sympy.Expr)]
        if len(others) == len(values) or any(type(one) not in NUMBERS for one in others):
            return Foreign("object", "ndarray of objects")
        return sympy.Matrix(*shape, values)

    def constant(self, _: int, name: Any) -> Any:
        value = CONSTANTS.get(name) if type(name) is str else None
        _expect(value is not None, "No such constant.")
        return value

    def rational(self, _: int, p: Any, q: Any) -> Any:
        below = _whole(q)
        _expect(below > 0, "A denominator is positive.")
        return sympy.Rational(_whole(p), below)

    def float(self, _: int, mantissa: Any, exponent: Any, bits: Any) -> Any:
        man, exp, precision = _whole(mantissa), _whole(exponent), _whole(bits)
        _expect(1 <= precision <= FLOAT_BITS, "No such precision.")
        _expect(abs(exp) <= FLOAT_EXPONENT, "No such exponent.")
        return sympy.Float((int(man < 0), abs(man), exp, man.bit_length()), precision=precision)

    def symbol(self, _: int, name: Any, facts: Any) -> Any:
        _expect(is_symbol_name(name), "A symbol has a name.")
        _expect(_are_pairs(facts), "A fact is a name and a truth value.")
        for fact, value in facts:
            _expect(type(fact) is str and fact in ASSUMPTIONS, "No such fact.")
            _expect(type(value) is bool, "A fact is true or false.")
        return sympy.Symbol(name, **dict(facts))

    def tree(self, depth: int, head: Any, arguments: Any) -> Any:
        cls = CLASSES.get(head) if type(head) is str else None
        if cls is None:
            raise CodecError("No such class.")
        values = self.list(depth, arguments)
        _expect(all(map(_is_symbolic, values)), "An expression consists of SymPy's own objects.")
        _expect(values or not issubclass(cls, sympy.Function), "A function has arguments.")
        if head == "ExprCondPair":
            return cls(*values)
        if head == "Pow" and len(values) == 2:
            base, exponent = values
            is_exact = base.is_Rational and exponent.is_Integer
            # Whole numbers: before their power is computed.
            if is_exact and bits(base) * abs(int(exponent)) > 4 * DIGITS:
                raise Oversized
        # To decide a relation between integrals, SymPy would compute them.
        built = cls(*values, **({"evaluate": False} if issubclass(cls, sympy.Rel) else {}))
        if getattr(built, "is_Rational", False) and bits(built) > 4 * DIGITS:
            raise Oversized
        _expect(_is_symbolic(built), "The class built something else.")
        return built

    def generator(self, depth: int, name: Any, state: Any) -> np.random.Generator:
        kind = BIT_GENERATORS.get(name) if type(name) is str else None
        if kind is None:
            raise CodecError("No such bit generator.")
        made: Any = kind(0)
        made.state = {"bit_generator": name, **self.decode(state, depth)}
        return np.random.Generator(made)

    def formula(self, depth: int, symbols: Any, expression: Any) -> Formula:
        arguments = tuple(self.list(depth, symbols))
        _expect(all(type(one) is sympy.Symbol for one in arguments), "Arguments are symbols.")
        built = self.decode(expression, depth)
        _expect(isinstance(built, sympy.Expr), "A formula is an expression.")
        return Formula(arguments, built)

    def foreign(self, _: int, kind: Any, name: Any) -> Foreign:
        _expect(type(kind) is str and kind in KINDS, "No such kind.")
        return Foreign(kind, _text(name, NAME))


_BY_TAG: dict[str, Callable[..., Any]] = {
    "c": Decoder.plain_constant,
    "i": lambda _decoder, _depth, digits: _whole(digits),
    "f": lambda _decoder, _depth, digits: _real(digits),
    "z": lambda _decoder, _depth, re_, im: complex(_real(re_), _real(im)),
    "s": lambda _decoder, _depth, text: _text(text, TEXT),
    "l": Decoder.list,
    "t": lambda decoder, depth, items: tuple(decoder.list(depth, items)),
    "d": Decoder.dict,
    "a": Decoder.array,
    "M": Decoder.matrix,
    "k": Decoder.constant,
    "I": lambda _decoder, _depth, digits: sympy.Integer(_whole(digits)),
    "Q": Decoder.rational,
    "F": Decoder.float,
    "S": Decoder.symbol,
    "e": Decoder.tree,
    "g": Decoder.generator,
    "y": Decoder.formula,
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


def bits(number: Any) -> int:
    """Those of the larger part of a rational; 0 for 0 and 1, whose powers stay small."""
    p, q = abs(int(number.p)), int(number.q)
    return max(p.bit_length(), q.bit_length()) if max(p, q) > 1 else 0


def _is_symbolic(value: Any) -> bool:
    return type(value).__module__.partition(".")[0] == "sympy"
